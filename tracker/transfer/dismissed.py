"""Meetings of which the user said that they are for none of the applications they could be for.

They are not asked about again, unless they could be for another one by now.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tracker.importers.rows import MeetingRow
from tracker.models import Application
from tracker.records import saved
from tracker.words import SavedKind


class Dismissed:
    """The meetings that were dismissed, by their events; one without a UID is not known again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._names = set(saved.names(session, SavedKind.DISMISSED))

    def add(self, row: MeetingRow, candidates: Sequence[Application]) -> None:
        """Remember that a meeting is for none of these."""
        if row.uid:
            titles = sorted({*self._titles(row), *(one.title for one in candidates)})
            saved.put(self._session, SavedKind.DISMISSED, _name(row), titles)

    def covers(self, row: MeetingRow, candidates: Sequence[Application]) -> bool:
        """Whether it was said of all of these that a meeting is not for them."""
        return {one.title for one in candidates} <= self._titles(row)

    def _titles(self, row: MeetingRow) -> set[str]:
        if _name(row) not in self._names:
            return set()
        return set(saved.load(self._session, SavedKind.DISMISSED, _name(row)))


def _name(row: MeetingRow) -> str:
    return " ".join(row.key).strip()
