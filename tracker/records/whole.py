"""A whole hunt, row by row, for a copy that loses nothing."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Row, Table, select
from sqlalchemy.orm import Session, lazyload, selectinload

from tracker.batches import SIZE
from tracker.models import Application
from tracker.models.portable import columns, tables


def rows(session: Session) -> Iterator[tuple[Table, Iterable[Row[Any]]]]:
    """Yield each table with its rows by their keys; few rows are in memory at a time."""
    for table in tables():
        statement = select(*columns(table)).order_by(*table.primary_key)
        yield table, session.connection().execution_options(yield_per=SIZE).execute(statement)


def applications(session: Session) -> Iterator[Application]:
    """Yield every application with all that belongs to it; few are in memory at a time."""
    parts = (Application.stage_changes, Application.interviews, Application.offers)
    statement = select(Application).order_by(Application.id)
    loaded = statement.options(
        *(selectinload(part) for part in parts), lazyload(Application.ratings)
    )
    yield from session.scalars(loaded.execution_options(yield_per=SIZE))
