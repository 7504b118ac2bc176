"""A hunt in a file that is just as this program keeps one: opened at once, without SQLAlchemy."""

import sqlite3
from pathlib import Path
from typing import Any

from tracker.storage import beside, cipher
from tracker.storage.cipher import MARK
from tracker.storage.sqlite_file import WAIT_SECONDS, be_safe, begin_writing


def to_look(path: Path, schema: str) -> sqlite3.Connection | None:
    """Open a hunt of that schema, to look at one moment of it; None for whatever else is there."""
    try:
        if path.is_file() and not path.is_symlink():
            how: dict[str, Any] = {"isolation_level": None, "timeout": WAIT_SECONDS}
            opened = cipher.connect(path, beside.mode(path), **how)
            opened.execute("BEGIN")
            return _if_current(opened, schema)
    except cipher.errors(OSError):
        pass
    return None


def _if_current(opened: sqlite3.Connection, schema: str) -> sqlite3.Connection | None:
    """Return a hunt that is open if it is of that schema; else close it."""
    try:
        mark = opened.execute("PRAGMA application_id").fetchone()
        if mark == (MARK,):
            found = opened.execute("SELECT version_num FROM alembic_version").fetchone()
            if found == (schema,):
                return opened
    except cipher.errors():
        pass
    opened.close()
    return None


def to_write(path: Path, schema: str) -> sqlite3.Connection | None:
    """Open a hunt of that schema in a transaction that writes; None for whatever else is there.

    Raises what begin_writing does.
    """
    opened = to_look(path, schema)
    if opened is None:
        return None
    opened.execute("ROLLBACK")
    be_safe(opened)
    try:
        begin_writing(opened)
    except BaseException as error:
        opened.close()
        if not cipher.is_none(error):  # it was converted while its lock was waited for
            raise
        return None
    return _if_current(opened, schema)
