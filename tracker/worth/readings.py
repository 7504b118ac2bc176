"""How solid a verdict is: the hunt decided again with what is uncertain moved, over and over.

A reading moves every default chance by a normal deviate on the scale of its odds, as wide as its
Beta is (own results narrow it), every other default within its range, and what each job pays by up
to a tenth either way. What the user stated stands. The readings are drawn from a fixed seed, so
that the same hunt has the same readings.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import replace

from tracker.scoring.assembly import hunt_of
from tracker.scoring.base_rates import DEFAULTS, UNITS, Rates
from tracker.scoring.case import Case, Outlook
from tracker.scoring.hunt import Hunt
from tracker.scoring.solver import without_good_news
from tracker.worth.decided import Decided

READINGS = 20
SEED = 1
PAY_SPREAD = 0.1
"""How far, as a share, what a job pays is moved; a judgement."""

FIXED = {"years", "working-hours-a-year", "courtesy-days", "follow-up-days", "practice-days"}
"""Defaults that are conventions, or enter elsewhere than in the worth of a round or a job."""


def always_lapses(decided: Decided, worth: float) -> bool:
    """Say whether letting an offer lapse is best in every reading, all chances halved included."""
    halved = replace(decided.outlook.rates, scale=0.5)
    hopeless = hunt_of(decided.cases, replace(decided.outlook, rates=halved))
    return all(_lapses(hunt, worth) for hunt in (hopeless, *hunts(decided)))


def _lapses(hunt: Hunt, worth: float) -> bool:
    return any(
        one.worth is not None and math.isclose(one.worth, worth) and not one.yes
        for one in without_good_news(hunt)
    )


def hunts(decided: Decided, count: int = READINGS) -> Iterator[Hunt]:
    """Yield the readings of a hunt."""
    rng = random.Random(SEED)  # noqa: S311 (readings, no secrets)
    for _ in range(count):
        rates = _drawn(decided.outlook.rates, rng)
        cases = [
            _paid(case, rng.triangular(1 - PAY_SPREAD, 1 + PAY_SPREAD)) for case in decided.cases
        ]
        yield hunt_of(cases, _around(decided.outlook, rates))


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
