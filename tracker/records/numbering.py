"""How records come by their numbers: from 1 on, none given twice, none lost to what was not kept.

SQLite counts by itself (AUTOINCREMENT); on PostgreSQL the function `next_number` of the migrations
does the same, in the same transaction, since a sequence would go on counting through what is
taken back. Both keep the last number of each table in one of their own.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Table,
    TableClause,
    Text,
    column,
    delete,
    insert,
    select,
    table,
    update,
)

_KEPT_IN = {"sqlite": "sqlite_sequence", "postgresql": "numbering"}


def number(connection: Connection, of: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Give new rows their ids; there is one writer, so nobody else is given the same."""
    for place, row in enumerate(rows, last(connection, of) + 1):
        row["id"] = place
    reserve(connection, of, rows[-1]["id"])


def reserve(connection: Connection, of: Table, number: int) -> None:
    """See to it that ids up to a number are not given again: other records had them."""
    given = _given(connection)
    ours = given.c.name == of.name
    raised = update(given).where(ours, given.c.seq < number).values(seq=number)
    if not connection.execute(raised).rowcount and last(connection, of) < number:
        connection.execute(insert(given).values(name=of.name, seq=number))


def begin_anew(connection: Connection) -> None:
    """Count from 1 again, where every record is about to be another."""
    connection.execute(delete(_given(connection)))


def last(connection: Connection, of: Table) -> int:
    """Return the last id that was given, also if its record is gone; 0 where none was."""
    given = _given(connection)
    return connection.scalar(select(given.c.seq).where(given.c.name == of.name)) or 0


def _given(connection: Connection) -> TableClause:
    """Return the table in which a database keeps the last id given in each."""
    columns = column("name", Text), column("seq", BigInteger)
    return table(_KEPT_IN[connection.dialect.name], *columns)
