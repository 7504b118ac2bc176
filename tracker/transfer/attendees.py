"""People of a meeting become contacts who take part in the interview."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.orm import Session

from tracker import nouns
from tracker.importers.rows import ContactRow, Person
from tracker.models import Contact, Interview
from tracker.records import interviews
from tracker.records.contacts import set_fields
from tracker.transfer import contacts
from tracker.transfer.tally import Tally


class Seat(NamedTuple):
    """Who takes part in an interview; `company` is where they work, if that is known."""

    interview: Interview
    person: Person
    company: str | None


def take_part(session: Session, seats: Sequence[Seat]) -> Tally:
    """Let people take part in their interviews; who is not known yet is made a contact.

    Whoever sits in several interviews is counted once.
    """
    settled = contacts.settle(session, [_row(seat) for seat in seats])
    for seat, number in zip(seats, settled.ids, strict=True):
        contact = session.get_one(Contact, number)
        if number in settled.new and contact.met is None:
            set_fields(contact, {"met": nouns.interview_title(seat.interview)})
        interviews.attend(seat.interview, contact)
    session.flush()
    tally = settled.tally
    known = len(set(settled.ids)) - tally.added - tally.updated
    return replace(tally, unchanged=known, remarks=())


def _row(seat: Seat) -> ContactRow:
    name, email = seat.person
    emails = [email] if email else []
    return ContactRow(line=0, name=name or email or "", company=seat.company, emails=emails)
