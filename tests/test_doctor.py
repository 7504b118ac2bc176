"""What is wrong where a hunt is kept is found, said with what to do, and mended where safe."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import FIXED, CommandLine, mounted
from tests.rich import fill
from tracker import db
from tracker.doctor import places
from tracker.words import ON_SERVERS, Check

pytestmark = pytest.mark.usefixtures("place")


def findings(run: CommandLine, *arguments: str, code: int = 1, **around: str) -> list[Any]:
    """Return what the doctor says is wrong: each as its check and its sentence."""
    shown = run("doctor", "--json", *arguments, code=code, **around)
    assert shown.stderr == ""
    return [(one["check"], one["problem"]) for one in json.loads(shown.stdout)["findings"]]


def execute(place: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(place)) as opened, opened:
        opened.execute(statement, values)


def test_a_hunt_with_something_of_everything_is_well(run: CommandLine) -> None:
    fill(run)
    run("backup")
    assert run("doctor").stdout == (
        "All is well: permissions, place, leftovers, backups, integrity, links, schema, search, "
        "zones and clock.\n"
    )
    looked_at = [one for one in Check if one not in ON_SERVERS]
    assert run.json("doctor") == {"looked_at": looked_at, "findings": []}


def test_where_there_is_no_hunt_yet_nothing_is_made(tmp_path: Path) -> None:
    refused = CommandLine(tmp_path / "new" / "hunt.db").refused("doctor")
    assert refused == (
        f"There is no hunt at {tmp_path / 'new' / 'hunt.db'} yet; start one: tracker add COMPANY"
    )
    assert not (tmp_path / "new").exists()


def test_a_folder_and_a_link_are_called_what_they_are(run: CommandLine) -> None:
    folder, link = run.place.parent, run.place.with_name("link.db")
    link.symlink_to(run.place)
    assert run.refused("doctor", TRACKER_DATABASE=str(folder)) == (
        f"{folder} is a folder; name a file for the database."
    )
    assert f"{link} is a symbolic link to {run.place}" in (
        run.refused("doctor", TRACKER_DATABASE=str(link))
    )


def test_links_beside_a_hunt_are_named(run: CommandLine, tmp_path: Path) -> None:
    run("add", "Acme")
    kept, log = (run.place.with_name(f"hunt.db-{name}") for name in ("backups", "wal"))
    (tmp_path / "elsewhere").mkdir()
    kept.symlink_to(tmp_path / "elsewhere")
    assert run("doctor", code=1).stdout == (
        f"backups: {kept} is a symbolic link, which is not followed, so no backup can be made.\n"
        "  What to do: move it away\n"
    )
    log.symlink_to(tmp_path / "nowhere")
    for command in (["doctor"], ["application", "list"], ["add", "Beta"]):
        assert run(*command, code=1).stderr == (
            f"Error: {log} is a symbolic link, which is not followed; move it away.\n"
        )


def opened_up(run: CommandLine) -> Iterator[tuple[Path, int]]:
    kept = run.place.with_name("hunt.db-backups")
    for path in (run.place, kept, *kept.iterdir()):
        mode = stat.S_IMODE(path.stat().st_mode)
        path.chmod(mode | 0o044)
        yield path, mode


def test_what_others_may_read_is_closed_to_them(run: CommandLine) -> None:
    run("backup")
    opened = dict(opened_up(run))
    assert findings(run) == [
        ("permissions", f"{path} can be read by others on this machine.") for path in opened
    ]
    assert run("doctor", "--fix").stdout.count("Mended.") == len(opened)
    assert {path: stat.S_IMODE(path.stat().st_mode) for path in opened} == opened
    assert findings(run, code=0) == []


def test_a_folder_that_others_may_write_to_is_named_and_left_alone(run: CommandLine) -> None:
    run.place.parent.chmod(0o777)
    shown = run("doctor", "--fix", code=1).stdout
    assert f"Others on this machine may write to {run.place.parent}" in shown
    assert f"What to do: forbid it with: chmod go-w '{run.place.parent}'" in shown
    assert stat.S_IMODE(run.place.parent.stat().st_mode) == 0o777
    run.place.parent.chmod(0o1777)
    assert findings(run, code=0) == []


def test_a_file_of_another_user_is_named(run: CommandLine) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give a file away")
    os.chown(run.place, 12345, -1)
    assert findings(run) == [
        ("permissions", f"{run.place} belongs to another user of this machine.")
    ]


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("Dropbox (Personal)/jobs", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("OneDrive - Acme/jobs", "OneDrive"),
        ("Google Drive/My Drive", "Google Drive"),
        ("Library/CloudStorage/Box-Box", "a cloud"),
        ("Nextcloud/jobs", "Nextcloud"),
        ("marked/.stfolder", "Syncthing"),
        ("marked/.dropbox.cache", "Dropbox"),
    ],
)
def test_a_folder_that_a_program_syncs_is_named(
    run: CommandLine, tmp_path: Path, folder: str, program: str
) -> None:
    (tmp_path / folder).mkdir(parents=True)
    there = tmp_path / folder.removesuffix("/.stfolder").removesuffix("/.dropbox.cache")
    place = Path(shutil.copy(run.place, there / "hunt.db"))
    ((check, problem),) = findings(CommandLine(place))
    assert check == "place"
    assert f"{place} is in a folder of {program}, which copies" in problem


@pytest.mark.parametrize("folder", ["synced", "dropped", "drive", "my documents", "one"])
def test_a_folder_that_only_sounds_a_little_like_it_is_not(
    run: CommandLine, tmp_path: Path, folder: str
) -> None:
    (tmp_path / folder).mkdir()
    place = Path(shutil.copy(run.place, tmp_path / folder / "hunt.db"))
    assert findings(CommandLine(place), code=0) == []


MOUNTS = r"""
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
23 22 0:20 / /home rw,relatime shared:1 - nfs4 server:/home rw
24 23 254:1 / /home/me/my\040disk rw,relatime - ext4 /dev/vdb rw
25 22 0:21 / /mnt/s rw,relatime - fuse.sshfs me@server:/ rw
26 22 0:22 / /mnt/over rw,relatime - ext4 /dev/vdc rw
27 22 0:23 / /mnt/over rw,relatime - cifs //server/share rw
""".strip().splitlines()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/hunt.db", "ext4"),
        ("/home/me/hunt.db", "nfs4"),
        ("/home/me/my disk/hunt.db", "ext4"),
        ("/mnt/s/hunt.db", "fuse.sshfs"),
        ("/mnt/over/hunt.db", "cifs"),
        ("/mnt/other/hunt.db", "ext4"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(path: str, kind: str) -> None:
    """The lines are as proc_pid_mountinfo(5) describes them."""
    assert places._kind(Path(path), MOUNTS) == kind  # noqa: SLF001 (no share can be mounted here)


def test_what_a_killed_command_left_behind_is_removed(run: CommandLine) -> None:
    run("backup")
    beside = run.place.with_name(".hunt.db.0123abcd")
    begun = run.place.with_name("hunt.db-backups") / ".0002"
    others = run.place.with_name(".hunt.db.mine"), run.place.with_name(".other.db.0123abcd")
    for path in (beside, begun, *others):
        path.touch(0o600)
    assert findings(run, code=0) == []
    for path in (beside, *others):
        path.write_bytes(b"half")
    ago = "less than an hour ago, by a command that still runs or was killed"
    assert findings(run, "--fix") == [("leftovers", f"{beside} was begun {ago}.")]
    assert beside.exists()
    for path in (beside, begun, *others):
        os.utime(path, (0, 0))
    assert findings(run, "--fix", code=0) == [
        ("leftovers", f"{path} was left behind by a command that was killed.")
        for path in (beside, begun)
    ]
    assert not beside.exists()
    assert not begun.exists()
    assert all(path.exists() for path in others)


def test_a_backup_that_cannot_be_restored_is_named(run: CommandLine) -> None:
    run("backup")
    run("backup")
    (path,) = run.place.with_name("hunt.db-backups").glob("0001*")
    path.write_bytes(b"no database at all" * 300)
    ((check, problem),) = findings(run)
    assert check == "backups"
    assert problem.startswith("Backup 1 cannot be restored: ")


def spoil(place: Path, name: str) -> None:
    """Write over the first page of a table or index."""
    with closing(sqlite3.connect(place)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        found = opened.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,))
        ((page,),) = found.fetchall()
        (size,) = opened.execute("PRAGMA page_size").fetchone()
    with place.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


@pytest.mark.parametrize("name", ["ix_application_company_key", "search_index_data"])
def test_where_every_record_can_be_read_no_way_back_to_a_backup_is_named(
    run: CommandLine, tmp_path: Path, name: str
) -> None:
    run("backup")
    run("add", "Acme", "--notes", "after the backup")
    kept = run.rows()
    spoil(run.place, name)
    shown = run("doctor", code=1).stdout
    assert f"integrity: {run.place} is damaged: " in shown
    assert "tracker restore" not in shown
    assert "bring your records into a new file: tracker export json --to hunt.json" in shown
    run("export", "json", "--to", str(tmp_path / "hunt.json"))
    new = CommandLine(tmp_path / "new.db")
    new("import", str(tmp_path / "hunt.json"))
    assert new.rows() == kept


def test_damage_is_told_with_the_way_back_and_nothing_else_is_looked_at(run: CommandLine) -> None:
    run("add", "Acme")
    run("backup")
    spoil(run.place, "stage_change")
    damaged = run.place.read_bytes()
    shown = run("doctor", "--fix", code=1).stdout
    assert f"integrity: {run.place} is damaged: " in shown
    assert "go back to a backup with: tracker restore latest" in shown
    assert run.place.read_bytes() == damaged
    run("restore", "latest")
    assert findings(run, code=0) == []


def test_an_empty_file_where_a_hunt_was_is_damage_and_stays_as_it_is(run: CommandLine) -> None:
    run("add", "Acme")
    run("backup")
    run.place.write_bytes(b"")
    for end in ("-wal", "-shm"):
        run.place.with_name(f"{run.place.name}{end}").unlink(missing_ok=True)
    shown = run("doctor", code=1).stdout
    assert f"{run.place} is empty: there is no hunt in it." in shown
    assert "tracker restore latest" in shown
    assert run.place.stat().st_size == 0
    run("restore", "latest")
    assert [one["company"] for one in run.rows()["application"]] == ["Acme"]


def test_an_empty_file_is_left_alone_by_every_command(run: CommandLine) -> None:
    run.place.write_bytes(b"")
    for words in (("application", "list"), ("add", "Acme"), ("worth",), ("undo",), ("backup",)):
        assert run(*words, code=1).stderr == (
            f"Error: {run.place} is empty: if your hunt was there, go back to a backup with "
            "tracker restore latest; to start a new one, remove that file first.\n"
        )
    assert [path.name for path in run.place.parent.iterdir()] == ["hunt.db"]
    assert run.place.stat().st_size == 0


def test_what_of_a_damaged_file_can_be_read_is_told(run: CommandLine) -> None:
    run("add", "Acme")
    spoil(run.place, "application")
    shown = run("doctor", code=1).stdout
    assert "; all records can be read but for all of application." in shown
    assert f"sqlite3 '{run.place}' .recover > saved.sql" in shown
    assert "no backup of it was made, so see what to do with: tracker doctor" in (
        run("backup", code=1).stderr
    )


def test_the_look_goes_on_where_there_is_something_of_another_program(run: CommandLine) -> None:
    run("add", "Acme")
    execute(run.place, "CREATE TABLE mine (x)")
    execute(run.place, "DELETE FROM search_text")
    assert [check for check, _ in findings(run)] == ["schema", "search"]


def test_a_record_of_nothing_is_named(run: CommandLine) -> None:
    execute(run.place, "INSERT INTO tag VALUES (7, 'of no application')")
    assert findings(run) == [
        (
            "links",
            f"In {run.place}, row 1 of tag belongs to a row of application that is not there.",
        )
    ]


@pytest.mark.parametrize(
    ("statement", "problem", "is_mended"),
    [
        ("DROP INDEX ix_contact_card_uid", "The index ix_contact_card_uid is missing.", True),
        ("DROP TRIGGER search_text_insert", "The trigger search_text_insert is missing.", True),
        ("CREATE TABLE mine (x)", "The table mine is not ours.", False),
        (
            "CREATE TRIGGER theirs AFTER INSERT ON application BEGIN DELETE FROM contact; END",
            "The trigger theirs is not ours, and does something whenever a record is written.",
            True,
        ),
        ("ALTER TABLE contact DROP COLUMN met", "The table contact differs.", False),
    ],
)
def test_a_schema_that_differs_is_named_and_what_is_lacking_made_anew(
    run: CommandLine, statement: str, problem: str, is_mended: bool
) -> None:
    execute(run.place, statement)
    assert findings(run, "--fix", code=0 if is_mended else 1) == [("schema", problem)]
    if is_mended:
        assert findings(run, code=0) == []


@pytest.mark.parametrize("way_back", ["tracker restore latest", "tracker restore FILE"])
@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("DROP TABLE setting", "The table setting is missing."),
        ("DROP TABLE alembic_version", "{} is damaged: it does not say which schema it has."),
        ("DELETE FROM alembic_version", "{} is damaged: it does not say which schema it has."),
    ],
)
def test_where_a_table_is_missing_the_way_back_is_a_backup(
    run: CommandLine, statement: str, problem: str, way_back: str
) -> None:
    run("add", "Acme")
    if way_back == "tracker restore latest":
        run("backup")
    execute(run.place, statement)
    said = run("doctor", code=1).stdout
    assert f"schema: {problem.format(run.place)}\n" in said
    assert way_back in said
    refused = run.refused("add", "Beta")
    assert "tracker doctor" in refused or "tracker restore latest" in refused
    if way_back == "tracker restore latest":
        run("restore", "latest")
        assert findings(run, code=0) == []
        assert "Acme" in run("application", "list").stdout


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE search_text SET body = 'nonsense' WHERE id = 8",
        "DELETE FROM search_text WHERE id = 8",
        "INSERT INTO search_text VALUES (8000, 'ghost', '', '')",
        "UPDATE application SET notes = 'behind its back'",
        "INSERT INTO search_index (search_index) VALUES ('delete-all')",
    ],
)
def test_an_index_out_of_step_is_made_anew(run: CommandLine, statement: str) -> None:
    run("add", "Acme", "--notes", "called")
    execute(run.place, statement)
    ((check, _),) = findings(run, "--fix", code=0)
    assert check == "search"
    assert findings(run, code=0) == []
    assert "Acme" in run("search", "acme").stdout


def test_a_time_whose_clocks_were_moved_keeps_its_wall_and_can_be_taken_back(
    run: CommandLine,
) -> None:
    run("add", "Acme")
    run("interview", "add", "Acme", "fri 3pm")
    execute(run.place, "UPDATE interview SET instant = '2026-11-27 13:00:00.000000'")
    ((check, problem),) = findings(run, "--fix", code=0)
    assert check == "zones"
    assert problem.startswith("The clocks were moved since 1 time was agreed")
    (interview,) = run.rows()["interview"]
    assert interview["wall"].startswith("2026-11-27 15:00")
    assert interview["instant"].startswith("2026-11-27 14:00")
    assert "Reckoned 1 time anew" in run("undo").stdout


def test_a_zone_that_this_machine_does_not_know_is_named(run: CommandLine) -> None:
    run("add", "Acme")
    run("interview", "add", "Acme", "fri 3pm")
    execute(run.place, "UPDATE interview SET zone = 'Mars/Olympus'")
    assert findings(run) == [("zones", "This machine has no time-zone data of Mars/Olympus.")]


def test_a_clock_before_what_was_done_is_named(run: CommandLine) -> None:
    run("add", "Acme")
    ((check, problem),) = findings(run, TRACKER_NOW="2025-01-01T00:00+00:00")
    assert check == "clock"
    assert problem == (
        "The clock says 2025-01-01 00:00 UTC, but the last command was run at 2026-11-22 10:00 UTC."
    )


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    execute(tmp_path / "other.db", "CREATE TABLE t (x)")
    (tmp_path / "other.db").chmod(0o600)
    refused = CommandLine(tmp_path / "other.db").refused("doctor", "--fix")
    assert "another program's database" in refused


def test_a_text_is_called_damaged_and_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir or Madam, " * 1000)
    letter.chmod(0o600)
    assert findings(CommandLine(letter), "--fix") == [
        ("integrity", f"{letter} is damaged: file is not a database.")
    ]
    assert letter.read_text() == "Dear Sir or Madam, " * 1000


def test_a_hunt_on_a_read_only_disk_is_looked_at_all_the_same(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=4m") as disk:
        run = CommandLine(disk / "hunt.db")
        run("add", "Acme", "--notes", "called")
        run("backup")
        execute(run.place, "INSERT INTO search_index (search_index) VALUES ('delete-all')")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)  # noqa: S607
        problem = "is on a disk that is read-only, so your hunt can be looked at, not changed."
        assert findings(run) == [
            ("permissions", f"{run.place} {problem}"),
            ("search", "The index of the search is not in step with the words in it."),
        ]
        refused = run("doctor", "--fix", code=1).stderr
        assert "It cannot be mended (attempt to write a readonly database); check" in refused


def test_an_older_hunt_on_a_read_only_disk_is_looked_at_as_far_as_may_be(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=4m") as disk:
        place = disk / "hunt.db"
        db.upgrade(db.new_engine(place), "0006")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)  # noqa: S607
        (permissions, _), (schema, problem) = findings(CommandLine(place))
        assert (permissions, schema) == ("permissions", "schema")
        assert f"What is in {place} could not be looked at: A backup in {place}" in problem
        assert "(Read-only file system)" in problem


@pytest.mark.parametrize(
    ("room", "problem"),
    [
        (0, "has no room left, and a command may need 500 kB; one that"),
        (409_600, "has only 410 kB left, and a command may need 500 kB; one that"),
        (614_400, "has 614 kB left; to upgrade it, or to go back to a backup, may need 7"),
    ],
)
def test_a_disk_with_little_room_is_named_and_nothing_more_is_written(
    tmp_path: Path, room: int, problem: str
) -> None:
    with mounted(tmp_path / "disk", "size=2m") as disk:
        run = CommandLine(disk / "hunt.db")
        run("add", "Acme")
        assert findings(run, code=0) == []
        (disk / "ballast").write_bytes(bytes(shutil.disk_usage(disk).free - room))
        ((check, said),) = findings(run)
        assert check == "place"
        assert said.startswith(f"The disk that holds {run.place} {problem}")
        assert sorted(path.name for path in disk.iterdir()) == ["ballast", "hunt.db"]


def without_power(*arguments: str, place: Path) -> "subprocess.CompletedProcess[str]":
    """Run the command with no right to files but what their permissions give, as root too."""
    powers = "-dac_override,-dac_read_search"
    weak = ["setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}"]
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root cannot be without its powers here")
    return subprocess.run(
        [*(weak if os.geteuid() == 0 else []), sys.executable, "-m", "tracker", *arguments],
        env={**os.environ, **FIXED, "TRACKER_DATABASE": str(place)},
        check=False,
        capture_output=True,
        text=True,
    )


def test_what_may_not_be_written_or_read_is_named_and_the_look_goes_on(run: CommandLine) -> None:
    run("add", "Acme")
    run("backup")
    kept = run.place.with_name("hunt.db-backups")
    run.place.chmod(0o400)
    kept.chmod(0)
    try:
        ended = without_power("doctor", place=run.place)
    finally:
        kept.chmod(0o700)
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout == (
        f"permissions: {run.place} cannot be written to, so your hunt can be looked at, not "
        "changed.\n"
        f"  What to do: allow it with: chmod u+w '{run.place}'\n"
        f"permissions: {kept} cannot be written to, so no backup can be made.\n"
        f"  What to do: allow it with: chmod u+w '{kept}'\n"
        f"backups: Not all could be looked at: {kept} cannot be looked into (Permission denied); "
        "check who may read it.\n"
        "  What to do: once that is mended, look again with: tracker doctor\n"
    )


def test_a_hunt_that_may_not_be_read_is_called_so(run: CommandLine) -> None:
    run("add", "Acme")
    run.place.chmod(0)
    ended = without_power("application", "list", place=run.place)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        f"Error: {run.place} cannot be read (Permission denied); check who may read it and its "
        "folder.\n"
    )


def test_a_setting_that_is_none_is_named_by_every_command_and_by_the_doctor(
    run: CommandLine,
) -> None:
    run("profile", "set", "present-pay", "100k")
    execute(run.place, "UPDATE setting SET value = 'zzz' WHERE name = 'present-pay'")
    damaged = "The setting present-pay is damaged (“zzz”); go back: tracker restore latest"
    assert run.refused("add", "Acme") == damaged
    assert findings(run) == [("schema", f"Not all could be looked at: {damaged}")]


def test_a_day_that_is_none_is_named_where_it_is_read(run: CommandLine) -> None:
    run("add", "Acme")
    execute(run.place, "UPDATE application SET moved_on = 'xx'")
    assert run.refused("application", "list") == (
        "The hunt is damaged (“xx” in it is no Date); go back: tracker restore latest"
    )


def test_what_was_kept_is_not_denied_where_the_verdicts_cannot_be_told(run: CommandLine) -> None:
    execute(run.place, "DROP TABLE advice")
    added = run("add", "Acme")
    assert added.stdout.startswith("Added application 1: Acme")
    assert added.stderr == (
        "Note: that was kept, but the verdicts cannot be told; see why with: tracker doctor\n"
    )
    assert len(run.rows()["application"]) == 1
