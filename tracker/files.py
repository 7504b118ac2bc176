"""Files that hold what is private: made for their owner's eyes only, whole or not at all."""

import errno
import os
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path

from tracker.errors import TrackerError

PRIVATE = stat.S_IRUSR | stat.S_IWUSR

_FULL = {errno.ENOSPC, errno.EDQUOT, "SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"}
"""How the system and SQLite say that there is no room left."""
_FULL_IN_WORDS = "database or disk is full"
"""How SQLite says so where a function of SQLCipher failed by it."""


def write(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file that only its owner may read, in place of one that was there.

    It is never seen half written, and a symbolic link in its place is replaced, not followed.
    What is given in parts is written part by part. Raises TrackerError where it cannot be written.
    """
    try:
        if path.is_dir():
            msg = f"{path} is a folder; name a file in it."
            raise TrackerError(msg)
        if path.exists() and not path.is_file():
            msg = f"{path} is no ordinary file; name another one."
            raise TrackerError(msg)
        _replace(path, [content] if isinstance(content, bytes) else content)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: Exception) -> TrackerError:
    """Return the refusal for a file that cannot be written."""
    step = "make room there, or name a file on another disk" if is_full(error) else _ANOTHER
    return TrackerError(f"{path} cannot be written ({reason(error)}); {step}.")


_ANOTHER = "name another file"


def reason(error: Exception) -> str:
    """Return in a few words why the system or a database could not do something."""
    if is_full(error):
        return "its disk is full"
    return str(getattr(error, "strerror", None) or getattr(error, "orig", None) or error)


def remedy(error: Exception, or_else: str = "") -> str:
    """Return what to do about such an error; `or_else` is what helps on a full disk, too."""
    if is_full(error):
        return f"make room there{or_else}"
    return "check that disk and who may write there"


def is_full(error: Exception) -> bool:
    """Tell whether an error of the system or of SQLite means that there is no room left."""
    origin = getattr(error, "orig", None) or error
    said = {getattr(origin, "errno", None), getattr(origin, "sqlite_errorname", None)}
    return not _FULL.isdisjoint(said) or str(origin) == _FULL_IN_WORDS


def room(folder: Path) -> int | None:
    """Return how many bytes a user may still write to the disk of a folder, if it says so."""
    found = shutil.disk_usage(folder)
    return found.free if found.total else None


def _replace(path: Path, parts: Iterable[bytes]) -> None:
    new = beside(path)
    try:
        with os.fdopen(create(new), "wb") as file:
            file.writelines(parts)
        settle(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def beside(path: Path) -> Path:
    """Return a name in the same folder, for what is to take the place of a file once whole."""
    return path.with_name(f".{path.name[:60]}.{os.urandom(4).hex()}")


def create(path: Path, *, new: bool = True) -> int:
    """Make a file that only its owner may ever read, whatever the umask, and return it open.

    Raises OSError where a symbolic link of that name is there; if it has to be `new`, anything.
    """
    alone = os.O_EXCL if new else getattr(os, "O_NOFOLLOW", 0)
    made = os.open(path, os.O_CREAT | os.O_RDWR | alone, PRIVATE)
    if os.name == "posix" and stat.S_IMODE(os.fstat(made).st_mode) != PRIVATE:
        os.fchmod(made, PRIVATE)  # a umask took its owner's own rights, or it was there before
    return made


def status(path: Path) -> os.stat_result | None:
    """Return what the system says of a file itself; None where another command took it away."""
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def home() -> Path:
    """Return the folder of this machine's user for what belongs to the tracker."""
    from platformdirs import user_data_path  # noqa: PLC0415 (not needed where a place is named)

    return user_data_path("interview-worth", appauthor=False)


def make_folder(path: Path) -> None:
    """Make a folder for its owner alone, and those above it that are missing likewise."""
    if path.exists():
        return
    make_folder(path.parent)
    path.mkdir(mode=stat.S_IRWXU, exist_ok=True)
    if stat.S_IMODE(path.stat().st_mode) != stat.S_IRWXU:
        path.chmod(stat.S_IRWXU)  # the same umask


def settle(new: Path, path: Path) -> None:
    """Put a whole file in its place, on the disk for good, a power cut included."""
    sync(new)
    new.replace(path)
    if os.name == "posix":
        sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
