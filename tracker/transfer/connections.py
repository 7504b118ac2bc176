"""Which of a person's many connections matter for the hunt: where they applied, and contacts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import people
from tracker.folding import fold_company
from tracker.importers.rows import ConnectionRow, Unread
from tracker.models import Application, Contact
from tracker.transfer import contacts
from tracker.transfer.tally import Tally
from tracker.words import Stage


def bring(session: Session, rows: Sequence[ConnectionRow], today: date) -> Tally:
    """Bring in as contacts those whose company one has applied to; the others are left out.

    Who is a contact already, by their page, is no other: what changed of them is told.
    """
    sent = select(Application.company).where(Application.stage != Stage.SAVED).distinct()
    companies = set(map(fold_company, session.scalars(sent)))
    urls = session.scalars(select(Contact.url).where(Contact.url.is_not(None)))
    pages = {people.profile(url or "") for url in urls} - {None}
    known = [
        row
        for row in rows
        if (row.company and fold_company(row.company) in companies)
        or not pages.isdisjoint(map(people.profile, row.urls))
    ]
    kept = set(map(id, known))
    reason = "a connection where you have not applied; --all-connections brings in these as well"
    aside = [Unread(row.line, reason, row.file) for row in rows if id(row) not in kept]
    made = contacts.bring(session, known, today)
    return replace(made, left_out=[*made.left_out, *aside])
