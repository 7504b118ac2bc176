"""Commands about mappings: how files of one origin are read when they are imported."""

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.listing import json_option
from tracker.cli.output import Column


@click.group()
def mapping() -> None:
    """Mappings that you saved, for tracker import --mapping NAME.

    One is saved as it is used: tracker import FILE --map "Firm=company" --save-mapping mine
    """


@mapping.command("list")
@json_option
@pass_app
def list_(app: App, as_json: bool) -> None:
    """List the mappings that you saved."""
    from tracker.cli import shapes
    from tracker.records import mappings

    with app.reading() as session:
        found = mappings.listed(session)
    if as_json:
        output.as_json(mappings=[shapes.mapping(name, each) for name, each in found.items()])
    elif not found:
        output.line(
            'No mappings yet. Save one: tracker import FILE --map "Firm=company" '
            "--save-mapping mine"
        )
    else:
        columns = [Column("name"), Column("mapping", wide=True)]
        output.table(columns, [[name, each.title] for name, each in found.items()])


@mapping.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_app
def remove(app: App, name: str, yes: bool) -> None:
    """Remove the mapping called NAME."""
    from tracker.records import mappings

    with app.reading() as session:
        mappings.find_one(session, name)
    app.confirm_removal(f"The mapping {name}", yes=yes)
    with app.writing() as session:
        mappings.remove(session, name)
