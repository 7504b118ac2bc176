"""Somebody on record or in a file, and what the rows about them add to what is known.

What has a column is filled in where that is blank. How else they are reached goes to the notes, a
line each, and so does what a later row says otherwise of somebody who is new with this file. What
somebody else goes by is left to them.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker import names, people
from tracker.folding import fold_company, fold_text
from tracker.importers.rows import ContactRow
from tracker.people import Identity, Key, Noted

FILLED = ("company", "email", "url", "role", "kind", "phone", "met", "notes", "name_parts")

OTHERWISE = {
    "name": "also called",
    "company": "also at",
    "role": "also",
    "kind": "also",
    "met": "met",
}
"""How a line of the notes begins that says otherwise than a column."""
_REACHED = {"email": "e-mail", "phone": "phone", "url": "url"}


@dataclass(eq=False, slots=True)
class Person(Identity):
    """Somebody on record, or whom the first row about them states.

    `has` is what is on record. Written will be `missing` beside it, `further` as lines below the
    notes, and `cards` as further UIDs. Of `told`, the phone numbers, rows of this file speak.
    `otherwise` is what rows say that the columns on record do not, by the name of the column.
    """

    has: Mapping[str, Any] = field(default_factory=dict)
    missing: dict[str, Any] = field(default_factory=dict)
    further: tuple[str, ...] = ()
    otherwise: tuple[tuple[str, str], ...] = ()
    cards: tuple[str, ...] = ()
    id: int | None = None
    order: int = 0
    named_by_address: bool = False
    told: frozenset[str] = frozenset()

    @classmethod
    def stated(cls, row: ContactRow) -> "Person":
        """Return whom a row is about, as far as it says."""
        one = cls.of(row.name, row.company, [row.card_uid] if row.card_uid else [], _said(row))
        one.named_by_address = names.is_address(row.name)
        return one

    def first_keys(self) -> Iterator[Key]:
        """Yield what counts before anything that only the notes of others say."""
        if "email" in self.has and self.emails[0] in self.boxes:
            yield "e-mail", self.emails[0]
        yield from (("e-mail", email, self.name) for email in self.emails)

    @property
    def is_changed(self) -> bool:
        """Whether there is something to write."""
        return bool(self.missing or self.further or self.cards)

    def take(self, row: ContactRow, wanted: "Person", others: Collection[Key]) -> None:
        """Note what a row adds that states `wanted`, but for `others`: what somebody else goes by.

        Of somebody new the first row states themselves.
        """
        lacking = self._lacking(row, wanted, others)
        is_new_card = wanted is self or not wanted.uids <= self.uids
        if row.card_uid and is_new_card and ("uid", people.card(row.card_uid)) not in others:
            self.cards += (row.card_uid,)
        self.further += tuple(self._further(row, wanted, others, lacking))
        if "name" in lacking:
            self.called, self.name = row.name, wanted.name
            self.named_by_address = wanted.named_by_address
        self._differ(row, wanted)
        self.missing |= lacking
        self._learn(wanted, others)

    def _lacking(
        self, row: ContactRow, wanted: "Person", others: Collection[Key]
    ) -> dict[str, Any]:
        """Return what a row says and has a blank column here."""
        said = {*self.has, *self.missing}
        taken = {*others, *self._known(wanted)}
        stated = {"company": row.company, **row.fields, **_preferred(row, others)}
        stated["notes"] = _without(row.fields.get("notes", ""), taken).strip()
        if wanted.name != self.name:
            stated.pop("name_parts", None)
        lacking = {name: value for name, value in stated.items() if value and name not in said}
        is_blank = self.named_by_address and people.mailbox(self.called) not in self.common
        if wanted is self or (is_blank and not wanted.named_by_address):
            lacking["name"] = row.name
        return lacking

    def _known(self, wanted: "Person") -> set[Key]:
        """Return how they were reached before this row."""
        return set() if wanted is self else self.reached

    def _further(
        self,
        row: ContactRow,
        wanted: "Person",
        others: Collection[Key],
        lacking: Mapping[str, Any],
    ) -> Iterator[str]:
        """Yield what of a row has room in the notes only."""
        known = self._known(wanted) | {
            Noted.of(_REACHED[name], lacking[name]).mark for name in _REACHED if name in lacking
        }
        known |= {one.mark for one in people.noted(lacking.get("notes"))}
        lines = {one.mark: one for one in _said(row) if one.what in _REACHED.values()}
        for mark, one in lines.items():
            if mark not in known and not _is_theirs(one, others):
                yield one.line

    def _differ(self, row: ContactRow, wanted: "Person") -> None:
        """Note what a row says otherwise than a record, or than an earlier row about them."""
        if wanted is self:
            return
        said = tuple(self._otherwise(row))
        if self.id is not None:
            self.otherwise += said
        else:
            lines = (f"{OTHERWISE[name]}: {value}" for name, value in said)
            self.further += (*lines, *self._noted_beside(row))
        self.also += tuple(value for name, value in said if name == "name")

    def _otherwise(self, row: ContactRow) -> Iterator[tuple[str, str]]:
        """Yield what a row says otherwise than is known, by the name of the column."""
        said = {"name": row.name, "company": row.company, **row.fields}
        known = {**self.has, **self.missing, "name": self.called}
        for name in OTHERWISE:
            ours, theirs = known.get(name), said.get(name)
            if ours and theirs and self._is_otherwise(name, ours, theirs):
                yield name, theirs

    def _is_otherwise(self, name: str, ours: str, theirs: str) -> bool:
        if name == "name":
            return self.is_news(theirs) and not names.is_address(theirs)
        fold = fold_company if name == "company" else fold_text
        return fold(ours) != fold(theirs)

    def _noted_beside(self, row: ContactRow) -> Iterator[str]:
        """Yield what is noted in a row and not in an earlier one about the same person."""
        said = {one.mark for one in people.noted(row.fields.get("notes"))}
        text = _without(row.fields.get("notes", ""), said).strip()
        if text not in "\n".join((self.missing.get("notes", ""), *self.further)):
            yield text

    def _learn(self, other: "Person", others: Collection[Key]) -> None:
        """Take over what another statement of the same person says."""
        self.told |= other.phones
        self.company = self.company or other.company
        self.uids |= {uid for uid in other.uids if ("uid", uid) not in others}
        self.marked |= other.marked & self.uids
        self.phones |= other.phones
        self.pages |= {page for page in other.pages if people.profile(page) not in others}
        self.profiles += [one for one in other.profiles if one not in (*self.profiles, *others)]
        self.emails += [
            email
            for email in other.emails
            if email not in self.emails and ("e-mail", email) not in others
        ]


def _said(row: ContactRow) -> Iterator[Noted]:
    """Yield how a row says that somebody is reached, what its notes say of that last."""
    yield from (Noted.of("e-mail", email) for email in row.emails)
    yield from people.named_by(row.name)
    if phone := row.fields.get("phone"):
        yield Noted.of("phone", phone)
    yield from (Noted.of("url", url) for url in row.urls)
    yield from people.noted(row.fields.get("notes"))


def _preferred(row: ContactRow, others: Collection[Key]) -> dict[str, str | None]:
    """Return how somebody is reached first of all."""
    emails = (one.value for one in _said(row) if one.what == "e-mail")
    email, url = next(emails, None), next(iter(row.urls), None)
    return {
        "email": None if email and ("e-mail", people.mailbox(email)) in others else email,
        "url": None if url and people.profile(url) in others else url,
    }


def _is_theirs(one: Noted, others: Collection[Key]) -> bool:
    """Whether somebody else is reached like that."""
    return one.mark in others or (one.what == "url" and people.profile(one.value) in others)


def _without(notes: str, marks: Collection[Key]) -> str:
    """Return notes without the lines that say what these marks do."""
    lines = {one.line for one in people.noted(notes) if _is_theirs(one, marks)}
    return "\n".join(line for line in notes.split("\n") if line not in lines) if lines else notes
