"""What the everyday commands ask, answered at once where the hunt is a file: without SQLAlchemy.

To import SQLAlchemy takes longer than all else that a list or the agenda does. So their statements
are rendered ahead of time (`tracker.prepared`), and what they find becomes rows that look like the
records of `tracker.models`, as far as a list shows them.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tracker import kept, money, prepared, words
from tracker.errors import TrackerError
from tracker.storage import cipher, current
from tracker.storage.sqlite_refusals import refusal

Execute = Callable[[str, Mapping[str, Any]], Iterable[Sequence[Any]]]
"""What runs a statement whose parameters go by name."""


class Row(SimpleNamespace):
    """A record's columns by name, but for what is loaded only when asked for, and its parent."""


class Look:
    """A look at a hunt at one moment, by the questions of `tracker.prepared`."""

    def __init__(self, execute: Execute) -> None:
        self._execute = execute

    def rows(self, question: str, limit: int | None = None, /, **given: object) -> Iterator[Row]:
        """Yield what a question finds, at most `limit` of it.

        Raises TrackerError for a text that no database keeps.
        """
        rest, known, records = prepared.QUESTIONS[question]
        statement = f"SELECT {_columns(records)} {rest}"
        if limit is not None:
            statement, given = f"{statement}LIMIT :limit", {**given, "limit": limit}
        for values in self._asked(statement, {**known, **given}):
            yield _row(records, iter(values))

    def count(self, question: str, /, **given: object) -> int:
        """Return how many rows a question finds."""
        rest, known, _ = prepared.QUESTIONS[question]
        counted = f"SELECT count(*) FROM (SELECT 1 {rest}) AS found"  # noqa: S608 (a statement of ours)
        return sum(int(number) for (number,) in self._asked(counted, {**known, **given}))

    def _asked(self, statement: str, given: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
        for value in given.values():
            if isinstance(value, str):
                kept.text(value)
        return self._execute(statement, given)


NOTHING = Look(lambda _statement, _given: ())
"""A look at a place where there is no hunt."""


def _columns(records: Sequence[str]) -> str:
    names = (f"{record}.{name}" for record in records for name, _ in prepared.RECORDS[record])
    return ", ".join(names)


def _row(records: Sequence[str], values: Iterator[Any]) -> Row:
    """Return the record that comes first in a row; what it belongs to is part of it, by name."""
    first, *others = (_record(prepared.RECORDS[record], values) for record in records)
    vars(first).update(zip(records[1:], others, strict=True))
    return first


def _record(columns: Sequence[tuple[str, str]], values: Iterator[Any]) -> Row:
    read = {name: _read(kind, next(values)) for name, kind in columns}
    return Row(**read)


def _read(kind: str, value: Any) -> Any:  # noqa: ANN401 (a column holds anything)
    """Return a value as the models have it; a file keeps days as text, a server does not."""
    if value is None or not kind:
        return value
    try:
        return (_READERS.get(kind) or getattr(words, kind))(value)
    except (ValueError, TypeError) as error:
        msg = f"The hunt is damaged (“{value}” in it is no {kind}); go back: tracker restore latest"
        raise TrackerError(msg) from error


def _date(value: str | dt.date) -> dt.date:
    """Read what a file keeps as text, and a server as it is."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _wall(value: str | dt.datetime) -> dt.datetime:
    return dt.datetime.fromisoformat(value) if isinstance(value, str) else value


def _instant(value: str | dt.datetime) -> dt.datetime:
    return _wall(value).replace(tzinfo=dt.UTC)


def _exact(value: int) -> object:
    return money.exact(value, money.DECIMALS)


_READERS: dict[str, Callable[[Any], object]] = {
    "Boolean": bool,
    "Date": _date,
    "DateTime": _wall,
    "Double": float,
    "Exact": _exact,
    "Instant": _instant,
}
"""How a value is read, by the type of its column; all else is a word of that vocabulary."""


@contextmanager
def at_once(place: str) -> Iterator[Look | None]:
    """Look at the hunt in a file; None where something else is to be done first, or somewhere else.

    Raises TrackerError where the file cannot be read.
    """
    path = Path(place).expanduser().absolute()
    opened = current.to_look(path, prepared.SCHEMA)
    if opened is None:
        yield None
        return
    with closing(opened):
        try:
            yield Look(opened.execute)
        except cipher.errors() as error:
            raise TrackerError(refusal(error, str(path))) from error
