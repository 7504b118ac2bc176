"""The lines of a calendar, unfolded, and the components that they make (RFC 5545, section 3).

The structure is found here, line by line, and only what is asked for is parsed further: so that one
broken event costs nothing but itself, its line is known, and nesting costs nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

LONGEST_LINE = 2**18
"""Bytes of one unfolded line beyond which it holds an attachment, and is cut."""
MOST_LINES = 400
"""More lines than these no time zone and no event has that is kept here, but for its people."""
MOST_PEOPLE = 200
DEEPEST = 20
"""Components within components beyond this are passed over."""

_ZONE, _EVENT, _CALENDAR = "VTIMEZONE", "VEVENT", "VCALENDAR"
_BRACKET = re.compile(r"\s*([BE])(?:EGIN|ND)\s*:\s*(\S*)", re.IGNORECASE)
_HEAD = re.compile(r'(?:[^":]|"[^"]*")*:')
_NAME = re.compile("[^;: ]*")
_NONE: dict[str, str] = {}
_UNFINISHED = re.compile(r"[^:]*:")
SENT_SEQUENCE = "X-TRACKER-SENT-SEQUENCE"
SENT_STAMP = "X-TRACKER-SENT-STAMP"
"""In our calendars: which version of an event its organiser sent last, whatever we did since."""

_WANTED = {
    *("UID", "RECURRENCE-ID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "STATUS", "METHOD", "PRODID"),
    *("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "SUMMARY", "LOCATION", "DESCRIPTION"),
    *("URL", "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"),
    *("X-MICROSOFT-CDO-ALLDAYEVENT", "ORGANIZER", "ATTENDEE", "CONTACT", "CATEGORIES"),
    *("X-WR-CALNAME", "X-OWNER", SENT_SEQUENCE, SENT_STAMP),
}
_TIMES = {"DTSTART", "DTEND", "RECURRENCE-ID"}
_SEVERAL = {"ATTENDEE", "CONTACT", "CONFERENCE", "RRULE", "RDATE"}


class Property(NamedTuple):
    """A line: its parameters by name in capitals, and its value with escapes as they stand."""

    parameters: dict[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """An event, with those of its properties that are wanted, by name.

    `more_people` is how many were invited besides the first MOST_PEOPLE.
    """

    line: int
    name: str
    properties: dict[str, list[Property]] = field(default_factory=dict)
    is_whole: bool = False
    more_people: int = 0

    def add(self, text: str) -> None:
        """Take a line in; one that cannot be read is left away."""
        name = _name(text)
        if name not in _WANTED or (found := _property(text)) is None:
            return
        found = _timed(found) if name in _TIMES else found
        known = self.properties.setdefault(name, [])
        if not known or (name in _SEVERAL and len(known) < MOST_PEOPLE):
            known.append(found)
        elif name == "ATTENDEE":
            self.more_people += 1

    def first(self, name: str) -> Property | None:
        return next(iter(self.properties.get(name, ())), None)

    def text(self, name: str) -> str:
        """Return a value as its reader is to see it, blank where there is none."""
        found = self.first(name)
        return plain(found.value) if found else ""


@dataclass
class Sheet:
    """One VCALENDAR: its own properties, and the rules of its zones by TZID, as far as read."""

    line: int
    own: Component
    zones: dict[str, list[str]] = field(default_factory=dict)


def components(content: bytes) -> Iterator[tuple[Sheet, Component]]:
    """Yield events, tasks and the like as they end, and each calendar's own part last.

    What is unfinished when its calendar ends is there too, but not whole.
    """
    reader = _Reader()
    for number, line in _unfolded(content):
        sheet = reader.sheet
        for component in reader.take(number, line):
            if sheet is not None:
                yield sheet, component
    if reader.sheet is not None:
        yield from ((reader.sheet, component) for component in reader.rest())


class _Reader:
    """Where in the structure the next line stands."""

    def __init__(self) -> None:
        self.sheet: Sheet | None = None
        self._stack: list[str] = []
        self._component: Component | None = None
        self._zone: list[str] = []
        self._deeper = 0

    def take(self, number: int, line: str) -> Iterable[Component]:
        """Take the next line; return what it ends."""
        bracket = _BRACKET.match(line)
        if self._is_too_deep(bracket):
            return ()
        if bracket is not None:
            name = bracket[2].upper()
            return self._end(name) if bracket[1] in "Ee" else self._begin(number, name)
        if self._stack[-1:] == [_CALENDAR] and self.sheet:
            self.sheet.own.add(line)
        elif self._component is not None and self._stack[-1:] == [self._component.name]:
            self._component.add(line)
        elif _ZONE in self._stack and len(self._zone) < MOST_LINES:
            self._zone.append(line)
        return ()

    def rest(self) -> list[Component]:
        """Return what has not ended, the calendar's own part last."""
        unfinished = [self._component] if self._component is not None else []
        return [*unfinished, *([self.sheet.own] if self.sheet else [])]

    def _is_too_deep(self, bracket: re.Match[str] | None) -> bool:
        if len(self._stack) < DEEPEST:
            return False
        begins = bracket is not None and bracket[1] in "Bb"
        deep = begins or self._deeper > 0
        self._deeper += begins - (deep and bracket is not None and not begins)
        return deep

    def _begin(self, number: int, name: str) -> Iterable[Component]:
        ended = self.rest() if name == _CALENDAR else []
        if name == _CALENDAR or self.sheet is None:
            self.sheet, self._stack = Sheet(number, Component(number, _CALENDAR)), [_CALENDAR]
            self._component = None
        if name == _CALENDAR:
            return ended
        if len(self._stack) == 1 and name == _ZONE:
            self._zone = []
        elif len(self._stack) == 1:
            self._component = Component(number, name)
        elif _ZONE in self._stack:
            self._zone.append(f"BEGIN:{name}")
        self._stack.append(name)
        return ()

    def _end(self, name: str) -> Iterable[Component]:
        if name not in self._stack or self.sheet is None:
            return ()
        while self._stack.pop() != name:
            pass
        ended: list[Component] = []
        if not self._stack:
            self.sheet.own.is_whole = True
            ended, self.sheet, self._component = self.rest(), None, None
        elif _ZONE in self._stack:
            self._zone.append(f"END:{name}")
        elif name == _ZONE:
            self.sheet.zones.setdefault(_tzid(self._zone), self._zone)
        elif len(self._stack) == 1 and self._component is not None:
            self._component.is_whole = self._component.name == name
            ended, self._component = [self._component], None
        return ended


def _timed(found: Property) -> Property:
    """Return a time whose zone holds a colon without the quotation marks that it needs."""
    rest, colon, value = found.value.rpartition(":")
    if not colon:
        return found
    zone = f"{found.parameters.get('TZID', '')}:{rest}"
    return Property({**found.parameters, "TZID": zone}, value)


def _name(line: str) -> str:
    found = _NAME.match(line)
    return found[0].upper() if found else ""


def plain(value: str) -> str:
    """Return a text without its escapes, and without what no database keeps."""
    if "\\" not in value:
        return value.replace("\0", "").replace("\r", "").strip()
    from icalendar.parser.property import unescape_backslash  # noqa: PLC0415 (slow to import)

    return str(unescape_backslash(value)).replace("\0", "").replace("\r", "").strip()


def _tzid(lines: list[str]) -> str:
    named = (line.partition(":") for line in lines)
    found = (value for name, _, value in named if _name(name) == "TZID")
    return next(found, "").strip().strip('"')


def _property(text: str) -> Property | None:
    name, colon, value = text.partition(":")
    if colon and ";" not in name:
        return Property(_NONE, value)
    head = _HEAD.match(text) or _UNFINISHED.match(text)
    if head is None:
        return None
    return Property(_parameters(head[0]), text[head.end() :])


@lru_cache(maxsize=4096)
def _parameters(head: str) -> dict[str, str]:
    """Return the parameters before the colon; those that cannot be read are taken as none."""
    from icalendar.parser import Contentline  # noqa: PLC0415 (slow to import)

    if ";" not in head:
        return {}
    try:
        _, parameters, _ = Contentline(head + "-").raw_parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return {}
    return {
        str(name).upper(): ",".join(value) if isinstance(value, list) else str(value)
        for name, value in parameters.items()
    }


def _unfolded(content: bytes) -> Iterator[tuple[int, str]]:
    """Yield lines with their numbers; those that begin with a space go on from the last.

    Lines are joined as bytes, since some programs fold within a character.
    """
    first, parts, size = 1, list[bytes](), 0
    for number, line in enumerate(_lines(_in_utf_8(content)), 1):
        if line[:1] in {b" ", b"\t"} and parts:
            if size < LONGEST_LINE:
                parts.append(line[1:])
                size += len(line)
        elif line:
            if parts:
                yield first, _decoded(b"".join(parts))
            first, parts, size = number, [line[:LONGEST_LINE]], len(line)
    if parts:
        yield first, _decoded(b"".join(parts))


def _in_utf_8(content: bytes) -> bytes:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").encode("utf-8", "replace")
    return content.removeprefix(b"\xef\xbb\xbf")


def _lines(content: bytes) -> Iterator[bytes]:
    """Yield lines without their ends, one at a time; a lone CR ends a line too."""
    ends = re.compile(rb"\r\n|\n|\r")
    start = 0
    for end in ends.finditer(content):
        yield content[start : end.start()]
        start = end.end()
    yield content[start:]


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
