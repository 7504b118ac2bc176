"""Files that hold what is private: made for their owner's eyes only, whole or not at all."""

import os
import secrets
import stat
from pathlib import Path

from tracker.errors import TrackerError

PRIVATE = stat.S_IRUSR | stat.S_IWUSR


def write(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, in place of one that was there.

    It is never seen half written, and a symbolic link in its place is replaced, not followed.
    Raises TrackerError where it cannot be written.
    """
    new = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}")
    try:
        if path.is_dir():
            msg = f"{path} is a folder; name a file in it."
            raise TrackerError(msg)
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE), "wb") as file:
            os.fchmod(file.fileno(), PRIVATE)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except (OSError, ValueError) as error:
        new.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or error
        msg = f"{path} cannot be written ({reason}); name another file with --to FILE."
        raise TrackerError(msg) from error
