"""The rules of a time zone as calendars carry them along (RFC 5545, section 3.6.5)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

RULE_YEARS = 12
"""How many years in a row the clocks must change on the same Sunday for that to be the rule."""

_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST = -1


class Change(NamedTuple):
    """The clocks of a zone change at `onset`, by the wall clock until then."""

    before: timedelta
    after: timedelta
    name: str
    is_summer: bool
    onset: datetime


def described(key: str, first: int, last: int) -> Timezone:
    """Return the zone of that name for the years from `first` to `last`."""
    zone = ZoneInfo(key)
    found = Timezone()
    found.add("TZID", key)
    end = max(last + 2, first + RULE_YEARS)
    changes = list(_changes(zone, first - 1, end)) or [_unchanged(zone, first)]
    for _, group in groupby(sorted(changes), key=lambda change: change[:4]):
        together = list(group)
        found.add_component(_observance(together, last))
    return found


def _observance(changes: Sequence[Change], last: int) -> TimezoneStandard | TimezoneDaylight:
    first = changes[0]
    found = TimezoneDaylight() if first.is_summer else TimezoneStandard()
    found.add("DTSTART", first.onset)
    found.TZOFFSETFROM = first.before
    found.TZOFFSETTO = first.after
    found.add("TZNAME", first.name)
    onsets = [change.onset for change in changes]
    if (rule := _rule(onsets)) is not None:
        found.add("RRULE", rule)
    elif later := [onset for onset in onsets[1:] if onset.year <= last + 1]:
        found.add("RDATE", later)
    return found


def _rule(onsets: Sequence[datetime]) -> vRecur | None:
    """Return “the last Sunday of October, every year”, None where it is not as regular."""
    first = onsets[0]
    alike = {(one.month, one.weekday(), one.time()) for one in onsets}
    is_yearly = [one.year for one in onsets] == [first.year + n for n in range(len(onsets))]
    if len(alike) > 1 or not is_yearly or len(onsets) < RULE_YEARS:
        return None
    places = {(one.day - 1) // 7 + 1 for one in onsets}
    is_last = all((one + 7 * _DAY).month != one.month for one in onsets)
    if len(places) > 1 and not is_last:
        return None
    place = _LAST if is_last else places.pop()
    weekday = _WEEKDAYS[first.weekday()]
    return vRecur({"FREQ": "YEARLY", "BYMONTH": first.month, "BYDAY": f"{place}{weekday}"})


def _changes(zone: ZoneInfo, first: int, last: int) -> Iterator[Change]:
    start, end = (datetime(year, 1, 1, tzinfo=UTC) for year in (first, last))
    while start < end:
        if start.astimezone(zone).utcoffset() != (start + _DAY).astimezone(zone).utcoffset():
            yield _change(zone, start)
        start += _DAY


def _change(zone: ZoneInfo, day: datetime) -> Change:
    """Return the change within a day from `day` on, to the minute."""
    before = day.astimezone(zone).utcoffset() or timedelta()
    low, high = 0, _DAY // _MINUTE
    while high - low > 1:
        middle = (low + high) // 2
        is_before = (day + middle * _MINUTE).astimezone(zone).utcoffset() == before
        low, high = (middle, high) if is_before else (low, middle)
    changed = (day + high * _MINUTE).astimezone(zone)
    onset = (day + high * _MINUTE + before).replace(tzinfo=None)
    after = changed.utcoffset() or timedelta()
    return Change(before, after, changed.tzname() or zone.key, bool(changed.dst()), onset)


def _unchanged(zone: ZoneInfo, year: int) -> Change:
    start = datetime(year, 1, 1, tzinfo=zone)
    offset = start.utcoffset() or timedelta()
    return Change(offset, offset, start.tzname() or zone.key, False, start.replace(tzinfo=None))
