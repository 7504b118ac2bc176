"""Joining two applications on the command line."""

from tests.conftest import CommandLine, Terminal
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
