"""Commands about what a job must have for the user to take it."""

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.listing import json_option


@click.group("must-have")
def must_have() -> None:
    """Must-haves: what a job has to have.

    Say it of a job once you know, as in: tracker application edit Acme --has remote, or --lacks
    remote. Until then tracker application show reminds you to ask them.
    """


@must_have.command()
@click.argument("name")
@pass_app
def add(app: App, name: str) -> None:
    """Add a must-have of yours.

    As in: tracker profile must-have add remote
    """
    from tracker.records import criteria

    with app.writing() as session:
        criteria.add(session, name)


@must_have.command("list")
@json_option
@pass_app
def list_(app: App, as_json: bool) -> None:
    """List your must-haves."""
    from tracker.records import criteria

    with app.reading() as session:
        names = [one.name for one in criteria.load(session).must_haves]
    if as_json:
        output.as_json(must_haves=names)
    elif not names:
        output.line("No must-haves yet. Add one: tracker profile must-have add remote")
    for name in names if not as_json else ():
        output.line(name)


@must_have.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_app
def remove(app: App, name: str, yes: bool) -> None:
    """Remove a must-have and what was said by it."""
    from tracker.records import criteria

    with app.reading() as session:
        title = f"{criteria.find_must_have(session, name).name} (must-have)"
    app.confirm_removal(title, yes=yes)
    with app.writing() as session:
        criteria.remove(session, criteria.find_must_have(session, name))
