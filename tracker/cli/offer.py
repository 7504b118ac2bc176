"""Commands about offers."""

from typing import TYPE_CHECKING, Any, cast

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.fields import EDIT_OFFER, OFFER, read_deadline, read_pay, takes
from tracker.cli.listing import json_option, limited, rows_wanted, say_more
from tracker.cli.output import Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from tracker.dates import Moment
    from tracker.models import Offer

because = click.option("--reason", help="Why.")
on_day = click.option("--on", metavar="DATE", help="The day it happened; today unless said.")


@click.group()
def offer() -> None:
    """Offers: terms, and until when they stand."""


@offer.command()
@click.argument("which")
@click.argument("pay")
@click.option("--until", metavar="WHEN", help='The deadline, as in friday or "fri 12:00".')
@takes(OFFER)
@pass_app
def add(app: App, which: str, pay: str, until: str | None, fields: dict[str, Any]) -> None:
    """Add an offer of PAY for application WHICH.

    A deadline without a time means 23:59 of that day.
    """
    from tracker.money import parse_pay
    from tracker.records import applications, offers

    deadline = _deadline(app, until) if until else None
    number = app.which(applications.find_one, which)
    with app.writing() as session:
        found = applications.find_one(session, number)
        said = found.pay_currency
        terms: Any = parse_pay(pay, said) if said else read_pay(app, pay)
        amounts = _amounts(fields, terms.currency)
        offers.add(session, found, terms, until=deadline, calendar=app.calendar, fields=amounts)


def _amounts(fields: dict[str, Any], currency: str) -> dict[str, Any]:
    """Return the fields with every amount read; one that names no currency is in the pay's."""
    from tracker.money import parse_amount
    from tracker.records.offers import AMOUNTS

    read = {
        name: parse_amount(text, currency)
        for name, text in fields.items()
        if name in AMOUNTS and text is not None
    }
    return {**fields, **read}


def _deadline(app: App, text: str) -> "Moment":
    deadline: Any = read_deadline(app, text)
    return cast("Moment", deadline)


@offer.command("list")
@limited
@pass_app
def list_(app: App, limit: int | None, as_json: bool) -> None:
    """List offers, the open ones first, by deadline."""
    from tracker.cli import shapes
    from tracker.records import find, offers

    with app.reading() as session:
        statement = offers.listed()
        found = session.scalars(statement.limit(rows_wanted(limit, as_json=as_json))).all()
        if as_json:
            output.as_json(offers=[shapes.offer(one, app.now) for one in found])
        elif not found:
            output.line("No offers yet. When one comes: tracker offer add Acme 150k --until friday")
        else:
            _print(app, list(found))
            say_more(len(found), find.count(session, statement), "offer")


def _print(app: App, found: "list[Offer]") -> None:
    from tracker import nouns
    from tracker.money import short_pay
    from tracker.records import offers

    calendar = app.calendar
    columns = [
        Column("id", right=True),
        Column("company", wide=True, most=40),
        Column("role", wide=True, most=40),
        Column("pay"),
        Column("state"),
        Column("until"),
    ]
    rows = [
        [
            str(one.id),
            one.application.company,
            one.application.role or "",
            short_pay(nouns.offer_pay(one)),
            offers.state_now(one, calendar.now).value,
            app.when(one.moment, "no deadline"),
        ]
        for one in found
    ]
    output.table(columns, rows)


@offer.command()
@click.argument("which")
@json_option
@pass_app
def show(app: App, which: str, as_json: bool) -> None:
    """Show one offer."""
    from tracker.cli import shapes, sheets
    from tracker.records import offers

    number = app.which(offers.find_one, which)
    with app.reading() as session:
        found = offers.find_one(session, number)
        if as_json:
            output.as_json(offer=shapes.offer(found, app.now))
        else:
            sheets.offer(app, found)


def _write(app: App, which: str, change: "Callable[[Session, Offer], None]") -> None:
    """Find the offer meant and change it, as one command."""
    from tracker.records import offers

    number = app.which(offers.find_one, which)
    with app.writing() as session:
        change(session, offers.find_one(session, number))


@offer.command()
@click.argument("which")
@takes(EDIT_OFFER, clear=True)
@pass_app
def edit(app: App, which: str, fields: dict[str, Any]) -> None:
    """Change the terms of an offer.

    For its deadline: tracker offer extend.
    """
    from tracker.records import offers

    app.need(fields)

    def change(session: "Session", found: "Offer") -> None:
        pay = fields.get("pay")
        amounts = _amounts(fields, pay.currency if pay else found.currency)
        offers.edit(session, found, amounts, app.calendar)

    _write(app, which, change)


@offer.command()
@click.argument("which")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_app
def remove(app: App, which: str, yes: bool) -> None:
    """Remove an offer; undo brings it back."""
    from tracker import nouns
    from tracker.records import offers

    number = app.which(offers.find_one, which)
    with app.reading() as session:
        title = nouns.offer_title(offers.find_one(session, number))
    app.confirm_removal(title, yes=yes)
    _write(app, number, offers.remove)


@offer.command()
@click.argument("which")
@click.option(
    "--close-others/--keep-others",
    default=None,
    help="Whether to close the other applications; asked if unsaid.",
)
@on_day
@because
@pass_app
def accept(
    app: App, which: str, close_others: bool | None, on: str | None, reason: str | None
) -> None:
    """Accept an offer."""
    from tracker.records import offers

    number = app.which(offers.find_one, which)
    with app.reading() as session:
        others = len(offers.others_active(session, offers.find_one(session, number)))
    which_others = "other open application" if others == 1 else f"{others} other open applications"
    question = f"Close the {which_others} too?"
    day = app.past_day(on)
    closes = others > 0 and app.confirm(question, close_others, otherwise=False)

    def change(session: "Session", found: "Offer") -> None:
        offers.accept(session, found, app.calendar, on=day, reason=reason)
        if closes:
            offers.close_others(session, found, today=day)
        elif others:
            offers.mention_others(session, others)

    _write(app, number, change)


@offer.command()
@click.argument("which")
@on_day
@because
@pass_app
def decline(app: App, which: str, on: str | None, reason: str | None) -> None:
    """Decline an offer; the application ends with it."""
    from tracker.records import offers

    day = app.past_day(on)

    def change(session: "Session", found: "Offer") -> None:
        offers.decline(session, found, today=day, reason=reason)

    _write(app, which, change)


@offer.command()
@click.argument("which")
@click.argument("until")
@pass_app
def extend(app: App, which: str, until: str) -> None:
    """Record another deadline for an offer, as in friday or "fri 12:00"."""
    from tracker.records import offers

    deadline = _deadline(app, until)

    def change(session: "Session", found: "Offer") -> None:
        offers.extend(session, found, deadline, app.calendar)

    _write(app, which, change)
