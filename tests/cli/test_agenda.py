"""The agenda on the screen: what is due, what is overdue and what to do first."""

import json
import re
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
    asked = run("agenda", "--json")
    assert json.loads(asked.stdout) == {
        "version": 1,
        "first": None,
        "overdue": [],
        "coming": [],
    }
    assert asked.stderr == f"Note: there is no hunt at {place} yet.\n"


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
        "verdict": None,
        "said_on": None,
    }
    assert shape["coming"][0]["at"] is None


def test_an_offer_to_answer_comes_before_an_interview_of_the_same_day(run: CommandLine) -> None:
    run("add", "Beta", "Analyst")
    run("offer", "add", "Beta", "150k", "--until", "tue 12:00")
    run("add", "Acme", "Data engineer")
    run("interview", "add", "Acme", "mon 10:00")
    assert first(run).startswith("First: Last day to answer: Beta, Analyst")


def test_a_time_in_another_zone_is_shown_by_the_clocks_at_home(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer")
    run("interview", "add", "Acme", "thu 26 nov 23:30 America/New_York", "--round", "screen")
    assert "Fri 27 Nov 05:30  in 5 days  Acme, Data engineer: screen" in run().stdout
    (item,) = run.json("agenda")["coming"]
    assert (item["day"], item["at"]) == (
        "2026-11-27",
        {"at": "2026-11-26T23:30:00-05:00", "zone": "America/New_York"},
    )


SAID = "2026-11-22T10:00:00+00:00"
LATER = "2026-11-23T10:00:00+00:00"


def one_of_every_verdict(run: CommandLine) -> None:
    """Keep to be gone to on Thursday; the others, on Friday, would keep their verdicts alone."""
    run("profile", "set", "present-pay", "100k")
    run("add", "Keep", "Engineer", "160k", "--known", "3")
    run("interview", "add", "Keep", "thu 3pm", "--round", "final")
    run("add", "Drop", "Engineer", "60k", "--known", "3")
    run("interview", "add", "Drop", "fri 10:00", "--round", "onsite")
    run("interview", "add", "Drop", "sun 29 nov 10:00", "--round", "final")
    run("add", "Ask", "Clerk", "115k", "--enthusiasm", "1", "--other-role", "Engineer")
    run("interview", "add", "Ask", "fri 13:00", "--round", "technical")


def held(run: CommandLine) -> None:
    """A stopgap, held until the better Best answers on Tuesday."""
    run("profile", "set", "present-pay", "100k")
    run("add", "Best", "Engineer", "150k", "--known", "3")
    run("interview", "add", "Best", "2026-11-20 9:00", "--round", "final", "--chance", "0.9")
    run("interview", "done", "Best", "--answer-due", "2026-11-24")
    run("add", "Stopgap", "Engineer", "110k", "--known", "3")
    run("interview", "add", "Stopgap", "fri 3pm", "--round", "final")


def due(run: CommandLine, now: str = SAID) -> list[tuple[str, ...]]:
    """Return what the agenda lists: day or time, what, and the command."""
    lines = [re.split("  +", line) for line in run("agenda", TRACKER_NOW=now).stdout.splitlines()]
    return [(line[0], *line[2:]) for line in lines if len(line) == 4]


def first(run: CommandLine, now: str = SAID) -> str:
    return run("agenda", TRACKER_NOW=now).stdout.splitlines()[1]


def test_a_verdict_not_shown_yet_is_not_in_the_agenda(begin: Begin) -> None:
    run = begin(one_of_every_verdict)
    assert first(run) == "First: prepare for Keep, Engineer: final, Thu 26 Nov 15:00"
    assert [text for _, text, _ in due(run)] == [
        "Keep, Engineer: final",
        "Drop, Engineer: onsite",
        "Ask, Clerk: technical",
        "Drop, Engineer: final",
    ]


def test_the_agenda_has_what_the_verdicts_last_shown_ask_for(begin: Begin) -> None:
    run = begin(one_of_every_verdict)
    run("worth")
    assert first(run) == "First, by Wed 25 Nov: Decline Drop, Engineer: onsite of Fri 27 Nov"
    assert due(run) == [
        ("Wed 25 Nov", "Decline Drop, Engineer: onsite of Fri 27 Nov", "tracker worth 2"),
        (
            "Wed 25 Nov",
            "Ask about Engineer instead of Ask, Clerk: technical of Fri 27 Nov",
            "tracker worth 4",
        ),
        ("Thu 26 Nov 15:00", "Keep, Engineer: final (KEEP)", "tracker worth 1"),
        ("Fri 27 Nov 10:00", "Drop, Engineer: onsite (DECLINE)", "tracker worth 2"),
        ("Fri 27 Nov 13:00", "Ask, Clerk: technical (REDIRECT)", "tracker worth 4"),
        ("Sun 29 Nov 10:00", "Drop, Engineer: final (DECLINE)", "tracker worth 3"),
    ]


def test_a_verdict_said_before_today_is_said_to_be(begin: Begin) -> None:
    run = begin(one_of_every_verdict)
    run("worth")
    assert first(run, LATER) == (
        "First, by Wed 25 Nov: Decline Drop, Engineer: onsite of Fri 27 Nov, "
        "as tracker worth said on Sun 22 Nov"
    )
    run("worth", TRACKER_NOW=LATER)
    assert first(run, LATER).endswith("Decline Drop, Engineer: onsite of Fri 27 Nov")


def test_on_the_day_itself_what_is_to_be_declined_is_listed_once(begin: Begin) -> None:
    run = begin(one_of_every_verdict)
    run("worth")
    now = "2026-11-27T08:00:00+00:00"
    assert first(run, now).startswith("First, today: Decline Drop, Engineer: onsite")
    listed = [(when, text) for when, text, _ in due(run, now) if "Drop" in text]
    assert listed == [
        (
            "Fri 27 Nov 10:00",
            "Decline Drop, Engineer: onsite of Fri 27 Nov, as tracker worth said on Sun 22 Nov",
        ),
        ("Sun 29 Nov 10:00", "Drop, Engineer: final (DECLINE)"),
    ]


def test_what_is_held_is_to_be_decided_on_by_the_day_of_the_news(begin: Begin) -> None:
    run = begin(held)
    (one,) = run.json("worth")["interviews"]
    assert (one["verdict"], one["decide_by"]) == ("hold", "2026-11-24")
    assert first(run) == "First, by Tue 24 Nov: Decide on Stopgap, Engineer: final of Fri 27 Nov"
    assert ("Fri 27 Nov 15:00", "Stopgap, Engineer: final (HOLD)", "tracker worth 2") in due(run)
    (item,) = [one for one in run.json("agenda")["coming"] if one["kind"] == "decide"]
    assert (item["day"], item["verdict"], item["said_on"]) == ("2026-11-24", "hold", None)
    run("interview", "reschedule", "Stopgap", "mon 9:00")
    assert first(run) == "First, today: Decline Stopgap, Engineer: final of Mon 23 Nov"


def test_what_more_time_for_an_offer_could_save_is_not_to_be_declined_yet(
    run: CommandLine,
) -> None:
    run("profile", "set", "present-pay", "100k")
    run("add", "Acme", "Engineer", "130k", "--known", "3")
    run("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    run("add", "Beta", "Analyst")
    run("offer", "add", "Beta", "110k", "--until", "sat 5 dec")
    assert run("worth").stdout.startswith("Ask Beta for 3 more days before you decline Acme")
    assert first(run) == "First, by Wed 25 Nov: Decide on Acme, Engineer: onsite of Fri 27 Nov"
    assert ("Fri 27 Nov 15:00", "Acme, Engineer: onsite (DECLINE)", "tracker worth 1") in due(run)
    # A job that pays less than Beta is declined whatever Beta says.
    run("application", "edit", "Acme", "--pay", "90k")
    run("worth")
    assert first(run) == "First, by Wed 25 Nov: Decline Acme, Engineer: onsite of Fri 27 Nov"


def test_a_notice_to_give_comes_before_an_interview_of_the_same_day(run: CommandLine) -> None:
    run("profile", "set", "present-pay", "100k")
    run("add", "Keep", "Engineer", "160k", "--known", "3")
    run("interview", "add", "Keep", "wed 10:00", "--round", "final")
    run("add", "Drop", "Engineer", "60k", "--known", "3")
    run("interview", "add", "Drop", "fri 10:00", "--round", "onsite")
    assert run("worth").stdout.startswith("Decline Drop, Engineer: onsite by Wed 25 Nov 2026.")
    assert first(run) == "First, by Wed 25 Nov: Decline Drop, Engineer: onsite of Fri 27 Nov"


def test_what_nobody_decided_on_in_time_is_overdue(begin: Begin) -> None:
    run = begin(held)
    run("worth")
    shown = run("agenda", TRACKER_NOW="2026-11-25T10:00:00+00:00").stdout.splitlines()
    text = "Decide on Stopgap, Engineer: final of Fri 27 Nov, as tracker worth said on Sun 22 Nov"
    assert shown[1] == f"First: {text}"
    assert shown[4:6] == ["Overdue", f"Tue 24 Nov  yesterday  {text}  tracker worth 2"]


def test_an_interview_at_a_company_that_made_its_offer_is_asked_about(run: CommandLine) -> None:
    run("add", "Beta", "Analyst")
    run("interview", "add", "Beta", "wed 9:00", "--round", "final")
    run("offer", "add", "Beta", "110k", "--until", "in 4 weeks")
    run("add", "Acme", "Clerk")
    run("interview", "add", "Acme", "fri 9:00")
    text = "Still on, now that you have their offer? Beta, Analyst: final"
    assert due(run)[0] == ("Wed 25 Nov 09:00", text, "tracker interview cancel 1")
    assert first(run).startswith("First: prepare for Acme")
    lapsed = "2026-12-21T10:00:00+00:00"
    run("interview", "reschedule", "Beta", "2026-12-23 9:00")
    assert ("Wed 23 Dec 09:00", "Beta, Analyst: final", "tracker worth 1") in due(run, lapsed)


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
