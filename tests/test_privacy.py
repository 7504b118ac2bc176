"""What is written is its owner's alone from the first moment, and no link leads elsewhere."""

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import FIXED, CommandLine
from tracker.storage.beside import BESIDE

pytestmark = pytest.mark.usefixtures("place")

COMMANDS = (
    ("add", "Acme"),
    ("backup",),
    ("backup", "--to", "copy.db"),
    ("export", "json", "--to", "hunt.json"),
    ("export", "csv", "--to", "list.csv"),
    ("import", "hunt.json"),
    ("copy", "--to", "other.db"),
    ("restore", "copy.db"),
    ("restore", "latest"),
    ("encrypt",),
    ("backup",),
    ("decrypt",),
    ("contact", "add", "Mia"),
    ("forget", "Mia", "--yes"),
    ("doctor",),
)


def creating(lines: list[str]) -> Iterator[str]:
    """Yield the calls that make a file; SQLite opens one that was made as if it might not be."""
    made: set[str] = set()
    for line in lines:
        (name,) = re.findall(r" = [0-9]+<([^>]*)>$", line) or [""]
        is_again = name in made and not name.endswith(BESIDE)
        if "O_CREAT" in line and name and not is_again:
            made.add(name)
            yield line


def test_every_file_and_folder_is_made_private_and_never_changed_afterwards(
    tmp_path: Path,
) -> None:
    """As the calls to the system show it, those of SQLite among them, without any umask."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    trace = tmp_path / "trace"
    home = tmp_path / "home"
    home.mkdir()
    script = "\n".join(
        f"{sys.executable} -m tracker {' '.join(words)} || exit" for words in COMMANDS
    )
    calls = "trace=open,openat,creat,mkdir,mkdirat,chmod,fchmod,fchmodat"
    trace_to = ["strace", "-f", "-y", "-s", "4096", "-o", str(trace), "-e", calls]
    done = subprocess.run(
        [*trace_to, "sh", "-c", f"umask 000\n{script}"],
        env={**os.environ, **FIXED, "TRACKER_DATABASE": str(home / "a" / "b" / "hunt.db")}
        | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(Path.cwd())}
        | {"TRACKER_KEY_COMMAND": "echo key"},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    if "PTRACE" in done.stderr:
        pytest.skip("tracing is not allowed here")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line for line in trace.read_text().splitlines() if str(home) in line]
    made = list(creating(lines))
    folders = [line for line in lines if "mkdir" in line and " = -1 " not in line]
    assert len(made) > 20
    assert len(folders) == 3
    assert [line for line in made if ", 0600) = " not in line] == []
    assert [line for line in folders if not line.endswith(", 0700) = 0")] == []
    assert [line for line in lines if "chmod" in line] == []
    modes = {stat.S_IMODE(path.stat().st_mode) for path in home.rglob("*") if path.is_file()}
    assert modes == {0o600}


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_a_link_in_place_of_what_stands_beside_the_database_is_not_followed(
    run: CommandLine, tmp_path: Path, end: str
) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    beside = run.place.with_name(f"hunt.db{end}")
    beside.symlink_to(victim)
    said = run("add", "Acme", code=1).stderr
    assert said == f"Error: {beside} is a symbolic link, which is not followed; move it away.\n"
    assert victim.read_text() == "mine"


@pytest.mark.parametrize("words", [("export", "json"), ("export", "csv"), ("export", "ics")])
def test_a_link_in_place_of_an_export_is_replaced_and_not_followed(
    run: CommandLine, tmp_path: Path, words: tuple[str, ...]
) -> None:
    run("add", "Acme")
    victim, path = tmp_path / "victim.txt", tmp_path / "export"
    victim.write_text("mine")
    path.symlink_to(victim)
    run(*words, "--to", str(path))
    assert victim.read_text() == "mine"
    assert not path.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_in_place_of_a_backup_leads_nowhere(run: CommandLine, tmp_path: Path) -> None:
    run("backup")
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    kept = run.place.with_name("hunt.db-backups")
    (kept / ".0002").symlink_to(victim)
    (kept / "0009-20261122T100000Z-asked.db").symlink_to(victim)
    run("backup")
    assert victim.read_text() == "mine"
    assert [one["number"] for one in run.json("backup", "list")["backups"]] == [10, 1]
