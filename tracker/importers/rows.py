"""What every importer hands over: rows, those that could not be read, and what to say of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from tracker.dates import Calendar
from tracker.words import Outcome, Stage


class Home(Protocol):
    """What a file does not say: today, the zone and order of its dates, the currency of pay."""

    @property
    def calendar(self) -> Calendar: ...

    @property
    def currency(self) -> str: ...


@dataclass(frozen=True)
class ApplicationRow:
    """An application as a file states it, from `line` on.

    `on` is the day of application, or else of saving; None where the file names no day.
    `saved_on` is when it was saved before that. `fields` is what records.applications.set_fields
    takes, without what is blank. `record` is the hunt and the id there of our own exports.
    """

    line: int
    company: str
    role: str | None = None
    stage: Stage = Stage.APPLIED
    outcome: Outcome | None = None
    on: date | None = None
    saved_on: date | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    record: str | None = None


@dataclass(frozen=True, kw_only=True)
class ContactRow:
    """A person as a file states them.

    `card_uid` is the UID of their vCard; `emails` and `urls` are all those that they go by, the
    preferred one first. `fields` is what records.contacts.set_fields takes besides, without what
    is blank.
    """

    line: int
    name: str
    company: str | None = None
    card_uid: str | None = None
    emails: Sequence[str] = ()
    urls: Sequence[str] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class HuntRow:
    """A whole hunt as a copy of it states it: by table, its rows as values by column.

    `name` is the file's, for a refusal. Every link leads to a row of the same copy.
    """

    line: int
    name: str
    id: str
    tables: Mapping[str, Sequence[dict[str, Any]]]


Row: TypeAlias = ApplicationRow | ContactRow | HuntRow
RowT_co = TypeVar("RowT_co", bound=Row, covariant=True)


class Unread(NamedTuple):
    """A row that is left out, and why: “no company”."""

    line: int
    reason: str


@dataclass(frozen=True)
class Reading(Generic[RowT_co]):
    """A whole file as it was understood; `remarks` are full sentences for its reader."""

    rows: Sequence[RowT_co]
    unread: Sequence[Unread] = ()
    remarks: Sequence[str] = ()
