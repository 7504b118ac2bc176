"""Every number of the solved hunts of the model's page comes out, from JSON to JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.scoring.agreement import differences
from tracker.scoring.hunt_json import hunt_from_json, solution_to_json
from tracker.scoring.solver import solve

SOLVED = Path(__file__).parents[3] / "shared" / "cases" / "hunts.json"
CASES: list[dict[str, Any]] = json.loads(SOLVED.read_text())["cases"] if SOLVED.exists() else []
pytestmark = pytest.mark.skipif(not SOLVED.exists(), reason=f"no solved cases at {SOLVED}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_every_number_of_a_solved_hunt_comes_out(case: dict[str, Any]) -> None:
    hunt = hunt_from_json(json.dumps(case["instance"]))
    assert not differences(solution_to_json(solve(hunt)), case["expected"])
