"""Nothing of what was taken away for good is left in a file of SQLite."""

import sqlite3

from tracker.errors import TrackerError
from tracker.storage.sqlite_file import place

REBUILD_INDEX = "INSERT INTO search_index (search_index) VALUES ('rebuild')"

_TRACES = 1
"""SQLite's user_version, of which nothing else makes use, while a file is to be written anew."""


def expect_traces(opened: sqlite3.Connection) -> None:
    """Note, in the transaction under way, that what it takes away may leave traces in the file."""
    opened.execute(f"PRAGMA user_version = {_TRACES}")


def has_traces(opened: sqlite3.Connection) -> bool:
    """Tell whether something was taken away for good, but its traces never cleared."""
    (said,) = opened.execute("PRAGMA user_version").fetchone()
    return bool(said == _TRACES)


def clear_traces(opened: sqlite3.Connection) -> None:
    """Write the file anew, so that nothing of what was taken away is left in it or in its log.

    The index of words keeps those of removed rows until it is made anew. Raises TrackerError where
    another program is looking at what was there before.
    """
    opened.execute("PRAGMA temp_store = MEMORY")  # a passing file would hold it all
    opened.execute(REBUILD_INDEX)
    opened.execute("VACUUM")
    _empty_log(opened)
    opened.execute("PRAGMA user_version = 0")
    _empty_log(opened)


def _empty_log(opened: sqlite3.Connection) -> None:
    (is_busy, _, _) = opened.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        msg = (
            f"Traces are left in {place(opened)}, because another program is using it; "
            "when that has ended, clear them with: tracker doctor --fix"
        )
        raise TrackerError(msg)
