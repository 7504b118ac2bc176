"""Rows of a file become records; the only package that knows both importers and records.

Each kind of row has a module with `bring`, which writes what is new and returns a Tally. A dry run
is the same in a transaction that is taken back.
"""

from datetime import date

from sqlalchemy.orm import Session

from tracker.importers.rows import ApplicationRow, ContactRow, Reading, Row
from tracker.transfer import applications, contacts
from tracker.transfer.tally import Tally

__all__ = ["Tally", "bring"]


def bring(session: Session, reading: Reading[Row], today: date) -> list[Tally]:
    """Write what a file holds and the records lack: one tally for each noun that it has."""
    tallies = []
    if jobs := [row for row in reading.rows if isinstance(row, ApplicationRow)]:
        tallies.append(applications.bring(session, jobs, today))
    if people := [row for row in reading.rows if isinstance(row, ContactRow)]:
        tallies.append(contacts.bring(session, people, today))
    return tallies
