"""How files of one origin are read, saved by a name of the user's own."""

from collections.abc import Mapping as Words
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from tracker.errors import TrackerError
from tracker.records import saved
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


def save(session: Session, name: str, mapping: Mapping, *, keep: bool = True) -> None:
    """Save a mapping in place of one of that name, or say what that would do.

    Raises TrackerError where it says nothing.
    """
    if not mapping.title:
        msg = (
            "A mapping to be saved has to say something, as in: "
            '--map "Firm=company" --save-mapping mine'
        )
        raise TrackerError(msg)
    value = {"columns": dict(mapping.columns), "stages": dict(mapping.stages)}
    saved.save(session, SavedKind.MAPPING, name, {**value, "order": mapping.order}, keep=keep)


def listed(session: Session) -> dict[str, Mapping]:
    """Return all mappings by name."""
    names = saved.names(session, SavedKind.MAPPING)
    return {name: find_one(session, name) for name in names}


def find_one(session: Session, name: str) -> Mapping:
    """Return the mapping of that name; raises NotFoundError where there is none."""
    value = saved.load(session, SavedKind.MAPPING, name)
    order = value["order"]
    return Mapping(value["columns"], value["stages"], DateOrder(order) if order else None)


def remove(session: Session, name: str) -> None:
    saved.remove(session, SavedKind.MAPPING, name)
