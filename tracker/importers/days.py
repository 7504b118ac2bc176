"""A column of dates: what one of them leaves open, the others often say."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tracker.dates import MONTHS, YEARS, Calendar, show_day
from tracker.errors import TrackerError
from tracker.importers import months
from tracker.words import DateOrder

_CLOCK = re.compile(
    r"(?:,?\s+(?:(?:at|um|à|a las|alle|às|om|o|godz\.)\s+)?|T)[0-9]{1,2}[:h][0-9]{2}\b.*", re.DOTALL
)
_IN_PASSING = re.compile(r"^[^0-9]*$|\bago\b|^in ")
"""“yesterday”, “last monday” or “3 days ago”."""
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)?"
    r" ?(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_FIRST_DAY, _SERIALS = date(1899, 12, 30), range(36_526, 73_051)
"""Excel counts days from there; these numbers are those of the years 2000 to 2099."""
_LAST_MINUTE = time(23, 59)
_MONTHS = len(MONTHS)


class Numeric(NamedTuple):
    """A date in figures, such as 4/5/2026."""

    first: int
    second: int
    year: int
    dotted: bool

    @property
    def order(self) -> DateOrder | None:
        """The order that this date itself shows; dots put the day first, as in tracker.dates."""
        if self.dotted or self.first > _MONTHS >= self.second:
            return DateOrder.DAY_FIRST
        return DateOrder.MONTH_FIRST if self.second > _MONTHS >= self.first else None

    @property
    def is_open(self) -> bool:
        """Whether both orders make a day of it, and not the same one."""
        few, many = sorted((self.first, self.second))
        return self.order is None and 0 < few < many <= _MONTHS and self.year in YEARS

    def day(self, order: DateOrder) -> date:
        """Return the day it names; raises ValueError if there is no such day."""
        if (self.order or order) is DateOrder.DAY_FIRST:
            return date(self.year, self.second, self.first)
        return date(self.year, self.first, self.second)


class Days:
    """How the dates of one column are read."""

    def __init__(
        self,
        calendar: Calendar,
        texts: Iterable[str],
        *,
        order: DateOrder | None = None,
        usual: DateOrder | None = None,
    ) -> None:
        """Take the order from `order` where it is said, or else from the column itself.

        `usual` is the order of a column that shows none; the calendar's where it is not known.
        """
        found = _in_figures(texts)
        shown = _shown(found)
        self._calendar = calendar
        self._known: dict[tuple[str, bool], date | None] = {}
        self._serial = ""
        self._others: dict[str, date] = {}
        self._contradictory = order is None and len(shown) > 1
        self._order = order or next(iter(shown), None) or usual or calendar.order
        undecided = not (order or shown or usual)
        self._guess = next((one for one in found if undecided and one.is_open), None)

    @property
    def open_date(self) -> str | None:
        """A date that is read as one of two days because nothing tells which."""
        return self._guess and "{:02}/{:02}/{}".format(*self._guess)

    @property
    def guess(self) -> str | None:
        """A sentence on how dates were read that could be read otherwise."""
        if self._guess is None:
            return None
        first, second, year, _ = self._guess
        day_first = self._order is DateOrder.DAY_FIRST
        return (
            f"{first:02}/{second:02}/{year} is read as {show_day(self._guess.day(self._order))}; "
            f"if that is wrong, add --{'month' if day_first else 'day'}-first."
        )

    @property
    def numbered(self) -> str | None:
        """A sentence on the first day that was given as a number."""
        day = _of_serial(self._serial)
        return f"{self._serial} is read as {show_day(day)}: so Excel numbers days." if day else None

    def read(self, text: str, *, past: bool) -> date:
        """Return the day that a cell names; raises TrackerError with the reason where it cannot."""
        key = (text, past)
        if key not in self._known:
            self._known[key] = self._find(text.strip(), past=past)
        day = self._known[key]
        if day is None or day.year not in YEARS:
            msg = f"“{text[:40]}” is no date that is understood"
            raise TrackerError(msg)
        return day

    def other(self, text: str) -> date | None:
        """Return the day that a cell which was read would name if its figures changed places."""
        return self._others.get(_without_clock(text)) if self._others else None

    def _find(self, text: str, *, past: bool) -> date | None:
        if stamp := _STAMP.fullmatch(text):
            return self._local(stamp)
        words = _without_clock(text)
        if day := _of_serial(words):
            self._serial = self._serial or words
            return day
        if day := self._named(words, past=past):
            return day
        weekdays, rest = months.led(words)
        day = self._named(rest, past=past) if weekdays else None
        return day if day and day.weekday() in weekdays else None

    def _named(self, words: str, *, past: bool) -> date | None:
        with suppress(ValueError):
            if day := _iso(words) or self._figures(words) or months.spelt(words):
                return day
        try:
            day = self._calendar.day(words, past=past)
        except TrackerError:
            return None
        if _IN_PASSING.search(words.lower()):
            msg = f"“{words}” counts from a day that the file does not name"
            raise TrackerError(msg)
        return day

    def _figures(self, words: str) -> date | None:
        numbers = _numeric(words)
        if numbers is None:
            return None
        if self._contradictory and numbers.is_open:
            msg = (
                f"“{words}” can be two days, as its column has dates of both orders; "
                "add --day-first or --month-first"
            )
            raise TrackerError(msg)
        if numbers.is_open:
            other = next(order for order in DateOrder if order is not self._order)
            self._others[words] = numbers.day(other)
        return numbers.day(self._order)

    def _local(self, stamp: re.Match[str]) -> date | None:
        """Return the day at home; how programs write a day without a time is its edge in UTC."""
        offset = "+00:00" if stamp[3][0].isalpha() else stamp[3]
        try:
            instant = datetime.fromisoformat(f"{stamp[1]}T{stamp[2]}{offset}")
            clock = instant.time()
            is_edge = offset == "+00:00" and (clock == time.min or clock >= _LAST_MINUTE)
            return (instant if is_edge else instant.astimezone(self._calendar.zone)).date()
        except (ValueError, OverflowError):
            return None


def shown_order(columns: Iterable[Iterable[str]]) -> DateOrder | None:
    """Return the order that columns of one file show, None where they show none or both."""
    shown = {order for texts in columns for order in _shown(_in_figures(texts))}
    return shown.pop() if len(shown) == 1 else None


def _in_figures(texts: Iterable[str]) -> list[Numeric]:
    bare = (months.led(_without_clock(text))[1] for text in dict.fromkeys(texts))
    return [one for text in bare if (one := _numeric(text))]


def _shown(found: Iterable[Numeric]) -> set[DateOrder]:
    return {one.order for one in found if one.order and not one.dotted}


def _without_clock(text: str) -> str:
    return _CLOCK.sub("", text.strip())


def _numeric(words: str) -> Numeric | None:
    found = _NUMBERS.fullmatch(words)
    if found is None:
        return None
    return Numeric(int(found[1]), int(found[3]), _year(found[4]), dotted=found[2] == ".")


def _of_serial(words: str) -> date | None:
    found = _SERIAL.fullmatch(words)
    days = int(found[1]) if found else 0
    return _FIRST_DAY + timedelta(days) if days in _SERIALS else None


def _iso(words: str) -> date | None:
    return date.fromisoformat(words) if words[4:5] == words[7:8] == "-" else None


def _year(figures: str) -> int:
    return int(f"20{figures}"[-4:])
