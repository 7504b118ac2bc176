"""A round that is called worthless can be left out, and what one adds is bounded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from tests.scoring import slow
from tests.scoring.hunts import hunt_from, hunts
from tracker.scoring.prospects import Prospects
from tracker.scoring.solver import solve
from tracker.scoring.timeline import lay_out
from tracker.scoring.utility import Utility

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.scoring.hunt import Hunt, Process

SOME = settings(max_examples=100)
WORTHLESS = ((1.0, -100.0),)
"""The worth of a job that nobody takes."""


def prospects_of(hunt: Hunt) -> Prospects:
    return Prospects(lay_out(hunt), Utility(hunt.risk_tolerance, 40.0))


def worthless_rounds(hunt: Hunt) -> Iterator[tuple[int, int]]:
    """Yield place and number of the rounds called worthless; past the last stands the offer."""
    prospects = prospects_of(hunt)
    for track in lay_out(hunt).stated:
        for number in range(len(track.steps) + 1):
            if not prospects.is_worth(track, number):
                yield track.place, number


def without_worthless_rounds(hunt: Hunt) -> Hunt:
    """Return the hunt in which every process ends before its first worthless round."""
    firsts = dict(reversed([*worthless_rounds(hunt)]))
    processes = [ended(process, firsts.get(place)) for place, process in enumerate(hunt.processes)]
    return replace(hunt, processes=tuple(each for each in processes if each is not None))


def ended(process: Process, number: int | None) -> Process | None:
    """Return the process with nothing to come from a round on; None: nothing of it is left."""
    if number is None:
        return process
    if number or process.awaiting:
        return replace(process, rounds=process.rounds[:number], worth=WORTHLESS)
    return None


@SOME
@given(hunts() | hunts(careful=True))
def test_a_hunt_is_worth_the_same_without_its_worthless_rounds(hunt: Hunt) -> None:
    # What is left out can only take worth away: where all of it takes none, no part does.
    rest = without_worthless_rounds(hunt)
    assert slow.value_of(rest) == pytest.approx(slow.value_of(hunt), rel=1e-13)


@SOME
@given(hunts() | hunts(careful=True))
def test_a_worthless_first_round_is_never_attended(hunt: Hunt) -> None:
    places = {place for place, number in worthless_rounds(hunt) if number == 0}
    rounds = [place for place in places if hunt.processes[place].rounds]
    attendance = slow.attendance(hunt) if rounds else []
    assert [attendance[place] for place in rounds] == [0] * len(rounds)


@SOME
@given(hunts())
def test_a_process_adds_at_most_the_surplus_before_its_first_round(hunt: Hunt) -> None:
    prospects = prospects_of(hunt)
    for most, judged in zip(prospects.surplus, solve(hunt, flips=()).processes, strict=False):
        assert judged.option_worth <= most[0] + 1e-12


def test_a_round_is_worth_what_it_teaches_for_one_that_pays() -> None:
    # Alone the lesson costs 1 for nothing. It raises the chance of the other from 1/2 to 3/4, that
    # is its worth from 8 to 12: up to 4 are worth paying for it.
    hunt = two_rounds(first_cost=3, second_worth=16)
    prospects, tracks = prospects_of(hunt), lay_out(hunt).tracks
    assert prospects.surplus[0] == [pytest.approx(4 - 3), 0]
    assert prospects.surplus[1] == [pytest.approx(12), 16]
    assert prospects.is_worth(tracks[0], 0)
    dear = two_rounds(first_cost=4, second_worth=16)
    assert not prospects_of(dear).is_worth(lay_out(dear).tracks[0], 0)
    assert solve(hunt).value == pytest.approx(12 - 3)
    assert solve(dear).value == pytest.approx(8)


def two_rounds(first_cost: float, second_worth: float) -> Hunt:
    lesson = {"day": 0, "chance": 0.5, "cash_cost": first_cost}
    return hunt_from(
        {
            "practice": {"odds_ratio": 3, "cap": 1},
            "processes": [
                {"id": "lesson", "worth": [[1, 0]], "window_days": 3, "rounds": [lesson]},
                {
                    "id": "real",
                    "worth": [[1, second_worth]],
                    "window_days": 3,
                    "rounds": [{"day": 1, "chance": 0.5}],
                },
            ],
        }
    )


def test_a_round_is_practice_also_for_one_that_only_a_promise_leads_to() -> None:
    # With 12 in hand for good, a job worth 8 is nothing, but its second round pays 1/4 and its
    # first costs 2: promised, it is worth -2 + 3/4 * 1/4, after the lesson that costs nothing.
    hunt = hunt_from(
        {
            "fallback": 12,
            "practice": {"odds_ratio": 3, "cap": 2},
            "processes": [
                {
                    "id": "promised",
                    "worth": [[1, 8]],
                    "window_days": 4,
                    "rounds": [
                        {"day": 3, "chance": 0.5, "cash_cost": 2},
                        {"gap_days": 2, "chance": 1, "benefit": 0.25},
                    ],
                },
                {
                    "id": "lesson",
                    "worth": [[1, 12]],
                    "window_days": 2,
                    "rounds": [{"day": 1, "chance": 1}],
                },
            ],
        }
    )
    promised, lesson = solve(hunt).processes
    assert promised.value_promised == pytest.approx(12 - 2 + 3 / 16)
    assert promised.option_worth == lesson.option_worth == 0
    assert lesson.attend_probability == 0
