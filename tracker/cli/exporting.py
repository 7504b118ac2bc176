"""The commands that take records away, one format each."""

from pathlib import Path

import click

from tracker.cli.app import App, pass_app

to_file = click.option(
    "--to",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write FILE instead of the standard output; what was there is replaced.",
)


@click.group()
def export() -> None:
    """Take your records away: nothing is ever locked in."""


@export.command()
@to_file
@pass_app
def ics(app: App, path: Path | None) -> None:
    """Print interviews, deadlines and follow-ups as a calendar (iCalendar, .ics).

    An event keeps its identity, so that a calendar that takes the file in again moves what was
    moved and drops what was called off. Nobody is written to.
    """
    from tracker.exporters import ics as calendars
    from tracker.transfer import schedule

    with app.reading() as session:
        content = calendars.write(schedule.events(session))
    hand_out(content, path, "Calendar")


def hand_out(content: str, path: Path | None, said: str) -> None:
    """Print what was made, or write it to a file and say so."""
    if path is None:
        click.echo(content, nl=False)
        return
    from tracker import files

    files.write(path, content.encode())
    click.echo(f"{said} written to {click.format_filename(path)}.")
