"""A made-up job hunt, to see what the tracker says without a record of one's own."""

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from tracker.dates import Calendar, Moment, add_working_days
from tracker.money import parse_pay
from tracker.records import applications, contacts, interviews, offers, profile
from tracker.words import ContactKind, Result, Round, Source, Tier, Workplace

CURRENCY = "USD"
PROFILE = {
    "currency": CURRENCY,
    "present-pay": "95k",
    "target-pay": "130k",
    "clarity": "3",
    "rusty": "3",
}


class Sample(NamedTuple):
    """An application sent `days_ago`; its interview, if any, `days` working days on at `hour`."""

    company: str
    role: str
    pay: str
    days_ago: int
    fields: dict[str, Any]
    round: Round | None = None
    days: int = 0
    hour: int = 10
    interview: dict[str, Any] = {}  # noqa: RUF012 (never written to)


SAMPLES = (
    Sample(
        "Harbor Analytics",
        "Data engineer",
        "125k-155k",
        24,
        {"tier": Tier.A, "enthusiasm": 5, "knowledge": 2, "workplace": Workplace.HYBRID},
        Round.ONSITE,
        days=5,
        hour=14,
        interview={"people": 4, "prepare_hours": 6, "minutes": 180},
    ),
    Sample(
        "Nimbus Rail",
        "Platform engineer",
        "110k-150k",
        17,
        {"tier": Tier.B, "enthusiasm": 4, "knowledge": 0, "source": Source.RECRUITER},
        Round.SCREEN,
        days=2,
        interview={"people": 1, "minutes": 30, "place": "https://meet.example/nimbus"},
    ),
    Sample(
        "Oakfield Foods",
        "Reporting analyst",
        "118k-132k",
        20,
        {"tier": Tier.C, "enthusiasm": 1, "knowledge": 3, "other_role": "Data engineer"},
        Round.TECHNICAL,
        days=3,
        hour=9,
        interview={"people": 2},
    ),
    Sample(
        "Vantage Loans",
        "Senior analyst",
        "100k",
        30,
        {"tier": Tier.C, "enthusiasm": 1, "knowledge": 2},
        Round.FINAL,
        days=9,
        hour=11,
        interview={"people": 5, "travel_hours": 3},
    ),
    Sample(
        "Brightwater Health",
        "Analytics engineer",
        "118k",
        34,
        {"tier": Tier.B, "enthusiasm": 3, "knowledge": 3},
    ),
    Sample("Quill Press", "Data editor", "90k-105k", 6, {"tier": Tier.B, "tags": ["writing"]}),
)


def fill(session: Session, calendar: Calendar) -> None:
    """Fill an empty database with the sample hunt, its days counted from today."""
    for name, value in PROFILE.items():
        profile.change(session, name, value, currency=CURRENCY)
    for sample in SAMPLES:
        _add(session, sample, calendar)
    _add_past_screen(session, calendar)
    offered = applications.find_one(session, "Brightwater")
    until = _moment(calendar, 30, 17)
    offers.add(session, offered, parse_pay("118k", CURRENCY), until=until, calendar=calendar)


def _add(session: Session, sample: Sample, calendar: Calendar) -> None:
    application = applications.add(
        session,
        sample.company,
        sample.role,
        on=calendar.today - dt.timedelta(days=sample.days_ago),
        fields={"pay": parse_pay(sample.pay, CURRENCY), **sample.fields},
    )
    if sample.round is not None:
        interviews.add(
            session,
            application,
            _moment(calendar, sample.days, sample.hour),
            round_=sample.round,
            calendar=calendar,
            fields=sample.interview,
        )


def _add_past_screen(session: Session, calendar: Calendar) -> None:
    """Add a screen that was passed, and the recruiter who was met there."""
    harbor = applications.find_one(session, "Harbor")
    screen = interviews.add(
        session, harbor, _moment(calendar, -6, 15), round_=Round.SCREEN, calendar=calendar
    )
    interviews.done(
        session,
        screen,
        met=[interviews.Met("Mia Chen", ContactKind.RECRUITER)],
        follow_up=calendar.today + dt.timedelta(days=1),
        result=Result.PASSED,
        fields={"felt": 4},
        calendar=calendar,
    )
    contacts.edit(session, contacts.find_one(session, "Mia"), {"email": "mia@harbor.example"})


def _moment(calendar: Calendar, days: int, hour: int) -> Moment:
    """Return that hour, so many working days from today, in the home zone."""
    day = add_working_days(calendar.today, days)
    return Moment(dt.datetime.combine(day, dt.time(hour)), calendar.zone.key)
