"""People of a file become contacts: what is known stays, and what it lacks is filled in.

How else somebody is reached than a column has it goes to the notes.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.batches import batches
from tracker.importers.rows import ContactRow
from tracker.models import Contact
from tracker.records.contacts import search_key, set_fields
from tracker.records.history import insert_rows
from tracker.records.notes import Note, counted
from tracker.transfer import news
from tracker.transfer.known_contacts import Index, MayBeOne
from tracker.transfer.person import Person
from tracker.transfer.removed import Contacts as Removed
from tracker.transfer.tally import Tally

_MOST_HINTS = 20


class Settled(NamedTuple):
    """The id of the contact that each row is about, in the order of the rows; and who is new."""

    ids: list[int]
    new: set[int]
    tally: Tally


def bring(session: Session, rows: Sequence[ContactRow], today: date) -> Tally:
    """Write who is new, and what those who are known lack; who was removed stays away.

    What a row says otherwise than a record goes to its notes, if that never was so here.
    """
    del today
    index = Index(session, rows, Removed(session))
    placed = index.place()
    news.keep(session, [one for one in index.known if one.otherwise])
    return _write(session, index, placed).tally


def settle(session: Session, rows: Sequence[ContactRow]) -> Settled:
    """Write who is new and what is lacking; return also which contact each row is about."""
    index = Index(session, rows, None)
    return _write(session, index, index.place())


def _write(session: Session, index: Index, placed: Sequence[Person]) -> Settled:
    changed = [one for one in index.known if one.is_changed]
    _add(session, index.new)
    _change(session, changed)
    tally = Tally(
        noun="contact",
        added=len(index.new),
        updated=len(changed),
        unchanged=len(placed) - len(index.new) - len(changed),
        left_out=index.left_out,
        remarks=list(_remarks(placed)),
        hints=list(_hints(session, index.may_be_one)),
        told=list(_told([*changed, *index.new])),
    )
    new = {one.id for one in index.new if one.id is not None}
    return Settled([one.id for one in placed if one.id is not None], new, tally)


def _add(session: Session, new: Sequence[Person]) -> None:
    for batch in batches(new):
        rows = [_row(one) for one in batch]
        insert_rows(session, Contact.metadata.tables["contact"], rows)
        for one, row in zip(batch, rows, strict=True):
            one.id = row["id"]


def _row(one: Person) -> dict[str, Any]:
    fields = _written(one, {})
    key = search_key(fields["name"], fields.get("company"), fields.get("email"))
    return {**fields, "search_key": key}


def _written(one: Person, there: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the columns to write, of which some go on from what is there."""
    fields = dict(one.missing)
    for name, lines in (("notes", one.further), ("card_uid", one.cards)):
        if lines:
            before = fields.get(name) or there.get(name)
            fields[name] = "\n".join(filter(None, (before, *lines)))
    return fields


def _change(session: Session, changed: Sequence[Person]) -> None:
    for batch in batches(changed):
        people = {one.id: one for one in batch}
        for contact in session.scalars(select(Contact).where(Contact.id.in_(people))):
            there = {"notes": contact.notes, "card_uid": contact.card_uid}
            set_fields(contact, _written(people[contact.id], there))
        session.flush()


def _remarks(placed: Sequence[Person]) -> Iterator[str]:
    if repeated := len(placed) - len({id(one) for one in placed}):
        yield f"{counted(repeated, 'row')} repeated an earlier one of the file."


def _told(people: Sequence[Person]) -> Iterator[str]:
    """Yield what went to the notes, and of whom."""
    for one in people:
        if one.further:
            yield f"Kept in the notes of {one.called}: {'; '.join(one.further)}"


def _hints(session: Session, found: Collection[MayBeOne]) -> Iterator[Note]:
    """Yield what is in doubt, as much as somebody would read."""
    yield from (_double(session, one) for one in islice(found, _MOST_HINTS))
    if (more := len(found) - _MOST_HINTS) > 0:
        yield Note(f"As much is to be said of {counted(more, 'more contact')}.", warning=True)


def _double(session: Session, found: MayBeOne) -> Note:
    one, other = (session.get_one(Contact, each.id) for each in (found.first, found.second))
    return Note(
        f"{other.title} {found.how} of {one.title}, and is kept apart.",
        warning=True,
        todo=f"if the two are one: tracker contact merge {one.id} {other.id}",
        asks=True,
    )
