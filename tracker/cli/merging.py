"""The command that joins two applications."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.models import Application
    from tracker.records.merging import Joined


@click.command()
@click.argument("which")
@click.argument("other")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_app
def merge(app: App, which: str, other: str, yes: bool) -> None:
    """Join application OTHER to WHICH, where both are one.

    Undo takes them apart again. Interviews, offers, exchanges, stages, tags and notes of both
    stay; a meeting that both had is kept once. Where they say different things, WHICH counts, and
    what OTHER says goes to the notes.
    """
    from tracker.records import applications, merging

    numbers = [app.which(applications.find_one, one) for one in (which, other)]
    if not yes:
        with app.reading() as session:
            kept, joining = (applications.find_one(session, number) for number in numbers)
            _ask(app, kept, joining, merging.compare(session, kept, joining))
    with app.writing() as session:
        kept, joining = (applications.find_one(session, number) for number in numbers)
        merging.merge(session, kept, joining, app.calendar.today)


def _ask(app: App, kept: "Application", joining: "Application", joined: "Joined") -> None:
    """Show what would be joined, and ask; without a terminal to ask on, refuse."""
    from tracker.nouns import application_described as described
    from tracker.records.notes import listed

    otherwise = f"{joining.title} was not joined"
    if not app.is_interactive:
        msg = f"{otherwise}, because nobody is here to confirm it; add --yes."
        raise TrackerError(msg)
    output.line(f"Application {joining.id}, {described(joining)}, would be joined")
    output.line(f"to application {kept.id}, {described(kept)}.")
    output.details(
        [
            ("moves along", listed(joined.brought)),
            ("kept once", "\n".join(one.title for one in joined.meetings if one.is_one)),
            ("to the notes", "\n".join(joined.differences)),
        ],
        indent=2,
    )
    app.go_on("Join them?", otherwise)
