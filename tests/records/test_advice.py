"""What was advised: kept as it was last shown, and held against what came of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import NOW, CommandLine
from tracker.dates import Moment
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.models import Attendance, Contact, Interaction, Interview, LastAdvice
from tracker.records import advice, applications, contacts, history, interviews
from tracker.records.advice import ENOUGH, Advice, Forecast, Reviewed
from tracker.words import Channel, InterviewState, Outcome, Result, Round, Verdict

TODAY = date(2026, 11, 22)
LATER = NOW + timedelta(hours=1)
NOTHING = Advice(None, None, None, None, None)
KEEP = Advice(Verdict.KEEP, Decimal("23785.25"), "USD", 0.6, 0.56)
DECLINE = Advice(Verdict.DECLINE, Decimal(-600), "EUR", 0.3, 0.32)


def meeting(day: int | None = None, **columns: Any) -> Interview:  # noqa: ANN401 (any column)
    """Return an interview in November at 10, a screen that was done unless said."""
    made = Interview(**{"round": Round.SCREEN, "state": InterviewState.DONE, **columns})
    if day:
        made.moment = Moment(datetime(2026, 11, day, 10, tzinfo=UTC).replace(tzinfo=None), "UTC")
    return made


def added(
    database: Database, *meetings: Interview, outcome: Outcome | None = None, company: str = "Acme"
) -> list[int]:
    """Add an application with these interviews and return their ids."""
    with database.writing(NOW) as session:
        application = applications.add(session, company, None, on=TODAY)
        application.interviews.extend(meetings)
        session.flush()
        if outcome:
            stage = application.stage
            applications.move(session, application, stage, on=TODAY, outcome=outcome)
        return [one.id for one in meetings]


def remember(database: Database, now: datetime, advised: dict[int, Advice]) -> None:
    with database.writing(now) as session:
        advice.remember(session, now, advised)


def shown(database: Database, *numbers: int) -> dict[int, Advice]:
    with database.reading() as session:
        return dict(advice.last_shown(session, numbers))


def shown_at(database: Database) -> dict[int, datetime]:
    with database.reading() as session:
        return {row.interview_id: row.shown_at for row in session.query(LastAdvice)}


def only(database: Database) -> Reviewed:
    """Return the one interview to look back at."""
    with database.reading() as session:
        (found,) = advice.reviewed(session)
        return found


def test_what_was_shown_is_kept_to_the_letter_even_where_nothing_could_be_said(
    database: Database,
) -> None:
    first, second, third = added(database, meeting(), meeting(), meeting())
    remember(database, NOW, {first: KEEP, second: NOTHING})
    assert shown(database, first, second, third) == {first: KEEP, second: NOTHING}
    assert shown(database, first) == {first: KEEP}
    assert shown(database) == {}


def test_a_gain_is_kept_to_four_decimals_and_then_known_again(database: Database) -> None:
    (number,) = added(database, meeting())
    fine = Advice(Verdict.KEEP, Decimal("23785.123456789"), "USD", 0.6, 0.56)
    remember(database, NOW, {number: fine})
    assert shown(database, number)[number].gain == Decimal("23785.1235")
    with database.reading() as session:
        assert advice.news(session, LATER, {number: fine}) == {}


def test_only_what_differs_from_what_was_shown_before_is_written(database: Database) -> None:
    first, second = added(database, meeting(), meeting())
    remember(database, NOW, {first: KEEP, second: KEEP})
    remember(database, LATER, {first: KEEP, second: DECLINE})
    assert shown(database, first, second) == {first: KEEP, second: DECLINE}
    assert shown_at(database) == {first: NOW, second: LATER}


def test_what_is_not_shown_again_stays(database: Database) -> None:
    first, second = added(database, meeting(), meeting())
    remember(database, NOW, {first: KEEP})
    remember(database, LATER, {second: DECLINE})
    assert shown(database, first, second) == {first: KEEP, second: DECLINE}


def test_to_look_is_no_part_of_the_history_and_nothing_to_undo(run: CommandLine) -> None:
    database = run.database
    (number,) = added(database, meeting())
    remember(database, NOW, {number: KEEP})
    remember(database, LATER, {number: DECLINE})
    with database.reading() as session:
        assert history.count(session) == 1
    run("interview", "edit", str(number), "--felt", "4")
    run("undo")
    assert shown(database, number) == {number: DECLINE}
    run("undo")
    assert run.rows()["advice"] == []


def test_advice_goes_with_its_interview(database: Database) -> None:
    first, second = added(database, meeting(), meeting())
    remember(database, NOW, {first: KEEP, second: DECLINE})
    with database.writing(NOW) as session:
        interviews.remove(session, session.get_one(Interview, first))
    assert shown(database, first, second) == {second: DECLINE}
    with database.writing(NOW) as session:
        applications.remove(session, applications.find_one(session, "Acme"))
    assert shown(database, first, second) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        Advice(None, None, None, 1.01, None),
        Advice(None, None, None, None, -0.01),
        Advice(None, Decimal(1), None, None, None),
        Advice(None, Decimal(1), "Dollar", None, None),
        Advice(None, Decimal(10) ** 15, "USD", None, None),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(database: Database, wrong: Advice) -> None:
    first, second = added(database, meeting(), meeting())
    with pytest.raises(TrackerError):
        remember(database, NOW, {first: KEEP, second: wrong})
    assert shown(database, first, second) == {}


def test_advice_of_no_interview_is_refused(database: Database) -> None:
    with pytest.raises(TrackerError):
        remember(database, NOW, {7: KEEP})


def test_an_interview_is_looked_back_at_once_it_is_over_the_latest_first(
    database: Database,
) -> None:
    numbers = added(
        database,
        *(meeting(day, state=state) for day, state in enumerate(InterviewState, start=2)),
        meeting(12),
    )
    remember(database, NOW, dict.fromkeys(numbers[:-1], KEEP))
    with database.reading() as session:
        found = advice.reviewed(session)
        assert [(one.interview.state, one.went) for one in found] == [
            (InterviewState.MISSED, False),
            (InterviewState.CANCELLED, False),
            (InterviewState.DECLINED, False),
            (InterviewState.DONE, True),
        ]
        assert {(one.advice, one.shown_at) for one in found} == {(KEEP, NOW)}


def test_without_advice_there_is_nothing_to_look_back_at(database: Database) -> None:
    added(database, meeting(2))
    with database.reading() as session:
        assert advice.reviewed(session) == []


@pytest.mark.parametrize(
    ("result", "outcome", "passed"),
    [
        (Result.PASSED, None, True),
        (Result.FAILED, None, False),
        (Result.WAITING, None, None),
        (Result.WAITING, Outcome.REJECTED, False),
        (None, Outcome.GHOSTED, False),
        (None, Outcome.WITHDRAWN, None),
        (None, Outcome.ACCEPTED, True),
    ],
)
def test_the_result_is_that_of_the_users_own_rounds(
    database: Database, result: Result | None, outcome: Outcome | None, passed: bool | None
) -> None:
    (number,) = added(database, meeting(2, result=result), outcome=outcome)
    remember(database, NOW, {number: KEEP})
    assert only(database).passed is passed


def test_a_later_interview_says_that_the_one_before_was_passed(database: Database) -> None:
    first, _ = added(database, meeting(2), meeting(27, state=InterviewState.SCHEDULED))
    remember(database, NOW, {first: KEEP})
    assert only(database).passed is True


def test_an_interview_the_user_did_not_go_to_has_no_result_and_nobody_met(
    database: Database,
) -> None:
    gone = meeting(2, state=InterviewState.DECLINED)
    gone.attendances = [Attendance(contact=Contact(name="Mia", search_key="mia"))]
    (number,) = added(database, gone, outcome=Outcome.ACCEPTED)
    remember(database, NOW, {number: DECLINE})
    found = only(database)
    assert (found.passed, found.new_people, found.was_worth_it) == (None, 0, None)


def test_people_are_new_where_nobody_had_met_or_talked_to_them(database: Database) -> None:
    with database.writing(NOW) as session:
        mia, bob, eve, kim = (
            contacts.new(session, name, {}) for name in ("Mia", "Bob", "Eve", "Kim")
        )
        application = applications.add(session, "Acme", None, on=TODAY)
        first, missed, second = (
            meeting(2),
            meeting(4, state=InterviewState.MISSED),
            meeting(9, round=Round.ONSITE),
        )
        application.interviews.extend([first, missed, second])
        for one, people in ((first, [mia]), (missed, [kim]), (second, [mia, bob, eve, kim])):
            one.attendances = [Attendance(contact=contact) for contact in people]
        session.add(Interaction(contact=bob, on=date(2026, 11, 8), channel=Channel.PHONE))
        session.add(Interaction(contact=eve, on=date(2026, 11, 9), channel=Channel.EMAIL))
        session.add(Interaction(contact=eve, on=date(2026, 11, 8), channel=Channel.INTERVIEW))
        session.flush()
        advice.remember(session, NOW, dict.fromkeys((first.id, second.id), KEEP))
    with database.reading() as session:
        onsite, screen = advice.reviewed(session)
        assert (screen.new_people, onsite.new_people) == (1, 2)


def test_at_an_interview_without_a_time_people_are_new_unless_met_before(
    database: Database,
) -> None:
    with database.writing(NOW) as session:
        mia, bob = (contacts.new(session, name, {}) for name in ("Mia", "Bob"))
        session.add(Interaction(contact=bob, on=date(2026, 11, 8), channel=Channel.PHONE))
        application = applications.add(session, "Acme", None, on=TODAY)
        first, second = meeting(), meeting(round=Round.ONSITE)
        application.interviews.extend([first, second])
        first.attendances = [Attendance(contact=mia)]
        second.attendances = [Attendance(contact=mia), Attendance(contact=bob)]
        session.flush()
        advice.remember(session, NOW, {second.id: KEEP})
    assert only(database).new_people == 1


def over(  # noqa: PLR0913 (each of these is what a test is about)
    number: int = 1,
    advised: Advice = KEEP,
    *,
    passed: bool | None = None,
    felt: int | None = None,
    new_people: int = 0,
    day: int | None = None,
    state: InterviewState = InterviewState.DONE,
) -> Reviewed:
    """Return a reviewed interview of an application of its own."""
    held = meeting(day, id=number, application_id=number, felt=felt, state=state)
    return Reviewed(held, advised, NOW, passed, new_people)


@pytest.mark.parametrize(
    ("passed", "felt", "new_people", "worth"),
    [
        (True, None, 0, True),
        (True, 1, 0, True),
        (False, 4, 0, True),
        (None, 5, 0, True),
        (False, None, 1, True),
        (None, 1, 2, True),
        (False, 3, 0, False),
        (False, None, 0, False),
        (None, 3, 0, None),
        (None, None, 0, None),
    ],
)
def test_an_interview_was_worth_it_if_it_was_passed_felt_well_or_led_to_somebody(
    passed: bool | None, felt: int | None, new_people: int, worth: bool | None
) -> None:
    assert over(passed=passed, felt=felt, new_people=new_people).was_worth_it is worth


def test_kept_and_against_are_those_that_the_user_went_to() -> None:
    verdicts = [*Verdict, None]
    found = [
        over(number, Advice(verdict, None, None, None, None), state=state)
        for number, (verdict, state) in enumerate(
            (verdict, state) for verdict in verdicts for state in InterviewState
        )
    ]
    assert [one.advice.verdict for one in advice.kept(found)] == [Verdict.KEEP]
    assert [one.advice.verdict for one in advice.against(found)] == [
        Verdict.DECLINE,
        Verdict.REDIRECT,
    ]
    assert all(one.went for one in [*advice.kept(found), *advice.against(found)])


def estimates(
    passed: int, failed: int, chance: float, base_chance: float | None, start: int = 0
) -> list[Reviewed]:
    """Return as many interviews that were passed, and failed, each at these chances."""
    given = Advice(Verdict.KEEP, None, None, chance, base_chance)
    results = [True] * passed + [False] * failed
    return [over(start + place, given, passed=one) for place, one in enumerate(results)]


def scores(found: list[Reviewed]) -> tuple[object, ...]:
    known = advice.calibration(found)
    assert known is not None
    return known.results, known.brier, known.base_brier


def test_chances_are_not_scored_before_enough_results_are_known() -> None:
    few = estimates(19, 0, 0.8, 0.5)
    open_ = [over(100 + place) for place in range(30)]
    unestimated = [over(200 + place, NOTHING, passed=True) for place in range(30)]
    assert ENOUGH == 20
    assert advice.calibration([*few, *open_, *unestimated]) is None
    assert len(advice.forecasts([*few, *open_, *unestimated])) == 19
    assert advice.calibration(estimates(20, 0, 0.8, 0.5)) is not None


@pytest.mark.parametrize(
    ("found", "brier", "base_brier"),
    [
        # 15 x 0.2² + 5 x 0.8² = 0.6 + 3.2 = 3.8, by 20; a coin is always 0.5² away.
        (estimates(15, 5, 0.8, 0.5), 0.19, 0.25),
        (estimates(20, 0, 1.0, 0.9), 0.0, 0.01),
        (estimates(0, 20, 1.0, 0.0), 1.0, 0.0),
        # 10 x 0.1² + 10 x 0.4² = 0.1 + 1.6 = 1.7, and 10 x 0.4² + 10 x 0.6² = 1.6 + 3.6 = 5.2.
        ([*estimates(10, 0, 0.9, 0.6), *estimates(0, 10, 0.4, 0.6, 10)], 0.085, 0.26),
    ],
)
def test_the_brier_score_is_the_mean_square_between_chance_and_what_happened(
    found: list[Reviewed], brier: float, base_brier: float
) -> None:
    assert scores(found) == (20, pytest.approx(brier), pytest.approx(base_brier))


def test_base_rates_are_compared_only_over_the_very_same_results() -> None:
    found = [*estimates(20, 0, 0.9, 0.5), *estimates(1, 0, 0.9, None, 50)]
    assert scores(found) == (21, pytest.approx(0.01), None)


def test_meetings_that_are_one_round_are_one_forecast() -> None:
    morning, noon, next_day = (
        over(number, passed=True, day=day) for number, day in ((1, 9), (2, 9), (3, 10))
    )
    for one in (morning, noon, next_day):
        one.interview.application_id = 1
    assert advice.forecasts([noon, next_day, morning]) == [Forecast(0.6, 0.56, True)] * 2
