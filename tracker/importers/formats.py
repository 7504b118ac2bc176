"""The formats that can be brought along, each recognised by what a file holds, not by its name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tracker.importers import (
    calendars,
    connections,
    content,
    exports,
    hunts,
    mail,
    markdown,
    spreadsheet,
    vcards,
    workbook,
)
from tracker.importers.rows import Home, Options, Reading, Row


class Format(NamedTuple):
    """A kind of file; `recognises` is asked of the whole content, `read` raises TrackerError."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[str, bytes, Home, Options], Reading[Any]]


FORMATS = (
    Format("workbook", workbook.recognises, workbook.read),
    Format("archive", exports.recognises, exports.read),
    Format("hunt", hunts.recognises, hunts.read),
    Format("calendar", calendars.recognises, calendars.read),
    Format("mail", mail.recognises, mail.read),
    Format("vcard", vcards.recognises, vcards.read),
    Format("connections", connections.recognises, connections.read),
    Format("markdown", markdown.recognises, markdown.read),
    Format("spreadsheet", spreadsheet.recognises, spreadsheet.read),
)
"""In the order in which they are asked: the last takes any text, and says what it misses in it."""

NAMES = [each.name for each in FORMATS]


def read(path: Path, home: Home, options: Options, kind: str | None = None) -> Reading[Row]:
    """Return what a file or the folder of an export holds, as the format `kind` if that is said.

    Raises TrackerError for what cannot be read, or is nothing to import.
    """
    if path.is_dir():
        return exports.read_folder(str(path), content.parts(path), home, options)
    found = content.of(path, hunts.recognises)
    return _format(found, kind).read(path.name, found, home, options)


def _format(found: bytes, kind: str | None) -> Format:
    if kind is not None:
        return next(each for each in FORMATS if each.name == kind)
    return next((each for each in FORMATS if each.recognises(found)), FORMATS[-1])
