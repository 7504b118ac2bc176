"""What scripts/soak does for long, done for a short while: kills, full disks, crowds."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import soak, whole
from benchmarks.soak import Figures
from tests.conftest import CommandLine

Scene = Callable[[Path, random.Random], Figures]

SCENES: dict[str, Scene] = {
    "a writer killed": lambda folder, dice: soak.kills(folder, 16, dice),
    "a disk that fills": lambda folder, dice: soak.full_disk(folder, 2, dice),
    "a disk that turns read-only": lambda folder, dice: soak.read_only(folder, 2, dice),
    "eight who write and eight who read": lambda folder, dice: soak.crowd(folder, 48, dice),
    "a migration killed": lambda folder, dice: soak.migrations(folder, 4, dice),
    "a restore killed": lambda folder, dice: soak.restores(folder, 6, dice),
}


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_that_was_reported_is_lost_and_nothing_is_kept_by_halves(
    tmp_path: Path, scene: str
) -> None:
    try:
        figures = SCENES[scene](tmp_path, random.Random(scene))  # noqa: S311 (nothing secret)
    except OSError as error:
        pytest.skip(str(error))
    assert all(figures.values()) or "killed" in scene


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
