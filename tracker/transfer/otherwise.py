"""Records that a copy of the hunt has otherwise than they are here: each is named, with what."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from tracker.dates import Moment, show_day, show_moment
from tracker.models import Application, Contact
from tracker.transfer.twins import Row

NAMED = {
    "application": "application",
    "contact": "contact",
    "interview": "interview",
    "offer": "offer",
    "interaction": "exchange",
}
"""What records that are named are called, by table."""
_UNTOLD = {
    *("instant", "zone", "fold"),
    *("event_uid", "event_recurrence", "event_sequence", "event_stamp", "card_uid", "name_parts"),
}
"""What is told along with something else, or means nothing to a person."""
_LONGEST = 60


def differing(columns: Sequence[str], row: Row, here: Row) -> list[str]:
    """Return what a row of a copy says otherwise: “role: Dev here, Developer in the file”."""
    return [
        f"{_label(name)}: {_shown(here, name)} here, {_shown(row, name)} in the file"
        for name in columns
        if name not in _UNTOLD and row[name] != here[name]
    ]


def titled(session: Session, table: Table, here: Row) -> str:
    """Return what a record is called: “interview 3, Acme, Dev”."""
    title = next(_titles(session, table, here), "")
    return f"{NAMED[table.name]} {here['id']}" + (f", {title}" if title else "")


def _titles(session: Session, table: Table, here: Row) -> Iterator[str]:
    if table.name == "application":
        yield Application(company=here["company"], role=here["role"]).title
    if table.name == "contact":
        yield Contact(name=here["name"], company=here["company"]).title
    owner = session.get(Application, here.get("application_id") or 0)
    person = session.get(Contact, here.get("contact_id") or 0)
    yield from (one.title for one in (owner, person) if one is not None)


def _label(name: str) -> str:
    return {"wall": "when", "on": "day"}.get(name, name.replace("_", " "))


def _shown(row: Row, name: str) -> str:
    value = row[name]
    if name == "wall" and value is not None:
        return show_moment(Moment(value, row["zone"], row["fold"] or 0))
    return "nothing" if value is None else _plain(value)


def _plain(value: Any) -> str:  # noqa: ANN401 (a column holds anything)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date) and not isinstance(value, datetime):
        return show_day(value)
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
