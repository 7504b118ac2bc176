"""A copy of a hunt comes home: into an empty database whole, or beside what is there."""

import json

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from tracker.batches import batches
from tracker.found_by import NOUNS as FOUND
from tracker.importers.hunt_values import MOST_ID
from tracker.importers.hunts import check_settings
from tracker.importers.rows import HuntRow
from tracker.models import Base, HuntIdentity
from tracker.models.portable import HISTORY, tables
from tracker.records import indexing, numbering
from tracker.records.history import adopt, insert_rows
from tracker.transfer.joining import NOUNS, Joining
from tracker.transfer.tally import Tally


def bring(session: Session, hunt: HuntRow) -> list[Tally]:
    """Write what the copy holds and the records lack: one tally for each noun that it has.

    An empty hunt becomes the one copied, its identity and history included, row for row.
    """
    if not any(hunt.tables[table.name] for table in _records()):
        return []
    if any(session.execute(select(table).limit(1)).first() for table in _records()):
        return Joining(session, hunt).tallies()
    return _restore(session, hunt)


def replace(session: Session, hunt: HuntRow) -> None:
    """Make what there is the hunt of a copy, row for row, with that history and no other."""
    check_settings(hunt)
    connection = session.connection()
    for table in reversed(Base.metadata.sorted_tables):
        connection.execute(delete(table))
    numbering.begin_anew(connection)
    connection.execute(insert(HuntIdentity).values(id=hunt.id))
    for table in tables():
        for rows in batches(hunt.tables[table.name]):
            connection.execute(insert(table), rows)
            if table.autoincrement_column is not None:
                numbering.reserve(connection, table, max(row["id"] for row in rows))
    for name, number in _highest(hunt).items():
        numbering.reserve(connection, Base.metadata.tables[name], number)
    for noun in FOUND:
        indexing.renew(connection, noun, [row["id"] for row in hunt.tables[noun]])


def _records() -> list[Table]:
    return [table for table in tables() if table.name not in HISTORY]


def _restore(session: Session, hunt: HuntRow) -> list[Tally]:
    identity = session.scalars(select(HuntIdentity)).one()
    if identity.id != hunt.id:
        adopt(session, *(hunt.tables[name] for name in HISTORY))
        identity.id = hunt.id
        session.flush()
    for table in _records():
        for rows in batches(hunt.tables[table.name]):
            insert_rows(session, table, rows)
    for name, number in _highest(hunt).items():
        numbering.reserve(session.connection(), Base.metadata.tables[name], number)
    counts = {name: len(hunt.tables[name]) for name in NOUNS}
    return [Tally(noun=NOUNS[name], added=count) for name, count in counts.items() if count]


def _highest(hunt: HuntRow) -> dict[str, int]:
    """Return by table the highest id that its history tells of, also of rows that are gone."""
    highest: dict[str, int] = {}
    for change in hunt.tables["change"]:
        row = json.loads(change["after"] or change["before"] or "{}")
        number = row.get("id")
        if not isinstance(number, int) or number > MOST_ID:
            continue
        if change["table"] in Base.metadata.tables:
            highest[change["table"]] = max(number, highest.get(change["table"], 0))
    return highest
