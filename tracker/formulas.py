"""Cells of a spreadsheet that would be run as a formula, and the apostrophe that keeps them text.

The signs are those of OWASP's page on CSV injection, full-width ones included. Where a spreadsheet
divides cells at semicolons or tabs, as in much of Europe, commas and quotation marks do not hold a
cell together: so what follows a semicolon, a tab or the end of a line is kept from it as well.
"""

import re

_SIGNS = r"=+\-@\uff0b\uff0d\uff1d\uff20"
_RUNS = re.compile(rf"['\s]*[{_SIGNS}\t\r\n]")
"""What is run, or would look guarded: so each text has a form of its own, and `bare` finds it."""
_RUNS_WITHIN = rf"(?=(?:'|[^\S\t\r\n])*[{_SIGNS}])"
_WITHIN = re.compile(rf"(?<=[;\t\r\n]){_RUNS_WITHIN}")
_GUARD_WITHIN = re.compile(rf"(?<=[;\t\r\n])'{_RUNS_WITHIN}")


def guarded(text: str) -> str:
    """Return a text as a spreadsheet may safely hold it."""
    within = _WITHIN.sub("'", text)
    return f"'{within}" if _RUNS.match(text) else within


def bare(cell: str) -> str:
    """Return the text of a cell as it was before it was guarded."""
    if "'" not in cell:
        return cell
    text = cell[1:] if cell.startswith("'") and _RUNS.match(cell, 1) else cell
    return _GUARD_WITHIN.sub("", text)
