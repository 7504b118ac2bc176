"""Contacts: people across companies, and each exchange with them."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from tracker.db import Database
from tracker.errors import TrackerError
from tracker.models import Contact, Interaction
from tracker.records import applications, contacts, find
from tracker.records.notes import Note, told
from tracker.words import Channel

TODAY = date(2026, 11, 22)


def logged(
    session: Session, contact: Contact, *, on: date = TODAY, follow_up: date | None = None
) -> Interaction:
    return contacts.log(
        session,
        contact,
        "called about the role",
        on=on,
        channel=Channel.PHONE,
        application=None,
        follow_up=follow_up,
        today=TODAY,
    )


def test_a_contact_comes_back_as_it_was_said(database: Database, now: datetime) -> None:
    fields = {"company": "Acme", "email": "mia@acme.example", "follow_up": date(2026, 11, 27)}
    with database.writing(now) as session:
        contacts.add(session, "Mia Chen", fields)
    with database.reading() as session:
        found = contacts.find_one(session, "mia")
        assert {name: getattr(found, name) for name in fields} == fields
        assert found.title == "Mia Chen (Acme)"


@pytest.mark.parametrize("name", ["", " \t"])
def test_a_contact_needs_a_name(database: Database, now: datetime, name: str) -> None:
    with (
        pytest.raises(TrackerError, match="A contact needs a name"),
        database.writing(now) as session,
    ):
        contacts.add(session, name, {})


def test_a_namesake_at_the_same_company_is_taken_and_pointed_out(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        contacts.add(session, "Mia Chen", {"company": "Acme"})
        contacts.add(session, "mia  chen", {"company": "ACME"})
        assert told(session)[-1] == Note(
            "Contact 1 goes by the same name.",
            warning=True,
            todo="if they are one person: tracker contact merge 1 2",
            asks=True,
        )


@pytest.mark.parametrize("company", ["Beta", None])
def test_a_namesake_elsewhere_is_nothing_odd(
    database: Database, now: datetime, company: str | None
) -> None:
    with database.writing(now) as session:
        contacts.add(session, "Mia Chen", {"company": "Acme"})
        contacts.add(session, "Mia Chen", {"company": company})
        assert not any(note.warning for note in told(session))


def test_a_renamed_contact_is_found_by_the_new_name_only(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        contacts.add(session, "Mia Chen", {})
        contacts.edit(session, contacts.find_one(session, "mia"), {"name": "Maria Li"})
        assert contacts.find_one(session, "maria").id == 1
        with pytest.raises(TrackerError, match="No contact matches “chen”"):
            contacts.find_one(session, "chen")


def test_an_exchange_is_logged_with_its_day_channel_and_application(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        application = applications.add(session, "Acme", None, on=TODAY)
        contacts.log(
            session,
            contacts.add(session, "Mia Chen", {}),
            None,
            on=date(2026, 11, 20),
            channel=None,
            application=application,
            follow_up=None,
            today=TODAY,
        )
        assert told(session)[-1] == Note("Logged with Mia Chen on Fri 20 Nov 2026.")
    with database.reading() as session:
        (exchange,) = contacts.find_one(session, "mia").interactions
        assert (exchange.on, exchange.channel, exchange.notes) == (date(2026, 11, 20), None, None)
        assert exchange.application_id == 1


def test_exchanges_are_kept_in_the_order_of_their_days(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        mia = contacts.add(session, "Mia Chen", {})
        for day in (20, 22, 21):
            logged(session, mia, on=date(2026, 11, day))
    with database.reading() as session:
        days = [one.on.day for one in contacts.find_one(session, "mia").interactions]
        assert days == [20, 21, 22]


@pytest.mark.parametrize(
    ("due", "left"),
    [
        (date(2026, 11, 20), None),
        (TODAY, None),
        (date(2026, 11, 23), date(2026, 11, 23)),
        (None, None),
    ],
)
def test_an_exchange_does_the_follow_up_that_was_due_and_no_later_one(
    database: Database, now: datetime, due: date | None, left: date | None
) -> None:
    with database.writing(now) as session:
        mia = contacts.add(session, "Mia Chen", {"follow_up": due})
        logged(session, mia)
        assert mia.follow_up == left
        is_told = Note("The follow-up that was due is done.") in told(session)
        assert is_told == (due is not None and left is None)


def test_the_next_follow_up_can_be_set_with_the_exchange(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        mia = contacts.add(session, "Mia Chen", {"follow_up": TODAY})
        logged(session, mia, follow_up=date(2026, 11, 27))
        assert mia.follow_up == date(2026, 11, 27)
        assert told(session)[-1] == Note("Next follow-up Fri 27 Nov 2026, in 5 days.")


def test_contacts_are_listed_by_name_and_narrowed_by_company(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        for name, company in (("Zoe", "Acme"), ("adam", "Beta"), ("Bob", "Acme Inc.")):
            contacts.add(session, name, {"company": company})

        def names(company: str | None = None) -> list[str]:
            return [one.name for one in session.scalars(contacts.listed(company))]

        assert names() == ["adam", "Bob", "Zoe"]
        assert names("ACME") == names("acme gmbh") == ["Bob", "Zoe"]
        assert names("100%") == []


def test_more_contacts_than_are_looked_through_are_all_counted(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        session.add_all(
            Contact(name=f"Person {number}", company="Acme", search_key=f"person {number} acme")
            for number in range(250)
        )
        session.flush()
        assert find.count(session, contacts.listed("acme")) == 250


def test_a_removed_application_leaves_the_people_and_the_exchanges(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        application = applications.add(session, "Acme", None, on=TODAY)
        mia = contacts.add(session, "Mia Chen", {})
        logged(session, mia).application = application
    with database.writing(now) as session:
        applications.remove(session, applications.find_one(session, "1"))
    with database.reading() as session:
        (exchange,) = contacts.find_one(session, "mia").interactions
        assert (exchange.application_id, exchange.notes) == (None, "called about the role")
