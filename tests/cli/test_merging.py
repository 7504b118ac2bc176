"""Joining two applications on the command line."""

import pytest

from tests.conftest import NOW, CommandLine, Terminal
from tracker.models import Interview
from tracker.records import indexing


def two(run: CommandLine) -> None:
    run("add", "Acme", "Analyst", "--location", "Berlin")
    run("add", "Acme GmbH", "Analyst", "--location", "Munich")
    run("interview", "add", "2", "fri 3pm")


def test_two_are_joined_and_taken_apart_again(run: CommandLine) -> None:
    two(run)
    before = run.rows()
    joined = run("application", "merge", "1", "2", "--yes").stdout
    assert joined.startswith("Joined application 2, Acme GmbH, Analyst with its 1 interview, to 1")
    found = run.json("application", "show", "1")["application"]
    assert (found["stage"], len(found["interviews"])) == ("screening", 1)
    assert "location: Munich" in found["notes"]
    assert run.refused("application", "show", "2").startswith("No application matches “2”")
    run("undo")
    assert run.rows() == before


def test_nobody_there_to_confirm_is_a_refusal(run: CommandLine) -> None:
    two(run)
    assert run.refused("application", "merge", "1", "2") == (
        "Acme GmbH, Analyst was not joined, because nobody is here to confirm it; add --yes."
    )


def test_an_application_and_itself_are_refused(run: CommandLine) -> None:
    two(run)
    for more in ([], ["--yes"]):
        said = run.refused("application", "merge", "1", "1", *more)
        assert said.startswith("Both of these are Acme, Analyst; name two")


def test_a_terminal_shows_what_would_be_joined_and_asks(
    run: CommandLine, terminal: Terminal
) -> None:
    two(run)
    shown = terminal.plain("application", "merge", "1", "2", answers=("n",))
    assert shown.splitlines() == [
        "Application 2, Acme GmbH, Analyst (screening), would be joined",
        "to application 1, Acme, Analyst (applied).",
        "  moves along   1 interview",
        "  to the notes  company: Acme GmbH",
        "                location: Munich",
        "Join them? [y/N]: n",
        "Acme GmbH, Analyst was not joined.",
    ]
    assert terminal.code == 0
    assert len(run.rows()["application"]) == 2
    assert "Joined application 2" in terminal.plain(
        "application", "merge", "1", "2", answers=("y",)
    )
    assert len(run.rows()["application"]) == 1


def is_in_step(run: CommandLine) -> bool:
    """Tell whether every record is found by what it says."""
    with run.database.reading() as session:
        return not any(indexing.astray(session.connection()).values())


def test_what_moves_over_is_found_where_it_is_now(run: CommandLine) -> None:
    run("add", "Acme", "Dev", "--on", "1 nov")
    run("add", "Acme", "Dev", "--on", "2 nov")
    run("application", "close", "2", "withdrawn", "--reason", "duplicate")
    run("application", "merge", "1", "2", "--yes")
    assert is_in_step(run)
    assert "(application 1)" in run("search", "duplicate").stdout
    run("undo")
    assert is_in_step(run)
    assert "(application 2)" in run("search", "duplicate").stdout


def test_an_open_one_that_ends_with_the_other_is_pointed_out(run: CommandLine) -> None:
    two(run)
    run("application", "close", "1", "withdrawn")
    joined = run("application", "merge", "1", "2", "--yes")
    assert joined.stderr == (
        "Note: It was open until now, and has ended as the other had; if it goes on: "
        "tracker application reopen 1\n"
    )
    run("application", "reopen", "1")
    assert run("interview", "list").stdout.count("scheduled") == 1


def meeting_of_both(run: CommandLine) -> None:
    run("add", "Acme", "Analyst")
    run("add", "Acme", "Analyst", "--on", "1 nov")
    ours = ("--round", "onsite", "--minutes", "30", "--notes", "bring ID", "--with", "Mia Chen")
    theirs = ("--round", "onsite", "--minutes", "60", "--place", "Room 5", "--cost", "20 EUR")
    run("interview", "add", "1", "fri 3pm", *ours)
    run("interview", "add", "2", "fri 3pm", *theirs, "--with", "Bob Ray", "--notes", "ask why")


def test_a_meeting_that_both_had_is_kept_once_with_all_that_is_known_of_it(
    run: CommandLine,
) -> None:
    meeting_of_both(run)
    before = run.rows()
    joined = run("application", "merge", "1", "2", "--yes")
    assert joined.stdout.startswith("Joined application 2, Acme, Analyst, to 1, Acme, Analyst.\n")
    when = "Fri 27 Nov 2026, 15:00 CET"
    assert f"Both had the onsite on {when}: it is kept once, as interview 1.\n" in joined.stdout
    assert joined.stderr == ""
    (one,) = run.json("interview", "list")["interviews"]
    assert (one["minutes"], one["place"], one["cash_cost"]) == (30, "Room 5", 20)
    assert one["notes"] == "bring ID\nminutes: 60\nask why"
    assert one["contacts"] == [1, 2]
    run("undo")
    assert run.rows() == before


def test_of_a_meeting_that_both_had_the_one_that_was_held_stays(run: CommandLine) -> None:
    meeting_of_both(run)
    run("interview", "done", "2", "--felt", "4", "--result", "passed")
    before = run.rows()
    assert "as interview 2." in run("application", "merge", "1", "2", "--yes").stdout
    (one,) = run.rows()["interview"]
    assert (one["id"], one["application_id"], one["result"]) == (2, 1, "passed")
    assert one["notes"] == "ask why\nminutes: 30\nbring ID"
    run("undo")
    assert run.rows() == before


@pytest.mark.parametrize("change", [("edit", "2", "--round", "technical"), ("cancel", "2")])
def test_meetings_at_one_time_that_may_be_two_both_stay_and_are_pointed_out(
    run: CommandLine, change: tuple[str, ...]
) -> None:
    meeting_of_both(run)
    run("interview", *change)
    said = run("application", "merge", "1", "2", "--yes").stderr
    assert said.startswith("Note: It has interview 1 (onsite, scheduled) and interview 2 (")
    assert said.endswith(") at the same time; if they are one: tracker interview remove 2 --yes\n")
    assert len(run.rows()["interview"]) == 2


@pytest.mark.parametrize(("other", "number"), [("u1", 1), ("u2", 2), (None, 1)])
def test_one_event_of_a_calendar_is_one_meeting_and_two_events_are_two(
    run: CommandLine, other: str | None, number: int
) -> None:
    meeting_of_both(run)
    run("interview", "edit", "2", "--round", "onsite" if other is None else "technical")
    with run.database.writing(NOW) as session:
        for each, uid in ((1, other), (2, "u1")):
            session.get_one(Interview, each).event_uid = uid
    run("application", "merge", "1", "2", "--yes")
    found = run.rows()["interview"]
    assert len(found) == number
    assert found[0]["event_uid"] == (other or "u1")
