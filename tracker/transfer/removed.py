"""What the user removed on purpose, which no import brings back: it names it instead.

An application that was joined to another is one of those. What undo brought back is there again,
and what undo took away was no wish to have it gone.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from tracker.addresses import comparable, posting_id
from tracker.exporters.vcards import uid
from tracker.folding import fold_text
from tracker.models import Application, Contact, StageChange
from tracker.records import hunts, merging, revisions
from tracker.transfer import people
from tracker.transfer.known_applications import Key, Known
from tracker.transfer.people import Identity, apart


def applications(session: Session) -> dict[Key, str]:
    """Return what became of each application that was removed, by all that it was found by."""
    return {key: how for one, how in _applications(session) for key in one.keys()}  # noqa: SIM118 (no mapping)


class Contacts:
    """The people who were removed."""

    def __init__(self, session: Session) -> None:
        self._keys: set[Key] = set()
        self._named: dict[tuple[str, str], list[Identity]] = defaultdict(list)
        for one in _contacts(session):
            self._keys.update(one.keys())
            self._named[one.name, one.company].append(one)

    def has(self, wanted: Identity) -> bool:
        """Whether a row is about one of them."""
        if not self._named:
            return False
        named = self._named.get((wanted.name, wanted.company), ())
        return any(key in self._keys for key in wanted.keys()) or any(  # noqa: SIM118 (no mapping)
            not apart(one.boxes, wanted.boxes) and not apart({*one.profiles}, {*wanted.profiles})
            for one in named
        )


def _applications(session: Session) -> Iterator[tuple[Known, str]]:
    """Yield each of them, and what became of it."""
    images = [*revisions.removed(session, Application)]
    hunt = hunts.identity(session) if images else ""
    days: dict[int, set[date]] = defaultdict(set)
    joined = merging.joined(session) if images else set()
    for step in revisions.replaced(session, StageChange) if images else ():
        days[step["application_id"]].add(date.fromisoformat(step["on"]))
    for image in images:
        url = image.get("posting_url", "")
        known = Known(
            image["company_key"],
            fold_text(image.get("role", "")),
            days[image["id"]],
            comparable(url) if url else None,
            image.get("posting_id") or posting_id(url),
            record=f"{hunt}/{image['id']}",
        )
        yield known, "was joined to another here" if image["id"] in joined else "was removed here"


def _contacts(session: Session) -> Iterator[Identity]:
    images = [*revisions.removed(session, Contact)]
    hunt = hunts.identity(session) if images else ""
    for image in images:
        one = Identity.recorded(defaultdict(lambda: None, image))
        one.uids |= {people.card(uid(hunt, image["id"]))}
        yield one
