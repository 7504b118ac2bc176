"""Whether two solutions say the same, and where they do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.scoring import slow
from tracker.scoring.hunt_json import solution_to_json
from tracker.scoring.solver import ROUNDING as OF_FLOATS
from tracker.scoring.solver import amounts, solve

if TYPE_CHECKING:
    from tracker.scoring.hunt import Hunt, Process

ROUNDING = 1e-9
HAIR = 1e-12
ABSENT = "absent"


def apart(hunt: Hunt) -> dict[str, tuple[object, object]]:
    """Return where the solution of a hunt is not the slow one: (found, expected) by path.

    A difference of two huge amounts can be off by how those are rounded as floats, and no more.
    """
    found = solution_to_json(solve(hunt))
    hardly = OF_FLOATS * max(map(abs, amounts(hunt)))
    return {
        path: pair
        for path, pair in differences(found, solution_to_json(slow.solve(hunt))).items()
        if not (path.endswith("/standalone_reservation") and jumps(hunt, found, path))
        and not are_near(*pair, hardly)
    }


def are_near(found: object, expected: object, hardly: float) -> bool:
    if isinstance(found, int | float) and isinstance(expected, int | float):
        return abs(found - expected) <= hardly
    return False


def jumps(hunt: Hunt, found: dict[str, Any], path: str) -> bool:
    """Say whether a number is right where everything costs a hair more, or less.

    That is so of the reservation value of a process that breaks even at every high fallback, but
    for rounding: it jumps there.
    """
    hairs = (costing(hunt, hair) for hair in (HAIR, -HAIR))
    return any(path not in differences(found, solution_to_json(slow.solve(h))) for h in hairs)


def costing(hunt: Hunt, more: float) -> Hunt:
    processes = tuple(process_costing(each, more) for each in hunt.processes)
    return replace(hunt, processes=processes)


def process_costing(process: Process, more: float) -> Process:
    rounds = (replace(step, cash_cost=step.cash_cost + more) for step in process.rounds)
    return replace(process, rounds=tuple(rounds))


def differences(
    found: dict[str, Any], expected: dict[str, Any]
) -> dict[str, tuple[object, object]]:
    """Return (found, expected) by the path of each number or word that is not the same.

    Both are solutions as JSON has them; numbers may differ by rounding.
    """
    one, other = flat(found), flat(expected)
    pairs = {
        path: (one.get(path, ABSENT), other.get(path, ABSENT))
        for path in sorted(one.keys() | other.keys())
    }
    return {path: pair for path, pair in pairs.items() if not is_same(*pair)}


def flat(said: object, path: str = "") -> dict[str, object]:
    """Return every number and word by its path."""
    if isinstance(said, dict | list) and said:
        items = said.items() if isinstance(said, dict) else enumerate(said)
        parts = [flat(part, f"{path}/{name}") for name, part in items]
        return {where: each for part in parts for where, each in part.items()}
    return {path: said}


def is_same(found: object, expected: object) -> bool:
    if isinstance(found, int | float) and isinstance(expected, int | float):
        return abs(found - expected) <= ROUNDING * max(1.0, abs(expected))
    return found == expected
