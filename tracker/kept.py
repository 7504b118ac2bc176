"""How values are kept, alike on every database, and how the history writes them down."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tracker.errors import TrackerError

_ROOM = 2**63


def text(value: str) -> str:
    """Return a text of any length and script; raises TrackerError for what cannot be kept alike."""
    if "\0" in value:
        shown = value.replace("\0", "␀")[:60]
        msg = f"“{shown}” holds a NUL character; leave it out and try again."
        raise TrackerError(msg)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        msg = f"“{value[:60]}” holds bytes that are no text (not UTF-8); type it anew."
        raise TrackerError(msg) from error
    return value


def line(value: str | None) -> str | None:
    """Return a name as one line, without blanks at its ends or doubled; None without any words."""
    return " ".join(value.split()) or None if value else None


def units(value: Decimal, places: int) -> int:
    """Return an exact decimal as so many units of its last place.

    Raises TrackerError for one with more places, and for one too large.
    """
    scaled = value * Decimal(10) ** places
    if scaled != scaled.to_integral_value() or abs(scaled) >= _ROOM:
        msg = f"{value} is outside what can be kept exactly; use at most {places} decimals."
        raise TrackerError(msg)
    return int(scaled)


def utc(value: dt.datetime) -> dt.datetime:
    """Return a point in time as it is kept: in UTC, without saying so."""
    return value.astimezone(dt.UTC).replace(tzinfo=None)


def image(row: Mapping[str, Any] | None) -> str | None:
    """Return a row as the history keeps it: JSON by column without what is null, None for none."""
    if row is None:
        return None
    return _JSON.encode({name: value for name, value in row.items() if value is not None})


def _plain(value: object) -> str:
    """Return what JSON has no form of its own for, alike for what is equal."""
    if isinstance(value, Decimal):
        return str(value.normalize() + 0)
    if isinstance(value, dt.date):
        return value.isoformat()
    raise AssertionError(value)


_JSON = json.JSONEncoder(ensure_ascii=False, default=_plain)
