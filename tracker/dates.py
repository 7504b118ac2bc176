"""What a person typed becomes a day or a moment, and days and moments become words.

Nothing here reads the clock: what "today" means comes with the Calendar. Words are English in
every locale, and nothing is guessed: text that was not understood in full is refused.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Self
from zoneinfo import ZoneInfo, available_timezones

from tracker.errors import TrackerError
from tracker.words import DateOrder

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
YEARS = range(1900, 2201)
LONGEST = 80
NEAR = timedelta(days=180)
"""A day further away than this is shown with its year."""

_SATURDAY, _NOON, _DAY, _MINUTE = 5, 12, timedelta(days=1), timedelta(minutes=1)
_NEARBY = {"today": 0, "tomorrow": 1, "yesterday": -1}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = {name[:n]: day for day, name in enumerate(_WEEK) for n in range(3, len(name) + 1)}
_ANY_WEEKDAY = "|".join(sorted(_WEEKDAY, key=len, reverse=True))
_NAMED = re.compile(rf"(?:(next|last|this) )?({_ANY_WEEKDAY})")
_LED = re.compile(rf"({_ANY_WEEKDAY})[.,]? +(.+)")
_STEP = re.compile(r"(in )?(an?|one|[0-9]{1,4}) (day|week)s?( ago)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_NUMBERS = re.compile(
    r"([0-9]{1,2})([/.]) ?([0-9]{1,2})(?:\2(?: (?=[0-9]{4}))?([0-9]{4}|[0-9]{2})|\.)?"
)
"""After a space the year has four digits: the 15 of "27.11. 15" is a time."""
_DASHED = re.compile(r"([0-9]{1,2})(-)([0-9]{1,2})-([0-9]{4})")
_FILLERS = {"of", "st", "nd", "rd", "th"}
_DEFAULTS = (datetime(2000, 1, 1, 1, 1, 1, 1), datetime(2004, 2, 2, 2, 2, 2, 2))
"""Different in every part; leap years, so that 29 feb is a day."""

_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9:]{5,8})| ([0-9:]{8}))(?:\.[0-9]+)?"
    r" ?(Z|[+-][0-9]{2}:?[0-9]{2})",
    re.IGNORECASE,
)
"""A minus needs the T or the seconds: "15:00-16:00" is a range, not an offset."""
_PLACE = re.compile(r"(?<!\S)[A-Za-z][\w+-]*(?:/[A-Za-z][\w+-]*)+(?!\S)", re.ASCII)
_VAGUE = {
    **dict.fromkeys(("ET", "EST", "EDT", "AEST"), "America/New_York"),
    **dict.fromkeys(("CT", "CST", "CDT"), "America/Chicago"),
    **dict.fromkeys(("MT", "MST", "MDT"), "America/Denver"),
    **dict.fromkeys(("PT", "PST", "PDT"), "America/Los_Angeles"),
    **dict.fromkeys(("BST", "WET", "CET", "CEST", "EET", "EEST"), "Europe/Berlin"),
    **dict.fromkeys(("IST", "JST", "MSK"), "Asia/Kolkata"),
}
_SHORT = re.compile(rf"(?<!\S)(?:(UTC|GMT)|{'|'.join(_VAGUE)})(?!\S)", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?P<at>\bat )?(?<![0-9])(?P<hour>[0-9]{1,2})"
    r"(?:(?P<colon>[:.])(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?"
    r"(?: ?(?P<half>[ap]m)\b)?(?![\w:])"
)
_BARE = re.compile(r" (?P<hour>[0-9]{1,2})(?:\.(?P<minute>[0-9]{2}))?(?P<second>)(?P<half>)$")


@dataclass(frozen=True)
class Moment:
    """A point in time that somebody agreed on, to the second.

    `wall` is the naive wall clock in the IANA zone `zone`; where that time occurs twice, `fold` 1
    means the second time.
    """

    wall: datetime
    zone: str
    fold: int = 0

    @classmethod
    def of(cls, instant: datetime, zone: str) -> Self:
        """Return the aware `instant` as the clocks of `zone` show it."""
        local = instant.astimezone(ZoneInfo(zone))
        return cls(local.replace(tzinfo=None, fold=0), zone, local.fold)

    @property
    def local(self) -> datetime:
        return self.wall.replace(tzinfo=ZoneInfo(self.zone), fold=self.fold)

    @property
    def instant(self) -> datetime:
        return self.local.astimezone(UTC)

    @property
    def ambiguous(self) -> bool:
        """Whether the wall time occurs twice, because the clocks go back."""
        return _repeated(self.wall, ZoneInfo(self.zone)) > timedelta()


@dataclass(frozen=True)
class Calendar:
    """What typed dates are read against: the aware time now, the home zone, the order of 4/5."""

    now: datetime
    zone: ZoneInfo
    order: DateOrder

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def day(self, text: str, *, past: bool = False) -> date:
        """Return the day that `text` names.

        A weekday is the next one after today, a day without a year the next one from today on;
        with `past` the last one before today, and up to today. Raises TrackerError for what names
        no day, or one that is not in the calendar.
        """
        found = self._find(_words(text), past=past)
        if found is None:
            raise _no_day(text)
        return found

    def moment(
        self, text: str, *, fold: int | None = None, at: time | None = None, past: bool = False
    ) -> Moment:
        """Return the day and time that `text` names, in the zone it names or else at home.

        `at` is the time where none is typed; a time alone is the next one to come (the last one,
        if `past`). Of a wall time that occurs twice the first is taken, unless `fold` is 1.
        Raises TrackerError for what is not understood, and for a time that the clocks skip.
        """
        typed = _words(text)
        if stamp := _STAMP.fullmatch(typed):
            return self._stamped(stamp)
        words, where = _take_zone(typed, self.zone)
        words, clock = self._take_time(words.lower(), past=past)
        if clock and not words:
            return self._soonest(clock, where, fold or 0, past=past)
        if clock is None and not self._find(words, past=past):
            raise TrackerError(
                f"“{typed}” does not name a day and a time: "
                'type one such as "fri 15:00", "4 dec 3pm" or "2026-12-04 15:00".'
            )
        day, clock = self.day(words, past=past), clock or at
        if clock is None:
            raise TrackerError(f'Say at what time “{typed}” is, such as "{words} 15:00".')
        return _place(datetime.combine(day, clock), where, fold or 0)

    def _find(self, words: str, *, past: bool) -> date | None:
        words = words.lower().removeprefix("on ")
        named = _relative(words, self.today) or _weekday(words, self.today, past=past)
        found = named or self._dated(words, past=past)
        return found if found and found.year in YEARS else None

    def _dated(self, words: str, *, past: bool) -> date | None:
        led = _LED.fullmatch(words)
        parts = _numeric(led[2] if led else words, self.order) or _written(led[2] if led else words)
        found = _complete(*parts, self.today, past=past) if parts else None
        if led and found and found.weekday() != _WEEKDAY[led[1]]:
            raise TrackerError(
                f"{show_day(found)} is not the weekday that “{words}” names: type the right one "
                f'or leave it out, as in "{found}".'
            )
        return found

    def _take_time(self, words: str, *, past: bool) -> tuple[str, time | None]:
        """Split the time off; the 9 of "tomorrow 9" counts, the 4 of "dec 4" is part of a day."""
        words = _in_digits(words)
        clear = [m for m in _CLOCK.finditer(words) if m["at"] or m["half"] or m["colon"] == ":"]
        if not clear and not self._find(words, past=past):
            clear = list(_BARE.finditer(words))
        if len(clear) != 1:
            return words, None
        return _without(clear[0], words), _time(clear[0])

    def _soonest(self, clock: time, where: ZoneInfo, fold: int, *, past: bool) -> Moment:
        today = self.now.astimezone(where).date()
        wall = datetime.combine(today, clock)
        gone = wall.replace(tzinfo=where, fold=fold).astimezone(UTC) <= self.now.astimezone(UTC)
        if gone != past:
            wall += -_DAY if past else _DAY
        return _place(wall, where, fold)

    def _stamped(self, stamp: re.Match[str]) -> Moment:
        clock = f"{self.day(stamp[1])}T{stamp[2] or stamp[3]}{stamp[4].upper()}"
        try:
            instant = datetime.fromisoformat(clock)
        except ValueError:
            raise _no_time(stamp[0]) from None
        return Moment.of(instant, self.zone.key)


def zone(name: str) -> ZoneInfo:
    """Return the IANA zone of that name, in whatever case; raises TrackerError if there is none."""
    # The list of all zones is slow to get, so it is asked last.
    if re.fullmatch(r"[A-Z][A-Za-z_]*(/[A-Z][A-Za-z_+0-9-]*)*", name):
        with suppress(OSError, ValueError, KeyError):
            return ZoneInfo(name)
    known = {key.lower(): key for key in available_timezones()}.get(name.lower())
    if known is None or known == "localtime":
        raise TrackerError(
            f"There is no time zone “{name[:LONGEST]}”: "
            'name it by its place, such as "Europe/Berlin" or "America/New_York".'
        )
    return ZoneInfo(known)


def show_day(day: date) -> str:
    """Return for example "Fri 4 Dec 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def show_moment(moment: Moment) -> str:
    """Return for example "Fri 4 Dec 2026, 15:00 CET"."""
    name = moment.local.tzname() or moment.zone
    label = f"UTC{name}" if name.startswith(("+", "-")) else name
    return f"{show_day(moment.wall.date())}, {moment.wall:%H:%M} {label}"


def short_day(day: date, today: date) -> str:
    """Return for example "Fri 4 Dec", with the year if the day is further than NEAR away."""
    shown = show_day(day)
    return shown if abs(day - today) > NEAR else shown.rpartition(" ")[0]


def short_moment(moment: Moment, today: date) -> str:
    """Return for example "Fri 4 Dec 15:00"."""
    return f"{short_day(moment.wall.date(), today)} {moment.wall:%H:%M}"


def distance(day: date, today: date) -> str:
    """Return for example "in 12 days", "tomorrow", "today" or "3 days ago"."""
    days = (day - today).days
    near = next((word for word, offset in _NEARBY.items() if offset == days), None)
    return near or (f"in {days} days" if days > 0 else f"{-days} days ago")


def add_working_days(day: date, n: int) -> date:
    """Return the n-th day from Monday to Friday after `day`; no holidays are known."""
    for _ in range(abs(n)):
        day += _DAY if n > 0 else -_DAY
        while day.weekday() >= _SATURDAY:
            day += _DAY if n > 0 else -_DAY
    return day


def _words(text: str) -> str:
    words = " ".join(text.split())
    if not words or len(words) > LONGEST or not words.isprintable():
        raise _no_day(text)
    return words


def _no_day(text: str) -> TrackerError:
    return TrackerError(
        f"“{text[:LONGEST]}” does not name a day of the calendar: "
        'type one such as "2026-12-04", "4 dec", "friday" or "in 3 days".'
    )


def _relative(words: str, today: date) -> date | None:
    if words in _NEARBY:
        return today + _NEARBY[words] * _DAY
    step = _STEP.fullmatch(words)
    if not step or bool(step[1]) == bool(step[4]):
        return None
    n = (int(step[2]) if step[2].isdigit() else 1) * (-1 if step[4] else 1)
    return today + n * (7 * _DAY if step[3] == "week" else _DAY)


def _weekday(words: str, today: date, *, past: bool) -> date | None:
    named = _NAMED.fullmatch(words)
    if not named:
        return None
    ahead = (_WEEKDAY[named[2]] - today.weekday()) % 7
    if named[1] == "next":
        return today + (7 - today.weekday() + _WEEKDAY[named[2]]) * _DAY
    if named[1] == "this":
        return today + (ahead - 7 if past and ahead else ahead) * _DAY
    if named[1] == "last" or past:
        return today + (ahead - 7) * _DAY
    return today + (ahead or 7) * _DAY


def _numeric(words: str, order: DateOrder) -> tuple[int | None, int, int] | None:
    """Return year, month and day; dots put the day first, else `order` does where both fit."""
    if stated := _YEAR_FIRST.fullmatch(words):
        return int(stated[1]), int(stated[3]), int(stated[4])
    numbers = _NUMBERS.fullmatch(words) or _DASHED.fullmatch(words)
    if not numbers:
        return None
    year = f"20{numbers[4]}"[-4:] if numbers[4] else None
    day, month, last = int(numbers[1]), int(numbers[3]), len(MONTHS)
    month_first = month > last or (order is DateOrder.MONTH_FIRST and day <= last)
    if numbers[2] != "." and month_first:
        day, month = month, day
    return int(year) if year else None, month, day


def _written(words: str) -> tuple[int | None, int, int] | None:
    """Return year, month and day of what spells the month, such as "Dec 4th, 2026".

    dateutil fills what it does not find from a default: what differs between two defaults was
    not stated. It skips words such as "at", so all but the month's are kept from it, and its
    two-digit years depend on the clock, so a year has four digits here.
    """
    lengths = sorted(len(number) for number in re.findall("[0-9]+", words))
    names = [name for name in re.findall("[a-z]+", words) if name not in _FILLERS]
    odd = len(names) != 1 or re.search("[^a-z0-9 ,./'-]", words)
    if odd or lengths not in ([1], [2], [1, 4], [2, 4]):
        return None
    from dateutil.parser import parse  # noqa: PLC0415 - takes longer than all the rest to import

    try:
        one, other = (parse(words, default=default) for default in _DEFAULTS)
    except (ValueError, OverflowError):
        return None
    timed = (one.time(), other.time()) != tuple(default.time() for default in _DEFAULTS)
    if timed or (one.month, one.day) != (other.month, other.day):
        return None
    return one.year if one.year == other.year else None, one.month, one.day


def _complete(year: int | None, month: int, day: int, today: date, *, past: bool) -> date | None:
    """Return that day, without a year the nearest one to come or gone; None if there is none."""
    # A 29 feb is at most 8 years away.
    near = range(today.year, today.year - 9, -1) if past else range(today.year, today.year + 9)
    for candidate in near if year is None else [year]:
        with suppress(ValueError):
            found = date(candidate, month, day)
            if year is not None or (found <= today if past else found >= today):
                return found
    return None


def _take_zone(words: str, home: ZoneInfo) -> tuple[str, ZoneInfo]:
    if place := _PLACE.search(words):
        return _without(place, words), zone(place[0])
    if not (short := _SHORT.search(words)):
        return words, home
    if not short[1]:
        example = _VAGUE[short[0].upper()]
        raise TrackerError(
            f"“{short[0]}” does not say exactly which time zone is meant: "
            f'name the place instead, such as "{_without(short, words)} {example}".'
        )
    return _without(short, words), zone(short[1].upper())


def _in_digits(words: str) -> str:
    if words == "midnight":
        return "0:00"
    if "midnight" in words.split():
        raise TrackerError(
            f'“{words}” can be where the day starts or where it ends: type "0:00" or "23:59".'
        )
    words = re.sub(r"\b([ap])\.m(?:\.|\b)", r"\1m", re.sub(r"\bnoon\b", "12:00", words))
    return re.sub(r"(?<=[0-9])t(?=[0-9]{2}:)", " ", words)


def _without(match: re.Match[str], words: str) -> str:
    return f"{words[: match.start()].rstrip(' ,')} {words[match.end() :].lstrip(' ,')}".strip()


def _time(clock: re.Match[str]) -> time:
    hour, half = int(clock["hour"]), clock["half"]
    if half:
        if not 1 <= hour <= _NOON:
            raise _no_time(clock[0].strip())
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    try:
        return time(hour, int(clock["minute"] or 0), int(clock["second"] or 0))
    except ValueError:
        raise _no_time(clock[0].strip()) from None


def _no_time(text: str) -> TrackerError:
    return TrackerError(f'“{text}” is no time of day: type for example "15:00", "3pm" or "noon".')


def _repeated(wall: datetime, where: ZoneInfo) -> timedelta:
    """Return how long after its first instant `wall` occurs again; below 0 if it is skipped."""
    first, second = (wall.replace(tzinfo=where, fold=n).astimezone(UTC) for n in (0, 1))
    return second - first


def _place(wall: datetime, where: ZoneInfo, fold: int) -> Moment:
    repeated = _repeated(wall, where)
    if repeated < timedelta():
        before, after = (_existing(wall, where, step) for step in (-_MINUTE, _MINUTE))
        raise TrackerError(
            f"The clocks of {where.key} skip {wall:%H:%M} on {show_day(wall.date())}: "
            f'type "{before:%Y-%m-%d %H:%M}" or "{after:%Y-%m-%d %H:%M}" instead.'
        )
    return Moment(wall, where.key, fold if repeated else 0)


def _existing(wall: datetime, where: ZoneInfo, step: timedelta) -> datetime:
    walls = (wall.replace(second=0) + n * step for n in count(1))
    return next(other for other in walls if _repeated(other, where) >= timedelta())
