"""What to do with each offer in hand, by when, and what asking for more days would be worth."""

import datetime as dt
import math
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.scoring.assembly import hunt_of
from tracker.scoring.solution import EXTENSIONS, Choice
from tracker.scoring.solver import endings, without_good_news
from tracker.worth.decided import Decided
from tracker.worth.means import OfferWorth
from tracker.worth.readings import always_lapses


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

    `outcomes` are told where letting it lapse is or could be right.
    """

    offer: OfferWorth
    answer: Answer
    last_day: dt.date | None
    extension: dict[int, float]
    outcomes: Outcomes | None = None

    @property
    def best_extension(self) -> tuple[int, float] | None:
        """The fewest more days that are worth the most, and what they are worth."""
        best = max(self.extension.items(), key=lambda pair: (pair[1], -pair[0]), default=None)
        return best if best and best[1] >= 1 else None


def advise(decided: Decided, offers: tuple[OfferWorth, ...], today: dt.date) -> list[OfferAdvice]:
    """Return advice on every offer, in the order of the outlook."""
    choices = without_good_news(decided.hunt)
    return [_advice(decided, place, offer, choices, today) for place, offer in enumerate(offers)]


def _advice(
    decided: Decided, place: int, offer: OfferWorth, choices: list[Choice], today: dt.date
) -> OfferAdvice:
    solved, value = decided.solution.offers[place], decided.solution.value
    last = None if solved.expires is None else today + dt.timedelta(days=solved.expires)
    extension = dict(zip(EXTENSIONS, solved.extension_worth or (), strict=False))
    nothing_beats_it = value - offer.worth <= 1e-9 * max(1.0, abs(value))
    asking_helps = any(worth >= 1 for worth in extension.values())
    if nothing_beats_it and not asking_helps and offer.worth > decided.hunt.fallback:
        return OfferAdvice(offer, Answer.ACCEPT_NOW, last, extension)
    if _is_beaten(decided, place):
        return OfferAdvice(offer, Answer.DECLINE, last, extension)
    chosen = next((one for one in choices if _is_of(one, offer.worth)), None)
    if solved.expires is None or chosen is None or chosen.yes:
        return OfferAdvice(offer, Answer.KEEP_OPEN, last, extension)
    sure = always_lapses(decided, offer.worth)
    answer = Answer.LAPSE if sure else Answer.CLOSE_CALL
    return OfferAdvice(offer, answer, last, extension, _outcomes(decided, place, offer))


def _is_of(choice: Choice, worth: float) -> bool:
    return choice.worth is not None and math.isclose(choice.worth, worth)


def _is_beaten(decided: Decided, place: int) -> bool:
    """Say whether the fallback or another offer is as good and there as long."""
    hunt = decided.hunt
    offer = hunt.offers[place]
    until = math.inf if offer.expires is None else offer.expires
    return offer.worth <= hunt.fallback or any(
        other.worth > offer.worth and (other.expires is None or other.expires >= until)
        for other in hunt.offers
    )


def _outcomes(decided: Decided, place: int, offer: OfferWorth) -> Outcomes:
    """Return how the hunt could end without this offer."""
    outlook = decided.outlook
    rest = tuple(one for n, one in enumerate(outlook.offers) if n != place)
    hunt = hunt_of(decided.cases, replace(outlook, offers=rest))
    found, years = endings(hunt), outlook.years
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
