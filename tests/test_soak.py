"""What scripts/soak does for long, done for a short while: kills, full disks, crowds."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import soak, whole
from tests.conftest import CommandLine
from tests.storage import Files, Storage

Play = Callable[[Storage, Path, int, random.Random], soak.Figures]

SCENES: dict[str, tuple[Play, int]] = {
    "a writer killed": (soak.kills, 10),
    "eight who write and eight who read": (soak.crowd, 32),
    "a migration killed": (soak.migrations, 2),
    "a restore killed": (soak.restores, 4),
    "an import killed": (soak.imports, 4),
}
"""Each with how many kills, or commands, there are on a file; on a server half as many."""
DISKS = {
    "a disk that fills": lambda folder: soak.full_disk(folder, 2, dice("full")),
    "a disk that turns read-only": lambda folder: soak.read_only(folder, 2, dice("read-only")),
}


def dice(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 (nothing secret)


@pytest.mark.postgresql
@pytest.mark.parametrize("scene", SCENES)
def test_nothing_that_was_reported_is_lost_and_nothing_is_kept_by_halves(
    storage: Storage, tmp_path: Path, scene: str
) -> None:
    play, number = SCENES[scene]
    figures = play(
        storage, tmp_path, number if isinstance(storage, Files) else number // 2, dice(scene)
    )
    assert all(figures.values()) or "killed" in scene


@pytest.mark.parametrize("scene", DISKS)
def test_a_disk_that_fails_takes_nothing_with_it(tmp_path: Path, scene: str) -> None:
    try:
        figures = DISKS[scene](tmp_path)
    except OSError as error:
        pytest.skip(str(error))
    assert all(figures.values())


@pytest.mark.usefixtures("place")
def test_what_is_lost_half_or_changed_behind_the_history_is_found(run: CommandLine) -> None:
    said = [run("add", "Acme", "--tag", "a").stdout.strip(), run("add", "Beta").stdout.strip()]
    assert whole.faults(run.place, said) == []
    assert whole.faults(run.place, [*said, "Added application 3: Gamma."]) == [
        "Lost: Added application 3: Gamma."
    ]
    for statement, fault in (
        ("DELETE FROM tag", "tag is not what the history says, first at (1, 'a')"),
        ("UPDATE application SET notes = 'x'", "application is not what the history says"),
        ("UPDATE command SET summary = '' WHERE id = 2", "A command has no summary"),
        ("DELETE FROM stage_change WHERE application_id = 2", "stage_change is not what"),
    ):
        execute(run.place, statement)
        assert any(one.startswith(fault) for one in whole.faults(run.place, said)), statement


def execute(place: Path, statement: str) -> None:
    with closing(sqlite3.connect(place)) as opened, opened:
        opened.execute(statement)
