"""What every list command shares: how many rows, and for whom."""

from collections.abc import Callable

import click

from tracker.cli import output
from tracker.cli.fields import PlainOption

FEW = 20
MOST = 1_000_000

NO_INTERVIEWS = 'No interviews to come. Add one: tracker interview add Acme "fri 3pm" --new'
"""Said of an empty list, by whichever command."""

Command = Callable[..., None]

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def limited(command: Command) -> Command:
    """Give a list command --limit and --json."""
    for option in (
        json_option,
        click.option(
            "--limit",
            type=click.IntRange(1, MOST),
            cls=PlainOption,
            metavar="N",
            help=f"How many; {FEW} unless said.",
        ),
    ):
        command = option(command)
    return command


def rows_wanted(limit: int | None, *, as_json: bool) -> int | None:
    """Return how many rows to fetch: people see a screenful, programs everything."""
    return limit if limit is not None or as_json else FEW


def say_more(shown: int, total: int, noun: str) -> None:
    """Say that there is more than what was shown."""
    if total > shown:
        output.line()
        output.line(f"{shown} of {total:,} {noun}s; --limit {total} shows them all.")
