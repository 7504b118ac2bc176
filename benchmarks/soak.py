"""Break what can be broken, and count: python -m benchmarks.soak [KILLS] [COMMANDS] [SEED].

Writers are killed with SIGKILL at random moments, the disk fills, the file system turns read-only,
eight write and eight read at once, migrations and restores are killed. After each the database has
to open and be sound, every command that reported success has to be there whole, and none by halves.
The figures are printed; the first fault ends all, with the folder it stands in.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self

from benchmarks import anything
from benchmarks.whole import Contents, contents, faults
from tracker import backups, db, sqlite_file
from tracker.db import SCHEMA, Database

ROOT = Path(__file__).parent.parent
NOW = "2026-11-22T10:00:00+00:00"
FEW = 6
"""A kill comes somewhere within the first few commands."""

REVISIONS = sorted(
    path.name.partition("_")[0] for path in db.migrations_directory().glob("versions/[0-9]*.py")
)
_OTHERWISE = {"hunt", "command"}
"""What each migration makes anew: an identity where there was none, and an entry with its time."""

Said = dict[str, Any]
Figures = dict[str, int]


class FaultError(Exception):
    """A promise was broken."""


class Writer:
    """The process of benchmarks.writer on one database."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.reported: list[Said] = []
        self.refused: list[Said] = []
        self.reads = 0

    def __enter__(self) -> Self:
        own = {"TRACKER_DATABASE": str(self.place), "TRACKER_NOW": NOW, "TZ": "UTC", "LANG": "C"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.writer"],
            cwd=ROOT,
            env={**os.environ, **own},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.await_ready()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait()
        self._process.stdout.close()  # type: ignore[union-attr]

    def await_ready(self) -> None:
        """Hear until all is loaded; what was said meanwhile was said of another database."""
        while "ready" not in self.hear():
            pass
        self.reported.clear()
        started = time.monotonic()
        self.start(0, FEW)
        self.await_end()
        self.few_seconds = time.monotonic() - started

    def ask(self, **job: object) -> None:
        self._process.stdin.write(f"{json.dumps(job)}\n")  # type: ignore[union-attr]

    def hear(self) -> Said:
        """Return the next thing said, and remember what was done."""
        line = self._process.stdout.readline()  # type: ignore[union-attr]
        if not line:
            raise FaultError("The writer died by itself.")
        said: Said = json.loads(line)
        if "did" in said:
            self.reported.append(said)
        if "refused" in said:
            self.refused.append(said)
        self.reads += "read" in said
        return said

    def start(self, seed: int, commands: int | None = None) -> int:
        """Start one who works; return the number of its process."""
        self.ask(run=seed, commands=commands)
        while "started" not in (said := self.hear()):
            pass
        return int(said["pid"])

    def await_end(self) -> None:
        """Hear what was said until a process ended."""
        self.ask(wait=True)
        while "ended" not in self.hear():
            pass

    def finish(self, *arguments: str) -> float:
        """Run one command to its end, and return the seconds it took; a refusal is a fault."""
        started = time.monotonic()
        self.ask(once=arguments)
        self.await_end()
        if self.refused:
            raise FaultError(f"{self.place}: a command was refused: {self.refused[0]}")
        return time.monotonic() - started

    def kill(self, after: float, *arguments: str) -> None:
        """Run one command, and kill it after so many seconds."""
        self.ask(once=arguments)
        while "started" not in (said := self.hear()):
            pass
        time.sleep(after)
        os.kill(int(said["pid"]), signal.SIGKILL)
        self.await_end()

    def check(self) -> None:
        """Raise FaultError unless all that was reported is there, whole."""
        found = faults(self.place, [str(said["did"]) for said in self.reported])
        if found:
            raise FaultError("\n".join([f"{self.place}:", *found[:10]]))


def new_place(folder: Path) -> Path:
    """Return a new, empty hunt."""
    with Database(folder / "hunt.db").reading():
        return folder / "hunt.db"


def kills(folder: Path, times: int, dice: random.Random) -> Figures:
    """Kill a writer again and again, each time somewhere in its first few commands."""
    with Writer(new_place(folder)) as writer:
        for _ in range(times):
            pid = writer.start(dice.randrange(2**32))
            time.sleep(dice.uniform(0, writer.few_seconds))
            os.kill(pid, signal.SIGKILL)
            writer.await_end()
            writer.check()
    _expect_no_refusals(writer)
    return {"kills": times, "commands reported": len(writer.reported)}


def _expect_no_refusals(writer: Writer) -> None:
    if writer.refused:
        raise FaultError(f"{writer.place}: a command was refused: {writer.refused[0]}")


def full_disk(folder: Path, times: int, dice: random.Random) -> Figures:
    """Let the disk fill under a writer again and again, to another size each time."""
    with small_disk(folder) as disk, Writer(new_place(disk)) as writer:
        for _ in range(times):
            free = shutil.disk_usage(disk).free - dice.randrange(0, 300_000)
            (disk / "ballast").write_bytes(bytes(max(0, free)))
            writer.start(dice.randrange(2**32), commands=3 * FEW)
            writer.await_end()
            (disk / "ballast").unlink()
            writer.check()
            shutil.rmtree(Database(writer.place).backups, ignore_errors=True)
    _expect(writer, "full", "free space", "backup")
    return _refusals(writer, "times full")


def read_only(folder: Path, times: int, dice: random.Random) -> Figures:
    """Turn the file system read-only under a writer again and again, and back."""
    with small_disk(folder) as disk, Writer(new_place(disk)) as writer:
        for _ in range(times):
            writer.start(dice.randrange(2**32), commands=2 * FEW)
            time.sleep(dice.uniform(0, writer.few_seconds))
            while not _remounted(disk, "ro"):  # refused while a file is open for writing
                pass
            writer.await_end()
            _remounted(disk, "rw")
            writer.check()
    _expect(writer, "cannot be", "")
    return _refusals(writer, "times read-only")


def _expect(writer: Writer, *reasons: str) -> None:
    odd = [said for said in writer.refused if not any(one in said["refused"] for one in reasons)]
    if odd:
        raise FaultError(f"{writer.place}: a command was refused for another reason: {odd[0]}")


def _refusals(writer: Writer, times: str) -> Figures:
    return {times: len(writer.refused), "commands reported": len(writer.reported)}


def crowd(folder: Path, commands: int, dice: random.Random, people: int = 8) -> Figures:
    """Let as many write as read at once, each a share of the commands."""
    with Writer(new_place(folder)) as writer:
        share = commands // people
        for _ in range(people):
            writer.ask(run=dice.randrange(2**32), commands=share)
            writer.ask(look=dice.randrange(2**32), commands=share)
        for _ in range(2 * people):
            writer.await_end()
        writer.check()
    _expect(writer, "Only the last command can be taken back")
    for said in writer.reported:
        if said["did"].startswith("Undid: ") and f": {said['pid']}-" not in said["did"]:
            raise FaultError(f"{writer.place}: another's change was taken back: {said}")
    return {"commands reported": len(writer.reported), "looks": writer.reads}


def migrations(folder: Path, times: int, dice: random.Random) -> Figures:
    """Kill migrations from every schema: the old database is as it was, or the new one whole."""
    olds = {one: _aged(folder / one / "hunt.db", one, dice) for one in REVISIONS[:-1]}
    wanted = {one: _brought_up(path) for one, path in olds.items()}
    place = new_place(folder)
    finished = 0
    with Writer(place) as writer:
        _put(olds[REVISIONS[0]], place)
        took = writer.finish("agenda")
        for number in range(times):
            one = REVISIONS[number % len(olds)]
            _put(olds[one], place)
            writer.kill(dice.uniform(0, took), "agenda")
            is_new = contents(place)["alembic_version"] == [(SCHEMA,)]
            finished += is_new
            _expect_same(place, wanted[one] if is_new else contents(olds[one]))
            writer.finish("agenda")
            _expect_same(place, wanted[one])
    return {"migrations killed": times - finished, "ended before the kill": finished}


def _put(source: Path, place: Path) -> None:
    sqlite_file.remove(place)
    shutil.copy(source, place)


def _aged(place: Path, revision: str, dice: random.Random, number: int = 70) -> Path:
    """Return a database of an older schema with random rows."""
    place.parent.mkdir(parents=True)
    engine = db.new_engine(place)
    db.upgrade(engine, revision)
    with engine.begin() as connection:
        anything.write(connection, anything.hunt(dice, number))
    return place


def _brought_up(place: Path) -> Contents:
    copy = Path(shutil.copy(place, place.with_name("new.db")))
    with Database(copy).reading():
        return contents(copy)


def _expect_same(place: Path, wanted: Contents) -> None:
    with closing(sqlite3.connect(place)) as opened:
        found = list(sqlite_file.problems(opened))
    now = contents(place)
    differing = [name for name in {*now, *wanted} - _OTHERWISE if now.get(name) != wanted.get(name)]
    if found or differing:
        raise FaultError(f"{place}: {found[:5] or differing}")


def restores(folder: Path, times: int, dice: random.Random) -> Figures:
    """Kill restores: the hunt is what it was, or what it was to become."""
    place = new_place(folder)
    with Writer(place) as writer:
        writer.finish("add", "One", "--notes", "x" * 300_000)
        one, two = folder / "one.db", folder / "two.db"
        writer.finish("backup", "--to", str(one))
        writer.finish("add", "Two", "--notes", "y" * 600_000)
        writer.finish("backup", "--to", str(two))
        finished = 0
        for number in range(times):
            path, other = (one, two) if number % 2 else (two, one)
            took = writer.finish("restore", str(other))
            writer.kill(dice.uniform(0, took), "restore", str(path))
            is_new = contents(place)["application"] == contents(path)["application"]
            finished += is_new
            _expect_same(place, contents(path if is_new else other))
            for kept in backups.listing(Database(place).backups):
                with sqlite_file.looking(kept.path) as opened:
                    sqlite_file.check(opened, kept.path)
    return {"restores killed": times - finished, "ended before the kill": finished}


@contextmanager
def small_disk(folder: Path, options: str = "size=3m") -> Iterator[Path]:
    """Mount a small file system in memory; raises OSError where that is not allowed."""
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        raise OSError("no file system may be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S607 (as above)


def _remounted(disk: Path, how: str) -> bool:
    remount = ["mount", "-o", f"remount,{how}", str(disk)]
    return not subprocess.run(remount, check=False, capture_output=True).returncode


def main(times: int = 300, commands: int = 4000, seed: int = 1) -> None:
    """Do all of it, and print the figures."""
    dice = random.Random(seed)  # noqa: S311 (nothing secret)
    scenes: dict[str, Callable[[Path], Figures]] = {
        "a writer killed": lambda folder: kills(folder, times, dice),
        "a disk that fills": lambda folder: full_disk(folder, times // 10, dice),
        "a disk that turns read-only": lambda folder: read_only(folder, times // 10, dice),
        "eight writers, eight readers": lambda folder: crowd(folder, commands, dice),
        "a migration killed": lambda folder: migrations(folder, times // 3, dice),
        "a restore killed": lambda folder: restores(folder, times // 3, dice),
    }
    for name, scene in scenes.items():
        folder = Path(tempfile.mkdtemp())
        started = time.monotonic()
        try:
            figures = scene(folder)
        except OSError as error:
            print(f"{name}: skipped ({error})")
            continue
        told = ", ".join(f"{number:,} {what}" for what, number in figures.items())
        print(f"{name}: {told}; 0 faults, in {time.monotonic() - started:.0f} s", flush=True)
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
