"""The words of other people's spreadsheets, and what they are called here."""

import re

from tracker.words import Outcome, Source, Stage, Workplace

Status = tuple[Stage, Outcome | None]

NOTHING = {"", "-", "--", "\u2013", "\u2014", "n/a", "na", "#n/a", "null", "none"}
YES = {"yes", "y", "true", "x", "✓", "✔", "✅", "☑"}
NO = {"no", "n", "false", "☐", "✗", "❌"}

_STAGES: dict[Stage, str] = {
    Stage.SAVED: "saved, wishlist, wish list, bookmarked, bookmark, to apply, to do, todo, "
    "not applied, not applied yet, not yet applied, interested, lead, shortlisted",
    Stage.APPLIED: "applied, submitted, sent, application sent, application submitted, "
    "awaiting response, waiting, pending, in review, under review",
    Stage.SCREENING: "screening, screen, screened, phone screen, phone screening, phone interview, "
    "recruiter call, recruiter screen, hr screen, hr interview",
    Stage.ASSESSMENT: "assessment, take home, test, technical test, coding test, coding challenge, "
    "online assessment, challenge",
    Stage.INTERVIEWING: "interviewing, interview, interviews, interviewed, interview scheduled, "
    "first interview, second interview, third interview, technical interview, technical, "
    "on site, onsite, onsite interview, final, final round, final interview",
    Stage.OFFERED: "offer, offers, offered, offer received, offer extended, negotiating, "
    "negotiation",
}
_OUTCOMES: dict[Outcome, str] = {
    Outcome.ACCEPTED: "accepted, offer accepted, hired",
    Outcome.DECLINED: "declined, offer declined, declined offer",
    Outcome.REJECTED: "rejected, rejection, not selected, denied, turned down",
    Outcome.WITHDRAWN: "withdrawn, withdrew, i withdrew",
    Outcome.GHOSTED: "ghosted, no response, no reply, no answer",
    Outcome.CANCELLED: "cancelled, canceled, closed, position filled, position closed, filled",
}
_REACHED = {Outcome.ACCEPTED: Stage.OFFERED, Outcome.DECLINED: Stage.OFFERED}
_SOURCES: dict[Source, str] = {
    Source.POSTING: "posting, linkedin, indeed, glassdoor, google jobs, monster, stepstone, xing, "
    "welcome to the jungle, wellfound, angellist, dice, handshake, ziprecruiter, otta, "
    "hacker news, job board, job posting, job ad",
    Source.REFERRAL: "referral, referred, employee referral, friend, network, networking",
    Source.RECRUITER: "recruiter, headhunter, agency, recruiter outreach, recruiting agency",
    Source.DIRECT: "direct, direct contact, cold email, cold application, cold outreach",
    Source.EVENT: "event, career fair, job fair, conference, meetup",
}
_WORKPLACES: dict[Workplace, str] = {
    Workplace.ONSITE: "onsite, on site, in office, office, in person",
    Workplace.HYBRID: "hybrid, partly remote, partially remote",
    Workplace.REMOTE: "remote, fully remote, remote only, work from home, yes, true",
}

_LETTERS = re.compile(r"[^\W\d_]+")
_STATUS: dict[str, Status] = {
    **{word: (stage, None) for stage, words in _STAGES.items() for word in words.split(", ")},
    **{
        word: (_REACHED.get(outcome, Stage.APPLIED), outcome)
        for outcome, words in _OUTCOMES.items()
        for word in words.split(", ")
    },
}
_SOURCE = {word: source for source, words in _SOURCES.items() for word in words.split(", ")}
_WORKPLACE = {word: place for place, words in _WORKPLACES.items() for word in words.split(", ")}


def is_blank(text: str) -> bool:
    """Whether a cell says nothing, as “N/A” does."""
    return text.strip().casefold() in NOTHING


def status(text: str) -> Status | None:
    """Return the stage and outcome that a status names, None if that is not known."""
    return _STATUS.get(_letters(text))


def source(text: str) -> Source | None:
    return _SOURCE.get(_letters(text))


def workplace(text: str) -> Workplace | None:
    return _WORKPLACE.get(_letters(text))


def _letters(text: str) -> str:
    """Return the words alone: “2. Take-home ✅” is “take home”."""
    return " ".join(_LETTERS.findall(text.casefold()))
