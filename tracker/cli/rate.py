"""Commands about what currencies are worth in each other."""

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.listing import json_option
from tracker.cli.output import Column


@click.group()
def rate() -> None:
    """Rates between currencies, as you state them.

    None is looked up, and none is guessed: what no rate leads to stays unknown.
    """


@rate.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("currency")
@click.argument("worth")
@pass_app
def set_(app: App, currency: str, worth: str) -> None:
    """State what one of CURRENCY is WORTH.

    As in: tracker profile rate set EUR "1.08 USD"; without a currency of its own, WORTH is in
    yours. It stands in place of what you stated of CURRENCY before. The way back, and steps
    through a third currency, follow by themselves.
    """
    from tracker.records import currency_rates

    amount = app.priced(currency_rates.parse_rate, worth)
    with app.writing() as session:
        currency_rates.state(session, currency, amount, on=app.calendar.today)


@rate.command("list")
@json_option
@pass_app
def list_(app: App, as_json: bool) -> None:
    """List the rates that you stated."""
    from tracker.cli import shapes
    from tracker.dates import short_day
    from tracker.records import currency_rates

    with app.reading() as session:
        found = currency_rates.listed(session)
    if as_json:
        output.as_json(rates=[shapes.record(one) for one in found])
    elif not found:
        output.line('No rates yet. State one: tracker profile rate set EUR "1.08 USD"')
    else:
        today = app.calendar.today
        output.table(
            [Column("rate"), Column("stated")],
            [[currency_rates.described(one), short_day(one.stated_on, today)] for one in found],
        )


@rate.command()
@click.argument("currency")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_app
def remove(app: App, currency: str, yes: bool) -> None:
    """Remove the rate of CURRENCY."""
    from tracker.records import currency_rates

    with app.reading() as session:
        found = currency_rates.find_one(session, currency)
        title = f"{found.currency} ({found.amount:f} {found.unit})"
    app.confirm_removal(title, yes=yes)
    with app.writing() as session:
        currency_rates.remove(session, currency_rates.find_one(session, currency))
