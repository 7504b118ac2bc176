"""What the user removed on purpose, which no import brings back: it names it instead.

An application that was joined to another is one of those. What undo brought back is there again,
and what undo took away was no wish to have it gone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Table
from sqlalchemy.orm import Session

from tracker import people
from tracker.models import (
    Application,
    Base,
    Contact,
    Interaction,
    Interview,
    Offer,
)
from tracker.people import Identity, apart
from tracker.records import hunts, merging, revisions
from tracker.records.history import typed
from tracker.transfer import former
from tracker.transfer.known_applications import Key

_RECORDS: tuple[type[Base], ...] = (Application, Contact, Interview, Offer, Interaction)
_REMOVED, _JOINED = "was removed here", "was joined to another here"


class Lost(NamedTuple):
    """An application that is gone; `heir` is the id of that which it was joined to, if it was."""

    heir: int | None


def applications(session: Session) -> dict[Key, Lost]:
    """Return the applications that are gone, by all that each was found by."""
    gone = [*former.removed(session)]
    joined = merging.joined(session, Application) if gone else {}
    lost = ((one, Lost(_heir(one.id or 0, joined))) for one in gone)
    return {key: how for one, how in lost for key in one.keys()}  # noqa: SIM118 (no mapping)


def _heir(number: int, joined: Mapping[int, int]) -> int | None:
    """Return what a record was joined to in the end, None for one that was removed."""
    heir = joined.get(number)
    return heir and (_heir(heir, joined) or heir)


class Contacts:
    """The people who were removed."""

    def __init__(self, session: Session) -> None:
        self._found: dict[people.Key, list[_Gone]] = defaultdict(list)
        self._named: dict[tuple[str, str], list[_Gone]] = defaultdict(list)
        for gone in _contacts(session):
            for key in gone.who.keys():  # noqa: SIM118 (no mapping)
                self._found[key].append(gone)
            self._named[gone.who.name, gone.who.company].append(gone)

    def how(self, wanted: Identity) -> str:
        """Return what became of whom a row is about, if they were removed; else blank."""
        keyed = (gone for key in wanted.keys() for gone in self._found.get(key, ()))  # noqa: SIM118 (no mapping)
        named = self._named.get((wanted.name, wanted.company), ())
        found = [gone for gone in keyed if not gone.who.contradicts(wanted)]
        found += [gone for gone in named if not _differ(gone.who, wanted)]
        return found[0].how if found else ""


class _Gone(NamedTuple):
    who: Identity
    how: str


def _differ(one: Identity, wanted: Identity) -> bool:
    return apart(one.boxes, wanted.boxes) or apart({*one.profiles}, {*wanted.profiles})


def rows(session: Session, table: Table) -> dict[tuple[int], dict[str, Any]]:
    """Return by key the rows of a table of records that were removed, as they were."""
    models = {model.__tablename__: model for model in _RECORDS}
    if table.name not in models:
        return {}
    images = revisions.removed(session, models[table.name])
    return {
        (image["id"],): {
            column.name: typed(column, image.get(column.name)) for column in table.columns
        }
        for image in images
    }


def _contacts(session: Session) -> Iterator[_Gone]:
    images = [*revisions.removed(session, Contact)]
    hunt = hunts.identity(session) if images else ""
    joined = merging.joined(session, Contact) if images else {}
    for image in images:
        one = Identity.recorded(defaultdict(lambda: None, image))
        one.uids |= {people.card(people.uid(hunt, image["id"]))}
        yield _Gone(one, _JOINED if image["id"] in joined else _REMOVED)
