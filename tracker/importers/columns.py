"""Which column of a spreadsheet is which field, whatever it is called there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.errors import TrackerError

IGNORE = "ignore"
_PRIVATE = "private"
RECORD = "record"
"""The column of our own export that says which of the records a row is."""
MOST = 40
"""More columns, or letters of a name, than this are not shown."""

ALIASES: dict[str, tuple[str, ...]] = {
    "company": ("Company Name", "Company", "Employer", "Employer Name", "Organization"),
    "role": ("Job Title", "Role", "Position", "Job Position", "Title"),
    "stage": ("Application Status", "Status", "Stage"),
    "url": ("Job Url", "Posting URL", "URL", "Job Link", "Link", "scrubbed_link"),
    "applied": ("Date Applied", "Applied Date", "Application Date", "Applied On", "Applied"),
    "saved": ("Date Saved", "Saved Date", "Saved On"),
    "source": ("Source", "Job Source"),
    "location": ("Location", "Job Location"),
    "pay": ("Salary", "Salary Range", "Pay", "Compensation", "listed_pay", "Max. Salary"),
    "documents": ("Resume", "Resume Name", "Resume Version", "CV"),
    "notes": ("Notes", "Comments", "Note", "Comment"),
    "deadline": ("Deadline", "application_deadline", "Apply By"),
    "workplace": ("Workplace", "Workplace Type", "remote_policy", "Remote"),
    "tags": ("Tags",),
    _PRIVATE: ("Question And Answers", "Questions And Answers"),
    RECORD: ("Tracker Record",),
}
"""The names of each field's column; where a file has several, the earlier one here counts."""

FIELDS = [*(field for field in ALIASES if field not in {_PRIVATE, RECORD}), IGNORE]


def fold(name: str) -> str:
    """Return what is compared of a column's name: its letters and figures."""
    return "".join(filter(str.isalnum, name.casefold())) or name.strip()


_RANKS = {
    fold(name): (field, rank)
    for field, names in ALIASES.items()
    for rank, name in enumerate(names, 1)
}
_LINKEDIN = (
    {"applicationdate", "joburl", "jobtitle", "companyname"},
    {"saveddate", "joburl", "jobtitle", "companyname"},
)
OURS = (
    *(f"Date {stage}" for stage in ("Screening", "Assessment", "Interviewing", "Offered", "Ended")),
    *("Stage Reached", "Why It Ended", "Next Interview", "Offers"),
    *(f"Pay {part}" for part in ("Low", "Likely", "High", "Currency", "Period")),
    *("Tier", "Enthusiasm", "Known", "Posting Id"),
)
"""What our own export says besides; beside a column of records it is left out."""
_OURS = {fold(name) for name in OURS}
_NOT_APPLICATIONS = {
    "connectedon": "your connections at LinkedIn",
    "followedon": "companies that you follow at LinkedIn",
    "finishedon": "jobs that you have held, from LinkedIn",
}


class _Claim(NamedTuple):
    """A column that could be a field's; the least is."""

    rank: int
    place: int
    field: str


@dataclass(frozen=True)
class Columns:
    """A header as it was understood: where each field stands, and which columns are notes."""

    names: Sequence[str]
    places: Mapping[str, int]
    noted: Sequence[int]
    private: Sequence[str]

    @property
    def is_linkedin(self) -> bool:
        """Whether LinkedIn wrote the file: then 4/5 is April."""
        folded = {fold(name) for name in self.names}
        return any(names <= folded for names in _LINKEDIN)

    @property
    def other_kind(self) -> str | None:
        """What else the file is a list of, if that is known."""
        folded = map(fold, self.names)
        return next((_NOT_APPLICATIONS[name] for name in folded if name in _NOT_APPLICATIONS), None)

    def name(self, place: int) -> str:
        """Return the name of a column, also of one without."""
        named = self.names[place] if place < len(self.names) else ""
        return named or f"Column {place + 1}"


def check(mapping: Mapping[str, str]) -> None:
    """Raise TrackerError for a field that there is not."""
    for name, field in mapping.items():
        if field not in FIELDS:
            msg = (
                f"“{field}” is no field that the column “{name}” can be read as; "
                f"choose one of {', '.join(FIELDS)}."
            )
            raise TrackerError(msg)


def understand(header: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """Return what the cells of a header name; `mapping` from names to fields counts first."""
    names = [" ".join(cell.split()) for cell in header]
    said = {fold(name): field for name, field in mapping.items()}
    claims = [claim for place, name in enumerate(names) if (claim := _claim(name, place, said))]
    hidden = {claim.place for claim in claims if claim.field in {IGNORE, _PRIVATE}}
    wins = {claim.field: claim.place for claim in sorted(claims, reverse=True)}
    places = {field: place for field, place in wins.items() if place not in hidden}
    ours = {place for place, name in enumerate(names) if RECORD in places and fold(name) in _OURS}
    noted = set(range(len(names))) - hidden - set(places.values()) - ours
    private = [names[claim.place] for claim in claims if claim.field == _PRIVATE]
    return Columns(names, places, sorted(noted), private)


def _claim(name: str, place: int, said: Mapping[str, str]) -> _Claim | None:
    key = fold(name)
    if key in said:
        return _Claim(0, place, said[key])
    field, rank = _RANKS.get(key, ("", 0))
    return _Claim(rank, place, field) if field else None


def check_names(columns: Columns, mapping: Mapping[str, str]) -> None:
    """Raise TrackerError for a column named by the user that the file does not have."""
    known = {fold(name) for name in columns.names}
    for name in mapping:
        if fold(name) not in known:
            msg = f"There is no column “{name}”; the file has {_listed(columns.names)}."
            raise TrackerError(msg)


def _listed(names: Sequence[str]) -> str:
    named = [f"“{name[:MOST]}”" for name in names if name]
    more = f" and {len(named) - MOST} more" if len(named) > MOST else ""
    return f"{', '.join(named[:MOST])}{more}"
