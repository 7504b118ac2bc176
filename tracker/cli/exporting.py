"""The commands that take records away, one format each."""

from pathlib import Path

import click

from tracker.cli.app import App, pass_app
from tracker.errors import TrackerError

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
@click.option(
    "--version",
    type=click.Choice(["4.0", "3.0"]),
    default="4.0",
    help="Of the format; 4.0 unless said.",
)
@pass_app
def vcf(app: App, path: Path | None, version: str) -> None:
    """Contacts as vCards, for an address book.

    Each has a UID of its own, so that an address book brings what it has up to date.
    """
    from tracker.exporters import vcards
    from tracker.records import contacts, hunts
    from tracker.records.notes import counted

    with app.reading() as session:
        found = contacts.everybody(session)
        content = vcards.write(
            found, hunts.identity(session), contacts.changed_at(session), version
        )
    if not found:
        msg = 'There are no contacts to export; add one: tracker contact add "Mia Chen"'
        raise TrackerError(msg)
    hand_out(content, path, counted(len(found), "contact"))


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
