"""Backups: made in time, checked, kept; and the way back to them and forth again."""

import json
import os
import re
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine

from tests.conftest import CommandLine
from tests.rich import fill
from tests.storage import before_restores, rows_of
from tracker import db
from tracker.storage import cipher, sqlite_file
from tracker.words import BackupReason

pytestmark = pytest.mark.usefixtures("place")

SHEET = "Company,Role,Status\nAcme,Analyst,applied\n"


@pytest.fixture
def kept(run: CommandLine) -> Path:
    """The folder of backups."""
    return run.place.with_name("hunt.db-backups")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(SHEET)
    return path


def reasons(run: CommandLine) -> list[str]:
    return [f"{one['number']} {one['reason']}" for one in run.json("backup", "list")["backups"]]


def companies(run: CommandLine) -> list[str]:
    return [one["company"] for one in run.rows()["application"]]


def test_a_backup_is_the_whole_hunt_in_a_file_that_stands_by_itself(
    run: CommandLine, kept: Path
) -> None:
    fill(run)
    (path,) = (kept / "0001-20261122T100000Z-asked.db",)
    assert run("backup").stdout == f"Made backup 1: {path}\n"
    assert [one.name for one in kept.iterdir()] == [path.name]
    assert rows_of(path, logs=True) == run.rows(logs=True)
    assert CommandLine(path)("application", "list").stdout == run("application", "list").stdout


def test_backups_are_listed_the_latest_first(run: CommandLine, kept: Path, sheet: Path) -> None:
    assert run("backup", "list").stdout == "No backups yet. Make one: tracker backup\n"
    run("backup")
    run("import", str(sheet), TRACKER_NOW="2026-11-23T09:30:00+00:00")
    lines = run("backup", "list", TZ="UTC").stdout.splitlines()
    assert [re.split("  +", line.strip()) for line in lines[:3]] == [
        ["backup", "when", "size", "why"],
        ["2", lines[1].split("  ")[3].strip(), lines[1].split("  ")[4].strip(), "before an import"],
        ["1", lines[2].split("  ")[3].strip(), lines[2].split("  ")[4].strip(), "you asked for it"],
    ]
    assert lines[-1] == f"They are in {kept}"
    path = kept / "0002-20261123T093000Z-import.db"
    assert run.json("backup", "list")["backups"][0] == {
        "number": 2,
        "at": "2026-11-23T09:30:00+00:00",
        "reason": "import",
        "size": path.stat().st_size,
        "path": str(path),
    }


def test_an_import_that_changes_something_makes_one_backup_of_what_was_before(
    run: CommandLine, sheet: Path, tmp_path: Path
) -> None:
    run("add", "Beta")
    before = run.rows(logs=True)
    run("import", "--dry-run", str(sheet))
    assert reasons(run) == []
    other = tmp_path / "other.csv"
    other.write_text(SHEET.replace("Acme", "Gamma"))
    run(
        "import", str(sheet), str(other), "--stage", "Promising=screening", "--save-mapping", "mine"
    )
    assert reasons(run) == ["1 import"]
    (path,) = run.place.with_name("hunt.db-backups").iterdir()
    before["saved"] = run.rows()["saved"]
    assert {name: rows for name, rows in rows_of(path).items() if rows != before[name]} == {}
    assert companies(run) == ["Beta", "Acme", "Gamma"]
    run("import", str(sheet), str(other))
    assert reasons(run) == ["1 import"]
    sheet.write_text(SHEET.replace("Acme", "Delta"))
    run("import", str(other), str(sheet))
    assert reasons(run) == ["2 import", "1 import"]


def test_an_import_whose_backup_cannot_be_made_changes_nothing(
    run: CommandLine, sheet: Path, kept: Path
) -> None:
    kept.symlink_to(sheet.parent)
    assert run.refused("import", str(sheet)) == (
        f"{kept} is a symbolic link, which is not followed; move it away."
    )
    kept.unlink()
    kept.write_text("in the way")
    assert "cannot be written (Not a directory), so nothing was changed" in run.refused(
        "import", str(sheet)
    )
    assert kept.read_text() == "in the way"


def test_the_last_ten_automatic_backups_are_kept_and_all_that_were_asked_for(
    run: CommandLine, now: datetime, kept: Path
) -> None:
    run("backup")
    for _ in range(12):
        run.database.back_up(now, BackupReason.IMPORT)
    run("backup")
    (kept / "notes.txt").write_text("mine")
    run.database.back_up(now, BackupReason.RESTORE)
    numbers = [15, 14, *range(13, 4, -1), 1]
    assert [one["number"] for one in run.json("backup", "list")["backups"]] == numbers
    assert (kept / "notes.txt").read_text() == "mine"


def test_a_clock_that_was_set_back_makes_no_backup_the_oldest(
    run: CommandLine, now: datetime
) -> None:
    for day in range(12):
        run.database.back_up(now - timedelta(days=365 * day), BackupReason.IMPORT)
    assert reasons(run) == [f"{number} import" for number in range(12, 2, -1)]


def test_what_a_killed_backup_had_begun_is_removed_in_time(run: CommandLine, kept: Path) -> None:
    run("backup")
    old, new = kept / ".0002", kept / ".0003"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    run("backup")
    assert {path.name for path in kept.iterdir() if path.name.startswith(".")} == {".0003"}
    assert reasons(run) == ["4 asked", "1 asked"]


def test_a_backup_goes_to_a_file_and_replaces_an_older_one_of_this_hunt(
    run: CommandLine, tmp_path: Path, kept: Path
) -> None:
    path = tmp_path / "copy.db"
    assert run("backup", "--to", str(path)).stdout == f"The backup was written to {path}.\n"
    run("add", "Acme")
    run("backup", "--to", str(path))
    assert rows_of(path, logs=True) == run.rows(logs=True)
    assert not kept.exists()


def others(run: CommandLine, new_place: Callable[[str], Path]) -> Iterator[Path]:
    folder = run.place.parent
    letter = folder / "letter.txt"
    letter.write_text("Dear Sir or Madam, " * 100)
    yield letter
    CommandLine(folder / "another.db")("add", "Beta")
    yield folder / "another.db"
    CommandLine(folder / "another.db")("backup", "--to", str(folder / "its.db"))
    yield folder / "its.db"
    yield new_place("moved.db")
    yield run.place
    run("backup", "--to", str(folder / "mine.db"))
    (folder / "link.db").symlink_to(folder / "mine.db")
    yield folder / "link.db"
    (folder / "nowhere.db").symlink_to(folder / "new.db")
    yield folder / "nowhere.db"


def test_a_backup_replaces_nothing_else(run: CommandLine, new_place: Callable[[str], Path]) -> None:
    for path in others(run, new_place):
        before = path.read_bytes() if path.exists() else None
        assert run.refused("backup", "--to", str(path)) == (
            f"{path} is no backup of this hunt, so it was left alone; name another file."
        )
        assert (path.read_bytes() if path.exists() else None) == before
    assert "no backup of this hunt" in run.refused("backup", "--to", str(run.place.parent))
    assert "cannot be written (No such file" in run.refused("backup", "--to", "/nowhere/x.db")


def test_a_damaged_hunt_makes_no_backup(run: CommandLine, kept: Path) -> None:
    run("add", "Acme", "--notes", "x" * 50_000)
    with run.place.open("r+b") as file:
        file.seek(run.place.stat().st_size - 9_000)
        file.write(os.urandom(9_000))
    refused = run("backup", code=1).stderr
    assert "is damaged (" in refused
    assert list(kept.iterdir()) == []


def test_a_restore_goes_back_and_can_be_taken_back(run: CommandLine, kept: Path) -> None:
    fill(run)
    then = run.rows(logs=True)
    run("backup")
    run("add", "Later", "--notes", "x" * 100_000)
    later = run.rows(logs=True)
    shown = run("restore", "1").stdout.splitlines()
    assert shown == [
        f"Restored {kept / '0001-20261122T100000Z-asked.db'}: 4 applications.",
        "What was there is backup 2; to go back to it: tracker restore 2",
    ]
    assert before_restores(run.rows(logs=True)) == then
    run("restore", "latest")
    assert before_restores(run.rows(logs=True)) == later
    run("add", "Goes on")
    assert "Goes on" in run("search", "goes").stdout
    with closing(sqlite3.connect(run.place)) as opened:
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert reasons(run) == ["3 restore", "2 restore", "1 asked"]


def test_undo_does_not_go_behind_a_restore_unless_told_to(run: CommandLine) -> None:
    run("add", "Acme")
    run("backup")
    run("restore", "latest")
    run("add", "Later")  # all within one second
    run("undo")
    assert run.refused("undo") == (
        "Undo stops here: all before came with a backup; what it replaced was kept as backup 2, "
        "see tracker backup list. To take back “Added application 1: Acme, applied on Sun 22 Nov "
        "2026.” all the same: tracker undo 1"
    )
    assert companies(run) == ["Acme"]
    run("undo", "1")
    assert companies(run) == []


def test_a_backup_that_is_worked_with_is_a_hunt_like_any_other(
    run: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "copy.db"
    run("backup", "--to", str(path))
    rows = "".join(f"Firm {number},{'x' * 3000},applied\n" for number in range(2000))
    (tmp_path / "many.csv").write_text(f"Company,Notes,Status\n{rows}")
    copy = CommandLine(path)
    copy("import", str(tmp_path / "many.csv"))
    assert len(companies(copy)) == 2000
    assert reasons(copy) == ["1 import"]
    assert "no backup of this hunt" in run.refused("backup", "--to", str(path))


def test_a_restore_brings_an_older_schema_up_to_date(run: CommandLine, tmp_path: Path) -> None:
    run("add", "Acme", "--tag", "a")
    old = tmp_path / "old.db"
    run("backup", "--to", str(old))
    db.downgrade(create_engine(f"sqlite:///{old}", poolclass=NullPool), "0001")
    bytes_before = old.read_bytes()
    run("add", "Beta")
    run("restore", str(old))
    assert companies(run) == ["Acme"]
    assert "Acme" in run("search", "acme").stdout
    assert old.read_bytes() == bytes_before
    assert reasons(run) == ["1 restore"]
    assert [path.name for path in tmp_path.glob("*old.db*")] == ["old.db"]
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            "CREATE TRIGGER theirs AFTER INSERT ON application BEGIN DELETE FROM contact; END",
            "The trigger theirs is not ours",
        ),
        ("DROP TABLE setting", "The table setting is missing"),
        ("ALTER TABLE application ADD COLUMN more", "The table application differs"),
        ("DROP TRIGGER search_text_insert", "The trigger search_text_insert is missing"),
    ],
)
def test_a_backup_that_would_not_keep_its_records_is_refused(
    run: CommandLine, tmp_path: Path, statement: str, problem: str
) -> None:
    run("add", "Acme")
    path = tmp_path / "theirs.db"
    run("backup", "--to", str(path))
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute(statement)
    before = run.rows(logs=True)
    assert run.refused("restore", str(path)) == (
        f"{path} is not as tracker writes a backup ({problem}); name another file."
    )
    assert run.rows(logs=True) == before
    assert reasons(run) == []


def test_a_backup_of_a_hunt_beside_a_table_of_another_program_is_restored(run: CommandLine) -> None:
    with closing(sqlite3.connect(run.place)) as opened, opened:
        opened.execute("CREATE TABLE mine (x)")
    run("add", "Acme")
    run("backup")
    run("restore", "latest")
    assert companies(run) == ["Acme"]


def test_where_a_hunt_is_gone_no_other_hides_that_there_are_backups(run: CommandLine) -> None:
    run("add", "Acme")
    run("backup")
    run.place.unlink()
    said = (
        f"There is no hunt at {run.place}, but there are backups of one in {run.place}-backups; "
        "go back with tracker restore latest, or to start a new one move that folder away."
    )
    assert run("application", "list").stderr == f"Note: {said[0].lower()}{said[1:]}\n"
    for words in (["add", "Beta"], ["contact", "add", "Mia"], ["doctor"], ["backup"]):
        assert run.refused(*words) == said
    assert not run.place.exists()
    run("restore", "latest")
    assert companies(run) == ["Acme"]


def test_the_hunt_itself_and_nothing_are_no_backups(run: CommandLine) -> None:
    run("add", "Acme")
    assert run.refused("restore", str(run.place)) == (
        f"{run.place} is the hunt itself; see its backups with: tracker backup list"
    )
    assert run.refused("restore", "") == "Name a backup; see them with: tracker backup list"


def test_a_restore_into_an_empty_place_makes_the_hunt(run: CommandLine, tmp_path: Path) -> None:
    run("add", "Acme")
    run("backup", "--to", str(tmp_path / "copy.db"))
    new = CommandLine(tmp_path / "new" / "hunt.db")
    assert "What was there" not in new("restore", str(tmp_path / "copy.db")).stdout
    assert [path.name for path in new.place.parent.iterdir()] == ["hunt.db"]
    assert before_restores(new.rows(logs=True)) == run.rows(logs=True)
    assert new.json("history")["history"][0]["summary"] == "Restored a backup."
    assert stat.S_IMODE(new.place.stat().st_mode) == 0o600
    with closing(sqlite3.connect(new.place)) as opened:
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("start", [0, 100, 60_000])
def test_a_damaged_hunt_is_set_aside_and_restored(run: CommandLine, kept: Path, start: int) -> None:
    run("add", "Acme", "--notes", "x" * 50_000)
    run("backup")
    then = run.rows(logs=True)
    with run.place.open("r+b") as file:
        file.seek(start)
        file.write(b"\xff" * 8_000)
    damaged = run.place.read_bytes()
    path = kept / "0002-20261122T100000Z-damaged.db"
    shown = run("restore", "latest").stdout
    assert f"What was there was damaged; it was moved to {path}" in shown
    assert path.read_bytes() == damaged
    assert before_restores(run.rows(logs=True)) == then
    run("restore", "latest")
    assert reasons(run) == ["3 restore", "2 damaged", "1 asked"]
    assert "is no database" in run.refused("restore", "2") or "is damaged" in run.refused(
        "restore", "2"
    )


def unsound(run: CommandLine) -> Iterator[tuple[Path, str]]:
    folder = run.place.parent
    letter = folder / "letter.txt"
    letter.write_text("Dear Sir or Madam, " * 1000)
    yield letter, "is no database; name another file"
    (folder / "empty.db").touch()
    yield folder / "empty.db", "holds no hunt"
    with closing(sqlite3.connect(folder / "other.db")) as made, made:
        made.execute("CREATE TABLE t (x)")
    yield folder / "other.db", "holds no hunt"
    backup = folder / "copy.db"
    run("backup", "--to", str(backup))
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) // 2])
    yield backup, "is "
    backup.write_bytes(whole)
    with closing(sqlite3.connect(backup)) as made, made:
        made.execute("INSERT INTO tag VALUES (7, 'of no application')")
    yield backup, "belongs to a row of application that is not there"
    backup.write_bytes(whole)
    with closing(sqlite3.connect(backup)) as made, made:
        made.execute("UPDATE alembic_version SET version_num = '9999'")
    yield backup, "was written by a newer version of tracker (schema 9999)"
    with closing(sqlite3.connect(backup)) as made, made:
        made.execute("DELETE FROM alembic_version")
    yield backup, "does not say which schema it has"


def test_what_is_no_sound_backup_is_refused_before_anything_is_touched(run: CommandLine) -> None:
    run("add", "Acme")
    for path, why in unsound(run):
        before = path.read_bytes()
        assert why in run.refused("restore", str(path))
        assert path.read_bytes() == before
        assert [one.name for one in path.parent.glob(".*")] == []
    assert reasons(run) == []


def test_the_json_of_a_hunt_is_brought_in_and_not_restored(run: CommandLine) -> None:
    run("add", "Acme")
    copied = run.place.with_name("all.json")
    run("export", "json", "--to", str(copied))
    assert run.refused("restore", str(copied)) == (
        f"{copied} is JSON, which is restored on a server only; bring it into a new file with: "
        f"tracker --database NEW.db import {copied}"
    )


def test_a_backup_that_is_not_there_is_refused(run: CommandLine) -> None:
    assert run.refused("restore", "latest") == (
        "There is no backup yet; make one with: tracker backup"
    )
    assert run.refused("restore", "7") == (
        "There is no backup 7; see them with: tracker backup list"
    )
    assert run.refused("restore", "nowhere.db") == (
        "There is no file nowhere.db; see the backups with: tracker backup list"
    )


def test_the_database_of_another_program_is_never_restored_over(
    run: CommandLine, tmp_path: Path
) -> None:
    run("backup", "--to", str(tmp_path / "copy.db"))
    with closing(sqlite3.connect(tmp_path / "other.db")) as made, made:
        made.execute("CREATE TABLE t (x)")
    before = (tmp_path / "other.db").read_bytes()
    other = CommandLine(tmp_path / "other.db")
    assert other.refused("restore", str(tmp_path / "copy.db")) == (
        f"{other.place} is another program's database; move it away and restore again."
    )
    assert (tmp_path / "other.db").read_bytes() == before


def test_a_folder_in_the_place_of_a_hunt_is_called_so(run: CommandLine) -> None:
    run("backup")
    run.place.unlink()
    run.place.mkdir()
    assert run("restore", "latest", code=1).stderr == (
        f"Error: {run.place} is a folder; name a file for the database.\n"
    )


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN; SELECT * FROM hunt"])
def test_a_restore_is_refused_while_another_program_works_with_the_hunt(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    run("backup")
    monkeypatch.setattr(sqlite_file, "WAIT_SECONDS", 0.2)
    with closing(sqlite3.connect(run.place, isolation_level=None)) as other:
        for statement in lock.split(";"):
            other.execute(statement).fetchall()
        assert run.refused("restore", "latest") == (
            f"{run.place} is in use by another program; wait for it to finish and try again."
        )
        other.execute("ROLLBACK")
    run("restore", "latest")


def test_a_command_that_starts_during_a_restore_waits_for_it(run: CommandLine) -> None:
    run("add", "Acme")
    with sqlite_file.alone(partial(cipher.connect, run.place, **sqlite_file.AT_ONCE)):
        process = subprocess.Popen(
            [sys.executable, "-m", "tracker", "add", "Beta"],
            env={**os.environ, **run.environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
    assert process.communicate(timeout=20)[0].startswith("Added application 2: Beta")


def test_a_file_of_an_older_schema_is_backed_up_before_it_is_upgraded(run: CommandLine) -> None:
    run("add", "Acme")
    db.downgrade(create_engine(f"sqlite:///{run.place}", poolclass=NullPool), "0002")
    before = run.rows(logs=True)
    run("application", "list")
    assert reasons(run) == ["1 upgrade"]
    (path,) = run.place.with_name("hunt.db-backups").iterdir()
    assert rows_of(path, logs=True) == before


def test_a_file_that_is_named_with_options_has_the_same_backups(
    run: CommandLine, kept: Path
) -> None:
    run.environment["TRACKER_DATABASE"] = f"sqlite:///file:{run.place}?mode=ro&uri=true"
    assert run("backup").stdout.startswith(f"Made backup 1: {kept}")
    assert reasons(run) == ["1 asked"]
    for command in (["restore", "latest"], ["doctor"]):
        assert run.refused(*command) == (
            f"file:{run.place} is more than the name of a file; name the file with --database."
        )


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o777])
def test_backups_are_their_owners_alone_whatever_the_umask(
    run: CommandLine, tmp_path: Path, kept: Path, mask: int
) -> None:
    before = os.umask(mask)
    try:
        run("add", "Acme")
        run("backup")
        run("backup", "--to", str(tmp_path / "copy.db"))
        run("restore", "1")
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in kept.iterdir()}
    assert set(modes.values()) == {0o600}
    assert len(modes) == 2
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_the_json_of_backups_is_whole(run: CommandLine) -> None:
    assert json.loads(run("backup", "list", "--json").stdout) == {"version": 1, "backups": []}
