"""What is told of an offer from a part of the hunt holds for the whole of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.scoring.hunts import hunts
from tracker.scoring.hunt import Hunt, OfferInHand, Process, Round
from tracker.scoring.solver import Solver
from tracker.worth.readings import later_beats


def lapses(hunt: Hunt, worth: float) -> bool:
    """Say so by the whole hunt."""
    (offered,) = [one for one in Solver(hunt, []).without_good_news() if one.id is None]
    return offered.worth == pytest.approx(worth) and not offered.yes


@settings(max_examples=100)
@given(
    hunts() | hunts(careful=True),
    st.sampled_from([0.25, 1.0, 2.0, 3.0]),
    st.integers(0, 3),
)
def test_an_offer_that_a_few_later_processes_beat_is_let_lapse_in_the_whole_hunt(
    hunt: Hunt, above: float, expires: int
) -> None:
    offer = OfferInHand(hunt.fallback + above, expires)
    one = replace(hunt, offers=(offer,), weekly_hours=None)
    assume(later_beats(one, offer.worth))
    assert lapses(one, offer.worth)


def interview(day: int, chance: float = 0.5) -> Process:
    steps = (Round(day=day, hours=1.0, chance=chance, response_days=2),)
    return Process(id=f"on day {day}", worth=((1.0, 100.0),), window_days=3, rounds=steps)


def held(worth: float, *processes: Process) -> Hunt:
    return Hunt(
        fallback=0.0,
        hour_value=1.0,
        offers=(OfferInHand(worth, 5),),
        processes=processes,
    )


def test_what_begins_after_the_last_day_is_held_against_the_offer() -> None:
    assert later_beats(held(48.0, interview(6)), 48.0)
    assert not later_beats(held(49.0, interview(6)), 49.0)
    assert later_beats(held(73.0, interview(6), interview(9)), 73.0)
    assert not later_beats(held(48.0, interview(5)), 48.0)


def test_nothing_is_said_of_two_offers_or_where_hours_are_scarce() -> None:
    hunt = held(48.0, interview(6))
    assert not later_beats(replace(hunt, weekly_hours=40.0), 48.0)
    assert not later_beats(replace(hunt, offers=(*hunt.offers, OfferInHand(10.0, 8))), 48.0)
