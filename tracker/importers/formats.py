"""The formats that can be brought along, each recognised by what a file holds, not by its name."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from tracker.errors import TrackerError
from tracker.importers import (
    calendars,
    connections,
    content,
    exports,
    hunts,
    mail,
    markdown,
    saved_page,
    spreadsheet,
    vcards,
    workbook,
)
from tracker.importers.rows import Home, Options, Reading, Row


class Format(NamedTuple):
    """A kind of file; `recognises` is asked of the whole content, `read` raises TrackerError.

    `what` is what such a file is called in a sentence. `is_mapped` says that the user's words for
    columns and stages count in it, `is_ordered` that days such as 4/5/2026 do not stand in it.
    """

    name: str
    what: str
    recognises: Callable[[bytes], bool]
    read: Callable[[str, bytes, Home, Options], Reading[Any]]
    is_mapped: bool = False
    is_ordered: bool = False


FORMATS = (
    Format("workbook", "a workbook of Excel", workbook.recognises, workbook.read, is_mapped=True),
    Format("archive", "a whole ZIP archive", exports.recognises, exports.read, is_mapped=True),
    Format("hunt", "a copy of a hunt", hunts.recognises, hunts.read, is_ordered=True),
    Format("calendar", "a calendar", calendars.recognises, calendars.read, is_ordered=True),
    Format("mail", "a saved message or mailbox", mail.recognises, mail.read, is_ordered=True),
    Format("vcard", "a vCard", vcards.recognises, vcards.read, is_ordered=True),
    Format("connections", "a list of connections", connections.recognises, connections.read),
    Format("markdown", "a table in Markdown", markdown.recognises, markdown.read, is_mapped=True),
    Format(
        "spreadsheet",
        "a text such as CSV",
        spreadsheet.recognises,
        spreadsheet.read,
        is_mapped=True,
    ),
)
"""In the order in which they are asked: the last takes any text, and says what it misses in it."""

NAMES = [each.name for each in FORMATS]

_MAIL = FORMATS[NAMES.index("mail")]
_DATABASE = Format("", "a database", hunts.is_database, hunts.refuse_database)
_OTHER_JSON = Format("", "a JSON file of another program", hunts.is_json, hunts.refuse)
_PAGE = Format("", "a web page", saved_page.recognises, saved_page.refuse)


def read(path: Path, home: Home, options: Options, kind: str | None = None) -> Reading[Row]:
    """Return what a file or the folder of an export holds, as the format `kind` if that is said.

    Raises TrackerError for what cannot be read, or is nothing to import.
    """
    if content.is_folder(path):
        return exports.read_folder(str(path), content.parts(path), home, options)
    if kind in {None, "mail"}:
        with content.opened(path) as file:
            if mail.recognises(file.read(mail.BEGINNING)):
                file.seek(0)
                return _noted(_MAIL, mail.read_from(path.name, file, home), options)
    found = content.of(path, hunts.recognises)
    likely = _likely(found)
    said = next((each for each in FORMATS if each.name == kind), likely)
    try:
        reading = said.read(path.name, found, home, options)
    except TrackerError as error:
        if _is_mistaken(said, likely, found):
            raise _unlike(path.name, said, likely) from error
        raise
    if not (reading.rows or reading.unread) and _is_mistaken(said, likely, found):
        raise _unlike(path.name, said, likely)
    return _noted(said, reading, options)


def _noted(said: Format, reading: Reading[Any], options: Options) -> Reading[Any]:
    """Return what was read, with a remark where the user said something of no use there."""
    useless = []
    if options.is_mapping and not said.is_mapped:
        useless.append("columns and stages")
    if options.order and said.is_ordered:
        useless.append("the order of days")
    if not useless:
        return reading
    what = " or ".join(useless)
    remark = f"It is {said.what}, where what you said of {what} changes nothing."
    return replace(reading, remarks=[*reading.remarks, remark])


def _likely(found: bytes) -> Format:
    asked = (*FORMATS[:-1], _DATABASE, _OTHER_JSON, _PAGE)
    return next((each for each in asked if each.recognises(found)), FORMATS[-1])


def _is_mistaken(said: Format, likely: Format, found: bytes) -> bool:
    """Whether a file is not what was said of it; any text could be a spreadsheet."""
    may_be = said is likely or (said is not FORMATS[-1] and said.recognises(found))
    return likely.recognises(found) and not may_be


def _unlike(name: str, said: Format, likely: Format) -> TrackerError:
    return TrackerError(
        f"{name} is no {said.what.removeprefix('a ')}; it looks like {likely.what}, so try again "
        f"without --format {said.name}."
    )
