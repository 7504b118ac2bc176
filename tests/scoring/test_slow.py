"""The slow solution agrees with the solved hunts, with others worked out by hand, and itself."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from tests.scoring.hunts import hunt_from, hunts
from tests.scoring.slow import solve, worths_at
from tracker.scoring.solution import EXTENSIONS, Action
from tracker.words import Verdict

if TYPE_CHECKING:
    from tracker.scoring.hunt import Hunt
    from tracker.scoring.solution import Flip, OfferSolution, ProcessSolution, Solution

SOLVED = Path(__file__).parents[3] / "shared" / "cases" / "hunts.json"
CASES: list[dict[str, Any]] = json.loads(SOLVED.read_text())["cases"] if SOLVED.exists() else []
FEW = settings(max_examples=30, deadline=None)
ROUNDED = 1e-40
"""Far above what 60 digits leave out, far below what any amount of a hunt can be."""


def said_of_hunt(solution: Solution) -> dict[str, Any]:
    action = solution.first_action
    return {
        "value": solution.value,
        "value_without_interviews": solution.value_without_interviews,
        "gain": solution.gain,
        "first_action": action and said_of_action(action),
        "offers": [said_of_offer(offer) for offer in solution.offers],
        "processes": [said_of_process(process) for process in solution.processes],
    }


def said_of_action(action: Action) -> dict[str, Any]:
    said = {"type": action.type, "day": action.day, "action": action.choice}
    return said | ({} if action.id is None else {"id": action.id})


def said_of_offer(offer: OfferSolution) -> dict[str, Any]:
    days = [str(days) for days in EXTENSIONS]
    worth = offer.extension_worth
    longer = None if worth is None else dict(zip(days, worth, strict=True))
    return {"worth": offer.worth, "expires": offer.expires, "extension_worth": longer}


def said_of_process(process: ProcessSolution) -> dict[str, Any]:
    names = process.__dataclass_fields__
    said = {name: getattr(process, name) for name in names} | {"verdict": process.verdict.value}
    if process.redirect_value is None:
        del said["redirect_value"], said["redirect_worth"]
    return said


def flat(said: object, place: str = "") -> dict[str, object]:
    """Return every number and word by its place."""
    if isinstance(said, dict | list):
        items = said.items() if isinstance(said, dict) else enumerate(said)
        parts = [flat(part, f"{place}/{name}") for name, part in items]
        return {where: each for part in parts for where, each in part.items()}
    return {place: said}


def near(expected: object) -> object:
    is_word = expected is None or isinstance(expected, str)
    return expected if is_word else pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.skipif(not SOLVED.exists(), reason=f"no solved cases at {SOLVED}")
@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_every_number_of_a_solved_hunt_comes_out(case: dict[str, Any]) -> None:
    found = flat(said_of_hunt(solve(hunt_from(case["instance"]))))
    assert found == {place: near(each) for place, each in flat(case["expected"]).items()}


# By hand


Stated = dict[str, object]
"""A part of a hunt as its JSON states it."""


def interview(day: int = 0, chance: float = 1, cost: float = 0, **more: object) -> Stated:
    return {"day": day, "chance": chance, "cash_cost": cost} | more


def process(name: str, worth: float, *rounds: Stated, **more: object) -> Stated:
    return {"id": name, "worth": [[1, worth]], "window_days": 9, "rounds": rounds} | more


def hunt_of(*processes: Stated, **more: object) -> Hunt:
    return hunt_from({"processes": processes} | more)


@pytest.mark.parametrize(("alpha_day", "omega_day", "value"), [(1, 0, 78), (0, 1, 75)])
def test_the_two_boxes_of_weitzman(alpha_day: int, omega_day: int, value: float) -> None:
    alpha = process("alpha", 0, interview(alpha_day, 1, 15))
    alpha |= {"worth": [[0.5, 100], [0.5, 55]]}
    omega = process("omega", 240, interview(omega_day, 0.2, 20))
    solution = solve(hunt_of(alpha, omega))
    assert solution.value == pytest.approx(value)
    reservations = [each.standalone_reservation for each in solution.processes]
    assert reservations == [pytest.approx(70), pytest.approx(140)]


def test_what_makes_no_difference_is_declined_and_an_equal_offer_accepted() -> None:
    idle = process("idle", 3, interview(2))
    solution = solve(hunt_of(idle, offers=[{"worth": 5, "expires": 1}, {"worth": 5, "expires": 4}]))
    assert solution.first_action == Action(type="expiry", day=1, choice="accept")
    (judged,) = solution.processes
    assert (judged.verdict, judged.attend_probability) == (Verdict.DECLINE, 0)


def test_a_promise_keeps_its_hours_and_its_slot_free() -> None:
    better = process("better", 10, interview(hours=2, slot=[540, 600]))
    overlapping = process("overlapping", 6, interview(hours=1, slot=[570, 630]))
    as_long = process("as long", 6, interview(1, hours=2))
    for worse, limit in ((overlapping, None), (as_long, 3)):
        first, second = solve(hunt_of(better, worse, weekly_hours=limit)).processes
        assert (first.value_promised, second.value_promised) == (10, 6)
        assert (second.option_worth, second.promise_worth) == (0, -4)


def test_a_promise_is_paid_for_even_where_the_hunt_ends_before_and_pays_only_if_kept() -> None:
    offer = {"worth": 20, "expires": 1}
    costly = solve(hunt_of(process("costly", 10, interview(3, cost=2)), offers=[offer]))
    paying = solve(hunt_of(process("paying", 10, interview(3, benefit=2)), offers=[offer]))
    assert [each.value_promised for each in (*costly.processes, *paying.processes)] == [18, 20]


def test_practice_multiplies_the_odds_of_a_later_round_of_its_kind() -> None:
    warm_up = process("warm-up", 0, interview(0, 0.5, 1))
    real = process("real", 16, interview(1, 0.5))
    solution = solve(hunt_of(warm_up, real, practice={"odds_ratio": 3, "cap": 1}))
    assert solution.value == pytest.approx(0.75 * 16 - 1)
    assert solution.processes[0].verdict is Verdict.KEEP
    assert solution.processes[0].flip == pytest.approx(12)  # 1/4 of (16 - x) is the cost


def test_an_awaited_answer_is_supposed_a_no_for_the_first_action_only() -> None:
    awaited = process("awaited", 10, awaiting={"answer_day": 0, "chance": 0.5})
    late = process("late", 12, interview(1, 0.5, 2))
    solution = solve(hunt_of(awaited, late))
    assert solution.first_action == Action(type="interview", day=1, choice="attend", id="late")
    assert solution.value == pytest.approx(5 + 0.5 * 4)
    assert solution.value_without_interviews == 5
    judged = solution.processes[1]
    assert (judged.verdict, judged.attend_probability) == (Verdict.KEEP, 0.5)
    assert judged.promise_worth == pytest.approx(5 + 0.5 * 6 + 0.5 * 1 - 2 - 5)


T = 5.0
"""The risk tolerance of the hunts below."""


def loss(result: float) -> float:
    return math.exp(-result / T)


def sure(chances: dict[float, float]) -> float:
    """Return what results with these chances are worth for certain."""
    return -T * math.log(sum(chance * loss(result) for result, chance in chances.items()))


def test_a_careful_user_weighs_one_interview() -> None:
    asked = process("asked", 10, interview(1, 0.5, 1))
    solution = solve(hunt_of(asked, fallback=2, risk_tolerance=T))
    (judged,) = solution.processes
    value = sure({9: 0.5, 1: 0.5})
    flip = -T * math.log(0.5 * loss(9) / (1 - 0.5 * loss(-1)))
    assert solution.value == judged.value_promised == pytest.approx(value)
    assert judged.option_worth == judged.promise_worth == pytest.approx(value - 2)
    assert judged.flip == judged.promise_flip == pytest.approx(flip)
    assert judged.standalone_reservation == pytest.approx(flip)
    assert worths_at(hunt_of(asked, risk_tolerance=T), 0, flip) == pytest.approx((0, 0))


def test_a_careful_user_pays_no_cost_for_a_slim_chance_however_large_the_prize() -> None:
    long_shot = process("long shot", 1e6, interview(1, 0.1, 1))
    (judged,) = solve(hunt_of(long_shot, risk_tolerance=T)).processes
    assert (judged.verdict, judged.standalone_reservation) == (Verdict.DECLINE, "none")
    (neutral,) = solve(hunt_of(long_shot)).processes
    assert neutral.standalone_reservation == pytest.approx(1e6 - 10)


def test_a_careful_user_takes_the_certain_worth_of_a_redirect() -> None:
    other = process("other", 10, interview(1, 0.5))
    asked = process("asked", 1, interview(1), redirect={"granted": 0.25, "process": other})
    (judged,) = solve(hunt_of(asked, fallback=2, risk_tolerance=T)).processes
    assert judged.redirect_value == pytest.approx(sure({10: 0.125, 2: 0.875}))
    assert judged.redirect_worth == pytest.approx(sure({10: 0.125, 2: 0.875}) - 2)
    assert judged.verdict is Verdict.REDIRECT


# With itself


@FEW
@given(hunts())
def test_a_large_tolerance_is_nearly_neutral(hunt: Hunt) -> None:
    neutral, careful = solve(hunt), solve(replace(hunt, risk_tolerance=1e9))
    assert careful.value == pytest.approx(neutral.value, abs=1e-6)
    for one, other in zip(neutral.processes, careful.processes, strict=True):
        assert one.value_without == pytest.approx(other.value_without, abs=1e-6)
        assert one.value_promised == pytest.approx(other.value_promised, abs=1e-6)
        assert one.redirect_value == pytest.approx(other.redirect_value, abs=1e-6)


@FEW
@given(hunts() | hunts(careful=True))
def test_an_option_is_worth_something_and_never_less_than_a_promise(hunt: Hunt) -> None:
    solution = solve(hunt)
    assert solution.value >= max([hunt.fallback, *(offer.worth for offer in hunt.offers)])
    for judged in solution.processes:
        assert judged.option_worth >= -ROUNDED
        promise = judged.promise_worth
        assert promise is None or promise <= judged.option_worth + ROUNDED


@FEW
@given(hunts() | hunts(careful=True))
def test_a_worth_is_gone_at_its_flip_and_not_before(hunt: Hunt) -> None:
    for place, judged in enumerate(solve(hunt).processes):
        for number, flip in enumerate((judged.flip, judged.promise_flip)):
            if isinstance(flip, float):
                assert worths_at(hunt, place, flip)[number] == pytest.approx(0, abs=1e-9)
            for before in fallbacks_before(hunt, flip):
                assert (worths_at(hunt, place, before)[number] or 0) > 0


def fallbacks_before(hunt: Hunt, flip: Flip) -> list[float]:
    """Return some fallbacks at which a worth is not gone yet."""
    if flip is None:
        return []
    end = float(flip) if isinstance(flip, float) else 30.0
    return [hunt.fallback + (end - hunt.fallback) * part / 8 for part in range(8)]
