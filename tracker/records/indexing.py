"""Keep what records are found by in step with them, in the transaction that changes them.

The history sees every row before and after, however it was written, and tells `touch` which. When
the transaction is kept, the records they belong to are read once more, and their rows of
`search_text` written anew; what a database makes of that table to find quickly follows from it.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, event, insert, or_, select
from sqlalchemy.orm import Session

from tracker.batches import batches
from tracker.models import Base, SearchText, search_id, unaccented
from tracker.models.search import NOUNS, searched

Row = Mapping[str, Any]

APART = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts that put no spaces between words: each of their signs stands for itself."""

TOKEN = re.compile(rf"[{APART}]|[^\W_{APART}]+[+#]*")
"""A word as it is kept and looked for; C++ and C# are words, too."""

_TITLE, _BODY, _CONTEXT = range(3)
_TOUCHED = "touched"
_BATCH = 500


class Part(NamedTuple):
    """A table that holds words of a noun: in `title` its names, in `body` all else that was said.

    `links` are the columns that name what it belongs to, each with the table of that.
    """

    noun: str
    owner: str = "id"
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        return (*self.title, *self.body)

    @property
    def compared(self) -> tuple[str, ...]:
        return (*self.own, *(column for column, _ in self.links))


_OF_APPLICATION = (("application_id", "application"),)

PARTS = {
    "application": Part(
        "application",
        title=("company", "role"),
        body=(
            "notes",
            "location",
            "posting_url",
            "posting_id",
            "documents",
            "other_role",
            "posting_text",
        ),
    ),
    "tag": Part("application", "application_id", body=("name",)),
    "stage_change": Part("application", "application_id", body=("reason",)),
    "interview": Part("interview", body=("place", "notes"), links=_OF_APPLICATION),
    "offer": Part("offer", body=("notes",), links=_OF_APPLICATION),
    "contact": Part(
        "contact",
        title=("name", "company"),
        body=("notes", "role", "email", "phone", "url", "met"),
    ),
    "interaction": Part(
        "interaction", body=("notes",), links=(("contact_id", "contact"), *_OF_APPLICATION)
    ),
}


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
    if part is None or not _differ(before, after, part.compared):
        return
    touched: _Touched = session.info[_TOUCHED]
    number = (after or before or {})[part.owner]
    touched.records[part.noun].add(number)
    if before and after and _differ(before, after, part.title):
        touched.renamed[part.noun].add(number)


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
    texts: dict[int, tuple[list[str], ...]] = defaultdict(lambda: ([], [], []))
    for name, part in PARTS.items():
        if part.noun == noun:
            _gather(connection, _table(name), part, numbers, texts)
    for number, said in texts.items():
        title, body, context = (" ".join(tokens(" ".join(each))) for each in said)
        if title or body:
            yield {"id": search_id(noun, number), "title": title, "body": body, "context": context}


def _gather(
    connection: Connection,
    table: Table,
    part: Part,
    numbers: Collection[int],
    texts: dict[int, tuple[list[str], ...]],
) -> None:
    """Add what a part says of these records to the texts of their titles, bodies and contexts."""
    owner = table.c[part.owner]
    own = [table.c[name] for name in part.own]
    columns, places = [*own], [_TITLE] * len(part.title) + [_BODY] * len(part.body)
    source = table
    for link, parent in part.links:
        linked = _table(parent).alias()
        source = source.outerjoin(linked, linked.c.id == table.c[link])  # type: ignore[assignment]
        columns += [linked.c[name] for name in PARTS[parent].title]
    places += [_CONTEXT] * (len(columns) - len(own))
    statement = select(owner, *columns).select_from(source).order_by(*table.primary_key)
    said = or_(*(column.is_not(None) for column in own))
    for number, *row in connection.execute(statement.where(owner.in_(numbers), said)):
        for column, place, text in zip(columns, places, row, strict=True):
            if text:
                texts[number][place].append(text)
            if text and column.name == "phone":
                texts[number][place].append(backwards(text))


def tokens(text: str) -> list[str]:
    """Return the words of a text as they are kept and looked for."""
    return TOKEN.findall(unaccented(text))


def backwards(phone: str) -> str:
    """Return the digits of a phone number from the last to the first.

    So the national and the international form of a number begin alike.
    """
    digits = "".join(sign for sign in phone if sign.isdecimal())
    return digits.lstrip("0")[::-1]


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
