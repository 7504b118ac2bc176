"""What the standalone rule shares with the solved hunts of the model's page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracker.scoring.decision import decide
from tracker.scoring.hunt import Awaiting, Hunt, OfferInHand, Practice, Process, Redirect, Round
from tracker.words import Verdict

SOLVED = Path(__file__).parents[3] / "shared" / "cases" / "hunts.json"
pytestmark = pytest.mark.skipif(not SOLVED.exists(), reason=f"no solved cases at {SOLVED}")

CASES: list[dict[str, Any]] = json.loads(SOLVED.read_text())["cases"] if SOLVED.exists() else []


def round_from(stated: dict[str, Any]) -> Round:
    slot = stated.get("slot")
    return Round(**(stated | {"slot": tuple(slot) if slot else None}))


def process_from(stated: dict[str, Any]) -> Process:
    awaiting, redirect = stated.get("awaiting"), stated.get("redirect")
    return Process(
        id=stated["id"],
        worth=tuple((p, x) for p, x in stated["worth"]),
        window_days=stated["window_days"],
        awaiting=Awaiting(**awaiting) if awaiting else None,
        rounds=tuple(round_from(step) for step in stated["rounds"]),
        redirect=redirect and Redirect(redirect["granted"], process_from(redirect["process"])),
    )


def hunt_from(stated: dict[str, Any]) -> Hunt:
    lists: dict[str, Any] = {
        "offers": tuple(OfferInHand(**offer) for offer in stated.get("offers", [])),
        "processes": tuple(process_from(each) for each in stated["processes"]),
        "practice": Practice(**(stated.get("practice") or {})),
    }
    return Hunt(**(stated | lists))


def near(expected: float | str | None) -> object:
    if expected is None or isinstance(expected, str):
        return expected
    return pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_reservation_values_and_net_costs_are_those_of_the_solved_hunt(
    case: dict[str, Any],
) -> None:
    judged = decide(hunt_from(case["instance"])).processes
    found = [(each.id, each.standalone_reservation, each.net_cost) for each in judged]
    expected = [
        (each["id"], near(each["standalone_reservation"]), near(each["net_cost"]))
        for each in case["expected"]["processes"]
    ]
    assert found == expected


def test_the_single_interview_of_the_first_case_is_kept() -> None:
    (judged,) = decide(hunt_from(CASES[0]["instance"])).processes
    assert CASES[0]["id"] == "01_single_weitzman"
    assert judged.verdict is Verdict.KEEP
    assert judged.gain == pytest.approx(0.664)
