"""What the user removed on purpose, which no import brings back: it names it instead.

An application that was joined to another is one of those. What undo brought back is there again,
and what undo took away was no wish to have it gone.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Table
from sqlalchemy.orm import Session

from tracker import people
from tracker.addresses import comparable, posting_id
from tracker.folding import fold_text
from tracker.models import (
    Application,
    Base,
    Contact,
    Interaction,
    Interview,
    Offer,
    StageChange,
)
from tracker.people import Identity, apart
from tracker.records import hunts, merging, revisions
from tracker.records.history import typed
from tracker.transfer.known_applications import Key, Known

_RECORDS: tuple[type[Base], ...] = (Application, Contact, Interview, Offer, Interaction)
_REMOVED, _JOINED = "was removed here", "was joined to another here"


def applications(session: Session) -> dict[Key, str]:
    """Return what became of each application that was removed, by all that it was found by."""
    joined = merging.joined(session, Application)
    return {
        key: _JOINED if one.id in joined else _REMOVED
        for one in known_applications(session)
        for key in one.keys()  # noqa: SIM118 (no mapping)
    }


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


def known_applications(session: Session) -> Iterator[Known]:
    """Yield what those that were removed are recognised by."""
    images = [*revisions.removed(session, Application)]
    hunt = hunts.identity(session) if images else ""
    days: dict[int, set[date]] = defaultdict(set)
    for step in revisions.replaced(session, StageChange) if images else ():
        days[step["application_id"]].add(date.fromisoformat(step["on"]))
    for image in images:
        url = image.get("posting_url", "")
        yield Known(
            image["company_key"],
            fold_text(image.get("role", "")),
            frozenset(days[image["id"]]),
            comparable(url) if url else None,
            image.get("posting_id") or posting_id(url),
            id=image["id"],
            record=f"{hunt}/{image['id']}",
        )


def _contacts(session: Session) -> Iterator[_Gone]:
    images = [*revisions.removed(session, Contact)]
    hunt = hunts.identity(session) if images else ""
    joined = merging.joined(session, Contact) if images else {}
    for image in images:
        one = Identity.recorded(defaultdict(lambda: None, image))
        one.uids |= {people.card(people.uid(hunt, image["id"]))}
        yield _Gone(one, _JOINED if image["id"] in joined else _REMOVED)
