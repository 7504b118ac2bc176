"""When an application that is to be added looks like one that is there: then it is pointed out.

Unlike in an import, nothing is taken for the same here: whoever adds it decides.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tracker import kept, nouns
from tracker.addresses import comparable, is_numbered, posting_id, site
from tracker.folding import company_stem, fold_company, fold_text
from tracker.looking import Look, Row
from tracker.records.notes import Told, warn

NEARBY = timedelta(days=90)
"""Two tries for one role that lie further apart are two, where the first has ended."""

_ASKED_FOR = 1000
"""Of a longer text only so much is asked for; what is found is compared as a whole."""

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


def alike(look: Look, wanted: Wanted) -> list[Twin]:
    """Return the applications that look like the same one: those of the same posting first."""
    found = {one.id: Twin(one.id, _said(one, "is of")) for one in _postings(look, wanted)}
    for one in _roles(look, wanted):
        found.setdefault(one.id, Twin(one.id, _said(one, "is for")))
    return list(found.values())


def _said(one: Row, how: str) -> str:
    what = "the same posting" if how == "is of" else "the same role at the same company"
    return f"Application {one.id}, {nouns.application_described(one)}, {how} {what}"


def warn_of(by: Told, number: int, twins: Sequence[Twin]) -> None:
    """Point out what an application that was added looks like, and the ways out."""
    for twin in twins[:_MOST]:
        warn(
            by,
            twin.said,
            "if this is the same one: tracker undo, or to join them: "
            f"tracker application merge {twin.id} {number}",
            asks=True,
        )


def _postings(look: Look, wanted: Wanted) -> Iterator[Row]:
    """Yield the applications of the same posting, by its number at its site or its address."""
    numbered = posting_id(wanted.url or "")
    if number := numbered or wanted.posting:
        found = look.rows("applications_of_posting", number=number)
        yield from (one for one in found if _is_one_numbering(one, wanted))
    if not wanted.url:
        return
    address = comparable(wanted.url)
    part = address.partition("?")[0]
    patterns = {"address": _holding(part), "number": _holding(numbered or part)}
    for one in look.rows("applications_at_address", **patterns):
        is_same = comparable(one.posting_url) == address and _is_one_posting(one, wanted)
        if is_same or (numbered and posting_id(one.posting_url) == numbered):
            yield one


def _is_one_numbering(one: Row, wanted: Wanted) -> bool:
    """Tell whether two postings have their numbers from one company, or one site."""
    if company_stem(one.company_key) == fold_company(wanted.company):
        return True
    return bool(wanted.url) and site(wanted.url or "") == site(one.posting_url or "")


def _holding(part: str) -> str:
    return f"%{_literal(part).lower()}%"


def _literal(text: str) -> str:
    """Return the beginning of a text for LIKE, in which “/” takes its meaning from what follows."""
    return re.sub("[/%_]", r"/\g<0>", kept.text(text)[:_ASKED_FOR])


def _is_one_posting(one: Row, wanted: Wanted) -> bool:
    """Tell whether an address is one posting's: a page of careers carries many of one company."""
    roles = {fold_text(one.role), fold_text(wanted.role)}
    is_one_role = is_numbered(wanted.url or "") or "" in roles or len(roles) == 1
    return is_one_role or company_stem(one.company_key) != fold_company(wanted.company)


def _roles(look: Look, wanted: Wanted) -> Iterator[Row]:
    stem = fold_company(wanted.company)
    for one in look.rows("applications_of_company", begins=f"{_literal(stem)}%"):
        is_near = one.outcome is None or abs(one.moved_on - wanted.on) <= NEARBY
        is_one = fold_text(one.role) == fold_text(wanted.role)
        if is_near and is_one and company_stem(one.company_key) == stem:
            yield one
