"""From the records to the decision: which coming interviews are worth going to.

The only bridge between records and scoring: it states each interview as a case, has it judged,
and keeps at hand what was known, what was assumed and what is unknown.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker import nouns
from tracker.dates import Calendar
from tracker.models import Application, Interview, Offer
from tracker.records import criteria, currency_rates, offers, results
from tracker.scoring.assembly import hunt_of
from tracker.scoring.base_rates import Rates
from tracker.scoring.bounds import added_at_most, upper_bound
from tracker.scoring.case import Case
from tracker.scoring.graph import Effort
from tracker.scoring.hunt import Hunt
from tracker.settings import Profile
from tracker.words import OfferState, Stage, Verdict
from tracker.worth.awaited import AnswerWorth, most_first
from tracker.worth.cases import Meetings, Reader, rounds
from tracker.worth.decided import ALL_STATES, Decided, beside_offers, decide
from tracker.worth.finding import find_one, still_to_come
from tracker.worth.judged import InterviewWorth
from tracker.worth.means import Means, OfferWorth, Unit, currency_of, means_of
from tracker.worth.offered import OfferAdvice, advise
from tracker.worth.pending import CENT
from tracker.worth.questions import Question, question_for
from tracker.worth.supposed import NOTHING, Supposed
from tracker.worth.undecided import UndecidedOffer, undecided
from tracker.worth.unweighed import at_once

__all__ = [
    "AnswerWorth",
    "Assessment",
    "InterviewWorth",
    "Means",
    "OfferAdvice",
    "OfferWorth",
    "Question",
    "Subject",
    "Supposed",
    "UndecidedOffer",
    "assess",
    "find_one",
]


Subject = InterviewWorth | OfferAdvice | UndecidedOffer | AnswerWorth
"""What is decided about."""


@dataclass(frozen=True)
class Assessment:
    """The coming interviews, the most worth first, and all around them.

    `later` are interviews already fixed that depend on an earlier one of the same application,
    `settled` those of companies whose offer is in hand, so that they are not weighed, and `answers`
    the answers awaited, the most worth first. `too_large` is the hunt where it has too many states
    to be solved, and `effort` what is left to spend on what else is told. `accepted` are the offers
    that were, so that the rest can be closed. `lapsed` are offers whose deadline passed unanswered;
    `undecided` are offers in hand of which nothing can be said yet.
    """

    means: Means
    today: dt.date
    interviews: tuple[InterviewWorth, ...]
    later: tuple[Interview, ...]
    settled: tuple[Interview, ...]
    answers: tuple[AnswerWorth, ...]
    decided: Decided | None
    too_large: Hunt | None
    effort: Effort
    accepted: tuple[Offer, ...]
    lapsed: tuple[Offer, ...]
    undecided: tuple[UndecidedOffer, ...]

    @property
    def unpriced(self) -> int:
        """How many of the answers awaited are from jobs that say nothing of pay."""
        return sum(not one.case.has_pay for one in self.answers)

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

    def adds_nothing(self, one: InterviewWorth) -> bool:
        """Say whether an interview of a hunt that is too large is sure to add nothing."""
        if self.too_large is None or one.solved is None or one.is_free:
            return False
        return added_at_most(self.too_large, {one.case.id}) < CENT

    def is_by_itself(self, one: InterviewWorth) -> bool:
        """Say whether its verdict looks at no other interview, and could be another with them."""
        return self.is_too_large and not (one.is_free or self.adds_nothing(one))

    def decide_by(self, one: InterviewWorth) -> dt.date | None:
        """Return the day until which its verdict can change; None where nothing can change it.

        One that is declined can change until it has to be told: if it is judged by itself, or if
        more time for an offer saves it.
        """
        if one.verdict is not Verdict.DECLINE:
            return one.decide_by
        is_open = self.is_by_itself(one) or any(one.case.id in each.saves for each in self.offers)
        return one.courteous_by if is_open else None

    @cached_property
    def offers(self) -> tuple[OfferAdvice, ...]:
        """What to do with each offer in hand."""
        return tuple(advise(self.decided, self.means, self.today)) if self.decided else ()

    def about(self, meant: Interview | Application) -> list[Subject]:
        """Return what is decided of an application, or of that of an interview.

        That is more than one thing where it made several offers.
        """
        number = meant.application_id if isinstance(meant, Interview) else meant.id
        in_hand: list[OfferAdvice | UndecidedOffer] = [*self.offers, *self.undecided]
        offered = [one for one in in_hand if _made_for(one) == number]
        if offered:
            return [*offered]
        coming = [one for one in self.interviews if one.application.id == number]
        return [*coming] or [one for one in self.answers if one.application.id == number]

    @cached_property
    def question(self) -> Question | None:
        """The one figure to ask the user for."""
        of_offers = (one.missing for one in self.undecided if one.missing and not one.refused)
        return question_for(self.interviews, of_offers)


def _made_for(one: OfferAdvice | UndecidedOffer) -> int | None:
    """Return the id of the application that an offer was made for; None if it is supposed."""
    offer = one.offer.offer if isinstance(one, OfferAdvice) else one.offer
    return offer.application_id if offer else None


def assess(  # noqa: PLR0913 (what it looks at, and how hard)
    session: Session,
    profile: Profile,
    calendar: Calendar,
    currency: str,
    supposed: Supposed = NOTHING,
    *,
    effort: Effort | None = None,
) -> Assessment:
    """Judge every coming interview; `currency` is what amounts are in if nothing says so.

    A hunt with more states than the `effort` allows is not solved: each interview is then judged
    beside the offers in hand, and what is at the same time.
    """
    in_hand = _open_offers(session, calendar, supposed)
    offered = {one.application_id for one in in_hand}
    scheduled = still_to_come(session, calendar)
    coming = [one for one in scheduled if one.application_id not in offered]
    accepted = list(session.scalars(offers.listed().where(Offer.state == OfferState.ACCEPTED)))
    known = _reader(
        session, profile, calendar, coming, in_hand=in_hand, accepted=accepted, home=currency
    )
    reader = supposed.around(known)
    processes = _by_application(coming)
    meetings = supposed.cases([(booked[0][0], reader.booked(booked)) for booked in processes])
    others = {one.application_id for one in coming} | offered
    waiting = supposed.cases(_answers(session, reader, others))
    spent = effort or Effort(ALL_STATES)
    decided, too_large = _decided(meetings, waiting, reader, supposed, spent)
    by_case = _by_case(meetings, decided, reader, supposed, spent if too_large else None)
    return Assessment(
        means=reader.means,
        today=calendar.today,
        interviews=tuple(_worths(meetings, processes, by_case, reader, supposed)),
        later=tuple(one for booked in processes for meetings in booked[1:] for one in meetings),
        settled=tuple(one for one in scheduled if one.application_id in offered),
        answers=_judged(waiting, decided, reader, supposed, has_accepted=bool(accepted)),
        decided=decided,
        too_large=too_large,
        effort=spent,
        accepted=tuple(accepted),
        lapsed=_lapsed(session, calendar),
        undecided=tuple(undecided(reader, too_large, is_decided=decided is not None)),
    )


def _worths(
    meetings: Sequence[tuple[Interview, Case]],
    processes: Sequence[Sequence[Meetings]],
    decided: Mapping[str, Decided | None],
    reader: Reader,
    supposed: Supposed,
) -> list[InterviewWorth]:
    """Return the coming interviews, the most worth first."""
    means, today = reader.means, reader.calendar.today
    by_case = {case.id: one for one, case in meetings}
    booked = {each[0][0].id: tuple(each) for each in processes}
    found = [
        InterviewWorth(
            interview=one,
            booked=booked[one.id],
            uncosted=_uncosted(booked[one.id], reader),
            application=one.application,
            case=case,
            outlook=supposed.outlook(reader, case),
            means=means,
            today=today,
            decided=decided[case.id],
            coming=by_case,
            unweighed=tuple(at_once(booked[one.id], booked.values(), reader.profile.rates)),
        )
        for one, case in meetings
    ]
    return sorted(found, key=_rank)


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
    effort: Effort,
) -> tuple[Decided | None, Hunt | None]:
    """Solve the hunt of what is known, or return it where it is too large to be solved."""
    if reader.means.fallback is None:
        return None, None
    known = _known(meetings)
    answers = [case for _, case in waiting if case.has_pay]
    outlook = supposed.outlook(reader)
    decided = decide(known, answers, outlook, effort)
    return decided, None if decided else hunt_of([*known, *answers], outlook)


def _by_case(
    meetings: Sequence[tuple[Interview, Case]],
    decided: Decided | None,
    reader: Reader,
    supposed: Supposed,
    beside: Effort | None,
) -> dict[str, Decided | None]:
    """Return what each is judged in: all of the hunt, or, with an effort for it, the offers."""
    found: dict[str, Decided | None] = {case.id: decided for _, case in meetings}
    if beside:
        found |= beside_offers(_known(meetings), supposed.outlook(reader), beside)
    return found


def _known(meetings: Sequence[tuple[Interview, Case]]) -> list[Case]:
    return [case for _, case in meetings if case.has_pay and case.has_cost]


def _judged(
    waiting: Sequence[tuple[Application, Case]],
    decided: Decided | None,
    reader: Reader,
    supposed: Supposed,
    *,
    has_accepted: bool,
) -> tuple[AnswerWorth, ...]:
    outlook = supposed.outlook(reader)
    return most_first(
        AnswerWorth(
            application=application,
            case=case,
            outlook=outlook,
            means=reader.means,
            today=reader.calendar.today,
            decided=decided,
            has_accepted=has_accepted,
        )
        for application, case in waiting
    )


def _uncosted(booked: Sequence[Meetings], reader: Reader) -> Interview | None:
    """Return the first of the interviews whose cost has no rate."""
    each = (one for meetings in booked for one in meetings)
    return next((one for one in each if reader.cash(one) is None), None)


def _by_application(coming: Sequence[Interview]) -> list[list[Meetings]]:
    """Return the coming rounds of each application, by where the first of them comes."""
    found: dict[int, list[Interview]] = {}
    for one in coming:
        found.setdefault(one.application_id, []).append(one)
    return [rounds(group) for group in found.values()]


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


def _open_offers(session: Session, calendar: Calendar, supposed: Supposed) -> list[Offer]:
    found = session.scalars(offers.listed().where(Offer.state == OfferState.OPEN))
    left = (one for one in found if one.application_id not in supposed.without)
    return [one for one in left if nouns.is_open(one, calendar.now)]


def _lapsed(session: Session, calendar: Calendar) -> tuple[Offer, ...]:
    """Return the last offer of each open application, where its deadline has passed."""
    found = session.scalars(offers.listed().where(Application.outcome.is_(None)))
    last = {one.application_id: one for one in sorted(found, key=lambda one: one.id)}
    states = {one: offers.state_now(one, calendar.now) for one in last.values()}
    return tuple(one for one, state in states.items() if state is OfferState.EXPIRED)
