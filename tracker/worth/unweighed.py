"""Meetings at the same time of which the decision knows nothing: it has one hour for each job.

The model knows the hour of a process's first round alone. So what is at the same time as a later
meeting of that round, or as a later round that is booked, is told and not weighed.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from tracker.models import Interview
from tracker.scoring.base_rates import Rates
from tracker.worth.cases import Meetings

Booked = Sequence[Meetings]
"""The coming rounds of one application, each with its meetings."""


def at_once(
    mine: Booked, others: Iterable[Booked], rates: Rates
) -> Iterator[tuple[Interview, Interview]]:
    """Yield each meeting of one's own with one of another job at the same time, by what it is."""
    first = mine[0][0]
    for rounds in others:
        if rounds[0][0] is first:
            continue
        for own in _all(mine):
            for other in _all(rounds):
                weighed = own is first and other is rounds[0][0]
                if not weighed and _overlap(own, other, rates):
                    yield own, other


def _all(booked: Booked) -> list[Interview]:
    return [one for meetings in booked for one in meetings]


def _overlap(one: Interview, other: Interview, rates: Rates) -> bool:
    if one.instant is None or other.instant is None:
        return False
    ends = (one.instant + _length(one, rates), other.instant + _length(other, rates))
    return one.instant < ends[1] and other.instant < ends[0]


def _length(one: Interview, rates: Rates) -> dt.timedelta:
    if one.minutes is None:
        return dt.timedelta(hours=rates["sitting-hours"])
    return dt.timedelta(minutes=max(one.minutes, 1))
