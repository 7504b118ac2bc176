"""Interviews as facts, plain and at random, and what holds around them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from tracker.scoring.base_rates import Rates
from tracker.scoring.case import Case, Outlook
from tracker.scoring.hunt import OfferInHand
from tracker.words import Hiring, Round

RATES = Rates()
HOUR = 95_000 / 2_080 * 1.5
PRESENT = 95_000 * 2.0
"""A present pay of 95k over two years."""


def onsite(**facts: Any) -> Case:  # noqa: ANN401 (facts of every kind)
    """Return an onsite in 5 days, answered 10 days later; pay is unknown unless said."""
    usual: dict[str, Any] = {"id": "1", "round": Round.ONSITE, "day": 5, "response_days": 10}
    return Case(**usual | facts)


def paid(**facts: Any) -> Case:  # noqa: ANN401 (facts of every kind)
    """Return that onsite for a job of 120k to 150k a year."""
    return onsite(**{"low": 120_000.0, "high": 150_000.0} | facts)


def outlook(**known: Any) -> Outlook:  # noqa: ANN401 (facts of every kind)
    """Return an outlook of two years from a present pay of 95k."""
    usual: dict[str, Any] = {"years": 2.0, "rates": RATES, "fallback": PRESENT, "hour_value": HOUR}
    return Outlook(**usual | known)


pays = st.floats(10_000, 500_000)
cases = st.builds(
    Case,
    id=st.just("1"),
    round=st.sampled_from(Round),
    day=st.integers(0, 30),
    response_days=st.integers(0, 30),
    rounds_left=st.none() | st.integers(1, 5),
    hiring=st.none() | st.sampled_from(Hiring),
    own_chance=st.none() | st.floats(0.01, 1),
    likely=pays,
    least=st.none() | pays,
    enthusiasm=st.none() | st.integers(1, 5),
    knowledge=st.none() | st.integers(0, 3),
    prepare=st.floats(0, 40),
    travel=st.none() | st.floats(0, 20),
    minutes=st.none() | st.integers(1, 600),
    cash_cost=st.floats(0, 2_000),
    clarity=st.none() | st.integers(1, 5),
    done_alike=st.integers(0, 4),
    new_people=st.none() | st.integers(0, 9),
    wants_other_role=st.booleans(),
)
ranges = st.tuples(cases, st.floats(0, 1), st.floats(0, 1)).map(
    lambda made: replace(
        made[0],
        low=(made[0].likely or 0) * (1 - made[1]),
        high=(made[0].likely or 0) * (1 + made[2]),
    )
)
outlooks = st.builds(
    Outlook,
    years=st.floats(1, 5),
    rates=st.just(RATES),
    fallback=st.floats(0, 1_000_000),
    hour_value=st.floats(0, 300),
    offers=st.lists(
        st.builds(OfferInHand, st.floats(0, 1_000_000), st.none() | st.integers(0, 60)), max_size=2
    ).map(tuple),
)
