"""A backup becomes the hunt again; what it replaces is kept."""

import datetime as dt
import os
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import StatementError

from tracker import backups, files, json_file, sqlite, structure
from tracker.backups import Backup
from tracker.db import Database, bring_up, new_engine
from tracker.errors import NotFoundError, TrackerError
from tracker.importers.rows import HuntRow
from tracker.records import history, whole
from tracker.storage import cipher, conversion, keys, sqlite_file
from tracker.transfer import hunts
from tracker.words import BackupReason, CommandKind

LATEST = "latest"


class Restored(NamedTuple):
    """What was restored, and how what it replaced was kept; None where there was nothing."""

    path: Path
    kept: Backup | Path | None


def restore(database: Database, which: str, now: dt.datetime) -> Restored:
    """Put a backup in place of a hunt, whole or not at all: `latest`, its number, or a file.

    One of an older schema is brought up to date. Raises TrackerError where it is not sound, and
    where another program is using the hunt.
    """
    place = database.file
    if place:
        sqlite_file.check_ordinary(place)
    path = find(database.backups, which)
    if database.is_in(path):
        msg = f"{path} is the hunt itself; see its backups with: tracker backup list"
        raise TrackerError(msg)
    if place is None:
        return Restored(path, _replace_on_server(database, path, now))
    return Restored(path, _replace_file(place, database.backups, path, now))


def _replace_on_server(database: Database, path: Path, now: dt.datetime) -> Backup | None:
    """Keep what there is and write the other in its place, in one transaction."""
    try:
        hunt = json_file.read(path)
    except OSError as error:
        raise TrackerError(f"{path} cannot be read ({error.strerror}); name another.") from error
    if database.found() is None:
        database.make()
    with database.writing(now) as session:
        connection = session.connection()  # from here on nobody else may write
        kept = None if whole.is_empty(session) else database.back_up(now, BackupReason.RESTORE)
        with backups.kept_unless(_always, kept):
            hunts.replace(session, hunt)
            _compare(connection, hunt, f"{database.shown} does not give back what {path} says")
            _note(connection, now, kept)
    return kept


def _always(error: Exception) -> bool:
    """Tell that after any error nothing was replaced, so that nobody has to go back."""
    del error
    return True


def _compare(connection: Connection, hunt: HuntRow, otherwise: str) -> None:
    """Raise TrackerError where what is there now is not the hunt that was written."""
    if differs := json_file.difference(connection, hunt):
        raise TrackerError(f"{otherwise} (in {differs}).")


def _note(connection: Connection, now: dt.datetime, kept: Backup | Path | None) -> None:
    """Say in the history that all before it came with a backup, and how to go back from there."""
    number = kept.number if isinstance(kept, Backup) else None
    replaced = f"; what it replaced was kept as backup {number}" if number else ""
    history.note(connection, now, CommandKind.RESTORE, f"Restored a backup{replaced}.")


def _replace_file(place: Path, folder: Path, path: Path, now: dt.datetime) -> Backup | Path | None:
    """Put a sound copy of a backup in the place of a file."""
    try:
        with _prepared(path, place) as new:
            return _replace(new, place, folder, now)
    except cipher.errors(OSError, StatementError) as error:
        msg = (
            f"{place} cannot be replaced ({files.reason(error)}), so it is as it was; "
            f"{files.remedy(error)} and try again."
        )
        raise TrackerError(msg) from error


def find(folder: Path, which: str) -> Path:
    """Return the file of a backup; raises NotFoundError."""
    known = backups.listing(folder)
    if which.casefold() == LATEST:
        sound = [one for one in known if one.reason is not BackupReason.DAMAGED]
        if not sound:
            raise NotFoundError("There is no backup yet; make one with: tracker backup")
        return sound[0].path
    if which.isdecimal():
        for one in known:
            if one.number == int(which):
                return one.path
        raise NotFoundError(f"There is no backup {which}; see them with: tracker backup list")
    if not which.strip():
        raise NotFoundError("Name a backup; see them with: tracker backup list")
    try:
        path = Path(which).expanduser()
        if path.is_file():
            return path
    except (OSError, RuntimeError) as error:
        raise NotFoundError(
            f"{which} cannot be read ({files.reason(error)}); see the backups with: "
            "tracker backup list"
        ) from error
    raise NotFoundError(f"There is no file {path}; see the backups with: tracker backup list")


@contextmanager
def _prepared(path: Path, place: Path) -> Iterator[Path]:
    """Hand out a sound copy of a backup, brought up to date, beside what it is to replace."""
    files.make_folder(place.parent)
    new = files.beside(place)
    os.close(files.create(new))
    try:
        _copy(path, new)
        found = sqlite_file.check(new, path)
        bring_up(new, found, path)
        _check_structure(new, path)
        if (salt := cipher.salt_of(place)) and cipher.salt_of(new) is None:
            conversion.convert(new, keys.of(salt, place))
        yield new
    finally:
        sqlite_file.remove(new)


def _check_structure(new: Path, path: Path) -> None:
    """Raise TrackerError where a hunt is not kept as here: it may lose what it is given."""
    with closing(cipher.connect(new)) as opened:
        odd = next((part for part in structure.differing(opened) if part.harms), None)
    if odd:
        msg = f"{path} is not as tracker writes a backup ({odd.problem}); name another file."
        raise TrackerError(msg)


def _copy(path: Path, new: Path) -> None:
    if path.suffix == json_file.SUFFIX:
        msg = (
            f"{path} is JSON, which is restored on a server only; bring it into a new file with: "
            f"tracker --database NEW.db import {shlex.quote(str(path))}"
        )
        raise TrackerError(msg)
    try:
        with sqlite_file.looking(path) as source:
            sqlite_file.copy(source, new)
    except cipher.errors() as error:
        if not sqlite_file.tells_of_damage(error):
            raise
        raise sqlite_file.unsound(path, error) from error


def _replace(new: Path, place: Path, folder: Path, now: dt.datetime) -> Backup | Path | None:
    """Keep what there is and put the other in its place, while nobody else may look."""
    sqlite_file.make(place)
    kept: Backup | Path | None = None
    if place.stat().st_size and sqlite_file.is_damaged(place):
        kept = backups.set_aside(place, folder, now)
        sqlite_file.make(place)
    key = cipher.key_for(new)
    with sqlite_file.alone(partial(_opened, place, key)) as live:
        if sqlite_file.is_ours(live):
            if key and not cipher.key_of(live):
                raise _uncovered(place)
            copy = partial(sqlite_file.copy_whole, live)
            kept = backups.make(folder, copy, sqlite.ENDING, now, BackupReason.RESTORE)
        with backups.kept_unless(_always, kept):
            with new_engine(new).execution_options(immediate=True).begin() as connection:
                _note(connection, now, kept)
            with closing(cipher.connect(new)) as source:
                source.execute("PRAGMA journal_mode = DELETE")  # a log is not to be taken over
                sqlite_file.transfer(source, live)
        live.execute("PRAGMA journal_mode = WAL")
    return kept


def _opened(place: Path, key: str | None) -> sqlite3.Connection:
    """Open what a backup comes into; a file that is empty will have the key of the backup."""
    if place.stat().st_size:
        return cipher.connect(place, **sqlite_file.AT_ONCE)
    return cipher.connect_by(place, key, **sqlite_file.AT_ONCE)


def _uncovered(place: Path) -> TrackerError:
    return TrackerError(
        f"That backup is encrypted and {place} is not, so nothing was restored; encrypt the hunt "
        "first with: tracker encrypt"
    )
