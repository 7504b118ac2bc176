"""The main job on a made-up hunt: without a record, without a trace, on every day of the week."""

import os
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, CommandLine, Terminal
from tests.storage import NewPlace
from tracker.cli.app import App
from tracker.cli.assessing import assess
from tracker.dates import Calendar
from tracker.db import Database
from tracker.demo import fill
from tracker.words import Verdict
from tracker.worth import Supposed


@pytest.mark.parametrize("days", range(14))
def test_every_kind_of_verdict_is_shown_on_every_day(run: CommandLine, days: int) -> None:
    """In two weeks each day of the week has its turn just after midnight, and just before."""
    now = datetime(2026, 11, 22, 23 * (days % 2), 30, tzinfo=UTC) + timedelta(days=days)
    shown = run("demo", TRACKER_NOW=now.isoformat()).stdout
    assert re.findall(r" (KEEP|REDIRECT|DECLINE|UNKNOWN)  ", shown) == [
        "KEEP",
        "KEEP",
        "REDIRECT",
        "DECLINE",
    ]
    assert "\nDECLINE. " in shown
    assert "nan" not in shown


@pytest.mark.parametrize(
    "now",
    [
        "2026-03-27T12:00:00+01:00",
        "2026-10-23T12:00:00+02:00",
        "2028-02-28T12:00:00+01:00",
        "2026-12-30T12:00:00+01:00",
    ],
)
def test_a_change_of_clocks_a_leap_day_and_a_new_year_are_days_like_others(
    run: CommandLine, now: str
) -> None:
    assert "\nDECLINE. " in run("demo", TRACKER_NOW=now).stdout


def test_the_same_day_shows_the_same(run: CommandLine) -> None:
    assert run("demo").stdout == run("demo").stdout


def test_the_demo_ends_with_what_to_type(run: CommandLine) -> None:
    assert run("demo").stdout.endswith(
        "\nYour turn\n"
        '  tracker add "Acme" "Data engineer" 120k-150k\n'
        '  tracker interview add Acme "fri 3pm" --round onsite\n'
        "  tracker worth\n"
    )


def test_the_commands_that_the_demo_ends_with_work_as_they_stand(run: CommandLine) -> None:
    turn = run("demo").stdout.partition("\nYour turn\n")[2].splitlines()
    run("add", "Acme", "Data engineer", "120k-150k")
    run("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    assert [line.split()[1] for line in turn] == ["add", "interview", "worth"]
    assert "Acme: onsite" in run("worth").stdout


def test_ones_own_records_are_not_touched(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer")
    before = run.rows(logs=True)
    assert "Acme, " not in run("demo").stdout
    assert run.rows(logs=True) == before


def test_nothing_is_left_behind_and_no_database_is_made(tmp_path: Path) -> None:
    places = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    made = {name: str(tmp_path / name.lower()) for name in (*places, "TMPDIR")}
    for place in made.values():
        Path(place).mkdir()
    environment = {**os.environ, **made, "TRACKER_NOW": NOW.isoformat(), "TZ": "Europe/Berlin"}
    environment.pop("TRACKER_DATABASE", None)
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "demo"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Your own records are not touched." in done.stdout
    assert done.stderr == ""
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(map(str.lower, made))


def test_a_database_that_cannot_be_opened_does_not_matter(run: CommandLine, place: Path) -> None:
    place.write_text("no database")
    assert "\nDECLINE. " in run("demo").stdout
    assert place.read_text() == "no database"


def test_the_temporary_place_is_gone_afterwards(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = sorted(tmp_path.iterdir())
    run("demo")
    assert sorted(tmp_path.iterdir()) == before


def test_the_numbers_of_the_demo_are_those_of_its_hunt(
    calendar: Calendar, new_place: NewPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    monkeypatch.setenv("TZ", "Europe/Berlin")
    address = new_place("demo.db")
    with Database(address).writing(NOW) as session:
        fill(session, calendar)
    app = App(str(address))
    hour = 130_000 / 2_080 * 1.5
    with app.reading() as session:
        found = {one.interview.application.company: one for one in assess(app, session).interviews}
        others = frozenset(
            one.interview.application_id
            for company, one in found.items()
            if "Harbor" not in company
        )
        (alone,) = assess(app, session, Supposed(without=others)).interviews
    harbor = [2 * 1.1 * pay - 2 * 118_000 for pay in (125_000, 140_000, 155_000)]
    above = 0.3 * harbor[0] + 0.4 * harbor[1] + 0.3 * harbor[2]
    verdicts = {company: one.verdict for company, one in found.items()}
    assert verdicts == {
        "Harbor Analytics": Verdict.KEEP,
        "Nimbus Rail": Verdict.KEEP,
        "Oakfield Foods": Verdict.REDIRECT,
        "Vantage Loans": Verdict.DECLINE,
    }
    known = 0.32 * above - (6 + 3 - 2 - 4) * hour
    assert alone.gain == pytest.approx(known)
    assert 0.9 * known < (found["Harbor Analytics"].gain or 0) < known, "others compete with it"
    assert found["Oakfield Foods"].gain == pytest.approx(-(5 - 2) * hour)  # nobody met counts
    assert found["Vantage Loans"].gain == pytest.approx(-(10 - 2) * hour)


@pytest.mark.parametrize("columns", [80, 160])
def test_the_demo_fits_the_terminal(terminal: Terminal, columns: int) -> None:
    shown = terminal.plain("demo", columns=columns)
    assert terminal.code == 0
    assert max(len(line.rstrip()) for line in shown.splitlines()) <= columns
