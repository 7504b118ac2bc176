"""Rows of a file become records; the only package that knows both importers and records.

Each kind of row has a module with `bring`, which writes what is new and returns a Tally. A dry run
is the same in a transaction that is taken back.
"""

from datetime import date

from sqlalchemy.orm import Session

from tracker.importers.rows import ApplicationRow, HuntRow, Reading, Row
from tracker.transfer import applications, hunts
from tracker.transfer.tally import Tally

__all__ = ["Tally", "bring"]


def bring(session: Session, reading: Reading[Row], today: date) -> list[Tally]:
    """Write what a file holds and the records lack: one tally for each noun that it has."""
    copies = [row for row in reading.rows if isinstance(row, HuntRow)]
    if copies:
        return [tally for hunt in copies for tally in hunts.bring(session, hunt)]
    rows = [row for row in reading.rows if isinstance(row, ApplicationRow)]
    return [applications.bring(session, rows, today)]
