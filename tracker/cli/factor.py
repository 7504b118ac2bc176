"""Commands about the factors that the user rates every job on."""

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.listing import json_option
from tracker.cli.output import Column

WEIGHT = "Percent of pay that one step of the rating is worth: 5% or 5; above 0, up to 50."


@click.group()
def factor() -> None:
    """Factors of your own, besides the pay.

    Rate a job on each from 1 (bad) to 5 (good), as in: tracker application edit Acme --rate
    commute=2. Each step above 3 makes its pay count for WEIGHT more, each below for WEIGHT less.
    """


@factor.command()
@click.argument("name")
@click.option("--weight", required=True, metavar="WEIGHT", help=WEIGHT)
@pass_app
def add(app: App, name: str, weight: str) -> None:
    """Add a factor of your own.

    As in: tracker profile factor add commute --weight 5%
    """
    from tracker.records import criteria

    share = criteria.parse_weight(weight)
    with app.writing() as session:
        criteria.add(session, name, share)


@factor.command("list")
@json_option
@pass_app
def list_(app: App, as_json: bool) -> None:
    """List your factors with their weights."""
    from tracker.cli import shapes
    from tracker.records import criteria

    with app.reading() as session:
        found = criteria.load(session).factors
    if as_json:
        output.as_json(factors=[shapes.factor(one) for one in found])
    elif not found:
        output.line("No factors yet. Add one: tracker profile factor add commute --weight 5%")
    else:
        columns = [Column("factor", wide=True, most=40), Column("weight", right=True)]
        rows = [[one.name, criteria.show_weight(one.weight)] for one in found if one.weight]
        output.table(columns, rows)


@factor.command()
@click.argument("name")
@click.option("--weight", metavar="WEIGHT", help=WEIGHT)
@click.option("--name", "new", metavar="NEW", help="Another name for it.")
@pass_app
def edit(app: App, name: str, weight: str | None, new: str | None) -> None:
    """Change a factor; what was rated on it stays."""
    from tracker.records import criteria

    if weight is None and new is None:
        msg = "Say what to change, as in --weight 3%; --help lists what there is."
        raise click.UsageError(msg)
    share = None if weight is None else criteria.parse_weight(weight)
    with app.writing() as session:
        criteria.edit(session, criteria.find_factor(session, name), name=new, weight=share)


@factor.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_app
def remove(app: App, name: str, yes: bool) -> None:
    """Remove a factor and every rating on it."""
    from tracker.records import criteria

    with app.reading() as session:
        title = f"{criteria.find_factor(session, name).name} (factor)"
    app.confirm_removal(title, yes=yes)
    with app.writing() as session:
        criteria.remove(session, criteria.find_factor(session, name))
