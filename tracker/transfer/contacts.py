"""People of a file become contacts: who is new, who is known.

A row is recognised by the UID of its card, else by an e-mail address, else by a person's own page,
else by name and company. A name alone is enough only where everybody of that name could be one
person. What is known stays as it is; only what it lacks is filled in.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.batches import batches
from tracker.exporters.vcards import uid
from tracker.importers.rows import ConnectionRow, ContactRow, Unread
from tracker.models import Contact
from tracker.records import hunts
from tracker.records.contacts import search_key, set_fields
from tracker.records.history import insert_rows
from tracker.records.notes import Note, counted
from tracker.transfer import people
from tracker.transfer.people import Identity, Key, apart
from tracker.transfer.removed import Contacts as Removed
from tracker.transfer.tally import Tally

_FILLED = (
    *("company", "email", "url", "card_uid", "role", "kind", "phone", "met", "notes"),
    "name_parts",
)

_STAYS_AWAY = "was removed here, so they stay away; to have them again: tracker contact add NAME"


class Settled(NamedTuple):
    """The id of the contact that each row is about, in the order of the rows; and who is new."""

    ids: list[int]
    new: set[int]
    tally: Tally


@dataclass(eq=False, slots=True)
class _Person(Identity):
    """Somebody on record, or whom the first row about them states.

    `has` names what is on record, `missing` is what will be written beside it; of `told`, the phone
    numbers, rows of this file speak.
    """

    has: tuple[str, ...] = ()
    missing: dict[str, Any] = field(default_factory=dict)
    id: int | None = None
    named_by_address: bool = False
    told: frozenset[str] = frozenset()

    @property
    def has_own_box(self) -> bool:
        """Whether they have an e-mail address, not only in their notes, that nobody else reads."""
        return "email" in self.has and not people.is_shared(self.emails[0])

    def learn(self, other: "_Person") -> None:
        """Take over what another statement of the same person says."""
        self.told |= other.phones
        self.company = self.company or other.company
        self.uids |= other.uids
        self.marked |= other.marked
        self.pages |= other.pages
        self.phones |= other.phones
        self.emails += [email for email in other.emails if email not in self.emails]
        self.profiles += [one for one in other.profiles if one not in self.profiles]


class _Bearers:
    """Those of one name: whom a mark tells apart, with their companies, and companies alone."""

    def __init__(self, bearers: Sequence[_Person], joined: people.Joined) -> None:
        marks = [next(one.marks(), None) for one in bearers]
        self._people = {joined.first(mark) for mark in marks if mark}
        named = [(one.company, mark) for one, mark in zip(bearers, marks, strict=True)]
        self._companies = {company for company, mark in named if company and mark}
        self._unmarked = {company for company, mark in named if company and not mark}

    @property
    def could_be_one(self) -> bool:
        together = len(self._companies | self._unmarked) <= 1 or self._unmarked <= self._companies
        return len(self._people) <= 1 and together


class _Index:
    """Everybody known so far; of two alike, the earlier is found."""

    def __init__(
        self, session: Session, rows: Sequence[ContactRow], removed: Removed | None
    ) -> None:
        self._removed = removed
        self.left_out: list[Unread] = []
        self._found: dict[Key, _Person] = {}
        self._namesakes: dict[str, list[_Person]] = defaultdict(list)
        self.known = list(_records(session))
        self.new: list[_Person] = []
        self._rows = rows
        self._stated = [_stated(row) for row in rows]
        self._uids = {uid for one in self._stated for uid in one.uids}
        for one in self.known:
            one.marked = one.uids & self._uids | one.marked
        self._could_be_one = _could_be_one([*self.known, *self._stated])
        for one in self.known:
            if one.has_own_box:
                self._found.setdefault(("email", one.emails[0]), one)
        for one in self.known:
            self._add(one)
            self._namesakes[one.name].append(one)

    def _add(self, one: _Person) -> None:
        for key in one.keys():  # noqa: SIM118 (no mapping)
            self._found.setdefault(key, one)

    def sure(self, wanted: _Person) -> _Person | None:
        """Return whom a row is about, if it says enough to know them by."""
        keys = wanted.keys()
        return next((self._found[key] for key in keys if key in self._found), None)

    def find(self, wanted: _Person) -> _Person | None:
        """Return whom a row is about, if they are known."""
        if (one := self.sure(wanted)) is not None:
            return one
        left = [one for one in self._namesakes[wanted.name] if not self._differ(one, wanted)]
        for alike in (self._share_a_page, self._share_a_company, self._may_be_one):
            if (one := next((each for each in left if alike(each, wanted)), None)) is not None:
                return one
        return None

    def place(self) -> list[_Person]:
        """Return whom each row is about, with what they lack noted as missing.

        Rows of those who are to stay away are left out.
        Who is surely known comes first: a name tells more when that is settled.
        """
        placed: dict[int, _Person] = {}
        for place, one in enumerate(self._stated):
            if (found := self.sure(one)) is not None:
                placed[place] = self._settle(found, one, self._rows[place])
        for place, one in enumerate(self._stated):
            if place in placed:
                continue
            row, found = self._rows[place], self.find(one)
            if found is None and self._removed and self._removed.has(one):
                self.left_out.append(Unread(row.line, _STAYS_AWAY, _file(row), row.name))
                continue
            placed[place] = self._settle(found or self._introduce(one, row), one, row)
        return [placed[place] for place in sorted(placed)]

    def _introduce(self, one: _Person, row: ContactRow) -> _Person:
        one.missing = {"name": row.name}
        self.new.append(one)
        self._namesakes[one.name].append(one)
        return one

    def _settle(self, one: _Person, wanted: _Person, row: ContactRow) -> _Person:
        others = {key[:2] for key in wanted.keys() if self._found.get(key, one) is not one}  # noqa: SIM118 (no mapping)
        _fill(one, wanted, row, others)
        one.learn(wanted)
        self._add(one)
        return one

    def namesakes(self, one: _Person) -> bool:
        """Whether somebody else goes by the same name."""
        return len(self._namesakes[one.name]) > 1

    def _differ(self, one: _Person, wanted: _Person) -> bool:
        """Whether two of one name are certainly two."""
        others_card = one.uids & self._uids - wanted.uids
        return (
            bool(wanted.uids and others_card)
            or apart(one.boxes, wanted.boxes)
            or apart(set(one.profiles), set(wanted.profiles))
            or (apart(one.told, wanted.phones) and apart(one.phones, wanted.phones))
        )

    def _share_a_page(self, one: _Person, wanted: _Person) -> bool:
        return bool(one.pages & wanted.pages)

    def _share_a_company(self, one: _Person, wanted: _Person) -> bool:
        return one.company == wanted.company and bool(
            wanted.company or not (one.is_marked or wanted.is_marked)
        )

    def _may_be_one(self, one: _Person, wanted: _Person) -> bool:
        return wanted.name in self._could_be_one and not (one.company and wanted.company)


def bring(session: Session, rows: Sequence[ContactRow], today: date) -> Tally:
    """Write who is new, and what those who are known lack; who was removed stays away."""
    del today
    return settle(session, rows, Removed(session)).tally


def settle(session: Session, rows: Sequence[ContactRow], removed: Removed | None = None) -> Settled:
    """Write who is new and what is lacking; return also which contact each row is about."""
    index = _Index(session, rows, removed)
    placed = index.place()
    changed = [one for one in index.known if one.missing]
    namesakes = [one for one in index.new if index.namesakes(one)]
    _add(session, index.new)
    _change(session, changed)
    tally = Tally(
        noun="contact",
        added=len(index.new),
        updated=len(changed),
        unchanged=len(placed) - len(index.new) - len(changed),
        left_out=index.left_out,
        remarks=list(_remarks(placed)),
        hints=list(_hints(namesakes)),
    )
    new = {one.id for one in index.new if one.id is not None}
    return Settled([one.id for one in placed if one.id is not None], new, tally)


def _records(session: Session) -> Iterator[_Person]:
    hunt = hunts.identity(session)
    columns = [getattr(Contact, name) for name in ("id", "name", *_FILLED)]
    for row in session.execute(select(*columns).order_by(Contact.id)).mappings():
        one = _Person.recorded(dict(row))
        one.uids |= {people.card(uid(hunt, row["id"]))}
        one.id = row["id"]
        one.has = tuple(name for name in _FILLED if row[name])
        one.named_by_address = people.mailbox(row["name"]) in one.emails
        yield one


def _file(row: ContactRow) -> str:
    return row.file if isinstance(row, ConnectionRow) else ""


def _stated(row: ContactRow) -> _Person:
    phone = row.fields.get("phone")
    said = {"email": row.emails, "url": row.urls, "phone": [phone] if phone else []}
    return _Person.of(row.name, row.company, row.card_uid, said)


def _could_be_one(everybody: Sequence[_Person]) -> set[str]:
    """Return the names, of more than one word, whose bearers nothing tells apart."""
    joined = people.Joined()
    bearers: dict[str, list[_Person]] = defaultdict(list)
    for one in everybody:
        joined.join(one.marks())
        if " " in one.name:
            bearers[one.name].append(one)
    return {name for name, them in bearers.items() if _Bearers(them, joined).could_be_one}


def _fill(one: _Person, wanted: _Person, row: ContactRow, others: Collection[Key]) -> None:
    """Note what a row has and a person lacks, but for what somebody else goes by."""
    stated = {"company": row.company, **_identity(one, wanted, row, others), **row.fields}
    if wanted.name != one.name:
        stated.pop("name_parts", None)
    said = {*one.has, *one.missing}
    lacking = {name: value for name, value in stated.items() if value and name not in said}
    if one.named_by_address and people.mailbox(row.name) not in one.emails:
        one.named_by_address = False
        lacking["name"] = row.name
    one.missing |= lacking


def _identity(
    one: _Person, wanted: _Person, row: ContactRow, others: Collection[Key]
) -> dict[str, str | None]:
    """Return what a person will be known by; the UID of an export of ours adds nothing."""
    email, url = next(iter(row.emails), None), next(iter(row.urls), None)
    card = None if one.id and wanted.uids <= one.uids else row.card_uid
    return {
        "email": None if email and ("email", people.mailbox(email)) in others else email,
        "url": None if url and people.profile(url) in others else url,
        "card_uid": None if card and ("uid", people.card(card)) in others else card,
    }


def _add(session: Session, new: Sequence[_Person]) -> None:
    for batch in batches(new):
        rows = [_row(one.missing) for one in batch]
        insert_rows(session, Contact.metadata.tables["contact"], rows)
        for one, row in zip(batch, rows, strict=True):
            one.id = row["id"]


def _row(fields: Mapping[str, Any]) -> dict[str, Any]:
    key = search_key(fields["name"], fields.get("company"), fields.get("email"))
    return {**fields, "search_key": key}


def _change(session: Session, changed: Sequence[_Person]) -> None:
    for batch in batches(changed):
        missing = {one.id: one.missing for one in batch}
        for contact in session.scalars(select(Contact).where(Contact.id.in_(missing))):
            set_fields(contact, missing[contact.id])
        session.flush()


def _remarks(placed: Sequence[_Person]) -> Iterator[str]:
    if repeated := len(placed) - len({id(one) for one in placed}):
        yield f"{counted(repeated, 'row')} repeated an earlier one of the file."


def _hints(namesakes: Sequence[_Person]) -> Iterator[Note]:
    if namesakes:
        first, one = namesakes[0], len(namesakes) == 1
        yield Note(
            f"{counted(len(namesakes), 'new contact')} {'goes' if one else 'go'} by the name of "
            f"another, such as {first.missing['name']}, and {'is' if one else 'are'} kept as "
            f"{'a person of their own' if one else 'people of their own'}.",
            warning=True,
            todo=f"if the two are one: tracker contact remove {first.id}",
            asks=True,
        )
