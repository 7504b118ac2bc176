"""One coming interview as facts, and what they make of it in the model.

The six reasons for or against going each enter at one place; to know what a reason is worth the
case is judged again with that reason switched off:

    clarity       a booked round's benefit: hours' worth of learning about one's own goals
    practice      not counted by the standalone rule
    enthusiasm    the worth of the job, the odds of every round, and the connections
    surprise      the spread of the worth that comes from not knowing the company
    connections   a booked round's benefit: hours' worth of every new person met
    offer         the alternative, where an offer in hand outlasts the answer
    cost          hours (at what an hour is worth) and cash, of this round and the later ones

What is left with all of them off is the job itself: its chance times what it adds to the fallback.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
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

YOUR_OWN = "your own"
"""What a chance that the user stated rests on."""

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
    to its answer. A round of several meetings starts with the first of them: `more_minutes` are the
    lengths of the others. `following` are the rounds after it that are booked already, each on a
    later day. `taste` is the user's own factors as (weight, rating), `lacks` a must-have that the
    job does not have. A `cash_cost` that is unknown is one without a rate to the currency of the
    rest.
    """

    id: str
    round: words.Round
    day: int
    response_days: int
    awaited: Awaited | None = None
    following: tuple[Case, ...] = ()
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
    more_minutes: tuple[int | None, ...] = ()
    cash_cost: float | None = 0.0
    clarity: int | None = None
    done_alike: int = 0
    new_people: int | None = None
    wants_other_role: bool = False

    @property
    def has_pay(self) -> bool:
        return (self.low, self.likely, self.high) != (None, None, None)

    @property
    def has_cost(self) -> bool:
        """Whether the cash that each round booked costs is known."""
        return all(one.cash_cost is not None for one in self.booked)

    @property
    def booked(self) -> tuple[Case, ...]:
        """The round itself, and those after it that are booked."""
        return (self, *self.following)


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


def kinds(case: Case) -> tuple[words.Round, ...]:
    """Return the kind of each round to come."""
    return of.rounds_to_come([one.round for one in case.booked], case.rounds_left, case.hiring)


def chances(case: Case, rates: Rates, off: frozenset[Reason] = frozenset()) -> tuple[Chance, ...]:
    """Return the chance of passing each round to come, and the default that it rests on.

    A chance of the user's own is that of an offer in the end. The rounds from there on, up to the
    next with one of its own, are raised to the one power that makes it come out, as far as the
    later one allows; enthusiasm changes them no more.
    """
    usual = _usual_chances(case, rates)
    odds = of.enthusiasm_odds(_enthusiasm(case, off), rates)
    found = [(of.with_odds(chance, odds), key) for chance, key in usual]
    own = {n: one.own_chance for n, one in enumerate(case.booked) if one.own_chance is not None}
    for start, end in pairwise((*own, len(usual))):
        ahead = own.get(end, 1 / rates.scale)
        stated = min(own[start] / ahead, 1.0) if ahead else 1.0
        each = [chance for chance, _ in usual[start:end]]
        shared = _shared(case.booked[start], each, stated, rates)
        found[start:end] = [(chance, YOUR_OWN) for chance in shared]
    return tuple(found)


def _usual_chances(case: Case, rates: Rates) -> tuple[Chance, ...]:
    each = kinds(case)
    return tuple(
        (rates.chance(key, kind) if key != of.WHOLE else rates.scale * chance, key)
        for (chance, key), kind in zip(
            of.round_chances(each, rates, case.hiring), each, strict=True
        )
    )


def _shared(case: Case, usual: list[float], own: float, rates: Rates) -> list[float]:
    """Share a chance of the user's own among rounds, and word on the application before them."""
    whole = math.prod([heard(case, rates), *usual])
    even = own ** (1 / (len(usual) + is_application(case)))
    return [_share(chance, own, whole, even) for chance in usual]


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
    minutes = (case.minutes, *case.more_minutes)
    return of.interview_hours(case.round, case.prepare, case.travel, minutes, rates)


def later_hours(case: Case, rates: Rates) -> tuple[str, ...]:
    """Return the defaults that the hours of the later rounds rest on."""
    booked = [hours(one, rates) for one in case.following]
    usual = [usual_hours(kind, rates) for kind in kinds(case)[len(case.booked) :]]
    return tuple(dict.fromkeys(key for _, keys in (*booked, *usual) for key in keys))


def usual_hours(kind: words.Round, rates: Rates) -> tuple[float, tuple[str, ...]]:
    """Return the hours of a round of which nothing is known, and the default."""
    return of.interview_hours(kind, None, None, [None], rates)


def benefit_hours(case: Case, rates: Rates, off: frozenset[Reason] = frozenset()) -> float:
    """Return what is learnt and who is met at this interview, in hours' worth."""
    learnt = of.clarity_benefit_hours(case.clarity, case.done_alike, rates)
    met = of.connection_hours(case.new_people or 0, _enthusiasm(case, off), rates)
    return (0.0 if Reason.CLARITY in off else learnt) + (0.0 if Reason.CONNECTIONS in off else met)
