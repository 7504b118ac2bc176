"""When an application that is to be added looks like one that is there: then it is pointed out.

Unlike in an import, nothing is taken for the same here: whoever adds it decides.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarResult, or_, select
from sqlalchemy.orm import Session

from tracker.addresses import comparable, is_numbered, posting_id
from tracker.models import Application, company_stem, fold_company, fold_text
from tracker.records.applications import described
from tracker.records.notes import warn

NEARBY = timedelta(days=90)
"""Two tries for one role that lie further apart are two, where the first has ended."""

_MOST = 3
"""More than these are not named one by one."""


class Wanted(NamedTuple):
    """What is known of an application before it is added; `posting` is its number at its site."""

    company: str
    role: str | None
    on: date
    url: str | None = None
    posting: str | None = None


class Twin(NamedTuple):
    """An application that another looks like: its id, and what a sentence says of it."""

    id: int
    said: str


def alike(session: Session, wanted: Wanted) -> list[Twin]:
    """Return the applications that look like the same one: those of the same posting first."""
    found = {one.id: Twin(one.id, _said(one, "is of")) for one in _postings(session, wanted)}
    for one in _roles(session, wanted):
        found.setdefault(one.id, Twin(one.id, _said(one, "is for")))
    return list(found.values())


def _said(one: Application, how: str) -> str:
    what = "the same posting" if how == "is of" else "the same role at the same company"
    return f"Application {one.id}, {described(one)}, {how} {what}"


def warn_of(session: Session, added: Application, twins: Sequence[Twin]) -> None:
    """Point out what an application that was added looks like, and the ways out."""
    for twin in twins[:_MOST]:
        warn(
            session,
            twin.said,
            "if this is the same one: tracker undo, or to join them: "
            f"tracker application merge {twin.id} {added.id}",
            asks=True,
        )


def _postings(session: Session, wanted: Wanted) -> Iterator[Application]:
    """Yield the applications of the same posting, by its number at its site or its address."""
    numbered = posting_id(wanted.url or "")
    if number := numbered or wanted.posting:
        yield from _found(session, Application.posting_id == number)
    if not wanted.url:
        return
    address = comparable(wanted.url)
    parts = {address.partition("?")[0], numbered} - {None}
    likely = or_(*(Application.posting_url.icontains(one, autoescape=True) for one in parts))
    for one in _found(session, likely):
        is_same = comparable(one.posting_url or "") == address and _is_one_posting(one, wanted)
        if is_same or (numbered and posting_id(one.posting_url or "") == numbered):
            yield one


def _found(session: Session, wanted: ColumnElement[bool]) -> ScalarResult[Application]:
    return session.scalars(select(Application).where(wanted).order_by(Application.id))


def _is_one_posting(one: Application, wanted: Wanted) -> bool:
    """Tell whether an address is one posting's: a page of careers carries many of one company."""
    roles = {fold_text(one.role), fold_text(wanted.role)}
    is_one_role = is_numbered(wanted.url or "") or "" in roles or len(roles) == 1
    return is_one_role or company_stem(one.company_key) != fold_company(wanted.company)


def _roles(session: Session, wanted: Wanted) -> Iterator[Application]:
    stem = fold_company(wanted.company)
    begins = Application.company_key.startswith(stem, autoescape=True)
    for one in _found(session, begins):
        is_near = one.outcome is None or abs(one.moved_on - wanted.on) <= NEARBY
        is_one = fold_text(one.role) == fold_text(wanted.role)
        if is_near and is_one and company_stem(one.company_key) == stem:
            yield one
