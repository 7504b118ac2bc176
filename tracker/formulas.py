"""Cells of a spreadsheet that would be run as a formula, and the apostrophe that keeps them text.

The signs are those of OWASP's page on CSV injection, full-width ones included.
"""

import re

_RUNS = re.compile(r"['\s]*[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")
"""What is run, or would look guarded: so each text has a form of its own, and `bare` finds it."""


def guarded(text: str) -> str:
    """Return a text as a spreadsheet may safely hold it."""
    return f"'{text}" if _RUNS.match(text) else text


def bare(cell: str) -> str:
    """Return the text of a cell as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell, 1) else cell
