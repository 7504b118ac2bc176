"""Versions of an event: which of two came later, and which of those in a file count."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from tracker.importers.rows import MeetingRow


class Version(NamedTuple):
    """What tells a version of an event from others: its number, and when it was made if known."""

    sequence: int
    stamp: dt.datetime | None

    def is_made_after(self, other: "Version") -> bool:
        """Whether this is surely later by time."""
        return bool(self.stamp and other.stamp and self.stamp > other.stamp)

    def is_after(self, other: "Version") -> bool:
        """Whether this is later by number, with no time against it, or else by time."""
        if self.sequence == other.sequence:
            return self.is_made_after(other)
        return self.sequence > other.sequence and not other.is_made_after(self)

    def ends(self, other: "Version") -> bool:
        """Whether what is called off in this version was on in the other.

        Programs that count no versions call off with the number of the first one.
        """
        if self.sequence == other.sequence:
            return not other.is_made_after(self)
        return self.is_after(other)

    def may_end(self, other: "Version") -> bool:
        """Whether this is later by time or by number, though perhaps not by both: clocks differ."""
        return self.sequence > other.sequence or self.is_made_after(other)


def version_of(row: MeetingRow) -> Version:
    return Version(row.sequence, row.stamp)


def latest(rows: Iterable[MeetingRow]) -> list[MeetingRow]:
    """Return the latest version of each event; a time of a series stands in for the first one."""
    found: dict[tuple[str, str], MeetingRow] = {}
    for row in rows:
        known = found.get(row.key)
        if known is None or row.version >= known.version:
            found[row.key] = row
    series = {uid for uid, recurrence in found if recurrence}
    return [
        row
        for (uid, recurrence), row in found.items()
        if recurrence or uid not in series or (uid, row.start) not in found
    ]


def in_order(row: MeetingRow) -> tuple[bool, float, int]:
    """Sort by time what is on, after what is off: that may be invited to anew for the same time."""
    return not row.cancelled, row.moment.instant.timestamp() if row.moment else 0.0, row.line
