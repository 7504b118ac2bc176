"""Random rows for every table, as many as are asked for, within what the tables allow."""

import datetime as dt
import random
import string
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Enum,
    Float,
    Integer,
    Table,
    insert,
    inspect,
)

from tracker.currencies import CURRENCIES
from tracker.folding import fold_text
from tracker.models.base import Exact, Instant
from tracker.models.portable import columns, folds, tables
from tracker.records import numbering
from tracker.words import CommandKind, Period, SavedKind

Row = dict[str, Any]
Dice = random.Random

_SIGNS = f"{string.ascii_letters}{string.digits} '\"%_\n;é漢🙂"
RANGES = {
    "enthusiasm": (1, 5),
    "knowledge": (0, 3),
    "felt": (1, 5),
    "value": (0, 5),
    "minutes": (1, 10**6),
}
"""The whole numbers that a column takes, by its name."""
_MOST = {"weight": Decimal("0.5"), "chance": Decimal(1)}
_CURRENCIES = {"currency", "unit", "pay_currency", "cost_currency"}
_STATED = ("EUR", "USD", "JPY")
_OTHERS = sorted(CURRENCIES.keys() - _STATED)
_FIXED: Mapping[str, Callable[[Dice], Any]] = {
    "setting.name": lambda _: "years",
    "setting.value": lambda _: "3",
    "currency_rate.currency": lambda dice: dice.choice(_OTHERS),
    "saved.value": lambda _: '{"a": 1}',
    "change.before": lambda _: '{"id": 1}',
    "change.after": lambda _: '{"id": 1}',
}


def hunt(dice: Dice, number: int) -> dict[str, list[Row]]:
    """Return about as many rows of every table, each link leading to one that is there."""
    made: dict[str, list[Row]] = {}
    for table in tables():
        found: dict[tuple[Any, ...], Row] = {}
        for place in range(1, number + 1):
            row = _row(dice, table, place, made)
            if row is not None:
                found[_key(table, row)] = row
        made[table.name] = list(found.values())
    return made


def _key(table: Table, row: Row) -> tuple[Any, ...]:
    """Return what may stand there once; texts that are to differ by more than case have it too."""
    return tuple(row[column.name] for column in table.primary_key)


def _row(dice: Dice, table: Table, place: int, made: dict[str, list[Row]]) -> Row | None:
    row: Row = {}
    for column in columns(table):
        full = f"{table.name}.{column.name}"
        if column.nullable and dice.random() < 0.3:  # noqa: PLR2004 (some are unknown)
            row[column.name] = None
        elif column.foreign_keys:
            (link,) = column.foreign_keys
            linked = made[link.column.table.name]
            if not linked:
                return None
            row[column.name] = dice.choice(linked)[link.column.name]
        elif column.name == "id":
            row["id"] = place
        else:
            row[column.name] = _FIXED.get(full, lambda dice, one=column: _value(dice, one))(dice)
    _agree(table.name, row)
    if "name" in row:
        row["name"] = f"{row['name']} {place}"
    row |= {name: fold_text(*(row[part] for part in parts)) for name, parts in folds(table).items()}
    return row


_LATER = {CommandKind.FORGET, CommandKind.RESTORE, SavedKind.DISMISSED}
"""Words that not every schema knows."""


def _value(dice: Dice, column: Column[Any]) -> Any:  # noqa: ANN401, PLR0911 (one a type)
    kind, name = column.type, column.name
    if isinstance(kind, Enum):
        return dice.choice([word for word in kind.enum_class or () if word not in _LATER])
    if isinstance(kind, Exact):
        most = int(_MOST.get(name, Decimal(10**8)) * 10**kind.places)
        return Decimal(dice.randint(1, most)).scaleb(-kind.places)
    if isinstance(kind, Float):
        return dice.random()
    if isinstance(kind, Instant):
        return _wall(dice).replace(tzinfo=dt.UTC)
    if isinstance(kind, Date):
        return _wall(dice).date()
    if isinstance(kind, DateTime):
        return _wall(dice)
    if isinstance(kind, Integer):
        return dice.randint(*RANGES.get(name, (0, 10**6)))
    if kind.python_type is bool:
        return dice.random() < 0.5  # noqa: PLR2004 (as likely as not)
    if name in _CURRENCIES:
        return dice.choice(_STATED)
    return f"x{''.join(dice.choices(_SIGNS, k=dice.randint(0, 30)))}"


def _wall(dice: Dice) -> dt.datetime:
    return dt.datetime(2000, 1, 1, 12) + dt.timedelta(minutes=dice.randrange(0, 50 * 365 * 1440))


def _agree(table: str, row: Row) -> None:
    """Make one of what several columns say together."""
    if "wall" in row:
        zone = row["zone"] = "America/New_York" if row["wall"] else None
        row["fold"] = 0 if row["wall"] else None
        local = row["wall"] and row["wall"].replace(tzinfo=ZoneInfo(str(zone)), fold=0)
        row["instant"] = local and local.astimezone(dt.UTC)
    if table == "application":
        stated = [one for one in ("pay_low", "pay_likely", "pay_high") if row[one] is not None]
        row |= dict(zip(stated, sorted(row[one] for one in stated), strict=True))
        row["pay_currency"] = "EUR" if stated else None
        row["pay_period"] = Period.HOUR if stated else None
    if table == "interview" and row["cash_cost"] is not None:
        row["cost_currency"] = "EUR"
    if table == "advice" and row["gain"] is not None:
        row["currency"] = "EUR"


def write(connection: Connection, made: dict[str, list[Row]]) -> int:
    """Insert rows into the tables and columns that there are in its schema; return how many."""
    there = inspect(connection).get_multi_columns()
    number = 0
    for table in tables():
        names = {one["name"] for one in there.get((None, table.name), ())}
        rows = [{name: row[name] for name in row if name in names} for row in made[table.name]]
        if names and rows:
            connection.execute(insert(table), rows)
            if "id" in names:
                numbering.reserve(connection, table, max(row["id"] for row in rows))
            number += len(rows)
    return number
