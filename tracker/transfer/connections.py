"""Which of a person's many connections matter for the hunt: those where they have applied."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.importers.rows import ConnectionRow, Unread
from tracker.models import Application, fold_text
from tracker.transfer import contacts
from tracker.transfer.tally import Tally
from tracker.words import Stage

_LEGAL_FORMS = re.compile(
    r"(?:[ ,]+(?:inc|incorporated|corp|corporation|co|company|llc|llp|lp|ltd|limited|plc|pty|"
    r"gmbh|mbh|ag|kg|kgaa|ohg|ug|se|eg|ev|e v|gmbh & co|sa|s a|sas|sarl|sasu|srl|s r l|spa|s p a|"
    r"sl|slu|bv|b v|nv|n v|oy|oyj|ab|aps|a s|as|asa|kk))+$"
)
_DOTS = re.compile(r"[.'\u2019]")


def bring(session: Session, rows: Sequence[ConnectionRow], today: date) -> Tally:
    """Bring in as contacts those whose company one has applied to; the others are left out."""
    sent = select(Application.company).where(Application.stage != Stage.SAVED).distinct()
    companies = set(map(bare, session.scalars(sent)))
    known = [row for row in rows if row.company and bare(row.company) in companies]
    kept = set(map(id, known))
    reason = "a connection where you have not applied; --all-connections brings in these as well"
    aside = [Unread(row.line, reason) for row in rows if id(row) not in kept]
    made = contacts.bring(session, known, today)
    return replace(made, left_out=[*made.left_out, *aside])


def bare(company: str) -> str:
    """Return what is compared of a company's name: folded, without its legal form."""
    folded = _DOTS.sub("", fold_text(company).replace("/", " "))
    return _LEGAL_FORMS.sub("", folded).strip() or folded
