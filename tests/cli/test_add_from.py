"""An application added from its posting: what was found, what is unknown, what the user says."""

import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CommandLine, Terminal

JOB: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Data engineer",
    "hiringOrganization": {"@type": "Organization", "name": "Acme"},
    "jobLocation": {"address": {"addressLocality": "Berlin", "addressCountry": "DE"}},
    "baseSalary": {
        "currency": "EUR",
        "value": {"minValue": 60000, "maxValue": 80000, "unitText": "YEAR"},
    },
    "validThrough": "2026-12-31",
    "datePosted": "2026-11-02",
    "url": "https://jobs.example/view/4012345",
    "description": "<p>We build things.</p>",
}


@pytest.fixture
def posting(tmp_path: Path) -> Path:
    """A posting as JSON-LD in a file."""
    path = tmp_path / "posting.json"
    path.write_text(json.dumps(JOB))
    return path


@pytest.fixture
def site() -> Iterator[str]:
    """A site on this machine that shows the posting at every address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/gone" else 200)
            self.send_header("Content-Type", "application/ld+json")
            self.end_headers()
            self.wfile.write(json.dumps(JOB).encode())

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (its own)
            del format, arguments

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def shown(run: CommandLine, which: str = "1") -> Any:  # noqa: ANN401 (JSON)
    return run.json("application", "show", which)["application"]


def test_a_posting_is_echoed_as_understood_and_kept_as_saved(
    run: CommandLine, posting: Path
) -> None:
    added = run("add", "--from", str(posting))
    assert added.stderr == ""
    assert added.stdout == (
        "The posting at posting.json\n"
        "  company   Acme\n"
        "  role      Data engineer\n"
        "  location  Berlin, DE\n"
        "  pay       60,000-80,000 EUR a year\n"
        "  apply by  Thu 31 Dec 2026\n"
        "  posting   https://jobs.example/view/4012345\n"
        "  notes     Posted: 2026-11-02\n"
        "  text      We build things.\n"
        "  not said  workplace\n"
        "Added application 1: Acme, Data engineer, 60,000-80,000 EUR a year, "
        "saved on Sun 22 Nov 2026.\n"
        "Once you have applied: tracker application move 1 applied\n"
    )
    found = shown(run)
    assert (found["stage"], found["notes"]) == ("saved", "Posted: 2026-11-02")
    text = run.rows()["application"][0]["posting_text"]
    assert text == "Seen on Sun 22 Nov 2026 at posting.json:\n\nWe build things."


def test_what_the_user_says_counts_more(run: CommandLine, posting: Path) -> None:
    more = ("--location", "Hamburg", "--notes", "Ask Mia", "--posting", "mine", "--tag", "new")
    run("application", "add", "--from", str(posting), "Beta", "Boss", "90k", *more)
    found = shown(run)
    assert (found["company"], found["role"], found["location"]) == ("Beta", "Boss", "Hamburg")
    assert (found["pay_likely"], found["pay_low"]) == (90_000, None)
    assert found["notes"] == "Ask Mia\nPosted: 2026-11-02"
    assert run.rows()["application"][0]["posting_text"] == "mine"


@pytest.mark.parametrize(
    ("said", "stage", "since"),
    [
        ((), "saved", "2026-11-22"),
        (("--stage", "screening"), "screening", "2026-11-22"),
        (("--on", "yesterday"), "applied", "2026-11-21"),
        (("--on", "yesterday", "--stage", "saved"), "saved", "2026-11-21"),
    ],
)
def test_how_far_it_got_is_said_or_else_saved(
    run: CommandLine, posting: Path, said: tuple[str, ...], stage: str, since: str
) -> None:
    added = run("add", "--from", str(posting), *said).stdout
    found = shown(run)
    assert (found["stage"], found["moved_on"]) == (stage, since)
    assert ("Once you have applied" in added) == (not said)


def test_a_posting_is_fetched_from_its_address(run: CommandLine, site: str) -> None:
    added = run("add", "--from", f"{site}/jobs/1", "--allow-private")
    assert f"The posting at {site}/jobs/1" in added.stdout
    assert shown(run)["posting_url"] == JOB["url"]
    text = run.rows()["application"][0]["posting_text"]
    assert text.startswith(f"Seen on Sun 22 Nov 2026 at {site}/jobs/1:\n\n")


def test_what_cannot_be_fetched_is_refused_with_the_next_step(run: CommandLine, site: str) -> None:
    said = run.refused("add", "--from", site)
    assert "in a private network or on this machine" in said
    said = run.refused("add", "--from", f"{site}/gone", "--allow-private")
    assert "has no such page (404), so the posting may be gone" in said
    assert "is no http or https address" in run.refused("add", "--from", "file:///etc/passwd")


def test_what_cannot_be_read_is_refused(run: CommandLine, tmp_path: Path) -> None:
    assert "(there is no such file); an address begins with https://" in run.refused(
        "add", "--from", "www.jobs.example/view/7"
    )
    assert "(there is no such file); name a saved page" in run.refused("add", "--from", "posting")
    assert "(it is a folder)" in run.refused("add", "--from", str(tmp_path))
    assert "cannot be read" in run.refused("add", "--from", "a\0b")
    assert "cannot be read" in run.refused("add", "--from", "~nobody-here/x.html")
    large = tmp_path / "large.html"
    large.write_bytes(b"<p>" * 17_000_000)
    assert "is larger than 20 MB" in run.refused("add", "--from", str(large))
    nothing = tmp_path / "nothing.html"
    nothing.write_text("")
    assert "No posting is found: there is no title" in run.refused("add", "--from", str(nothing))


def test_a_posting_without_a_company_asks_for_one(run: CommandLine, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<title>Clerk</title>Hello")
    assert run.refused("add", "--from", str(page)) == (
        f'The posting for Clerk names no company; say which: tracker add "COMPANY" --from {page}'
    )
    added = run("add", "Acme", "--from", str(page))
    assert "not said  location, workplace, pay, apply by" in added.stdout
    assert added.stderr.startswith("Note: The page states nothing for programs")
    assert (shown(run)["company"], shown(run)["role"]) == ("Acme", "Clerk")


def test_of_several_postings_one_is_named_or_asked_for(
    run: CommandLine, terminal: Terminal, tmp_path: Path
) -> None:
    several = tmp_path / "several.json"
    jobs = [{**JOB, "title": title, "url": None} for title in ("Clerk", "Boss", "Analyst")]
    several.write_text(json.dumps(jobs))
    assert run.refused("add", "--from", str(several)) == (
        "There are several postings: Acme, Clerk; Acme, Boss; Acme, Analyst; say which: "
        f'tracker add "COMPANY" "ROLE" --from {several}'
    )
    run("add", "Acme", "boss", "--from", str(several))
    assert shown(run)["role"] == "boss"
    asked = terminal.plain("add", "--from", str(several), answers=("3",))
    assert "  3: Acme, Analyst (Berlin, DE)" in asked
    assert shown(run, "2")["role"] == "Analyst"


def test_many_postings_are_not_all_named(run: CommandLine, tmp_path: Path) -> None:
    several = tmp_path / "several.json"
    several.write_text(json.dumps([{**JOB, "title": f"Job {number}"} for number in range(12)]))
    assert "Acme, Job 8; and 3 more; say which" in run.refused("add", "--from", str(several))


def test_the_same_posting_again_is_pointed_out(run: CommandLine, posting: Path) -> None:
    run("add", "--from", str(posting))
    again = run("add", "Acme Holding", "Engineer", "--from", str(posting))
    assert again.stderr == (
        "Note: Application 1, Acme, Data engineer (saved), is of the same posting; if this is the "
        "same one: tracker undo, or to join them: tracker application merge 1 2 --yes\n"
    )


def test_what_a_page_says_cannot_steer_the_terminal(run: CommandLine, tmp_path: Path) -> None:
    page = tmp_path / "page.json"
    page.write_text(json.dumps({**JOB, "title": "Clerk \x1b[31m\u202e", "baseSalary": "\x1b[2J"}))
    added = run("add", "--from", str(page))
    assert "\x1b" not in added.output
    assert "\u202e" not in added.output


def test_a_usage_that_makes_no_sense_is_an_error_of_usage(run: CommandLine) -> None:
    assert "Say at which company" in run("add", code=2).stderr
    assert "--allow-private is about --from" in run("add", "Acme", "--allow-private", code=2).stderr
    assert run.rows()["application"] == []


def test_who_stops_a_command_in_the_middle_is_told_where_to_look(run: CommandLine) -> None:
    before = run.rows(logs=True)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(30)
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        command = [sys.executable, "-m", "tracker", "add", "--from", address, "--allow-private"]
        environment = {**os.environ, **run.environment}
        heeded = signal.signal(signal.SIGINT, signal.default_int_handler)  # not so in background
        process = subprocess.Popen(command, stderr=subprocess.PIPE, env=environment)
        signal.signal(signal.SIGINT, heeded)
        with process, silent.accept()[0]:
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=30)[1].decode()
    assert said == (
        "\nError: You stopped this command; tracker history shows whether it had done anything by "
        "then.\n"
    )
    assert (process.returncode, run.rows(logs=True)) == (1, before)


@pytest.mark.parametrize(
    ("currency", "value", "noted"),
    [
        ("USD", {"value": 3000, "unitText": "FORTNIGHT"}, "Pay: 3000 USD FORTNIGHT"),
        ("ZZZ", {"value": 90000, "unitText": "YEAR"}, "Pay: 90000 ZZZ YEAR"),
        ("USD", {"minValue": -5, "maxValue": 90000, "unitText": "YEAR"}, "Pay: -5 90000 USD YEAR"),
    ],
)
def test_pay_that_cannot_be_taken_is_shown_and_kept_in_the_notes(
    run: CommandLine, tmp_path: Path, currency: str, value: dict[str, object], noted: str
) -> None:
    page = tmp_path / "page.json"
    salary = {"@type": "MonetaryAmount", "currency": currency, "value": value}
    page.write_text(json.dumps({**JOB, "baseSalary": salary}))
    said = run("add", "--from", str(page))
    assert noted in said.stdout
    assert "not said" not in said.stdout or "pay" not in said.stdout.partition("not said")[2]
    assert "Note: Its pay is left out: " in said.stderr
    (made,) = run.rows()["application"]
    assert noted in made["notes"].splitlines()
    assert made["pay_currency"] is None
