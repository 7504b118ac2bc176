"""Commands about what was done, and the way back."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.listing import limited, rows_wanted, say_more
from tracker.cli.output import Column

if TYPE_CHECKING:
    from tracker.records.history import Entry


@click.command()
@limited
@pass_app
def history(app: App, limit: int | None, as_json: bool) -> None:
    """Show what was done, the latest first."""
    from tracker.cli import shapes
    from tracker.records import history as records

    with app.reading() as session:
        found = records.entries(session, rows_wanted(limit, as_json=as_json))
        if as_json:
            output.as_json(
                history=[{**shapes.record(one.command), "changes": one.changes} for one in found]
            )
        elif not found:
            output.line('Nothing was done yet. Start with: tracker add "Acme" "Data engineer"')
        else:
            _print(app, found)
            say_more(len(found), records.count(session), "command")


def _print(app: App, found: "list[Entry]") -> None:
    from tracker.dates import Moment, short_moment

    zone = app.calendar.zone
    rows = []
    for one in found:
        local = one.command.at.astimezone(zone)
        moment = Moment(local.replace(tzinfo=None), zone.key, local.fold)
        rows.append(
            [
                str(one.command.id),
                short_moment(moment, app.calendar.today),
                one.command.summary,
                "undone" if one.command.undone_at else "",
            ]
        )
    columns = [Column("id", right=True), Column("when"), Column("what", wide=True), Column("")]
    output.table(columns, rows)


@click.command()
@click.argument("number", type=click.IntRange(1), required=False)
@pass_app
def undo(app: App, number: int | None) -> None:
    """Take back the last command's whole effect; again for the one before it.

    Once you have changed something in a window, undo leaves alone what was done in another; a
    new window goes back over all that was done before it. With a NUMBER from tracker history it
    takes back that command or nothing: it has to be the last one that was not taken back yet,
    but may have been typed anywhere, or have come with a backup. What tracker worth had advised
    of an interview that was removed stays forgotten.
    """
    from tracker.records import undoing
    from tracker.records.notes import tell

    app.database.check_there()
    with app.writing() as session:
        tell(session, f"Undid: {undoing.undo(session, number)}")
