"""The values of a hunt's JSON: each kind of column as it is read, and what must hold of a row."""

import datetime as dt
import json
import math
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any, TypeVar, cast

from sqlalchemy import Boolean, Column, Date, DateTime, Enum, Float, Integer

from tracker.currencies import CURRENCIES
from tracker.dates import YEARS, Moment, zone
from tracker.errors import TrackerError
from tracker.folding import fold_text
from tracker.models.base import Exact, Instant

Row = Mapping[str, Any]
Check = Callable[[Row], str | None]
D = TypeVar("D", bound=dt.date)

_SHOWN = 40
MOST_ID = 2**53 - 1
"""The largest whole number that every reader of JSON takes exactly."""
_MOST = 2**31 - 1
_STORED = 2**63
_AMOUNT = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,10})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WALL = re.compile(rf"{_DAY.pattern}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?:\.[0-9]{{1,6}})?")
_INSTANT = re.compile(f"{_WALL.pattern}Z")
_ASTRAY = dt.timedelta(days=1)

_RANGES: dict[str, tuple[float, float]] = {
    "application.enthusiasm": (1, 5),
    "application.knowledge": (0, 3),
    "interview.felt": (1, 5),
    "interview.minutes": (1, _MOST),
    "interview.event_sequence": (-_MOST, _MOST),
    "interview.chance": (0, 1),
    "criterion.weight": (0, 0.5),
    "rating.value": (0, 5),
    "advice.gain": (-(10**15), 10**15),
    "advice.chance": (0, 1),
    "advice.base_chance": (0, 1),
    **dict.fromkeys(("interview.fold", "offer.fold"), (0, 1)),
}
"""The least and the most of a number, where that is not 0 and what a column can keep."""
_ABOVE_ZERO = {
    "criterion.weight",
    "currency_rate.amount",
    "offer.pay",
    *(f"application.pay_{which}" for which in ("low", "likely", "high")),
}
_DATED: dict[type, tuple[Callable[[str], Any], re.Pattern[str], str]] = {
    Date: (dt.date.fromisoformat, _DAY, "day such as 2026-12-04"),
    DateTime: (dt.datetime.fromisoformat, _WALL, "time such as 2026-12-04T15:00:00"),
    Instant: (
        dt.datetime.fromisoformat,
        _INSTANT,
        "instant in UTC such as 2026-12-04T14:00:00Z",
    ),
}
"""By the type of a column, what reads its texts, which form these have, and what they are."""
_CURRENCIES = {"currency", "unit", "pay_currency", "cost_currency"}
_NAMES = {"application.company", "contact.name", "criterion.name"}
"""Texts without which a record cannot be found."""


class BadValueError(Exception):
    """A value is no such thing; the message says what is wrong, after the name of its place."""


def shown(value: object) -> str:
    """Return as much of a wrong value as a refusal quotes."""
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode(errors="replace").decode()[:_SHOWN].replace("\0", "␀")


def reader(column: Column[Any]) -> Callable[[Any], Any]:
    """Return what makes a column's value of what stands in JSON; it raises BadValueError."""
    kind = column.type
    full = f"{column.table.name}.{column.name}"
    if isinstance(kind, Enum):
        words = cast("type[StrEnum]", kind.enum_class)
        return partial(_word, {word.value: word for word in words})
    if isinstance(kind, (Exact, Integer, Float)):
        return _number_reader(column, full)
    if type(kind) in _DATED:
        return partial(_dated, *_DATED[type(kind)])
    return _yes_or_no if isinstance(kind, Boolean) else _text_reader(column.name, full)


def _number_reader(column: Column[Any], full: str) -> Callable[[Any], Any]:
    if isinstance(column.type, Exact):
        return partial(_exact, column.type.places, *_range(full, _STORED), full in _ABOVE_ZERO)
    if isinstance(column.type, Float):
        return partial(_real, *_range(full, 1))
    is_key = full not in _RANGES and (column.primary_key or column.foreign_keys)
    return partial(_whole, *((1, MOST_ID) if is_key else _range(full)))


def _range(full: str, most: int = _MOST) -> tuple[float, float]:
    return _RANGES.get(full, (0, most))


def _text_reader(name: str, full: str) -> Callable[[Any], Any]:
    if name in _CURRENCIES:
        return _currency
    return _zone if name == "zone" else _name if full in _NAMES else _text


def _word(words: Mapping[str, StrEnum], value: object) -> StrEnum:
    if not isinstance(value, str) or value not in words:
        raise BadValueError(f"is “{shown(value)}”, which is none of {', '.join(words)}")
    return words[value]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError(f"is {shown(value)}, which is no text")
    if "\0" in value:
        raise BadValueError("holds a NUL character")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BadValueError("holds half a character (a lone surrogate)") from error
    return value


def _name(value: object) -> str:
    text = _text(value)
    if not fold_text(text):
        raise BadValueError("is blank")
    return text


def _currency(value: object) -> str:
    text = _text(value)
    if text not in CURRENCIES:
        raise BadValueError(f"is “{shown(text)}”, which is no currency of ISO 4217 such as EUR")
    return text


@lru_cache(maxsize=1000)
def _known_zone(name: str) -> bool:
    try:
        return zone(name).key == name
    except TrackerError:
        return False


def _zone(value: object) -> str:
    text = _text(value)
    if not _known_zone(text):
        raise BadValueError(f"is “{shown(text)}”, which is no time zone such as Europe/Berlin")
    return text


def _exact(places: int, low: float, high: float, above_zero: bool, value: object) -> Decimal:
    if not isinstance(value, str) or not _AMOUNT.fullmatch(value):
        raise BadValueError(f"is “{shown(value)}”, which is no amount such as “62.5”, as a text")
    amount = Decimal(value)
    fits = amount == round(amount, places) and abs(amount.scaleb(places)) < _STORED
    if not fits or not low <= amount <= high or (above_zero and not amount):
        raise BadValueError(f"is “{shown(value)}”, which is outside what an amount there can be")
    return amount


def _real(low: float, high: float, value: object) -> float:
    if type(value) not in {int, float} or not low <= value <= high:  # type: ignore[operator]
        raise BadValueError(f"is “{shown(value)}”, which is no number from {low} to {high}")
    return float(value)  # type: ignore[arg-type]


def _whole(low: float, high: float, value: object) -> int:
    if type(value) is float and value.is_integer() and math.isfinite(value):
        value = int(value)
    if type(value) is not int or not low <= value <= high:
        raise BadValueError(f"is “{shown(value)}”, which is no whole number from {low} to {high}")
    return value


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadValueError(f"is “{shown(value)}”, which is neither true nor false")
    return value


def _dated(parse: Callable[[str], D], form: re.Pattern[str], what: str, value: object) -> D:
    if isinstance(value, str) and form.fullmatch(value):
        with suppress(ValueError):
            found = parse(value)
            if found.year in YEARS:
                return found
    raise BadValueError(f"is “{shown(value)}”, which is no {what}")


def _moment(row: Row) -> str | None:
    """Check that wall time, zone and instant are one; they may differ as clocks do."""
    parts = [row[name] is not None for name in ("wall", "zone", "instant")]
    if not any(parts) and row["fold"] is None:
        return None
    if not all(parts):
        return "has only some of wall, zone and instant"
    agreed = Moment(row["wall"], row["zone"], row["fold"] or 0).instant
    far = abs(agreed - row["instant"]) > _ASTRAY
    return "has an instant that is not its wall time in its zone" if far else None


def _pay(row: Row) -> str | None:
    figures = [row[f"pay_{which}"] for which in ("low", "likely", "high")]
    stated = [figure for figure in figures if figure is not None]
    if stated != sorted(stated):
        return "has pay that does not go up from low to likely to high"
    whole = {bool(stated), row["pay_currency"] is not None, row["pay_period"] is not None}
    return "has only some of pay, pay_currency and pay_period" if len(whole) > 1 else None


def _advice(row: Row) -> str | None:
    lacks = row["gain"] is not None and row["currency"] is None
    return "has a gain without its currency" if lacks else None


def _cost(row: Row) -> str | None:
    lacks = row["cash_cost"] is not None and row["cost_currency"] is None
    return "has a cash_cost without its cost_currency" if lacks else None


def _rate(row: Row) -> str | None:
    return "states a currency in itself" if row["currency"] == row["unit"] else None


def _holds_json(*names: str) -> Check:
    """Return a check that a column holds the text of a JSON object, where it holds any."""

    def check(row: Row) -> str | None:
        wrong = (name for name in names if row[name] is not None and not _is_object(row[name]))
        return next((f"has a {name} that is no text of a JSON object" for name in wrong), None)

    return check


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


CHECKS: Mapping[str, tuple[Check, ...]] = {
    "application": (_pay,),
    "interview": (_moment, _cost),
    "offer": (_moment,),
    "advice": (_advice,),
    "currency_rate": (_rate,),
    "saved": (_holds_json("value"),),
    "change": (_holds_json("before", "after"),),
}
"""By table, what must hold of several columns together: each says what is wrong, or None."""
