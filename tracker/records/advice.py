"""What was last advised of each interview; and once it is over, what was done and came of it."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import fmean
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from tracker.models import Application, Attendance, Contact, Interview, LastAdvice
from tracker.models.base import Exact
from tracker.records import interviews, results
from tracker.words import Channel, InterviewState, Verdict

ENOUGH = 20
"""Results from which on the estimated chances are scored: fewer say more of luck than of them."""

FELT_WELL = 4
"""Of 1 to 5, how an interview has to have felt to have been worth it for that alone."""


@dataclass(frozen=True)
class Advice:
    """What was said of a coming interview; None is what could not be said.

    `gain` is money over the years, in `currency`, an ISO 4217 code; it is kept to four decimals.
    `chance` is that of passing this round, 0 to 1; `base_chance` the same from the base rates
    alone. `decide_by` is the day until which the verdict can change.
    """

    verdict: Verdict | None
    gain: Decimal | None
    currency: str | None
    chance: float | None
    base_chance: float | None
    decide_by: dt.date | None = None


@dataclass(frozen=True)
class Reviewed:
    """An interview that is over, as it was advised and as it came out.

    `passed` is whether its round was, None while that is not known. `new_people` counts those who
    were first met there.
    """

    interview: Interview
    advice: Advice
    shown_at: dt.datetime
    passed: bool | None
    new_people: int

    @property
    def went(self) -> bool:
        return self.interview.state is InterviewState.DONE

    @property
    def was_worth_it(self) -> bool | None:
        """Whether it was passed, felt well or led to somebody new.

        None while its result may still make it so, and for one that the user did not go to.
        """
        if not self.went:
            return None
        felt_well = (self.interview.felt or 0) >= FELT_WELL
        return True if self.passed or felt_well or self.new_people else self.passed


class Forecast(NamedTuple):
    """What was estimated of a round, and whether it was passed; chances from 0 to 1."""

    chance: float
    base_chance: float | None
    passed: bool


@dataclass(frozen=True)
class Calibration:
    """How near the estimated chances of passing came to what happened, as Brier scores.

    The Brier score is the mean of (chance - happened)², where happened is 1 or 0: 0 is perfect,
    0.25 is what a coin says. `brier` is that of the chances as they were estimated, `base_brier`
    that of the base rates alone; None where one of the `results` has none to compare.

    Source: Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather
    Review 78, 1950, here over one of the two events.
    """

    results: int
    brier: float
    base_brier: float | None


def news(session: Session, now: dt.datetime, advised: Mapping[int, Advice]) -> dict[int, Advice]:
    """Return what of this was not yet shown as it is on this day; all is by the interview's id."""
    known = {row.interview_id: row for row in _rows(session, advised)}
    kept = {number: _kept(advice) for number, advice in advised.items()}
    return {
        number: advice
        for number, advice in kept.items()
        if (row := known.get(number)) is None
        or _advice(row) != advice
        or row.shown_at.date() < now.astimezone(dt.UTC).date()
    }


def remember(session: Session, now: dt.datetime, advised: Mapping[int, Advice]) -> None:
    """Keep what was shown of each interview, by its id, in place of what was shown before.

    What was shown on the same day as it is now is not written again. None of this is part of the
    history: to look changes nothing that could be undone. Raises TrackerError for a gain too large
    to be kept.
    """
    for number, advice in news(session, now, advised).items():
        row = session.get(LastAdvice, number)
        if row is None:
            row = LastAdvice(interview_id=number)
            session.add(row)
        row.verdict, row.decide_by = advice.verdict, advice.decide_by
        row.gain, row.currency = advice.gain, advice.currency
        row.chance, row.base_chance, row.shown_at = advice.chance, advice.base_chance, now
    session.flush()


def last_shown(session: Session, interview_ids: Collection[int]) -> dict[int, Advice]:
    """Return what was last shown of these interviews, by id; one never shown is left out."""
    return {row.interview_id: _advice(row) for row in _rows(session, interview_ids)}


def of_coming() -> Select[LastAdvice]:
    """Select what was last shown of the interviews that are still scheduled."""
    return (
        select(LastAdvice)
        .join(Interview, Interview.id == LastAdvice.interview_id)
        .where(Interview.state == InterviewState.SCHEDULED)
        .order_by(LastAdvice.interview_id)
    )


def _rows(session: Session, interview_ids: Collection[int]) -> Iterable[LastAdvice]:
    chosen = LastAdvice.interview_id.in_(list(interview_ids))
    return session.scalars(select(LastAdvice).where(chosen))


def _kept(advice: Advice) -> Advice:
    """Return advice as it is kept."""
    return advice if advice.gain is None else replace(advice, gain=round(advice.gain, Exact.places))


def _advice(row: LastAdvice) -> Advice:
    return Advice(row.verdict, row.gain, row.currency, row.chance, row.base_chance, row.decide_by)


def reviewed(session: Session) -> list[Reviewed]:
    """Return every interview that is over and of which anything was advised, the latest first.

    Over is one that was done, declined, cancelled or missed.
    """
    application = contains_eager(Interview.application)
    contact = selectinload(Interview.attendances).selectinload(Attendance.contact)
    statement = (
        interviews.latest()
        .where(Interview.state != InterviewState.SCHEDULED)
        .add_columns(LastAdvice)
        .join(LastAdvice, LastAdvice.interview_id == Interview.id)
        .options(application.selectinload(Application.interviews))
        .options(application.selectinload(Application.offers))
        .options(contact.selectinload(Contact.attendances).selectinload(Attendance.interview))
        .options(contact.selectinload(Contact.interactions))
    )
    return [_reviewed(*row) for row in session.execute(statement)]


def kept(found: Iterable[Reviewed]) -> list[Reviewed]:
    """Return those that it said to keep and the user went to."""
    return [one for one in found if one.went and one.advice.verdict is Verdict.KEEP]


def against(found: Iterable[Reviewed]) -> list[Reviewed]:
    """Return those that it said to decline or redirect, and the user went to all the same."""
    off = {Verdict.DECLINE, Verdict.REDIRECT}
    return [one for one in found if one.went and one.advice.verdict in off]


def _reviewed(interview: Interview, row: LastAdvice) -> Reviewed:
    went = interview.state is InterviewState.DONE
    return Reviewed(
        interview=interview,
        advice=_advice(row),
        shown_at=row.shown_at,
        passed=results.by_interview(interview.application).get(interview.id),
        new_people=_new_people(interview) if went else 0,
    )


def _new_people(interview: Interview) -> int:
    return sum(_is_new(attendance.contact, interview) for attendance in interview.attendances)


def _is_new(contact: Contact, interview: Interview) -> bool:
    """Tell whether an interview was the first exchange with somebody."""
    day = interview.wall.date() if interview.wall else dt.date.min
    talked = any(
        one.channel is not Channel.INTERVIEW and one.on < day for one in contact.interactions
    )
    others = (one.interview for one in contact.attendances if one.interview is not interview)
    met = any(
        other.state is InterviewState.DONE and results.is_later(interview, other)
        for other in others
    )
    return not talked and not met


def forecasts(found: Iterable[Reviewed]) -> list[Forecast]:
    """Return the estimated chances whose result is known by now, one for each round."""
    known = {
        results.round_of(one.interview): Forecast(
            one.advice.chance, one.advice.base_chance, one.passed
        )
        for one in found
        if one.advice.chance is not None and one.passed is not None
    }
    return list(known.values())


def calibration(found: Iterable[Reviewed]) -> Calibration | None:
    """Score the estimated chances of passing a round; None while fewer than ENOUGH are known."""
    known = forecasts(found)
    if len(known) < ENOUGH:
        return None
    base = [(one.base_chance, one.passed) for one in known if one.base_chance is not None]
    return Calibration(
        results=len(known),
        brier=_brier([(one.chance, one.passed) for one in known]),
        base_brier=_brier(base) if len(base) == len(known) else None,
    )


def _brier(estimates: Sequence[tuple[float, bool]]) -> float:
    return fmean((chance - passed) ** 2 for chance, passed in estimates)
