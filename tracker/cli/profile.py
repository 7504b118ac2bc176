"""Commands about the user's own figures, and the defaults."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.factor import factor
from tracker.cli.listing import json_option
from tracker.cli.mapping import mapping
from tracker.cli.must_have import must_have
from tracker.cli.output import Column
from tracker.cli.rate import rate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.scoring.base_rates import Default


@click.group()
def profile() -> None:
    """What you earn, want and have time for; and every default that may be set otherwise."""


profile.add_command(factor)
profile.add_command(must_have)
profile.add_command(mapping)
profile.add_command(rate)


@profile.command()
@click.option("--all", "everything", is_flag=True, help="Everything that can be set, with sources.")
@json_option
@pass_app
def show(app: App, everything: bool, as_json: bool) -> None:
    """Show what is set."""
    from tracker import settings
    from tracker.cli import shapes
    from tracker.records import profile as records
    from tracker.scoring.base_rates import DEFAULTS

    with app.reading() as session:
        stored = records.stored_settings(session)
    if as_json:
        output.as_json(
            profile={name: shapes.setting(value) for name, value in stored.items()},
            defaults={name: row.value for name, row in DEFAULTS.items()},
        )
        return
    personal = [
        [name, settings.shown(stored.get(name, "unknown")), spec.meaning]
        for name, spec in settings.SPECS.items()
    ]
    output.table([Column("setting"), Column("yours"), Column("meaning", wide=True)], personal)
    changed = [name for name in DEFAULTS if name in stored]
    output.line()
    if everything or changed:
        _print_defaults(list(DEFAULTS) if everything else changed, stored)
    if not everything:
        output.paragraph(
            f"{len(DEFAULTS) - len(changed)} defaults stand as they are; "
            "tracker profile show --all lists them with their sources."
        )


def _print_defaults(names: list[str], stored: "Mapping[str, object]") -> None:
    from tracker.scoring.base_rates import DEFAULTS

    columns = [
        Column("default"),
        Column("value", right=True),
        Column("yours", right=True),
        Column("meaning", wide=True),
        Column("source", wide=True),
    ]
    rows = [
        [
            name,
            f"{DEFAULTS[name].value:g}",
            str(stored.get(name, "")),
            DEFAULTS[name].meaning,
            _source(DEFAULTS[name]),
        ]
        for name in names
    ]
    output.table(columns, rows)
    output.line()


def _source(row: "Default") -> str:
    """Return where a default comes from, and how, unless the source says so itself."""
    return row.source if row.status == "judgement" else f"{row.source} ({row.status})"


@profile.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("value")
@pass_app
def set_(app: App, name: str, value: str) -> None:
    """Set one of your figures, or a default.

    An empty VALUE makes it unknown again. As in: tracker profile set present-pay 95k; tracker
    profile show lists what there is.
    """
    from tracker import settings
    from tracker.records import profile as records

    setting = settings.check_name(name)
    currency = app.currency if settings.needs_currency(setting) else ""
    with app.writing() as session:
        records.change(session, setting, value, currency=currency)
