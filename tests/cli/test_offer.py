"""Offers at the command line."""

import pytest

from tests.conftest import CommandLine, Terminal


@pytest.fixture
def hunt(run: CommandLine) -> CommandLine:
    """A hunt with an application at Acme."""
    run("add", "Acme", "Data engineer", "--on", "16 nov")
    return run


def test_an_offer_is_added_in_one_line_and_moves_the_stage(hunt: CommandLine) -> None:
    result = hunt("offer", "add", "Acme", "150k", "--until", "friday")
    assert result.stdout == (
        "Added offer 1: Acme, Data engineer: 150,000 USD a year, "
        "open until Fri 27 Nov 2026, 23:59 CET, in 5 days.\n"
        "Acme, Data engineer moved from applied to offered.\n"
    )
    assert result.stderr == ""


def test_an_offer_may_have_no_deadline(hunt: CommandLine) -> None:
    assert "150,000 USD a year, no deadline named." in hunt("offer", "add", "1", "150k").stdout


def test_an_offer_whose_deadline_has_passed_is_kept_as_expired_with_a_warning(
    hunt: CommandLine,
) -> None:
    result = hunt("offer", "add", "Acme", "150k", "--until", "2026-11-20 12:00")
    assert result.stdout.startswith("Added offer 1: ")
    assert result.stderr == "Note: Its deadline has passed, so it is kept as expired.\n"
    assert hunt.json("offer", "show", "1")["offer"]["state"] == "expired"


def test_an_offer_is_shown_with_all_its_terms(hunt: CommandLine) -> None:
    hunt(
        *("offer", "add", "Acme", "8k EUR a month", "--until", "fri 12:00"),
        *("--bonus", "10k EUR", "--equity", "5k EUR", "--benefits", "2.5k EUR"),
        *("--signing", "7500 EUR", "--received", "16 nov", "--notes", "by phone"),
    )
    assert hunt("offer", "show", "acme").stdout.splitlines() == [
        "Acme, Data engineer (offer 1)",
        "pay       8,000 EUR a month",
        "bonus     10,000 EUR a year",
        "equity    5,000 EUR a year",
        "benefits  2,500 EUR a year",
        "signing   7,500 EUR once",
        "received  Mon 16 Nov 2026",
        "deadline  Fri 27 Nov 2026, 12:00 CET",
        "state     open",
        "notes     by phone",
    ]


def test_an_offer_that_lapsed_is_shown_as_expired(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k", "--until", "friday")
    later = {"TRACKER_NOW": "2026-12-01T10:00:00+00:00"}
    assert "state     expired" in hunt("offer", "show", "1", code=0, **later).stdout
    assert " expired " in hunt("offer", "list", code=0, **later).stdout
    assert "has lapsed" in hunt.refused("offer", "accept", "1", **later)


def test_offers_are_listed_with_their_deadlines(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k", "--until", "friday")
    header, line = hunt("offer", "list").stdout.splitlines()
    assert header.split() == ["id", "company", "role", "pay", "state", "until"]
    assert line.split() == [
        *("1", "Acme", "Data", "engineer", "150k", "USD", "open", "Fri", "27", "Nov", "23:59")
    ]


def test_the_json_of_an_offer_holds_its_terms(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k", "--until", "fri 12:00", "--signing", "2500.50")
    (found,) = hunt.json("offer", "list")["offers"]
    assert found == hunt.json("offer", "show", "1")["offer"]
    assert found == {
        "id": 1,
        "application_id": 1,
        "company": "Acme",
        "role": "Data engineer",
        "pay": 150_000,
        "period": "year",
        "currency": "USD",
        "bonus": None,
        "equity": None,
        "benefits": None,
        "signing": 2500.5,
        "received": "2026-11-22",
        "state": "open",
        "notes": None,
        "deadline": {"at": "2026-11-27T12:00:00+01:00", "zone": "Europe/Berlin"},
    }


def test_an_empty_list_says_what_to_type(run: CommandLine) -> None:
    assert "tracker offer add Acme 150k --until friday" in run("offer", "list").stdout
    assert run.json("offer", "list") == {"offers": []}


def test_the_terms_of_an_offer_are_edited(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k", "--bonus", "10k")
    result = hunt("offer", "edit", "Acme", "--pay", "155k", "--clear", "bonus")
    assert result.stdout == (
        "Changed offer 1: Acme, Data engineer: 155,000 USD a year, no deadline named.\n"
    )
    found = hunt.json("offer", "show", "1")["offer"]
    assert (found["pay"], found["bonus"]) == (155_000, None)


@pytest.mark.parametrize("name", ["pay", "received"])
def test_what_an_offer_must_have_cannot_be_cleared(hunt: CommandLine, name: str) -> None:
    hunt("offer", "add", "Acme", "150k")
    assert f"'{name}'" in hunt("offer", "edit", "1", "--clear", name, code=2).stderr


def test_an_edit_that_changes_nothing_is_a_usage_error(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k")
    assert "Say what to change" in hunt("offer", "edit", "1", code=2).stderr


def test_a_deadline_is_extended(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k", "--until", "thu 12:00")
    result = hunt("offer", "extend", "Acme", "friday")
    assert result.stdout == (
        "Extended offer 1 (was Thu 26 Nov 2026, 12:00 CET): Acme, Data engineer: "
        "150,000 USD a year, open until Fri 27 Nov 2026, 23:59 CET, in 5 days.\n"
    )


@pytest.mark.parametrize(
    ("flags", "outcome", "said"),
    [
        ([], None, "1 other application is still open; to end one: "),
        (["--keep-others"], None, "1 other application is still open; to end one: "),
        (["--close-others"], "withdrawn", "Closed Beta: withdrawn on Sun 22 Nov 2026."),
    ],
)
def test_without_a_terminal_accepting_keeps_the_other_applications_unless_said(
    hunt: CommandLine, flags: list[str], outcome: str | None, said: str
) -> None:
    hunt("add", "Beta")
    hunt("offer", "add", "Acme", "150k")
    result = hunt("offer", "accept", "Acme", *flags)
    assert result.stdout.startswith(
        "Accepted the offer of Acme, Data engineer: 150,000 USD a year.\n"
        "Congratulations!\n"
        "Closed Acme, Data engineer: accepted on Sun 22 Nov 2026.\n"
    )
    assert said in result.stdout
    outcomes = {one["company"]: one["outcome"] for one in hunt.rows()["application"]}
    assert outcomes == {"Acme": "accepted", "Beta": outcome}


@pytest.mark.parametrize(("answer", "outcome"), [("y", "withdrawn"), ("", None)])
def test_on_a_terminal_accepting_asks_whether_to_close_the_others(
    hunt: CommandLine, terminal: Terminal, answer: str, outcome: str | None
) -> None:
    hunt("add", "Beta")
    hunt("offer", "add", "Acme", "150k")
    shown = terminal.plain("offer", "accept", "Acme", answers=(answer,))
    assert "Close the other open application too? [y/N]: " in shown
    outcomes = {one["company"]: one["outcome"] for one in hunt.rows()["application"]}
    assert outcomes == {"Acme": "accepted", "Beta": outcome}


def test_on_a_terminal_nothing_is_asked_where_there_are_no_others(
    hunt: CommandLine, terminal: Terminal
) -> None:
    hunt("offer", "add", "Acme", "150k")
    assert "?" not in terminal.plain("offer", "accept", "Acme")


def test_an_accepted_offer_is_taken_back_with_all_it_closed_by_one_undo(
    hunt: CommandLine,
) -> None:
    hunt("add", "Beta")
    hunt("offer", "add", "Acme", "150k")
    before = hunt.rows()
    hunt("offer", "accept", "Acme", "--close-others")
    hunt("undo")
    assert hunt.rows() == before


def test_declining_the_offer_ends_the_application(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k")
    result = hunt("offer", "decline", "Acme", "--reason", "too low")
    assert result.stdout == (
        "Declined the offer of Acme, Data engineer: 150,000 USD a year.\n"
        "Closed Acme, Data engineer: declined on Sun 22 Nov 2026.\n"
    )
    assert "declined: too low" in hunt("application", "show", "1").stdout


def test_an_offer_that_is_not_open_is_not_accepted(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k")
    hunt("offer", "decline", "Acme")
    assert hunt.refused("offer", "accept", "Acme") == (
        "The offer of Acme, Data engineer: 150,000 USD a year is declined; if they renewed it: "
        "tracker offer extend 1 friday"
    )


def test_an_offer_is_removed_with_a_yes(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k")
    assert "add --yes" in hunt.refused("offer", "remove", "Acme")
    assert hunt("offer", "remove", "Acme", "--yes").stdout == (
        "Removed offer 1: Acme, Data engineer: 150,000 USD a year.\n"
        "To bring it back: tracker undo\n"
    )


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["offer", "add", "Zeta", "150k"], "No application matches “Zeta”"),
        (["offer", "add", "Acme", "120k-150k"], "An offer names one figure"),
        (["offer", "add", "Acme", "0"], "not above 0"),
        (["offer", "add", "Acme", "150k", "--bonus", "5k EUR"], "give both in one currency"),
        (["offer", "add", "Acme", "150k", "--until", "may"], "does not name a day"),
        (["offer", "extend", "Acme", "friday"], "No offer matches “Acme”"),
        (["offer", "accept", "Acme"], "No offer matches “Acme”"),
    ],
)
def test_an_offer_that_cannot_be_is_refused(
    hunt: CommandLine, arguments: list[str], reason: str
) -> None:
    assert reason in hunt.refused(*arguments)


@pytest.mark.parametrize("columns", [80, 160])
def test_a_list_fits_the_terminal(run: CommandLine, terminal: Terminal, columns: int) -> None:
    run("add", "A company with quite a long name " * 3, "A role that is long as well " * 4)
    run("offer", "add", "1", "123,456.78 EUR a month", "--until", "friday")
    for command in (("offer", "list"), ("offer", "show", "1")):
        shown = terminal.plain(*command, columns=columns)
        assert max(len(line) for line in shown.splitlines()) <= columns, shown


def test_an_amount_that_names_no_currency_is_in_that_of_the_pay(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k EUR", "--bonus", "10k")
    hunt("offer", "edit", "Acme", "--signing", "5k")
    offer = hunt.json("offer", "show", "1")["offer"]
    assert (offer["currency"], offer["bonus"], offer["signing"]) == ("EUR", 10_000, 5_000)


def test_an_offer_that_has_lapsed_is_not_accepted_but_may_be_declined(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k", "--until", "friday")
    later = "2026-12-01T10:00:00+00:00"
    assert "has lapsed; if they still stand by it" in hunt.refused(
        "offer", "accept", "Acme", TRACKER_NOW=later
    )
    hunt("offer", "decline", "Acme", TRACKER_NOW=later)
    assert hunt.json("application", "show", "Acme")["application"]["outcome"] == "declined"


def test_an_offer_says_that_the_round_whose_answer_was_awaited_is_passed(
    hunt: CommandLine,
) -> None:
    hunt("interview", "add", "Acme", "2026-11-20 15:00")
    hunt("interview", "done", "Acme")
    said = hunt("offer", "add", "Acme", "150k").stdout
    assert "Its screen interview counts as passed." in said
    assert hunt.json("interview", "show", "1")["interview"]["result"] == "passed"


def test_an_acceptance_taken_back_by_reopening_opens_the_offer_again(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k", "--until", "friday")
    hunt("offer", "accept", "Acme", "--on", "yesterday", "--reason", "the team")
    ended = hunt.json("application", "show", "Acme")["application"]["stage_changes"][-1]
    assert (ended["on"], ended["reason"]) == ("2026-11-22", "the team")
    assert "Its accepted offer is open again." in hunt("application", "reopen", "Acme").stdout
    assert hunt("offer", "decline", "Acme").exit_code == 0


def test_a_second_acceptance_is_pointed_out(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k")
    hunt("add", "Beta")
    hunt("offer", "add", "Beta", "160k")
    hunt("offer", "accept", "Acme")
    assert "You had accepted another offer" in hunt("offer", "accept", "Beta").stderr


def test_an_offer_without_a_currency_is_in_that_of_its_application(run: CommandLine) -> None:
    run("add", "Acme", "Analyst", "90k EUR")
    run("offer", "add", "Acme", "95k")
    assert run.json("offer", "show", "Acme")["offer"]["currency"] == "EUR"


def test_a_deadline_can_be_cleared_and_changed(hunt: CommandLine) -> None:
    hunt("offer", "add", "Acme", "150k", "--until", "friday")
    hunt("offer", "edit", "Acme", "--clear", "until")
    assert hunt.json("offer", "show", "1")["offer"]["deadline"] is None
    hunt("offer", "edit", "Acme", "--until", "fri 12:00")
    assert hunt.json("offer", "show", "1")["offer"]["deadline"]["at"].startswith("2026-11-27T12:00")
