"""Contacts as they were, before the user changed them or joined them to another.

A file from before that is about whom they became, though nothing of it is so any more.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from tracker import names, people
from tracker.folding import fold_text
from tracker.importers.rows import ContactRow
from tracker.models import Contact
from tracker.people import Identity, apart
from tracker.records import hunts, merging, revisions
from tracker.records.history import Row
from tracker.transfer.person import Person

_SAID = ("role", "met")
_GOES_BY = ("name", "company", "email", "phone", "url")


class Was(NamedTuple):
    """What somebody was, as the history has it, and the id of the contact that they are now."""

    who: Identity
    row: Row
    id: int


class Former:
    """What the contacts that are `here`, by their ids, were before somebody said otherwise."""

    def __init__(self, session: Session, here: Mapping[int | None, Person]) -> None:
        self._named: dict[str, list[Was]] = defaultdict(list)
        images = [*revisions.replaced(session, Contact)]
        joined = merging.joined(session, Contact) if images else {}
        hunt = hunts.identity(session) if images else ""
        for image in images:
            number = image["id"]
            while number in joined and number not in here:
                number = joined[number]
            if number in here and (number != image["id"] or _is_over(image, here[number])):
                who = Identity.recorded(defaultdict(lambda: None, image))
                who.uids |= {people.card(people.uid(hunt, image["id"]))}
                self._named[who.name].append(Was(who, image, number))

    def find(self, wanted: Identity, *, surely: bool) -> Was | None:
        """Return who somebody was that a row is about; of several the latest.

        They are `surely` those if they had the very card or page of the row.
        """
        agree = _surely if surely else _agree
        every = reversed(self._named.get(wanted.name, ()))
        return next((was for was in every if agree(was.who, wanted)), None)


def is_old(row: ContactRow, wanted: Identity, was: Was) -> bool:
    """Whether a row says nothing that was not so before."""
    lines = {fold_text(line) for line in (was.row.get("notes") or "").split("\n")}
    return (
        {*wanted.emails} <= {*was.who.emails}
        and wanted.phones <= was.who.phones
        and wanted.pages <= was.who.pages
        and wanted.uids <= was.who.uids
        and wanted.company in {"", was.who.company}
        and all(
            fold_text(row.fields.get(name)) in {"", fold_text(was.row.get(name))} for name in _SAID
        )
        and all(fold_text(line) in lines for line in (row.fields.get("notes") or "").split("\n"))
    )


def _is_over(image: Row, now: Person) -> bool:
    """Whether anything that somebody went by is so no more; what was only filled in since is."""
    has = {**now.has, "name": now.called}
    went_by = {name: image.get(name) for name in _GOES_BY if image.get(name)}
    return any(
        fold_text(value) != fold_text(has.get(name))
        for name, value in went_by.items()
        if name != "name" or not names.is_address(value or "")
    )


def _surely(was: Identity, wanted: Identity) -> bool:
    return bool(was.uids & wanted.uids or {*was.profiles}.intersection(wanted.profiles))


def _agree(was: Identity, wanted: Identity) -> bool:
    """Whether one statement may be of whom the other is: they share something and deny nothing."""
    if _surely(was, wanted):
        return True
    is_another = (
        apart(was.marked, wanted.marked)
        or apart(was.boxes, wanted.boxes)
        or apart({*was.profiles}, {*wanted.profiles})
        or (was.company and wanted.company and was.company != wanted.company)
    )
    is_marked = was.is_marked or wanted.is_marked
    shared = (
        {*was.emails}.intersection(wanted.emails)
        or was.phones & wanted.phones
        or was.pages & wanted.pages
        or (was.company == wanted.company and (was.company or not is_marked))
    )
    return bool(shared and not is_another)
