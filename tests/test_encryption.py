"""A hunt that is encrypted: nobody reads it without its key, and with it all is as before."""

import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from tests.conftest import CommandLine, Terminal, mounted
from tests.storage import Rows, at_head, before_restores, rows_of
from tracker import db
from tracker.models import Application
from tracker.storage import cipher

pytestmark = pytest.mark.usefixtures("place")

KEY = "correct horse é 'quoted'"
WORDS = ("sphinx", "quartz", "mia chen", "create table", "application", "sqlite")


@pytest.fixture(autouse=True)
def _key(run: CommandLine, tmp_path: Path) -> None:
    """Say the key by a command, as a password manager would."""
    (tmp_path / "key").write_text(f"{KEY}\n")
    run.environment["TRACKER_KEY_COMMAND"] = f"cat '{tmp_path / 'key'}'"


def fill(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer", "120k", "--notes", "Sphinx of quartz")
    run("contact", "add", "Mia Chen", "--company", "Acme")
    run("interview", "add", "Acme", "fri 15:00", "--with", "Mia Chen")


def plainly(place: Path, key: str = KEY) -> Rows:
    """Return the rows of a file as SQLCipher itself gives them for the key that was typed."""
    copy = place.with_name("read-by-another.db")
    with closing(dbapi2.connect(str(place), isolation_level=None)) as opened:
        opened.execute("PRAGMA key = '{}'".format(key.replace("'", "''")))
        opened.execute("ATTACH ? AS plain KEY ''", (str(copy),))
        opened.execute("SELECT sqlcipher_export('plain')")
    rows = rows_of(copy, logs=True)
    copy.unlink()
    return rows


def said(place: Path) -> str:
    """Return all bytes of a hunt, of its log and of its backups."""
    files = [path for path in place.parent.rglob(f"{place.name}*") if path.is_file()]
    kept = place.with_name(f"{place.name}-backups").rglob("*")
    return "".join(path.read_bytes().decode("latin-1") for path in (*files, *kept)).casefold()


def found(place: Path) -> list[str]:
    return [word for word in WORDS if word in said(place)]


def test_all_is_in_the_encrypted_file_and_nothing_can_be_read_in_it(
    run: CommandLine, place: Path
) -> None:
    fill(run)
    run("backup")
    before = run.rows(logs=True)
    assert found(place) == list(WORDS)
    assert run("encrypt").stdout.splitlines()[0] == (
        f"Encrypted {place} and 1 backup, and compared every row."
    )
    assert found(place) == []
    assert plainly(place) == before
    files = [path for path in place.parent.rglob("*.db*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert list(place.parent.rglob(".*")) == []
    assert run("encrypt").stdout == f"{place} and its backups are encrypted already.\n"


def test_what_is_written_later_cannot_be_read_either(run: CommandLine, place: Path) -> None:
    run("encrypt")
    fill(run)
    with closing(cipher.connect_by(place, key_of(run, place))) as another:  # so that its log stays
        another.execute("SELECT count(*) FROM command").fetchone()
        run("contact", "log", "Mia", "Sphinx")
        run("backup")
        run("backup", "--to", str(place.with_name("hunt.db-elsewhere")))
        assert place.with_name("hunt.db-wal").stat().st_size
        assert found(place) == []


def key_of(run: CommandLine, place: Path) -> str | None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_KEY_COMMAND", run.environment["TRACKER_KEY_COMMAND"])
        return cipher.key_for(place)


COMMANDS = (
    ("application", "list"),
    ("application", "show", "Acme"),
    ("contact", "list"),
    ("search", "quartz"),
    ("interview", "list"),
    ("reject", "Acme"),
    ("undo",),
    ("contact", "log", "Mia", "a talk"),
    ("forget", "Mia", "--yes"),
    ("history",),
    ("worth",),
    ("agenda",),
    ("export", "proof", "--from", "yesterday", "--to", "today"),
    ("export", "ics"),
    ("doctor",),
)


def test_every_command_says_what_it_says_of_a_plain_hunt(run: CommandLine, tmp_path: Path) -> None:
    plain = CommandLine(tmp_path / "plain.db")
    run("encrypt")
    for one in (run, plain):
        fill(one)
    for words in COMMANDS:
        ends = [part for part in run(*words).stdout.splitlines() if "UID:" not in part]
        wanted = [part for part in plain(*words).stdout.splitlines() if "UID:" not in part]
        assert ends == wanted, words


def test_another_key_says_so_and_changes_nothing(run: CommandLine, place: Path) -> None:
    fill(run)
    run("encrypt")
    before = place.read_bytes()
    for words in (("agenda",), ("add", "Beta"), ("decrypt",), ("doctor",), ("backup",)):
        refused = run(*words, code=1, TRACKER_KEY_COMMAND="echo wrong")
        assert refused.stderr == (
            f"Error: That is not the key of {place}; have TRACKER_KEY_COMMAND print that one, or "
            "unset it to be asked for the key of each file.\n"
        )
    assert place.read_bytes() == before


@pytest.mark.parametrize(
    ("command", "how"),
    [
        ("false", "failed (exit code 1)"),
        ("true", "printed no key"),
        ("/nowhere/at-all", "cannot be run (No such file or directory)"),
        ("'", "cannot be run (No closing quotation)"),
    ],
)
def test_a_command_that_prints_no_key_says_so(run: CommandLine, command: str, how: str) -> None:
    run("encrypt")
    refused = run("agenda", code=1, TRACKER_KEY_COMMAND=command).stderr
    assert refused == (
        f"Error: The command in TRACKER_KEY_COMMAND {how}; correct it and try again.\n"
    )


def test_without_the_library_it_is_said_what_to_install(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("encrypt")
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    for words in (("agenda",), ("encrypt",)):
        assert run(*words, code=1).stderr == (
            "Error: Encryption needs a library, which is not installed; get it with: "
            "pip install 'interview-worth[encrypted]'\n"
        )


def test_no_key_is_asked_for_a_plain_hunt(run: CommandLine) -> None:
    run("add", "Acme", TRACKER_KEY_COMMAND="false")
    assert "Acme" in run("application", "list", TRACKER_KEY_COMMAND="false").stdout


def test_the_key_is_typed_where_no_command_prints_it(
    run: CommandLine, terminal: Terminal, place: Path
) -> None:
    del terminal.environment["TRACKER_KEY_COMMAND"]
    fill(run)
    shown = terminal.plain("encrypt", answers=(KEY, "another"))
    assert "The two keys are not the same, so nothing was encrypted; try again." in shown
    shown = terminal.plain("encrypt", answers=(KEY, KEY))
    assert f"New key for {place}: " in shown
    assert KEY not in shown
    assert "Acme" in terminal.plain("application", "list", answers=(KEY,))
    refused = f"That is not the key of {place}; try again with the right one."
    assert refused in terminal.plain("agenda", answers=("wrong",), columns=400)
    assert "No key was typed, so nothing was done" in terminal.plain("agenda", answers=("\4",))
    for blank in ("", " "):
        assert run("agenda", code=1, TRACKER_KEY_COMMAND=blank).stderr == (
            f"Error: The key of {place} is needed, and nobody is here to type it; "
            "set TRACKER_KEY_COMMAND to a command that prints it.\n"
        )


RING = """
import json, os, pathlib
from keyring.backend import KeyringBackend

FILE = pathlib.Path(os.environ["RING"])


class Ring(KeyringBackend):
    priority = 1

    def get_password(self, service, username):
        return json.loads(FILE.read_text()).get(service + username) if FILE.exists() else None

    def set_password(self, service, username, password):
        FILE.write_text(json.dumps({service + username: password}))


class Damaged(Ring):
    def get_password(self, service, username):
        raise ValueError("Damaged")
"""


def test_the_key_is_kept_in_the_keyring_of_the_system(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "ring.py").write_text(RING)
    ring = {
        **os.environ,
        **run.environment,
        "PYTHON_KEYRING_BACKEND": "ring.Ring",
        "RING": str(tmp_path / "ring.json"),
        "PYTHONPATH": os.pathsep.join((str(tmp_path), str(Path(__file__).parent.parent))),
    }

    def tracker(*words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "tracker", *words],
            env={**ring, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    fill(run)
    for ring_of, why in (
        ("keyring.backends.null.Keyring", "does not give"),
        ("ring.Damaged", "(D"),
    ):
        refused = tracker("encrypt", "--keyring", PYTHON_KEYRING_BACKEND=ring_of).stderr
        assert refused.startswith("Error: The keyring of this system did not take the key (")
        assert why in refused
    encrypted = tracker("encrypt", "--keyring")
    assert encrypted.stdout.endswith("The keyring of this system has the key.\n")
    listed = tracker("application", "list", TRACKER_KEY_COMMAND="")
    assert "Acme" in listed.stdout, listed.stderr
    for ring_of in ("keyring.backends.fail.Keyring", "ring.Damaged", "nowhere.Ring"):
        nowhere = tracker("agenda", TRACKER_KEY_COMMAND="", PYTHON_KEYRING_BACKEND=ring_of)
        assert "nobody is here to type it" in nowhere.stderr


@pytest.mark.parametrize("scheme", ["sqlite+pysqlcipher", "sqlite"])
def test_a_key_in_an_address_is_refused_and_not_shown(run: CommandLine, scheme: str) -> None:
    refused = run("agenda", code=1, TRACKER_DATABASE=f"{scheme}://:secret@/{run.place}").stderr
    assert f"“{scheme}://…” is no database address that works here" in refused
    assert "secret" not in refused


def test_decrypting_gives_back_what_there_was(run: CommandLine, place: Path) -> None:
    fill(run)
    run("backup")
    before = run.rows(logs=True)
    run("encrypt")
    assert run("decrypt").stdout == f"Decrypted {place} and 1 backup, and compared every row.\n"
    assert rows_of(place, logs=True) == before
    assert run("doctor", TRACKER_KEY_COMMAND="false").stdout.startswith("All is well")
    assert run("decrypt").stdout == f"{place} and its backups are not encrypted.\n"


def test_a_backup_with_a_key_beside_a_plain_hunt_is_named(run: CommandLine, place: Path) -> None:
    run("encrypt")
    run("backup")
    (kept,) = place.with_name("hunt.db-backups").iterdir()
    secret = kept.read_bytes()
    run("decrypt")
    kept.write_bytes(secret)
    assert run("decrypt", TRACKER_KEY_COMMAND="echo other").stdout == (
        f"{place} is not encrypted.\n"
        f"{kept} could not be decrypted (it has another key); have TRACKER_KEY_COMMAND print that "
        "one, or unset it to be asked for the key of each file.\n"
    )


def test_a_plain_copy_that_was_begun_is_told_at_once(run: CommandLine, place: Path) -> None:
    run("backup")
    shutil.copy(place, place.with_name(".hunt.db.0123abcd"))
    run("encrypt")
    (kept,) = place.with_name("hunt.db-backups").iterdir()
    secret = kept.with_name(f".{kept.name}.0123abcd")
    shutil.copy(kept, secret)
    shown = run("doctor", code=1).stdout
    begun = "was begun less than an hour ago, by a command that still runs or was killed"
    assert f"{place.with_name('.hunt.db.0123abcd')} {begun}, and may not be encrypted." in shown
    assert f"{secret} {begun}.\n" in shown


def test_a_backup_that_cannot_be_read_is_named(run: CommandLine, place: Path) -> None:
    run("add", "Acme")
    damaged = place.with_name("hunt.db-backups") / "0001-20261122T100000Z-damaged.db"
    damaged.parent.mkdir(mode=0o700)
    damaged.write_bytes(b"Sphinx" * 2000)
    damaged.chmod(0o600)
    shown = run("encrypt").stdout
    left = f"{damaged} could not be encrypted with the key of the hunt; remove it once you need it"
    assert f"{left} no more.\n" in shown
    assert "Backup 1 is not encrypted, though the hunt is." in run("doctor", code=1).stdout
    damaged.unlink()
    assert run("doctor").stdout.startswith("All is well")


def test_encrypted_backups_are_restored_where_there_is_nothing(
    run: CommandLine, tmp_path: Path
) -> None:
    fill(run)
    run("encrypt")
    before = plainly(run.place)
    run("backup", "--to", str(tmp_path / "copy.db"))
    run("backup", "--to", str(tmp_path / "copy.db"))  # in place of the one before
    new = CommandLine(tmp_path / "new" / "hunt.db")
    new.environment = {**run.environment, "TRACKER_DATABASE": str(new.place)}
    new("restore", str(tmp_path / "copy.db"))
    assert found(new.place) == []
    assert before_restores(plainly(new.place)) == before
    new("add", "Beta")
    new("restore", str(tmp_path / "copy.db"))
    assert before_restores(plainly(new.place)) == before
    assert found(new.place) == []


def test_a_plain_backup_is_encrypted_where_the_hunt_is(run: CommandLine, tmp_path: Path) -> None:
    fill(run)
    before = run.rows(logs=True)
    run("backup", "--to", str(tmp_path / "plain-copy"))
    run("encrypt")
    run("add", "Beta")
    run("restore", str(tmp_path / "plain-copy"))
    assert before_restores(plainly(run.place)) == before
    assert found(run.place) == []
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_an_encrypted_backup_is_never_laid_open_in_a_plain_hunt(
    run: CommandLine, tmp_path: Path
) -> None:
    fill(run)
    run("encrypt")
    run("backup", "--to", str(tmp_path / "copy.db"))
    plain = CommandLine(tmp_path / "plain.db")
    plain.environment = {**run.environment, "TRACKER_DATABASE": str(plain.place)}
    plain("add", "Beta")
    assert plain.refused("restore", str(tmp_path / "copy.db")) == (
        f"That backup is encrypted and {plain.place} is not, so nothing was restored; encrypt the "
        "hunt first with: tracker encrypt"
    )


@pytest.mark.parametrize("start", [0, 100, 8192])
def test_a_damaged_hunt_is_restored_from_an_encrypted_backup(
    run: CommandLine, place: Path, start: int
) -> None:
    fill(run)
    run("encrypt")
    run("backup")
    before = plainly(place)
    with place.open("r+b") as file:
        file.seek(start)
        file.write(b"\xff" * 8_000)
    assert "Restored" in run("restore", "latest").stdout
    assert before_restores(plainly(place)) == before
    assert found(place) == []


def test_a_hunt_is_encrypted_whole_or_not_at_all_whenever_it_is_killed(
    run: CommandLine, place: Path
) -> None:
    fill(run)
    run("backup")
    before = run.rows(logs=True)
    dice = random.Random(5)  # noqa: S311 (nothing secret)
    late = 0
    for _ in range(4):
        started = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "tracker", "encrypt"],
            env={**os.environ, **run.environment},
            stdout=subprocess.DEVNULL,
        )
        wait_for_a_copy(place, process)
        time.sleep(dice.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        late += process.wait() == 0
        assert time.monotonic() - started < 60
        is_encrypted = cipher.salt_of(place) is not None
        assert (plainly(place) if is_encrypted else rows_of(place, logs=True)) == before
        for path in begun(place):
            os.utime(path, (0, 0))
            assert f"{path} was left behind" in run("doctor", code=1).stdout
        run("doctor", "--fix", code=None)
        assert list(begun(place)) == []
        if is_encrypted:
            run("encrypt")
            assert found(place) == []
            run("decrypt")
    assert late < 4
    assert rows_of(place, logs=True) == before


def wait_for_a_copy(place: Path, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 30
    while not list(begun(place)) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.002)


def begun(place: Path) -> Iterator[Path]:
    return place.parent.rglob(".*.db.*")


def test_what_others_write_meanwhile_is_kept_or_refused(run: CommandLine, place: Path) -> None:
    run("add", "Acme")
    command: dict[str, Any] = {
        "env": {**os.environ, **run.environment},
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "text": True,
    }
    tracker = [sys.executable, "-m", "tracker"]
    writers = [subprocess.Popen([*tracker, "add", f"Firm {one}"], **command) for one in range(3)]
    run("encrypt")
    run("decrypt")
    assert [one.communicate(timeout=120)[1] for one in writers] == [""] * 3
    assert len(rows_of(place)["application"]) == 4
    assert run("doctor").stdout.startswith("All is well")


def test_a_file_that_was_converted_meanwhile_opens_as_what_it_is(
    run: CommandLine, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_KEY_COMMAND", run.environment["TRACKER_KEY_COMMAND"])
    fill(run)
    opening, database = cipher.Opening(place), db.Database(place)
    with database.reading():
        pass
    for command in ("encrypt", "decrypt", "encrypt"):
        run(command)
        with closing(opening()) as opened:
            assert opened.execute("SELECT company FROM application").fetchall() == [("Acme",)]
        with database.reading() as session:
            assert session.scalars(select(Application.company)).all() == ["Acme"]


def test_a_key_takes_the_place_of_another_in_the_backups_too(
    run: CommandLine, place: Path, tmp_path: Path
) -> None:
    fill(run)
    run("backup")
    assert run.refused("encrypt", "--new-key") == (
        f"{place} has no key yet; give it one with: tracker encrypt"
    )
    run("encrypt")
    before = plainly(place)
    run("backup", "--to", str(tmp_path / "elsewhere.db"))
    (tmp_path / "new").write_text("five other words of mine\n")
    new = f"cat '{tmp_path / 'new'}'"
    told = run("encrypt", "--new-key", TRACKER_NEW_KEY_COMMAND=new).stdout
    assert told.splitlines()[0] == (
        f"Encrypted {place} and 1 backup with the new key, and compared every row."
    )
    assert plainly(place, "five other words of mine") == before
    assert run("agenda", code=1).stderr.startswith("Error: That is not the key of")
    run("encrypt", "--new-key", TRACKER_KEY_COMMAND=new, TRACKER_NEW_KEY_COMMAND=new, code=1)
    assert found(place) == []
    run("restore", "latest", TRACKER_KEY_COMMAND=new)
    assert run("doctor", TRACKER_KEY_COMMAND=new).stdout.startswith("All is well")
    run("encrypt", "--new-key", TRACKER_KEY_COMMAND=new, code=1)


def test_a_backup_that_still_has_the_old_key_is_named_and_given_the_new_one(
    run: CommandLine, terminal: Terminal, place: Path, tmp_path: Path
) -> None:
    run("encrypt")
    old, new = tmp_path / "old.db", "echo new"
    run("backup", "--to", str(old))
    run("encrypt", "--new-key", TRACKER_NEW_KEY_COMMAND=new)
    before = old.read_bytes()
    assert run("backup", "--to", str(old), code=1, TRACKER_KEY_COMMAND=new).stderr == (
        f"Error: {old} has another key, so it was left alone; name another file or remove it.\n"
    )
    assert old.read_bytes() == before
    assert run("restore", str(old), code=1, TRACKER_KEY_COMMAND=new).stderr == (
        f"Error: That is not the key of {old}; have TRACKER_KEY_COMMAND print that one, or unset "
        "it to be asked for the key of each file.\n"
    )
    run("backup", TRACKER_KEY_COMMAND=new)
    (kept,) = place.with_name("hunt.db-backups").iterdir()
    old.replace(kept)
    shown = run("doctor", code=1, TRACKER_KEY_COMMAND=new).stdout
    assert "Backup 1 does not have the key of the hunt." in shown
    told = run("encrypt", TRACKER_KEY_COMMAND=new).stdout
    assert told == (
        f"{place} is encrypted already.\n"
        f"{kept} could not be encrypted with the key of the hunt (it has another key); have "
        "TRACKER_KEY_COMMAND print that one, or unset it to be asked for the key of each file.\n"
    )
    del terminal.environment["TRACKER_KEY_COMMAND"]
    assert "Restored" in terminal.plain("restore", str(kept), answers=(KEY, "new"))
    assert f"Encrypted {kept}" in terminal.plain("encrypt", answers=("new", KEY), columns=200)
    assert run("doctor", TRACKER_KEY_COMMAND=new).stdout.startswith("All is well")


def test_an_older_encrypted_hunt_is_brought_up_to_date_and_its_backup_is_encrypted(
    run: CommandLine, place: Path
) -> None:
    fill(run)
    run("encrypt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_KEY_COMMAND", run.environment["TRACKER_KEY_COMMAND"])
        db.downgrade(db.new_engine(place), "0004")
    assert "Acme" in run("application", "list").stdout
    assert [one["reason"] for one in run.json("backup", "list")["backups"]] == ["upgrade"]
    assert found(place) == []


def test_a_copy_that_is_not_encrypted_is_pointed_out(run: CommandLine, tmp_path: Path) -> None:
    fill(run)
    run("encrypt")
    copied = run("copy", "--to", str(tmp_path / "plain.db"))
    assert copied.stderr == "Note: the copy is not encrypted, as the hunt here is.\n"
    at_head(tmp_path / "secret.db")
    run("encrypt", TRACKER_DATABASE=str(tmp_path / "secret.db"))
    assert run("copy", "--to", str(tmp_path / "secret.db")).stderr == ""
    before = plainly(run.place)
    assert plainly(tmp_path / "secret.db")["application"] == before["application"]


def test_a_backup_never_takes_the_place_of_the_hunt(run: CommandLine, place: Path) -> None:
    run("encrypt")
    assert "is no backup of this hunt" in run("backup", "--to", str(place), code=1).stderr
    run("decrypt")
    assert "is no backup of this hunt" in run("backup", "--to", str(place), code=1).stderr


def test_a_disk_without_room_leaves_the_hunt_as_it_is(run: CommandLine, place: Path) -> None:
    fill(run)
    before = run.rows(logs=True)
    limited = "ulimit -f 100; trap '' XFSZ; exec \"$0\" -m tracker encrypt"
    done = subprocess.run(
        ["/bin/sh", "-c", limited, sys.executable],
        env={**os.environ, **run.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: {place} cannot be written anew (")
    assert run.rows(logs=True) == before
    assert list(begun(place)) == []


def test_a_plain_library_sees_no_database(run: CommandLine, place: Path) -> None:
    run("encrypt")
    with closing(sqlite3.connect(place)) as opened, pytest.raises(sqlite3.DatabaseError):
        opened.execute("SELECT * FROM sqlite_master")


def test_a_disk_with_room_for_the_copy_alone_is_enough_and_else_nothing_is_changed(
    tmp_path: Path,
) -> None:
    """What was there before is overwritten where it stands, which takes no room."""
    with mounted(tmp_path / "disk", "size=2m") as disk:
        run = CommandLine(disk / "hunt.db")
        run("add", "Acme")
        ballast = disk / "ballast"
        for room, code in ((0, 1), (100_000, 1), (run.place.stat().st_size + 100_000, 0)):
            ballast.write_bytes(bytes(shutil.disk_usage(disk).free - room))
            ended = run("encrypt", code=code, TRACKER_KEY_COMMAND="echo secret")
            assert run.database.is_encrypted is (code == 0)
            refused = f"Error: {run.place} cannot be written anew (its disk is full), so it is as "
            assert ended.stderr.startswith(refused if code else "")
            assert sorted(path.name for path in disk.iterdir()) == ["ballast", "hunt.db"]
            ballast.unlink()
        assert [path.name for path in disk.iterdir()] == ["hunt.db"]
