"""The command that brings records along."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.text import safe
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from datetime import date

    from tracker.importers.rows import Reading
    from tracker.transfer import Plan

FEW = 20
"""More rows than these are not named one by one."""


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="Read a column as a field, such as “Firm=company”; may be given again.",
)
@click.option(
    "--day-first/--month-first",
    "day_first",
    default=None,
    help="How 4/5/2026 is read; the column itself decides where it can.",
)
@pass_app
def import_(
    app: App,
    files: tuple[Path, ...],
    dry_run: bool,
    mapped: tuple[str, ...],
    day_first: bool | None,
) -> None:
    """Bring in applications from a spreadsheet saved as CSV, or from LinkedIn's own lists.

    A second run adds nothing, and what you have changed since stays as it is.
    """
    from tracker.importers import spreadsheet
    from tracker.words import DateOrder

    order = None
    if day_first is not None:
        order = DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST
    mapping = dict(map(_assignment, mapped))
    readings = [spreadsheet.read(path, app, mapping, order) for path in files]
    for path, reading in zip(files, readings, strict=True):
        name = click.format_filename(path, shorten=True)
        (_preview if dry_run else _keep)(app, name, reading)


def _assignment(text: str) -> tuple[str, str]:
    column, equals, field = text.rpartition("=")
    if not equals:
        msg = f"“{text}” names no field; say which column is which, as in “Firm=company”."
        raise click.UsageError(msg)
    return column.strip(), field.strip().casefold()


def _keep(app: App, name: str, reading: "Reading") -> None:
    from tracker import transfer
    from tracker.records.notes import tell, warn

    today = app.calendar.today
    with app.writing() as session:
        made = transfer.plan(session, reading)
        transfer.apply(session, made, today)
        tell(session, _summary(name, made))
        for line in _left_out(made):
            tell(session, line)
        for remark in _remarks(made, reading, today):
            warn(session, remark)
    _refuse_nothing(name, reading)


def _preview(app: App, name: str, reading: "Reading") -> None:
    from tracker import transfer

    with app.reading() as session:
        made = transfer.plan(session, reading)
    output.line(_summary(name, made, would="would be "))
    for line in _left_out(made):
        output.line(line)
    for remark in _remarks(made, reading, app.calendar.today):
        click.echo(f"Note: {safe(remark)}", err=True)
    _refuse_nothing(name, reading)


def _refuse_nothing(name: str, reading: "Reading") -> None:
    if reading.unread and not reading.rows:
        msg = f"No row of {name} could be read, so nothing was written; mend it and try again."
        raise TrackerError(msg)


def _summary(name: str, made: "Plan", would: str = "") -> str:
    if not (made.added or made.updated or made.unchanged or made.left_out):
        return f"{name}: nothing to import; below its header it is blank."
    return (
        f"{name}: {len(made.added):,} {would}added, {len(made.updated):,} {would}updated, "
        f"{made.unchanged:,} unchanged, {len(made.left_out):,} left out."
    )


def _left_out(made: "Plan") -> Iterator[str]:
    for line, reason in made.left_out[:FEW]:
        yield f"line {line}: {reason}"
    if len(made.left_out) > FEW:
        yield f"and {len(made.left_out) - FEW:,} more"


def _remarks(made: "Plan", reading: "Reading", today: "date") -> Iterator[str]:
    from tracker.records.notes import counted

    yield from reading.remarks
    if undated := sum(row.on is None for row in made.added):
        yield f"{counted(undated, 'application')} without a date: dated today."
    if ahead := sum(row.on is not None and row.on > today for row in made.added):
        yield f"{counted(ahead, 'application')} dated after today: kept as the file says."
    if made.repeated:
        yield f"{counted(made.repeated, 'row')} repeated an earlier one of the file."
    if made.behind:
        yield (
            f"{counted(len(made.behind), 'application')} further along in the file than here, "
            f"such as {made.behind[0]}: importing moves nothing, so use tracker application move."
        )
