"""Which of a person's many connections matter for the hunt: those where they have applied."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.folding import fold_company
from tracker.importers.rows import ConnectionRow, Unread
from tracker.models import Application
from tracker.transfer import contacts
from tracker.transfer.tally import Tally
from tracker.words import Stage


def bring(session: Session, rows: Sequence[ConnectionRow], today: date) -> Tally:
    """Bring in as contacts those whose company one has applied to; the others are left out."""
    sent = select(Application.company).where(Application.stage != Stage.SAVED).distinct()
    companies = set(map(fold_company, session.scalars(sent)))
    known = [row for row in rows if row.company and fold_company(row.company) in companies]
    kept = set(map(id, known))
    reason = "a connection where you have not applied; --all-connections brings in these as well"
    aside = [Unread(row.line, reason, row.file) for row in rows if id(row) not in kept]
    made = contacts.bring(session, known, today)
    return replace(made, left_out=[*made.left_out, *aside])
