"""Which application a row of a file is about: what both are recognised by.

It is the number or the address of the posting where there is one, else company, role and day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import product
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.addresses import comparable, is_numbered, posting_id, site
from tracker.batches import SIZE
from tracker.folding import company_stem, fold_text
from tracker.importers.rows import ApplicationRow
from tracker.models import Application, StageChange, Tag
from tracker.records import hunts
from tracker.records.notes import Note, counted
from tracker.transfer.duplicates import NEARBY
from tracker.words import Outcome, Stage

T = TypeVar("T")
Key = tuple[object, ...]

_MOST_NAMED = 10
"""New applications that look like another; more are counted."""
_MOST_ALIKE = 20
"""Applications for one role at one company that a new one is held against."""
_ANY = None
_FILLED = {
    "location": Application.location,
    "workplace": Application.workplace,
    "pay": Application.pay_currency,
    "source": Application.source,
    "tier": Application.tier,
    "enthusiasm": Application.enthusiasm,
    "knowledge": Application.knowledge,
    "other_role": Application.other_role_wanted,
    "rounds_left": Application.rounds_left,
    "hiring": Application.hiring,
    "documents": Application.documents,
    "apply_by": Application.apply_by,
    "notes": Application.notes,
    "posting_text": Application.posting_text,
}
"""The columns that tell, by the name of a row's field, whether an application has it."""


@dataclass(slots=True)
class Known:
    """What an application is recognised by: that of a record, or of the plan's row at `place`.

    `has` are the fields in which a record says something, `stem` is the company without its legal
    form.
    """

    company: str
    role: str
    days: frozenset[date]
    address: str | None = None
    posting: str | None = None
    has: frozenset[str] = frozenset()
    id: int | None = None
    place: int = 0
    stage: Stage = Stage.OFFERED
    outcome: Outcome | None = None
    record: str | None = None
    row: ApplicationRow | None = None
    stem: str = field(init=False)

    def __post_init__(self) -> None:
        self.stem = company_stem(self.company)

    @property
    def name(self) -> str:
        """What a sentence calls it."""
        if self.row is None:
            return f"application {self.id}"
        title = ", ".join(filter(None, (self.row.company, self.row.role)))
        return f"line {self.row.line} ({title})"

    @property
    def is_placed(self) -> bool:
        """Whether its posting is known: then it is no other posting of the same role."""
        return self.address is not None or self.posting is not None

    def _surest(self) -> Iterator[Key]:
        """Yield what it alone goes by, found and looked for alike."""
        if self.record:
            yield "record", self.record, self.company, self.role
        if self.posting:
            yield "posting", self.posting, "at", self.stem
        if self.posting and self.address:
            yield "posting", self.posting, "on", site(self.address)

    def keys(self) -> Iterator[Key]:
        """Yield all that it is found by."""
        yield from self._surest()
        if self.record:
            yield "record", self.record
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
        yield from self._surest()
        if self.address:
            yield "address", self.address, self.role or _ANY
            yield "address", self.address, ""
        for day in self.days or (_ANY,):
            yield "unplaced" if self.is_placed else "name", self.company, self.role, day


class Index:
    """All applications known so far; of two alike, the earlier is found."""

    def __init__(
        self,
        records: Iterable[Known],
        wanted: Iterable[Known],
        former: Iterable[Known] = (),
    ) -> None:
        """Begin with the records; `former` is what they were recognised by before."""
        self._found: dict[Key, Known] = {}
        self._former: dict[Key, Known] = {}
        self._records: dict[int | None, Known] = {}
        self._roles: dict[str, str] = {}
        self._of_many_roles: set[str] = set()
        self._alike: dict[tuple[str, str], list[Known]] = {}
        for known in records:
            self.add(known)
            self._records[known.id] = known
        for past in former:
            if (record := self.record(past.id)) is not None:
                self._former.update(dict.fromkeys(past.keys(), record))
        for one in wanted:
            if one.address and self._roles.setdefault(one.address, one.role) != one.role:
                self._of_many_roles.add(one.address)

    def add(self, known: Known) -> None:
        for key in known.keys():  # noqa: SIM118 (no mapping)
            self._found.setdefault(key, known)
        self._alike.setdefault((known.stem, known.role), []).append(known)

    def find(self, wanted: Known) -> Known | None:
        """Return the application that a row is about."""
        return self.among(self._found, wanted)

    def as_it_was(self, wanted: Known) -> Known | None:
        """Return the application that a row was about before that was changed."""
        return self.among(self._former, wanted)

    def remember(self, known: Known, wanted: Known) -> None:
        """Let rows like this one be found as about that application from now on."""
        for key in wanted.keys():  # noqa: SIM118 (no mapping)
            self._found.setdefault(key, known)

    def among(self, found: Mapping[Key, T], wanted: Known) -> T | None:
        """Return what is found by the surest of all that a row is looked for by."""
        for key in wanted.sought():
            if key in found:
                return found[key]
        return self._renamed(found, wanted)

    def _renamed(self, found: Mapping[Key, T], wanted: Known) -> T | None:
        """Return what is found of an application whose role the user has worded anew since.

        One page can carry many roles: so only a posting's own address counts, on the same day,
        and not where the file itself has several roles there.
        """
        address = wanted.address or ""
        on_its_days = (found.get(("numbered", address, day)) for day in wanted.days)
        renamed = next(filter(None, on_its_days), None)
        is_one = address not in self._of_many_roles and is_numbered(address)
        return renamed if is_one else None

    def record(self, number: int | None) -> Known | None:
        """Return the application on record of that number."""
        return self._records.get(number)

    def of_record(self, wanted: Known) -> Known | None:
        """Return the record whose number a row of our own export bears."""
        return self._found.get(("record", wanted.record)) if wanted.record else None

    def named(self, wanted: Known) -> Iterator[Known]:
        """Yield the first applications for the same role at the same company; of no two postings.

        Two whose postings are both known, and are not the same, are two.
        """
        others = self._of_role(wanted)
        yield from (one for one in others if not (one.is_placed and wanted.is_placed))

    def _of_role(self, wanted: Known) -> Sequence[Known]:
        return self._alike.get((wanted.stem, wanted.role), ())[:_MOST_ALIKE]

    def alike(self, wanted: Known) -> Known | None:
        """Return the first application that a new one may be after all, under another name.

        It is for the same role at the same company, legal forms aside, and still open on record, or
        dated not far from it, unless both have a number of their own on one site; or of the same
        address, unless that is one company's page of many roles.
        """
        there = self._found.get(("address", wanted.address, _ANY)) if wanted.address else None
        if there and (there.stem != wanted.stem or is_numbered(wanted.address or "")):
            return there
        others = (one for one in self._of_role(wanted) if not _are_numbered_apart(one, wanted))
        return next((one for one in others if _is_near(one, wanted)), None)

    def place(self, known: Known, wanted: Known) -> None:
        """Remember the posting of an application that had none."""
        if known.is_placed or not wanted.is_placed:
            return
        for key in known.keys():  # noqa: SIM118 (no mapping)
            if key[0] == "unplaced" and self._found[key] is known:
                del self._found[key]
        known.address, known.posting = wanted.address, wanted.posting
        self.add(known)


def _are_numbered_apart(one: Known, other: Known) -> bool:
    """Whether a site itself tells two postings apart by its numbers."""
    first, second = one.address or "", other.address or ""
    are_numbered = is_numbered(first) and is_numbered(second)
    return first != second and are_numbered and site(first) == site(second)


def _is_near(one: Known, other: Known) -> bool:
    if one.id is not None and one.outcome is None:
        return True
    apart = [abs(first - second) for first, second in product(one.days, other.days)]
    return min(apart, default=NEARBY) <= NEARBY


def recognised(
    records: Iterable[Known], rows: Sequence[ApplicationRow], among: Collection[int]
) -> list[int | None]:
    """Return for each row the id of the record, of those `among`, that it is about.

    Of several alike, each row has one of its own.
    """
    found: dict[Key, list[int]] = defaultdict(list)
    for known in records:
        if known.id is not None and known.id in among:
            for key in known.keys():  # noqa: SIM118 (no mapping)
                found[key].append(known.id)
    taken: set[int] = set()
    numbers: list[int | None] = []
    for row in rows:
        candidates = (number for key in stated(row).sought() for number in found.get(key, ()))
        number = next((one for one in candidates if one not in taken), None)
        taken.update({number} - {None})  # type: ignore[arg-type]
        numbers.append(number)
    return numbers


def kept_apart(alike: Sequence[tuple[Known, Known]]) -> Iterator[Note]:
    """Yield what to say of new applications, by now on record, that look like another one."""
    for new, other in alike[:_MOST_NAMED]:
        yield Note(
            f"{new.name[0].upper()}{new.name[1:]} looks like {other.name}: kept apart.",
            warning=True,
            todo=f"if they are one: tracker application merge {other.id} {new.id}",
            asks=True,
        )
    if (more := len(alike) - _MOST_NAMED) > 0:
        look = "looks" if more == 1 else "look"
        yield Note(
            f"{counted(more, 'more new application')} {look} like another one: kept apart.",
            warning=True,
        )


def recorded(session: Session) -> Iterator[Known]:
    """Yield all applications on record, by number."""
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
    found = session.execute(statement.execution_options(yield_per=SIZE))
    for number, company, role, url, posting, stage, outcome, *flags in found:
        stated = {"role": role, "posting_url": url, "posting_id": posting, "tags": number in tagged}
        has = frozenset(
            name for name, value in (*stated.items(), *zip(_FILLED, flags, strict=True)) if value
        )
        yield Known(
            company,
            _role(role),
            frozenset(days.get(number, ())),
            comparable(url) if url else None,
            posting or posting_id(url or ""),
            has,
            number,
            stage=stage,
            outcome=outcome,
            record=f"{hunt}/{number}",
        )


def stated(row: ApplicationRow) -> Known:
    url = row.fields.get("posting_url")
    return Known(
        fold_text(row.company),
        _role(row.role),
        _days(row.on, row.saved_on),
        comparable(url) if url else None,
        row.fields.get("posting_id"),
        stage=row.stage,
        row=row,
        record=row.record,
    )


@lru_cache(maxsize=4096)
def _days(*days: date | None) -> frozenset[date]:
    return frozenset(filter(None, days))


_role = lru_cache(maxsize=4096)(fold_text)
"""Few of the many rows of a file have a role of their own."""
