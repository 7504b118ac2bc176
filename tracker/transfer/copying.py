"""A hunt goes from one database to another: every row of every table, each compared afterwards."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from sqlalchemy import Row, Table, delete, insert, select
from sqlalchemy.orm import Session

from tracker.errors import TrackerError
from tracker.models import Base, HuntIdentity
from tracker.records import numbering, whole

_AT_ONCE = 500


def copy(source: Session, target: Session, place: str) -> int:
    """Fill an empty hunt with all that another holds, its history included; return the rows.

    Raises TrackerError where the target, which is shown as `place`, is not empty, or where what
    was written reads otherwise than what was copied.
    """
    _check_empty(target, place)
    target.connection().execute(delete(HuntIdentity))
    tables = Base.metadata.sorted_tables
    copied = sum(_copy_table(source, target, table) for table in tables)
    for table in tables:
        _compare(source, target, table, place)
    return copied


def _check_empty(target: Session, place: str) -> None:
    if not whole.is_empty(target):
        msg = f"{place} holds a hunt already, so nothing was copied; name an empty database."
        raise TrackerError(msg)


def _copy_table(source: Session, target: Session, table: Table) -> int:
    if table.autoincrement_column is not None:
        last = numbering.last(source.connection(), table)
        numbering.reserve(target.connection(), table, last)
    copied, rows = 0, iter(_rows(source, table))
    while some := [row._asdict() for row in islice(rows, _AT_ONCE)]:
        target.connection().execute(insert(table), some)
        copied += len(some)
    return copied


def _compare(source: Session, target: Session, table: Table, place: str) -> None:
    ours, theirs = iter(_rows(source, table)), iter(_rows(target, table))
    while True:
        one, other = next(ours, None), next(theirs, None)
        if one != other:
            msg = (
                f"{place} does not give back what was written to it (in {table.name}), so nothing "
                "was kept there; your hunt is as it was, so try another database."
            )
            raise TrackerError(msg)
        if one is None:
            return


def _rows(session: Session, table: Table) -> Iterable[Row[Any]]:
    statement = select(table).order_by(*table.primary_key)
    return session.connection().execution_options(yield_per=_AT_ONCE).execute(statement)
