"""People of a meeting become contacts who take part in the interview."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker import nouns
from tracker.importers.rows import Person
from tracker.models import Contact, Interview
from tracker.records import contacts, interviews
from tracker.transfer.employers import Employers


def take_part(
    session: Session, interview: Interview, people: Iterable[Person], employers: Employers
) -> None:
    """Let people take part in an interview; who is not known yet is made a contact."""
    for person in people:
        works_there = person.email is None or employers.is_at(person, interview.application)
        company = interview.application.company if works_there else None
        interviews.attend(interview, _contact(session, person, company, interview))
    session.flush()


def _contact(
    session: Session, person: Person, company: str | None, interview: Interview
) -> Contact:
    known = _by_email(session, person.email) if person.email else None
    if known is None and person.name:
        known = contacts.named(session, person.name, company)
        if known is not None and known.email and person.email:
            known = None
    if known is None:
        fields = {
            "company": company,
            "email": person.email,
            "met": nouns.interview_title(interview),
        }
        return contacts.new(session, person.name or person.email or "", fields)
    if known.email is None and person.email:
        contacts.set_fields(known, {"email": person.email})
    return known


def _by_email(session: Session, email: str) -> Contact | None:
    statement = select(Contact).where(func.lower(Contact.email) == email.lower())
    return session.scalars(statement.order_by(Contact.id)).first()
