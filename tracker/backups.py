"""Backups of a hunt, in a folder beside it: made, checked, numbered, and kept for long enough."""

import datetime as dt
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tracker import cipher, files, sqlite_file
from tracker.errors import TrackerError
from tracker.words import BackupReason

MOST = 10
"""How many automatic backups are kept; those that the user asked for always are."""

LEFT_OVER_SECONDS = 3600
"""A copy that was begun so long ago will never be finished."""

AUTOMATIC = {BackupReason.IMPORT, BackupReason.RESTORE, BackupReason.UPGRADE}

_NAME = re.compile(r"([0-9]{4,})-([0-9]{8}T[0-9]{6})Z-([a-z]+)\.db")
_BEGUN = re.compile(r"\.[0-9]{4,}(-\w+-[a-z]+\.db\.[0-9a-f]{8})?(-wal|-shm|-journal)?")
_NUMBERED = re.compile(r"\.?([0-9]{4,})\b.*")
_TIME = "%Y%m%dT%H%M%S"


class Backup(NamedTuple):
    """A copy of a hunt as it was at a time; `size` in bytes."""

    number: int
    at: dt.datetime
    reason: BackupReason
    path: Path
    size: int


def folder(place: Path) -> Path:
    """Return where the backups of a database are kept."""
    return place.with_name(f"{place.name}-backups")


def listing(place: Path) -> list[Backup]:
    """Return the backups of a database, the latest first."""
    where = folder(place)
    found = map(_read, where.iterdir()) if where.is_dir() else ()
    return sorted((one for one in found if one), reverse=True)


def _read(path: Path) -> Backup | None:
    """Return a backup by what its name says; None for what is none."""
    found = _NAME.fullmatch(path.name)
    if not found or path.is_symlink() or found[3] not in list(BackupReason):
        return None
    at = dt.datetime.strptime(found[2], _TIME).replace(tzinfo=dt.UTC)
    return Backup(int(found[1]), at, BackupReason(found[3]), path, path.stat().st_size)


def holding(place: Path, named: re.Pattern[str]) -> list[Backup]:
    """Return the backups in which a text is found, and those that cannot be looked into."""
    return [one for one in listing(place) if _holds(one, named)]


def _holds(one: Backup, named: re.Pattern[str]) -> bool:
    try:
        with sqlite_file.looking(one.path) as opened:
            return any(map(named.search, sqlite_file.texts(opened)))
    except cipher.errors(OSError, TrackerError):
        return True


def make(source: sqlite3.Connection, now: dt.datetime, reason: BackupReason) -> Backup:
    """Keep what a database holds, checked; of those made automatically, the last MOST stay.

    Raises TrackerError where that cannot be done: then nothing is kept.
    """
    place = sqlite_file.place(source)
    with _refusals(folder(place)):
        number, new = _claim(place)
        path = folder(place) / f"{number:04}-{now.astimezone(dt.UTC):{_TIME}}Z-{reason}.db"
        _fill(source, new, path)
        _tidy(place)
        return Backup(number, now, reason, path, path.stat().st_size)


def write(source: sqlite3.Connection, path: Path) -> None:
    """Write a checked backup to a file of the user's choice, in place of an older one of this hunt.

    Raises TrackerError where anything else is there, and where it cannot be written.
    """
    with _refusals(path):
        if (path.exists() or path.is_symlink()) and not _is_older(source, path):
            msg = f"{path} is no backup of this hunt, so it was left alone; name another file."
            raise TrackerError(msg)
        new = files.beside(path)
        os.close(files.create(new))
        _fill(source, new, path)


def set_aside(place: Path, now: dt.datetime) -> Path:
    """Move a database that is damaged, and what SQLite keeps beside it, to its backups."""
    number, new = _claim(place)
    path = (
        folder(place) / f"{number:04}-{now.astimezone(dt.UTC):{_TIME}}Z-{BackupReason.DAMAGED}.db"
    )
    for end in ("", *sqlite_file.BESIDE):
        with suppress(FileNotFoundError):
            place.with_name(f"{place.name}{end}").rename(path.with_name(f"{path.name}{end}"))
    new.unlink()
    return path


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except cipher.errors(OSError) as error:
        why = getattr(error, "strerror", None) or error
        msg = f"The backup {path} cannot be written ({why}), so nothing was changed."
        raise TrackerError(msg) from error


def _claim(place: Path) -> tuple[int, Path]:
    """Return the next number, and the file to fill: whoever makes it has the number."""
    where = folder(place)
    if where.is_symlink():
        raise TrackerError(f"{where} is a symbolic link, which is not followed; move it away.")
    files.make_folder(where)
    while True:
        found = map(_NUMBERED.fullmatch, (path.name for path in where.iterdir()))
        number = max((int(one[1]) for one in found if one), default=0) + 1
        new = where / f".{number:04}"
        with suppress(FileExistsError):
            os.close(files.create(new))
            if all(one.number != number for one in listing(place)):
                return number, new
            new.unlink()


def _fill(source: sqlite3.Connection, new: Path, path: Path) -> None:
    """Copy a database to a new file, and put that in its place once it is known to be sound."""
    try:
        sqlite_file.copy(source, new)
        with sqlite_file.looking(new) as opened:
            sqlite_file.check(opened, sqlite_file.place(source))
        files.settle(new, path)
    except BaseException:
        sqlite_file.remove(new)
        raise


def _is_older(source: sqlite3.Connection, path: Path) -> bool:
    """Tell whether a file is a backup of this very hunt, and no database that is worked with."""
    if path.is_symlink() or not path.is_file() or not sqlite_file.stands_alone(path):
        return False
    try:
        with sqlite_file.looking(path) as opened:
            return sqlite_file.identity(opened) == sqlite_file.identity(source)
    except cipher.errors():
        return False


def _tidy(place: Path) -> None:
    """Remove automatic backups that are too many, and what a killed command has begun."""
    automatic = [one for one in listing(place) if one.reason in AUTOMATIC]
    for one in automatic[MOST:]:
        one.path.unlink(missing_ok=True)
    for path in begun(place):
        with suppress(FileNotFoundError):
            if path.lstat().st_mtime < time.time() - LEFT_OVER_SECONDS:
                path.unlink()


def begun(place: Path) -> list[Path]:
    """Return the files of backups that are being made, or never will be."""
    where = folder(place)
    found = where.iterdir() if where.is_dir() and not where.is_symlink() else ()
    return [path for path in found if _BEGUN.fullmatch(path.name)]
