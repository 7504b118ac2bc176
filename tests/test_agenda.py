"""What is due, what is overdue, and what to do first: the agenda as a value."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from tests.conftest import NOW
from tracker import agenda
from tracker.agenda import Agenda, Urgency, when
from tracker.dates import Calendar, Moment
from tracker.db import Database
from tracker.models import Application, Interview, Offer
from tracker.money import parse_pay
from tracker.records import applications, by_session, contacts, interviews, offers
from tracker.scoring.base_rates import Rates
from tracker.words import Outcome, Result, Round, Stage

TODAY = date(2026, 11, 22)
HOME = "Europe/Berlin"
RATES = Rates()


def on(day: int, hour: int = 10, minute: int = 0, zone: str = HOME) -> Moment:
    """Return a time of that many days from today, a Sunday."""
    wall = datetime(2026, 11, 22, hour, minute) + timedelta(days=day)
    return Moment(wall, zone)


@pytest.fixture
def seen(database: Database, calendar: Calendar) -> Callable[..., Agenda]:
    """Look at the agenda of a hunt that a function has filled."""

    def fill_and_look(
        fill: Callable[[Session], object], rates: Rates = RATES, at: Calendar = calendar
    ) -> Agenda:
        with database.writing(NOW) as session:
            fill(session)
        with database.reading() as session:
            return agenda.of(by_session.look(session), at, rates)

    return fill_and_look


See = Callable[..., Agenda]


def acme(
    session: Session, company: str = "Acme", stage: Stage = Stage.APPLIED, **fields: object
) -> Application:
    on = TODAY - timedelta(days=30)
    return applications.add(session, company, "Data engineer", on=on, stage=stage, fields=fields)


def meet(
    session: Session, calendar: Calendar, at: Moment | None, company: str = "Acme"
) -> Interview:
    found = acme(session, company)
    return interviews.add(session, found, at, round_=Round.ONSITE, calendar=calendar)


def offer(
    session: Session, calendar: Calendar, until: Moment | None, company: str = "Beta"
) -> Offer:
    pay = parse_pay("150k", "USD")
    return offers.add(session, acme(session, company), pay, until=until, calendar=calendar)


def listed(found: Agenda) -> list[tuple[str, str]]:
    """Return each thing due with OVERDUE or COMING before it."""
    overdue = [("overdue", item.text) for item in found.overdue]
    return overdue + [("coming", item.text) for item in found.coming]


def test_an_empty_hunt_is_empty(seen: See) -> None:
    found = seen(lambda _: None)
    assert (found.is_empty, found.first, listed(found)) == (True, None, [])


def test_a_hunt_with_nothing_due_is_not_empty(seen: See) -> None:
    found = seen(acme)
    assert (found.is_empty, found.first, listed(found)) == (False, None, [])


def test_somebody_to_get_in_touch_with_is_due_even_without_an_application(seen: See) -> None:
    found = seen(lambda session: contacts.add(session, "Mia Chen", {"follow_up": TODAY}))
    assert not found.is_empty
    assert listed(found) == [("coming", "Get in touch with Mia Chen")]
    assert found.coming[0].command == 'tracker contact log 1 "…"'


def test_a_coming_interview_leads_to_what_it_is_worth(seen: See, calendar: Calendar) -> None:
    found = seen(lambda session: meet(session, calendar, on(5, 15)))
    (item,) = found.coming
    assert (item.day, item.urgency) == (date(2026, 11, 27), Urgency.INTERVIEW)
    assert (item.text, item.command) == ("Acme, Data engineer: onsite", "tracker worth 1")
    assert found.first == item


@pytest.mark.parametrize(
    ("moment", "side"),
    [
        (on(0, 10, 59), "overdue"),
        (on(0, 11, 0), "coming"),
        (on(0, 11, 1), "coming"),
        (on(7, 0, 0), "coming"),
        (on(7, 23, 59), "coming"),
        (on(8, 0, 0), None),
        (on(-40, 10, 0), "overdue"),
    ],
)
def test_an_interview_is_due_up_to_the_same_weekday_of_the_coming_week(
    seen: See, calendar: Calendar, moment: Moment, side: str | None
) -> None:
    found = seen(lambda session: meet(session, calendar, moment))
    assert [where for where, _ in listed(found)] == ([side] if side else [])


def test_an_interview_that_is_past_asks_how_it_went(seen: See, calendar: Calendar) -> None:
    found = seen(lambda session: meet(session, calendar, on(-1, 15)))
    (item,) = found.overdue
    assert (item.urgency, item.text, item.command) == (
        Urgency.RECORD,
        "How did it go? Acme, Data engineer: onsite",
        "tracker interview done 1",
    )


def test_an_interview_without_a_time_is_not_due(seen: See, calendar: Calendar) -> None:
    assert listed(seen(lambda session: meet(session, calendar, None))) == []


@pytest.mark.parametrize("end", [interviews.cancel, interviews.miss])
def test_an_interview_that_is_off_is_not_due(
    seen: See, calendar: Calendar, end: Callable[..., None]
) -> None:
    found = seen(lambda session: end(session, meet(session, calendar, on(-1))))
    assert listed(found) == []


def test_an_ended_application_has_nothing_due(seen: See, calendar: Calendar) -> None:
    def fill(session: Session) -> None:
        interview = meet(session, calendar, on(-20))
        done(session, interview, calendar)
        saved = acme(session, "Saved", stage=Stage.SAVED, apply_by=TODAY)
        offered = offer(session, calendar, on(2))
        for ended in (interview.application, saved, offered.application):
            applications.close(session, ended, Outcome.WITHDRAWN, on=TODAY)

    assert listed(seen(fill)) == []


@pytest.mark.parametrize(("day", "side"), [(0, "coming"), (5, "coming"), (7, "coming"), (8, None)])
def test_an_offer_lapses_on_its_day(
    seen: See, calendar: Calendar, day: int, side: str | None
) -> None:
    found = seen(lambda session: offer(session, calendar, on(day, 23, 59)))
    text = "Last day to answer: Beta, Data engineer: 150,000 USD a year"
    assert listed(found) == ([(side, text)] if side else [])
    command = 'tracker worth "application 1"'
    assert [item.command for item in found.coming] == ([command] if side else [])


@pytest.mark.parametrize(
    ("hour", "last", "lapses"),
    [
        ((17, 59), 4, ", which lapses Fri 27 Nov 2026, 17:59 CET"),
        ((18, 0), 5, ""),
    ],
)
def test_an_offer_is_due_on_the_last_day_whose_evening_precedes_its_deadline(
    seen: See, calendar: Calendar, hour: tuple[int, int], last: int, lapses: str
) -> None:
    (item,) = seen(lambda session: offer(session, calendar, on(5, *hour))).coming
    assert item.day == TODAY + timedelta(days=last)
    assert item.text == f"Last day to answer: Beta, Data engineer: 150,000 USD a year{lapses}"


def test_an_offer_that_lapses_today_at_noon_is_still_to_be_answered_today(
    seen: See, calendar: Calendar
) -> None:
    (item,) = seen(lambda session: offer(session, calendar, on(0, 12))).coming
    assert (item.day, "lapses" in item.text) == (TODAY, False)


def test_an_offer_without_a_deadline_is_not_due(seen: See, calendar: Calendar) -> None:
    assert listed(seen(lambda session: offer(session, calendar, None))) == []


def test_an_offer_that_lapsed_unanswered_is_overdue_and_to_be_recorded(
    seen: See, calendar: Calendar
) -> None:
    later = Calendar(NOW + timedelta(days=3), calendar.zone, calendar.order)
    found = seen(lambda session: offer(session, calendar, on(1, 12)), at=later)
    (item,) = found.overdue
    assert (item.urgency, item.text, item.command) == (
        Urgency.RECORD,
        "Offer has lapsed: Beta, Data engineer: 150,000 USD a year",
        "tracker offer decline 1",
    )


def test_an_offer_at_its_very_deadline_has_lapsed_as_it_has_for_the_verdicts(
    seen: See, calendar: Calendar
) -> None:
    sharp = Calendar(on(1, 12).instant, calendar.zone, calendar.order)
    found = seen(lambda session: offer(session, calendar, on(1, 12)), at=sharp)
    assert listed(found) == [
        ("overdue", "Offer has lapsed: Beta, Data engineer: 150,000 USD a year")
    ]


def test_an_accepted_offer_is_not_due(seen: See, calendar: Calendar) -> None:
    found = seen(
        lambda session: offers.accept(session, offer(session, calendar, on(2)), calendar=calendar)
    )
    assert listed(found) == []


def test_a_declined_offer_is_not_due(seen: See, calendar: Calendar) -> None:
    found = seen(
        lambda session: offers.decline(
            session, offer(session, calendar, on(2)), today=TODAY, reason=None
        )
    )
    assert listed(found) == []


@pytest.mark.parametrize(("day", "is_due"), [(-1, False), (0, True), (7, True), (8, False)])
def test_the_last_day_to_apply_is_due_until_it_has_passed(
    seen: See, day: int, *, is_due: bool
) -> None:
    last = TODAY + timedelta(days=day)
    found = seen(lambda session: acme(session, stage=Stage.SAVED, apply_by=last))
    expected = [("coming", "Last day to apply: Acme, Data engineer")] if is_due else []
    assert listed(found) == expected
    assert [item.command for item in found.coming] == (
        ["tracker application move 1 applied"] if is_due else []
    )


def test_who_has_applied_has_no_last_day_to_apply(seen: See) -> None:
    assert listed(seen(lambda session: acme(session, apply_by=TODAY))) == []


def done(
    session: Session,
    interview: Interview,
    calendar: Calendar,
    *,
    result: Result = Result.WAITING,
    **fields: object,
) -> None:
    interviews.done(
        session,
        interview,
        met=[],
        follow_up=TODAY,
        result=result,
        fields=fields,
        calendar=calendar,
    )


@pytest.mark.parametrize(
    ("held", "side"), [(-11, "overdue"), (-10, "coming"), (-3, "coming"), (-2, None)]
)
def test_an_answer_is_due_ten_days_after_the_interview_as_a_rule(
    seen: See, calendar: Calendar, held: int, side: str | None
) -> None:
    found = seen(lambda session: done(session, meet(session, calendar, on(held)), calendar))
    text = "Answer due, as a rule: Acme, Data engineer: onsite"
    assert listed(found) == ([(side, text)] if side else [])


def test_the_usual_days_to_an_answer_are_the_users_own(seen: See, calendar: Calendar) -> None:
    found = seen(
        lambda session: done(session, meet(session, calendar, on(-3)), calendar),
        Rates({"answer-days-round": 2}),
    )
    assert [item.day for item in found.overdue] == [TODAY - timedelta(days=1)]


@pytest.mark.parametrize(("due", "side"), [(-1, "overdue"), (0, "coming"), (8, None)])
def test_an_answer_is_due_when_they_said(
    seen: See, calendar: Calendar, due: int, side: str | None
) -> None:
    said = TODAY + timedelta(days=due)
    found = seen(
        lambda session: done(session, meet(session, calendar, on(-40)), calendar, answer_due=said)
    )
    text = "Answer due: Acme, Data engineer: onsite"
    assert listed(found) == ([(side, text)] if side else [])
    for item in (*found.overdue, *found.coming):
        assert item.command == "tracker interview edit 1 --result passed"


@pytest.mark.parametrize("result", [Result.PASSED, Result.FAILED])
def test_an_answer_that_came_is_not_due(seen: See, calendar: Calendar, result: Result) -> None:
    found = seen(
        lambda session: done(session, meet(session, calendar, on(-20)), calendar, result=result)
    )
    assert listed(found) == []


def test_an_interview_done_at_no_known_time_awaits_no_answer_by_rule(
    seen: See, calendar: Calendar
) -> None:
    found = seen(lambda session: done(session, meet(session, calendar, None), calendar))
    assert listed(found) == []


@pytest.mark.parametrize(
    ("day", "side"), [(-9, "overdue"), (-1, "overdue"), (0, "coming"), (7, "coming"), (8, None)]
)
def test_a_follow_up_is_due_on_its_day_and_overdue_after(
    seen: See, day: int, side: str | None
) -> None:
    follow_up = TODAY + timedelta(days=day)
    fields = {"company": "Acme", "follow_up": follow_up}
    found = seen(lambda session: contacts.add(session, "Mia Chen", fields))
    assert listed(found) == ([(side, "Get in touch with Mia Chen (Acme)")] if side else [])


def test_things_are_in_the_order_of_their_days_then_times_then_urgency(
    seen: See, calendar: Calendar
) -> None:
    def fill(session: Session) -> None:
        contacts.add(session, "Mia Chen", {"follow_up": TODAY + timedelta(days=2)})
        acme(session, "Saved", stage=Stage.SAVED, apply_by=TODAY + timedelta(days=2))
        offer(session, calendar, on(2, 19))
        meet(session, calendar, on(2, 9), "Early")
        meet(session, calendar, on(2, 19), "Evening")
        meet(session, calendar, on(1, 18), "Before")

    assert [text for _, text in listed(seen(fill))] == [
        "Before, Data engineer: onsite",
        "Early, Data engineer: onsite",
        "Last day to answer: Beta, Data engineer: 150,000 USD a year",
        "Evening, Data engineer: onsite",
        "Last day to apply: Saved, Data engineer",
        "Get in touch with Mia Chen",
    ]


def test_first_comes_what_cannot_be_had_back(seen: See, calendar: Calendar) -> None:
    def fill(session: Session) -> None:
        contacts.add(session, "Mia Chen", {"follow_up": TODAY - timedelta(days=3)})
        meet(session, calendar, on(-2), "Past")
        acme(session, "Saved", stage=Stage.SAVED, apply_by=TODAY + timedelta(days=4))
        meet(session, calendar, on(5), "Coming")

    found = seen(fill)
    assert found.first is not None
    assert found.first.text == "Last day to apply: Saved, Data engineer"


def test_first_comes_the_longest_overdue_where_all_can_be_had_back(
    seen: See, calendar: Calendar
) -> None:
    def fill(session: Session) -> None:
        contacts.add(session, "Mia Chen", {"follow_up": TODAY})
        contacts.add(session, "Li Wei", {"follow_up": TODAY - timedelta(days=3)})
        meet(session, calendar, on(-2), "Past")

    found = seen(fill)
    assert found.first is not None
    assert found.first.text == "Get in touch with Li Wei"


@pytest.mark.parametrize(
    ("moment", "home"),
    [
        (on(5, 23, zone="America/New_York"), date(2026, 11, 28)),
        (on(6, 2, zone="Asia/Tokyo"), date(2026, 11, 27)),
        (on(5, 23), date(2026, 11, 27)),
    ],
)
def test_a_time_in_another_zone_is_on_its_day_at_home(
    seen: See, calendar: Calendar, moment: Moment, home: date
) -> None:
    found = seen(lambda session: meet(session, calendar, moment))
    (item,) = found.coming
    assert item.day == home
    assert when(item, calendar) == f"in {(home - TODAY).days} days"


def test_an_evening_far_west_of_home_may_be_past_the_week(seen: See, calendar: Calendar) -> None:
    found = seen(lambda session: meet(session, calendar, on(7, 20, zone="America/New_York")))
    assert listed(found) == []


def test_a_week_is_counted_from_today_at_home(database: Database, calendar: Calendar) -> None:
    with database.writing(NOW) as session:
        meet(session, calendar, on(8, 9, zone="Pacific/Auckland"))
    there = Calendar(NOW + timedelta(hours=3), ZoneInfo("Pacific/Auckland"), calendar.order)
    with database.reading() as session:
        found = agenda.of(by_session.look(session), there, Rates())
    assert there.today == TODAY + timedelta(days=1)
    assert [item.day for item in found.coming] == [TODAY + timedelta(days=8)]


def test_hundreds_of_things_are_all_listed(database: Database, calendar: Calendar) -> None:
    with database.writing(NOW) as session:
        for number in range(300):
            contacts.add(session, f"Contact {number}", {"follow_up": TODAY})
    with database.reading() as session:
        assert len(agenda.of(by_session.look(session), calendar, Rates()).coming) == 300
