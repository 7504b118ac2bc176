"""Where a hunt is kept: private, whole, refused in one sentence; whatever the disk does."""

import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine, text

from tests.conftest import FIXED, CommandLine, mounted
from tests.storage import Place, Storage, rows_of
from tracker import sqlite
from tracker.db import SCHEMA, Database, downgrade, upgrade
from tracker.errors import TrackerError
from tracker.records import advice, applications
from tracker.records.advice import Advice
from tracker.storage import cipher
from tracker.storage.cipher import MARK
from tracker.words import Verdict


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def tracker(place: Path | str, *arguments: str) -> subprocess.Popen[str]:
    """Start the command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tracker", *arguments],
        env={**os.environ, **FIXED, "TRACKER_DATABASE": str(place)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o177, 0o777])
def test_the_file_and_its_new_folder_are_their_owners_alone_whatever_the_umask(
    tmp_path: Path, now: datetime, mask: int
) -> None:
    place = tmp_path / "new" / "hunt.db"
    with umask(mask), Database(place).writing(now) as session:
        applications.add(session, "Acme", None, on=now.date())
        session.flush()
        assert {path.name: mode(path) for path in (tmp_path / "new").iterdir()} == {
            "hunt.db": 0o600,
            "hunt.db-wal": 0o600,
            "hunt.db-shm": 0o600,
        }
    assert mode(place.parent) == 0o700


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    folder.chmod(0o755)
    with Database(folder / "hunt.db").writing(now):
        assert (mode(folder), mode(folder / "hunt.db")) == (0o755, 0o600)


def test_nothing_is_made_before_the_first_use(tmp_path: Path) -> None:
    Database(tmp_path / "new" / "hunt.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["--help"], ["offer", "add", "--help"], ["--version"]])
def test_help_and_version_make_no_file(tmp_path: Path, arguments: list[str]) -> None:
    CommandLine(tmp_path / "new" / "hunt.db")(*arguments)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Nothing here yet."),
        (("application", "list"), "No open application."),
        (("search", "kafka"), "Nothing holds “kafka”"),
        (("import", "jobs.csv", "--dry-run"), "jobs.csv: 1 would be added"),
    ],
)
def test_what_only_looks_or_tries_makes_no_hunt_and_names_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    sheet = tmp_path / "jobs.csv"
    sheet.write_text("Company,Title\nAcme,Clerk\n")
    place = tmp_path / "new" / "hnut.db"
    result = CommandLine(place)(*words)
    assert result.stdout.startswith(said)
    assert result.stderr.endswith(f"Note: there is no hunt at {place} yet.\n")
    assert list(tmp_path.iterdir()) == [sheet]


def test_what_is_logged_first_after_a_look_begins_a_hunt(tmp_path: Path) -> None:
    run = CommandLine(tmp_path / "hunt.db")
    assert run("application", "list").stderr
    assert run("add", "Acme", "Clerk").stderr == ""
    assert [one["company"] for one in run.json("application", "list")["applications"]] == ["Acme"]


def test_a_place_that_may_not_be_looked_into_is_not_taken_for_an_empty_one(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").touch()
    refused = CommandLine(tmp_path / "file" / "hunt.db")("application", "list", code=1).stderr
    assert "cannot be created (Not a directory)" in refused


def test_without_a_place_the_hunt_is_kept_in_the_data_folder_of_the_user(tmp_path: Path) -> None:
    run = CommandLine(Path())
    run("add", "Acme", TRACKER_DATABASE="", XDG_DATA_HOME=str(tmp_path), HOME=str(tmp_path))
    (place,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert (place.name, place.parent.name) == ("hunt.db", "interview-worth")


def test_a_tilde_means_the_home_folder(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with Database("~/hunt.db").writing(now):
        assert (tmp_path / "hunt.db").is_file()


@pytest.mark.parametrize("name", ["it's 100% mine?.db", "größe 🎉.db", "a b#c&d=e.db", "-x.db"])
def test_a_file_may_have_any_name(tmp_path: Path, now: datetime, name: str) -> None:
    with Database(tmp_path / name).writing(now) as session:
        applications.add(session, "Acme", None, on=now.date())
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text there")
def test_a_file_may_have_a_name_that_is_no_text(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    run = CommandLine(folder / os.fsdecode(b"gr\xf6\xdfe.db"))
    run.environment["TRACKER_KEY_COMMAND"] = "echo a-key-of-my-own"
    run("add", "Acme")
    run("backup")
    run("add", "Beta", "--notes", "before the restore")
    run("restore", "latest")
    run("encrypt")
    run("add", "Gamma")
    run("decrypt")
    assert run("doctor").stdout.startswith("All is well")
    listed = run.json("application", "list")["applications"]
    assert [one["company"] for one in listed] == ["Gamma", "Acme"]


def test_the_database_is_made_by_the_migrations_and_marked_as_ours(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (MARK,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            (SCHEMA,)
        ]


def test_foreign_keys_hold_and_every_commit_is_on_the_disk(place: Path) -> None:
    with Database(place).reading() as session:
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA synchronous")) == 2


def test_a_migration_that_would_break_links_changes_nothing(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("INSERT INTO tag VALUES (7, 'of no application')")
    before = rows_of(place)
    engine = create_engine(f"sqlite:///{place}", poolclass=NullPool)
    with pytest.raises(TrackerError, match="would break links between records"):
        upgrade(engine)
    assert rows_of(place) == before


def known_then(rows: list[dict[str, Any]], then: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows without the columns that came later."""
    return [{name: row[name] for name in before} for row, before in zip(rows, then, strict=True)]


def test_a_database_of_the_first_schema_is_brought_to_head_with_every_row(
    run: CommandLine, place: Path
) -> None:
    run("add", "Acme", "Data engineer", "120k", "--tag", "a", "--posting", "Long text")
    run("interview", "add", "Acme", "fri 3pm", "--with", "Mia Chen", "--cost", "20 EUR")
    run("offer", "add", "Acme", "120k", "--until", "next friday")
    run("contact", "log", "Mia", "called", "--application", "1")
    run("profile", "set", "present-pay", "95k")
    downgrade(create_engine(f"sqlite:///{place}", poolclass=NullPool), "0001")
    first = run.rows(logs=True)
    assert {name for name, rows in first.items() if not rows} == set()
    assert run("profile", "factor", "add", "commute", "--weight", "5%").stderr == ""
    run("application", "edit", "Acme", "--rate", "commute=4")
    now = run.rows(logs=True)
    for name in first.keys() - {"alembic_version", "command", "change"}:
        assert known_then(now[name], first[name]) == first[name]
    summaries = [str(one["summary"]) for one in now["command"]]
    assert summaries[: len(first["command"])] == [one["summary"] for one in first["command"]]
    assert f"Brought the database from schema 0001 to {SCHEMA}" in summaries
    run("undo")
    run("undo")
    assert "the database was upgraded" in run.refused("undo")


def test_a_database_of_the_second_schema_goes_up_and_down_with_every_row(
    run: CommandLine, place: Path, now: datetime
) -> None:
    run("add", "Acme", "Data engineer", "120k", "--tag", "a", "--posting", "Long text")
    run("interview", "add", "Acme", "fri 3pm", "--with", "Mia Chen", "--cost", "20 EUR")
    run("offer", "add", "Acme", "120k", "--until", "next friday")
    run("contact", "log", "Mia", "called", "--application", "1")
    run("profile", "set", "present-pay", "95k")
    run("profile", "factor", "add", "commute", "--weight", "5%")
    run("application", "edit", "Acme", "--rate", "commute=4")
    run("profile", "rate", "set", "EUR", "1.08 USD")
    engine = create_engine(f"sqlite:///{place}", poolclass=NullPool)
    downgrade(engine, "0002")
    second = run.rows(logs=True)
    assert {name for name, rows in second.items() if not rows} == set()
    assert "advice" not in second
    with Database(place).writing(now) as session:
        advice.remember(session, now, {1: Advice(Verdict.KEEP, Decimal(1), "USD", 0.5, 0.5)})
    third = run.rows(logs=True)
    assert [row["interview_id"] for row in third["advice"]] == [1]
    for name in second.keys() - {"alembic_version", "command"}:
        assert known_then(third[name], second[name]) == second[name]
    known = {one["id"] for one in second["command"]}
    summaries = [one["summary"] for one in third["command"] if one["id"] not in known]
    assert summaries == [f"Brought the database from schema 0002 to {SCHEMA}"]
    with Database(place).reading() as session, pytest.raises(TrackerError) as refused:
        downgrade(session.get_bind(), "0002")  # type: ignore[arg-type]
    assert str(refused.value) == (
        "Schema 0002 has no place for what is in advice, so nothing was changed; "
        "keep a copy with tracker export json, and remove it from the hunt first."
    )
    assert run.rows(logs=True) == third
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("DELETE FROM advice")
    downgrade(engine, "0002")
    assert run.rows() == {name: second[name] for name in run.rows()}
    assert "advice" not in run.rows()


def test_records_from_before_letters_were_folded_are_found_after_an_upgrade(
    run: CommandLine, place: Path
) -> None:
    run("add", "Ørsted, A/S", "Data engineer", "--posting", "Long text")
    run("contact", "add", "Łucja Björk", "--company", "Ørsted", "--email", "Lu@orsted.example")
    run("profile", "factor", "add", "Smørrebrød", "--weight", "5%")
    expected = run.rows()
    engine = create_engine(f"sqlite:///{place}", poolclass=NullPool)
    downgrade(engine, "0004")
    with engine.begin() as connection:
        connection.execute(text("UPDATE application SET company_key = 'ørsted a/s'"))
        connection.execute(text("UPDATE application SET search_key = 'ørsted a/s data engineer'"))
        connection.execute(
            text("UPDATE contact SET search_key = 'łucja bjork ørsted lu@orsted.example'")
        )
        connection.execute(text("UPDATE criterion SET name_key = 'smørrebrød'"))
    assert "Data engineer" in run("application", "show", "orsted").stdout
    assert run.rows() == expected


def test_a_folder_is_refused(tmp_path: Path) -> None:
    refused = CommandLine(tmp_path).refused("add", "Acme")
    assert refused == f"{tmp_path} is a folder; name a file for the database."


@pytest.mark.parametrize("name", ["file/hunt.db", "file/new/hunt.db"])
def test_a_place_inside_of_a_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("a text")
    assert CommandLine(tmp_path / name).refused("add", "Acme") == (
        f"The database {tmp_path / name} cannot be created (Not a directory); "
        "name another place with --database FILE."
    )
    assert (tmp_path / "file").read_text() == "a text"


def test_a_name_that_is_too_long_for_the_disk_is_refused(tmp_path: Path) -> None:
    result = CommandLine(tmp_path / ("x" * 300))("add", "Acme", code=1)
    assert "cannot be created (File name too long)" in result.stderr


def test_a_file_that_cannot_be_read_is_refused(place: Path, run: CommandLine) -> None:
    if os.geteuid() == 0:
        pytest.skip("permission bits do not stop root")
    place.chmod(0)
    assert f"{place} cannot be opened" in run("add", "Acme", code=1).stderr


def test_a_text_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "letter.txt"
    place.write_text("Dear Sir or Madam, " * 100)
    result = CommandLine(place)("add", "Acme", code=1)
    assert result.stderr == (
        f"Error: {place} is not a database; name another file with --database FILE, or if it was "
        "your hunt, go back to a backup: tracker restore latest\n"
    )
    assert place.read_text() == "Dear Sir or Madam, " * 100
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("mark", [0, 1234])
def test_the_database_of_another_program_is_refused_and_untouched_byte_for_byte(
    tmp_path: Path, mark: int
) -> None:
    place = tmp_path / "other.db"
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("CREATE TABLE application (company)")
        connection.execute("INSERT INTO application VALUES ('Acme')")
        connection.execute(f"PRAGMA application_id = {mark}")
    before = place.read_bytes(), mode(place)
    for command in (["add", "Acme"], ["application", "list"], ["undo"]):
        assert CommandLine(place).refused(*command) == (
            f"{place} is another program's database; name another file with --database FILE."
        )
    assert (place.read_bytes(), mode(place)) == before
    assert [path.name for path in tmp_path.iterdir()] == ["other.db"]


@pytest.mark.parametrize("target", ["hunt.db", "elsewhere.db", "missing.db"])
def test_a_symbolic_link_in_place_of_the_database_is_not_followed(
    tmp_path: Path, place: Path, target: str
) -> None:
    before = place.rename(tmp_path / "elsewhere.db").read_bytes()
    (tmp_path / "hunt.db").symlink_to(tmp_path / target)
    assert CommandLine(tmp_path / "hunt.db")("add", "Acme", code=1).stderr == (
        f"Error: {tmp_path / 'hunt.db'} is a symbolic link to {tmp_path / target}, which is not "
        "followed; name that file itself with --database FILE.\n"
    )
    assert {path.name for path in tmp_path.iterdir()} == {"hunt.db", "elsewhere.db"}
    assert (tmp_path / "elsewhere.db").read_bytes() == before


def test_a_newer_schema_is_refused_with_the_way_to_upgrade(place: Path, run: CommandLine) -> None:
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for command in (["add", "Acme"], ["application", "list"]):
        assert run.refused(*command) == (
            f"{place} was written by a newer version of tracker (schema 9999); "
            "upgrade with: pip install --upgrade interview-worth"
        )


def test_a_read_only_database_can_be_read_but_is_not_written(place: Path, run: CommandLine) -> None:
    run("add", "Acme")
    reader = CommandLine(place)
    reader.environment["TRACKER_DATABASE"] = f"sqlite:///file:{place}?mode=ro&uri=true"
    assert "Acme" in reader("application", "list").stdout
    assert reader.refused("add", "Beta") == (
        f"file:{place} cannot be written to; nothing was written, so see why with tracker doctor, "
        "or name another place with --database FILE."
    )


def test_a_disk_that_is_read_only_can_be_read_and_rescued_but_is_not_written(
    tmp_path: Path,
) -> None:
    with mounted(tmp_path / "disk", "size=4m") as disk:
        run = CommandLine(disk / "hunt.db")
        run("add", "Acme")
        run("backup")
        before = run.rows(logs=True)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)  # noqa: S607
        for words in (
            ["backup"],
            ["backup", "--to", str(disk / "x")],
            ["restore", "1"],
        ):
            said = run(*words, code=1).stderr
            assert said.startswith("Error: ")
            assert said.count("\n") == 1
        result = run("add", "Beta", code=1)
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1
        assert f"{disk / 'hunt.db'} cannot be " in result.stderr
        assert "Acme" in run("application", "list").stdout
        assert "Acme" in run("search", "Acme").stdout
        run("backup", "--to", str(tmp_path / "rescued.db"))
        assert rows_of(tmp_path / "rescued.db", logs=True) == before
        new = CommandLine(disk / "new" / "hunt.db").refused("add", "Acme")
        assert "cannot be created (Read-only file system)" in new


def test_a_full_disk_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=1m") as disk:
        run = CommandLine(disk / "hunt.db")
        run("add", "Acme")
        (disk / "ballast").write_bytes(bytes(shutil.disk_usage(disk).free - 49_152))
        assert run.refused("add", "Beta", "--notes", "x" * 50_000) == (
            f"The disk that holds {disk / 'hunt.db'} is full; nothing was written, "
            "so make room first."
        )
        (disk / "ballast").unlink()
        run("add", "Beta")
        assert [one["company"] for one in run.rows()["application"]] == ["Acme", "Beta"]


def test_a_disk_too_full_for_a_new_database_is_refused(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=64k") as disk:
        result = CommandLine(disk / "hunt.db")("add", "Acme", code=1)
        assert result.stderr == (
            f"Error: The disk that holds {disk / 'hunt.db'} is full; nothing was written, "
            "so make room first.\n"
        )


def filled(disk: Path, room: int) -> Path:
    """Leave so many bytes of room on a disk; return the file that takes the rest."""
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(disk).free - room))
    return ballast


def test_on_a_disk_without_any_room_one_can_look_and_nothing_is_left_beside(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=1m") as disk:
        run = CommandLine(disk / "hunt.db")
        run("add", "Acme")
        filled(disk, 0)
        assert "Acme" in run("application", "list").stdout
        assert "Acme" in run("search", "acme").stdout
        assert run("add", "Beta", code=1).stderr == (
            f"Error: The disk that holds {disk / 'hunt.db'} is full; nothing was written, "
            "so make room first.\n"
        )
        run("backup", "--to", str(tmp_path / "rescued.db"))
        assert sorted(path.name for path in disk.iterdir()) == ["ballast", "hunt.db"]


def test_what_a_killed_command_began_on_a_full_disk_stops_nobody_from_looking(
    tmp_path: Path,
) -> None:
    """SQLite makes its log empty, and beside it as much of an index as there is room for."""
    with mounted(tmp_path / "disk", "size=1m") as disk:
        run = CommandLine(disk / "hunt.db")
        run("add", "Acme")
        ballast = filled(disk, 0)
        (disk / "hunt.db-wal").touch()
        (disk / "hunt.db-shm").touch()
        os.truncate(disk / "hunt.db-shm", 3)  # a hole takes no room
        assert "Acme" in run("application", "list").stdout
        assert "Acme" in run("search", "acme").stdout
        assert "has no room left" in run("doctor", code=1).stdout
        run("backup", "--to", str(tmp_path / "rescued.db"))
        ballast.unlink()
        run("add", "Beta")
        assert [path.name for path in disk.iterdir()] == ["hunt.db"]


@pytest.mark.parametrize("room", [40_000, 300_000])
def test_an_import_that_finds_no_room_leaves_no_backup_of_it(tmp_path: Path, room: int) -> None:
    many = tmp_path / "many.csv"
    many.write_text("Company,Role\n" + "".join(f"Company {n},{'x' * 900}\n" for n in range(200)))
    with mounted(tmp_path / "disk", "size=2m") as disk:
        run = CommandLine(disk / "hunt.db")
        run("add", "Acme")
        filled(disk, room)
        refused = run.refused("import", str(many))
        assert "full" in refused
        assert "make room" in refused
        kept = disk / "hunt.db-backups"
        assert not kept.exists() or not list(kept.iterdir())


def test_a_restore_that_finds_no_room_calls_no_backup_damaged(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=2m") as disk:
        run = CommandLine(disk / "hunt.db")
        run("add", "Acme")
        run("backup")
        before = run.rows(logs=True)
        for room in (0, 100_000, 300_000, 500_000):
            ballast = filled(disk, room)
            refused = run("restore", "1", code=1).stderr
            ballast.unlink()
            assert "its disk is full" in refused
            assert "make room there and try again" in refused
            assert run.rows(logs=True) == before
        assert run("backup", "list", "--json").stdout.count('"number"') == 1
        run("restore", "1")


def test_a_file_that_may_not_grow_is_refused_and_nothing_is_lost(
    place: Path, run: CommandLine
) -> None:
    run("add", "Acme")
    before = run.rows(logs=True)
    limit = place.stat().st_size + 20_000
    process = subprocess.run(
        [sys.executable, "-m", "tracker", "add", "Beta", "--notes", "x" * 100_000],
        env={**os.environ, **FIXED, "TRACKER_DATABASE": str(place)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        check=False,
        capture_output=True,
        text=True,
    )
    assert (process.returncode, process.stdout) == (1, "")
    assert process.stderr.startswith(f"Error: The disk that holds {place} ")
    assert process.stderr.count("\n") == 1
    assert run.rows(logs=True) == before


def test_a_database_locked_for_longer_than_the_wait_is_refused(
    place: Path, run: CommandLine
) -> None:
    run.environment["TRACKER_DATABASE"] = f"sqlite:///{place}?timeout=0.2"
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run.refused("add", "Acme") == (
            f"{place} is being written by another program; nothing was written, "
            "so wait for it to finish and try again."
        )
        assert run("application", "list").exit_code == 0
        other.execute("ROLLBACK")
    assert run("add", "Acme").exit_code == 0


def test_a_writer_waits_for_another_to_finish(place: Path) -> None:
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        process = tracker(place, "add", "Acme")
        time.sleep(1)
        other.execute("COMMIT")
        assert process.communicate(timeout=20)[0].startswith("Added application 1: Acme")


@pytest.mark.parametrize("damage", [b"\xff" * 3900, b"\x00" * 3900])
def test_a_damaged_database_is_refused(run: CommandLine, place: Path, damage: bytes) -> None:
    run("add", "Acme")
    with place.open("r+b") as file:
        file.seek(100)
        file.write(damage)
    for command in (["add", "Beta"], ["application", "list"], ["undo"]):
        result = run(*command, code=1)
        assert result.stdout == ""
        assert result.stderr == (
            f"Error: {place} is damaged; nothing was written, "
            "so go back to a backup: tracker restore latest\n"
        )


def test_a_database_without_a_table_that_it_needs_is_refused(run: CommandLine, place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("DROP TABLE application")
    assert "refused (no such table: application), and nothing was written" in run.refused(
        "application", "list"
    )


def test_a_database_cut_short_is_refused(run: CommandLine, place: Path) -> None:
    run("add", "Acme")
    os.truncate(place, 5000)
    assert "is damaged; nothing was written" in run("application", "list", code=1).stderr


@pytest.mark.parametrize(
    "address", ["nonsense://x", "postgresql+nothing://x/y", "sqlite+nothing://x/y", "://"]
)
def test_an_address_that_works_nowhere_is_refused(address: str, tmp_path: Path) -> None:
    run = CommandLine(tmp_path / "unused.db")
    run.environment["TRACKER_DATABASE"] = address
    refused = run.refused("add", "Acme")
    scheme = address.split("://", maxsplit=1)[0]
    assert refused == (
        f"“{scheme}://…” is no database address that works here; name a file, or a server as in "
        "postgresql://NAME@HOST/DATABASE."
    )


def test_the_password_of_an_address_is_not_shown(tmp_path: Path) -> None:
    run = CommandLine(tmp_path / "unused.db")
    run.environment["TRACKER_DATABASE"] = "mysql://me:secret@nowhere/hunt"
    assert "secret" not in run.refused("add", "Acme")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (
            "sqlite:///{}?password=SECRET",
            "“sqlite://…” has no such option as password here; name the file itself.",
        ),
        (
            "sqlite:///{}?mode=ro",
            "“sqlite://…” has no such option as mode here; name the file itself.",
        ),
        (
            "file:{}?key=SECRET",
            "What begins with “file:” is no name of a file here; name the file itself.",
        ),
    ],
)
def test_an_address_of_a_file_that_says_what_would_not_be_heeded_is_refused(
    tmp_path: Path, place: str, said: str
) -> None:
    run = CommandLine(tmp_path / "unused.db")
    run.environment["TRACKER_DATABASE"] = place.format(tmp_path / "hunt.db")
    for words in (("application", "list"), ("add", "Acme")):
        assert run(*words, code=1).stderr == f"Error: {said}\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("backup",),
        ("backup", "--to", "backup.db"),
        ("copy", "--to", "copy.db"),
        ("export", "csv", "--to", "jobs.csv"),
        ("export", "json"),
        ("undo",),
        ("encrypt",),
        ("encrypt", "--new-key"),
        ("decrypt",),
    ],
)
def test_what_copies_or_converts_a_hunt_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "new" / "hunt.db"
    refused = CommandLine(place)(*words, code=1).stderr
    assert refused == f"Error: There is no hunt at {place} yet; start one: tracker add COMPANY\n"
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_the_program_itself_is_not_taken_for_one_of_the_database(
    database: Database, now: datetime
) -> None:
    with pytest.raises(ZeroDivisionError), database.writing(now):
        raise ZeroDivisionError


def test_a_refusal_inside_of_a_session_keeps_nothing(database: Database, now: datetime) -> None:
    def add_and_refuse() -> None:
        with database.writing(now) as session:
            applications.add(session, "Acme", None, on=now.date())
            msg = "No."
            raise TrackerError(msg)

    with pytest.raises(TrackerError):
        add_and_refuse()
    with database.reading() as session:
        assert session.scalars(applications.active()).all() == []


def test_two_commands_at_once_may_both_make_the_same_new_database(
    storage: Storage, tmp_path: Path
) -> None:
    for attempt in range(4):
        place = storage.blank(tmp_path / str(attempt) / "hunt.db")
        processes = [tracker(place, "add", company) for company in ("Acme", "Beta")]
        for process in processes:
            shown, refused = process.communicate(timeout=30)
            assert (process.returncode, refused) == (0, "")
            assert shown.startswith("Added application ")
        companies = {one["company"] for one in CommandLine(place).rows()["application"]}
        assert companies == {"Acme", "Beta"}
        storage.drop(place)


def test_while_a_new_database_is_locked_nothing_slow_is_imported_and_nothing_made_twice(
    tmp_path: Path,
) -> None:
    script = """
import sys
from sqlalchemy import event
from tracker import db
engine = db.new_engine(sys.argv[1])
event.listen(engine, "begin", lambda _: print("alembic.command" in sys.modules))
db.upgrade(engine)
event.listen(engine, "begin", lambda begun: begun.connection.set_trace_callback(print))
db.upgrade(engine)
"""
    command = [sys.executable, "-c", script, str(tmp_path / "hunt.db")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")
    assert said[:2] == ["True", "True"]
    looked = ["PRAGMA application_id", "SELECT version_num FROM alembic_version"]
    assert said[2:] == [*looked, "PRAGMA foreign_key_check", "COMMIT", ""]


@pytest.mark.postgresql
def test_many_commands_at_once_all_come_through(
    address: Place,
) -> None:
    processes = [tracker(address, "add", f"Company {number}") for number in range(6)]
    assert [process.wait(timeout=60) for process in processes] == [0] * 6
    for process in processes:
        process.communicate()
    assert len(CommandLine(address).rows()["application"]) == 6


def test_what_is_no_ordinary_file_is_no_database(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "is no ordinary file" in CommandLine(pipe)("agenda", code=1).stderr


def test_a_python_without_full_text_search_is_told_what_is_missing() -> None:
    """No such Python is at hand: what its SQLite says is quoted from SQLite's own source."""
    said = sqlite.refusal(sqlite3.OperationalError("no such module: fts5"), "hunt.db")
    assert "hunt.db cannot be used with this Python" in said
    assert "nothing was written" in said


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux says what is open")
@pytest.mark.usefixtures("place")
def test_no_command_opens_a_file_by_itself_that_sqlite_has_open(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To close it again would take SQLite's locks from it, and another might take its log away."""
    asked: list[bool] = []
    ask = cipher.salt_of

    def salt_of(path: Path) -> bytes | None:
        opened = {os.path.realpath(one) for one in Path("/proc/self/fd").iterdir()}
        asked.append(str(path) in opened)
        return ask(path)

    monkeypatch.setattr(cipher, "salt_of", salt_of)
    for line in (
        *("add Acme", "offer add Acme 90k --until friday", "contact add Mia", "history"),
        *("interview add Acme 2026-11-27T15:00", "application list", "contact list"),
        *("application show Acme", "company show Acme", "offer list", "search acme", "worth"),
        *("agenda", "contact log Mia hello", "export csv", "export ics", "reject Acme", "undo"),
        *("interview list", "export json", "backup", "doctor", "profile set years 3", "worth Acme"),
        *("forget Mia --yes", "company show Acme", "restore latest"),
    ):
        asked.clear()
        run(*line.split())
        assert asked, line
        assert not any(asked), line
