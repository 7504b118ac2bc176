"""Measure how far one PostgreSQL server carries: python -m benchmarks.servers [HUNTS].

Hunts of 300 applications, each in a schema of its own, come into one database, up to a thousand of
them; the server copies that for more. Meanwhile commands are timed on some of them, each held
against the same command just before on a server that has one hunt alone, so that a busy machine
blurs but does not bend it: libraries are loaded already, a connection is made each time. The server
is that of the tests, which start one where they are given none; its data are on the disk.
"""

import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

import psycopg
from click.testing import CliRunner

from benchmarks.hunts import NOW, fill
from tests.storage import beside, programs, server
from tracker.cli.main import cli

HUNTS = 1_000
APPLICATIONS = 300
ROUNDS = 11
A_DATABASE = 1_000
"""How many hunts a database is filled with."""
AT_ONCE = 100
LARGE = "hunt_0.application, hunt_0.search_text, hunt_0.stage_change"
"""The tables of a hunt of which a server counts up what is in them by itself, in time."""
LISTS = ("pg_class", "pg_attribute", "pg_index", "pg_constraint", "pg_depend", "pg_type")
"""The server's own tables in which every table and column of a hunt stands."""
COMMANDS = {
    "list": ("application", "list"),
    "worth": ("worth",),
    "search": ("search", "week"),
}


def main(number: int) -> None:
    """Print a row for one hunt, ten, a hundred ... and for so many."""
    with (
        server() as one,
        databases(one, "tracker_alone") as (alone,),
        server(on_disk=True) as many,
        databases(many, *names(number)) as (first, *others),
    ):
        for address in (alone, first):
            order(address, "CREATE SCHEMA hunt_0")
            fill(within(address, 0), APPLICATIONS)
        print("hunts", "MB in all", *(f"{name} x alone" for name in COMMANDS), sep="\t")
        made, script = 1, dump(first)
        for goal in goals(number):
            started = time.monotonic()
            make(first, script, range(made, min(goal, A_DATABASE)))
            made = min(goal, A_DATABASE)
            if goal > A_DATABASE:
                copy(many, first, others)
            print(f"{goal}: {time.monotonic() - started:.0f} s to be made", file=sys.stderr)
            places = [within(*divided(first, others, one)) for one in drawn(goal)]
            show([first, *others] if goal > A_DATABASE else [first], within(alone, 0), places, goal)


def names(number: int) -> list[str]:
    return [f"tracker_{one}" for one in range(-(-number // A_DATABASE))]


def goals(number: int) -> list[int]:
    return [*(10**power for power in range(6) if 10**power < number), number]


@contextmanager
def databases(given: str, *wanted: str) -> Iterator[list[str]]:
    """Make the first of some databases, and remove all in the end with all that is in them."""
    order(given, f"CREATE DATABASE {wanted[0]} ENCODING 'UTF8' TEMPLATE template0")
    try:
        yield [beside(given, name) for name in wanted]
    finally:
        for name in wanted:
            order(given, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def order(address: str, *statements: str) -> None:
    """Have the server do something, over a connection that does not remember what it saw."""
    with closing(psycopg.connect(address, autocommit=True)) as connection:
        for one in statements:
            connection.execute(one.encode())


def make(address: str, script: str, hunts: range) -> None:
    """Make hunts by the SQL of the first, and bring what the server knows of its lists up to date.

    A server at work does the latter by itself, in time.
    """
    for start in range(hunts.start, hunts.stop, AT_ONCE):
        some = range(start, min(start + AT_ONCE, hunts.stop))
        order(address, *(script.replace("hunt_0", f"hunt_{one}") for one in some))
    order(address, *(f"VACUUM (ANALYZE) {name}" for name in LISTS))


def copy(given: str, first: str, others: Sequence[str]) -> None:
    """Have the server copy the files of a database of many hunts."""
    for other in others:
        into, of = database(other), database(first)
        order(given, f"CREATE DATABASE {into} TEMPLATE {of} STRATEGY file_copy")


def database(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def drawn(hunts: int) -> list[int]:
    chance = random.Random(hunts)  # noqa: S311 (no secret)
    return [chance.randrange(hunts) for _ in range(ROUNDS)]


def divided(first: str, others: Sequence[str], number: int) -> tuple[str, int]:
    """Return in which database a hunt is, and its number there."""
    return [first, *others][number // A_DATABASE], number % A_DATABASE


def within(address: str, number: int) -> str:
    """Return the address of a hunt."""
    return f"{address}{'&' if '?' in address else '?'}options=-csearch_path%3Dhunt_{number}"


def dump(address: str) -> str:
    """Return the SQL that makes the first hunt, which another is made by under its own name."""
    found = programs()
    command = [found / "pg_dump" if found else "pg_dump", "-d", address, "-n", "hunt_0"]
    options = ["--inserts", "--rows-per-insert=1000", "--no-owner"]
    done = subprocess.run([*command, *options], check=True, capture_output=True, text=True)
    script = re.sub(r"^\\.*\n", "", done.stdout, flags=re.MULTILINE)
    return f"BEGIN;{script}ANALYZE {LARGE};COMMIT"


def show(filled: Sequence[str], alone: str, places: Sequence[str], hunts: int) -> None:
    """Print a row: how much room all take, and how long commands do beside one hunt alone."""
    room = sum(map(size, filled)) / 2**20
    times = (f"{timed(alone, places, words):.2f}" for words in COMMANDS.values())
    print(hunts, f"{room:.0f}", *times, sep="\t", flush=True)


def size(address: str) -> int:
    with closing(psycopg.connect(address)) as connection:
        found = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(found[0]) if found else 0


def timed(alone: str, places: Sequence[str], words: Sequence[str]) -> float:
    """Return the median of what a command takes on some hunts, over that of one alone."""
    took(alone, words)  # what is loaded by the first is not to count
    return statistics.median(took(place, words) / took(alone, words) for place in places)


def took(place: str, words: Sequence[str]) -> float:
    runner = CliRunner(env={"TRACKER_DATABASE": place, "TRACKER_NOW": NOW.isoformat()})
    start = time.perf_counter()
    result = runner.invoke(cli, words)
    seconds = time.perf_counter() - start
    if result.exit_code:
        sys.exit(result.output)
    return seconds


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else HUNTS)
