"""One coming interview as facts, and what they make of it in the model.

The six reasons for or against going each enter at one place; to know what a reason is worth the
case is judged again with that reason switched off:

    clarity       the first round's benefit: hours' worth of learning about one's own goals
    practice      not counted by the standalone rule
    enthusiasm    the worth of the job, the odds of every round, and the connections
    surprise      the spread of the worth that comes from not knowing the company
    connections   the first round's benefit: hours' worth of every new person met
    offer         the alternative, where an offer in hand outlasts the answer
    cost          hours (at what an hour is worth) and cash, of this round and the later ones

What is left with all of them off is the job itself: its chance times what it adds to the fallback.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.scoring import facts as of
from tracker.scoring.hunt import OfferInHand, Practice

if TYPE_CHECKING:
    from tracker import words
    from tracker.scoring.base_rates import Rates
    from tracker.scoring.facts import Chance, Points


class Reason(StrEnum):
    """Why to go or not to go, in the order in which ties are settled."""

    JOB = "job"
    CLARITY = "clarity"
    PRACTICE = "practice"
    ENTHUSIASM = "enthusiasm"
    SURPRISE = "surprise"
    CONNECTIONS = "connections"
    OFFER = "offer"
    COST = "cost"


NO_PRACTICE = Practice()

OFF = frozenset(set(Reason) - {Reason.JOB})
NEUTRAL = 3
"""The enthusiasm that changes nothing."""

NOBODY_SAID = 1
"""How well a company is known where that is unstated: the posting was read, no more."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """The answer that is out: expected on `day`, after `silent` days without one of `mean`.

    `key` is the default for the chance of an application, with its source; None where the answer
    is to the case's own round. `passed`: the answer was good, and only the next day is awaited.
    """

    day: int
    silent: float
    mean: float
    key: str | None = None
    source: str = ""
    passed: bool = False


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is known of a coming interview, or of an application that awaits an answer.

    None is unknown. `round` is the next round to come, or the one whose answer is awaited. `low`,
    `likely`, `high` and `least` are money per year, `cash_cost` money once, `prepare` and `travel`
    hours, `start` minutes of the day; `day` counts from today, `response_days` from the interview
    to its answer, `next_day` is that of the round after it, where it is fixed already. `taste` is
    the user's own factors as (weight, rating), `lacks` a must-have that the job does not have. A
    `cash_cost` that is unknown is one without a rate to the currency of the rest.
    """

    id: str
    round: words.Round
    day: int
    response_days: int
    awaited: Awaited | None = None
    next_day: int | None = None
    start: int | None = None
    taste: tuple[tuple[float, int], ...] = ()
    lacks: str | None = None
    rounds_left: int | None = None
    hiring: words.Hiring | None = None
    own_chance: float | None = None
    low: float | None = None
    likely: float | None = None
    high: float | None = None
    least: float | None = None
    enthusiasm: int | None = None
    knowledge: int | None = None
    prepare: float | None = None
    travel: float | None = None
    minutes: int | None = None
    cash_cost: float | None = 0.0
    clarity: int | None = None
    done_alike: int = 0
    new_people: int | None = None
    wants_other_role: bool = False

    @property
    def has_pay(self) -> bool:
        return (self.low, self.likely, self.high) != (None, None, None)


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What holds for every case: `fallback` is money over `years`, `hour_value` money an hour.

    `weekday` is today's, 0 for Monday, and `hours_used` those already given this week.
    """

    years: float
    rates: Rates
    fallback: float | None = None
    hour_value: float | None = None
    is_hour_stated: bool = False
    offers: tuple[OfferInHand, ...] = ()
    practice: Practice = NO_PRACTICE
    weekly_hours: float | None = None
    hours_used: float = 0.0
    weekday: int = 0
    risk_tolerance: float | None = None


def chances(case: Case, rates: Rates, off: frozenset[Reason] = frozenset()) -> tuple[Chance, ...]:
    """Return the chance of passing each round to come, and the default that it rests on.

    A chance of the user's own is that of the whole: each round's is raised to the one power that
    makes their product come out at it, and enthusiasm changes it no more.
    """
    found = of.round_chances(case.round, case.rounds_left, rates, case.hiring)
    kinds = (case.round, *of.later_rounds(case.round, len(found) - 1))
    usual = tuple(
        (rates.chance(key, kind) if key != of.WHOLE else rates.scale * chance, key)
        for (chance, key), kind in zip(found, kinds, strict=True)
    )
    own = None if case.own_chance is None else case.own_chance * rates.scale
    if own is not None:
        steps = [heard(case, rates), *(chance for chance, _ in usual)]
        whole = math.prod(steps)
        even = own ** (1 / (len(usual) + is_application(case)))
        return tuple((_share(chance, own, whole, even), "your own") for chance, _ in usual)
    odds = of.enthusiasm_odds(_enthusiasm(case, off), rates)
    return tuple((of.with_odds(chance, odds), key) for chance, key in usual)


def is_application(case: Case) -> bool:
    """Say whether word on an application is awaited, and not the answer to a round."""
    return case.awaited is not None and case.awaited.key is not None


def heard(case: Case, rates: Rates) -> float:
    """Return the chance that an application is answered well; 1 where no such word is awaited."""
    if case.awaited is None or case.awaited.key is None:
        return 1.0
    return rates.chance(case.awaited.key, case.awaited.source)


def _share(chance: float, own: float, whole: float, even: float) -> float:
    if own in {0.0, 1.0} or whole in {0.0, 1.0}:
        return even
    return float(chance ** (math.log(own) / math.log(whole)))


def _enthusiasm(case: Case, off: frozenset[Reason]) -> int | None:
    return NEUTRAL if Reason.ENTHUSIASM in off else case.enthusiasm


def yearly_worth(case: Case, rates: Rates, off: frozenset[Reason] = frozenset()) -> Points:
    """Return the three points of what the job is worth a year, enthusiasm included.

    A point whose pay is below the least the user would take counts as refused, which is worth
    nothing; not knowing the company sets its worth apart, and leaves its pay as it is stated.
    """
    known = NOBODY_SAID if case.knowledge is None else case.knowledge
    paid = of.spread(case.low, case.likely, case.high, None, rates)
    worth = of.spread(
        case.low, case.likely, case.high, None if Reason.SURPRISE in off else known, rates
    )
    factor = of.enthusiasm_factor(_enthusiasm(case, off), rates) * of.taste_factor(case.taste)
    low, middle, high = (
        (weight, 0.0 if _is_refused(case, pay) else each * factor)
        for (_, pay), (weight, each) in zip(paid, worth, strict=True)
    )
    return low, middle, high


def _is_refused(case: Case, pay: float) -> bool:
    return case.lacks is not None or (case.least is not None and pay < case.least)


def hours(case: Case, rates: Rates) -> tuple[float, tuple[str, ...]]:
    """Return the hours that this interview takes, and the defaults that they rest on."""
    return of.interview_hours(case.round, case.prepare, case.travel, case.minutes, rates)


def later_hours(case: Case, rates: Rates) -> tuple[str, ...]:
    """Return the defaults that the hours of the later rounds rest on."""
    kinds = of.later_rounds(case.round, len(chances(case, rates)) - 1)
    keys = (of.interview_hours(kind, None, None, None, rates)[1] for kind in kinds)
    return tuple(dict.fromkeys(key for each in keys for key in each))


def benefit_hours(case: Case, rates: Rates, off: frozenset[Reason] = frozenset()) -> float:
    """Return what is learnt and who is met at this interview, in hours' worth."""
    learnt = of.clarity_benefit_hours(case.clarity, case.done_alike, rates)
    met = of.connection_hours(case.new_people or 0, _enthusiasm(case, off), rates)
    return (0.0 if Reason.CLARITY in off else learnt) + (0.0 if Reason.CONNECTIONS in off else met)
