"""Help, version and completion load and write nothing; commands load only what they need."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    *("sqlalchemy", "alembic", "rich", "dateutil", "lxml", "http", "ssl"),
    *("openpyxl", "icalendar", "psycopg", "sqlcipher3", "keyring"),
)

EVERY_HELP = """
import click
from tracker.cli.main import cli

def walk(context, words):
    yield [*words, "--help"]
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            yield from walk(click.Context(command, parent=context), [*words, name])

runs = [["--version"], ["-h"], ["completion", "bash"], *walk(click.Context(cli), [])]
"""

RUN_ALL = """
import contextlib, io, sys
from tracker.cli.main import cli

def run(words):
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            cli.main(words, prog_name="tracker")
        except SystemExit as end:
            return end.code, said.getvalue()

for words in runs:
    code, said = run(words)
    loaded = [name for name in HEAVY if name in sys.modules]
    if code or loaded:
        sys.exit(f"tracker {' '.join(words)}: code {code}, loaded {loaded}: {said}")
print(len(runs))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home directory, where everything that is written would land."""
    path = tmp_path / "home"
    path.mkdir()
    return path


def python(home: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run this Python in `home`, as a person's shell would who has set nothing."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TRACKER_", "XDG_", "_TRACKER"))
    }
    return subprocess.run(
        [sys.executable, *arguments],
        env={**kept, "HOME": str(home), "USERPROFILE": str(home), **variables},
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def run_all(home: Path, runs: str, heavy: tuple[str, ...], **variables: str) -> int:
    """Run commands in one process; it ends at the first that fails or loads what is heavy."""
    done = python(home, "-c", f"HEAVY = {heavy}\n{runs}\n{RUN_ALL}", **variables)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def loaded(done: subprocess.CompletedProcess[str]) -> set[str]:
    """Return the top-level packages that `-X importtime` names."""
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


STOPPED_WHILE_LOADING = """
import signal, sys
from tracker.__main__ import main

class Stopping:
    @staticmethod
    def find_spec(name, *_):
        if name == "tracker.cli.main":
            signal.raise_signal(signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Stopping)
main()
"""


def test_a_command_that_is_stopped_while_it_loads_says_so(home: Path) -> None:
    done = python(home, "-c", STOPPED_WHILE_LOADING)
    assert done.stderr == "\nYou stopped this command before it began.\n"
    assert (done.stdout, done.returncode) == ("", 130)


def test_help_of_every_command_loads_no_database_and_writes_nothing(home: Path) -> None:
    number = run_all(home, EVERY_HELP, HEAVY)
    assert number > 40
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_the_whole_process_of_a_question_is_light_too(home: Path, option: str) -> None:
    done = python(home, "-X", "importtime", "-m", "tracker", option)
    assert done.returncode == 0
    assert "tracker" in loaded(done)
    assert loaded(done).isdisjoint(HEAVY)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("tracker app", "application"),
        ("tracker application mo", "move"),
        ("tracker add --p", "--p"),
    ],
)
def test_completion_is_light_and_writes_nothing(home: Path, typed: str, offered: str) -> None:
    done = python(
        home,
        *("-X", "importtime", "-m", "tracker"),
        _TRACKER_COMPLETE="bash_complete",
        COMP_WORDS=typed,
        COMP_CWORD=str(typed.count(" ")),
    )
    assert done.returncode == 0
    assert offered in done.stdout
    assert loaded(done).isdisjoint(HEAVY)
    assert list(home.iterdir()) == []


def test_commands_load_neither_alembic_nor_rich_on_a_current_database(home: Path) -> None:
    variables = {"TRACKER_DATABASE": str(home / "hunt.db"), "TRACKER_NOW": "2026-11-23T09:00+01:00"}
    made = python(home, "-m", "tracker", "add", "Acme", "Data engineer", "€120k", **variables)
    assert made.returncode == 0, made.stderr
    (home / "jobs.csv").write_text("Company,Role\nInitech,Tester\n")
    runs = [
        ["add", "Globex", "Analyst", "€100k"],
        ["interview", "add", "Acme", "fri 3pm"],
        ["offer", "add", "Globex", "€110k", "--until", "next friday"],
        ["contact", "add", "Mia Chen", "--company", "Acme"],
        ["import", "jobs.csv"],
        ["export", "json", "--to", "hunt.json"],
        ["import", "hunt.json"],
        ["export", "csv"],
        ["export", "proof", "--from", "2026-11-01", "--to", "2026-11-30"],
        *([noun, "list"] for noun in ("application", "interview", "offer", "contact")),
        *([noun, "list", "--json"] for noun in ("application", "interview", "offer", "contact")),
        ["application", "show", "Acme"],
        ["interview", "show", "Acme"],
        ["company", "list"],
        ["company", "show", "Acme"],
        ["application", "list", "--quiet", "3", "--sort", "pay", "--save", "silent"],
        ["application", "list", "--view", "silent", "--columns", "company"],
        ["view", "list"],
        ["search", "acme"],
        ["profile", "show"],
        *(["profile", noun, "list"] for noun in ("factor", "must-have", "rate")),
        ["worth"],
        ["worth", "Acme"],
        ["agenda"],
        ["history"],
        ["undo"],
        [],
    ]
    assert run_all(
        home, f"runs = {runs}", ("alembic", "rich", "sqlalchemy.dialects.postgresql"), **variables
    ) == len(runs)


def test_the_everyday_commands_do_without_sqlalchemy(home: Path) -> None:
    variables = {"TRACKER_DATABASE": str(home / "hunt.db"), "TRACKER_NOW": "2026-11-23T09:00+01:00"}
    for line in (
        "add Acme",
        "interview add Acme 2026-11-27T15:00",
        "contact add Mia",
        "offer add Acme €90k",
    ):
        made = python(home, "-m", "tracker", *line.split(), **variables)
        assert made.returncode == 0, made.stderr
    runs = [
        ["application", "list"],
        ["application", "list", "--limit", "5"],
        ["interview", "list"],
        ["interview", "list", "--all"],
        ["contact", "list"],
        ["agenda"],
        [],
    ]
    assert run_all(home, f"runs = {runs}", HEAVY, **variables) == len(runs)


def test_an_application_is_added_without_sqlalchemy_while_no_verdict_hangs_on_it(
    home: Path,
) -> None:
    variables = {"TRACKER_DATABASE": str(home / "hunt.db"), "TRACKER_NOW": "2026-11-23T09:00+01:00"}
    made = python(home, "-m", "tracker", "profile", "must-have", "add", "remote", **variables)
    assert made.returncode == 0, made.stderr
    runs = [
        ["add", "Acme"],
        ["application", "add", "Acme GmbH", "Tester", "€60k", "--tag", "near", "--has", "remote"],
        ["add", "Globex", "--url", "https://jobs.example/view/4012345", "--stage", "saved"],
    ]
    assert run_all(home, f"runs = {runs}", HEAVY, **variables) == len(runs)


def test_only_the_reading_of_a_typed_date_needs_dateutil(home: Path) -> None:
    variables = {"TRACKER_DATABASE": str(home / "hunt.db")}
    made = python(home, "-m", "tracker", "add", "Acme", **variables)
    assert made.returncode == 0, made.stderr
    runs = [["application", "list"], ["search", "acme"], ["agenda"], ["worth"], ["add", "Globex"]]
    assert run_all(home, f"runs = {runs}", ("dateutil",), **variables) == len(runs)


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_a_command_works_without_one_of_its_streams(tmp_path: Path, closed: str) -> None:
    place = tmp_path / "hunt.db"
    command = f'"{sys.executable}" -m tracker --database "{place}"'
    ended = subprocess.run(
        ["/bin/sh", "-c", f"{command} add Acme {closed}"], capture_output=True, check=False
    )
    assert (ended.returncode, b"Traceback" in ended.stderr) == (0, False)
    listed = subprocess.run(
        ["/bin/sh", "-c", f"{command} application list --json"], capture_output=True, check=True
    )
    assert [one["company"] for one in json.loads(listed.stdout)["applications"]] == ["Acme"]


@pytest.mark.parametrize("command", ["add Acme", "export json", "application list"])
def test_output_that_cannot_be_written_is_said_to_be_lost_and_not_the_record(
    place: Path, command: str
) -> None:
    tracker = f'"{sys.executable}" -m tracker --database "{place}"'
    ended = subprocess.run(
        ["/bin/sh", "-c", f"{tracker} {command} > /dev/full"], capture_output=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith(b"Error: The output could not be written (No space left on")
    assert ended.stderr.endswith(b" look with tracker history before you try again.\n")
    assert ended.stderr.count(b"\n") == 1
