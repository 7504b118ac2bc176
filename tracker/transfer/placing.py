"""Where a meeting belongs that is not known yet: as far as it is sure, or was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from tracker import nouns
from tracker.dates import show_moment
from tracker.importers.rows import MeetingRow, Unread
from tracker.models import Application, Interview
from tracker.transfer import refusals
from tracker.transfer.dismissed import Dismissed
from tracker.transfer.employers import Choice, Employers
from tracker.transfer.tally import Doubt

Key = tuple[str, str]

EARLIEST = timedelta(days=60)
"""How long before an application its first talk may be, as when a recruiter calls first."""
RECENT = timedelta(days=14)
"""What is longer past is not worth a question."""
_MOST_NAMED = 4
_LONGEST_TITLE = 80


@dataclass(frozen=True)
class Answers:
    """Which application meetings in doubt are for, as said; 0 where it is none.

    `application` is for the only meeting of a file, or else for every one that is not surely
    another's.
    """

    application: int | None = None
    by_key: Mapping[Key, int] = field(default_factory=dict)


class Places:
    """Where the meetings of a file belong; `is_alone` tells that it holds but one.

    `dismissed` are those that are known to belong nowhere.
    """

    def __init__(
        self, session: Session, employers: Employers, answers: Answers, now: datetime
    ) -> None:
        self._session = session
        self._employers = employers
        self._answers = answers
        self._now = now
        self.dismissed = Dismissed(session)
        self.is_alone = False
        self.doubts: list[Doubt] = []

    def find(self, row: MeetingRow) -> Application | Unread:
        """Return the application that a meeting is for, or why it is left out."""
        choice = self._employers.find(row)
        early = [one for one in choice.applications if _is_long_before(row, one)]
        able = [one for one in choice.applications if one.outcome is None and one not in early]
        said = self._said(row, choice)
        if said == 0:
            self.dismissed.add(row, able)
        if said is not None:
            return self._checked(row, self._session.get(Application, said))
        if early and early == choice.applications:
            return left(row, f"was long before your application to {_shown(early[0])}")
        if choice.is_sure:
            return self._checked(row, choice.applications[0])
        return self._doubtful(row, able) or left(row, choice.why_none)

    def may_belong(self, row: MeetingRow) -> bool:
        """Whether a meeting may be for any application, by itself or as said."""
        choice = self._employers.find(row)
        return bool(choice.applications or self._said(row, choice))

    def is_astray(self, known: Interview) -> bool:
        """Whether an interview is of another application than was said for its meeting."""
        return self._answers.application not in {None, known.application_id}

    def said(self, row: MeetingRow) -> Application | Unread:
        """Return the application that was said for all, or why this meeting stays out of it."""
        return self._checked(row, self._session.get(Application, self._answers.application or 0))

    def _said(self, row: MeetingRow, choice: Choice) -> int | None:
        """Return the application that was said for a meeting, where that counts."""
        if row.key in self._answers.by_key:
            return self._answers.by_key[row.key]
        if self._answers.application is None or self.is_alone:
            return self._answers.application
        fits = not choice.is_sure and (choice.applications or self._employers.may_be_one(row))
        return self._answers.application if fits else None

    def _checked(self, row: MeetingRow, chosen: Application | None) -> Application | Unread:
        if chosen is None:
            return left(row, "is no interview, as you said")
        if chosen.outcome is not None:
            return left(
                row,
                f"is for {chosen.title}, which has ended ({chosen.outcome}); if it goes on: "
                f"tracker application reopen {chosen.id}",
            )
        if (refusal := refusals.of(row, chosen, self._employers)) and refusal.is_users:
            return left(row, f"was declined by {refusal.by}")
        return chosen

    def _doubtful(self, row: MeetingRow, candidates: Sequence[Application]) -> Unread | None:
        """Return why a meeting is left out that may be for one of these, and ask if it matters."""
        if not candidates:
            return None
        if self.dismissed.covers(row, candidates):
            return left(
                row, "is no interview, as you said before; say otherwise with --application"
            )
        if row.moment and row.moment.instant > self._now - RECENT:
            labels = [(one.id, _short(nouns.application_described(one))) for one in candidates]
            self.doubts.append(Doubt(row.key, f"{titled(row)} could be for", labels))
        named = [f"{_shown(one)} ({one.id})" for one in candidates[:_MOST_NAMED]]
        more = len(candidates) - len(named)
        could_be = " or ".join([*named, *([f"{more} more"] if more else [])])
        return left(row, f"could be for {could_be}; say so with --application")


def left(row: MeetingRow, why: str) -> Unread:
    """Return a meeting as one that is left out; the reason goes on from its title."""
    return Unread(row.line, why, what=titled(row))


def titled(row: MeetingRow) -> str:
    when = f" ({show_moment(row.moment)})" if row.moment else ""
    return f"“{row.summary[:60] or 'A meeting without a title'}”{when}"


def numbered(interview: Interview) -> str:
    when = show_moment(interview.moment) if interview.moment else "no time fixed yet"
    return f"{nouns.interview_title(interview)} (interview {interview.id}, {when})"


def _shown(application: Application) -> str:
    return _short(application.title)


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"


def _is_long_before(row: MeetingRow, application: Application) -> bool:
    """Whether a meeting was so early that it cannot have been about an application."""
    days = [change.on for change in application.stage_changes]
    return bool(days) and row.moment is not None and row.moment.wall.date() < min(days) - EARLIEST
