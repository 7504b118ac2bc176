"""What the tests share: a fixed clock, a real database, the real command line, a terminal."""

import fcntl
import json
import os
import pty
import re
import select
import shutil
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from tracker.cli.main import cli
from tracker.dates import Calendar
from tracker.db import Database
from tracker.words import DateOrder

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
"""A Sunday; 11:00 in Berlin."""

FIXED = {
    "TRACKER_NOW": NOW.isoformat(),
    "TZ": "Europe/Berlin",
    "LANG": "en_US.UTF-8",
    "LC_ALL": "",
    "LC_TIME": "",
    "LC_MONETARY": "",
    "NO_COLOR": "",
}
LOGS = {"command", "change"}
COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
INDEX = "search_index"
"""What SQLite makes of search_text; its inner shape depends on the order of writing."""


Rows = dict[str, list[dict[str, Any]]]

settings.register_profile("everywhere", deadline=None, print_blob=True)
settings.register_profile(
    "ci",
    settings.get_profile("everywhere"),
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "everywhere")


def rows_of(path: Path, *, logs: bool = False) -> Rows:
    """Return every row of every table of a hunt, without its log of commands unless `logs`."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        listed = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        every = [name for (name,) in listed if not name.startswith(INDEX)]
        names = sorted(name for name in every if logs or name not in LOGS)
        return {
            name: sorted(
                (dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')),  # noqa: S608
                key=repr,
            )
            for name in names
        }


class CommandLine:
    """The real command line, in this process, on a database of its own."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.environment = {**FIXED, "TRACKER_DATABASE": str(place)}

    def __call__(self, *arguments: str, code: int | None = 0, **environment: str) -> Result:
        """Run a command; a traceback fails the test, and an exit code other than `code`."""
        runner = CliRunner(env={**self.environment, **environment})
        result = runner.invoke(cli, arguments, prog_name="tracker")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert code in {None, result.exit_code}, result.output
        return result

    def json(self, *arguments: str) -> Any:  # noqa: ANN401 (JSON holds anything)
        """Return what a command prints as JSON, of version 1, and nothing on stderr."""
        result = self(*arguments, "--json")
        shape = json.loads(result.stdout)
        assert (shape.pop("version"), result.stderr) == (1, "")
        return shape

    def rows(self, *, logs: bool = False) -> Rows:
        return rows_of(self.place, logs=logs)

    def refused(self, *arguments: str, **environment: str) -> str:
        """Return the one sentence of a refusal that wrote nothing, to the database or stdout."""
        before = self.rows(logs=True) if self.place.is_file() else {}
        result = self(*arguments, code=1, **environment)
        assert result.stdout == ""
        assert (self.rows(logs=True) if self.place.is_file() else {}) == before
        lines = result.stderr.splitlines()
        assert len(lines) == 1, result.stderr
        assert lines[0].startswith("Error: ")
        return lines[0].removeprefix("Error: ")


class Terminal:
    """The real command in a process of its own under a pseudo-terminal, its prompts answered."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = {**os.environ, **environment, "TERM": "xterm-256color"}
        self.code = 0

    def __call__(
        self, *arguments: str, answers: tuple[str, ...] = (), columns: int = 80, **more: str
    ) -> str:
        """Return all that was shown, with its escape codes; `code` is then the exit code."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        environment = {**self.environment, **more}
        environment.pop("COLUMNS", None)
        if not environment["NO_COLOR"]:
            del environment["NO_COLOR"]
        process = subprocess.Popen(
            [sys.executable, "-m", "tracker", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)
        try:
            shown = _converse(master, list(answers))
            self.code = process.wait(timeout=10)
        finally:
            os.close(master)
            process.kill()
            process.wait()
        return shown

    def plain(
        self, *arguments: str, answers: tuple[str, ...] = (), columns: int = 80, **more: str
    ) -> str:
        """Return what was shown, without its colours."""
        return COLOUR.sub("", self(*arguments, answers=answers, columns=columns, **more))


def _converse(master: int, answers: list[str], seconds: float = 20) -> str:
    """Read until the command ends, typing the next answer whenever it waits behind a colon."""
    shown, until = b"", time.monotonic() + seconds
    while True:
        assert select.select([master], [], [], max(0.0, until - time.monotonic()))[0], (
            f"still waiting after: {shown.decode()!r}"
        )
        try:
            read = os.read(master, 65536)
        except OSError:  # Linux says so when the last process has closed its side
            read = b""
        if not read:
            assert b"Traceback" not in shown, shown.decode()
            return shown.decode().replace("\r\n", "\n")
        shown += read
        if shown.endswith(b": ") and not select.select([master], [], [], 0.3)[0]:
            assert answers, f"nobody expected to be asked: {shown.decode()!r}"
            os.write(master, answers.pop(0).encode() + b"\n")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at head, made by the migrations once."""
    place = tmp_path_factory.mktemp("template") / "hunt.db"
    with Database(place).reading():
        pass
    return place


@pytest.fixture
def calendar() -> Calendar:
    return Calendar(NOW, ZoneInfo("Europe/Berlin"), DateOrder.DAY_FIRST)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Path:
    """A database file of this test's own."""
    return Path(shutil.copy(template, tmp_path / "hunt.db"))


@pytest.fixture
def new_place(template: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Make a database file of that name, for tests that need several."""
    return lambda name: Path(shutil.copy(template, tmp_path / name))


@pytest.fixture
def database(place: Path) -> Database:
    """The hunt, as in with database.writing(now) as session."""
    return Database(place)


@pytest.fixture
def run(place: Path) -> CommandLine:
    """The command line on a database of this test's own."""
    return CommandLine(place)


@pytest.fixture
def terminal(run: CommandLine) -> Terminal:
    """A terminal on the same database as `run`."""
    return Terminal(run.environment)


@pytest.fixture
def read_rows() -> Callable[[Path], Rows]:
    """Every row of every table of a database file, but for the log of commands."""
    return rows_of
