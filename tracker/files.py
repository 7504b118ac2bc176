"""Files that hold what is private: made for their owner's eyes only, whole or not at all."""

import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

from tracker.errors import TrackerError

PRIVATE = stat.S_IRUSR | stat.S_IWUSR


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
        reason = getattr(error, "strerror", None) or error
        msg = f"{path} cannot be written ({reason}); name another file."
        raise TrackerError(msg) from error


def _replace(path: Path, parts: Iterable[bytes]) -> None:
    new = path.with_name(f".{path.name[:60]}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE), "wb") as file:
            os.fchmod(file.fileno(), PRIVATE)
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
