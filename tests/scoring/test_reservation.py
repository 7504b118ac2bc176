"""The standalone reservation value: closed forms, an independent computation, and laws."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.scoring.hunt import Awaiting, Process, Round, Worth
from tracker.scoring.reservation import Reservation, standalone_gain, standalone_reservation

ALPHA = ((0.5, 100.0), (0.5, 55.0))


def process(worth: Worth, *rounds: tuple[float, float]) -> Process:
    """Make a process of rounds given as (chance, net cost)."""
    steps = tuple(Round(chance=p, cash_cost=c, gap_days=1) for p, c in rounds)
    return Process(id="A", worth=worth, window_days=7, rounds=steps)


def z_of(worth: Worth, *rounds: tuple[float, float]) -> Reservation:
    return standalone_reservation(process(worth, *rounds), hour_value=0)


def test_alpha_of_weitzman_is_worth_70() -> None:
    assert z_of(ALPHA, (1, 15)) == pytest.approx(70)


def test_omega_of_weitzman_is_worth_140_as_a_round_or_as_a_draw() -> None:
    assert z_of(((1, 240),), (0.2, 20)) == pytest.approx(140)
    assert z_of(((0.2, 240), (0.8, 0)), (1, 20)) == pytest.approx(140)


def test_hours_cost_what_an_hour_is_worth() -> None:
    costly = Round(chance=1, hours=2, cash_cost=8, benefit=3)
    alone = Process(id="A", worth=ALPHA, window_days=7, rounds=(costly,))
    assert costly.net_cost(5) == 15
    assert standalone_reservation(alone, hour_value=5) == pytest.approx(70)


def test_a_low_cost_puts_z_on_a_higher_piece() -> None:
    assert z_of(ALPHA, (1, 10)) == pytest.approx(80)
    assert z_of(ALPHA, (1, 22.5)) == pytest.approx(55)
    assert z_of(ALPHA, (1, 40)) == pytest.approx(37.5)


@pytest.mark.parametrize("cost", [0, -5])
def test_a_first_round_that_costs_nothing_has_nothing_to_lose(cost: float) -> None:
    assert z_of(ALPHA, (0.5, cost)) is None


def test_an_awaited_answer_leaves_nothing_to_attend() -> None:
    awaited = replace(process(ALPHA, (1, 15)), awaiting=Awaiting(3, 0.5))
    assert standalone_reservation(awaited, 0) is None
    with pytest.raises(ValueError, match="awaits an answer"):
        standalone_gain(awaited, 0, 50)


def test_a_later_round_that_pays_enough_beats_every_alternative() -> None:
    assert z_of(ALPHA, (0.5, 4), (0.5, -10)) is None


def test_a_later_round_that_pays_a_little_raises_z() -> None:
    # p1 (p2 E[(X - z)+] + 2) = 4, so E[(X - z)+] = 12 and z = 76.
    assert z_of(ALPHA, (0.5, 4), (0.5, -2)) == pytest.approx(76)


def test_a_later_round_that_just_pays_for_the_first_breaks_even_from_the_best_worth_on() -> None:
    assert z_of(ALPHA, (0.3, 3), (0.5, -10)) == 100
    assert z_of(((1, 49),), (0.1, 0.3), (0.1, -3)) == 49


@pytest.mark.parametrize("rounds", [((0, 1),), ((0.5, 1), (0, 1)), ((0.5, 1), (0, -2))])
def test_no_chance_of_an_offer_is_never_worth_a_cost(
    rounds: tuple[tuple[float, float], ...],
) -> None:
    assert z_of(ALPHA, *rounds) == "none"


def test_no_chance_of_an_offer_but_a_later_gain_beats_every_alternative() -> None:
    assert z_of(ALPHA, (0.5, 1), (0, -3)) is None


def test_a_dear_process_is_still_worth_it_against_something_bad_enough() -> None:
    assert z_of(ALPHA, (0.5, 1), (0.5, 1000)) == pytest.approx(77.5 - 2004)


def test_a_later_round_not_worth_its_cost_can_be_dropped() -> None:
    # Against 90 the second round gains .5 * 5 - 4 < 0, so only the first round's cost is lost.
    assert standalone_gain(process(ALPHA, (0.5, 1), (0.5, 4)), 0, 90) == -1


chances = st.integers(1, 20).map(lambda n: n / 20)
costs = st.integers(1, 60).map(lambda n: n / 4)
any_costs = st.integers(-40, 60).map(lambda n: n / 4)
values = st.integers(0, 150).map(float)
worths = st.lists(values, min_size=1, max_size=4).map(
    lambda drawn: tuple((1 / len(drawn), value) for value in drawn)
)


@st.composite
def processes(draw: st.DrawFn, later: st.SearchStrategy[float] = costs) -> Process:
    """Draw a process whose first round costs something; `later` draws what the others cost."""
    rest = draw(st.lists(st.tuples(chances, later), max_size=3))
    return process(draw(worths), (draw(chances), draw(costs)), *rest)


def number(z: Reservation) -> float:
    """Put None above every number and "none" below."""
    if z is None:
        return math.inf
    return -math.inf if z == "none" else z


def near(amount: float) -> float:
    return 1e-9 * max(1, abs(amount))


def at_least(better: Reservation, worse: Reservation) -> bool:
    high, low = number(better), number(worse)
    return high >= low or math.isclose(high, low, rel_tol=1e-9, abs_tol=1e-9)


@given(processes(any_costs), values, values)
def test_the_gain_is_convex_and_never_rises_with_the_alternative(
    alone: Process, x: float, y: float
) -> None:
    low, high = sorted((x, y))
    ends = [standalone_gain(alone, 0, end) for end in (low, high)]
    middle = standalone_gain(alone, 0, (low + high) / 2)
    assert ends[1] <= ends[0] + 1e-9
    assert middle <= sum(ends) / 2 + 1e-9


@given(processes(any_costs))
def test_the_gain_is_zero_at_z_above_zero_before_it_and_never_above_after(alone: Process) -> None:
    z = standalone_reservation(alone, 0)
    if isinstance(z, float):
        assert abs(standalone_gain(alone, 0, z)) <= near(z)
        assert standalone_gain(alone, 0, z - 1) > 0
        assert standalone_gain(alone, 0, z + 1) <= near(z)


@given(processes(any_costs))
def test_z_is_missing_just_where_the_process_gains_against_anything(alone: Process) -> None:
    assert (standalone_reservation(alone, 0) is None) == (standalone_gain(alone, 0, 1e9) > 1e-12)


def one_box_z(alone: Process) -> Fraction:
    """Solve p E[(X - z)+] = c exactly for the box that is the whole process, never dropped."""
    reach, cost = Fraction(1), Fraction(0)
    for step in alone.rounds:
        cost += reach * Fraction(step.cash_cost)
        reach *= Fraction(step.chance)
    draws = sorted(((Fraction(x), Fraction(p)) for p, x in alone.worth), reverse=True)
    mass, total = Fraction(0), Fraction(0)
    candidates = []
    for value, chance in draws:  # z is the largest root over sets of the best k draws
        mass, total = mass + chance, total + chance * value
        candidates.append((total - cost / reach) / mass)
    return max(candidates)


@given(processes())
def test_z_is_that_of_the_process_collapsed_into_one_box(alone: Process) -> None:
    expected = float(one_box_z(alone))
    assert number(standalone_reservation(alone, 0)) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(processes(any_costs), st.integers(0, 3), st.integers(1, 40))
def test_a_higher_worth_never_lowers_z(alone: Process, place: int, more: int) -> None:
    place %= len(alone.worth)
    draws = [(p, x + more * (k == place)) for k, (p, x) in enumerate(alone.worth)]
    better = replace(alone, worth=tuple(draws))
    assert at_least(standalone_reservation(better, 0), standalone_reservation(alone, 0))


@given(processes(any_costs), st.integers(0, 3), chances)
def test_a_higher_chance_never_lowers_z(alone: Process, place: int, chance: float) -> None:
    place %= len(alone.rounds)
    steps = list(alone.rounds)
    steps[place] = replace(steps[place], chance=max(chance, steps[place].chance))
    better = replace(alone, rounds=tuple(steps))
    assert at_least(standalone_reservation(better, 0), standalone_reservation(alone, 0))


@given(processes(any_costs), st.integers(0, 3), costs)
def test_a_higher_cost_never_raises_z(alone: Process, place: int, more: float) -> None:
    place %= len(alone.rounds)
    steps = list(alone.rounds)
    steps[place] = replace(steps[place], cash_cost=steps[place].cash_cost + more)
    worse = replace(alone, rounds=tuple(steps))
    assert at_least(standalone_reservation(alone, 0), standalone_reservation(worse, 0))
