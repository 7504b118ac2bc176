"""Interviews: one meeting at a time, what it costs, who was met and what came of it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from tracker import nouns
from tracker.dates import Calendar, Moment, add_working_days, distance, show_day, show_moment
from tracker.errors import TrackerError
from tracker.models import Application, Attendance, Contact, Interaction, Interview
from tracker.records import applications, contacts, find
from tracker.records.notes import listed as joined
from tracker.records.notes import tell, warn
from tracker.scoring.base_rates import Rates
from tracker.words import Channel, ContactKind, InterviewState, Outcome, Result, Round, Stage

STAGE_OF = {Round.SCREEN: Stage.SCREENING, Round.ASSESSMENT: Stage.ASSESSMENT}
"""The stage that a round means; every other one is interviewing."""


class Met(NamedTuple):
    """A person met at an interview, as typed: “NAME, kind or role”."""

    name: str
    kind: ContactKind | None = None
    role: str | None = None


def parse_met(text: str) -> Met:
    """Read “Mia Chen, hiring manager” or “Mia Chen, Head of Data”."""
    name, _, rest = (part.strip() for part in text.partition(","))
    if not name:
        msg = f"“{text}” names nobody; say who it was, as in --met 'Mia Chen, peer'."
        raise TrackerError(msg)
    try:
        return Met(name, kind=ContactKind(rest.casefold()))
    except ValueError:
        return Met(name, kind=ContactKind.INTERVIEWER, role=rest or None)


def add(  # noqa: PLR0913 (what a person says in one breath)
    session: Session,
    application: Application,
    moment: Moment | None,
    *,
    round_: Round,
    calendar: Calendar,
    fields: Mapping[str, Any] | None = None,
) -> Interview:
    """Add an interview; the application moves on to its stage, an earlier round was passed."""
    interview = Interview(round=round_, state=InterviewState.SCHEDULED)
    interview.moment = moment
    application.interviews.append(interview)
    session.flush()
    tell(
        session,
        f"Added interview {interview.id}: {nouns.interview_title(interview)}, {_when(moment)}.",
        _away(moment, calendar),
    )
    set_fields(session, interview, fields or {})
    _warn_of_time(session, interview, calendar)
    held = min(moment.wall.date(), calendar.today) if moment else calendar.today
    applications.advance(session, application, _stage_of(interview), held)
    if _is_last(interview):
        applications.pass_waiting(session, application)
    session.flush()
    return interview


def _is_last(interview: Interview) -> bool:
    """Whether every other one of its application was earlier: then those were passed."""
    others = (one.instant for one in interview.application.interviews if one is not interview)
    return interview.instant is None or all(
        other is None or other <= interview.instant for other in others
    )


def next_round(application: Application) -> Round:
    """Guess the round of a new interview: the one after those that were, in the usual order."""
    held = {interview.round for interview in application.interviews}
    usual = (Round.SCREEN, Round.TECHNICAL, Round.ONSITE, Round.FINAL)
    reached = [place for place, one in enumerate(usual) if one in held]
    return usual[min(max(reached, default=-1) + 1, len(usual) - 1)]


def usual_follow_up(today: dt.date, rates: Rates) -> dt.date:
    """Return the day to write to somebody just met."""
    return add_working_days(today, int(rates["follow-up-days"]))


def _away(moment: Moment | None, calendar: Calendar) -> str:
    if moment is None:
        return ""
    day = moment.instant.astimezone(calendar.zone).date()
    return f", {distance(day, calendar.today)}"


def _when(moment: Moment | None) -> str:
    return show_moment(moment) if moment else "no time fixed yet"


def _warn_of_time(session: Session, interview: Interview, calendar: Calendar) -> None:
    moment = interview.moment
    if moment is None:
        return
    first = min(interview.application.stage_changes, key=lambda change: change.on, default=None)
    if first is not None and moment.wall.date() < first.on and first.stage is not Stage.SAVED:
        warn(
            session,
            f"That is before the application ({show_day(first.on)}), as when a recruiter "
            "calls first; it is kept all the same.",
        )
    if moment.instant <= calendar.now:
        warn(
            session,
            "That time is past.",
            f'say how it went: tracker interview done {interview.id} --met "NAME" --felt 4',
        )
    if moment.ambiguous and moment.fold == 0:
        warn(session, "The clocks change: that time comes twice, and the first is taken (--fold).")
    _warn_of_clash(session, interview)


def _warn_of_clash(session: Session, interview: Interview) -> None:
    others = session.scalars(
        coming().where(Interview.instant == interview.instant, Interview.id != interview.id)
    ).all()
    if others:
        names = joined([nouns.interview_title(other) for other in others])
        warn(session, f"At that very time you also have {names}.")


def set_fields(session: Session, interview: Interview, fields: Mapping[str, Any]) -> None:
    """Set what was said of an interview; `with_` names the contacts who will interview."""
    for name, value in fields.items():
        if name == "with_":
            _set_people(session, interview, [parse_met(text) for text in value or ()])
        elif name == "cash_cost":
            interview.cash_cost = value.amount if value else None
            interview.cost_currency = value.currency if value else None
        else:
            setattr(interview, name, value)


def _set_people(session: Session, interview: Interview, people: Sequence[Met]) -> None:
    wanted = [_contact(session, interview, met) for met in people]
    for attendance in [one for one in interview.attendances if one.contact not in wanted]:
        interview.attendances.remove(attendance)
        session.delete(attendance)
    for contact in wanted:
        attend(interview, contact)


def edit(session: Session, interview: Interview, fields: Mapping[str, Any]) -> None:
    if fields.get("result") and interview.state is not InterviewState.DONE:
        msg = (
            f"{nouns.interview_title(interview)} is {interview.state}, so nothing came of it yet; "
            f"first record it: tracker interview done {interview.id}"
        )
        raise TrackerError(msg)
    set_fields(session, interview, fields)
    session.flush()
    tell(session, f"Changed interview {interview.id}: {nouns.interview_title(interview)}.")


def reschedule(session: Session, interview: Interview, moment: Moment, calendar: Calendar) -> None:
    """Give an interview another time; one that was off is on again."""
    before = _when(interview.moment)
    is_on = interview.state is InterviewState.SCHEDULED and interview.application.outcome is None
    if is_on and interview.moment == moment:
        tell(session, f"{nouns.interview_title(interview)} is at that time already: {before}.")
        return
    interview.moment = moment
    interview.state = InterviewState.SCHEDULED
    interview.result = None
    session.flush()
    text = f"Moved {nouns.interview_title(interview)} from {before} to {show_moment(moment)}."
    tell(session, text, _away(moment, calendar))
    _warn_of_time(session, interview, calendar)
    if interview.application.outcome is not None:
        applications.advance(
            session, interview.application, interview.application.stage, calendar.today
        )


def hand_over(
    session: Session, interview: Interview, application: Application, calendar: Calendar
) -> None:
    """Make an interview one of another application, which moves on to its stage.

    The one that it was of may be too far now, if nothing else brought that to its stage.
    """
    before = interview.application
    what = f"{nouns.interview_title(interview)}, {_when(interview.moment)}"
    interview.application = application
    session.flush()
    tell(session, f"Interview {interview.id}, {what}, is now one for {application.title}.")
    stage = _stage_of(interview)
    if interview.state in {InterviewState.SCHEDULED, InterviewState.DONE}:
        applications.advance(session, application, stage, calendar.today)
    earlier = [one.stage for one in before.stage_changes if one.stage.rank < stage.rank]
    if before.stage is stage and earlier and stage not in map(_stage_of, before.interviews):
        warn(
            session,
            f"{before.title} stays at {before.stage}.",
            f"if that is too far: tracker application move {before.id} {earlier[-1]}",
        )


def _stage_of(interview: Interview) -> Stage:
    return STAGE_OF.get(interview.round, Stage.INTERVIEWING)


def done(  # noqa: PLR0913 (how an interview went is all of these)
    session: Session,
    interview: Interview,
    *,
    met: Sequence[Met],
    follow_up: dt.date,
    result: Result,
    fields: Mapping[str, Any],
    calendar: Calendar,
) -> None:
    """Record that an interview took place; everyone met becomes a contact to follow up."""
    _check_held(interview)
    interview.state = InterviewState.DONE
    interview.result = result
    set_fields(session, interview, fields)
    application = interview.application
    if application.rounds_left:
        application.rounds_left -= 1
    day = interview.moment.wall.date() if interview.moment else calendar.today
    tell(session, f"Recorded as done: {nouns.interview_title(interview)}, {show_day(day)}.")
    if interview.moment and interview.moment.instant > calendar.now:
        warn(session, "It was planned for later than now; it is kept as done all the same.")
    people = dict.fromkeys(_contact(session, interview, person) for person in met)
    held = min(day, calendar.today)
    for contact in people:
        attend(interview, contact)
        _log(session, interview, contact, held)
        if contact.follow_up is None or contact.follow_up <= held:
            contact.follow_up = follow_up
    session.flush()
    if people:
        names = joined([contact.title for contact in people])
        days = sorted({contact.follow_up or follow_up for contact in people})
        tell(session, f"Met {names}; follow-up on {joined([show_day(one) for one in days])}.")


def _check_held(interview: Interview) -> None:
    if interview.state is InterviewState.DONE:
        msg = (
            f"{nouns.interview_title(interview)} is done already; to change how it went: "
            f"tracker interview edit {interview.id}"
        )
        raise TrackerError(msg)


def _contact(session: Session, interview: Interview, met: Met) -> Contact:
    """Return the contact of that name, or part of it, at the company; made where there is none."""
    company = interview.application.company
    known = contacts.named(session, met.name, company)
    if known is None and (known := contacts.alike(session, met.name, company)):
        tell(session, f"Took {met.name} to be contact {known.id}: {known.title}.")
    if known is None:
        known = contacts.new(
            session, met.name, {"company": company, "met": nouns.interview_title(interview)}
        )
    elif known.company is None:
        contacts.set_fields(known, {"company": company})
    known.kind = known.kind or met.kind
    known.role = known.role or met.role
    return known


def attend(interview: Interview, contact: Contact) -> None:
    """Note that a contact takes part, once."""
    if all(attendance.contact is not contact for attendance in interview.attendances):
        interview.attendances.append(Attendance(contact=contact))


def _log(session: Session, interview: Interview, contact: Contact, day: dt.date) -> None:
    session.add(
        Interaction(
            contact=contact,
            application=interview.application,
            on=day,
            channel=Channel.INTERVIEW,
            notes=f"{interview.round} round for {interview.application.title}",
        )
    )


def decline(
    session: Session,
    interview: Interview,
    *,
    withdraw: bool,
    today: dt.date,
    reason: str | None = None,
) -> None:
    """Record that the user will not go; `withdraw` says whether the application ends too."""
    _call_off(session, interview, InterviewState.DECLINED)
    if withdraw and interview.application.outcome is None:
        applications.close(
            session, interview.application, Outcome.WITHDRAWN, on=today, reason=reason
        )
    elif reason:
        applications.note(session, interview.application, f"Declined: {reason}", today)


def cancel(session: Session, interview: Interview) -> None:
    """Record that they called it off."""
    _call_off(session, interview, InterviewState.CANCELLED)


def miss(session: Session, interview: Interview) -> None:
    """Record that the user did not turn up."""
    _call_off(session, interview, InterviewState.MISSED)


def _call_off(session: Session, interview: Interview, state: InterviewState) -> None:
    if interview.state is not InterviewState.SCHEDULED:
        msg = (
            f"{nouns.interview_title(interview)} is {interview.state} already; to put it back on "
            f'the calendar: tracker interview reschedule {interview.id} "fri 3pm"'
        )
        raise TrackerError(msg)
    interview.state = state
    session.flush()
    tell(session, f"{_CALLED_OFF[state]} {nouns.interview_title(interview)}.")


_CALLED_OFF = {
    InterviewState.DECLINED: "Declined the interview",
    InterviewState.CANCELLED: "They cancelled the interview",
    InterviewState.MISSED: "Missed the interview",
}


def remove(session: Session, interview: Interview) -> None:
    title, number = nouns.interview_title(interview), interview.id
    session.delete(interview)
    session.flush()
    tell(session, f"Removed interview {number}: {title}.")
    tell(session, "To bring it back: tracker undo")


def labelled(interview: Interview) -> str:
    """Return a line that tells this interview from others of the same application."""
    return f"{nouns.interview_title(interview)}, {_when(interview.moment)} ({interview.state})"


def selected() -> Select[Interview]:
    """Select interviews with their application loaded."""
    return (
        select(Interview).join(Interview.application).options(contains_eager(Interview.application))
    )


def coming() -> Select[Interview]:
    """Select the scheduled interviews, the soonest first, those without a time last."""
    return (
        selected()
        .where(Interview.state == InterviewState.SCHEDULED, Application.outcome.is_(None))
        .order_by(Interview.instant.is_(None), Interview.instant, Interview.id)
    )


def latest() -> Select[Interview]:
    """Select every interview, the latest first."""
    return selected().order_by(
        Interview.instant.is_(None).desc(), Interview.instant.desc(), Interview.id.desc()
    )


def find_one(session: Session, which: str, *, scheduled: bool = True) -> Interview:
    """Return the interview meant by its id, or by words of its company, role and round."""
    if (record := find.by_id(session, Interview, which)) is not None:
        return record
    key = Application.search_key + " " + Interview.round
    found = session.scalars(find.matching(latest(), key, which)).unique().all()
    return find.choose(
        found,
        which,
        noun="interview",
        label=labelled,
        likely=lambda one: (one.state is InterviewState.SCHEDULED) == scheduled,
        names=_names,
    )


def _names(interview: Interview) -> Iterator[find.Parts]:
    for name in applications.names(interview.application):
        yield from (name, (*name, interview.round))
