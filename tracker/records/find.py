"""Which record a person means by an id, or by enough of a name."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.errors import AmbiguousError, NotFoundError
from tracker.folding import fold_company, fold_text, spaced
from tracker.models import Base

T = TypeVar("T", bound=Base)

Parts = Sequence[str | None]
"""What a name is put together from, such as a company and a role."""

LONGEST_ID = 18
NAMED = 9
MOST = 200
"""More candidates than this help nobody to choose."""
MOST_WORDS, LONGEST_WORD = 50, 1000
"""SQLite refuses conditions and patterns that are much longer."""


def by_id(session: Session, model: type[T], which: str) -> T | None:
    """Return the record of that id, if `which` is a number and there is one."""
    number = which.strip().removeprefix("#")
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_ID):
        return None
    return session.get(model, int(number))


def matching(statement: Select[T], key: ColumnElement[str], which: str) -> Select[T]:
    """Narrow a statement to the records whose key holds every word of `which`.

    Of what is longer than any name that was typed, only the beginnings are compared.
    """
    for word in list(dict.fromkeys(fold_text(which).split()))[:MOST_WORDS]:
        statement = statement.where(key.contains(word[:LONGEST_WORD], autoescape=True))
    return statement.limit(MOST)


def at_company(statement: Select[T], key: InstrumentedAttribute[str], company: str) -> Select[T]:
    """Narrow a statement to all records whose key holds a company's name.

    Legal forms, and the signs that fold_company takes out, do not count on either side.
    """
    bare: ColumnElement[str] = func.replace(key, "/", " ", type_=key.type)
    for sign in (".", "'", "\u2019"):
        bare = func.replace(bare, sign, "", type_=key.type)
    words = fold_company(company) or fold_text(company)
    return matching(statement, bare, words).limit(None)


def count(session: Session, statement: Select[T]) -> int:
    """Return how many records a statement selects."""
    return (
        session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    )


def choose(  # noqa: PLR0913 (what makes one record likelier than another)
    found: Sequence[T],
    which: str,
    *,
    noun: str,
    label: Callable[[T], str],
    likely: Callable[[T], bool] = lambda _: True,
    names: Callable[[T], Iterable[Parts]],
) -> T:
    """Return the one record meant: an exact name before a part of one, a likely before another.

    `names` are all that a record is called in full, however it is written.
    Raises NotFoundError where there is none and AmbiguousError, with the candidates, where
    more than one is left.
    """
    if not fold_text(which):
        msg = f"No {noun} was named; say which by its number or by words of its name."
        raise NotFoundError(msg)
    if not found:
        msg = f"No {noun} matches “{which}”; tracker {noun} list shows what there is."
        raise NotFoundError(msg)
    left = _named(found, which, names) or list(found)
    left = [one for one in left if likely(one)] or left
    if len(left) == 1:
        return left[0]
    candidates = [(record.id, label(record)) for record in left]  # type: ignore[attr-defined]
    shown = "; ".join(f"{number}: {text}" for number, text in candidates[:NAMED])
    more = f"; and {len(candidates) - NAMED} more" if len(candidates) > NAMED else ""
    msg = f"“{which}” matches several: {shown}{more}; say which by its number."
    raise AmbiguousError(msg, candidates)


def _named(found: Sequence[T], which: str, names: Callable[[T], Iterable[Parts]]) -> list[T]:
    """Return the records of exactly that name: those that write it so to the letter, if any do.

    Whoever types “acme” may as well mean ACME GmbH as Acme: one is no more exact than the other.
    """
    letters, name = spaced(which), fold_text(which)
    to_the_letter = [one for one in found if letters in (spaced(*each) for each in names(one))]
    exact = [one for one in found if name in (fold_text(*each) for each in names(one))]
    alike = [one for one in found if name in (_bare(*each) for each in names(one))]
    return to_the_letter or (exact and [one for one in found if one in exact or one in alike])


def _bare(*parts: str | None) -> str:
    """Return a name without legal forms, whichever of its parts is that of a company."""
    return fold_text(*(fold_company(part) for part in parts if part))
