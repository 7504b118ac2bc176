"""Tables for people, JSON for programs."""

import sys
from collections.abc import Iterable, Sequence
from itertools import chain, compress
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tracker.cli.text import safe, safe_lines

if TYPE_CHECKING:
    from rich.table import Table

JSON_VERSION = 1


class Column(NamedTuple):
    """A column of a table: `wide` ones wrap, `right` ones hold numbers.

    On a terminal that is narrower than the table, those that are empty are left out; if it is
    still too narrow, so is a `spare` one, and what it names is said to show it; an `under` one
    stands beneath the first wide one; a `whole` one holds what is to be copied, such as a link, and
    stands on a line of its own, never folded. No cell is longer than `most`.
    """

    title: str
    right: bool = False
    wide: bool = False
    spare: str = ""
    under: bool = False
    whole: bool = False
    most: int = 300


LEAST = 20
GAP = 2
"""Signs between two columns."""
_APART = "\x01"
"""Holds the place of a line of its own while a table is drawn; `safe` lets no cell hold it."""


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """Print rows: drawn to the width of a terminal, or plainly aligned where nobody looks."""
    shown = [
        [_cut(safe(cell), column.most) for cell, column in zip(row, columns, strict=True)]
        for row in rows
    ]
    if sys.stdout.isatty() and len(columns) > 1:
        _draw(columns, shown)
    else:
        _align(columns, shown)


def choose(
    heading: str, candidates: Sequence[tuple[int | str, str]], usual: str | None = None
) -> str:
    """Ask which candidate is meant; return what stands before it. Enter means the usual one."""
    click.echo(f"{safe(heading)}:")
    for number, label in candidates:
        click.echo(f"  {number}: {safe(label)}")
    known = {str(number) for number, _ in candidates}

    def checked(typed: str) -> str:
        if typed.strip() not in known:
            msg = f"“{safe(typed)}” is none of these; type what stands before the one you mean."
            raise click.UsageError(msg)
        return typed.strip()

    return str(click.prompt("Which one", value_proc=checked, default=usual))


def leave_prompt(stop: click.Abort) -> None:
    """End the line of a question at which somebody typed Ctrl-C or Ctrl-D."""
    if stop.__context__ is not None:
        click.echo(err=True)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _draw(columns: Sequence[Column], rows: list[list[str]]) -> None:
    """Draw a table to the width of the terminal; see Column for what does not fit."""
    from rich.console import Console

    console = Console(highlight=False)
    if _breadth(columns, rows) > console.width:
        columns, rows = _filled(columns, rows)
    kept, apart = [True] * len(columns), [list[str]() for _ in rows]
    if _breadth(columns, rows) > console.width:
        kept = [not (column.spare or column.under or column.whole) for column in columns]
        apart = [_named(columns, row, "whole") for row in rows]
        rows = [_stacked(columns, row) for row in rows]
    shown = [*compress(columns, kept)]
    place = _first_wide(shown)
    marked = ["" if n != place else _APART for n in range(len(shown))]
    parted = [
        line
        for row, lines in zip(rows, apart, strict=True)
        for line in ([*compress(row, kept)], *[marked] * len(lines))
    ]
    with console.capture() as captured:
        console.print(_drawn(shown, parted))
    lines = chain.from_iterable(apart)
    for drawn in captured.get().splitlines():
        start, mark, _ = drawn.partition(_APART)
        click.echo(f"{start}{next(lines)}" if mark else drawn)
    for one, is_kept in zip(columns, kept, strict=True):
        if one.spare and not is_kept:
            text = f"Left out for want of room: {one.title}; a wider terminal shows it,"
            said(f"{text} or {one.spare}.")


def _filled(
    columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> tuple[list[Column], list[list[str]]]:
    """Return the columns in which something stands, and the rows without the others."""
    filled = [any(cells) for cells in zip(*rows, strict=True)]
    return [*compress(columns, filled)], [[*compress(row, filled)] for row in rows]


def _drawn(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    titled = any(column.title for column in columns)
    drawn = Table(
        box=None, show_header=titled, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold"
    )
    for column in columns:
        drawn.add_column(
            column.title,
            justify="right" if column.right else "left",
            overflow="fold",
            no_wrap=not column.wide,
        )
    for row in rows:
        drawn.add_row(*map(Text, row))
    return drawn


def _stacked(columns: Sequence[Column], row: list[str]) -> list[str]:
    """Return a row with what stands under its first wide cell put there."""
    place = _first_wide(columns)
    under = _named(columns, row, "under")
    return [*row[:place], "\n".join([row[place], *under]), *row[place + 1 :]]


def _first_wide(columns: Sequence[Column]) -> int:
    return next((n for n, column in enumerate(columns) if column.wide), 0)


def _named(columns: Sequence[Column], row: Sequence[str], how: str) -> list[str]:
    """Return the cells of the columns that are so, each with its title before it."""
    pairs = zip(columns, row, strict=True)
    return [f"{column.title} {cell}" for column, cell in pairs if getattr(column, how) and cell]


def _breadth(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int:
    """Return how wide a table is where nothing in it is wrapped."""
    from rich.cells import cell_len

    titles = [column.title for column in columns]
    widths = (max(map(cell_len, cells)) for cells in zip(titles, *rows, strict=True))
    return sum(widths) + GAP * (len(columns) - 1)


def _align(columns: Sequence[Column], rows: list[list[str]]) -> None:
    titles = [column.title for column in columns]
    table = [titles, *rows] if any(titles) else rows
    widths = [max(len(row[place]) for row in table) for place in range(len(columns))]
    for row in table:
        cells = [
            cell.rjust(width) if column.right else cell.ljust(width)
            for cell, width, column in zip(row, widths, columns, strict=True)
        ]
        click.echo("  ".join(cells).rstrip())


def details(pairs: Iterable[tuple[str, str | None]], *, indent: int = 0) -> None:
    """Print what is known, one line each; what is unknown is left out."""
    known = [(label, text) for label, text in pairs if text]
    width = max((len(label) for label, _ in known), default=0)
    for label, text in known:
        shown = label
        for line in safe_lines(text).split("\n"):
            _hang(f"{' ' * indent}{shown.ljust(width)}  ", line)
            shown = ""


def heading(text: str) -> None:
    """Print a line that stands above what follows."""
    for part in _wrapped(safe(text)):
        click.secho(part, bold=True)


def line(text: str = "") -> None:
    click.echo(safe(text))


def paragraph(text: str) -> None:
    """Print a text, wrapped to the terminal."""
    _hang("", safe(text))


def bullets(texts: Iterable[str]) -> None:
    """Print texts one below the other, each set in."""
    for text in texts:
        _hang("  - ", safe(text))


def set_in(texts: Iterable[str]) -> None:
    """Print texts one below the other, each a little to the right."""
    for text in texts:
        _hang("  ", safe(text))


def said(text: str, *, err: bool = False) -> None:
    """Print what a command did, or with `err` what it has to point out, wrapped to the terminal."""
    for line in _wrapped(safe(text), err=err):
        click.echo(line, err=err)


def _hang(start: str, text: str) -> None:
    """Print a text after its start; on a terminal what does not fit goes on below the text."""
    for line in _wrapped(text, len(start)):
        click.echo(f"{start}{line}".rstrip())
        start = " " * len(start)


def _wrapped(text: str, taken: int = 0, *, err: bool = False) -> list[str]:
    """Return the lines of a text beside what is `taken`; one where no terminal limits it."""
    if not (sys.stderr if err else sys.stdout).isatty():
        return [text]
    import textwrap
    from shutil import get_terminal_size

    room = max(get_terminal_size().columns - taken, LEAST)
    return textwrap.wrap(text, room, break_on_hyphens=False, break_long_words=False) or [""]


def section(title: str) -> None:
    """Print a heading with room above it."""
    line()
    heading(title)


def as_json(**content: Any) -> None:  # noqa: ANN401 (JSON holds anything)
    """Print one object: the shape's version, and what was asked for."""
    import json

    click.echo(json.dumps({"version": JSON_VERSION, **content}, indent=2))
