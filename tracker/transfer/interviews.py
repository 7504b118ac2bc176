"""Meetings of a calendar become interviews of the application that they are for.

A meeting is known by UID and RECURRENCE-ID. A later version of one moves, shortens or calls off the
interview, unless the user changed that since; a meeting that is not known is taken where it is sure
which open application it is for, and asked about or left out where it is not.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from tracker import nouns
from tracker.dates import Calendar, show_moment
from tracker.importers.rows import MeetingRow, Person, Unread
from tracker.models import Application, Interview
from tracker.records import interviews
from tracker.records.notes import Note, counted, overheard
from tracker.transfer import refusals, rounds
from tracker.transfer.attendees import Seat, take_part
from tracker.transfer.employers import Employers, others
from tracker.transfer.known_events import KnownEvents
from tracker.transfer.placing import Answers, Places, left, numbered, titled
from tracker.transfer.tally import Tally
from tracker.transfer.versions import in_order, latest
from tracker.words import InterviewState

MOST_OF_ONE = 100
"""More new meetings than these no application has; they are those of a job that one has."""
MOST_REMARKS = 20


def bring(
    session: Session, rows: Sequence[MeetingRow], calendar: Calendar, answers: Answers
) -> list[Tally]:
    """Write what is new and what has changed since; of contacts there is a tally if any was."""
    return _Import(session, calendar, answers).run(rows)


class _Import:
    """What is done with the meetings of one file."""

    def __init__(self, session: Session, calendar: Calendar, answers: Answers) -> None:
        self._session = session
        self._calendar = calendar
        self._known = KnownEvents(session)
        self._employers = Employers(session)
        self._places = Places(session, self._employers, answers, calendar.now)
        self._counts = {"added": 0, "updated": 0, "unchanged": 0}
        self._found: list[tuple[Application, MeetingRow]] = []
        self._off: set[int] = set()
        self._seats: list[Seat] = []
        self._left_out: list[Unread] = []
        self._told: list[str] = []
        self._astray = 0
        self._remarks: list[str] = []
        self._hints: list[Note] = []

    def run(self, rows: Sequence[MeetingRow]) -> list[Tally]:
        found = latest(rows)
        self._places.is_alone = len(found) == 1
        for row in sorted(found, key=in_order):
            with self._hearing(row):
                self._take(row)
        self._join_all()
        people = take_part(self._session, self._seats)
        self._remarks += _of_all(len(rows) - len(found), self._astray)
        return [self._tally(), *([people] if people.added or people.updated else [])]

    def _tally(self) -> Tally:
        return Tally(
            noun="interview",
            added=self._counts["added"],
            updated=self._counts["updated"],
            unchanged=self._counts["unchanged"],
            left_out=sorted(self._left_out),
            remarks=_few(self._remarks),
            hints=self._hints[:MOST_REMARKS],
            told=self._told,
            doubts=self._places.doubts,
        )

    @contextmanager
    def _hearing(self, row: MeetingRow) -> Iterator[None]:
        """Keep for the tally what the records tell meanwhile, warnings with what they are of."""
        with overheard(self._session) as heard:
            yield
        self._told += [str(note) for note in heard if not note.warning]
        warnings = [
            note._replace(text=f"{titled(row)}: {note.text}") for note in heard if note.warning
        ]
        self._remarks += [note.text for note in warnings if not note.todo]
        self._hints += [note for note in warnings if note.todo]

    def _take(self, row: MeetingRow) -> None:
        known = self._known.find(row)
        if known:
            results = [self._hand_over(one, row) | self._update(one, row) for one in known]
            self._counts["updated" if any(results) else "unchanged"] += 1
        elif row.cancelled and self._known.is_own(row):
            self._counts["unchanged"] += 1
        elif self._known.is_removed(row):
            self._leave(row, "was removed here, so it stays away")
        elif row.cancelled or self._places.dismissed.is_off(row):
            self._leave_off(row)
        elif row.untimed:
            self._leave_untimed(row)
        elif isinstance(found := self._places.find(row), Unread):
            self._left_out.append(found)
        else:
            self._found.append((found, row))

    def _hand_over(self, interview: Interview, row: MeetingRow) -> bool:
        """Move an interview to the application that was said, if the file is of it alone."""
        if row.cancelled or not self._places.is_astray(interview):
            return False
        if not self._places.is_alone:
            self._astray += 1
        elif isinstance(said := self._places.said(row), Unread):
            self._left_out.append(said)
        else:
            interviews.hand_over(self._session, interview, said, self._calendar)
            return True
        return False

    def _leave(self, row: MeetingRow, why: str) -> None:
        self._left_out.append(left(row, why))

    def _leave_untimed(self, row: MeetingRow) -> None:
        choice = self._employers.find(row)
        ask = f"is {row.untimed}, so ask for the time and add it: tracker interview add"
        self._leave(row, ask if choice.applications else choice.why_none)

    def _leave_off(self, row: MeetingRow) -> None:
        """Leave out what is called off, and point out what may have been noted down of it."""
        if row.cancelled and self._places.may_belong(row):
            self._places.dismissed.call_off(row)
        off = "is called off" if row.cancelled else "was called off since"
        if row.ours:  # another hunt's, which may have gone over to an invitation
            self._leave(row, off)
            return
        found = [
            one
            for application in self._employers.find(row).applications
            for one in application.interviews
            if _is_same_time(one, row) and self._is_to_come(one)
        ]
        for one in found:
            self._point_out(
                one,
                f"{nouns.interview_title(one)} may be off: the calendar calls off {titled(row)}",
                f"if that is it: tracker interview cancel {one.id}",
            )
        may_be = f"may be interview {found[0].id}" if found else "is none of your interviews"
        self._leave(row, f"{off}, and {may_be}")

    def _point_out(self, interview: Interview, text: str, todo: str) -> None:
        if self._is_to_come(interview):
            self._hints.append(Note(f"{text}.", warning=True, todo=todo))

    def _is_to_come(self, interview: Interview) -> bool:
        is_past = interview.instant is not None and interview.instant <= self._calendar.now
        is_open = interview.application.outcome is None and not is_past
        return is_open and interview.state is InterviewState.SCHEDULED

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
        others = [one for one in application.interviews if not self._is_off(one)]
        at_once = [one for one in others if _is_same_time(one, row)]
        waiting = [one for one in others if _waits_for_time(one)]
        by_hand = [one for one in at_once if one.event_uid is None] or waiting[:1]
        if by_hand and (row.uid or at_once):
            self._adopt(by_hand[0], row)
        elif at_once:
            known = nouns.interview_title(at_once[0])
            self._leave(row, f"is at the very time of interview {at_once[0].id}, {known}")
        else:
            self._add(application, row)

    def _is_off(self, interview: Interview) -> bool:
        """Whether a calendar called an interview off, so that its time is free for another."""
        by_calendar = interview.id in self._off or self._known.is_by_calendar(interview)
        return interview.state is InterviewState.CANCELLED and by_calendar

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
        is_new = self._takes_on(interview, row) and interview.event_uid is None
        self._counts["updated" if lacks or moves or is_new else "unchanged"] += 1
        self._settle(interview, row)

    def _settle(self, interview: Interview, row: MeetingRow) -> None:
        """Note which event an interview is, who takes part, and what was taken for granted."""
        if self._takes_on(interview, row):
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
        if self._places.dismissed.may_be_off(row):
            self._point_out(
                interview,
                f"{numbered(interview)} may be off, as the versions of its event contradict each "
                "other",
                f"if so: tracker interview cancel {interview.id}",
            )
        if refusal := refusals.of(row, interview.application, self._employers):
            said = f"{nouns.interview_title(interview)} was declined by {refusal.by}."
            todo = f"if that is you: tracker interview decline {interview.id}"
            self._hints.append(Note(said, warning=True, todo=todo))
        self._session.flush()

    def _takes_on(self, interview: Interview, row: MeetingRow) -> bool:
        """Whether an interview goes by an event other than that which went out from here."""
        return row.uid is not None and not self._known.is_its_own(interview, row)

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
        is_over = not row.cancelled and self._places.dismissed.is_off(row)
        if is_over or not self._known.is_later(interview, row):
            if self._known.may_be_off(interview, row):
                self._point_out_off(interview, row, "as a later version of its event has it")
            return False
        refusal = refusals.of(row, interview.application, self._employers)
        if row.cancelled or (refusal and refusal.is_users):
            return self._call_off(interview, row)
        changes, why = _changes(interview, row), self._stays(interview, row)
        if why is not None:
            if row.moment and interview.moment and row.moment.instant != interview.instant:
                self._remarks.append(
                    f"{nouns.interview_title(interview)} stays as it is here, {why}; the calendar "
                    f"says {show_moment(row.moment)}."
                )
            return False
        if row.untimed:
            self._point_out_untimed(interview, row)
        elif changes:
            self._change(interview, row, changes)
        return bool(changes) and not row.untimed

    def _point_out_untimed(self, interview: Interview, row: MeetingRow) -> None:
        self._point_out(
            interview,
            f"{numbered(interview)} may have moved: its event is {row.untimed}",
            f'ask for the time, then: tracker interview reschedule {interview.id} "fri 3pm"',
        )

    def _point_out_off(self, interview: Interview, row: MeetingRow, why: str) -> None:
        says, do = ("is called off", "cancel") if row.cancelled else ("was declined", "decline")
        self._point_out(
            interview,
            f"{numbered(interview)} stays as it is here, {why}; the calendar says that it {says}",
            f"if so: tracker interview {do} {interview.id}",
        )

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
        if interview.state is not InterviewState.SCHEDULED:
            return False
        if self._known.is_moved_since(interview, row):
            self._point_out_off(interview, row, "as you changed it since")
            if row.cancelled and not self._known.is_own(row):
                self._places.dismissed.call_off(row)
            return False
        if row.cancelled:
            interviews.cancel(self._session, interview)
            self._off.add(interview.id)
        else:
            today = self._calendar.today
            interviews.decline(self._session, interview, withdraw=False, today=today)
        if self._takes_on(interview, row):
            interview.event_sequence, interview.event_stamp = row.sequence, row.stamp
        self._session.flush()
        return True

    def _stays(self, interview: Interview, row: MeetingRow) -> str | None:
        """Return why a later version of its event does not move an interview."""
        state = interview.state
        is_open = state in {InterviewState.SCHEDULED, InterviewState.CANCELLED}
        is_refused = state is InterviewState.DECLINED and self._known.is_by_calendar(interview)
        if not (is_open or is_refused):
            return f"as it is {state}"
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


def _of_all(older: int, astray: int) -> Iterator[str]:
    """Yield what is to be said of several meetings of a file at once."""
    if older:
        stand = "stands" if older == 1 else "stand"
        yield (
            f"{counted(older, 'meeting')} {stand} in the file in an earlier version too, which "
            "does not count."
        )
    if astray:
        yield (
            f"{counted(astray, 'meeting')} of the file, known for another application than you "
            "said, stayed there; to move one, import it in a file by itself with --application."
        )


def _few(remarks: list[str]) -> list[str]:
    """Return remarks as far as somebody would read them."""
    more = len(remarks) - MOST_REMARKS
    rest = [f"There is more to say of {counted(more, 'meeting')} like these."] if more > 0 else []
    return [*remarks[:MOST_REMARKS], *rest]


def _is_same_time(interview: Interview, row: MeetingRow) -> bool:
    return row.moment is not None and interview.instant == row.moment.instant


def _waits_for_time(interview: Interview) -> bool:
    is_open = interview.state is InterviewState.SCHEDULED and interview.event_uid is None
    return is_open and interview.instant is None
