"""Every change of one row, as the history tells it: what it was, when, and by which command."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from tracker.batches import SIZE
from tracker.models import Base, Change, Command
from tracker.records.history import Row, typed
from tracker.words import CommandKind

T = TypeVar("T", bound=Base)


class Revision(NamedTuple):
    """One change of a row: by which command, of what kind and when, and the row, as JSON."""

    command: int
    kind: CommandKind
    at: dt.datetime
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The row as this left it, or took it away."""
        return self.after or self.before or {}


def of(
    session: Session, model: type[Base], key: str = "id", columns: Sequence[str] | None = None
) -> dict[int, list[Revision]]:
    """Return every change of a table's rows, the first first, by what stands in column `key`."""
    found: dict[int, list[Revision]] = {}
    for one in each(session, model, columns):
        found.setdefault(one.row[key], []).append(one)
    return found


def each(
    session: Session, model: type[Base], columns: Sequence[str] | None = None
) -> Iterator[Revision]:
    """Yield every change of a table's rows, the first first.

    A row that a copy of the hunt brought back, as the history that came with it has it, was not
    changed by that. Where only `columns` are wanted, long texts are not held in memory.
    """
    session.flush()
    statement = (
        select(Command.id, Command.kind, Command.at, Change.before, Change.after)
        .join(Command, Command.id == Change.command_id)
        .where(Change.table == model.__tablename__)
        .order_by(Change.id)
    )
    here: set[frozenset[tuple[str, Any]]] = set()
    changes = session.execute(statement.execution_options(yield_per=SIZE))
    for number, kind, at, *images in changes:
        before, after = (_image(image, columns) for image in images)
        if before is None and _mark(after) in here:
            continue
        here.discard(_mark(before))
        here.add(_mark(after))
        yield Revision(number, kind, at, before, after)


def removed(session: Session, model: type[Base]) -> Iterator[Row]:
    """Yield the rows of a table that the user took away, as they were; undo brought none back."""
    return _before(session, model, Change.after.is_(None))


def replaced(session: Session, model: type[Base]) -> Iterator[Row]:
    """Yield as they were the rows of a table that the user changed or took away, but for undo."""
    return _before(session, model, Change.before.is_not(None))


def _before(session: Session, model: type[Base], which: ColumnElement[bool]) -> Iterator[Row]:
    session.flush()
    statement = (
        select(Change.before)
        .join(Command, Command.id == Change.command_id)
        .where(Change.table == model.__tablename__, which)
        .where(Command.kind == CommandKind.WRITE, Command.undone_at.is_(None))
        .order_by(Change.id)
    )
    for image in session.scalars(statement):
        if image:
            yield json.loads(image)


def _image(image: str | None, columns: Sequence[str] | None) -> Row | None:
    row: Row | None = json.loads(image) if image else None
    return row if row is None or columns is None else {name: row.get(name) for name in columns}


def _mark(image: Row | None) -> frozenset[tuple[str, Any]]:
    return frozenset((image or {}).items())


def restored(model: type[T], image: Row) -> T:
    """Return a record as it was, outside of any session; a row from of old may lack columns."""
    table = Base.metadata.tables[model.__tablename__]
    known = [column for column in table.columns if column.name in image]
    return model(**{column.name: typed(column, image[column.name]) for column in known})
