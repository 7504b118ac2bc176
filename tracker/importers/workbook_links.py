"""What openpyxl does not tell of cells as it reads row by row: where they lead, what they lack."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

Place = tuple[int, int]
"""The numbers of a row and a column, from 1 on."""

_FORMULA = re.compile(r'\s*=?\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_EXTERNAL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Marks(NamedTuple):
    """The addresses of cells, by a link or the function HYPERLINK, and which lack their value.

    These, such as “B2”, hold a formula that no program has worked out before it saved the sheet.
    """

    links: dict[Place, str]
    unsaved: list[str]


def of(sheet: Any) -> Marks:  # noqa: ANN401 (its own type hides what is needed here)
    """Return what a sheet holds of both."""
    from openpyxl.utils.cell import coordinate_to_tuple  # noqa: PLC0415 (heavy, and an extra)

    found = Marks({}, [])
    for reference, address in _marked(sheet):
        if address is None:
            found.unsaved.append(reference)
        else:
            row, column = coordinate_to_tuple(reference.partition(":")[0])
            found.links.setdefault((row, column), address)
    return found


def _marked(sheet: Any) -> Iterator[tuple[str, str | None]]:  # noqa: ANN401
    """Yield the reference of a cell, such as “B2”, and where it leads; None if it has no value."""
    from openpyxl.xml.functions import iterparse, localname  # noqa: PLC0415 (heavy, and an extra)

    targets = _targets(sheet)
    with sheet._get_source() as source:  # noqa: SLF001 (what openpyxl itself goes through)
        for _, element in iterparse(source):
            tag = localname(element)
            if tag == "hyperlink" and (address := targets.get(element.get(_EXTERNAL, ""))):
                yield element.get("ref"), address
            elif tag == "c":
                yield from _of_cell(element.get("r"), element)
            elif tag == "row":
                element.clear()


def _of_cell(reference: str | None, element: Any) -> Iterator[tuple[str, str | None]]:  # noqa: ANN401
    """Yield what one cell is marked with."""
    from openpyxl.xml.functions import localname  # noqa: PLC0415 (heavy, and an extra)

    if reference is None:
        return
    formulas = (_FORMULA.match(child.text or "") for child in element)
    if formula := next(filter(None, formulas), None):
        yield reference, formula[1]
    parts = {localname(child): child.text for child in element}
    if "f" in parts and not parts.get("v") and element.get("t") != "str":  # that may be blank
        yield reference, None


def _targets(sheet: Any) -> dict[str, str]:  # noqa: ANN401
    """Return the addresses outside of the workbook by the ids under which the sheet names them."""
    from openpyxl.packaging.relationship import (  # noqa: PLC0415 (heavy, and an extra)
        get_dependents,
        get_rels_path,
    )

    archive = sheet.parent._archive  # noqa: SLF001 (as above)
    path = get_rels_path(  # type: ignore[no-untyped-call]
        sheet._worksheet_path  # noqa: SLF001
    )
    if path not in archive.namelist():
        return {}
    external = (one for one in get_dependents(archive, path) if one.TargetMode == "External")
    return {one.Id: one.Target for one in external if one.Id and one.Target}
