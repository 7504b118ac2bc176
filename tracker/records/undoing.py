"""The way back: what the history says of the last command is undone."""

import datetime as dt
import json
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    delete,
    insert,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Session

from tracker import windows
from tracker.batches import batches
from tracker.errors import TrackerError
from tracker.models import Base, Change, Command
from tracker.records.history import Image, Row, record, told_time, typed
from tracker.records.notes import counted
from tracker.words import CommandKind

_TOGETHER = 400


def undo(session: Session, number: int | None = None) -> str:
    """Take back the last command that still stands; return its summary.

    With a number, only if it is that one. Raises TrackerError where it is not, where nothing is
    left, where a migration or a forgotten contact stands in the way, and where a row is no longer
    as the command left it. Without one also where the command came with a backup, and where it is
    not this window's to take back.
    """
    command = _standing(session)
    if command is None:
        msg = "There is nothing left to undo; tracker history shows what was done."
        raise TrackerError(msg)
    _check_kind(command)
    if number is None:
        _check_restored(session, command)
        _check_window(session, command)
    elif number != command.id:
        raise TrackerError(_not_the_last(session, number, command))
    _take_back(session, command)
    command.undone_at = told_time(session)
    return command.summary


def _not_the_last(session: Session, number: int, last: Command) -> str:
    """Return why no other command is taken back than the last."""
    named = session.get(Command, number)
    if named and named.undone_at:
        why = f"{number} was taken back already, and the last that was not is"
    else:
        why = f"Only the last command can be taken back, and that is not {number} but"
    return f"{why} {last.id}, “{last.summary}”; see them with: tracker history"


def _standing(session: Session) -> Command | None:
    """Return the last command that still stands."""
    return session.scalars(
        select(Command)
        .where(
            Command.kind.not_in((CommandKind.UNDO, CommandKind.RESTORE)),
            Command.undone_at.is_(None),
        )
        .order_by(Command.id.desc())
        .limit(1)
    ).one_or_none()


def _check_kind(command: Command) -> None:
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


def _check_restored(session: Session, command: Command) -> None:
    restored = session.scalars(
        select(Command)
        .where(Command.kind == CommandKind.RESTORE, Command.id > command.id)
        .order_by(Command.id.desc())
        .limit(1)
    ).one_or_none()
    if restored:
        _, _, replaced = restored.summary.rstrip(".").partition("; ")
        see = f"; {replaced}, see tracker backup list" if replaced else ""
        msg = (
            f"Undo stops here: all before came with a backup{see}. "
            f"To take back “{command.summary}” all the same: tracker undo {command.id}"
        )
        raise TrackerError(msg)


def _check_window(session: Session, command: Command) -> None:
    """Refuse what another window did, unless this one only goes back over what it came upon."""
    window = windows.this()
    own = select(Command.id).where(
        Command.window == window,
        or_(Command.kind != CommandKind.UNDO, Command.id < command.id),
    )
    if command.window not in {None, window} and session.scalar(own.limit(1)):
        msg = (
            f"The last change was made in another window {_ago(session, command)}: "
            f"“{command.summary}”; to take it back all the same: tracker undo {command.id}"
        )
        raise TrackerError(msg)


def _ago(session: Session, command: Command) -> str:
    """Return for example “3 minutes ago”."""
    minutes = (told_time(session) - command.at) // dt.timedelta(minutes=1)
    for unit, size in (("day", 24 * 60), ("hour", 60), ("minute", 1)):
        if minutes >= size:
            return f"{counted(minutes // size, unit)} ago"
    return "just now"


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
            record(session, together, CommandKind.UNDO, f"Undid: {command.summary}")


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


def _decode(table: Table, image: str | None) -> dict[str, Any] | None:
    if image is None:
        return None
    stored = json.loads(image)
    return {column.name: typed(column, stored.get(column.name)) for column in table.columns}
