"""Calendars in iCalendar's format (RFC 5545): what Google, Outlook and Apple save and send."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from tracker.dates import YEARS, Moment, show_moment
from tracker.errors import TrackerError
from tracker.importers import time_zones
from tracker.importers.calendar_lines import (
    MOST_PEOPLE,
    SENT_SEQUENCE,
    SENT_STAMP,
    Component,
    Property,
    Sheet,
    components,
    plain,
)
from tracker.importers.meeting_links import links_of, place_of
from tracker.importers.rows import Home, MeetingRow, Options, PassedOver, Person, Reading, Unread
from tracker.importers.time_zones import Zones

MOST_EVENTS = 120_000
LONGEST = timedelta(days=1)
"""What lasts longer is no meeting."""
LONGEST_TEXT = 20_000

_STARTS = re.compile(r"\s*BEGIN:(?:VCALENDAR|VEVENT)[ \t]*(?:[\r\n]|$)", re.IGNORECASE)
"""Some programs save an event without the calendar around it."""
_BEGINNING = 4096
_ANSWERS = {
    "REPLY": "is an answer to an invitation, which changes nothing here",
    "COUNTER": "is a proposal of another time, which counts once the invitation says so",
    "DECLINECOUNTER": "is a proposal that was turned down, which changes nothing here",
    "REFRESH": "is a question for the latest invitation, which changes nothing here",
}
_KINDS = {
    "VFREEBUSY": "times that are free or busy are no meeting",
    "VTODO": "a task is no meeting",
    "VJOURNAL": "a journal entry is no meeting",
}
_MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})Z?", re.ASCII)
_DAY = re.compile(r"[0-9]{8}")
_NOBODY = {"ROOM", "RESOURCE", "GROUP"}
_OURS = "interview-worth"
_OUR_UID = re.compile(r"(interview|offer|follow-up|apply-by)-[0-9]+@[0-9a-f-]{36}")


_CALLED_OFF = re.compile(
    r"\s*(?:cancel+ed|abgesagt|annulé|cancelado|annullato|geannuleerd)\s*:", re.IGNORECASE
)
"""How calendar programs mark in its title an event that was called off, and nowhere else."""


class _NoMeetingError(TrackerError):
    """What was understood, and is no meeting that could be an interview."""


def recognises(content: bytes) -> bool:
    """Whether a file's content is a calendar."""
    start = content[:_BEGINNING]
    utf_16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = start.decode("utf-16" if utf_16 else "utf-8-sig", "replace")
    return _STARTS.match(text) is not None


def read(name: str, content: bytes, home: Home, options: Options) -> Reading[MeetingRow]:
    """Return the meetings of a calendar, and what is none with the reason.

    Raises TrackerError for a file that is no calendar, not even an empty one.
    """
    del options
    rows: list[MeetingRow] = []
    unread: list[Unread] = []
    for found in meetings(content, home):
        (rows if isinstance(found, MeetingRow) else unread).append(found)  # type: ignore[arg-type]
        if len(rows) + len(unread) > MOST_EVENTS:
            msg = f"{name} has more than {MOST_EVENTS:,} events; divide it and import the parts."
            raise TrackerError(msg)
    if not (rows or unread or any(sheet.own.is_whole for sheet, _ in components(content))):
        msg = f"{name} is no whole calendar: no event is in it, and no end; save it anew."
        raise TrackerError(msg)
    return Reading(rows, unread, noun="event")


def meetings(content: bytes, home: Home) -> Iterator[MeetingRow | Unread]:
    """Yield each meeting of a calendar, or the reason why something in it is none."""
    events: _Events | None = None
    for sheet, component in components(content):
        if events is None or events.sheet is not sheet:
            events = _Events(sheet, home)
        yield from events.take(component)


class _UnknownZoneError(TrackerError):
    """A time whose zone nothing explains, as far as the calendar was read."""


class _Events:
    """The events of one VCALENDAR, those that wait for the rules of their zone among them."""

    def __init__(self, sheet: Sheet, home: Home) -> None:
        self.sheet = sheet
        self._home = home.calendar.zone
        self._zones = Zones(self._home, sheet.zones)
        self._method = sheet.own.text("METHOD").upper()
        self._is_ours = _OURS in sheet.own.text("PRODID")
        self._owner = frozenset(_owners(sheet.own))
        self._waiting: list[Component] = []
        self._is_blank = True
        self._is_read = False

    def take(self, component: Component) -> Iterator[MeetingRow | Unread]:
        """Take what ends next in the calendar."""
        if component is self.sheet.own:
            yield from self._end()
            return
        self._is_blank = False
        if component.name in _KINDS:
            yield PassedOver(component.line, _KINDS[component.name])
        elif component.name == "VEVENT":
            try:
                yield self._read(component)
            except _UnknownZoneError:
                self._waiting.append(component)

    def _end(self) -> Iterator[MeetingRow | Unread]:
        if self._is_blank and self._method in _ANSWERS:
            yield PassedOver(self.sheet.line, _ANSWERS[self._method], what="it")
        self._zones = Zones(self._home, self.sheet.zones)
        self._is_read = True
        yield from map(self._read, self._waiting)

    def _read(self, event: Component) -> MeetingRow | Unread:
        try:
            return self._row(event)
        except _UnknownZoneError:
            raise
        except _NoMeetingError as reason:
            return PassedOver(event.line, str(reason), what=_titled(event))
        except TrackerError as reason:
            return Unread(event.line, str(reason), what=_titled(event))

    def _row(self, event: Component) -> MeetingRow:
        """Return an event as a row; raises TrackerError with the reason where it is none."""
        if not event.is_whole:
            raise TrackerError("breaks off before its end")
        if self._method in _ANSWERS:
            raise _NoMeetingError(_ANSWERS[self._method])
        uid = event.text("UID")[:1000]
        our_uid = _OUR_UID.fullmatch(uid)
        if our_uid and our_uid[1] != "interview":
            raise _NoMeetingError("is a day of yours that tracker wrote, no meeting")
        cancelled = (
            self._method == "CANCEL"
            or event.text("STATUS").upper() == "CANCELLED"
            or _CALLED_OFF.match(event.text("SUMMARY")) is not None
        )
        start = self._start(event, cancelled=cancelled)
        return MeetingRow(
            line=event.line,
            uid=uid or None,
            recurrence=self._recurrence(event),
            **_version(event),
            cancelled=cancelled,
            **start,
            minutes=self._minutes(event, start.get("moment")),
            summary=" ".join(event.text("SUMMARY").split())[:500],
            place=place_of(event),
            links=links_of(event),
            organiser=next(iter(_people(event, "ORGANIZER")), None),
            attendees=tuple(self._attendees(event)),
            refusing=tuple(_people(event, "ATTENDEE", refusing=True)),
            description=event.text("DESCRIPTION")[:LONGEST_TEXT] or None,
            owner=self._owner,
            ours=self._is_ours or our_uid is not None,
        )

    def _start(self, event: Component, *, cancelled: bool) -> dict[str, Any]:
        """Return what a row says of when an event starts; what is called off may leave it open."""
        try:
            moment, remark = self._starts(event)
        except _UnknownZoneError as reason:
            if not self._is_read:
                raise
            return {} if cancelled else {"untimed": str(reason)}
        except TrackerError:
            if not cancelled:
                raise
            return {}
        return {"moment": moment, "remark": remark}

    def _starts(self, event: Component) -> tuple[Moment, str | None]:
        """Return when an event starts, and what was taken for granted."""
        title, start = _titled(event), event.first("DTSTART")
        if start is None:
            raise TrackerError("has no time")
        if _is_day(start) or event.text("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE":
            raise _NoMeetingError("is a whole day, no meeting")
        wall = _wall(start.value)
        if wall is None:
            msg = f"starts at “{start.value[:40]}”, which is no time that is understood"
            raise TrackerError(msg)
        if wall.year not in YEARS:
            raise TrackerError(f"is of the year {wall.year}, when there was no interview")
        moment, assumed = self._placed(start, wall, title)
        repeats = f"{title} repeats; only its first time is taken." if _repeats(event) else None
        return moment, " ".join(filter(None, (repeats, assumed, _crowd(event)))) or None

    def _placed(self, start: Property, wall: datetime, title: str) -> tuple[Moment, str | None]:
        if start.value.strip().upper().endswith("Z"):
            return Moment.of(wall.replace(tzinfo=UTC), self._home.key), None
        name = start.parameters.get("TZID")
        if name is None:
            remark = f"{title} names no time zone; its time is taken as that of {self._home.key}."
            moment = Moment.of(time_zones.at(wall, self._home), self._home.key)
            return moment, " ".join(filter(None, (remark, _skipped(title, wall, moment))))
        meant = self._zones.meant(name, wall)
        if meant is None:
            raise _UnknownZoneError(
                f"at {wall:%Y-%m-%d %H:%M} in the time zone “{name[:60]}”, which is not known"
            )
        instant = time_zones.at(wall, meant.rules)
        moment = Moment.of(instant, meant.known.key if meant.known else "UTC")
        if meant.remark:
            return moment, f"{title}: {meant.remark}."
        return moment, _skipped(title, wall, moment)

    def _instant(self, found: Property | None) -> datetime | None:
        """Return another of the event's times, None where it is not understood."""
        wall = _wall(found.value) if found else None
        if found is None or wall is None or wall.year not in YEARS:
            return None
        with suppress(TrackerError):
            return self._placed(found, wall, "")[0].instant
        return None

    def _recurrence(self, event: Component) -> str | None:
        found = event.first("RECURRENCE-ID")
        if found is None:
            return None
        instant = self._instant(found)
        return f"{instant:%Y%m%dT%H%M%SZ}" if instant else found.value.strip()[:40] or None

    def _minutes(self, event: Component, moment: Moment | None) -> int | None:
        if moment is None:
            return None
        length = _length(event.text("DURATION"))
        if (end := self._instant(event.first("DTEND"))) is not None:
            length = end - moment.instant
        if length is not None and length > LONGEST:
            raise _NoMeetingError("lasts longer than a day, so it is no meeting")
        minutes = round(length / timedelta(minutes=1)) if length else 0
        return minutes if minutes > 0 else None

    def _attendees(self, event: Component) -> Iterator[Person]:
        yield from _people(event, "ATTENDEE")
        if self._is_ours:
            names = (plain(one.value) for one in event.properties.get("CONTACT", ()))
            yield from (Person(name, None) for name in names if name)


def _titled(event: Component) -> str:
    return f"“{' '.join(event.text('SUMMARY').split())[:60] or 'an event without a title'}”"


def _crowd(event: Component) -> str | None:
    if not event.more_people:
        return None
    people = MOST_PEOPLE + event.more_people
    return f"{_titled(event)} invites {people:,} people; only the first {MOST_PEOPLE} are read."


def _skipped(title: str, wall: datetime, moment: Moment) -> str | None:
    """Say that the clocks of its zone never show a time; None where they do."""
    if moment.wall == wall:
        return None
    return (
        f"{title}: the clocks of {moment.zone} skip {wall:%H:%M} on that day, so it is taken as "
        f"{show_moment(moment)}; ask which time is meant."
    )


def _is_day(found: Property) -> bool:
    is_named_so = found.parameters.get("VALUE", "").upper() == "DATE"
    return is_named_so or _DAY.fullmatch(found.value.strip()) is not None


def _repeats(event: Component) -> bool:
    one_of_them = "RECURRENCE-ID" in event.properties
    return not one_of_them and any(name in event.properties for name in ("RRULE", "RDATE"))


def _wall(text: str) -> datetime | None:
    found = _MOMENT.fullmatch(text.strip().upper())
    if found is None:
        return None
    with suppress(ValueError):
        return datetime(*map(int, found.groups()))  # type: ignore[arg-type]
    return None


def _version(event: Component) -> dict[str, Any]:
    """Return what tells a version of an event from others; of a copy of ours that of its origin."""
    made = _stamp(event, "LAST-MODIFIED", "DTSTAMP")
    if event.first(SENT_SEQUENCE) is None:
        return {"sequence": _whole(event.text("SEQUENCE")), "stamp": made}
    sent = _whole(event.text(SENT_SEQUENCE))
    return {"sequence": sent, "stamp": _stamp(event, SENT_STAMP), "copied": made}


def _stamp(event: Component, *names: str) -> datetime | None:
    """Return when this version of an event was made, by the first of these that says so."""
    for name in names:
        wall = _wall(event.text(name))
        if wall is not None and wall.year in YEARS:
            return wall.replace(tzinfo=UTC)
    return None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(2**31)) else 0


def _length(text: str) -> timedelta | None:
    if not text:
        return None
    from icalendar.prop import vDuration  # noqa: PLC0415 (slow to import)

    with suppress(ValueError, OverflowError):
        length: timedelta = vDuration.from_ical(text[:40])  # type: ignore[no-untyped-call]
        return length
    return None


def _owners(calendar: Component) -> Iterator[str]:
    """Yield the address whose calendar it is: Google names it so, and Outlook says so."""
    for name in ("X-WR-CALNAME", "X-OWNER"):
        owner = _person("", calendar.text(name))
        if owner is not None and owner.email:
            yield owner.email


def _people(event: Component, name: str, *, refusing: bool = False) -> Iterator[Person]:
    """Yield those who take part in an event, or those who refused to."""
    for found in event.properties.get(name, ()):
        parameters = found.parameters
        kind = parameters.get("CUTYPE", "").upper()
        refuses = parameters.get("PARTSTAT", "").upper() == "DECLINED"
        is_no_part = parameters.get("ROLE", "").upper() == "NON-PARTICIPANT"
        if kind not in _NOBODY and refuses is refusing and not is_no_part:
            person = _person(parameters.get("CN", ""), parameters.get("EMAIL") or found.value)
            if person is not None:
                yield person


def _person(name: str, address: str) -> Person | None:
    email = re.sub("^mailto:", "", address.strip().strip('"'), flags=re.IGNORECASE).strip()
    known = email.casefold() if re.fullmatch(r"[^@\s]{1,200}@[^@\s]{1,200}", email) else None
    name = " ".join(plain(name).strip("\"' ").split())[:200]
    if name.casefold() == known or "@" in name:
        name = ""
    return Person(_in_order(name) or None, known) if name or known else None


def _in_order(name: str) -> str:
    """Return “Doe, Jane”, as Outlook writes names, in the order in which they are said."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and first and "," not in first else name
