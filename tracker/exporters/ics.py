"""A calendar in iCalendar's format (RFC 5545) that Google, Outlook and Apple read.

It is no invitation: nobody is written to, whatever program opens it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, vText
from icalendar import Event as Component

from tracker.dates import Moment
from tracker.exporters.vtimezone import described

PRODUCT = "-//interview-worth//tracker//EN"
NAME = "Job hunt"


@dataclass(frozen=True, kw_only=True)
class Event:
    """What stands in a calendar: a meeting, or a day on which something is due.

    `recurrence` is the RECURRENCE-ID with which it came, `people` are names with e-mail addresses
    where known, and `alarm` is how long after the start to remind; below zero it is before.
    `changed` is when the record was last written, never the time of the export. `sent` is the
    version that an organiser sent, where the event is one of theirs: its SEQUENCE and when it was
    made; ours rises above it with each change of ours.
    """

    uid: str
    kind: str
    title: str
    start: Moment | date
    created: datetime
    changed: datetime
    alarm: timedelta
    sequence: int = 0
    recurrence: str | None = None
    sent: tuple[int, datetime | None] | None = None
    minutes: int | None = None
    place: str | None = None
    notes: str | None = None
    people: Sequence[tuple[str, str | None]] = ()
    cancelled: bool = False


def parts(events: Iterable[Event]) -> Iterator[str]:
    """Yield a calendar part by part; the same events give the same text."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("X-WR-CALNAME", NAME)
    ordered = sorted(events, key=_order)
    for zone, years in sorted(_zones(ordered).items()):
        calendar.add_component(described(zone, min(years), max(years)))
    begun, end, _ = _text(calendar).rpartition("END:VCALENDAR\r\n")
    yield begun
    for event in ordered:
        yield _text(_component(event))
    yield end


def _text(component: Component | Calendar) -> str:
    return bytes(component.to_ical(sorted=False)).decode()


def _component(event: Event) -> Component:
    found = Component()
    found.add("UID", event.uid)
    found.add("DTSTAMP", event.changed)
    found.add("CREATED", event.created)
    found.add("LAST-MODIFIED", event.changed)
    found.add("SEQUENCE", event.sequence)
    if event.sent is not None:
        _add_sent(found, *event.sent)
    found.add("SUMMARY", _clean(event.title))
    found.add("CATEGORIES", [event.kind])
    found.add("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED")
    _add_time(found, event)
    for name, text in (("LOCATION", event.place), ("DESCRIPTION", event.notes)):
        if text:
            found.add(name, _clean(text))
    if event.place and event.place.startswith(("http://", "https://")) and " " not in event.place:
        found.add("URL", _clean(event.place))
    for name, email in event.people:
        _add_person(found, name, email)
    if not event.cancelled:
        found.add_component(_alarm(event))
    return found


def _add_sent(found: Component, sequence: int, stamp: datetime | None) -> None:
    """Say which version came from the organiser: else their next one would look older than ours."""
    found.add("X-TRACKER-SENT-SEQUENCE", str(sequence))
    if stamp is not None:
        found.add("X-TRACKER-SENT-STAMP", f"{stamp:%Y%m%dT%H%M%SZ}")


def _add_time(found: Component, event: Event) -> None:
    start = event.start
    if isinstance(start, Moment):
        # A second 2:30 of the night on which the clocks go back has no name but its instant.
        at = start.local if _is_in_zone(start) else start.instant
        found.add("DTSTART", at)
        if event.minutes:
            end = start.instant + timedelta(minutes=event.minutes)
            found.add("DTEND", end.astimezone(at.tzinfo))
    else:
        found.add("DTSTART", start)
        found.add("DTEND", start + timedelta(days=1))
        found.add("TRANSP", "TRANSPARENT")
    if event.recurrence is not None:
        found["RECURRENCE-ID"] = vText(event.recurrence)
        if "T" not in event.recurrence:
            found["RECURRENCE-ID"].params["VALUE"] = "DATE"


def _add_person(found: Component, name: str, email: str | None) -> None:
    """Name who takes part; the parameters tell servers to send nothing."""
    if email is None or " " in email or not email.isprintable():
        found.add("CONTACT", _clean(name))
        return
    quiet = {"ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE", "SCHEDULE-AGENT": "NONE"}
    found.add("ATTENDEE", f"mailto:{email}", parameters={"CN": _clean(name), **quiet})


def _alarm(event: Event) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _clean(event.title))
    alarm.add("TRIGGER", event.alarm)
    return alarm


def _is_in_zone(start: Moment) -> bool:
    return start.zone != "UTC" and not start.fold


def _zones(events: Iterable[Event]) -> dict[str, set[int]]:
    """Return the zones in which times are stated, and the years of these."""
    found: dict[str, set[int]] = {}
    for event in events:
        if isinstance(event.start, Moment) and _is_in_zone(event.start):
            found.setdefault(event.start.zone, set()).add(event.start.wall.year)
    return found


def _order(event: Event) -> tuple[datetime, str, str]:
    start = event.start
    day = start.instant if isinstance(start, Moment) else datetime.combine(start, time(tzinfo=UTC))
    return day, event.uid, event.recurrence or ""


def _clean(text: str) -> str:
    """Return a text without what a line of a calendar cannot hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or sign >= " ").strip()
