"""Hunts for tests: read from the JSON of the model, or made up so that its rules meet.

Made-up hunts are small, and so are their numbers: few days, few amounts, few hours, so that things
fall on one day, cost the same, are worth the same and compete for the same hours. Amounts and
hours are multiples of 1/4, so that sums of them are exact as floats too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tracker.scoring.hunt import (
    Awaiting,
    Hunt,
    OfferInHand,
    Practice,
    Process,
    Redirect,
    Round,
    Worth,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

# Read


def round_from(stated: dict[str, Any]) -> Round:
    slot = stated.get("slot")
    return Round(**(stated | {"slot": tuple(slot) if slot else None}))


def process_from(stated: dict[str, Any]) -> Process:
    awaiting, redirect = stated.get("awaiting"), stated.get("redirect")
    return Process(
        id=stated["id"],
        worth=tuple((chance, worth) for chance, worth in stated["worth"]),
        window_days=stated["window_days"],
        awaiting=Awaiting(**awaiting) if awaiting else None,
        rounds=tuple(round_from(step) for step in stated.get("rounds", [])),
        redirect=redirect and Redirect(redirect["granted"], process_from(redirect["process"])),
    )


def hunt_from(stated: dict[str, Any]) -> Hunt:
    """Return the hunt that an object of the model's section "Input" states."""
    lists: dict[str, Any] = {
        "offers": tuple(OfferInHand(**offer) for offer in stated.get("offers", [])),
        "processes": tuple(process_from(each) for each in stated.get("processes", [])),
        "practice": Practice(**(stated.get("practice") or {})),
    }
    return Hunt(**(stated | lists))


# Made up

FALLBACKS = st.sampled_from([0.0, 0.0, 1.0, 2.0, 3.5, 4.0, 5.0, 6.0, 8.0, 20.0])
IN_HAND = st.sampled_from([0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0])
AMOUNTS = st.sampled_from([0.0, 2.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 12.0, 12.0, 16.0])
CHANCES = st.sampled_from([0.5, 0.5, 0.3, 0.4, 0.6, 0.75, 0.75, 0.9, 0.9, 1.0, 0.25, 0.0])
SHARES = st.sampled_from(
    [(1.0,), (0.5, 0.5), (0.25, 0.75), (0.3, 0.7), (0.25, 0.5, 0.25), (0.185, 0.63, 0.185)]
)
KINDS = st.sampled_from(["", "", "coding", "talk"])
SLOTS = st.sampled_from(
    [*(None,) * 3, (540, 600), (570, 630), (600, 660), (540, 660), (1430, 1470), (0, 40)]
)
HOURS = st.sampled_from([0.0, 0.5, 1.0, 1.0, 2.0, 3.0])
CASH = st.sampled_from([0.0, 0.0, 0.0, 0.25, 0.25, 0.5, 1.0, 2.0])
BENEFITS = st.sampled_from([0.0, 0.0, 0.0, 0.0, 0.0, 0.25, 0.5, 2.5])
LIMITS = st.sampled_from([None, None, None, 2.0, 3.0, 4.0, 6.5, 1.0, 0.0])
USED = st.sampled_from([0.0, 0.0, 0.0, 0.5, 1.0, 2.0])
HOUR_VALUES = st.sampled_from([0.0, 0.25, 0.25, 0.25, 0.5, 1.0])
TOLERANCES = st.sampled_from([1.5, 4.0, 10.0, 30.0])
WINDOWS = st.integers(0, 4)
NEVER = st.none()

OFFERS = st.builds(OfferInHand, worth=IN_HAND, expires=st.integers(0, 9) | NEVER)
AWAITED = st.builds(Awaiting, answer_day=st.integers(0, 6), chance=CHANCES)
NO_PRACTICE = st.just(Practice())
PRACTICES = NO_PRACTICE | st.builds(
    Practice, odds_ratio=st.sampled_from([1.0, 1.5, 2.0, 3.0]), cap=st.integers(0, 3)
)


@st.composite
def worths(draw: DrawFn) -> Worth:
    return tuple((share, draw(AMOUNTS)) for share in draw(SHARES))


@st.composite
def rounds(draw: DrawFn, most: int, *, awaited: bool) -> tuple[Round, ...]:
    """Return the rounds of a process: the first has a day if no answer is awaited before it."""
    made: list[Round] = []
    for number in range(draw(st.integers(0 if awaited else 1, most))):
        dated = not awaited and number == 0
        soonest = 1 if made and not made[-1].response_days else 0
        made.append(
            Round(
                day=draw(st.integers(0, 8)) if dated else None,
                gap_days=0 if dated else draw(st.integers(soonest, 3)),
                kind=draw(KINDS),
                hours=draw(HOURS),
                cash_cost=draw(CASH),
                benefit=draw(BENEFITS),
                chance=draw(CHANCES),
                response_days=draw(st.integers(0, 3)),
                gives_practice=draw(st.sampled_from([True, True, True, False])),
                slot=draw(SLOTS) if dated else None,
            )
        )
    return tuple(made)


@st.composite
def processes(draw: DrawFn, name: str = "A", most_rounds: int = 3) -> Process:
    """Return a process that has no redirect."""
    awaiting = draw(st.one_of(NEVER, NEVER, AWAITED))
    return Process(
        id=name,
        worth=draw(worths()),
        window_days=draw(WINDOWS),
        awaiting=awaiting,
        rounds=draw(rounds(most_rounds, awaited=awaiting is not None)),
    )


@st.composite
def redirects(draw: DrawFn, name: str) -> Redirect:
    """Return a redirect to a process that may state one too, which is to be ignored."""
    granted, process = draw(CHANCES), draw(processes(name))
    if draw(st.sampled_from([False, False, False, True])):
        process = replace(process, redirect=Redirect(0.5, draw(processes(f"{name}, elsewhere"))))
    return Redirect(granted, process)


@st.composite
def many_processes(draw: DrawFn, most: int) -> tuple[Process, ...]:
    """Return processes A, B, C and so on; each has fewer rounds where there are more of them."""
    number = draw(st.sampled_from([*range(1, most + 1), most, most, 0]))
    made = []
    for name in "ABCDEFGH"[:number]:
        process = draw(processes(name, 3 if number < 3 else 2))
        if draw(st.sampled_from([False, False, True])):
            process = replace(process, redirect=draw(redirects(f"{name}, another role")))
        made.append(process)
    return tuple(made)


def hunts(*, careful: bool = False, most_processes: int = 3) -> SearchStrategy[Hunt]:
    """Make hunts of which every feature of the model is some; with a risk tolerance if careful."""
    return st.builds(
        Hunt,
        fallback=FALLBACKS,
        hour_value=HOUR_VALUES,
        weekly_hours=LIMITS,
        hours_used=USED,
        weekday_of_day0=st.integers(0, 6),
        practice=PRACTICES,
        risk_tolerance=TOLERANCES if careful else NEVER,
        offers=st.lists(OFFERS, max_size=3).map(tuple),
        processes=many_processes(most_processes),
    )
