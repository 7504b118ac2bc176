"""One interview as facts: its chances, and what the job is worth."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given

from tests.scoring.cases import RATES, onsite, paid, ranges
from tracker.scoring.base_rates import Rates
from tracker.scoring.case import (
    Case,
    Reason,
    benefit_hours,
    chances,
    hours,
    later_hours,
    yearly_worth,
)
from tracker.words import Round


@pytest.mark.parametrize(("knowledge", "apart"), [(0, 0.15), (1, 0.10), (2, 0.06), (3, 0.03)])
def test_the_better_a_company_is_known_the_less_it_can_surprise(
    knowledge: int, apart: float
) -> None:
    points = yearly_worth(onsite(likely=100_000.0, knowledge=knowledge), RATES)
    expected = [100_000 * (1 - apart), 100_000, 100_000 * (1 + apart)]
    assert [worth for _, worth in points] == pytest.approx(expected)


def test_what_nobody_said_of_a_company_is_that_its_posting_was_read() -> None:
    case = onsite(likely=100_000.0)
    assert yearly_worth(case, RATES) == yearly_worth(replace(case, knowledge=1), RATES)


@pytest.mark.parametrize("own", [0.0, 0.05, 0.5, 1.0])
@pytest.mark.parametrize("rounds", [1, 2, 3, 5])
@pytest.mark.parametrize("enthusiasm", [None, 1])
def test_a_chance_of_your_own_is_that_of_the_whole_whatever_the_rounds_and_enthusiasm(
    own: float, rounds: int, enthusiasm: int | None
) -> None:
    case = paid(own_chance=own, rounds_left=rounds, enthusiasm=enthusiasm)
    found = chances(case, RATES)
    assert len(found) == rounds
    assert math.prod(chance for chance, _ in found) == pytest.approx(own)
    assert {key for _, key in found} == {"your own"}


@pytest.mark.parametrize("default", [0, 1])
def test_a_chance_of_your_own_holds_even_where_a_default_is_set_to_never_or_always(
    default: float,
) -> None:
    rates = Rates({"chance-last-round": default, "chance-middle-round": default})
    found = chances(paid(rounds_left=2, own_chance=0.25), rates)
    assert math.prod(chance for chance, _ in found) == pytest.approx(0.25)


def test_a_likelier_middle_round_stays_likelier_under_a_chance_of_your_own() -> None:
    (middle, _), (last, _) = chances(
        paid(round=Round.TECHNICAL, own_chance=0.56**2 * 0.32**2), RATES
    )
    assert [middle, last] == pytest.approx([0.56**2, 0.32**2])


def test_pay_below_the_least_you_would_take_counts_as_refused() -> None:
    points = yearly_worth(paid(least=130_000.0), RATES)
    assert [worth for _, worth in points] == [0, 135_000, 150_000]


def test_pay_of_just_the_least_you_would_take_is_not_refused() -> None:
    case = onsite(likely=100_000.0, least=100_000.0, knowledge=0)
    assert [worth for _, worth in yearly_worth(case, RATES)] == pytest.approx(
        [85_000, 100_000, 115_000]
    )


def test_no_surprise_about_a_company_makes_up_for_pay_that_you_would_refuse() -> None:
    case = onsite(likely=99_000.0, least=100_000.0, knowledge=0)
    assert [worth for _, worth in yearly_worth(case, RATES)] == [0, 0, 0]


def test_the_least_you_would_take_is_held_against_pay_and_not_against_enthusiasm() -> None:
    case = onsite(likely=100_000.0, least=100_000.0, enthusiasm=1, knowledge=3)
    assert yearly_worth(case, RATES)[1][1] == pytest.approx(80_000)


@given(ranges)
def test_a_surprise_leaves_the_mean(case: Case) -> None:
    choosy = replace(case, least=None, enthusiasm=3)
    assert case.low is not None
    assert case.likely is not None
    assert case.high is not None
    mean = math.fsum(weight * worth for weight, worth in yearly_worth(choosy, RATES))
    assert mean == pytest.approx(0.3 * case.low + 0.4 * case.likely + 0.3 * case.high)


def test_a_must_have_that_is_lacking_leaves_a_job_worth_nothing() -> None:
    assert [worth for _, worth in yearly_worth(paid(lacks="remote"), RATES)] == [0, 0, 0]


def test_a_job_is_worth_more_or_less_by_your_own_factors() -> None:
    # 5% a step, two steps above neither; 10% a step, one below it: 1 + .10 - .10 = 1.
    points = yearly_worth(paid(taste=((0.05, 5), (0.1, 2))), RATES)
    assert [worth for _, worth in points] == pytest.approx([120_000, 135_000, 150_000])
    # 1 + .10 + .10 = 1.2.
    points = yearly_worth(paid(taste=((0.05, 5), (0.1, 4))), RATES)
    assert [worth for _, worth in points] == pytest.approx([144_000, 162_000, 180_000])


def test_factors_never_make_a_job_worth_less_than_nothing() -> None:
    points = yearly_worth(paid(taste=((0.5, 1), (0.5, 1))), RATES)
    assert [worth for _, worth in points] == [0, 0, 0]


def test_own_results_of_a_kind_move_the_chance_of_that_kind_alone() -> None:
    # Beta(3.2, 6.8) and 3 of 5: 6.2 / 15. Beta(5.6, 4.4) and 0 of 2: 5.6 / 12.
    rates = Rates(own={"onsite": (3, 5), "technical": (0, 2)})
    ((alone, key),) = chances(paid(), rates)
    assert alone == pytest.approx(6.2 / 15)
    assert key == "chance-last-round"
    (middle, _), (last, _) = chances(paid(round=Round.TECHNICAL), rates)
    assert (middle, last) == pytest.approx((5.6 / 12, 6.2 / 15))
    assert chances(paid(round=Round.FINAL), rates) == ((0.32, "chance-last-round"),)


def test_a_figure_of_your_own_is_moved_by_no_results() -> None:
    rates = Rates({"chance-last-round": 0.5}, own={"onsite": (0, 9)})
    assert chances(paid(), rates) == ((0.5, "chance-last-round"),)


def test_own_results_and_low_enthusiasm_both_count() -> None:
    # 6.2 / 15 are odds of 6.2 to 8.8; halved, 3.1 to 8.8.
    ((chance, _),) = chances(paid(enthusiasm=1), Rates(own={"onsite": (3, 5)}))
    assert chance == pytest.approx(3.1 / 11.9)


@pytest.mark.parametrize("own", [None, 0.4])
def test_all_chances_halved_are_halved_whoever_stated_them(own: float | None) -> None:
    (usual, _), *_ = chances(paid(own_chance=own), RATES)
    ((halved, _),) = chances(paid(own_chance=own), replace(RATES, scale=0.5))
    assert halved == pytest.approx(usual / 2)


def test_what_is_learnt_and_who_is_met_add_up_and_are_switched_off_by_reason() -> None:
    case = paid(clarity=2, done_alike=1, new_people=3)
    assert benefit_hours(case, RATES) == 4 / 2 + 3
    assert benefit_hours(case, RATES, frozenset({Reason.CLARITY})) == 3
    assert benefit_hours(case, RATES, frozenset({Reason.CONNECTIONS})) == 2


def test_the_hours_of_this_round_and_of_later_ones_name_their_defaults() -> None:
    screen = paid(round=Round.SCREEN, rounds_left=3)
    assert hours(screen, RATES) == (2, ("hours-screen",))
    assert later_hours(screen, RATES) == ("hours-middle", "hours-onsite")
    assert later_hours(paid(), RATES) == ()
