"""Each coming interview, and each answer that is out, as a case: what is known of it."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker import nouns
from tracker.dates import Calendar, Moment
from tracker.models import Application, Attendance, Contact, Interaction, Interview
from tracker.money import yearly
from tracker.records.criteria import Criteria
from tracker.records.results import is_later, round_of
from tracker.scoring.case import Awaited, Case, Outlook
from tracker.scoring.facts import hour_value, interview_hours, practice_odds, spread
from tracker.scoring.hunt import OfferInHand, Practice
from tracker.settings import Profile
from tracker.words import InterviewState, Result, Round, Source, Stage, Tier
from tracker.worth.means import Means, OfferWorth, Unit, lacking, taste_of

UNDATED_DAYS = 7
"""Days until an interview whose time is not fixed yet; a judgement, named where it counts."""

ROUND_AT = {
    Stage.SCREENING: Round.SCREEN,
    Stage.ASSESSMENT: Round.ASSESSMENT,
    Stage.INTERVIEWING: Round.ONSITE,
}
"""The round whose answer is awaited where a stage was reached and no interview was recorded."""

KEY_OF = {
    Source.REFERRAL: "chance-application-referral",
    Source.RECRUITER: "chance-application-recruiter",
}
"""The default for the chance of hearing back, by source; any other is that of a posting."""


Meetings = tuple[Interview, ...]
"""The coming meetings of one round, the soonest first."""


@dataclass(frozen=True)
class Reader:
    """What cases are read with: the records, the profile, the clock, the unit of money."""

    session: Session
    profile: Profile
    criteria: Criteria
    unit: Unit
    means: Means
    calendar: Calendar

    def outlook(self, case: Case | None = None) -> Outlook:
        """Return what holds around the cases.

        An hour that nothing prices is priced by the pay of the case that is judged by itself.
        """
        rates, priced = self.profile.rates, self.means.hour_value
        if priced is None and case is not None and case.has_pay:
            _, (_, likely), _ = spread(case.low, case.likely, case.high, None, rates)
            priced = hour_value(None, likely, rates)
        tolerance, weekly = self.profile.risk_tolerance, self.profile.weekly_hours
        return Outlook(
            years=self.means.years,
            rates=rates,
            fallback=self.means.fallback,
            hour_value=priced,
            is_hour_stated=self.means.hour_from == "as you said",
            offers=tuple(self._in_hand(one) for one in self.means.offers),
            practice=self._practice(),
            weekly_hours=None if weekly is None else float(weekly),
            hours_used=self._hours_used(),
            weekday=self.calendar.today.weekday(),
            risk_tolerance=self.unit.amount(tolerance.amount, tolerance.currency)
            if tolerance
            else None,
        )

    def last_day(self, until: Moment | None) -> dt.date | None:
        """Return the last day to answer an offer; None where it has no deadline."""
        return None if until is None else nouns.last_day(until, self.calendar)

    def _in_hand(self, one: OfferWorth) -> OfferInHand:
        last = self.last_day(one.until)
        return OfferInHand(one.worth, None if last is None else self._days(last))

    def booked(self, rounds: Sequence[Meetings]) -> Case:
        """Return the coming rounds of one application as the case of the first."""
        cases: list[Case] = []
        for meetings in rounds:
            earliest = self._earliest(meetings[0], cases[-1]) if cases else 0
            cases.append(self._round(meetings, earliest))
        first, *following = cases
        return replace(first, following=tuple(following))

    def _earliest(self, one: Interview, before: Case) -> int:
        """Return the first day of the round after another: without a time it is not booked yet."""
        if one.instant is not None:
            return before.day + 1
        return before.day + before.response_days + int(self.profile.rates["gap-days"])

    def _round(self, meetings: Meetings, earliest: int) -> Case:
        one, *more = meetings
        day = max(self._day(one), earliest)
        local = one.instant.astimezone(self.calendar.zone) if one.instant else None
        return self._case(
            one.application,
            id=str(one.id),
            round=one.round,
            day=day,
            start=local.hour * 60 + local.minute if local else None,
            response_days=self._response(meetings, day),
            own_chance=_float(_last(each.chance for each in meetings)),
            prepare=_float(_sum(each.prepare_hours for each in meetings)),
            travel=_float(_sum(each.travel_hours for each in meetings)),
            minutes=one.minutes,
            more_minutes=tuple(each.minutes for each in more),
            cash_cost=self._cash(meetings),
            done_alike=_done_alike(self.session, one.application.tier, one.round),
            new_people=_new_people(self.session, meetings),
            wants_other_role=bool(one.application.other_role_wanted),
        )

    def answer(self, application: Application) -> Case | None:
        """Return an application as a case that awaits an answer; None where it awaits none.

        None is awaited once an offer was made, after a no, or where the latest interview did not
        take place. One whose time is past did, unless the user said otherwise.
        """
        held = [one for one in application.interviews if self._took_place(one)]
        last, latest = _latest(held), _latest(application.interviews)
        if application.stage is Stage.OFFERED or (last and last.result is Result.FAILED):
            return None
        if latest and (last is None or round_of(latest) != round_of(last)):
            return None
        round_ = last.round if last else ROUND_AT.get(application.stage, Round.SCREEN)
        awaited = self._awaited(application, last)
        return self._case(
            application,
            id=f"application {application.id}",
            round=round_,
            day=awaited.day,
            response_days=0,
            awaited=awaited,
            own_chance=_float(last.chance) if last else None,
        )

    def _case(self, application: Application, **of_meeting: Any) -> Case:  # noqa: ANN401 (fields)
        low, likely, high = self._pay(application)
        return Case(
            **of_meeting,
            rounds_left=application.rounds_left,
            hiring=application.hiring,
            low=low,
            likely=likely,
            high=high,
            least=self.means.least,
            taste=taste_of(application, self.criteria),
            lacks=lacking(application, self.criteria),
            enthusiasm=application.enthusiasm,
            knowledge=application.knowledge,
            clarity=self.profile.clarity,
        )

    def _awaited(self, application: Application, last: Interview | None) -> Awaited:
        rates = self.profile.rates
        is_round = last is not None or application.stage in ROUND_AT
        mean = rates["answer-days-round" if is_round else "answer-days-application"]
        since = last.wall.date() if last and last.wall else application.moved_on
        due = last.answer_due if last else None
        silent, day = max(-self._days(max(since, due or since)), 0), max(math.ceil(mean), 1)
        if due is not None and due >= self.calendar.today:
            day = self._days(due)
        if last is not None and last.result is Result.PASSED:
            return Awaited(day=1, silent=0, mean=mean, passed=True)
        if is_round:
            return Awaited(day=day, silent=silent, mean=mean)
        key = KEY_OF.get(application.source or Source.POSTING, "chance-application-posting")
        return Awaited(day, silent, mean, key=key, source=application.source or "")

    def _took_place(self, one: Interview) -> bool:
        is_past = one.instant is not None and one.instant < self.calendar.now
        return one.state is InterviewState.DONE or (
            one.state is InterviewState.SCHEDULED and is_past
        )

    def _attended(self, since: dt.date) -> list[Interview]:
        """Return the interviews that took place from a day on, recorded or not."""
        statement = select(Interview).where(Interview.wall >= _midnight(since))
        return [one for one in self.session.scalars(statement) if self._took_place(one)]

    def _practice(self) -> Practice:
        rates = self.profile.rates
        since = self.calendar.today - dt.timedelta(days=rates["practice-days"])
        had = Counter(one.round.value for one in self._attended(since))
        odds = practice_odds(self.profile.rusty, rates)
        return Practice(odds, int(rates["practice-cap"]), tuple(sorted(had.items())))

    def _hours_used(self) -> float:
        """Return the hours that interviews took since Monday."""
        monday = self.calendar.today - dt.timedelta(days=self.calendar.today.weekday())
        return math.fsum(
            interview_hours(
                one.round,
                _float(one.prepare_hours),
                _float(one.travel_hours),
                [one.minutes],
                self.profile.rates,
            )[0]
            for one in self._attended(monday)
        )

    def _days(self, day: dt.date) -> int:
        return (day - self.calendar.today).days

    def _day(self, one: Interview) -> int:
        if one.instant is None:
            return UNDATED_DAYS
        return max(self._days(one.instant.astimezone(self.calendar.zone).date()), 0)

    def _response(self, meetings: Meetings, day: int) -> int:
        """Return the days from `day` to the answer, which comes after the last meeting."""
        last = max(day, *(self._day(one) for one in meetings))
        due = max((one.answer_due for one in meetings if one.answer_due), default=None)
        if due is None:
            return last - day + int(self.profile.rates["answer-days-round"])
        return max(self._days(due), last) - day

    def _cash(self, meetings: Meetings) -> float | None:
        """Return what a round costs in cash; None while a part of it has no rate."""
        costs = [self.cash(one) for one in meetings]
        known = [cost for cost in costs if cost is not None]
        return math.fsum(known) if len(known) == len(costs) else None

    def cash(self, one: Interview) -> float | None:
        """Return what an interview costs in cash; None where that has no rate."""
        return self.unit.amount(one.cash_cost, one.cost_currency) if one.cash_cost else 0.0

    def _pay(self, application: Application) -> tuple[float | None, float | None, float | None]:
        pay = nouns.application_pay(application)
        if pay is None:
            return None, None, None
        low, likely, high = (
            None if amount is None else self.unit.amount(yearly(amount, pay.period), pay.currency)
            for amount in (pay.low, pay.likely, pay.high)
        )
        return low, likely, high


def _latest(found: Sequence[Interview]) -> Interview | None:
    return (
        reduce(lambda one, other: other if is_later(other, one) else one, found) if found else None
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


def _last(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the last that is stated."""
    return reduce(lambda one, other: one if other is None else other, values)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of what is stated."""
    stated = [value for value in values if value is not None]
    return sum(stated, Decimal()) if stated else None


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _done_alike(session: Session, tier: Tier | None, round_: Round) -> int:
    """Count the interviews done at the same tier and round."""
    statement = (
        select(func.count())
        .select_from(Interview)
        .join(Interview.application)
        .where(Interview.state == InterviewState.DONE, Interview.round == round_)
        .where(Application.tier == tier if tier else Application.tier.is_(None))
    )
    return session.scalar(statement) or 0


def _new_people(session: Session, meetings: Meetings) -> int | None:
    """Return how many people would be met for the first time; None while nobody is named."""
    named = [attendance.contact_id for one in meetings for attendance in one.attendances]
    if not named and all(one.people is None for one in meetings):
        return None
    met = (
        select(func.count(Contact.id.distinct()))
        .join(Attendance, Attendance.contact_id == Contact.id)
        .join(Interaction, Interaction.contact_id == Contact.id)
        .where(Attendance.interview_id.in_([one.id for one in meetings]))
    )
    again = len(named) - len(set(named))
    people = sum(one.people or len(one.attendances) for one in meetings)
    return max(people - again - (session.scalar(met) or 0), 0)


def rounds(coming: Sequence[Interview]) -> list[Meetings]:
    """Return the coming interviews of one application, in their order, by the round they are of.

    Those of one kind that follow on each other are meetings of one round, unless an answer is
    stated to come between them.
    """
    found: list[list[Interview]] = []
    for one in coming:
        if found and _is_one_round(found[-1][-1], one):
            found[-1].append(one)
        else:
            found.append([one])
    return [tuple(meetings) for meetings in found]


def _is_one_round(one: Interview, after: Interview) -> bool:
    answered = one.answer_due and after.wall and one.answer_due < after.wall.date()
    return one.round is after.round and not answered
