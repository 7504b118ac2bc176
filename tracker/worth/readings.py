"""How solid a verdict is: the hunt decided again with what is uncertain moved, over and over.

A reading moves every default chance by a normal deviate on the scale of its odds, as wide as its
Beta is (own results narrow it), every other default within its range, and what each job pays by up
to a tenth either way. What the user stated stands. The readings are drawn from a fixed seed, so
that the same hunt has the same readings.
"""

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from heapq import nlargest
from itertools import chain
from typing import TypeVar

from tracker.scoring.assembly import hunt_of
from tracker.scoring.base_rates import DEFAULTS, UNITS, Rates
from tracker.scoring.case import Case, Outlook
from tracker.scoring.graph import Effort, TooManyStatesError
from tracker.scoring.hunt import Hunt, Practice, Process
from tracker.scoring.prospects import surplus
from tracker.scoring.solver import Solver, value_of
from tracker.worth.decided import CERTAIN, Decided

T = TypeVar("T")

READINGS = 20
SEED = 1
PAY_SPREAD = 0.1
"""How far, as a share, what a job pays is moved; a judgement."""

FEW = 4
"""How many processes are looked at by themselves, before the whole hunt is."""

FIXED = {"years", "working-hours-a-year", "courtesy-days", "follow-up-days", "practice-days"}
"""Defaults that are conventions, or enter elsewhere than in the worth of a round or a job."""


def always_lapses(decided: Decided, worth: float) -> bool:
    """Say whether letting an offer lapse is best in every reading, all chances halved included.

    Practice is assumed too, and can only speak for it: so there is none in any of them.
    """
    cases, outlook = decided.cases, replace(decided.outlook, practice=Practice())
    halved = replace(outlook, rates=replace(outlook.rates, scale=0.5))
    fixed = (hunt_of(cases, halved), hunt_of(cases, outlook))
    read = hunts(cases, outlook)
    return all(lapses(hunt, worth, decided.effort) for hunt in chain(fixed, read))


def lapses(hunt: Hunt, worth: float, effort: Effort) -> bool:
    """Say whether to let an offer lapse, if no good news comes before."""
    return later_beats(hunt, worth, effort) or any(
        one.worth is not None and math.isclose(one.worth, worth) and not one.yes
        for one in Solver(hunt, [], effort).without_good_news()
    )


def later_beats(hunt: Hunt, worth: float, effort: Effort | None = None) -> bool:
    """Say whether a few processes that begin after the only offer lapsed are worth more than it.

    If so, letting it lapse is best, whatever came before: those few are still to be had then, with
    no less practice, and all that is left is worth no less than they are. It takes a fraction of
    the time that the whole hunt does; if not, nothing is said.
    """
    if len(hunt.offers) != 1 or hunt.weekly_hours is not None:
        return False
    last = hunt.offers[0].expires
    later = [one for one in hunt.processes if last is not None and _begins(one) > last]
    adds = surplus(hunt)
    few = nlargest(FEW, later, key=lambda one: adds[one.id])
    left = value_of(replace(hunt, offers=(), processes=tuple(few)), effort)
    return left - worth > CERTAIN * max(1.0, abs(left))


def _begins(process: Process) -> int:
    """Return the day of the first round, or of the answer that is awaited."""
    return process.awaiting.answer_day if process.awaiting else process.rounds[0].day or 0


def as_far_as_possible(readings: Iterable[T]) -> Iterator[T]:
    """Yield what comes of readings, up to where the effort does not suffice for more."""
    with suppress(TooManyStatesError):
        yield from readings


def hunts(cases: Sequence[Case], outlook: Outlook) -> Iterator[Hunt]:
    """Yield the readings of a hunt."""
    rng = random.Random(SEED)  # noqa: S311 (readings, no secrets)
    for _ in range(READINGS):
        rates = _drawn(outlook.rates, rng)
        paid = [_paid(case, rng.triangular(1 - PAY_SPREAD, 1 + PAY_SPREAD)) for case in cases]
        yield hunt_of(paid, _around(outlook, rates))


def _drawn(rates: Rates, rng: random.Random) -> Rates:
    drawn, shifts = {}, {}
    for key, row in DEFAULTS.items():
        moved = rng.triangular(row.low, row.high, row.value)
        deviations = rng.gauss(0, 1)
        if row.weight is not None:
            shifts[key] = deviations
        elif key not in FIXED:
            drawn[key] = float(round(moved)) if UNITS[row.unit].whole else moved
    return replace(rates, overrides=drawn | dict(rates.overrides), shifts=shifts)


def _around(outlook: Outlook, rates: Rates) -> Outlook:
    """Return an outlook with other rates: an hour has their price, unless the user stated it."""
    hour = outlook.hour_value
    if hour is not None and not outlook.is_hour_stated:
        hour *= rates["stress-factor"] / outlook.rates["stress-factor"]
    return replace(outlook, rates=rates, hour_value=hour)


def _paid(case: Case, factor: float) -> Case:
    low, likely, high = (
        None if pay is None else pay * factor for pay in (case.low, case.likely, case.high)
    )
    return replace(case, low=low, likely=likely, high=high)
