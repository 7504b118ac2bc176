"""Where a hunt is kept: who may read it, what else touches it, what was left behind."""

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from tracker import backups, files, json_file
from tracker.doctor.finding import MEND, Finding
from tracker.errors import TrackerError
from tracker.storage import beside, cipher, sqlite_file
from tracker.words import BackupReason, Check

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_WRITERS = stat.S_IWGRP | stat.S_IWOTH

_SYNCED = {
    "Dropbox": re.compile(r"dropbox.*"),
    "iCloud": re.compile(r"mobile documents|com~apple~clouddocs|icloud.*"),
    "OneDrive": re.compile(r"onedrive.*"),
    "Google Drive": re.compile(r"google ?drive.*|my drive|drivefs"),
    "Nextcloud": re.compile(r"nextcloud.*|owncloud.*"),
    "a cloud": re.compile(r"cloudstorage"),
}
"""What the folders are called that these programs make."""

_MARKED = {
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Nextcloud": (".nextcloudsync.log", ".owncloudsync.log", ".sync-exclude.lst"),
    "Syncthing": (".stfolder",),
    "Google Drive": (".tmp.drivedownload", ".tmp.driveupload"),
}
"""What they leave in a folder that is called otherwise."""

_SHARES = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "9p",
    "ceph",
    "glusterfs",
    "davfs",
    "afpfs",
}
_SHARES_OF_PROGRAMS = ("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.s3fs", "fuse.gvfsd")


def permissions(place: Path, folder: Path) -> Iterator[Finding]:
    """Yield what others on this machine may read, and where they may put something else."""
    if os.name != "posix":
        return
    yield from readable(chain(_own(place), of_backups(folder)))
    yield from _closed(place, folder)
    mode = place.parent.stat().st_mode
    if mode & _WRITERS and not mode & stat.S_ISVTX:
        yield Finding(
            Check.PERMISSIONS,
            f"Others on this machine may write to {place.parent}, and so replace your hunt.",
            f"forbid it with: chmod go-w '{place.parent}'",
        )


def readable(paths: Iterable[Path]) -> Iterator[Finding]:
    """Yield which of them others on this machine may read."""
    for path in paths if os.name == "posix" else ():
        found = files.status(path)
        if found is None:
            continue
        if found.st_uid != os.geteuid():
            yield Finding(
                Check.PERMISSIONS,
                f"{path} belongs to another user of this machine.",
                f"make it yours with: sudo chown {os.geteuid()} '{path}'",
            )
        elif not path.is_symlink() and stat.S_IMODE(found.st_mode) & _OTHERS:
            yield Finding(
                Check.PERMISSIONS,
                f"{path} can be read by others on this machine.",
                MEND,
                partial(_close, path),
            )


def _closed(place: Path, folder: Path) -> Iterator[Finding]:
    """Yield where nothing can be written."""
    if _is_read_only(place):
        yield Finding(
            Check.PERMISSIONS,
            f"{place} is on a disk that is read-only, so your hunt can be looked at, not changed.",
            "have that disk made writable; if it turned so by itself it may be failing, so keep a "
            "copy on another first with: tracker backup --to FILE",
        )
        return
    for path, so in (
        (place, "your hunt can be looked at, not changed"),
        (place.parent, "your hunt can be looked at, not changed"),
        (folder, "no backup can be made"),
    ):
        if path.exists() and not os.access(path, os.W_OK):
            problem = f"{path} cannot be written to, so {so}."
            yield Finding(Check.PERMISSIONS, problem, f"allow it with: chmod u+w '{path}'")


def _is_read_only(place: Path) -> bool:
    """Tell whether the disk of a file is read-only, as far as the system tells."""
    return os.name == "posix" and bool(os.statvfs(place).f_flag & os.ST_RDONLY)


def _own(place: Path) -> Iterator[Path]:
    """Yield the file and those that SQLite keeps beside it, where they are."""
    for end in ("", *beside.BESIDE):
        path = place.with_name(f"{place.name}{end}")
        if path.exists():
            yield path


def of_backups(folder: Path) -> Iterator[Path]:
    """Yield the folder of backups and what is in it, where there is one."""
    if folder.exists():
        yield folder
    if os.access(folder, os.R_OK | os.X_OK) and not folder.is_symlink():
        yield from backups.inside(folder)


def _close(path: Path) -> None:
    """Take a file or folder from all but its owner; a link that took its place is not followed."""
    opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.fchmod(opened, stat.S_IMODE(os.fstat(opened).st_mode) & ~_OTHERS)
    finally:
        os.close(opened)


def surroundings(place: Path) -> Iterator[Finding]:
    """Yield what else reads and writes in the folder: a program that syncs it, other machines."""
    real = place.resolve()
    synced = _syncing(real)
    if synced:
        yield Finding(
            Check.PLACE,
            f"{place} is in a folder of {synced}, which copies the file and its log at different "
            "moments: the copies may be damaged, and two machines would overwrite each other.",
            "move it to a folder of this machine alone, name that with TRACKER_DATABASE, and keep "
            "a copy here with: tracker backup --to FILE",
        )
    share = _share(real)
    if share:
        yield Finding(
            Check.PLACE,
            f"{place} is on a network share ({share}), where the log of SQLite does not work "
            "from several machines.",
            "move it to a disk of this machine, and name that with TRACKER_DATABASE",
        )


def room(place: Path) -> Iterator[Finding]:
    """Yield that there may be no room for the next command, or to go back to a backup."""
    left, needed = files.room(place.parent), _COPIES * place.stat().st_size
    if left is None or _is_read_only(place):
        return
    if left < _COMMAND:
        yield Finding(
            Check.PLACE,
            f"The disk that holds {place} has {f'only {_kb(left)}' if left else 'no room'} left, "
            f"and a command may need {_kb(_COMMAND)}; one that finds no room changes nothing.",
            _MAKE_ROOM,
        )
    elif left < needed:
        yield Finding(
            Check.PLACE,
            f"The disk that holds {place} has {_kb(left)} left; to upgrade it, or to go back to a "
            f"backup, may need {_kb(needed)}, {_COPIES} times the hunt.",
            _MAKE_ROOM,
        )


_MAKE_ROOM = (
    "make room there; until then keep copies on another disk with: tracker backup --to FILE"
)
_COMMAND = 500_000
"""The bytes that an ordinary command may write to the log, measured; long notes take more."""
_COPIES = 3
"""What is there before, what comes in its place, and the log of doing so."""


def _kb(size: int) -> str:
    return f"{size / 1000:,.0f} kB"


def _syncing(real: Path) -> str | None:
    """Return the program that syncs a folder above a file, by its name or what is left in it."""
    for folder in real.parents:
        for program, named in _SYNCED.items():
            if named.fullmatch(folder.name.casefold()):
                return program
        for program, marks in _MARKED.items():
            if any((folder / mark).exists() for mark in marks):
                return program
    return None


def _share(real: Path) -> str | None:
    """Return the kind of the network share that a file is on, as far as the system tells."""
    if str(real).startswith(("\\\\", "//")):
        return "UNC"
    if not sys.platform.startswith("linux"):
        return None
    kind = _kind(real, Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines())
    return kind if kind in _SHARES or kind.startswith(_SHARES_OF_PROGRAMS) else None


def _kind(real: Path, mounts: list[str]) -> str:
    """Return the type of the file system that a path is on: that of the nearest mount, the last."""
    found = (0, "")
    for line in mounts:
        left, _, right = line.partition(" - ")
        point = left.split()[4].encode().decode("unicode_escape")
        if real.is_relative_to(point) and len(point) >= found[0]:
            found = (len(point), right.split()[0])
    return found[1]


def begun(place: Path) -> Iterator[Path]:
    """Yield the files beside a database that were to take its place."""
    named = re.compile(rf"\.{re.escape(place.name[:60])}\.[0-9a-f]{{8}}(-\w+)?")
    yield from (path for path in place.parent.iterdir() if named.fullmatch(path.name))


def leftovers(paths: Iterable[Path], *, is_secret: bool = False) -> Iterator[Finding]:
    """Yield which of them killed commands have left behind, or may have: they hold records.

    Where the hunt is secret, those are pointed out that may say it plainly.
    """
    for path in paths:
        found = files.status(path)
        if backups.is_left_over(path):
            yield Finding(
                Check.LEFTOVERS,
                f"{path} was left behind by a command that was killed.",
                MEND,
                partial(path.unlink, missing_ok=True),
            )
        elif found and found.st_size:
            plain = ", and may not be encrypted" if is_secret and not cipher.salt_of(path) else ""
            yield Finding(
                Check.LEFTOVERS,
                f"{path} was begun less than an hour ago, by a command that still runs or was "
                f"killed{plain}.",
                "look again once no other command runs; if it is still there, remove it",
            )


_PLAIN = "is not encrypted, though the hunt is"


def unencrypted(place: Path, folder: Path) -> Iterator[Finding]:
    """Yield backups that say what the hunt keeps secret, or do so by another key."""
    salt = cipher.salt_of(place)
    if salt is None:
        return
    for one in backups.listing(folder):
        theirs = cipher.salt_of(one.path)
        if theirs == salt:
            continue
        how = "does not have the key of the hunt" if theirs else _PLAIN
        advice = f"encrypt it too with tracker encrypt, or remove {one.path}"
        yield Finding(Check.BACKUPS, f"Backup {one.number} {how}.", advice)


def kept(folder: Path) -> Iterator[Finding]:
    """Yield backups that could not be restored, and why none could be made."""
    if folder.is_symlink():
        said = f"{folder} is a symbolic link, which is not followed, so no backup can be made."
        yield Finding(Check.BACKUPS, said, "move it away")
    for one in backups.listing(folder):
        if one.reason is BackupReason.DAMAGED:
            continue
        try:
            _check(one.path)
        except TrackerError as error:
            yield Finding(
                Check.BACKUPS,
                f"Backup {one.number} cannot be restored: {error}",
                f"make a new one with tracker backup, and remove {one.path}",
            )


def _check(path: Path) -> None:
    """Raise TrackerError unless a backup could be restored."""
    if path.suffix == json_file.SUFFIX:
        json_file.read(path)
    else:
        sqlite_file.check(path, path)
