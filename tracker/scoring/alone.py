"""One interview judged by itself, by the standalone rule: what can be said without a whole hunt.

It serves where the fallback, the pay or the price of an hour is unknown, so that no hunt can be
solved: what the verdict turns on can still be told.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker import words
from tracker.scoring.assembly import costs_nothing, hunt_of
from tracker.scoring.case import OFF, Reason
from tracker.scoring.decision import Judgement, decide

if TYPE_CHECKING:
    from tracker.scoring.case import Case, Outlook


def judge(case: Case, outlook: Outlook, off: frozenset[Reason] = frozenset()) -> Judgement:
    """Judge a case whose pay is known; what else is unknown counts as 0."""
    hunt = hunt_of([case], outlook, {case.id: off})
    return decide(hunt).processes[0]


def outlasting_offer(case: Case, outlook: Outlook) -> int | None:
    """Return the place of the offer that going is held against, whatever the job pays."""
    return judge(_paying(case, 0.0), outlook).alternative_offer


def _paying(case: Case, pay: float) -> Case:
    """Return the case itself, or if its pay is unknown, one that pays as said."""
    return case if case.has_pay else replace(case, likely=pay)


def shares(case: Case, outlook: Outlook) -> dict[Reason, float]:
    """Return by how much the gain from going would fall without each reason, in money.

    The job itself is the gain with every reason off. Practice is not counted, so it is left out;
    so are the reasons that rest on a fact nobody stated, and the offer in hand while the fallback,
    which it is held against, is unknown.
    The shares do not add up to the gain: reasons work on each other.
    """
    whole = _gain(case, outlook, frozenset())
    counted = OFF - {Reason.PRACTICE} - _unsaid(case, outlook)
    without = {reason: _gain(case, outlook, frozenset({reason})) for reason in counted}
    job = {Reason.JOB: _gain(case, outlook, frozenset(counted))}
    return job | {reason: whole - without[reason] for reason in Reason if reason in without}


def _unsaid(case: Case, outlook: Outlook) -> set[Reason]:
    needed = {
        Reason.CLARITY: case.clarity,
        Reason.ENTHUSIASM: case.enthusiasm,
        Reason.CONNECTIONS: case.new_people,
        Reason.OFFER: outlook.fallback,
    }
    return {reason for reason, fact in needed.items() if fact is None}


def _gain(case: Case, outlook: Outlook, off: frozenset[Reason]) -> float:
    gain = judge(case, outlook, off).gain
    if gain is None:
        raise AssertionError(case)
    return gain


def break_even_pay(case: Case, outlook: Outlook) -> float:
    """Return the likely yearly pay from which going to an interview of unknown pay is worth it.

    The gain never falls as pay rises, so halving the interval finds the pay to the nearest unit;
    it is infinite where no pay is enough.
    """
    low, high = 0.0, 2.0
    while _gain(_paying(case, high), outlook, frozenset()) <= 0:
        high *= 2
        if high > 1e15:  # noqa: PLR2004
            return math.inf
    while high - low > 1:
        middle = (low + high) / 2
        if _gain(_paying(case, middle), outlook, frozenset()) <= 0:
            low = middle
        else:
            high = middle
    return high


def verdict(case: Case, outlook: Outlook) -> words.Verdict | None:
    """Return what can be said of going; None where it turns on something unknown.

    Where going costs nothing there is nothing to lose, whatever the rest. Where no alternative
    is low enough to go for, it is a decline: none is below nothing. Else it takes the pay, the
    price of an hour, and the fallback or an offer that outlasts the answer; and to say keep, the
    whole cost.
    """
    if costs_nothing(case, outlook):
        return words.Verdict.KEEP
    judged = judge(_paying(case, 0.0), outlook)
    z = judged.standalone_reservation
    if z == "none":
        return judged.verdict
    if not case.has_pay or outlook.hour_value is None:
        return None
    hopeless = z is not None and z <= 0
    unknown = outlook.fallback is None and judged.alternative_offer is None and not hopeless
    uncosted = not case.has_cost and judged.verdict is words.Verdict.KEEP
    return None if unknown or uncosted else judged.verdict
