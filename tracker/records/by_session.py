"""What works on any database alike, by way of a session: a look at it, and a pen to write in it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.looking import Look
from tracker.models import Base
from tracker.records import history


def look(session: Session) -> Look:
    """Return what asks the questions of `tracker.prepared`, wherever the hunt is kept."""
    return Look(lambda statement, given: session.connection().execute(text(statement), given))


class SessionPen:
    """Writes new rows in a session of `Database.writing`, which keeps them; see `tracker.pen`."""

    def __init__(self, session: Session) -> None:
        session.flush()
        self._session = session
        self.info = session.info
        self.look = look(session)

    def insert(self, table: str, row: Mapping[str, Any]) -> int:
        """Write a new row; return its id, 0 in a table without ids."""
        written = dict(row)
        history.insert_rows(self._session, Base.metadata.tables[table], [written])
        return int(written.get("id", 0))
