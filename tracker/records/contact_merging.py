"""Two contacts who are one: what the second says goes to the first, and nothing is lost."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session

from tracker import people
from tracker.folding import fold_text
from tracker.models import Attendance, Contact
from tracker.records import hunts
from tracker.records.contacts import set_fields
from tracker.records.merging import JOINED, Joined, check_two
from tracker.records.notes import counted, listed, tell

_FACTS = {
    "also called": "name",
    "also at": "company",
    "also": "role",
    "kind": "kind",
    "e-mail": "email",
    "phone": "phone",
    "url": "url",
    "met": "met",
    "follow-up": "follow_up",
}
"""What a contact states, by what a line of the notes calls it; by some of it they are known."""


def compare(kept: Contact, other: Contact) -> Joined:
    """Return what joining `other` to `kept` would do.

    Raises TrackerError for a contact and themselves.
    """
    check_two(kept, other, "contact")
    parts = ((other.interactions, "exchange"), (other.attendances, "interview"))
    brought = [counted(len(records), noun) for records, noun in parts if records]
    return Joined(brought, list(_differences(kept, other)))


def merge(session: Session, kept: Contact, other: Contact, today: dt.date) -> None:
    """Join `other` to `kept`, and remove them.

    What only one of them says holds; where both say something else, that of `kept` stands and that
    of `other` goes to the notes. An import knows the one by whatever it knew either by.
    Raises TrackerError for a contact and themselves.
    """
    joined = compare(kept, other)
    number, title = other.id, other.title
    fields = {name: getattr(other, name) for name in (*_FACTS.values(), "name_parts")}
    lacking = {name: value for name, value in fields.items() if getattr(kept, name) is None}
    if other.name != kept.name:
        lacking.pop("name_parts", None)
    notes = _notes(kept, other, joined.differences, today)
    cards = _cards(hunts.identity(session), kept, other)
    set_fields(kept, {**lacking, "notes": notes, "card_uid": cards})
    _move(kept, other)
    session.flush()
    session.expire(other)
    session.delete(other)
    session.flush()
    along = f" with {listed(joined.brought)}" if joined.brought else ""
    tell(session, f"{JOINED}contact {number}, {title}{along}, to {kept.id}, {kept.title}.")
    if joined.differences:
        tell(session, f"Kept in the notes: {'; '.join(joined.differences)}.")
    tell(session, "To take them apart again: tracker undo")


def _differences(kept: Contact, other: Contact) -> Iterator[str]:
    for label, column in _FACTS.items():
        ours, theirs = (str(getattr(one, column) or "") for one in (kept, other))
        if ours and theirs and fold_text(ours) != fold_text(theirs):
            yield f"{label}: {theirs}"


def _notes(kept: Contact, other: Contact, lines: list[str], today: dt.date) -> str | None:
    notes = other.notes if other.notes != kept.notes else None
    if not (lines or notes):
        return kept.notes
    head = f"{today.isoformat()}: joined with contact {other.id}, {other.title}"
    return "\n".join(filter(None, (kept.notes, head, *lines, notes)))


def _cards(hunt: str, kept: Contact, other: Contact) -> str:
    """Return the UIDs of all cards of both, also of those that were exported of them."""
    every = [one.card_uid or people.uid(hunt, one.id) for one in (kept, other)]
    return "\n".join(dict.fromkeys("\n".join(every).split("\n")))


def _move(kept: Contact, other: Contact) -> None:
    """Hand over what belongs to `other`; who sat in an interview twice sat there once."""
    for exchange in list(other.interactions):
        exchange.contact = kept
    there = {one.interview_id for one in kept.attendances}
    new = [one.interview for one in other.attendances if one.interview_id not in there]
    kept.attendances += [Attendance(interview=interview) for interview in new]
