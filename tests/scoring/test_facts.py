"""Stated facts become inputs of the model."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import TrackerError
from tracker.scoring.base_rates import Rates
from tracker.scoring.facts import (
    Points,
    clarity_benefit_hours,
    connection_hours,
    enthusiasm_factor,
    enthusiasm_odds,
    hour_value,
    interview_hours,
    later_rounds,
    round_chances,
    rounds_to_come,
    spread,
    with_odds,
)
from tracker.words import Hiring, Round

RATES = Rates()


@pytest.mark.parametrize(
    ("kind", "rounds_left", "expected"),
    [
        (Round.SCREEN, None, [0.32, 0.32]),
        (Round.OTHER, None, [0.32, 0.32]),
        (Round.TECHNICAL, None, [0.56, 0.32]),
        (Round.ASSESSMENT, None, [0.56, 0.32]),
        (Round.ONSITE, None, [0.32]),
        (Round.FINAL, None, [0.32]),
        (Round.SCREEN, 0, [0.32]),
        (Round.SCREEN, 1, [0.32]),
        (Round.OTHER, 2, [0.32, 0.32]),
        (Round.ONSITE, 2, [0.56, 0.32]),
        (Round.SCREEN, 3, [0.56, 0.56, 0.32]),
    ],
)
def test_each_round_has_the_chance_of_its_place_in_the_process(
    kind: Round, rounds_left: int | None, expected: list[float]
) -> None:
    assert [
        chance for chance, _ in round_chances(rounds_to_come([kind], rounds_left), RATES)
    ] == expected


def test_each_chance_names_the_default_it_came_from() -> None:
    chances = round_chances(
        rounds_to_come([Round.TECHNICAL], None), Rates({"chance-last-round": 0.5})
    )
    assert chances == ((0.56, "chance-middle-round"), (0.5, "chance-last-round"))


@pytest.mark.parametrize("rounds_left", range(2, 9))
def test_from_a_screen_one_in_ten_comes_to_an_offer_however_many_rounds(rounds_left: int) -> None:
    chances = round_chances(rounds_to_come([Round.SCREEN], rounds_left), RATES)
    assert len(chances) == rounds_left
    assert math.prod(chance for chance, _ in chances) == pytest.approx(0.10, abs=0.005)


def test_from_an_onsite_about_a_third_come_to_an_offer() -> None:
    ((chance, _),) = round_chances([Round.ONSITE], RATES)
    assert chance == pytest.approx(1.5 / 4.7, abs=0.005)


@pytest.mark.parametrize("last", [0, 0.05, 0.1])
def test_rounds_before_a_last_one_less_likely_than_the_whole_are_sure(last: float) -> None:
    chances = round_chances(rounds_to_come([Round.SCREEN], 4), Rates({"chance-last-round": last}))
    assert [chance for chance, _ in chances] == [1, 1, 1, last]


@pytest.mark.parametrize(
    ("kind", "count", "expected"),
    [
        (Round.SCREEN, 0, ()),
        (Round.SCREEN, 1, (Round.ONSITE,)),
        (Round.SCREEN, 3, (Round.TECHNICAL, Round.TECHNICAL, Round.ONSITE)),
        (Round.ONSITE, 1, (Round.FINAL,)),
        (Round.FINAL, 2, (Round.TECHNICAL, Round.FINAL)),
    ],
)
def test_later_rounds_are_technical_up_to_an_onsite_or_final(
    kind: Round, count: int, expected: tuple[Round, ...]
) -> None:
    assert later_rounds(kind, count) == expected


chances = st.floats(0, 1)
factors = st.floats(0.01, 100)


@given(chances, factors, factors)
def test_factors_on_the_odds_multiply(chance: float, first: float, second: float) -> None:
    in_turn = with_odds(with_odds(chance, first), second)
    assert in_turn == pytest.approx(with_odds(chance, first * second), abs=1e-9)


@given(chances, factors)
def test_a_factor_above_one_raises_a_chance_and_never_leaves_0_to_1(
    chance: float, factor: float
) -> None:
    changed = with_odds(chance, factor)
    assert 0 <= changed <= 1 + 1e-12
    assert changed >= chance - 1e-12 if factor >= 1 else changed <= chance + 1e-12


def test_odds_of_one_to_one_doubled_are_two_to_one() -> None:
    assert with_odds(0.5, 2) == pytest.approx(2 / 3)
    assert (with_odds(0, 2), with_odds(1, 2), with_odds(0.25, 1)) == (0, 1, 0.25)


@pytest.mark.parametrize(
    ("kind", "hours", "key"),
    [
        (Round.SCREEN, 2, "hours-screen"),
        (Round.TECHNICAL, 5, "hours-middle"),
        (Round.ASSESSMENT, 5, "hours-middle"),
        (Round.OTHER, 5, "hours-middle"),
        (Round.ONSITE, 10, "hours-onsite"),
        (Round.FINAL, 10, "hours-onsite"),
    ],
)
def test_an_interview_about_which_nothing_is_said_takes_its_usual_hours(
    kind: Round, hours: float, key: str
) -> None:
    assert interview_hours(kind, None, None, [None], RATES) == (hours, (key,))


@pytest.mark.parametrize(
    ("prepare", "travel", "minutes", "expected"),
    [
        (3, 1, 90, (5.5, ())),
        (3, None, 90, (4.5, ())),
        (3, 1, None, (4.93, ("sitting-hours",))),
        (None, 1, 90, (5, ("hours-middle",))),
        (None, 4, 90, (5.5, ())),
        (None, 6, None, (6.93, ("sitting-hours",))),
        (None, None, 60, (5, ("hours-middle",))),
        (None, None, 480, (8, ())),
        (0, 0, None, (0.93, ("sitting-hours",))),
    ],
)
def test_what_is_stated_of_the_hours_is_counted_and_the_rest_assumed(
    prepare: float | None,
    travel: float | None,
    minutes: int | None,
    expected: tuple[float, tuple[str, ...]],
) -> None:
    hours, keys = interview_hours(Round.TECHNICAL, prepare, travel, [minutes], RATES)
    assert hours == pytest.approx(expected[0])
    assert keys == expected[1]


def test_an_hour_is_worth_what_is_stated_or_else_its_pay_and_a_half() -> None:
    assert hour_value(40, 104_000, RATES) == 40
    assert hour_value(0, 104_000, RATES) == 0
    assert hour_value(None, 104_000, RATES) == pytest.approx(75)


def values_of(points: Points) -> list[float]:
    return [value for _, value in points]


def mean(points: Points) -> float:
    return sum(chance * value for chance, value in points)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ((80, 100, 130), [80, 100, 130]),
        ((80, None, 120), [80, 100, 120]),
        ((None, 100, None), [100, 100, 100]),
        ((80, 100, None), [80, 100, 100]),
        ((None, None, 120), [120, 120, 120]),
    ],
)
def test_what_is_unstated_of_the_worth_lies_at_the_middle(
    stated: tuple[float | None, float | None, float | None], expected: list[float]
) -> None:
    points = spread(*stated, None, RATES)
    assert values_of(points) == expected
    assert [chance for chance, _ in points] == pytest.approx([0.3, 0.4, 0.3])


def test_a_company_hardly_known_sets_low_and_high_apart() -> None:
    assert values_of(spread(None, 100, None, 0, RATES)) == pytest.approx([85, 100, 115])
    assert values_of(spread(95, 100, 130, 0, RATES)) == pytest.approx([88, 103, 133])
    assert values_of(spread(70, 100, 130, 0, RATES)) == pytest.approx([70, 100, 130])


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3), st.integers(0, 3))
def test_surprise_keeps_the_mean_and_never_narrows(figures: list[float], knowledge: int) -> None:
    low, likely, high = sorted(figures)
    before, after = (spread(low, likely, high, k, RATES) for k in (None, knowledge))
    assert mean(after) == pytest.approx(mean(before), rel=1e-9, abs=1e-6)
    assert after[2][1] - after[0][1] >= high - low - 1e-6


def test_the_three_points_of_a_standard_normal_have_about_its_variance() -> None:
    points = spread(-1.2816, 0, 1.2816, None, RATES)
    assert sum(p * x * x for p, x in points) == pytest.approx(0.985, abs=0.001)


def test_a_worth_of_which_nothing_is_said_is_refused() -> None:
    with pytest.raises(TrackerError, match="worth of the job is unknown"):
        spread(None, None, None, 0, RATES)


@pytest.mark.parametrize("stated", [(120, 100, 130), (80, 140, 130), (130, None, 80)])
def test_a_worth_whose_points_fall_is_refused(
    stated: tuple[float, float | None, float],
) -> None:
    with pytest.raises(TrackerError, match="must not fall"):
        spread(*stated, None, RATES)


def test_an_interview_teaches_less_the_clearer_the_goals_and_the_more_are_done() -> None:
    learned = [clarity_benefit_hours(clarity, 0, RATES) for clarity in (1, 2, 3, 4, 5)]
    assert learned == [8, 4, 2, 1, 0]
    assert clarity_benefit_hours(1, 2, RATES) == 2
    assert clarity_benefit_hours(None, 0, RATES) == 0


def test_people_met_count_except_where_boredom_shows() -> None:
    assert connection_hours(3, None, RATES) == 3
    assert connection_hours(3, 2, Rates({"connection-hours": 0.5})) == 1.5
    assert connection_hours(3, 1, RATES) == 0


def test_enthusiasm_moves_the_worth_and_its_lack_the_odds() -> None:
    levels = (None, 1, 2, 3, 4, 5)
    assert [enthusiasm_factor(level, RATES) for level in levels] == [1, 0.8, 0.9, 1, 1.05, 1.1]
    assert [enthusiasm_odds(level, RATES) for level in levels] == [1, 0.5, 0.8, 1, 1, 1]


@pytest.mark.parametrize(
    ("hiring", "round_", "rounds_left", "expected"),
    [
        (Hiring.SELECTIVE, Round.ONSITE, None, [0.20]),
        (Hiring.SELECTIVE, Round.SCREEN, 3, [0.56, 0.56, 0.20]),
        (Hiring.SMALL, Round.SCREEN, None, [0.27]),
        (Hiring.SMALL, Round.SCREEN, 2, [0.32, 0.32]),
        (Hiring.CAMPUS, Round.OTHER, None, [0.45]),
        (Hiring.CAMPUS, Round.ONSITE, 1, [0.45]),
    ],
)
def test_companies_that_hire_otherwise_have_chances_of_their_own(
    hiring: Hiring, round_: Round, rounds_left: int | None, expected: list[float]
) -> None:
    chances = round_chances(rounds_to_come([round_], rounds_left, hiring), RATES, hiring)
    assert [chance for chance, _ in chances] == expected
