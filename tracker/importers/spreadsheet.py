"""Any spreadsheet of applications saved as text, LinkedIn's own lists among them."""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tracker.errors import TrackerError
from tracker.importers import columns
from tracker.importers.columns import Columns
from tracker.importers.entries import Entries
from tracker.importers.rows import ApplicationRow, Home, Reading, Unread
from tracker.words import DateOrder

MOST_BYTES = 64 * 2**20
LONGEST_LINE = 2**20
MOST_ROWS = 250_000
MOST_CELLS = 4_000_000
MOST_COLUMNS = 20_000
"""More than these no list of applications has: they bound the memory that a file can take."""
PREAMBLE = 20
"""The header stands within as many lines."""

_DELIMITERS = ",;\t|"
_ZIP = b"PK\x03\x04"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

Record = tuple[int, list[str] | None]
"""The line that it starts on, and its cells; None where its quotation marks are wrong."""


class _Header(NamedTuple):
    columns: Columns
    delimiter: str
    records: int
    """How many records end with it."""


def read(
    path: Path,
    home: Home,
    mapping: Mapping[str, str] | None = None,
    order: DateOrder | None = None,
) -> Reading[ApplicationRow]:
    """Return the rows of a list of applications, and those that could not be read.

    `mapping` says by a column's name which field it is (see columns.FIELDS); `order` says how
    4/5/2026 is read. Raises TrackerError for a file that is no such list.
    """
    mapping = mapping or {}
    columns.check(mapping)
    text = _text(path.name, content_of(path))
    header = _header(path.name, text, mapping)
    columns.check_names(header.columns, mapping)
    unread: list[Unread] = []
    records = list(_rows(path.name, text, header, unread))
    entries = Entries(header.columns, [cells for _, cells in records], home, order)
    rows: list[ApplicationRow] = []
    for line, cells in records:
        try:
            rows.append(entries.row(line, cells))
        except TrackerError as error:
            unread.append(Unread(line, str(error)))
    return Reading(rows, sorted(unread), entries.remarks())


def content_of(path: Path) -> bytes:
    """Return what a file holds; raises TrackerError where it cannot be read, or is too large."""
    if path.is_dir():
        msg = f"{path} is a folder; name a file in it, such as one that ends in .csv."
        raise TrackerError(msg)
    try:
        if path.exists() and not path.is_file():
            msg = f"{path} is no file to be read; save what it gives as a CSV first."
            raise TrackerError(msg)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        msg = f"{path} cannot be read ({reason}); name another file."
        raise TrackerError(msg) from error
    if len(content) > MOST_BYTES:
        msg = f"{path.name} is larger than any list of applications; divide it, if it is one."
        raise TrackerError(msg)
    return content


def _text(name: str, content: bytes) -> str:
    if content.startswith(_ZIP):
        msg = (
            f"{name} is an Excel workbook or a ZIP archive; save it as CSV, or unpack it, and "
            "import the .csv file."
        )
        raise TrackerError(msg)
    text = _decoded(content)
    if text is None or "\0" in text:
        msg = f"{name} is no text; save the spreadsheet as CSV (UTF-8) and import that."
        raise TrackerError(msg)
    if not text.strip():
        msg = f"{name} is empty; name another file."
        raise TrackerError(msg)
    return text


def _decoded(content: bytes) -> str | None:
    encodings = ["utf-16"] if content.startswith(_UTF_16) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _header(name: str, text: str, mapping: Mapping[str, str]) -> _Header:
    """Find the header: with the right delimiter it names more fields than any other line does."""
    best: _Header | None = None
    refusal = TrackerError(
        f"{name} has no column that names a company; if it is a list of applications, say which "
        'column does: --map "COLUMN=company".'
    )
    for delimiter in _DELIMITERS:
        try:
            for found in _candidates(name, text, delimiter, mapping):
                if best is None or len(found.columns.places) > len(best.columns.places):
                    best = found
        except TrackerError as error:
            refusal = error
    if best is None:
        raise refusal
    if best.columns.other_kind and not mapping:
        msg = f"{name} lists {best.columns.other_kind}, not applications; name another file."
        raise TrackerError(msg)
    return best


def _candidates(
    name: str, text: str, delimiter: str, mapping: Mapping[str, str]
) -> Iterator[_Header]:
    for count, (_, cells) in enumerate(islice(_records(name, text, delimiter), PREAMBLE), 1):
        found = columns.understand(cells or (), mapping)
        if "company" in found.places:
            yield _Header(found, delimiter, count)


def _rows(
    name: str, text: str, header: _Header, unread: list[Unread]
) -> Iterator[tuple[int, list[str]]]:
    """Yield what stands below the header and is not blank; note what is no row in `unread`."""
    records = islice(_records(name, text, header.delimiter), header.records, None)
    total = 0
    for count, (line, cells) in enumerate(records, 1):
        total += len(cells or ())
        if count > MOST_ROWS or total > MOST_CELLS:
            msg = (
                f"{name} has more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells; divide it and "
                "import the parts."
            )
            raise TrackerError(msg)
        if cells is None:
            unread.append(Unread(line, "a quotation mark is opened or closed in the wrong place"))
        elif len(cells) > MOST_COLUMNS:
            unread.append(Unread(line, f"it has {len(cells):,} columns"))
        elif any(map(str.strip, cells)):
            yield line, cells


def _records(name: str, text: str, delimiter: str) -> Iterator[Record]:
    reader = csv.reader(_lines(name, text), delimiter=delimiter, strict=True, skipinitialspace=True)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field larger" in str(error):
                raise _too_long(name, line) from error
            yield line, None


def _lines(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        if len(line) > LONGEST_LINE:
            raise _too_long(name, number)
        yield line


def _too_long(name: str, line: int) -> TrackerError:
    return TrackerError(
        f"{name} holds a text too long for a spreadsheet in line {line}, as when a quotation mark "
        "is never closed; mend that line and import it again."
    )
