"""Where what a row of a copy belongs to is here, also where either machine joined it to another."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from tracker.models import Application, Contact
from tracker.records import merging
from tracker.transfer.twins import Key, Row


class Links:
    """By which ids the records of a copy go here, and which records are one on either machine."""

    def __init__(self, session: Session) -> None:
        self._ids: dict[str, dict[int, int]] = defaultdict(dict)
        self._one: dict[str, dict[int, int]] = defaultdict(dict)
        models = (Application, Contact)
        self._joined = {one.__tablename__: merging.joined(session, one) for one in models}
        for name, joined in self._joined.items():
            for gone, kept in joined.items():
                self.unite(name, gone, kept)

    def learn(self, name: str, there: int, here: int) -> None:
        """Let what belongs to a record of the copy belong to this one here."""
        self._ids[name][there] = here

    def number(self, name: str, there: int) -> int | None:
        return self._ids[name].get(there)

    def unite(self, name: str, first: int, second: int) -> None:
        """Take two records from here for one, as a machine that joined them does."""
        low, high = sorted((self._root(name, first), self._root(name, second)))
        if low != high:
            self._one[name][high] = low

    def linked(self, table: Table, row: Row) -> Row | None:
        """Return a row with the links it has here; None where what it belongs to is not here."""
        linked = dict(row)
        for column in table.columns:
            for link in column.foreign_keys:
                found = self._ids[link.column.table.name].get(row.get(column.name, 0))
                if found is None and not column.nullable:
                    return None
                linked[column.name] = found
        return linked

    def united(self, table: Table, row: Row) -> Row:
        """Return a row from here with links that are alike where what it belongs to is one."""
        united = dict(row)
        for column in table.columns:
            for link in column.foreign_keys:
                number = row.get(column.name)
                united[column.name] = number and self._root(link.column.table.name, number)
        return united

    def heir(self, table: Table, gone: Row, here: Mapping[Key, Row]) -> Row | None:
        """Return the record that one, which is here no more, was joined to."""
        if table.name == "interview":
            return next((one for one in here.values() if self._is_at_once(table, gone, one)), None)
        joined, number = self._joined.get(table.name, {}), gone.get("id")
        while number in joined and (number,) not in here:
            number = joined[number]
        return here.get((number,))

    def _is_at_once(self, table: Table, gone: Row, here: Row) -> bool:
        """Whether two interviews are at the same time, of one application."""
        one, other = self.united(table, gone), self.united(table, here)
        same = all(one[name] == other[name] for name in ("application_id", "instant"))
        return same and gone["instant"] is not None

    def _root(self, name: str, number: Any) -> Any:  # noqa: ANN401 (a history may hold anything)
        one = self._one[name]
        while number in one:
            number = one[number]
        return number
