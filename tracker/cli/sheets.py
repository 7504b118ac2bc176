"""One record on a page: what is known of it, line by line."""

from typing import TYPE_CHECKING

from tracker import nouns
from tracker.cli import output
from tracker.dates import show_day, show_moment
from tracker.money import show_amount, show_pay
from tracker.records import criteria, interviews, offers
from tracker.records.notes import percent
from tracker.words import Channel

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from tracker.cli.app import App
    from tracker.models import Application, Contact, Interaction, Interview, Offer, StageChange
    from tracker.records.companies import Everything
    from tracker.records.criteria import Criteria

MOST_POSTING = 600


def application(app: "App", one: "Application", known: "Criteria") -> None:
    """Print an application, then its stages, interviews, offers and exchanges."""
    output.heading(f"{one.title} (application {one.id})")
    pay = nouns.application_pay(one)
    output.details(
        [
            ("stage", f"{one.outcome or one.stage} since {show_day(one.moved_on)}"),
            ("pay", show_pay(pay) if pay else None),
            ("location", one.location),
            ("workplace", one.workplace),
            ("posting", one.posting_url),
            ("posting id", one.posting_id),
            ("source", one.source),
            ("tier", one.tier),
            ("enthusiasm", _rating(one.enthusiasm, 5)),
            ("known", _rating(one.knowledge, 3)),
            *_by_criteria(one, known),
            ("other role", nouns.other_role(one)),
            ("rounds left", _number(one.rounds_left)),
            ("hiring", one.hiring),
            ("documents", one.documents),
            ("apply by", _day(one.apply_by)),
            ("tags", ", ".join(tag.name for tag in one.tags)),
            ("notes", one.notes),
            ("text", _shortened(one.posting_text)),
        ]
    )
    _section("Stages", [_change(change) for change in one.stage_changes])
    _section("Interviews", [interviews.labelled(each) for each in one.interviews])
    _section("Offers", [_offer_line(app, each) for each in one.offers])
    _section(
        "Exchanges",
        [_exchange(each, each.contact.title, each.notes or "") for each in one.interactions],
    )


def _by_criteria(one: "Application", known: "Criteria") -> list[tuple[str, str | None]]:
    """Return what is said of an application by the user's own criteria, and what is to be asked."""
    rated = criteria.ratings(one, known.factors)
    has = criteria.answers(one, known.must_haves)
    unknown = ", ".join(name for name, answer in has.items() if answer is None)
    return [
        (
            "rated",
            ", ".join(f"{name} {_rating(rating, 5)}" for name, rating in rated.items() if rating),
        ),
        ("has", ", ".join(name for name, answer in has.items() if answer)),
        ("lacks", ", ".join(name for name, answer in has.items() if answer is False)),
        ("not known", f"{unknown}: ask them" if unknown else None),
    ]


def _section(title: str, lines: list[str]) -> None:
    if lines:
        output.line()
        output.heading(title)
        output.set_in(lines)


def _change(change: "StageChange") -> str:
    reason = f": {change.reason}" if change.reason else ""
    return f"{show_day(change.on)}  {change.outcome or change.stage}{reason}"


def _offer_line(app: "App", one: "Offer") -> str:
    pay, state = show_pay(nouns.offer_pay(one)), offers.state_now(one, app.calendar.now)
    until = f", deadline {show_moment(one.moment)}" if one.moment else ""
    return f"{pay}: {state}{until} (offer {one.id})"


def interview(app: "App", one: "Interview") -> None:
    """Print an interview and who takes part in it."""
    del app
    output.heading(f"{nouns.interview_title(one)} (interview {one.id})")
    output.details(
        [
            ("when", show_moment(one.moment) if one.moment else "no time fixed yet"),
            ("state", one.state),
            ("result", one.result),
            ("answer due", _day(one.answer_due)),
            ("minutes", _number(one.minutes)),
            ("place", one.place),
            ("prepare", _hours(one.prepare_hours)),
            ("travel", _hours(one.travel_hours)),
            ("cost", _amount(one.cash_cost, one.cost_currency)),
            ("people", _number(one.people)),
            ("chance", _chance(one)),
            ("felt", _rating(one.felt, 5)),
            ("with", ", ".join(each.contact.title for each in one.attendances)),
            ("notes", one.notes),
        ]
    )


def _chance(one: "Interview") -> str | None:
    return None if one.chance is None else f"{percent(float(one.chance))} that it ends in an offer"


def offer(app: "App", one: "Offer") -> None:
    """Print the terms of an offer."""
    output.heading(f"{one.application.title} (offer {one.id})")
    output.details(
        [
            ("pay", show_pay(nouns.offer_pay(one))),
            ("bonus", _amount(one.bonus, one.currency, " a year")),
            ("equity", _amount(one.equity, one.currency, " a year")),
            ("benefits", _amount(one.benefits, one.currency, " a year")),
            ("signing", _amount(one.signing, one.currency, " once")),
            ("received", show_day(one.received)),
            ("deadline", show_moment(one.moment) if one.moment else "none named"),
            ("state", offers.state_now(one, app.calendar.now)),
            ("notes", one.notes),
        ]
    )


def contact(app: "App", one: "Contact") -> None:
    """Print a contact, then every exchange with them."""
    del app
    output.heading(f"{one.title} (contact {one.id})")
    output.details(
        [
            ("role", one.role),
            ("kind", one.kind),
            ("e-mail", one.email),
            ("phone", one.phone),
            ("url", one.url),
            ("met", one.met),
            ("follow-up", _day(one.follow_up)),
            ("notes", one.notes),
        ]
    )
    _section("Exchanges", [_exchange(each, None, _said(each)) for each in one.interactions])


def company(app: "App", one: "Everything") -> None:
    """Print a company, and under it all that belongs to it."""
    output.heading(one.company.name)
    _section("Applications", [_pursuit(each) for each in one.applications])
    _section(
        "Interviews",
        [f"{interviews.labelled(each)} (interview {each.id})" for each in one.interviews],
    )
    _section("Offers", [f"{_role(each)}{_offer_line(app, each)}" for each in one.offers])
    _section("People", [_person(each) for each in one.people])
    _section(
        "Exchanges", [_exchange(each, each.contact.name, _said(each)) for each in one.exchanges]
    )


def _pursuit(one: "Application") -> str:
    pay = nouns.application_pay(one)
    paid = f", {show_pay(pay)}" if pay else ""
    stage = f"{one.outcome or one.stage} since {show_day(one.moved_on)}"
    source = f", source {one.source}" if one.source else ""
    return f"{one.title}: {stage}{paid}{source} (application {one.id})"


def _role(one: "Offer") -> str:
    return f"{one.application.role}: " if one.application.role else ""


def _person(one: "Contact") -> str:
    known = [one.title, one.role or one.kind, one.email, one.phone]
    return f"{', '.join(filter(None, known))} (contact {one.id})"


def _exchange(one: "Interaction", who: str | None, said: str) -> str:
    how = ", ".join(filter(None, (who, one.channel))) or "in touch"
    return f"{show_day(one.on)}  {how}: {said}".rstrip(": ")


def _said(one: "Interaction") -> str:
    about = f" (about {one.application.title})" if one.application and one.notes else ""
    return f"{one.notes or ''}{'' if one.channel is Channel.INTERVIEW else about}"


def _rating(value: int | None, most: int) -> str | None:
    return None if value is None else f"{value} of {most}"


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _day(day: "dt.date | None") -> str | None:
    return show_day(day) if day else None


def _hours(hours: "Decimal | None") -> str | None:
    return None if hours is None else f"{hours:f} h"


def _amount(amount: "Decimal | None", currency: str | None, per: str = "") -> str | None:
    return None if amount is None else f"{show_amount(amount, currency or '')}{per}"


def _shortened(text: str | None) -> str | None:
    if text is None or len(text) <= MOST_POSTING:
        return text
    return f"{text[:MOST_POSTING]} … ({len(text):,} characters)"
