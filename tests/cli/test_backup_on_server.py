"""Backups of a hunt on a server: JSON on this machine, read back first; and the way back."""

import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks import soak
from tests.conftest import CommandLine
from tests.rich import fill
from tests.storage import LOGS, Servers, before_restores, by_hand
from tracker import db
from tracker.postgresql import backups
from tracker.words import BackupReason

pytestmark = pytest.mark.postgresql(only=True)

SHEET = "Company,Role,Status\nGamma,Analyst,applied\n"


def reasons(run: CommandLine) -> list[str]:
    return [f"{one['number']} {one['reason']}" for one in run.json("backup", "list")["backups"]]


def folder_of(address: str) -> Path:
    return backups(db.Database(address).url)


@pytest.fixture
def kept(run: CommandLine) -> Path:
    """The folder of backups."""
    return run.database.backups


def test_a_backup_is_the_export_of_everything_in_a_folder_of_this_machine(
    run: CommandLine, home: Path, kept: Path
) -> None:
    fill(run)
    path = kept / "0001-20261122T100000Z-asked.json"
    assert run("backup").stdout == f"Made backup 1: {path}\n"
    assert path.read_text() == run("export", "json").stdout
    assert kept.parent == home / "interview-worth" / "backups"
    assert [one.name for one in kept.iterdir()] == [path.name]
    assert run("backup", "list").stdout.endswith(f"They are in {kept}\n")


@pytest.mark.parametrize("mask", [0o000, 0o777])
def test_backups_are_their_owners_alone_whatever_the_umask(
    run: CommandLine, tmp_path: Path, kept: Path, mask: int
) -> None:
    run("add", "Acme")
    before = os.umask(mask)
    try:
        run("backup")
        run("backup", "--to", str(tmp_path / "copy.json"))
        run("restore", "1")
    finally:
        os.umask(before)
    files = [*kept.iterdir(), tmp_path / "copy.json"]
    assert [stat.S_IMODE(one.stat().st_mode) for one in files] == [0o600] * 3
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700


def test_the_folder_is_known_by_the_hunt_and_not_by_how_its_address_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGHOST", "db.example.com")
    one = folder_of("postgresql://anna@db.example.com/hunt")
    assert one.name.startswith("hunt@db.example.com-")
    for other in (
        "postgres://anna:secret@db.example.com:5432/hunt?sslmode=verify-full",
        "postgresql+psycopg:///hunt?user=anna&password=secret&connect_timeout=3",
        "postgresql://anna@/hunt?options=-clock_timeout%3D3s",
    ):
        assert folder_of(other) == one
    for other in (
        "postgresql://boris@db.example.com/hunt",
        "postgresql://anna@db.example.com:5433/hunt",
        "postgresql://anna@db.example.com/hunts",
        "postgresql://anna@localhost/hunt",
        "postgresql://anna@db.example.com/hunt?options=-csearch_path%3Dboris",
        "postgresql://anna@db.example.com/..%2F..%2Fhunt",
    ):
        assert folder_of(other) != one
        assert folder_of(other).parent == one.parent


def test_a_password_is_in_no_backup(run: CommandLine) -> None:
    secret = CommandLine(f"{run.address}&password=secret")
    secret("add", "Acme")
    said = secret("backup").stdout
    (path,) = secret.database.backups.iterdir()
    assert "secret" not in said
    assert "secret" not in path.read_text()


def test_an_import_that_changes_something_makes_one_backup_of_what_was_before(
    run: CommandLine, tmp_path: Path
) -> None:
    run("add", "Acme")
    before = run("export", "json").stdout
    sheet = tmp_path / "list.csv"
    sheet.write_text(SHEET)
    run("import", "--dry-run", str(sheet))
    assert reasons(run) == []
    run("import", str(sheet))
    run("import", str(sheet))
    assert reasons(run) == ["1 import"]
    (path,) = run.database.backups.iterdir()
    assert path.read_text() == before


def test_an_import_whose_backup_cannot_be_made_changes_nothing(
    run: CommandLine, tmp_path: Path, kept: Path
) -> None:
    sheet = tmp_path / "list.csv"
    sheet.write_text(SHEET)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("in the way")
    assert "cannot be written (Not a directory), so nothing was changed" in run.refused(
        "import", str(sheet)
    )
    assert run.rows()["application"] == []


def test_the_last_ten_automatic_backups_are_kept(run: CommandLine, now: datetime) -> None:
    run("backup")
    for _ in range(12):
        run.database.back_up(now, BackupReason.IMPORT)
    assert reasons(run) == [*(f"{number} import" for number in range(13, 3, -1)), "1 asked"]


def test_a_restore_goes_back_and_can_be_taken_back(run: CommandLine, kept: Path) -> None:
    fill(run)
    run("add", "Gone")
    run("application", "remove", "Gone", "--yes")
    then = run.rows(logs=True)
    run("backup")
    run("add", "Later", "--notes", "x" * 100_000)
    later = run.rows(logs=True)
    assert run("restore", "1").stdout.splitlines() == [
        f"Restored {kept / '0001-20261122T100000Z-asked.json'}: 4 applications.",
        "What was there is backup 2; to go back to it: tracker restore 2",
    ]
    assert before_restores(run.rows(logs=True)) == then
    run("restore", "latest")
    assert before_restores(run.rows(logs=True)) == later
    assert "Later" in run("search", "later").stdout
    assert reasons(run) == ["3 restore", "2 restore", "1 asked"]
    run("restore", "1")
    run("add", "Later", "--notes", "x" * 100_000)
    assert run.rows() == {name: rows for name, rows in later.items() if name not in LOGS}
    assert run("undo").stdout.startswith("Undid: Added application 6: Later")
    assert (
        "all before came with a backup; what it replaced was kept as backup 4, see tracker backup "
        "list. "
    ) in run.refused("undo")


def test_a_hunt_that_is_gone_comes_back_where_it_was(run: CommandLine) -> None:
    fill(run)
    then = run.rows(logs=True)
    run("backup")
    by_hand(run.address, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    assert "What was there" not in run("restore", "latest").stdout
    assert before_restores(run.rows(logs=True)) == then
    assert reasons(run) == ["1 asked"]


def test_a_backup_goes_to_a_file_and_replaces_only_an_older_one_of_this_hunt(
    run: CommandLine, tmp_path: Path, kept: Path
) -> None:
    path = tmp_path / "copy.json"
    run("backup", "--to", str(path))
    run("add", "Acme")
    assert run("backup", "--to", str(path)).stdout == f"The backup was written to {path}.\n"
    assert path.read_text() == run("export", "json").stdout
    assert not kept.exists()
    other = tmp_path / "other.json"
    other.write_text(path.read_text().replace(run.rows()["hunt"][0]["id"], f"{'0' * 8}-" * 1))
    (tmp_path / "link.json").symlink_to(path)
    for left_alone in (other, tmp_path / "link.json", tmp_path):
        before = path.read_bytes()
        assert run.refused("backup", "--to", str(left_alone)) == (
            f"{left_alone} is no backup of this hunt, so it was left alone; name another file."
        )
        assert path.read_bytes() == before


def unsound(run: CommandLine, folder: Path) -> Iterator[tuple[Path, str]]:
    path = folder / "copy.json"
    run("backup", "--to", str(path))
    whole = path.read_text()
    for text, why in (
        ("Dear Sir or Madam", "holds no hunt; name a file that tracker backup wrote"),
        ("", "holds no hunt"),
        (whole[: len(whole) // 2], "is no JSON from line"),
        (whole.replace('"company": "Acme"', '"company": 3'), "applications[0].company"),
        (whole.replace('"application_id": 1', '"application_id": 7'), "leads to none of"),
        (whole.replace('"version": 1', '"version": 99'), "was written by a newer version"),
        ("SQLite format 3\0", "is a hunt in a file of its own"),
    ):
        path.write_text(text)
        yield path, why


def test_what_is_no_sound_backup_is_refused_before_anything_is_touched(
    run: CommandLine, tmp_path: Path
) -> None:
    run("add", "Acme", "--tag", "a")
    before = run.rows(logs=True)
    for path, why in unsound(run, tmp_path):
        assert why in run.refused("restore", str(path))
    assert "no backup yet" in run.refused("restore", "latest")
    assert run.rows(logs=True) == before
    assert reasons(run) == []


def test_a_restore_that_fails_halfway_leaves_the_hunt_as_it_was(run: CommandLine) -> None:
    run("add", "Acme", "--tag", "a")
    run("backup")
    run("add", "Beta")
    by_hand(
        run.address,
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE disk_full; END $$; "
        "CREATE TRIGGER refuse BEFORE INSERT ON tag FOR EACH ROW EXECUTE FUNCTION refuse()",
    )
    before = run.rows(logs=True)
    assert "is full; nothing was written" in run.refused("restore", "1")
    assert run.rows(logs=True) == before
    by_hand(
        run.address,
        "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN NEW.name = 'b'; RETURN NEW; END $$",
    )
    assert "does not give back what" in run.refused("restore", "1")
    assert run.rows(logs=True) == before
    assert reasons(run) == ["1 asked"]
    assert "Undid: Added application 2: Beta" in run("undo").stdout


def test_what_could_not_be_restored_is_no_backup(run: CommandLine, kept: Path) -> None:
    run("add", "Acme")
    by_hand(
        run.address,
        "ALTER TABLE application DROP CONSTRAINT ck_application_stage; "
        "UPDATE application SET moved_on = '0044-03-15 BC'",
    )
    run("backup", code=1)
    assert list(kept.iterdir()) == []


@pytest.mark.parametrize("revision", soak.REVISIONS[:-1])
def test_a_hunt_of_an_older_schema_is_kept_before_it_is_upgraded(
    run: CommandLine, revision: str
) -> None:
    run("add", "Acme", "--tag", "a")
    rows = run.rows()
    db.downgrade(db.new_engine(run.address), revision)
    run("application", "list")
    assert reasons(run) == ["1 upgrade"]
    run("restore", "1")
    assert run.rows() | {"hunt": rows["hunt"]} == rows


def test_a_restore_waits_for_who_writes(run: CommandLine, storage: Servers) -> None:
    del storage
    run("add", "Acme")
    run("backup")
    hasty = CommandLine(f"{run.address}&options=-clock_timeout%3D200ms")
    with db.Database(run.address).writing(datetime.fromisoformat("2026-11-22T10:00+00")) as session:
        session.connection()
        assert "is being written by another program" in hasty.refused("restore", "1")


def test_backups_that_hold_a_person_are_named_when_they_are_forgotten(
    run: CommandLine, kept: Path
) -> None:
    run("add", "Acme", "--notes", "hello\nKarl Vogt, met")
    run("backup")
    run("application", "edit", "Acme", "--notes", "none")
    run("contact", "add", 'Mia "Mimi" Queroz')
    run("backup")
    run("contact", "add", "Karl Vogt")
    (first, second) = sorted(kept.iterdir())
    assert run("forget", "Queroz", "--yes").stdout.splitlines()[1:] == [
        "Backups still hold them; remove those that you do not need:",
        f"  - {second}",
    ]
    assert run("forget", "Vogt", "--yes").stdout.splitlines()[-2:] == [
        f"  - {second}",
        f"  - {first}",
    ]
