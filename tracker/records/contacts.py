"""Contacts: people across companies and applications, and each exchange with them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker import kept
from tracker.batches import SIZE
from tracker.dates import distance, show_day
from tracker.errors import TrackerError
from tracker.folding import fold_text
from tracker.models import Application, Contact, Interaction
from tracker.records import find, revisions
from tracker.records.notes import tell, warn
from tracker.words import Channel

_NAMES = {"name", "company", "role", "email", "phone"}
"""The fields that are one line."""


def new(session: Session, name: str, fields: Mapping[str, Any]) -> Contact:
    """Make a contact without a word."""
    contact = Contact()
    set_fields(contact, {"name": name, **fields})
    session.add(contact)
    session.flush()
    return contact


def add(session: Session, name: str, fields: Mapping[str, Any]) -> Contact:
    """Add a contact; one of the same name and company is pointed out."""
    company = fields.get("company")
    twin = named(session, name, company)
    contact = new(session, name, fields)
    tell(session, f"Added contact {contact.id}: {contact.title}.")
    if twin is not None:
        warn(
            session,
            f"Contact {twin.id} goes by the same name.",
            f"if they are one person: tracker contact merge {twin.id} {contact.id}",
            asks=True,
        )
    return contact


def set_fields(contact: Contact, fields: Mapping[str, Any]) -> None:
    """Say more of a contact; under another name the parts of the one before are gone."""
    said = {name: kept.line(value) if name in _NAMES else value for name, value in fields.items()}
    if said.get("name", contact.name) != contact.name:
        contact.name_parts = None
    for name, value in said.items():
        setattr(contact, name, value)
    contact.search_key = search_key(contact.name, contact.company, contact.email)


def search_key(name: str | None, company: str | None, email: str | None) -> str:
    """Return what a contact is found by; raises TrackerError without a name."""
    if not fold_text(name):
        msg = "A contact needs a name; say it first: tracker contact add NAME."
        raise TrackerError(msg)
    return fold_text(name, company, email)


def edit(session: Session, contact: Contact, fields: Mapping[str, Any]) -> None:
    set_fields(contact, fields)
    session.flush()
    tell(session, f"Changed contact {contact.id}: {contact.title}.")


def named(session: Session, name: str, company: str | None) -> Contact | None:
    """Return the contact of exactly that name at that company, letter case aside.

    One whose company is unknown is taken for them if there is no other.
    """
    statement = find.matching(select(Contact), Contact.search_key, name)  # type: ignore[arg-type]
    found = session.scalars(statement.order_by(Contact.company.is_(None), Contact.id))
    for contact in found:
        same_name = fold_text(contact.name) == fold_text(name)
        if same_name and fold_text(contact.company) in {fold_text(company), ""}:
            return contact
    return None


def alike(session: Session, name: str, company: str) -> Contact | None:
    """Return the only contact at a company whose name has these words among others."""
    words = set(fold_text(name).split())
    statement = find.matching(select(Contact), Contact.search_key, name)  # type: ignore[arg-type]
    found = [
        contact
        for contact in session.scalars(statement)
        if fold_text(contact.company) == fold_text(company)
        and words <= set(fold_text(contact.name).split())
    ]
    return found[0] if len(found) == 1 else None


def log(  # noqa: PLR0913 (an exchange is all of these)
    session: Session,
    contact: Contact,
    notes: str | None,
    *,
    on: dt.date,
    channel: Channel | None,
    application: Application | None,
    follow_up: dt.date | None,
    today: dt.date,
) -> Interaction:
    """Record an exchange; a follow-up that was due is done with it, a next one may be set."""
    interaction = Interaction(
        contact=contact, application=application, on=on, channel=channel, notes=notes
    )
    session.add(interaction)
    was_due = contact.follow_up is not None and contact.follow_up <= on
    session.flush()
    how = f" by {channel}" if channel else ""
    tell(session, f"Logged with {contact.title}{how} on {show_day(on)}.")
    if follow_up is not None:
        contact.follow_up = follow_up
        tell(session, f"Next follow-up {show_day(follow_up)}, {distance(follow_up, today)}.")
    elif was_due:
        contact.follow_up = None
        tell(session, "The follow-up that was due is done.")
    return interaction


def remove(session: Session, contact: Contact) -> None:
    title, number = contact.title, contact.id
    session.delete(contact)
    session.flush()
    tell(session, f"Removed contact {number}: {title}.")
    tell(session, "To bring it back: tracker undo")


def listed(company: str | None = None) -> Select[Contact]:
    """Select contacts by name."""
    statement = select(Contact).order_by(Contact.search_key, Contact.id)
    if company is not None:
        statement = find.at_company(statement, Contact.search_key, company)
    return statement


def count(session: Session) -> int:
    return find.count(session, select(Contact))


def everybody(session: Session) -> Iterator[Contact]:
    """Yield all contacts in the order in which they were added; few are in memory at a time."""
    statement = select(Contact).order_by(Contact.id)
    yield from session.scalars(statement.execution_options(yield_per=SIZE))


def changed_at(session: Session) -> dict[int, dt.datetime]:
    """Return by a contact's id when they were last changed, as the history has it."""
    return {one.row["id"]: one.at for one in revisions.each(session, Contact, columns=["id"])}


def find_one(session: Session, which: str) -> Contact:
    """Return the contact meant by an id, or by words of the name, company or e-mail."""
    if (record := find.by_id(session, Contact, which)) is not None:
        return record
    statement = find.matching(
        select(Contact).order_by(Contact.id),
        Contact.search_key,  # type: ignore[arg-type]
        which,
    )
    return find.choose(
        session.scalars(statement).all(),
        which,
        noun="contact",
        label=lambda one: one.title,
        names=names,
    )


def names(contact: Contact) -> Iterator[find.Parts]:
    """Yield all that somebody is called in full."""
    name, company, email = contact.name, contact.company, contact.email
    yield from ((name,), (email,), (name, company), (name, email), (name, company, email))
