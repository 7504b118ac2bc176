"""The exact solver agrees with the slow one, with closed forms, and holds at the edges."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.scoring.agreement import apart, differences
from tests.scoring.hunts import CASH, CHANCES, FALLBACKS, hunt_from, hunts, worths
from tracker.errors import TrackerError
from tracker.scoring.graph import Effort, TooManyStatesError
from tracker.scoring.hunt import Hunt, OfferInHand
from tracker.scoring.hunt_json import solution_to_json
from tracker.scoring.solution import Action
from tracker.scoring.solver import appraise, solve, value_of
from tracker.words import Verdict

if TYPE_CHECKING:
    from tracker.scoring.hunt import Process, Worth
    from tracker.scoring.solution import Solution

SOME = settings(max_examples=40)


Stated = dict[str, object]
"""A part of a hunt as its JSON states it."""


def interview(day: int = 0, chance: float = 1, cost: float = 0, **more: object) -> Stated:
    return {"day": day, "chance": chance, "cash_cost": cost} | more


def process(name: str, worth: object, *rounds: Stated, **more: object) -> Stated:
    draws = worth if isinstance(worth, list | tuple) else [[1, worth]]
    return {"id": name, "worth": draws, "window_days": 9, "rounds": rounds} | more


def awaited(day: int, chance: float) -> Stated:
    return {"answer_day": day, "chance": chance}


def offer(worth: float, expires: int | None = None) -> Stated:
    return {"worth": worth, "expires": expires}


def hunt_of(*processes: Stated, **more: object) -> Hunt:
    return hunt_from({"processes": processes} | more)


def said(solution: Solution) -> dict[str, Any]:
    return solution_to_json(solution)


# With the slow solution


@settings(max_examples=300)
@given(hunts())
def test_every_number_is_that_of_the_slow_solution(hunt: Hunt) -> None:
    assert not apart(hunt)


@settings(max_examples=150)
@given(hunts(careful=True))
def test_every_number_is_that_of_the_slow_solution_for_a_careful_user(hunt: Hunt) -> None:
    assert not apart(hunt)


@settings(max_examples=25)
@given(hunts(most_processes=4))
def test_every_number_is_that_of_the_slow_solution_with_four_processes(hunt: Hunt) -> None:
    assert not apart(hunt)


@SOME
@given(hunts(careful=True), st.sampled_from([0.4, 0.7, 1e4, 1e8]))
def test_a_tolerance_may_be_far_from_the_amounts(hunt: Hunt, tolerance: float) -> None:
    assert not apart(replace(hunt, risk_tolerance=tolerance))


@SOME
@given(hunts(), st.sampled_from([1e12, 1e-6]))
def test_amounts_may_be_huge_or_tiny(hunt: Hunt, factor: float) -> None:
    assert not apart(in_other_money(hunt, factor))


def in_other_money(hunt: Hunt, factor: float) -> Hunt:
    offers = tuple(replace(each, worth=each.worth * factor) for each in hunt.offers)
    processes = tuple(process_in_other_money(each, factor) for each in hunt.processes)
    fallback, hour_value = hunt.fallback * factor, hunt.hour_value * factor
    priced = replace(hunt, fallback=fallback, hour_value=hour_value)
    return replace(priced, offers=offers, processes=processes)


def process_in_other_money(each: Process, factor: float) -> Process:
    rounds = tuple(
        replace(step, cash_cost=step.cash_cost * factor, benefit=step.benefit * factor)
        for step in each.rounds
    )
    worth = tuple((chance, value * factor) for chance, value in each.worth)
    return replace(each, worth=worth, rounds=rounds, redirect=None)


# In closed form


@pytest.mark.parametrize(
    ("omega_day", "alpha_day", "value"),
    [
        (0, 1, 78),  # -20 + .2 * 240 + .8 * (77.5 - 15)
        (1, 0, 75),  # -15 + .5 * 108 + .5 * 72, as omega then makes 108 of 100 and 72 of 55
    ],
)
def test_the_two_boxes_of_weitzman(omega_day: int, alpha_day: int, value: float) -> None:
    alpha = process("alpha", [[0.5, 100], [0.5, 55]], interview(alpha_day, 1, 15))
    omega = process("omega", 240, interview(omega_day, 0.2, 20))
    solution = solve(hunt_of(alpha, omega))
    assert solution.value == pytest.approx(value)
    assert [each.standalone_reservation for each in solution.processes] == [
        pytest.approx(70),
        pytest.approx(140),
    ]


@given(FALLBACKS, CHANCES, CASH, worths())
def test_one_interview_adds_its_expected_surplus_less_its_cost(
    fallback: float, chance: float, cost: float, worth: Worth
) -> None:
    solution = solve(hunt_of(process("only", worth, interview(3, chance, cost)), fallback=fallback))
    surplus = sum(share * max(value - fallback, 0) for share, value in worth)
    gain = max(0, chance * surplus - cost)
    assert solution.value == pytest.approx(fallback + gain)
    assert solution.processes[0].option_worth == pytest.approx(gain, abs=1e-12)


@pytest.mark.parametrize(
    ("response_days", "value", "second_attended"),
    [
        # The first one passed makes the second not worth it: .25 * (20 - 10) < 2.6.
        (0, -1 + 0.5 * 10 + 0.5 * (0.25 * 20 - 2.6), 0.5),
        # Both answers come after both interviews: the best of both, 8.75, for 3.6.
        (1, 0.25 * 20 + 0.75 * 0.5 * 10 - 3.6, 1),
    ],
)
def test_two_processes_on_one_day(response_days: int, value: float, second_attended: float) -> None:
    first = process("first", 10, interview(0, 0.5, 1, response_days=response_days))
    second = process("second", 20, interview(0, 0.25, 2.6, response_days=response_days))
    solution = solve(hunt_of(first, second))
    assert solution.value == pytest.approx(value)
    assert [each.value_without for each in solution.processes] == pytest.approx([2.4, 4])
    attended = [each.attend_probability for each in solution.processes]
    assert attended == pytest.approx([1, second_attended])


@pytest.mark.parametrize(
    ("in_hand", "value", "action", "a_day_more"),
    [
        (5.0, 5, "decline", 1.5),  # -1 + .5 * 10 + .5 * 5 - 5: what the gamble adds to it
        (3.0, 4, "attend", 1.5),  # -1 + .5 * 10 + .5 * 3 - 4
    ],
)
def test_an_offer_that_lapses_before_the_answer_is_taken_or_the_gamble_is(
    in_hand: float, value: float, action: str, a_day_more: float
) -> None:
    gamble = process("gamble", 10, interview(0, 0.5, 1, response_days=3))
    solution = solve(hunt_of(gamble, offers=[offer(in_hand, 2)]))
    assert solution.value == pytest.approx(value) == max(in_hand, 0.5 * 10 - 1)
    assert solution.first_action is not None
    assert solution.first_action.choice == action
    longer = solution.offers[0].extension_worth
    assert longer == pytest.approx((a_day_more, a_day_more, a_day_more))


def test_an_interview_after_an_awaited_answer_is_held() -> None:
    first = process("awaited", 9, awaiting=awaited(1, 0.5))
    held = process("held", 10, interview(3, 0.5, 4))
    solution = solve(hunt_of(first, held))
    judged = solution.processes[1]
    # It is worth it only after a no: .5 * 10 - 4 = 1, and never beside 9: .5 * 1 < 4.
    assert solution.value == pytest.approx(0.5 * 9 + 0.5 * 1)
    assert judged.option_worth == pytest.approx(0.5)
    # Promised, it is paid for beside the 9 too: .5 * 9.5 + .5 * 5 - 4 = 3.25.
    assert judged.value_promised == pytest.approx(3.25)
    assert judged.promise_worth == pytest.approx(3.25 - 4.5)
    assert (judged.verdict, judged.attend_probability) == (Verdict.HOLD, 0.5)
    assert judged.flip == judged.standalone_reservation == pytest.approx(2)  # .5 * (10 - 2) = 4
    assert judged.promise_flip is None
    assert solution.first_action == Action(type="interview", day=3, choice="attend", id="held")


T = 5.0
"""The risk tolerance of the hunts below."""


def loss(result: float) -> float:
    return math.exp(-result / T)


def certain(expected_loss: float) -> float:
    return -T * math.log(expected_loss)


def test_a_careful_user_weighs_one_interview() -> None:
    only = process("only", 10, interview(1, 0.5, 1))
    (judged,) = solve(hunt_of(only, fallback=2, risk_tolerance=T)).processes
    value = certain(0.5 * loss(9) + 0.5 * loss(1))
    assert judged.value_promised == pytest.approx(value)
    assert judged.option_worth == pytest.approx(value - 2)
    # Going leaves .5 loss(9) + .5 loss(x - 1) and declining loss(x): equal at
    flip = certain(0.5 * loss(9) / (1 - 0.5 * loss(-1)))
    assert judged.flip == judged.promise_flip == pytest.approx(flip)
    assert judged.standalone_reservation == pytest.approx(flip)


def test_a_careful_user_weighs_two_interviews() -> None:
    first = process("first", 8, interview(1, 0.5, 1))
    second = process("second", 12, interview(2, 0.5, 1))
    solution = solve(hunt_of(first, second, risk_tolerance=T))
    after_a_pass = min(loss(8), 0.5 * loss(11) + 0.5 * loss(7))
    after_a_no = min(loss(0), 0.5 * loss(11) + 0.5 * loss(-1))
    assert after_a_pass < loss(8)  # so the second is attended either way
    assert after_a_no < loss(0)
    value = certain(loss(-1) * (0.5 * after_a_pass + 0.5 * after_a_no))
    assert solution.value == pytest.approx(value)
    assert solution.processes[0].value_without == pytest.approx(certain(after_a_no))
    without_second = certain(0.5 * loss(7) + 0.5 * loss(-1))
    assert solution.processes[1].value_without == pytest.approx(without_second)


# What is asked for


RICH = hunt_of(
    process(
        "screened",
        [[0.3, 12], [0.7, 6]],
        interview(1, 0.75, 0.5, kind="screen", hours=1, response_days=1, slot=(540, 600)),
        {"gap_days": 2, "chance": 0.5, "kind": "onsite", "hours": 3},
        redirect={
            "granted": 0.5,
            "process": process("elsewhere", 9, interview(2, 0.5, kind="screen", hours=2)),
        },
    ),
    process("clashing", 10, interview(1, 0.6, 0.25, kind="onsite", slot=(570, 630), hours=1)),
    process("late", 16, interview(4, 0.3, 0.5, kind="screen", hours=2, response_days=2)),
    process("awaited", [[0.5, 8], [0.5, 11]], awaiting=awaited(2, 0.4), window_days=2),
    fallback=2,
    hour_value=0.25,
    weekly_hours=5,
    practice={"odds_ratio": 2, "cap": 2},
    offers=[offer(5, 3), offer(6, 2), offer(4)],
)
SCRIPT = """
import json
from tests.scoring import test_solver
from tracker.scoring.hunt_json import solution_to_json
print(json.dumps(solution_to_json(test_solver.solve(test_solver.RICH))))
"""


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_another_process_says_the_same_to_the_last_bit(seed: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", SCRIPT]
    other = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert other.stdout.strip() == json.dumps(said(solve(RICH)))


def test_the_rich_hunt_is_solved_as_the_slow_solution_has_it() -> None:
    assert not apart(RICH)


def test_a_hunt_of_too_many_states_is_refused() -> None:
    with pytest.raises(TooManyStatesError):
        solve(RICH, effort=Effort(20))


@SOME
@given(hunts() | hunts(careful=True))
def test_flips_that_are_not_asked_for_change_nothing_else(hunt: Hunt) -> None:
    whole = solve(hunt)
    processes = tuple(replace(each, flip=None, promise_flip=None) for each in whole.processes)
    assert solve(hunt, flips=()) == replace(whole, processes=processes)


@SOME
@given(hunts(), st.sampled_from("AB"))
def test_a_process_asked_for_alone_is_judged_as_among_all(hunt: Hunt, name: str) -> None:
    among = {each.id: asdict(each) for each in solve(hunt, flips=()).processes}
    assume(name in among)
    for found in (appraise(hunt, [name])[name], appraise(hunt)[name]):
        alone = asdict(found)
        assert not differences(alone, {field: among[name][field] for field in alone})


@SOME
@given(hunts() | hunts(careful=True))
def test_the_value_asked_for_alone_is_that_of_the_whole_solution(hunt: Hunt) -> None:
    assert value_of(hunt) == pytest.approx(solve(hunt, flips=()).value, rel=1e-12)


def test_a_tolerance_of_next_to_nothing_is_refused() -> None:
    alone = process("alone", 1000, interview(1, 0.5))
    assert solve(hunt_of(alone, risk_tolerance=2)).value == pytest.approx(2 * math.log(2))
    with pytest.raises(TrackerError, match=r"1 is too small where 1000 are at stake.* least 2\."):
        solve(hunt_of(alone, risk_tolerance=1))


# At the edges


def test_a_hunt_with_nothing_in_it_is_worth_its_fallback() -> None:
    solution = solve(Hunt(fallback=3))
    assert (solution.value, solution.value_without_interviews, solution.gain) == (3, 3, 0)
    assert (solution.first_action, solution.offers, solution.processes) == (None, (), ())


def test_of_offers_alone_the_best_is_accepted_on_its_day() -> None:
    hunt = Hunt(offers=(OfferInHand(5, 1), OfferInHand(9, 2), OfferInHand(7)))
    solution = solve(hunt)
    assert solution.value == 9
    assert solution.first_action == Action(type="expiry", day=1, choice="lapse")
    assert [each.extension_worth for each in solution.offers] == [(0, 0, 0), (0, 0, 0), None]
    assert not apart(hunt)


def test_an_offer_that_lapses_today_is_accepted_today() -> None:
    solution = solve(hunt_of(process("late", 9, interview(1, 0.5)), offers=[offer(5, 0)]))
    assert (solution.value, solution.value_without_interviews) == (5, 5)
    assert solution.first_action == Action(type="expiry", day=0, choice="accept")
    assert solution.offers[0].extension_worth == (2, 2, 2)  # .5 * 9 + .5 * 5 - 5
    assert solution.processes[0].verdict is Verdict.DECLINE


def test_nothing_is_worth_it_beside_a_fallback_above_all() -> None:
    solution = solve(replace(RICH, fallback=99))
    assert (solution.value, solution.gain) == (99, 0)
    assert {each.verdict for each in solution.processes} == {Verdict.DECLINE}
    assert {each.flip for each in solution.processes} == {None}


@pytest.mark.parametrize(("chance", "value"), [(0.0, 2.0), (1.0, 12.0 - 0.5)])
def test_chances_may_be_none_or_certain(chance: float, value: float) -> None:
    second: Stated = {"gap_days": 1, "chance": chance}
    both = process("two", 12, interview(1, chance, 0.5, response_days=1), second)
    hunt = hunt_of(both, fallback=2, practice={"odds_ratio": 3, "cap": 2})
    assert solve(hunt).value == value
    assert not apart(hunt)


@pytest.mark.parametrize(
    ("slots", "value"),
    [
        (([540, 600], [540, 570]), 6),  # only one can be attended
        (([0, 60], None), 0.5 * 10 + 0.5 * 6),
    ],
)
def test_two_interviews_may_begin_at_one_minute(
    slots: tuple[list[int], list[int] | None], value: float
) -> None:
    first = process("first", 10, interview(1, 0.5, slot=slots[0]))
    second = process("second", 6, interview(1, 1, slot=slots[1]))
    hunt = hunt_of(first, second)
    assert solve(hunt).value == value
    assert not apart(hunt)


def test_a_week_without_hours_leaves_what_takes_none() -> None:
    brief, long = process("brief", 6, interview(1, 0.5)), process("long", 9, interview(2, hours=1))
    solution = solve(hunt_of(brief, long, weekly_hours=0))
    assert solution.value == 3
    assert [each.value_promised for each in solution.processes] == [3, None]
    assert [each.verdict for each in solution.processes] == [Verdict.KEEP, Verdict.DECLINE]


def test_awaited_answers_that_cannot_matter_cost_no_time() -> None:
    many = (process(f"{n}", 4, awaiting=awaited(n % 30, 0.5)) for n in range(200))
    started = time.perf_counter()
    solution = solve(hunt_of(*many, fallback=5))
    assert time.perf_counter() - started < 5
    assert solution.value == 5
    assert {each.verdict for each in solution.processes} == {Verdict.DECLINE}
