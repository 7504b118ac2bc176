"""What two records that are one say of it: what only one of them says holds, and what differs."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from tracker.models import Base

T = TypeVar("T", bound=Base)

Facts = Mapping[str, tuple[str, ...]]
"""What a record states, by what a line of the notes calls it: its columns, as one fact."""


def different(kept: T, other: T, facts: Facts) -> Iterator[str]:
    """Yield the names of the facts of which both say something, and not the same."""
    for name, columns in facts.items():
        ours, theirs = _values(kept, columns), _values(other, columns)
        if any(ours) and any(theirs) and ours != theirs:
            yield name


def fill(kept: T, other: T, facts: Facts) -> None:
    """Take from `other` what `kept` does not say."""
    for columns in facts.values():
        if not any(_values(kept, columns)):
            for column in columns:
                setattr(kept, column, getattr(other, column))


def _values(record: Base, columns: tuple[str, ...]) -> list[str | None]:
    """Return what columns hold as texts: so that 0 and no are something said."""
    values = [getattr(record, column) for column in columns]
    return [None if value is None else str(value) for value in values]
