"""What stands in a file: read once, here, and never more than fits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tracker.errors import TrackerError

MOST_BYTES = 64 * 2**20
MOST_OF_A_COPY = 2**30
"""What we wrote ourselves has to come in again, however long the history."""

MOST_FILES = 2_000
"""No export that a person hands in has more, in its folder and those directly below."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""How an archive begins: with its first file, or with its end."""


class Part(NamedTuple):
    """A file of a folder or an archive, by its name there; `read` raises TrackerError."""

    name: str
    read: Callable[[], bytes]


def is_zip(content: bytes) -> bool:
    """Whether it is a ZIP archive, which a workbook is too."""
    return content.startswith(_ZIP)


def of(path: Path, may_be_large: Callable[[bytes], bool] = lambda _: False) -> bytes:
    """Return what a file holds; raises TrackerError for what is no file, or is too large.

    What begins as `may_be_large` knows it may have MOST_OF_A_COPY bytes, and all else MOST_BYTES.
    """
    with opened(path) as file:
        content = file.read(MOST_BYTES + 1)
        most = MOST_OF_A_COPY if may_be_large(content) else MOST_BYTES
        content += file.read(most + 1 - len(content))
    if len(content) > most:
        todo = "unpack it and import the folder" if is_zip(content) else "divide it, if it is one"
        msg = f"{path.name} is larger than any list of applications or people; {todo}."
        raise TrackerError(msg)
    return content


def is_folder(path: Path) -> bool:
    """Whether a folder is at that place; raises TrackerError where nobody can tell."""
    try:
        return path.is_dir()
    except OSError as error:
        raise _unreadable(path, error) from error


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file to be read; raises TrackerError for what is none, or cannot be read."""
    try:
        if path.exists() and not path.is_file():
            msg = f"{path} is no file to be read; save what it gives as a file first."
            raise TrackerError(msg)
        with path.open("rb") as file:
            yield file
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def parts(path: Path) -> list[Part]:
    """Return the files of a folder and of those in it, by name; links lead nowhere."""
    try:
        found = sorted(_files(path))
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    return [Part(str(each.relative_to(path)), partial(of, each)) for each in found]


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and two levels below it, as far as an export goes."""
    count = 0
    for pattern in ("*", "*/*", "*/*/*"):
        for path in folder.glob(pattern):
            count += 1
            if count > MOST_FILES:
                msg = f"{folder} holds too much to be an export; name the files one by one."
                raise TrackerError(msg)
            if path.is_file() and not path.is_symlink():
                yield path


def _unreadable(path: Path, error: Exception) -> TrackerError:
    reason = getattr(error, "strerror", None) or error
    return TrackerError(f"{path} cannot be read ({reason}); name another file.")
