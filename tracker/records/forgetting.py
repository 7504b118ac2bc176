"""A person is forgotten: the contact, all that hangs on them, and what the history says of them.

What the user wrote about something else and that names them stays, and is told of.
"""

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from tracker import people
from tracker.batches import SIZE
from tracker.errors import NotFoundError
from tracker.folding import fold_text
from tracker.found_by import APART, PARTS
from tracker.models import Base, Change, Command, Contact, Interaction, portable
from tracker.models.base import PlainText
from tracker.records import contacts, find, history, indexing, revisions
from tracker.words import CommandKind

FORGOTTEN = "[forgotten]"
"""What stands in the history where they were named."""

_SUMMARY = "Forgot a contact."
_KNOWN_BY = ("name", "email", "phone", "url", "card_uid")
_NAMING = {"e-mail", "also called"}
_WHOSE = {"attendance": "contact_id", "interaction": "contact_id", "contact": "id"}
"""The tables that are about a person, children first, and the column that says whom."""

_FEW, _TELLING = 5, 8
"""So many digits are no telephone number yet, and so many of the last tell it from others."""
_BETWEEN = r"[\s./()\-]*"

_APART = re.compile(f"[{APART}]")
"""A sign of a script that puts no spaces between words."""

Row = Mapping[str, Any]


class Person(NamedTuple):
    """Somebody to forget: the ids that they have, or had before they were removed."""

    ids: frozenset[int]
    named: re.Pattern[str]
    """Finds their name, address, number and page, present and past, in a text."""


def find_one(session: Session, which: str) -> Contact:
    """Return the contact meant, also one that was removed and is known from the history only."""
    try:
        return contacts.find_one(session, which)
    except NotFoundError:
        number, words = which.strip().removeprefix("#"), fold_text(which).split()
        found = [
            one
            for one in _removed(session)
            if str(one.id) == number or all(word in one.search_key for word in words)
        ]
        if not found or not words:
            raise
        return find.choose(
            found,
            which,
            noun="contact",
            label=lambda one: one.title,
            likely=lambda one: str(one.id) == number,
            names=contacts.names,
        )


def _removed(session: Session) -> list[Contact]:
    """Return the contacts that are gone, as they were last; they are in no session."""
    here = set(session.scalars(select(Contact.id)))
    last = {one.row["id"]: one.row for one in revisions.each(session, Contact)}
    return [revisions.restored(Contact, row) for number, row in last.items() if number not in here]


def person(session: Session, contact: Contact) -> Person:
    """Return who a contact is, with all that they were ever known by."""
    rows: dict[int, list[Row]] = defaultdict(list)
    for one in revisions.each(session, Contact):
        rows[one.row["id"]] += filter(None, (one.before, one.after))
    rows[contact.id].append({name: getattr(contact, name) for name in (*_KNOWN_BY, "notes")})
    known = {said for row in rows[contact.id] for said in _identities(row)}
    here = set(session.scalars(select(Contact.id)))
    gone = {number for number in rows if number not in here}
    ids = {number for number in gone if any(known & _identities(row) for row in rows[number])}
    ids.add(contact.id)
    said = {text for one in ids for row in rows[one] for text in _said(row)}
    return Person(frozenset(ids), _pattern(said))


def _identities(row: Row) -> set[str]:
    """Return what tells a person from others, folded; also who was joined to them."""
    noted = [one.value for one in people.noted(row.get("notes")) if one.what in _NAMING]
    return {*map(fold_text, (row.get("name"), row.get("email"), *noted))} - {""}


def _said(row: Row) -> Iterator[str]:
    """Yield all that a person is known by, also in the notes."""
    for name in _KNOWN_BY:
        yield from str(row.get(name) or "").split("\n")
    yield from (one.value for one in people.noted(row.get("notes")))


def _pattern(texts: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of these texts as whole words, whatever their case and spaces."""
    forms = {form for text in texts for form in (text.strip(), fold_text(text)) if form}
    forms |= set(map(_by_surname, forms))
    ways = sorted(map(_expression, forms), key=len, reverse=True)
    return re.compile("|".join(ways), re.IGNORECASE)


def _by_surname(text: str) -> str:
    """Return a name as lists have it, “Ward, Mia” for “Mia Ward”; anything else as it is."""
    *first, last = text.split()
    return f"{last}, {' '.join(first)}" if first and any(map(str.isalpha, last)) else text


def _expression(text: str) -> str:
    """Return what finds a text; a number is known by its last digits, however they are set apart.

    So the national and the international form of a number are one.
    """
    digits = "".join(sign for sign in text if sign.isdecimal()).lstrip("0")[-_TELLING:]
    if len(digits) > _FEW and not any(sign.isalpha() for sign in text):
        return rf"(?<!\d)\+?(?:\d{_BETWEEN}){{0,7}}{_BETWEEN.join(digits)}(?!\d)"
    start = "" if _APART.match(text) else r"(?<!\w)"
    end = "" if _APART.match(text[-1]) else r"(?!\w)"
    return start + r"\s+".join(map(re.escape, text.split())) + end


def mentions(session: Session, who: Person) -> list[str]:
    """Return where else they are named: in what the user wrote about something else."""
    return sorted(set(_mentions(session, who)))


def _mentions(session: Session, who: Person) -> Iterator[str]:
    for table in portable.tables():
        if table.name in portable.HISTORY:
            continue
        whose = _WHOSE.get(table.name)
        rows = session.connection().execute(select(table).order_by(*table.primary_key))
        for row in (each._asdict() for each in rows):
            if whose is None or row[whose] not in who.ids:
                yield from _naming(table, row, who)


def _naming(table: Table, row: Row, who: Person) -> Iterator[str]:
    part = PARTS.get(table.name)
    if part is None:
        record = " ".join([table.name, *(str(row[key.name]) for key in table.primary_key)])
    elif whose := _WHOSE.get(table.name):
        record = f"contact {row[whose]}"
    else:
        record = f"{part.noun} {row[part.owner]}"
    for column in portable.columns(table):
        if _is_text(column) and who.named.search(row[column.name] or ""):
            said_in = "tag" if table.name == "tag" else column.name.replace("_", " ")
            yield f"{record}, {said_in}"


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, PlainText)


def forget(session: Session, who: Person, now: dt.datetime) -> int:
    """Take a person out of the records and the history; return how many exchanges went.

    The history notes that somebody was forgotten, and undo does not go behind that.
    """
    connection = session.connection()
    theirs = select(Interaction.id).where(Interaction.contact_id.in_(who.ids))
    exchanges = session.scalars(theirs).all()
    for name, whose in _WHOSE.items():
        table = Base.metadata.tables[name]
        connection.execute(delete(table).where(table.c[whose].in_(who.ids)))
    indexing.renew(connection, "interaction", exchanges)
    indexing.renew(connection, "contact", who.ids)
    _cleanse_changes(connection, who)
    _cleanse_summaries(connection, who)
    history.note(connection, now, CommandKind.FORGET, _SUMMARY)
    return len(exchanges)


def _cleanse_changes(connection: Connection, who: Person) -> None:
    """Take from the history what was done to the person, and their name from all else."""
    found = select(Change.id, Change.table, Change.before, Change.after).order_by(Change.id)
    gone, changed = [], []
    for number, name, *images in connection.execute(found.execution_options(yield_per=SIZE)):
        before, after = (json.loads(image) if image else None for image in images)
        whose = _WHOSE.get(name)
        if whose and (after or before or {})[whose] in who.ids:
            gone.append(number)
            continue
        cleansed = [_cleansed(name, image, who) for image in (before, after)]
        if cleansed != [before, after]:
            texts = [image and json.dumps(image, ensure_ascii=False) for image in cleansed]
            changed.append({"number": number, "was": texts[0], "is": texts[1]})
    for number in gone:
        connection.execute(delete(Change).where(Change.id == number))
    statement = update(Change).where(Change.id == bindparam("number"))
    for one in changed:
        connection.execute(statement.values(before=bindparam("was"), after=bindparam("is")), one)


def _cleansed(name: str, image: Row | None, who: Person) -> Row | None:
    """Return a row of a table without the name of a person; words of a vocabulary stay."""
    columns = Base.metadata.tables[name].columns
    return image and {
        key: who.named.sub(FORGOTTEN, value)
        if isinstance(value, str) and (key not in columns or _is_text(columns[key]))
        else value
        for key, value in image.items()
    }


def _cleanse_summaries(connection: Connection, who: Person) -> None:
    for number, summary in connection.execute(select(Command.id, Command.summary)).all():
        cleansed = who.named.sub(FORGOTTEN, summary)
        if cleansed != summary:
            one = update(Command).where(Command.id == number)
            connection.execute(one.values(summary=cleansed))
