"""Applications of a file become records: what is new, what is known.

A row is recognised by its posting's number or address where it has one, else by company, role and
day. What is known keeps its stage; only what it lacks is filled in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.batches import batches
from tracker.importers.rows import ApplicationRow, Unread
from tracker.models import Application, Base, StageChange, Tag
from tracker.records.applications import set_fields
from tracker.records.history import insert_rows
from tracker.records.new_applications import columns, keys
from tracker.records.notes import Note, counted
from tracker.transfer import edited, former, removed, repeats, unlike
from tracker.transfer.further import Further
from tracker.transfer.known_applications import Index, Known, kept_apart, recorded, stated
from tracker.transfer.presumed import Presumed
from tracker.transfer.tally import Tally
from tracker.words import Stage


@dataclass
class Plan:
    """What an import would do; `updated` holds by an application's id what it lacks."""

    added: list[ApplicationRow] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    """Those of the added, once they are written."""
    updated: dict[int, dict[str, Any]] = field(default_factory=dict)
    unchanged: int = 0
    repeated: int = 0
    """How many rows are about an application of which an earlier one of the file is."""
    otherwise: list[str] = field(default_factory=list)
    """The lines of those that differ from the earlier one."""
    further: list[Further] = field(default_factory=list)
    """Those that are further along in the file; here they stay as they are."""
    alike: list[tuple[Known, Known]] = field(default_factory=list)
    """Those added that look like another, and that one."""
    hints: list[Note] = field(default_factory=list)
    ours: list[tuple[ApplicationRow, Known]] = field(default_factory=list)
    """Rows of our own export of this hunt, and their records."""
    left_out: list[Unread] = field(default_factory=list)
    """Those that were removed here."""
    about: dict[int, ApplicationRow] = field(default_factory=dict)
    """The first row that is about each application on record, by its id."""
    joined: list[str] = field(default_factory=list)
    """The names of those that were joined to another here, each with that of the other."""


def bring(session: Session, rows: Sequence[ApplicationRow], today: date) -> Tally:
    """Write what is new; an application without a day is dated `today`."""
    made = plan(session, rows)
    _apply(session, made, today)
    return Tally(
        noun="application",
        added=len(made.added),
        updated=len(made.updated),
        unchanged=made.unchanged,
        left_out=made.left_out,
        remarks=list(_remarks(made, today)),
        hints=[*_hints(made), *unlike.notes(session, made.about)],
        further=made.further,
    )


def plan(session: Session, rows: Sequence[ApplicationRow]) -> Plan:
    """Return what importing would do; nothing is written."""
    made = Plan()
    every = [stated(row) for row in rows]
    index = Index(recorded(session), every, former.changed(session))
    gone = removed.applications(session)
    more = _More(session, made)
    presumed = Presumed(index, every)
    for row, wanted in zip(rows, every, strict=True):
        known, lost = index.find(wanted), index.among(gone, wanted)
        if known is None and lost is None:
            known = presumed.find(row, wanted)
        if lost and (known is None or known.id == lost.heir is not None):
            _leave(made, row, wanted.name, index.record(lost.heir))
        elif known is None:
            wanted.place = len(made.added)
            made.added.append(row)
            if (other := index.alike(wanted)) is not None:
                made.alike.append((wanted, other))
            index.add(wanted)
        else:
            if known.id is None:
                _join(made, known.place, row, wanted.name)
            else:
                made.about.setdefault(known.id, row)
                _fill(made, known, known.id, row)
                more.take(known.id, row, wanted.name)
            index.place(known, wanted)
    made.hints += [*presumed.hints(), *edited.notes(made.ours)]
    made.unchanged = len(rows) - len(made.added) - len(made.updated) - len(made.left_out)
    return made


class _More:
    """What rows say of applications on record for which there is room in the notes only.

    Those are private answers that were asked for, and what a row says otherwise than an earlier one
    of the same file.
    """

    def __init__(self, session: Session, made: Plan) -> None:
        self._made = made
        self._rows: dict[int, ApplicationRow] = {}
        self._notes = cache(lambda: _notes(session))

    def take(self, number: int, row: ApplicationRow, name: str) -> None:
        self._note(number, row.answers, "\n")
        first = self._rows.setdefault(number, row)
        if first is row:
            return
        self._rows[number], also = repeats.joined(first, row)
        before, after = (one.fields.get("notes", "") for one in (first, row))
        if self._note(number, [also, "" if after in before else after], "\n\n"):
            self._made.repeated += 1
            self._made.otherwise += [name] if also else []

    def _note(self, number: int, texts: Sequence[str], gap: str) -> bool:
        """Put below the notes what they lack; return whether they lack anything."""
        if not texts:
            return False
        changed = self._made.updated.get(number, {})
        now = changed.get("notes", self._notes().get(number, ""))
        lacking = [text for text in texts if text not in now]
        if lacking:
            notes = gap.join(filter(None, (now, *lacking)))
            self._made.updated.setdefault(number, {})["notes"] = notes
        return bool(lacking)


def _apply(session: Session, made: Plan, today: date) -> None:
    for rows in batches(made.added):
        made.ids += _add(session, rows, today)
    for updates in batches(made.updated.items()):
        statement = select(Application).where(Application.id.in_([one for one, _ in updates]))
        fields = dict(updates)
        for application in session.scalars(statement):
            set_fields(application, fields[application.id])
        session.flush()


def _remarks(made: Plan, today: date) -> Iterator[str]:
    if undated := sum(row.on is None for row in made.added):
        yield f"{counted(undated, 'application')} without a date: dated today."
    if ahead := sum(max(row.on or today, row.moved_on or today) > today for row in made.added):
        yield f"{counted(ahead, 'application')} dated after today: kept as the file says."
    if made.repeated:
        yield f"{counted(made.repeated, 'row')} repeated an earlier one of the file."
    if made.joined:
        yield f"Counted as joined here: {_first(made.joined)}."
    if made.otherwise:
        number = counted(len(made.otherwise), "such row")
        yield f"What {number} said otherwise is in the notes, as of {made.otherwise[0]}."


def _first(names: Sequence[str]) -> str:
    return f"{names[0]} and {len(names) - 1:,} more" if names[1:] else names[0]


def _hints(made: Plan) -> Iterator[Note]:
    yield from made.hints
    for known in chain.from_iterable(made.alike):
        known.id = known.id or made.ids[known.place]
    yield from kept_apart(made.alike)


def _leave(made: Plan, row: ApplicationRow, name: str, heir: Known | None) -> None:
    """Leave out what was removed here; what was joined to another is about that one."""
    if heir is None or heir.id is None:
        reason = "was removed here, so it stays away; to have it again: tracker add COMPANY ROLE"
        title = ", ".join(filter(None, (row.company, row.role)))
        made.left_out.append(Unread(row.line, reason, what=title))
        return
    made.joined.append(f"{name} as {heir.name}")
    made.further += _further(heir, heir.id, row)


def _join(made: Plan, place: int, row: ApplicationRow, name: str) -> None:
    """Note what a further row of the file says of an application that is new."""
    made.repeated += 1
    made.added[place], also = repeats.joined(made.added[place], row)
    if also:
        made.otherwise.append(name)


def _fill(made: Plan, known: Known, number: int, row: ApplicationRow) -> None:
    """Note what a known application lacks and a row has."""
    made.ours += [(row, known)] if row.record and row.record == known.record else []
    said = {"role": row.role, **row.fields}
    missing = {
        name: value for name, value in said.items() if value is not None and name not in known.has
    }
    known.has |= missing.keys()
    if missing:
        made.updated.setdefault(number, {}).update(missing)
    made.further += _further(known, number, row)


def _further(known: Known, number: int, row: ApplicationRow) -> list[Further]:
    """Return how far a row got, if further; a day before the latest here is not what holds now.

    What is only saved here is sent first, on the day by which the row is known then; the day of
    saving gives way to it, as it does to `tracker application move`.
    """
    if known.outcome or not (row.outcome or row.stage.rank > known.stage.rank):
        return []
    title = ", ".join(filter(None, (row.company, row.role)))
    sent = row.on if known.stage is Stage.SAVED else None
    holds = sent or all(row.moved_on >= day for day in known.days if row.moved_on)
    return [Further(number, title, row.stage, row.outcome, row.moved_on if holds else None, sent)]


def _notes(session: Session) -> dict[int, str]:
    noted = select(Application.id, Application.notes).where(Application.notes.is_not(None))
    return {number: text or "" for number, text in session.execute(noted)}


def _add(session: Session, rows: Sequence[ApplicationRow], today: date) -> list[int]:
    """Add a batch of applications with their stages and tags; return their ids."""
    added = [_application(row, today) for row in rows]
    _insert(session, Application, added)
    numbered = [(one["id"], row) for one, row in zip(added, rows, strict=True)]
    steps = [
        {"application_id": number, **step._asdict()}
        for number, row in numbered
        for step in repeats.steps(row, today)
    ]
    _insert(session, StageChange, steps)
    tags = [
        {"application_id": number, "name": name}
        for number, row in numbered
        for name in dict.fromkeys(row.fields.get("tags", ()))
    ]
    _insert(session, Tag, tags)
    return [number for number, _ in numbered]


def _insert(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    insert_rows(session, model.metadata.tables[model.__tablename__], rows)


def _application(row: ApplicationRow, today: date) -> dict[str, Any]:
    return {
        "company": row.company,
        "role": row.role,
        **keys(row.company, row.role),
        "stage": row.stage,
        "outcome": row.outcome,
        "moved_on": row.moved_on or row.on or today,
        **columns(row.fields),
    }
