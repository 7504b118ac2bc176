"""Joining two applications on the command line."""

from tests.conftest import CommandLine, Terminal


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
