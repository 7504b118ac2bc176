"""Interviews: when, which round, how it went, whom one met."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.dates import Calendar
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.models import Application, Contact, Interview
from tracker.money import Money
from tracker.records import applications, contacts, interviews
from tracker.records.interviews import Met, parse_met
from tracker.records.notes import Note, told
from tracker.scoring.base_rates import Rates
from tracker.words import ContactKind, InterviewState, Outcome, Result, Round, Stage

MONDAY, TODAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 24)


def applied(session: Session, *, stage: Stage = Stage.APPLIED) -> Application:
    return applications.add(session, "Acme", None, on=MONDAY, stage=stage)


def planned(
    application: Application,
    session: Session,
    calendar: Calendar,
    when: str | None = "fri 3pm",
    round_: Round = Round.ONSITE,
) -> Interview:
    moment = calendar.moment(when) if when else None
    return interviews.add(session, application, moment, round_=round_, calendar=calendar)


def held(
    session: Session, interview: Interview, calendar: Calendar, *met: str, **fields: object
) -> None:
    interviews.done(
        session,
        interview,
        met=[parse_met(text) for text in met],
        follow_up=TUESDAY,
        result=Result.WAITING,
        fields=fields,
        calendar=calendar,
    )


def warnings(session: Session) -> list[str]:
    return [str(note) for note in told(session) if note.warning]


def test_an_interview_keeps_the_wall_time_and_zone_that_were_agreed_on(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        planned(applied(session), session, calendar, "fri 3pm America/New_York")
    with database.reading() as session:
        found = interviews.find_one(session, "acme")
        assert (found.wall, found.zone) == (datetime(2026, 11, 27, 15), "America/New_York")
        assert found.instant is not None
        assert found.instant.isoformat() == "2026-11-27T20:00:00+00:00"


@pytest.mark.parametrize(
    ("round_", "stage"),
    [
        (Round.SCREEN, Stage.SCREENING),
        (Round.ASSESSMENT, Stage.ASSESSMENT),
        (Round.TECHNICAL, Stage.INTERVIEWING),
        (Round.ONSITE, Stage.INTERVIEWING),
        (Round.FINAL, Stage.INTERVIEWING),
    ],
)
def test_an_interview_moves_the_application_to_the_stage_of_its_round(
    database: Database, now: datetime, calendar: Calendar, round_: Round, stage: Stage
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        planned(application, session, calendar, round_=round_)
        assert (application.stage, application.moved_on) == (stage, TODAY)
        assert Note(f"Acme moved from applied to {stage}.") in told(session)


def test_an_interview_never_moves_an_application_back(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session, stage=Stage.OFFERED)
        planned(application, session, calendar, round_=Round.SCREEN)
        assert (application.stage, application.moved_on) == (Stage.OFFERED, MONDAY)
        assert len(told(session)) == 2


def test_an_interview_opens_an_ended_application_again_with_a_warning(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        applications.close(session, application, Outcome.GHOSTED, on=TODAY)
        planned(application, session, calendar)
        assert (application.stage, application.outcome) == (Stage.INTERVIEWING, None)
        assert warnings(session) == ["Acme had ended (ghosted); it is open again."]


def test_an_invitation_to_another_round_means_that_the_one_before_was_passed(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        screen = planned(application, session, calendar, "tomorrow 9:00", Round.SCREEN)
        held(session, screen, calendar)
        planned(application, session, calendar, "fri 3pm", Round.ONSITE)
        assert screen.result is Result.PASSED
        assert Note("Its screen interview counts as passed.") in told(session)


def test_a_round_that_failed_stays_failed_when_another_is_added(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        screen = planned(application, session, calendar, round_=Round.SCREEN)
        screen.state, screen.result = InterviewState.DONE, Result.FAILED
        planned(application, session, calendar)
        assert screen.result is Result.FAILED


@pytest.mark.parametrize(
    ("rounds", "following"),
    [
        ([], Round.SCREEN),
        ([Round.SCREEN], Round.TECHNICAL),
        ([Round.SCREEN, Round.TECHNICAL], Round.ONSITE),
        ([Round.OTHER, Round.ASSESSMENT], Round.SCREEN),
        ([Round.FINAL], Round.FINAL),
    ],
)
def test_the_next_round_is_the_one_after_the_furthest(
    database: Database,
    now: datetime,
    calendar: Calendar,
    rounds: list[Round],
    following: Round,
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        for round_ in rounds:
            planned(application, session, calendar, None, round_)
        assert interviews.next_round(application) is following


def test_an_interview_before_the_application_is_taken_with_a_warning(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        planned(applied(session), session, calendar, "2026-11-13 15:00")
        assert warnings(session)[0] == (
            "That is before the application (Mon 16 Nov 2026), as when a recruiter calls first; "
            "it is kept all the same."
        )


def test_an_interview_before_a_posting_was_saved_is_nothing_odd(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        planned(applied(session, stage=Stage.SAVED), session, calendar, "2026-11-13 15:00")
        assert not any("before the application" in text for text in warnings(session))


def test_a_time_that_is_past_is_taken_and_asks_how_it_went(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        planned(applied(session), session, calendar, "yesterday 15:00")
        (warning,) = warnings(session)
        assert warning.startswith("That time is past; say how it went: tracker interview done 1 ")


@pytest.mark.parametrize(("fold", "hour_in_utc"), [(None, 0), (1, 1)])
def test_of_a_time_that_occurs_twice_the_first_is_taken_unless_the_second_is_asked_for(
    database: Database, now: datetime, calendar: Calendar, fold: int | None, hour_in_utc: int
) -> None:
    moment = calendar.moment("2027-10-31 2:30", fold=fold)
    with database.writing(now) as session:
        interviews.add(session, applied(session), moment, round_=Round.FINAL, calendar=calendar)
        warned = "that time comes twice, and the first is taken (--fold)" in str(told(session))
        assert warned == (fold is None)
    with database.reading() as session:
        found = interviews.find_one(session, "1")
        assert found.moment == moment
        assert found.instant is not None
        assert (found.instant.hour, found.instant.minute) == (hour_in_utc, 30)


def test_two_interviews_at_the_same_time_are_pointed_out(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        planned(applied(session), session, calendar, "fri 3pm")
        other = applications.add(session, "Beta", None, on=MONDAY)
        planned(other, session, calendar, "fri 9:00 America/New_York", Round.FINAL)
        assert warnings(session) == ["At that very time you also have Acme: onsite."]


def test_an_interview_may_have_no_time_yet(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        assert planned(applied(session), session, calendar, None).moment is None
        assert told(session)[1].text == "Added interview 1: Acme: onsite, no time fixed yet."


def test_fields_said_of_an_interview_come_back(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    fields = {
        "cash_cost": Money(Decimal("35.50"), "EUR"),
        "prepare_hours": Decimal("2.5"),
        "chance": Decimal("0.3"),
        "with_": ["Mia Chen, hiring manager", "Bob"],
    }
    with database.writing(now) as session:
        interviews.edit(session, planned(applied(session), session, calendar), fields)
    with database.reading() as session:
        found = interviews.find_one(session, "1")
        assert (found.cash_cost, found.cost_currency) == (Decimal("35.5"), "EUR")
        assert (found.prepare_hours, found.chance) == (Decimal("2.5"), Decimal("0.3"))
        people = [(each.contact.name, each.contact.kind) for each in found.attendances]
        assert people == [("Mia Chen", "hiring manager"), ("Bob", "interviewer")]


def test_naming_other_interviewers_replaces_those_named_before(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        found = planned(applied(session), session, calendar)
        interviews.edit(session, found, {"with_": ["Mia Chen", "Bob"]})
        interviews.edit(session, found, {"with_": ["bob", "Eve"]})
        assert [each.contact.name for each in found.attendances] == ["Bob", "Eve"]
        assert len(session.scalars(select(Contact)).all()) == 3


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Mia Chen", Met("Mia Chen", ContactKind.INTERVIEWER)),
        ("Mia Chen, Hiring Manager", Met("Mia Chen", ContactKind.HIRING_MANAGER)),
        ("Bob,recruiter", Met("Bob", ContactKind.RECRUITER)),
        ("Eve, Head of Data, EMEA", Met("Eve", ContactKind.INTERVIEWER, "Head of Data, EMEA")),
    ],
)
def test_a_person_met_is_a_name_and_what_they_are(text: str, met: Met) -> None:
    assert parse_met(text) == met


@pytest.mark.parametrize("text", ["", "  ", ", recruiter"])
def test_a_person_met_without_a_name_is_refused(text: str) -> None:
    with pytest.raises(TrackerError, match="names nobody"):
        parse_met(text)


def test_everybody_met_becomes_a_contact_with_an_exchange_and_a_follow_up(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        found = planned(applied(session), session, calendar, "yesterday 15:00")
        held(session, found, calendar, "Mia Chen, hiring manager", "Bob, Team lead", felt=4)
        assert (found.state, found.result, found.felt) == ("done", "waiting", 4)
        assert told(session)[-1] == Note(
            "Met Mia Chen (Acme) and Bob (Acme); follow-up on Tue 24 Nov 2026."
        )
    with database.reading() as session:
        mia, bob = session.scalars(select(Contact).order_by(Contact.id))
        assert (mia.kind, mia.role, bob.kind, bob.role) == (
            "hiring manager",
            None,
            "interviewer",
            "Team lead",
        )
        for contact in (mia, bob):
            assert (contact.company, contact.follow_up) == ("Acme", TUESDAY)
            (exchange,) = contact.interactions
            assert (exchange.on, exchange.channel) == (date(2026, 11, 21), "interview")
            assert exchange.application_id == 1


def test_somebody_known_already_is_not_made_a_second_time(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        fields = {"company": "ACME", "kind": ContactKind.RECRUITER}
        contacts.add(session, "mia chen", fields)
        application = applied(session)
        for when in ("yesterday 9:00", "yesterday 15:00"):
            found = planned(application, session, calendar, when)
            held(session, found, calendar, "Mia Chen, hiring manager", "Mia  Chen")
        (only,) = session.scalars(select(Contact))
        assert (only.name, only.kind) == ("mia chen", "recruiter")
        assert len(only.attendances) == 2


def test_a_namesake_at_another_company_is_another_person(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        contacts.add(session, "Mia Chen", {"company": "Beta"})
        held(session, planned(applied(session), session, calendar), calendar, "Mia Chen")
        assert len(session.scalars(select(Contact)).all()) == 2


def test_a_follow_up_that_was_set_already_stays_and_is_the_one_that_is_told(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        fields = {"company": "Acme", "follow_up": date(2026, 12, 1)}
        mia = contacts.add(session, "Mia Chen", fields)
        held(session, planned(applied(session), session, calendar), calendar, "Mia Chen")
        assert mia.follow_up == date(2026, 12, 1)
        assert told(session)[-1] == Note("Met Mia Chen (Acme); follow-up on Tue 1 Dec 2026.")


def test_a_follow_up_that_was_due_is_done_with_the_interview(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        mia = contacts.add(session, "Mia Chen", {"company": "Acme", "follow_up": MONDAY})
        found = planned(applied(session), session, calendar, "yesterday 15:00")
        held(session, found, calendar, "Mia Chen")
        assert mia.follow_up == TUESDAY


def test_somebody_said_to_be_met_twice_was_met_once(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        held(
            session,
            planned(applied(session), session, calendar),
            calendar,
            "Mia Chen",
            "mia chen, recruiter",
        )
        (mia,) = session.scalars(select(Contact))
        assert len(mia.interactions) == 1


def test_a_contact_of_unknown_company_is_the_one_who_was_met(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        contacts.add(session, "Mia Chen", {})
        held(session, planned(applied(session), session, calendar), calendar, "Mia Chen")
        (mia,) = session.scalars(select(Contact))
        assert mia.title == "Mia Chen (Acme)"


def test_the_usual_follow_up_is_two_days_later_unless_set_otherwise() -> None:
    assert interviews.usual_follow_up(TODAY, Rates()) == date(2026, 11, 24)
    assert interviews.usual_follow_up(TODAY, Rates({"follow-up-days": 5})) == date(2026, 11, 27)


@pytest.mark.parametrize(("before", "after"), [(3, 2), (1, 0), (0, 0), (None, None)])
def test_a_round_that_took_place_is_one_less_to_come(
    database: Database,
    now: datetime,
    calendar: Calendar,
    before: int | None,
    after: int | None,
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        application.rounds_left = before
        held(session, planned(application, session, calendar), calendar)
        assert application.rounds_left == after


def test_an_interview_done_before_its_time_is_taken_with_a_warning(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        held(session, planned(applied(session), session, calendar), calendar)
        assert warnings(session) == [
            "It was planned for later than now; it is kept as done all the same."
        ]


def test_an_interview_cannot_be_done_twice(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        found = planned(applied(session), session, calendar)
        held(session, found, calendar)
        with pytest.raises(TrackerError, match="Acme: onsite is done already"):
            held(session, found, calendar)


def test_declining_an_interview_leaves_the_application_open_unless_withdrawn(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        first, second = (planned(application, session, calendar) for _ in range(2))
        interviews.decline(session, first, withdraw=False, today=TODAY, reason="too far")
        assert (first.state, application.outcome) == ("declined", None)
        assert application.notes == "2026-11-22: Declined: too far"
        interviews.decline(session, second, withdraw=True, today=TODAY, reason="too far")
        assert (second.state, application.outcome) == ("declined", "withdrawn")
        assert application.stage_changes[-1].reason == "too far"


@pytest.mark.parametrize(
    ("act", "state"), [(interviews.cancel, "cancelled"), (interviews.miss, "missed")]
)
def test_an_interview_called_off_can_be_put_on_again_but_not_called_off_twice(
    database: Database,
    now: datetime,
    calendar: Calendar,
    act: Callable[[Session, Interview], None],
    state: str,
) -> None:
    with database.writing(now) as session:
        found = planned(applied(session), session, calendar)
        act(session, found)
        assert found.state == state
        with pytest.raises(TrackerError, match=f"is {state} already; to put it back on"):
            act(session, found)
        interviews.reschedule(session, found, calendar.moment("thu 9:00"), calendar)
        assert (found.state, found.wall) == ("scheduled", datetime(2026, 11, 26, 9))


def test_a_rescheduled_interview_opens_its_ended_application_again(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        found = planned(application, session, calendar)
        applications.close(session, application, Outcome.CANCELLED, on=TODAY)
        interviews.reschedule(session, found, calendar.moment("thu 9:00"), calendar)
        assert (application.outcome, application.stage) == (None, "interviewing")


def test_the_coming_interviews_are_those_scheduled_of_open_applications_soonest_first(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        acme = applied(session)
        for when in (None, "fri 3pm", "wed 3pm", "thu 3pm"):
            last = planned(acme, session, calendar, when)
        interviews.cancel(session, last)
        beta = applications.add(session, "Beta", None, on=MONDAY)
        planned(beta, session, calendar, "tue 3pm")
        applications.move(session, beta, beta.stage, on=TODAY, outcome=Outcome.GHOSTED)
        session.flush()
        assert [one.id for one in session.scalars(interviews.coming())] == [3, 2, 1]
        assert [one.id for one in session.scalars(interviews.latest())] == [1, 2, 4, 3, 5]


@pytest.mark.parametrize("which", ["acme onsite", "1", "onsite", "ACME"])
def test_an_interview_is_named_by_company_role_and_round(
    database: Database, now: datetime, calendar: Calendar, which: str
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        planned(application, session, calendar, round_=Round.ONSITE)
        screen = planned(application, session, calendar, round_=Round.SCREEN)
        interviews.cancel(session, screen)
        assert interviews.find_one(session, which).id == 1


def test_a_called_off_interview_is_the_likelier_where_one_is_put_on_again(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applied(session)
        first, _ = (planned(application, session, calendar) for _ in range(2))
        interviews.cancel(session, first)
        assert interviews.find_one(session, "acme", scheduled=False) is first


REFUSED: list[Mapping[str, object]] = [
    {"felt": 6},
    {"minutes": 0},
    {"people": -1},
    {"prepare_hours": Decimal(-1)},
    {"chance": Decimal(2)},
]


@pytest.mark.parametrize("fields", REFUSED)
def test_a_figure_that_cannot_be_is_refused_by_the_database_itself(
    database: Database, now: datetime, calendar: Calendar, fields: Mapping[str, Any]
) -> None:
    with (
        pytest.raises(TrackerError, match="A value lies outside what"),
        database.writing(now) as session,
    ):
        interviews.edit(session, planned(applied(session), session, calendar), fields)
