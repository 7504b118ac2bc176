"""Each coming interview as a case for scoring: what is known of it, and what holds around it."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.dates import Calendar
from tracker.models import Application, Attendance, Contact, Interaction, Interview, Offer
from tracker.money import yearly
from tracker.records import applications
from tracker.records.profile import Profile
from tracker.scoring.case import Case, Outlook
from tracker.scoring.facts import hour_value, spread
from tracker.scoring.hunt import OfferInHand
from tracker.words import InterviewState, Round, Tier
from tracker.worth.means import Means

UNDATED_DAYS = 7
"""Days until an interview whose time is not fixed yet; a judgement, named where it counts."""


def outlook_of(case: Case, profile: Profile, means: Means, calendar: Calendar) -> Outlook:
    """Return what holds for a case; an hour that nothing prices is priced by the job's own pay."""
    priced = means.hour_value
    if priced is None and case.has_pay:
        _, (_, likely), _ = spread(case.low, case.likely, case.high, None, profile.rates)
        priced = hour_value(None, likely, profile.rates)
    return Outlook(
        years=means.years,
        rates=profile.rates,
        fallback=means.fallback,
        hour_value=priced,
        offers=tuple(
            OfferInHand(one.worth, _last_day(one.offer, calendar)) for one in means.offers
        ),
    )


def _last_day(offer: Offer, calendar: Calendar) -> int | None:
    """Return the last day, counted from today, whose evening precedes the deadline.

    An offer that lapses before tonight can still be accepted today, which is day 0.
    """
    if offer.moment is None:
        return None
    deadline = offer.moment.instant.astimezone(calendar.zone)
    until_evening = deadline.time() >= EVENING
    days = (deadline.date() - calendar.today).days - (0 if until_evening else 1)
    return max(days, 0)


EVENING = dt.time(18)
"""When a day's decisions are taken: an offer that lapses earlier is answered the day before."""


def case_of(
    session: Session, one: Interview, profile: Profile, means: Means, calendar: Calendar
) -> Case:
    application = one.application
    day = _day(one, calendar)
    low, likely, high = _pay(application, means.currency)
    return Case(
        id=str(one.id),
        round=one.round,
        day=day,
        response_days=_response(one, day, profile, calendar),
        rounds_left=application.rounds_left,
        hiring=application.hiring,
        own_chance=_float(one.chance),
        low=low,
        likely=likely,
        high=high,
        least=means.least,
        enthusiasm=application.enthusiasm,
        knowledge=application.knowledge,
        prepare=_float(one.prepare_hours),
        travel=_float(one.travel_hours),
        minutes=one.minutes,
        cash_cost=_cash(one, means.currency),
        clarity=profile.clarity,
        done_alike=_done_alike(session, application.tier, one.round),
        new_people=_new_people(session, one),
        wants_other_role=bool(application.other_role_wanted),
    )


def _day(one: Interview, calendar: Calendar) -> int:
    if one.instant is None:
        return UNDATED_DAYS
    return max((one.instant.astimezone(calendar.zone).date() - calendar.today).days, 0)


def _response(one: Interview, day: int, profile: Profile, calendar: Calendar) -> int:
    if one.answer_due is None:
        return int(profile.rates["answer-days-round"])
    return max((one.answer_due - calendar.today).days - day, 0)


def _pay(application: Application, unit: str) -> tuple[float | None, float | None, float | None]:
    pay = applications.stated_pay(application)
    if pay is None or pay.currency != unit:
        return None, None, None
    low, likely, high = (
        None if amount is None else float(yearly(amount, pay.period))
        for amount in (pay.low, pay.likely, pay.high)
    )
    return low, likely, high


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _cash(one: Interview, unit: str) -> float | None:
    """Return the cost in money, 0 where none is named and None where it has no rate."""
    if not one.cash_cost:
        return 0.0
    return float(one.cash_cost) if one.cost_currency == unit else None


def _done_alike(session: Session, tier: Tier | None, round_: Round) -> int:
    """Count the interviews done at the same tier and round."""
    statement = (
        select(func.count())
        .select_from(Interview)
        .join(Interview.application)
        .where(Interview.state == InterviewState.DONE, Interview.round == round_)
        .where(Application.tier == tier if tier else Application.tier.is_(None))
    )
    return session.scalar(statement) or 0


def _new_people(session: Session, one: Interview) -> int | None:
    """Return how many people would be met for the first time; None while nobody is named."""
    named = [attendance.contact_id for attendance in one.attendances]
    if one.people is None and not named:
        return None
    met = (
        select(func.count(Contact.id.distinct()))
        .join(Attendance, Attendance.contact_id == Contact.id)
        .join(Interaction, Interaction.contact_id == Contact.id)
        .where(Attendance.interview_id == one.id)
    )
    return max((one.people or len(named)) - (session.scalar(met) or 0), 0)
