"""Two applications that are one: what the second says goes to the first, and nothing is lost."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import nouns
from tracker.dates import show_day
from tracker.errors import TrackerError
from tracker.models import (
    Application,
    Change,
    Command,
    Contact,
    Criterion,
    Rating,
    StageChange,
    Tag,
)
from tracker.money import show_pay
from tracker.records import judging, meetings, revisions, stated
from tracker.records.applications import set_fields
from tracker.records.meetings import Pair
from tracker.records.notes import counted, listed, pass_on, tell, warn

JOINED = "Joined "
"""How the history begins to tell of it."""
_TO_WHICH = re.compile(r"(?: with [a-z0-9, ]+)?, to ([0-9]+), ")
"""How it goes on behind the title of what was joined."""

_FACTS = {
    "company": ("company",),
    "role": ("role",),
    "posting": ("posting_url",),
    "posting id": ("posting_id",),
    "location": ("location",),
    "workplace": ("workplace",),
    "pay": ("pay_low", "pay_likely", "pay_high", "pay_currency", "pay_period"),
    "source": ("source",),
    "tier": ("tier",),
    "enthusiasm": ("enthusiasm",),
    "known": ("knowledge",),
    "other role": ("other_role_wanted", "other_role"),
    "rounds left": ("rounds_left",),
    "hiring": ("hiring",),
    "documents": ("documents",),
    "apply by": ("apply_by",),
}
"""What an application states; see `stated.Facts`."""


class Joined(NamedTuple):
    """What joining two records would bring, and what they say differently."""

    brought: list[str]
    """What moves along: “2 interviews”, “1 offer”."""
    differences: list[str]
    """What the second says otherwise, as lines of the notes: “role: Analyst”."""
    meetings: Sequence[Pair] = ()
    """Interviews of both that are at the same time."""


def compare(session: Session, kept: Application, other: Application) -> Joined:
    """Return what joining `other` to `kept` would do.

    Raises TrackerError for an application and itself.
    """
    check_two(kept, other, "application")
    pairs = meetings.at_once(kept, other)
    parts = (
        (len(other.interviews) - sum(pair.is_one for pair in pairs), "interview"),
        (len(other.offers), "offer"),
        (len(other.interactions), "exchange"),
    )
    brought = [counted(number, noun) for number, noun in parts if number]
    facts = [
        f"{name}: {_shown(other, name, _FACTS[name])}"
        for name in stated.different(kept, other, _FACTS)
    ]
    return Joined(brought, [*facts, *_judged(session, kept, other)], pairs)


def check_two(kept: Application | Contact, other: Application | Contact, noun: str) -> None:
    """Raise TrackerError for a record that is to be joined to itself."""
    if kept is other:
        msg = (
            f"Both of these are {kept.title}; name two {noun}s, by their numbers in "
            f"tracker {noun} list."
        )
        raise TrackerError(msg)


def merge(session: Session, kept: Application, other: Application, today: dt.date) -> None:
    """Join `other` to `kept`, and remove it.

    What only one of them says holds; where both say something else, that of `kept` stands and that
    of `other` goes to the notes. The stage is that of the later change, and of two on one day that
    which got further. Raises TrackerError for an application and itself.
    """
    joined = compare(session, kept, other)
    number, title = other.id, other.title
    was_open = kept.outcome is None or other.outcome is None
    met = [meetings.settle(session, pair) for pair in joined.meetings]
    session.flush()
    for one in (kept, other):
        session.expire(one, ["interviews"])
    _write_down(kept, other, joined.differences, today)
    _fill(kept, other)
    _move(kept, other)
    session.flush()
    session.expire(other)
    session.delete(other)
    session.flush()
    along = f" with its {listed(joined.brought)}" if joined.brought else ""
    tell(session, f"{JOINED}application {number}, {title}{along}, to {kept.id}, {kept.title}.")
    tell(session, f"It is {kept.outcome or kept.stage} since {show_day(kept.moved_on)}.")
    if was_open and kept.outcome is not None:
        warn(
            session,
            "It was open until now, and has ended as the other had.",
            f"if it goes on: tracker application reopen {kept.id}",
        )
    if joined.differences:
        tell(session, f"Kept in its notes: {'; '.join(joined.differences)}.")
    for note in met:
        pass_on(session, note)
    tell(session, "To take them apart again: tracker undo")


def joined(session: Session, model: type[Application | Contact]) -> dict[int, int]:
    """Return by id which record each was joined to that is gone for that, as the history tells."""
    told = (
        select(Command.summary, Change.before)
        .join(Change, Change.command_id == Command.id)
        .where(Command.summary.startswith(JOINED), Command.undone_at.is_(None))
        .where(Change.table == model.__tablename__, Change.after.is_(None))
    )
    return joined_by(model, session.execute(told))


def joined_by(
    model: type[Application | Contact], removals: Iterable[tuple[str, str | None]]
) -> dict[int, int]:
    """Return the same by the summary of each command and the record that it took away, as JSON."""
    start = f"{JOINED}{model.__tablename__} "
    found: dict[int, int] = {}
    for summary, image in removals:
        gone = revisions.restored(model, json.loads(image or "{}"))
        rest = summary.removeprefix(f"{start}{gone.id}, {gone.title}")
        if kept := _TO_WHICH.match(rest):
            found[gone.id] = int(kept[1])
    return found


def _shown(application: Application, name: str, columns: tuple[str, ...]) -> str:
    if name == "pay" and (pay := nouns.application_pay(application)):
        return show_pay(pay)
    if name == "other role":
        return str(nouns.other_role(application))
    return str(getattr(application, columns[0]))


def _judged(session: Session, kept: Application, other: Application) -> Iterator[str]:
    """Yield what `other` is said to be otherwise by the user's own criteria."""
    ours = {rating.criterion_id: rating.value for rating in kept.ratings}
    for rating in other.ratings:
        if ours.get(rating.criterion_id, rating.value) != rating.value:
            criterion = session.get_one(Criterion, rating.criterion_id)
            is_factor = judging.kind(criterion) == judging.FACTOR
            said = str(rating.value) if is_factor else "has it" if rating.value else "lacks it"
            yield f"{criterion.name}: {said}"


def _write_down(kept: Application, other: Application, lines: list[str], today: dt.date) -> None:
    """Keep what has no place of its own: differences, notes, the text of the other posting."""
    notes = other.notes if other.notes != kept.notes else None
    if lines or notes:
        head = f"{today.isoformat()}: joined with application {other.id}, {other.title}"
        kept.notes = "\n".join(filter(None, (kept.notes, head, *lines, notes)))
    texts = dict.fromkeys(filter(None, (kept.posting_text, other.posting_text)))
    if other.posting_text:
        kept.posting_text = "\n\n".join(texts)


def _fill(kept: Application, other: Application) -> None:
    """Take from `other` what `kept` does not say, and the stage of whichever moved last."""
    stated.fill(kept, other, _FACTS)
    latest = max(
        kept, other, key=lambda one: (one.moved_on, one.outcome is not None, one.stage.rank)
    )
    kept.stage, kept.outcome, kept.moved_on = latest.stage, latest.outcome, latest.moved_on
    set_fields(kept, {})


def _step(change: StageChange) -> tuple[object, ...]:
    return change.on, change.stage, change.outcome, change.reason


def _move(kept: Application, other: Application) -> None:
    """Hand over what belongs to `other`, but for steps that both took alike on one day.

    Advice follows its interview by itself.
    """
    had_steps = {_step(each) for each in kept.stage_changes}
    steps = [each for each in other.stage_changes if _step(each) not in had_steps]
    moving = (other.interviews, other.offers, other.interactions, steps)
    for record in [each for records in moving for each in records]:
        record.application = kept
    had = {tag.name for tag in kept.tags}
    kept.tags.extend(Tag(name=tag.name) for tag in other.tags if tag.name not in had)
    judged = {rating.criterion_id for rating in kept.ratings}
    kept.ratings.extend(
        Rating(criterion_id=rating.criterion_id, value=rating.value)
        for rating in other.ratings
        if rating.criterion_id not in judged
    )
