"""Today and the coming week: what is due, what is overdue, and what to do first."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from tracker import nouns
from tracker.dates import Calendar, Moment, distance, show_moment
from tracker.looking import Look, Row
from tracker.scoring.base_rates import Rates

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
    """One thing that is due: on which day, what, and the command that deals with it.

    `moment` is when it takes place or ends, which may be after the day that it is due on.
    """

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


def of(look: Look, calendar: Calendar, rates: Rates) -> Agenda:
    """Return the agenda of the coming week."""
    until = calendar.today + dt.timedelta(days=DAYS)
    items = sorted(_items(look, calendar, rates, until), key=lambda item: item.order)
    return Agenda(
        overdue=tuple(item for item in items if _is_overdue(item, calendar)),
        coming=tuple(item for item in items if not _is_overdue(item, calendar)),
        is_empty=not items and not look.count("applications"),
    )


def _is_overdue(item: Item, calendar: Calendar) -> bool:
    return item.urgency is Urgency.RECORD or item.day < calendar.today


def _items(look: Look, calendar: Calendar, rates: Rates, until: dt.date) -> Iterator[Item]:
    yield from _interviews(look, calendar, until)
    yield from _offers(look, calendar, until)
    yield from _deadlines(look, calendar, until)
    yield from _answers(look, rates, until)
    yield from _follow_ups(look, until)


def _interviews(look: Look, calendar: Calendar, until: dt.date) -> Iterator[Item]:
    for one in look.rows("coming_interviews"):
        moment = nouns.moment(one)
        if moment is None:
            continue
        day = moment.instant.astimezone(calendar.zone).date()
        if day > until:
            return
        is_past = moment.instant < calendar.now
        title = nouns.interview_title(one)
        yield Item(
            day=day,
            urgency=Urgency.RECORD if is_past else Urgency.INTERVIEW,
            text=f"How did it go? {title}" if is_past else title,
            command=f"tracker interview done {one.id}" if is_past else f"tracker worth {one.id}",
            moment=moment,
        )


def _offers(look: Look, calendar: Calendar, until: dt.date) -> Iterator[Item]:
    for one in look.rows("open_offers"):
        moment = nouns.moment(one)
        if moment is None:
            continue
        item = _offer(one, moment, calendar)
        if item.day <= until:
            yield item


def _offer(one: Row, moment: Moment, calendar: Calendar) -> Item:
    """Return what is due of an offer: an answer while its evening precedes the deadline."""
    local, title = moment.instant.astimezone(calendar.zone), nouns.offer_title(one)
    if not nouns.is_open(one, calendar.now):
        return Item(
            day=local.date(),
            urgency=Urgency.RECORD,
            text=f"Offer has lapsed: {title}",
            command=f"tracker offer decline {one.id}",
            moment=moment,
        )
    last = nouns.last_day(moment, calendar)
    lapses = f", which lapses {show_moment(moment)}" if last < local.date() else ""
    return Item(
        day=last,
        urgency=Urgency.OFFER,
        text=f"Last day to answer: {title}{lapses}",
        command=f'tracker worth "application {one.application_id}"',
        moment=moment,
    )


def _deadlines(look: Look, calendar: Calendar, until: dt.date) -> Iterator[Item]:
    for one in look.rows("applications_to_send", today=calendar.today, until=until):
        yield Item(
            day=one.apply_by,
            urgency=Urgency.APPLY,
            text=f"Last day to apply: {nouns.application_title(one)}",
            command=f"tracker application move {one.id} applied",
        )


def _answers(look: Look, rates: Rates, until: dt.date) -> Iterator[Item]:
    """Yield the answers to interviews: due when they said, or when they usually come."""
    usual = dt.timedelta(days=rates["answer-days-round"])
    for one in look.rows("unanswered_interviews"):
        held = one.wall.date() if one.wall else None
        due = one.answer_due or (held + usual if held else None)
        if due is None or due > until:
            continue
        said = "" if one.answer_due else ", as a rule"
        yield Item(
            day=due,
            urgency=Urgency.ANSWER,
            text=f"Answer due{said}: {nouns.interview_title(one)}",
            command=f"tracker interview edit {one.id} --result passed",
        )


def _follow_ups(look: Look, until: dt.date) -> Iterator[Item]:
    for one in look.rows("contacts_to_follow_up", until=until):
        yield Item(
            day=one.follow_up,
            urgency=Urgency.FOLLOW_UP,
            text=f"Get in touch with {nouns.contact_title(one)}",
            command=f'tracker contact log {one.id} "…"',
        )


def when(item: Item, calendar: Calendar) -> str:
    """Say how far away a thing is: “tomorrow”, “3 days ago”."""
    return distance(item.day, calendar.today)
