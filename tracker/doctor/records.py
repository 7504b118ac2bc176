"""What the records say: found as they are written, in zones that exist, by a clock that goes on."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.db import Database
from tracker.doctor.finding import MEND, Finding
from tracker.models import Command, Interview, Offer
from tracker.records import history, indexing, profile
from tracker.records.notes import counted
from tracker.words import Check

SLACK = dt.timedelta(minutes=5)
"""Clocks of this much difference are said to agree."""


def search(database: Database, now: dt.datetime) -> Iterator[Finding]:
    """Yield records that a search would not find, or find by words that are gone."""
    with database.reading() as session:
        number = sum(map(len, indexing.astray(session.connection()).values()))
    if number:
        of = counted(number, "record")
        problem = f"The words by which a search finds {of} are not those that stand there."
        yield Finding(Check.SEARCH, problem, MEND, partial(_index_anew, database, now))


def _index_anew(database: Database, now: dt.datetime) -> None:
    with database.writing(now) as session:
        connection = session.connection()
        for noun, numbers in indexing.astray(connection).items():
            indexing.renew(connection, noun, numbers)


def zones(database: Database, now: dt.datetime) -> Iterator[Finding]:
    """Yield zones that this machine does not know, and times that its clocks have left behind."""
    with database.reading() as session:
        named = {profile.load(session).time_zone, *_zones(session)} - {None}
        unknown = sorted(str(name) for name in named if not _is_known(str(name)))
        moved = 0 if unknown else len(_moved(session))
    if unknown or not available_timezones():
        what = f"of {', '.join(unknown)}" if unknown else "at all"
        yield Finding(
            Check.ZONES,
            f"This machine has no time-zone data {what}.",
            "bring it up to date with: pip install --upgrade tzdata",
        )
    if moved:
        yield Finding(
            Check.ZONES,
            f"The clocks were moved since {counted(moved, 'time')} was agreed, so it is sorted and "
            "told at a wrong instant; the time on the wall stays as agreed.",
            MEND,
            partial(_reckon_anew, database, now),
        )


def _zones(session: Session) -> set[str | None]:
    return {zone for model in (Interview, Offer) for zone in session.scalars(select(model.zone))}


def _is_known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _moved(session: Session) -> list[Interview | Offer]:
    """Return the records whose instant is another than their wall time is by today's data."""
    agreed: list[Interview | Offer] = [
        *session.scalars(select(Interview)),
        *session.scalars(select(Offer)),
    ]
    return [one for one in agreed if one.moment and one.moment.instant != one.instant]


def _reckon_anew(database: Database, now: dt.datetime) -> None:
    with database.writing(now) as session:
        found = _moved(session)
        for one in found:
            one.moment = one.moment
        number = counted(len(found), "time")
        history.describe(session, f"Reckoned {number} anew, since the clocks were moved.")


def clock(database: Database, now: dt.datetime) -> Iterator[Finding]:
    """Yield that the clock stands before what was done already."""
    with database.reading() as session:
        latest = session.scalar(select(func.max(Command.at)))
    if latest and latest > now + SLACK:
        yield Finding(
            Check.CLOCK,
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, but the last command was run at "
            f"{latest:%Y-%m-%d %H:%M} UTC.",
            "set the clock of this machine right, or unset TRACKER_NOW",
        )
