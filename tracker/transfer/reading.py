"""All that was read of a file is written: each kind of row by the module of its noun."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.dates import Calendar
from tracker.importers.rows import (
    ApplicationRow,
    ConnectionRow,
    ContactRow,
    HuntRow,
    MeetingRow,
    Reading,
    Row,
)
from tracker.transfer import applications, connections, contacts, hunts, interviews
from tracker.transfer.placing import Answers
from tracker.transfer.tally import Tally

_Bring = Callable[[Session, Sequence[Any], date], Tally]

_NOUNS: tuple[tuple[type[Row], _Bring], ...] = (
    (ApplicationRow, applications.bring),
    (ContactRow, contacts.bring),
    (ConnectionRow, connections.bring),
)
"""What brings in each kind of row, in this order: connections ask which companies are known."""


def may_doubt(reading: Reading[Row]) -> bool:
    """Whether it may be unclear where rows of this file belong."""
    return any(isinstance(row, MeetingRow) for row in reading.rows)


def bring(
    session: Session, reading: Reading[Row], calendar: Calendar, answers: Answers | None = None
) -> list[Tally]:
    """Write what a file holds and the records lack: one tally for each noun that it has.

    `answers` says of meetings in doubt which application they are for.
    """
    tallies = []
    for copy in (row for row in reading.rows if isinstance(row, HuntRow)):
        tallies += hunts.bring(session, copy)
    for kind, bring_ in _NOUNS:
        if rows := [row for row in reading.rows if type(row) is kind]:
            tallies.append(bring_(session, rows, calendar.today))
    if meetings := [row for row in reading.rows if isinstance(row, MeetingRow)]:
        tallies += interviews.bring(session, meetings, calendar, answers or Answers())
    return tallies
