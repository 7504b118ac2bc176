"""Commands about the views of the list of applications that the user saved."""

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.listing import json_option
from tracker.cli.output import Column
from tracker.words import SavedKind


@click.group()
def view() -> None:
    """Views: options of the list of applications that you saved by a name.

    To save one: tracker application list --stage applied --quiet 14 --save silent
    To use it: tracker application list --view silent
    """


@view.command("list")
@json_option
@pass_app
def list_(app: App, as_json: bool) -> None:
    """List your views, and what each asks for."""
    from tracker.cli.application_list import options_of
    from tracker.records import saved

    with app.reading() as session:
        rows = [
            [name, options_of(saved.load(session, SavedKind.VIEW, name))]
            for name in saved.names(session, SavedKind.VIEW)
        ]
    if as_json:
        output.as_json(views=[{"name": name, "options": options} for name, options in rows])
    elif not rows:
        output.line("No views yet. Save one: tracker application list --quiet 14 --save silent")
    else:
        output.table([Column("view", wide=True), Column("options", wide=True)], rows)


@view.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_app
def remove(app: App, name: str, yes: bool) -> None:
    """Remove a view; the applications in it stay."""
    from tracker.records import saved

    with app.reading() as session:
        saved.load(session, SavedKind.VIEW, name)
    app.insist(f"Remove view “{name}”?", f"The view “{name}” was not removed", yes=yes)
    with app.writing() as session:
        saved.remove(session, SavedKind.VIEW, name)
