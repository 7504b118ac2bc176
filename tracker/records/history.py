"""What each command changed, recorded as it is written; and the way back."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Enum,
    Table,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Session, UOWTransaction

from tracker.batches import batches
from tracker.errors import TrackerError
from tracker.models import Base, Change, Command, LastAdvice
from tracker.models.base import Exact, Instant
from tracker.records import indexing, numbering
from tracker.words import CommandKind

Row: TypeAlias = Mapping[str, Any]

_COMMAND = "command_id"
_TOGETHER = 400
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


def note_migration(connection: Connection, before: str, after: str) -> None:
    """Record that the schema changed: undo does not go behind it."""
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


def standing(session: Session) -> Command | None:
    """Return the last command that still stands, which is what undo takes back."""
    return session.scalars(
        select(Command)
        .where(Command.kind != CommandKind.UNDO, Command.undone_at.is_(None))
        .order_by(Command.id.desc())
        .limit(1)
    ).one_or_none()


def undo(session: Session, number: int | None = None) -> str:
    """Take back the last command that still stands; return its summary.

    With a number, only if it is that one. Raises TrackerError where it is not, where nothing is
    left, where a migration or a forgotten contact stands in the way, and where a row is no longer
    as the command left it.
    """
    command = standing(session)
    if command is None:
        msg = "There is nothing left to undo; tracker history shows what was done."
        raise TrackerError(msg)
    if command.kind is CommandKind.MIGRATION:
        msg = (
            "Undo stops here: the database was upgraded after everything that came before "
            f"({command.summary.lower()}); change the records with their edit commands instead."
        )
        raise TrackerError(msg)
    if command.kind is CommandKind.FORGET:
        msg = (
            "Undo stops here: a contact was forgotten after everything that came before, and what "
            "was forgotten cannot come back; change the records with their edit commands instead."
        )
        raise TrackerError(msg)
    if number not in {None, command.id}:
        msg = (
            f"Only the last command can be taken back, and that is not {number} but {command.id}, "
            f"“{command.summary}”; see them with: tracker history"
        )
        raise TrackerError(msg)
    _take_back(session, command)
    command.undone_at = session.info[_NOW]
    return command.summary


def _take_back(session: Session, command: Command) -> None:
    """Revert the changes of a command, the last first; runs of one kind go together."""
    statement = select(Change).where(Change.command_id == command.id).order_by(Change.id.desc())
    changes = session.scalars(statement.execution_options(yield_per=_TOGETHER))
    for (name, was_new, is_gone), run in groupby(changes, key=_kind):
        table = Base.metadata.tables[name]
        # A row may have changed several times; added or removed it was once.
        size = _TOGETHER if was_new or is_gone else 1
        images = (
            Image(table, _decode(table, change.after), _decode(table, change.before))
            for change in run
        )
        for together in batches(images, size):
            _apply(session.connection(), table, together, command)
            _record(session, together, CommandKind.UNDO, f"Undid: {command.summary}")


def _kind(change: Change) -> tuple[str, bool, bool]:
    return change.table, change.before is None, change.after is None


def _apply(connection: Connection, table: Table, images: list[Image], command: Command) -> None:
    """Turn rows from `before` to `after`, if they still are as they were."""
    if images[0].before is None:
        connection.execute(insert(table), [dict(image.after or {}) for image in images])
        return
    _check_untouched(connection, table, images, command)
    if images[0].after is None:
        connection.execute(delete(table).where(_among(table, images)))
    for image in images if images[0].after is not None else ():
        one = update(table).where(_among(table, [image]))
        connection.execute(one.values(dict(image.after or {})))


def _check_untouched(
    connection: Connection, table: Table, images: list[Image], command: Command
) -> None:
    found = connection.execute(select(table).where(_among(table, images)))
    rows = {_key(table, row): row for row in (each._asdict() for each in found)}
    if any(rows.get(_key(table, image.before or {})) != image.before for image in images):
        msg = (
            f"“{command.summary}” cannot be undone, because the {table.name} it wrote was changed "
            "outside tracker; correct that record with its edit command."
        )
        raise TrackerError(msg)


def _key(table: Table, row: Row) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)


def _among(table: Table, images: list[Image]) -> ColumnElement[bool]:
    """Return the condition for the rows of these images as they are now."""
    keys = [_key(table, image.before or {}) for image in images]
    return tuple_(*table.primary_key).in_(keys)


def _load_deferred(session: Session, context: UOWTransaction, instances: object) -> None:
    """Load the columns that are fetched only when asked for, while the row is still there."""
    del context, instances
    for _, record in _recorded([*session.dirty, *session.deleted]):
        _row(record)


def _record_flush(session: Session, context: UOWTransaction) -> None:
    del context
    images = [*_added(session), *_changed(session), *_removed(session)]
    if images:
        _record(session, images, CommandKind.WRITE, "")


def _record(session: Session, images: list[Image], kind: CommandKind, summary: str) -> None:
    connection = session.connection()
    if _COMMAND not in session.info:
        values = {"at": session.info[_NOW], "kind": kind, "summary": summary}
        statement = insert(Command).values(values).returning(Command.id)
        session.info[_COMMAND] = connection.execute(statement).scalar_one()
    rows = [
        {
            "command_id": session.info[_COMMAND],
            "table": image.table.name,
            "before": _encode(image.before),
            "after": _encode(image.after),
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
        _record(session, [Image(table, None, row) for row in rows], CommandKind.WRITE, "")


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
    _record(session, images, CommandKind.WRITE, "")


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


def _encode(row: Row | None) -> str | None:
    if row is None:
        return None
    return _JSON.encode({name: value for name, value in row.items() if value is not None})


def _plain(value: object) -> str:
    """Return what JSON has no form of its own for, alike for what is equal."""
    if isinstance(value, Decimal):
        return str(value.normalize() + 0)
    if isinstance(value, dt.date):
        return value.isoformat()
    raise AssertionError(value)


_JSON = json.JSONEncoder(ensure_ascii=False, default=_plain)


def _decode(table: Table, image: str | None) -> dict[str, Any] | None:
    if image is None:
        return None
    stored = json.loads(image)
    return {column.name: typed(column, stored.get(column.name)) for column in table.columns}


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
