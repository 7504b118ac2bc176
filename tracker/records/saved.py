"""What the user saved by a name: views of lists, mappings of columns; values are plain JSON."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import NotFoundError, TrackerError
from tracker.models import Saved
from tracker.records.notes import listed, tell
from tracker.words import SavedKind


def save(session: Session, kind: SavedKind, name: str, value: object, *, keep: bool = True) -> None:
    """Keep a value by a name, in place of what went by it before; or say what that would do."""
    name = name.strip()
    if not name:
        msg = f"A {kind} needs a name to be saved by; say one, such as “mine”."
        raise TrackerError(msg)
    if did := put(session, kind, name, value):
        tell(session, f"{_DONE[did] if keep else f'Would {did}'} {kind} “{name}”.")


_DONE = {"save": "Saved", "change": "Changed"}


def put(session: Session, kind: SavedKind, name: str, value: object) -> str | None:
    """Keep a value by a name without a word; return what that did, None if it was so already."""
    found = session.get(Saved, (kind, name))
    content = json.dumps(value, ensure_ascii=False)
    if found is not None and found.value == content:
        return None
    if found is None:
        session.add(Saved(kind=kind, name=name, value=content))
    else:
        found.value = content
    session.flush()
    return "save" if found is None else "change"


def load(session: Session, kind: SavedKind, name: str) -> Any:  # noqa: ANN401 (JSON holds anything)
    """Return the value that goes by a name; raises NotFoundError where none does."""
    return json.loads(_found(session, kind, name).value)


def names(session: Session, kind: SavedKind) -> list[str]:
    statement = select(Saved.name).where(Saved.kind == kind).order_by(Saved.name)
    return list(session.scalars(statement))


def remove(session: Session, kind: SavedKind, name: str) -> None:
    """Forget what goes by a name; raises NotFoundError where nothing does."""
    found = _found(session, kind, name)
    session.delete(found)
    session.flush()
    tell(session, f"Removed {kind} “{found.name}”.")
    tell(session, "To bring it back: tracker undo")


def _found(session: Session, kind: SavedKind, name: str) -> Saved:
    found = session.get(Saved, (kind, name.strip()))
    if found is None:
        known = listed([f"“{one}”" for one in names(session, kind)])
        there = f"there is {known}" if known else f"no {kind} was saved yet"
        msg = f"No {kind} goes by “{name.strip()}”; {there}."
        raise NotFoundError(msg)
    return found
