"""Which interviews are judged, and what is known of each: from the records to a case."""

import json
from typing import Any

import pytest

from tests.conftest import CommandLine

HOUR = 100_000 / 2_080 * 1.5


@pytest.fixture
def paid(run: CommandLine) -> CommandLine:
    """A command line whose user has a present pay of 100k."""
    run("profile", "set", "present-pay", "100k")
    return run


def found(run: CommandLine) -> list[str]:
    return [one["company"] for one in run.json("worth")["interviews"]]


def first(run: CommandLine) -> Any:  # noqa: ANN401 (JSON holds anything)
    return run.json("worth")["interviews"][0]


def met(run: CommandLine, *more: str) -> None:
    run("add", "Acme", "Data engineer", "130k", "--tier", "B")
    run("interview", "add", "Acme", "fri 3pm", "--round", "onsite", *more)


@pytest.mark.parametrize(
    "act",
    [
        ("interview", "done", "Acme"),
        ("interview", "decline", "Acme"),
        ("interview", "cancel", "Acme"),
        ("interview", "miss", "Acme"),
        ("interview", "remove", "Acme", "--yes"),
        ("reject", "Acme"),
        ("application", "close", "Acme", "withdrawn"),
        ("application", "remove", "Acme", "--yes"),
    ],
)
def test_an_interview_that_is_over_or_off_is_not_listed(
    paid: CommandLine, act: tuple[str, ...]
) -> None:
    met(paid)
    assert found(paid) == ["Acme"]
    paid(*act)
    assert found(paid) == []


def test_an_interview_is_listed_until_it_starts(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer")
    run("interview", "add", "Acme", "mon 9am")
    for now, listed in (("08:59", 1), ("09:00", 1), ("09:01", 0)):
        told = run("worth", "--json", TRACKER_NOW=f"2026-11-23T{now}:00+01:00").stdout
        assert told.count('"id"') == listed


def test_an_interview_without_a_time_is_listed_and_taken_to_be_in_a_week(
    paid: CommandLine,
) -> None:
    paid("add", "Acme", "Data engineer", "130k")
    paid("interview", "add", "Acme", "--round", "onsite")
    assert first(paid)["start"] is None
    assert "The interview has no time yet; it is taken to be in a week." in first(paid)["assumed"]
    paid("add", "Beta", "Analyst")
    paid("offer", "add", "Beta", "125k", "--until", "tue 8 dec")
    # The answer comes the day after: the offer is accepted, and going would be in vain.
    assert first(paid)["gain"] == pytest.approx(-10 * HOUR)
    paid("offer", "extend", "Beta", "wed 9 dec")
    surprise = 0.4 * 2 * 5_000 + 0.3 * 2 * (143_000 - 125_000)
    assert first(paid)["gain"] == pytest.approx(0.32 * surprise - 10 * HOUR)


def test_an_interview_in_another_zone_is_on_its_day_at_home(paid: CommandLine) -> None:
    paid("add", "Acme", "Data engineer", "130k", "--known", "3")
    paid("interview", "add", "Acme", "fri 27 nov 23:00 America/New_York", "--round", "onsite")
    paid("add", "Beta", "Analyst")
    paid("offer", "add", "Beta", "130k", "--until", "mon 7 dec")
    assert first(paid)["gain"] == pytest.approx(-10 * HOUR)
    paid("offer", "extend", "Beta", "tue 8 dec")
    assert first(paid)["gain"] == pytest.approx(0.32 * 0.3 * 2 * 3_900 - 10 * HOUR)


def test_the_most_worth_comes_first_and_what_is_unknown_last(paid: CommandLine) -> None:
    for company, pay, day in (
        ("Small", "105k", "tue"),
        ("Unknown", "", "mon"),
        ("Large", "150k", "fri"),
        ("Below", "60k", "wed"),
        ("Middle", "120k", "thu"),
    ):
        paid("add", company, "Analyst", *([pay] if pay else []))
        paid("interview", "add", company, f"{day} 3pm", "--round", "onsite")
    assert found(paid) == ["Large", "Middle", "Small", "Below", "Unknown"]


def test_the_hours_stated_count_and_not_the_usual_ones(paid: CommandLine) -> None:
    met(paid, "--prepare", "3", "--travel", "1.5", "--minutes", "90", "--cost", "40")
    assert first(paid)["net_cost"] == pytest.approx((3 + 1.5 + 1.5) * HOUR + 40)


def test_each_interview_done_at_the_same_tier_and_round_halves_what_the_next_one_teaches(
    paid: CommandLine,
) -> None:
    paid("profile", "set", "clarity", "1")
    for company, tier, round_ in (
        ("One", "B", "onsite"),
        ("Two", "B", "onsite"),
        ("Other tier", "A", "onsite"),
        ("Other round", "B", "screen"),
        ("No tier", None, "onsite"),
    ):
        paid("add", company, "Analyst", *(["--tier", tier] if tier else []))
        paid("interview", "add", company, "2026-11-20 10:00", "--round", round_)
        paid("interview", "done", company)
    met(paid)
    assert first(paid)["reasons"]["clarity"] == pytest.approx(8 / 2 / 2 * HOUR)
    told = paid("worth", "Acme").stdout
    assert "goals 1 of 5 clear, 2 interviews of this sort done already" in told


def test_one_interview_done_is_not_several(paid: CommandLine) -> None:
    paid("profile", "set", "clarity", "2")
    paid("add", "One", "Analyst", "--tier", "B")
    paid("interview", "add", "One", "2026-11-20 10:00", "--round", "onsite")
    paid("interview", "done", "One")
    met(paid)
    assert "2 of 5 clear, 1 interview of this sort done already" in paid("worth", "Acme").stdout


def test_people_met_before_are_not_new(paid: CommandLine) -> None:
    paid("add", "Acme", "Data engineer", "130k")
    paid("interview", "add", "Acme", "2026-11-20 10:00", "--round", "screen")
    paid("interview", "done", "Acme", "--met", "Mia Chen, recruiter")
    paid("contact", "add", "Noor Haddad", "--company", "Acme")
    paid("contact", "log", "Noor", "called about the role")
    paid("interview", "add", "Acme", "fri 3pm", "--round", "onsite", "--people", "5")
    assert first(paid)["reasons"]["connections"] == pytest.approx(5 * HOUR)
    paid("interview", "edit", "Acme onsite", "--with", "Mia Chen", "--with", "Li Wei")
    assert first(paid)["reasons"]["connections"] == pytest.approx(4 * HOUR)
    people = ("--with", "Mia Chen", "--with", "Li Wei", "--with", "Noor Haddad")
    paid("interview", "edit", "Acme onsite", *people)
    assert first(paid)["reasons"]["connections"] == pytest.approx(3 * HOUR)


def test_the_people_named_are_counted_where_no_number_is_stated(paid: CommandLine) -> None:
    met(paid, "--with", "Mia Chen", "--with", "Li Wei")
    assert first(paid)["reasons"]["connections"] == pytest.approx(2 * HOUR)
    assert "2 new people" in paid("worth", "Acme").stdout


@pytest.mark.parametrize(
    ("number", "said"), [("0", "nobody new"), ("1", "1 new person"), ("2", "2 new people")]
)
def test_new_people_are_counted_in_words(paid: CommandLine, number: str, said: str) -> None:
    met(paid, "--people", number)
    assert f"{said}\n" in paid("worth", "Acme").stdout


def test_nobody_named_is_unknown_and_not_nobody(paid: CommandLine) -> None:
    met(paid)
    assert first(paid)["reasons"]["connections"] is None
    assert (
        "How many people you would meet: tracker interview edit 1 --people 3"
        in (first(paid)["unknown"])
    )


def test_a_chance_of_your_own_is_that_of_an_offer_in_the_end(paid: CommandLine) -> None:
    met(paid, "--chance", "50%")
    assert first(paid)["chance"] == pytest.approx(0.5)
    assert "50% of an offer in the end, as you said" in paid("worth", "Acme").stdout


def test_the_rounds_left_and_the_way_they_hire_make_the_chance(paid: CommandLine) -> None:
    met(paid)
    assert first(paid)["chance"] == pytest.approx(0.32)
    paid("application", "edit", "Acme", "--rounds", "3")
    assert first(paid)["chance"] == pytest.approx(0.56 * 0.56 * 0.32)
    assert "10% of an offer in the end, 3 rounds to go (56% x 56% x 32%)" in (
        paid("worth", "Acme").stdout
    )
    paid("application", "edit", "Acme", "--hiring", "selective")
    assert first(paid)["chance"] == pytest.approx(0.56 * 0.56 * 0.2)


def test_pay_in_another_currency_is_unknown_and_said_to_be(paid: CommandLine) -> None:
    paid("add", "Acme", "Data engineer", "130k EUR")
    paid("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    assert (first(paid)["verdict"], first(paid)["gain"]) == (None, None)
    told = paid("worth", "Acme").stdout
    assert "paid in EUR, for which no rate is known" in told
    assert 'What its pay comes to in USD: tracker profile rate set EUR "RATE USD"' in told
    assert "what 1 EUR is in USD" in paid("worth").stdout


def test_a_cost_in_another_currency_is_unknown_and_never_nothing(paid: CommandLine) -> None:
    met(paid, "--cost", "300 EUR", "--people", "40")
    seen = first(paid)
    assert (seen["verdict"], seen["gain"], seen["net_cost"]) == (None, None, None)
    above = 0.3 * 2 * 17_000 + 0.4 * 2 * 30_000 + 0.3 * 2 * 43_000
    most = 0.32 * above - 10 * HOUR + 40 * HOUR
    assert most == pytest.approx(21_363.46, abs=0.01)
    said = "UNKNOWN. Go if its cost of 300 EUR comes to less than 21.4k USD."
    assert said in paid("worth", "Acme").stdout
    assert paid.json("worth")["question"] == {
        "about": "what going to Acme costs in USD",
        "command": "tracker interview edit 1 --cost 250",
    }
    paid("interview", "edit", "1", "--cost", "330 USD")
    assert (first(paid)["verdict"], first(paid)["gain"]) == ("keep", pytest.approx(most - 330))


def test_a_cost_of_unknown_size_with_pay_unknown_too_claims_nothing(paid: CommandLine) -> None:
    paid("add", "Acme", "Data engineer")
    paid("interview", "add", "Acme", "fri 3pm", "--round", "onsite", "--cost", "300 EUR")
    said = "UNKNOWN. Nothing says yet what its cost of 300 EUR comes to in USD."
    assert said in paid("worth", "Acme").stdout
    assert first(paid)["break_even_pay_a_year"] is None
    assert paid.json("worth")["question"]["about"] == "what Acme pays"


def test_a_default_set_otherwise_changes_the_number(paid: CommandLine) -> None:
    met(paid, "--people", "2")
    paid("application", "edit", "Acme", "--known", "3")
    assert first(paid)["gain"] == pytest.approx(0.32 * 60_000 - 8 * HOUR)
    paid("profile", "set", "chance-last-round", "50%")
    assert first(paid)["gain"] == pytest.approx(0.5 * 60_000 - 8 * HOUR)
    paid("profile", "set", "hours-onsite", "7")
    assert first(paid)["gain"] == pytest.approx(0.5 * 60_000 - 5 * HOUR)
    paid("profile", "set", "connection-hours", "3")
    assert first(paid)["gain"] == pytest.approx(0.5 * 60_000 - 1 * HOUR)
    paid("profile", "set", "stress-factor", "3")
    assert first(paid)["gain"] == pytest.approx(0.5 * 60_000 - 2 * HOUR)
    paid("profile", "set", "years", "1")
    assert first(paid)["gain"] == pytest.approx(0.5 * 30_000 - 2 * HOUR)
    paid("profile", "set", "chance-last-round", "")
    assert first(paid)["gain"] == pytest.approx(0.32 * 30_000 - 2 * HOUR)


def test_a_figure_of_your_own_is_not_called_assumed(paid: CommandLine) -> None:
    met(paid)
    keys = ("years", "chance-last-round", "hours-onsite", "answer-days-round")
    for key, value in zip(keys, ("2", "0.32", "10", "10"), strict=True):
        assert any(f"(setting {key})" in line for line in first(paid)["assumed"])
        paid("profile", "set", key, value)
        assert not any(f"(setting {key})" in line for line in first(paid)["assumed"])


def test_every_judgement_that_counts_is_named_with_its_setting(paid: CommandLine) -> None:
    paid("profile", "set", "clarity", "3")
    paid("add", "Acme", "Data engineer", "130k", "--enthusiasm", "2", "--known", "0")
    paid("interview", "add", "Acme", "fri 3pm", "--round", "screen", "--people", "4")
    assert first(paid)["assumed"] == [
        "You would stay 2 years (setting years).",
        f"An hour is worth {HOUR:.1f} USD: your present pay / 2080 x 1.5 (setting hour-value).",
        (
            "A chance of 32% to pass a round with only the onsite after it "
            "(setting chance-first-of-two)."
        ),
        (
            "A chance of 32% to pass a single or last onsite or final round "
            "(setting chance-last-round)."
        ),
        "2 hours to prepare, travel and sit: a screen (setting hours-screen).",
        "10 hours to prepare, travel and sit: an onsite or final (setting hours-onsite).",
        "Hours' worth of learning from one interview, clarity of goals 3: 2 (setting clarity-3).",
        "Factor on the worth of a job with enthusiasm 2: 0.9 (setting enthusiasm-2).",
        "Factor on the odds of a round, enthusiasm 2: 0.8 (setting enthusiasm-odds-2).",
        (
            "Least distance of low and high from the middle, company known 0 of 3: 0.15 "
            "(setting surprise-0)."
        ),
        "Hours' worth of each new person met: 1 (setting connection-hours).",
        "They answer in 10 days (setting answer-days-round).",
        "4 days from a pass to the next round (setting gap-days).",
        "Their offer would stay open for 7 days (setting offer-days).",
    ]


def test_an_interview_that_is_past_takes_its_hours_whether_or_not_it_is_logged(
    paid: CommandLine,
) -> None:
    paid("profile", "set", "weekly-hours", "12")
    for company, day in (("Past", "mon 30 nov 10:00"), ("Beta", "wed 2 dec 10:00")):
        paid("add", company, "Analyst", "130k")
        paid("interview", "add", company, day, "--round", "onsite")

    def told() -> Any:  # noqa: ANN401 (JSON holds anything)
        shown = paid("worth", "--json", TRACKER_NOW="2026-11-30T20:00:00+01:00").stdout
        (one,) = json.loads(shown)["interviews"]
        return one["company"], one["verdict"]

    # 10 hours of 12 went to the onsite on Monday; another takes 10.
    assert told() == ("Beta", "decline")
    paid("interview", "done", "Past")
    assert told() == ("Beta", "decline")
    paid("interview", "remove", "Past", "--yes")
    assert told() == ("Beta", "keep")


def test_an_interview_that_is_past_is_practice_whether_or_not_it_is_logged(
    paid: CommandLine,
) -> None:
    for company in ("One", "Two", "Three"):
        paid("add", company, "Analyst")
        paid("interview", "add", company, "2026-11-20 10:00", "--round", "onsite")
    met(paid)
    # The third is the last that counts as practice.
    assert "you have had as much as counts" in paid("worth", "Acme").stdout
    paid("interview", "miss", "Three")
    assert "you have had as much as counts" not in paid("worth", "Acme").stdout
