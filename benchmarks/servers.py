"""Measure how far one PostgreSQL server carries: python -m benchmarks.servers [HUNTS].

Hunts of 300 applications, each in a schema of its own, come into one database; meanwhile whole
commands are timed on some of them. Each time is held against that of the same hunt in a file just
before, so that a busy machine blurs but does not bend it. The server is that of the tests, which
start one where they are given none.
"""

import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from benchmarks.hunts import NOW, fill
from tests.storage import programs, server

HUNTS = 1_000
APPLICATIONS = 300
ROUNDS = 11
TRACKER = str(Path(sys.executable).with_name("tracker"))
COMMANDS = {
    "list": ("application", "list"),
    "worth": ("worth",),
    "search": ("search", "week"),
}


def main(number: int, file: Path) -> None:
    fill(file, APPLICATIONS)
    with server() as address, closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute("DROP SCHEMA IF EXISTS hunt_0 CASCADE")
        connection.execute("CREATE SCHEMA hunt_0")
        fill(within(address, 0), APPLICATIONS)
        print("hunts", "MB in all", *(f"{name} x file" for name in COMMANDS), sep="\t")
        show(address, file, connection, 1)
        made, script = 1, dump(address)
        for goal in (10**power for power in range(1, 6)):
            before = made
            while made < min(goal, number):
                connection.execute(script.replace("hunt_0", f"hunt_{made}").encode())
                made += 1
            if made > before:
                connection.execute("ANALYZE")
                show(address, file, connection, made)
        for one in range(made):
            connection.execute(f"DROP SCHEMA hunt_{one} CASCADE".encode())


def within(address: str, number: int) -> str:
    """Return the address of a hunt."""
    return f"{address}{'&' if '?' in address else '?'}options=-csearch_path%3Dhunt_{number}"


def dump(address: str) -> str:
    """Return the SQL that makes the first hunt, which another is made by under its own name."""
    found = programs()
    command = [found / "pg_dump" if found else "pg_dump", "-d", address, "-n", "hunt_0"]
    options = ["--inserts", "--rows-per-insert=1000", "--no-owner"]
    done = subprocess.run([*command, *options], check=True, capture_output=True, text=True)
    return re.sub(r"^\\.*\n", "", done.stdout, flags=re.MULTILINE)


def show(address: str, file: Path, connection: "psycopg.Connection[Any]", hunts: int) -> None:
    """Print a row: how much room all take, and how long commands do, as a multiple of a file's."""
    sized = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    times = (f"{timed(address, file, hunts, words):.2f}" for words in COMMANDS.values())
    print(hunts, f"{(sized[0] if sized else 0) / 2**20:.0f}", *times, sep="\t", flush=True)


def timed(address: str, file: Path, hunts: int, words: Sequence[str]) -> float:
    """Return the median of what a command takes on a hunt drawn from all, over that of the file."""
    chance = random.Random(hunts)  # noqa: S311 (no secret)
    places = [within(address, chance.randrange(hunts)) for _ in range(ROUNDS)]
    return statistics.median(took(place, words) / took(str(file), words) for place in places)


def took(place: str, words: Sequence[str]) -> float:
    around = {**os.environ, "TRACKER_DATABASE": place, "TRACKER_NOW": NOW.isoformat()}
    start = time.perf_counter()
    subprocess.run([TRACKER, *words], env=around, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        main(int(sys.argv[1]) if sys.argv[1:] else HUNTS, Path(folder) / "hunt.db")
