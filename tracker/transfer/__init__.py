"""Rows of a file become records; the only package that knows both importers and records.

Each kind of row has a module with `bring`, which writes what is new and returns a Tally. A dry run
is the same in a transaction that is taken back.
"""

from sqlalchemy.orm import Session

from tracker.dates import Calendar
from tracker.importers.rows import ApplicationRow, MeetingRow, Reading, Row
from tracker.transfer import applications, interviews
from tracker.transfer.interviews import Answers
from tracker.transfer.tally import Doubt, Tally

__all__ = ["Answers", "Doubt", "Tally", "bring", "may_doubt"]


def may_doubt(reading: Reading[Row]) -> bool:
    """Whether it may be unclear where rows of this file belong."""
    return any(isinstance(row, MeetingRow) for row in reading.rows)


def bring(
    session: Session, reading: Reading[Row], calendar: Calendar, answers: Answers | None = None
) -> list[Tally]:
    """Write what a file holds and the records lack: one tally for each noun that it has.

    `answers` says of meetings in doubt which application they are for.
    """
    rows = [row for row in reading.rows if isinstance(row, ApplicationRow)]
    meetings = [row for row in reading.rows if isinstance(row, MeetingRow)]
    tallies = [applications.bring(session, rows, calendar.today)] if rows or not meetings else []
    if meetings:
        tallies.append(interviews.bring(session, meetings, calendar, answers or Answers()))
    return tallies
