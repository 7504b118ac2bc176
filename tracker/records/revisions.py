"""Every change of one row, as the history tells it: what it was, when, and by which command."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

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


def of(
    session: Session, model: type[Base], key: str = "id", columns: Sequence[str] | None = None
) -> dict[int, list[Revision]]:
    """Return every change of a table's rows, the first first, by what stands in column `key`.

    Where only `columns` are wanted, long texts are not held in memory.
    """
    session.flush()
    statement = (
        select(Command.id, Command.kind, Command.at, Change.before, Change.after)
        .join(Command, Command.id == Change.command_id)
        .where(Change.table == model.__tablename__)
        .order_by(Change.id)
    )
    found: dict[int, list[Revision]] = {}
    for number, kind, at, *images in session.execute(statement):
        before, after = (_image(image, columns) for image in images)
        row = after or before or {}
        found.setdefault(row[key], []).append(Revision(number, kind, at, before, after))
    return found


def _image(image: str | None, columns: Sequence[str] | None) -> Row | None:
    row: Row | None = json.loads(image) if image else None
    return row if row is None or columns is None else {name: row.get(name) for name in columns}


def restored(model: type[T], image: Row) -> T:
    """Return a record as it was, outside of any session; a row from of old may lack columns."""
    table = Base.metadata.tables[model.__tablename__]
    known = [column for column in table.columns if column.name in image]
    return model(**{column.name: typed(column, image[column.name]) for column in known})
