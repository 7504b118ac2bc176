"""What is particular to a hunt in a file, where SQLite keeps it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.pool import NullPool, StaticPool

from tracker import files
from tracker.errors import TrackerError
from tracker.storage import beside, cipher, sqlite_file
from tracker.storage import traces as file_traces
from tracker.storage.beside import BESIDE
from tracker.storage.cipher import MARK
from tracker.storage.sqlite_file import NO_SCHEMA, WAIT_SECONDS
from tracker.storage.sqlite_refusals import refusal

__all__ = [
    "ENDING",
    "backups",
    "check_options",
    "clear_traces",
    "copy",
    "driver",
    "engine",
    "errors",
    "expect_traces",
    "holds",
    "in_memory",
    "is_copy",
    "is_missing",
    "mark",
    "migrating",
    "refusal",
    "revision",
    "shown",
]

errors = cipher.errors
"""What the libraries raise that are in use."""
ENDING = "db"

_OPTIONS = {"timeout", "uri"}
_OF_URIS = {"mode", "cache", "immutable", "nolock", "psow", "vfs"}
"""What an address may say if it is a URI besides. Source: https://www.sqlite.org/uri.html."""


def check_options(url: URL) -> None:
    """Raise TrackerError where an address says what would not be heeded."""
    known = _OPTIONS | _OF_URIS if url.query.get("uri") else _OPTIONS
    if unknown := set(url.query) - known:
        msg = f"“sqlite://…” has no such option as {min(unknown)} here; name the file itself."
        raise TrackerError(msg)


def shown(url: URL) -> str:
    """Return the name of the file, for people."""
    return str(url.database)


def holds(url: URL, path: Path) -> bool:
    """Tell whether a file is that of this database, or one that SQLite keeps beside it."""
    if not url.database:
        return False
    place = Path(url.database).resolve()
    own = {place, *(place.with_name(f"{place.name}{end}") for end in BESIDE)}
    return path.expanduser().resolve() in own


def backups(url: URL) -> Path:
    """Return the folder of the backups of a file, which is beside it."""
    place = Path(unquote(urlsplit(url.database or "").path) if "uri" in url.query else shown(url))
    return place.with_name(f"{place.name}-backups")


def copy(connection: Connection, path: Path) -> None:
    """Copy all there is to an empty file; raises TrackerError where that is not sound."""
    sqlite_file.copy_whole(driver(connection), path)


def is_copy(connection: Connection, path: Path) -> bool:
    """Tell whether a file is a copy of the hunt that is open."""
    return sqlite_file.is_copy(driver(connection), path)


def engine(url: URL) -> Engine:
    """Return an engine on a file, which is made where there is none."""
    if not url.query.get("uri"):
        sqlite_file.prepare(Path(url.database or ""))
    if "timeout" not in url.query:
        url = url.update_query_dict({"timeout": str(WAIT_SECONDS)})
    how = {} if url.query.get("uri") else {"creator": _opening(url)}
    made = create_engine(url, poolclass=NullPool, **how)
    _listen(made)
    return made


def _listen(made: Engine) -> None:
    # SQLite takes the vocabularies of a table apart anew for each statement: so few, of many rows.
    made.dialect.use_insertmanyvalues_wo_returning = True
    event.listen(made, "connect", _set_up)
    event.listen(made, "begin", _begin)


def in_memory() -> Engine:
    """Return an engine on a database that is gone with it, and has nothing in it yet."""
    made = create_engine("sqlite://", poolclass=StaticPool)
    _listen(made)
    return made


def is_missing(url: URL) -> bool:
    """Tell whether there is nothing where the file would be, for all who may look there."""
    try:
        return not url.query.get("uri") and files.status(Path(url.database or "")) is None
    except OSError:
        return False


def _opening(url: URL) -> Callable[[], sqlite3.Connection]:
    """Return what opens a file, encrypted or not, by libraries of the same parts.

    SQLAlchemy's own dialect for an encrypted one takes the key from the address, and hashes it for
    every connection. What the other library raises goes past SQLAlchemy as it is.
    """
    patience = float(str(url.query["timeout"]))
    path = Path(url.database or "")
    opening, mode = cipher.Opening(path), beside.mode(path)
    return partial(opening, mode, timeout=patience, check_same_thread=False)


def _set_up(connection: sqlite3.Connection, record: object) -> None:
    del record
    connection.isolation_level = None
    sqlite_file.be_safe(connection)


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("immediate", False):
        sqlite_file.begin_writing(driver(connection))
    else:
        connection.exec_driver_sql("BEGIN")


def driver(connection: Connection) -> sqlite3.Connection:
    """Return the connection of the standard library."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def revision(connection: Connection) -> str | None:
    """Return the schema's revision, None for an empty database; refuse another program's."""
    opened = driver(connection)
    if not sqlite_file.is_ours(opened):
        return None
    found = sqlite_file.revision(opened)
    if found is None and sqlite_file.is_of_no_schema(opened):
        place = sqlite_file.place(opened)
        msg = f"{place} is damaged ({NO_SCHEMA}); go back to a backup: tracker restore latest"
        raise TrackerError(msg)
    return found


def mark(connection: Connection) -> None:
    """Mark the database as ours."""
    connection.exec_driver_sql(f"PRAGMA application_id = {MARK}")


def expect_traces(connection: Connection) -> None:
    """Note, in the transaction under way, that what it takes away may leave traces."""
    file_traces.expect_traces(driver(connection))


def clear_traces(connection: Connection) -> None:
    """See to it that nothing of what was taken away is left in the file."""
    file_traces.clear_traces(driver(connection))


@contextmanager
def migrating(connection: Connection) -> Iterator[None]:
    """Hold a transaction without foreign keys, which are checked before it is kept.

    With foreign keys on, a table that a batch operation rebuilds would take its children along.
    """
    driver(connection).execute("PRAGMA foreign_keys = OFF")
    with connection.begin():
        yield
        if connection.execute(text("PRAGMA foreign_key_check")).first():
            msg = "The migration would break links between records, so nothing was changed."
            raise TrackerError(msg)
