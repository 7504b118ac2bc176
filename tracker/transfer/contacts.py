"""People of a file become contacts: what is new, what is known.

A person is recognised by an address of theirs, else by name and company. Only what is lacking is
filled in.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.importers.addresses import comparable
from tracker.importers.rows import ContactRow
from tracker.models import Contact, fold_text
from tracker.records.contacts import set_fields
from tracker.records.history import insert_all
from tracker.transfer.tally import Tally

Key = tuple[str, ...]


def bring(session: Session, rows: Sequence[ContactRow], today: date) -> Tally:
    """Write what is new, and fill in what known contacts lack."""
    del today
    known: dict[Key, Contact] = {}
    for contact in session.scalars(select(Contact).order_by(Contact.id)):
        _index(known, contact)
    added: list[Contact] = []
    updated: set[int] = set()
    for row in rows:
        fields = _fields(row)
        found = next((known[key] for key in _keys(row) if key in known), None)
        if found is None:
            found = Contact(name=row.name)
            set_fields(found, fields)
            added.append(found)
        elif _fill(found, fields) and found.id is not None:
            updated.add(found.id)
        _index(known, found)
    insert_all(session, Contact, added)
    session.flush()
    return Tally(
        noun="contact",
        added=len(added),
        updated=len(updated),
        unchanged=len(rows) - len(added) - len(updated),
    )


def _fields(row: ContactRow) -> dict[str, Any]:
    addresses = {"email": next(iter(row.emails), None), "url": next(iter(row.urls), None)}
    stated = {"company": row.company, "card_uid": row.card_uid, **addresses, **row.fields}
    return {name: value for name, value in stated.items() if value}


def _fill(contact: Contact, fields: dict[str, Any]) -> bool:
    lacking = {name: value for name, value in fields.items() if not getattr(contact, name)}
    set_fields(contact, lacking)
    return bool(lacking)


def _index(known: dict[Key, Contact], contact: Contact) -> None:
    stated = ContactRow(
        line=0,
        name=contact.name,
        company=contact.company,
        emails=[contact.email] if contact.email else [],
        urls=[contact.url] if contact.url else [],
    )
    for key in _keys(stated):
        known.setdefault(key, contact)


def _keys(row: ContactRow) -> Iterator[Key]:
    yield from (("url", comparable(url)) for url in row.urls)
    yield from (("email", email.casefold()) for email in row.emails)
    yield "name", fold_text(row.name), fold_text(row.company)
