"""What a verdict rests on that nobody stated: named with its setting, or asked for."""

from typing import Any

import pytest

from tests.conftest import CommandLine

LAST = "pass a single or last onsite or final round"


@pytest.fixture
def paid(run: CommandLine) -> CommandLine:
    """A command line whose user has a present pay of 100k."""
    run("profile", "set", "present-pay", "100k")
    return run


def meet(
    run: CommandLine, company: str, pay: str, round_: str = "onsite", when: str = "fri 3pm"
) -> None:
    run("add", company, "Analyst", pay, "--known", "3")
    run("interview", "add", company, when, "--round", round_)


def past(run: CommandLine, round_: str, *results: str) -> None:
    """Add interviews of that round, each an application of its own, with those results."""
    for number, result in enumerate(results):
        company = f"Past {round_} {number}"
        run("add", company, "Analyst")
        run("interview", "add", company, f"2026-10-0{number + 1} 10:00", "--round", round_)
        run("interview", "done", company, "--result", result)


def said(run: CommandLine, what: str = "assumed", which: str = "Acme") -> Any:  # noqa: ANN401
    return run.json("worth", which)["interview"][what]


def test_a_chance_moved_by_own_results_is_shown_with_its_default_and_the_record(
    paid: CommandLine,
) -> None:
    past(paid, "onsite", "passed", "passed", "passed", "failed", "failed")
    meet(paid, "Acme", "130k")
    # Beta(3.2, 6.8) and 3 of 5 passed: 6.2 / 15 = .41.
    assert (
        f"A chance of 41% to {LAST} (default 32%, and 3 of your 5 onsite rounds passed) "
        "(setting chance-last-round)."
    ) in said(paid)
    assert "  the chance  41% of an offer in the end, 1 round to go" in paid("worth", "Acme").stdout


def test_one_default_for_two_rounds_is_shown_for_each_record(paid: CommandLine) -> None:
    past(paid, "screen", "passed", "passed")
    meet(paid, "Acme", "130k", "screen")
    paid("application", "edit", "Acme", "--rounds", "3")
    # Beta(5.6, 4.4), and 2 of 2 screens passed: 7.6 / 12 = .63.
    middle = "to pass a round before the last of three"
    assert said(paid)[2:5] == [
        (
            f"A chance of 63% {middle} (default 56%, and 2 of your 2 screen rounds passed) "
            "(setting chance-middle-round)."
        ),
        f"A chance of 56% {middle} (setting chance-middle-round).",
        f"A chance of 32% to {LAST} (setting chance-last-round).",
    ]


def test_a_chance_of_your_own_is_no_default_and_shows_no_record(paid: CommandLine) -> None:
    past(paid, "onsite", "passed")
    meet(paid, "Acme", "130k")
    paid("profile", "set", "chance-last-round", "0.5")
    assert not [line for line in said(paid) if line.startswith("A chance of")]
    assert paid.json("worth")["interviews"][0]["chance"] == 0.5


def test_practice_is_named_where_it_counts(paid: CommandLine) -> None:
    meet(paid, "Acme", "130k")
    assert not [line for line in said(paid) if "practice-odds" in line]
    meet(paid, "Beta", "140k", when="mon 30 nov 15:00")
    line = "Each interview makes the odds of the next of its kind {} times as good, at most 3 times"
    assert f"{line.format('1.15')} (setting practice-odds)." in said(paid)
    paid("profile", "set", "rusty", "5")
    assert f"{line.format('1.25')} (setting practice-odds)." in said(paid)
    paid("profile", "set", "practice-odds", "1.2")
    assert not [line for line in said(paid) if "practice-odds" in line]


def test_the_days_that_nobody_stated_are_named(paid: CommandLine) -> None:
    meet(paid, "Acme", "130k", "screen")
    answers = "{} in 10 days (setting answer-days-round)."
    gap = "4 days from a pass to the next round (setting gap-days)."
    assert {answers.format("They answer"), gap} <= set(said(paid))
    paid("interview", "edit", "Acme", "--answer-due", "2026-12-01")
    assert answers.format("They answer each later round") in said(paid)
    paid("interview", "add", "Acme", "fri 4 dec 10:00", "--round", "onsite")
    assert gap not in said(paid, which="1")
    paid("profile", "set", "answer-days-round", "10")
    assert not [line for line in said(paid, which="1") if line.startswith("They answer")]


@pytest.mark.parametrize(
    ("hiring", "days", "key"), [("selective", 7, "offer-days"), ("campus", 14, "offer-days-campus")]
)
def test_how_long_their_offer_would_stay_open_is_named(
    paid: CommandLine, hiring: str, days: int, key: str
) -> None:
    meet(paid, "Acme", "130k")
    paid("application", "edit", "Acme", "--hiring", hiring)
    line = f"Their offer would stay open for {days} days (setting {key})."
    assert line in said(paid)
    paid("profile", "set", key, str(days))
    assert line not in said(paid)


def test_the_notice_is_named_where_there_is_a_day_to_tell_them_by(paid: CommandLine) -> None:
    notice = "2 working days of notice before declining (setting courtesy-days)."
    meet(paid, "Acme", "130k")
    assert notice not in said(paid)
    paid("application", "edit", "Acme", "--pay", "60k")
    assert notice in said(paid)
    assert said(paid, "decide_by") == "2026-11-25"


def test_the_rates_that_amounts_were_converted_by_are_named(paid: CommandLine) -> None:
    paid("profile", "set", "currency", "USD")
    paid("profile", "rate", "set", "EUR", "1.08")
    paid("profile", "rate", "set", "GBP", "1.2 EUR")
    meet(paid, "Acme", "130k")
    assert not [line for line in said(paid) if "as you said on" in line]
    paid("interview", "edit", "Acme", "--cost", "20 EUR")
    euro = "1 EUR = 1.08 USD, as you said on Sun 22 Nov 2026."
    assert [line for line in said(paid) if "as you said on" in line] == [euro]
    paid("profile", "set", "present-pay", "80k GBP")
    # 80k x 1.2 x 1.08 a year, for two years.
    assert paid.json("worth")["fallback"] == pytest.approx(2 * 103_680)
    pound = "1 GBP = 1.2 EUR, as you said on Sun 22 Nov 2026."
    assert [line for line in said(paid) if "as you said on" in line] == [euro, pound]


def test_a_must_have_that_nobody_knows_of_is_asked_for_with_the_command(
    paid: CommandLine,
) -> None:
    meet(paid, "Acme", "150k")
    paid("profile", "must-have", "add", "remote")
    paid("profile", "must-have", "add", "a garden")
    assert said(paid, "unknown")[-2:] == [
        "Whether it has remote: tracker application edit 1 --has remote",
        "Whether it has a garden: tracker application edit 1 --has 'a garden'",
    ]
    paid("application", "edit", "1", "--has", "remote")
    paid("application", "edit", "1", "--lacks", "a garden")
    assert not [line for line in said(paid, "unknown") if line.startswith("Whether it has")]


def test_a_figure_of_your_own_that_has_no_rate_is_said_not_to_count(paid: CommandLine) -> None:
    meet(paid, "Acme", "130k")
    paid("profile", "set", "currency", "USD")
    paid("profile", "set", "least-pay", "140k EUR")
    paid("profile", "set", "risk-tolerance", "50k EUR")
    assert said(paid, "unknown")[-2:] == [
        "What your least-pay in EUR comes to in USD; it does not count without a rate.",
        "What your risk-tolerance in EUR comes to in USD; it does not count without a rate.",
    ]
    assert said(paid, "verdict") == "keep"
    paid("profile", "rate", "set", "EUR", "1")
    assert said(paid, "verdict") == "decline"
    assert not [line for line in said(paid, "unknown") if "without a rate" in line]


def test_what_the_other_role_is_taken_to_be_is_said_only_where_one_is_wanted(
    paid: CommandLine,
) -> None:
    meet(paid, "Acme", "130k")
    other = "The other role pays what this one does, and takes as many rounds and hours."
    assert other not in said(paid)
    paid("application", "edit", "Acme", "--other-role", "Data engineer")
    assert other in said(paid)
