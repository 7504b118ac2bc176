"""What other programs hand out as many files: LinkedIn's export, Huntr's, any ZIP of lists.

Of an export of LinkedIn only the lists named here are opened: the rest is none of our business.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from tracker.errors import TrackerError
from tracker.importers import archive, calendars, connections, content, spreadsheet, vcards
from tracker.importers.content import MOST_BYTES, Part
from tracker.importers.rows import ConnectionRow, Home, Options, Reading, Row

_Read: TypeAlias = Callable[[str, bytes, Home, Options], Reading[Any]]

_KNOWN: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (re.compile(r"job applications(_\d+)?\.csv"), spreadsheet.read),
    (re.compile(r"saved jobs(_\d+)?\.csv"), spreadsheet.read),
    (re.compile(r"connections\.csv"), connections.read),
    (re.compile(r"user_jobs_.*\.csv"), spreadsheet.read),
)
_LINKEDIN = {"profile.csv", "positions.csv", "messages.csv", "invitations.csv", "skills.csv"}
_BY_ENDING: dict[str, _Read] = {
    ".csv": spreadsheet.read,
    ".tsv": spreadsheet.read,
    ".ics": calendars.read,
    ".vcf": vcards.read,
}
"""What any other archive may hold: of Google's, calendars and people."""
_BY_ITSELF = (".zip", ".7z", ".rar", ".gz", ".eml", ".mbox", ".xlsx")
"""How files end that may have something to import, but not as part of an archive."""


def recognises(start: bytes) -> bool:
    return content.is_zip(start)


def read(name: str, packed: bytes, home: Home, options: Options) -> Reading[Row]:
    """Return what an archive holds; raises TrackerError where there is nothing to import."""
    unpacked = archive.unpacked(name, packed)
    known = _chosen(unpacked.parts)
    nested = [part.name for part in unpacked.parts if _base(part).endswith(_BY_ITSELF)]
    remarks = [
        *unpacked.remarks,
        *_to_unpack(name, nested),
    ]
    if not (unpacked.parts or unpacked.remarks):
        msg = f"{name} is a ZIP archive without any file in it; download it again."
        raise TrackerError(msg)
    if not known:
        why = f" {remarks[0]}" if remarks else ""
        msg = f"{name} holds nothing to import; name another file.{why}"
        raise TrackerError(msg)
    return _together(name, known, home, options, remarks)


def _to_unpack(name: str, parts: Sequence[str]) -> Iterator[str]:
    if parts:
        more = f" and {len(parts) - 1:,} more" if parts[1:] else ""
        them = "them" if more else "it"
        were = "were" if more else "was"
        yield f"“{parts[0]}”{more} in {name} {were} left out: unpack {them} and import {them} too."


def read_folder(name: str, parts: Sequence[Part], home: Home, options: Options) -> Reading[Row]:
    """Return what an unpacked export holds; other folders raise TrackerError."""
    known = [(part, read_) for part in parts if (read_ := _reader(part))]
    if not known:
        msg = (
            f"{name} is a folder without an export of LinkedIn's in it; name a file in it, such as "
            "one that ends in .csv."
        )
        raise TrackerError(msg)
    return _together(name, known, home, options, [])


def _chosen(parts: Sequence[Part]) -> list[tuple[Part, _Read]]:
    """Return the lists whose name is known, or else, unless LinkedIn made it, every list."""
    known = [(part, read_) for part in parts if (read_ := _reader(part))]
    if known or any(_base(part) in _LINKEDIN for part in parts):
        return known
    readers = ((part, _BY_ENDING.get(PurePosixPath(_base(part)).suffix)) for part in parts)
    return [(part, read_) for part, read_ in readers if read_]


def _reader(part: Part) -> _Read | None:
    base = _base(part)
    return next((read_ for pattern, read_ in _KNOWN if pattern.fullmatch(base)), None)


def _base(part: Part) -> str:
    """Return a file's own name; a Mac's shadow of it, “._Saved Jobs.csv”, has another."""
    return PurePosixPath(part.name.replace("\\", "/")).name.lower()


def _together(
    name: str,
    known: Sequence[tuple[Part, _Read]],
    home: Home,
    options: Options,
    remarks: Sequence[str],
) -> Reading[Row]:
    """Read one file after another; one that cannot be read is named, the others come in."""
    readings: list[tuple[str, Reading[Any]]] = []
    refused: list[str] = []
    size = 0
    for part, read_ in known:
        try:
            found = part.read()
            size += len(found)
            readings.append((part.name, read_(part.name, found, home, options)))
        except TrackerError as error:
            refused.append(str(error))
        if size > MOST_BYTES:
            msg = f"{name} holds more than any list of applications; import its files singly."
            raise TrackerError(msg)
    if not readings:
        raise TrackerError(refused[0])
    return _joined(readings, [*remarks, *refused])


def _placed(row: Row, name: str) -> Row:
    """Note in which file somebody stands who may be left out later."""
    return replace(row, file=name) if isinstance(row, ConnectionRow) else row


def _joined(readings: Sequence[tuple[str, Reading[Any]]], remarks: Sequence[str]) -> Reading[Row]:
    return Reading(
        [_placed(row, name) for name, each in readings for row in each.rows],
        [one._replace(file=name) for name, each in readings for one in each.unread],
        list(dict.fromkeys([*remarks, *(text for _, each in readings for text in each.remarks)])),
        [text for _, each in readings for text in each.understood],
        next((each.unsure for _, each in readings if each.unsure), None),
        list(dict.fromkeys(text for _, each in readings for text in each.guesses)),
    )
