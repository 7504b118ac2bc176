"""What was done when, for a job centre: true, complete, and nothing private."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import NOW, Begin, CommandLine
from tracker.models import Interview
from tracker.words import InterviewState, Round

RANGE = ("--from", "2026-11-01", "--to", "2026-11-30")


class Cells(HTMLParser):
    """What an independent reader finds in the cells of a page, row by row."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.tags.add(tag)
        self._inside = tag in {"td", "th"}
        if tag == "tr":
            self.rows.append([])
        if self._inside:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def a_november(run: CommandLine) -> None:
    """A November: two applications, a talk, a test, an exchange, and an offer answered."""
    run("add", "Acme", "Analyst", "90k EUR", "--on", "2026-11-02", "--location", "Berlin")
    run("application", "edit", "1", "--url", "https://acme.example/a_b", "--enthusiasm", "2")
    run("application", "edit", "1", "--notes", "SECRET note")
    run("interview", "add", "1", "2026-11-09 15:00", "--with", "Mia Chen", "--place", "Room 1")
    run("interview", "done", "1", "--result", "passed", "--notes", "SECRET felt bad")
    run("interview", "add", "1", "2026-11-11 09:00", "--round", "assessment")
    run("interview", "done", "2")
    run("contact", "log", "Mia", "SECRET", "--channel", "phone", "--on", "2026-11-12")
    run("contact", "log", "Mia", "--application", "1", "--on", "2026-11-13")
    run("add", "Initech", "Clerk", "--on", "2026-11-03")
    run("offer", "add", "1", "95k EUR", "--until", "in 9 days")
    run("offer", "decline", "1", "--reason", "SECRET reason")


@pytest.fixture
def hunt(begin: Begin) -> CommandLine:
    return begin(a_november)


def test_a_proof_tells_what_was_done_by_day_with_a_count_at_the_top(hunt: CommandLine) -> None:
    page = hunt("export", "proof", *RANGE).stdout
    assert (
        page
        == """\
# What I did to find work from Sun 1 Nov 2026 to Mon 30 Nov 2026

**2 applications sent, 1 interview attended, 1 test taken, 2 exchanges, 1 offer answered.**

| Day | What | Company | Role | Where | Contact | Result |
| --- | --- | --- | --- | --- | --- | --- |
| Mon 2 Nov 2026 | Application sent | Acme | Analyst | Berlin, <https://acme.example/a_b> | \
Mia Chen | declined |
| Tue 3 Nov 2026 | Application sent | Initech | Clerk |  |  | open: applied |
| Mon 9 Nov 2026 | Interview attended: screen | Acme | Analyst | Room 1 | Mia Chen | passed |
| Wed 11 Nov 2026 | Test taken | Acme | Analyst |  |  | passed |
| Thu 12 Nov 2026 | Exchange (phone) | Acme |  |  | Mia Chen |  |
| Fri 13 Nov 2026 | Exchange | Acme | Analyst |  | Mia Chen |  |
| Sun 22 Nov 2026 | Offer answered | Acme | Analyst |  | Mia Chen | declined |
"""
    )


@pytest.mark.parametrize("form", [[], ["--html"]])
def test_nothing_private_is_told(hunt: CommandLine, form: list[str]) -> None:
    page = hunt("export", "proof", *RANGE, *form).stdout
    assert re.search(r"SECRET|90|95|EUR|enthusias", page.replace("0.95", "")) is None


def test_only_these_days_are_told_the_first_and_last_included(hunt: CommandLine) -> None:
    page = hunt("export", "proof", "--from", "2026-11-03", "--to", "2026-11-09").stdout
    assert "**1 application sent, 1 interview attended.**" in page
    one_day = hunt("export", "proof", "--from", "2026-11-12", "--to", "2026-11-12").stdout
    assert "**1 exchange.**" in one_day


def test_what_is_planned_or_only_reopened_is_not_told(run: CommandLine) -> None:
    run("add", "Acme", "Analyst", "--stage", "saved", "--on", "2026-11-02")
    run("add", "Initech", "Clerk", "--on", "2026-10-02")
    run("reject", "Initech", "--on", "2026-11-03")
    run("application", "reopen", "Initech", "--on", "2026-11-04")
    run("interview", "add", "Initech", "fri 3pm")
    said = run.refused("export", "proof", *RANGE)
    assert said == (
        "Nothing is on record from Sun 1 Nov 2026 to Mon 30 Nov 2026, so there is nothing to prove "
        "yet; log what you did, as in: tracker add COMPANY --on yesterday"
    )


def test_interviews_of_which_too_little_is_said_are_left_out_and_counted(
    run: CommandLine,
) -> None:
    run("add", "Acme", "Analyst", "--on", "2026-11-02")
    run("interview", "add", "1", "2026-11-09 15:00")
    with run.database.writing(NOW) as session:
        undated = Interview(round=Round.SCREEN, state=InterviewState.DONE, application_id=1)
        session.add(undated)
    said = run("export", "proof", *RANGE)
    assert said.stderr == (
        "Note: 1 past interview not said to be done, so left out; say how it went: "
        "tracker interview done WHICH\n"
        "Note: 1 interview done at no known time, so left out.\n"
    )
    assert "interview" not in said.stdout.lower()


def test_the_last_day_may_be_the_end_of_this_month(run: CommandLine) -> None:
    run("add", "Acme", "--on", "2026-11-02")
    page = run("export", "proof", "--from", "1 nov", "--to", "30 nov").stdout
    assert "from Sun 1 Nov 2026 to Mon 30 Nov 2026" in page


def test_days_the_wrong_way_round_are_refused(run: CommandLine) -> None:
    said = run.refused("export", "proof", "--from", "2026-11-02", "--to", "2026-11-01")
    assert said == "“2026-11-01” is before “2026-11-02”; say first --from when, and then --to when."


def test_a_page_is_read_by_a_browser_as_it_was_meant(run: CommandLine, tmp_path: Path) -> None:
    awkward = '<script>alert(1)</script> & "Co" | *x* \u202eevil'
    run("add", awkward, "A\nB", "--on", "2026-11-02", "--url", "javascript:alert(1)")
    for name in ("proof.html", "PROOF.HTM"):
        path = tmp_path / name
        said = run("export", "proof", *RANGE, "--file", str(path)).stdout
        assert said == f"What you did was written to {path}.\n"
        page = path.read_text(encoding="utf-8")
        found = Cells(page)
        assert found.rows[1:] == [
            [
                "Mon 2 Nov 2026",
                "Application sent",
                '<script>alert(1)</script> & "Co" | *x* evil',
                "A B",
                "javascript:alert(1)",
                "",
                "open: applied",
            ]
        ]
        assert found.tags.isdisjoint({"script", "link", "img", "a", "iframe"})
        assert "url(" not in page
        assert "table-header-group" in page


def test_markdown_shows_a_text_as_it_is(run: CommandLine, tmp_path: Path) -> None:
    run("add", "A|B <i>*c*</i> [x](y)", "_r_ `q`", "--on", "2026-11-02")
    path = tmp_path / "proof.md"
    run("export", "proof", *RANGE, "--file", str(path))
    assert r"| A\|B \<i\>\*c\*\</i\> \[x\](y) | \_r\_ \`q\` |" in path.read_text(encoding="utf-8")
    run("export", "proof", *RANGE, "--file", str(path), "--html")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_days_in_the_wrong_order_are_not_taken_for_those_of_two_years(hunt: CommandLine) -> None:
    assert hunt.refused("export", "proof", "--from", "30 nov", "--to", "1 nov") == (
        "“30 nov” to “1 nov” could only be Sun 30 Nov 2025 to Sun 1 Nov 2026; if that is meant, "
        "say the years: --from 2025-11-30 --to 2026-11-01"
    )
    assert hunt.refused("export", "proof", "--from", "20 nov", "--to", "1 nov") == (
        "“20 nov” to “1 nov” could only be Fri 20 Nov 2026 to Mon 1 Nov 2027; if that is meant, "
        "say the years: --from 2026-11-20 --to 2027-11-01"
    )
    assert "Acme" in hunt("export", "proof", "--from", "2025-11-30", "--to", "2026-11-30").stdout
    assert "from Mon 1 Dec 2025 to Sat 31 Jan 2026" in hunt.refused(
        *("export", "proof", "--from", "1 dec", "--to", "31 jan")
    )
