"""The agenda on the screen: what is due, what is overdue and what to do first."""

import shlex
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import Begin, CommandLine, Terminal

EMPTY = """\
Nothing here yet. Log your first application:
  tracker add "Acme" "Data engineer" 120k-150k
"""

OFFER = "Beta, Analyst: 150,000 USD a year"


def one_of_every_kind(run: CommandLine) -> None:
    """A hunt with one thing of every kind, seen on Sunday 22 November."""
    run("add", "Acme", "Data engineer", "130k", "--on", "2026-11-02")
    run("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    run("add", "Beta", "Analyst", "--on", "2026-11-02")
    run("offer", "add", "Beta", "150k", "--until", "thu 12:00")
    run("add", "Gamma", "Clerk", "--stage", "saved", "--apply-by", "tue")
    run("add", "Delta", "Tester", "--on", "2026-10-02")
    run("interview", "add", "Delta", "2026-11-09 10:00", "--round", "screen")
    run("interview", "done", "Delta", "--met", "Mia Chen, recruiter", "--follow-up", "wed")
    run("add", "Zeta", "Clerk", "--on", "2026-10-02")
    run("interview", "add", "Zeta", "2026-11-20 10:00", "--round", "screen")


@pytest.fixture
def hunt(begin: Begin) -> CommandLine:
    return begin(one_of_every_kind)


@pytest.mark.parametrize("command", [(), ("agenda",)])
def test_the_agenda_is_what_bare_tracker_shows(hunt: CommandLine, command: tuple[str, ...]) -> None:
    lines = [line.split("  ") for line in hunt(*command).stdout.splitlines()]
    shown = [[cell.strip() for cell in line if cell] for line in lines]
    assert shown == [
        ["Today is Sun 22 Nov 2026"],
        ["First: Last day to apply: Gamma, Clerk"],
        ["tracker application move 3 applied"],
        [],
        ["Overdue"],
        [
            "Thu 19 Nov",
            "3 days ago",
            "Answer due, as a rule: Delta, Tester: screen",
            "tracker interview edit 2 --result passed",
        ],
        [
            "Fri 20 Nov 10:00",
            "2 days ago",
            "How did it go? Zeta, Clerk: screen",
            "tracker interview done 3",
        ],
        [],
        ["The coming week"],
        [
            "Tue 24 Nov",
            "in 2 days",
            "Last day to apply: Gamma, Clerk",
            "tracker application move 3 applied",
        ],
        [
            "Wed 25 Nov",
            "in 3 days",
            f"Last day to answer: {OFFER}, which lapses Thu 26 Nov 2026, 12:00 CET",
            'tracker worth "application 2"',
        ],
        [
            "Wed 25 Nov",
            "in 3 days",
            "Get in touch with Mia Chen (Delta)",
            'tracker contact log 1 "…"',
        ],
        ["Fri 27 Nov 15:00", "in 5 days", "Acme, Data engineer: onsite", "tracker worth 1"],
    ]


def test_every_command_that_the_agenda_names_can_be_typed(hunt: CommandLine) -> None:
    shape = hunt.json("agenda")
    for item in (*shape["overdue"], *shape["coming"]):
        program, *arguments = shlex.split(item["command"])
        assert program == "tracker"
        hunt(*arguments)
    left = hunt.json("agenda")
    assert [item["kind"] for item in (*left["overdue"], *left["coming"])] == [
        "offer",
        "follow-up",
        "interview",
    ]


def test_an_empty_machine_says_what_to_type(run: CommandLine, place: Path) -> None:
    place.unlink()
    assert run().stdout == EMPTY
    assert run("agenda").stdout == EMPTY
    assert run.json("agenda") == {"first": None, "overdue": [], "coming": []}


def test_a_week_with_nothing_due_says_where_to_look(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer")
    assert run("agenda").stdout == (
        "Today is Sun 22 Nov 2026\n"
        "Nothing is due within a week. For what is open: tracker application list\n"
    )


def test_a_follow_up_is_shown_even_before_the_first_application(run: CommandLine) -> None:
    run("contact", "add", "Mia Chen", "--follow-up", "tomorrow")
    told = run().stdout
    assert "First: Get in touch with Mia Chen\n" in told
    assert "Mon 23 Nov  tomorrow  Get in touch with Mia Chen" in told


def test_nothing_overdue_and_nothing_coming_have_no_heading(run: CommandLine) -> None:
    run("contact", "add", "Mia Chen", "--follow-up", "tomorrow")
    assert "Overdue" not in run().stdout
    later = run(TRACKER_NOW="2026-11-25T09:00:00+01:00").stdout
    assert "Overdue" in later
    assert "The coming week" not in later


def test_json_holds_each_thing_with_its_kind_day_and_time(hunt: CommandLine) -> None:
    shape = hunt.json("agenda")
    assert shape["first"] == shape["coming"][0]
    assert [(item["kind"], item["day"]) for item in shape["overdue"]] == [
        ("answer", "2026-11-19"),
        ("record", "2026-11-20"),
    ]
    assert [(item["kind"], item["day"]) for item in shape["coming"]] == [
        ("apply", "2026-11-24"),
        ("offer", "2026-11-25"),
        ("follow-up", "2026-11-25"),
        ("interview", "2026-11-27"),
    ]
    assert shape["coming"][-1] == {
        "day": "2026-11-27",
        "at": {"at": "2026-11-27T15:00:00+01:00", "zone": "Europe/Berlin"},
        "kind": "interview",
        "text": "Acme, Data engineer: onsite",
        "command": "tracker worth 1",
    }
    assert shape["coming"][0]["at"] is None


def test_a_time_in_another_zone_is_shown_by_the_clocks_at_home(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer")
    run("interview", "add", "Acme", "thu 26 nov 23:30 America/New_York", "--round", "screen")
    assert "Fri 27 Nov 05:30  in 5 days  Acme, Data engineer: screen" in run().stdout
    (item,) = run.json("agenda")["coming"]
    assert (item["day"], item["at"]) == (
        "2026-11-27",
        {"at": "2026-11-26T23:30:00-05:00", "zone": "America/New_York"},
    )


def test_the_home_zone_of_the_profile_decides_what_today_is(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer")
    run("profile", "set", "time-zone", "Pacific/Kiritimati")
    assert run().stdout.startswith("Today is Mon 23 Nov 2026\n")


@pytest.mark.parametrize("columns", [80, 160])
def test_nothing_is_wider_than_the_terminal_and_nothing_is_cut(
    hunt: CommandLine, terminal: Terminal, columns: int
) -> None:
    hunt("add", "A company whose name goes on and on " * 3, "Principal " * 6)
    hunt("interview", "add", "goes on", "mon 9:00")
    shown = terminal.plain("agenda", columns=columns)
    assert terminal.code == 0
    assert max(cell_len(line.rstrip()) for line in shown.splitlines()) <= columns
    plain = hunt("agenda").stdout
    assert sorted(shown.split()) == sorted(plain.split())
