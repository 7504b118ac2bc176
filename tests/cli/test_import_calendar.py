"""tracker import of calendars and mails: interviews come in, move, and are called off."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CommandLine, Terminal
from tests.storage import NewPlace

SHARED = Path(__file__).parents[2].parent / "shared" / "samples"
SAMPLES = sorted([*(SHARED / "ics").glob("*.ics"), *(SHARED / "eml").glob("*.eml")])

Invite = Callable[..., str]

MIA = "ORGANIZER;CN=Mia Chen:mailto:mia@acme.com"
BOB = "ATTENDEE;CN=Bob Stone:mailto:bob@acme.com"
SELF = "ATTENDEE;CN=Me:mailto:me@gmail.com"


@pytest.fixture
def hunt(run: CommandLine) -> CommandLine:
    """A hunt with an application at Acme."""
    run("add", "Acme", "Data engineer", "--on", "16 nov")
    return run


@pytest.fixture
def invite(tmp_path: Path) -> Invite:
    """Write a calendar of one event, of further ones by their lines, and return its path."""

    def write(  # noqa: PLR0913 (an event is all of these)
        *lines: str,
        start: str = ";TZID=Europe/Berlin:20261127T150000",
        summary: str = "Interview",
        sequence: int = 0,
        stamp: str = "20261120T100000Z",
        uid: str | None = "1@acme.com",
        method: str = "REQUEST",
        name: str = "invite.ics",
    ) -> str:
        event = [f"DTSTART{start}", f"SUMMARY:{summary}", f"SEQUENCE:{sequence}", *lines]
        named = [f"UID:{uid}"] if uid else []
        whole = ["BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT", f"DTSTAMP:{stamp}"]
        path = tmp_path / name
        text = "\r\n".join([*whole, *named, *event, "END:VEVENT", "END:VCALENDAR", ""])
        path.write_text(text, encoding="utf-8", newline="")
        return str(path)

    return write


def one(run: CommandLine) -> dict[str, Any]:
    """Return the only interview."""
    (found,) = run.json("interview", "list", "--all")["interviews"]
    return dict(found)


def test_an_invitation_becomes_an_interview_with_its_people(
    hunt: CommandLine, invite: Invite
) -> None:
    path = invite(MIA, BOB, SELF, "DTEND;TZID=Europe/Berlin:20261127T160000", "LOCATION:Room 5")
    said = hunt("import", path)
    assert said.stdout == (
        "invite.ics: interviews: 1 added, 0 updated, 0 unchanged; "
        "contacts: 2 added, 0 updated, 0 unchanged; 0 left out.\n"
        "Added interview 1: Acme, Data engineer: screen, Fri 27 Nov 2026, 15:00 CET, in 5 days.\n"
        "Acme, Data engineer moved from applied to screening.\n"
    )
    assert said.stderr == ""
    assert hunt("interview", "show", "1").stdout.splitlines() == [
        "Acme, Data engineer: screen (interview 1)",
        "when     Fri 27 Nov 2026, 15:00 CET",
        "state    scheduled",
        "minutes  60",
        "place    Room 5",
        "with     Mia Chen (Acme), Bob Stone (Acme)",
    ]
    people = [(one["name"], one["email"]) for one in hunt.json("contact", "list")["contacts"]]
    assert people == [("Bob Stone", "bob@acme.com"), ("Mia Chen", "mia@acme.com")]


def test_a_second_run_changes_nothing(hunt: CommandLine, invite: Invite) -> None:
    path = invite(MIA, BOB, SELF)
    hunt("import", path)
    before = hunt.rows(logs=True)
    said = hunt("import", path)
    assert said.stdout == "invite.ics: 0 added, 0 updated, 1 unchanged, 0 left out.\n"
    assert hunt.rows(logs=True) == before


def test_a_dry_run_says_the_same_and_one_undo_takes_all_back(
    hunt: CommandLine, invite: Invite
) -> None:
    path = invite(MIA, BOB)
    before = hunt.rows()
    dry = hunt("import", path, "--dry-run")
    assert hunt.rows() == before
    done = hunt("import", path)
    assert dry.stdout.replace("would be ", "").replace("None of this was done yet:\n", "") == (
        done.stdout
    )
    assert hunt("undo").stdout.startswith("Undid: invite.ics: interviews: 1 added")
    assert hunt.rows() == before


def test_a_calendar_of_very_many_events_is_summed_up_by_why_they_are_left_out(
    hunt: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "invite.ics"
    event = "BEGIN:VEVENT\nUID:{0}@x\nDTSTART{1}\nSUMMARY:Meeting {0}\nEND:VEVENT"
    days = [event.format(number, ";VALUE=DATE:20261127") for number in range(30)]
    times = [event.format(number, ":20261127T140000Z") for number in range(30, 70)]
    path.write_text("\n".join(("BEGIN:VCALENDAR", *days, *times, "END:VCALENDAR")))
    assert hunt("import", str(path)).stdout == (
        "invite.ics: 0 added, 0 updated, 0 unchanged, 70 left out.\n"
        "30 events, such as line 2: “Meeting 0” is a whole day, no meeting\n"
        "40 events, such as line 152: “Meeting 30” (Fri 27 Nov 2026, 15:00 CET) matches no open "
        "application\n"
    )


def test_what_is_odd_is_said_of_its_meeting_and_without_commands_in_a_dry_run(
    hunt: CommandLine, invite: Invite
) -> None:
    path = invite(MIA, start=":20261120T140000Z")
    past = "Note: “Interview” (Fri 20 Nov 2026, 15:00 CET): That time is past"
    assert f"{past}.\n" in hunt("import", path, "--dry-run").stderr
    assert f"{past}; say how it went: tracker interview done 1 " in hunt("import", path).stderr


def test_a_later_version_moves_the_interview_and_an_earlier_one_does_not(
    hunt: CommandLine, invite: Invite
) -> None:
    first = invite(MIA, "LOCATION:Room 5", "DURATION:PT1H", name="first.ics")
    later = invite(
        MIA,
        "LOCATION:Room 6",
        "DURATION:PT2H",
        start=":20261128T090000Z",
        sequence=1,
        stamp="20261121T100000Z",
        name="later.ics",
    )
    hunt("import", first)
    said = hunt("import", later)
    assert said.stdout == (
        "later.ics: 0 added, 1 updated, 0 unchanged, 0 left out.\n"
        "Moved Acme, Data engineer: screen from Fri 27 Nov 2026, 15:00 CET to "
        "Sat 28 Nov 2026, 10:00 CET, in 6 days.\n"
    )
    moved = one(hunt)
    assert (moved["place"], moved["minutes"], moved["event_sequence"]) == ("Room 6", 120, 1)
    before = hunt.rows(logs=True)
    for path in (first, later):
        assert "0 updated, 1 unchanged" in hunt("import", path).stdout
    assert hunt.rows(logs=True) == before


def test_of_two_versions_of_one_sequence_the_later_stamp_counts(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA))
    hunt("import", invite(MIA, start=":20261128T090000Z", stamp="20261119T100000Z"))
    assert one(hunt)["start"]["at"] == "2026-11-27T15:00:00+01:00"
    hunt("import", invite(MIA, start=":20261128T090000Z", stamp="20261121T100000Z"))
    assert one(hunt)["start"]["at"] == "2026-11-28T10:00:00+01:00"


def test_a_later_version_that_says_the_same_changes_nothing(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA))
    before = hunt.rows(logs=True)
    hunt("import", invite(MIA, sequence=3, stamp="20261121T100000Z"))
    assert hunt.rows(logs=True) == before


def test_only_the_place_may_change(hunt: CommandLine, invite: Invite) -> None:
    hunt("import", invite(MIA))
    said = hunt("import", invite(MIA, "LOCATION:Room 7", sequence=1))
    assert "Changed interview 1: Acme, Data engineer: screen.\n" in said.stdout
    assert one(hunt)["place"] == "Room 7"


@pytest.mark.parametrize("how", [{"method": "CANCEL"}, {"method": "PUBLISH", "off": "1"}])
def test_what_is_called_off_is_cancelled_once(
    hunt: CommandLine, invite: Invite, how: dict[str, str]
) -> None:
    hunt("import", invite(MIA))
    lines = ["STATUS:CANCELLED"] if "off" in how else []
    path = invite(MIA, *lines, method=how["method"], sequence=1, stamp="20261121T100000Z")
    said = hunt("import", path)
    assert "They cancelled the interview Acme, Data engineer: screen.\n" in said.stdout
    assert one(hunt)["state"] == "cancelled"
    before = hunt.rows(logs=True)
    assert "1 unchanged" in hunt("import", path).stdout
    hunt("import", invite(MIA))
    assert hunt.rows(logs=True) == before


def test_what_is_called_off_and_invited_anew_is_on_again(hunt: CommandLine, invite: Invite) -> None:
    hunt("import", invite(MIA))
    hunt("import", invite(MIA, method="CANCEL", sequence=1, stamp="20261121T100000Z"))
    hunt("import", invite(MIA, sequence=2, stamp="20261123T110000Z"))
    assert one(hunt)["state"] == "scheduled"


def test_an_unknown_event_that_is_called_off_is_left_out(hunt: CommandLine, invite: Invite) -> None:
    said = hunt("import", invite(MIA, method="CANCEL"))
    assert "is called off, and is none of your interviews" in said.stdout
    assert hunt.rows()["interview"] == []


@pytest.mark.parametrize("method", ["COUNTER", "REPLY", "REFRESH", "DECLINECOUNTER"])
def test_answers_and_proposals_never_overwrite(
    hunt: CommandLine, invite: Invite, method: str
) -> None:
    hunt("import", invite(MIA))
    before = hunt.rows(logs=True)
    path = invite(MIA, method=method, start=":20261201T090000Z", sequence=9)
    assert "0 added, 0 updated, 0 unchanged, 1 left out" in hunt("import", path).stdout
    assert hunt.rows(logs=True) == before


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("interview", "decline", "1", "--stay"), "as it is declined"),
        (("interview", "miss", "1"), "as it is missed"),
        (("interview", "done", "1"), "as it is done"),
        (("interview", "reschedule", "1", "2026-11-30 9:00"), "as you changed it since"),
        (("interview", "cancel", "1"), "as you changed it since"),
        (("reject", "Acme"), "as its application has ended (rejected)"),
    ],
)
def test_what_the_user_did_since_is_never_moved_back(
    hunt: CommandLine, invite: Invite, command: tuple[str, ...], why: str
) -> None:
    hunt("import", invite(MIA))
    hunt(*command)
    before, logs = hunt.rows(), hunt.rows(logs=True)
    later = invite(MIA, start=":20261201T090000Z", sequence=1, stamp="20261121T100000Z")
    said = hunt("import", later)
    assert said.stderr == (
        f"Note: Acme, Data engineer: screen stays as it is here, {why}; "
        "the calendar says Tue 1 Dec 2026, 10:00 CET.\n"
    )
    assert hunt.rows(logs=True) == logs
    hunt("import", invite(MIA, method="CANCEL", sequence=2, stamp="20261121T110000Z"))
    now = hunt.rows()
    before["saved"] = now["saved"]  # at most in which version it was called off
    assert now == before


def test_a_version_from_after_the_users_own_change_counts_again(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA))
    hunt("interview", "reschedule", "1", "2026-11-30 9:00")
    hunt("import", invite(MIA, start=":20261201T090000Z", sequence=1, stamp="20261123T100000Z"))
    assert one(hunt)["start"]["at"] == "2026-12-01T10:00:00+01:00"


def test_an_update_may_come_that_is_older_than_the_last_import(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA), TRACKER_NOW="2026-11-25T10:00+01:00")
    path = invite(MIA, start=":20261201T090000Z", sequence=1, stamp="20261121T100000Z")
    hunt("import", path, TRACKER_NOW="2026-11-26T10:00+01:00")
    assert one(hunt)["start"]["at"] == "2026-12-01T10:00:00+01:00"


def test_an_interview_that_was_removed_stays_away_unless_the_removal_is_undone(
    hunt: CommandLine, invite: Invite
) -> None:
    path = invite(MIA)
    hunt("import", path)
    hunt("interview", "remove", "1", "--yes")
    assert "was removed here, so it stays away" in hunt("import", path).stdout
    hunt("undo")
    assert "1 unchanged" in hunt("import", path).stdout


def test_an_import_that_was_undone_can_be_done_again(hunt: CommandLine, invite: Invite) -> None:
    path = invite(MIA)
    hunt("import", path)
    hunt("undo")
    assert "1 added" in hunt("import", path).stdout


def test_an_interview_noted_down_by_hand_is_filled_in_and_not_doubled(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("interview", "add", "Acme", "fri 3pm", "--round", "onsite", "--minutes", "90")
    path = invite(MIA, "DURATION:PT1H", "LOCATION:Room 5")
    assert "0 added, 1 updated" in hunt("import", path).stdout
    found = one(hunt)
    assert (found["minutes"], found["place"], found["event_uid"]) == (90, "Room 5", "1@acme.com")
    assert "1 unchanged" in hunt("import", path).stdout


def test_an_interview_without_a_time_gets_it_from_the_invitation(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("interview", "add", "Acme", "--round", "onsite")
    assert "0 added, 1 updated" in hunt("import", invite(MIA)).stdout
    found = one(hunt)
    assert (found["start"]["at"], found["round"]) == ("2026-11-27T15:00:00+01:00", "onsite")


def test_an_event_without_uid_is_known_by_its_time(hunt: CommandLine, invite: Invite) -> None:
    path = invite(MIA, uid=None)
    assert "1 added" in hunt("import", path).stdout
    assert "0 added, 0 updated, 1 unchanged" in hunt("import", path).stdout


def test_two_events_at_one_time_for_one_application_are_one_interview(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA))
    said = hunt("import", invite(MIA, uid="calendly-1"))
    assert "is at the very time of interview 1, Acme, Data engineer: screen" in said.stdout


def test_one_time_of_a_series_moves_by_itself(hunt: CommandLine, invite: Invite) -> None:
    hunt("import", invite(MIA, "RRULE:FREQ=WEEKLY"))
    other = "RECURRENCE-ID;TZID=Europe/Berlin:20261204T150000"
    hunt("import", invite(MIA, other, start=":20261204T140000Z"))
    hunt("import", invite(MIA, other, start=":20261204T160000Z", sequence=1))
    starts = [one["start"]["at"] for one in hunt.json("interview", "list")["interviews"]]
    assert starts == ["2026-11-27T15:00:00+01:00", "2026-12-04T17:00:00+01:00"]
    hunt("import", invite(method="CANCEL", sequence=2))
    assert hunt.json("interview", "list") == {"interviews": []}


@pytest.mark.parametrize(
    ("summary", "lines", "round_"),
    [
        ("Phone screen", [MIA], "screen"),
        ("Technical interview", [MIA], "technical"),
        ("Acme onsite", [MIA], "onsite"),
        ("Final round with Acme", [MIA], "final"),
        ("Take-home review", [MIA], "assessment"),
        ("Chat", [MIA], "screen"),
        ("Vorstellungsgespräch bei Acme", [MIA], "screen"),
        ("Interview", ["LOCATION:https://acme.zoom.us/j/123"], "screen"),
        ("Interview", ["DESCRIPTION:See https://careers.acme.com/jobs/1"], "screen"),
        ("Hello", ["ATTENDEE:mailto:bob@acme-inc.com"], "screen"),
        ("Hello", ["ATTENDEE:mailto:bob@mail.acmehq.co.uk"], "screen"),
    ],
)
def test_what_is_surely_a_talk_with_the_company_is_taken(
    hunt: CommandLine, invite: Invite, summary: str, lines: list[str], round_: str
) -> None:
    assert "1 added" in hunt("import", invite(*lines, summary=summary)).stdout
    assert one(hunt)["round"] == round_


@pytest.mark.parametrize(
    ("summary", "lines"),
    [
        ("Prepare for the Acme interview", [MIA]),
        ("Flight to Berlin for Acme interview", []),
        ("Debrief Acme interview with Anna", []),
        ("Vorbereitung Acme Interview", []),
        ("Acme technical support call", []),
        ("Lunch near Acme", [MIA]),
        ("Birthday of Mia", [MIA]),
    ],
)
def test_what_is_no_interview_by_its_title_is_left_out_for_that_reason(
    hunt: CommandLine, invite: Invite, summary: str, lines: list[str]
) -> None:
    before = hunt.rows()
    said = hunt("import", invite(*lines, summary=summary))
    assert said.stdout.endswith("is no interview, to judge by its title\n")
    assert hunt.rows() == before


@pytest.mark.parametrize(
    ("summary", "lines"),
    [
        ("Dentist", []),
        ("Team meeting: acme of the product", ["ORGANIZER:mailto:boss@globex.com"]),
        ("Interview with Initech", []),
        ("Intro call", ["ORGANIZER:mailto:acme@gmail.com"]),
        ("Chat", ["ORGANIZER:mailto:acme@calendly.com"]),
        ("Pacmen and acmeist", []),
        ("Stand-up", ["ATTENDEE:mailto:x@group.calendar.google.com"]),
    ],
)
def test_what_names_no_company_of_the_hunt_matches_none(
    hunt: CommandLine, invite: Invite, summary: str, lines: list[str]
) -> None:
    before = hunt.rows()
    said = hunt("import", invite(*lines, summary=summary))
    assert said.stdout.endswith("matches no open application\n")
    assert hunt.rows() == before


def test_a_known_contact_tells_the_company(hunt: CommandLine, invite: Invite) -> None:
    hunt("contact", "add", "Zoe", "--company", "Acme", "--email", "Zoe@gmail.com")
    said = hunt("import", invite("ORGANIZER:mailto:zoe@gmail.com", summary="Chat"))
    assert "1 added" in said.stdout
    assert one(hunt)["contacts"] == [1]


def test_who_takes_part_is_known_as_in_any_other_file(hunt: CommandLine, invite: Invite) -> None:
    hunt("contact", "add", "Mia Chen", "--company", "ACME Inc.", "--notes", "e-mail: mia@acme.com")
    hunt("contact", "add", "Stone, Bob", "--company", "Acme GmbH", "--role", "Boss")
    hunt("import", invite(MIA, BOB))
    mia, bob = hunt.rows()["contact"]
    assert (mia["email"], mia["met"]) == ("mia@acme.com", None)
    assert (bob["name"], bob["email"], bob["role"]) == ("Stone, Bob", "bob@acme.com", "Boss")
    assert one(hunt)["contacts"] == [1, 2]


def test_a_mailbox_that_many_read_is_not_one_person(hunt: CommandLine, invite: Invite) -> None:
    hunt("contact", "add", "Zoe Lind", "--company", "Acme", "--email", "recruiting@acme.com")
    hunt("import", invite("ORGANIZER;CN=Mia Chen:mailto:recruiting@acme.com"))
    assert [each["name"] for each in hunt.rows()["contact"]] == ["Zoe Lind", "Mia Chen"]


def test_a_calendar_of_very_many_series_without_end_is_gone_through(
    hunt: CommandLine, tmp_path: Path
) -> None:
    """Of 100,000 the time is measured: scripts/bench."""
    path = tmp_path / "busy.ics"
    event = "BEGIN:VEVENT\nUID:{}@x\nDTSTART:20260105T070000Z\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n"
    events = "".join(event.format(number) for number in range(2_000))
    path.write_text(f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n")
    said = hunt("import", str(path))
    assert said.stdout.startswith("busy.ics: 0 added, 0 updated, 0 unchanged, 2,000 left out.\n")
    assert len(said.stdout.splitlines()) < 30


def test_the_address_of_the_posting_tells_the_company(run: CommandLine, invite: Invite) -> None:
    run("add", "Big Data Company", "Dev", "--url", "https://jobs.bdc.example/1")
    said = run("import", invite("ORGANIZER;CN=Zoe:mailto:zoe@bdc.example", summary="Chat"))
    assert "1 added" in said.stdout


@pytest.mark.parametrize(
    ("company", "domain"),
    [
        ("Novo Nordisk A/S", "novonordisk.com"),
        ("Telefónica S.A.", "telefonica.com"),
        ("Trumpf SE + Co. KG", "trumpf.com"),
        ("Hart and Co", "hart.com"),
        ("The Acme Group Holding Ltd.", "acme.com"),
        ("Booking.com B.V.", "booking.com"),
    ],
)
def test_a_company_is_known_by_its_domain_whatever_its_legal_form(
    run: CommandLine, invite: Invite, company: str, domain: str
) -> None:
    run("add", company, "Dev", "--on", "16 nov")
    said = run("import", invite(f"ORGANIZER;CN=Mia Chen:mailto:mia@{domain}"))
    assert "1 added" in said.stdout


def test_a_meeting_long_before_the_application_is_left_out(
    hunt: CommandLine, invite: Invite
) -> None:
    said = hunt("import", invite(MIA, start=":20260501T090000Z"))
    assert "was long before your application to Acme, Data engineer\n" in said.stdout


def test_a_meeting_for_an_application_that_ended_is_left_out(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("reject", "Acme")
    said = hunt("import", invite(MIA))
    assert said.stdout.endswith(
        "is for Acme, Data engineer, which has ended (rejected); if it goes on: "
        "tracker application reopen 1\n"
    )


def test_among_several_applications_the_role_decides(hunt: CommandLine, invite: Invite) -> None:
    hunt("add", "Acme", "Analyst", "--on", "16 nov")
    hunt("import", invite(MIA, summary="Interview: Analyst (m/f/d)"))
    assert one(hunt)["application_id"] == 2


def test_a_doubtful_meeting_is_listed_and_can_be_said(hunt: CommandLine, invite: Invite) -> None:
    hunt("add", "Acme", "Analyst", "--on", "16 nov")
    path = invite(MIA)
    said = hunt("import", path)
    assert said.stdout == (
        "invite.ics: 0 added, 0 updated, 0 unchanged, 1 left out.\n"
        "line 3: “Interview” (Fri 27 Nov 2026, 15:00 CET) could be for Acme, Data engineer (1) or "
        "Acme, Analyst (2); say so with --application\n"
    )
    assert "1 added" in hunt("import", path, "--application", "acme analyst").stdout
    assert one(hunt)["application_id"] == 2
    assert "1 unchanged" in hunt("import", path).stdout


def test_a_call_with_the_company_among_strangers_is_in_doubt(
    hunt: CommandLine, invite: Invite
) -> None:
    said = hunt("import", invite("ATTENDEE:mailto:me@mydomain.example", summary="Acme call"))
    assert "could be for Acme, Data engineer (1); say so with --application" in said.stdout


def test_two_companies_that_are_named_alike_are_in_doubt(hunt: CommandLine, invite: Invite) -> None:
    hunt("add", "Globex Corporation", "Analyst", "--on", "16 nov")
    said = hunt("import", invite(summary="Interview Globex / Acme"))
    assert "Acme, Data engineer (1)" in said.stdout
    assert "Globex Corporation, Analyst (2)" in said.stdout


@pytest.mark.parametrize(("answer", "application"), [("2", 2), ("0", None), ("", None)])
def test_on_a_terminal_a_doubtful_meeting_is_asked_about(
    hunt: CommandLine,
    terminal: Terminal,
    invite: Invite,
    answer: str,
    application: int | None,
) -> None:
    hunt("add", "Acme", "Analyst", "--on", "16 nov")
    shown = terminal.plain("import", invite(MIA), answers=(answer,))
    assert "“Interview” (Fri 27 Nov 2026, 15:00 CET) could be for:\n" in shown
    assert "  1: Acme, Data engineer (applied)\n" in shown
    assert "  0: none of these, for good\n  s: skip it: ask again next time\n" in shown
    assert "  x: ask no more\n" in shown
    found = [row["application_id"] for row in hunt.rows()["interview"]]
    assert found == ([application] if application else [])


def test_what_was_said_to_be_for_none_is_not_asked_again_until_it_could_be_for_another(
    hunt: CommandLine, terminal: Terminal, invite: Invite
) -> None:
    hunt("add", "Acme", "Analyst", "--on", "16 nov")
    terminal("import", invite(MIA), answers=("0",))
    later = invite(MIA, sequence=1, start=";TZID=Europe/Berlin:20261127T160000")
    shown = terminal.plain("import", later, columns=200)
    assert "Which one" not in shown
    assert "is no interview, as you said before; say otherwise with --application\n" in shown
    assert hunt("history").stdout.count("invite.ics") == 1
    hunt("add", "Acme", "Writer", "--on", "16 nov")
    shown = terminal.plain("import", later, answers=("s",))
    assert "  3: Acme, Writer (applied)\n" in shown
    assert "1 added" in hunt("import", later, "--application", "2").stdout


def test_undo_has_a_meeting_asked_about_again_and_so_has_an_answer_that_leaves_it_open(
    hunt: CommandLine, terminal: Terminal, invite: Invite
) -> None:
    hunt("add", "Acme", "Analyst", "--on", "16 nov")
    for answer in ("", "0"):
        assert "Which one" in terminal("import", invite(MIA), answers=(answer,))
    hunt("undo", "3")
    assert "could be for Acme" in hunt("import", invite(MIA)).stdout


def test_a_single_meeting_may_be_said_to_be_for_an_application(
    hunt: CommandLine, invite: Invite
) -> None:
    path = invite("ORGANIZER:mailto:jane@agency.example", summary="Hello")
    assert "matches no open application" in hunt("import", path).stdout
    assert "1 added" in hunt("import", path, "--application", "1").stdout


def test_saying_an_application_takes_no_dentist_of_a_whole_calendar(
    hunt: CommandLine, invite: Invite
) -> None:
    path = Path(invite(MIA, summary="Chat"))
    dentist = "BEGIN:VEVENT\nUID:2\nSUMMARY:Dentist\nDTSTART:20261128T090000Z\nEND:VEVENT\n"
    path.write_text(path.read_text().replace("END:VCALENDAR", dentist + "END:VCALENDAR"))
    said = hunt("import", str(path), "--application", "Acme")
    assert "interviews: 1 added, 0 updated, 0 unchanged; " in said.stdout
    assert "; 1 left out." in said.stdout


def test_an_event_without_a_calendar_around_it_is_read(hunt: CommandLine, invite: Invite) -> None:
    path = Path(invite(MIA))
    event = path.read_text().partition("BEGIN:VEVENT")
    path.write_text("".join(event[1:]).replace("END:VCALENDAR", ""))
    assert hunt("import", str(path)).stdout.startswith("invite.ics: interviews: 1 added")


def test_in_a_mail_the_one_it_was_sent_to_is_no_contact_and_the_organiser_is(
    hunt: CommandLine, invite: Invite, tmp_path: Path
) -> None:
    event = Path(
        invite(
            "ORGANIZER;CN=Jane Roe:mailto:jane@agency.example",
            "ATTENDEE;CN=Me:mailto:me@acme.com",
            summary="Interview with Acme",
        )
    ).read_text()
    path = tmp_path / "invite.eml"
    head = "From: jane@agency.example\nTo: me@acme.com\nMIME-Version: 1.0\n"
    path.write_text(f"{head}Content-Type: text/calendar; method=REQUEST\n\n{event}")
    assert "1 added" in hunt("import", str(path), "--application", "Acme").stdout
    people = [(one["name"], one["company"]) for one in hunt.json("contact", "list")["contacts"]]
    assert people == [("Jane Roe", None)]


def test_a_past_interview_neither_moves_back_nor_passes_a_later_one(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("interview", "add", "Acme", "2026-11-20 9:00", "--round", "onsite")
    hunt("interview", "done", "1")
    hunt("import", invite(MIA, start=":20261118T090000Z", summary="Phone screen"))
    shown = hunt.json("application", "show", "Acme")["application"]
    assert shown["stage"] == "interviewing"
    assert hunt.json("interview", "show", "1")["interview"]["result"] == "waiting"


def test_a_series_of_a_hundred_thousand_events_is_bounded(
    hunt: CommandLine, tmp_path: Path
) -> None:
    event = "BEGIN:VEVENT\nUID:{}\nSUMMARY:Team\nDTSTART:20261128T090000Z\nRRULE:FREQ=SECONDLY\n"
    path = tmp_path / "big.ics"
    many = "".join(event.format(number) + "END:VEVENT\n" for number in range(5000))
    path.write_text(f"BEGIN:VCALENDAR\n{many}END:VCALENDAR\n")
    began = time.process_time()
    assert "5,000 left out" in hunt("import", str(path)).stdout
    assert time.process_time() - began < 30


def test_more_meetings_than_any_hunt_has_are_left_out_and_no_work_is_done_for_them(
    hunt: CommandLine, tmp_path: Path
) -> None:
    event = f"BEGIN:VEVENT\nUID:{{0}}\nSUMMARY:Interview\n{MIA}\nDTSTART:{{0}}00Z\nEND:VEVENT\n"
    times = [f"202612{day:02}T{hour:02}00" for day in range(1, 10) for hour in range(8, 20)]
    path = tmp_path / "work.ics"

    def calendar(number: int) -> str:
        many = "".join(map(event.format, times[:number]))
        path.write_text(f"BEGIN:VCALENDAR\n{many}END:VCALENDAR\n")
        return str(path)

    assert hunt("import", calendar(108)).stdout == (
        "work.ics: 0 added, 0 updated, 0 unchanged, 108 left out.\n"
        "108 events, such as line 2: more than 100 meetings look like interviews for Acme, Data "
        "engineer, and no hunt has as many; import by themselves those that are\n"
    )
    assert hunt("import", calendar(100)).stdout.startswith("work.ics: interviews: 100 added")


DECLINED = "ATTENDEE;PARTSTAT=DECLINED;CN=Me:mailto:me@gmail.com"
GOOGLE = "X-WR-CALNAME:me@gmail.com"


@pytest.mark.parametrize(
    ("lines", "by"),
    [
        ([MIA, DECLINED], "me@gmail.com, which must be you, as only the company was there"),
        ([MIA, BOB, DECLINED, "ATTENDEE:mailto:eva@agency.example"], "you"),
    ],
)
def test_an_invitation_that_the_user_declined_is_left_out(
    hunt: CommandLine, invite: Invite, lines: list[str], by: str
) -> None:
    path = Path(invite(*lines))
    if by == "you":
        path.write_text(path.read_text().replace("METHOD", f"{GOOGLE}\nMETHOD"))
    said = hunt("import", str(path))
    assert said.stdout.endswith(f"“Interview” (Fri 27 Nov 2026, 15:00 CET) was declined by {by}\n")
    assert said.stderr == ""
    assert hunt.json("interview", "list", "--all") == {"interviews": []}


def test_an_interview_is_declined_with_its_event_and_on_again_with_it(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA, SELF))
    declined = invite(MIA, DECLINED, stamp="20261121T100000Z", name="declined.ics")
    assert hunt("import", declined).stdout == (
        "declined.ics: 0 added, 1 updated, 0 unchanged, 0 left out.\n"
        "Declined the interview Acme, Data engineer: screen.\n"
    )
    assert one(hunt)["state"] == "declined"
    before = hunt.rows(logs=True)
    hunt("import", declined)
    assert hunt.rows(logs=True) == before
    hunt("import", invite(MIA, SELF, stamp="20261121T110000Z"))
    assert one(hunt)["state"] == "scheduled"


def test_an_interview_declined_by_hand_is_not_put_back_by_a_calendar(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA, SELF))
    hunt("interview", "decline", "1")
    hunt("import", invite(MIA, SELF, stamp="20261123T110000Z"))
    assert one(hunt)["state"] == "declined"


IF_YOU = (
    "Note: Acme, Data engineer: screen was declined by me@gmail.com; if that is you: "
    "tracker interview decline 1\n"
)


@pytest.mark.parametrize(
    ("lines", "remark"),
    [
        (["ATTENDEE;PARTSTAT=DECLINED:mailto:bob@acme.com", SELF], ""),
        (
            [DECLINED, "ATTENDEE:mailto:eva@agency.example"],
            IF_YOU,
        ),
        (
            [SELF.replace("me@", "pal@"), DECLINED],
            IF_YOU,
        ),
    ],
)
def test_who_else_declined_leaves_the_interview_on_and_is_said_where_it_may_be_the_user(
    hunt: CommandLine, invite: Invite, lines: list[str], remark: str
) -> None:
    said = hunt("import", invite(MIA, *lines))
    assert one(hunt)["state"] == "scheduled"
    assert said.stderr == remark


def test_text_from_a_calendar_cannot_play_with_the_terminal(
    hunt: CommandLine, invite: Invite
) -> None:
    said = hunt("import", invite(summary="Evil \x1b]0;title\x07"))
    assert "\x1b" not in said.stdout


@pytest.mark.skipif(not SAMPLES, reason=f"no samples at {SHARED}")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_is_imported_or_refused_and_a_second_run_changes_nothing(
    hunt: CommandLine, path: Path
) -> None:
    for company in ("Example", "Company", "Linagora"):
        hunt("add", company, "--on", "2026-11-16")
    hunt("import", str(path), code=None)
    before = hunt.rows(logs=True)
    hunt("import", str(path), code=None)
    assert hunt.rows(logs=True) == before


@pytest.mark.parametrize(
    ("summary", "lines"),
    [
        ("Acme call with grandma", []),
        ("Acme interview", []),
        ("Final at Acme", []),
        ("Interview: Acme", ["ORGANIZER:mailto:anybody@gmail.com"]),
        ("Interview: Acme", ["LOCATION:https://teams.microsoft.com/l/meetup-join/1"]),
        ("Acme call", ["X-GOOGLE-CONFERENCE:https://meet.google.com/abc"]),
        ("Interview: Acme", ["ORGANIZER:mailto:jane@agency.example"]),
    ],
)
def test_words_alone_are_never_sure_whoever_sent_them(
    hunt: CommandLine, invite: Invite, summary: str, lines: list[str]
) -> None:
    path = invite(*lines, summary=summary)
    said = hunt("import", path).stdout
    assert "0 added" in said
    assert "could be for Acme, Data engineer (1); say so with --application" in said
    assert "1 added" in hunt("import", path, "--application", "Acme").stdout


def test_an_event_whose_title_says_that_it_was_called_off_is_no_interview(
    hunt: CommandLine, invite: Invite
) -> None:
    said = hunt("import", invite(MIA, summary="Canceled: Acme interview")).stdout
    assert "is called off, and is none of your interviews" in said
    hunt("import", invite(MIA, summary="Acme interview", sequence=1))
    hunt("import", invite(MIA, summary="Canceled: Acme interview", sequence=2))
    (found,) = hunt.json("interview", "list", "--all")["interviews"]
    assert found["state"] == "cancelled"


def test_a_copy_of_our_calendar_hides_no_change_of_the_organiser(
    hunt: CommandLine, new_place: NewPlace, invite: Invite, tmp_path: Path
) -> None:
    hunt("import", invite(MIA))
    hunt("interview", "reschedule", "1", "2026-11-28 10:00")
    copy = str(tmp_path / "copy.ics")
    hunt("export", "ics", "--to", copy)
    other = CommandLine(new_place("other.db"))
    other("add", "Acme", "Data engineer", "--on", "16 nov")
    other("import", copy)
    assert one(other)["start"]["at"] == "2026-11-28T10:00:00+01:00"
    assert "1 unchanged" in other("import", copy).stdout
    later = {"sequence": 1, "stamp": "20261121T100000Z", "start": ":20261201T090000Z"}
    assert "1 updated" in other("import", invite(MIA, **later)).stdout
    assert one(other)["start"]["at"] == "2026-12-01T10:00:00+01:00"
    called_off = invite(MIA, sequence=2, stamp="20261121T110000Z", method="CANCEL")
    assert "1 updated" in other("import", called_off).stdout
    assert one(other)["state"] == "cancelled"
    assert "1 unchanged" in other("import", copy).stdout


def test_a_later_copy_of_our_calendar_brings_what_was_changed_by_hand(
    hunt: CommandLine, new_place: NewPlace, invite: Invite, tmp_path: Path
) -> None:
    hunt("import", invite(MIA))
    copy = str(tmp_path / "copy.ics")
    hunt("export", "ics", "--to", copy)
    other = CommandLine(new_place("other.db"))
    other("add", "Acme", "Data engineer", "--on", "16 nov")
    other("import", copy)
    hunt("interview", "reschedule", "1", "2026-11-28 10:00", TRACKER_NOW="2026-11-23T10:00Z")
    hunt("export", "ics", "--to", copy)
    assert "1 updated" in other("import", copy, TRACKER_NOW="2026-11-24T10:00Z").stdout
    assert one(other)["start"]["at"] == "2026-11-28T10:00:00+01:00"
    assert "1 unchanged" in other("import", copy, TRACKER_NOW="2026-11-24T10:00Z").stdout


def hints(run: CommandLine, *arguments: str) -> str:
    return run("import", *arguments).stderr


OFF = {"method": "CANCEL", "sequence": 1, "stamp": "20261121T100000Z"}
"""A cancellation from before the user did anything."""


def test_what_an_invitation_only_filled_in_is_cancelled_with_it(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    hunt("import", invite(MIA))
    assert "They cancelled the interview" in hunt("import", invite(MIA, **OFF)).stdout
    assert one(hunt)["state"] == "cancelled"


def test_a_place_changed_by_hand_keeps_no_interview_on(hunt: CommandLine, invite: Invite) -> None:
    hunt("import", invite(MIA))
    hunt("interview", "edit", "1", "--place", "Room 7")
    hunt("import", invite(MIA, **OFF))
    assert one(hunt)["state"] == "cancelled"


def test_what_is_called_off_but_was_moved_by_hand_since_is_pointed_out(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA))
    hunt("interview", "reschedule", "1", "2026-11-30 9:00")
    note = (
        "Note: Acme, Data engineer: screen (interview 1, Mon 30 Nov 2026, 09:00 CET) stays as it "
        "is here, as you changed it since; the calendar says that it is called off"
    )
    path = invite(MIA, **OFF)
    assert hints(hunt, path, "--dry-run") == f"{note}.\n"
    assert hints(hunt, path) == f"{note}; if so: tracker interview cancel 1\n"
    assert one(hunt)["state"] == "scheduled"
    hunt("interview", "cancel", "1")
    assert hints(hunt, path) == ""


@pytest.mark.parametrize("how", ["done", "decline", "miss"])
def test_of_what_is_settled_a_cancellation_says_nothing(
    hunt: CommandLine, invite: Invite, how: str
) -> None:
    hunt("import", invite(MIA))
    hunt("interview", how, "1")
    assert hints(hunt, invite(MIA, **OFF)) == ""


def test_of_what_is_past_a_cancellation_says_nothing(hunt: CommandLine, invite: Invite) -> None:
    hunt("import", invite(MIA))
    hunt("interview", "reschedule", "1", "2026-11-30 9:00")
    later = hunt("import", invite(MIA, **OFF), TRACKER_NOW="2026-12-05T10:00+01:00")
    assert later.stderr == ""


def test_what_was_called_off_in_a_later_version_is_moved_by_none_before(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA))
    hunt("interview", "reschedule", "1", "2026-11-27 17:00")
    off = invite(MIA, sequence=2, stamp="20261121T100000Z", method="CANCEL")
    assert "tracker interview cancel 1" in hunt("import", off).stderr
    later = ";TZID=Europe/Berlin:20261128T150000"
    before = hunt.rows()["interview"]
    moved = invite(MIA, sequence=1, stamp="20261120T110000Z", start=later)
    assert "0 added, 0 updated, 1 unchanged" in hunt("import", moved).stdout
    assert hunt.rows()["interview"] == before
    contradicting = invite(MIA, sequence=1, stamp="20261123T235900Z", start=later)
    said = hunt("import", contradicting)
    assert "1 updated" in said.stdout
    assert "may be off, as the versions of its event contradict each other" in said.stderr


def test_a_cancellation_that_is_later_by_its_count_alone_is_pointed_out(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA, sequence=1, stamp="20261121T100000Z"))
    said = hints(hunt, invite(MIA, method="CANCEL", sequence=2, stamp="20261120T100000Z"))
    assert "the calendar says that it is called off; if so: tracker interview cancel 1\n" in said
    assert one(hunt)["state"] == "scheduled"


def test_a_later_cancellation_that_counts_no_versions_is_pointed_out(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA, sequence=3))
    said = hints(hunt, invite(MIA, method="CANCEL", stamp="20261121T100000Z"))
    assert "the calendar says that it is called off; if so: tracker interview cancel 1\n" in said
    assert one(hunt)["state"] == "scheduled"
    assert hints(hunt, invite(MIA, method="CANCEL", stamp="20261119T100000Z")) == ""


def test_what_is_called_off_of_an_interview_noted_down_by_hand_is_pointed_out(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    said = hunt("import", invite(MIA, summary="Acme onsite", **OFF))
    what = "“Acme onsite” (Fri 27 Nov 2026, 15:00 CET)"
    assert said.stdout.endswith(f"{what} is called off, and may be interview 1\n")
    assert said.stderr == (
        f"Note: Acme, Data engineer: onsite may be off: the calendar calls off {what}; "
        "if that is it: tracker interview cancel 1\n"
    )
    assert one(hunt)["state"] == "scheduled"


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        (["ORGANIZER:mailto:boss@globex.com"], ":20261127T140000Z"),
        ([MIA], ":20261127T150000Z"),
    ],
)
def test_what_is_called_off_elsewhere_or_at_another_time_is_no_interview_of_hand(
    hunt: CommandLine, invite: Invite, lines: list[str], start: str
) -> None:
    hunt("interview", "add", "Acme", "fri 3pm")
    said = hunt("import", invite(*lines, summary="Interview", start=start, **OFF))
    assert "is called off, and is none of your interviews\n" in said.stdout
    assert said.stderr == ""


def test_what_was_removed_is_not_said_never_to_have_been(hunt: CommandLine, invite: Invite) -> None:
    hunt("import", invite(MIA))
    hunt("interview", "remove", "1", "--yes")
    said = hunt("import", invite(MIA, **OFF)).stdout
    assert "was removed here, so it stays away\n" in said


@pytest.mark.parametrize("both", [False, True])
def test_another_invitation_for_the_time_of_one_called_off_is_taken(
    hunt: CommandLine, invite: Invite, both: bool
) -> None:
    hunt("import", invite(MIA))
    off, new = (Path(invite(MIA, **OFF)), Path(invite(MIA, uid="2@acme.com", name="new.ics")))
    files = [str(off), str(new)]
    if both:
        off.write_text(new.read_text() + off.read_text())
        files = [str(off)]
    hunt("import", *files)
    states = [each["state"] for each in hunt.json("interview", "list", "--all")["interviews"]]
    assert sorted(states) == ["cancelled", "scheduled"]


def test_a_copy_of_an_event_stays_out_once_the_user_took_it_off(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA))
    hunt("interview", "cancel", "1")
    assert "is at the very time of interview 1" in hunt("import", invite(MIA, uid="2")).stdout


CUSTOM = ";TZID=tzone://Microsoft/Custom:20261130T090000"


def test_a_known_event_at_a_time_in_an_unknown_zone_may_have_moved(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA))
    said = hunt("import", invite(MIA, start=CUSTOM, sequence=1))
    assert said.stdout == "invite.ics: 0 added, 0 updated, 1 unchanged, 0 left out.\n"
    assert said.stderr == (
        "Note: Acme, Data engineer: screen (interview 1, Fri 27 Nov 2026, 15:00 CET) may have "
        "moved: its event is at 2026-11-30 09:00 in the time zone “tzone://Microsoft/Custom”, "
        "which is not known; ask for the time, then: tracker interview reschedule 1 "
        '"fri 3pm"\n'
    )
    assert one(hunt)["start"]["at"] == "2026-11-27T15:00:00+01:00"
    hunt("interview", "reschedule", "1", "2026-11-30 10:00")
    assert hints(hunt, invite(MIA, start=CUSTOM, sequence=1)) == ""


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (
            [MIA],
            (
                "is at 2026-11-30 09:00 in the time zone “tzone://Microsoft/Custom”, which is not "
                "known, so ask for the time and add it: tracker interview add\n"
            ),
        ),
        ([], "matches no open application\n"),
    ],
)
def test_a_new_event_at_a_time_in_an_unknown_zone_is_left_out(
    hunt: CommandLine, invite: Invite, lines: list[str], why: str
) -> None:
    said = hunt("import", invite(*lines, start=CUSTOM))
    assert said.stdout.endswith(f"line 3: “Interview” {why}")
    assert hunt.rows()["interview"] == []


def test_people_beyond_the_limit_are_said_to_be_left_out(hunt: CommandLine, invite: Invite) -> None:
    crowd = [f"ATTENDEE:mailto:p{number}@acme.com" for number in range(203)]
    said = hunt("import", invite(*crowd))
    assert "contacts: 200 added" in said.stdout
    assert said.stderr == "Note: “Interview” invites 203 people; only the first 200 are read.\n"


def test_who_is_in_two_interviews_is_counted_once(hunt: CommandLine, invite: Invite) -> None:
    first = Path(invite(MIA))
    second = Path(invite(MIA, BOB, uid="2", start=":20261201T090000Z", name="two.ics"))
    second.write_text(first.read_text() + second.read_text())
    dry = hunt("import", str(second), "--dry-run").stdout
    assert "; contacts: 2 would be added, 0 would be updated, 0 unchanged; 0 left out.\n" in dry
    assert "; contacts: 2 added, 0 updated, 0 unchanged;" in hunt("import", str(second)).stdout


def test_on_a_terminal_nobody_is_asked_about_what_is_long_past(
    hunt: CommandLine, terminal: Terminal, invite: Invite
) -> None:
    hunt("add", "Acme", "Analyst", "--on", "16 nov")
    years_ago = Path(invite(MIA, start=":20240501T090000Z"))
    weeks_ago = Path(invite(MIA, uid="2", start=":20261101T090000Z", name="two.ics"))
    weeks_ago.write_text(years_ago.read_text() + weeks_ago.read_text())
    shown = " ".join(terminal.plain("import", str(weeks_ago)).split())
    assert "Which one" not in shown
    assert "was long before your application to Acme, Data engineer" in shown
    assert "(Sun 1 Nov 2026, 10:00 CET) could be for Acme, Data engineer (1)" in shown


def test_a_wrong_number_is_asked_for_again_and_a_tired_user_may_stop(
    hunt: CommandLine, terminal: Terminal, invite: Invite
) -> None:
    hunt("add", "Acme", "Analyst", "--on", "16 nov")
    first = Path(invite(MIA))
    second = Path(invite(MIA, uid="2", start=":20261201T090000Z", name="two.ics"))
    second.write_text(first.read_text() + second.read_text())
    shown = terminal.plain("import", str(second), answers=("77", "x"))
    assert "  x: ask no more (1 meeting left)\n" in shown
    assert "Error: “77” is none of these; type what stands before the one you mean.\n" in shown
    assert shown.count("could be for:") == 1
    assert "; say so with --application" in shown
    assert hunt.rows()["interview"] == []


def test_a_very_long_role_is_shortened_in_a_doubt(hunt: CommandLine, invite: Invite) -> None:
    hunt("add", "Acme", "Analyst " * 400, "--on", "16 nov")
    said = hunt("import", invite(MIA)).stdout
    assert "could be for Acme, Data engineer (1) or Acme, Analyst Analyst" in said
    assert "…" in said
    assert len(said) < 400


def test_an_invitation_by_itself_moves_to_the_application_that_is_said(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("add", "Beta", "Analyst")
    path = invite(MIA)
    hunt("import", path)
    said = hunt("import", path, "--application", "Beta")
    assert "0 added, 1 updated, 0 unchanged" in said.stdout
    assert (
        "Interview 1, Acme, Data engineer: screen, Fri 27 Nov 2026, 15:00 CET, is now one for "
        "Beta, Analyst.\n"
    ) in said.stdout
    assert "Beta, Analyst moved from applied to screening.\n" in said.stdout
    assert said.stderr == (
        "Note: “Interview” (Fri 27 Nov 2026, 15:00 CET): Acme, Data engineer stays at screening; "
        "if that is too far: tracker application move 1 applied\n"
    )
    assert one(hunt)["application_id"] == 2
    assert "0 added, 0 updated, 1 unchanged" in hunt("import", path).stdout
    assert "1 unchanged" in hunt("import", path, "--application", "Beta").stdout
    later = invite(MIA, sequence=1, start=";TZID=Europe/Berlin:20261127T160000")
    assert "1 updated" in hunt("import", later).stdout
    assert one(hunt)["application_id"] == 2


def test_an_invitation_by_itself_is_for_the_application_that_is_said_whoever_invites(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("add", "Beta", "Analyst")
    assert "1 added" in hunt("import", invite(MIA), "--application", "Beta").stdout
    assert one(hunt)["application_id"] == 2


def test_an_invitation_does_not_move_to_an_application_that_has_ended(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("add", "Beta", "Analyst")
    hunt("reject", "Beta")
    path = invite(MIA)
    hunt("import", path)
    said = hunt("import", path, "--application", "Beta").stdout
    assert "is for Beta, Analyst, which has ended (rejected)" in said
    assert one(hunt)["application_id"] == 1


def test_of_several_meetings_those_known_for_another_application_stay_and_it_is_said(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("add", "Beta", "Analyst")
    path = Path(invite(MIA))
    hunt("import", str(path))
    more = "BEGIN:VEVENT\nUID:2\nSUMMARY:Interview\nDTSTART:20261128T090000Z\nEND:VEVENT\n"
    path.write_text(path.read_text().replace("END:VCALENDAR", more + "END:VCALENDAR"))
    said = hunt("import", str(path), "--application", "Beta").stderr
    assert (
        "1 meeting of the file, known for another application than you said, stayed there; to "
        "move one, import it in a file by itself with --application."
    ) in said
    assert [row["application_id"] for row in hunt.rows()["interview"]] == [1, 2]


def states(run: CommandLine) -> list[str]:
    return [each["state"] for each in run.json("interview", "list", "--all")["interviews"]]


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("organiser", [MIA, "ORGANIZER:mailto:jane@agency.example"])
def test_what_was_called_off_before_its_invitation_is_read_does_not_come_in(
    hunt: CommandLine, invite: Invite, organiser: str, at_once: bool
) -> None:
    off = invite(organiser, **OFF, name="Canceled event.ics")
    on = invite(organiser, name="Invitation.ics")
    for files in [[off, on]] if at_once else [[off], [on]]:
        said = hunt("import", *files, "--application", "Acme").stdout
    assert said.endswith(
        "“Interview” (Fri 27 Nov 2026, 15:00 CET) was called off since, and is none of your "
        "interviews\n"
    )
    assert hunt.rows()["contact"] == []
    assert states(hunt) == []
    before = hunt.rows(logs=True)
    hunt("import", off, on, "--application", "Acme")
    assert hunt.rows(logs=True) == before
    again = invite(organiser, sequence=2, stamp="20261122T100000Z", name="again.ics")
    assert "1 added" in hunt("import", again, "--application", "Acme").stdout
    hunt("import", off, on)
    assert states(hunt) == ["scheduled"]


def test_two_mails_named_as_they_are_saved_make_no_interview_of_what_was_called_off(
    hunt: CommandLine, invite: Invite, tmp_path: Path
) -> None:
    head = "From: mia@acme.com\nTo: me@gmail.com\nMIME-Version: 1.0\nContent-Type: text/calendar\n"
    for name, how in (("Canceled event_ Acme.eml", OFF), ("Invitation_ Acme.eml", {})):
        event = Path(invite(MIA, SELF, **how)).read_text()
        (tmp_path / name).write_text(f"{head}\n{event}")
    hunt("import", *map(str, sorted(tmp_path.glob("*.eml"))))
    assert states(hunt) == []


def test_undo_forgets_that_a_meeting_was_called_off(hunt: CommandLine, invite: Invite) -> None:
    hunt("import", invite(MIA, **OFF))
    hunt("undo")
    hunt("import", invite(MIA))
    assert states(hunt) == ["scheduled"]


def test_what_is_called_off_of_nobody_applied_to_is_not_kept(
    hunt: CommandLine, invite: Invite
) -> None:
    before = hunt.rows(logs=True)
    hunt("import", invite("ORGANIZER:mailto:boss@globex.com", summary="Sync", **OFF))
    assert hunt.rows(logs=True) == before


def test_two_cancellations_that_contradict_each_other_are_settled_once(
    hunt: CommandLine, invite: Invite
) -> None:
    paths = [
        invite(MIA, **{**OFF, "sequence": number, "stamp": stamp}, name=f"{number}.ics")
        for number, stamp in ((1, "20261122T100000Z"), (2, "20261121T100000Z"))
    ]
    hunt("import", *paths)
    before = hunt.rows(logs=True)
    hunt("import", *paths)
    assert hunt.rows(logs=True) == before


def test_an_invitation_that_came_before_by_one_count_and_after_by_the_other_is_pointed_out(
    hunt: CommandLine, invite: Invite
) -> None:
    hunt("import", invite(MIA, method="CANCEL", stamp="20261121T100000Z"))
    said = hunt("import", invite(MIA, sequence=2))
    assert said.stderr == (
        "Note: Acme, Data engineer: screen (interview 1, Fri 27 Nov 2026, 15:00 CET) may be off, "
        "as the versions of its event contradict each other; if so: tracker interview cancel 1\n"
    )
    assert states(hunt) == ["scheduled"]


def test_an_interview_noted_down_by_hand_is_pointed_out_by_an_invitation_called_off_since(
    hunt: CommandLine, invite: Invite
) -> None:
    off = Path(invite(MIA, **OFF))
    off.write_text(re.sub("DTSTART.*\r?\n", "", off.read_text()))
    assert "none of your interviews" in hunt("import", str(off)).stdout
    hunt("interview", "add", "Acme", "fri 3pm")
    said = hunt("import", invite(MIA))
    assert "was called off since, and may be interview 1\n" in said.stdout
    assert "if that is it: tracker interview cancel 1\n" in said.stderr
    assert one(hunt)["event_uid"] is None


@pytest.mark.parametrize("which", ["", "RECURRENCE-ID;TZID=Europe/Berlin:20261127T150000"])
def test_a_series_called_off_before_it_is_read_leaves_out_its_times(
    hunt: CommandLine, invite: Invite, which: str
) -> None:
    hunt("import", invite(MIA, *filter(None, [which]), **OFF))
    hunt("import", invite(MIA, "RRULE:FREQ=WEEKLY"))
    assert states(hunt) == []
    other = "RECURRENCE-ID;TZID=Europe/Berlin:20261204T150000"
    hunt("import", invite(MIA, other, start=":20261204T140000Z"))
    assert states(hunt) == (["scheduled"] if which else [])


def test_a_copy_of_a_hunt_tells_what_is_no_interview(
    hunt: CommandLine, terminal: Terminal, new_place: NewPlace, invite: Invite, tmp_path: Path
) -> None:
    hunt("import", invite(MIA, **OFF, uid="2"))
    hunt("add", "Acme", "Analyst", "--on", "16 nov")
    terminal("import", invite(MIA), answers=("0",))
    copy = str(tmp_path / "copy.json")
    hunt("export", "json", "--to", copy)
    other = CommandLine(new_place("other.db"))
    other("import", copy)
    assert other.rows()["saved"] == hunt.rows()["saved"]
    assert "as you said before" in other("import", invite(MIA)).stdout
    assert "was called off since" in other("import", invite(MIA, uid="2")).stdout


@pytest.mark.parametrize(
    "step",
    [
        ("interview", "add", "1", "2026-12-01 9:00", "--round", "screen"),
        ("application", "move", "1", "interviewing"),
    ],
)
def test_an_application_that_got_so_far_by_itself_is_not_said_to_be_too_far(
    hunt: CommandLine, invite: Invite, step: tuple[str, ...]
) -> None:
    hunt("add", "Beta", "Analyst")
    path = invite(MIA, summary="Phone screen")
    hunt("import", path)
    hunt(*step)
    assert hunt("import", path, "--application", "Beta").stderr == ""
