"""Must-haves at the command line."""

from tests.conftest import CommandLine


def test_must_haves_are_added_and_listed(run: CommandLine) -> None:
    assert run("profile", "must-have", "add", "remote").stdout == "Added must-have remote.\n"
    run("profile", "must-have", "add", "four  days")
    assert run("profile", "must-have", "list").stdout == "remote\nfour days\n"
    assert run.json("profile", "must-have", "list") == {"must_haves": ["remote", "four days"]}


def test_without_must_haves_the_list_says_what_to_type(run: CommandLine) -> None:
    shown = run("profile", "must-have", "list").stdout
    assert shown == "No must-haves yet. Add one: tracker profile must-have add remote\n"
    assert run.json("profile", "must-have", "list") == {"must_haves": []}


def test_a_must_have_is_removed_with_what_was_said_and_undo_brings_both_back(
    run: CommandLine,
) -> None:
    run("profile", "must-have", "add", "remote")
    run("add", "Acme", "--lacks", "remote")
    before = run.rows()
    assert run.refused("profile", "must-have", "remove", "remote") == (
        "remote (must-have) was not removed, because nobody is here to confirm it; add --yes."
    )
    assert run("profile", "must-have", "remove", "REMOTE", "--yes").stdout == (
        "Removed must-have remote with 1 answer.\nTo bring it back: tracker undo\n"
    )
    assert (run.rows()["criterion"], run.rows()["rating"]) == ([], [])
    run("undo")
    assert run.rows() == before


def test_a_factor_is_not_removed_as_a_must_have(run: CommandLine) -> None:
    run("profile", "factor", "add", "commute", "--weight", "5%")
    assert run.refused("profile", "must-have", "remove", "commute", "--yes") == (
        "“commute” is a factor, not a must-have: its commands are tracker profile factor, and of "
        "an application you say it by --rate."
    )


def test_a_must_have_needs_a_name(run: CommandLine) -> None:
    assert run.refused("profile", "must-have", "add", " ") == (
        "It needs a name; say a word or two of your own, such as commute."
    )
