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
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker import words
from tracker.scoring import facts as of
from tracker.scoring.decision import Judgement, decide
from tracker.scoring.hunt import Hunt, OfferInHand, Process, Redirect, Round

if TYPE_CHECKING:
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


OFF = frozenset(set(Reason) - {Reason.JOB})
NEUTRAL = 3
"""The enthusiasm that changes nothing."""

NOBODY_SAID = 1
"""How well a company is known where that is unstated: the posting was read, no more."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is known of a coming interview; None is unknown.

    `low`, `likely`, `high` and `least` are money per year, `cash_cost` money once, `prepare` and
    `travel` hours; `day` counts from today, `response_days` from the interview to its answer.
    A `cash_cost` that is unknown is one without a rate to the currency of the rest.
    """

    id: str
    round: words.Round
    day: int
    response_days: int
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
    """What holds for every case: `fallback` is money over `years`, `hour_value` money an hour."""

    years: float
    rates: Rates
    fallback: float | None = None
    hour_value: float | None = None
    offers: tuple[OfferInHand, ...] = ()


def chances(case: Case, rates: Rates, off: frozenset[Reason] = frozenset()) -> tuple[Chance, ...]:
    """Return the chance of passing each round to come, and the default that it rests on.

    A chance of the user's own is that of the whole: each round's is raised to the one power that
    makes their product come out at it, and enthusiasm changes it no more.
    """
    usual = of.round_chances(case.round, case.rounds_left, rates, case.hiring)
    if case.own_chance is not None:
        whole = math.prod(chance for chance, _ in usual)
        even = case.own_chance ** (1 / len(usual))
        return tuple(
            (_share(chance, case.own_chance, whole, even), "your own") for chance, _ in usual
        )
    odds = of.enthusiasm_odds(_enthusiasm(case, off), rates)
    return tuple((of.with_odds(chance, odds), key) for chance, key in usual)


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
    factor = of.enthusiasm_factor(_enthusiasm(case, off), rates)
    low, middle, high = (
        (weight, 0.0 if case.least is not None and pay < case.least else each * factor)
        for (_, pay), (weight, each) in zip(paid, worth, strict=True)
    )
    return low, middle, high


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


def net_cost(case: Case, outlook: Outlook) -> float | None:
    """Return what going costs, less what it gives at once; None while that has no price."""
    if outlook.hour_value is None or case.cash_cost is None:
        return None
    return _rounds(case, outlook, frozenset())[0].net_cost(outlook.hour_value)


def costs_nothing(case: Case, outlook: Outlook) -> bool:
    """Say whether there is nothing to lose by going, be it whatever an hour is worth."""
    cost = net_cost(case, outlook)
    if cost is not None:
        return cost <= 0
    by_the_hour = hours(case, outlook.rates)[0] - benefit_hours(case, outlook.rates)
    return case.cash_cost == 0 and by_the_hour <= 0


def _rounds(case: Case, outlook: Outlook, off: frozenset[Reason]) -> tuple[Round, ...]:
    rates = outlook.rates
    each = [chance for chance, _ in chances(case, rates, off)]
    priced = 0.0 if Reason.COST in off else 1.0
    first = Round(
        day=case.day,
        kind=case.round.value,
        hours=priced * hours(case, rates)[0],
        cash_cost=priced * (case.cash_cost or 0.0),
        benefit=benefit_hours(case, rates, off) * (outlook.hour_value or 0.0),
        chance=each[0],
        response_days=case.response_days,
    )
    later = zip(of.later_rounds(case.round, len(each) - 1), each[1:], strict=True)
    return first, *(_later(kind, chance, priced, rates) for kind, chance in later)


def _later(kind: words.Round, chance: float, priced: float, rates: Rates) -> Round:
    usual, _ = of.interview_hours(kind, None, None, None, rates)
    return Round(
        gap_days=int(rates["gap-days"]),
        kind=kind.value,
        hours=priced * usual,
        chance=chance,
        response_days=int(rates["answer-days-round"]),
    )


def process(case: Case, outlook: Outlook, off: frozenset[Reason] = frozenset()) -> Process:
    """Return the case as a process of the model; its pay must be known."""
    yearly = yearly_worth(case, outlook.rates, off)
    open_for = "offer-days-campus" if case.hiring is words.Hiring.CAMPUS else "offer-days"
    alone = Process(
        id=case.id,
        worth=tuple((weight, pay * outlook.years) for weight, pay in yearly),
        window_days=int(outlook.rates[open_for]),
        rounds=_rounds(case, outlook, off),
    )
    if not case.wants_other_role:
        return alone
    other = replace(case, enthusiasm=None, wants_other_role=False)
    granted = outlook.rates["redirect-granted"]
    return replace(alone, redirect=Redirect(granted, process(other, outlook, off)))


def judge(case: Case, outlook: Outlook, off: frozenset[Reason] = frozenset()) -> Judgement:
    """Judge a case whose pay is known; what else is unknown counts as 0."""
    hunt = Hunt(
        fallback=outlook.fallback or 0.0,
        hour_value=outlook.hour_value or 0.0,
        offers=() if Reason.OFFER in off else outlook.offers,
        processes=(process(case, outlook, off),),
    )
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
    uncosted = case.cash_cost is None and judged.verdict is words.Verdict.KEEP
    return None if unknown or uncosted else judged.verdict
