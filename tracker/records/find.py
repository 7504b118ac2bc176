"""Which record a person means by an id, or by enough of a name."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from tracker.errors import AmbiguousError, NotFoundError
from tracker.folding import fold_text
from tracker.models import Base

T = TypeVar("T", bound=Base)

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
    exact: Callable[[T], bool] = lambda _: False,
) -> T:
    """Return the one record meant: an exact name before a part of one, a likely before another.

    Raises NotFoundError where there is none and AmbiguousError, with the candidates, where
    more than one is left.
    """
    if not fold_text(which):
        msg = f"No {noun} was named; say which by its number or by words of its name."
        raise NotFoundError(msg)
    if not found:
        msg = f"No {noun} matches “{which}”; tracker {noun} list shows what there is."
        raise NotFoundError(msg)
    left = list(found)
    for preferred in (exact, likely):
        left = [record for record in left if preferred(record)] or left
    if len(left) == 1:
        return left[0]
    candidates = [(record.id, label(record)) for record in left]  # type: ignore[attr-defined]
    shown = "; ".join(f"{number}: {text}" for number, text in candidates[:NAMED])
    more = f"; and {len(candidates) - NAMED} more" if len(candidates) > NAMED else ""
    msg = f"“{which}” matches several: {shown}{more}; say which by its number."
    raise AmbiguousError(msg, candidates)
