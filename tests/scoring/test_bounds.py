"""The bounds hold on made-up hunts, and are exact where nothing was relaxed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.hunts import hunt_from, hunts, processes
from tracker.scoring.bounds import added_at_most, upper_bound
from tracker.scoring.hunt import Hunt, OfferInHand, Practice
from tracker.scoring.solver import solve

if TYPE_CHECKING:
    from collections.abc import Collection

    from tracker.scoring.hunt import Process

SOME = settings(max_examples=150, deadline=None)
ALPHA = {"id": "alpha", "worth": [[0.5, 100], [0.5, 55]], "window_days": 9}
OMEGA = {"id": "omega", "worth": [[1, 240]], "window_days": 9}
PRACTICES = st.builds(Practice, odds_ratio=st.sampled_from([1.0, 2.0, 3.0]), cap=st.integers(0, 2))


def value(hunt: Hunt) -> float:
    return solve(hunt, flips=()).value


def without(hunt: Hunt, ids: Collection[str]) -> Hunt:
    return replace(hunt, processes=tuple(each for each in hunt.processes if each.id not in ids))


def boxes(alpha_day: int, omega_day: int) -> Hunt:
    """Return Weitzman's example with a day for each box."""
    alpha = {"day": alpha_day, "chance": 1, "cash_cost": 15}
    omega = {"day": omega_day, "chance": 0.2, "cash_cost": 20}
    return hunt_from({"processes": [ALPHA | {"rounds": [alpha]}, OMEGA | {"rounds": [omega]}]})


@pytest.mark.parametrize(("alpha_day", "omega_day", "best"), [(1, 0, 78), (0, 1, 75)])
def test_the_bound_is_what_the_boxes_are_worth_in_their_best_order(
    alpha_day: int, omega_day: int, best: float
) -> None:
    hunt = boxes(alpha_day, omega_day)
    assert value(hunt) == pytest.approx(best)
    assert upper_bound(hunt) == pytest.approx(78)


def test_what_a_box_adds_at_most_is_what_it_adds_alone() -> None:
    hunt = boxes(1, 0)
    assert added_at_most(hunt, ["alpha"]) == pytest.approx(62.5)
    assert added_at_most(hunt, ["omega"]) == pytest.approx(28)
    assert added_at_most(hunt, ["alpha", "omega"]) == pytest.approx(78)
    assert added_at_most(hunt, []) == 0


def test_a_round_that_pays_lowers_the_price_of_the_one_before() -> None:
    paying = {"gap_days": 1, "chance": 0.5, "benefit": 4}
    first = {"day": 0, "chance": 0.5, "cash_cost": 3}
    hunt = hunt_from({"processes": [ALPHA | {"rounds": [first, paying]}], "fallback": 70})
    assert upper_bound(hunt) == pytest.approx(70 - 3 + 0.5 * 4 + 0.25 * 0.5 * 30)


def test_practice_counts_as_far_as_there_is_any_before_a_round() -> None:
    warm_up = {"id": "warm-up", "worth": [[1, 0]], "window_days": 0}
    hunt = hunt_from(
        {
            "processes": [
                warm_up | {"rounds": [{"day": 0, "chance": 0.5, "cash_cost": 1}]},
                OMEGA | {"rounds": [{"day": 1, "chance": 0.5}]},
            ],
            "practice": {"odds_ratio": 3, "cap": 2},
        }
    )
    assert upper_bound(hunt) == pytest.approx(0.75 * 240)
    assert added_at_most(hunt, ["warm-up"]) == pytest.approx(0.4 * 240 - 1)  # 0.9 is full practice


@SOME
@given(hunts() | hunts(careful=True))
def test_no_hunt_is_worth_more_than_its_bound(hunt: Hunt) -> None:
    assert value(hunt) <= upper_bound(hunt) + 1e-9


@SOME
@given(
    processes(),
    st.sampled_from([0.0, 3.5, 5.0, 8.0]),
    st.sampled_from([0.0, 0.25, 1.0]),
    PRACTICES,
    st.sampled_from([(), (OfferInHand(6.0),)]),
)
def test_a_process_alone_is_worth_its_bound(
    process: Process,
    fallback: float,
    hour_value: float,
    practice: Practice,
    offers: tuple[OfferInHand, ...],
) -> None:
    hunt = Hunt(
        fallback=fallback,
        hour_value=hour_value,
        practice=practice,
        offers=offers,
        processes=(process,),
    )
    assert value(hunt) == pytest.approx(upper_bound(hunt), abs=1e-9)


@SOME
@given(hunts(most_processes=4) | hunts(careful=True, most_processes=4), st.sets(st.integers(0, 3)))
def test_no_processes_add_more_than_their_bound(hunt: Hunt, places: set[int]) -> None:
    ids = {each.id for place, each in enumerate(hunt.processes) if place in places}
    added = value(hunt) - value(without(hunt, ids))
    assert added <= added_at_most(hunt, ids) + 1e-9
