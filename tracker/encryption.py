"""A hunt and its backups are encrypted together, so that none is left that anybody can read."""

from pathlib import Path
from typing import NamedTuple

from tracker import backups, files
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.storage import cipher, keys
from tracker.storage.conversion import convert


class Converted(NamedTuple):
    """Which files were converted, and which could not be, by what was in the way."""

    done: list[Path]
    left: dict[Path, Exception]


def encrypt(database: Database, *, keep_key: bool) -> Converted:
    """Encrypt a hunt and its backups with a key that the user says; those that are stay.

    With `keep_key` the system's keyring is given the key. Raises TrackerError.
    """
    place = _sound(database)
    salt = cipher.salt_of(place)
    said = keys.said(salt, place) if salt else keys.new(place)
    return _encrypt(database, said, salt or cipher.new_salt(), keep_key=keep_key)


def change_key(database: Database, *, keep_key: bool) -> Converted:
    """Encrypt a hunt and its backups with another key; never is any of them plain meanwhile.

    Raises TrackerError.
    """
    place = _sound(database)
    salt = cipher.salt_of(place)
    if salt is None:
        raise TrackerError(f"{place} has no key yet; give it one with: tracker encrypt")
    said = keys.another(keys.said(salt, place), place)
    return _encrypt(database, said, cipher.new_salt(), keep_key=keep_key)


def _encrypt(database: Database, said: str, salt: bytes, *, keep_key: bool) -> Converted:
    if keep_key:
        keys.keep(said, salt)
    return _convert(_place(database), database.backups, keys.made(said, salt), salt)


def decrypt(database: Database) -> Converted:
    """Write a hunt and its backups without a key; raises TrackerError."""
    return _convert(_sound(database), database.backups, None, None)


def _sound(database: Database) -> Path:
    """Return the place of a hunt that is whole, of this version, and opened by its key."""
    place = _place(database)
    cipher.load()
    database.check_there()
    with database.reading():
        return place


def _place(database: Database) -> Path:
    place = database.file
    if place is None:
        msg = (
            f"{database.shown} is kept by a server, which cannot be encrypted from here; "
            "have its disk encrypted where it runs, and reach it by TLS."
        )
        raise TrackerError(msg)
    return place


def _convert(place: Path, folder: Path, key: str | None, salt: bytes | None) -> Converted:
    """Convert the hunt first: what is killed then is gone on with by the key that it has.

    What begins with the salt of the key has that key already.
    """
    done, left = [], {}
    if cipher.salt_of(place) != salt:
        _convert_hunt(place, key)
        done.append(place)
    for path in (one.path for one in backups.listing(folder)):
        if cipher.salt_of(path) != salt:
            try:
                convert(path, key)
                done.append(path)
            except cipher.errors(OSError, TrackerError) as error:
                left[path] = error
    return Converted(done, left)


def _convert_hunt(place: Path, key: str | None) -> None:
    try:
        convert(place, key)
    except cipher.errors(OSError) as error:
        msg = (
            f"{place} cannot be written anew ({files.reason(error)}), so it is as it was; "
            f"{files.remedy(error)} and try again."
        )
        raise TrackerError(msg) from error
