"""The commands that take records away, one format each."""

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.app import App, pass_app
from tracker.cli.file_names import FileName
from tracker.cli.text import safe_lines
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from datetime import date

    from tracker.records.deeds import Unsaid

TO_FILE = FileName("leave the option out, and it is printed")
to_file = click.option(
    "--to",
    "path",
    metavar="FILE",
    type=TO_FILE,
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
    """Export contacts as vCards, for an address book.

    Each has a UID of its own, so that an address book brings what it has up to date.
    """
    from tracker.exporters import vcards
    from tracker.records import contacts, hunts
    from tracker.records.notes import counted

    with app.reading() as session:
        number = contacts.count(session)
        if not number:
            click.echo(
                'Note: There are no contacts yet; add one: tracker contact add "Mia Chen"', err=True
            )
        found, changed = contacts.everybody(session), contacts.changed_at(session)
        content = vcards.cards(found, hunts.identity(session), changed, version)
        were = "was" if number == 1 else "were"
        hand_out(app, content, path, f"{counted(number, 'contact')} {were}")


@export.command()
@to_file
@pass_app
def ics(app: App, path: Path | None) -> None:
    """Export interviews, deadlines and follow-ups as a calendar.

    It is an iCalendar file (.ics). An event keeps its identity, so that a calendar that takes
    the file in again moves what was moved and drops what was called off. Nobody is written to.
    """
    from tracker.exporters import ics as calendars
    from tracker.transfer import schedule

    with app.reading() as session:
        content = calendars.parts(schedule.events(session))
    hand_out(app, content, path, "The calendar was")


@export.command()
@to_file
@pass_app
def json(app: App, path: Path | None) -> None:
    """Export everything, so that tracker import gives the same hunt again.

    The history, your settings and what was advised are part of it.
    """
    from tracker.db import SCHEMA
    from tracker.exporters import hunts
    from tracker.records import whole
    from tracker.records.hunts import identity

    with app.reading() as session:
        content = hunts.lines(identity(session), SCHEMA, whole.rows(session.connection()))
        hand_out(app, content, path, "Everything was")


@export.command()
@to_file
@pass_app
def csv(app: App, path: Path | None) -> None:
    """Export applications for a spreadsheet, with the day of every stage.

    Importing the file here again changes nothing; a formula in it is kept from running.
    """
    from tracker.exporters import spreadsheet
    from tracker.records import whole
    from tracker.records.hunts import identity

    with app.reading() as session:
        content = spreadsheet.lines(identity(session), whole.applications(session), app.now)
        # A spreadsheet knows by the mark that the file is UTF-8; other programs do without.
        hand_out(app, chain("\ufeff" if path else "", content), path, "The applications were")


@export.command()
@click.option("--from", "start", metavar="DAY", required=True, help="The first day of the proof.")
@click.option("--to", "end", metavar="DAY", required=True, help="The last day, included.")
@click.option(
    "--file",
    "path",
    metavar="FILE",
    type=TO_FILE,
    help="Write FILE instead of the standard output; one that ends in .html is a page to print.",
)
@click.option("--html", "as_page", is_flag=True, help="A page to print, whatever FILE ends in.")
@pass_app
def proof(app: App, start: str, end: str, path: Path | None, as_page: bool) -> None:
    """Export what you did between two days, for a job centre.

    Applications sent, interviews and tests, exchanges, offers answered: what took place, nothing
    planned. Notes, pay, how keen you are and your reasons stay out.
    """
    from tracker.exporters import proof as pages
    from tracker.records import deeds

    first, last = _days(app, start, end)
    write = pages.page if as_page or _is_page(path) else pages.markdown
    with app.reading() as session:
        _say_unsaid(deeds.unsaid(session, first, last, app.calendar))
        found = deeds.done(session, first, last, app.calendar)
        days = _between(first, last)
        if not found:
            msg = (
                f"Nothing is on record from {days}, so there is nothing to prove yet; log what "
                "you did, as in: tracker add COMPANY --on yesterday"
            )
            raise TrackerError(msg)
        hand_out(app, write(found, f"from {days}"), path, "What you did was")


def _is_page(path: Path | None) -> bool:
    return path is not None and path.suffix.casefold() in {".html", ".htm"}


_LIKELY = 183
"""Days; a proof that is longer, over a new year that nobody named, is likelier a slip."""


def _days(app: App, start: str, end: str) -> tuple["date", "date"]:
    """Return two days; the last may be one to come, such as the end of this month."""
    first, last = app.calendar.day(start, past=True), app.calendar.day(end, past=True)
    if last < first:
        last = app.calendar.day(end)
    if last < first:
        msg = f"“{end}” is before “{start}”; say first --from when, and then --to when."
        raise TrackerError(msg)
    turns = (app.calendar.day(text, past=True) != app.calendar.day(text) for text in (start, end))
    if first.year != last.year and (last - first).days > _LIKELY and all(turns):
        msg = (
            f"“{start}” to “{end}” could only be {_between(first, last)}; if that is meant, say "
            f"the years: --from {first} --to {last}"
        )
        raise TrackerError(msg)
    return first, last


def _between(first: "date", last: "date") -> str:
    from tracker.dates import show_day

    return f"{show_day(first)} to {show_day(last)}"


def _say_unsaid(left_out: "Unsaid") -> None:
    from tracker.records.notes import counted

    if left_out.past:
        number = counted(left_out.past, "past interview")
        click.echo(
            f"Note: {number} not said to be done, so left out; say how it went: "
            "tracker interview done WHICH",
            err=True,
        )
    if left_out.undated:
        number = counted(left_out.undated, "interview")
        click.echo(f"Note: {number} done at no known time, so left out.", err=True)


def hand_out(app: App, content: str | Iterable[str], path: Path | None, said: str) -> None:
    """Print what was made, whole or part by part, or write it to a file and say so.

    On a terminal it is shown in a way that cannot harm; a file or another program is given it as
    it is.
    Raises TrackerError where that file is the hunt itself, and where there is no hunt.
    """
    if not app.database.is_open:
        app.database.check_there()
    parts = [content] if isinstance(content, str) else content
    if path is None:
        is_shown = sys.stdout.isatty()
        for part in parts:
            click.echo(safe_lines(part) if is_shown else part, nl=False)
        return
    if app.database.is_in(path):
        msg = f"{path} is where your hunt is kept; name another file to export to."
        raise TrackerError(msg)
    from tracker import files

    files.write(path, (part.encode() for part in parts))
    click.echo(f"{said} written to {click.format_filename(path)}.")
