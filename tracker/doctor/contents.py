"""What stands in the file of a hunt: whole, linked, and shaped as the program expects."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from tracker import backups
from tracker.db import new_engine, upgrade
from tracker.doctor.finding import MEND, STRANGE, Finding
from tracker.errors import TrackerError
from tracker.records.notes import counted, listed
from tracker.storage import beside, cipher, sqlite_file
from tracker.storage import traces as file_traces
from tracker.words import BackupReason, Check

GO_BACK = (
    "go back to a backup with: tracker restore latest (what is damaged is kept beside the backups)"
)
EMPTY = "if your hunt was there, go back to a backup with: tracker restore latest"
ANEW = (
    "bring your records into a new file: tracker export json --to hunt.json, then "
    "tracker --database NEW import hunt.json"
)
SALVAGE = (
    "there is no backup beside it, so restore one from elsewhere with tracker restore FILE, or take"
    " out what can be read with the program sqlite3: sqlite3 '{}' .recover > saved.sql"
)
REPLACEABLE = {"index", "trigger"}

_FRESH = "file:fresh?mode=memory&cache=shared"
"""A database in memory, which is there as long as it is open."""

_COMPARE = "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"

Shape = dict[tuple[str, str], str]


def integrity(place: Path, folder: Path) -> Iterator[Finding]:
    """Yield what is damaged, and which links between records lead nowhere.

    The way back leads over the backups in a folder, if there are any.
    """
    if not place.stat().st_size:
        yield Finding(Check.INTEGRITY, f"{place} is empty: there is no hunt in it.", EMPTY)
        return
    for check, problem in _damages(place):
        yield Finding(check, problem, _way_back(place, folder))


def _way_back(place: Path, folder: Path) -> str:
    try:
        sound = any(one.reason is not BackupReason.DAMAGED for one in backups.listing(folder))
    except TrackerError:
        return GO_BACK  # that they cannot be looked into is told of by itself
    return GO_BACK if sound else SALVAGE.format(place)


def _damages(place: Path) -> Iterator[tuple[Check, str]]:
    try:
        with closing(_opened(place)) as opened:
            for said in sqlite_file.damages(opened):
                yield Check.INTEGRITY, f"{place} is damaged: {said}."
            for said in sqlite_file.broken_links(opened):
                yield Check.LINKS, f"In {place}, {said}."
            if sqlite_file.is_ours(opened) and sqlite_file.is_of_no_schema(opened):
                yield Check.SCHEMA, f"{place} is damaged: {sqlite_file.NO_SCHEMA}."
    except cipher.errors() as error:
        if not sqlite_file.tells_of_damage(error):
            raise
        yield Check.INTEGRITY, f"{place} is damaged: {error}{_part(place)}."


def _part(place: Path) -> str:
    """Return what of a damaged file cannot be read, where the rest can."""
    try:
        with closing(_opened(place)) as opened:
            found = list(sqlite_file.unreadable(opened))
    except cipher.errors() as error:
        return "" if cipher.is_none(error) else ", and nothing in it can be read"
    said = listed([f"{counted(rows, 'row')} of {name}" for name, rows in found])
    return f"; all can be read but for what comes after the first {said}" if found else ""


def _opened(place: Path) -> sqlite3.Connection:
    return cipher.connect(place, beside.mode(place))


def schema(place: Path, folder: Path) -> Iterator[Finding]:
    """Yield where tables, indexes and triggers differ from those that the migrations make.

    The way back from a missing table leads over the backups in a folder, if there are any.
    """
    with closing(sqlite3.connect(_FRESH, uri=True)) as fresh, closing(_opened(place)) as opened:
        upgrade(new_engine(f"sqlite:///{_FRESH}&uri=true"))
        wanted, found = _shape(fresh), _shape(opened)
    for kind, name in sorted(wanted.keys() | found.keys()):
        here, there = found.get((kind, name)), wanted.get((kind, name))
        if here == there:
            continue
        if there is None:
            yield Finding(Check.SCHEMA, f"The {kind} {name} is not ours.", STRANGE)
        elif here is None and kind in REPLACEABLE:
            problem = f"The {kind} {name} is missing."
            yield Finding(Check.SCHEMA, problem, MEND, partial(_make, place, there))
        elif here is None:
            problem = f"The {kind} {name} is missing."
            yield Finding(Check.SCHEMA, problem, _way_back(place, folder), blocks=True)
        else:
            yield Finding(Check.SCHEMA, f"The {kind} {name} differs.", ANEW, blocks=True)


def _shape(opened: sqlite3.Connection) -> Shape:
    """Return how everything in a database was made; what SQLite adds by itself is left out."""
    statement = "SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL AND name NOT GLOB ?"
    rows = opened.execute(statement, ("sqlite_*",)).fetchall()
    return {(kind, name): " ".join(sql.replace('"', "").split()) for kind, name, sql in rows}


def _make(place: Path, statement: str) -> None:
    with closing(_opened(place)) as opened, opened:
        opened.execute(statement)


def index(place: Path) -> Iterator[Finding]:
    """Yield that what SQLite finds by is not what the table of words says.

    To ask it is to write, so a copy is asked.
    """
    try:
        with closing(_opened(place)) as opened, closing(sqlite_file.in_memory(opened)) as copied:
            copied.execute(_COMPARE)
    except cipher.errors() as error:
        if not sqlite_file.tells_of_damage(error):
            raise
        problem = "The index of the search is not in step with the words in it."
        yield Finding(Check.SEARCH, problem, MEND, partial(_make, place, file_traces.REBUILD_INDEX))


def traces(place: Path) -> Iterator[Finding]:
    """Yield that of what was forgotten there may be traces left in the file."""
    with closing(_opened(place)) as opened:
        is_left = file_traces.has_traces(opened)
    if is_left:
        problem = f"Traces of what was forgotten may be left in {place}."
        yield Finding(Check.LEFTOVERS, problem, MEND, partial(_clear_traces, place))


def _clear_traces(place: Path) -> None:
    with closing(cipher.connect(place, isolation_level=None)) as opened:
        file_traces.clear_traces(opened)
