"""From the records to the decision: which coming interviews are worth going to.

The only bridge between records and scoring: it states each interview as a case, has it judged,
and keeps at hand what was known, what was assumed and what is unknown.
"""

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker import nouns
from tracker.dates import Calendar
from tracker.errors import AmbiguousError
from tracker.models import Application, Interview, Offer
from tracker.records import criteria, currency_rates, interviews, offers, results
from tracker.scoring.assembly import awaited_chance, hunt_of
from tracker.scoring.base_rates import Rates
from tracker.scoring.bounds import upper_bound
from tracker.scoring.case import Case, yearly_worth
from tracker.scoring.hunt import Hunt
from tracker.scoring.solution import ProcessSolution
from tracker.scoring.solver import MOST_STATES
from tracker.settings import Profile
from tracker.words import OfferState, Stage
from tracker.worth.cases import Reader
from tracker.worth.decided import Decided, decide
from tracker.worth.judged import InterviewWorth
from tracker.worth.means import Means, OfferWorth, Unit, currency_of, means_of
from tracker.worth.offered import OfferAdvice, advise
from tracker.worth.questions import Question, question_for
from tracker.worth.supposed import NOTHING, Supposed
from tracker.worth.undecided import UndecidedOffer, undecided

__all__ = [
    "AnswerWorth",
    "Assessment",
    "InterviewWorth",
    "Means",
    "OfferAdvice",
    "OfferWorth",
    "Question",
    "Supposed",
    "UndecidedOffer",
    "assess",
    "find_one",
]


@dataclass(frozen=True)
class AnswerWorth:
    """An application whose answer is out, and the chance of a good one after the silence so far.

    `solved` is None where it was left out of the hunt.
    """

    application: Application
    case: Case
    chance: float
    solved: ProcessSolution | None


@dataclass(frozen=True)
class Assessment:
    """The coming interviews, the most worth first, and all around them.

    `later` are interviews already fixed that depend on an earlier one of the same application,
    `answers` the answers awaited, the most worth first, and `unpriced` how many more say nothing
    of pay. `too_large` is the hunt where it has too many states to be solved. `has_accepted`: an
    offer was accepted, so that the rest can be closed. `lapsed` are offers whose deadline passed
    unanswered; `undecided` are offers in hand of which nothing can be said yet.
    """

    means: Means
    today: dt.date
    interviews: tuple[InterviewWorth, ...]
    later: tuple[Interview, ...]
    answers: tuple[AnswerWorth, ...]
    unpriced: int
    decided: Decided | None
    too_large: Hunt | None
    has_accepted: bool
    lapsed: tuple[Offer, ...]
    undecided: tuple[UndecidedOffer, ...]

    @property
    def is_too_large(self) -> bool:
        return self.too_large is not None

    @cached_property
    def bounds(self) -> tuple[float, float] | None:
        """What a hunt that is too large is worth at least and at most, over the horizon."""
        if self.too_large is None:
            return None
        sure = [self.too_large.fallback, *(offer.worth for offer in self.too_large.offers)]
        return max(sure), upper_bound(self.too_large)

    @cached_property
    def offers(self) -> tuple[OfferAdvice, ...]:
        """What to do with each offer in hand."""
        return tuple(advise(self.decided, self.means, self.today)) if self.decided else ()

    @cached_property
    def question(self) -> Question | None:
        """The one figure to ask the user for."""
        of_offers = (one.missing for one in self.undecided if one.missing and not one.refused)
        return question_for(self.interviews, of_offers)


def assess(  # noqa: PLR0913 (what it looks at, and how hard)
    session: Session,
    profile: Profile,
    calendar: Calendar,
    currency: str,
    supposed: Supposed = NOTHING,
    *,
    limit: int = MOST_STATES,
) -> Assessment:
    """Judge every coming interview; `currency` is what amounts are in if nothing says so.

    A hunt with more than `limit` states is not solved.
    """
    in_hand = [
        one for one in _open_offers(session, calendar) if one.application_id not in supposed.without
    ]
    offered = {one.application_id for one in in_hand}
    coming = [one for one in _coming(session, calendar) if one.application_id not in offered]
    accepted = list(session.scalars(offers.listed().where(Offer.state == OfferState.ACCEPTED)))
    reader = supposed.around(
        _reader(
            session, profile, calendar, coming, in_hand=in_hand, accepted=accepted, home=currency
        )
    )
    processes = _by_application(coming)
    meetings = supposed.cases(
        [(one, reader.meeting(one, next_one)) for one, next_one, _ in processes]
    )
    others = {one.application_id for one in coming} | offered
    waiting = supposed.cases(_answers(session, reader, others))
    decided, too_large = _decided(meetings, waiting, reader, supposed, limit)
    return Assessment(
        means=reader.means,
        today=calendar.today,
        interviews=tuple(sorted(_worths(meetings, decided, reader, supposed), key=_rank)),
        later=tuple(one for _, _, later in processes for one in later),
        answers=_judged(waiting, decided, reader.profile.rates),
        unpriced=sum(not case.has_pay for _, case in waiting),
        decided=decided,
        too_large=too_large,
        has_accepted=bool(accepted),
        lapsed=_lapsed(session, calendar),
        undecided=tuple(undecided(reader, is_decided=decided is not None)),
    )


def _worths(
    meetings: Sequence[tuple[Interview, Case]],
    decided: Decided | None,
    reader: Reader,
    supposed: Supposed,
) -> Iterator[InterviewWorth]:
    means, today = reader.means, reader.calendar.today
    by_case = {case.id: one for one, case in meetings}
    for one, case in meetings:
        outlook = supposed.outlook(reader, case)
        yield InterviewWorth(one, case, outlook, means, today, decided, by_case)


def _reader(  # noqa: PLR0913 (all that cases are read with)
    session: Session,
    profile: Profile,
    calendar: Calendar,
    coming: Sequence[Interview],
    *,
    in_hand: Sequence[Offer],
    accepted: Sequence[Offer],
    home: str,
) -> Reader:
    told = replace(profile, rates=_with_own_results(session, profile.rates))
    wishes = criteria.load(session)
    one = currency_of(told, [each.application for each in coming], in_hand, home)
    unit = Unit(one, currency_rates.converter(session), currency_rates.behind(session, one))
    means = means_of(told, in_hand, accepted, unit, wishes)
    return Reader(session, told, wishes, unit, means, calendar)


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


def _with_own_results(session: Session, rates: Rates) -> Rates:
    """Return the rates with how the user's own rounds and applications went."""
    rounds, answers = results.own_rounds(session), results.own_answers(session)
    own: dict[str, tuple[int, int]] = {
        kind.value: tally for kind, tally in rounds.items() if tally.decided
    }
    own |= {source.value: tally for source, tally in answers.items() if source and tally.decided}
    return Rates(rates.overrides, own)


def _decided(
    meetings: Sequence[tuple[Interview, Case]],
    waiting: Sequence[tuple[Application, Case]],
    reader: Reader,
    supposed: Supposed,
    limit: int,
) -> tuple[Decided | None, Hunt | None]:
    """Solve the hunt of what is known, or return it where it is too large to be solved."""
    if reader.means.fallback is None:
        return None, None
    known = [case for _, case in meetings if case.has_pay and case.cash_cost is not None]
    answers = [case for _, case in waiting if case.has_pay]
    outlook = supposed.outlook(reader)
    decided = decide(known, answers, outlook, limit)
    return decided, None if decided else hunt_of([*known, *answers], outlook)


def _judged(
    waiting: Sequence[tuple[Application, Case]], decided: Decided | None, rates: Rates
) -> tuple[AnswerWorth, ...]:
    solved = decided.by_id if decided else {}
    found = [
        AnswerWorth(application, case, awaited_chance(case, rates), solved.get(case.id))
        for application, case in waiting
        if case.has_pay
    ]
    return tuple(sorted(found, key=lambda one: _promising(one, rates), reverse=True))


def _promising(one: AnswerWorth, rates: Rates) -> tuple[float, float]:
    """Return what an answer is worth, to the cent, and what it pays times its chance."""
    worth = round(one.solved.option_worth, 2) if one.solved else -1.0
    return worth, one.chance * math.fsum(
        share * pay for share, pay in yearly_worth(one.case, rates)
    )


def _by_application(
    coming: Sequence[Interview],
) -> list[tuple[Interview, Interview | None, list[Interview]]]:
    """Return the first coming interview of each application, the next one, and all after it."""
    place = {one.id: number for number, one in enumerate(coming)}
    grouped = groupby(
        sorted(coming, key=lambda one: (one.application_id, place[one.id])),
        key=lambda one: one.application_id,
    )
    found = []
    for _, group in grouped:
        first, *later = group
        found.append((first, later[0] if later else None, later))
    return sorted(found, key=lambda each: place[each[0].id])


def _answers(session: Session, reader: Reader, others: set[int]) -> list[tuple[Application, Case]]:
    """Return the active applications that await an answer, and have no more than that."""
    statement = (
        select(Application)
        .where(Application.outcome.is_(None), Application.stage != Stage.SAVED)
        .options(selectinload(Application.interviews))
        .order_by(Application.id)
    )
    found = [one for one in session.scalars(statement) if one.id not in others]
    cases = [(one, reader.answer(one)) for one in found]
    return [(one, case) for one, case in cases if case is not None]


def _rank(one: InterviewWorth) -> tuple[bool, float]:
    return one.gain is None, -(one.gain or 0.0)


def _coming(session: Session, calendar: Calendar) -> list[Interview]:
    found = session.scalars(interviews.coming()).all()
    return [one for one in found if one.instant is None or one.instant >= calendar.now]


def _open_offers(session: Session, calendar: Calendar) -> list[Offer]:
    return [one for one in _unanswered(session) if nouns.is_open(one, calendar.now)]


def _lapsed(session: Session, calendar: Calendar) -> tuple[Offer, ...]:
    return tuple(one for one in _unanswered(session) if not nouns.is_open(one, calendar.now))


def _unanswered(session: Session) -> Sequence[Offer]:
    return session.scalars(offers.listed().where(Offer.state == OfferState.OPEN)).all()
