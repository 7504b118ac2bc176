"""A hunt's busiest user, to be killed: python -m benchmarks.writer, with TRACKER_DATABASE set.

Each line of the standard input is a job as JSON, for a process of its own, all but the last:

- {"run": SEED, "commands": NUMBER}: run as many commands; with null, run on until killed
- {"look": SEED, "commands": NUMBER}: run commands that only look
- {"once": [ARGUMENT, ...]}: run that command
- {"wait": true}: wait until one of the processes has ended

Each line of the output is a JSON object, written at once: the "pid" of who speaks, and what it
"did", "read" or was "refused"; the traceback where it "broke"; that it is "ready" or "started"; of
whom it "ended".
"""

import json
import os
import random
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from tracker.cli.main import cli
from tracker.db import Database

LOOKS = (
    ["application", "list", "--limit", "50"],
    ["search", "role"],
    ["agenda"],
    ["interview", "list"],
    ["contact", "list"],
    ["history"],
    ["application", "list", "--json"],
)


def say(**said: Any) -> None:  # noqa: ANN401 (JSON holds anything)
    """Write a whole line at once, so that one who is killed never leaves half of one."""
    os.write(1, f"{json.dumps({'pid': os.getpid(), **said})}\n".encode())


def tracker(*arguments: str) -> str | None:
    """Run a command as its user would; return what it says, None where it was refused."""
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(StringIO()):
        try:
            cli.main(list(arguments), prog_name="tracker", standalone_mode=False)
        except click.ClickException as error:
            say(refused=error.message, arguments=arguments)
            return None
    return said.getvalue()


def did(*arguments: str) -> str:
    line = (tracker(*arguments) or "").partition("\n")[0]
    if line:
        say(did=line)
    return line


class User:
    """One who logs applications under names that nobody else uses, and what comes of them."""

    def __init__(self, seed: int, desk: Path) -> None:
        self.dice = random.Random(seed)  # noqa: S311 (nothing secret)
        self.desk = desk

    def work(self, commands: int | None) -> None:
        done = 0
        for number in count():
            if commands is not None and done >= commands:
                return
            name = f"{os.getpid()}-{number}"
            added = did("add", name, "Role", "--tag", "a", "--tag", "b")
            done += 1
            if added:
                self.dice.choice(STEPS)(self, name, added.split()[2].rstrip(":"))
                done += 1

    def interview(self, name: str, which: str) -> None:
        did("interview", "add", which, "fri 3pm", "--with", f"Person {name}")

    def offer(self, name: str, which: str) -> None:
        del name
        did("offer", "add", which, "100k", "--until", "tomorrow")

    def note(self, name: str, which: str) -> None:
        length = self.dice.choice((10, 1_000, 30_000))
        did("application", "edit", which, "--notes", f"{name} " * (length // 10))

    def reject(self, name: str, which: str) -> None:
        del name
        did("reject", which)

    def remove(self, name: str, which: str) -> None:
        del name
        did("application", "remove", which, "--yes")

    def undo(self, name: str, which: str) -> None:
        """Take back the adding, if it is still the last that was done; else be refused."""
        del name, which
        did("undo")

    def undo_that(self, name: str, which: str) -> None:
        """The same, by its number."""
        del which
        if listed := tracker("history", "--json"):
            entries = json.loads(listed)["history"]
            own = next(one["id"] for one in entries if f": {name}," in one["summary"])
            did("undo", str(own))

    def bring(self, name: str, which: str) -> None:
        del which
        path = self.desk / f"{name}.csv"
        rows = "".join(f"{name}-{row},Role,applied\n" for row in range(20))
        path.write_text(f"Company,Role,Status\n{rows}")
        did("import", str(path))
        path.unlink()

    def look(self, commands: int) -> None:
        for _ in range(commands):
            arguments = self.dice.choice(LOOKS)
            if tracker(*arguments) is not None:
                say(read=arguments[0])


STEPS = (
    *(User.interview, User.offer, User.note, User.reject, User.remove, User.undo),
    *(User.undo_that, User.bring),
)


def start(job: dict[str, Any], desk: Path) -> None:
    """Do a job in a process of its own, and as in a window of its own.

    Whatever becomes of it, what the first process holds is not cleared away by this one.
    """
    if os.fork():
        return
    os.setsid()
    try:
        do(job, desk)
    except BaseException:  # noqa: BLE001 (told of, and there is nobody else to catch it)
        say(broke=traceback.format_exc())
    finally:
        os._exit(0)


def do(job: dict[str, Any], desk: Path) -> None:
    say(started=True)
    if "run" in job:
        User(job["run"], desk).work(job["commands"])
    elif "look" in job:
        User(job["look"], desk).look(job["commands"])
    else:
        did(*job["once"])


def warm(desk: Path) -> None:
    """Take every step on a hunt of its own, so that all is loaded."""
    place = os.environ["TRACKER_DATABASE"]
    Database(place)  # so that its driver is loaded
    os.environ["TRACKER_DATABASE"] = str(desk / "hunt.db")
    user = User(0, desk)
    for step in STEPS:
        name = f"{os.getpid()}-{step.__name__}"
        added = tracker("add", name, "Role", "--tag", "a") or ""
        step(user, name, added.split()[2].rstrip(":"))
    user.look(3 * len(LOOKS))
    tracker("backup")
    tracker("restore", "latest")
    os.environ["TRACKER_DATABASE"] = place


def main() -> None:
    """Do the jobs as they come."""
    with TemporaryDirectory() as folder:
        warm(Path(folder))
        say(ready=True)
        for line in sys.stdin:
            job = json.loads(line)
            if "wait" in job:
                pid, _ = os.wait()
                say(ended=pid)
            else:
                start(job, Path(folder))


if __name__ == "__main__":
    main()
