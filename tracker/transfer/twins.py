"""Which rows of a hunt's copy are which records.

A copy has each record once, unlike a file of another program, where several rows may be about one:
so no two of its rows are the same record here, however alike they are.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from tracker.importers.rows import ApplicationRow, HuntRow
from tracker.models import Base, Command
from tracker.people import Identity, apart
from tracker.records import hunts
from tracker.transfer import known_applications
from tracker.transfer.known_applications import Known
from tracker.words import Stage

if TYPE_CHECKING:
    from datetime import date

Row: TypeAlias = dict[str, Any]
Key: TypeAlias = tuple[Any, ...]

_KNOWN_BY = {
    "criterion": ("name_key",),
    "stage_change": ("application_id", "on", "stage", "outcome"),
    "interview": ("application_id", "instant", "round"),
    "offer": ("application_id", "received", "pay", "currency", "period"),
    "interaction": ("contact_id", "on", "notes"),
}
"""By table, what two rows have alike that are one; the primary key, where it is not named."""


def key_of(table: Table, row: Mapping[str, Any] | Any) -> Key:  # noqa: ANN401 (SQLAlchemy's mapping of a row has no common type)
    return tuple(row[column.name] for column in table.primary_key)


def is_same(session: Session, hunt: HuntRow) -> bool:
    """Whether a copy is one of this very hunt."""
    return hunts.identity(session) == hunt.id


def common(session: Session, hunt: HuntRow) -> Iterator[tuple[str, Key]]:
    """Yield table and key of each row that was made by a command of both histories of one hunt.

    Copies of one hunt may give the same id to different records, each after they parted; the
    command that made a record tells them apart.
    """
    columns = (Command.at, Command.kind, Command.summary)
    here = {tuple(row) for row in session.execute(select(*columns))}
    shared = {
        row["id"]
        for row in hunt.tables["command"]
        if (row["at"], row["kind"], row["summary"]) in here
    }
    made = (
        (change["table"], json.loads(change["after"]))
        for change in hunt.tables["change"]
        if change["command_id"] in shared and change["before"] is None and change["after"]
    )
    for name, after in made:
        if name in Base.metadata.tables:
            table = Base.metadata.tables[name]
            yield name, tuple(after.get(column.name) for column in table.primary_key)


def matched(
    records: Iterable[Known],
    hunt: HuntRow,
    table: Table,
    rows: Sequence[Row],
    free: Mapping[Key, Row],
) -> list[Key | None]:
    """Return for each row the key of the record that it is by what it says; no two share one.

    `records` is what applications are recognised by.
    """
    if table.name == "application":
        stated = list(_stated(hunt, rows))
        known = known_applications.recognised(records, stated, {key[0] for key in free})
        return [None if number is None else (number,) for number in known]
    found: dict[Key, list[Key]] = defaultdict(list)
    for key, here in free.items():
        for alike in _alike(table, here):
            found[alike].append(key)
    return list(_taken(table, rows, free, found))


def _taken(
    table: Table,
    rows: Iterable[Row],
    free: Mapping[Key, Row],
    found: Mapping[Key, list[Key]],
) -> Iterator[Key | None]:
    left = dict(free)
    for row in rows:
        candidates = (key for alike in _alike(table, row) for key in found.get(alike, ()))
        may_be = (key for key in candidates if key in left and _may_be(table, row, left[key]))
        twin = next(may_be, None)
        if twin is not None:
            del left[twin]
        yield twin


def _may_be(table: Table, row: Row, here: Row) -> bool:
    """Whether two are not surely two: by name, or else by address."""
    if table.name != "contact":
        return True
    ours, theirs = Identity.recorded(row), Identity.recorded(here)
    return not apart(ours.boxes, theirs.boxes) and not ours.contradicts(theirs)


def _alike(table: Table, row: Row) -> Iterator[Key]:
    """Yield what a row is known by, the surest first."""
    if table.name != "contact":
        names = _KNOWN_BY.get(table.name)
        yield tuple(row[name] for name in names) if names else key_of(table, row)
        return
    one = Identity.recorded(row)
    yield from one.keys()
    yield from (("page", one.name, page) for page in sorted(one.pages))
    yield "name", one.name, one.company


def _stated(hunt: HuntRow, rows: Iterable[Row]) -> Iterator[ApplicationRow]:
    """Yield applications as any file would state them, to be recognised."""
    days: dict[int, list[tuple[date, Stage]]] = defaultdict(list)
    for change in hunt.tables["stage_change"]:
        days[change["application_id"]].append((change["on"], change["stage"]))
    for number, row in enumerate(rows):
        saved = [on for on, stage in days[row["id"]] if stage is Stage.SAVED]
        sent = [on for on, stage in days[row["id"]] if stage is not Stage.SAVED]
        fields = {name: row[name] for name in ("posting_url", "posting_id") if row[name]}
        on, saved_on = min(sent, default=None), min(saved, default=None)
        yield ApplicationRow(
            number, row["company"], row["role"], on=on, saved_on=saved_on, fields=fields
        )
