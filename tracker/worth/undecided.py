"""The offers in hand of which nothing can be said yet, and what that waits for."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.models import Offer
from tracker.records import offers
from tracker.worth.cases import Reader
from tracker.worth.means import OfferWorth
from tracker.worth.questions import Question, fallback_question, rate_question


@dataclass(frozen=True, kw_only=True)
class UndecidedOffer:
    """An offer, and what would have to be known; it `pays` money a year in its own `currency`.

    `last_day` is that to accept it, None without a deadline. `missing` is None where the hunt is
    too large to be decided; `refused` says why it is to be declined in any case.
    """

    title: str
    offer: Offer | None
    pays: float
    currency: str
    last_day: dt.date | None
    missing: Question | None
    refused: str = ""


def undecided(reader: Reader, *, is_decided: bool) -> Iterator[UndecidedOffer]:
    """Yield them: all where the hunt was not decided, and those without a rate."""
    means = reader.means
    if not is_decided:
        needed = None if means.fallback is not None else Question(*fallback_question(means), 0)
        yield from (_without(one, needed, reader) for one in means.offers)
    for one in means.foreign:
        yield UndecidedOffer(
            title=one.application.company,
            offer=one,
            pays=float(offers.yearly_total(one, means.years)),
            currency=one.currency,
            last_day=reader.last_day(one.moment),
            missing=Question(*rate_question(one.currency, means.currency), 0),
        )


def _without(one: OfferWorth, missing: Question | None, reader: Reader) -> UndecidedOffer:
    return UndecidedOffer(
        title=one.title,
        offer=one.offer,
        pays=one.pays,
        currency=reader.means.currency,
        last_day=reader.last_day(one.until),
        missing=missing,
        refused=one.refused,
    )
