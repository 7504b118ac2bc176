"""Applications of a file become records: what is new, what is known.

A row is recognised by its posting's number or address where it has one, else by company, role and
day. What is known keeps its stage; only what it lacks is filled in.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.batches import batches
from tracker.importers.addresses import comparable, is_numbered, posting_id
from tracker.importers.rows import ApplicationRow
from tracker.models import Application, Base, StageChange, Tag, company_stem, fold_text
from tracker.records import hunts
from tracker.records.applications import columns, keys, set_fields
from tracker.records.history import insert_rows
from tracker.records.notes import counted
from tracker.transfer import repeats
from tracker.transfer.duplicates import NEARBY
from tracker.transfer.tally import Tally
from tracker.words import Outcome, Stage

Key = tuple[object, ...]

_MOST_ALIKE = 20
"""Applications for one role at one company that a new one is held against."""
_ANY = None
_FILLED = {
    "location": Application.location,
    "workplace": Application.workplace,
    "pay": Application.pay_currency,
    "source": Application.source,
    "documents": Application.documents,
    "apply_by": Application.apply_by,
    "notes": Application.notes,
    "posting_text": Application.posting_text,
}
"""The columns that tell, by the name of a row's field, whether an application has it."""


@dataclass
class Plan:
    """What an import would do; `updated` holds by an application's id what it lacks."""

    added: list[ApplicationRow] = field(default_factory=list)
    updated: dict[int, dict[str, Any]] = field(default_factory=dict)
    unchanged: int = 0
    repeated: int = 0
    """How many rows are about an application of which an earlier one of the file is."""
    otherwise: list[str] = field(default_factory=list)
    """The lines of those that differ from the earlier one."""
    behind: list[str] = field(default_factory=list)
    """Titles of applications that are further along in the file; here they stay as they are."""
    alike: list[tuple[str, str]] = field(default_factory=list)
    """Titles of those added that look like another, and what that one is called."""


@dataclass
class _Known:
    """What an application is recognised by: that of a record, or of the plan's row at `place`."""

    company: str
    role: str
    days: set[date]
    address: str | None = None
    posting: str | None = None
    has: set[str] = field(default_factory=set)
    id: int | None = None
    place: int = 0
    stage: Stage = Stage.OFFERED
    outcome: Outcome | None = None
    record: str | None = None
    name: str = ""

    @cached_property
    def stem(self) -> str:
        """The company without its legal form."""
        return company_stem(self.company)

    @property
    def is_placed(self) -> bool:
        """Whether its posting is known: then it is no other posting of the same role."""
        return self.address is not None or self.posting is not None

    def keys(self) -> Iterator[Key]:
        """Yield all that it is found by."""
        if self.record:
            yield "record", self.record, self.company, self.role
        if self.posting:
            yield "posting", self.posting
        if self.address:
            yield "address", self.address, self.role
            yield "address", self.address, _ANY
            yield from (("numbered", self.address, day) for day in self.days)
        for day in (*self.days, _ANY):
            yield "name", self.company, self.role, day
            if not self.is_placed:
                yield "unplaced", self.company, self.role, day

    def sought(self) -> Iterator[Key]:
        """Yield what is looked for, the surest first, when this is a row's."""
        if self.record:
            yield "record", self.record, self.company, self.role
        if self.posting:
            yield "posting", self.posting
        if self.address:
            yield "address", self.address, self.role or _ANY
            yield "address", self.address, ""
        for day in self.days or (_ANY,):
            yield "unplaced" if self.is_placed else "name", self.company, self.role, day


class _Index:
    """All applications known so far; of two alike, the earlier is found."""

    def __init__(self, session: Session, wanted: Iterable[_Known]) -> None:
        self._found: dict[Key, _Known] = {}
        self._roles: dict[str, set[str]] = {}
        self._alike: dict[tuple[str, str], list[_Known]] = {}
        for known in _records(session):
            self.add(known)
        for one in wanted:
            if one.address:
                self._roles.setdefault(one.address, set()).add(one.role)

    def add(self, known: _Known) -> None:
        for key in known.keys():  # noqa: SIM118 (no mapping)
            self._found.setdefault(key, known)
        self._alike.setdefault((known.stem, known.role), []).append(known)

    def find(self, wanted: _Known) -> _Known | None:
        """Return the application that a row is about."""
        for key in (*wanted.sought(), *self._renamed(wanted)):
            if (known := self._found.get(key)) is not None:
                return known
        return None

    def _renamed(self, wanted: _Known) -> Iterator[Key]:
        """Yield what finds an application whose role the user has worded anew since.

        One page can carry many roles: so only a posting's own address counts, on the same day,
        and not where the file itself has several roles there.
        """
        address = wanted.address
        if address and is_numbered(address) and len(self._roles[address]) == 1:
            yield from (("numbered", address, day) for day in wanted.days)

    def alike(self, wanted: _Known) -> _Known | None:
        """Return the first application that a new one may be after all, under another name.

        It is for the same role at a company that differs by its legal form alone, or it is dated
        not far from it; two postings that are known to be two are not alike. Or it is of the same
        address, unless that is one company's page of many roles.
        """
        there = self._found.get(("address", wanted.address, _ANY)) if wanted.address else None
        if there and (there.stem != wanted.stem or is_numbered(wanted.address or "")):
            return there
        others = self._alike.get((wanted.stem, wanted.role), ())[:_MOST_ALIKE]
        return next((one for one in others if _is_alike(one, wanted)), None)

    def place(self, known: _Known, wanted: _Known) -> None:
        """Remember the posting of an application that had none."""
        if known.is_placed or not wanted.is_placed:
            return
        for key in known.keys():  # noqa: SIM118 (no mapping)
            if key[0] == "unplaced" and self._found[key] is known:
                del self._found[key]
        known.address, known.posting = wanted.address, wanted.posting
        self.add(known)


def _is_alike(one: _Known, other: _Known) -> bool:
    if one.is_placed and other.is_placed:
        return False
    apart = [abs(first - second) for first, second in product(one.days, other.days)]
    return min(apart, default=NEARBY) <= NEARBY


def bring(session: Session, rows: Sequence[ApplicationRow], today: date) -> Tally:
    """Write what is new; an application without a day is dated `today`."""
    made = plan(session, rows)
    _apply(session, made, today)
    return Tally(
        noun="application",
        added=len(made.added),
        updated=len(made.updated),
        unchanged=made.unchanged,
        remarks=list(_remarks(made, today)),
    )


def plan(session: Session, rows: Sequence[ApplicationRow]) -> Plan:
    """Return what importing would do; nothing is written."""
    made = Plan()
    every = [_wanted(row) for row in rows]
    index = _Index(session, every)
    notes = _notes(session) if any(row.answers for row in rows) else {}
    for row, wanted in zip(rows, every, strict=True):
        known = index.find(wanted)
        if known is None:
            wanted.place = len(made.added)
            made.added.append(row)
            if (other := index.alike(wanted)) is not None:
                made.alike.append((wanted.name, other.name))
            index.add(wanted)
        else:
            if known.id is None:
                _join(made, known.place, row, wanted.name)
            else:
                _fill(made, known, known.id, row)
                _answer(made, known.id, row, notes)
            index.place(known, wanted)
    made.unchanged = len(rows) - len(made.added) - len(made.updated)
    return made


def recognised(
    session: Session, rows: Sequence[ApplicationRow], among: Collection[int]
) -> list[int | None]:
    """Return for each row the id of the application, of those `among`, that it is about.

    Of several alike, each row has one of its own.
    """
    found: dict[Key, list[int]] = defaultdict(list)
    for known in _records(session):
        if known.id is not None and known.id in among:
            for key in known.keys():  # noqa: SIM118 (no mapping)
                found[key].append(known.id)
    taken: set[int] = set()
    numbers: list[int | None] = []
    for row in rows:
        candidates = (number for key in _wanted(row).sought() for number in found.get(key, ()))
        number = next((one for one in candidates if one not in taken), None)
        taken.update({number} - {None})  # type: ignore[arg-type]
        numbers.append(number)
    return numbers


def _apply(session: Session, made: Plan, today: date) -> None:
    for rows in batches(made.added):
        _add(session, rows, today)
    for updates in batches(made.updated.items()):
        statement = select(Application).where(Application.id.in_([one for one, _ in updates]))
        fields = dict(updates)
        for application in session.scalars(statement):
            set_fields(application, fields[application.id])
        session.flush()


def _remarks(made: Plan, today: date) -> Iterator[str]:
    if undated := sum(row.on is None for row in made.added):
        yield f"{counted(undated, 'application')} without a date: dated today."
    if ahead := sum(row.on is not None and row.on > today for row in made.added):
        yield f"{counted(ahead, 'application')} dated after today: kept as the file says."
    if made.repeated:
        yield f"{counted(made.repeated, 'row')} repeated an earlier one of the file."
    if made.otherwise:
        number = counted(len(made.otherwise), "such row")
        yield f"What {number} said otherwise is in the notes, as of {made.otherwise[0]}."
    if made.alike:
        one, other = made.alike[0]
        look = "looks" if len(made.alike) == 1 else "look"
        yield (
            f"{counted(len(made.alike), 'new application')} {look} like another one, as {one} like "
            f"{other}: kept apart; if they are one: tracker application merge."
        )
    if made.behind:
        yield (
            f"{counted(len(made.behind), 'application')} further along in the file than here, "
            f"such as {made.behind[0]}: importing moves nothing, so use tracker application move."
        )


def _records(session: Session) -> Iterator[_Known]:
    hunt = hunts.identity(session)
    days: dict[int, set[date]] = {}
    for number, day in session.execute(select(StageChange.application_id, StageChange.on)):
        days.setdefault(number, set()).add(day)
    tagged = set(session.scalars(select(Tag.application_id)))
    statement = select(
        Application.id,
        Application.company_key,
        Application.role,
        Application.posting_url,
        Application.posting_id,
        Application.stage,
        Application.outcome,
        *(column.is_not(None).label(f"has_{name}") for name, column in _FILLED.items()),
    ).order_by(Application.id)
    for number, company, role, url, posting, stage, outcome, *flags in session.execute(statement):
        stated = {"role": role, "posting_url": url, "posting_id": posting, "tags": number in tagged}
        has = {
            name for name, value in (*stated.items(), *zip(_FILLED, flags, strict=True)) if value
        }
        yield _Known(
            company,
            fold_text(role),
            days.get(number, set()),
            comparable(url) if url else None,
            posting or posting_id(url or ""),
            has,
            number,
            stage=stage,
            outcome=outcome,
            name=f"application {number}",
            record=f"{hunt}/{number}",
        )


def _wanted(row: ApplicationRow) -> _Known:
    url = row.fields.get("posting_url")
    return _Known(
        fold_text(row.company),
        fold_text(row.role),
        {day for day in (row.on, row.saved_on) if day},
        comparable(url) if url else None,
        row.fields.get("posting_id"),
        {"role", *row.fields} if row.role else set(row.fields),
        name=f"line {row.line} ({', '.join(filter(None, (row.company, row.role)))})",
        record=row.record,
    )


def _join(made: Plan, place: int, row: ApplicationRow, name: str) -> None:
    """Note what a further row of the file says of an application that is new."""
    made.repeated += 1
    made.added[place], differs = repeats.joined(made.added[place], row)
    if differs:
        made.otherwise.append(name)


def _fill(made: Plan, known: _Known, number: int, row: ApplicationRow) -> None:
    """Note what a known application lacks and a row has."""
    stated = {"role": row.role, **row.fields}
    missing = {name: value for name, value in stated.items() if value and name not in known.has}
    known.has.update(missing)
    if missing:
        made.updated.setdefault(number, {}).update(missing)
    if known.outcome is None and (row.outcome or row.stage.rank > known.stage.rank):
        made.behind.append(f"{row.company}, {row.role}" if row.role else row.company)


def _answer(made: Plan, number: int, row: ApplicationRow, notes: dict[int, str]) -> None:
    """Note below the notes of a known application the answers that they lack."""
    now = made.updated.get(number, {}).get("notes", notes.get(number, ""))
    if lacking := [text for text in row.answers if text not in now]:
        made.updated.setdefault(number, {})["notes"] = "\n".join(filter(None, (now, *lacking)))


def _notes(session: Session) -> dict[int, str]:
    noted = select(Application.id, Application.notes).where(Application.notes.is_not(None))
    return {number: text or "" for number, text in session.execute(noted)}


def _add(session: Session, rows: Sequence[ApplicationRow], today: date) -> None:
    """Add a batch of applications with their stages and tags."""
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
