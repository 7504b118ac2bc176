"""The JSON of each record: its columns by name, exact amounts, moments with their offset."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import inspect

from tracker import settings
from tracker.dates import Moment
from tracker.models import Application, Base, Contact, Criterion, Interview, Offer
from tracker.models.moment import MomentColumns
from tracker.money import Money, Pay
from tracker.records import criteria, offers
from tracker.records.companies import Company, Everything
from tracker.records.criteria import Criteria
from tracker.records.mappings import Mapping

_INTERNAL = {"company_key", "search_key", "instant", "wall", "zone", "fold"}


def plain(value: object) -> object:
    """Return a value as JSON knows it; an amount as a number, a moment in its own zone."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Moment):
        return {"at": value.local.isoformat(), "zone": value.zone}
    return value.isoformat() if isinstance(value, dt.date) else value


def record(one: Base) -> dict[str, Any]:
    """Return a record's own columns, but for those that only serve the database."""
    names = [attribute.key for attribute in inspect(one).mapper.column_attrs]
    shape = {name: plain(getattr(one, name)) for name in names if name not in _INTERNAL}
    if isinstance(one, MomentColumns):
        shape["deadline" if isinstance(one, Offer) else "start"] = plain(one.moment)
    return shape


def setting(value: object) -> dict[str, Any]:
    """Return one of the user's settings: as shown, and as a number with what it is counted in."""
    money = value if isinstance(value, (Pay, Money)) else None
    number = money.likely if isinstance(money, Pay) else money.amount if money else value
    return {
        "text": settings.shown(value),
        "value": plain(number) if isinstance(number, (int, Decimal)) else None,
        "currency": money.currency if money else None,
        "period": money.period.value if isinstance(money, Pay) else None,
    }


def factor(one: Criterion) -> dict[str, Any]:
    """Return a factor of the user's own; its weight is a share of pay."""
    return {"name": one.name, "weight": plain(one.weight)}


def application(one: Application, known: Criteria) -> dict[str, Any]:
    """Return an application with its tags, and with what is said of it by every criterion."""
    rated = criteria.ratings(one, known.factors)
    has = criteria.answers(one, known.must_haves)
    return {
        **record(one),
        "tags": [tag.name for tag in one.tags],
        "ratings": [{"factor": name, "rating": rating} for name, rating in rated.items()],
        "must_haves": [{"name": name, "has": answer} for name, answer in has.items()],
    }


def whole_application(one: Application, known: Criteria, now: dt.datetime) -> dict[str, Any]:
    """Return an application with all that belongs to it."""
    return {
        **application(one, known),
        "stage_changes": [record(change) for change in one.stage_changes],
        "interviews": [interview(each) for each in one.interviews],
        "offers": [offer(each, now) for each in one.offers],
        "interactions": [record(interaction) for interaction in one.interactions],
    }


def interview(one: Interview) -> dict[str, Any]:
    """Return an interview with its application's company and role, and who takes part."""
    return {
        **record(one),
        "company": one.application.company,
        "role": one.application.role,
        "contacts": [attendance.contact_id for attendance in one.attendances],
    }


def offer(one: Offer, now: dt.datetime) -> dict[str, Any]:
    """Return an offer as it stands now, with its application's company and role."""
    return {
        **record(one),
        "state": offers.state_now(one, now).value,
        "company": one.application.company,
        "role": one.application.role,
    }


def mapping(name: str, one: Mapping) -> dict[str, Any]:
    """Return how files of one origin are read, as the user saved it."""
    return {
        "name": name,
        "columns": [{"name": each, "field": value} for each, value in one.columns.items()],
        "stages": [{"word": each, "stage": value} for each, value in one.stages.items()],
        "order": plain(one.order),
    }


def whole_contact(one: Contact) -> dict[str, Any]:
    """Return a contact with every exchange and interview."""
    return {
        **record(one),
        "interactions": [record(interaction) for interaction in one.interactions],
        "interviews": [attendance.interview_id for attendance in one.attendances],
    }


def company(one: Company) -> dict[str, Any]:
    """Return a company as the list has it."""
    counts = {"open": one.open, "ended": one.ended, "people": one.people}
    return {"name": one.name, **counts, "latest": plain(one.latest)}


def whole_company(one: Everything, known: Criteria, now: dt.datetime) -> dict[str, Any]:
    """Return a company with all that belongs to it."""
    return {
        "name": one.company.name,
        "applications": [application(each, known) for each in one.applications],
        "interviews": [interview(each) for each in one.interviews],
        "offers": [offer(each, now) for each in one.offers],
        "contacts": [record(each) for each in one.people],
        "interactions": [record(each) for each in one.exchanges],
    }
