"""tracker export ics: what other programs read, and what comes back unchanged."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Begin, CommandLine
from tests.storage import NewPlace
from tracker.dates import Moment
from tracker.exporters import ics
from tracker.exporters.ics import Event
from tracker.importers import calendars


def one_of_each(run: CommandLine) -> None:
    """A hunt with one of each that stands in a calendar."""
    run("add", "Acme", "Data engineer", "--on", "16 nov")
    run(
        *("interview", "add", "Acme", "fri 3pm", "--round", "onsite", "--minutes", "90"),
        *("--place", "https://meet.example/1", "--with", "Mia Chen", "--with", "Bob"),
        *("--notes", "Bring slides;\nask about the team, the 🦄 and the pay"),
    )
    run("contact", "edit", "Mia", "--email", "mia@acme.com", "--follow-up", "2026-12-02")
    run("interview", "add", "Acme", "2026-12-04 10:00 America/New_York", "--round", "final")
    run("offer", "add", "Acme", "€120k", "--until", "2026-12-10 18:00")
    run("add", "Globex", "Analyst", "--stage", "saved", "--apply-by", "2026-12-01")


@pytest.fixture
def hunt(begin: Begin) -> CommandLine:
    return begin(one_of_each)


def parsed(run: CommandLine) -> dict[str, icalendar.Event]:
    """Return the events by the first part of their UID."""
    events = events_of(run("export", "ics").stdout)
    return {str(event["UID"]).partition("@")[0]: event for event in events}


def events_of(text: str) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(text)
    return [one for one in calendar.walk("VEVENT") if isinstance(one, icalendar.Event)]


def test_a_calendar_holds_interviews_deadlines_follow_ups_and_last_days(hunt: CommandLine) -> None:
    events = parsed(hunt)
    assert {name: str(event["SUMMARY"]) for name, event in events.items()} == {
        "interview-1": "Acme, Data engineer: onsite",
        "interview-2": "Acme, Data engineer: final",
        "apply-by-2": "Last day to apply: Globex, Analyst",
        "follow-up-1": "Get in touch with Mia Chen (Acme)",
        "offer-1": "Answer the offer: Acme, Data engineer",
    }
    interview = events["interview-1"]
    assert interview.start == datetime.fromisoformat("2026-11-27T15:00+01:00")
    assert interview.end == datetime.fromisoformat("2026-11-27T16:30+01:00")
    assert (interview["LOCATION"], interview["URL"]) == ("https://meet.example/1",) * 2
    notes = "Bring slides;\nask about the team, the 🦄 and the pay"
    assert str(interview["DESCRIPTION"]) == notes
    assert str(interview["ATTENDEE"]) == "mailto:mia@acme.com"
    assert interview["ATTENDEE"].params["SCHEDULE-AGENT"] == "NONE"
    assert str(interview["CONTACT"]) == "Bob"
    assert bytes(interview.walk("VALARM")[0].to_ical()).count(b"TRIGGER:-PT1H") == 1
    assert events["follow-up-1"].start == date(2026, 12, 2)
    assert events["apply-by-2"].start == date(2026, 12, 1)
    assert events["offer-1"].start == datetime.fromisoformat("2026-12-10T18:00+01:00")
    assert "METHOD" not in hunt("export", "ics").stdout


def test_other_readers_take_it_with_the_rules_of_its_zones(hunt: CommandLine) -> None:
    text = hunt("export", "ics").stdout_bytes.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("\r\n") == text.count("\n")
    calendar = vobject.readOne(text)
    by_uid = {one.uid.value.partition("@")[0]: one for one in calendar.vevent_list}
    start = by_uid["interview-2"].dtstart.value
    assert start.astimezone(UTC) == datetime(2026, 12, 4, 15, tzinfo=UTC)
    assert {zone.tzid.value for zone in calendar.vtimezone_list} == {
        "America/New_York",
        "Europe/Berlin",
    }


def test_the_same_hunt_gives_the_same_bytes_on_another_day(hunt: CommandLine) -> None:
    first = hunt("export", "ics").stdout
    assert hunt("export", "ics", TRACKER_NOW="2026-12-24T10:00+01:00").stdout == first
    assert "LAST-MODIFIED:20261122T100000Z" in first


def test_it_is_written_to_a_file_for_its_owner_only(hunt: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "hunt.ics"
    assert hunt("export", "ics", "--to", str(path)).stdout == (
        f"The calendar was written to {path}.\n"
    )
    assert path.read_bytes() == hunt("export", "ics").stdout_bytes
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_empty_hunt_gives_an_empty_calendar(run: CommandLine) -> None:
    assert events_of(run("export", "ics").stdout) == []


def sequences(run: CommandLine) -> dict[str, int]:
    return {name: event.sequence for name, event in parsed(run).items()}


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("interview", "reschedule", "1", "2026-11-30 9:00"), "interview-1"),
        (("interview", "edit", "1", "--place", "Room 5"), "interview-1"),
        (("interview", "edit", "1", "--with", "Zoe"), "interview-1"),
        (("interview", "cancel", "2"), "interview-2"),
        (("interview", "remove", "2", "--yes"), "interview-2"),
        (("application", "edit", "Acme", "--role", "Tester"), "interview-1"),
        (("application", "edit", "Acme", "--company", "Acme Inc."), "offer-1"),
        (("contact", "edit", "Mia", "--email", "chen@acme.com"), "interview-1"),
        (("contact", "edit", "Bob", "--name", "Bob Ross"), "interview-1"),
        (("contact", "edit", "Mia", "--name", "Mia Wong"), "follow-up-1"),
        (("application", "edit", "Globex", "--company", "Globex Inc."), "apply-by-2"),
        (("offer", "extend", "Acme", "2026-12-20 12:00"), "offer-1"),
        (("offer", "decline", "Acme"), "offer-1"),
        (("contact", "edit", "Mia", "--follow-up", "2026-12-05"), "follow-up-1"),
        (("contact", "log", "Mia", "Called", "--on", "today"), None),
        (("application", "edit", "Globex", "--apply-by", "2026-12-03"), "apply-by-2"),
    ],
)
def test_the_sequence_rises_with_each_change_and_through_undo(
    hunt: CommandLine, command: tuple[str, ...], name: str | None
) -> None:
    before = sequences(hunt)
    hunt(*command)
    changed = sequences(hunt)
    hunt("undo")
    undone = sequences(hunt)
    assert all(before[one] <= changed[one] <= undone[one] for one in before)
    if name is not None:
        assert before[name] < changed[name] < undone[name]


@pytest.mark.parametrize(
    ("command", "name", "start"),
    [
        (("interview", "cancel", "1"), "interview-1", "20261127T150000"),
        (("interview", "decline", "1", "--stay"), "interview-1", "20261127T150000"),
        (("interview", "remove", "1", "--yes"), "interview-1", "20261127T150000"),
        (("interview", "edit", "1", "--clear", "when"), "interview-1", "20261127T150000"),
        (("application", "remove", "Acme", "--yes"), "interview-1", "20261127T150000"),
        (("offer", "decline", "Acme"), "offer-1", "20261210T180000"),
        (("contact", "edit", "Mia", "--clear", "follow-up"), "follow-up-1", "20261202"),
        (("contact", "remove", "Mia", "--yes"), "follow-up-1", "20261202"),
        (("application", "move", "Globex", "applied"), "apply-by-2", "20261201"),
    ],
)
def test_what_is_off_or_gone_is_cancelled_where_it_was(
    hunt: CommandLine, command: tuple[str, ...], name: str, start: str
) -> None:
    assert parsed(hunt)[name]["STATUS"] == "CONFIRMED"
    hunt(*command)
    event = parsed(hunt)[name]
    assert event["STATUS"] == "CANCELLED"
    assert event.start.strftime("%Y%m%dT%H%M%S").startswith(start)
    assert event.walk("VALARM") == []
    hunt("undo")
    assert parsed(hunt)[name]["STATUS"] == "CONFIRMED"


def test_ones_own_calendar_changes_nothing_in_the_same_hunt(
    hunt: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "own.ics"
    hunt("interview", "cancel", "2")
    hunt("export", "ics", "--to", str(path))
    before = hunt.rows(logs=True)
    said = hunt("import", str(path))
    assert said.stdout.startswith("own.ics: 0 added, 0 updated, 2 unchanged, 3 left out.\n")
    assert hunt.rows(logs=True) == before


def test_an_old_calendar_of_ones_own_moves_nothing_back(hunt: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "own.ics"
    hunt("export", "ics", "--to", str(path))
    hunt("interview", "reschedule", "1", "2026-11-30 9:00", TRACKER_NOW="2026-11-23T10:00+01:00")
    hunt("interview", "cancel", "2", TRACKER_NOW="2026-11-23T10:00+01:00")
    before = hunt.rows(logs=True)
    hunt("import", str(path))
    assert hunt.rows(logs=True) == before


def test_what_was_moved_in_the_calendar_since_is_moved_here(
    hunt: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "own.ics"
    text = hunt("export", "ics").stdout.replace("20261127T1", "20261128T1")
    path.write_text(text.replace("LAST-MODIFIED:20261122", "LAST-MODIFIED:20261123"), newline="")
    hunt("import", str(path))
    start = hunt.json("interview", "show", "1")["interview"]["start"]["at"]
    assert start == "2026-11-28T15:00:00+01:00"
    assert "1 unchanged" not in hunt("import", str(path)).stdout


def test_into_an_empty_hunt_with_the_applications_it_restores_the_interviews(
    hunt: CommandLine, new_place: NewPlace, tmp_path: Path
) -> None:
    path = tmp_path / "own.ics"
    hunt("export", "ics", "--to", str(path))
    other = CommandLine(new_place("other.db"))
    other("add", "Acme", "Data engineer", "--on", "16 nov")
    assert "2 added" in other("import", str(path)).stdout
    kept = ("round", "minutes", "place", "notes", "start", "state")
    for number in ("1", "2"):
        was = hunt.json("interview", "show", number)["interview"]
        now = other.json("interview", "show", number)["interview"]
        assert {name: now[name] for name in kept} == {name: was[name] for name in kept}
    people = [(one["name"], one["email"]) for one in other.json("contact", "list")["contacts"]]
    assert people == [("Bob", None), ("Mia Chen", "mia@acme.com")]
    before = other.rows(logs=True)
    assert "2 unchanged" in other("import", str(path)).stdout
    assert other.rows(logs=True) == before


def test_an_interview_from_a_calendar_keeps_its_identity(hunt: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "invite.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x@acme.com\nSEQUENCE:4\nDTSTAMP:20261120T100000Z\n"
        "RECURRENCE-ID:20261201T140000Z\nDTSTART:20261201T150000Z\nSUMMARY:Acme interview\n"
        "ORGANIZER:mailto:mia@acme.com\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    hunt("import", str(path))
    event = parsed(hunt)["x"]
    assert str(event["UID"]) == "x@acme.com"
    assert event["RECURRENCE-ID"].to_ical() == b"20261201T140000Z"
    assert event.sequence >= 4
    hunt("undo")
    gone = parsed(hunt)["x"]
    assert gone["STATUS"] == "CANCELLED"
    assert gone.sequence > event.sequence


def test_the_sequence_never_falls_when_somebody_drops_out(hunt: CommandLine) -> None:
    hunt("contact", "edit", "Bob", "--name", "Bob Ross")
    before = sequences(hunt)["interview-1"]
    hunt("contact", "remove", "Bob", "--yes")
    assert sequences(hunt)["interview-1"] > before


def test_a_copy_of_the_hunt_gives_the_same_calendar(hunt: CommandLine, new_place: NewPlace) -> None:
    copy = CommandLine(new_place("copy.db", hunt.address))
    assert copy("export", "ics").stdout == hunt("export", "ics").stdout


def test_so_does_a_copy_brought_in_as_json_and_a_change_there_raises_the_sequence(
    hunt: CommandLine, tmp_path: Path
) -> None:
    hunt("interview", "reschedule", "1", "2026-11-30 9:00")
    hunt("interview", "remove", "2", "--yes")
    hunt("undo")
    hunt("export", "json", "--to", str(tmp_path / "hunt.json"))
    copy = CommandLine(tmp_path / "copy.db")
    copy("import", str(tmp_path / "hunt.json"), TRACKER_NOW="2026-12-24T10:00Z")
    assert copy("export", "ics").stdout == hunt("export", "ics").stdout
    copy("interview", "reschedule", "1", "2026-12-01 9:00")
    assert sequences(copy)["interview-1"] == sequences(hunt)["interview-1"] + 1


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Africa/Casablanca", "Asia/Kolkata", "Europe/Dublin"]
)
WALLS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(
    lambda wall: wall.replace(microsecond=0, fold=0)
)
NAMES = TEXTS.map(lambda text: " ".join("".join(filter(str.isprintable, text)).split()) or "Mia")


def tidy(text: str) -> str:
    """Return a text as a calendar can hold it: no control characters, one kind of line end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or sign >= " ").strip()


@given(
    wall=WALLS,
    zone=ZONES,
    title=NAMES,
    place=TEXTS,
    notes=TEXTS,
    name=NAMES,
    minutes=st.integers(1, 900),
)
def test_whatever_is_written_is_read_back_by_others_and_by_the_importer(  # noqa: PLR0913, PLR0917
    wall: datetime, zone: str, title: str, place: str, notes: str, name: str, minutes: int
) -> None:
    now = datetime(2026, 11, 22, 10, tzinfo=UTC)
    start = Moment.of(Moment(wall, zone).instant, zone)
    written = "".join(
        ics.parts(
            [
                Event(
                    uid="interview-1@0123",
                    kind="Interview",
                    title=title,
                    start=start,
                    minutes=minutes,
                    place=place,
                    notes=notes,
                    people=[(name, "mia@acme.com")],
                    created=now,
                    changed=now,
                    alarm=timedelta(hours=-1),
                )
            ]
        )
    )
    (event,) = events_of(written)
    assert isinstance(event.start, datetime)
    assert event.start.astimezone(UTC) == start.instant
    assert str(event.get("DESCRIPTION", "")) == tidy(notes)
    assert str(event.get("LOCATION", "")) == tidy(place)
    assert str(event["SUMMARY"]) == title
    assert isinstance(event.end, datetime)
    assert event.end.astimezone(UTC) - start.instant == timedelta(minutes=minutes)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert calendars.recognises(written.encode())


@given(wall=WALLS, zone=ZONES)
def test_the_rules_written_along_are_those_of_the_zone(wall: datetime, zone: str) -> None:
    start = Moment.of(Moment(wall, zone).instant, zone)
    now = datetime(2026, 11, 22, 10, tzinfo=UTC)
    event = Event(
        uid="1",
        kind="Interview",
        title="x",
        start=start,
        created=now,
        changed=now,
        alarm=timedelta(),
    )
    text = "".join(ics.parts([event]))
    text = text.replace(f"TZID:{zone}", "TZID:Own").replace(f"TZID={zone}", "TZID=Own")
    own = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")
    if not own:
        assert start.fold
        return
    (zone_rules,) = own
    assert isinstance(zone_rules, icalendar.Timezone)
    rules = zone_rules.to_tz(lookup_tzid=False)
    if start.local.utcoffset() == start.local.replace(fold=1).utcoffset():
        assert rules.utcoffset(start.wall) == start.local.utcoffset()
