"""The list of applications as it is asked for: filters, columns, views."""

import pytest

from tests.conftest import Begin, CommandLine, Terminal
from tracker.cli.application_list import COLUMNS


def three_applications(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer", "€120k", "--tag", "fintech", "--on", "1 nov")
    run("add", "Beta", "Analyst", "€60/hour", "--tag", "Fintech", "--tag", "near")
    run("add", "Gamma", "Clerk", "100k CHF", "--on", "2 nov", "--notes", "one\ntwo")


@pytest.fixture(autouse=True)
def hunt(begin: Begin) -> None:
    begin(three_applications)


def companies(run: CommandLine, *options: str) -> list[str]:
    found = run.json("application", "list", *options)["applications"]
    return [one["company"] for one in found]


def test_json_takes_the_same_filters(run: CommandLine) -> None:
    assert companies(run, "--tag", "fintech", "--since", "2 nov") == ["Beta"]
    assert companies(run, "--quiet", "14", "--sort", "company") == ["Acme", "Gamma"]
    assert companies(run, "--company", "gam") == ["Gamma"]
    assert companies(run, "--stage", "applied", "--sort", "role", "--limit", "1") == ["Beta"]


def test_columns_are_those_that_were_named_on_any_terminal(
    run: CommandLine, terminal: Terminal
) -> None:
    listed = ("application", "list", "--columns", "company, tags,since,notes", "--sort", "company")
    assert run(*listed).stdout == (
        "company  tags           since       notes\n"
        "Acme     fintech        Sun 1 Nov\n"
        "Beta     Fintech, near  Sun 22 Nov\n"
        "Gamma                   Mon 2 Nov   one two\n"
    )
    assert "Mon 2 Nov" in terminal.plain(*listed, columns=80)


def test_what_a_narrow_terminal_leaves_out_is_said(run: CommandLine, terminal: Terminal) -> None:
    assert "Sun 1 Nov" in terminal.plain("application", "list", columns=80)
    run("add", "A rather long company", "Data engineer")
    shown = terminal.plain("application", "list", columns=80)
    assert "Sun 1 Nov" in shown
    assert "next interview" not in shown
    run("interview", "add", "A rather long company", "fri 3pm")
    shown = terminal.plain("application", "list", columns=80)
    assert "Sun 1 Nov" not in shown
    assert shown.endswith(
        "Left out for want of room: since; a wider terminal shows it, or --columns\n"
        "company,since.\n"
    )
    assert "Left out" not in terminal.plain("application", "list", columns=160)


def test_a_link_is_never_cut_or_folded(run: CommandLine, terminal: Terminal) -> None:
    link = f"https://acme.example/jobs/{'x' * 150}"
    run("application", "edit", "1", "--url", link)
    for named in ("id,company,url", "url"):
        for shown in (
            terminal.plain("application", "list", "--columns", named, columns=80),
            run("application", "list", "--columns", named).stdout,
        ):
            assert link in shown


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_can_be_shown(run: CommandLine, column: str) -> None:
    run("interview", "add", "1", "fri 3pm")
    run(
        *("application", "edit", "1", "--apply-by", "tomorrow", "--tier", "A", "--enthusiasm", "4"),
        *("--source", "posting", "--location", "Here", "--workplace", "remote", "--notes", "n"),
        *("--url", "https://acme.example/1"),
    )
    listed = run("application", "list", "--columns", column, "--company", "acme").stdout
    assert len(listed.splitlines()) == 2
    assert listed.splitlines()[1].strip()


def test_what_is_no_column_is_a_wrong_use(run: CommandLine) -> None:
    result = run("application", "list", "--columns", "company,foo", code=2)
    assert "“foo” is no column; there are id, company, role" in result.stderr


def test_pay_that_cannot_be_compared_is_said_to_stand_last(run: CommandLine) -> None:
    listed = run("application", "list", "--sort", "pay", "--columns", "company", LANG="de_DE.UTF-8")
    assert listed.stdout == (
        "company\nBeta\nAcme\nGamma\n\nPay in CHF stands last, because no rate leads to EUR; "
        'to compare it: tracker profile rate set CHF "1.08 EUR"\n'
    )
    run("profile", "rate", "set", "CHF", "2 EUR")
    listed = run("application", "list", "--sort", "pay", "--columns", "company", LANG="de_DE.UTF-8")
    assert listed.stdout == "company\nGamma\nBeta\nAcme\n"


def test_a_view_keeps_options_by_name_and_others_go_before_it(run: CommandLine) -> None:
    kept = ("--tag", "fintech", "--tag", "near", "--sort", "company", "--columns", "company")
    said = run("application", "list", *kept, "--reverse", "--save", "mine")
    assert said.stdout == "Saved view “mine”.\ncompany\nBeta\n"
    assert run("application", "list", "--view", "mine").stdout == "company\nBeta\n"
    assert companies(run, "--view", "mine", "--tag", "fintech") == ["Beta", "Acme"]
    assert run("view", "list").stdout == (
        "view  options\nmine  --tag fintech --tag near --sort company --columns company --reverse\n"
    )
    assert run.json("view", "list")["views"] == [
        {
            "name": "mine",
            "options": "--tag fintech --tag near --sort company --columns company --reverse",
        }
    ]


def test_a_view_keeps_how_many_it_shows(run: CommandLine) -> None:
    run("application", "list", "--all", "--sort", "company", "--limit", "1", "--save", "first")
    assert companies(run, "--view", "first") == ["Acme"]
    assert companies(run, "--view", "first", "--limit", "2") == ["Acme", "Beta"]
    assert "--limit 1" in run("view", "list").stdout


def test_saving_again_changes_a_view_and_undo_brings_it_back(run: CommandLine) -> None:
    run("application", "list", "--ended", "--save", "one")
    changed = run("application", "list", "--view", "one", "--all", "--quiet", "3", "--save", "one")
    assert changed.stdout.startswith("Changed view “one”.\n")
    assert "--all --quiet 3" in run("view", "list").stdout
    run("undo")
    assert run("view", "list").stdout == "view  options\none   --ended\n"
    run("view", "remove", "one", "--yes")
    assert run("view", "list").stdout.startswith("No views yet. Save one: ")
    run("undo")
    assert "one   --ended" in run("view", "list").stdout


def test_a_day_in_a_view_stays_as_it_was_said(run: CommandLine) -> None:
    run("application", "list", "--since", "yesterday", "--save", "new")
    assert companies(run, "--view", "new") == ["Beta"]
    later = run("application", "list", "--view", "new", TRACKER_NOW="2026-12-01T09:00")
    assert later.stdout.startswith("No application is like that.")


def test_views_that_make_no_sense_are_refused(run: CommandLine) -> None:
    assert run.refused("application", "list", "--view", "x") == (
        "No view goes by “x”; no view was saved yet."
    )
    run("application", "list", "--all", "--save", "y")
    assert run.refused("view", "remove", "x", "--yes") == "No view goes by “x”; there is “y”."
    assert "add --yes" in run.refused("view", "remove", "y")
    assert "needs a name" in run.refused("application", "list", "--all", "--save", " ")
    for name in ("z", ""):
        assert "Say what to keep" in run("application", "list", "--save", name, code=2).stderr
    both = run("application", "list", "--all", "--ended", code=2)
    assert "--ended and --all exclude each other; say one of them." in both.stderr
    both = run("application", "list", "--all", "--save", "z", "--json", code=2)
    assert "save first, then list with --json" in both.stderr


def test_an_empty_list_says_what_there_is(run: CommandLine) -> None:
    assert run("application", "list", "--tag", "none").stdout == (
        "No application is like that. Everything there is: tracker application list --all\n"
    )
    for number in ("1", "2", "3"):
        run("application", "remove", number, "--yes")
    assert run("application", "list", "--sort", "pay").stdout.startswith("No open application.")
    assert run("application", "list", "--all").stdout.startswith("No application yet. Log one: ")
