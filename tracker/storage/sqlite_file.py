"""A hunt in a file of SQLite: private, marked as ours, copied while in use, and looked over."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from tracker import files
from tracker.errors import TrackerError, WrongKeyError
from tracker.storage import beside, cipher
from tracker.storage.cipher import MARK
from tracker.storage.sqlite_refusals import FULL

WAIT_SECONDS = 60
"""How long to wait for others who write: that long it may take where many do on a busy machine."""

AT_ONCE: dict[str, Any] = {"isolation_level": None, "timeout": 0}
"""How to open what is to be asked for again and again, instead of waited for."""

_FILLING_SECONDS = 0.5
"""For so long a file may be empty that is being made."""

MOST_PROBLEMS = 20

_ANOTHER = "name another file"
_ANOTHER_PLACE = "name another file with --database FILE"
NO_SCHEMA = "it does not say which schema it has"
_AWAY = "move it away and restore again"
_NO_BACKUP = "no backup of it was made, so see what to do with: tracker doctor"


def prepare(path: Path) -> None:
    """Make a database with nothing in it, for its owner's eyes only, where there is no file.

    Raises TrackerError where it cannot be made, and for an empty file: a hunt may have been there.
    """
    make(path, _nothing)
    until = time.monotonic() + _FILLING_SECONDS
    while not path.stat().st_size:  # it may have been made this moment, by another command
        if time.monotonic() > until:
            msg = (
                f"{path} is empty: if your hunt was there, go back to a backup with tracker "
                "restore latest; to start a new one, remove that file first."
            )
            raise TrackerError(msg)
        time.sleep(_pause())


def _nothing() -> bytes:
    """Return the file of a database that has no tables."""
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.execute("PRAGMA user_version = 0")
        return opened.serialize()


def make(path: Path, content: Callable[[], bytes] = bytes) -> None:
    """Create a file for its owner's eyes only where there is none; raises TrackerError."""
    try:
        check_ordinary(path)
        files.make_folder(path.parent)
        if not path.exists():
            with suppress(FileExistsError), os.fdopen(files.create(path), "wb") as file:
                file.write(content())
    except OSError as error:
        msg = (
            f"The database {path} cannot be created ({error.strerror}); "
            "name another place with --database FILE."
        )
        raise TrackerError(msg) from error


def check_ordinary(path: Path) -> None:
    """Raise TrackerError where something is that is no file of its own."""
    if path.is_symlink():
        msg = (
            f"{path} is a symbolic link to {path.readlink()}, which is not followed; "
            "name that file itself with --database FILE."
        )
        raise TrackerError(msg)
    if path.is_dir():
        msg = f"{path} is a folder; name a file for the database."
        raise TrackerError(msg)
    if path.exists() and not path.is_file():
        msg = f"{path} is no ordinary file; name another one for the database."
        raise TrackerError(msg)
    for end in beside.BESIDE:
        if (link := path.with_name(f"{path.name}{end}")).is_symlink():
            raise TrackerError(f"{link} is a symbolic link, which is not followed; move it away.")


def place(connection: sqlite3.Connection) -> Path:
    """Return where the file of an open database is, whatever bytes its name has."""
    named = "SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'"
    return Path(os.fsdecode(connection.execute(named).fetchone()[0] or b""))


def be_safe(opened: sqlite3.Connection) -> None:
    """Have every link hold, and what is kept outlast a power cut."""
    opened.execute("PRAGMA foreign_keys = ON")
    opened.execute("PRAGMA synchronous = FULL")


@contextmanager
def looking(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file to look at it only, leaving nothing beside it."""
    options = beside.AS_IT_IS
    if beside.has_any(path) and beside.mode(path) != beside.AS_IT_IS:
        options = "mode=ro"
    with closing(cipher.connect(path, options)) as opened:
        yield opened


@contextmanager
def alone(opening: Callable[[], sqlite3.Connection]) -> Iterator[sqlite3.Connection]:
    """Keep a database that is opened AT_ONCE from all others, who may not even read meanwhile.

    Raises TrackerError where another program does for longer than WAIT_SECONDS.
    """
    with closing(_locked(opening)) as opened:
        yield opened


def _locked(opening: Callable[[], sqlite3.Connection]) -> sqlite3.Connection:
    """Open a database and lock it; anew where it was converted while its lock was waited for."""
    while True:
        opened = opening()
        try:
            opened.execute("PRAGMA locking_mode = EXCLUSIVE")
            insist(opened, "BEGIN EXCLUSIVE")
            opened.execute("COMMIT")  # the lock is kept all the same
        except BaseException as error:
            opened.close()
            if not cipher.is_none(error):
                raise
        else:
            return opened


def insist(opened: sqlite3.Connection, statement: str) -> None:
    """Run a statement once nobody is in the way; raises TrackerError after WAIT_SECONDS."""
    try:
        _insist(opened, statement, WAIT_SECONDS)
    except cipher.errors() as error:
        if not _is_busy(error):
            raise
        msg = f"{place(opened)} is in use by another program; wait for it to finish and try again."
        raise TrackerError(msg) from error


def begin_writing(opened: sqlite3.Connection) -> None:
    """Begin a transaction that writes, within the time that the connection is to wait.

    SQLite itself asks more and more rarely, so that where many write, one may never get its turn.
    A backup that is worked with from now on is given its log. Raises TrackerError where the disk is
    so full that a hunt was opened only to look at it.
    """
    at = place(opened)
    if at.name and beside.is_without_room(at):
        raise TrackerError(FULL.format(place=at))
    if opened.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        keep_a_log(opened)
    (patience,) = opened.execute("PRAGMA busy_timeout").fetchone()
    opened.execute("PRAGMA busy_timeout = 0")
    try:
        _insist(opened, "BEGIN IMMEDIATE", patience / 1000)
    finally:
        opened.execute(f"PRAGMA busy_timeout = {patience}")


def keep_a_log(opened: sqlite3.Connection) -> None:
    """Turn to WAL, in which readers and a writer do not wait for each other.

    SQLite does not wait its turn for this one: where two commands make a database at once, the
    second finds it locked, and has to ask again.
    """
    _insist(opened, "PRAGMA journal_mode = WAL", WAIT_SECONDS)


def _insist(opened: sqlite3.Connection, statement: str, seconds: float) -> None:
    """Run a statement, again and again while another program is in the way, until time is over."""
    until = time.monotonic() + seconds
    while True:
        try:
            opened.execute(statement)
        except cipher.errors() as error:
            if not _is_busy(error) or time.monotonic() > until:
                raise
            time.sleep(_pause())
        else:
            return


def _is_busy(error: Exception) -> bool:
    return cipher.code(error) == sqlite3.SQLITE_BUSY


def _pause() -> float:
    """Return a few milliseconds, by chance, so that those who wait do not all ask at once."""
    return 0.002 + os.urandom(1)[0] / 20_000


def is_ours(opened: sqlite3.Connection, advice: str = _ANOTHER_PLACE) -> bool:
    """Tell a hunt from an empty database; raises TrackerError for that of another program."""
    (mark,) = opened.execute("PRAGMA application_id").fetchone()
    if mark == MARK:
        return True
    (tables,) = opened.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if mark or tables:
        msg = f"{place(opened)} is another program's database; {advice}."
        raise TrackerError(msg)
    return False


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database that others may be using to an empty file, which then stands by itself.

    The copy of an encrypted one has its key. Raises the errors of SQLite, and TrackerError where
    another program keeps it to itself for too long.
    """
    with closing(cipher.connect_by(target, cipher.key_of(source), isolation_level=None)) as made:
        made.execute("PRAGMA journal_mode = OFF")
        transfer(source, made)
        made.execute("PRAGMA journal_mode = DELETE")


def copy_whole(source: sqlite3.Connection, target: Path) -> None:
    """Copy a hunt to an empty file; raises TrackerError where what came of it is not sound."""
    try:
        copy(source, target)
    except cipher.errors() as error:
        if not tells_of_damage(error):
            raise
        raise unsound(place(source), error, _NO_BACKUP) from error
    check(target, place(source), _NO_BACKUP)


def in_memory(source: sqlite3.Connection) -> sqlite3.Connection:
    """Copy a database to where nothing that is done with it is kept."""
    made = cipher.in_memory(cipher.key_of(source))
    transfer(source, made)
    return made


def is_copy(source: sqlite3.Connection, path: Path) -> bool:
    """Tell whether a file is a copy of this very hunt, and no database that is worked with.

    Raises TrackerError where it cannot be told, as it has another key than was said.
    """
    try:
        return beside.stands_alone(path) and _is_same(source, path)
    except WrongKeyError as error:
        msg = f"{path} has another key, so it was left alone; name another file or remove it."
        raise TrackerError(msg) from error


def _is_same(source: sqlite3.Connection, path: Path) -> bool:
    try:
        with looking(path) as opened:
            return identity(opened) == identity(source)
    except cipher.errors():
        return False


def transfer(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Make one open database what another is, as a whole or not at all."""
    until = time.monotonic() + WAIT_SECONDS

    def check_patience(status: int, remaining: int, total: int) -> None:
        del remaining, total
        if status != sqlite3.SQLITE_DONE and time.monotonic() > until:
            msg = f"{place(source)} is in use by another program; wait for it and try again."
            raise TrackerError(msg)

    source.backup(target, progress=check_patience)


def check(path: Path, shown: Path, advice: str = _ANOTHER) -> str:
    """Return the revision of a whole and sound hunt, which is a copy of what is shown.

    Raises TrackerError for all else.
    """
    try:
        with looking(path) as opened:
            if opened.execute("PRAGMA application_id").fetchone() != (MARK,):
                raise TrackerError(f"{shown} holds no hunt; name a file that tracker backup wrote.")
            found = next(problems(opened), None)
            version = revision(opened)
    except cipher.errors() as error:
        raise unsound(shown, error, advice) from error
    if found or version is None:
        raise TrackerError(f"{shown} is damaged ({found or NO_SCHEMA}); {advice}.")
    return version


def revision(opened: sqlite3.Connection) -> str | None:
    """Return which schema a hunt says it has, None where it does not say."""
    try:
        version = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    except cipher.errors() as error:
        if cipher.code(error) != sqlite3.SQLITE_ERROR:  # all else than that there is no such table
            raise
        return None
    return str(version[0]) if version else None


def is_of_no_schema(opened: sqlite3.Connection) -> bool:
    """Tell whether a hunt does not say which schema it has, and has tables of one."""
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
    tables = {name for (name,) in opened.execute(named)} - {"alembic_version"}
    return bool(tables) and revision(opened) is None


def unsound(shown: Path, error: Exception, advice: str = _ANOTHER) -> TrackerError:
    """Return the refusal of a file that SQLite cannot read."""
    how = "is no database" if cipher.is_none(error) else f"is damaged ({error})"
    return TrackerError(f"{shown} {how}; {advice}.")


def identity(opened: sqlite3.Connection) -> tuple[int, str]:
    """Return what tells the hunt in a database from others; raises SQLite's errors for none."""
    (mark,) = opened.execute("PRAGMA application_id").fetchone()
    (hunt,) = opened.execute("SELECT id FROM hunt").fetchone()
    return mark, hunt


def problems(opened: sqlite3.Connection) -> Iterator[str]:
    """Yield what is damaged in a database, and which links between records lead nowhere."""
    yield from damages(opened)
    yield from broken_links(opened)


def damages(opened: sqlite3.Connection) -> Iterator[str]:
    for (said,) in opened.execute(f"PRAGMA integrity_check({MOST_PROBLEMS})"):
        if said != "ok":
            yield said


def unreadable(opened: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Yield the tables that cannot be read to the end, and how many rows of each can be."""
    for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        rows = 0
        try:
            for _ in opened.execute(f'SELECT * FROM "{name}" NOT INDEXED'):  # noqa: S608 (its own)
                rows += 1
        except cipher.errors():  # text that is none is told of otherwise than damage
            yield name, rows


def broken_links(opened: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in opened.execute("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} belongs to a row of {parent} that is not there"


def texts(opened: sqlite3.Connection) -> Iterator[str]:
    """Yield every text in every table of a database."""
    tables = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in tables:
        for row in opened.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 (a name of its own)
            yield from (value for value in row if isinstance(value, str))


def is_damaged(path: Path) -> bool:
    """Tell whether a database that is ours, or was, and is to be replaced is damaged.

    Raises TrackerError for that of another program.
    """
    try:
        with alone(partial(cipher.connect, path, **AT_ONCE)) as opened:
            if not is_ours(opened, _AWAY):
                return False
            return next(problems(opened), None) is not None or is_of_no_schema(opened)
    except cipher.errors() as error:
        if not tells_of_damage(error):
            raise
        return True


def tells_of_damage(error: Exception) -> bool:
    """Tell whether an error means that the file is damaged, or no database at all."""
    return cipher.code(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def remove(path: Path) -> None:
    """Remove a database and what SQLite keeps beside it."""
    for end in ("", *beside.BESIDE):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
