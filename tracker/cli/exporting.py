"""The commands that take records away, one format each."""

from pathlib import Path

import click

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


def hand_out(content: str, path: Path | None, said: str) -> None:
    """Print what was made, or write it to a file and say so."""
    if path is None:
        click.echo(content, nl=False)
        return
    from tracker import files

    files.write(path, content.encode())
    click.echo(f"{said} written to {click.format_filename(path)}.")
