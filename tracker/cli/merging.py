"""The commands that join two records: applications, and contacts."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    from tracker.nouns import application_described as described
    from tracker.records import applications, merging

    numbers = [app.which(applications.find_one, one) for one in (which, other)]
    if not yes:
        with app.reading() as session:
            kept, joining = (applications.find_one(session, number) for number in numbers)
            joined = merging.compare(session, kept, joining)
            labels = [f"application {one.id}, {described(one)}" for one in (kept, joining)]
            _ask(app, joining.title, labels, joined)
    with app.writing() as session:
        kept, joining = (applications.find_one(session, number) for number in numbers)
        merging.merge(session, kept, joining, app.calendar.today)


@click.command("merge")
@click.argument("which")
@click.argument("other")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_app
def merge_contacts(app: App, which: str, other: str, yes: bool) -> None:
    """Join contact OTHER to WHICH, where both are one person.

    Undo takes them apart again. Exchanges, interviews and notes of both stay. Where they say
    different things, WHICH counts, and what OTHER says goes to the notes. An import knows the one
    by what it knew either by.
    """
    from tracker.records import contact_merging, contacts

    numbers = [app.which(contacts.find_one, one) for one in (which, other)]
    if not yes:
        with app.reading() as session:
            kept, joining = (contacts.find_one(session, number) for number in numbers)
            joined = contact_merging.compare(kept, joining)
            labels = [f"contact {one.id}, {one.title}" for one in (kept, joining)]
            _ask(app, joining.title, labels, joined)
    with app.writing() as session:
        kept, joining = (contacts.find_one(session, number) for number in numbers)
        contact_merging.merge(session, kept, joining, app.calendar.today)


def _ask(app: App, title: str, labels: "Sequence[str]", joined: "Joined") -> None:
    """Show what would be joined, and ask; without a terminal to ask on, refuse."""
    from tracker.records.notes import listed

    otherwise = f"{title} was not joined"
    if not app.is_interactive:
        msg = f"{otherwise}, because nobody is here to confirm it; add --yes."
        raise TrackerError(msg)
    kept, joining = labels
    output.line(f"{joining[0].upper()}{joining[1:]}, would be joined")
    output.line(f"to {kept}.")
    output.details(
        [
            ("moves along", listed(joined.brought)),
            ("kept once", "\n".join(one.title for one in joined.meetings if one.is_one)),
            ("to the notes", "\n".join(joined.differences)),
        ],
        indent=2,
    )
    app.go_on("Join them?", otherwise)
