"""What branches off a solved hunt, or is told by a rung, is the same as solved by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.hunts import hunts
from tracker.scoring import ladder
from tracker.scoring.graph import Effort, Graph
from tracker.scoring.ladder import Ladder
from tracker.scoring.timeline import lay_out
from tracker.scoring.utility import Utility

if TYPE_CHECKING:
    from tracker.scoring.hunt import Hunt
    from tracker.scoring.timeline import Track

SOME = settings(max_examples=200)
ANY = hunts() | hunts(careful=True)
END = 40.0
LIMIT = 100_000


def ladder_of(hunt: Hunt) -> Ladder:
    """Return a hunt solved with every promise that its hours allow, and without each process."""
    timeline = lay_out(hunt)
    return Ladder(
        timeline=timeline,
        utility=Utility(hunt.risk_tolerance, END),
        asked=timeline.stated,
        promisable=[track.number for track in timeline.stated if can_promise(hunt, track)],
        offers=hunt.offers,
        end=END,
        effort=Effort(LIMIT),
    )


def can_promise(hunt: Hunt, track: Track) -> bool:
    hours = track.steps[0].round.hours + hunt.hours_used if track.steps else 0
    return track.awaited is None and (hunt.weekly_hours is None or hours <= hunt.weekly_hours)


def solved_alone(found: Ladder, without: int | None = None, promised: int | None = None) -> float:
    """Return the value of a hunt without a track, or with one promised, in a graph of its own."""
    tracks = [track for track in found.timeline.stated if track.number != without]
    graph = Graph(found.rules, Effort(LIMIT))
    state = found.rules.state(tracks, found.timeline.hunt.offers, promised=promised)
    return graph.value[graph.solve([state])[0]]


@SOME
@given(ANY)
def test_a_hunt_without_a_process_branches_off_the_whole_one(hunt: Hunt) -> None:
    found = ladder_of(hunt)
    for track, value in found.values.without.items():
        assert value == pytest.approx(solved_alone(found, without=track), rel=1e-13, abs=1e-13)


@SOME
@given(ANY)
def test_a_hunt_with_a_promise_branches_off_the_one_without(hunt: Hunt) -> None:
    found = ladder_of(hunt)
    assert sorted(found.values.promised) == sorted(found.promisable)
    for track, value in found.values.promised.items():
        assert value == pytest.approx(solved_alone(found, promised=track), rel=1e-13, abs=1e-13)


@SOME
@given(ANY, st.sampled_from([0.0, 0.3, 1.0, 2.5, 4.0, 7.0, 12.0, 15.5, 30.0]))
def test_every_rung_tells_the_values_of_the_hunt_with_a_higher_fallback(
    hunt: Hunt, more: float
) -> None:
    found = ladder_of(hunt)
    amount = min(found.timeline.floor + more, END)
    other = ladder_of(replace(hunt, fallback=amount)).values
    for few in (ladder.FEW, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ladder, "FEW", few)
            seen = found.lines(found.utility.of(amount), range(len(hunt.processes)))
        assert seen.today.real == pytest.approx(other.today, rel=1e-12, abs=1e-12)
        for track, line in (seen.without | seen.promised).items():
            expected = (other.without | other.promised)[track]
            assert line.real == pytest.approx(expected, rel=1e-12, abs=1e-12)
