"""What a change of the tables would lose."""

from sqlalchemy import Connection, inspect, select

from tracker.models import Base, Command, HuntIdentity
from tracker.models.base import DERIVED

Place = tuple[str, str]
"""A table and a column of it."""

_PASSING = {(HuntIdentity.__tablename__, "id"), (Command.__tablename__, "window")}
"""Where the identity of a hunt is gone it is given another; which window is of use for a while."""


def said(connection: Connection) -> set[Place]:
    """Return where there is something to lose: that follows from nothing else."""
    there = _places(connection)
    return {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        if not table.info.get(DERIVED)
        for column in table.columns
        if (table.name, column.name) in there - _PASSING
        and connection.execute(select(column).where(column.is_not(None)).limit(1)).first()
    }


def of(connection: Connection, before: set[Place]) -> list[str]:
    """Return the tables that are gone now, and the columns of those that are not."""
    now = _places(connection)
    tables = {table for table, _ in now}
    gone = before - now
    return sorted({f"{table}.{column}" if table in tables else table for table, column in gone})


def _places(connection: Connection) -> set[Place]:
    found = inspect(connection).get_multi_columns()
    return {(table, one["name"]) for (_, table), columns in found.items() for one in columns}
