"""Offers: terms, and until when they stand."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, inspect, select
from sqlalchemy.orm import Session, contains_eager

from tracker import nouns
from tracker.dates import Calendar, Moment, distance, show_moment
from tracker.errors import TrackerError
from tracker.models import Application, Offer
from tracker.money import Pay, yearly
from tracker.records import applications, find
from tracker.records.notes import counted, tell, warn
from tracker.words import InterviewState, OfferState, Outcome, Stage

AMOUNTS = ("bonus", "equity", "benefits", "signing")
"""What comes on top of the pay, in the same currency."""


def add(  # noqa: PLR0913 (terms are all of these)
    session: Session,
    application: Application,
    pay: Pay,
    *,
    until: Moment | None,
    calendar: Calendar,
    fields: Mapping[str, Any] | None = None,
) -> Offer:
    """Add an offer; the application moves to offered. One already past is kept as expired."""
    past = until is not None and until.instant <= calendar.now
    offer = Offer(state=OfferState.EXPIRED if past else OfferState.OPEN, received=calendar.today)
    set_fields(offer, {"pay": pay, **(fields or {})})
    offer.moment = until
    application.offers.append(offer)
    session.flush()
    tell(session, f"Added offer {offer.id}: {_standing(offer)}.", _away(offer, calendar))
    if past:
        warn(session, "Its deadline has passed, so it is kept as expired.")
    applications.advance(session, application, Stage.OFFERED, offer.received)
    applications.pass_waiting(session, application)
    session.flush()
    if not past:
        _mention_booked(session, application, calendar)
    return offer


def _mention_booked(session: Session, application: Application, calendar: Calendar) -> None:
    """Point out the interviews that an offer makes unnecessary."""
    for one in application.interviews:
        is_past = one.instant is not None and one.instant < calendar.now
        if one.state is InterviewState.SCHEDULED and not is_past:
            when = f", {show_moment(one.moment)}," if one.moment else ""
            tell(
                session,
                f"{nouns.interview_title(one)}{when} is still booked, and does not count any more; "
                f"if it is off: tracker interview cancel {one.id}",
            )


def set_fields(offer: Offer, fields: Mapping[str, Any]) -> None:
    """Set what was said of an offer; one-off and yearly amounts are in the pay's currency."""
    for name, value in fields.items():
        if name == "pay":
            _set_pay(offer, value)
        elif name in AMOUNTS:
            _check_currency(offer, name, value)
            setattr(offer, name, value.amount if value else None)
        else:
            setattr(offer, name, value)
    _check_rest(offer, fields)


def _set_pay(offer: Offer, pay: Pay | None) -> None:
    if pay is None or pay.likely is None:
        msg = "An offer names one figure; say what they would pay, as in 150k or 60/hour."
        raise TrackerError(msg)
    offer.pay, offer.currency, offer.period = pay.likely, pay.currency, pay.period


def _check_rest(offer: Offer, fields: Mapping[str, Any]) -> None:
    """Refuse pay in another currency than the amounts that stay."""
    was = inspect(offer).attrs.currency.history.deleted
    stays = [name for name in AMOUNTS if getattr(offer, name) and name not in fields]
    if was and was[0] != offer.currency and stays:
        msg = f"The {stays[0]} stays in {was[0]}; give it in {offer.currency} as well, or clear it."
        raise TrackerError(msg)


def _check_currency(offer: Offer, name: str, value: Any) -> None:  # noqa: ANN401 (Money or None)
    if value and value.currency != offer.currency:
        msg = (
            f"The {name} is in {value.currency} but the pay in {offer.currency}; "
            "give both in one currency."
        )
        raise TrackerError(msg)


def edit(session: Session, offer: Offer, fields: Mapping[str, Any], calendar: Calendar) -> None:
    set_fields(offer, fields)
    session.flush()
    tell(session, f"Changed offer {offer.id}: {_standing(offer)}.", _away(offer, calendar))


def accept(
    session: Session,
    offer: Offer,
    calendar: Calendar,
    *,
    on: dt.date | None = None,
    reason: str | None = None,
) -> None:
    """Accept an offer: its application ends well, its other offers are declined."""
    _check_open(offer)
    if not nouns.is_open(offer, calendar.now):
        msg = (
            f"The offer of {nouns.offer_title(offer)} has lapsed; if they still stand by it, "
            f"give it another deadline first: tracker offer extend {offer.id} friday"
        )
        raise TrackerError(msg)
    offer.state = OfferState.ACCEPTED
    tell(session, f"Accepted the offer of {nouns.offer_title(offer)}.")
    tell(session, "Congratulations!")
    for other in offer.application.offers:
        if other is not offer and other.state is OfferState.OPEN:
            other.state = OfferState.DECLINED
    if offer.application.outcome is None:
        applications.close(
            session, offer.application, Outcome.ACCEPTED, on=on or calendar.today, reason=reason
        )
    _warn_of_accepted(session, offer)


def _warn_of_accepted(session: Session, offer: Offer) -> None:
    before = session.scalars(
        listed().where(Offer.state == OfferState.ACCEPTED, Offer.id != offer.id).limit(1)
    ).first()
    if before is not None:
        warn(session, f"You had accepted another offer, that of {nouns.offer_title(before)}.")


def close_others(session: Session, offer: Offer, *, today: dt.date) -> None:
    """Withdraw every other active application."""
    for application in others_active(session, offer):
        is_offered = any(one.state is OfferState.OPEN for one in application.offers)
        outcome = Outcome.DECLINED if is_offered else Outcome.WITHDRAWN
        applications.close(session, application, outcome, on=today, reason="accepted another offer")


def mention_others(session: Session, number: int) -> None:
    still = counted(number, "other application")
    verb = "is" if number == 1 else "are"
    tell(
        session, f"{still} {verb} still open; to end one: tracker application close WHICH withdrawn"
    )


def others_active(session: Session, offer: Offer) -> Sequence[Application]:
    statement = applications.active().where(Application.id != offer.application_id)
    return session.scalars(statement).all()


def decline(session: Session, offer: Offer, *, today: dt.date, reason: str | None) -> None:
    """Decline an offer; the application ends with it, unless another offer of it is open."""
    _check_open(offer)
    offer.state = OfferState.DECLINED
    session.flush()
    tell(session, f"Declined the offer of {nouns.offer_title(offer)}.")
    application = offer.application
    still_open = any(one.state is OfferState.OPEN for one in application.offers)
    if application.outcome is None and not still_open:
        applications.close(session, application, Outcome.DECLINED, on=today, reason=reason)


def extend(session: Session, offer: Offer, until: Moment, calendar: Calendar) -> None:
    """Give an offer another deadline; one that was off is open again, and its application."""
    if offer.state is OfferState.ACCEPTED:
        _check_open(offer)
    if until.instant <= calendar.now:
        msg = f"{show_moment(until)} is past; give a deadline that is still to come."
        raise TrackerError(msg)
    before = show_moment(offer.moment) if offer.moment else "no deadline"
    offer.moment = until
    offer.state = OfferState.OPEN
    session.flush()
    tell(
        session,
        f"Extended offer {offer.id} (was {before}): {_standing(offer)}.",
        _away(offer, calendar),
    )
    applications.advance(session, offer.application, Stage.OFFERED, calendar.today)


def _check_open(offer: Offer) -> None:
    if offer.state is OfferState.ACCEPTED:
        msg = (
            f"The offer of {nouns.offer_title(offer)} is accepted already; "
            "tracker history shows when."
        )
        raise TrackerError(msg)
    if offer.state is not OfferState.OPEN:
        msg = (
            f"The offer of {nouns.offer_title(offer)} is {offer.state}; if they renewed it: "
            f"tracker offer extend {offer.id} friday"
        )
        raise TrackerError(msg)


def remove(session: Session, offer: Offer) -> None:
    title, number = nouns.offer_title(offer), offer.id
    session.delete(offer)
    session.flush()
    tell(session, f"Removed offer {number}: {title}.")
    tell(session, "To bring it back: tracker undo")


def yearly_total(offer: Offer, years: float) -> Decimal:
    """Return what the offer pays a year, a signing bonus spread over the years to stay."""
    parts = (offer.bonus, offer.equity, offer.benefits)
    running = sum((part for part in parts if part), yearly(offer.pay, offer.period))
    return running + (offer.signing or Decimal(0)) / Decimal(str(years))


def state_now(offer: Offer, now: dt.datetime) -> OfferState:
    """Return the state, expired where the deadline passed without an answer."""
    lapsed = offer.state is OfferState.OPEN and not nouns.is_open(offer, now)
    return OfferState.EXPIRED if lapsed else offer.state


def _standing(offer: Offer) -> str:
    if offer.moment is None:
        return f"{nouns.offer_title(offer)}, no deadline named"
    stands = "open until" if offer.state is OfferState.OPEN else f"{offer.state}, deadline"
    return f"{nouns.offer_title(offer)}, {stands} {show_moment(offer.moment)}"


def _away(offer: Offer, calendar: Calendar) -> str:
    if offer.moment is None or offer.state is not OfferState.OPEN:
        return ""
    day = offer.moment.instant.astimezone(calendar.zone).date()
    return f", {distance(day, calendar.today)}"


def listed() -> Select[Offer]:
    """Select offers, the open ones first, by deadline."""
    return (
        select(Offer)
        .join(Offer.application)
        .options(contains_eager(Offer.application))
        .order_by(Offer.state != OfferState.OPEN, Offer.instant.is_(None), Offer.instant, Offer.id)
    )


def find_one(session: Session, which: str) -> Offer:
    """Return the offer meant by its id, or by words of its company and role."""
    if (record := find.by_id(session, Offer, which)) is not None:
        return record
    found = session.scalars(
        find.matching(listed(), Application.search_key, which)  # type: ignore[arg-type]
    ).all()
    return find.choose(
        found,
        which,
        noun="offer",
        label=lambda one: f"{nouns.offer_title(one)} ({one.state})",
        likely=lambda one: one.state is OfferState.OPEN,
        names=lambda one: applications.names(one.application),
    )
