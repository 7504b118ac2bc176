"""tracker export ics: each event once, its version above all that went out before."""

from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.conftest import CommandLine
from tests.storage import NewPlace

INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:a1@acme
DTSTAMP:20261120T100000Z
SEQUENCE:3
DTSTART:20261203T130000Z
SUMMARY:Technical interview with Acme
ORGANIZER;CN=Mia Chen:mailto:mia@acme.com
END:VEVENT
END:VCALENDAR
"""
Events = dict[str, tuple[int, str]]


def exported(run: CommandLine) -> Events:
    """Return version and state of each event by the first part of its UID, each there once."""
    events = Calendar.from_ical(run("export", "ics").stdout).walk("VEVENT")
    found = {
        str(one["UID"]).partition("@")[0]: (int(str(one["SEQUENCE"])), str(one["STATUS"]))
        for one in events
    }
    assert len(found) == len(events)
    return found


def invitation(folder: Path) -> str:
    path = folder / "invite.ics"
    path.write_text(INVITATION)
    return str(path)


def test_an_invitation_brought_in_again_after_an_undo_is_one_event_that_is_on(
    run: CommandLine, tmp_path: Path
) -> None:
    run("add", "Acme", "Data Engineer", "--on", "5 oct")
    run("import", invitation(tmp_path))
    before = exported(run)["a1"]
    run("undo")
    gone = exported(run)["a1"]
    run("import", invitation(tmp_path))
    after = exported(run)["a1"]
    assert [before[1], gone[1], after[1]] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert before[0] < gone[0] < after[0]


def test_what_was_noted_before_the_invitation_came_is_called_off_in_a_calendar(
    run: CommandLine, new_place: NewPlace, tmp_path: Path
) -> None:
    run("add", "Acme", "Data Engineer", "--on", "5 oct")
    run("interview", "add", "Acme", "2026-12-03 14:00")
    noted = exported(run)["interview-1"]
    assert noted[1] == "CONFIRMED"
    assert "1 updated" in run("import", invitation(tmp_path)).stdout
    invited = exported(run)
    assert invited["interview-1"][1] == "CANCELLED"
    assert invited["interview-1"][0] > noted[0]
    assert invited["a1"][1] == "CONFIRMED"
    path = str(tmp_path / "own.ics")
    run("export", "ics", "--to", path)
    other = CommandLine(new_place("other.db"))
    other("add", "Acme", "Data Engineer", "--on", "5 oct")
    for hunt, added in ((run, 0), (other, 1), (other, 0)):
        said = hunt("import", path)
        assert said.stderr == ""
        assert f"{added} added, 0 updated" in said.stdout
    run("undo")
    again = exported(run)
    assert again["interview-1"][1] == "CONFIRMED"
    assert again["interview-1"][0] > invited["interview-1"][0]


def test_a_meeting_that_two_applications_had_is_one_event_when_they_are_joined(
    run: CommandLine, tmp_path: Path
) -> None:
    run("add", "Acme", "Dev", "--on", "2 oct")
    run("add", "Acme GmbH", "Dev", "--on", "5 oct")
    run("interview", "add", "1", "2026-12-03 14:00", "--round", "technical")
    run("import", invitation(tmp_path), "--application", "2")
    before = exported(run)["a1"]
    run("application", "merge", "1", "2", "--yes")
    after = exported(run)["a1"]
    assert after[1] == "CONFIRMED"
    assert before[0] < after[0]


def test_a_company_renamed_before_its_meeting_was_handed_on_still_counts(
    run: CommandLine, tmp_path: Path
) -> None:
    run("add", "Acme", "Dev", "--on", "2 oct")
    run("add", "Acme GmbH", "Dev", "--on", "5 oct")
    run("import", invitation(tmp_path), "--application", "2")
    for role in ("Developer", "Coder", "Dev"):
        run("application", "edit", "2", "--role", role)
    before = exported(run)["a1"]
    run("application", "merge", "1", "2", "--yes")
    assert before[0] < exported(run)["a1"][0]


@pytest.mark.parametrize("step", [("undo",), ("interview", "cancel", "1")])
def test_ones_own_calendar_calls_off_nothing_that_took_the_place_of_what_is_off(
    run: CommandLine, tmp_path: Path, step: tuple[str, ...]
) -> None:
    run("add", "Acme", "Dev", "--on", "2 nov")
    run("interview", "add", "Acme", "2026-12-10 10:00")
    run(*step)
    run("interview", "add", "Acme", "2026-12-10 10:00")
    path = str(tmp_path / "own.ics")
    run("export", "ics", "--to", path)
    said = run("import", path)
    assert said.stderr == ""
    assert said.stdout == "own.ics: 0 added, 0 updated, 2 unchanged, 0 left out.\n"


def own(run: CommandLine, folder: Path, *changes: tuple[str, str]) -> str:
    """Return the path of one's own calendar, as another program changed it."""
    text = run("export", "ics").stdout
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path = folder / f"own-{len(list(folder.iterdir()))}.ics"
    path.write_text(text)
    return str(path)


SPLIT_SECOND = "2026-11-22T10:00:00.5+01:00"
COUNTED = ("SEQUENCE:0", "SEQUENCE:12")
MOVED = ("T150000", "T170000")
OFF = ("STATUS:CONFIRMED", "STATUS:CANCELLED")


@pytest.fixture
def noted(run: CommandLine) -> CommandLine:
    """A hunt with an interview that was noted down."""
    run("add", "Acme", "Dev", "--on", "2 nov")
    run("interview", "add", "1", "2026-12-03 15:00", TRACKER_NOW=SPLIT_SECOND)
    return run


@pytest.mark.parametrize(
    ("change", "did", "state"),
    [
        (MOVED, "to Thu 3 Dec 2026, 17:00 CET", "scheduled"),
        (OFF, "They cancelled the interview Acme, Dev: screen", "cancelled"),
    ],
)
def test_what_a_calendar_did_to_ones_own_event_counts_by_its_sequence_alone(
    noted: CommandLine, tmp_path: Path, change: tuple[str, str], did: str, state: str
) -> None:
    out, back = own(noted, tmp_path), own(noted, tmp_path, COUNTED, change)
    said = noted("import", back, TRACKER_NOW="2026-11-24T10:00Z")
    assert "0 added, 1 updated" in said.stdout
    assert did in said.stdout
    assert said.stderr == ""
    before = noted.rows(logs=True)
    for path in (back, out):
        said = noted("import", path, TRACKER_NOW="2026-11-25T10:00Z")
        assert said.stderr == ""
    assert noted.rows(logs=True) == before
    assert before["interview"][0]["state"] == state


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (MOVED, "the calendar says Thu 3 Dec 2026, 17:00 CET"),
        (OFF, "the calendar says that it is called off; if so: tracker interview cancel 1"),
    ],
)
def test_what_the_user_moved_since_is_not_moved_by_a_calendar_that_counted_on(
    noted: CommandLine, tmp_path: Path, change: tuple[str, str], says: str
) -> None:
    back = own(noted, tmp_path, COUNTED, change)
    noted("interview", "reschedule", "1", "2026-12-04 15:00", TRACKER_NOW="2026-11-23T10:00Z")
    before = noted.rows(logs=True)
    said = noted("import", back, TRACKER_NOW="2026-11-24T10:00Z").stderr
    assert "stays as it is here, as you changed it since; " in said
    assert says in said
    assert noted.rows(logs=True) == before


def test_an_interview_that_ones_own_calendar_brought_back_keeps_its_event(
    noted: CommandLine, tmp_path: Path
) -> None:
    path = own(noted, tmp_path)
    noted("undo")
    gone = exported(noted)["interview-1"]
    assert "1 added" in noted("import", path).stdout
    back = exported(noted)
    assert back["interview-1"][1] == "CONFIRMED"
    assert back["interview-1"][0] > gone[0]
    assert len(back) == 1
    before = noted.rows(logs=True)
    assert "0 added, 0 updated, 1 unchanged" in noted("import", path).stdout
    noted("interview", "reschedule", "2", "2026-12-04 15:00")
    assert "0 added, 0 updated, 1 unchanged" in noted("import", path).stdout
    noted("undo")
    noted("interview", "remove", "2", "--yes")
    assert "was removed here, so it stays away" in noted("import", path).stdout
    noted("undo")
    assert noted.rows()["interview"] == before["interview"]


STEPS = st.lists(
    st.sampled_from(
        (
            ("interview", "add", "1", "2026-12-03 14:00", "--round", "technical"),
            ("import", "INVITATION", "--application", "1"),
            ("import", "INVITATION", "--application", "2"),
            ("import", "OWN"),
            ("interview", "remove", "1", "--yes"),
            ("interview", "cancel", "2"),
            ("application", "edit", "2", "--role", "Coder"),
            ("application", "merge", "1", "2", "--yes"),
            ("undo",),
        )
    ),
    max_size=6,
)


TAKEN_BACK = [("import", "INVITATION", "--application", "1"), ("undo",)]


@example([*TAKEN_BACK, ("import", "INVITATION", "--application", "2")])
@example([("interview", "add", "1", "2026-12-03 14:00"), *TAKEN_BACK])
@example([("interview", "add", "1", "2026-12-03 14:00"), ("undo",), *[("import", "OWN")] * 2])
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_no_event_stands_twice_and_no_version_falls(
    new_place: NewPlace, tmp_path: Path, steps: list[tuple[str, ...]]
) -> None:
    run = CommandLine(new_place(f"{uuid4()}.db"))
    run("add", "Acme", "Dev", "--on", "2 oct")
    run("add", "Acme GmbH", "Dev", "--on", "5 oct")
    files = {"INVITATION": invitation(tmp_path)}
    known: Events = {}
    for step in steps:
        if "OWN" not in files and known:
            files["OWN"] = own(run, tmp_path)
        run(*(files.get(word, word) for word in step), code=None)
        now = exported(run)
        assert known.keys() <= now.keys()
        for name, (version, state) in now.items():
            assert version >= known.get(name, (0, ""))[0]
            assert known.get(name) in {None, (version, state)} or version > known[name][0]
        on = run.json("interview", "list")["interviews"]
        assert sum(state == "CONFIRMED" for _, state in now.values()) == len(on)
        known |= now
