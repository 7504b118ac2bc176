"""From stated facts to the inputs of the model: one small function for each.

Whatever is unstated comes from the table of defaults (base_rates.py); where a result rests on one,
its key is returned beside it, so that the explanation can name it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.words import Hiring, Round

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.scoring.base_rates import Rates

Chance = tuple[float, str]
"""The chance of passing a round, and the key of the default that it came from."""

Points = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
"""Low, likely and high as (probability, value)."""

LAST, MIDDLE, FIRST_OF_TWO = "chance-last-round", "chance-middle-round", "chance-first-of-two"
WHOLE = "chance-screen-to-offer"
_AT_THE_END = (Round.ONSITE, Round.FINAL)
_OPENING = (Round.SCREEN, Round.OTHER)
_STANDARD_PROCESS = 3


def rounds_to_come(
    booked: Sequence[Round], rounds_left: int | None, hiring: Hiring | None = None
) -> tuple[Round, ...]:
    """Return the kind of each round to come: those booked, one or more, and what follows them.

    `rounds_left` counts those booked too, and is never taken to be less; unstated, an onsite or
    final is the last round and any other has one after it. A small employer, or one on campus, has
    none but those booked.
    """
    last, count = booked[-1], len(booked)
    if rounds_left is None:
        return (*booked, *later_rounds(last, _usual_rounds(last, hiring) - 1))
    return (*booked, *later_rounds(last, max(rounds_left - count, 0)))


def round_chances(
    kinds: Sequence[Round], rates: Rates, hiring: Hiring | None = None
) -> tuple[Chance, ...]:
    """Return the chance of passing each of the rounds to come, with its key.

    Up to three rounds have defaults of their own. For n > 3 the first n - 1 share what leads to
    the last, so that the whole is as likely as ever:

        p_k = (chance-screen-to-offer / chance-last-round) ** (1 / (n - 1)), at most 1.

    The last round of selective `hiring` has a chance of its own; so has the only one of a small
    employer or on campus.
    """
    count = len(kinds)
    last = _last(hiring, count)
    if count > _STANDARD_PROCESS:
        share = (_up_to_the_last(rates) ** (1 / (count - 1)), WHOLE)
        return (*(share,) * (count - 1), (rates[last], last))
    return tuple((rates[key], key) for key in (*_before(kinds[0], count), last))


def _usual_rounds(round_: Round, hiring: Hiring | None) -> int:
    at_once = hiring in {Hiring.SMALL, Hiring.CAMPUS}
    return 1 if at_once or round_ in _AT_THE_END else 2


def _before(round_: Round, count: int) -> tuple[str, ...]:
    of_two = count == _STANDARD_PROCESS - 1 and round_ in _OPENING
    return ((FIRST_OF_TWO if of_two else MIDDLE),) * (count - 1)


def _last(hiring: Hiring | None, count: int) -> str:
    alone = {Hiring.SMALL: "chance-small-employer", Hiring.CAMPUS: "chance-campus"}
    if hiring is Hiring.SELECTIVE:
        return "chance-selective-onsite"
    return alone.get(hiring, LAST) if hiring and count == 1 else LAST


def _up_to_the_last(rates: Rates) -> float:
    """Return the chance of coming to the last round; 1 where that alone is no likelier."""
    return 1.0 if rates[LAST] <= rates[WHOLE] else rates[WHOLE] / rates[LAST]


def later_rounds(round_: Round, count: int) -> tuple[Round, ...]:
    """Return the kinds of the `count` rounds after this one.

    The standard order is screen, technical, onsite: the last is an onsite, or a final where this
    one is an onsite or final already, and those between are technical.
    """
    last = Round.FINAL if round_ in _AT_THE_END else Round.ONSITE
    return (*(Round.TECHNICAL,) * (count - 1), last)[:count]


def with_odds(chance: float, factor: float) -> float:
    """Return the chance with its odds multiplied: p k / (1 - p + p k), for k > 0."""
    return chance * factor / (1 - chance + chance * factor)


def interview_hours(
    round_: Round,
    prepare: float | None,
    travel: float | None,
    minutes: Sequence[int | None],
    rates: Rates,
) -> tuple[float, tuple[str, ...]]:
    """Return the hours to prepare, travel and sit, and the keys of the defaults they rest on.

    `prepare` and `travel` are hours, `minutes` are the lengths of the meetings of the round. With
    H the round's default for all three and s the sum of minutes / 60, or sitting-hours if unstated:

        nothing stated                       H
        some minutes alone                   max(H, s)
        prepare                              prepare + (travel or 0) + s
        travel without prepare               max(H, travel + s)
    """
    usual = _usual_hours(round_)
    usually = rates["sitting-hours"]
    sitting = math.fsum(usually if each is None else each / 60 for each in minutes)
    sat_by = ("sitting-hours",) if None in minutes else ()
    if prepare is not None:
        return prepare + (travel or 0) + sitting, sat_by
    if travel is None and all(each is None for each in minutes):
        return rates[usual], (usual,)
    stated = (travel or 0) + sitting
    return (rates[usual], (usual,)) if stated <= rates[usual] else (stated, sat_by)


def _usual_hours(round_: Round) -> str:
    if round_ in _AT_THE_END:
        return "hours-onsite"
    return "hours-screen" if round_ is Round.SCREEN else "hours-middle"


def hour_value(stated: float | None, pay: float, rates: Rates) -> float:
    """Return what an hour is worth, in money: stated, or else pay / 2,080 * 1.5 for the stress.

    `pay` is a year's.
    """
    if stated is not None:
        return stated
    return pay / rates["working-hours-a-year"] * rates["stress-factor"]


def spread(
    low: float | None, likely: float | None, high: float | None, knowledge: int | None, rates: Rates
) -> Points:
    """Return the three points of a job's worth, in the money of the arguments.

    The middle m, if unstated, is midway between low and high; an unstated low or high is m. Little
    `knowledge` of the company (0 to 3) sets low and high apart from m by at least s |m| each, with
    s the surprise share; then all three are shifted so that the mean stays as stated. None leaves
    the points as they are. Raises TrackerError if nothing is stated or the three do not rise.
    """
    stated = _completed(low, likely, high)
    return _weighted(stated if knowledge is None else _widened(stated, knowledge, rates), rates)


def _completed(
    low: float | None, likely: float | None, high: float | None
) -> tuple[float, float, float]:
    ends = [end for end in (low, high) if end is not None]
    if likely is None and not ends:
        raise TrackerError("The worth of the job is unknown; state a low, likely or high figure.")
    middle = sum(ends) / len(ends) if likely is None else likely
    points = (middle if low is None else low, middle, middle if high is None else high)
    if points != tuple(sorted(points)):
        told = ", ".join(f"{point:g}" for point in points)
        raise TrackerError(f"Low, likely and high must not fall, and {told} do.")
    return points


def _widened(
    points: tuple[float, float, float], knowledge: int, rates: Rates
) -> tuple[float, float, float]:
    low, middle, high = points
    apart = rates[f"surprise-{knowledge}"] * abs(middle)
    wide_low, wide_high = min(low, middle - apart), max(high, middle + apart)
    shift = rates["tail-chance"] * (low - wide_low + high - wide_high)
    return wide_low + shift, middle + shift, wide_high + shift


def _weighted(points: tuple[float, float, float], rates: Rates) -> Points:
    tail = rates["tail-chance"]
    low, middle, high = points
    return (tail, low), (1 - 2 * tail, middle), (tail, high)


def clarity_benefit_hours(clarity: int | None, done_alike: int, rates: Rates) -> float:
    """Return what one interview teaches about one's goals, in hours' worth.

    H(clarity) * clarity-repeat ** n after n interviews at the same tier and round; 0 unstated.
    """
    if clarity is None:
        return 0.0
    learning: float = rates[f"clarity-{clarity}"] * rates["clarity-repeat"] ** done_alike
    return learning


def connection_hours(new_people: int, enthusiasm: int | None, rates: Rates) -> float:
    """Return what the new people met are worth, in hours; nothing with enthusiasm 1."""
    return 0.0 if enthusiasm == 1 else new_people * rates["connection-hours"]


def taste_factor(weighed: Sequence[tuple[float, int]]) -> float:
    """Return what the user's own factors make of a year's pay: 1 + sum of weight * (rating - 3).

    `weighed` are (weight, rating 1 to 5); never below 0.
    """
    return max(0.0, 1 + math.fsum(weight * (rating - 3) for weight, rating in weighed))


def chance_after_silence(chance: float, days: float, mean: float) -> float:
    """Return what is left of a chance of a good answer after days without any.

    With S = exp(-days / mean) the chance that a good answer is not in yet, Bayes gives
    p S / (p S + 1 - p), where no answer is as likely as ever if it is a no.
    """
    silent = math.exp(-days / mean)
    return chance * silent / (chance * silent + 1 - chance) if chance < 1 else 1.0


def practice_odds(rusty: int | None, rates: Rates) -> float:
    """Return the factor on the odds for each like interview: none at rusty 1, the default at 3.

    From 1 to 3 and from 3 to 5 it rises evenly.
    """
    usual = rates["practice-odds"]
    if rusty is None:
        return usual
    if rusty <= 3:  # noqa: PLR2004
        return 1 + (usual - 1) * (rusty - 1) / 2
    return usual + (rates["practice-odds-rusty"] - usual) * (rusty - 3) / 2


def enthusiasm_factor(enthusiasm: int | None, rates: Rates) -> float:
    """Return the factor on the worth of the job; 1 unstated."""
    return 1.0 if enthusiasm is None else rates[f"enthusiasm-{enthusiasm}"]


def enthusiasm_odds(enthusiasm: int | None, rates: Rates) -> float:
    """Return the factor on the odds of each round: below 1 at 1 and 2, where they notice."""
    return rates[f"enthusiasm-odds-{enthusiasm}"] if enthusiasm in (1, 2) else 1.0
