"""Which of two states of one record came after the other, as the histories of both copies tell."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, TypeAlias

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from tracker import kept
from tracker.importers.rows import HuntRow
from tracker.models import Base, Change
from tracker.models.portable import folds
from tracker.records.history import typed
from tracker.transfer.twins import Key, Row, key_of

Images: TypeAlias = Mapping[tuple[str, Key], list[Row]]

_MOVES = {"application": ("stage", "outcome", "moved_on")}
"""By table, what an import never moves, whatever becomes of the rest."""


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

    def is_older(self, table: Table, row: Row) -> bool:
        """Whether a record was here as the copy has it, so that it went on here."""
        return _is_among(table, row, self._here)

    def is_newer(self, table: Table, row: Row, here: Row) -> bool:
        """Whether a record was in the copy as it is here, and went on there to what is new here."""
        return _is_among(table, here, self._there) and not self.is_older(table, row)

    def last(self, table: Table, row: Row) -> Row:
        """Return how a record that is gone was here last; as in the copy, where nothing tells."""
        images = self._here.get((table.name, key_of(table, row)))
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
            if table is not None and all(column.name in row for column in table.primary_key):
                found[table.name, key_of(table, row)].append(row)
    return found


def _is_among(table: Table, row: Row, images: Images) -> bool:
    now: dict[str, Any] = json.loads(kept.image(row) or "{}")
    names = stated(table)
    return any(
        all(now.get(name) == image.get(name) for name in names)
        for image in images.get((table.name, key_of(table, row)), ())
    )
