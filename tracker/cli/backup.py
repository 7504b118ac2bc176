"""The commands that keep copies of a hunt, and go back to them."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.default import DefaultGroup
from tracker.cli.file_names import FileName
from tracker.cli.listing import json_option
from tracker.cli.output import Column

if TYPE_CHECKING:
    from tracker.backups import Backup

WHY = {
    "asked": "you asked for it",
    "import": "before an import",
    "restore": "before a restore",
    "upgrade": "before an upgrade",
    "damaged": "it was damaged",
}


@click.group(cls=DefaultGroup)
@click.option(
    "--to",
    "path",
    metavar="FILE",
    type=FileName("name one to write"),
    help="Write FILE, such as one on another disk; only an older backup of this hunt is replaced.",
)
@pass_app
def backup(app: App, path: Path | None) -> None:
    """Keep a copy of the whole hunt, checked before it counts.

    One is made by itself before every import, restore and upgrade; of those the last ten are
    kept, and yours until you remove them. To go back to one: tracker restore latest
    """
    app.database.check_there()
    if path is not None:
        app.database.back_up_to(path)
        output.line(f"The backup was written to {path}.")
        return
    made = app.database.back_up(app.now)
    output.line(f"Made backup {made.number}: {made.path}")


@backup.command("list")
@json_option
@pass_app
def list_(app: App, as_json: bool) -> None:
    """List the backups beside your hunt, the latest first."""
    from tracker import backups

    folder = app.database.backups
    found = backups.listing(folder)
    if as_json:
        output.as_json(backups=[_shape(one) for one in found])
    elif not found:
        output.line("No backups yet. Make one: tracker backup")
    else:
        rows = [[str(one.number), _when(one), _size(one), WHY[one.reason]] for one in found]
        columns = (Column("backup", right=True), Column("when"), Column("size", right=True))
        output.table([*columns, Column("why", wide=True)], rows)
        output.line()
        output.line(f"They are in {folder}")


def _shape(one: "Backup") -> dict[str, object]:
    return {
        "number": one.number,
        "at": one.at.isoformat(),
        "reason": one.reason,
        "size": one.size,
        "path": str(one.path),
    }


def _when(one: "Backup") -> str:
    """Return when, by the clock of this machine: the zone at home is in a hunt that may be gone."""
    from tracker.dates import show_day

    here = one.at.astimezone()
    return f"{show_day(here.date())}, {here:%H:%M}"


def _size(one: "Backup") -> str:
    return f"{one.size / 1000:,.0f} kB"


@click.command()
@click.argument("which", metavar="FILE|NUMBER|latest")
@pass_app
def restore(app: App, which: str) -> None:
    """Go back to a backup: the latest, that of a number, or a file.

    It is checked first, and all of it comes back or nothing. What it replaces is kept as another
    backup, so that you can go forth again. See the numbers with: tracker backup list
    """
    from sqlalchemy import func, select

    from tracker import restoring
    from tracker.models import Application
    from tracker.records.notes import counted

    done = restoring.restore(app.database, which, app.now)
    with app.reading() as session:
        number = session.scalar(select(func.count(Application.id))) or 0
    output.line(f"Restored {done.path}: {counted(number, 'application')}.")
    if isinstance(done.kept, Path):
        output.line(f"What was there was damaged; it was moved to {done.kept}")
    elif done.kept:
        number = done.kept.number
        output.line(
            f"What was there is backup {number}; to go back to it: tracker restore {number}"
        )
