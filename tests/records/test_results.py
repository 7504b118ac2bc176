"""The user's own results: what counts as passed, as failed, and not at all."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tracker.dates import Calendar, Moment
from tracker.db import Database
from tracker.models import Application, Interview
from tracker.money import parse_pay
from tracker.records import applications, interviews, offers, results
from tracker.records.results import Tally
from tracker.words import InterviewState, Outcome, Result, Round, Source, Stage

TODAY = date(2026, 11, 22)


def held(kind: Round, day: int | None, result: Result | None = None, **more: Any) -> Interview:  # noqa: ANN401 (any column)
    """Return an interview that took place in November, at 10 unless said."""
    state = more.pop("state", InterviewState.DONE)
    interview = Interview(round=kind, state=state, result=result)
    if day:
        interview.moment = Moment(datetime(2026, 11, day, more.pop("hour", 10)), "Europe/Berlin", 0)
    return interview


def counted(
    database: Database,
    now: datetime,
    *rounds: Interview,
    outcome: Outcome | None = None,
    stage: Stage = Stage.INTERVIEWING,
) -> dict[Round, Tally]:
    """Return the tallies, without those of nothing, of one application with these interviews."""
    with database.writing(now) as session:
        application = applications.add(session, "Acme", None, on=TODAY, stage=stage)
        application.interviews.extend(rounds)
        session.flush()
        if outcome:
            applications.move(session, application, stage, on=TODAY, outcome=outcome)
    with database.reading() as session:
        return {kind: tally for kind, tally in results.own_rounds(session).items() if tally.decided}


PASSED, FAILED = Tally(1, 1), Tally(0, 1)
SCREEN, TECHNICAL, ONSITE = Round.SCREEN, Round.TECHNICAL, Round.ONSITE


def test_an_empty_hunt_has_no_results(database: Database) -> None:
    with database.reading() as session:
        assert results.own_rounds(session) == dict.fromkeys(Round, Tally(0, 0))
        assert results.own_answers(session) == dict.fromkeys((*Source, None), Tally(0, 0))


@pytest.mark.parametrize(
    ("result", "tally"),
    [
        (Result.PASSED, {SCREEN: PASSED}),
        (Result.FAILED, {SCREEN: FAILED}),
        (Result.WAITING, {}),
        (None, {}),
    ],
)
def test_a_result_that_was_stated_counts_and_one_that_is_awaited_does_not(
    database: Database, now: datetime, result: Result | None, tally: dict[Round, Tally]
) -> None:
    assert counted(database, now, held(SCREEN, 2, result)) == tally


@pytest.mark.parametrize("state", [one for one in InterviewState if one is not InterviewState.DONE])
def test_an_interview_that_did_not_take_place_is_no_result(
    database: Database, now: datetime, state: InterviewState
) -> None:
    one = held(SCREEN, 2, state=state)
    assert counted(database, now, one, outcome=Outcome.REJECTED) == {}


def test_a_round_that_was_followed_by_another_was_passed(database: Database, now: datetime) -> None:
    later = held(ONSITE, 27, state=InterviewState.SCHEDULED)
    assert counted(database, now, held(SCREEN, 2), held(TECHNICAL, 9), later) == {
        SCREEN: PASSED,
        TECHNICAL: PASSED,
    }


def test_a_round_that_they_called_off_proves_nothing(database: Database, now: datetime) -> None:
    off = held(ONSITE, 27, state=InterviewState.CANCELLED)
    assert counted(database, now, held(SCREEN, 2), off) == {}


def test_rounds_follow_by_their_time_not_as_they_were_logged(
    database: Database, now: datetime
) -> None:
    rounds = (held(ONSITE, 16), held(SCREEN, 2))
    assert counted(database, now, *rounds) == {SCREEN: PASSED}


def test_rounds_without_a_time_follow_as_they_were_logged(
    database: Database, now: datetime
) -> None:
    rounds = (held(SCREEN, None), held(ONSITE, None))
    assert counted(database, now, *rounds) == {SCREEN: PASSED}


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.GHOSTED])
def test_of_an_application_that_came_to_nothing_the_last_round_failed(
    database: Database, now: datetime, outcome: Outcome
) -> None:
    assert counted(database, now, held(SCREEN, 2), held(ONSITE, 9), outcome=outcome) == {
        SCREEN: PASSED,
        ONSITE: FAILED,
    }


@pytest.mark.parametrize("outcome", [Outcome.WITHDRAWN, Outcome.CANCELLED])
def test_what_their_answer_would_have_been_is_not_known(
    database: Database, now: datetime, outcome: Outcome
) -> None:
    assert counted(database, now, held(SCREEN, 2), outcome=outcome) == {}


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.DECLINED])
def test_an_offer_that_was_answered_passed_every_round(
    database: Database, now: datetime, outcome: Outcome
) -> None:
    assert counted(database, now, held(ONSITE, 2), outcome=outcome) == {ONSITE: PASSED}


def test_an_offer_passed_every_round_even_where_they_took_it_back(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applications.add(session, "Acme", None, on=TODAY)
        application.interviews.append(held(ONSITE, 2))
        pay = parse_pay("100k", "USD")
        offers.add(session, application, pay, until=None, calendar=calendar)
        applications.close(session, application, Outcome.REJECTED, on=TODAY)
    with database.reading() as session:
        assert results.own_rounds(session)[ONSITE] == PASSED


def test_meetings_of_one_kind_on_one_day_are_one_round(database: Database, now: datetime) -> None:
    day = [held(ONSITE, 9, hour=hour) for hour in (9, 11, 14)]
    assert counted(database, now, *day) == {}
    assert counted(
        database,
        now,
        *(held(ONSITE, 9, hour=hour) for hour in (9, 11, 14)),
        outcome=Outcome.REJECTED,
    ) == {ONSITE: FAILED}


def test_one_no_decides_a_round_of_several_meetings(database: Database, now: datetime) -> None:
    day = (held(ONSITE, 9, Result.PASSED, hour=9), held(ONSITE, 9, Result.FAILED, hour=11))
    assert counted(database, now, *day) == {ONSITE: FAILED}


def test_two_rounds_of_one_kind_on_two_days_are_two(database: Database, now: datetime) -> None:
    days = (held(TECHNICAL, 2), held(TECHNICAL, 9))
    assert counted(database, now, *days, outcome=Outcome.REJECTED) == {TECHNICAL: Tally(1, 2)}


def test_results_that_the_commands_record_are_counted(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        application = applications.add(session, "Acme", None, on=date(2026, 11, 2))
        for kind, day in ((SCREEN, 3), (ONSITE, 10)):
            moment = Moment.of(datetime(2026, 11, day, 9, tzinfo=ZoneInfo("UTC")), "UTC")
            one = interviews.add(session, application, moment, round_=kind, calendar=calendar)
            interviews.done(
                session,
                one,
                met=(),
                follow_up=TODAY,
                result=Result.WAITING,
                fields={},
                calendar=calendar,
            )
        applications.close(session, application, Outcome.REJECTED, on=TODAY)
    with database.reading() as session:
        tallies = results.own_rounds(session)
        assert (tallies[SCREEN], tallies[ONSITE]) == (PASSED, FAILED)


def sent(
    database: Database,
    now: datetime,
    source: Source | None,
    stage: Stage = Stage.APPLIED,
    outcome: Outcome | None = None,
) -> None:
    with database.writing(now) as session:
        one = applications.add(
            session, "Acme", None, on=TODAY, stage=stage, fields={"source": source}
        )
        if outcome:
            applications.move(session, one, stage, on=TODAY, outcome=outcome)


def answered(database: Database) -> dict[Source | None, Tally]:
    with database.reading() as session:
        tallies = results.own_answers(session)
        return {source: tally for source, tally in tallies.items() if tally.decided}


def test_an_application_that_led_to_a_round_was_answered_whatever_came_of_it(
    database: Database, now: datetime
) -> None:
    sent(database, now, Source.POSTING, Stage.SCREENING)
    sent(database, now, Source.POSTING, Stage.INTERVIEWING, Outcome.REJECTED)
    sent(database, now, Source.REFERRAL, Stage.ASSESSMENT, Outcome.GHOSTED)
    assert answered(database) == {Source.POSTING: Tally(2, 2), Source.REFERRAL: Tally(1, 1)}


def test_an_interview_is_a_round_whatever_the_stage(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        one: Application = applications.add(session, "Acme", None, on=TODAY)
        one.interviews.append(held(SCREEN, 2))
    assert answered(database) == {None: Tally(1, 1)}


def test_a_no_and_silence_before_any_round_count_against_the_source(
    database: Database, now: datetime
) -> None:
    sent(database, now, Source.POSTING, outcome=Outcome.REJECTED)
    sent(database, now, Source.POSTING, outcome=Outcome.GHOSTED)
    sent(database, now, Source.POSTING, Stage.SCREENING)
    sent(database, now, None, outcome=Outcome.GHOSTED)
    assert answered(database) == {Source.POSTING: Tally(1, 3), None: Tally(0, 1)}


@pytest.mark.parametrize(
    ("stage", "outcome"),
    [
        (Stage.APPLIED, None),
        (Stage.APPLIED, Outcome.WITHDRAWN),
        (Stage.APPLIED, Outcome.CANCELLED),
        (Stage.SAVED, None),
        (Stage.SAVED, Outcome.REJECTED),
    ],
)
def test_what_is_undecided_or_was_never_sent_does_not_count(
    database: Database, now: datetime, stage: Stage, outcome: Outcome | None
) -> None:
    sent(database, now, Source.POSTING, stage, outcome)
    assert answered(database) == {}
