"""Open files of SQLite, encrypted or not; nothing else does, so that nothing else need know.

An encrypted one is SQLCipher's, in its usual form. It begins with a salt, which is ours to choose:
it begins with the mark that a plain one bears as its application_id.
"""

import os
import sqlite3
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from tracker.errors import TrackerError, WrongKeyError

if TYPE_CHECKING:
    from types import ModuleType

MARK = 0x17E2_3137
"""SQLite's application_id of our files, by which another program's database is told apart."""

_SALT = 16
_BEGINS = MARK.to_bytes(4)

_proven: set[str] = set()
"""The keys that have opened a file in this run: what they open no longer is damaged."""


def new_salt() -> bytes:
    return _BEGINS + os.urandom(_SALT - len(_BEGINS))


def salt_of(path: Path) -> bytes | None:
    """Return the salt of an encrypted file; None for a plain one and where there is none.

    Not to be asked of a file that this process has open: to close it again here would take away
    the locks that SQLite holds on it. Raises TrackerError where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_SALT)
    except FileNotFoundError:
        return None
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}); check who may read it and its folder."
        raise TrackerError(msg) from error
    return start if start.startswith(_BEGINS) and len(start) == _SALT else None


def key_for(path: Path) -> str | None:
    """Return the key of a file, None for a plain one; the same goes for it."""
    return _key(salt_of(path), path)


def _key(salt: bytes | None, path: Path) -> str | None:
    if salt is None:
        return None
    from tracker.storage import keys  # noqa: PLC0415 (rarely needed)

    return keys.of(salt, path)


class _Look(NamedTuple):
    """What tells a file from another that has come into its place."""

    salt: bytes | None
    file: tuple[int, int] | None


def _look(path: Path) -> _Look:
    try:
        found = path.stat()
    except FileNotFoundError:
        return _Look(None, None)
    return _Look(salt_of(path), (found.st_dev, found.st_ino))


def key_of(opened: sqlite3.Connection) -> str | None:
    """Return the key by which a database was opened, None for a plain one."""
    return getattr(opened, "key", None)


def connect(path: Path, mode: str = "mode=rw", **options: Any) -> sqlite3.Connection:  # noqa: ANN401
    """Open a file with the key that it needs, if it needs one; WrongKeyError for a wrong one."""
    return Opening(path)(mode, **options)


class Opening:
    """Opens a file, as often as is wanted, with the key that it needs.

    Where it no longer opens, another command may have put its encrypted or its plain form in its
    place: only then is it looked at again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = _look(path)

    def __call__(self, mode: str = "mode=rw", **options: Any) -> sqlite3.Connection:  # noqa: ANN401
        while True:
            key = _key(self._seen.salt, self._path)
            try:
                return connect_by(self._path, key, mode, **options)
            except errors() as error:
                if not is_none(error):
                    raise
                seen, self._seen = self._seen, _look(self._path)
                if seen != self._seen:
                    continue
                if key is None or key in _proven:
                    raise
                raise _wrong_key(self._path) from error


def _wrong_key(path: Path) -> WrongKeyError:
    from tracker.storage import keys  # noqa: PLC0415 (rarely needed)

    return WrongKeyError(f"That is not the key of {path}; {keys.other_way()}.")


def connect_by(
    path: Path,
    key: str | None,
    mode: str = "mode=rw",
    **options: Any,  # noqa: ANN401 (as the library takes them)
) -> sqlite3.Connection:
    """Open a file with a key, by which one that is empty becomes an encrypted one.

    Raises SQLite's error where the file, read by that key, is no database.
    """
    opened = _open(f"{path.absolute().as_uri()}?{mode}", key, **options)
    if prove(opened) and key:
        _proven.add(key)
    return opened


def in_memory(key: str | None) -> sqlite3.Connection:
    """Open an empty database that is in no file, for what a file with that key holds."""
    return _open("file::memory:", key, isolation_level=None)


def _open(place: str, key: str | None, **options: Any) -> sqlite3.Connection:  # noqa: ANN401
    if key is None:
        plain: sqlite3.Connection = sqlite3.connect(place, uri=True, **options)
        return plain
    opened = by_sqlcipher(place, **options)
    opened.key = key  # type: ignore[attr-defined]
    opened.execute(f'PRAGMA key = "{key}"')
    return opened


def prove(opened: sqlite3.Connection) -> bool:
    """Tell whether a file can be read; raises SQLite's error, and closes it, if it is no database.

    It may be one, but in use by another program or damaged, as whoever reads it will be told.
    """
    try:
        opened.execute("PRAGMA schema_version").fetchone()
    except errors() as error:
        if is_none(error):
            opened.close()
            raise
        return False
    return True


def by_sqlcipher(place: str, **options: Any) -> sqlite3.Connection:  # noqa: ANN401
    """Open what a URI names by SQLCipher, which reads plain files as well."""
    opened = load().connect(place, uri=True, factory=_factory(), **options)
    opened.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error
    return cast("sqlite3.Connection", opened)


@cache
def _factory() -> type:
    """Return the class of connections that can bear their key."""
    return type("Connection", (load().Connection,), {})


def load() -> "ModuleType":
    """Return SQLCipher's counterpart of `sqlite3`; raises TrackerError where it is missing."""
    try:
        from sqlcipher3 import (  # type: ignore[import-untyped]  # noqa: PLC0415 (an extra)
            dbapi2,
        )
    except ImportError as error:
        msg = (
            "Encryption needs a library, which is not installed; get it with: "
            "pip install 'interview-worth[encrypted]'"
        )
        raise TrackerError(msg) from error
    return cast("ModuleType", dbapi2)


def errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """Return what the libraries that are in use raise, and others, for an except clause."""
    library = sys.modules.get("sqlcipher3.dbapi2")
    return (*others, sqlite3.Error, *((library.Error,) if library else ()))


def code(error: BaseException) -> int:
    """Return SQLite's primary result code of an error, 0 where it has none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_none(error: BaseException) -> bool:
    """Tell whether an error means that a file is no database, or not by that key."""
    return code(error) == sqlite3.SQLITE_NOTADB
