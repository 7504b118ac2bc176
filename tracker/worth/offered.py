"""What to do with each offer in hand, by when, and what asking for more days would be worth."""

import datetime as dt
import math
from bisect import bisect_left
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.scoring.assembly import hunt_of
from tracker.scoring.graph import Effort, TooManyStatesError
from tracker.scoring.hunt import Hunt
from tracker.scoring.solution import EXTENSIONS, Choice
from tracker.scoring.solver import Solver, appraise, value_of
from tracker.words import Verdict
from tracker.worth.decided import Decided
from tracker.worth.judged import WORTH_ASKING
from tracker.worth.means import Means, OfferWorth
from tracker.worth.pending import CENT
from tracker.worth.readings import always_lapses, as_far_as_possible, hunts, lapses

SAME = 1e-9
"""How far two values are apart, relative to their size, that are the same."""

MOST_DAYS = 14
"""More days than these are not asked for: no offer stays open longer (base_rates.py)."""


class Answer(StrEnum):
    """What to do with an offer."""

    ACCEPT_NOW = "accept it now"
    KEEP_OPEN = "keep it open"
    LAPSE = "let it lapse"
    CLOSE_CALL = "close call"
    DECLINE = "decline it"


@dataclass(frozen=True)
class Outcomes:
    """How the hunt could end if an offer lapses, held against it, costs apart; money a year.

    `worse` and `better` are chances, `less` and `more` how far off the ending is on average then.
    """

    worse: float
    less: float
    better: float
    more: float


@dataclass(frozen=True)
class OfferAdvice:
    """An offer, what to do with it and until when; `extension` is by days more, in money.

    `outcomes` are told where letting it lapse is or could be right, and `against` what makes it
    one to decline. `further` is the least that has to be asked for where 7 more days are worth
    nothing, and more are: the days and what they are worth. `saves` are the ids of the cases that
    would not be declined with the best extension. `is_weighed` tells that a close call was found in
    the readings: else there are too many states for that.
    """

    offer: OfferWorth
    answer: Answer
    last_day: dt.date | None
    extension: dict[int, float]
    outcomes: Outcomes | None = None
    against: str = ""
    further: tuple[int, float] | None = None
    saves: frozenset[str] = frozenset()
    is_weighed: bool = True

    @property
    def best_extension(self) -> tuple[int, float] | None:
        """The fewest more days that are worth the most, and what they are worth."""
        best = max(self.extension.items(), key=lambda pair: (pair[1], -pair[0]), default=None)
        return best if best and best[1] >= WORTH_ASKING else self.further


def advise(decided: Decided, means: Means, today: dt.date) -> list[OfferAdvice]:
    """Return advice on every offer, in the order of the outlook."""
    return [_advice(decided, means, place, today) for place in range(len(means.offers))]


def _advice(decided: Decided, means: Means, place: int, today: dt.date) -> OfferAdvice:
    offer, solved = means.offers[place], decided.solution.offers[place]
    value, fallback = decided.solution.value, decided.hunt.fallback
    found = OfferAdvice(
        offer=offer,
        answer=Answer.KEEP_OPEN,
        last_day=None if solved.expires is None else today + dt.timedelta(days=solved.expires),
        extension=dict(zip(EXTENSIONS, solved.extension_worth or (), strict=False)),
        against=against(decided.hunt, means, place),
    )
    if found.against:
        return replace(found, answer=Answer.DECLINE)
    with suppress(TooManyStatesError):
        found = replace(found, further=_further(decided, place, found))
        found = replace(found, saves=_saved(decided, place, found))
    nothing_beats_it = not is_beaten(offer.worth, value) and decided.at_most < CENT
    if nothing_beats_it and not found.best_extension and offer.worth > fallback:
        return replace(found, answer=Answer.ACCEPT_NOW)
    chosen = next((one for one in decided.without_good_news if _is_of(one, offer.worth)), None)
    if solved.expires is None or chosen is None or chosen.yes:
        return found
    return _lapsing(decided, place, replace(found, answer=Answer.CLOSE_CALL, is_weighed=False))


def _lapsing(decided: Decided, place: int, advice: OfferAdvice) -> OfferAdvice:
    """Weigh whether it is best in every reading to let an offer lapse: else it is a close call."""
    with suppress(TooManyStatesError):
        advice = replace(advice, outcomes=_outcomes(decided, place, advice.offer))
        is_sure = always_lapses(decided, advice.offer.worth)
        answer = Answer.LAPSE if is_sure else Answer.CLOSE_CALL
        return replace(advice, answer=answer, is_weighed=True)
    return advice


def readings(decided: Decided, advice: OfferAdvice) -> list[Answer]:
    """Return what to do with an offer in every reading of what is uncertain."""
    asks, worth, effort = advice.best_extension is not None, advice.offer.worth, decided.effort
    read = (_read(hunt, worth, effort, asks=asks) for hunt in hunts(decided.cases, decided.outlook))
    return list(as_far_as_possible(read))


def _read(hunt: Hunt, worth: float, effort: Effort, *, asks: bool) -> Answer:
    if lapses(hunt, worth, effort):
        return Answer.LAPSE
    if asks or is_beaten(worth, value_of(hunt, effort)):
        return Answer.KEEP_OPEN
    return Answer.ACCEPT_NOW


def is_beaten(worth: float, value: float) -> bool:
    """Say whether a hunt of this value is worth more than an offer."""
    return value - worth > SAME * max(1.0, abs(value))


def _further(decided: Decided, place: int, advice: OfferAdvice) -> tuple[int, float] | None:
    """Return the fewest days up to MOST_DAYS that are worth asking for, beyond EXTENSIONS."""
    least = max(EXTENSIONS) + 1
    if advice.last_day is None or advice.best_extension:
        return None
    if _worth_of(decided, place, MOST_DAYS) < WORTH_ASKING:
        return None
    days = bisect_left(
        range(least, MOST_DAYS),
        True,
        key=lambda days: _worth_of(decided, place, days) >= WORTH_ASKING,
    )
    return least + days, _worth_of(decided, place, least + days)


def _saved(decided: Decided, place: int, advice: OfferAdvice) -> frozenset[str]:
    if advice.best_extension is None:
        return frozenset()
    longer = _extended(decided.hunt, place, advice.best_extension[0])
    found = appraise(longer, effort=decided.effort).items()
    return frozenset(name for name, one in found if one.verdict in {Verdict.KEEP, Verdict.HOLD})


def _worth_of(decided: Decided, place: int, days: int) -> float:
    """Return what so many more days for an offer are worth."""
    longer = _extended(decided.hunt, place, days)
    return value_of(longer, decided.effort) - decided.solution.value


def _extended(hunt: Hunt, place: int, days: int) -> Hunt:
    longer = tuple(
        replace(one, expires=one.expires + days) if n == place and one.expires is not None else one
        for n, one in enumerate(hunt.offers)
    )
    return replace(hunt, offers=longer)


def _is_of(choice: Choice, worth: float) -> bool:
    return choice.worth is not None and math.isclose(choice.worth, worth)


def against(hunt: Hunt, means: Means, place: int) -> str:
    """Say why it is not worth having; "" if it is.

    It is refused, or the fallback or another offer is as good and there as long.
    """
    if means.offers[place].refused:
        return means.offers[place].refused
    offer = hunt.offers[place]
    until = math.inf if offer.expires is None else offer.expires
    if offer.worth <= hunt.fallback:
        is_even = math.isclose(offer.worth, hunt.fallback)
        return f"{means.fallback_from} is {'as good' if is_even else 'better'}"
    better = (
        f"the offer from {one.title} is better"
        for one, other in zip(means.offers, hunt.offers, strict=True)
        if other.worth > offer.worth and (other.expires is None or other.expires >= until)
    )
    return next(better, "")


def _outcomes(decided: Decided, place: int, offer: OfferWorth) -> Outcomes:
    """Return how the hunt could end without this offer."""
    outlook = decided.outlook
    rest = tuple(one for n, one in enumerate(outlook.offers) if n != place)
    hunt = hunt_of(decided.cases, replace(outlook, offers=rest))
    found, years = Solver(hunt, [], decided.effort).endings(), outlook.years
    worse = {amount: chance for amount, chance in found.items() if amount < offer.worth}
    better = {amount: chance for amount, chance in found.items() if amount > offer.worth}
    return Outcomes(
        worse=math.fsum(worse.values()),
        less=_mean({offer.worth - amount: chance for amount, chance in worse.items()}) / years,
        better=math.fsum(better.values()),
        more=_mean({amount - offer.worth: chance for amount, chance in better.items()}) / years,
    )


def _mean(chances: dict[float, float]) -> float:
    total = math.fsum(chances.values())
    return (
        math.fsum(amount * chance for amount, chance in chances.items()) / total if total else 0.0
    )
