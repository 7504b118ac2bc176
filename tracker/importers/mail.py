"""Saved messages and mailboxes (RFC 5322, mbox): the invitations that came with them."""

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.utils import getaddresses
from functools import partial
from io import BytesIO
from itertools import chain, islice
from typing import BinaryIO

from tracker.errors import TrackerError
from tracker.importers import calendars
from tracker.importers.content import MOST_BYTES
from tracker.importers.rows import Home, MeetingRow, Options, Reading, Unread

MOST_PARTS = 500
LONGEST_PART = 2 * 2**20
"""Bytes of an encoded part beyond which it is no invitation."""

_HEADERS = {
    *("from", "to", "cc", "subject", "date", "message-id", "mime-version", "received"),
    *("return-path", "delivered-to", "content-type", "x-gm-thrid", "x-original-to", "reply-to"),
    *(
        "dkim-signature",
        "authentication-results",
        "arc-seal",
        "sender",
        "content-transfer-encoding",
    ),
}
_HEADER = re.compile(rb"([A-Za-z0-9-]{2,60}):")
BEGINNING = 16384
_LONGEST_LINE = 2**16
_FIRST_HEADER = re.compile(rb"[A-Za-z0-9-]+:|>From ")
_MAY_HOLD = re.compile(rb"BEGIN:VCALENDAR|calendar|\.ics|application/ics", re.IGNORECASE)
_ATTACHED = re.compile(rb"(?:[A-Za-z0-9+/]{60,76}\r?\n){20000,}")
"""What is attached and too long for an invitation: it is dropped before it costs memory."""
_WITHIN = re.compile(
    rb"^BEGIN:VCALENDAR.*?^END:VCALENDAR", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
"""A calendar that stands where it should not, such as among the headers of a part."""
_TYPES = {"text/calendar", "application/ics", "text/x-vcalendar"}
_RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To")


def recognises(content: bytes) -> bool:
    """Whether a file's content is a message, or a mailbox of several."""
    start = content[:BEGINNING].lstrip()
    if start.startswith(b"From ") and b"\n" in start:
        start = start[start.index(b"\n") + 1 :]
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    lines = [line for line in head.splitlines() if line[:1] not in {b" ", b"\t", b">"}]
    names = [found[1].decode().lower() for line in lines if (found := _HEADER.match(line))]
    return len(names) == len(lines) > 0 and len(_HEADERS.intersection(names)) > 1


def read(name: str, content: bytes, home: Home, options: Options) -> Reading[MeetingRow]:
    """Do the same as read_from with what stands in a file."""
    del options
    return read_from(name, BytesIO(content), home)


def read_from(name: str, file: BinaryIO, home: Home) -> Reading[MeetingRow]:
    """Return the meetings of a message or a mailbox, each from its message's line on.

    One message after another is in memory. Raises TrackerError where none brings a calendar along.
    """
    rows: list[MeetingRow] = []
    unread: list[Unread] = []
    for line, message in _messages(file):
        if len(message) > MOST_BYTES:
            unread.append(Unread(line, "a message this large is not read; save its invitation"))
            continue
        for found in _of_message(line, message, home):
            (rows if isinstance(found, MeetingRow) else unread).append(found)  # type: ignore[arg-type]
        if len(rows) + len(unread) > calendars.MOST_EVENTS:
            msg = f"{name} has more than {calendars.MOST_EVENTS:,} events; divide it."
            raise TrackerError(msg)
    if not rows and not unread:
        msg = (
            f"{name} brings no invitation along: no message of it has a calendar that can be read."
        )
        raise TrackerError(msg)
    return Reading(rows, unread, noun="invitation")


def _messages(file: BinaryIO) -> Iterator[tuple[int, bytearray]]:
    """Yield each message with the line that it starts on; a file that is no mailbox is one.

    Of one with more than MOST_BYTES there is only the beginning, and a little more than those.
    """
    first = number = 1
    message, is_after_blank = bytearray(), True
    lines = chain(iter(partial(file.readline, _LONGEST_LINE), b""), [b""])
    line = next(lines)
    for following in lines:
        is_from = is_after_blank and line.startswith(b"From ")
        if is_from and _FIRST_HEADER.match(following):
            if message:
                yield first, message
            first, message = number, bytearray()
        elif len(message) <= MOST_BYTES:
            message += line
        is_after_blank = line in {b"\n", b"\r\n"}
        number += line.endswith(b"\n")
        line = following
    if message:
        yield first, message


def _of_message(line: int, content: bytearray, home: Home) -> Iterator[MeetingRow | Unread]:
    """Yield what one message has to say, each version of an event once."""
    seen = set()
    for found in _found(content, home):
        placed, what = _placed(line, found)
        if what not in seen:
            seen.add(what)
            yield placed


def _placed(line: int, found: MeetingRow | Unread) -> tuple[MeetingRow | Unread, object]:
    """Return a row at its message's line, and what makes it the same as another."""
    if isinstance(found, MeetingRow):
        return replace(found, line=line), (found.key, found.version, found.cancelled)
    return found._replace(line=line), found.reason


def _found(content: bytearray, home: Home) -> Iterator[MeetingRow | Unread]:
    message, parts = _parsed(content)
    owner = _recipients(message) if message is not None else frozenset[str]()
    for part in parts:
        for found in calendars.meetings(part, home):
            if isinstance(found, MeetingRow):
                yield replace(found, owner=found.owner | owner)
            else:
                yield found


def _parsed(content: bytearray) -> tuple[Message | None, list[bytes]]:
    """Return a message and the calendars in it; what holds none is not taken apart."""
    if _MAY_HOLD.search(content) is None:
        return None, []
    try:
        message = email.message_from_bytes(_ATTACHED.sub(b"", content))
        parts = [text for part in islice(message.walk(), MOST_PARTS) if (text := _calendar(part))]
    except (RecursionError, ValueError, LookupError):
        message, parts = None, []
    return message, parts or [found[0] for found in _WITHIN.finditer(content)]


def _calendar(part: Message) -> bytes | None:
    """Return the calendar that a part of a message is, None where it is none."""
    is_named_so = (part.get_filename() or "").lower().endswith(".ics")
    if part.is_multipart() or not (part.get_content_type() in _TYPES or is_named_so):
        return None
    if len(str(part.get_payload())) > LONGEST_PART:
        return None
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return None
    charset = (part.get_content_charset() or "utf-8").lower()
    if charset in {"utf-8", "us-ascii", "ascii"}:
        return content
    return content.decode(charset, "replace").encode()


def _recipients(message: Message) -> frozenset[str]:
    fields = [str(field) for name in _RECIPIENTS for field in message.get_all(name, [])]
    return frozenset(address.casefold() for _, address in getaddresses(fields) if "@" in address)
