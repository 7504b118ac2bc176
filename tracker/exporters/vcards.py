"""Contacts as vCards of version 4.0 or 3.0 (RFC 6350, RFC 2426), for an address book."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

from tracker import names
from tracker.models import Contact
from tracker.people import uid

VERSIONS = ("4.0", "3.0")
MET = "X-TRACKER-MET"
"""Says once more where somebody was met, so that it is told from the rest of the note."""

_WIDTH = 75
"""Octets of a line, without its end; a line that is folded begins with a space."""
_ESCAPES = {"\\": r"\\", ",": r"\,", ";": r"\;", "\n": r"\n"}
_LEFT_OUT = {chr(code): "" for code in range(0x20) if chr(code) not in "\t\n"}
_ESCAPED = str.maketrans(_ESCAPES | _LEFT_OUT)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE | re.ASCII)


def cards(
    contacts: Iterable[Contact],
    hunt: str,
    changed: Mapping[int, dt.datetime],
    version: str = VERSIONS[0],
) -> Iterator[str]:
    """Yield the cards of these contacts, one after the other.

    `hunt` is the identity of the hunt that they are from, `changed` when each of them, by id, was
    last changed. The same records make the same text.
    """
    for one in contacts:
        lines = _card(one, hunt, changed.get(one.id), version)
        yield "".join(f"{_folded(line)}\r\n" for line in lines)


def _card(one: Contact, hunt: str, changed: dt.datetime | None, version: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield _uid((one.card_uid or uid(hunt, one.id)).partition("\n")[0], version)
    yield f"FN:{_text(one.name)}"
    stated = one.name_parts.split("\n") if one.name_parts else names.parts(one.name)
    yield f"N:{';'.join(map(_text, stated))}"
    for name, value in _properties(one):
        if value:
            yield f"{name}:{_text(value)}"
    if changed:
        yield f"REV:{changed:%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"


def _properties(one: Contact) -> Iterator[tuple[str, str | None]]:
    yield "ORG", one.company
    yield "TITLE", one.role
    yield "EMAIL", one.email
    yield "TEL", one.phone
    yield "URL", one.url
    yield "CATEGORIES", one.kind
    yield "NOTE", "\n\n".join(filter(None, (one.notes, one.met and f"Met: {one.met}")))
    yield MET, one.met


def _uid(text: str, version: str) -> str:
    """Return the line of a UID, which in version 4.0 is an address unless it says otherwise."""
    if version == "3.0":
        return f"UID:{_text(text)}"
    return f"UID:{text}" if _ADDRESS.fullmatch(text) else f"UID;VALUE=text:{_text(text)}"


def _text(text: str) -> str:
    """Return a text as a value; control characters, which a card cannot hold, are left out."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPED)


def _folded(line: str) -> str:
    """Fold a line after at most 75 octets, and never within a letter."""
    if len(line) * 4 <= _WIDTH or len(line.encode()) <= _WIDTH:
        return line
    pieces, size, start = [], 0, 0
    for place, sign in enumerate(line):
        width = len(sign.encode())
        if size + width > _WIDTH:
            pieces.append(line[start:place])
            size, start = 1, place
        size += width
    return "\r\n ".join([*pieces, line[start:]])
