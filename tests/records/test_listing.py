"""Which applications a list shows, and in which order."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import Calendar
from tracker.db import Database
from tracker.models import CurrencyRate
from tracker.money import parse_amount, parse_pay
from tracker.records import applications, contacts, currency_rates, interviews, listing, offers
from tracker.records.listing import Wanted
from tracker.words import Outcome, Round, Sort, Source, Stage, Tier

TODAY = date(2026, 11, 22)
OLD = TODAY - timedelta(days=30)


@pytest.fixture
def shown(database: Database, now: datetime) -> Callable[..., list[str]]:
    """The companies of a list, in its order."""

    def names(**wanted: Any) -> list[str]:  # noqa: ANN401 (whatever may be wanted)
        with database.reading() as session:
            statement = listing.applications(session, Wanted(**wanted), currency="EUR", now=now)
            return [one.company for one in session.scalars(statement)]

    return names


def add(session: Any, company: str, role: str | None = None, **fields: Any) -> Any:  # noqa: ANN401
    on, stage = fields.pop("on", OLD), fields.pop("stage", Stage.APPLIED)
    return applications.add(session, company, role, on=on, stage=stage, fields=fields)


def test_conditions_narrow_each_other(
    database: Database, now: datetime, shown: Callable[..., list[str]]
) -> None:
    with database.writing(now) as session:
        add(session, "Ácme Labs", tags=["FinTech", "near"], source=Source.REFERRAL)
        add(session, "Acme Bank", tags=["fintech"], on=TODAY)
        add(session, "Other", stage=Stage.SCREENING, tags=["100%"])
        gone = add(session, "Gone", tags=["near"])
        applications.close(session, gone, Outcome.REJECTED, on=TODAY)
    assert shown() == ["Acme Bank", "Other", "Ácme Labs"]
    assert shown(company="acme") == ["Acme Bank", "Ácme Labs"]
    assert shown(company="labs ACME") == ["Ácme Labs"]
    assert shown(company="%") == []
    assert shown(tags=["fintech"]) == ["Acme Bank", "Ácme Labs"]
    assert shown(tags=["fintech", "near"]) == ["Ácme Labs"]
    assert shown(tags=["near"], ended=None) == ["Gone", "Ácme Labs"]
    assert shown(tags=["fin"]) == []
    assert shown(source=Source.REFERRAL) == ["Ácme Labs"]
    assert shown(stage=Stage.SCREENING) == ["Other"]
    assert shown(since=TODAY) == ["Acme Bank"]
    assert shown(since=TODAY, ended=None) == ["Gone", "Acme Bank"]


@pytest.mark.parametrize("company", ["acme", "acme gmbh", "ACME, Inc.", "A.c.m.e. Ltd"])
def test_a_company_is_listed_whatever_its_legal_form(
    database: Database, now: datetime, shown: Callable[..., list[str]], company: str
) -> None:
    with database.writing(now) as session:
        for name in ("Acme", "ACME Inc.", "A.C.M.E. S.A.", "Acne"):
            add(session, name)
    assert shown(company=company) == ["A.C.M.E. S.A.", "ACME Inc.", "Acme"]


def test_signs_alone_are_no_company_that_all_have(
    database: Database, now: datetime, shown: Callable[..., list[str]]
) -> None:
    with database.writing(now) as session:
        add(session, "A.C.M.E.")
    assert shown(company=".") == []
    assert shown(company="acme", since=TODAY, tags=["near"]) == []


def test_quiet_is_where_nothing_happened_and_nothing_is_scheduled(
    database: Database, now: datetime, calendar: Calendar, shown: Callable[..., list[str]]
) -> None:
    with database.writing(now) as session:
        names = ("quiet", "moved", "noted", "noted long ago", "written", "met", "planned", "off")
        found = {name: add(session, name) for name in (*names, "undated", "offered")}
        applications.move_to(session, found["moved"], Stage.SAVED, on=TODAY)
        applications.note(session, found["noted"], "They called", TODAY - timedelta(days=13))
        applications.note(session, found["noted long ago"], "No", TODAY - timedelta(days=14))
        mia = contacts.add(session, "Mia", {})
        contacts.log(
            session,
            mia,
            "hello",
            on=TODAY - timedelta(days=13),
            channel=None,
            application=found["written"],
            follow_up=None,
            today=TODAY,
        )
        for name, when in (("met", "yesterday 3pm"), ("planned", "fri 3pm"), ("off", "fri 3pm")):
            moment = calendar.moment(when)
            one = interviews.add(
                session, found[name], moment, round_=Round.OTHER, calendar=calendar
            )
            for change in found[name].stage_changes:
                change.on = OLD
            found[name].moved_on = OLD
        interviews.cancel(session, one)
        interviews.add(session, found["undated"], None, round_=Round.OTHER, calendar=calendar)
        offers.add(
            session, found["offered"], parse_pay("90k", "EUR"), until=None, calendar=calendar
        )
        for name in ("undated", "offered"):
            found[name].moved_on = OLD
    assert sorted(shown(quiet=TODAY - timedelta(days=14))) == [
        "noted long ago",
        "off",
        "quiet",
        "undated",
    ]
    assert sorted(shown(quiet=OLD)) == ["off", "quiet", "undated"]
    assert shown(quiet=OLD - timedelta(days=1)) == []


@given(st.dates(date(2015, 1, 1), TODAY), st.dates(date(2010, 1, 1), TODAY))
def test_the_days_after_one_are_told_by_few_beginnings(day: date, noted: date) -> None:
    starts = list(listing._days_between(day, TODAY))  # noqa: SLF001 (the law is about it alone)
    assert len(starts) <= 75
    assert any(f"{noted}: said".startswith(one) for one in starts) == (noted > day)


SORTED = [
    (Sort.COMPANY, ["acme", "Émile", "Zeta"], ["Zeta", "Émile", "acme"]),
    (Sort.ROLE, ["Zeta", "acme", "Émile"], ["acme", "Zeta", "Émile"]),
    (Sort.STAGE, ["acme", "Zeta", "Émile"], ["Émile", "Zeta", "acme"]),
    (Sort.SINCE, ["Zeta", "acme", "Émile"], ["Émile", "acme", "Zeta"]),
    (Sort.ENTHUSIASM, ["Zeta", "Émile", "acme"], ["Émile", "Zeta", "acme"]),
    (Sort.TIER, ["acme", "Zeta", "Émile"], ["Zeta", "acme", "Émile"]),
    (Sort.NEXT, ["Émile", "acme", "Zeta"], ["acme", "Émile", "Zeta"]),
]


@pytest.mark.parametrize(("sort", "there", "back"), SORTED)
def test_a_list_is_sorted_both_ways_with_the_unknown_last(  # noqa: PLR0913, PLR0917 (a table)
    database: Database,
    now: datetime,
    calendar: Calendar,
    shown: Callable[..., list[str]],
    sort: Sort,
    there: list[str],
    back: list[str],
) -> None:
    with database.writing(now) as session:
        zeta = add(session, "Zeta", "Analyst", enthusiasm=5, tier=Tier.B, on=TODAY)
        acme = add(session, "acme", "écrivain", tier=Tier.A, stage=Stage.OFFERED)
        emile = add(session, "Émile", enthusiasm=2, stage=Stage.SAVED)
        for application, when in ((acme, "fri 3pm"), (emile, "thu 3pm"), (emile, "sat 3pm")):
            moment = calendar.moment(when)
            interviews.add(session, application, moment, round_=Round.OTHER, calendar=calendar)
        zeta.stage, acme.stage, emile.stage = Stage.SCREENING, Stage.OFFERED, Stage.SAVED
        acme.moved_on, emile.moved_on = OLD, OLD - timedelta(days=1)
    assert (shown(sort=sort), shown(sort=sort, reverse=True)) == (there, back)


def test_pay_is_compared_by_the_year_in_one_currency_and_never_one_to_one(
    database: Database, now: datetime, shown: Callable[..., list[str]]
) -> None:
    """In EUR a year: 60,000; 62,400; 55,000; 52,000; what is in CHF cannot be said."""
    pays = {
        "year": "60k EUR",
        "hour": "30 EUR/hour",  # 2,080 hours
        "range": "50k-60k EUR",
        "day": "250 USD/day",  # 260 days, at 0.8
        "francs": "900k CHF",
        "none": None,
    }
    with database.writing(now) as session:
        for name, pay in pays.items():
            add(session, name, pay=parse_pay(pay, "EUR") if pay else None)
        currency_rates.state(session, "USD", parse_amount("0.8 EUR", "EUR"), on=TODAY)
        assert session.get(CurrencyRate, "USD")
    assert shown(sort=Sort.PAY) == ["hour", "year", "range", "day", "none", "francs"]
    assert shown(sort=Sort.PAY, reverse=True) == ["day", "range", "year", "hour", "none", "francs"]
