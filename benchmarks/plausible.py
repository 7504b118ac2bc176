"""Plausible hunts, made from a seed: the same seed makes the same hunt everywhere.

Each number is drawn evenly between two ends unless it says otherwise; the ends lie around the
defaults of tracker/scoring/base_rates.py. Amounts are money over the horizon, days are from today.

- A job is worth a middle amount of 105,000 to 190,000, and 3 to 15 % less or more, with the weights
  .30, .40 and .30: 89,000 to 218,500 in all. The fallback is 90,000 to 110,000, an hour is worth
  50 to 120.
- A process has one, two or three rounds left, each number as likely: an onsite; a screen or a
  technical round, and an onsite; or all three. A round is passed with .32 if it is the last or the
  first of two from a screen, else with .56; its odds are that times 0.67 to 1.5.
- A screen takes 2 hours, a technical round 5, an onsite 10, each times 0.6 to 1.5.
- The first round is 0 to 20 days away. An answer takes 3 to 21 days, the next round comes 1 to 7
  days after it, an offer stays open for 3 to 14 days.
- None, one or two offers are in hand, of 100,000 to 160,000, with 3 to 14 days left.
- In half of the hunts, 12 to 20 hours a week are to be had for interviews; in the others there is
  no limit. Today is any day of the week.
- Every interview multiplies the odds of the next of its kind by 1.15, at most three of them.
"""

from __future__ import annotations

from random import Random

from tracker.scoring.hunt import Hunt, OfferInHand, Practice, Process, Round, Worth

LAST, FIRST_OF_TWO, MIDDLE = 0.32, 0.32, 0.56
HOURS = {"screen": 2.0, "technical": 5.0, "onsite": 10.0}
LADDERS = (
    ((("onsite", LAST),),),
    (
        (("screen", FIRST_OF_TWO), ("onsite", LAST)),
        (("technical", MIDDLE), ("onsite", LAST)),
    ),
    ((("screen", MIDDLE), ("technical", MIDDLE), ("onsite", LAST)),),
)
"""The rounds that can be left, by their number: kind and chance of each."""

PRACTICE = Practice(odds_ratio=1.15, cap=3)
HOUR_VALUES = (50.0, 120.0)


def hunt(
    seed: int,
    processes: int,
    *,
    offers: int | None = None,
    hour_values: tuple[float, float] = HOUR_VALUES,
    practice: Practice = PRACTICE,
) -> Hunt:
    """Return a hunt with so many processes, and so many offers in hand (None: 0 to 2)."""
    chance = Random(f"{seed} {processes}")  # noqa: S311 (the same hunt every time, no secret)
    in_hand = chance.randint(0, 2)
    return Hunt(
        fallback=float(chance.randint(90_000, 110_000)),
        hour_value=round(chance.uniform(*hour_values), 2),
        weekly_hours=chance.choice([None, float(chance.randint(12, 20))]),
        weekday_of_day0=chance.randrange(7),
        practice=practice,
        processes=tuple(_process(chance, f"process {n}") for n in range(1, processes + 1)),
        offers=tuple(_offer(chance) for _ in range(in_hand if offers is None else offers)),
    )


def _offer(chance: Random) -> OfferInHand:
    return OfferInHand(float(chance.randint(100_000, 160_000)), chance.randint(3, 14))


def _process(chance: Random, name: str) -> Process:
    ladder = chance.choice(chance.choice(LADDERS))
    return Process(
        id=name,
        worth=_worth(chance),
        window_days=chance.randint(3, 14),
        rounds=tuple(_round(chance, n, *step) for n, step in enumerate(ladder)),
    )


def _worth(chance: Random) -> Worth:
    middle, spread = chance.randint(105_000, 190_000), chance.uniform(0.03, 0.15)
    low, high = round(middle * (1 - spread)), round(middle * (1 + spread))
    return ((0.3, float(low)), (0.4, float(middle)), (0.3, float(high)))


def _round(chance: Random, place: int, kind: str, passing: float) -> Round:
    odds = passing / (1 - passing) * 1.5 ** chance.uniform(-1, 1)
    return Round(
        day=None if place else chance.randint(0, 20),
        gap_days=chance.randint(1, 7) if place else 0,
        kind=kind,
        hours=round(2 * HOURS[kind] * chance.uniform(0.6, 1.5)) / 2,
        chance=round(odds / (1 + odds), 3),
        response_days=chance.randint(3, 21),
    )
