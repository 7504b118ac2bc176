"""Applications: one pursuit of one role at one company, and how far it has got."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, object_session

from tracker import nouns
from tracker.dates import show_day
from tracker.errors import TrackerError
from tracker.models import Application, StageChange, Tag, fold_text
from tracker.money import Pay, show_pay
from tracker.records import criteria, find
from tracker.records.history import told_time
from tracker.records.notes import counted, tell, warn
from tracker.words import InterviewState, OfferState, Outcome, Period, Result, Stage

LEAST_YEARLY = 1000
"""Pay a year below which a slip of the pen is likelier, in whatever currency."""

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
    application = Application(stage=stage, moved_on=on, company=company, role=role)
    set_fields(application, {"company": company, "role": role, **(fields or {})})
    application.stage_changes.append(StageChange(on=on, stage=stage))
    session.add(application)
    criteria.judge(session, application, fields or {})
    session.flush()
    paid = f", {show_pay(pay)}" if (pay := nouns.application_pay(application)) else ""
    tell(
        session,
        f"Added application {application.id}: {application.title}{paid}, "
        f"{stage} on {show_day(on)}.",
    )
    _warn_of_pay(session, application)
    return application


def _warn_of_pay(session: Session, application: Application) -> None:
    pay = nouns.application_pay(application)
    figures = [one for one in (pay.low, pay.likely, pay.high) if one] if pay else []
    if pay and pay.period is Period.YEAR and max(figures) < LEAST_YEARLY:
        warn(session, f"{show_pay(pay)} is little; for thousands type 90k, for hours 60/hour.")


def set_fields(application: Application, fields: Mapping[str, Any]) -> None:
    """Set what was said of an application, but by criteria."""
    for name, value in columns(fields).items():
        if getattr(application, name) != value:  # asked first: what stood there is loaded, for undo
            setattr(application, name, value)
    if "tags" in fields:
        _set_tags(application, fields["tags"] or ())
    for name, value in keys(application.company, application.role).items():
        setattr(application, name, value)


def columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return by column what was said of an application, but by criteria and tags."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        if name in _SPREAD:
            found.update(_SPREAD[name](value))
        elif name not in _BESIDE:
            found[name] = value
    return found


def keys(company: str, role: str | None) -> dict[str, str]:
    """Return by column what an application is found by; raises TrackerError without a company."""
    company_key = fold_text(company)
    if not company_key:
        msg = "An application needs the name of a company; say it first: tracker add COMPANY."
        raise TrackerError(msg)
    return {"company_key": company_key, "search_key": fold_text(company, role)}


def _pay_columns(pay: Pay | None) -> dict[str, Any]:
    parts = (pay.low, pay.likely, pay.high, pay.currency, pay.period) if pay else (None,) * 5
    return dict(zip(_PAY, parts, strict=True))


def _other_role_columns(text: str | None) -> dict[str, Any]:
    """Take yes, no, or the name of the role that would interest the user."""
    said = (text or "").casefold()
    return {
        "other_role_wanted": None if text is None else said != "no",
        "other_role": None if said in {"", "yes", "no"} else text,
    }


_PAY = ("pay_low", "pay_likely", "pay_high", "pay_currency", "pay_period")
_SPREAD: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "pay": _pay_columns,
    "other_role": _other_role_columns,
}
"""The fields that are several columns."""
_BESIDE = {*criteria.SAID, "tags"}
"""The fields that are rows of their own."""


def _set_tags(application: Application, names: Sequence[str]) -> None:
    """Keep what stays: a tag taken away and added again would be one row too many."""
    wanted = {name.strip(): None for name in names if name.strip()}
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
        _warn_of_pay(session, application)
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
        label=described,
        likely=lambda one: (one.outcome is not None) == ended,
        exact=lambda one: one.company_key == fold_text(which),
    )


def described(application: Application) -> str:
    """Return a line that tells this application from others at the same company."""
    return f"{application.title} ({application.outcome or application.stage})"


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
