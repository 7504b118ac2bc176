"""A workbook of Excel, Numbers, LibreOffice or Google Sheets (.xlsx), read sheet by sheet."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tracker.errors import TrackerError
from tracker.importers import archive, mapper, number_formats, workbook_links
from tracker.importers.cells import Linked
from tracker.importers.content import is_zip
from tracker.importers.mapper import Record
from tracker.importers.rows import Home, ListedRow, Options, Reading

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MOST_UNPACKED = 128 * 2**20
MOST_LINES = 2**20
"""A sheet has no more."""
MOST_LOOKED_AT = 10_000_000
"""Cells, blank ones included: a sheet of more takes minutes to go through."""
_PART = b"xl/workbook.xml"
NO_LINKS: Mapping[workbook_links.Place, str] = {}
NO_SIGNS: Mapping[int, str] = {}


def recognises(content: bytes) -> bool:
    """Whether it is a ZIP archive with the list of a workbook's sheets in it."""
    return is_zip(content) and _PART in content


def read(name: str, content: bytes, home: Home, options: Options) -> Reading[ListedRow]:
    """Return the applications of the first sheet that has a column for companies.

    Raises TrackerError for a workbook without one, for a broken one, and where openpyxl, which
    the extra “xlsx” brings, is not installed.
    """
    archive.check_sizes(name, archive.opened(name, content), MOST_UNPACKED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            sheets = _sheets(name, content)
            lists = (one for one in sheets if mapper.find(partial(_records, name, one), options))
            sheet = next(lists, sheets[0])
            marks = workbook_links.of(sheet)
            table = partial(_records, name, sheet, marks.links, number_formats.of(sheet))
            reading = mapper.read(name, [table], home, options)
            further = [one.title for one in lists]
            said = (*_left(sheet.title, further), *_lacking(marks.unsaved))
            return replace(reading, remarks=[*reading.remarks, *said])
        except TrackerError:
            raise
        except MemoryError as error:
            msg = f"{name} does not fit into memory; save the sheet as CSV and import that."
            raise TrackerError(msg) from error
        except Exception as error:
            msg = (
                f"{name} is no workbook that can be read; if a spreadsheet program opens it, save "
                "the sheet as CSV, and import that."
            )
            raise TrackerError(msg) from error


def _left(title: str, further: Sequence[str]) -> Iterator[str]:
    if further:
        those = "that one" if len(further) == 1 else "those"
        others = ", ".join(further)
        yield f"Only the sheet {title} was read, not {others}; save {those} as CSV to import more."


def _lacking(cells: Sequence[str]) -> Iterator[str]:
    if cells:
        those = f"{cells[0]} and {len(cells) - 1:,} more hold" if cells[1:] else f"{cells[0]} holds"
        yield (
            f"{those} a formula without its value, taken as blank; save the workbook in a "
            "spreadsheet program, and import it again."
        )


def _sheets(name: str, content: bytes) -> "list[ReadOnlyWorksheet]":
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 (heavy, and an extra)
    except ImportError as error:
        msg = (
            f"{name} is an Excel workbook, and reading those needs openpyxl: "
            'pip install "interview-worth[xlsx]"; or save it as CSV and import that.'
        )
        raise TrackerError(msg) from error
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheets: list[Any] = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
    if not sheets:
        msg = f"{name} has no sheet with cells; name another file."
        raise TrackerError(msg)
    return sheets


def _records(
    name: str,
    sheet: "ReadOnlyWorksheet",
    links: Mapping[workbook_links.Place, str] = NO_LINKS,
    signs: Mapping[int, str] = NO_SIGNS,
) -> Iterator[Record]:
    sheet.reset_dimensions()  # what a file says of its own size may be wrong, or a trap
    seen = 0
    for number, values in enumerate(_values(sheet, signs), 1):
        seen += len(values)
        if number > MOST_LINES or seen > MOST_LOOKED_AT:
            msg = f"{name} has a sheet without end; save the rows that you want as CSV."
            raise TrackerError(msg)
        if cells := _cells(values):
            yield (
                number,
                [
                    Linked(cell, [links[number, place]]) if (number, place) in links else cell
                    for place, cell in enumerate(cells, 1)
                ],
            )


def _values(
    sheet: Any,  # noqa: ANN401 (its own type hides what is needed here)
    signs: Mapping[int, str],
) -> Iterator[Sequence[object]]:
    """Go through the rows; `signs`, which take half as long again, stand behind their numbers."""
    if not signs:
        yield from sheet.values
        return
    for row in sheet.iter_rows():
        yield [_signed(cell, signs) for cell in row]


def _signed(cell: Any, signs: Mapping[int, str]) -> object:  # noqa: ANN401 (as above)
    value = cell.value
    if isinstance(value, int | float) and (sign := signs.get(cell._style_id)):  # noqa: SLF001
        return f"{_text(value)} {sign}"
    return value


def _cells(values: Sequence[object]) -> list[str]:
    """Return a row's cells as text, without the blank ones at its end."""
    filled = [place for place, value in enumerate(values) if value is not None]
    last = filled[-1] + 1 if filled else 0
    return ["" if value is None else _text(value) for value in values[:last]]


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004 (exact)
    return str(value)
