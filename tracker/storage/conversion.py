"""A file of SQLite is encrypted, or no longer: written anew, compared, and put in its place."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import FileIO
from itertools import zip_longest
from pathlib import Path

from tracker import files
from tracker.errors import TrackerError
from tracker.storage import beside, cipher, sqlite_file

_PIECE = 1 << 20


def convert(path: Path, key: str | None) -> None:
    """Give a file another key, or none; killed at any moment, it is one of the two, whole.

    Nobody else may use it meanwhile. What stood in its place is overwritten, also so that another
    program that had it open already cannot write to what is gone. Raises TrackerError, OSError and
    the errors of SQLite; then nothing was changed.
    """
    if beside.is_without_room(path):  # SQLite would leave something beside it, and not say why
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with sqlite_file.alone(partial(_opened, path)) as source:
        (mode,) = source.execute("PRAGMA journal_mode").fetchone()
        # Truncated first: killed before its end, it leaves nothing of the old file in a journal.
        sqlite_file.insist(source, "PRAGMA journal_mode = TRUNCATE")
        sqlite_file.insist(source, "PRAGMA journal_mode = DELETE")
        new = files.beside(path)
        os.close(files.create(new))
        try:
            _copy(source, new, key, mode)
            _put_in_place(new, path, source)
        finally:
            sqlite_file.remove(new)


def _opened(path: Path) -> sqlite3.Connection:
    """Open a file by SQLCipher, encrypted or not."""
    if cipher.salt_of(path):
        return cipher.connect(path, **sqlite_file.AT_ONCE)
    opened = cipher.by_sqlcipher(f"{path.absolute().as_uri()}?mode=rw", **sqlite_file.AT_ONCE)
    cipher.prove(opened)
    return opened


def _copy(source: sqlite3.Connection, new: Path, key: str | None, mode: str) -> None:
    """Fill a new file with what another holds, to be kept in the same mode, and compare them."""
    with _attached(source, new, key):
        source.execute("SELECT sqlcipher_export('new')")
        for name in ("application_id", "user_version"):
            (value,) = source.execute(f"PRAGMA main.{name}").fetchone()
            source.execute(f"PRAGMA new.{name} = {value}")
    with _attached(source, new, key):  # anew, so that its tables are read from the file
        found = next(_differences(source), None)
        source.execute(f"PRAGMA new.journal_mode = {mode}")
    if found:
        msg = f"The copy of {sqlite_file.place(source)} differs in {found}, so nothing was changed."
        raise TrackerError(msg)


@contextmanager
def _attached(source: sqlite3.Connection, new: Path, key: str | None) -> Iterator[None]:
    source.execute("ATTACH ? AS new KEY ?", (new.absolute().as_uri(), key or ""))
    yield
    source.execute("DETACH new")


def _differences(source: sqlite3.Connection) -> Iterator[str]:
    """Yield in what a copy is not the same, row by row, and what is damaged in it."""
    made = "SELECT type, name, sql FROM {}.sqlite_master ORDER BY type, name"
    if _rows(source, made, "main") != _rows(source, made, "new"):
        yield "its tables"
        return
    for (name,) in _rows(source, "SELECT name FROM {}.sqlite_master WHERE type = 'table'", "main"):
        every = f'SELECT * FROM {{}}."{name}"'  # noqa: S608 (a name of its own)
        here, there = (source.execute(every.format(schema)) for schema in ("main", "new"))
        if any(one != other for one, other in zip_longest(here, there)):
            yield name
    for (said,) in source.execute("PRAGMA new.integrity_check"):
        if said != "ok":
            yield said


def _rows(source: sqlite3.Connection, statement: str, schema: str) -> list[tuple[str, ...]]:
    return source.execute(statement.format(schema)).fetchall()


def _put_in_place(new: Path, path: Path, source: sqlite3.Connection) -> None:
    if os.name != "posix":  # there, what is open cannot be replaced
        source.close()
        files.settle(new, path)
        return
    with path.open("r+b", buffering=0) as before:
        files.settle(new, path)
        try:
            _overwrite(before)
        except OSError as error:
            msg = (
                f"{path} was converted, but what was there before could not be overwritten on the "
                f"disk ({files.reason(error)}); for its backups, do the same again."
            )
            raise TrackerError(msg) from error


def _overwrite(file: FileIO) -> None:
    """Write over all that is in a file, which stays as long as it is: a full disk has room for it.

    Raises OSError.
    """
    size = os.fstat(file.fileno()).st_size
    for at in range(0, size, _PIECE):
        file.write(os.urandom(min(_PIECE, size - at)))
    os.fsync(file.fileno())
