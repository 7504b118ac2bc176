"""From cases to the model: each case as a process, all of them as a hunt."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker import words
from tracker.scoring import facts as of
from tracker.scoring.case import (
    Reason,
    benefit_hours,
    chances,
    heard,
    hours,
    is_application,
    kinds,
    usual_hours,
    yearly_worth,
)
from tracker.scoring.hunt import Awaiting, Hunt, Practice, Process, Redirect, Round

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tracker.scoring.base_rates import Rates
    from tracker.scoring.case import Case, Outlook


def net_cost(case: Case, outlook: Outlook) -> float | None:
    """Return what going costs, less what it gives at once; None while that has no price."""
    if outlook.hour_value is None or not case.has_cost:
        return None
    return _rounds(case, outlook, frozenset())[0].net_cost(outlook.hour_value)


def costs_nothing(case: Case, outlook: Outlook) -> bool:
    """Say whether there is nothing to lose by going, be it whatever an hour is worth."""
    cost = net_cost(case, outlook)
    if cost is not None:
        return cost <= 0
    by_the_hour = hours(case, outlook.rates)[0] - benefit_hours(case, outlook.rates)
    return case.cash_cost == 0 and by_the_hour <= 0


def awaited_chance(case: Case, rates: Rates) -> float:
    """Return the chance of a good answer, after the silence so far; 1 where none is awaited."""
    awaited = case.awaited
    if awaited is None or awaited.passed:
        return 1.0
    each = [chance for chance, _ in chances(case, rates)]
    chance = heard(case, rates) if is_application(case) else each[0]
    if is_application(case) and case.own_chance is not None:
        whole = math.prod(each)
        chance = case.own_chance * rates.scale / whole if whole else 0.0
    return of.chance_after_silence(chance, awaited.silent, awaited.mean)


def _rounds(case: Case, outlook: Outlook, off: frozenset[Reason]) -> tuple[Round, ...]:
    """Return the rounds still to come: all of them after an application, else those after this."""
    each = [chance for chance, _ in chances(case, outlook.rates, off)]
    usual = [
        _usual(kind, chance, outlook.rates, off)
        for kind, chance in zip(kinds(case), each, strict=True)
    ]
    if case.awaited is not None:
        return tuple(usual if case.awaited.key else usual[1:])
    booked = (
        _booked(one, chance, outlook, off) for one, chance in zip(case.booked, each, strict=False)
    )
    return (*_dated(case, booked, outlook.rates), *usual[len(case.booked) :])


def _dated(case: Case, booked: Iterable[Round], rates: Rates) -> Iterator[Round]:
    """Yield the rounds that are booked, each on its day and answered by that of the next."""
    answered: int | None = None
    for one, after, found in zip(case.booked, (*case.following, None), booked, strict=True):
        response = min(one.response_days, after.day - one.day) if after else one.response_days
        if answered is None:
            yield replace(found, day=one.day, slot=_slot(one, rates), response_days=response)
        else:
            yield replace(found, gap_days=one.day - answered, response_days=response)
        answered = one.day + response


def _booked(case: Case, chance: float, outlook: Outlook, off: frozenset[Reason]) -> Round:
    rates, priced = outlook.rates, 0.0 if Reason.COST in off else 1.0
    return Round(
        kind=case.round.value,
        hours=priced * hours(case, rates)[0],
        cash_cost=priced * (case.cash_cost or 0.0),
        benefit=benefit_hours(case, rates, off) * (outlook.hour_value or 0.0),
        chance=chance,
    )


def _slot(case: Case, rates: Rates) -> tuple[int, int] | None:
    sitting = rates["sitting-hours"] * 60 if case.minutes is None else case.minutes
    return None if case.start is None else (case.start, case.start + max(int(sitting), 1))


def _usual(kind: words.Round, chance: float, rates: Rates, off: frozenset[Reason]) -> Round:
    return Round(
        gap_days=int(rates["gap-days"]),
        kind=kind.value,
        hours=0.0 if Reason.COST in off else usual_hours(kind, rates)[0],
        chance=chance,
        response_days=int(rates["answer-days-round"]),
    )


def process(case: Case, outlook: Outlook, off: frozenset[Reason] = frozenset()) -> Process:
    """Return the case as a process of the model; its pay must be known."""
    yearly = yearly_worth(case, outlook.rates, off)
    open_for = "offer-days-campus" if case.hiring is words.Hiring.CAMPUS else "offer-days"
    awaited = case.awaited
    alone = Process(
        id=case.id,
        worth=tuple((weight, pay * outlook.years) for weight, pay in yearly),
        window_days=int(outlook.rates[open_for]),
        awaiting=Awaiting(awaited.day, awaited_chance(case, outlook.rates)) if awaited else None,
        rounds=_rounds(case, outlook, off),
    )
    if not case.wants_other_role or awaited:
        return alone
    following = tuple(replace(one, enthusiasm=None) for one in case.following)
    other = replace(case, enthusiasm=None, wants_other_role=False, following=following)
    granted = outlook.rates["redirect-granted"]
    return replace(alone, redirect=Redirect(granted, process(other, outlook, off)))


def hunt_of(
    cases: Iterable[Case], outlook: Outlook, off: Mapping[str, frozenset[Reason]] | None = None
) -> Hunt:
    """Return the hunt of these cases, whose pay is known; `off` are reasons not counted, by id.

    Practice and the offers in hand are switched off for the whole hunt, if for any case.
    """
    switched = off or {}
    everywhere = frozenset[Reason]().union(*switched.values())
    return Hunt(
        fallback=outlook.fallback or 0.0,
        hour_value=outlook.hour_value or 0.0,
        weekly_hours=outlook.weekly_hours,
        hours_used=outlook.hours_used,
        weekday_of_day0=outlook.weekday,
        practice=Practice() if Reason.PRACTICE in everywhere else outlook.practice,
        risk_tolerance=outlook.risk_tolerance,
        offers=() if Reason.OFFER in everywhere else outlook.offers,
        processes=tuple(
            process(case, outlook, switched.get(case.id, frozenset())) for case in cases
        ),
    )
