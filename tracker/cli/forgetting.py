"""The command that forgets a person for good."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app

if TYPE_CHECKING:
    from tracker.backups import Backup


@click.command()
@click.argument("which", metavar="CONTACT")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_app
def forget(app: App, which: str, yes: bool) -> None:
    """Forget a contact for good: all that is kept of them, also in the history.

    Undo does not go behind it. Where you named them in a note on something else, that is listed and
    left as it is; backups that hold them are listed, too.
    """
    from tracker.records import forgetting
    from tracker.records.notes import counted

    number = app.which(forgetting.find_one, which)
    with app.reading() as session:
        contact = forgetting.find_one(session, number)
        title, who = contact.title, forgetting.person(session, contact)
        named = forgetting.mentions(session, who)
    if not yes and app.is_interactive:
        _tell_mentions(named)
    app.insist(f"Forget {title} for good?", f"{title} was not forgotten", yes=yes)
    with app.writing() as session:
        exchanges = forgetting.forget(session, who, app.now)
        app.database.expect_traces(session)
    also = f" and {counted(exchanges, 'exchange')} with them" if exchanges else ""
    output.line(f"Forgot {title}{also}.")
    app.database.clear_traces()
    if yes:
        _tell_mentions(named)
    _tell_backups(app.database.backups_holding(who.named))


def _tell_mentions(named: list[str]) -> None:
    if named:
        output.line("You named them in what is about something else, which stays as it is:")
        output.bullets(named)
        output.line("An edit leaves the old words in the history: edit first, then forget.")


def _tell_backups(kept: "list[Backup]") -> None:
    if kept:
        output.line("Backups still hold them; remove those that you do not need:")
        output.bullets(str(one.path) for one in kept)
