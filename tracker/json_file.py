"""A hunt in a file of JSON, as a server's backups are: written, read back and compared."""

import shlex
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Column, Connection, Table, inspect, select, text

from tracker.errors import TrackerError
from tracker.exporters.hunts import lines
from tracker.importers import hunts
from tracker.importers.rows import HuntRow
from tracker.models import HuntIdentity
from tracker.models.portable import columns
from tracker.records import whole

SUFFIX = ".json"

_Columns = Callable[[Table], Sequence[Column[object]]]


def copy(connection: Connection, path: Path) -> None:
    """Write all of a hunt, whatever its schema, to an empty file.

    Raises TrackerError where the file does not read as what it was written from.
    """
    schema = str(connection.scalar(text("SELECT version_num FROM alembic_version")))
    there = _columns_there(connection)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines(_identity(connection, there), schema, whole.rows(connection, there)))
    try:
        differs = difference(connection, read(path), there)
    except TrackerError as error:
        msg = (
            f"The backup could not be restored, so nothing was changed: {error} Correct that "
            "record of the hunt first."
        )
        raise TrackerError(msg) from error
    if differs:
        msg = f"The backup {path} does not say what is kept (in {differs}), so nothing was changed."
        raise TrackerError(msg)


def read(path: Path) -> HuntRow:
    """Return the hunt of a file; raises TrackerError where it is not whole and sound."""
    content = path.read_bytes()
    if hunts.is_database(content):
        msg = (
            f"{path} is a hunt in a file of its own; to have it on a server, take it to an empty "
            f"database: tracker --database {shlex.quote(str(path))} copy --to ADDRESS"
        )
        raise TrackerError(msg)
    if not hunts.recognises(content):
        raise TrackerError(f"{path} holds no hunt; name a file that tracker backup wrote.")
    return hunts.hunt(str(path), content)


def is_copy(connection: Connection, path: Path) -> bool:
    """Tell whether a file is a sound copy of the hunt that is open."""
    with suppress(TrackerError, OSError):
        return read(path).id == connection.scalar(select(HuntIdentity.id))
    return False


def difference(connection: Connection, hunt: HuntRow, there: _Columns = columns) -> str | None:
    """Return the first table whose rows are not those of a copy; None where all are the same."""
    for table, rows in whole.rows(connection, there):
        keys = [column.name for column in table.primary_key]
        said = {tuple(row[key] for key in keys): row for row in hunt.tables[table.name]}
        with closing(rows):
            for row in rows:
                ours = row._asdict()
                theirs = said.pop(tuple(ours[key] for key in keys), {})
                if any(theirs.get(name) != value for name, value in ours.items()):
                    return table.name
        if said:
            return table.name
    return None


def _columns_there(connection: Connection) -> _Columns:
    """Return what tells of a table which columns it has in the schema that is open."""
    found = inspect(connection).get_multi_columns()
    names = {table: {one["name"] for one in said} for (_, table), said in found.items()}
    return lambda table: [one for one in columns(table) if one.name in names.get(table.name, ())]


def _identity(connection: Connection, there: _Columns) -> str:
    """Return which hunt this is; one of a schema without an identity is given one."""
    if there(HuntIdentity.__table__):  # type: ignore[arg-type]
        return str(connection.scalar(select(HuntIdentity.id)))
    return str(uuid4())
