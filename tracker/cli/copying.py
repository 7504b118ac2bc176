"""The command that takes a hunt to another database."""

import click

from tracker.cli.app import App, pass_app
from tracker.cli.text import safe


@click.command()
@click.option(
    "--to",
    "place",
    metavar="PLACE",
    required=True,
    help="An empty database: a new file, or an address such as postgresql://NAME@HOST/DATABASE.",
)
@pass_app
def copy(app: App, place: str) -> None:
    """Copy the hunt to another database, with its history, and compare every row.

    The one copied stays as it is. To go on with the copy, set TRACKER_DATABASE to where it is.
    """
    from tracker.db import Database
    from tracker.records.notes import counted
    from tracker.transfer import copying

    there = Database(place)
    app.database.check_there()
    with app.reading() as source, there.writing(app.now) as target:
        copied = copying.copy(source, target, there.shown)
    click.echo(
        f"Copied {counted(copied, 'row')} to {safe(there.shown)} and compared each; the hunt here "
        "stays as it is. To go on with the copy, set TRACKER_DATABASE to where it is."
    )
    if app.database.is_encrypted and not there.is_encrypted:
        click.echo("Note: the copy is not encrypted, as the hunt here is.", err=True)
