"""How a file keeps a hunt: its tables, indexes and triggers against those that migrations make."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

from tracker.db import new_engine, upgrade

_FRESH = "file:fresh?mode=memory&cache=shared"
"""A database in memory, which is there as long as it is open."""

_Shape = dict[tuple[str, str], str]


class Part(NamedTuple):
    """What is not as the migrations make it: what it is, and what it should be; None for nothing.

    Both are the statements that make it.
    """

    kind: str
    name: str
    found: str | None
    wanted: str | None

    @property
    def problem(self) -> str:
        """Return what is wrong with it, as a sentence without an end."""
        how = "is not ours" if self.wanted is None else "differs" if self.found else "is missing"
        return f"The {self.kind} {self.name} {how}"

    @property
    def harms(self) -> bool:
        """Whether records may not be kept, or be changed: not by a table or view of another."""
        return self.wanted is not None or self.kind == "trigger"


def differing(opened: sqlite3.Connection) -> Iterator[Part]:
    """Yield what of a hunt that is of the current schema is not as the migrations make it."""
    with closing(sqlite3.connect(_FRESH, uri=True)) as fresh:
        upgrade(new_engine(f"sqlite:///{_FRESH}&uri=true"))
        wanted, found = _shape(fresh), _shape(opened)
    for kind, name in sorted(wanted.keys() | found.keys()):
        part = Part(kind, name, found.get((kind, name)), wanted.get((kind, name)))
        if part.found != part.wanted:
            yield part


def _shape(opened: sqlite3.Connection) -> _Shape:
    """Return how everything in a database was made; what SQLite adds by itself is left out."""
    statement = "SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL AND name NOT GLOB ?"
    rows = opened.execute(statement, ("sqlite_*",)).fetchall()
    return {(kind, name): " ".join(sql.replace('"', "").split()) for kind, name, sql in rows}
