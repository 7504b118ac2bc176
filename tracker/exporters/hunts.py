"""A whole hunt as JSON: every row of every table, so that reading it gives the same hunt again.

One row a line, in the order of the keys: the same hunt is always the same bytes. What is unknown
is left out of its row. docs/hunt.schema.json says what each key means.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import CursorResult, Row, Table

from tracker.models.portable import FORMAT, VERSION, plural

Tables = Iterable[tuple[Table, CursorResult[Any]]]

_text = json.JSONEncoder(ensure_ascii=False).encode


def lines(hunt: str, schema: str, tables: Tables) -> Iterator[str]:
    """Yield the document line by line; `schema` is the revision of the tables it comes from."""
    head = {"format": FORMAT, "version": VERSION, "schema": schema, "hunt": hunt}
    inner = ", ".join(f"{_text(key)}: {_text(value)}" for key, value in head.items())
    yield f"{{{inner}"
    for table, rows in tables:
        yield f",\n{_text(plural(table))}: ["
        names = [f"{_text(name)}: " for name in rows.keys()]  # noqa: SIM118 (no mapping)
        yield from _rows(names, rows)
        yield "]"
    yield "}\n"


def _rows(names: list[str], rows: Iterable[Row[Any]]) -> Iterator[str]:
    before = "\n"
    for row in rows:
        pairs = zip(names, row, strict=True)
        said = [f"{name}{_encoded(value)}" for name, value in pairs if value is not None]
        yield f"{before}{{{', '.join(said)}}}"
        before = ",\n"
    if before != "\n":
        yield "\n"


def _encoded(value: Any) -> str:  # noqa: ANN401 (a column holds anything)
    return _ENCODERS.get(type(value), _text)(value)


def _instant(value: dt.datetime) -> str:
    """Return a wall time as it is, and an instant with the Z of UTC."""
    return f'"{value.isoformat().replace("+00:00", "Z")}"'


_ENCODERS: dict[type, Callable[[Any], str]] = {
    Decimal: '"{:f}"'.format,
    dt.datetime: _instant,
    dt.date: '"{}"'.format,
    int: str,
}
"""The quick ways; all else, words of a vocabulary among it, is what JSON makes of it."""
