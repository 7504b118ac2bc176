"""The command that brings records along."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.app import App, pass_app
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.importers.rows import Reading, Row, Unread
    from tracker.transfer import Tally
    from tracker.words import DateOrder

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
    from tracker.words import DateOrder

    order = None
    if day_first is not None:
        order = DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST
    mapping = dict(map(_assignment, mapped))
    readings = [_read(app, path, mapping, order) for path in files]
    for path, reading in zip(files, readings, strict=True):
        _bring(app, click.format_filename(path, shorten=True), reading, keep=not dry_run)


def _read(
    app: App, path: Path, mapping: dict[str, str], order: "DateOrder | None"
) -> "Reading[Row]":
    from tracker.importers import hunts, spreadsheet

    if path.is_file() and hunts.recognises(content := path.read_bytes()):
        return hunts.read(path.name, content, app)
    return spreadsheet.read(path, app, mapping, order)


def _assignment(text: str) -> tuple[str, str]:
    column, equals, field = text.rpartition("=")
    if not equals:
        msg = f"“{text}” names no field; say which column is which, as in “Firm=company”."
        raise click.UsageError(msg)
    return column.strip(), field.strip().casefold()


def _bring(app: App, name: str, reading: "Reading[Row]", *, keep: bool) -> None:
    from tracker import transfer
    from tracker.records.notes import tell, warn

    with app.writing(keep=keep) as session:
        tallies = transfer.bring(session, reading, app.calendar.today)
        left_out = [*reading.unread, *(each for tally in tallies for each in tally.left_out)]
        tell(session, _summary(name, tallies, left_out, would="" if keep else "would be "))
        for line in _left_out(left_out):
            tell(session, line)
        for remark in (*reading.remarks, *(each for tally in tallies for each in tally.remarks)):
            warn(session, remark)
    if reading.unread and not reading.rows:
        msg = f"No row of {name} could be read, so nothing was written; mend it and try again."
        raise TrackerError(msg)


def _summary(
    name: str, tallies: Sequence["Tally"], left_out: Sequence["Unread"], *, would: str
) -> str:
    added, updated, unchanged = (
        sum(getattr(each, count) for each in tallies) for count in ("added", "updated", "unchanged")
    )
    if not (added or updated or unchanged or left_out):
        return f"{name}: nothing to import; below its header it is blank."
    return (
        f"{name}: {added:,} {would}added, {updated:,} {would}updated, "
        f"{unchanged:,} unchanged, {len(left_out):,} left out."
    )


def _left_out(left_out: Sequence["Unread"]) -> Iterator[str]:
    for line, reason in left_out[:FEW]:
        yield f"line {line}: {reason}"
    if len(left_out) > FEW:
        yield f"and {len(left_out) - FEW:,} more"
