"""Factors of the user's own at the command line."""

import pytest

from tests.conftest import CommandLine, Terminal


def test_factors_are_added_and_listed_with_their_weights(run: CommandLine) -> None:
    added = run("profile", "factor", "add", "commute", "--weight", "5%")
    assert (added.stdout, added.stderr) == ("Added factor commute, 5% of pay for each step.\n", "")
    run("profile", "factor", "add", "the team", "--weight", "2.5")
    assert run("profile", "factor", "list").stdout.splitlines() == [
        "factor    weight",
        "commute       5%",
        "the team    2.5%",
    ]
    assert run.json("profile", "factor", "list") == {
        "factors": [{"name": "commute", "weight": 0.05}, {"name": "the team", "weight": 0.025}]
    }


def test_without_factors_the_list_says_what_to_type(run: CommandLine) -> None:
    shown = run("profile", "factor", "list").stdout
    assert shown == "No factors yet. Add one: tracker profile factor add commute --weight 5%\n"
    assert run.json("profile", "factor", "list") == {"factors": []}


@pytest.mark.parametrize("weight", ["0", "51%", "much", "nan", "-5"])
def test_a_weight_that_cannot_be_is_refused(run: CommandLine, weight: str) -> None:
    refused = run.refused("profile", "factor", "add", "commute", f"--weight={weight}")
    assert refused == (
        f"“{weight}” is no weight; type the percent of pay that one step of the rating is worth, "
        "above 0% and up to 50%, such as 5% or 2.25%."
    )


def test_a_factor_needs_a_weight(run: CommandLine) -> None:
    assert "'--weight'" in run("profile", "factor", "add", "commute", code=2).stderr


def test_a_slip_of_the_pen_is_pointed_out(run: CommandLine) -> None:
    assert run("profile", "factor", "add", "commute", "--weight", "0.05").stderr == (
        "Note: 0.05% of pay is little; a plain number is percent, so 5 is 5%.\n"
    )


def test_a_name_is_given_once(run: CommandLine) -> None:
    run("profile", "factor", "add", "commute", "--weight", "5%")
    refused = run.refused("profile", "factor", "add", "Commute", "--weight", "2%")
    assert refused == (
        "There is a factor “commute” already; take another name, or change that one: "
        "tracker profile factor --help"
    )
    assert "There is a factor “commute” already" in run.refused(
        "profile", "must-have", "add", "COMMUTE"
    )


def test_a_factor_is_edited(run: CommandLine) -> None:
    run("profile", "factor", "add", "commute", "--weight", "5%")
    edited = run("profile", "factor", "edit", "COMMUTE", "--weight", "3%", "--name", "way to work")
    assert edited.stdout == "Changed factor way to work, 3% of pay for each step.\n"
    run("profile", "factor", "edit", "way to work", "--weight", "4")
    run("profile", "factor", "edit", "way to work", "--name", "Way")
    assert run.json("profile", "factor", "list")["factors"] == [{"name": "Way", "weight": 0.04}]


def test_an_edit_that_changes_nothing_is_a_usage_error(run: CommandLine) -> None:
    run("profile", "factor", "add", "commute", "--weight", "5%")
    assert "Say what to change" in run("profile", "factor", "edit", "commute", code=2).stderr


@pytest.mark.parametrize("verb", [("edit", "--weight", "3%"), ("remove", "--yes")])
def test_a_factor_that_there_is_not_is_refused(run: CommandLine, verb: tuple[str, ...]) -> None:
    command, *options = verb
    assert run.refused("profile", "factor", command, "commute", *options) == (
        "There is no factor “commute”; tracker profile factor list shows what there is, and "
        "tracker profile factor add makes one."
    )


def test_a_factor_is_not_removed_without_a_yes(run: CommandLine) -> None:
    run("profile", "factor", "add", "commute", "--weight", "5%")
    assert run.refused("profile", "factor", "remove", "Commute") == (
        "commute (factor) was not removed, because nobody is here to confirm it; add --yes."
    )


@pytest.mark.parametrize(("answer", "left"), [("y", 0), ("n", 1)])
def test_on_a_terminal_a_removal_is_asked_about(
    run: CommandLine, terminal: Terminal, answer: str, left: int
) -> None:
    run("profile", "factor", "add", "commute", "--weight", "5%")
    shown = terminal.plain("profile", "factor", "remove", "commute", answers=(answer,))
    assert "Remove commute (factor)? [y/N]: " in shown
    assert len(run.rows()["criterion"]) == left


def test_a_factor_that_is_removed_takes_its_ratings_along_and_undo_brings_them_back(
    run: CommandLine,
) -> None:
    run("profile", "factor", "add", "commute", "--weight", "5%")
    run("profile", "must-have", "add", "remote")
    for company in ("Acme", "Beta"):
        run("add", company, "--rate", "commute=4", "--has", "remote")
    before = run.rows()
    assert run("profile", "factor", "remove", "commute", "--yes").stdout == (
        "Removed factor commute with 2 ratings.\nTo bring it back: tracker undo\n"
    )
    assert [one["value"] for one in run.rows()["rating"]] == [1, 1]
    assert run.json("application", "show", "Acme")["application"]["ratings"] == []
    run("undo")
    assert run.rows() == before
