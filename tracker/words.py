"""The words that records, commands and documents share; each means what the glossary says."""

from enum import StrEnum
from functools import cached_property


class Stage(StrEnum):
    """How far an application has got, in this order."""

    SAVED = "saved"
    APPLIED = "applied"
    SCREENING = "screening"
    ASSESSMENT = "assessment"
    INTERVIEWING = "interviewing"
    OFFERED = "offered"

    @cached_property
    def rank(self) -> int:
        return list(Stage).index(self)


class Outcome(StrEnum):
    """Why an application ended; an active one has none."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    GHOSTED = "ghosted"
    CANCELLED = "cancelled"


class Workplace(StrEnum):
    ONSITE = "onsite"
    HYBRID = "hybrid"
    REMOTE = "remote"


class Source(StrEnum):
    """How the application came about."""

    POSTING = "posting"
    REFERRAL = "referral"
    RECRUITER = "recruiter"
    DIRECT = "direct"
    EVENT = "event"


class Hiring(StrEnum):
    """A company that hires otherwise than most; its chances differ."""

    SELECTIVE = "selective"
    SMALL = "small"
    CAMPUS = "campus"


class Tier(StrEnum):
    """How much the user wants the role: A is the best."""

    A = "A"
    B = "B"
    C = "C"


class Round(StrEnum):
    """The step of the hiring process that an interview belongs to."""

    SCREEN = "screen"
    TECHNICAL = "technical"
    ASSESSMENT = "assessment"
    ONSITE = "onsite"
    FINAL = "final"
    OTHER = "other"


class InterviewState(StrEnum):
    SCHEDULED = "scheduled"
    DONE = "done"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    MISSED = "missed"


class Result(StrEnum):
    """What came of an interview that was done."""

    WAITING = "waiting"
    PASSED = "passed"
    FAILED = "failed"


class OfferState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    RESCINDED = "rescinded"


class ContactKind(StrEnum):
    RECRUITER = "recruiter"
    INTERVIEWER = "interviewer"
    HIRING_MANAGER = "hiring manager"
    REFERRER = "referrer"
    PEER = "peer"
    OTHER = "other"


class Period(StrEnum):
    """What a pay figure is paid for."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"


class DateOrder(StrEnum):
    """How 4/5/2026 is read."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class Verdict(StrEnum):
    KEEP = "keep"
    HOLD = "hold"
    DECLINE = "decline"
    REDIRECT = "redirect"


class Channel(StrEnum):
    """How one exchange with a contact took place."""

    EMAIL = "email"
    PHONE = "phone"
    MESSAGE = "message"
    VIDEO = "video"
    MEETING = "meeting"
    INTERVIEW = "interview"
    EVENT = "event"
    OTHER = "other"


class Sort(StrEnum):
    """What a list of applications can be sorted by."""

    COMPANY = "company"
    ROLE = "role"
    STAGE = "stage"
    SINCE = "since"
    PAY = "pay"
    NEXT = "next"
    ENTHUSIASM = "enthusiasm"
    TIER = "tier"


class SavedKind(StrEnum):
    """What a user can save by a name; a dismissed meeting goes by that of its event."""

    MAPPING = "mapping"
    VIEW = "view"
    DISMISSED = "dismissed"


class CommandKind(StrEnum):
    """What an entry of the history is."""

    WRITE = "write"
    UNDO = "undo"
    MIGRATION = "migration"
    FORGET = "forget"
    RESTORE = "restore"


class BackupReason(StrEnum):
    """Why a backup was made: the user asked for it, or something was about to be changed."""

    ASKED = "asked"
    IMPORT = "import"
    RESTORE = "restore"
    UPGRADE = "upgrade"
    DAMAGED = "damaged"


class Check(StrEnum):
    """What the doctor looks at, in this order."""

    PERMISSIONS = "permissions"
    PLACE = "place"
    LEFTOVERS = "leftovers"
    BACKUPS = "backups"
    INTEGRITY = "integrity"
    LINKS = "links"
    SCHEMA = "schema"
    SEARCH = "search"
    ZONES = "zones"
    CLOCK = "clock"
    SERVER = "server"
    RIGHTS = "rights"
    NUMBERS = "numbers"


ON_SERVERS = {Check.SERVER, Check.RIGHTS, Check.NUMBERS}
"""What there is on a server only."""
