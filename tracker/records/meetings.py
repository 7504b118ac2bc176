"""Interviews of two applications that are one meeting: it is kept once, and nothing of it lost."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from tracker.dates import show_moment
from tracker.models import Application, Interview
from tracker.money import show_amount
from tracker.records import interviews, stated
from tracker.records.notes import Note, listed
from tracker.words import InterviewState, Result

_FACTS = {
    "round": ("round",),
    "minutes": ("minutes",),
    "place": ("place",),
    "hours to prepare": ("prepare_hours",),
    "hours of travel": ("travel_hours",),
    "cost": ("cash_cost", "cost_currency"),
    "people": ("people",),
    "chance": ("chance",),
    "result": ("result",),
    "answer due": ("answer_due",),
    "felt": ("felt",),
}
_EVENT = {"event": ("event_uid", "event_recurrence", "event_sequence", "event_stamp")}
_GOES_ON = {InterviewState.SCHEDULED, InterviewState.DONE}


class Pair(NamedTuple):
    """The interviews of two applications at one time, `ours` that of the one that is kept."""

    ours: Interview
    theirs: Interview

    @property
    def title(self) -> str:
        """Return what both are, as “onsite on Fri 27 Nov 2026, 15:00 EST”."""
        when = f" on {show_moment(self.ours.moment)}" if self.ours.moment else ""
        return f"{self.ours.round}{when}"

    @property
    def is_one(self) -> bool:
        """Whether they are surely the same meeting: one event or one round, and no word against.

        To be called off, and to be on, may have been said of two.
        """
        ours, theirs = self
        events = {one.event_uid for one in self} - {None}
        is_alike = ours.round is theirs.round or None not in {one.event_uid for one in self}
        states = {ours.state, theirs.state}
        return len(events) < len(self) and is_alike and (len(states) == 1 or states <= _GOES_ON)


def at_once(kept: Application, other: Application) -> list[Pair]:
    """Return the interviews of both that are at the same time, each once."""
    by_time = {one.instant: one for one in reversed(kept.interviews) if one.instant}
    return [
        Pair(by_time.pop(one.instant), one) for one in other.interviews if one.instant in by_time
    ]


def settle(session: Session, pair: Pair) -> Note:
    """Make one interview of two that are one meeting, or else say that they may be; tell of it."""
    if pair.is_one:
        title = pair.title
        number = _join(session, pair).id
        return Note(f"Both had the {title}: it is kept once, as interview {number}.")
    described = [f"interview {one.id} ({one.round}, {one.state})" for one in pair]
    return Note(
        f"It has {listed(described)} at the same time.",
        warning=True,
        todo=f"if they are one: tracker interview remove {pair.theirs.id}",
        asks=True,
    )


def _join(session: Session, pair: Pair) -> Interview:
    """Keep the interview of which more is known, with all that the other says, and return it.

    What they say differently goes to its notes.
    """
    stays, goes = sorted(pair, key=_is_settled, reverse=True)
    lines = [f"{name}: {_shown(goes, name)}" for name in stated.different(stays, goes, _FACTS)]
    notes = goes.notes if goes.notes != stays.notes else None
    stays.notes = "\n".join(filter(None, (stays.notes, *lines, notes))) or None
    stated.fill(stays, goes, {**_FACTS, **_EVENT})
    for attendance in goes.attendances:
        interviews.attend(stays, attendance.contact)
    session.delete(goes)
    return stays


def _is_settled(interview: Interview) -> tuple[bool, bool]:
    is_answered = interview.result not in {None, Result.WAITING}
    return interview.state is not InterviewState.SCHEDULED, is_answered


def _shown(interview: Interview, name: str) -> str:
    if interview.cash_cost is not None and interview.cost_currency and name == "cost":
        return show_amount(interview.cash_cost, interview.cost_currency)
    return str(getattr(interview, _FACTS[name][0]))
