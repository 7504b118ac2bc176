"""What a copy of a whole hunt holds: every table and column that follows from no other.

The tables are asked, so that a new one is never forgotten.
"""

from sqlalchemy import Column, Table

from tracker.models.base import DERIVED, FOLDED, Base
from tracker.models.change import Change, Command
from tracker.models.hunt import HuntIdentity

FORMAT = "interview-worth hunt"
"""The name by which the JSON of a hunt is known."""
VERSION = 1
"""The version of that JSON; it rises when a reader of the one before would go wrong."""

HISTORY = (Command.__tablename__, Change.__tablename__)

_PLURALS = {"advice": "advice", "criterion": "criteria", "saved": "saved"}


def tables() -> list[Table]:
    """Return the tables of a copy, parents before children, the history last."""
    kept = [
        table
        for table in Base.metadata.sorted_tables
        if table.name != HuntIdentity.__tablename__ and not table.info.get(DERIVED)
    ]
    return sorted(kept, key=lambda table: table.name in HISTORY)


def plural(table: Table) -> str:
    """Return what the rows of a table are called in a copy."""
    return _PLURALS.get(table.name, f"{table.name}s")


def columns(table: Table) -> list[Column[object]]:
    """Return the columns of a copy; what is folded from others is made anew when it is read."""
    return [column for column in table.columns if FOLDED not in column.info]


def folds(table: Table) -> dict[str, tuple[str, ...]]:
    """Return by name what is folded, and from which columns."""
    return {column.name: column.info[FOLDED] for column in table.columns if FOLDED in column.info}
