"""What going is held against, and what an hour is worth: from the profile and the offers."""

from typing import Any

import pytest

from tests.conftest import CommandLine

APPLY = ("add", "Acme", "Data engineer")
MEET = ("interview", "add", "Acme", "fri 3pm", "--round", "onsite")


def first(run: CommandLine) -> Any:  # noqa: ANN401 (JSON holds anything)
    return run.json("worth")["interviews"][0]


def hour(run: CommandLine) -> float:
    """Return the price of an hour, from an onsite of ten hours that gives nothing at once."""
    return float(first(run)["net_cost"] / 10)


def test_the_fallback_is_the_present_pay_over_the_years_to_stay(run: CommandLine) -> None:
    run("profile", "set", "present-pay", "95k")
    assert run.json("worth")["fallback"] == 2 * 95_000
    run("profile", "set", "years", "3")
    assert (run.json("worth")["years"], run.json("worth")["fallback"]) == (3, 3 * 95_000)


def test_between_jobs_the_fallback_is_the_pay_elsewhere_less_the_months_to_find_it(
    run: CommandLine,
) -> None:
    run("profile", "set", "elsewhere-pay", "90k")
    assert run.json("worth")["fallback"] is None
    run("profile", "set", "months-to-find", "4")
    assert run.json("worth")["fallback"] == pytest.approx(90_000 * (2 - 4 / 12))


def test_what_takes_longer_to_find_than_the_years_to_stay_is_worth_nothing(
    run: CommandLine,
) -> None:
    run("profile", "set", "elsewhere-pay", "90k")
    run("profile", "set", "months-to-find", "30")
    assert run.json("worth")["fallback"] == 0


def test_who_has_a_job_falls_back_on_it_and_not_on_finding_elsewhere(run: CommandLine) -> None:
    run("profile", "set", "elsewhere-pay", "120k")
    run("profile", "set", "months-to-find", "1")
    run("profile", "set", "present-pay", "80k")
    assert run.json("worth")["fallback"] == 160_000


def test_the_least_you_would_take_is_no_fallback(run: CommandLine) -> None:
    run("profile", "set", "least-pay", "100k")
    assert run.json("worth")["fallback"] is None


@pytest.mark.parametrize(
    ("pay", "yearly"),
    [
        ("50/hour", 50 * 2_080),
        ("400 a day", 400 * 260),
        ("8k a month", 8_000 * 12),
        ("96k", 96_000),
    ],
)
def test_pay_by_the_hour_day_or_month_is_made_yearly(
    run: CommandLine, pay: str, yearly: int
) -> None:
    run("profile", "set", "hour-value", "60")
    run("profile", "set", "present-pay", pay)
    run(*APPLY, pay, "--known", "3")
    run(*MEET)
    assert run.json("worth")["fallback"] == 2 * yearly
    surprise = 0.32 * 0.3 * 0.03 * 2 * yearly
    assert first(run)["gain"] == pytest.approx(surprise - 10 * 60)


def test_an_hour_is_priced_by_what_is_stated_then_aimed_at_then_earned(run: CommandLine) -> None:
    run(*APPLY)
    run(*MEET)
    assert first(run)["net_cost"] is None
    run("application", "edit", "Acme", "--pay", "110k-150k")
    assert hour(run) == pytest.approx(130_000 / 2_080 * 1.5)
    run("profile", "set", "elsewhere-pay", "90k")
    assert hour(run) == pytest.approx(90_000 / 2_080 * 1.5)
    run("profile", "set", "present-pay", "80k")
    assert hour(run) == pytest.approx(80_000 / 2_080 * 1.5)
    run("profile", "set", "target-pay", "125k")
    assert hour(run) == pytest.approx(125_000 / 2_080 * 1.5)
    run("profile", "set", "hour-value", "70")
    assert hour(run) == pytest.approx(70)


@pytest.mark.parametrize(
    ("pay", "priced_by"),
    [("104k", 104_000), ("100k-120k", 110_000), ("100k/104k/150k", 104_000)],
)
def test_an_hour_that_nothing_else_prices_is_priced_by_the_likely_pay_of_the_job(
    run: CommandLine, pay: str, priced_by: int
) -> None:
    run(*APPLY, pay)
    run(*MEET)
    assert hour(run) == pytest.approx(priced_by / 2_080 * 1.5)
    told = run("worth", "Acme").stdout
    assert "this job's pay / 2080 x 1.5 (setting hour-value)" in told


def held_against(run: CommandLine) -> float:
    """Return the worth that an onsite for 200k a year, at 60 an hour, is held against."""
    run("add", "Acme", "Data engineer", "200k", "--known", "3")
    run(*MEET)
    return 400_000 - (float(first(run)["gain"]) + 600) / 0.32


def offered(run: CommandLine, *terms: str) -> None:
    run("profile", "set", "hour-value", "60")
    run("profile", "set", "present-pay", "95k")
    run("add", "Beta", "Analyst", "--enthusiasm", "3")
    run("offer", "add", "Beta", *terms)


def test_an_offer_is_worth_all_that_it_pays_a_year_with_the_signing_bonus_spread(
    run: CommandLine,
) -> None:
    offered(run, "100k", "--bonus", "10k", "--equity", "20k", "--benefits", "5k", "--signing", "8k")
    assert held_against(run) == pytest.approx(2 * (100_000 + 10_000 + 20_000 + 5_000) + 8_000)


@pytest.mark.parametrize(("level", "factor"), [("1", 0.8), ("2", 0.9), ("4", 1.05), ("5", 1.1)])
def test_an_offer_is_worth_as_much_as_the_enthusiasm_for_its_job(
    run: CommandLine, level: str, factor: float
) -> None:
    offered(run, "150k")
    run("application", "edit", "Beta", "--enthusiasm", level)
    assert held_against(run) == pytest.approx(2 * 150_000 * factor)


@pytest.mark.parametrize(
    ("deadline", "counts"),
    [
        ("mon 7 dec 12:00", False),
        ("mon 7 dec 17:59", False),
        ("mon 7 dec 18:00", True),
        ("mon 7 dec", True),
        ("tue 8 dec 12:00", True),
    ],
)
def test_an_offer_counts_if_its_last_evening_is_not_before_the_answer(
    run: CommandLine, deadline: str, counts: bool
) -> None:
    # One that does not count is accepted before the answer, so that going adds nothing: as if it
    # were held against all that the job pays.
    offered(run, "150k", "--until", deadline)
    assert held_against(run) == pytest.approx(300_000 if counts else 400_000)


def test_the_answer_that_an_offer_must_outlast_comes_when_they_said(run: CommandLine) -> None:
    offered(run, "150k", "--until", "wed 2 dec")
    assert held_against(run) == pytest.approx(400_000)
    run("interview", "edit", "Acme", "--answer-due", "2026-12-02")
    assert first(run)["gain"] == pytest.approx(0.32 * 100_000 - 600)


def test_the_deadline_of_an_offer_is_read_by_the_clocks_at_home(run: CommandLine) -> None:
    offered(run, "150k", "--until", "mon 7 dec 13:00 America/New_York")
    assert held_against(run) == pytest.approx(300_000)


def test_an_offer_that_lapses_is_said_to_with_its_day(run: CommandLine) -> None:
    offered(run, "150k", "--until", "fri 12:00")
    run(*APPLY, "200k")
    run(*MEET)
    told = run("worth", "Acme").stdout
    assert "Beta lapses on Fri 27 Nov 2026, before the answer" in told


def test_an_offer_worse_than_the_present_job_is_said_to_be(run: CommandLine) -> None:
    offered(run, "80k")
    run(*APPLY, "200k")
    run(*MEET)
    told = run("worth", "Acme").stdout
    assert "Beta pays no more than your present pay" in told
    assert "95k USD a year, your present pay" in told


def test_an_offer_in_another_currency_is_named_and_left_out(run: CommandLine) -> None:
    offered(run, "300k EUR")
    assert held_against(run) == pytest.approx(190_000)
    left_out = "for want of a rate to USD: the offer Beta, Analyst: 300,000 EUR a year."
    assert left_out in run("worth").stdout
    rate = 'tracker profile rate set EUR "RATE USD"'
    said = f"What the offer Beta, Analyst: 300,000 EUR a year comes to in USD: {rate}"
    assert said in first(run)["unknown"]


@pytest.mark.parametrize("ended", [("offer", "decline", "Beta"), ("reject", "Beta")])
def test_an_offer_that_is_gone_counts_no_more(run: CommandLine, ended: tuple[str, ...]) -> None:
    offered(run, "150k")
    run(*ended)
    assert held_against(run) == pytest.approx(190_000)


def test_an_offer_whose_deadline_has_passed_counts_no_more(run: CommandLine) -> None:
    offered(run, "150k", "--until", "mon 12:00")
    run(*APPLY, "200k", "--known", "3")
    run("interview", "add", "Acme", "tue 9am", "--answer-due", "tue", "--round", "onsite")
    later = run("worth", "--json", TRACKER_NOW="2026-11-23T13:00:00+01:00").stdout
    assert '"gain": 66600.0' in later
    assert 0.32 * (400_000 - 190_000) - 600 == 66_600


def test_present_pay_in_another_currency_is_no_figure_of_this_one(run: CommandLine) -> None:
    run("profile", "set", "currency", "USD")
    run("profile", "set", "present-pay", "80k EUR")
    assert run.json("worth")["fallback"] is None


def test_amounts_are_in_the_currency_most_often_stated_where_no_figure_is_the_users(
    run: CommandLine,
) -> None:
    for company, pay in (("Acme", "60k EUR"), ("Beta", "70k EUR"), ("Gamma", "90k GBP")):
        run("add", company, "Analyst", pay)
        run("interview", "add", company, "fri 3pm", "--round", "onsite")
    assert run.json("worth")["currency"] == "EUR"
    run("profile", "set", "present-pay", "65k GBP")
    assert run.json("worth")["currency"] == "GBP"
    run("profile", "set", "currency", "CHF")
    assert run.json("worth")["currency"] == "CHF"


def test_a_machine_with_nothing_on_it_counts_in_the_currency_of_its_locale(
    run: CommandLine,
) -> None:
    assert run.json("worth")["currency"] == "USD"
    assert '"currency": "EUR"' in run("worth", "--json", LANG="de_DE.UTF-8").stdout


def test_one_month_to_find_something_is_not_several(run: CommandLine) -> None:
    run("profile", "set", "elsewhere-pay", "96k")
    run("profile", "set", "months-to-find", "1")
    run(*APPLY, "200k")
    run(*MEET)
    told = run("worth", "Acme").stdout
    assert f"{96 * 23 / 24:g}k USD a year, what you would find elsewhere in 1 month\n" in told
    run("profile", "set", "months-to-find", "6")
    assert (
        "72k USD a year, what you would find elsewhere in 6 months\n" in run("worth", "Acme").stdout
    )
