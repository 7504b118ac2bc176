"""A whole hunt, row by row, for a copy that loses nothing."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, CursorResult, Table, select
from sqlalchemy.orm import Session, lazyload, selectinload

from tracker.batches import SIZE
from tracker.models import Application
from tracker.models.portable import columns, tables


def rows(
    connection: Connection, there: Callable[[Table], Sequence[Column[object]]] = columns
) -> Iterator[tuple[Table, CursorResult[Any]]]:
    """Yield each table with its rows by their keys; few rows are in memory at a time.

    An older schema has only some columns `there`, and of some tables none.
    """
    for table in tables():
        if said := there(table):
            statement = select(*said).order_by(*table.primary_key)
            yield table, connection.execute(statement.execution_options(yield_per=SIZE))


def is_empty(session: Session) -> bool:
    """Tell whether a hunt holds nothing yet, no history either."""
    return not any(session.execute(select(table).limit(1)).first() for table in tables())


def applications(session: Session) -> Iterator[Application]:
    """Yield every application with all that belongs to it; few are in memory at a time."""
    parts = (Application.stage_changes, Application.interviews, Application.offers)
    statement = select(Application).order_by(Application.id)
    loaded = statement.options(
        *(selectinload(part) for part in parts), lazyload(Application.ratings)
    )
    yield from session.scalars(loaded.execution_options(yield_per=SIZE))
