"""Whether a hunt is whole: sound, linked, and what its own history says that it is."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from tests.storage import Place
from tracker.db import Database
from tracker.doctor import places
from tracker.errors import TrackerError
from tracker.models import Base, Change, Command
from tracker.models.base import DERIVED
from tracker.records import indexing
from tracker.records.history import typed
from tracker.storage import sqlite_file

Rows = dict[tuple[Any, ...], dict[str, Any]]

_APART = {"hunt", "advice", "command", "change"}
"""What the history is not told of."""


def faults(place: Place, reported: Sequence[str]) -> list[str]:
    """Return what is wrong with a hunt whose commands `reported` these lines."""
    try:
        return problems(place) or list(_of_contents(place, reported))
    except (sqlite3.Error, TrackerError) as error:
        return [f"It does not open: {error}"]


def problems(place: Place) -> list[str]:
    """Return what SQLite finds damaged in a file; a server looks after its own."""
    if not isinstance(place, Path):
        return []
    with closing(sqlite3.connect(place)) as opened:
        return list(sqlite_file.problems(opened))


def _of_contents(place: Place, reported: Sequence[str]) -> Iterator[str]:
    with Database(place).reading() as session:
        connection = session.connection()
        summaries = Counter(connection.scalars(select(Command.summary)))
        for table in Base.metadata.sorted_tables:
            if table.name not in _APART and not table.info.get(DERIVED):
                yield from _against_history(connection, table)
        if any(indexing.astray(connection).values()):
            yield "The search is not in step with the records."
    if "" in summaries:
        yield "A command has no summary, so it was kept by halves."
    yield from (f"Lost: {line}" for line in reported if not _is_kept(line, summaries))
    yield from unsound_backups(place)


def unsound_backups(place: Place) -> list[str]:
    """Return which of the backups of a hunt could not be restored."""
    return [one.problem for one in places.kept(Database(place).backups)]


def _is_kept(line: str, summaries: Counter[str]) -> bool:
    """Tell whether a command is in the history; what it said may have gone on a little."""
    return line in summaries or any(
        one and line.startswith(one.removesuffix(".")) for one in summaries
    )


def _against_history(connection: Connection, table: Table) -> Iterator[str]:
    """Yield that rows are others than those which all changes, one after another, lead to."""
    wanted: Rows = {}
    changes = select(Change.before, Change.after).where(Change.table == table.name)
    for before, after in connection.execute(changes.order_by(Change.id)):
        if before:
            wanted.pop(_key(table, _row(table, before)), None)
        if after:
            wanted[_key(table, _row(table, after))] = _row(table, after)
    found = {_key(table, row): row for row in (one._asdict() for one in _all(connection, table))}
    if found != wanted:
        differing = [key for key in found | wanted if found.get(key) != wanted.get(key)]
        yield f"{table.name} is not what the history says, first at {differing[0]}"


def _all(connection: Connection, table: Table) -> Any:  # noqa: ANN401 (rows of any table)
    return connection.execute(select(table))


def _row(table: Table, image: str) -> dict[str, Any]:
    stored = json.loads(image)
    return {column.name: typed(column, stored.get(column.name)) for column in table.columns}


def _key(table: Table, row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)
