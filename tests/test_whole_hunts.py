"""Any hunt that the tables can hold leaves as JSON and comes back row for row."""

import re
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Date, DateTime, Enum, Float, Integer, insert

from benchmarks.anything import RANGES
from tests.conftest import NOW, CommandLine
from tests.storage import NewPlace
from tracker.folding import fold_text
from tracker.found_by import PARTS
from tracker.models.base import Exact, Instant
from tracker.models.portable import columns, folds, tables
from tracker.records import indexing
from tracker.words import Period

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
NAME = TEXT.filter(fold_text)
WALLS = st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1))
ABOVE_ZERO = {"pay", "weight", "amount"}
SIMPLE: Mapping[type, st.SearchStrategy[Any]] = {
    Float: st.floats(0, 1),
    Instant: WALLS.map(lambda wall: wall.replace(tzinfo=UTC)),
    Date: st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    DateTime: WALLS,
}
ROWS = 3
"""How many each table has at most; the ids are 1 to this."""


def values(column: Column[Any]) -> st.SearchStrategy[Any]:
    """Return what a column may hold, by its type and its CHECK."""
    kind, name = column.type, column.name
    if isinstance(kind, Enum):
        return st.sampled_from(list(kind.enum_class or ()))
    if isinstance(kind, Exact):
        most = {"weight": "0.5", "chance": "1"}.get(name, "100000000")
        least = Decimal(1).scaleb(-kind.places) if name in ABOVE_ZERO else Decimal(0)
        return st.decimals(least, Decimal(most), places=kind.places)
    if isinstance(kind, Integer):
        return st.integers(*RANGES.get(name, (0, 10**6)))
    if name in {"currency", "unit", "pay_currency", "cost_currency"}:
        return st.sampled_from(["EUR", "USD", "JPY"])
    otherwise = NAME if name in {"name", "company"} else TEXT
    return next((made for one, made in SIMPLE.items() if isinstance(kind, one)), otherwise)


SPECIAL: Mapping[str, st.SearchStrategy[Any]] = {
    "setting.name": st.just("years"),
    "setting.value": st.sampled_from(["3", "2.5"]),
    "saved.value": st.just('{"a": 1}'),
    "change.before": st.just('{"id": 1}'),
    "change.after": st.just('{"id": 1}'),
    "currency_rate.currency": st.just("GBP"),
    "other_role_wanted": st.booleans(),
}


@st.composite
def hunts(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Return rows for every table, each link leading to a row that is there."""
    made: dict[str, list[dict[str, Any]]] = {}
    for table in tables():
        keys: set[tuple[Any, ...]] = set()
        made[table.name] = []
        for number in range(1, draw(st.integers(0, ROWS)) + 1):
            row: dict[str, Any] = {}
            for column in columns(table):
                links = [made[link.column.table.name] for link in column.foreign_keys]
                full = f"{table.name}.{column.name}"
                if column.nullable and draw(st.booleans()):
                    row[column.name] = None
                elif links:
                    row[column.name] = draw(st.integers(1, len(links[0]))) if links[0] else None
                elif column.name == "id":
                    row["id"] = number
                else:
                    special = SPECIAL.get(full, SPECIAL.get(column.name))
                    row[column.name] = draw(values(column) if special is None else special)
            whole(table.name, row)
            for name, parts in folds(table).items():
                row[name] = fold_text(*(row[part] for part in parts))
            key = tuple(row[column.name] for column in table.primary_key)
            unique = (*key, row.get("name_key")) if "id" in row else key
            lacking = [one for one in columns(table) if row[one.name] is None and not one.nullable]
            if lacking or key in keys or (row.get("name_key"),) in keys:
                break
            keys |= {key, (unique[-1],)} if "name_key" in row else {key}
            made[table.name].append(row)
    return made


def whole(table: str, row: dict[str, Any]) -> None:
    """Make one of what several columns say together."""
    if "wall" in row:
        zone = row["zone"] = "America/New_York" if row["wall"] else None
        row["fold"] = 0 if row["wall"] else None
        local = row["wall"] and row["wall"].replace(tzinfo=ZoneInfo(str(zone)), fold=0)
        row["instant"] = local and local.astimezone(UTC)
    if table == "application":
        names = ("pay_low", "pay_likely", "pay_high")
        figures = sorted(row[name] + 1 for name in names if row[name] is not None)
        stated = [name for name in names if row[name] is not None]
        row.update(zip(stated, figures, strict=True))
        row["pay_currency"] = "EUR" if figures else None
        row["pay_period"] = Period.HOUR if figures else None
    if table == "interview" and row["cash_cost"] is not None:
        row["cost_currency"] = "EUR"
    if table == "advice" and row["gain"] is not None:
        row["currency"] = "EUR"


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=hunts())
def test_any_hunt_goes_out_and_in_row_for_row(
    new_place: NewPlace, made: dict[str, list[dict[str, Any]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here, there = (CommandLine(new_place(name)) for name in ("a", "b"))
        there("profile", "set", "years", "4")
        there("undo")
        with here.database.writing(NOW) as session:
            connection = session.connection()
            for table in tables():
                if made[table.name]:
                    connection.execute(insert(table), made[table.name])
            for noun in {part.noun for part in PARTS.values()}:
                indexing.renew(connection, noun, [row["id"] for row in made[noun]])
        path = str(Path(folder) / "hunt.json")
        here("export", "json", "--to", path)
        there("import", path)
        assert there.rows() == here.rows()
        before = there.rows(logs=True)
        assert not re.search(r"[1-9][0-9]* (?:added|updated)", there("import", path).stdout)
        assert there.rows(logs=True) == before
