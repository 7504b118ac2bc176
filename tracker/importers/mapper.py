"""A table of any origin becomes applications: its header is found, and its rows are read.

A table is lines of cells: of a CSV file, a sheet of a workbook, a table in Markdown.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias

from tracker.errors import TrackerError
from tracker.importers import columns
from tracker.importers.columns import Columns
from tracker.importers.entries import Entries
from tracker.importers.rows import ApplicationRow, Home, ListedRow, Options, Reading, Unread

MOST_ROWS = 250_000
MOST_CELLS = 4_000_000
MOST_COLUMNS = 20_000
"""More than these no list of applications has: they bound the memory that a file can take."""
PREAMBLE = 20
"""The header stands within as many lines."""

MISQUOTED = "a quotation mark is opened or closed in the wrong place"

Record: TypeAlias = tuple[int, list[str] | None]
"""The line that it starts on, and its cells; None where its quotation marks are wrong."""

Table: TypeAlias = Callable[[], Iterator[Record]]
"""Goes through the lines from the first on, each time anew."""


class Header(NamedTuple):
    """What the columns are; `records` is how many of the table end with the header."""

    columns: Columns
    table: Table
    records: int


def read(name: str, tables: Sequence[Table], home: Home, options: Options) -> Reading[ListedRow]:
    """Return the rows of a list of applications, and those that could not be read.

    `tables` are the ways in which the file can be read; the one whose header names most fields
    counts. Raises TrackerError for a file that is no such list.
    """
    header = _best(name, tables, options)
    columns.check_names(name, header.columns, options.columns)
    unread: list[Unread] = []
    records = list(below(name, header, unread))
    entries = Entries(header.columns, [cells for _, cells in records], home, options)
    rows: list[ApplicationRow] = []
    for line, cells in records:
        try:
            rows.append(entries.row(line, cells))
        except TrackerError as error:
            unread.append(Unread(line, str(error)))
    return Reading(
        [*rows, *entries.people()],
        sorted(unread),
        entries.remarks(),
        entries.understood(),
        entries.unsure(),
        entries.guesses(),
    )


def find(table: Table, options: Options) -> Header | None:
    """Return the header of a table that names a company; of several the fullest, then the first."""
    best: Header | None = None
    for count, (_, cells) in enumerate(islice(table(), PREAMBLE), 1):
        found = columns.understand(cells or (), options.columns, answers=options.answers)
        is_list = "company" in found.places
        if is_list and (best is None or len(found.places) > len(best.columns.places)):
            best = Header(found, table, count)
    return best


def _best(name: str, tables: Sequence[Table], options: Options) -> Header:
    best: Header | None = None
    refusal: TrackerError | None = None
    for table in tables:
        try:
            found = find(table, options)
        except TrackerError as error:
            refusal = error
            continue
        if found and (best is None or len(found.columns.places) > len(best.columns.places)):
            best = found
    if best is None:
        raise refusal or _no_company(name, tables)
    if not options.columns and (refusal := _another_list(name, best.columns)):
        raise refusal
    return best


def _no_company(name: str, tables: Sequence[Table]) -> TrackerError:
    for table in tables:
        for _, cells in islice(table(), PREAMBLE):
            if refusal := _another_list(name, columns.understand(cells or (), {})):
                return refusal
    firsts = [next(((cells or []) for _, cells in table()), []) for table in tables]
    names = [" ".join(cell.split()) for cell in max(firsts, key=len)]
    which = f"of {columns.listed(names)}" if len(names) > 1 else "column"
    return TrackerError(
        f"{name} has no column that names a company; if it is a list of applications, say which "
        f'{which} does: --map "COLUMN=company".'
    )


def _another_list(name: str, found: Columns) -> TrackerError | None:
    """Return the refusal of a list that is known to be one of something else."""
    if found.is_address_book:
        return TrackerError(
            f"{name} is an address book; have its program write it as vCard (.vcf), and import "
            "that."
        )
    if found.other_kind is None:
        return None
    return TrackerError(
        f"{name} holds {found.other_kind}, of which there is nothing to keep here; of the same "
        "export, import Job Applications.csv, Saved Jobs.csv and Connections.csv, or all of it as "
        "it came."
    )


def below(name: str, header: Header, unread: list[Unread]) -> Iterator[tuple[int, list[str]]]:
    """Yield what stands below the header and is not blank; note what is no row in `unread`."""
    total = count = 0
    for line, cells in islice(header.table(), header.records, None):
        if cells is not None and not any(map(str.strip, cells)):
            continue
        count += 1
        total += len(cells or ())
        if count > MOST_ROWS or total > MOST_CELLS:
            msg = (
                f"{name} has more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells; divide it and "
                "import the parts."
            )
            raise TrackerError(msg)
        if cells is None:
            unread.append(Unread(line, MISQUOTED))
        elif len(cells) > MOST_COLUMNS:
            unread.append(Unread(line, f"it has {len(cells):,} columns"))
        else:
            yield line, cells
