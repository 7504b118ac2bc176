"""What is particular to a hunt in a file, where SQLite keeps it."""

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.pool import NullPool

from tracker.errors import TrackerError

ERROR: type[Exception] = sqlite3.Error

MARK = 0x17E2_3137
"""SQLite's application_id of our files, by which another program's database is told apart."""

WAIT_SECONDS = 10

BESIDE = ("-wal", "-shm", "-journal")
"""How the names of the files end that SQLite keeps beside a database."""

PRIVATE = stat.S_IRUSR | stat.S_IWUSR


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


def engine(url: URL) -> Engine:
    """Return an engine on a file, which is made where there is none."""
    if not url.query.get("uri"):
        _prepare_file(Path(url.database or ""))
    if "timeout" not in url.query:
        url = url.update_query_dict({"timeout": str(WAIT_SECONDS)})
    made = create_engine(url, poolclass=NullPool)
    # SQLite takes the vocabularies of a table apart anew for each statement: so few, of many rows.
    made.dialect.use_insertmanyvalues_wo_returning = True
    event.listen(made, "connect", _set_up)
    event.listen(made, "begin", _begin)
    return made


def _prepare_file(path: Path) -> None:
    """Create the file for its owner's eyes only, before anything is written to it."""
    try:
        if path.is_dir():
            msg = f"{path} is a folder; name a file for the database."
            raise TrackerError(msg)
        if path.exists() and not path.is_file():
            msg = f"{path} is no ordinary file; name another one for the database."
            raise TrackerError(msg)
        if not path.parent.exists():
            path.parent.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
            path.parent.chmod(stat.S_IRWXU)
        if not path.exists() or not path.stat().st_size:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE))
            path.chmod(PRIVATE)
    except OSError as error:
        msg = (
            f"The database {path} cannot be created ({error.strerror}); "
            "name another place with --database FILE."
        )
        raise TrackerError(msg) from error


def _set_up(connection: sqlite3.Connection, record: object) -> None:
    del record
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    return cast("sqlite3.Connection", driver)


def revision(connection: Connection) -> str | None:
    """Return the schema's revision, None for an empty database; refuse another program's."""
    stated = connection.scalar(text("PRAGMA application_id"))
    if stated == MARK:
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found
    if stated or connection.scalar(text("SELECT count(*) FROM sqlite_master")):
        msg = "That file is another program's database; name another one with --database FILE."
        raise TrackerError(msg)
    return None


def mark(connection: Connection) -> None:
    """Mark the database as ours."""
    connection.exec_driver_sql(f"PRAGMA application_id = {MARK}")


@contextmanager
def migrating(connection: Connection) -> Iterator[None]:
    """Hold a transaction without foreign keys, which are checked before it is kept.

    With foreign keys on, a table that a batch operation rebuilds would take its children along.
    """
    _keep_a_log(_driver(connection))
    _driver(connection).execute("PRAGMA foreign_keys = OFF")
    with connection.begin():
        yield
        if connection.execute(text("PRAGMA foreign_key_check")).first():
            msg = "The migration would break links between records, so nothing was changed."
            raise TrackerError(msg)


def _keep_a_log(driver: sqlite3.Connection) -> None:
    """Turn to WAL, in which readers and a writer do not wait for each other.

    SQLite does not wait its turn for this one: where two commands make a database at once, the
    second finds it locked, and has to ask again.
    """
    give_up = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            driver.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.02)
        else:
            return


def refusal(error: BaseException, place: str) -> str:
    """Say in one sentence why the database refused, and what to do."""
    name = getattr(error, "sqlite_errorname", "")
    for prefix, sentence in _REFUSALS.items():
        if name.startswith(prefix):
            return sentence.format(place=place)
    reason = str(error).splitlines()[0]
    if reason == "no such module: fts5":
        return _NO_SEARCH.format(place=place)
    return f"The database {place} refused ({reason}), and nothing was written; try again."


_NO_SEARCH = (
    "{place} cannot be used with this Python, whose SQLite was built without full-text search "
    "(FTS5); nothing was written, so run tracker with a Python from python.org or your system."
)

_REFUSALS = {
    "SQLITE_BUSY": (
        "{place} is being written by another program; nothing was written, so wait for it to "
        "finish and try again."
    ),
    "SQLITE_READONLY": (
        "{place} cannot be written to; nothing was written, so check its permissions or name "
        "another place with --database FILE."
    ),
    "SQLITE_CANTOPEN": (
        "{place} cannot be opened; check its permissions and those of its folder, or name "
        "another place with --database FILE."
    ),
    "SQLITE_FULL": "The disk that holds {place} is full; nothing was written, so make room first.",
    "SQLITE_IOERR": (
        "The disk that holds {place} failed to read or write; nothing was written, so check "
        "its free space and its health."
    ),
    "SQLITE_NOTADB": "{place} is not a database; name another file with --database FILE.",
    "SQLITE_CORRUPT": (
        "{place} is damaged; nothing was written, so restore a copy of it from a backup."
    ),
    "SQLITE_CONSTRAINT": (
        "A value lies outside what {place} can keep, so nothing was written; check the figures "
        "and try again."
    ),
    "SQLITE_TOOBIG": "That text is too long to be kept, so nothing was written; shorten it.",
}
