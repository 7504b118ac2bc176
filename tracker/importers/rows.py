"""What every importer hands over: rows, those that could not be read, and what to say of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from tracker.dates import Calendar, Moment
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
    takes, without what is blank.
    """

    line: int
    company: str
    role: str | None = None
    stage: Stage = Stage.APPLIED
    outcome: Outcome | None = None
    on: date | None = None
    saved_on: date | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


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


class Person(NamedTuple):
    """Who takes part in a meeting; one of the two is always known."""

    name: str | None
    email: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingRow:
    """An event of a calendar as a file states it, from `line` on.

    `recurrence` says which one of a series it is, an instant of UTC as 20261127T140000Z or a day.
    Of two versions the one of the higher `sequence` is the later, then that of the later `stamp`.
    `moment` is None only where it is cancelled. `links` are the addresses that it names besides
    `place`; `owner` are the e-mail addresses of whom the file was sent to. `ours` says that tracker
    wrote it. `remark` is a full sentence on what had to be taken for granted.
    """

    line: int
    uid: str | None = None
    recurrence: str | None = None
    sequence: int = 0
    stamp: datetime | None = None
    cancelled: bool = False
    moment: Moment | None = None
    minutes: int | None = None
    summary: str = ""
    place: str | None = None
    links: Sequence[str] = ()
    organiser: Person | None = None
    attendees: Sequence[Person] = ()
    description: str | None = None
    owner: frozenset[str] = frozenset()
    ours: bool = False
    remark: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells this event from every other of its file."""
        alone = f"{self.summary} {self.moment.instant if self.moment else self.line}"
        return self.uid or alone, self.recurrence or ""

    @property
    def version(self) -> tuple[int, float]:
        return self.sequence, self.stamp.timestamp() if self.stamp else 0.0


Row: TypeAlias = ApplicationRow | ContactRow | MeetingRow
RowT_co = TypeVar("RowT_co", bound=Row, covariant=True)


class Unread(NamedTuple):
    """A row that is left out, and why: “no company”."""

    line: int
    reason: str


class PassedOver(Unread):
    """A row with which nothing is wrong, but which is not of the kind that is wanted."""


@dataclass(frozen=True)
class Reading(Generic[RowT_co]):
    """A whole file as it was understood; `remarks` are full sentences for its reader."""

    rows: Sequence[RowT_co]
    unread: Sequence[Unread] = ()
    remarks: Sequence[str] = ()
