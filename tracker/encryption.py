"""A hunt and its backups are encrypted together, so that none is left that anybody can read."""

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tracker import backups, cipher, keys, sqlite_file
from tracker.conversion import convert
from tracker.db import Database
from tracker.errors import TrackerError


class Converted(NamedTuple):
    """Which files were converted, and which could not be: those are damaged, or no database."""

    done: list[Path]
    left: list[Path]


def encrypt(database: Database, *, keep_key: bool) -> Converted:
    """Encrypt a hunt and its backups with a key that the user says; those that are stay.

    With `keep_key` the system's keyring is given the key. Raises TrackerError.
    """
    place = _sound(database)
    salt = cipher.salt_of(place)
    said = keys.said(salt, place) if salt else keys.new(place)
    salt = salt or cipher.new_salt()
    if keep_key:
        keys.keep(said, salt)
    return _convert(place, database.backups, keys.made(said, salt))


def decrypt(database: Database) -> Converted:
    """Write a hunt and its backups without a key; raises TrackerError."""
    return _convert(_sound(database), database.backups, None)


def _sound(database: Database) -> Path:
    """Return the place of a hunt that is whole, of this version, and opened by its key."""
    place = database.file
    if place is None:
        msg = (
            f"{database.shown} is kept by a server, which cannot be encrypted from here; "
            "have its disk encrypted where it runs, and reach it by TLS."
        )
        raise TrackerError(msg)
    cipher.load()
    with database.reading():
        return place


def _convert(place: Path, folder: Path, key: str | None) -> Converted:
    """Convert the hunt first: what is killed then is gone on with by the key that it has."""
    done, left = [], []
    if _is_to_change(place, key):
        _convert_hunt(place, key)
        done.append(place)
    for path in (one.path for one in backups.listing(folder)):
        if _is_to_change(path, key):
            try:
                convert(path, key)
                done.append(path)
            except cipher.errors(OSError, TrackerError):
                left.append(path)
    return Converted(done, left)


def _is_to_change(path: Path, key: str | None) -> bool:
    return (cipher.salt_of(path) is None) != (key is None)


def _convert_hunt(place: Path, key: str | None) -> None:
    try:
        convert(place, key)
        with closing(cipher.connect_by(place, key)) as opened:
            sqlite_file.keep_a_log(opened)
    except cipher.errors(OSError) as error:
        why = getattr(error, "strerror", None) or error
        msg = f"{place} cannot be written anew ({why}), so it is as it was."
        raise TrackerError(msg) from error
