"""Whom each row of a file is about: somebody on record, somebody of an earlier row, or nobody yet.

A row is recognised by the UID of its card, else by an e-mail address that is one person's, else by
a person's own page, else by name and company. A name alone is enough only where everybody of that
name could be one person.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import names, people
from tracker.importers.rows import ConnectionRow, ContactRow, Unread
from tracker.models import Contact
from tracker.people import Key, apart
from tracker.records import hunts
from tracker.transfer.former_contacts import Former, Was, is_old
from tracker.transfer.person import FILLED, Person
from tracker.transfer.removed import Contacts as Removed

_KEYS = {"uid": "card", "e-mail": "e-mail address"}
_STAYS_AWAY = "so they stay away; to have them again: tracker contact add NAME"


class _Bearers:
    """Those of one name: whom a mark tells apart, with their companies, and companies alone."""

    def __init__(self, bearers: Sequence[Person], joined: people.Joined) -> None:
        marks = [next(one.marks(), None) for one in bearers]
        self._people = {joined.first(mark) for mark in marks if mark}
        named = [(one.company, mark) for one, mark in zip(bearers, marks, strict=True)]
        self._companies = {company for company, mark in named if company and mark}
        self._unmarked = {company for company, mark in named if company and not mark}

    @property
    def could_be_one(self) -> bool:
        together = len(self._companies | self._unmarked) <= 1 or self._unmarked <= self._companies
        return len(self._people) <= 1 and together


class MayBeOne(NamedTuple):
    """Two who are kept apart, and what of the first the second has: “goes by the name of”."""

    first: Person
    second: Person
    how: str


class Index:
    """Everybody known so far; of two alike, the earlier is found."""

    def __init__(
        self, session: Session, rows: Sequence[ContactRow], removed: Removed | None
    ) -> None:
        self._removed = removed
        self.left_out: list[Unread] = []
        self.known = list(_records(session))
        self._records = {one.id: one for one in self.known}
        self._former = Former(session, self._records)
        self.new: list[Person] = []
        self.may_be_one: dict[MayBeOne, None] = {}
        self._rows = rows
        self._stated = [Person.stated(row) for row in rows]
        self._uids = {uid for one in self._stated for uid in one.uids}
        self._common: set[str] = set()
        self._could_be_one: set[str] = set()
        self._compare([*self.known, *self._stated])
        self._found: dict[Key, Person] = {}
        self._namesakes: dict[str, list[Person]] = defaultdict(list)
        self._users: dict[str, Person] = {}
        self._orders = count()
        for one in self.known:
            for key in one.first_keys():
                self._found.setdefault(key, one)
        for one in self.known:
            self._enter(one)

    def _compare(self, everybody: Sequence[Person]) -> None:
        """Find out what tells nobody from others, by all that is on record and in the file."""
        for one in self.known:
            one.marked = one.uids & self._uids | one.marked
        self._common = people.shared(everybody)
        for one in everybody:
            one.common = self._common
        self._could_be_one = _could_be_one(everybody)

    def _add(self, one: Person) -> None:
        for key in one.keys():  # noqa: SIM118 (no mapping)
            self._found.setdefault(key, one)

    def sure(self, wanted: Person) -> Person | None:
        """Return whom a row is about, if it says enough to know them by."""
        keys = wanted.keys()
        return next((self._found[key] for key in keys if key in self._found), None)

    def find(self, wanted: Person) -> Person | None:
        """Return whom a row is about, if they are known."""
        if (one := self.sure(wanted)) is not None:
            return one
        left = [one for one in self._namesakes[wanted.name] if not self._differ(one, wanted)]
        left.sort(key=lambda one: one.company != wanted.company)
        ways = (
            self._share_a_page,
            self._share_a_number,
            self._share_a_company,
            self._may_be_one,
        )
        for alike in ways:
            if (one := next((each for each in left if alike(each, wanted)), None)) is not None:
                return one
        return None

    def place(self) -> list[Person]:
        """Return whom each row is about, with what they lack noted as missing.

        Rows of those who are to stay away are left out.
        Who is surely known comes first: a name tells more when that is settled.
        """
        placed: dict[int, Person] = {}
        for place, (one, row) in enumerate(zip(self._stated, self._rows, strict=True)):
            if self._stranger(one) is None and (found := self.sure(one)) is not None:
                placed[place] = self._settle(found, one, row)
        for place, (one, row) in enumerate(zip(self._stated, self._rows, strict=True)):
            if place in placed:
                continue
            found = self.find(one)
            is_stranger = self._stranger(one) is not None
            is_open = found is None or is_stranger
            if is_open and (was := self._former.find(one, surely=is_stranger)) is not None:
                placed[place] = self._go_back(was, one, row)
            elif why := self._why_not(one, found):
                self.left_out.append(Unread(row.line, why, _file(row), row.name))
            else:
                placed[place] = self._settle(found or self._introduce(one), one, row)
        return [placed[place] for place in sorted(placed)]

    def _go_back(self, was: Was, wanted: Person, row: ContactRow) -> Person:
        """Return who somebody became since a row was about them, with what it adds."""
        now = self._records[was.id]
        return now if is_old(row, wanted, was) else self._settle(now, wanted, row)

    def _why_not(self, wanted: Person, found: Person | None) -> str:
        """Return why a row is left out; blank where it is not."""
        if (stranger := self._stranger(wanted)) is not None:
            number = stranger.id or "NUMBER"
            return (
                f"has the card or page of {stranger.called}, so they were left out; if that is a "
                f"new name: tracker contact edit {number} --name NAME"
            )
        how = self._removed.how(wanted) if self._removed and found is None else ""
        return how and f"{how}, {_STAYS_AWAY}"

    def _stranger(self, wanted: Person) -> Person | None:
        """Return whose card or page a row has under another name altogether."""
        found = (self._found[key] for key in wanted.sure() if key in self._found)
        return next((one for one in found if not one.is_like(wanted)), None)

    def _introduce(self, one: Person) -> Person:
        """Take in somebody new, and note who they may be all the same."""
        alike = [(other, "goes by the name") for other in self._namesakes[one.name]]
        users = (self._users[email] for email in one.emails if email in self._users)
        alike += [(other, "has the e-mail address") for other in users]
        self.may_be_one |= {MayBeOne(other, one, how): None for other, how in alike[:1]}
        self.new.append(one)
        self._enter(one)
        return one

    def _enter(self, one: Person) -> None:
        one.order = next(self._orders)
        self._add(one)
        self._namesakes[one.name].append(one)
        for email in one.emails:
            if email in self._common:
                self._users.setdefault(email, one)

    def _settle(self, one: Person, wanted: Person, row: ContactRow) -> Person:
        theirs = (("e-mail", email, one.name) for email in wanted.emails)
        keys: list[Key] = [*wanted.keys(), *theirs]
        found = ((key[:2], self._found.get(key, one)) for key in keys)
        others = {key: other for key, other in found if other is not one}
        for (what, *_), other in others.items():
            how = f"has in the file the {_KEYS.get(what, 'page')}"
            self.may_be_one[MayBeOne(other, one, how)] = None
        before = one.name
        one.take(row, wanted, others)
        self._add(one)
        if one.name != before:
            insort(self._namesakes[one.name], one, key=attrgetter("order"))
        return one

    def _differ(self, one: Person, wanted: Person) -> bool:
        """Whether two of one name are certainly two."""
        others_card = one.uids & self._uids - wanted.uids
        return (
            bool(wanted.uids and others_card)
            or apart(one.boxes, wanted.boxes)
            or apart(set(one.profiles), set(wanted.profiles))
            or (apart(one.told, wanted.phones) and apart(one.phones, wanted.phones))
        )

    def _share_a_page(self, one: Person, wanted: Person) -> bool:
        return bool(one.pages & wanted.pages)

    def _share_a_number(self, one: Person, wanted: Person) -> bool:
        return bool(one.phones & wanted.phones)

    def _share_a_company(self, one: Person, wanted: Person) -> bool:
        return one.company == wanted.company and bool(
            wanted.company or not (one.is_marked or wanted.is_marked)
        )

    def _may_be_one(self, one: Person, wanted: Person) -> bool:
        return wanted.name in self._could_be_one and not (one.company and wanted.company)


def _records(session: Session) -> Iterator[Person]:
    hunt = hunts.identity(session)
    columns = [getattr(Contact, name) for name in ("id", "name", "card_uid", *FILLED)]
    for row in session.execute(select(*columns).order_by(Contact.id)).mappings():
        one = Person.recorded(dict(row))
        one.uids |= {people.card(people.uid(hunt, row["id"]))}
        one.id = row["id"]
        one.has = {name: row[name] for name in FILLED if row[name]}
        one.named_by_address = names.is_address(row["name"])
        yield one


def _file(row: ContactRow) -> str:
    return row.file if isinstance(row, ConnectionRow) else ""


def _could_be_one(everybody: Sequence[Person]) -> set[str]:
    """Return the names, of more than one word, whose bearers nothing tells apart."""
    joined = people.Joined()
    bearers: dict[str, list[Person]] = defaultdict(list)
    for one in everybody:
        joined.join(one.marks())
        if " " in one.name:
            bearers[one.name].append(one)
    return {name for name, them in bearers.items() if _Bearers(them, joined).could_be_one}
