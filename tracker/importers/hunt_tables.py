"""The tables of a hunt's JSON: every value of the right kind, every link to a row that is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.errors import TrackerError
from tracker.folding import fold_text
from tracker.importers.hunt_values import CHECKS, BadValueError, reader, shown
from tracker.models.portable import columns, folds, plural, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Table

Document = dict[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where in a file something stands; as text it is what a refusal names."""

    name: str
    path: str = ""

    def at(self, key: str | int) -> Place:
        if isinstance(key, int):
            return Place(self.name, f"{self.path}[{key}]")
        return Place(self.name, f"{self.path}.{key}" if self.path else key)

    def refusal(self, why: str) -> TrackerError:
        """Return the sentence that says what is wrong here."""
        return TrackerError(f"{self} {why}; mend it there, or export the hunt anew.")

    def __str__(self) -> str:
        return f"{self.name}: {self.path}" if self.path else self.name


def read_tables(where: Place, document: Document) -> Mapping[str, Sequence[Row]]:
    """Return the rows of every table by its name; raises TrackerError for the first wrong one."""
    read: dict[str, list[Row]] = {}
    for table in tables():
        place = where.at(plural(table))
        found = document.pop(plural(table), [])
        if not isinstance(found, list):
            raise place.refusal("is no list")
        read[table.name] = _Rows(table).read(place, found)
    for table in tables():
        _check_links(where.at(plural(table)), table, read)
    return read


class _Rows:
    """How the rows of one table are read."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.readers: dict[str, Callable[[Any], Any]] = {
            column.name: reader(column) for column in columns(table)
        }
        self.needed = {column.name for column in columns(table) if not column.nullable}
        self.folds = folds(table)
        self.blank = dict.fromkeys(column.name for column in table.columns)

    def read(self, place: Place, found: list[Any]) -> list[Row]:
        keys = [column.name for column in self.table.primary_key]
        unique = [name for name in self.folds if self.table.columns[name].unique]
        seen: set[tuple[Any, ...]] = set()
        rows: list[Row] = []
        for number, each in enumerate(found):
            row = self._row(place.at(number), each)
            for names in (keys, unique):
                key = (*names, *(row[name] for name in names))
                if names and key in seen:
                    raise place.at(number).refusal("says again what an earlier one says")
                seen.add(key)
            rows.append(row)
        return rows

    def _row(self, place: Place, found: object) -> Row:
        if not isinstance(found, dict):
            raise place.refusal("is no object")
        row = dict(self.blank)
        for name, value in found.items():
            if name not in self.readers:
                raise place.refusal(f"has “{shown(name)}”, which this version does not know")
            if value is not None:
                row[name] = self._value(place, name, value)
        for name in self.needed:
            if row[name] is None:
                raise place.at(name).refusal("is missing")
        for name, parts in self.folds.items():
            row[name] = fold_text(*(row[part] for part in parts))
        self._check(place, row)
        return row

    def _value(self, place: Place, name: str, value: object) -> Any:  # noqa: ANN401 (a column holds anything)
        try:
            return self.readers[name](value)
        except BadValueError as error:
            raise place.at(name).refusal(str(error)) from error

    def _check(self, place: Place, row: Row) -> None:
        for check in CHECKS.get(self.table.name, ()):
            if why := check(row):
                raise place.refusal(why)


def _check_links(place: Place, table: Table, read: Mapping[str, Sequence[Row]]) -> None:
    for column in columns(table):
        for link in column.foreign_keys:
            target = link.column.table
            known = {row[link.column.name] for row in read[target.name]}
            for number, row in enumerate(read[table.name]):
                if row[column.name] is not None and row[column.name] not in known:
                    what = f"leads to none of the {plural(target)}"
                    raise place.at(number).at(column.name).refusal(what)
