"""Today and the coming week: what is due, what is overdue, and what to do first."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.dates import Calendar, Moment, distance
from tracker.models import Application, Contact, Interview, Offer
from tracker.records import interviews, offers
from tracker.scoring.base_rates import Rates
from tracker.words import InterviewState, OfferState, Result, Stage

DAYS = 7


class Urgency(IntEnum):
    """What comes first among the things of one day: what cannot be had back."""

    OFFER = 0
    INTERVIEW = 1
    APPLY = 2
    RECORD = 3
    FOLLOW_UP = 4
    ANSWER = 5


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that is due: on which day, what, and the command that deals with it."""

    day: dt.date
    urgency: Urgency
    text: str
    command: str
    moment: Moment | None = None

    @property
    def order(self) -> tuple[dt.date, bool, dt.datetime, int]:
        instant = self.moment.instant if self.moment else dt.datetime.min.replace(tzinfo=dt.UTC)
        return self.day, self.moment is None, instant, self.urgency


@dataclass(frozen=True)
class Agenda:
    """What is overdue and what comes within the week; `first` is what to do before all else."""

    overdue: tuple[Item, ...]
    coming: tuple[Item, ...]
    is_empty: bool

    @property
    def first(self) -> Item | None:
        due = [*self.overdue, *self.coming]
        return min(due, key=lambda item: (item.urgency > Urgency.APPLY, item.order), default=None)


def look(session: Session, calendar: Calendar, rates: Rates) -> Agenda:
    """Return the agenda of the coming week."""
    until = calendar.today + dt.timedelta(days=DAYS)
    items = sorted(_items(session, calendar, rates, until), key=lambda item: item.order)
    return Agenda(
        overdue=tuple(item for item in items if _is_overdue(item, calendar)),
        coming=tuple(item for item in items if not _is_overdue(item, calendar)),
        is_empty=not items and session.scalar(select(Application.id).limit(1)) is None,
    )


def _is_overdue(item: Item, calendar: Calendar) -> bool:
    return item.urgency is Urgency.RECORD or item.day < calendar.today


def _items(session: Session, calendar: Calendar, rates: Rates, until: dt.date) -> Iterator[Item]:
    yield from _interviews(session, calendar, until)
    yield from _offers(session, calendar, until)
    yield from _deadlines(session, calendar, until)
    yield from _answers(session, rates, until)
    yield from _follow_ups(session, until)


def _interviews(session: Session, calendar: Calendar, until: dt.date) -> Iterator[Item]:
    for one in session.scalars(interviews.coming()):
        moment = one.moment
        if moment is None:
            continue
        day = moment.instant.astimezone(calendar.zone).date()
        if day > until:
            return
        is_past = moment.instant < calendar.now
        title = interviews.described(one)
        yield Item(
            day=day,
            urgency=Urgency.RECORD if is_past else Urgency.INTERVIEW,
            text=f"How did it go? {title}" if is_past else title,
            command=f"tracker interview done {one.id}" if is_past else f"tracker worth {one.id}",
            moment=moment,
        )


def _offers(session: Session, calendar: Calendar, until: dt.date) -> Iterator[Item]:
    for one in session.scalars(offers.listed().where(Offer.state == OfferState.OPEN)):
        moment = one.moment
        if moment is None:
            continue
        day = moment.instant.astimezone(calendar.zone).date()
        if day > until:
            continue
        lapsed = not offers.is_open(one, calendar.now)
        what = "has lapsed" if lapsed else "lapses"
        verb = "decline" if lapsed else "show"
        yield Item(
            day=day,
            urgency=Urgency.RECORD if lapsed else Urgency.OFFER,
            text=f"Offer {what}: {offers.described(one)}",
            command=f"tracker offer {verb} {one.id}",
            moment=moment,
        )


def _deadlines(session: Session, calendar: Calendar, until: dt.date) -> Iterator[Item]:
    statement = select(Application).where(
        Application.stage == Stage.SAVED,
        Application.outcome.is_(None),
        Application.apply_by.between(calendar.today, until),
    )
    for one in session.scalars(statement.order_by(Application.apply_by)):
        if one.apply_by is not None:
            yield Item(
                day=one.apply_by,
                urgency=Urgency.APPLY,
                text=f"Last day to apply: {one.title}",
                command=f"tracker application move {one.id} applied",
            )


def _answers(session: Session, rates: Rates, until: dt.date) -> Iterator[Item]:
    """Yield the answers to interviews: due when they said, or when they usually come."""
    usual = dt.timedelta(days=rates["answer-days-round"])
    statement = (
        interviews.selected()
        .where(Interview.state == InterviewState.DONE, Interview.result == Result.WAITING)
        .where(Application.outcome.is_(None))
    )
    for one in session.scalars(statement):
        held = one.moment.wall.date() if one.moment else None
        due = one.answer_due or (held + usual if held else None)
        if due is None or due > until:
            continue
        said = "" if one.answer_due else ", as a rule"
        yield Item(
            day=due,
            urgency=Urgency.ANSWER,
            text=f"Answer due{said}: {interviews.described(one)}",
            command=f"tracker interview edit {one.id} --result passed",
        )


def _follow_ups(session: Session, until: dt.date) -> Iterator[Item]:
    statement = select(Contact).where(Contact.follow_up <= until).order_by(Contact.follow_up)
    for one in session.scalars(statement):
        if one.follow_up is not None:
            yield Item(
                day=one.follow_up,
                urgency=Urgency.FOLLOW_UP,
                text=f"Get in touch with {one.title}",
                command=f'tracker contact log {one.id} "…"',
            )


def when(item: Item, calendar: Calendar) -> str:
    """Say how far away a thing is: “tomorrow”, “3 days ago”."""
    return distance(item.day, calendar.today)
