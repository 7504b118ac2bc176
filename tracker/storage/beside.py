"""What SQLite keeps beside a file while it is worked with, and how to open one without that."""

import os
from contextlib import closing
from pathlib import Path

from tracker import files
from tracker.storage import cipher

BESIDE = ("-wal", "-shm", "-journal")
"""How the names of the files end that SQLite keeps beside a database."""

AS_IT_IS = "mode=ro&immutable=1"
"""How to open a file that nobody writes: without locks, and without files beside it."""

_LOG_INDEX = 32_768
"""The bytes that SQLite writes beside a hunt even to look at it: the index of its log."""

_HEADER, _FORMATS = 20, slice(18, 20)
"""Where a file says how it is written and read: 1 by itself, 2 with a log (WAL) beside it."""


def mode(path: Path) -> str:
    """Return how to open a hunt: one can look at it even where nothing can be made beside it."""
    return "mode=rw" if _is_in_use(path) or _can_have_beside(path) else AS_IT_IS


def _is_in_use(path: Path) -> bool:
    """Tell whether somebody works with a file, or was killed while doing so.

    What finds no room leaves an empty log and an index cut short, which say nothing.
    """
    log, index, journal = (_size(path, end) for end in BESIDE)
    return bool(log or journal) or index >= _LOG_INDEX


def _size(path: Path, end: str) -> int:
    found = files.status(path.with_name(f"{path.name}{end}"))
    return found.st_size if found else 0


def _can_have_beside(path: Path) -> bool:
    """Tell whether SQLite may put beside a file what it needs, and has room for it."""
    return os.access(path.parent, os.W_OK) and _has_room(path)


def _has_room(path: Path) -> bool:
    room = files.room(path.parent)
    return room is None or room >= _LOG_INDEX


def is_without_room(path: Path) -> bool:
    """Tell whether a hunt can only be looked at as its disk is full, not as that is forbidden."""
    return not _is_in_use(path) and os.access(path.parent, os.W_OK) and not _has_room(path)


def stands_alone(path: Path) -> bool:
    """Tell whether a file is a copy that nobody works with: what is worked with keeps a log."""
    if has_any(path):
        return False
    if cipher.salt_of(path) is None:
        with path.open("rb") as file:
            return file.read(_HEADER)[_FORMATS] == b"\1\1"
    with closing(cipher.connect(path, "mode=ro")) as opened:
        return bool(opened.execute("PRAGMA journal_mode").fetchone() != ("wal",))


def has_any(path: Path) -> bool:
    """Tell whether there is something beside a file that SQLite has put there."""
    return any(path.with_name(f"{path.name}{end}").exists() for end in BESIDE)
