"""A ZIP archive that nobody vouches for: looked into, never unpacked to disk.

What its entries say of themselves is held against limits before anything is read, and what is
read is counted as it comes, since an entry may lie.
"""

import zlib
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from tracker.errors import TrackerError
from tracker.importers.content import MOST_BYTES, MOST_FILES, Part

MOST_RATIO = 200
"""A text becomes no smaller than this part of itself by zipping; a bomb does."""
SMALL = 2**20
"""Below as many bytes any ratio is harmless."""
_ENTRY = b"PK\x01\x02"
_CHUNK = 2**16
_ENCRYPTED = 0x1
_PLAIN = (0, 8)
"""Stored and deflated: of other methods a few bytes can unpack into memory without limit."""


class Unpacked(NamedTuple):
    """The files of an archive, and sentences on those that were left out."""

    parts: list[Part]
    remarks: list[str]


def opened(name: str, content: bytes) -> ZipFile:
    """Open an archive; raises TrackerError for one that is broken or has too many entries."""
    if content.count(_ENTRY) > MOST_FILES:
        msg = f"{name} holds more than {MOST_FILES:,} files; unpack it and import those you want."
        raise TrackerError(msg)
    try:
        return ZipFile(BytesIO(content))
    except (BadZipFile, OSError, ValueError, NotImplementedError, OverflowError) as error:
        msg = f"{name} is no whole ZIP archive ({error}); download it again."
        raise TrackerError(msg) from error


def unpacked(name: str, content: bytes) -> Unpacked:
    """Return the files of an archive that can be read, and what to say of the others."""
    archive = opened(name, content)
    parts: dict[str, Part] = {}
    remarks: list[str] = []
    for info in archive.infolist():
        if info.filename.endswith("/"):
            continue
        reason = "it stands there twice" if info.filename in parts else _refusal(info)
        if reason:
            remarks.append(f"“{info.filename}” in {name} was left out: {reason}.")
        else:
            read = partial(_content, archive, info, f"“{info.filename}” in {name}")
            parts[info.filename] = Part(info.filename, read)
    return Unpacked(list(parts.values()), remarks)


def check_sizes(name: str, archive: ZipFile, most: int) -> None:
    """Raise TrackerError for an archive that is a bomb, or unpacks to more than `most` bytes."""
    for info in archive.infolist():
        if reason := _refusal(info):
            msg = f"{name} cannot be read for “{info.filename}” in it: {reason}; save it anew."
            raise TrackerError(msg)
    if sum(info.file_size for info in archive.infolist()) > most:
        msg = f"{name} unpacks to more than any list of applications; divide it, if it is one."
        raise TrackerError(msg)


def _refusal(info: ZipInfo) -> str:
    """Return why an entry is not to be touched, "" where it may be."""
    path = PurePosixPath(info.filename.replace("\\", "/"))
    most = max(SMALL, MOST_RATIO * info.compress_size)
    reasons = {
        "it has no name": not path.parts,
        "its name leads out of the archive": _leads_out(path),
        "it is encrypted; unpack it yourself, and import the file": info.flag_bits & _ENCRYPTED,
        "it is packed in an unusual way; unpack it yourself, and import the file": (
            info.compress_type not in _PLAIN
        ),
        "it is larger than any list of applications": info.file_size > MOST_BYTES,
        "it unpacks to a suspicious size": info.file_size > most,
    }
    return next((reason for reason, applies in reasons.items() if applies), "")


def _leads_out(path: PurePosixPath) -> bool:
    return path.is_absolute() or ".." in path.parts or ":" in "".join(path.parts[:1])


def _content(archive: ZipFile, info: ZipInfo, called: str) -> bytes:
    try:
        content = b"".join(_chunks(archive, info))
    except (BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        msg = f"{called} is damaged ({error}); download it again."
        raise TrackerError(msg) from error
    if len(content) > MOST_BYTES:
        msg = f"{called} is larger than any list of applications; name another file."
        raise TrackerError(msg)
    return content


def _chunks(archive: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    size = 0
    with archive.open(info) as file:
        while size <= MOST_BYTES and (chunk := file.read(_CHUNK)):
            size += len(chunk)
            yield chunk
