"""The offers in hand of which nothing can be said yet, and what that waits for."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tracker.models import Offer
from tracker.records import offers
from tracker.scoring.bounds import upper_bound
from tracker.scoring.hunt import Hunt
from tracker.worth.cases import Reader
from tracker.worth.means import Means, OfferWorth
from tracker.worth.offered import against, is_beaten
from tracker.worth.questions import Question, fallback_question, rate_question


@dataclass(frozen=True, kw_only=True)
class UndecidedOffer:
    """An offer, and what would have to be known; it `pays` money a year in its own `currency`.

    `last_day` is that to accept it, None without a deadline. `missing` is None where the hunt is
    too large to be decided; `refused` says why it is to be declined in any case, and `is_best`
    that nothing which may come can beat it.
    """

    title: str
    offer: Offer | None
    pays: float
    currency: str
    last_day: dt.date | None
    missing: Question | None
    refused: str = ""
    is_best: bool = False


def undecided(
    reader: Reader, too_large: Hunt | None, *, is_decided: bool
) -> Iterator[UndecidedOffer]:
    """Yield them: all where the hunt was not decided, and those without a rate.

    Of one that is `too_large` to be decided its bounds may settle an offer all the same.
    """
    means = reader.means
    if not is_decided:
        needed = None if means.fallback is not None else Question(*fallback_question(means), 0)
        found = (_without(one, needed, reader) for one in means.offers)
        yield from _bounded(found, too_large, means) if too_large else found
    for one in means.foreign:
        yield UndecidedOffer(
            title=one.application.company,
            offer=one,
            pays=float(offers.yearly_total(one, means.years)),
            currency=one.currency,
            last_day=reader.last_day(one.moment),
            missing=Question(*rate_question(one.currency, means.currency), 0),
        )


def _bounded(found: Iterable[UndecidedOffer], hunt: Hunt, means: Means) -> Iterator[UndecidedOffer]:
    """Yield the offers with what is sure of them, however the hunt would be decided."""
    most = upper_bound(hunt)
    for place, one in enumerate(found):
        refused = against(hunt, means, place)
        is_best = not refused and not is_beaten(hunt.offers[place].worth, most)
        yield replace(one, refused=refused, is_best=is_best)


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
