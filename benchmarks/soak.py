"""Break what can be broken, and count: python -m benchmarks.soak [KILLS] [COMMANDS] [SEED].

Writers are killed with SIGKILL at random moments, the disk fills, the file system turns read-only,
eight write and eight read at once, migrations, restores and imports are killed; first in a file,
then on a server, as far as its disk is not ours to fill. After each the database has to open and be
sound, every command that reported success has to be there whole, and none by halves.
The figures are printed; the first fault ends all, with the folder it stands in.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from benchmarks import anything
from benchmarks.whole import faults, problems, unsound_backups
from tests.storage import Files, Place, Rows, Servers, Storage, at_head, rows_of, server
from tracker import db
from tracker.db import SCHEMA, Database
from tracker.found_by import NOUNS
from tracker.records import indexing

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
Scene = Callable[[Storage, Path], Figures]


class FaultError(Exception):
    """A promise was broken."""


class Writer:
    """The process of benchmarks.writer on one database."""

    def __init__(self, place: Place) -> None:
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
        if "broke" in said:
            raise FaultError(f"{self.place}: {said['broke']}")
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


def new_place(storage: Storage, folder: Path) -> Place:
    """Return a new, empty hunt."""
    return at_head(storage.blank(folder / "hunt.db"))


def kills(storage: Storage, folder: Path, times: int, dice: random.Random) -> Figures:
    """Kill a writer again and again, each time somewhere in its first few commands."""
    with Writer(new_place(storage, folder)) as writer:
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
    with small_disk(folder) as disk, Writer(at_head(disk / "hunt.db")) as writer:
        for _ in range(times):
            free = shutil.disk_usage(disk).free - dice.randrange(0, 300_000)
            (disk / "ballast").write_bytes(bytes(max(0, free)))
            writer.start(dice.randrange(2**32), commands=3 * FEW)
            writer.await_end()
            (disk / "ballast").unlink()
            writer.check()
            shutil.rmtree(Database(writer.place).backups, ignore_errors=True)
    _expect(writer, "full", "free space", "backup")
    return _refusals(writer, "full")


def read_only(folder: Path, times: int, dice: random.Random) -> Figures:
    """Turn the file system read-only under a writer again and again, and back."""
    with small_disk(folder) as disk, Writer(at_head(disk / "hunt.db")) as writer:
        for _ in range(times):
            writer.start(dice.randrange(2**32), commands=2 * FEW)
            time.sleep(dice.uniform(0, writer.few_seconds))
            while not _remounted(disk, "ro"):  # refused while a file is open for writing
                pass
            writer.await_end()
            _remounted(disk, "rw")
            writer.check()
    _expect(writer, "cannot be")
    return _refusals(writer, "read-only")


def _expect(writer: Writer, *reasons: str) -> None:
    odd = [said for said in writer.refused if not any(one in said["refused"] for one in reasons)]
    if odd:
        raise FaultError(f"{writer.place}: a command was refused for another reason: {odd[0]}")


def _refusals(writer: Writer, how: str) -> Figures:
    if not writer.refused:
        raise FaultError(f"{writer.place}: no command found the disk {how}; try it more often")
    return {
        f"commands refused as {how}": len(writer.refused),
        "commands reported": len(writer.reported),
    }


def crowd(
    storage: Storage, folder: Path, commands: int, dice: random.Random, people: int = 8
) -> Figures:
    """Let as many write as read at once, each a share of the commands."""
    with Writer(new_place(storage, folder)) as writer:
        share = commands // people
        for _ in range(people):
            writer.ask(run=dice.randrange(2**32), commands=share)
            writer.ask(look=dice.randrange(2**32), commands=share)
        for _ in range(2 * people):
            writer.await_end()
        writer.check()
    _expect(writer, "Only the last command", "was taken back already", "made in another window")
    for said in writer.reported:
        if said["did"].startswith("Undid: ") and f": {said['pid']}-" not in said["did"]:
            raise FaultError(f"{writer.place}: another's change was taken back: {said}")
    return {"commands reported": len(writer.reported), "looks": writer.reads}


def migrations(storage: Storage, folder: Path, times: int, dice: random.Random) -> Figures:
    """Kill migrations from every schema: the old database is as it was, or the new one whole."""
    olds = {
        one: aged(storage.blank(folder / f"{one}.db"), one, dice, number=70)
        for one in REVISIONS[:-1]
    }
    before = {one: rows_of(old, logs=True) for one, old in olds.items()}
    wanted = {one: _brought_up(storage, old, folder) for one, old in olds.items()}
    place = new_place(storage, folder)
    finished = 0
    with Writer(place) as writer:
        storage.replace(place, olds[REVISIONS[0]])
        took = writer.finish("agenda")
        for number in range(times):
            one = REVISIONS[number % len(olds)]
            storage.replace(place, olds[one])
            writer.kill(dice.uniform(0, took), "agenda")
            is_new = rows_of(place)["alembic_version"] == [{"version_num": SCHEMA}]
            finished += is_new
            _expect_same(place, wanted[one] if is_new else before[one])
            writer.finish("agenda")
            _expect_same(place, wanted[one])
    return {"migrations killed": times - finished, "ended before the kill": finished}


_SEARCHED = "0005"
"""From this schema on there are words that a migration above it leaves as they are."""


def aged(place: Place, revision: str, dice: random.Random, number: int) -> Place:
    """Fill an empty place with a schema, and about as many random rows in each of its tables."""
    engine = db.new_engine(place)
    db.upgrade(engine, revision)
    made = anything.hunt(dice, number)
    with engine.execution_options(immediate=True).begin() as connection:
        anything.write(connection, made)
        if revision >= _SEARCHED:
            for noun in NOUNS:
                indexing.renew(connection, noun, [row["id"] for row in made[noun]])
    return place


def _brought_up(storage: Storage, old: Place, folder: Path) -> Rows:
    copy = at_head(storage.copy(old, folder / "new.db"))
    return rows_of(copy, logs=True)


def _expect_same(place: Place, wanted: Rows) -> None:
    found, now = problems(place), rows_of(place, logs=True)
    differing = [name for name in {*now, *wanted} - _OTHERWISE if now.get(name) != wanted.get(name)]
    if found or differing:
        raise FaultError(f"{place}: {found[:5] or differing}")


def restores(storage: Storage, folder: Path, times: int, dice: random.Random) -> Figures:
    """Kill restores: the hunt is what it was, or what it was to become."""
    place = new_place(storage, folder)
    with Writer(place) as writer:
        writer.finish("add", "One", "--notes", "x" * 300_000)
        one, two = folder / "one", folder / "two"
        writer.finish("backup", "--to", str(one))
        wanted = {one: rows_of(place, logs=True)}
        writer.finish("add", "Two", "--notes", "y" * 600_000)
        writer.finish("backup", "--to", str(two))
        wanted[two] = rows_of(place, logs=True)
        finished = 0
        for number in range(times):
            path, other = (one, two) if number % 2 else (two, one)
            took = writer.finish("restore", str(other))
            writer.kill(dice.uniform(0, took), "restore", str(path))
            is_new = rows_of(place)["application"] == wanted[path]["application"]
            finished += is_new
            _expect_same(place, wanted[path if is_new else other])
            if found := unsound_backups(place):
                raise FaultError("\n".join(found))
    return {"restores killed": times - finished, "ended before the kill": finished}


def imports(storage: Storage, folder: Path, times: int, dice: random.Random) -> Figures:
    """Kill imports, and the backups made before them: all of a file came in, or none of it."""
    place, path = new_place(storage, folder), folder / "many.csv"
    finished, took = 0, 0.0
    with Writer(place) as writer:
        writer.finish("add", "One", "--notes", "x" * 300_000)
        for number in range(times + 1):
            names = {f"{number}-{row}" for row in range(40)}
            path.write_text("\n".join(["Company,Role", *(f"{one},Role" for one in names)]))
            if number == 0:
                took = writer.finish("import", str(path))
                continue
            writer.kill(dice.uniform(0, took), "import", str(path))
            found = names & {str(row["company"]) for row in rows_of(place)["application"]}
            finished += found == names
            wrong = [] if found in (names, set()) else [f"{len(found)} of {len(names)} rows came"]
            if wrong := [*wrong, *faults(place, []), *unsound_backups(place)]:
                raise FaultError("\n".join([f"{place}:", *wrong[:10]]))
    return {"imports killed": times - finished, "ended before the kill": finished}


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
    disks: dict[str, Scene] = {
        "a disk that fills": lambda _, folder: full_disk(folder, times // 10, dice),
        "a disk that turns read-only": lambda _, folder: read_only(folder, times // 10, dice),
    }
    scenes: dict[str, Scene] = {
        "a writer killed": lambda storage, folder: kills(storage, folder, times, dice),
        "eight writers, eight readers": lambda storage, folder: crowd(
            storage, folder, commands, dice
        ),
        "a migration killed": lambda storage, folder: migrations(storage, folder, times // 3, dice),
        "a restore killed": lambda storage, folder: restores(storage, folder, times // 3, dice),
        "an import killed": lambda storage, folder: imports(storage, folder, times // 3, dice),
    }
    with tempfile.TemporaryDirectory() as folder, server() as address:
        os.environ["XDG_DATA_HOME"] = folder
        _play({**scenes, **disks}, Files(Path(folder)))
        _play(scenes, Servers(address))


def _play(scenes: dict[str, Scene], storage: Storage) -> None:
    for name, scene in scenes.items():
        folder = Path(tempfile.mkdtemp())
        started = time.monotonic()
        where = f"{type(storage).__name__.lower()}, {name}"
        try:
            figures = scene(storage, folder)
        except OSError as error:
            print(f"{where}: skipped ({error})")
            continue
        told = ", ".join(f"{number:,} {what}" for what, number in figures.items())
        print(f"{where}: {told}; 0 faults, in {time.monotonic() - started:.0f} s", flush=True)
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
