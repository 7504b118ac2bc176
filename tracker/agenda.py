"""Today and the coming week: what is due, what is overdue, and what to do first."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from tracker import nouns
from tracker.dates import Calendar, Moment, distance, short_day, show_moment
from tracker.looking import Look, Row
from tracker.scoring.base_rates import Rates
from tracker.words import Verdict

DAYS = 7


class Urgency(IntEnum):
    """What comes first among the things of one day: what cannot be had back."""

    OFFER = 0
    DECIDE = 1
    INTERVIEW = 2
    APPLY = 3
    RECORD = 4
    FOLLOW_UP = 5
    ANSWER = 6


OFF = frozenset({Verdict.DECLINE, Verdict.REDIRECT})
"""The verdicts by which an interview is not to be gone to."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that is due: on which day, what, and the command that deals with it.

    `moment` is when it takes place or ends, which may be after the day that it is due on. Of an
    interview, `verdict` is the one last shown, `said_on` the day of that where it was before today,
    and `is_off` whether it is not to be gone to.
    """

    day: dt.date
    urgency: Urgency
    text: str
    command: str
    moment: Moment | None = None
    verdict: Verdict | None = None
    said_on: dt.date | None = None
    is_off: bool = False

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
        return min([*self.overdue, *self.coming], key=_precedence, default=None)


def _precedence(item: Item) -> tuple[object, ...]:
    can_wait = item.urgency > Urgency.APPLY
    return item.is_off, can_wait, item.day, item.urgency, item.order


def of(look: Look, calendar: Calendar, rates: Rates) -> Agenda:
    """Return the agenda of the coming week."""
    until = calendar.today + dt.timedelta(days=DAYS)
    due = (item for item in _items(look, calendar, rates, until) if item.day <= until)
    items = sorted(due, key=lambda item: item.order)
    return Agenda(
        overdue=tuple(item for item in items if _is_overdue(item, calendar)),
        coming=tuple(item for item in items if not _is_overdue(item, calendar)),
        is_empty=not items and not look.count("applications"),
    )


def _is_overdue(item: Item, calendar: Calendar) -> bool:
    return item.urgency is Urgency.RECORD or item.day < calendar.today


def _items(look: Look, calendar: Calendar, rates: Rates, until: dt.date) -> Iterator[Item]:
    yield from _interviews(look, calendar, rates)
    yield from _offers(look, calendar)
    yield from _deadlines(look, calendar, until)
    yield from _answers(look, rates)
    yield from _follow_ups(look, until)


def _interviews(look: Look, calendar: Calendar, rates: Rates) -> Iterator[Item]:
    """Yield the interviews, and what their verdicts ask for before.

    Those of one application are decided together: what was said of the first holds for the rest.
    """
    advised = {row.interview_id: row for row in look.rows("advice_on_coming")}
    decided: dict[int, Row | None] = {}
    offered = {
        one.application_id for one in look.rows("open_offers") if nouns.is_open(one, calendar.now)
    }
    for one in look.rows("coming_interviews"):
        if one.instant is not None and one.instant < calendar.now:
            yield _past(one, calendar)
        elif one.application_id in offered:
            yield from _settled(one, calendar)
        elif one.application_id in decided:
            yield from _appointment(one, decided[one.application_id], calendar)
        else:
            said = decided[one.application_id] = advised.get(one.id)
            yield from _advised(one, said, calendar, int(rates["courtesy-days"]))


def _home_day(one: Row, calendar: Calendar) -> dt.date:
    day: dt.date = one.instant.astimezone(calendar.zone).date()
    return day


def _on_its_day(one: Row, calendar: Calendar, urgency: Urgency, text: str, verb: str) -> Item:
    """Return what is due on the day of an interview that has a time."""
    return Item(
        day=_home_day(one, calendar),
        urgency=urgency,
        text=text,
        command=f"tracker {verb} {one.id}",
        moment=nouns.moment(one),
    )


def _past(one: Row, calendar: Calendar) -> Item:
    text = f"How did it go? {nouns.interview_title(one)}"
    return _on_its_day(one, calendar, Urgency.RECORD, text, "interview done")


def _settled(one: Row, calendar: Calendar) -> Iterator[Item]:
    """Yield an interview at a company that has made its offer, if it has a time."""
    if one.instant is not None:
        text = f"Still on, now that you have their offer? {nouns.interview_title(one)}"
        item = _on_its_day(one, calendar, Urgency.INTERVIEW, text, "interview cancel")
        yield replace(item, is_off=True)


def _appointment(one: Row, said: Row | None, calendar: Calendar) -> Iterator[Item]:
    """Yield an interview with its verdict, if it has a time."""
    verdict = said.verdict if said else None
    if one.instant is not None:
        text = f"{nouns.interview_title(one)}{f' ({verdict.upper()})' if verdict else ''}"
        item = _on_its_day(one, calendar, Urgency.INTERVIEW, text, "worth")
        said_on = _said_on(said, calendar)
        yield replace(item, verdict=verdict, said_on=said_on, is_off=verdict in OFF)


def _said_on(said: Row | None, calendar: Calendar) -> dt.date | None:
    """Return the day on which a verdict was last said; None where that is today, or never."""
    if said is None or said.verdict is None:
        return None
    day: dt.date = said.shown_at.astimezone(calendar.zone).date()
    return day if day < calendar.today else None


def _advised(one: Row, said: Row | None, calendar: Calendar, notice: int) -> Iterator[Item]:
    """Yield what a verdict asks for, and the interview, unless it is called off that very day."""
    due = said and _due(one, said, calendar, notice)
    if said and due:
        yield _asked(one, said, due, calendar)
    is_told = said and due and said.verdict in OFF and due == _home_day(one, calendar)
    if not is_told:
        yield from _appointment(one, said, calendar)


def _due(one: Row, said: Row, calendar: Calendar, notice: int) -> dt.date | None:
    """Return the day by which to decide, or to call it off with so many working days' notice."""
    if said.verdict is Verdict.HOLD and one.instant is None:
        day: dt.date | None = said.decide_by
        return day
    if one.instant is None or said.verdict not in {*OFF, Verdict.HOLD}:
        return None
    last = nouns.last_notice(_home_day(one, calendar), notice, calendar.today)
    if said.verdict in OFF:
        return last
    return min(said.decide_by, last) if said.decide_by else None


def _asked(one: Row, said: Row, due: dt.date, calendar: Calendar) -> Item:
    today, said_on = calendar.today, _said_on(said, calendar)
    named = nouns.interview_title(one)
    if one.instant is not None:
        named = f"{named} of {short_day(_home_day(one, calendar), today)}"
    role = one.application.other_role or "the other role"
    text = {
        Verdict.HOLD: f"Decide on {named}",
        Verdict.DECLINE: f"{'Decide on' if said.decide_by else 'Decline'} {named}",
        Verdict.REDIRECT: f"Ask about {role} instead of {named}",
    }[said.verdict]
    since = f", as tracker worth said on {short_day(said_on, today)}" if said_on else ""
    return Item(
        day=due,
        urgency=Urgency.DECIDE,
        text=f"{text}{since}",
        command=f"tracker worth {one.id}",
        moment=nouns.moment(one),
        verdict=said.verdict,
        said_on=said_on,
    )


def _offers(look: Look, calendar: Calendar) -> Iterator[Item]:
    for one in look.rows("open_offers"):
        moment = nouns.moment(one)
        if moment is not None:
            yield _offer(one, moment, calendar)


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


def _answers(look: Look, rates: Rates) -> Iterator[Item]:
    """Yield the answers to interviews: due when they said, or when they usually come."""
    usual = dt.timedelta(days=rates["answer-days-round"])
    for one in look.rows("unanswered_interviews"):
        held = one.wall.date() if one.wall else None
        due = one.answer_due or (held + usual if held else None)
        if due is None:
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
