"""What each command changed, recorded as it is written."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Enum,
    Table,
    event,
    func,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.orm import Session, UOWTransaction

from tracker import kept, windows
from tracker.models import Base, Change, Command, LastAdvice
from tracker.models.base import Exact, Instant
from tracker.records import indexing, numbering
from tracker.words import CommandKind

Row: TypeAlias = Mapping[str, Any]

_COMMAND = "command_id"
_NOW = "now"
_UNRECORDED = {one.__tablename__ for one in (Change, Command, LastAdvice)}
_PARENTS_FIRST = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}


class Image(NamedTuple):
    """A row of a table before and after; None where there was none."""

    table: Table
    before: Row | None
    after: Row | None


def watch(session: Session, now: dt.datetime) -> None:
    """Record every change that this session flushes, under one command at `now`."""
    session.info[_NOW] = now
    indexing.watch(session)
    event.listen(session, "before_flush", _load_deferred)
    event.listen(session, "after_flush", _record_flush)


def told_time(session: Session) -> dt.datetime:
    """Return the time that the session's command was told it is."""
    now: dt.datetime = session.info[_NOW]
    return now


def describe(session: Session, summary: str) -> None:
    """Say in one sentence what the command of this session did; nothing if it changed nothing."""
    if has_changes(session):
        statement = (
            update(Command).where(Command.id == session.info[_COMMAND]).values(summary=summary)
        )
        session.connection().execute(statement)


def has_changes(session: Session) -> bool:
    """Tell whether the command of this session has changed anything yet."""
    session.flush()
    return _COMMAND in session.info


def note(connection: Connection, at: dt.datetime, kind: CommandKind, summary: str) -> int:
    """Add an entry for a command of this window; return its number."""
    values = {"at": at, "kind": kind, "summary": summary, "window": windows.this()}
    statement = insert(Command).values(values).returning(Command.id)
    number: int = connection.execute(statement).scalar_one()
    return number


def note_migration(connection: Connection, before: str, after: str) -> None:
    """Record that the schema changed, to one that may know no windows: undo stops there."""
    connection.execute(
        insert(Command).values(
            at=dt.datetime.now(dt.UTC),
            kind=CommandKind.MIGRATION,
            summary=f"Brought the database from schema {before} to {after}",
        )
    )


class Entry(NamedTuple):
    """A command as the history shows it; `changes` counts rows by table and what was done."""

    command: Command
    changes: list[dict[str, str | int]]


def entries(session: Session, limit: int | None = None) -> list[Entry]:
    """Return the latest commands first."""
    commands = session.scalars(select(Command).order_by(Command.id.desc()).limit(limit)).all()
    return [Entry(command, _tally(session, command.id)) for command in commands]


def count(session: Session) -> int:
    return session.scalar(select(func.count(Command.id))) or 0


def _tally(session: Session, command_id: int) -> list[dict[str, str | int]]:
    statement = (
        select(Change.table, Change.before.is_(None), Change.after.is_(None), func.count())
        .where(Change.command_id == command_id)
        .group_by(Change.table, Change.before.is_(None), Change.after.is_(None))
        .order_by(Change.table)
    )
    return [
        {
            "table": table,
            "done": "added" if was_new else "removed" if is_gone else "changed",
            "rows": number,
        }
        for table, was_new, is_gone, number in session.execute(statement)
    ]


def _load_deferred(session: Session, context: UOWTransaction, instances: object) -> None:
    """Load the columns that are fetched only when asked for, while the row is still there."""
    del context, instances
    for _, record in _recorded([*session.dirty, *session.deleted]):
        _row(record)


def _record_flush(session: Session, context: UOWTransaction) -> None:
    del context
    images = [*_added(session), *_changed(session), *_removed(session)]
    if images:
        record(session, images, CommandKind.WRITE, "")


def record(session: Session, images: list[Image], kind: CommandKind, summary: str) -> None:
    """Note images, in their order, under the command of this session."""
    connection = session.connection()
    if _COMMAND not in session.info:
        session.info[_COMMAND] = note(connection, session.info[_NOW], kind, summary)
    rows = [
        {
            "command_id": session.info[_COMMAND],
            "table": image.table.name,
            "before": kept.image(image.before),
            "after": kept.image(image.after),
        }
        for image in images
    ]
    if rows:
        connection.execute(insert(Change), rows)
    for table, before, after in images:
        indexing.touch(session, table.name, before, after)


def insert_rows(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert many rows at once, far quicker than one by one.

    A column that a row does not name is blank in it; rows without an id are given one, all or none.
    """
    if not rows:
        return
    connection = session.connection()
    if "id" in table.columns:
        if rows[0].get("id") is None:
            numbering.number(connection, table, rows)
        else:
            numbering.reserve(connection, table, max(row["id"] for row in rows))
    connection.execute(insert(table), _filled(table, rows))
    if table.name not in _UNRECORDED:
        record(session, [Image(table, None, row) for row in rows], CommandKind.WRITE, "")


def _filled(table: Table, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the rows with the columns that one of them says, and no others."""
    said = {name for row in rows for name, value in row.items() if value is not None}
    names = [name for name in table.columns.keys() if name in said]  # noqa: SIM118 (no mapping)
    return [{name: row.get(name) for name in names} for row in rows]


def adopt(session: Session, commands: Sequence[Row], changes: Sequence[Row]) -> None:
    """Take in another history, numbered on from this one; what undo takes back includes it."""
    first, second = (session.scalar(select(func.max(model.id))) or 0 for model in (Command, Change))
    brought = [{**row, "id": row["id"] + first} for row in commands]
    moved = [
        {**row, "id": row["id"] + second, "command_id": row["command_id"] + first}
        for row in changes
    ]
    connection = session.connection()
    for model, rows in ((Command, brought), (Change, moved)):
        if rows:
            table = Base.metadata.tables[model.__tablename__]
            numbering.reserve(connection, table, max(row["id"] for row in rows))
            connection.execute(insert(table), rows)
    # Their changes go with them.
    images = [Image(Base.metadata.tables[Command.__tablename__], None, row) for row in brought]
    record(session, images, CommandKind.WRITE, "")


def _added(session: Session) -> Iterator[Image]:
    """Yield rows that were added, parents first, so that going back removes children first."""
    for table, record in _recorded(session.new):
        yield Image(table, None, _row(record))


def _removed(session: Session) -> Iterator[Image]:
    for table, record in reversed(_recorded(session.deleted)):
        yield Image(table, _row(record), None)


def _changed(session: Session) -> Iterator[Image]:
    for table, record in _recorded(session.dirty):
        after = _row(record)
        before = dict(after)
        state = inspect(record)
        for attribute in state.mapper.column_attrs:
            past = state.attrs[attribute.key].history
            if past.added or past.deleted:
                before[attribute.columns[0].name] = next(iter(past.deleted or ()), None)
        if before != after:
            yield Image(table, before, after)


def _recorded(records: Any) -> list[tuple[Table, Base]]:  # noqa: ANN401 (SQLAlchemy's own set)
    pairs = [(_table(record), record) for record in records]
    kept = [(table, record) for table, record in pairs if table.name not in _UNRECORDED]
    return sorted(kept, key=lambda pair: _PARENTS_FIRST[pair[0].name])


def _table(record: Base) -> Table:
    return Base.metadata.tables[record.__tablename__]


def _row(record: Base) -> dict[str, Any]:
    mapper = inspect(record).mapper
    return {
        attribute.columns[0].name: getattr(record, attribute.key)
        for attribute in mapper.column_attrs
    }


def typed(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 (a column holds anything)
    """Return a value of an image as its column holds it."""
    kind = column.type
    if value is None:
        return None
    if isinstance(kind, Exact):
        return Decimal(value)
    if isinstance(kind, Enum):
        return (kind.enum_class or str)(value)
    if isinstance(kind, Date):
        return dt.date.fromisoformat(value)
    return dt.datetime.fromisoformat(value) if isinstance(kind, (DateTime, Instant)) else value
