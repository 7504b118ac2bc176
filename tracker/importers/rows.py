"""What every importer hands over: rows, those that could not be read, and what to say of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from tracker.dates import Calendar, Moment
from tracker.words import DateOrder, Outcome, Stage


class Home(Protocol):
    """What a file does not say: today, the zone and order of its dates, the currency of pay."""

    @property
    def calendar(self) -> Calendar: ...

    @property
    def currency(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Options:
    """How the user wants files to be read.

    `columns` says by a column's name which field it is (columns.FIELDS), `stages` by a word which
    stage or outcome; both count before what is known. `order` says how 4/5/2026 is read. `answers`
    brings in private answers, `all_connections` also people at companies not applied to.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    order: DateOrder | None = None
    answers: bool = False
    all_connections: bool = False

    @property
    def is_mapping(self) -> bool:
        """Whether the user said what columns or words mean."""
        return bool(self.columns or self.stages)


class Step(NamedTuple):
    """What stage or outcome an application had from a day on."""

    on: date
    stage: Stage
    outcome: Outcome | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application as a file states it, from `line` on.

    `on` is the day of application, or else of saving; None where the file names no day.
    `saved_on` is when it was saved before that, `moved_on` when it reached its stage or outcome
    after it. `other_on` is what `on` would be with day and month in each other's place, where the
    figures of the file allow for both. `fields` is what records.applications.set_fields takes,
    without what is blank. `record` is the hunt and the id there of our own exports; `path` is all
    that those tell of how it got where it is, in order. `earlier` are stages before its own that
    other rows of the file tell; `answers` those of its notes that are private answers, which the
    user asked for.
    """

    line: int
    company: str
    role: str | None = None
    stage: Stage = Stage.APPLIED
    outcome: Outcome | None = None
    on: date | None = None
    saved_on: date | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    moved_on: date | None = None
    record: str | None = None
    path: Sequence[Step] = ()
    earlier: Sequence[Step] = ()
    answers: Sequence[str] = ()
    other_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class ConnectionRow(ContactRow):
    """A person whom the user may hardly know: of use only where the user has applied.

    `file` is where they stand in an archive.
    """

    file: str = field(default="", compare=False)


class Person(NamedTuple):
    """Who takes part in a meeting; one of the two is always known."""

    name: str | None
    email: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingRow:
    """An event of a calendar as a file states it, from `line` on.

    `recurrence` says which one of a series it is, an instant of UTC as 20261127T140000Z or a day.
    Of two versions the one of the higher `sequence` is the later, then that of the later `stamp`.
    `copied` is when a copy of ours, whose version is that of its organiser, was changed last.
    `moment` is None only where it is cancelled, or where `untimed` says why the time is not known,
    going on from “is”. `links` are the addresses that it names besides
    `place`; `refusing` is who was invited and said no. `owner` are the e-mail addresses of whom the
    file was sent to, or whose calendar it is. `ours` says that tracker wrote it. `remark` is a full
    sentence on what had to be taken for granted.
    """

    line: int
    uid: str | None = None
    recurrence: str | None = None
    sequence: int = 0
    stamp: datetime | None = None
    copied: datetime | None = None
    cancelled: bool = False
    moment: Moment | None = None
    untimed: str | None = None
    minutes: int | None = None
    summary: str = ""
    place: str | None = None
    links: Sequence[str] = ()
    organiser: Person | None = None
    attendees: Sequence[Person] = ()
    refusing: Sequence[Person] = ()
    description: str | None = None
    owner: frozenset[str] = frozenset()
    ours: bool = False
    remark: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells this event from every other of its file."""
        if self.uid:
            return self.uid, self.recurrence or ""
        alone = f"{self.summary} {self.moment.instant if self.moment else self.line}"
        return alone, self.recurrence or ""

    @property
    def start(self) -> str | None:
        """When it is, as `recurrence` would say that of one time of a series."""
        return f"{self.moment.instant:%Y%m%dT%H%M%SZ}" if self.moment else None

    @property
    def changed(self) -> datetime | None:
        """When what it says was last changed, by its organiser or in a copy of ours."""
        return self.copied or self.stamp

    @property
    def version(self) -> tuple[int, float]:
        return self.sequence, self.stamp.timestamp() if self.stamp else 0.0


ListedRow: TypeAlias = ApplicationRow | ContactRow
"""What a spreadsheet can list."""


@dataclass(frozen=True)
class HuntRow:
    """A whole hunt as a copy of it states it: by table, its rows as values by column.

    `name` is the file's, for a refusal. Every link leads to a row of the same copy.
    """

    line: int
    name: str
    id: str
    tables: Mapping[str, Sequence[dict[str, Any]]]


Row: TypeAlias = ListedRow | MeetingRow | HuntRow
RowT_co = TypeVar("RowT_co", bound=Row, covariant=True)


class Unread(NamedTuple):
    """A row that is left out, and why: “no company”; `file` is where it stands in an archive.

    Where the row has a name, that is `what`, and the reason goes on from it: “is a whole day”.
    """

    line: int
    reason: str
    file: str = ""
    what: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.reason}".lstrip()


class PassedOver(Unread):
    """A row with which nothing is wrong, but which is not of the kind that is wanted."""


@dataclass(frozen=True)
class Reading(Generic[RowT_co]):
    """A whole file as it was understood.

    `remarks` are full sentences for its reader, and so is `understood`: what words were taken as;
    `guesses` say what was taken for granted, and how to have it read otherwise.
    `unsure` is a date that could be two days, where neither the file nor the user tells which.
    `noun` is what one of its rows is called.
    """

    rows: Sequence[RowT_co]
    unread: Sequence[Unread] = ()
    remarks: Sequence[str] = ()
    understood: Sequence[str] = ()
    unsure: str | None = None
    guesses: Sequence[str] = ()
    noun: str = "row"

    @property
    def comes_last(self) -> bool:
        """Whether other files decide which of its rows are of use."""
        return any(isinstance(row, ConnectionRow) for row in self.rows)
