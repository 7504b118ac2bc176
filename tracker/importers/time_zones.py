"""Which zone a calendar means by a name of its own, and what it means by its own rules.

A name is looked for among the zones of IANA, the keys of Windows, and the names that Outlook shows
its users. Where it is none of these, the rules that the file brings along decide: if they are those
of a zone known here it is that one, and otherwise they give an instant.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

MOST_RULES = 50
"""More sets of rules than these no honest file has."""

_SHOWN = re.compile(r"\((?:UTC|GMT)(?:([+-])([0-9]{1,2}):?([0-9]{2}))?\) *(.+)")
_OUTLOOK = "tzone://Microsoft/"
"""What Outlook puts before names of its own: “Utc” says what it is, “Custom” does not."""
_NO_PLACES = {"localtime", "posixrules", "factory"}
_REGIONS = {
    "eastern time": "America/New_York",
    "central time": "America/Chicago",
    "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles",
    "atlantic time": "America/Halifax",
    "brasilia": "America/Sao_Paulo",
    "coordinated universal time": "UTC",
}
"""Names that Outlook shows and that hold no city which IANA knows."""
_RULE = re.compile(r"(DTSTART|TZOFFSETFROM|TZOFFSETTO|RRULE|RDATE)[:;]")
_YEARLY = re.compile(
    r"RRULE:(?=.*FREQ=YEARLY)(?:;?(?:FREQ=YEARLY|INTERVAL=1|WKST=[A-Z]{2}|UNTIL=[0-9TZ]+"
    r"|BYMONTH=[0-9]{1,2}|BYDAY=[+-]?[0-9]?[A-Z]{2}|BYMONTHDAY=[-0-9,]{1,24}"
    r"|BY(?:HOUR|MINUTE|SECOND)=[0-9]{1,2}))+",
)
"""What a rule may be: once a year, as all clocks that change do."""
_WEEK, _HOUR = timedelta(days=7), timedelta(hours=1)


class Meant(NamedTuple):
    """What a name stands for; `known` is the zone, None where only the rules are known."""

    rules: tzinfo
    known: ZoneInfo | None
    remark: str | None = None


class Zones:
    """The zones of one calendar: its own rules by name, as the lines of each VTIMEZONE."""

    def __init__(self, home: ZoneInfo, own: Mapping[str, Sequence[str]]) -> None:
        self._home = home
        self._own = own if len(own) <= MOST_RULES else {}
        self._rules: dict[str, tzinfo | None] = {}
        self._known: dict[tuple[str, int], ZoneInfo | None] = {}

    def meant(self, name: str, wall: datetime) -> Meant | None:
        """Return what a name means at a wall time, None where nothing says so."""
        name = name.strip().strip('"')
        known = named(name, wall.year)
        rules = self._of(name)
        if known is None and rules is None:
            return None
        if known is None and rules is not None:
            return self._by_rules(name, rules, wall)
        assert known is not None  # noqa: S101 (said above, for the type checker)
        if rules is None or rules.utcoffset(wall) == known.utcoffset(wall):
            return Meant(known, known)
        remark = f"its file has other rules for “{name}”; the time is that of {known.key}"
        return Meant(known, known, remark)

    def _by_rules(self, name: str, rules: tzinfo, wall: datetime) -> Meant:
        key = name, wall.year
        if key not in self._known:
            self._known[key] = _alike(rules, wall.year, self._home)
        known = self._known[key]
        if known is not None and known.utcoffset(wall) == rules.utcoffset(wall):
            return Meant(rules, known)
        remark = f"its zone “{name}” is none that is known here; the time is kept in UTC"
        return Meant(rules, None, remark)

    def _of(self, name: str) -> tzinfo | None:
        if name not in self._rules:
            self._rules[name] = _ruled(self._own[name]) if name in self._own else None
        return self._rules[name]


def named(name: str, year: int) -> ZoneInfo | None:
    """Return the zone that a name stands for in a year, None where it is not known."""
    return _named(name[:200], min(max(year, 1970), 2037))


@lru_cache(maxsize=256)
def _named(name: str, year: int) -> ZoneInfo | None:
    from icalendar.timezone.windows_to_olson import (  # noqa: PLC0415 (slow to import)
        WINDOWS_TO_OLSON,
    )

    name = name.removeprefix(_OUTLOOK)
    parts = name.split("/")
    ends = ("/".join(parts[-3:]), "/".join(parts[-2:]))
    for candidate in (name, *ends, WINDOWS_TO_OLSON.get(name, "")):
        if (key := _places().get(candidate.lower())) is not None:
            return ZoneInfo(key)
    shown = _SHOWN.fullmatch(name)
    return _shown(shown, year) if shown else None


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    return {key.lower(): key for key in available_timezones() if key.lower() not in _NO_PLACES}


@lru_cache(maxsize=1)
def _cities() -> dict[str, list[str]]:
    cities: dict[str, list[str]] = {}
    for low, key in sorted(_places().items()):
        cities.setdefault(low.rpartition("/")[2].replace("_", " "), []).append(key)
    return cities


def _shown(shown: re.Match[str], year: int) -> ZoneInfo | None:
    """Return the zone of “(UTC+01:00) Amsterdam, Berlin, …”: cities and offset must agree."""
    sign, hours, minutes, names = shown.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    offset = -offset if sign == "-" else offset
    found = [zone for zone in _of_cities(names) if min(_offsets(zone, year)) == offset]
    alike = {_offsets(zone, year) for zone in found}
    return found[0] if len(alike) == 1 else None


def _of_cities(names: str) -> Iterator[ZoneInfo]:
    for name in names.split(",")[:20]:
        folded = unicodedata.normalize("NFKD", name.partition("(")[0]).strip().lower()
        plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
        keys = [_REGIONS[plain]] if plain in _REGIONS else _cities().get(plain, [])
        yield from map(ZoneInfo, keys)


def _offsets(zone: tzinfo, year: int) -> tuple[timedelta, ...]:
    walls = (datetime(year, month, 1, 12) for month in range(1, 13))
    return tuple(zone.utcoffset(wall) or timedelta() for wall in walls)


def _ruled(lines: Sequence[str]) -> tzinfo | None:
    """Return the zone of a VTIMEZONE's lines; None where they are no rules that end."""
    from icalendar import Timezone  # noqa: PLC0415 (slow to import)

    kept = [line for line in lines if _RULE.match(line) or line[:4] in {"BEGI", "END:"}]
    if any(line.startswith("RRULE") and not _YEARLY.fullmatch(line.rstrip("; ")) for line in kept):
        return None
    text = "\r\n".join(["BEGIN:VTIMEZONE", "TZID:own", *kept, "END:VTIMEZONE", ""])
    with suppress(ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
        own = Timezone.from_ical(text)
        if not isinstance(own, Timezone):
            return None
        rules: tzinfo = own.to_tz(lookup_tzid=False)
        return rules if rules.utcoffset(datetime(2026, 1, 1)) is not None else None
    return None


def _alike(rules: tzinfo, year: int, home: ZoneInfo) -> ZoneInfo | None:
    """Return the zone, home first, whose clocks go as these rules say in that year."""
    from icalendar.timezone.windows_to_olson import (  # noqa: PLC0415 (slow to import)
        WINDOWS_TO_OLSON,
    )

    walls = list(_telling(rules, year))
    wanted = [rules.utcoffset(wall) for wall in walls]
    keys = dict.fromkeys((home.key, "UTC", *WINDOWS_TO_OLSON.values()))
    for key in keys:
        if key.lower() not in _places():
            continue
        zone = ZoneInfo(key)
        pairs = zip(walls, wanted, strict=True)
        if all(zone.utcoffset(wall) == offset or _changes(zone, wall) for wall, offset in pairs):
            return zone
    return None


def _changes(zone: tzinfo, wall: datetime) -> bool:
    """Whether that hour comes twice, or never: of those, programs say different things."""
    return zone.utcoffset(wall) != zone.utcoffset(wall.replace(fold=1))


def _telling(rules: tzinfo, year: int) -> Iterable[datetime]:
    """Yield wall times that tell zones apart: each week, and the hours in which clocks change."""
    wall, end = datetime(year, 1, 1, 12), datetime(year + 1, 1, 1, 12)
    while wall < end:
        yield wall
        if rules.utcoffset(wall) != rules.utcoffset(wall + _WEEK):
            yield from (wall + n * _HOUR for n in range(1, 7 * 24))
        wall += _WEEK


def at(wall: datetime, zone: tzinfo) -> datetime:
    """Return the instant in UTC of a wall time; of two the first, of none the one after."""
    return (wall - (zone.utcoffset(wall) or timedelta())).replace(tzinfo=UTC)
