"""What holds of every hunt, whatever its numbers: the laws of the model, on made-up hunts."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.scoring.agreement import differences
from tests.scoring.hunts import hunts
from tracker.scoring.hunt import Practice, Process
from tracker.scoring.hunt_json import solution_to_json
from tracker.scoring.reservation import standalone_reservation
from tracker.scoring.solver import appraise, solve, value_of
from tracker.words import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.scoring.hunt import Hunt, Round
    from tracker.scoring.solution import Flip

SOME = settings(max_examples=100)
ANY = hunts() | hunts(careful=True)
HAIR = 1e-9
"""Far more than rounding makes of the amounts of these hunts."""


def with_process(hunt: Hunt, process: Process) -> Hunt:
    """Return the hunt with another process by the name of one of its own."""
    processes = (process if each.id == process.id else each for each in hunt.processes)
    return replace(hunt, processes=tuple(processes))


def with_round(process: Process, number: int, step: Round) -> Process:
    rounds = (*process.rounds[:number], step, *process.rounds[number + 1 :])
    return replace(process, rounds=rounds)


# The value


@SOME
@given(ANY)
def test_a_hunt_is_worth_at_least_what_is_in_hand(hunt: Hunt) -> None:
    solution = solve(hunt, flips=())
    in_hand = [hunt.fallback, *(offer.worth for offer in hunt.offers)]
    assert solution.value_without_interviews >= max(in_hand) - HAIR
    assert solution.gain >= -HAIR


@SOME
@given(ANY, st.sampled_from([0.25, 1.0, 6.0]))
def test_a_hunt_with_better_terms_is_worth_no_less(hunt: Hunt, more: float) -> None:
    practice, limit = hunt.practice, hunt.weekly_hours
    better = [
        replace(hunt, fallback=hunt.fallback + more),
        replace(hunt, weekly_hours=None if limit is None else limit + more),
        replace(hunt, weekly_hours=None),
        replace(hunt, hours_used=max(hunt.hours_used - more, 0)),
        replace(hunt, practice=replace(practice, odds_ratio=practice.odds_ratio + more)),
        replace(hunt, practice=replace(practice, cap=practice.cap + 1)),
    ]
    for place, offer in enumerate(hunt.offers):
        others = hunt.offers[:place] + hunt.offers[place + 1 :]
        better += [replace(hunt, offers=(*others, replace(offer, worth=offer.worth + more)))]
        better += [replace(hunt, offers=(*others, replace(offer, expires=None)))]
    assert min(map(value_of, better)) >= value_of(hunt) - HAIR


def better_processes(process: Process) -> list[Process]:
    (share, worth), *others = process.worth
    better = [
        replace(process, worth=((share, worth + 3), *others)),
        replace(process, window_days=process.window_days + 1),
        replace(process, window_days=process.window_days + 4),
    ]
    if process.awaiting:
        chance = process.awaiting.chance
        better += [replace(process, awaiting=replace(process.awaiting, chance=(1 + chance) / 2))]
    for number, step in enumerate(process.rounds):
        better += [
            with_round(process, number, replace(step, chance=(1 + step.chance) / 2)),
            with_round(process, number, replace(step, cash_cost=step.cash_cost - 0.75)),
            with_round(process, number, replace(step, benefit=step.benefit + 0.5)),
            with_round(process, number, replace(step, hours=step.hours / 2)),
        ]
    return better


@SOME
@given(ANY)
def test_a_hunt_with_a_better_process_is_worth_no_less(hunt: Hunt) -> None:
    better = [each for process in hunt.processes for each in better_processes(process)]
    assume(better)
    least = value_of(hunt) - HAIR
    assert min(value_of(with_process(hunt, each)) for each in better) >= least


@SOME
@given(ANY)
def test_an_answer_a_day_later_with_the_same_last_day_never_helps(hunt: Hunt) -> None:
    most = value_of(hunt) + HAIR
    for process in hunt.processes:
        if process.window_days:
            assert value_of(with_process(hunt, a_day_later(process))) <= most


def a_day_later(process: Process) -> Process:
    """Return the process with the answer that brings its offer a day later; no date else moves."""
    shorter = replace(process, window_days=process.window_days - 1)
    if process.rounds:
        last = process.rounds[-1]
        later = replace(last, response_days=last.response_days + 1)
        return with_round(shorter, len(process.rounds) - 1, later)
    assert process.awaiting is not None
    later_day = process.awaiting.answer_day + 1
    return replace(shorter, awaiting=replace(process.awaiting, answer_day=later_day))


SURPLUSES = (0.0, 0.5, 1.7, 3.0, 5.0, 9.0, 14.0)
"""Fallbacks at which a hunt is looked at, over its own."""


def slopes(points: list[tuple[float, float]]) -> list[float]:
    return [(b - a) / (right - left) for (left, a), (right, b) in pairwise(points)]


@SOME
@given(hunts())
def test_the_value_is_convex_in_the_fallback_with_slopes_from_0_to_1(hunt: Hunt) -> None:
    fallbacks = [hunt.fallback + more for more in SURPLUSES]
    rises = slopes([(x, value_of(replace(hunt, fallback=x))) for x in fallbacks])
    assert min(rises) >= -HAIR
    assert max(rises) <= 1 + HAIR
    assert all(before <= after + HAIR for before, after in pairwise(rises))


@SOME
@given(hunts(careful=True))
def test_the_loss_of_a_careful_user_is_concave_in_that_of_the_fallback(hunt: Hunt) -> None:
    def loss(amount: float) -> float:
        return math.exp(-(amount - hunt.fallback) / (hunt.risk_tolerance or math.inf))

    fallbacks = [hunt.fallback + more for more in SURPLUSES]
    points = [(loss(x), loss(value_of(replace(hunt, fallback=x)))) for x in fallbacks]
    rises = slopes(points)
    assert min(rises) >= -HAIR
    assert all(before <= after + HAIR for before, after in pairwise(rises))


TOLERANCES = (1.5, 2.0, 5.0, 30.0, 1e3, 1e6, 1e9)


@SOME
@given(hunts())
def test_a_hunt_is_worth_less_to_the_more_careful_and_in_the_limit_its_mean(hunt: Hunt) -> None:
    values = [value_of(replace(hunt, risk_tolerance=t)) for t in TOLERANCES]
    neutral = value_of(hunt)
    assert all(lower <= higher + HAIR for lower, higher in pairwise([*values, neutral]))
    # Hoeffding: a result within a range r is worth its mean less r * r / 8 t at least.
    costs = (abs(step.net_cost(hunt.hour_value)) for p in hunt.processes for step in p.rounds)
    ends = [offer.worth for offer in hunt.offers]
    ends += [worth for process in hunt.processes for _, worth in process.worth]
    most = max([hunt.fallback, *ends]) - hunt.fallback + sum(costs)
    for tolerance, value in zip(TOLERANCES, values, strict=True):
        assert neutral - value <= most * most / (8 * tolerance) + HAIR


@SOME
@given(ANY)
def test_kinds_are_nothing_where_practice_does_not_help(hunt: Hunt) -> None:
    helpless = replace(hunt, practice=Practice(1.0, hunt.practice.cap))
    kindless = tuple(without_kinds(process) for process in helpless.processes)
    found = solution_to_json(solve(helpless))
    assert not differences(found, solution_to_json(solve(replace(helpless, processes=kindless))))


@SOME
@given(ANY, st.integers(0, 4))
def test_practice_had_before_today_counts_against_the_cap(hunt: Hunt, had: int) -> None:
    practice = hunt.practice
    counted = replace(practice, had=tuple((kind, had) for kind in ("", "coding", "talk")))
    less = replace(practice, cap=max(practice.cap - had, 0))
    found = solution_to_json(solve(replace(hunt, practice=counted)))
    assert not differences(found, solution_to_json(solve(replace(hunt, practice=less))))


def without_kinds(process: Process) -> Process:
    redirect = process.redirect
    if redirect:
        redirect = replace(redirect, process=without_kinds(redirect.process))
    rounds = tuple(replace(step, kind="") for step in process.rounds)
    return replace(process, rounds=rounds, redirect=redirect)


# The worth of a process, an offer, a redirect


@SOME
@given(ANY)
def test_an_option_is_worth_something_and_never_less_than_a_promise(hunt: Hunt) -> None:
    solution = solve(hunt)
    for judged in solution.processes:
        assert solution.value - judged.value_without >= -HAIR
        assert judged.option_worth >= 0
        assert judged.promise_worth is None or judged.promise_worth <= judged.option_worth + HAIR
        assert judged.attend_probability is None or -HAIR <= judged.attend_probability <= 1 + HAIR
        if judged.attend_probability == 0:
            assert judged.option_worth == pytest.approx(0, abs=HAIR)


@SOME
@given(ANY)
def test_more_days_for_an_offer_are_worth_something_and_more_days_no_less(hunt: Hunt) -> None:
    for offer in solve(hunt, flips=()).offers:
        by_days = offer.extension_worth or ()
        assert all(less <= more + HAIR for less, more in pairwise((0.0, *by_days)))


@SOME
@given(ANY)
def test_a_redirect_is_the_other_role_with_its_chance_or_none(hunt: Hunt) -> None:
    solution = solve(hunt, flips=())
    for process, judged in zip(hunt.processes, solution.processes, strict=True):
        if process.redirect is None:
            assert judged.redirect_value is judged.redirect_worth is None
            continue
        other = replace(process.redirect.process, id=process.id)
        granted, without = value_of(with_process(hunt, other)), judged.value_without
        chance = process.redirect.granted
        assert judged.redirect_value == pytest.approx(mean(hunt, chance, granted, without))
        assert judged.redirect_value is not None
        is_better = judged.redirect_value - solution.value > 1e-9 * max(1, abs(solution.value))
        assert (judged.verdict is Verdict.REDIRECT) == is_better


def mean(hunt: Hunt, chance: float, one: float, other: float) -> float:
    """Return what one amount with a chance, and else the other, is worth for certain."""
    tolerance = hunt.risk_tolerance
    if tolerance is None:
        return chance * one + (1 - chance) * other
    loss = chance * math.exp((other - one) / tolerance) + 1 - chance
    return other - tolerance * math.log(loss)


# Flips


@SOME
@given(ANY)
def test_a_worth_is_gone_at_its_flip_and_not_before(hunt: Hunt) -> None:
    for judged in solve(hunt).processes:
        check_flip(hunt, judged.flip, partial(option_worth_at, hunt, judged.id))
        check_flip(hunt, judged.promise_flip, partial(promise_worth_at, hunt, judged.id))


def option_worth_at(hunt: Hunt, name: str, fallback: float) -> float:
    return appraise(replace(hunt, fallback=fallback), [name])[name].option_worth


def promise_worth_at(hunt: Hunt, name: str, fallback: float) -> float:
    return appraise(replace(hunt, fallback=fallback), [name])[name].promise_worth or 0.0


def check_flip(hunt: Hunt, flip: Flip, worth_at: Callable[[float], float]) -> None:
    if flip is None:
        assert worth_at(hunt.fallback) <= 1e-9 * max(1.0, value_of(hunt))
        return
    above_all = hunt.fallback + 30
    width = (above_all if flip == "never" else flip) - hunt.fallback
    assert min(worth_at(hunt.fallback + width * part / 20) for part in range(20)) > 0
    if flip == "never":
        assert worth_at(above_all) > 0
    else:
        assert worth_at(flip) <= HAIR


@SOME
@given(ANY)
def test_a_single_round_is_not_worth_it_above_its_own_reservation_value(hunt: Hunt) -> None:
    free = replace(hunt, weekly_hours=None, practice=Practice())
    for process, judged in zip(free.processes, solve(free).processes, strict=True):
        alone = standalone_reservation(process, hunt.hour_value, hunt.risk_tolerance)
        if len(process.rounds) != 1 or alone is None:
            continue
        if alone == "none" or judged.flip is None:
            assert judged.flip is None
        else:
            assert isinstance(judged.flip, float)
            assert judged.flip <= alone + HAIR
