"""The commands that take records away, one format each."""

from collections.abc import Iterable
from pathlib import Path

import click

from tracker.cli.app import App, pass_app

to_file = click.option(
    "--to",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write FILE instead of the standard output; what was there is replaced.",
)


@click.group()
def export() -> None:
    """Take your records away: nothing is ever locked in."""


@export.command()
@to_file
@pass_app
def json(app: App, path: Path | None) -> None:
    """Export everything, so that tracker import gives the same hunt again.

    The history, your settings and what was advised are part of it.
    """
    from tracker.db import SCHEMA
    from tracker.exporters import hunts
    from tracker.records import whole

    with app.reading() as session:
        content = hunts.lines(whole.identity(session), SCHEMA, whole.rows(session))
        hand_out(content, path, "Everything")


def hand_out(content: str | Iterable[str], path: Path | None, said: str) -> None:
    """Print what was made, whole or part by part, or write it to a file and say so."""
    parts = [content] if isinstance(content, str) else content
    if path is None:
        for part in parts:
            click.echo(part, nl=False)
        return
    from tracker import files

    files.write(path, (part.encode() for part in parts))
    click.echo(f"{said} written to {click.format_filename(path)}.")
