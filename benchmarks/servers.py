"""Measure how far one PostgreSQL server carries: python -m benchmarks.servers [HUNTS].

Hunts of 300 applications, each in a schema of its own, come into one database; meanwhile whole
commands are timed on some of them, and compared with the first, which had the server to itself.
The server is that of the tests, which starts one where it is given none.
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
from typing import Any

import psycopg

from benchmarks.hunts import NOW, fill
from tests.storage import programs, server

HUNTS = 1_000
APPLICATIONS = 300
ROUNDS = 15
TRACKER = str(Path(sys.executable).with_name("tracker"))
COMMANDS = {
    "list": ("application", "list"),
    "worth": ("worth",),
    "search": ("search", "week"),
}


def main(number: int) -> None:
    with server() as address, closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute("DROP SCHEMA IF EXISTS hunt_0 CASCADE")
        connection.execute("CREATE SCHEMA hunt_0")
        fill(within(address, 0), APPLICATIONS)
        print("hunts\tMB each\tseconds to make one\t" + "\t".join(COMMANDS))
        show(address, connection, 1, 0)
        made, script = 1, dump(address)
        for goal in (10**power for power in range(1, 6)):
            start, before = time.perf_counter(), made
            while made < min(goal, number):
                connection.execute(script.replace("hunt_0", f"hunt_{made}").encode())
                made += 1
            connection.execute("ANALYZE")
            if made > before:
                show(address, connection, made, (time.perf_counter() - start) / (made - before))
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


def show(address: str, connection: "psycopg.Connection[Any]", hunts: int, seconds: float) -> None:
    """Print a row: how much room a hunt takes, and how long commands take in milliseconds."""
    sized = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    each = (sized[0] if sized else 0) / hunts / 2**20
    times = "\t".join(f"{timed(address, hunts, words):.0f}" for words in COMMANDS.values())
    print(f"{hunts}\t{each:.2f}\t{seconds:.2f}\t{times}", flush=True)


def timed(address: str, hunts: int, words: Sequence[str]) -> float:
    """Return the median of milliseconds that a command takes on hunts drawn from all."""
    chance = random.Random(hunts)  # noqa: S311 (no secret)
    took = []
    for _ in range(ROUNDS):
        place = within(address, chance.randrange(hunts))
        around = {**os.environ, "TRACKER_DATABASE": place, "TRACKER_NOW": NOW.isoformat()}
        start = time.perf_counter()
        subprocess.run([TRACKER, *words], env=around, check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - start)
    return statistics.median(took) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else HUNTS)
