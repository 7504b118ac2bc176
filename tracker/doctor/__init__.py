"""What is wrong with a hunt where it is kept, what to do, and the doing where it is safe."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from tracker import backups, files
from tracker.db import Database
from tracker.doctor import contents, places, records
from tracker.doctor.finding import AGAIN, Finding
from tracker.errors import TrackerError
from tracker.storage import cipher, sqlite_file
from tracker.words import Check


def examine(database: Database, now: dt.datetime) -> Iterator[Finding]:
    """Yield all that is wrong; nothing is changed.

    What lies in a damaged file is not looked at further. Raises TrackerError where there is no
    hunt to look at, or it cannot be looked at.
    """
    place = database.file
    if place is None:
        from tracker.doctor import servers  # noqa: PLC0415 (its driver need not be there)

        yield from servers.examine(database, now)
        return
    sqlite_file.check_ordinary(place)
    if not place.exists():
        database.check_there()
    try:
        yield from _outside(place, database.backups)
        damages = list(contents.integrity(place, database.backups))
        yield from damages
        if not damages:
            yield from _inside(database, place, now)
    except cipher.errors(OSError) as error:
        msg = (
            f"{place} cannot be looked at ({files.reason(error)}); check who may read it and its "
            "folder."
        )
        raise TrackerError(msg) from error


def _outside(place: Path, folder: Path) -> Iterator[Finding]:
    yield from places.permissions(place, folder)
    yield from places.surroundings(place)
    yield from places.room(place)
    try:
        is_secret = cipher.salt_of(place) is not None
        begun = [*places.begun(place), *backups.begun(folder)]
        yield from places.leftovers(begun, is_secret=is_secret)
        yield from places.unencrypted(place, folder)
        yield from places.kept(folder)
    except TrackerError as error:
        yield Finding(Check.BACKUPS, f"Not all could be looked at: {error}", AGAIN)


def _inside(database: Database, place: Path, now: dt.datetime) -> Iterator[Finding]:
    """Look at the contents; opening them brings an older schema up to date first."""
    if database.found() is None:
        return  # the first command that writes will make the tables
    try:
        with database.reading():
            pass
    except TrackerError as error:
        problem = f"What is in {place} could not be looked at: {error}"
        yield Finding(Check.SCHEMA, problem, AGAIN)
        return
    differing = list(contents.schema(place, database.backups))
    yield from differing
    if not any(one.blocks for one in differing):
        yield from contents.traces(place)
        yield from contents.index(place)
        yield from _said(database, now)


def _said(database: Database, now: dt.datetime) -> Iterator[Finding]:
    """Look at what the records say."""
    try:
        yield from records.search(database, now)
        yield from records.clock(database, now)
        yield from records.zones(database, now)
    except TrackerError as error:
        yield Finding(Check.SCHEMA, f"Not all could be looked at: {error}", AGAIN)


def mend(finding: Finding) -> None:
    """Put right what was found; raises TrackerError where that fails."""
    try:
        if finding.mend:
            finding.mend()
    except cipher.errors(OSError) as error:
        msg = (
            f"{finding.problem} It cannot be mended ({files.reason(error)}); {files.remedy(error)}."
        )
        raise TrackerError(msg) from error
