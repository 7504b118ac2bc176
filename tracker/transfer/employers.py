"""Which company a meeting is with: what its people, its words and its links give away.

Each sign is worth something, and only what adds up to SURE is taken without asking. Addresses at
free mail, at scheduling services and at job boards say nothing about who hires.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload, load_only

from tracker.folding import fold_text, without_legal_form
from tracker.importers.meeting_links import host_of
from tracker.importers.rows import MeetingRow, Person
from tracker.models import Application, Attendance, Contact, Interview

SURE, POSSIBLE = 3, 2
"""What the signs must add up to: to be taken, and to be asked about."""

_KNOWN_PERSON = _OWN_DOMAIN = 3
_NAMED = _LINKED = _LIKE_DOMAIN = _INTERVIEW = 2
_LIKE_NAME = _MENTIONED = _TALK = _CALL = 1
_STRANGERS = -1

_AT_THE_END = {"co", "company", "group", "holding", "holdings"}
"""What a name may end in besides its legal form, and is not called by."""
_ARTICLES = {"the", "a", "an", "die", "der", "das", "la", "le", "el", "los", "les"}
_NO_EMPLOYER = {
    *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com"),
    *("yahoo.com", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.de", "gmx.net"),
    *("gmx.com", "gmx.at", "web.de", "t-online.de", "freenet.de", "posteo.de", "mailbox.org"),
    *(
        "proton.me",
        "protonmail.com",
        "pm.me",
        "fastmail.com",
        "hey.com",
        "tutanota.com",
        "zoho.com",
    ),
    *(
        "mail.com",
        "mail.ru",
        "yandex.ru",
        "yandex.com",
        "qq.com",
        "163.com",
        "126.com",
        "orange.fr",
    ),
    *("free.fr", "laposte.net", "libero.it", "comcast.net", "verizon.net", "att.net", "bt.com"),
    *("btinternet.com", "hotmail.co.uk", "yahoo.co.uk", "hotmail.fr", "live.fr", "yahoo.fr"),
    *(
        "calendly.com",
        "cal.com",
        "savvycal.com",
        "doodle.com",
        "youcanbook.me",
        "acuityscheduling.com",
    ),
    *("goodtime.io", "modernloop.io", "paradox.ai", "zoom.us", "webex.com", "whereby.com"),
    *(
        "greenhouse.io",
        "greenhouse-mail.io",
        "lever.co",
        "ashbyhq.com",
        "workable.com",
        "workablemail.com",
    ),
    *("smartrecruiters.com", "myworkday.com", "myworkdayjobs.com", "workday.com", "icims.com"),
    *(
        "teamtailor.com",
        "personio.de",
        "personio.com",
        "recruitee.com",
        "bamboohr.com",
        "jobvite.com",
    ),
    *(
        "breezy.hr",
        "join.com",
        "linkedin.com",
        "indeed.com",
        "glassdoor.com",
        "xing.com",
        "seek.com.au",
    ),
    *("stepstone.de", "monster.com", "ziprecruiter.com", "wellfound.com", "angel.co", "hired.com"),
    *("otta.com", "welcometothejungle.com", "dice.com", "simplify.jobs", "huntr.co", "tealhq.com"),
}
"""Domains that many people write from, or that arrange meetings and advertise for others."""
_TOOLS = {"google.com", "microsoft.com", "office.com", "slack.com", "apple.com", "amazonaws.com"}
"""Domains whose links say nothing, though people do work there."""
_GENERIC = {"co", "com", "ac", "gov", "net", "org", "edu", "ne", "or", "go"}
_AROUND = ("get", "join", "try", "team", "my", "we", "hello", "go", "use")
_BEHIND = (
    "hq",
    "app",
    "inc",
    "corp",
    "group",
    "tech",
    "labs",
    "ai",
    "io",
    "jobs",
    "careers",
    "team",
)
_SHORTEST = 4
"""Letters from which the first word of a name may stand for it."""

_SETTLED = re.compile(
    r"\b(?:interview\w*|phone ?screen\w*|screening|on-?site|technical|hiring manager|recruit\w+"
    r"|candidate|assessment|take-?home|pair(?:ing| programming)|system design|case study"
    r"|(?:final|first|second|third|last|next) round|culture fit|behaviou?ral|superday|position"
    r"|(?:vorstellungs|bewerbungs|kennenlern|erst|zweit)gespr[aä]ch\w*|probearbeiten"
    r"|entretien|entrevista|colloquio|sollicitatie\w*|haastattelu|rozmowa kwalifikacyjna)\b",
    re.IGNORECASE,
)
_TALKS = re.compile(
    r"\b(?:call|chat|intro\w*|conversation|talk|screen|final|coffee|catch-?up|round"
    r"|gespr[aä]ch|termin|appel|llamada|panel|q ?& ?a)\b",
    re.IGNORECASE,
)
_NO_INTERVIEW = re.compile(
    r"\b(?:birthday|geburtstag|anniversaire|lunch|dinner|breakfast|brunch|dentist|doctor|physio\w*"
    r"|zahnarzt|arzt\w*|gym|yoga|flight|hotel|holiday|vacation|urlaub|anniversary|party|wedding"
    r"|webinar|newsletter|out of office|ooo|pick ?up|delivery|reminder|todo|haircut|friseur|kita"
    r"|school|football|concert|cinema|stand-?up|sprint|retro\w*|1:1)\b",
    re.IGNORECASE,
)


_AROUND_ONE = re.compile(
    r"\b(?:prep\w*|practi[cs]e|study|mock|rehears\w*|debrief|feedback|thank[- ]?you|notes"
    r"|travel|drive|train|flight|flug|zug|fahrt|reise|hotel|embassy|visa|passport|exam|repair|sale"
    r"|support|user research|block(?:ed)? time|vorbereit\w*|nachbereit\w*|üben|préparation"
    r"|preparaci[oó]n|preparazione|voorbereiding)\b",
    re.IGNORECASE,
)
"""What comes before or after an interview, or only shares a word with one."""


class Choice(NamedTuple):
    """An open application or several, one of which a meeting may be for; or why it is for none."""

    applications: list[Application]
    is_sure: bool
    why_none: str = "matches no open application"


@dataclass
class _Company:
    words: tuple[str, ...]
    applications: list[Application] = field(default_factory=list)
    domains: set[str] = field(default_factory=set)

    @property
    def joined(self) -> str:
        return "".join(self.words)


class Employers:
    """Every company that was applied to, and by what it is known."""

    def __init__(self, session: Session) -> None:
        self._companies: dict[tuple[str, ...], _Company] = {}
        self._first: dict[str, list[_Company]] = {}
        self._labels: dict[str, list[_Company]] = {}
        self._domains: dict[str, list[_Company]] = {}
        self._people: dict[str, list[_Company]] = {}
        self._titles: dict[str, list[Application]] = {}
        few = load_only(
            *(Application.company, Application.role, Application.stage),
            *(Application.outcome, Application.posting_url),
        )
        light = (few, lazyload(Application.tags), lazyload(Application.ratings))
        statement = select(Application).options(*light).order_by(Application.id)
        for application in session.scalars(statement):
            self._add(application)
        for email, company in _acquaintances(session):
            known = self._companies.get(core(company))
            if known is not None:
                self._people.setdefault(email.casefold(), []).append(known)

    def _add(self, application: Application) -> None:
        words = core(application.company)
        company = self._companies.get(words)
        if company is None:
            company = self._companies[words] = _Company(words)
            self._first.setdefault(words[0] if words else "", []).append(company)
            self._labels.setdefault(company.joined, []).append(company)
        company.applications.append(application)
        self._titles.setdefault(" ".join(application.title.split()), []).append(application)
        domain = domain_of(host_of(application.posting_url or ""))
        if domain and domain not in _NO_EMPLOYER and domain not in company.domains:
            company.domains.add(domain)
            self._domains.setdefault(domain, []).append(company)

    def find(self, row: MeetingRow) -> Choice:
        """Return the applications that a meeting may be for, none where nothing tells."""
        if row.ours and (own := self._titled(row)):
            return Choice(own, is_sure=len(own) == 1)
        scores = self._scores(row)
        best = max(scores.values(), default=0)
        if best < POSSIBLE:
            return Choice([], is_sure=False)
        if not _may_be_interview(row):
            return Choice([], is_sure=False, why_none="is no interview, to judge by its title")
        enough = SURE if best >= SURE else POSSIBLE
        found = [self._companies[words] for words, score in scores.items() if score >= enough]
        likely = [one for company in found for one in _likely(company, row)]
        return Choice(likely, is_sure=best >= SURE and len(likely) == 1)

    def may_be_one(self, row: MeetingRow) -> bool:
        """Whether a meeting looks like an interview with anybody at all."""
        is_talk = _SETTLED.search(row.summary) or _TALKS.search(row.summary)
        is_call = (row.place or "").startswith("http")
        return _may_be_interview(row) and bool(is_talk or is_call or others(row))

    def _titled(self, row: MeetingRow) -> list[Application]:
        """Return the open applications whose title stands before the round in a title of ours."""
        alike = self._titles.get(row.summary.rpartition(": ")[0], [])
        return [one for one in alike if one.outcome is None] or alike

    def is_at(self, person: Person, application: Application) -> bool:
        """Whether somebody's address says that they work where an application went."""
        company = self._companies[core(application.company)]
        email = person.email or ""
        return company in self._people.get(email, []) or company in [
            one for one, score in self._by_domain(email.partition("@")[2]) if score == _OWN_DOMAIN
        ]

    def _scores(self, row: MeetingRow) -> dict[tuple[str, ...], int]:
        people = [one.email for one in others(row) if one.email]
        signs = [*self._by_people(people), *self._by_words(row), *self._by_links(row.links)]
        best: dict[tuple[tuple[str, ...], str], int] = {}
        for company, kind, score in signs:
            key = company.words, kind
            best[key] = max(best.get(key, 0), score)
        totals: dict[tuple[str, ...], int] = {}
        for (words, _), score in best.items():
            totals[words] = totals.get(words, 0) + score
        # Words, which anybody may have typed, are never sure by themselves.
        present = {words for words, kind in best if kind != "words"}
        return {
            words: min(
                score + self._manner(row, words, people), SURE if words in present else POSSIBLE
            )
            for words, score in totals.items()
        }

    def _manner(self, row: MeetingRow, words: tuple[str, ...], people: list[str]) -> int:
        """Return what the meeting itself is worth as a sign of an interview with that company."""
        company = self._companies[words]
        domains = {address.partition("@")[2] for address in people}
        strange = any(
            domain_of(domain) not in _NO_EMPLOYER
            and company not in [one for one, _ in self._by_domain(domain)]
            for domain in domains
        ) and not any(company in self._people.get(address, []) for address in people)
        talk = _INTERVIEW if _SETTLED.search(row.summary) else 0
        talk = talk or (_TALK if _TALKS.search(row.summary) else 0)
        call = _CALL if (row.place or "").startswith("http") and not strange else 0
        return talk + call + (_STRANGERS if strange else 0)

    def _by_people(self, people: Iterable[str]) -> Iterator[tuple[_Company, str, int]]:
        for address in people:
            for company in self._people.get(address, ()):
                yield company, "people", _KNOWN_PERSON
            for company, score in self._by_domain(address.partition("@")[2]):
                yield company, "people", score

    def _by_domain(self, host: str) -> Iterator[tuple[_Company, int]]:
        domain = domain_of(host)
        if not domain or domain in _NO_EMPLOYER or host.endswith("calendar.google.com"):
            return
        label = domain.partition(".")[0].replace("-", "")
        for company in (*self._domains.get(domain, ()), *self._labelled(label)):
            yield company, _OWN_DOMAIN
        for company in self._first.get(label, ()):
            if len(label) >= _SHORTEST and len(company.words) > 1:
                yield company, _LIKE_DOMAIN

    def _labelled(self, label: str) -> Iterator[_Company]:
        yield from self._labels.get(label, ())
        for word in _AROUND:
            if label.startswith(word) and len(label) - len(word) >= _SHORTEST - 1:
                yield from self._labels.get(label.removeprefix(word), ())
        for word in _BEHIND:
            if label.endswith(word) and len(label) - len(word) >= _SHORTEST - 1:
                yield from self._labels.get(label.removesuffix(word), ())

    def _by_words(self, row: MeetingRow) -> Iterator[tuple[_Company, str, int]]:
        for company, is_whole in self._in(words_of(row.summary)):
            yield company, "words", _NAMED if is_whole else _LIKE_NAME
        for company, is_whole in self._in(words_of((row.description or "")[:4000])):
            if is_whole:
                yield company, "words", _MENTIONED

    def _in(self, words: list[str]) -> Iterator[tuple[_Company, bool]]:
        for place, word in enumerate(words):
            for company in self._first.get(word, ()):
                if tuple(words[place : place + len(company.words)]) == company.words:
                    yield company, True
                elif len(word) >= _SHORTEST:
                    yield company, False

    def _by_links(self, links: Iterable[str]) -> Iterator[tuple[_Company, str, int]]:
        for link in links:
            host = host_of(link)
            domain = domain_of(host)
            if domain not in _NO_EMPLOYER | _TOOLS:
                yield from ((one, "links", _LINKED) for one, _ in self._by_domain(host))
            elif (label := host.removesuffix(domain).rstrip(".").rpartition(".")[2]) != "www":
                yield from ((one, "links", _LINKED) for one in self._labels.get(label, ()) if label)


def others(row: MeetingRow) -> list[Person]:
    """Return who takes part besides whom the file was sent to, each once."""
    people = [one for one in (row.organiser, *row.attendees) if one is not None]
    return list(
        {(one.email or one.name): one for one in people if one.email not in row.owner}.values()
    )


def core(company: str) -> tuple[str, ...]:
    """Return the words that a company's name is known by, without article and legal form."""
    words = words_of(without_legal_form(fold_text(company)))
    while len(words) > 1 and words[-1] in _AT_THE_END:
        words = words_of(without_legal_form(" ".join(words[:-1])))
    return tuple(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", fold_text(re.sub("['\u2019]", "", text)))


def domain_of(host: str) -> str:
    """Return the domain that somebody registered: “acme.co.uk” of “mail.acme.co.uk”."""
    labels = host.casefold().split(".")
    is_second = len(labels) > 2 and labels[-2] in _GENERIC and len(labels[-1]) == 2  # noqa: PLR2004
    return ".".join(labels[-3 if is_second else -2 :])


def _likely(company: _Company, row: MeetingRow) -> list[Application]:
    """Return the open applications at a company, only those whose role is named if one is."""
    ongoing = [one for one in company.applications if one.outcome is None]
    said = set(words_of(f"{row.summary} {(row.description or '')[:4000]}"))
    named = [one for one in ongoing if one.role and set(words_of(one.role)) <= said]
    return named or ongoing or company.applications


def _may_be_interview(row: MeetingRow) -> bool:
    if _AROUND_ONE.search(row.summary) and not row.ours:
        return False
    return _SETTLED.search(row.summary) is not None or not _NO_INTERVIEW.search(row.summary)


def _acquaintances(session: Session) -> Iterator[tuple[str, str]]:
    """Yield the address of each contact with the companies that they are known from."""
    own = select(Contact.email, Contact.company)
    met = (
        select(Contact.email, Application.company)
        .join(Attendance, Attendance.contact_id == Contact.id)
        .join(Interview, Interview.id == Attendance.interview_id)
        .join(Application, Application.id == Interview.application_id)
    )
    for statement in (own, met):
        for email, company in session.execute(statement.where(Contact.email.is_not(None))):
            if email and company:
                yield email, company
