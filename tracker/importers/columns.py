"""Which column of a spreadsheet is which field, whatever it is called there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tracker.errors import TrackerError
from tracker.money import Unit, parse_unit

IGNORE = "ignore"
_PRIVATE = "private"
RECORD = "record"
"""The column of our own export that says which of the records a row is."""
MOST = 40
"""More columns, or letters of a name, than this are not shown."""

_DAY_FIRST = (
    *("Beworben am", "Bewerbungsdatum", "Date de candidature", "Fecha de solicitud"),
    *("Fecha de aplicación", "Data da candidatura", "Data candidatura", "Sollicitatiedatum"),
    *("Data aplikacji", "Data wysłania"),
)
_DAY_FIRST_IN_SHORT = ("Datum", "Fecha", "Data")
"""Names of columns in languages that put the day before the month."""

ALIASES: dict[str, tuple[str, ...]] = {
    "company": (
        *("Company Name", "Company", "Employer", "Employer Name", "Organization", "Organisation"),
        *("Firma", "Unternehmen", "Arbeitgeber", "Entreprise", "Société", "Empresa", "Azienda"),
        *("Bedrijf", "Pracodawca"),
    ),
    "role": (
        *("Job Title", "Role", "Position", "Job Position", "Title", "Job"),
        *("Stelle", "Rolle", "Stellenbezeichnung", "Poste", "Puesto", "Rol", "Cargo", "Vaga"),
        *("Posizione", "Ruolo", "Functie", "Stanowisko"),
    ),
    "stage": (
        *("Application Status", "Status", "Stage", "listName"),
        *("Statut", "Étape", "Estado", "Etapa", "Stato", "Fase", "Etap"),
    ),
    "url": (
        *("Job Url", "Posting URL", "URL", "Job Link", "Job Posting", "Link", "scrubbed_link"),
        *("Stellenanzeige", "Lien", "Enlace", "Vacature", "Ogłoszenie"),
    ),
    "applied": (
        *("Date Applied", "Applied Date", "Application Date", "Applied On", "Applied"),
        *_DAY_FIRST,
        *("Date", *_DAY_FIRST_IN_SHORT),
    ),
    "saved": ("Date Saved", "Saved Date", "Saved On"),
    "created": ("createdAt", "Date Added", "Added On", "Added", "Created", "Created Time"),
    "moved": ("Status Date", "Date Status Changed"),
    "source": ("Source", "Job Source", "Quelle", "Fuente", "Fonte", "Bron", "Źródło"),
    "location": (
        *("Location", "Job Location", "City"),
        *("Ort", "Standort", "Lieu", "Ubicación", "Lugar", "Local", "Luogo", "Sede", "Locatie"),
        "Lokalizacja",
    ),
    "pay": (
        *("Salary", "Salary Range", "Pay", "Compensation", "listed_pay", "Max. Salary"),
        *("Gehalt", "Salaire", "Salario", "Salário", "Stipendio", "Salaris", "Wynagrodzenie"),
    ),
    "currency": (
        *("Currency", "Salary Currency", "Currency Code"),
        *("Währung", "Devise", "Moneda", "Divisa", "Moeda", "Valuta", "Waluta"),
    ),
    "documents": ("Resume", "Resume Name", "Resume Version", "CV"),
    "notes": (
        *("Notes", "Comments", "Note", "Comment"),
        *("Notizen", "Bemerkungen", "Remarques", "Notas", "Opmerkingen", "Notatki", "Uwagi"),
    ),
    "deadline": ("Deadline", "application_deadline", "Apply By", "Bewerbungsfrist"),
    "workplace": ("Workplace", "Workplace Type", "remote_policy", "Remote"),
    "tags": ("Tags", "Labels"),
    "posting": ("htmlDescription", "Job Description", "Posting Text", "Description"),
    "contact": (
        *("Contact Name", "Contact Person", "Contact", "Recruiter", "Hiring Manager"),
        *("Ansprechpartner", "Ansprechpartnerin", "Contacto", "Contatto", "Contactpersoon"),
        "Osoba kontaktowa",
    ),
    "contact-email": ("Contact Email", "Contact E-Mail", "Recruiter Email"),
    "contact-phone": ("Contact Phone", "Contact Phone Number", "Recruiter Phone"),
    _PRIVATE: ("Question And Answers", "Questions And Answers"),
    RECORD: ("Tracker Record",),
}
"""The names of each field's column; where a file has several, the earlier one here counts."""

FIELDS = [*(field for field in ALIASES if field not in {_PRIVATE, RECORD}), IGNORE]


def fold(name: str) -> str:
    """Return what is compared of a column's name: its letters and figures."""
    return "".join(filter(str.isalnum, name.casefold())) or name.strip()


_IN_BRACKETS = re.compile(r"([^(\[]+)[(\[]([^()\[\]]+)[)\]]")
_RANKS = {
    fold(name): (field, rank)
    for field, names in ALIASES.items()
    for rank, name in enumerate(names, 1)
}
_LINKEDIN = (
    {"applicationdate", "joburl", "jobtitle", "companyname"},
    {"saveddate", "joburl", "jobtitle", "companyname"},
)
_SIMPLIFY = {"jobtitle", "companyname", "joburl", "applieddate", "status", "statusdate"}
_OF_NO_USE = (
    *((known, {"contactemail", "contactphonenumber"}) for known in _LINKEDIN),
    (_SIMPLIFY, {"archived"}),
    ({"listname", "boardname"}, {"boardname"}),
    ({"index", "createdat", "applieddate", "jobsource"}, {"index", "applied"}),
)
"""The columns by which another program's list is known, and those of it that tell nothing.

LinkedIn's contact is oneself; Huntr names one's own board, JobSync counts its rows.
"""
OURS = {
    **{
        f"Date {stage}": stage.casefold()
        for stage in ("Screening", "Assessment", "Interviewing", "Offered", "Ended")
    },
    "Stage Reached": "reached",
    "Why It Ended": "reason",
    **{
        f"Pay {part}": f"pay {part}".casefold()
        for part in ("Low", "Likely", "High", "Currency", "Period")
    },
    "Tier": "tier",
    "Enthusiasm": "enthusiasm",
    "Known": "knowledge",
    "Other Role": "other_role",
    "Rounds Left": "rounds_left",
    "Hiring": "hiring",
    "Posting Id": "posting_id",
}
"""The fields that only our own export has: these names say them beside a column of records."""
ELSEWHERE = ("Next Interview", "Offers")
"""What our own export tells of records of another kind, which no row of a spreadsheet makes."""
_OURS = {fold(name): field for name, field in OURS.items()}
_ELSEWHERE = {fold(name) for name in ELSEWHERE}
_NOT_APPLICATIONS = {
    "connectedon": "connections at LinkedIn without first and last names",
    "followedon": "the companies that you follow at LinkedIn",
    "finishedon": "the jobs that you have held, from LinkedIn",
    "inviteeprofileurl": "invitations to connect at LinkedIn",
    "opentorecruiters": "what you told LinkedIn of the jobs that you look for",
}
"""By a column that it alone has, what else of LinkedIn's a list is."""
_OF_PEOPLE = (
    ({"firstname", "lastname"}, {"emailaddress", "email1value", "email", "businessphone"}),
    ({"vorname", "nachname"}, {"emailadresse", "email1value", "email"}),
)
"""The columns of names, and those of addresses, one of which an address book has besides."""


class _Claim(NamedTuple):
    """A column that could be a field's; the least is."""

    rank: int
    place: int
    field: str


@dataclass(frozen=True)
class Columns:
    """A header as it was understood: where each field stands, and which columns are notes.

    Columns of private answers are named in `private` where they stay out; `answers` are those
    among the notes. `elsewhere` are those of our own export that tell of other records.
    """

    names: Sequence[str]
    places: Mapping[str, int]
    noted: Sequence[int]
    private: Sequence[str]
    answers: Sequence[int]
    elsewhere: Sequence[int]

    @cached_property
    def folded(self) -> set[str]:
        return {fold(name) for name in self.names}

    @cached_property
    def is_linkedin(self) -> bool:
        """Whether LinkedIn wrote the file: then 4/5 is April."""
        return is_linkedin(self.names)

    @cached_property
    def is_day_first(self) -> bool:
        """Whether a column is named in a language in which 4/5 is in May."""
        return not self.folded.isdisjoint(map(fold, (*_DAY_FIRST, *_DAY_FIRST_IN_SHORT)))

    @cached_property
    def is_simplify(self) -> bool:
        """Whether Simplify wrote the file, whose first row is its own tutorial."""
        return self.folded >= _SIMPLIFY

    @property
    def other_kind(self) -> str | None:
        """What else the file is a list of, if that is known."""
        others = (what for name, what in _NOT_APPLICATIONS.items() if name in self.folded)
        return next(others, None)

    @property
    def is_address_book(self) -> bool:
        """Whether an address book wrote the file: its rows are people."""
        return any(
            names <= self.folded and not reached.isdisjoint(self.folded)
            for names, reached in _OF_PEOPLE
        )

    def name(self, place: int) -> str:
        """Return the name of a column, also of one without."""
        named = self.names[place] if place < len(self.names) else ""
        return named or f"Column {place + 1}"


def pay_unit(name: str) -> Unit | None:
    """Return what the pay of a column is in, as its name says in brackets: “Salary (k€)”."""
    found = _IN_BRACKETS.fullmatch(name)
    try:
        return parse_unit(found[2]) if found else None
    except TrackerError:
        return None


def is_linkedin(names: Sequence[str]) -> bool:
    """Whether these are the columns of a list of LinkedIn's."""
    folded = {fold(name) for name in names}
    return any(known <= folded for known in _LINKEDIN)


def check(mapping: Mapping[str, str]) -> None:
    """Raise TrackerError for a field that there is not."""
    for name, field in mapping.items():
        if field not in FIELDS:
            msg = (
                f"“{field}” is no field that the column “{name}” can be read as; "
                f"choose one of {', '.join(FIELDS)}."
            )
            raise TrackerError(msg)


def understand(
    header: Sequence[str], mapping: Mapping[str, str], *, answers: bool = False
) -> Columns:
    """Return what the cells of a header name; `mapping` from names to fields counts first.

    Columns of private answers are left out of the notes, but for `answers`.
    """
    names = [" ".join(cell.split()) for cell in header]
    keys = [fold(name) for name in names]
    said = {fold(name): field for name, field in mapping.items()}
    claims = [claim for place, name in enumerate(names) if (claim := _claim(name, place, said))]
    asked = {claim.place for claim in claims if claim.field == _PRIVATE}
    private = set() if answers else asked
    useless = _useless(set(keys)) - said.keys()
    hidden = {claim.place for claim in claims if claim.field == IGNORE} | private
    hidden |= {place for place, key in enumerate(keys) if key in useless}
    if is_linkedin(names):  # there the contact's address is one's own
        claims = [each for each in claims if not (each.rank and each.field.startswith("contact"))]
    wins = {claim.field: claim.place for claim in sorted(claims, reverse=True)}
    read = {*FIELDS[:-1], RECORD}
    places = {field: place for field, place in wins.items() if field in read}
    unsaid = {key: place for place, key in enumerate(keys) if key not in said}
    ours = unsaid if RECORD in places else {}
    places |= {_OURS[name]: place for name, place in ours.items() if name in _OURS}
    elsewhere = sorted(place for name, place in ours.items() if name in _ELSEWHERE)
    noted = set(range(len(names))) - hidden - {*places.values(), *elsewhere}
    left_out = [names[place] for place in sorted(private)]
    return Columns(names, places, sorted(noted), left_out, sorted(asked & noted), elsewhere)


def _useless(names: set[str]) -> set[str]:
    return {name for known, useless in _OF_NO_USE if known <= names for name in useless}


def _claim(name: str, place: int, said: Mapping[str, str]) -> _Claim | None:
    key = fold(name)
    if key in said:
        return _Claim(0, place, said[key])
    field, rank = _RANKS.get(key) or _of_pay(name) or ("", 0)
    return _Claim(rank, place, field) if field else None


def _of_pay(name: str) -> tuple[str, int] | None:
    """Return the rank of a column of pay whose name says in brackets what it is in."""
    found = _IN_BRACKETS.fullmatch(name)
    named = _RANKS.get(fold(found[1])) if found and pay_unit(name) else None
    return named if named and named[0] == "pay" else None


def check_names(file: str, columns: Columns, mapping: Mapping[str, str]) -> None:
    """Raise TrackerError for a column named by the user that the file does not have."""
    known = {fold(name) for name in columns.names}
    for name in mapping:
        if fold(name) not in known:
            msg = f"{file} has no column “{name}”; it has {listed(columns.names)}."
            raise TrackerError(msg)


def listed(names: Sequence[str]) -> str:
    """Return the names of columns for a sentence, as far as somebody would read them."""
    named = [f"“{name[:MOST]}”" for name in names if name]
    more = f" and {len(named) - MOST} more" if len(named) > MOST else ""
    return f"{', '.join(named[:MOST])}{more}"
