"""What the tests share: a fixed clock, a real database, the real command line, a terminal."""

import fcntl
import json
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, is_hypothesis_test, settings

from tests import dialects
from tests.storage import Files, NewPlace, Place, Rows, Servers, Storage, rows_of
from tests.storage import server as running_server
from tracker.cli.main import cli
from tracker.dates import Calendar
from tracker.db import Database
from tracker.words import DateOrder

KINDS = ("sqlite", "postgresql")
ON_BOTH = {
    *("test_companies", "test_criteria", "test_find", "test_history", "test_listing"),
    *("test_merging", "test_search", "test_contacts", "test_whole_hunts", "test_export_json"),
    *("test_looking", "test_forgetting"),
}
"""The tests of what is said to a database in other ways than most."""

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
COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

settings.register_profile("everywhere", deadline=None, print_blob=True)
settings.register_profile(
    "ci",
    settings.get_profile("everywhere"),
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "everywhere")
dialects.share()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=KINDS,
        help="run what touches storage on one kind of database only, but all of it",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what touches storage on the databases that it is to be run on."""
    if "storage" in metafunc.fixturenames:
        metafunc.parametrize("storage", _kinds(metafunc), indirect=True, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what touches no storage of the kind that was named; measure no random examples.

    They take three times as long while coverage is traced, and cover what they happen to.
    """
    for one in items:
        if isinstance(one, pytest.Function) and is_hypothesis_test(one.obj):
            one.add_marker("no_cover")
    if chosen := config.getoption("database"):
        items[:] = [one for one in items if _kind_of(one) == chosen]


def _kind_of(item: pytest.Item) -> object:
    calls = getattr(item, "callspec", None)
    return calls and calls.params.get("storage")


def _kinds(metafunc: pytest.Metafunc) -> Sequence[str]:
    """Return the kinds of database for a test: those it is about, of them the one that was named.

    Where none was named, PostgreSQL has its turn in the tests above and where a mark says so.
    """
    marked = metafunc.definition.get_closest_marker("postgresql")
    able = KINDS[1:] if marked and marked.kwargs.get("only") else KINDS
    if "place" in metafunc.fixturenames:
        able = KINDS[:1]
    if chosen := metafunc.config.getoption("database"):
        return [kind for kind in able if kind == chosen]
    return able if marked or metafunc.module.__name__.rpartition(".")[2] in ON_BOTH else able[:1]


class CommandLine:
    """The real command line, in this process, on a database of its own."""

    def __init__(self, address: Place) -> None:
        self.address = address
        self.environment = {**FIXED, "TRACKER_DATABASE": str(address)}

    @property
    def database(self) -> Database:
        return Database(self.address)

    @property
    def place(self) -> Path:
        """The file of a hunt that is kept in one."""
        assert isinstance(self.address, Path)
        return self.address

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
        return rows_of(self.address, logs=logs)

    def _rows_so_far(self) -> Rows:
        is_there = not isinstance(self.address, Path) or self.address.is_file()
        return self.rows(logs=True) if is_there else {}

    def refused(self, *arguments: str, **environment: str) -> str:
        """Return the one sentence of a refusal that wrote nothing, to the database or stdout."""
        before = self._rows_so_far()
        result = self(*arguments, code=1, **environment)
        assert result.stdout == ""
        assert self._rows_so_far() == before
        lines = result.stderr.splitlines()
        assert len(lines) == 1, result.stderr
        assert lines[0].startswith("Error: ")
        return lines[0].removeprefix("Error: ")


Enter = Callable[[CommandLine], object]
"""Enters what many tests begin with."""

Begin = Callable[[Enter], CommandLine]
Kept = Callable[[Enter, Place], None]


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


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """Mount a file system in memory, where that is allowed."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may mount a file system")
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 (found above)


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the backups of servers are, which are in no place that a test names."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("home")
        patch.setenv("XDG_DATA_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server; started when the first test asks for it."""
    with running_server() as address:
        yield address


@pytest.fixture(scope="session")
def storage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Storage]:
    """Where hunts are kept in a run: in files, or on a server."""
    if request.param == "sqlite":
        yield Files(tmp_path_factory.mktemp("template"))
        return
    servers = Servers(request.getfixturevalue("server"))
    yield servers
    servers.drop(servers.template)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody has signed, with its key."""
    folder = tmp_path_factory.mktemp("certificate")
    made = folder / "both.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    where = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    try:
        subprocess.run([*command.split(), *where, *files], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not there to make a certificate")
    made.write_text((folder / "cert.pem").read_text() + (folder / "key.pem").read_text())
    return made


@pytest.fixture
def calendar() -> Calendar:
    return Calendar(NOW, ZoneInfo("Europe/Berlin"), DateOrder.DAY_FIRST)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def new_place(storage: Storage, tmp_path: Path) -> Iterator[NewPlace]:
    """Make a database of that name, empty or the copy of another, for tests that need several."""
    made = []

    def make(name: str, source: Place | None = None) -> Place:
        made.append(storage.copy(source or storage.template, tmp_path / name))
        return made[-1]

    yield make
    for place in made:
        storage.drop(place)


@pytest.fixture
def address(new_place: NewPlace) -> Place:
    """Where this test's own database is."""
    return new_place("hunt.db")


@pytest.fixture
def place(address: Place) -> Path:
    """A database file of this test's own; who asks for it is tested on files only."""
    assert isinstance(address, Path)
    return address


@pytest.fixture
def database(address: Place) -> Database:
    """The hunt, as in with database.writing(now) as session."""
    return Database(address)


@pytest.fixture
def run(address: Place) -> CommandLine:
    """The command line on a database of this test's own."""
    return CommandLine(address)


@pytest.fixture(scope="session")
def entered(storage: Storage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Keep databases by what entered all that is in them."""
    kept: dict[Enter, Place] = {}
    folder = tmp_path_factory.mktemp("entered")

    def keep(enter: Enter, place: Place) -> None:
        if enter in kept:
            storage.replace(place, kept[enter])
        else:
            enter(CommandLine(place))
            kept[enter] = storage.copy(place, folder / f"{len(kept)}.db")

    yield keep
    for place in kept.values():
        storage.drop(place)


@pytest.fixture
def begin(run: CommandLine, entered: Kept) -> Begin:
    """Begin this test's hunt with what a function enters: once in a run, afterwards as a copy."""

    def with_what(enter: Enter) -> CommandLine:
        entered(enter, run.address)
        return run

    return with_what


@pytest.fixture
def terminal(run: CommandLine) -> Terminal:
    """A terminal on the same database as `run`."""
    return Terminal(run.environment)
