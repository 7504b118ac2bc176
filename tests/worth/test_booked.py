"""Rounds that are booked already: each counts by what is stated of it, its meetings as one."""

from typing import Any

import pytest

from tests.conftest import CommandLine

HOUR = 100_000 / 2_080 * 1.5
OVER_ONE = 300_000 - 220_000
"""What the job of 150k adds to the offer from One, over two years; none of its points is below."""


@pytest.fixture
def held(run: CommandLine) -> CommandLine:
    """A command line whose user has 100k now, 110k in hand to Thursday evening, Acme to meet."""
    run("profile", "set", "present-pay", "100k")
    run("add", "One", "Analyst")
    run("offer", "add", "One", "110k", "--until", "2026-11-27 12:00")
    run("add", "Acme", "Data engineer", "150k")
    return run


def meet(run: CommandLine, when: str, round_: str, *more: str) -> None:
    run("interview", "add", "Acme", f"2026-11-{when}", "--round", round_, *more)


@pytest.fixture
def booked(held: CommandLine) -> CommandLine:
    """Two rounds at Acme are booked, and answered before the offer in hand lapses."""
    meet(held, "24 10:00", "technical", "--answer-due", "2026-11-25")
    meet(held, "26 08:00", "final", "--answer-due", "2026-11-26", "--cost", "3000")
    return held


def first(run: CommandLine) -> Any:  # noqa: ANN401 (JSON holds anything)
    (one,) = run.json("worth")["interviews"]
    return one


def two_rounds(final: float) -> float:
    """Return what going to the technical adds, where being let into the final adds so much."""
    return 0.56 * final - 5 * HOUR


def test_a_later_round_that_is_booked_counts_with_its_answer_day_and_cost(
    booked: CommandLine,
) -> None:
    assert first(booked)["gain"] == pytest.approx(two_rounds(0.32 * OVER_ONE - 10 * HOUR - 3_000))
    assert "18% of an offer, on Thu 26 Nov 2026" in booked("worth", "One").stdout
    # Nobody would go to a final for 90k, so that the technical is in vain.
    booked("interview", "edit", "2", "--cost", "90000")
    assert first(booked)["gain"] == pytest.approx(-5 * HOUR)


def test_an_answer_to_a_later_round_that_comes_after_the_offer_lapses_is_a_risk(
    booked: CommandLine,
) -> None:
    booked("interview", "edit", "2", "--answer-due", "2026-11-27")
    lapsing = 0.32 * 300_000 + 0.68 * 200_000 - 220_000
    assert first(booked)["gain"] == pytest.approx(two_rounds(lapsing - 10 * HOUR - 3_000))


def test_the_hours_of_a_later_round_count_as_stated(booked: CommandLine) -> None:
    booked("interview", "edit", "2", "--prepare", "3", "--travel", "1", "--minutes", "120")
    assert first(booked)["gain"] == pytest.approx(two_rounds(0.32 * OVER_ONE - 6 * HOUR - 3_000))


def test_a_chance_of_a_later_round_is_that_of_an_offer_from_there_on(booked: CommandLine) -> None:
    booked("interview", "edit", "2", "--chance", "50%")
    final = 0.5 * OVER_ONE - 10 * HOUR - 3_000
    assert first(booked)["gain"] == pytest.approx(two_rounds(final))
    said = "28% of an offer in the end, 2 rounds to go (56% x 50%, as you said of the final)"
    assert said in booked("worth", "1").stdout
    # 20% of an offer in the end, and 50% from the final on: 40% to get there.
    booked("interview", "edit", "1", "--chance", "20%")
    assert first(booked)["gain"] == pytest.approx(0.4 * final - 5 * HOUR)
    # No chance at all is that of the whole, whatever was said of a part.
    (one,) = booked.json("worth", "--chance", "Acme=0")["then"]["interviews"]
    assert one["gain"] == pytest.approx(-5 * HOUR)


def test_the_people_of_a_later_round_are_met_if_it_comes_to_that(booked: CommandLine) -> None:
    booked("interview", "edit", "2", "--people", "4")
    assert first(booked)["gain"] == pytest.approx(two_rounds(0.32 * OVER_ONE - 6 * HOUR - 3_000))


def test_a_round_follows_the_last_that_is_booked_only_if_it_usually_does(
    held: CommandLine,
) -> None:
    meet(held, "24 10:00", "screen")
    meet(held, "26 08:00", "technical")
    assert first(held)["chance"] == pytest.approx(0.56 * 0.56 * 0.32)
    meet(held, "30 08:00", "final")
    assert first(held)["chance"] == pytest.approx(0.56 * 0.56 * 0.32)
    # Two rounds left are fewer than are booked.
    held("application", "edit", "Acme", "--rounds", "2")
    assert first(held)["chance"] == pytest.approx(0.56 * 0.56 * 0.32)


def test_the_story_says_what_was_stated_of_a_later_round(booked: CommandLine) -> None:
    told = booked("worth", "1").stdout
    then = "final on Thu 26 Nov 2026, answered on Thu 26 Nov 2026: 10 hours and 3,000 USD in cash"
    assert then in told
    assert "setting answer-days-round" not in told
    meet(booked, "28 08:00", "other")
    told = booked("worth", "1").stdout
    assert "They answer where they named no day in 10 days (setting answer-days-round)." in told


def test_a_cost_of_a_later_round_without_a_rate_is_unknown_and_never_nothing(
    booked: CommandLine,
) -> None:
    booked("interview", "edit", "2", "--cost", "300 EUR")
    assert (first(booked)["verdict"], first(booked)["gain"]) == (None, None)
    told = booked("worth", "1").stdout
    assert "Nothing says yet what the cost of 300 EUR for the final comes to in USD." in told
    edit = "tracker interview edit 2 --cost 250"
    assert f"What the cost of 300 EUR for the final is in USD: {edit}" in told
    assert booked.json("worth")["question"]["command"] == edit


def test_meetings_of_one_round_are_answered_after_the_last_of_them(held: CommandLine) -> None:
    meet(held, "24 14:00", "final")
    meet(held, "25 14:00", "final")
    # The usual ten days after Wednesday.
    assert "32% of an offer, on Sat 5 Dec 2026" in held("worth", "One").stdout
    lapsing = 0.32 * 300_000 + 0.68 * 200_000 - 220_000
    assert first(held)["gain"] == pytest.approx(lapsing - 10 * HOUR)
    held("interview", "edit", "2", "--answer-due", "2026-11-26")
    assert first(held)["gain"] == pytest.approx(0.32 * OVER_ONE - 10 * HOUR)
    # The latest day that they named: whichever of the two it was named for.
    held("interview", "edit", "1", "--answer-due", "2026-11-27")
    assert first(held)["gain"] == pytest.approx(lapsing - 10 * HOUR)


def test_what_meetings_of_one_round_take_is_added_up(held: CommandLine) -> None:
    meet(held, "24 14:00", "final", "--prepare", "3", "--minutes", "60", "--cost", "100")
    meet(held, "25 14:00", "final", "--travel", "2", "--minutes", "90", "--cost", "50")
    meet(held, "26 14:00", "final")
    # The usual 0.93 of an hour where no length is stated.
    assert first(held)["net_cost"] == pytest.approx((3 + 2 + 1 + 1.5 + 0.93) * HOUR + 150)
    told = held("worth", "2").stdout
    assert "8.43 hours at 72.1 USD an hour and 150 USD in cash, in 3 meetings" in told
    assert "Decided together" not in held("worth").stdout


def test_a_chance_and_people_are_those_of_the_round(held: CommandLine) -> None:
    meet(held, "24 14:00", "final", "--with", "Mia Chen", "--with", "Li Wei")
    meet(held, "25 14:00", "final", "--with", "Mia Chen", "--people", "3", "--chance", "50%")
    assert first(held)["chance"] == pytest.approx(0.5)
    # Two on the first day, and on the second two more besides Mia.
    assert first(held)["reasons"]["connections"] == pytest.approx(4 * HOUR)


def test_an_answer_between_two_interviews_of_one_kind_makes_them_two_rounds(
    held: CommandLine,
) -> None:
    meet(held, "24 10:00", "technical", "--answer-due", "2026-11-25")
    meet(held, "26 10:00", "technical")
    assert first(held)["chance"] == pytest.approx(0.56 * 0.56 * 0.32)
    held("interview", "edit", "1", "--answer-due", "2026-11-30")
    assert first(held)["chance"] == pytest.approx(0.56 * 0.32)


def headed(run: CommandLine, which: str) -> tuple[str, str]:
    """Return the first line of a story, and the one after the empty one that follows it."""
    lines = run("worth", which).stdout.splitlines()
    return lines[0], lines[2]


def test_each_round_and_meeting_that_is_booked_tells_the_story_that_it_is_part_of(
    booked: CommandLine,
) -> None:
    meet(booked, "26 14:00", "final")
    meet(booked, "18 10:00", "screen")
    title = "Acme, Data engineer: technical, Tue 24 Nov 2026, 10:00 CET, in 2 days"
    after = (
        "Acme, Data engineer: final of Thu 26 Nov 2026 comes after this, and is decided with it:"
    )
    assert booked("worth", "1").stdout.startswith(f"{title}\n\nKEEP")
    assert headed(booked, "2") == (after, title)
    assert headed(booked, "3") == (after, title)
    over = "Acme, Data engineer: screen of Wed 18 Nov 2026 is over; this is what comes next:"
    assert headed(booked, "4") == (over, title)
    assert booked.json("worth", "2")["interview"]["id"] == 1


def test_a_second_meeting_of_the_first_round_is_part_of_its_story(held: CommandLine) -> None:
    meet(held, "24 10:00", "onsite")
    meet(held, "25 10:00", "onsite")
    part = "is part of this round, and decided with it:"
    assert headed(held, "2") == (
        f"Acme, Data engineer: onsite of Wed 25 Nov 2026 {part}",
        "Acme, Data engineer: onsite, Tue 24 Nov 2026, 10:00 CET, in 2 days",
    )


def test_an_interview_booked_before_the_offer_came_is_said_to_count_no_more(
    held: CommandLine,
) -> None:
    meet(held, "24 10:00", "final")
    added = held("offer", "add", "Acme", "150k", "--until", "in 4 weeks").stdout
    off = "tracker interview cancel 1"
    assert added.splitlines()[2] == (
        "Acme, Data engineer: final, Tue 24 Nov 2026, 10:00 CET, is still booked, and does not "
        f"count any more; if it is off: {off}"
    )
    shown = held("worth").stdout
    assert "No other interviews to come." in shown
    assert "Add one: tracker interview add" not in shown
    title = "Acme, Data engineer: final"
    assert f"as you have their offer: {title}, Tue 24 Nov 10:00. If it is off: {off}" in shown
    assert held("worth", "1").stdout.splitlines()[0] == (
        f"{title} of Tue 24 Nov 2026 is not weighed, as you have their offer. If it is off: {off}"
    )
    held("interview", "cancel", "1")
    assert "as you have their offer" not in held("worth").stdout


def test_a_later_round_without_a_time_is_not_taken_to_be_the_day_after(
    held: CommandLine,
) -> None:
    meet(held, "24 10:00", "onsite")
    held("interview", "add", "Acme", "--round", "final")
    said = held("worth", "Acme").stdout
    # Answered 10 days after Tuesday the 24th, the next round 4 days after that.
    assert "then        final about Tue 8 Dec 2026, as no time is fixed yet: 10 hours\n" in said
    assert "  - 4 days from a pass to the next round (setting gap-days).\n" in said
    assert "18% of an offer, on Fri 18 Dec 2026" in held("worth", "One").stdout
