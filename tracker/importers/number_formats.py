"""The signs of currencies that a workbook's cells show, though they hold but a number."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from tracker.errors import TrackerError
from tracker.money import parse_unit

_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<sign>[^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].'
    r"|(?P<digits>[0#?][0#?,.]*)|(?P<end>;)|(?P<plain>.)",
    re.DOTALL,
)
_DIVIDED = re.compile(r",(?:\.|$)")
"""A comma behind the figures, for which a thousand is shown as one."""
_LITERAL = ("quoted", "escaped", "sign", "plain")


def of(sheet: Any) -> Mapping[int, str]:  # noqa: ANN401 (its own type hides what is needed here)
    """Return by the number of a style what money its cells are in, where it says so."""
    from openpyxl.cell.read_only import ReadOnlyCell  # noqa: PLC0415 (heavy, and an extra)

    found: dict[int, str] = {}
    for style in range(len(sheet.parent._cell_styles)):  # noqa: SLF001 (as above)
        with suppress(IndexError):  # a format that the file does not have
            cell = ReadOnlyCell(sheet, 1, 1, None, style_id=style)
            if said := unit(cell.number_format):
                found[style] = said
    return found


def unit(number_format: str) -> str | None:
    """Return what a format, such as “#,##0.00 [$€-407]”, says of money, None where it does not.

    A format that shows 60000 as “60 k€” says “€”: its thousands are of the looks alone.
    """
    words: list[str] = []
    digits = ""
    for part in _PART.finditer(number_format):
        if part["end"]:  # what follows is for negative numbers
            break
        digits += part["digits"] or ""
        words += filter(None, map(part.group, _LITERAL))
    text = " ".join("".join(words).split())
    try:
        said = parse_unit(text)
    except TrackerError:
        return None
    if said.currency and _DIVIDED.search(digits):
        return "/".join(filter(None, [said.currency.upper(), said.period]))
    return text if said.currency else None
