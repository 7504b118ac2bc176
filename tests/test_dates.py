"""Typed days and moments; the calendar is that of Sunday 22 November 2026, 10:00 in Berlin."""

import calendar
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker import dates
from tracker.dates import Calendar, Moment
from tracker.errors import TrackerError
from tracker.words import DateOrder

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 10, tzinfo=BERLIN)
SUNDAY = Calendar(NOW, BERLIN, DateOrder.DAY_FIRST)
FRIDAY = Calendar(datetime(2026, 11, 27, 10, tzinfo=BERLIN), BERLIN, DateOrder.DAY_FIRST)
MONTH_FIRST = Calendar(NOW, BERLIN, DateOrder.MONTH_FIRST)

ANY_DAY = st.dates(date(1900, 1, 1), date(2200, 12, 31))
PIECES = [
    *("fri", "Friday", "next", "last", "this", "on", "in", "ago", "a", "3", "9999", "days", "week"),
    *("today", "tomorrow", "noon", "midnight", "at", "3pm", "12am", "25:00", "15:00", "9.30", "9"),
    *("4", "31", "00", "2026", "1899", "9999", "dec", "Feb", "may", "4th", "of", "and", "h", "z"),
    *("4/5", "4.5.", "15/15/2026", "2026-12-04", "2026-02-30", "2026-12-04T15:00:00+01:00", "T"),
    *("2026-12-04T99:99Z", "+25:00", "UTC", "EST", "Europe/Berlin", "../x", "America/", ",", "-"),
    *("\0", "\ud800", "٤", "\u2028", "K", "1e9", "nan", "'", '"'),
]
TYPED = st.one_of(
    st.text(),
    st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-12-04", "2026/12/4", "04-12-2026", "4.12.2026", "4. 12. 2026", "4.12.", "4.12"),
        *("4 dec", "dec 4", " DEC  4 ", "4 December 2026", "2026 Dec 4", "Dec 4th", "4-dec-2026"),
        *("Dec. 4, 2026", "4th of December", "Fri, 4 Dec 2026", "fri 4/12", "on 4 dec"),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert SUNDAY.day(text) == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("today", date(2026, 11, 22)), ("Tomorrow", date(2026, 11, 23))),
        *(("yesterday", date(2026, 11, 21)), ("  FRI  ", date(2026, 11, 27))),
        *(("thurs", date(2026, 11, 26)), ("on monday", date(2026, 11, 23))),
        *(("sunday", date(2026, 11, 29)), ("this sunday", date(2026, 11, 22))),
        *(("this friday", date(2026, 11, 27)), ("last friday", date(2026, 11, 20))),
        *(("last sunday", date(2026, 11, 15)), ("in 3 days", date(2026, 11, 25))),
        *(("in a day", date(2026, 11, 23)), ("in 2 weeks", date(2026, 12, 6))),
        *(("3 days ago", date(2026, 11, 19)), ("a week ago", date(2026, 11, 15))),
        *(("22 nov", date(2026, 11, 22)), ("21 nov", date(2027, 11, 21))),
        ("29 feb", date(2028, 2, 29)),
    ],
)
def test_words_and_missing_years_are_read_against_today(text: str, expected: date) -> None:
    assert SUNDAY.day(text) == expected


def test_friday_means_the_next_one_to_come() -> None:
    assert SUNDAY.day("friday") == date(2026, 11, 27)
    assert FRIDAY.day("friday") == date(2026, 12, 4)
    assert FRIDAY.day("this friday") == date(2026, 11, 27)


def test_next_friday_is_that_of_the_coming_calendar_week() -> None:
    monday = Calendar(datetime(2026, 11, 23, 10, tzinfo=BERLIN), BERLIN, DateOrder.DAY_FIRST)

    assert SUNDAY.day("next friday") == date(2026, 11, 27)
    assert monday.day("next friday") == date(2026, 12, 4)
    assert FRIDAY.day("next friday") == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("fri", date(2026, 11, 20)), ("sunday", date(2026, 11, 15))),
        *(("this sunday", date(2026, 11, 22)), ("this friday", date(2026, 11, 20))),
        *(("22 nov", date(2026, 11, 22)), ("23 nov", date(2025, 11, 23))),
        *(("29 feb", date(2024, 2, 29)), ("4/12", date(2025, 12, 4))),
        ("4 dec 2026", date(2026, 12, 4)),
    ],
)
def test_what_has_happened_is_the_most_recent_such_day(text: str, expected: date) -> None:
    assert SUNDAY.day(text, past=True) == expected


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("4/5/2026", date(2026, 5, 4), date(2026, 4, 5)),
        ("4/5/26", date(2026, 5, 4), date(2026, 4, 5)),
        ("4/5", date(2027, 5, 4), date(2027, 4, 5)),
        ("4-5-2026", date(2026, 5, 4), date(2026, 4, 5)),
        ("8/15/26", date(2026, 8, 15), date(2026, 8, 15)),
        ("15/8/26", date(2026, 8, 15), date(2026, 8, 15)),
        ("4.5.2026", date(2026, 5, 4), date(2026, 5, 4)),
        ("2026-04-05", date(2026, 4, 5), date(2026, 4, 5)),
    ],
)
def test_the_order_decides_only_where_both_readings_are_days(
    text: str, day_first: date, month_first: date
) -> None:
    assert SUNDAY.day(text) == day_first
    assert MONTH_FIRST.day(text) == month_first


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "may", "dec", "2026", "15:00", "soon", "4", "next", "next week", "noon"),
        *("31 feb", "2026-02-30", "15/15/2026", "8.15.26", "29 feb 2027", "31.6.", "0 dec"),
        *("4 dec 15:00", "4 dec 3pm", "4 dec utc", "4 dec xyz", "4 dec 26", "dec 32", "4 4 dec"),
        *("2026 12", "2026-12", "2026-W49", "dec 2026", "4-5", "fri sat", "4h dec", "friday 13"),
        *("4 dec 1899", "1.1.2201", "9999-12-31", "in 9999 weeks", "in 3 days ago", "3 days"),
        *("27.11. 15", "4 dec 2026 friday", "a\0b", "4 dec\0", "x" * 81, "٤ dec", "in 99999 days"),
        *("may at 3", "9 oct of last", "4 dec and", "sept28fri", "4 fri", "4 dec+1", "4 dec dec"),
    ],
)
def test_text_that_names_no_day_is_refused(text: str) -> None:
    with pytest.raises(TrackerError, match=r"does not name a day.*type one such as .*4 dec"):
        SUNDAY.day(text)


def test_a_weekday_that_is_not_the_day_s_own_is_refused() -> None:
    with pytest.raises(TrackerError, match=r'Sat 5 Dec 2026 is not .*"2026-12-05"'):
        SUNDAY.day("fri 5 dec")


@pytest.mark.parametrize("style", ["{day} {month}", "{month} {day}", "{day}{month}2027"])
def test_a_written_day_is_never_another_day_than_the_one_written(style: str) -> None:
    for number, month in product(range(100), range(1, 13)):
        text = style.format(day=number, month=calendar.month_name[month])
        if number and number <= (29 if month == 2 and "2027" not in style else _days(month)):
            found = SUNDAY.day(text)
            assert (found.month, found.day) == (month, number)
        else:
            with pytest.raises(TrackerError):
                SUNDAY.day(text)


def _days(month: int) -> int:
    return calendar.monthrange(2027, month)[1]


@given(ANY_DAY)
def test_a_day_shown_or_in_iso_is_read_back_as_itself(day: date) -> None:
    assert SUNDAY.day(dates.show_day(day)) == day
    assert SUNDAY.day(day.isoformat()) == day
    assert SUNDAY.day(f"{day.day}.{day.month}.{day.year}") == day
    assert MONTH_FIRST.day(f"{day.month}/{day.day}/{day.year}") == day


@given(st.dates(date(2026, 11, 22), date(2027, 11, 21)))
def test_a_day_without_its_year_is_within_the_coming_year(day: date) -> None:
    assert SUNDAY.day(f"{day.day} {dates.MONTHS[day.month - 1]}") == day


@given(TYPED, st.booleans())
def test_any_text_is_a_day_or_a_refusal(text: str, past: bool) -> None:
    with suppress(TrackerError):
        assert SUNDAY.day(text, past=past).year in range(1900, 2201)


@given(TYPED, st.sampled_from([None, time(9)]), st.booleans())
def test_any_text_is_a_moment_or_a_refusal(text: str, at: time | None, past: bool) -> None:
    with suppress(TrackerError):
        moment = SUNDAY.moment(text, at=at, past=past)
        assert Moment.of(moment.instant, moment.zone) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("fri 3pm", "friday 15:00", "fri at 3pm", "Fri, 3 p.m.", "3pm on friday", "27 nov 15"),
        *("2026-11-27 15:00", "2026-11-27T15:00", "2026-11-27t15:00:00", "27.11. 15"),
        *("Fri Nov 27 15:00:00 2026", "Fri 27 Nov 2026, 15:00", "nov 27 at 15", "fri 3.00pm"),
    ],
)
def test_a_day_and_a_time_are_a_moment_at_home(text: str) -> None:
    assert SUNDAY.moment(text) == Moment(datetime(2026, 11, 27, 15), "Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        *(("fri 12am", datetime(2026, 11, 27)), ("fri 12pm", datetime(2026, 11, 27, 12))),
        ("fri 15:00:30", datetime(2026, 11, 27, 15, 0, 30)),
        ("tomorrow noon", datetime(2026, 11, 23, 12)),
        ("noon tomorrow", datetime(2026, 11, 23, 12)),
        ("tomorrow 9", datetime(2026, 11, 23, 9)),
        *(("today 9.30", datetime(2026, 11, 22, 9, 30)), ("noon", datetime(2026, 11, 22, 12))),
        *(("midnight", datetime(2026, 11, 23)), ("3pm", datetime(2026, 11, 22, 15))),
        *(("9am", datetime(2026, 11, 23, 9)), ("10:00", datetime(2026, 11, 23, 10))),
        ("at 9", datetime(2026, 11, 23, 9)),
    ],
)
def test_times_of_day_are_read_and_alone_are_the_next_to_come(text: str, wall: datetime) -> None:
    assert SUNDAY.moment(text).wall == wall


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        *(("9am", datetime(2026, 11, 22, 9)), ("10:00", datetime(2026, 11, 22, 10))),
        *(("3pm", datetime(2026, 11, 21, 15)), ("midnight", datetime(2026, 11, 22))),
        *(("fri 3pm", datetime(2026, 11, 20, 15)), ("4 dec 3pm", datetime(2025, 12, 4, 15))),
    ],
)
def test_a_moment_that_is_over_is_the_most_recent_one(text: str, wall: datetime) -> None:
    assert SUNDAY.moment(text, past=True).wall == wall


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2026-12-04T15:00:00+01:00", datetime(2026, 12, 4, 15)),
        ("2026-12-04T15:00Z", datetime(2026, 12, 4, 16)),
        ("2026-12-04T15:00:00.123z", datetime(2026, 12, 4, 16)),
        ("2026-12-04 15:00:00+0530", datetime(2026, 12, 4, 10, 30)),
        ("2026-12-04T23:30-05:00", datetime(2026, 12, 5, 5, 30)),
    ],
)
def test_an_offset_keeps_the_instant_in_the_home_zone(text: str, wall: datetime) -> None:
    assert SUNDAY.moment(text) == Moment(wall, "Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "zone", "instant"),
    [
        ("4 dec 15:00 Europe/Berlin", "Europe/Berlin", datetime(2026, 12, 4, 14, tzinfo=UTC)),
        ("fri 3pm America/New_York", "America/New_York", datetime(2026, 11, 27, 20, tzinfo=UTC)),
        ("fri 3pm america/new_york", "America/New_York", datetime(2026, 11, 27, 20, tzinfo=UTC)),
        ("Asia/Kolkata fri 3pm", "Asia/Kolkata", datetime(2026, 11, 27, 9, 30, tzinfo=UTC)),
        ("fri 3pm utc", "UTC", datetime(2026, 11, 27, 15, tzinfo=UTC)),
        ("fri 3pm GMT", "GMT", datetime(2026, 11, 27, 15, tzinfo=UTC)),
        ("5am America/New_York", "America/New_York", datetime(2026, 11, 22, 10, tzinfo=UTC)),
        ("4am America/New_York", "America/New_York", datetime(2026, 11, 23, 9, tzinfo=UTC)),
    ],
)
def test_a_named_zone_is_kept(text: str, zone: str, instant: datetime) -> None:
    moment = SUNDAY.moment(text)

    assert (moment.zone, moment.instant) == (zone, instant)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("EST", "America/New_York"),
        ("cet", "Europe/Berlin"),
        ("IST", "Asia/Kolkata"),
        ("PST", "America/Los_Angeles"),
        ("BST", "Europe/Berlin"),
        ("ET", "America/New_York"),
    ],
)
def test_a_short_name_of_several_zones_is_refused(name: str, place: str) -> None:
    with pytest.raises(TrackerError, match=rf"“{name}” .*such as \"fri 3pm {place}\""):
        SUNDAY.moment(f"fri 3pm {name}")


def test_a_day_without_a_time_takes_the_one_given_or_asks() -> None:
    assert SUNDAY.moment("fri", at=time(12)).wall == datetime(2026, 11, 27, 12)
    assert SUNDAY.moment("fri 9", at=time(12)).wall == datetime(2026, 11, 27, 9)
    with pytest.raises(TrackerError, match=r"Say at what time “fri” is, such as \"fri 15:00\""):
        SUNDAY.moment("fri")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("fri 13pm", "“13pm” is no time of day"),
        ("fri 0am", "“0am” is no time of day"),
        ("fri 25:00", "“25:00” is no time of day"),
        ("fri 15:60", "“15:60” is no time of day"),
        ("fri 99", "“99” is no time of day"),
        ("2026-12-04T25:00Z", "is no time of day"),
        ("2026-02-30T15:00Z", "“2026-02-30” does not name a day"),
        ("fri midnight", "can be where the day starts or where it ends"),
        ("fri 15:00-16:00", "does not name a day and a time"),
        ("2026-12-04 15:00-16:00", "does not name a day and a time"),
        ("2026-13-04", "does not name a day and a time"),
        ("Europe/Berlin", "does not name a day and a time"),
        ("soon", "does not name a day and a time"),
        ("soon 15:00", "“soon” does not name a day"),
        ("fri xyz 3pm", "“fri xyz” does not name a day"),
        ("fri 3pm Nowhere/Land", "There is no time zone “Nowhere/Land”"),
        ("", "does not name a day"),
        ("fri 15:00\0", "does not name a day"),
    ],
)
def test_what_is_not_understood_as_a_moment_is_refused(text: str, reason: str) -> None:
    with pytest.raises(TrackerError, match=reason):
        SUNDAY.moment(text, at=time(12))


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("28 mar 2027 2:30", "2027-03-28 01:59", "2027-03-28 03:00"),
        ("14 mar 2027 2:00 America/New_York", "2027-03-14 01:59", "2027-03-14 03:00"),
        ("30 dec 2011 12:00 Pacific/Apia", "2011-12-29 23:59", "2011-12-31 00:00"),
    ],
)
def test_a_time_that_the_clocks_skip_is_refused_with_its_neighbours(
    text: str, before: str, after: str
) -> None:
    with pytest.raises(TrackerError, match=rf'skip .*type "{before}" or "{after}"'):
        SUNDAY.moment(text)


def test_of_a_time_that_occurs_twice_the_first_is_taken_unless_asked() -> None:
    first = SUNDAY.moment("25 oct 2026 2:30")
    second = SUNDAY.moment("25 oct 2026 2:30", fold=1)

    assert first.instant == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second.instant == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert first.ambiguous
    assert second.ambiguous


def test_the_fold_of_a_time_that_occurs_once_is_0() -> None:
    assert SUNDAY.moment("fri 3pm", fold=1) == Moment(datetime(2026, 11, 27, 15), "Europe/Berlin")
    assert not SUNDAY.moment("fri 3pm", fold=1).ambiguous
    assert not Moment(datetime(2027, 3, 28, 2, 30), "Europe/Berlin").ambiguous


@given(
    st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"]),
)
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/Berlin")
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Berlin")
def test_a_moment_keeps_the_instant_in_either_fold(instant: datetime, zone: str) -> None:
    moment = Moment.of(instant, zone)

    assert moment.instant == instant
    assert moment.local.utcoffset() == instant.astimezone(ZoneInfo(zone)).utcoffset()
    assert moment.fold == 0 or moment.ambiguous


def test_today_is_that_of_the_home_zone() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    assert Calendar(late, BERLIN, DateOrder.DAY_FIRST).today == date(2026, 11, 23)


@pytest.mark.parametrize(
    "name", ["Europe/Berlin", "europe/berlin", "UTC", "Etc/GMT+5", "etc/gmt+5"]
)
def test_a_zone_is_found_in_whatever_case(name: str) -> None:
    assert dates.zone(name).key.lower() == name.lower()


@pytest.mark.parametrize(
    "name",
    [
        *("", "America", "../x", "/etc/passwd", "Mars/Base", "localtime", "posix/Europe/Berlin"),
        *("A" * 5000, "Europe/Berlin\0", "Europe/Berlin/", "\ud800", "Zürich"),
    ],
)
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(TrackerError, match=r'There is no time zone .*"Europe/Berlin"'):
        dates.zone(name)


def test_days_and_moments_are_shown_in_english_words() -> None:
    moment = Moment(datetime(2026, 12, 4, 15), "Europe/Berlin")
    today = date(2026, 11, 22)

    assert dates.show_day(date(2026, 12, 4)) == "Fri 4 Dec 2026"
    assert dates.show_moment(moment) == "Fri 4 Dec 2026, 15:00 CET"
    assert dates.short_moment(moment, today) == "Fri 4 Dec 15:00"
    assert dates.short_day(date(2026, 12, 4), today) == "Fri 4 Dec"


def test_a_zone_without_letters_is_shown_as_an_offset() -> None:
    moment = Moment(datetime(2026, 12, 4, 15), "America/Sao_Paulo")

    assert dates.show_moment(moment) == "Fri 4 Dec 2026, 15:00 UTC-03"


def test_a_day_far_away_is_shown_with_its_year() -> None:
    today = date(2026, 11, 22)

    assert dates.short_day(today + timedelta(days=180), today) == "Fri 21 May"
    assert dates.short_day(today + timedelta(days=181), today) == "Sat 22 May 2027"
    assert dates.short_day(today - timedelta(days=181), today) == "Mon 25 May 2026"


def test_a_distance_is_told_in_days() -> None:
    days = [date(2026, 11, n) for n in (19, 21, 22, 23, 24)]
    shown = ["3 days ago", "yesterday", "today", "tomorrow", "in 2 days"]

    assert [dates.distance(day, SUNDAY.today) for day in days] == shown


@given(st.integers(-5000, 5000))
def test_a_distance_shown_is_read_back_as_the_day(days: int) -> None:
    day = SUNDAY.today + timedelta(days=days)

    assert SUNDAY.day(dates.distance(day, SUNDAY.today)) == day


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 12, 4), 0, date(2026, 12, 4)),
        (date(2026, 12, 4), 1, date(2026, 12, 7)),
        (date(2026, 12, 4), 6, date(2026, 12, 14)),
        (date(2026, 12, 5), 1, date(2026, 12, 7)),
        (date(2026, 12, 7), -1, date(2026, 12, 4)),
    ],
)
def test_working_days_skip_the_weekend(day: date, n: int, expected: date) -> None:
    assert dates.add_working_days(day, n) == expected


def test_two_working_days_before_a_tuesday_is_a_friday() -> None:
    assert dates.add_working_days(date(2026, 12, 8), -2) == date(2026, 12, 4)


@given(ANY_DAY, st.integers(0, 300))
def test_working_days_back_undo_working_days_on(day: date, n: int) -> None:
    working = dates.add_working_days(day, 1)

    assert dates.add_working_days(dates.add_working_days(working, n), -n) == working


def test_the_cheap_ways_do_not_import_dateutil() -> None:
    code = (
        "import sys; from datetime import datetime, UTC; from zoneinfo import ZoneInfo;"
        "from tracker.dates import Calendar; from tracker.words import DateOrder;"
        "home = Calendar(datetime.now(UTC), ZoneInfo('UTC'), DateOrder.DAY_FIRST);"
        "home.moment('fri 3pm'); home.day('2026-12-04'); home.day('4/5');"
        "sys.exit('dateutil' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
