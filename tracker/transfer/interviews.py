"""Meetings of a calendar become interviews of the application that they are for.

A meeting is known by UID and RECURRENCE-ID. A later version of one moves, shortens or calls off the
interview, unless the user changed that since; a meeting that is not known is taken where it is sure
which open application it is for, and asked about or left out where it is not.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from tracker import nouns
from tracker.dates import Calendar, show_moment
from tracker.importers.rows import MeetingRow, Person, Unread
from tracker.models import Application, Interview
from tracker.records import applications, interviews
from tracker.records.notes import Note, counted, overheard
from tracker.transfer import refusals, rounds
from tracker.transfer.attendees import Seat, take_part
from tracker.transfer.employers import Choice, Employers, others
from tracker.transfer.known_events import KnownEvents
from tracker.transfer.tally import Doubt, Tally
from tracker.words import InterviewState

Key = tuple[str, str]

MOST_OF_ONE = 100
"""More new meetings than these no application has; they are those of a job that one has."""
MOST_REMARKS = 20
EARLIEST = timedelta(days=60)
"""How long before an application its first talk may be, as when a recruiter calls first."""


@dataclass(frozen=True)
class Answers:
    """Which application meetings in doubt are for, as said; 0 where it is none.

    `application` is for every meeting of a file that is not surely another's.
    """

    application: int | None = None
    by_key: Mapping[Key, int] = field(default_factory=dict)


def bring(
    session: Session, rows: Sequence[MeetingRow], calendar: Calendar, answers: Answers
) -> Tally:
    """Write what is new and what has changed since."""
    return _Import(session, calendar, answers).run(rows)


class _Import:
    """What is done with the meetings of one file."""

    def __init__(self, session: Session, calendar: Calendar, answers: Answers) -> None:
        self._session = session
        self._calendar = calendar
        self._answers = answers
        self._known = KnownEvents(session)
        self._employers = Employers(session)
        self._counts = {"added": 0, "updated": 0, "unchanged": 0}
        self._is_alone = False
        self._found: list[tuple[Application, MeetingRow]] = []
        self._seats: list[Seat] = []
        self._left_out: list[Unread] = []
        self._doubtful: list[Unread] = []
        self._doubts: list[Doubt] = []
        self._told: list[str] = []
        self._remarks: list[str] = []
        self._hints: list[Note] = []

    def run(self, rows: Sequence[MeetingRow]) -> Tally:
        latest = _latest(rows)
        self._is_alone = len(latest) == 1
        for row in sorted(latest, key=_in_time):
            with self._hearing(row):
                self._take(row)
        self._join_all()
        self._hints += take_part(self._session, self._seats)
        if older := len(rows) - len(latest):
            stand = "stands" if older == 1 else "stand"
            self._remarks.append(
                f"{counted(older, 'meeting')} {stand} in the file in an earlier version too, which "
                "does not count."
            )
        return Tally(
            noun="interview",
            added=self._counts["added"],
            updated=self._counts["updated"],
            unchanged=self._counts["unchanged"],
            left_out=[*sorted(self._doubtful), *sorted(self._left_out)],
            remarks=_few(self._remarks),
            hints=self._hints[:MOST_REMARKS],
            told=self._told,
            doubts=self._doubts,
        )

    @contextmanager
    def _hearing(self, row: MeetingRow) -> Iterator[None]:
        """Keep for the tally what the records tell meanwhile, warnings with what they are of."""
        with overheard(self._session) as heard:
            yield
        self._told += [str(note) for note in heard if not note.warning]
        warnings = [
            note._replace(text=f"{_titled(row)}: {note.text}") for note in heard if note.warning
        ]
        self._remarks += [note.text for note in warnings if not note.todo]
        self._hints += [note for note in warnings if note.todo]

    def _take(self, row: MeetingRow) -> None:
        known = self._known.find(row)
        if known:
            results = [self._update(one, row) for one in known]
            self._counts["updated" if any(results) else "unchanged"] += 1
        elif row.cancelled:
            self._leave(row, "is called off, and was never among your interviews")
        elif self._known.is_removed(row):
            self._leave(row, "was removed here, so it stays away")
        else:
            self._place(row)

    def _leave(self, row: MeetingRow, why: str) -> None:
        self._left_out.append(Unread(row.line, why, what=_titled(row)))

    def _place(self, row: MeetingRow) -> None:
        """Find the application that a meeting is for, if that is sure or was said."""
        choice = self._employers.find(row)
        said = self._said(row, choice)
        if said is not None:
            chosen = self._session.get(Application, said)
        elif choice.is_sure:
            chosen = choice.applications[0]
            if _is_long_before(row, chosen):
                self._leave(row, f"was long before your application to {chosen.title}")
                return
        else:
            self._doubt(row, [one for one in choice.applications if one.outcome is None])
            return
        if chosen is None:
            self._leave(row, "is no interview, as you said")
        elif chosen.outcome is not None:
            self._leave(
                row,
                f"is for {chosen.title}, which has ended ({chosen.outcome}); if it goes on: "
                f"tracker application reopen {chosen.id}",
            )
        elif (refusal := refusals.of(row, chosen, self._employers)) and refusal.is_users:
            self._leave(row, f"was declined by {refusal.by}")
        else:
            self._found.append((chosen, row))

    def _said(self, row: MeetingRow, choice: Choice) -> int | None:
        """Return the application that was said for a meeting, where it was in doubt."""
        if choice.is_sure or row.key in self._answers.by_key:
            return self._answers.by_key.get(row.key)
        if self._answers.application is None:
            return None
        fits = choice.applications or self._is_alone or self._employers.may_be_one(row)
        return self._answers.application if fits else None

    def _doubt(self, row: MeetingRow, candidates: Sequence[Application]) -> None:
        if not candidates:
            self._leave(row, "matches no open application")
            return
        could_be = " or ".join(f"{one.title} ({one.id})" for one in candidates[:4])
        reason = f"could be for {could_be}; say so with --application"
        self._doubtful.append(Unread(row.line, reason, what=_titled(row)))
        labels = [(one.id, applications.described(one)) for one in candidates]
        self._doubts.append(Doubt(row.key, f"{_titled(row)} could be for", labels))

    def _join_all(self) -> None:
        """Take in what was found for each application, unless it is too much for any."""
        numbers = Counter(application.id for application, _ in self._found)
        for application, row in self._found:
            if numbers[application.id] <= MOST_OF_ONE:
                with self._hearing(row):
                    self._join(application, row)
                continue
            reason = (
                f"more than {MOST_OF_ONE} meetings look like interviews for {application.title}, "
                "and no hunt has as many; import by themselves those that are"
            )
            self._left_out.append(Unread(row.line, reason))

    def _join(self, application: Application, row: MeetingRow) -> None:
        """Add a meeting, or let it fill an interview that was noted down by hand."""
        at_once = [one for one in application.interviews if _is_same_time(one, row)]
        waiting = [one for one in application.interviews if _waits_for_time(one)]
        by_hand = [one for one in at_once if one.event_uid is None] or waiting[:1]
        if by_hand and (row.uid or at_once):
            self._adopt(by_hand[0], row)
        elif at_once:
            known = nouns.interview_title(at_once[0])
            self._leave(row, f"is at the very time of interview {at_once[0].id}, {known}")
        else:
            self._add(application, row)

    def _add(self, application: Application, row: MeetingRow) -> None:
        kind = rounds.guess(row.summary, application.title) or interviews.next_round(application)
        fields = {"minutes": row.minutes, "place": row.place, "notes": row.description}
        interview = interviews.add(
            self._session,
            application,
            row.moment,
            round_=kind,
            calendar=self._calendar,
            fields=fields,
        )
        self._counts["added"] += 1
        self._settle(interview, row)

    def _adopt(self, interview: Interview, row: MeetingRow) -> None:
        """Fill in what an interview that was noted down by hand lacks."""
        lacks = {
            name: value
            for name, value in (("minutes", row.minutes), ("place", row.place))
            if value and getattr(interview, name) is None
        }
        interviews.set_fields(self._session, interview, lacks)
        moves = interview.moment is None and row.moment is not None
        if moves and row.moment is not None:
            interviews.reschedule(self._session, interview, row.moment, self._calendar)
        is_new = row.uid is not None and interview.event_uid is None
        self._counts["updated" if lacks or moves or is_new else "unchanged"] += 1
        self._settle(interview, row)

    def _settle(self, interview: Interview, row: MeetingRow) -> None:
        """Note which event an interview is, who takes part, and what was taken for granted."""
        if row.uid is not None and not self._known.is_own(row):
            interview.event_uid, interview.event_recurrence = row.uid, row.recurrence
            interview.event_sequence, interview.event_stamp = row.sequence, row.stamp
        self._seats += (
            self._seat(interview, one)
            for one in others(row)
            if self._works_there(row, interview, one)
        )
        self._known.add(interview)
        if row.remark:
            self._remarks.append(row.remark)
        if refusal := refusals.of(row, interview.application, self._employers):
            said = f"{nouns.interview_title(interview)} was declined by {refusal.by}."
            todo = f"if that is you: tracker interview decline {interview.id}"
            self._hints.append(Note(said, warning=True, todo=todo))
        self._session.flush()

    def _seat(self, interview: Interview, person: Person) -> Seat:
        is_theirs = person.email is None or self._employers.is_at(person, interview.application)
        return Seat(interview, person, interview.application.company if is_theirs else None)

    def _works_there(self, row: MeetingRow, interview: Interview, person: Person) -> bool:
        """Whether somebody is surely on the other side of the table."""
        if row.ours or self._employers.is_at(person, interview.application):
            return True
        return bool(row.owner) and person == row.organiser

    def _update(self, interview: Interview, row: MeetingRow) -> bool:
        """Bring an interview to what a later version of its event says."""
        if not self._known.is_later(interview, row):
            return False
        refusal = refusals.of(row, interview.application, self._employers)
        if row.cancelled or (refusal and refusal.is_users):
            return self._call_off(interview, row)
        changes = _changes(interview, row)
        if not changes:
            return False
        if (why := self._stays(interview, row)) is not None:
            if row.moment and interview.moment and row.moment.instant != interview.instant:
                self._remarks.append(
                    f"{nouns.interview_title(interview)} stays as it is here, {why}; the calendar "
                    f"says {show_moment(row.moment)}."
                )
            return False
        self._change(interview, row, changes)
        return True

    def _change(self, interview: Interview, row: MeetingRow, changes: Mapping[str, Any]) -> None:
        details = {name: value for name, value in changes.items() if name in {"minutes", "place"}}
        interviews.set_fields(self._session, interview, details)
        if row.moment is not None and changes.keys() & {"moment", "state"}:
            interviews.reschedule(self._session, interview, row.moment, self._calendar)
        else:
            self._told.append(
                f"Changed interview {interview.id}: {nouns.interview_title(interview)}."
            )
        self._settle(interview, row)

    def _call_off(self, interview: Interview, row: MeetingRow) -> bool:
        """Cancel or decline an interview, if the user has not changed it since."""
        if interview.state is not InterviewState.SCHEDULED or self._known.is_moved_since(
            interview, row
        ):
            return False
        if row.cancelled:
            interviews.cancel(self._session, interview)
        else:
            today = self._calendar.today
            interviews.decline(self._session, interview, withdraw=False, today=today)
        if not self._known.is_own(row):
            interview.event_sequence, interview.event_stamp = row.sequence, row.stamp
        self._session.flush()
        return True

    def _stays(self, interview: Interview, row: MeetingRow) -> str | None:
        """Return why a later version of its event does not move an interview."""
        is_open = interview.state in {InterviewState.SCHEDULED, InterviewState.CANCELLED}
        if not (is_open or self._known.is_declined_by_calendar(interview)):
            return f"as it is {interview.state}"
        if interview.application.outcome is not None:
            return f"as its application has ended ({interview.application.outcome})"
        return "as you changed it since" if self._known.is_moved_since(interview, row) else None


def _changes(interview: Interview, row: MeetingRow) -> dict[str, Any]:
    """Return what a version of its event says otherwise than an interview."""
    instant = row.moment.instant if row.moment else None
    found: dict[str, Any] = {}
    if instant is not None and instant != interview.instant:
        found["moment"] = row.moment
    if row.minutes and row.minutes != interview.minutes:
        found["minutes"] = row.minutes
    if row.place and row.place != interview.place:
        found["place"] = row.place
    if interview.state in {InterviewState.CANCELLED, InterviewState.DECLINED}:
        found["state"] = InterviewState.SCHEDULED
    return found


def _latest(rows: Iterable[MeetingRow]) -> list[MeetingRow]:
    """Return the latest version of each event; a time of a series stands in for the first one."""
    latest: dict[Key, MeetingRow] = {}
    for row in rows:
        known = latest.get(row.key)
        if known is None or row.version >= known.version:
            latest[row.key] = row
    series = {uid for uid, recurrence in latest if recurrence}
    return [
        row
        for (uid, recurrence), row in latest.items()
        if recurrence
        or row.moment is None
        or uid not in series
        or (uid, f"{row.moment.instant:%Y%m%dT%H%M%SZ}") not in latest
    ]


def _few(remarks: list[str]) -> list[str]:
    """Return remarks as far as somebody would read them."""
    more = len(remarks) - MOST_REMARKS
    rest = [f"There is more to say of {counted(more, 'meeting')} like these."] if more > 0 else []
    return [*remarks[:MOST_REMARKS], *rest]


def _in_time(row: MeetingRow) -> tuple[float, int]:
    return row.moment.instant.timestamp() if row.moment else 0.0, row.line


def _titled(row: MeetingRow) -> str:
    when = f" ({show_moment(row.moment)})" if row.moment else ""
    return f"“{row.summary[:60] or 'A meeting without a title'}”{when}"


def _is_long_before(row: MeetingRow, application: Application) -> bool:
    """Whether a meeting was so early that it cannot have been about an application."""
    days = [change.on for change in application.stage_changes]
    return bool(days) and row.moment is not None and row.moment.wall.date() < min(days) - EARLIEST


def _is_same_time(interview: Interview, row: MeetingRow) -> bool:
    return row.moment is not None and interview.instant == row.moment.instant


def _waits_for_time(interview: Interview) -> bool:
    is_open = interview.state is InterviewState.SCHEDULED and interview.event_uid is None
    return is_open and interview.instant is None
