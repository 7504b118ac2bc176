"""Which events of a calendar are interviews already, in what version, and what changed since."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.importers.rows import MeetingRow
from tracker.models import Interview
from tracker.records import hunts
from tracker.records import revisions as told
from tracker.records.revisions import Revision
from tracker.transfer.versions import Version, version_of
from tracker.words import CommandKind, InterviewState

_OWN_UID = re.compile(r"interview-([0-9]{1,18})@(.+)")
_BY_HAND = ("instant", "minutes", "place", "state")
_WHETHER_IT_IS_ON = ("instant", "state")
_BY_CALENDAR = ("event_uid", "event_sequence", "event_stamp")


class KnownEvents:
    """The interviews of a hunt by the events that they came from."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._hunt = hunts.identity(session)
        self._found: dict[str, list[Interview]] = {}
        for one in session.scalars(select(Interview).where(Interview.event_uid.is_not(None))):
            self.add(one)

    def add(self, interview: Interview) -> None:
        """Remember an interview under its event."""
        known = self._found.setdefault(interview.event_uid or "", [])
        if interview.event_uid and interview not in known:
            known.append(interview)

    def find(self, row: MeetingRow) -> list[Interview]:
        """Return the interview that an event is; all of a series where the whole is called off."""
        if row.uid is None:
            return []
        if (number := self._own_number(row.uid)) is not None:
            own = self._session.get(Interview, number)
            if own is not None:
                return [own] if own.event_uid is None else []
        series = self._found.get(row.uid, [])
        if row.cancelled and row.recurrence is None:
            return list(series)
        return [one for one in series if _is_that_one(one, row)]

    def is_own(self, row: MeetingRow) -> bool:
        """Whether an event went out from this very hunt."""
        return row.uid is not None and self._own_number(row.uid) is not None

    def is_its_own(self, interview: Interview, row: MeetingRow) -> bool:
        """Whether an event is the one by which an interview went out from here."""
        return row.uid is not None and self._own_number(row.uid) == interview.id

    def _own_number(self, uid: str) -> int | None:
        found = _OWN_UID.fullmatch(uid)
        return int(found[1]) if found and found[2] == self._hunt else None

    def is_later(self, interview: Interview, row: MeetingRow) -> bool:
        """Whether a version of an event came after the one that an interview has."""
        if interview.event_uid is None:
            changed = self._changed(interview.id, _BY_HAND)
            return _is_after(row.changed, changed) or self._is_counted_on(row)
        version, known = version_of(row), _version(interview)
        if row.copied and version == known:
            last = self._revisions.get(interview.id, [])[-1:]
            return _is_after(row.copied, last[0].at if last else None)
        return version.ends(known) if row.cancelled or row.refusing else version.is_after(known)

    def may_be_off(self, interview: Interview, row: MeetingRow) -> bool:
        """Whether an event was called off later by its time or its count, though not by both."""
        return row.cancelled and version_of(row).may_end(_version(interview))

    def is_moved_since(self, interview: Interview, row: MeetingRow) -> bool:
        """Whether the user changed an interview by hand after that version of its event.

        What is called off has no place and no length, so only time and state count there.
        """
        changed = self._changed(interview.id, _WHETHER_IT_IS_ON if row.cancelled else _BY_HAND)
        if changed is None:
            return False
        if row.changed == changed and interview.event_uid is None:
            return not self._is_counted_on(row)
        return row.changed is None or row.changed <= changed

    def is_by_calendar(self, interview: Interview) -> bool:
        """Whether it was a calendar that changed last how an interview stands."""
        changes = self._revisions.get(interview.id, [])
        last = next((one for one in reversed(changes) if _differs(one, ["state"])), None)
        return last is not None and last.command in _by_calendar(changes)

    def is_removed(self, row: MeetingRow) -> bool:
        """Whether an event was an interview here that the user removed."""
        if row.uid is None:
            return False
        number = self._own_number(row.uid)
        last = self._revisions.get(number, [])[-1:] if number is not None else []
        is_own = bool(last) and _is_removal(last[0])
        return is_own or (row.uid, row.recurrence) in self._removed

    def _is_counted_on(self, row: MeetingRow) -> bool:
        """Whether a calendar counted a version of an event of ours beyond those that went out."""
        return row.sequence > self._sent.get(row.uid or "", row.sequence)

    @cached_property
    def _sent(self) -> dict[str, int]:
        from tracker.transfer import schedule  # noqa: PLC0415 (slow to import)

        return schedule.sequences(self._session)

    @cached_property
    def _revisions(self) -> dict[int, list[Revision]]:
        return told.of(self._session, Interview)

    @cached_property
    def _removed(self) -> set[tuple[str | None, str | None]]:
        last = (changes[-1] for changes in self._revisions.values())
        images = (one.before for one in last if _is_removal(one) and one.before)
        return {(image.get("event_uid"), image.get("event_recurrence")) for image in images}

    def _changed(self, number: int, names: Sequence[str]) -> dt.datetime | None:
        """Return when what goes by these names was last changed otherwise than by a calendar.

        What was noted down before an invitation filled it in agrees with that, if it was on.
        """
        changes = self._revisions.get(number, [])
        by_calendar = _by_calendar(changes)
        agreed = (
            place
            for place, one in enumerate(changes)
            if one.command in by_calendar and one.row["state"] == InterviewState.SCHEDULED
        )
        by_hand = (
            one.at
            for one in reversed(changes[next(agreed, 0) :])
            if one.command not in by_calendar and _differs(one, names)
        )
        last = next(by_hand, None)
        return last.replace(microsecond=0) if last else None  # as calendars tell times


def _version(interview: Interview) -> Version:
    """Return which version of its event an interview is."""
    return Version(interview.event_sequence or 0, interview.event_stamp)


def _is_that_one(interview: Interview, row: MeetingRow) -> bool:
    """Whether an interview is that time of a series; the first one may go without a name."""
    if interview.event_recurrence == row.recurrence:
        return True
    start = f"{interview.instant:%Y%m%dT%H%M%SZ}" if interview.instant else None
    return interview.event_recurrence is None and start == row.recurrence


def _by_calendar(changes: Iterable[Revision]) -> set[int]:
    """Return which commands brought a version of the event."""
    return {one.command for one in changes if _differs(one, _BY_CALENDAR)}


def _is_after(one: dt.datetime | None, other: dt.datetime | None) -> bool:
    """Whether one time is after another; what is not known is."""
    return one is None or other is None or one > other


def _is_removal(revision: Revision) -> bool:
    return revision.after is None and revision.kind is CommandKind.WRITE


def _differs(revision: Revision, names: Iterable[str]) -> bool:
    before, after = revision.before or {}, revision.after or {}
    return any(before.get(name) != after.get(name) for name in names)
