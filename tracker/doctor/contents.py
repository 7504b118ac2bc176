"""What stands in the file of a hunt: whole, linked, and shaped as the program expects."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from tracker import backups, structure
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

_OF_SEARCH = "search_"
"""How the tables begin that can be made anew from the records."""

_COMPARE = "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"


def integrity(place: Path, folder: Path) -> Iterator[Finding]:
    """Yield what is damaged, and which links between records lead nowhere.

    The way back leads over the backups in a folder, if there are any.
    """
    if not place.stat().st_size:
        yield Finding(Check.INTEGRITY, f"{place} is empty: there is no hunt in it.", EMPTY)
        return
    damages = list(_damages(place))
    is_all_there = any(check is Check.INTEGRITY for check, _ in damages) and _lost(place) == []
    for check, problem in damages:
        is_kept = is_all_there and check is Check.INTEGRITY
        yield Finding(check, problem, ANEW if is_kept else _way_back(place, folder))


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
        part = "" if cipher.is_none(error) else _part(place)
        yield Check.INTEGRITY, f"{place} is damaged: {error}{part}."


def _part(place: Path) -> str:
    """Return what of a damaged file cannot be read, where the rest can."""
    lost = _lost(place)
    if lost is None:
        return ", and nothing in it can be read"
    return f"; all records can be read{f' but for {listed(lost)}' if lost else ''}"


def _lost(place: Path) -> list[str] | None:
    """Return what of the records in a damaged file cannot be read, None if that is all of them."""
    try:
        with closing(_opened(place)) as opened:
            found = list(sqlite_file.unreadable(opened))
    except cipher.errors():
        return None
    return [
        f"what comes after the first {counted(rows, 'row')} of {name}" if rows else f"all of {name}"
        for name, rows in found
        if not name.startswith(_OF_SEARCH)
    ]


def _opened(place: Path) -> sqlite3.Connection:
    return cipher.connect(place, beside.mode(place))


def schema(place: Path, folder: Path) -> Iterator[Finding]:
    """Yield where tables, indexes and triggers differ from those that the migrations make.

    The way back from a missing table leads over the backups in a folder, if there are any.
    """
    with closing(_opened(place)) as opened:
        parts = list(structure.differing(opened))
    for part in parts:
        yield _differing(part, place, folder)


def _differing(part: structure.Part, place: Path, folder: Path) -> Finding:
    problem = f"{part.problem}."
    if part.wanted is None and part.kind == "trigger":
        mend = partial(_make, place, f'DROP TRIGGER "{part.name}"')
        problem = f"{part.problem}, and does something whenever a record is written."
        return Finding(Check.SCHEMA, problem, MEND, mend)
    if part.wanted is None:
        return Finding(Check.SCHEMA, problem, STRANGE)
    if part.found is None and part.kind in REPLACEABLE:
        return Finding(Check.SCHEMA, problem, MEND, partial(_make, place, part.wanted))
    if part.found is None:
        return Finding(Check.SCHEMA, problem, _way_back(place, folder), blocks=True)
    return Finding(Check.SCHEMA, problem, ANEW, blocks=True)


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
