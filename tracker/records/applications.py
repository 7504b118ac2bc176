"""Applications: one pursuit of one role at one company, and how far it has got."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, object_session

from tracker import nouns
from tracker.dates import show_day
from tracker.errors import TrackerError
from tracker.folding import fold_text
from tracker.models import Application, StageChange, Tag
from tracker.records import criteria, find, new_applications
from tracker.records.by_session import SessionPen
from tracker.records.history import told_time
from tracker.records.new_applications import columns, keys, tags, warn_of_pay
from tracker.records.notes import counted, tell, warn
from tracker.words import InterviewState, OfferState, Outcome, Result, Stage

FAILED_BY = {Outcome.REJECTED: Result.FAILED}


def add(  # noqa: PLR0913 (what a person says in one breath)
    session: Session,
    company: str,
    role: str | None,
    *,
    on: dt.date,
    stage: Stage = Stage.APPLIED,
    fields: Mapping[str, Any] | None = None,
) -> Application:
    """Add an application whose stage has held since `on`."""
    pen = SessionPen(session)
    number = new_applications.add(pen, company, role, on=on, stage=stage, fields=fields)
    return session.get_one(Application, number)


def set_fields(application: Application, fields: Mapping[str, Any]) -> None:
    """Set what was said of an application, but by criteria."""
    for name, value in columns(fields).items():
        if getattr(application, name) != value:  # asked first: what stood there is loaded, for undo
            setattr(application, name, value)
    if "tags" in fields:
        _set_tags(application, fields["tags"])
    for name, value in keys(application.company, application.role).items():
        setattr(application, name, value)


def _set_tags(application: Application, names: Sequence[str] | None) -> None:
    """Keep what stays: a tag taken away and added again would be one row too many."""
    wanted = tags(names)
    for tag in [tag for tag in application.tags if tag.name not in wanted]:
        application.tags.remove(tag)
        if (session := object_session(tag)) is not None:
            session.delete(tag)
    had = {tag.name for tag in application.tags}
    application.tags.extend(Tag(name=name) for name in wanted if name not in had)


def edit(session: Session, application: Application, fields: Mapping[str, Any]) -> None:
    set_fields(application, fields)
    criteria.judge(session, application, fields)
    session.flush()
    if "pay" in fields:
        warn_of_pay(session, nouns.application_pay(application))
    tell(session, f"Changed application {application.id}: {application.title}.")


def find_one(
    session: Session, which: str, *, ended: bool = False, noun: str = "application"
) -> Application:
    """Return the application meant; `ended` says whether an ended one is the likelier."""
    if (record := find.by_id(session, Application, which)) is not None:
        return record
    named_less = Application.company_key != fold_text(which)
    latest = select(Application).order_by(
        named_less, Application.moved_on.desc(), Application.id.desc()
    )
    found = session.scalars(
        find.matching(latest, Application.search_key, which)  # type: ignore[arg-type]
    ).all()
    return find.choose(
        found,
        which,
        noun=noun,
        label=nouns.application_described,
        likely=lambda one: (one.outcome is not None) == ended,
        names=names,
    )


def names(application: Application) -> Iterator[find.Parts]:
    """Yield all that an application is called in full."""
    yield (application.company,)
    yield application.company, application.role


def active() -> Select[Application]:
    """Select the open applications, the latest moved first."""
    latest = select(Application).order_by(Application.moved_on.desc(), Application.id.desc())
    return latest.where(Application.outcome.is_(None))


def move(  # noqa: PLR0913 (a change of stage is all of these)
    session: Session,
    application: Application,
    stage: Stage,
    *,
    on: dt.date,
    outcome: Outcome | None = None,
    reason: str | None = None,
) -> None:
    """Record a stage and outcome from `on`; the latest day decides what holds now."""
    application.stage_changes.append(
        StageChange(on=on, stage=stage, outcome=outcome, reason=reason)
    )
    latest = max(
        enumerate(application.stage_changes), key=lambda numbered: (numbered[1].on, numbered[0])
    )[1]
    application.stage = latest.stage
    application.outcome = latest.outcome
    application.moved_on = latest.on
    session.flush()


def move_to(
    session: Session,
    application: Application,
    stage: Stage,
    *,
    on: dt.date,
    reason: str | None = None,
) -> None:
    """Move an application by hand: forwards, or backwards with a word of warning."""
    if application.outcome is not None:
        msg = (
            f"{application.title} has ended ({application.outcome}); reopen it first: "
            f"tracker application reopen {application.id}"
        )
        raise TrackerError(msg)
    before = application.stage
    early = stage is not Stage.SAVED and _save_by(application, on)
    move(session, application, stage, on=on, reason=reason)
    said = f"{application.title}: {stage} on {show_day(on)}"
    if application.moved_on > on:
        since = f"{application.stage} since {show_day(application.moved_on)}"
        tell(session, f"{said}, before what came later: it stays {since}.")
        return
    also = ", now dated that day too, as it cannot be later" if early else ""
    tell(session, f"{said} (was {before}{also}).")
    if stage.rank < before.rank:
        warn(session, f"That is a step back, from {before} to {stage}.")


def _save_by(application: Application, on: dt.date) -> bool:
    """Where all that came later is that it was saved, date that to the day on which it went on.

    Return whether there was such.
    """
    later = [change for change in application.stage_changes if change.on > on]
    if any(change.stage is not Stage.SAVED for change in later):
        return False
    for change in later:
        change.on = on
    return bool(later)


def advance(session: Session, application: Application, stage: Stage, on: dt.date) -> None:
    """Move an application at least as far as `stage`, reopening it, and say so."""
    if application.outcome is not None:
        warn(session, f"{application.title} had ended ({application.outcome}); it is open again.")
        further = max(stage, application.stage, key=lambda one: one.rank)
        move(session, application, further, on=max(on, application.moved_on))
    elif stage.rank > application.stage.rank:
        before = application.stage
        move(session, application, stage, on=max(on, application.moved_on))
        tell(session, f"{application.title} moved from {before} to {stage}.")


def pass_waiting(session: Session, application: Application) -> None:
    """Count the rounds whose answer was awaited as passed: a further step says so."""
    for interview in application.interviews:
        if interview.result is Result.WAITING:
            interview.result = Result.PASSED
            tell(session, f"Its {interview.round} interview counts as passed.")


def close(
    session: Session,
    application: Application,
    outcome: Outcome,
    *,
    on: dt.date,
    reason: str | None = None,
) -> None:
    """End an application, and with it its coming interviews and open offers."""
    if application.outcome is not None:
        msg = (
            f"{application.title} ended already ({application.outcome} on "
            f"{show_day(application.moved_on)}); to correct it, reopen it first: "
            f"tracker application reopen {application.id}"
        )
        raise TrackerError(msg)
    move(
        session,
        application,
        application.stage,
        on=max(on, application.moved_on),
        outcome=outcome,
        reason=reason,
    )
    if on < application.moved_on:
        moved = show_day(application.moved_on)
        warn(session, f"Dated {moved} instead, because it was {application.stage} until then.")
    tell(session, f"Closed {application.title}: {outcome} on {show_day(application.moved_on)}.")
    _end_interviews(session, application, outcome)
    _end_offers(session, application, outcome)


def _end_interviews(session: Session, application: Application, outcome: Outcome) -> None:
    ours = outcome in {Outcome.ACCEPTED, Outcome.DECLINED, Outcome.WITHDRAWN}
    for interview in application.interviews:
        to_come = interview.instant is None or interview.instant > told_time(session)
        if interview.state is InterviewState.SCHEDULED and to_come:
            interview.state = InterviewState.DECLINED if ours else InterviewState.CANCELLED
            tell(session, f"Its {interview.round} interview is {interview.state}.")
        elif interview.result is Result.WAITING and outcome in FAILED_BY:
            interview.result = FAILED_BY[outcome]


def _end_offers(session: Session, application: Application, outcome: Outcome) -> None:
    ours = outcome in {Outcome.DECLINED, Outcome.WITHDRAWN}
    for offer in application.offers:
        if offer.state is OfferState.OPEN and outcome is not Outcome.ACCEPTED:
            offer.state = OfferState.DECLINED if ours else OfferState.RESCINDED
            tell(session, f"Its offer is {offer.state}.")


def reopen(
    session: Session, application: Application, *, on: dt.date, reason: str | None = None
) -> None:
    """Make an ended application active again, at the stage it had reached."""
    if application.outcome is None:
        msg = f"{application.title} is open ({application.stage}); there is nothing to reopen."
        raise TrackerError(msg)
    ended = application.outcome
    move(session, application, application.stage, on=max(on, application.moved_on), reason=reason)
    tell(session, f"Reopened {application.title}: {application.stage} again (was {ended}).")
    for offer in application.offers:
        if offer.state is OfferState.ACCEPTED:
            offer.state = OfferState.OPEN
            tell(session, "Its accepted offer is open again.")


def note(session: Session, application: Application, text: str, on: dt.date) -> None:
    """Add a dated line to the notes."""
    if not text.strip():
        msg = f'A note needs words, as in: tracker application note {application.id} "called back"'
        raise TrackerError(msg)
    line = f"{on.isoformat()}: {text}"
    application.notes = f"{application.notes}\n{line}" if application.notes else line
    session.flush()
    tell(session, f"Noted on {application.title}.")


def remove(session: Session, application: Application) -> None:
    """Remove an application with its interviews and offers; people and exchanges stay."""
    parts = [
        counted(len(records), noun)
        for records, noun in ((application.interviews, "interview"), (application.offers, "offer"))
        if records
    ]
    along = f" with {' and '.join(parts)}" if parts else ""
    title, number = application.title, application.id
    session.delete(application)
    session.flush()
    tell(session, f"Removed application {number}: {title}{along}.")
    tell(session, "To bring it back: tracker undo")
