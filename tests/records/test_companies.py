"""Companies follow from what names them, however it was written."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.dates import Calendar
from tracker.db import Database
from tracker.errors import AmbiguousError, NotFoundError
from tracker.folding import fold_company
from tracker.models import Contact
from tracker.money import parse_pay
from tracker.records import applications, companies, contacts, interviews, offers
from tracker.records.companies import Company
from tracker.words import Outcome, Round

TODAY = date(2026, 11, 22)
OLD = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Acme", "acme"),
        ("ACME, Inc.", "acme"),
        ("Ácme GmbH & Co. KG", "acme"),
        ("Acme e.V.", "acme"),
        ("Acme S.A.", "acme"),
        ("J.P. Morgan", "jp morgan"),
        ("O\u2019Reilly Media Ltd", "oreilly media"),
        ("AG", "ag"),
        ("Company", "company"),
        ("SAP SE", "sap"),
        ("Coca Cola", "coca cola"),
    ],
)
def test_a_name_is_compared_without_case_accents_and_legal_form(name: str, bare: str) -> None:
    assert fold_company(name) == bare


@pytest.fixture
def hunt(database: Database, now: datetime, calendar: Calendar) -> Database:
    with database.writing(now) as session:
        one = applications.add(session, "Acme", "Analyst", on=OLD)
        two = applications.add(session, "ACME Inc.", "Clerk", on=OLD)
        applications.close(session, two, Outcome.REJECTED, on=OLD)
        applications.add(session, "Acme Labs", None, on=date(2026, 11, 3))
        applications.add(session, "J.P. Morgan", None, on=OLD - timedelta(days=1))
        mia = contacts.add(session, "Mia", {"company": "Acme GmbH"})
        bob = contacts.add(session, "Bob the agent", {"company": "Talents Ltd"})
        when = calendar.moment("fri 3pm")
        met = interviews.add(session, one, when, round_=Round.OTHER, calendar=calendar)
        soon = interviews.add(session, two, None, round_=Round.OTHER, calendar=calendar)
        assert (met.id, soon.id) == (1, 2)
        offers.add(session, one, parse_pay("90k", "EUR"), until=None, calendar=calendar)
        for number, (contact, about) in enumerate([(mia, None), (bob, one), (bob, None)]):
            contacts.log(
                session,
                contact,
                f"exchange {number}",
                on=date(2026, 11, 5 + number),
                channel=None,
                application=about,
                follow_up=None,
                today=TODAY,
            )
        for application in (one, two):
            application.moved_on = OLD
        one.offers[0].received = OLD
        session.add(Contact(name="Nobody", company=" ", search_key="nobody"))
    return database


def test_everything_about_a_company_is_gathered_the_newest_first(hunt: Database) -> None:
    with hunt.reading() as session:
        found = companies.everything(session, companies.find_one(session, "acme gmbh"))
        assert [one.title for one in found.applications] == ["ACME Inc., Clerk", "Acme, Analyst"]
        assert [one.id for one in found.interviews] == [2, 1]
        assert [one.id for one in found.offers] == [1]
        assert [one.name for one in found.people] == ["Bob the agent", "Mia"]
        assert [one.notes for one in found.exchanges] == ["exchange 1", "exchange 0"]


def test_companies_are_listed_by_what_happened_last(hunt: Database) -> None:
    now = datetime(2026, 11, 22, 10, tzinfo=UTC)

    def row(one: Company) -> tuple[object, ...]:
        return one.name, one.open, one.ended, one.people, one.latest

    with hunt.reading() as session:
        assert [row(one) for one in companies.listed(session, now)] == [
            ("Talents Ltd", 0, 0, 1, date(2026, 11, 7)),
            ("Acme", 2, 0, 1, date(2026, 11, 6)),
            ("Acme Labs", 1, 0, 0, date(2026, 11, 3)),
            ("J.P. Morgan", 1, 0, 0, OLD - timedelta(days=1)),
        ]
        later = companies.listed(session, now + timedelta(days=30))
        assert row(later[0]) == ("Acme", 2, 0, 1, date(2026, 11, 27))


@pytest.mark.parametrize(
    ("which", "name"),
    [
        ("acme", "Acme"),
        ("Acme Incorporated", "Acme"),
        ("lab", "Acme Labs"),
        ("3", "Acme Labs"),
        ("jp morgan", "J.P. Morgan"),
        ("J.P. MORGAN", "J.P. Morgan"),
        ("talents", "Talents Ltd"),
    ],
)
def test_a_company_is_meant_by_words_or_an_application(
    hunt: Database, which: str, name: str
) -> None:
    with hunt.reading() as session:
        assert companies.find_one(session, which).name == name


def test_what_names_several_or_no_company_is_refused(hunt: Database) -> None:
    with hunt.reading() as session:
        with pytest.raises(AmbiguousError, match=r"several: Acme; Acme Labs; say more of its name"):
            companies.find_one(session, "acm")
        for which in ("zzz", "", "99", "mia", "GmbH"):
            with pytest.raises(NotFoundError, match="tracker company list shows what there is"):
                companies.find_one(session, which)
