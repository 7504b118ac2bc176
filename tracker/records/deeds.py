"""What was truly done between two days, by the record: nothing planned, nothing guessed."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.dates import Calendar
from tracker.models import Application, Attendance, Interaction, Interview, StageChange
from tracker.words import Channel, InterviewState, Outcome, Stage

Deed: TypeAlias = StageChange | Interview | Interaction

_PEOPLE = selectinload(Interview.attendances).joinedload(Attendance.contact)
_ANSWERS = (Outcome.ACCEPTED, Outcome.DECLINED)


class Unsaid(NamedTuple):
    """How many interviews nothing can be told of: past ones not said to be done, and undated."""

    past: int
    undated: int


def done(session: Session, first: dt.date, last: dt.date, calendar: Calendar) -> list[Deed]:
    """Return what was done on these days, up to today.

    That is: applications sent, each once; interviews and tests that took place; exchanges with
    people; offers accepted or declined.
    """
    until = min(last, calendar.today)
    return [
        *_sent(session, first, until),
        *_held(session, first, until),
        *_exchanged(session, first, until),
        *_answered(session, first, until),
    ]


def unsaid(session: Session, first: dt.date, last: dt.date, calendar: Calendar) -> Unsaid:
    """Count the interviews that cannot be told of until more is said about them."""
    overdue = select(Interview).where(
        Interview.state == InterviewState.SCHEDULED, Interview.instant <= calendar.now
    )
    past = len(list(_within(session.scalars(overdue), first, last)))
    undated = select(func.count()).where(
        Interview.state == InterviewState.DONE, Interview.wall.is_(None)
    )
    return Unsaid(past, session.scalar(undated) or 0)


def _sent(session: Session, first: dt.date, last: dt.date) -> Iterator[StageChange]:
    """Yield the first time that each application was sent; to reopen one is no second time."""
    statement = _changes().where(StageChange.stage == Stage.APPLIED, StageChange.outcome.is_(None))
    sent: set[int] = set()
    for change in session.scalars(statement.where(StageChange.on <= last)):
        if change.application_id not in sent and change.on >= first:
            yield change
        sent.add(change.application_id)


def _held(session: Session, first: dt.date, last: dt.date) -> Iterator[Interview]:
    statement = (
        select(Interview)
        .where(Interview.state == InterviewState.DONE)
        .options(joinedload(Interview.application), _PEOPLE)
    )
    yield from _within(session.scalars(statement), first, last)


def _within(found: Iterable[Interview], first: dt.date, last: dt.date) -> Iterator[Interview]:
    """Yield the interviews of these days, by the clocks where they were agreed."""
    yield from (one for one in found if one.wall and first <= one.wall.date() <= last)


def _exchanged(session: Session, first: dt.date, last: dt.date) -> Iterator[Interaction]:
    """Yield exchanges, but for those that an interview is the whole of."""
    met = Interaction.channel.is_not(None) & (Interaction.channel == Channel.INTERVIEW)
    statement = select(Interaction).where(Interaction.on.between(first, last), ~met)
    loaded = (joinedload(Interaction.contact), joinedload(Interaction.application))
    yield from session.scalars(statement.options(*loaded))


def _answered(session: Session, first: dt.date, last: dt.date) -> Iterator[StageChange]:
    statement = _changes().where(
        StageChange.outcome.in_(_ANSWERS), StageChange.on.between(first, last)
    )
    yield from session.scalars(statement)


def _changes() -> Select[StageChange]:
    people = selectinload(Application.interviews).options(_PEOPLE)
    talks = selectinload(Application.interactions).joinedload(Interaction.contact)
    return (
        select(StageChange)
        .options(joinedload(StageChange.application).options(people, talks))
        .order_by(StageChange.on, StageChange.id)
    )
