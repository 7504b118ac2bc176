"""Today and the coming week."""

from typing import TYPE_CHECKING, Any

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.listing import json_option
from tracker.cli.output import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.agenda import Agenda, Item


@click.command()
@json_option
@pass_app
def agenda(app: App, as_json: bool) -> None:
    """Show today and the coming week, and what to do first."""
    from tracker import agenda as records

    calendar, rates = app.calendar, app.profile.rates
    with app.looking() as look:
        found = records.of(look, calendar, rates)
    if as_json:
        _print_json(found)
    elif found.is_empty:
        output.line("Nothing here yet. Log your first application:")
        output.line('  tracker add "Acme" "Data engineer" 120k-150k')
    else:
        _print(app, found)


def _print(app: App, found: "Agenda") -> None:
    from tracker.dates import show_day

    output.heading(f"Today is {show_day(app.calendar.today)}")
    if found.first is None:
        output.line("Nothing is due within a week. For what is open: tracker application list")
        return
    output.paragraph(_first(app, found.first))
    output.line(f"  {found.first.command}")
    if found.overdue:
        output.section("Overdue")
        _print_items(app, found.overdue)
    if found.coming:
        output.section("The coming week")
        _print_items(app, found.coming)


def _first(app: App, item: "Item") -> str:
    """Say what to do first, and of an interview when."""
    from tracker.agenda import Urgency
    from tracker.dates import short_day

    today, by = app.calendar.today, ""
    if item.urgency is Urgency.DECIDE and item.day >= today:
        by = ", today" if item.day == today else f", by {short_day(item.day, today)}"
    if item.urgency is Urgency.INTERVIEW and not item.is_off:
        return f"First: prepare for {item.text}, {app.when(item.moment)}"
    return f"First{by}: {item.text}"


def _print_items(app: App, items: "Sequence[Item]") -> None:
    from tracker.agenda import when

    rows = [
        [
            _when(app, item),
            when(item, app.calendar),
            item.text,
            item.command,
        ]
        for item in items
    ]
    output.table([Column(""), Column(""), Column("", wide=True), Column("", wide=True)], rows)


def _when(app: App, item: "Item") -> str:
    """Return the time of day too, where what is due is at that time."""
    from tracker.dates import short_day

    is_then = item.moment is not None and app.at_home(item.moment).wall.date() == item.day
    return app.when(item.moment) if is_then else short_day(item.day, app.calendar.today)


def _print_json(found: "Agenda") -> None:
    output.as_json(
        first=_shape(found.first) if found.first else None,
        overdue=[_shape(item) for item in found.overdue],
        coming=[_shape(item) for item in found.coming],
    )


def _shape(item: "Item") -> dict[str, Any]:
    from tracker.cli import shapes

    return {
        "day": item.day.isoformat(),
        "at": shapes.plain(item.moment),
        "kind": item.urgency.name.lower().replace("_", "-"),
        "text": item.text,
        "command": item.command,
        "verdict": shapes.plain(item.verdict),
        "said_on": shapes.plain(item.said_on),
    }
