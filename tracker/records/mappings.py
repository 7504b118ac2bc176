"""How files of one origin are read, saved by a name of the user's own."""

import json
from collections.abc import Mapping as Words
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import NotFoundError, TrackerError
from tracker.models import Saved
from tracker.records.notes import listed as joined
from tracker.records.notes import tell
from tracker.words import DateOrder, SavedKind


@dataclass(frozen=True)
class Mapping:
    """Fields by names of columns, stages or outcomes by words, and the order of dates if known."""

    columns: Words[str, str] = field(default_factory=dict)
    stages: Words[str, str] = field(default_factory=dict)
    order: DateOrder | None = None

    @property
    def title(self) -> str:
        """All of it in a line: “Firm=company, Promising=screening, day-first”."""
        pairs = (*self.columns.items(), *self.stages.items())
        return ", ".join(
            [*(f"{name}={value}" for name, value in pairs), *filter(None, [self.order])]
        )


def save(session: Session, name: str, mapping: Mapping, *, would: str = "") -> None:
    """Save a mapping in place of one of that name; raises TrackerError where it says nothing."""
    name = name.strip()
    if not name or not mapping.title:
        msg = (
            "A mapping to be saved needs a name and something that it says, as in: "
            '--map "Firm=company" --save-mapping mine'
        )
        raise TrackerError(msg)
    value = {"columns": dict(mapping.columns), "stages": dict(mapping.stages)}
    text = json.dumps({**value, "order": mapping.order}, ensure_ascii=False)
    saved = session.get(Saved, (SavedKind.MAPPING, name))
    if saved is None:
        session.add(Saved(kind=SavedKind.MAPPING, name=name, value=text))
    else:
        saved.value = text
    session.flush()
    tell(session, f"Mapping {name} {would}saved: {mapping.title}.")


def listed(session: Session) -> dict[str, Mapping]:
    """Return all mappings by name."""
    mine = select(Saved).where(Saved.kind == SavedKind.MAPPING).order_by(Saved.name)
    return {saved.name: _mapping(saved) for saved in session.scalars(mine)}


def find_one(session: Session, name: str) -> Mapping:
    """Return the mapping of that name; raises NotFoundError where there is none."""
    return _mapping(_saved(session, name))


def remove(session: Session, name: str) -> None:
    saved = _saved(session, name)
    session.delete(saved)
    session.flush()
    tell(session, f"Removed mapping {saved.name}.")
    tell(session, "To bring it back: tracker undo")


def _saved(session: Session, name: str) -> Saved:
    saved = session.get(Saved, (SavedKind.MAPPING, name.strip()))
    if saved is None:
        there = list(listed(session))
        known = f"there is {joined(there)}" if there else "none is saved yet"
        msg = f"No mapping is called “{name}”; {known}. To save one: tracker import --save-mapping"
        raise NotFoundError(msg)
    return saved


def _mapping(saved: Saved) -> Mapping:
    value = json.loads(saved.value)
    order = value["order"]
    return Mapping(value["columns"], value["stages"], DateOrder(order) if order else None)
