"""Meetings that are no interviews here: as the user said, or as they were called off before.

What the user said is for none of the applications is not asked about again, unless it could be for
another one by now. An invitation from before its meeting was called off may be read after that, as
when mails are saved and read by their names; it is no interview then either.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from tracker.importers.rows import MeetingRow
from tracker.models import Application
from tracker.records import saved
from tracker.transfer.versions import Version, version_of
from tracker.words import SavedKind


class Dismissed:
    """The meetings that were dismissed, by their events; one without a UID is not known again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._names = set(saved.names(session, SavedKind.DISMISSED))

    def add(self, row: MeetingRow, candidates: Sequence[Application]) -> None:
        """Remember that a meeting is for none of these."""
        titles = self._titles(row) | {one.title for one in candidates}
        self._keep(row, {"titles": sorted(titles)})

    def covers(self, row: MeetingRow, candidates: Sequence[Application]) -> bool:
        """Whether it was said of all of these that a meeting is not for them."""
        return {one.title for one in candidates} <= self._titles(row)

    def call_off(self, row: MeetingRow) -> None:
        """Remember in which version a meeting was called off last."""
        known = self._version(_name(*row.key))
        if known is None or row.version > _rank(known):
            stamp = row.stamp.isoformat() if row.stamp else None
            self._keep(row, {"sequence": row.sequence, "stamp": stamp})

    def is_off(self, row: MeetingRow) -> bool:
        """Whether a meeting was called off in a later version than this."""
        return any(version.ends(version_of(row)) for version in self._versions(row))

    def may_be_off(self, row: MeetingRow) -> bool:
        """Whether a meeting was called off later by the time or the count of versions alone."""
        return any(version.may_end(version_of(row)) for version in self._versions(row))

    def _versions(self, row: MeetingRow) -> Iterator[Version]:
        """Yield in which versions a meeting was called off, by itself or with its series."""
        if row.uid is not None:
            for which in {row.recurrence, row.start, None}:
                if version := self._version(_name(row.uid, which or "")):
                    yield version

    def _version(self, name: str) -> Version | None:
        kept = self._kept(name)
        if "sequence" not in kept:
            return None
        stamp = dt.datetime.fromisoformat(kept["stamp"]) if kept["stamp"] else None
        return Version(kept["sequence"], stamp)

    def _titles(self, row: MeetingRow) -> set[str]:
        return set(self._kept(_name(*row.key)).get("titles", ()))

    def _kept(self, name: str) -> dict[str, Any]:
        if name not in self._names:
            return {}
        kept: dict[str, Any] = saved.load(self._session, SavedKind.DISMISSED, name)
        return kept

    def _keep(self, row: MeetingRow, more: dict[str, Any]) -> None:
        if row.uid:
            name = _name(*row.key)
            saved.put(self._session, SavedKind.DISMISSED, name, {**self._kept(name), **more})
            self._names.add(name)


def _name(uid: str, recurrence: str) -> str:
    return f"{uid} {recurrence}".strip()


def _rank(version: Version) -> tuple[int, float]:
    """Rank it as a row's version, so that of two it is always the same one that counts."""
    return version.sequence, version.stamp.timestamp() if version.stamp else 0.0
