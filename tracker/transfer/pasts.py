"""What of one record is new in which of two copies, as the histories of both tell."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from tracker import kept
from tracker.importers.rows import HuntRow
from tracker.models import Application, Base, Change, Contact
from tracker.models.portable import folds
from tracker.records import merging
from tracker.records.history import typed
from tracker.records.new_applications import PAY
from tracker.transfer.links import Links
from tracker.transfer.twins import Key, Row, key_of

Values: TypeAlias = tuple[Any, ...]
Images: TypeAlias = Mapping[tuple[str, Key], list[Row]]

_MOVES = {"application": ("stage", "outcome", "moved_on")}
"""By table, what an import never moves, whatever becomes of the rest."""
TOGETHER = (PAY, ("other_role_wanted", "other_role"))
"""Columns that say one thing."""
_FACTS = {
    "application": (*TOGETHER, ("posting_url", "posting_id")),
    "contact": (("name", "name_parts"),),
}
"""By table of which each column goes on by itself, those that go on together."""


def stated(table: Table) -> list[str]:
    """Return the columns in which a record says something of its own."""
    apart = {"id", *folds(table), *_MOVES.get(table.name, ())}
    columns = (column for column in table.columns if not column.foreign_keys)
    return [column.name for column in columns if column.name not in apart]


class Pasts:
    """All that the records of a hunt and of its copy ever were."""

    def __init__(self, session: Session, hunt: HuntRow) -> None:
        self._session = session
        self._hunt = hunt

    def news(self, table: Table, row: Row, here: Row) -> list[str]:
        """Return the columns in which a record went on in the copy alone since the two parted."""
        return [
            name
            for names, since in self._parted(table, row, here)
            if since and _values(here, names) == since[0]
            for name in names
        ]

    def contradicting(self, table: Table, row: Row, here: Row) -> list[str]:
        """Return the columns that a copy has as they never were here since the two parted."""
        return [name for names, _ in self._parted(table, row, here) for name in names]

    def _parted(
        self, table: Table, row: Row, here: Row
    ) -> Iterator[tuple[Sequence[str], list[Values]]]:
        """Yield the columns of each fact that is new in a copy, with what it was here.

        That is all since the two were alike last, which is the first of it.
        """
        since: list[Row] | None = None
        for names in _facts(table):
            if all(row[name] == here[name] for name in names):
                continue
            since = self._since(table, row, here) if since is None else since
            values = [tuple(map(image.get, names)) for image in since]
            if _values(row, names) not in values:
                yield names, values

    def _since(self, table: Table, row: Row, here: Row) -> list[Row]:
        """Return what a record was here since it was last as it ever was in the copy."""
        names = stated(table)
        past = self._here.get((table.name, key_of(table, here)), [])
        ours, theirs = (
            [tuple(map(image.get, names)) for image in images]
            for images in (past, self._there.get((table.name, key_of(table, row)), []))
        )
        last = next((values for values in reversed(ours) if values in theirs), None)
        return [] if last is None else past[ours.index(last) :]

    def met(
        self, table: Table, rows: Iterable[Row], free: Iterable[Key], links: Links
    ) -> dict[Key, Key]:
        """Return by key which records rows of the copy are that were once alike in all they say.

        So is a record that came from one machine to the other, whatever became of it on either.
        """
        found: dict[str, list[Key]] = defaultdict(list)
        for key in free:
            for image in self._here.get((table.name, key), ()):
                found[_said(table, links.united(table, image))].append(key)
        met: dict[Key, Key] = {}
        claimed: set[Key] = set()
        for row in rows:
            theirs = self._there.get((table.name, key_of(table, row)), [])
            linked = (links.linked(table, image) for image in reversed(theirs))
            said = (_said(table, links.united(table, image)) for image in linked if image)
            keys = (key for each in said for key in found.get(each, ()) if key not in claimed)
            if key := next(keys, ()):
                met[key_of(table, row)] = key
                claimed.add(key)
        return met

    def joined_there(self, model: type[Application | Contact]) -> dict[int, int]:
        """Return by id which record each was joined to that is gone in the copy for that."""
        stand = (one for one in self._hunt.tables["command"] if one["undone_at"] is None)
        told = {
            one["id"]: one["summary"] for one in stand if one["summary"].startswith(merging.JOINED)
        }
        removals = (
            (told[one["command_id"]], one["before"])
            for one in self._hunt.tables["change"]
            if one["table"] == model.__tablename__ and not one["after"]
            if one["command_id"] in told
        )
        return merging.joined_by(model, removals)

    def last(self, table: Table, key: Key, row: Row) -> Row:
        """Return how a record that is gone was here last; as in the copy, where nothing tells."""
        images = self._here.get((table.name, key))
        if not images:
            return row
        image = images[-1]
        return {column.name: typed(column, image.get(column.name)) for column in table.columns}

    @cached_property
    def _here(self) -> Images:
        statement = select(Change.table, Change.before, Change.after).order_by(Change.id)
        return _images(row._asdict() for row in self._session.execute(statement))

    @cached_property
    def _there(self) -> Images:
        return _images(self._hunt.tables["change"])


def _images(changes: Iterable[Row]) -> Images:
    """Return what each row ever was, by table and key."""
    found: dict[tuple[str, Key], list[Row]] = defaultdict(list)
    for change in changes:
        table = Base.metadata.tables.get(change["table"])
        for image in filter(None, (change["before"], change["after"])):
            row = json.loads(image)
            is_row = not any(isinstance(value, (list, dict)) for value in row.values())
            if table is not None and is_row and all(one.name in row for one in table.primary_key):
                found[table.name, key_of(table, row)].append(row)
    return found


def _said(table: Table, image: Row) -> str:
    """Return all that an image says, and what it belongs to."""
    links = (column.name for column in table.columns if column.foreign_keys)
    return json.dumps([image.get(name) for name in (*stated(table), *links)])


def _facts(table: Table) -> Iterator[Sequence[str]]:
    """Yield the columns that go on together; where nothing else is known, all of them do."""
    every = stated(table)
    if table.name not in _FACTS:
        yield every
        return
    yield from _FACTS[table.name]
    together = {name for names in _FACTS[table.name] for name in names}
    yield from ([name] for name in every if name not in together)


def _values(row: Row, names: Sequence[str]) -> Values:
    """Return what a row says there as the history has it."""
    image = json.loads(kept.image({name: row[name] for name in names}) or "{}")
    return tuple(map(image.get, names))
