"""Which interviews to keep, decline or redirect: the standalone rule.

Problem. Every process of a hunt costs hours and money, and may end in an offer. Given what is
already in hand, which first rounds are worth attending?

Equation. For each process by itself, let z be its standalone reservation value (reservation.py)
and a the best thing still to be had when its offer could come:

    a = max(fallback, worth of each offer in hand with no last day, or one at or after that day);
    keep where z > a (or where there is nothing to lose), decline where not,
    redirect where it would be declined but another role there can be asked for.

Assumptions. Risk neutral; no discounting; the process stands alone; its chances are today's; the
offer in hand that counts is one that can wait for the outcome.

Limits. The rule ignores: offers that lapse before the outcome, the choice to accept them and any
chance of prolonging them; the other processes, and so every later option; what practice does
for later interviews; the weekly hours; clashes of time; and what the other role is worth. So it
never says hold, and what it calls a decline can be a keep once practice counts. Where an answer
is awaited there is nothing to attend, and the rule gives no verdict.

Source: Weitzman, "Optimal Search for the Best Alternative", Econometrica 47(3), 1979: the box with
the highest z is opened first, and none once what is in hand exceeds every z.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.scoring.reservation import Reservation, standalone_gain, standalone_reservation
from tracker.words import Verdict

if TYPE_CHECKING:
    from tracker.scoring.hunt import Hunt, Process


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the rule says about one process; amounts in money over the horizon.

    `verdict` and `gain` are None where an answer is awaited. `alternative_offer` is the place of
    the alternative in the hunt's offers, None where it is the fallback. `gain` is what attending
    the first round is expected to add to the alternative, `net_cost` what that round costs (None
    without rounds). `chance` is that of an offer if every round is attended, an awaited answer
    included; `answer_day` is the day on which that offer would come.
    """

    id: str
    verdict: Verdict | None
    alternative: float
    alternative_offer: int | None
    gain: float | None
    net_cost: float | None
    standalone_reservation: Reservation
    chance: float
    answer_day: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement for each process, in the order of the hunt."""

    processes: tuple[Judgement, ...]


def decide(hunt: Hunt) -> Decision:
    """Judge every process of the hunt by the standalone rule of this module."""
    return Decision(tuple(_judge(process, hunt) for process in hunt.processes))


def _judge(process: Process, hunt: Hunt) -> Judgement:
    alternative, offer = _alternative(process, hunt)
    z = standalone_reservation(process, hunt.hour_value)
    waits = process.awaiting is not None
    return Judgement(
        id=process.id,
        verdict=None if waits else _verdict(process, z, alternative),
        alternative=alternative,
        alternative_offer=offer,
        gain=None if waits else standalone_gain(process, hunt.hour_value, alternative),
        net_cost=process.rounds[0].net_cost(hunt.hour_value) if process.rounds else None,
        standalone_reservation=z,
        chance=_chance(process),
        answer_day=process.offer_day,
    )


def _alternative(process: Process, hunt: Hunt) -> tuple[float, int | None]:
    """Return the best of what lasts until the process' offer could come, and its place."""
    best: tuple[float, int | None] = (hunt.fallback, None)
    for place, offer in enumerate(hunt.offers):
        lasts = offer.expires is None or offer.expires >= process.offer_day
        if lasts and offer.worth > best[0]:
            best = (offer.worth, place)
    return best


def _verdict(process: Process, z: Reservation, alternative: float) -> Verdict:
    if _is_above(z, alternative):
        return Verdict.KEEP
    return Verdict.DECLINE if process.redirect is None else Verdict.REDIRECT


def _is_above(z: Reservation, alternative: float) -> bool:
    if z is None or z == "none":
        return z is None
    return z - alternative > 1e-9 * max(1.0, abs(z))


def _chance(process: Process) -> float:
    awaited = process.awaiting.chance if process.awaiting else 1.0
    return awaited * math.prod(step.chance for step in process.rounds)
