"""What of a hunt stands in a calendar: interviews, deadlines, follow-ups, last days to apply.

Version and time of an event come from the history, not from the clock: the same hunt gives the same
calendar, and every change of a record a later version, taking a change back as well.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.dates import Moment
from tracker.exporters.ics import Event
from tracker.models import Application, Attendance, Base, Contact, Interview, Offer
from tracker.records import hunts
from tracker.records import revisions as told
from tracker.records.history import Row
from tracker.records.revisions import Revision
from tracker.words import InterviewState, OfferState, Stage

T = TypeVar("T", bound=Base)
Revisions = Mapping[int, Sequence[Revision]]

BEFORE_INTERVIEW = dt.timedelta(hours=-1)
BEFORE_DEADLINE = dt.timedelta(days=-1)
IN_THE_MORNING = dt.timedelta(hours=9)
THE_DAY_BEFORE = dt.timedelta(hours=-15)

_OF_TITLE = ("company", "role")
_OF_PERSON = ("name", "email")
"""The columns that an event of another record shows."""

_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_OFF = {InterviewState.DECLINED, InterviewState.CANCELLED}
_SETTLED = {OfferState.ACCEPTED, OfferState.DECLINED, OfferState.RESCINDED}


_Name = tuple[str, str | None]
"""What a calendar knows an event by: its UID and RECURRENCE-ID."""


class Version(NamedTuple):
    """How often a record was written, and when first and last."""

    sequence: int
    created: dt.datetime
    changed: dt.datetime


class _Shown(NamedTuple):
    """An interview as an event shows it, and whether that is off."""

    off: bool
    interview: Interview
    moment: Moment


def events(session: Session) -> list[Event]:
    """Return all that is, or was, to stand in a calendar."""
    made = _Schedule(session)
    return [*made.interviews(), *made.offers(), *made.follow_ups(), *made.last_days()]


def sequences(session: Session) -> dict[str, int]:
    """Return the version in which the event of each interview goes out now, by its UID."""
    return {event.uid: event.sequence for event in _Schedule(session).interviews()}


class _Schedule:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._hunt = hunts.identity(session)
        of_pursuit = ("id", "company", "role", "apply_by", "stage", "outcome")
        self._pursuits = told.of(session, Application, columns=of_pursuit)
        of_person = ("id", "name", "company", "email", "follow_up")
        self._people = told.of(session, Contact, columns=of_person)
        self._titles = self._all_titles()

    def _all_titles(self) -> dict[int, str]:
        """Return the title of each application, of those that are gone too."""
        gone = {
            number: told.restored(Application, changes[-1].before).title
            for number, changes in self._pursuits.items()
            if changes[-1].before is not None
        }
        rows = self._session.execute(select(Application.id, Application.company, Application.role))
        here = {row.id: Application(company=row.company, role=row.role).title for row in rows}
        return {**gone, **here}

    def _uid(self, noun: str, number: int) -> str:
        return f"{noun}-{number}@{self._hunt}"

    def interviews(self) -> Iterator[Event]:
        """Yield each event once: of interviews that went by the same one, that which is on.

        What one went by before, as when it was noted down and then invited to, is off since.
        """
        changes = told.of(self._session, Interview)
        people = told.of(self._session, Attendance, key="interview_id")
        statement = select(Interview).options(
            selectinload(Interview.attendances).joinedload(Attendance.contact)
        )
        shown: dict[_Name, list[_Shown]] = defaultdict(list)
        known: dict[_Name, list[Interview]] = defaultdict(list)
        for one, is_gone in _all(self._session.scalars(statement), Interview, changes):
            revisions = changes.get(one.id, ())
            moment = one.moment or _last_moment(revisions)
            off = is_gone or one.state in _OFF or one.moment is None
            for name in self._names(one, revisions):
                known[name].append(one)
                if moment:
                    was_another = name != self._name(one)
                    shown[name].append(_Shown(off or was_another, one, moment))
        for name, found in shown.items():
            best = min(found, key=lambda each: (each.off, -each.interview.id))
            yield self._interview(name, best, self._version(known[name], changes, people))

    def _name(self, one: Interview) -> _Name:
        return (one.event_uid, one.event_recurrence) if one.event_uid else self._own_name(one)

    def _own_name(self, one: Interview) -> _Name:
        return self._uid("interview", one.id), None

    def _names(self, one: Interview, revisions: Sequence[Revision]) -> set[_Name]:
        """Return by which events an interview ever went."""
        invited = {
            (image["event_uid"], image.get("event_recurrence"))
            for image in _images(revisions)
            if image.get("event_uid")
        }
        own = {self._own_name(one)} if _was_noted(revisions) else set()
        return {self._name(one), *invited, *own}

    def _version(
        self, every: Sequence[Interview], changes: Revisions, people: Revisions
    ) -> Version:
        """Return the version of an event, which no change of any interview that it was lowers.

        That of an invitation counts in, at its highest.
        """
        numbers = [one.id for one in every]
        revisions = [each for number in numbers for each in changes.get(number, ())]
        seats = [each for number in numbers for each in people.get(number, ())]
        there = {each.contact_id for one in every for each in one.attendances}
        there |= {image["contact_id"] for image in _images(seats)}
        pursuits = {one.application_id for one in every}
        pursuits |= {image["application_id"] for image in _images(revisions)}
        renamed = [
            *(each for one in there for each in _renamed(self._people.get(one, ()), _OF_PERSON)),
            *(each for one in pursuits for each in self._retitled(one)),
        ]
        stamp = next((one.event_stamp for one in every if one.event_stamp), None)
        counted = version([*revisions, *seats, *renamed], stamp)
        sent = [one.event_sequence for one in every]
        sent += [image.get("event_sequence") for image in _images(revisions)]
        return counted._replace(sequence=counted.sequence + max(filter(None, sent), default=0))

    def _retitled(self, application: int) -> Iterator[Revision]:
        return _renamed(self._pursuits.get(application, ()), _OF_TITLE)

    def _interview(self, name: _Name, shown: "_Shown", known: Version) -> Event:
        one, (uid, recurrence) = shown.interview, name
        return Event(
            uid=uid,
            recurrence=recurrence,
            sent=(one.event_sequence or 0, one.event_stamp) if uid == one.event_uid else None,
            kind="Interview",
            title=f"{self._titles.get(one.application_id, '')}: {one.round}",
            start=shown.moment,
            minutes=one.minutes,
            place=one.place,
            notes=one.notes,
            people=[(each.contact.name, each.contact.email) for each in one.attendances],
            cancelled=shown.off,
            alarm=BEFORE_INTERVIEW,
            **known._asdict(),
        )

    def offers(self) -> Iterator[Event]:
        changes = told.of(self._session, Offer)
        offers = self._session.scalars(select(Offer).order_by(Offer.id))
        for one, is_gone in _all(offers, Offer, changes):
            revisions = changes.get(one.id, ())
            moment = one.moment or _last_moment(revisions)
            if moment is not None:
                yield Event(
                    uid=self._uid("offer", one.id),
                    kind="Offer deadline",
                    title=f"Answer the offer: {self._titles.get(one.application_id, '')}",
                    start=moment,
                    cancelled=is_gone or one.moment is None or one.state in _SETTLED,
                    alarm=BEFORE_DEADLINE,
                    **version([*revisions, *self._retitled(one.application_id)])._asdict(),
                )

    def follow_ups(self) -> Iterator[Event]:
        changes = self._people
        people = self._session.scalars(select(Contact).order_by(Contact.id))
        for one, is_gone in _all(people, Contact, changes):
            past = _last_day(changes.get(one.id, ()), lambda image: image.get("follow_up"))
            day = one.follow_up or past
            if day is not None:
                yield Event(
                    uid=self._uid("follow-up", one.id),
                    kind="Follow-up",
                    title=f"Get in touch with {one.title}",
                    start=day,
                    cancelled=is_gone or one.follow_up is None,
                    alarm=IN_THE_MORNING,
                    **version(changes.get(one.id, ()))._asdict(),
                )

    def last_days(self) -> Iterator[Event]:
        wanted = select(Application.id, Application.apply_by).where(
            Application.apply_by.is_not(None),
            Application.stage == Stage.SAVED,
            Application.outcome.is_(None),
        )
        due = {row.id: row.apply_by for row in self._session.execute(wanted)}
        for number in sorted(due.keys() | self._pursuits.keys()):
            changes = self._pursuits.get(number, ())
            day = due.get(number) or _last_day(changes, _day_to_apply)
            if day is not None:
                yield Event(
                    uid=self._uid("apply-by", number),
                    kind="Apply by",
                    title=f"Last day to apply: {self._titles.get(number, '')}",
                    start=day,
                    cancelled=number not in due,
                    alarm=THE_DAY_BEFORE,
                    **version(changes)._asdict(),
                )


def version(revisions: Sequence[Revision], stamp: dt.datetime | None = None) -> Version:
    """Return which version of a record this is; `stamp` is when it was made if nothing says so."""
    times = [one.at for one in revisions] or [stamp or _NEVER]
    return Version(max(len(revisions) - 1, 0), min(times), max(times))


def _all(records: Iterable[T], model: type[T], revisions: Revisions) -> Iterator[tuple[T, bool]]:
    """Yield the records that are here, and those that are gone, as they were last."""
    here = {one.id: one for one in records}  # type: ignore[attr-defined]
    for number in sorted(here.keys() | revisions.keys()):
        if number in here:
            yield here[number], False
        elif (image := revisions[number][-1].before) is not None:
            yield told.restored(model, {**image, **_event(revisions[number])}), True


def _event(revisions: Sequence[Revision]) -> dict[str, Any]:
    """Return under which event of a calendar a record was known last, also before an undo."""
    images = reversed(list(_images(revisions)))
    last = next((image for image in images if image.get("event_uid")), {})
    return {name: last[name] for name in ("event_uid", "event_recurrence") if name in last}


def _was_noted(revisions: Sequence[Revision]) -> bool:
    """Whether an interview had a time while it was no event of anybody else's."""
    left = {one.command: one.after or {} for one in revisions}  # the last of each counts
    return any(image.get("wall") and not image.get("event_uid") for image in left.values())


def _images(revisions: Iterable[Revision]) -> Iterator[Row]:
    """Yield the rows before and after each change."""
    return (image for one in revisions for image in (one.before, one.after) if image)


def _last_moment(revisions: Sequence[Revision]) -> Moment | None:
    """Return when something was to be, where no time is fixed any more."""
    for change in reversed(revisions):
        if change.before and change.before.get("wall") and change.before.get("zone"):
            wall = dt.datetime.fromisoformat(change.before["wall"])
            return Moment(wall, change.before["zone"], change.before.get("fold") or 0)
    return None


def _last_day(
    revisions: Sequence[Revision], day: Callable[[Mapping[str, Any]], str | None]
) -> dt.date | None:
    """Return the last day on which something was due, where nothing is any more."""
    images = reversed(list(_images(revisions)))
    found = next(filter(None, map(day, images)), None)
    return dt.date.fromisoformat(found) if found else None


def _day_to_apply(image: Mapping[str, Any]) -> str | None:
    is_due = image.get("stage") == Stage.SAVED and image.get("outcome") is None
    return image.get("apply_by") if is_due else None


def _renamed(revisions: Iterable[Revision], names: Sequence[str]) -> Iterator[Revision]:
    """Yield the changes of what other records are called by."""
    for one in revisions:
        if one.before and one.after and any(one.before[name] != one.after[name] for name in names):
            yield one
