"""Calendars become rows: what Google, Outlook and Apple write, and what is broken."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import Calendar, Moment
from tracker.errors import TrackerError
from tracker.importers import calendars
from tracker.importers.rows import MeetingRow, Options, PassedOver, Person, Reading, Unread
from tracker.words import DateOrder

SHARED = Path(__file__).parents[2].parent / "shared" / "samples" / "ics"
SAMPLES = sorted(SHARED.glob("*.ics"))

SAFELINK = "https://eur03.safelinks.protection.outlook.com/"

US_RULES = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""
ODD_RULES = US_RULES.replace("-0500", "-0520").replace("-0400", "-0420")
ENDLESS_RULES = US_RULES.replace("FREQ=YEARLY", "FREQ=SECONDLY")


class Home:
    """Berlin, in November 2026."""

    currency = "EUR"

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar


@pytest.fixture
def home(calendar: Calendar) -> Home:
    return Home(calendar)


def ics(*lines: str, head: str = "METHOD:REQUEST") -> bytes:
    """Return a calendar of one event with those lines."""
    event = ["BEGIN:VEVENT", "UID:1@acme.example", "SUMMARY:Interview", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", head, *event, "END:VCALENDAR", ""]).encode()


def read(home: Home, content: bytes) -> Reading[MeetingRow]:
    assert calendars.recognises(content)
    return calendars.read("invite.ics", content, home, Options())


def one(home: Home, *lines: str, head: str = "METHOD:REQUEST") -> MeetingRow:
    (row,) = read(home, ics(*lines, head=head)).rows
    return row


def reason(home: Home, *lines: str, head: str = "METHOD:REQUEST") -> str:
    """Return why such an event is left out."""
    reading = read(home, ics(*lines, head=head))
    assert reading.rows == []
    (unread,) = reading.unread
    return str(unread)


def test_an_invitation_is_read_with_all_that_it_says(home: Home) -> None:
    row = one(
        home,
        "DTSTART;TZID=Europe/Berlin:20261127T150000",
        "DTEND;TZID=Europe/Berlin:20261127T163000",
        "SEQUENCE:2",
        "DTSTAMP:20261120T100000Z",
        "LAST-MODIFIED:20261119T090000Z",
        "LOCATION:Main St 5\\, Berlin\\; 3rd floor",
        "ORGANIZER;CN=Mia Chen:MAILTO:Mia@Acme.example",
        'ATTENDEE;CN="Doe, Jane";PARTSTAT=ACCEPTED:mailto:jane@acme.example',
        "ATTENDEE;CUTYPE=ROOM;CN=Room 5:mailto:room5@acme.example",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:busy@acme.example",
        "DESCRIPTION:Bring\\nslides. Dial in: https://zoom.us/j/123?pwd=a",
    )
    assert row.moment == Moment(datetime(2026, 11, 27, 15), "Europe/Berlin")
    assert (row.line, row.uid, row.sequence, row.minutes) == (3, "1@acme.example", 2, 90)
    assert row.stamp == datetime(2026, 11, 19, 9, tzinfo=UTC)
    assert row.place == "Main St 5, Berlin; 3rd floor"
    assert row.organiser == Person("Mia Chen", "mia@acme.example")
    assert row.attendees == (Person("Jane Doe", "jane@acme.example"),)
    assert row.description == "Bring\nslides. Dial in: https://zoom.us/j/123?pwd=a"
    assert row.links == ("https://zoom.us/j/123?pwd=a",)
    assert not row.cancelled


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["LOCATION:https://meet.google.com/abc"], "https://meet.google.com/abc"),
        (["X-GOOGLE-CONFERENCE:https://meet.google.com/abc"], "https://meet.google.com/abc"),
        (
            ["X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/1"],
            "https://teams.microsoft.com/l/meetup-join/1",
        ),
        (
            ["CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://acme.zoom.us/j/9"],
            "https://acme.zoom.us/j/9",
        ),
        (
            [
                "LOCATION:Microsoft Teams Meeting",
                "DESCRIPTION:Join <https://teams.live.com/meet/1>.",
            ],
            "https://teams.live.com/meet/1",
        ),
        (["URL:https://whereby.com/acme"], "https://whereby.com/acme"),
        (
            [f"DESCRIPTION:{SAFELINK}?url=https%3A%2F%2Facme.webex.com%2Fmeet%2F1&data=05"],
            "https://acme.webex.com/meet/1",
        ),
        (["LOCATION:Zoom", "DESCRIPTION:No link yet"], "Zoom"),
        (["DESCRIPTION:See https://acme.example/jobs"], None),
        (["LOCATION:Room 5", "URL:https://zoom.us/j/1"], "Room 5"),
    ],
)
def test_the_place_is_the_room_or_the_link_wherever_it_stands(
    home: Home, lines: list[str], place: str | None
) -> None:
    assert one(home, "DTSTART:20261127T140000Z", *lines).place == place


@pytest.mark.parametrize(
    ("start", "instant", "zone"),
    [
        (":20261127T140000Z", "2026-11-27T14:00", "Europe/Berlin"),
        (";TZID=America/New_York:20261127T090000", "2026-11-27T14:00", "America/New_York"),
        (";TZID=Eastern Standard Time:20261127T090000", "2026-11-27T14:00", "America/New_York"),
        (
            ';TZID="(UTC-05:00) Eastern Time (US & Canada)":20261127T090000',
            "2026-11-27T14:00",
            "America/New_York",
        ),
        (
            ';TZID="(GMT+10:00) Canberra, Melbourne, Sydney":20261128T010000',
            "2026-11-27T14:00",
            "Australia/Canberra",
        ),
        (';TZID="(UTC-03:00) Brasília":20261127T110000', "2026-11-27T14:00", "America/Sao_Paulo"),
        (
            ";TZID=/mozilla.org/20050126_1/Europe/Berlin:20261127T150000",
            "2026-11-27T14:00",
            "Europe/Berlin",
        ),
        (
            ";TZID=/freeassociation.sourceforge.net/Europe/Berlin:20261127T150000",
            "2026-11-27T14:00",
            "Europe/Berlin",
        ),
        (
            ";TZID=/citadel.org/20210210_1/America/Argentina/Salta:20261127T110000",
            "2026-11-27T14:00",
            "America/Argentina/Salta",
        ),
        (";TZID=europe/berlin:20260701T150000", "2026-07-01T13:00", "Europe/Berlin"),
        # Of an hour that comes twice the first.
        (";TZID=Europe/Berlin:20261025T023000", "2026-10-25T00:30", "Europe/Berlin"),
    ],
)
def test_a_time_is_in_the_zone_that_the_file_means(
    home: Home, start: str, instant: str, zone: str
) -> None:
    row = one(home, f"DTSTART{start}")
    assert row.moment is not None
    assert row.moment.instant == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert (row.moment.zone, row.remark) == (zone, None)


@pytest.mark.parametrize(
    ("start", "before"),
    [
        (";TZID=Europe/Berlin:20260329T023000", ""),
        (
            ":20260329T023000",
            "“Interview” names no time zone; its time is taken as that of Europe/Berlin. ",
        ),
    ],
)
def test_a_time_that_the_clocks_skip_counts_on_from_before_and_is_said(
    home: Home, start: str, before: str
) -> None:
    row = one(home, f"DTSTART{start}")
    assert row.moment is not None
    assert row.moment.instant == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert row.remark == (
        f"{before}“Interview”: the clocks of Europe/Berlin skip 02:30 on that day, so it is taken "
        "as Sun 29 Mar 2026, 03:30 CEST; ask which time is meant."
    )


def test_what_repeats_loses_no_other_remark(home: Home) -> None:
    row = one(home, "DTSTART:20261127T150000", "RRULE:FREQ=DAILY")
    assert row.remark == (
        "“Interview” repeats; only its first time is taken. “Interview” names no time zone; its "
        "time is taken as that of Europe/Berlin."
    )


def test_a_zone_of_a_name_of_its_own_is_known_by_its_rules(home: Home) -> None:
    row = one(home, "DTSTART;TZID=Customized Time Zone:20261127T090000", head=US_RULES)
    assert row.moment == Moment(datetime(2026, 11, 27, 9), "America/New_York")
    summer = one(home, "DTSTART;TZID=Customized Time Zone:20260701T090000", head=US_RULES)
    assert summer.moment == Moment(datetime(2026, 7, 1, 9), "America/New_York")


def test_the_rules_may_stand_behind_the_event(home: Home) -> None:
    content = ics("DTSTART;TZID=Customized Time Zone:20261127T090000", head="METHOD:PUBLISH")
    content = content.replace(b"END:VCALENDAR", US_RULES.encode() + b"\nEND:VCALENDAR")
    (row,) = read(home, content).rows
    assert row.moment == Moment(datetime(2026, 11, 27, 9), "America/New_York")


def test_a_blank_zone_has_the_rules_of_that_name(home: Home) -> None:
    rules = US_RULES.replace("TZID:Customized Time Zone", "TZID:")
    row = one(home, "DTSTART;TZID=:20261127T090000", head=rules)
    assert row.moment == Moment(datetime(2026, 11, 27, 9), "America/New_York")


@pytest.mark.parametrize("name", ["Utc", "UTC"])
def test_what_outlook_calls_utc_is_utc(home: Home, name: str) -> None:
    row = one(home, f"DTSTART;TZID=tzone://Microsoft/{name}:20261127T090000")
    assert (row.moment, row.remark) == (Moment(datetime(2026, 11, 27, 9), "UTC"), None)


def test_rules_that_no_zone_has_give_an_instant_and_a_remark(home: Home) -> None:
    row = one(home, "DTSTART;TZID=Customized Time Zone:20261127T090000", head=ODD_RULES)
    assert row.moment == Moment(datetime(2026, 11, 27, 14, 20), "UTC")
    assert row.remark == (
        "“Interview”: its zone “Customized Time Zone” is none that is known here; the time is kept "
        "in UTC."
    )


def test_a_known_zone_with_other_rules_in_the_file_is_pointed_out(home: Home) -> None:
    rules = US_RULES.replace("Customized Time Zone", "Europe/Berlin")
    row = one(home, "DTSTART;TZID=Europe/Berlin:20261127T090000", head=rules)
    assert row.moment == Moment(datetime(2026, 11, 27, 9), "Europe/Berlin")
    assert row.remark is not None
    assert "its file has other rules for “Europe/Berlin”" in row.remark


@pytest.mark.parametrize(
    ("zone", "head"),
    [
        ('"tzone://Microsoft/Custom"', "METHOD:REQUEST"),
        ("tzone://Microsoft/Custom", "METHOD:REQUEST"),
        ("", "METHOD:REQUEST"),
        ("Eastern", "METHOD:REQUEST"),
        ("localtime", "METHOD:REQUEST"),
        ('"(UTC+07:00) Berlin"', "METHOD:REQUEST"),
        ("Customized Time Zone", ENDLESS_RULES),
        ("Customized Time Zone", US_RULES.replace("TZOFFSETTO", "X-OFFSET")),
    ],
)
def test_a_time_in_an_unknown_zone_is_left_open_and_never_taken_as_local(
    home: Home, zone: str, head: str
) -> None:
    row = one(home, f"DTSTART;TZID={zone}:20261127T090000", head=head)
    name = zone.strip('"')
    assert row.moment is None
    assert row.untimed == f"at 2026-11-27 09:00 in the time zone “{name}”, which is not known"


def test_a_time_without_a_zone_is_taken_as_at_home_with_a_remark(home: Home) -> None:
    row = one(home, "DTSTART:20261127T150000")
    assert row.moment == Moment(datetime(2026, 11, 27, 15), "Europe/Berlin")
    assert row.remark == (
        "“Interview” names no time zone; its time is taken as that of Europe/Berlin."
    )


def test_of_a_series_only_the_first_time_is_taken_however_long_it_goes_on(home: Home) -> None:
    row = one(home, "DTSTART:20261127T140000Z", "RRULE:FREQ=SECONDLY")
    assert row.remark == "“Interview” repeats; only its first time is taken."
    assert row.moment == Moment(datetime(2026, 11, 27, 15), "Europe/Berlin")


@pytest.mark.parametrize(
    "recurrence",
    [
        "RECURRENCE-ID;TZID=Europe/Berlin:20261127T150000",
        "RECURRENCE-ID:20261127T140000Z",
        "RECURRENCE-ID;TZID=America/New_York:20261127T090000",
    ],
)
def test_one_time_of_a_series_has_one_name_whatever_the_zone(home: Home, recurrence: str) -> None:
    row = one(home, "DTSTART:20261127T160000Z", recurrence)
    assert row.key == ("1@acme.example", "20261127T140000Z")


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        (["DTEND:20261127T144500Z"], 45),
        (["DURATION:PT1H30M"], 90),
        (["DURATION:-PT1H30M"], None),
        (["DTEND:20261127T120000Z"], None),
        (["DURATION:PT0S"], None),
        (["DURATION:an hour"], None),
        (["DTEND:99991231T235959Z"], None),
        ([], None),
    ],
)
def test_a_length_that_makes_sense_is_kept(
    home: Home, lines: list[str], minutes: int | None
) -> None:
    assert one(home, "DTSTART:20261127T140000Z", *lines).minutes == minutes


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["DTSTART;VALUE=DATE:20261127"], "“Interview” is a whole day, no meeting"),
        (["DTSTART:20261127"], "“Interview” is a whole day, no meeting"),
        (
            ["DTSTART:20261127T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"],
            "“Interview” is a whole day, no meeting",
        ),
        (
            ["DTSTART:20261127T140000Z", "DURATION:P3D"],
            "“Interview” lasts longer than a day, so it is no meeting",
        ),
    ],
)
def test_what_is_no_meeting_is_passed_over(home: Home, lines: list[str], why: str) -> None:
    (passed,) = read(home, ics(*lines)).unread
    assert isinstance(passed, PassedOver)
    assert str(passed) == why


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "“Interview” has no time"),
        (
            ["DTSTART:tomorrow"],
            "“Interview” starts at “tomorrow”, which is no time that is understood",
        ),
        (
            ["DTSTART:20261340T990000Z"],
            "“Interview” starts at “20261340T990000Z”, which is no time",
        ),
        (["DTSTART:00010101T000000Z"], "“Interview” is of the year 1, when there was no interview"),
        (
            ["DTSTART:99991231T235959"],
            "“Interview” is of the year 9999, when there was no interview",
        ),
    ],
)
def test_an_event_without_a_time_that_is_understood_is_left_out(
    home: Home, lines: list[str], why: str
) -> None:
    assert reason(home, *lines).startswith(why)


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"])
def test_an_answer_to_an_invitation_is_passed_over(home: Home, method: str) -> None:
    said = reason(home, "DTSTART:20261127T140000Z", head=f"METHOD:{method}")
    assert said.startswith("“Interview” is a")


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ("METHOD:CANCEL", []),
        ("METHOD:CANCEL", ["DTSTART;TZID=tzone://Microsoft/Custom:20261127T150000"]),
        ("METHOD:PUBLISH", ["STATUS:CANCELLED", "DTSTART:20261127T140000Z"]),
    ],
)
def test_what_is_called_off_is_known_as_such_whatever_its_time(
    home: Home, head: str, lines: list[str]
) -> None:
    assert one(home, *lines, head=head).cancelled


def test_free_and_busy_times_and_tasks_are_no_meetings(home: Home) -> None:
    content = b"""BEGIN:VCALENDAR
BEGIN:VFREEBUSY
FREEBUSY:20261127T140000Z/PT1H
END:VFREEBUSY
BEGIN:VTODO
DUE:20261127T140000Z
END:VTODO
END:VCALENDAR"""
    assert read(home, content).unread == [
        PassedOver(2, "times that are free or busy are no meeting"),
        PassedOver(5, "a task is no meeting"),
    ]


def test_an_alarm_within_an_event_does_not_speak_for_it(home: Home) -> None:
    alarm = ["BEGIN:VALARM", "SUMMARY:Alarm", "UID:2", "ATTENDEE:mailto:me@x.example", "END:VALARM"]
    row = one(home, *alarm, "DTSTART:20261127T140000Z")
    assert (row.summary, row.uid, row.attendees) == ("Interview", "1@acme.example", ())


def test_lines_folded_within_a_character_are_joined(home: Home) -> None:
    content = ics("DTSTART:20261127T140000Z", "LOCATION:Café 🦄").replace(b"\xa9", b"\r\n \xa9")
    content = content.replace("🦄".encode(), "🦄".encode()[:2] + b"\r\n\t" + "🦄".encode()[2:])
    (row,) = read(home, content).rows
    assert row.place == "Café 🦄"


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_and_end_of_line_is_understood(
    home: Home, ends: str, encoding: str
) -> None:
    text = ics("DTSTART:20261127T140000Z", "LOCATION:Café Zürich").decode().replace("\r\n", ends)
    (row,) = read(home, text.encode(encoding)).rows
    assert row.place == "Café Zürich"


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"BEGIN:VCARD\nFN:Mia\nEND:VCARD\n", b"Company,Role\nAcme,BEGIN:VCALENDAR\n"],
)
def test_what_is_no_calendar_is_not_taken_for_one(content: bytes) -> None:
    assert not calendars.recognises(content)


def test_a_calendar_without_any_event_is_one(home: Home) -> None:
    reading = read(home, b"BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    assert (reading.rows, reading.unread) == ([], [])


def test_what_breaks_off_before_any_event_is_refused(home: Home) -> None:
    with pytest.raises(TrackerError, match=r"empty.ics is no whole calendar"):
        calendars.read("empty.ics", b"BEGIN:VCALENDAR\nVERSION:2.0\n", home, Options())


def test_a_calendar_of_too_many_events_is_refused(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendars, "MOST_EVENTS", 2)
    event = b"BEGIN:VEVENT\nDTSTART:20261127T140000Z\nEND:VEVENT\n"
    with pytest.raises(TrackerError, match="more than 2 events; divide it"):
        calendars.read(
            "big.ics", b"BEGIN:VCALENDAR\n" + event * 3 + b"END:VCALENDAR\n", home, Options()
        )


def test_what_breaks_off_is_left_out_and_the_rest_is_read(home: Home) -> None:
    whole = ics("DTSTART:20261127T140000Z")
    broken = whole.replace(b"END:VCALENDAR\r\n", b"BEGIN:VEVENT\r\nSUMMARY:Second\r\nDTSTART:2026")
    reading = read(home, broken)
    assert len(reading.rows) == 1
    assert reading.unread == [Unread(8, "breaks off before its end", what="“Second”")]


def test_components_nested_without_end_cost_little(home: Home) -> None:
    depth = 10_000
    content = b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * depth + b"END:VEVENT\n" * depth
    assert read(home, content).unread == [
        Unread(2, "has no time", what="“an event without a title”")
    ]


def test_nul_and_bytes_that_are_no_text_do_no_harm(home: Home) -> None:
    content = ics("DTSTART:20261127T140000Z").replace(b"Interview", b"Inter\0view \xff\x81")
    (row,) = read(home, content).rows
    assert row.summary.startswith("Interview ÿ")


@given(data=st.data())
def test_whatever_is_cut_or_garbled_is_read_or_refused_with_a_sentence(
    data: st.DataObject,
) -> None:
    now = datetime(2026, 11, 22, 10, tzinfo=UTC)
    home = Home(Calendar(now, ZoneInfo("Europe/Berlin"), DateOrder.DAY_FIRST))
    whole = ics("DTSTART;TZID=Customized Time Zone:20261127T090000", "RRULE:X", head=US_RULES)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    garbage = data.draw(st.binary(max_size=20) | st.sampled_from([b"\nEND:VEVENT\n", b';=:"\n']))
    content = b"BEGIN:VCALENDAR\n" + whole[:start] + garbage + whole[end:]
    try:
        reading = calendars.read("x.ics", content, home, Options())
    except TrackerError:
        return
    assert all(one.reason for one in reading.unread)


@pytest.mark.skipif(not SAMPLES, reason=f"no samples at {SHARED}")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_is_read_row_by_row(home: Home, path: Path) -> None:
    content = path.read_bytes()
    reading = read(home, content)
    assert len(reading.rows) + len(reading.unread) >= content.count(b"BEGIN:VEVENT")
