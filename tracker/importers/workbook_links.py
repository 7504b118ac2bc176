"""Where the cells of a sheet lead: openpyxl does not tell while it reads row by row."""

import re
from collections.abc import Iterator
from typing import Any

Place = tuple[int, int]
"""The numbers of a row and a column, from 1 on."""

_FORMULA = re.compile(r'\s*=?\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_EXTERNAL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def of(sheet: Any) -> dict[Place, str]:  # noqa: ANN401 (its own type hides what is needed here)
    """Return the address of each cell that has one, as a link or by the function HYPERLINK."""
    from openpyxl.utils.cell import coordinate_to_tuple  # noqa: PLC0415 (heavy, and an extra)

    found: dict[Place, str] = {}
    for reference, address in _linked(sheet):
        row, column = coordinate_to_tuple(reference.partition(":")[0])
        found.setdefault((row, column), address)
    return found


def _linked(sheet: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield the reference of a cell, such as “B2”, and where it leads."""
    from openpyxl.xml.functions import iterparse, localname  # noqa: PLC0415 (heavy, and an extra)

    targets = _targets(sheet)
    with sheet._get_source() as source:  # noqa: SLF001 (what openpyxl itself goes through)
        for _, element in iterparse(source):
            tag = localname(element)
            if tag == "hyperlink" and (address := targets.get(element.get(_EXTERNAL, ""))):
                yield element.get("ref"), address
            elif tag == "c":
                formulas = (_FORMULA.match(child.text or "") for child in element)
                if (formula := next(filter(None, formulas), None)) and element.get("r"):
                    yield element.get("r"), formula[1]
            elif tag == "row":
                element.clear()


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
