"""Keep what records are found by in step with them, in the transaction that changes them.

The history sees every row before and after, however it was written, and tells `touch` which. When
the transaction is kept, the records they belong to are read once more, and their rows of
`search_text` written anew; what a database makes of that table to find quickly follows from it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, delete, event, insert, or_, select
from sqlalchemy.orm import Session

from tracker.batches import batches
from tracker.found_by import (
    CONTEXT,
    NOUNS,
    PARTS,
    Part,
    Texts,
    entry,
    gather,
    search_id,
    searched,
)
from tracker.models import Base, SearchText

Row = Mapping[str, Any]

_TOUCHED = "touched"
_BATCH = 500


@dataclass
class _Touched:
    """Numbers by noun: of records whose words may have changed, and of those named otherwise."""

    records: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    renamed: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def watch(session: Session) -> None:
    """Bring the index up to date whenever what this session wrote is kept."""
    session.info[_TOUCHED] = _Touched()
    event.listen(session, "before_commit", _renew_touched)


def touch(session: Session, table: str, before: Row | None, after: Row | None) -> None:
    """Remember whose words a changed row may change."""
    part = PARTS.get(table)
    if part is None:
        return
    owners = {row[part.owner] for row in (before, after) if row}
    has_moved = len(owners) > 1
    if not has_moved and not _differ(before, after, part.compared):
        return
    touched: _Touched = session.info[_TOUCHED]
    touched.records[part.noun] |= owners
    if before and after and _differ(before, after, part.title):
        touched.renamed[part.noun] |= owners


def _differ(before: Row | None, after: Row | None, columns: Iterable[str]) -> bool:
    first, second = before or {}, after or {}
    return any(first.get(column) != second.get(column) for column in columns)


def _renew_touched(session: Session) -> None:
    session.flush()
    touched: _Touched = session.info[_TOUCHED]
    connection = session.connection()
    for name, part in PARTS.items():
        for column, parent in part.links:
            table = _table(name)
            for numbers in batches(touched.renamed[parent], _BATCH):
                statement = select(table.c.id).where(table.c[column].in_(numbers))
                touched.records[part.noun].update(connection.scalars(statement))
    for noun, records in touched.records.items():
        renew(connection, noun, records)
    session.info[_TOUCHED] = _Touched()


def renew(connection: Connection, noun: str, numbers: Iterable[int]) -> None:
    """Write anew what the records of these numbers are found by; those gone are found no more."""
    for some in batches(sorted(numbers), _BATCH):
        ids = [search_id(noun, number) for number in some]
        connection.execute(delete(SearchText).where(SearchText.id.in_(ids)))
        if rows := list(_rows(connection, noun, some)):
            connection.execute(insert(SearchText), rows)


def astray(connection: Connection) -> dict[str, list[int]]:
    """Return by noun the numbers of records that are found by other words than they hold."""
    listed: dict[str, set[int]] = defaultdict(set)
    for noun, number in map(searched, connection.scalars(select(SearchText.id))):
        listed[noun].add(number)
    return {
        noun: [
            number
            for some in batches(sorted(listed[noun].union(_numbers(connection, noun))), _BATCH)
            for number in _differing(connection, noun, some)
        ]
        for noun in NOUNS
    }


def _numbers(connection: Connection, noun: str) -> Iterable[int]:
    return connection.scalars(select(_table(noun).c.id))


def _differing(connection: Connection, noun: str, numbers: Sequence[int]) -> list[int]:
    ids = {number: search_id(noun, number) for number in numbers}
    table = _table(SearchText.__tablename__)
    found = connection.execute(select(table).where(table.c.id.in_(ids.values())))
    there: dict[int, Row] = {row.id: row._asdict() for row in found}
    wanted = {row["id"]: row for row in _rows(connection, noun, numbers)}
    return [number for number, row in ids.items() if there.get(row) != wanted.get(row)]


def _rows(connection: Connection, noun: str, numbers: Collection[int]) -> Iterator[Row]:
    """Yield a row for each record that has words of its own."""
    texts: dict[int, Texts] = defaultdict(lambda: ([], [], []))
    for name, part in PARTS.items():
        if part.noun == noun:
            _gather(connection, _table(name), part, numbers, texts)
    for number, said in texts.items():
        if row := entry(noun, number, said):
            yield row


def _gather(
    connection: Connection,
    table: Table,
    part: Part,
    numbers: Collection[int],
    texts: dict[int, Texts],
) -> None:
    """Add what a part says of these records to the texts of their titles, bodies and contexts."""
    owner = table.c[part.owner]
    own = [table.c[name] for name in part.own]
    columns, source = [*own], table
    for link, parent in part.links:
        linked = _table(parent).alias()
        source = source.outerjoin(linked, linked.c.id == table.c[link])  # type: ignore[assignment]
        columns += [linked.c[name] for name in PARTS[parent].title]
    names = [column.name for column in columns]
    places = part.places + [CONTEXT] * (len(columns) - len(own))
    statement = select(owner, *columns).select_from(source).order_by(*table.primary_key)
    said = or_(*(column.is_not(None) for column in own))
    for number, *row in connection.execute(statement.where(owner.in_(numbers), said)):
        gather(texts[number], names, places, row)


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
