"""A whole hunt in the JSON that `tracker export json` writes, of this version or an earlier one.

All of it is checked before it is handed on: a single wrong value refuses the whole, in a sentence
that names its place, such as “applications[3].stage”.
"""

import json
import math
import re
from collections.abc import Callable
from typing import Any

from tracker.errors import TrackerError
from tracker.importers import text
from tracker.importers.hunt_tables import Document, Place, read_tables
from tracker.importers.hunt_values import shown
from tracker.importers.rows import Home, HuntRow, Options, Reading
from tracker.models.portable import FORMAT, VERSION, plural, tables
from tracker.settings import check_stored

_MARK = re.compile(rf'"format"\s*:\s*"{FORMAT}"'.encode())
_JSON = re.compile(r'\s*(?:\{\s*(?:["}]|\Z)|\[[\s\[]*(?:["{]|[\s\]]*\Z))')
_HEAD = 2**16
"""The name of the format stands within as many bytes."""
_DIGITS = 300
_HUNT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KEYS = {"format", "version", "schema", "hunt"}

UPGRADES: dict[int, Callable[[Document], Document]] = {}
"""By version, what makes a document of it one of the next; when VERSION rises, add the last here.

Each is tested with a document of its version written by hand.
"""


def recognises(content: bytes) -> bool:
    """Whether a file says that it is a copy of a hunt; nothing else in it is looked at."""
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and _MARK.search(head) is not None


def is_json(content: bytes) -> bool:
    """Whether a file looks like JSON, of whatever."""
    return _JSON.match(text.start(content)) is not None


def is_database(content: bytes) -> bool:
    """Whether a file is a database of SQLite, as a hunt is kept in."""
    return content.startswith(b"SQLite format 3\0")


def refuse_database(name: str, content: bytes, home: Home, options: Options) -> Reading[HuntRow]:
    """Raise TrackerError for a database, with the ways from one hunt to another."""
    del content, home, options
    msg = (
        f"{name} is a database; if it is a hunt, take from it what is to be imported by "
        f"TRACKER_DATABASE={name} tracker export json --to hunt.json, or go back to it as a whole: "
        "tracker restore."
    )
    raise TrackerError(msg)


def refuse(name: str, content: bytes, home: Home, options: Options) -> Reading[HuntRow]:
    """Raise TrackerError for JSON that is no copy of a hunt, with what of JSON can be read."""
    del content, home, options
    msg = (
        f"{name} is JSON, but no copy of a hunt, as “tracker export json” writes it; export a CSV "
        "file where it comes from, or, if it is a job posting: tracker add --from FILE."
    )
    raise TrackerError(msg)


def read(name: str, content: bytes, home: Home, options: Options) -> Reading[HuntRow]:
    """Return the hunt of a copy; raises TrackerError for anything that is wrong in it."""
    del home, options  # a copy leaves nothing open
    found = hunt(name, content)
    check_settings(found)
    return Reading([found])


def hunt(name: str, content: bytes) -> HuntRow:
    """Return what a copy states; raises TrackerError for anything that is wrong in it."""
    where = Place(name)
    document = _upgraded(where, _document(where, content))
    keys = {plural(table) for table in tables()}
    for key in document:
        if key not in keys | _KEYS:
            raise where.refusal(f"has “{shown(key)}”, which this version of tracker does not know")
    identity = document.get("hunt")
    if not isinstance(identity, str) or not _HUNT.fullmatch(identity):
        raise where.at("hunt").refusal(
            "is no identity such as 123e4567-e89b-12d3-a456-426614174000"
        )
    return HuntRow(1, name, identity, read_tables(where, document))


def check_settings(hunt: HuntRow) -> None:
    """Raise TrackerError for a setting that the profile could not read."""
    for number, row in enumerate(hunt.tables["setting"]):
        try:
            check_stored(row["name"], row["value"])
        except TrackerError as error:
            msg = f"{hunt.name}: settings[{number}] cannot be read: {error}"
            raise TrackerError(msg) from error


def _document(where: Place, content: bytes) -> Document:
    try:
        document = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=_real,
            parse_constant=_real,
        )
    except UnicodeDecodeError as error:
        raise where.refusal(f"is not UTF-8 text from byte {error.start} on") from error
    except RecursionError as error:
        raise where.refusal("is nested too deeply") from error
    except json.JSONDecodeError as error:
        spot = f"line {error.lineno}, column {error.colno}"
        raise where.refusal(f"is no JSON from {spot} on, as when the end is missing") from error
    except _TwiceError as error:
        raise where.refusal(f"has “{shown(error.key)}” twice in one object") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise where.refusal(f"is no copy of a hunt: its format is not “{FORMAT}”")
    return document


class _TwiceError(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _object(pairs: list[tuple[str, Any]]) -> Document:
    found: Document = {}
    for key, value in pairs:
        if key in found:
            raise _TwiceError(key)
        found[key] = value
    return found


def _whole(figures: str) -> int | float:
    """Return a whole number; one that nobody counts to is no number at all."""
    return int(figures) if len(figures) <= _DIGITS else math.nan


def _real(figures: str) -> float:
    return float(figures)


def _upgraded(where: Place, document: Document) -> Document:
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise where.at("version").refusal("is no version such as 1")
    if version > VERSION:
        msg = (
            f"{where} was written by a newer version of tracker (format {version}); "
            "upgrade with: pip install --upgrade interview-worth"
        )
        raise TrackerError(msg)
    for step in range(version, VERSION):
        document = UPGRADES[step](document)
    return document
