"""Backups of a hunt, in a folder of their own: made, numbered, and kept for long enough.

How a database is copied to a file, and that checked, is said by whoever asks for a backup.
"""

import datetime as dt
import json
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TypeAlias

from tracker import files
from tracker.errors import TrackerError
from tracker.storage import beside, cipher, sqlite_file
from tracker.words import BackupReason

MOST = 10
"""How many automatic backups are kept; those that the user asked for always are."""

LEFT_OVER_SECONDS = 3600
"""A copy that was begun so long ago will never be finished."""

AUTOMATIC = {BackupReason.IMPORT, BackupReason.RESTORE, BackupReason.UPGRADE}

_NAME = re.compile(r"([0-9]{4,})-([0-9]{8}T[0-9]{6})Z-([a-z]+)\.(?:db|json)")
_BEGUN = re.compile(r"\.[0-9]{4,}(-\w+-[a-z]+\.db\.[0-9a-f]{8})?(-wal|-shm|-journal)?")
_NUMBERED = re.compile(r"\.?([0-9]{4,})\b.*")
_TIME = "%Y%m%dT%H%M%S"

Copy: TypeAlias = Callable[[Path], None]
"""Copies a hunt to an empty file, or raises TrackerError or OSError where that is not sound."""


class Backup(NamedTuple):
    """A copy of a hunt as it was at a time; `size` in bytes."""

    number: int
    at: dt.datetime
    reason: BackupReason
    path: Path
    size: int


def listing(folder: Path) -> list[Backup]:
    """Return the backups in a folder, the latest first; raises TrackerError if it is closed."""
    return sorted((one for one in map(_read, inside(folder)) if one), reverse=True)


def inside(folder: Path) -> list[Path]:
    """Return what is in a folder of backups, if there is one; raises TrackerError if closed."""
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        msg = f"{folder} cannot be looked into ({error.strerror}); check who may read it."
        raise TrackerError(msg) from error


def _read(path: Path) -> Backup | None:
    """Return a backup by what its name says; None for what is none."""
    found = _NAME.fullmatch(path.name)
    there = files.status(path)
    if not found or not there or stat.S_ISLNK(there.st_mode) or found[3] not in list(BackupReason):
        return None
    at = dt.datetime.strptime(found[2], _TIME).replace(tzinfo=dt.UTC)
    return Backup(int(found[1]), at, BackupReason(found[3]), path, there.st_size)


def holding(folder: Path, named: re.Pattern[str]) -> list[Backup]:
    """Return the backups in which a text is found, and those that cannot be looked into."""
    return [one for one in listing(folder) if _holds(one, named)]


def _holds(one: Backup, named: re.Pattern[str]) -> bool:
    try:
        return any(map(named.search, _texts(one.path)))
    except cipher.errors(OSError, TrackerError, ValueError):
        return True


def _texts(path: Path) -> Iterator[str]:
    """Yield every text of a backup, those of its history one by one."""
    if path.suffix == ".json":
        yield from _strings(json.loads(path.read_text(encoding="utf-8")))
        return
    with sqlite_file.looking(path) as opened:
        for text in sqlite_file.texts(opened):
            yield from _strings(text)


def _strings(found: object) -> Iterator[str]:
    """Yield the texts in what JSON holds; the history holds rows that are JSON themselves."""
    if isinstance(found, str):
        yield found
        if found.startswith("{"):
            with suppress(ValueError):
                yield from _strings(json.loads(found))
    elif isinstance(found, dict):
        for one in found.values():
            yield from _strings(one)
    elif isinstance(found, list):
        for one in found:
            yield from _strings(one)


def make(folder: Path, copy: Copy, ending: str, now: dt.datetime, reason: BackupReason) -> Backup:
    """Keep a copy of what there is; of those made automatically, the last MOST stay.

    Raises TrackerError where that cannot be done: then nothing is kept.
    """
    with _refusals(f"A backup in {folder}"):
        number, new = _claim(folder)
        path = _named(folder, number, now, reason, ending)
        _fill(copy, new, path)
        _tidy(folder)
        return Backup(number, now, reason, path, path.stat().st_size)


def _named(folder: Path, number: int, now: dt.datetime, reason: BackupReason, ending: str) -> Path:
    return folder / f"{number:04}-{now.astimezone(dt.UTC):{_TIME}}Z-{reason}.{ending}"


def write(path: Path, copy: Copy, is_copy: Callable[[Path], bool]) -> None:
    """Write a copy to a file of the user's choice, in place of an older copy of this hunt.

    Raises TrackerError where anything else is there, and where it cannot be written.
    """
    with _refusals(f"The backup {path}", or_else=" or name a file on another disk"):
        if path.is_symlink() or (path.exists() and not (path.is_file() and is_copy(path))):
            msg = f"{path} is no backup of this hunt, so it was left alone; name another file."
            raise TrackerError(msg)
        new = files.beside(path)
        os.close(files.create(new))
        _fill(copy, new, path)


def set_aside(place: Path, folder: Path, now: dt.datetime) -> Path:
    """Move a file that is damaged, and what SQLite keeps beside it, to its backups."""
    number, new = _claim(folder)
    path = _named(folder, number, now, BackupReason.DAMAGED, "db")
    for end in ("", *beside.BESIDE):
        with suppress(FileNotFoundError):
            place.with_name(f"{place.name}{end}").rename(path.with_name(f"{path.name}{end}"))
    new.unlink()
    return path


@contextmanager
def kept_unless(
    was_for_nothing: Callable[[Exception], bool], made: Backup | Path | None
) -> Iterator[None]:
    """Do what a backup was made for; where an error says that it was for nothing, remove it."""
    try:
        yield
    except Exception as error:
        if isinstance(made, Backup) and was_for_nothing(error):
            made.path.unlink(missing_ok=True)
        raise


@contextmanager
def _refusals(what: str, or_else: str = "") -> Iterator[None]:
    try:
        yield
    except cipher.errors(OSError) as error:
        msg = (
            f"{what} cannot be written ({files.reason(error)}), so nothing was changed; "
            f"{files.remedy(error, or_else)} and try again."
        )
        raise TrackerError(msg) from error


def _claim(folder: Path) -> tuple[int, Path]:
    """Return the next number, and the file to fill: whoever makes it has the number."""
    if folder.is_symlink():
        raise TrackerError(f"{folder} is a symbolic link, which is not followed; move it away.")
    files.make_folder(folder)
    while True:
        found = map(_NUMBERED.fullmatch, (path.name for path in folder.iterdir()))
        number = max((int(one[1]) for one in found if one), default=0) + 1
        new = folder / f".{number:04}"
        with suppress(FileExistsError):
            os.close(files.create(new))
            if all(one.number != number for one in listing(folder)):
                return number, new
            new.unlink()


def _fill(copy: Copy, new: Path, path: Path) -> None:
    """Fill a new file, and put that in its place once it is known to be sound."""
    try:
        copy(new)
        files.settle(new, path)
    except BaseException:
        sqlite_file.remove(new)
        raise


def _tidy(folder: Path) -> None:
    """Remove automatic backups that are too many, and what a killed command has begun."""
    automatic = [one for one in listing(folder) if one.reason in AUTOMATIC]
    for one in automatic[MOST:]:
        one.path.unlink(missing_ok=True)
    for path in begun(folder):
        if is_left_over(path):
            path.unlink(missing_ok=True)


def is_left_over(path: Path) -> bool:
    """Tell whether a file that was begun will never be finished."""
    there = files.status(path)
    return there is not None and there.st_mtime < time.time() - LEFT_OVER_SECONDS


def begun(folder: Path) -> list[Path]:
    """Return the files of backups that are being made, or never will be."""
    found = [] if folder.is_symlink() else inside(folder)
    return [path for path in found if _BEGUN.fullmatch(path.name)]
