"""Rows of a file become records; the only package that knows both importers and records.

Each kind of row has a module with `bring`, which writes what is new and returns a Tally. A dry run
is the same in a transaction that is taken back.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.importers.rows import ApplicationRow, ConnectionRow, ContactRow, Reading, Row
from tracker.transfer import applications, connections, contacts
from tracker.transfer.tally import Tally

__all__ = ["Tally", "bring"]

_Bring = Callable[[Session, Sequence[Any], date], Tally]

_NOUNS: tuple[tuple[type[Row], _Bring], ...] = (
    (ApplicationRow, applications.bring),
    (ContactRow, contacts.bring),
    (ConnectionRow, connections.bring),
)
"""What brings in each kind of row, in this order: connections ask which companies are known."""


def bring(session: Session, reading: Reading[Row], today: date) -> list[Tally]:
    """Write what a file holds and the records lack: one tally for each noun that it has."""
    tallies = []
    for kind, bring_ in _NOUNS:
        if rows := [row for row in reading.rows if type(row) is kind]:
            tallies.append(bring_(session, rows, today))
    return tallies
