"""How the user's own rounds and applications went, counted for whoever reckons chances."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from tracker.models import Application, Interview
from tracker.words import InterviewState, Outcome, Result, Round, Source, Stage

THEIR_NO = (Outcome.REJECTED, Outcome.GHOSTED)
"""The outcomes that decide against the user; all others leave open what would have come."""

AN_OFFER = (Outcome.ACCEPTED, Outcome.DECLINED)

Meetings: TypeAlias = list[Interview]
RoundKey: TypeAlias = tuple[int, Round, dt.date | int]


class Tally(NamedTuple):
    """How many were decided, and how many of those the user passed."""

    passed: int = 0
    decided: int = 0


def own_rounds(session: Session) -> Mapping[Round, Tally]:
    """Return how rounds that took place were decided, for every kind of round.

    Interviews of one kind on one day, for one application, are one round. It failed where one of
    its results is failed, and passed where one is passed. With neither, it passed where a later
    interview that was not cancelled, or an offer, followed; it failed where nothing followed and
    the application was rejected or ghosted. All else is undecided, and not counted.
    """
    statement = (
        select(Application)
        .where(Application.interviews.any(Interview.state == InterviewState.DONE))
        .options(selectinload(Application.interviews), selectinload(Application.offers))
    )
    went = Counter(
        (kind, is_passed)
        for application in session.scalars(statement)
        for kind, is_passed in _decided(application)
    )
    return {kind: Tally(went[kind, True], went[kind, True] + went[kind, False]) for kind in Round}


def own_answers(session: Session) -> Mapping[Source | None, Tally]:
    """Return how applications that were sent were answered, for every source; None: not known.

    One passed where it led to a round, whatever came of that; it failed where it was rejected or
    ghosted before any. All else is undecided, and not counted.
    """
    is_heard = or_(
        Application.stage.not_in([Stage.SAVED, Stage.APPLIED]), Application.interviews.any()
    )
    is_decided = or_(is_heard, Application.outcome.in_(THEIR_NO))
    statement = (
        select(Application.source, func.count().filter(is_heard), func.count().filter(is_decided))
        .where(Application.stage != Stage.SAVED)
        .group_by(Application.source)
    )
    found = {source: Tally(*counts) for source, *counts in session.execute(statement)}
    return {source: found.get(source, Tally()) for source in (*Source, None)}


def by_interview(application: Application) -> Mapping[int, bool | None]:
    """Return whether the round of each interview that took place was passed; None: undecided.

    The keys are ids of interviews; the rules are those of `own_rounds`.
    """
    return {
        interview.id: is_passed
        for meetings, is_passed in _rounds(application)
        for interview in meetings
    }


def round_of(interview: Interview) -> RoundKey:
    """Return what is equal for interviews that are one round: of one kind, on one day."""
    day = interview.wall.date() if interview.wall else interview.id
    return interview.application_id, interview.round, day


def _decided(application: Application) -> Iterator[tuple[Round, bool]]:
    """Yield the kind of each round that was decided, and whether it was passed."""
    for meetings, is_passed in _rounds(application):
        if is_passed is not None:
            yield meetings[0].round, is_passed


def _rounds(application: Application) -> Iterator[tuple[Meetings, bool | None]]:
    """Yield each round that took place, and whether it was passed."""
    rounds: dict[RoundKey, Meetings] = {}
    for interview in application.interviews:
        if interview.state is InterviewState.DONE:
            rounds.setdefault(round_of(interview), []).append(interview)
    for meetings in rounds.values():
        yield meetings, _is_passed(application, meetings)


def _is_passed(application: Application, meetings: Meetings) -> bool | None:
    results = {interview.result for interview in meetings}
    if results & {Result.PASSED, Result.FAILED}:
        return Result.FAILED not in results
    if _went_on(application, meetings):
        return True
    return False if application.outcome in THEIR_NO else None


def _went_on(application: Application, meetings: Meetings) -> bool:
    """Tell whether a round was followed by another, or by an offer."""
    if application.offers or application.stage is Stage.OFFERED or application.outcome in AN_OFFER:
        return True
    return any(
        other not in meetings
        and other.state is not InterviewState.CANCELLED
        and all(is_later(other, one) for one in meetings)
        for other in application.interviews
    )


def is_later(one: Interview, other: Interview) -> bool:
    """Tell which came later: by time where both have one, or else as they were added."""
    if one.instant and other.instant and one.instant != other.instant:
        return one.instant > other.instant
    return one.id > other.id
