"""From the records to the decision: which coming interviews are worth going to.

The only bridge between records and scoring: it states each interview as a case, has it judged,
and keeps at hand what was known, what was assumed and what is unknown.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.dates import Calendar
from tracker.errors import AmbiguousError
from tracker.models import Interview, Offer
from tracker.records import interviews, offers
from tracker.records.profile import Profile
from tracker.words import OfferState
from tracker.worth.cases import case_of, outlook_of
from tracker.worth.judged import InterviewWorth
from tracker.worth.means import Means, OfferWorth, means_of, unit_of
from tracker.worth.questions import Question, question_for

__all__ = ["Assessment", "InterviewWorth", "Means", "OfferWorth", "Question", "assess", "find_one"]


@dataclass(frozen=True)
class Assessment:
    """The coming interviews, the most worth first, and the one figure to ask the user for."""

    means: Means
    interviews: tuple[InterviewWorth, ...]
    question: Question | None


def assess(session: Session, profile: Profile, calendar: Calendar, currency: str) -> Assessment:
    """Judge every coming interview; `currency` is what amounts are in if nothing says so."""
    coming = _coming(session, calendar)
    in_hand = _open_offers(session, calendar)
    unit = unit_of(profile, [one.application for one in coming], in_hand, currency)
    means = means_of(profile, in_hand, unit)

    def judged(one: Interview) -> InterviewWorth:
        elsewhere = means.without_offers_of(one.application_id)
        case = case_of(session, one, profile, elsewhere, calendar)
        return InterviewWorth(one, case, outlook_of(case, profile, elsewhere, calendar), elsewhere)

    ranked = sorted(map(judged, coming), key=_rank)
    return Assessment(means, tuple(ranked), question_for(ranked))


def find_one(session: Session, which: str, calendar: Calendar) -> Interview:
    """Return the interview meant by its id or name: one to come before one that is past."""
    try:
        return interviews.find_one(session, which)
    except AmbiguousError as error:
        ahead = {one.id for one in _coming(session, calendar)}
        left = [number for number, _ in error.candidates if number in ahead]
        if len(left) != 1:
            raise
        return interviews.find_one(session, str(left[0]))


def _rank(one: InterviewWorth) -> tuple[bool, float]:
    return one.gain is None, -(one.gain or 0.0)


def _coming(session: Session, calendar: Calendar) -> list[Interview]:
    found = session.scalars(interviews.coming()).all()
    return [one for one in found if one.instant is None or one.instant >= calendar.now]


def _open_offers(session: Session, calendar: Calendar) -> list[Offer]:
    found = session.scalars(offers.listed().where(Offer.state == OfferState.OPEN)).all()
    return [one for one in found if offers.is_open(one, calendar.now)]
