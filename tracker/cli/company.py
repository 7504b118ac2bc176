"""Commands about companies."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.listing import json_option, limited, rows_wanted
from tracker.cli.output import Column
from tracker.errors import AmbiguousError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.records.companies import Company


@click.group()
def company() -> None:
    """Companies: all that you have of each, however its name was written.

    Capitals, accents and legal forms aside, Acme and ACME Inc. are one company.
    """


@company.command("list")
@limited
@pass_app
def list_(app: App, limit: int | None, as_json: bool) -> None:
    """List companies, the one where something happened last first."""
    from tracker.cli import shapes
    from tracker.records import companies

    with app.reading() as session:
        found = companies.listed(session, app.calendar.now)
    shown = found[: rows_wanted(limit, as_json=as_json)]
    if as_json:
        output.as_json(companies=[shapes.company(one) for one in shown])
    elif not shown:
        output.line('No company yet. Log an application: tracker add "Acme" "Data engineer"')
    else:
        _print(app, shown)
        if len(found) > len(shown):
            output.line()
            output.line(
                f"{len(shown)} of {len(found):,} companies; --limit {len(found)} shows them all."
            )


def _print(app: App, found: "Sequence[Company]") -> None:
    from tracker.dates import short_day

    today = app.calendar.today
    columns = [
        Column("company", wide=True, most=60),
        Column("open", right=True),
        Column("ended", right=True),
        Column("people", right=True),
        Column("latest"),
    ]
    rows = [
        [
            one.name,
            *(str(number) if number else "" for number in (one.open, one.ended, one.people)),
            short_day(one.latest, today) if one.latest else "",
        ]
        for one in found
    ]
    output.table(columns, rows)


@company.command()
@click.argument("which")
@json_option
@pass_app
def show(app: App, which: str, as_json: bool) -> None:
    """Show everything about one company.

    WHICH is its name, some words of it, or the number of an application there.
    """
    from tracker.cli import shapes, sheets
    from tracker.records import companies, criteria

    name = _meant(app, which)
    with app.reading() as session:
        found = companies.everything(session, companies.find_one(session, name))
        if as_json:
            known = criteria.load(session)
            output.as_json(company=shapes.whole_company(found, known, app.now))
        else:
            sheets.company(app, found)


def _meant(app: App, which: str) -> str:
    """Return the name of the company meant, asking which where several match."""
    from tracker.records import companies

    with app.reading() as session:
        try:
            return companies.find_one(session, which).name
        except AmbiguousError as error:
            if not app.is_interactive:
                raise
            labels = dict(error.candidates)
    return labels[int(app.ask_which(which, list(labels.items())))]
