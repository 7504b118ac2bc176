"""What writes new records: in a file of SQLite at once, without SQLAlchemy.

A pen writes rows, each with its entry in the history and the words that it is found by. There are
two, and a test holds them to the same: this one, for a hunt in a file of the current schema, and
`SessionPen` of `tracker.records.by_session` for any other.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from tracker import kept, money, prepared, windows
from tracker.errors import TrackerError
from tracker.found_by import new_entries
from tracker.looking import Look
from tracker.storage import cipher, current
from tracker.storage.sqlite_refusals import refusal
from tracker.words import CommandKind

Row = Mapping[str, Any]


class Pen(Protocol):
    """What writes the rows of new records: those of one table in the order of its key."""

    @property
    def info(self) -> dict[Any, Any]:
        """What a command is told meanwhile; see `tracker.records.notes`."""

    @property
    def look(self) -> Look:
        """A look at the hunt, with what was written."""

    def insert(self, table: str, row: Row) -> int:
        """Write a new row; return its id, 0 in a table without ids.

        Raises TrackerError for what cannot be kept.
        """


class FilePen:
    """Writes in a transaction of a file; nothing is there for others before `keep`."""

    def __init__(self, opened: sqlite3.Connection) -> None:
        self._opened = opened
        self._written: list[tuple[str, Row]] = []
        self.info: dict[Any, Any] = {}
        self.look = Look(opened.execute)

    def insert(self, table: str, row: Row) -> int:
        number = self._insert(table, row)
        numbered = "id" in self._columns(table)
        self._written.append((table, {**row, "id": number} if numbered else row))
        return number if numbered else 0

    def keep(self, at: dt.datetime, summary: str) -> None:
        """Keep what was written as one command, whose summary is the first thing that it told."""
        if self._written:
            values = {"at": at, "kind": CommandKind.WRITE, "summary": summary}
            command = self._insert("command", {**values, "window": windows.this()})
            for table, row in self._written:
                said = {"command_id": command, "table": table, "after": kept.image(row)}
                self._insert("change", said)
            for entry in new_entries(self._written):
                self._insert("search_text", entry)
        self._opened.execute("COMMIT")

    def _columns(self, table: str) -> list[str]:
        asked = self._opened.execute(f'SELECT * FROM "{table}" LIMIT 0')  # noqa: S608 (ours)
        return [column for column, *_ in asked.description]

    def _insert(self, table: str, row: Row) -> int:
        values = {name: row[name] for name in self._columns(table) if name in row}
        names, places = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
        statement = f'INSERT INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608 (ours)
        made = self._opened.execute(statement, [_value(each) for each in values.values()])
        return made.lastrowid or 0


def _value(value: object) -> object:
    """Return a value as SQLAlchemy keeps it in a file; see `tracker.models.base`."""
    if isinstance(value, str):
        return kept.text(value)
    if isinstance(value, Decimal):
        return kept.units(value, money.DECIMALS)
    if isinstance(value, dt.datetime):
        moment = kept.utc(value) if value.tzinfo else value
        return moment.isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, dt.date) else value


@contextmanager
def at_once(place: str) -> Iterator[FilePen | None]:
    """Hand out a pen for the hunt in a file; None where something else is to be done first.

    What it does not keep has not happened. Raises TrackerError where the file cannot be written.
    """
    path = Path(place).expanduser().absolute()
    with _refusals(path):
        opened = current.to_write(path, prepared.SCHEMA)
    if opened is None:
        yield None
        return
    with _refusals(path), closing(opened):
        yield FilePen(opened)


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except cipher.errors() as error:
        raise TrackerError(refusal(error, str(path))) from error
