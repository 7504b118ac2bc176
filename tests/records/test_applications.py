"""Applications: stage and outcome are two things, every change of them has its day."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tracker import nouns
from tracker.dates import Calendar, show_day
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.models import Application
from tracker.money import Pay
from tracker.records import applications, interviews, listing, offers
from tracker.records.listing import Wanted
from tracker.records.notes import Note, told
from tracker.words import InterviewState, OfferState, Outcome, Period, Result, Round, Stage

TODAY = date(2026, 11, 22)
MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)
PAY = Pay(None, Decimal(150_000), None, "USD", Period.YEAR)


def standing(application: Application) -> tuple[Stage, Outcome | None, date]:
    return application.stage, application.outcome, application.moved_on


def past(application: Application) -> list[tuple[date, Stage, Outcome | None, str | None]]:
    return [(one.on, one.stage, one.outcome, one.reason) for one in application.stage_changes]


def test_an_application_is_kept_with_its_stage_and_the_day_it_has_held_since(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        applications.add(session, "Acme", "Data engineer", on=FRIDAY, stage=Stage.SAVED)
    with database.reading() as session:
        found = applications.find_one(session, "acme")
        assert standing(found) == (Stage.SAVED, None, FRIDAY)
        assert past(found) == [(FRIDAY, Stage.SAVED, None, None)]


def test_every_field_that_is_said_comes_back_as_it_was(database: Database, now: datetime) -> None:
    pay = Pay(Decimal("62.5"), Decimal(65), Decimal("70.1234"), "EUR", Period.HOUR)
    said = {
        "posting_url": "https://acme.example/1",
        "pay": pay,
        "tags": ["remote", " data ", "remote", " "],
        "other_role": "Analyst",
        "rounds_left": 0,
        "apply_by": FRIDAY,
    }
    with database.writing(now) as session:
        applications.add(session, "Acme", None, on=TODAY, fields=said)
    with database.reading() as session:
        found = applications.find_one(session, "acme")
        assert nouns.application_pay(found) == pay
        assert [tag.name for tag in found.tags] == ["data", "remote"]
        assert (found.other_role_wanted, found.other_role) == (True, "Analyst")
        assert (found.posting_url, found.apply_by) == ("https://acme.example/1", FRIDAY)
        assert found.rounds_left == 0


@pytest.mark.parametrize(
    ("said", "wanted", "name"),
    [("yes", True, None), ("No", False, None), ("Head of Data", True, "Head of Data")],
)
def test_another_role_there_is_wanted_or_not_or_named(
    database: Database, now: datetime, said: str, wanted: bool, name: str | None
) -> None:
    with database.writing(now) as session:
        fields = {"other_role": said}
        found = applications.add(session, "Acme", None, on=TODAY, fields=fields)
        assert (found.other_role_wanted, found.other_role) == (wanted, name)


def test_whether_another_role_is_wanted_is_unknown_until_said(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        assert applications.add(session, "Acme", None, on=TODAY).other_role_wanted is None


@pytest.mark.parametrize("figure", [Decimal("1.00001"), Decimal(10) ** 16])
def test_an_amount_that_cannot_be_kept_exactly_is_refused(
    database: Database, now: datetime, figure: Decimal
) -> None:
    pay = Pay(None, figure, None, "USD", Period.YEAR)
    with (
        pytest.raises(TrackerError, match="outside what can be kept exactly"),
        database.writing(now) as session,
    ):
        applications.add(session, "Acme", None, on=TODAY, fields={"pay": pay})


@pytest.mark.parametrize("company", ["", "  ", "\t\n"])
def test_an_application_needs_the_name_of_a_company(
    database: Database, now: datetime, company: str
) -> None:
    with (
        pytest.raises(TrackerError, match="needs the name of a company"),
        database.writing(now) as session,
    ):
        applications.add(session, company, "Engineer", on=TODAY)


def test_a_later_stage_is_recorded_beside_the_earlier_ones(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", "Analyst", on=MONDAY)
        applications.move_to(session, found, Stage.SCREENING, on=FRIDAY, reason="they wrote")
        assert standing(found) == (Stage.SCREENING, None, FRIDAY)
        assert past(found) == [
            (MONDAY, Stage.APPLIED, None, None),
            (FRIDAY, Stage.SCREENING, None, "they wrote"),
        ]
        assert told(session)[1:] == [
            Note("Acme, Analyst: screening on Fri 20 Nov 2026 (was applied).")
        ]


def test_a_stage_that_goes_back_is_taken_with_a_warning(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=MONDAY, stage=Stage.INTERVIEWING)
        applications.move_to(session, found, Stage.SCREENING, on=TODAY)
        assert found.stage is Stage.SCREENING
        assert told(session)[-1] == Note(
            "That is a step back, from interviewing to screening.", warning=True
        )


def test_a_stage_dated_before_the_present_one_does_not_replace_it(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=TODAY, stage=Stage.INTERVIEWING)
        applications.move_to(session, found, Stage.APPLIED, on=MONDAY)
        assert standing(found) == (Stage.INTERVIEWING, None, TODAY)
        assert told(session)[1:] == [
            Note(
                f"Acme: applied on {show_day(MONDAY)}, before what came later: "
                f"it stays interviewing since {show_day(TODAY)}."
            )
        ]
    with database.reading() as session:
        dated = [one.on for one in applications.find_one(session, "acme").stage_changes]
        assert dated == [MONDAY, TODAY]


def test_who_applied_before_it_was_saved_here_has_applied(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=TODAY, stage=Stage.SAVED)
        applications.move_to(session, found, Stage.APPLIED, on=MONDAY)
        assert standing(found) == (Stage.APPLIED, None, MONDAY)
        assert told(session)[1:] == [
            Note(
                f"Acme: applied on {show_day(MONDAY)} (was saved, now dated that day too, "
                "as it cannot be later)."
            )
        ]
    with database.reading() as session:
        changes = applications.find_one(session, "acme").stage_changes
        assert [(one.on, one.stage) for one in changes] == [
            (MONDAY, Stage.SAVED),
            (MONDAY, Stage.APPLIED),
        ]


def test_a_later_stage_keeps_what_was_saved_where_it_is(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=FRIDAY, stage=Stage.SAVED)
        applications.move_to(session, found, Stage.APPLIED, on=TODAY)
        applications.move_to(session, found, Stage.SCREENING, on=MONDAY)
        assert standing(found) == (Stage.APPLIED, None, TODAY)
        days = {one.stage: one.on for one in found.stage_changes}
        assert days == {Stage.SAVED: FRIDAY, Stage.APPLIED: TODAY, Stage.SCREENING: MONDAY}


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.WITHDRAWN, Outcome.GHOSTED])
def test_their_no_my_no_and_silence_end_an_application_but_leave_its_stage(
    database: Database, now: datetime, outcome: Outcome
) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=MONDAY, stage=Stage.SCREENING)
        applications.close(session, found, outcome, on=FRIDAY, reason="because")
        assert standing(found) == (Stage.SCREENING, outcome, FRIDAY)
        assert past(found)[-1] == (FRIDAY, Stage.SCREENING, outcome, "because")


def test_an_application_that_ended_cannot_end_again(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", "Analyst", on=MONDAY)
        applications.close(session, found, Outcome.REJECTED, on=FRIDAY)
        with pytest.raises(TrackerError, match=r"ended already \(rejected on Fri 20 Nov 2026\)"):
            applications.close(session, found, Outcome.WITHDRAWN, on=TODAY)


def test_an_application_that_ended_does_not_move(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=MONDAY)
        applications.close(session, found, Outcome.GHOSTED, on=FRIDAY)
        with pytest.raises(TrackerError, match="reopen it first: tracker application reopen 1"):
            applications.move_to(session, found, Stage.SCREENING, on=TODAY)


def test_an_end_dated_before_the_last_stage_is_put_on_its_day_and_says_so(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=FRIDAY)
        applications.close(session, found, Outcome.REJECTED, on=MONDAY)
        assert standing(found) == (Stage.APPLIED, Outcome.REJECTED, FRIDAY)
        assert Note(
            "Dated Fri 20 Nov 2026 instead, because it was applied until then.", warning=True
        ) in told(session)


def test_a_rejected_application_can_be_reopened_at_its_stage(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=MONDAY, stage=Stage.ASSESSMENT)
        applications.close(session, found, Outcome.REJECTED, on=FRIDAY)
        applications.reopen(session, found, on=TODAY, reason="they called back")
        assert standing(found) == (Stage.ASSESSMENT, None, TODAY)
        assert past(found)[-2:] == [
            (FRIDAY, Stage.ASSESSMENT, Outcome.REJECTED, None),
            (TODAY, Stage.ASSESSMENT, None, "they called back"),
        ]


def test_an_open_application_cannot_be_reopened(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=MONDAY)
        with pytest.raises(TrackerError, match=r"Acme is open \(applied\)"):
            applications.reopen(session, found, on=TODAY)


@pytest.mark.parametrize(
    ("outcome", "state", "offered"),
    [
        (Outcome.REJECTED, InterviewState.CANCELLED, OfferState.RESCINDED),
        (Outcome.GHOSTED, InterviewState.CANCELLED, OfferState.RESCINDED),
        (Outcome.CANCELLED, InterviewState.CANCELLED, OfferState.RESCINDED),
        (Outcome.WITHDRAWN, InterviewState.DECLINED, OfferState.DECLINED),
        (Outcome.DECLINED, InterviewState.DECLINED, OfferState.DECLINED),
        (Outcome.ACCEPTED, InterviewState.DECLINED, OfferState.OPEN),
    ],
)
def test_the_end_of_an_application_ends_its_coming_interviews_and_open_offers(  # noqa: PLR0913, PLR0917 (three fixtures, and a row of the table)
    database: Database,
    now: datetime,
    calendar: Calendar,
    outcome: Outcome,
    state: InterviewState,
    offered: OfferState,
) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=MONDAY)
        friday = calendar.moment("fri 3pm")
        coming = interviews.add(session, found, friday, round_=Round.FINAL, calendar=calendar)
        offer = offers.add(session, found, PAY, until=friday, calendar=calendar)
        applications.close(session, found, outcome, on=TODAY)
        assert (coming.state, offer.state) == (state, offered)


def test_a_rejection_fails_the_interview_whose_answer_was_awaited(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=MONDAY)
        held = interviews.add(session, found, None, round_=Round.FINAL, calendar=calendar)
        held.state, held.result = InterviewState.DONE, Result.WAITING
        applications.close(session, found, Outcome.REJECTED, on=TODAY)
        assert (held.state, held.result) == (InterviewState.DONE, Result.FAILED)


def test_silence_does_not_say_that_an_interview_failed(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=MONDAY)
        held = interviews.add(session, found, None, round_=Round.FINAL, calendar=calendar)
        held.state, held.result = InterviewState.DONE, Result.WAITING
        applications.close(session, found, Outcome.GHOSTED, on=TODAY)
        assert held.result is Result.WAITING


def test_notes_are_dated_and_stand_below_each_other(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=MONDAY)
        applications.note(session, found, "Nice people", FRIDAY)
        applications.note(session, found, "Long way", TODAY)
        assert found.notes == "2026-11-20: Nice people\n2026-11-22: Long way"


def test_tags_that_stay_are_kept_and_the_others_go(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        applications.add(session, "Acme", None, on=MONDAY, fields={"tags": ["a", "b"]})
    with database.writing(now) as session:
        applications.edit(session, applications.find_one(session, "1"), {"tags": ["b", "c"]})
    with database.reading() as session:
        assert [tag.name for tag in applications.find_one(session, "1").tags] == ["b", "c"]


def test_open_and_ended_applications_are_listed_the_latest_moved_first(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        for company, day in (("Old", MONDAY), ("New", TODAY), ("Gone", FRIDAY)):
            applications.add(session, company, None, on=day)
        applications.close(
            session, applications.find_one(session, "gone"), Outcome.REJECTED, on=FRIDAY
        )

    with database.reading() as session:

        def names(*, ended: bool | None = False, outcome: Outcome | None = None) -> list[str]:
            wanted = Wanted(ended=ended, outcome=outcome)
            statement = listing.applications(session, wanted, currency="EUR", now=now)
            return [one.company for one in session.scalars(statement)]

        assert names() == ["New", "Old"]
        assert names(ended=True) == ["Gone"]
        assert names(ended=None) == ["New", "Gone", "Old"]
        assert names(outcome=Outcome.REJECTED) == ["Gone"]
        assert names(outcome=Outcome.GHOSTED) == []


def test_a_removed_application_takes_its_parts_along_and_says_so(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        found = applications.add(session, "Acme", None, on=MONDAY)
        for text in ("thu 3pm", "fri 3pm"):
            moment = calendar.moment(text)
            interviews.add(session, found, moment, round_=Round.ONSITE, calendar=calendar)
        offers.add(session, found, PAY, until=None, calendar=calendar)
    with database.writing(now) as session:
        applications.remove(session, applications.find_one(session, "1"))
        assert told(session) == [
            Note("Removed application 1: Acme with 2 interviews and 1 offer."),
            Note("To bring it back: tracker undo"),
        ]
