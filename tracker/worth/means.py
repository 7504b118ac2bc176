"""What the user has and wants, in one currency: the fallback, the price of an hour, the offers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tracker.dates import Moment
from tracker.models import Application, Criterion, CurrencyRate, Offer
from tracker.money import Money, Pay, yearly
from tracker.records import criteria as records
from tracker.records import offers
from tracker.records.criteria import Criteria
from tracker.records.currency_rates import Converter
from tracker.scoring.facts import enthusiasm_factor, hour_value, taste_factor
from tracker.settings import Profile


@dataclass(frozen=True)
class Unit:
    """The one currency that everything is counted in, and the user's own rates to it."""

    currency: str
    convert: Converter
    rates: Mapping[str, Sequence[CurrencyRate]] = field(default_factory=dict)
    """The stated rates that lead to it, by currency."""

    def amount(self, amount: Decimal | None, currency: str | None) -> float | None:
        """Return an amount in this currency; None where it, or a rate for it, is unknown."""
        rate = None if amount is None or currency is None else self.convert(currency, self.currency)
        return None if rate is None or amount is None else float(amount * rate)

    def yearly(self, pay: Pay | None) -> float | None:
        """Return the likely pay of a year; None where it, or a rate for it, is unknown."""
        if pay is None or pay.likely is None:
            return None
        return self.amount(yearly(pay.likely, pay.period), pay.currency)

    def knows(self, currency: str) -> bool:
        return self.convert(currency, self.currency) is not None


@dataclass(frozen=True, kw_only=True)
class OfferWorth:
    """An offer that can be accepted; `worth` is money over the horizon.

    `title` tells it from the others: its company, with its number where that has made two. `until`
    is its deadline, None where it has none; `offer` is None for one that is only supposed. It
    `pays` what was stated, money a year, and `yearly` is what that is worth to the user: `moved`
    names what sets the two apart, and `refused` says why one is worth nothing.
    """

    title: str
    until: Moment | None
    offer: Offer | None
    pays: float
    yearly: float
    worth: float
    moved: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class Means:
    """What the user has and wants, in one currency; pay is money per year; None is unknown.

    `is_seeking` tells that the pay elsewhere is known, as it is between jobs.
    """

    currency: str
    years: float
    fallback: float | None
    fallback_from: str
    is_seeking: bool
    hour_value: float | None
    hour_from: str
    least: float | None
    other_currency: str | None
    offers: tuple[OfferWorth, ...]
    foreign: tuple[Offer, ...]
    """Open offers in another currency; `other_currency` is one of the user's own such figures."""
    fallback_currency: str | None = None
    """That of the pay to fall back on, where no rate leads from it."""
    currencies: frozenset[str] = frozenset()
    """What the user's own figures and the offers are stated in."""
    rates: Mapping[str, Sequence[CurrencyRate]] = field(default_factory=dict)
    unrated: tuple[str, ...] = ()
    """Settings that do not count for want of a rate; `rates` are those stated, by currency."""
    must_haves: tuple[Criterion, ...] = ()


def currency_of(
    profile: Profile, found: Sequence[Application], in_hand: Sequence[Offer], currency: str
) -> str:
    """Return the currency to count in: the user's own, or the one most often stated."""
    if profile.own_currency:
        return profile.own_currency
    used = [one.pay_currency for one in found if one.pay_currency]
    most = Counter([*used, *(one.currency for one in in_hand)]).most_common(1)
    return most[0][0] if most else currency


def means_of(
    profile: Profile,
    in_hand: Sequence[Offer],
    accepted: Sequence[Offer],
    unit: Unit,
    criteria: Criteria,
) -> Means:
    """Return them; a job that was `accepted` is what there is to fall back on, if it is better."""
    years = profile.rates["years"]
    taken = [
        _offer_worth(one, profile, unit, criteria) for one in accepted if unit.knows(one.currency)
    ]
    fallback, fallback_from = _better(_fallback(profile, unit), taken)
    priced, priced_from = _hour(profile, unit)
    same = [one for one in in_hand if unit.knows(one.currency)]
    foreign = [one for one in in_hand if not unit.knows(one.currency)]
    return Means(
        currency=unit.currency,
        years=years,
        fallback=fallback,
        fallback_from=fallback_from,
        is_seeking=unit.yearly(profile.elsewhere_pay) is not None,
        hour_value=priced,
        hour_from=priced_from,
        least=unit.yearly(profile.least_pay),
        other_currency=_other_currency(profile, unit),
        offers=tuple(_titled(_in_hand(one, profile, unit, criteria) for one in same)),
        foreign=tuple(foreign),
        fallback_currency=_fallback_currency(profile, unit),
        currencies=frozenset({one.currency for one in (*_stated(profile), *same)}),
        rates=unit.rates,
        unrated=tuple(_unrated(profile, unit)),
        must_haves=tuple(criteria.must_haves),
    )


def _other_currency(profile: Profile, unit: Unit) -> str | None:
    return next((one.currency for one in _stated(profile) if not unit.knows(one.currency)), None)


def _stated(profile: Profile) -> list[Pay | Money]:
    """Return the amounts that the user stated of themselves."""
    pays = (profile.present_pay, profile.elsewhere_pay, profile.target_pay)
    return [one for one in (*pays, profile.hour_value) if one]


def _unrated(profile: Profile, unit: Unit) -> Iterator[str]:
    stated = {"least-pay": profile.least_pay, "risk-tolerance": profile.risk_tolerance}
    for name, one in stated.items():
        if one and not unit.knows(one.currency):
            yield f"your {name} in {one.currency}"


def _better(
    fallback: tuple[float | None, str], taken: Sequence[OfferWorth]
) -> tuple[float | None, str]:
    best = max(taken, key=lambda one: one.worth, default=None)
    if best is None or best.worth <= (fallback[0] or 0.0):
        return fallback
    return best.worth, f"the offer from {best.title} that you accepted"


def _fallback(profile: Profile, unit: Unit) -> tuple[float | None, str]:
    """Return what is left if nothing is accepted, over the horizon, and what it rests on.

    Present pay x years; or between jobs the pay elsewhere x (years - months to find it / 12).
    """
    years = profile.rates["years"]
    if _fallback_currency(profile, unit):
        return None, "unknown"
    present = unit.yearly(profile.present_pay)
    if present is not None:
        return present * years, "your present pay"
    elsewhere, months = unit.yearly(profile.elsewhere_pay), profile.months_to_find
    if elsewhere is None or months is None:
        return None, "unknown"
    found = f"what you would find elsewhere in {months:f} {'month' if months == 1 else 'months'}"
    return elsewhere * max(0.0, years - float(months) / 12), found


def _fallback_currency(profile: Profile, unit: Unit) -> str | None:
    """Return the currency without a rate of what there is to fall back on; None if it has one."""
    pay = profile.present_pay or profile.elsewhere_pay
    return None if pay is None or unit.knows(pay.currency) else pay.currency


def _hour(profile: Profile, unit: Unit) -> tuple[float | None, str]:
    """Return what an hour is worth: as stated, or by the pay aimed at, or else what is earned."""
    stated = profile.hour_value
    priced = unit.amount(stated.amount, stated.currency) if stated else None
    if priced is not None:
        return priced, "as you said"
    for pay, name in (
        (profile.target_pay, "target pay"),
        (profile.present_pay, "present pay"),
        (profile.elsewhere_pay, "pay elsewhere"),
    ):
        known = unit.yearly(pay)
        if known is not None:
            return hour_value(None, known, profile.rates), f"your {name}"
    return None, "unknown"


def _offer_worth(offer: Offer, profile: Profile, unit: Unit, criteria: Criteria) -> OfferWorth:
    years = profile.rates["years"]
    paid = unit.amount(offers.yearly_total(offer, years), offer.currency) or 0.0
    stated = OfferWorth(
        title=offer.application.company,
        until=offer.moment,
        offer=offer,
        pays=paid,
        yearly=paid,
        worth=paid * years,
    )
    return valued(stated, offer.application, profile, criteria)


def valued(
    offer: OfferWorth, application: Application, profile: Profile, criteria: Criteria
) -> OfferWorth:
    """Return an offer with what sets its worth apart from its pay, by what was said of the job."""
    factor = enthusiasm_factor(application.enthusiasm, profile.rates)
    factor *= taste_factor(taste_of(application, criteria))
    return replace(
        offer,
        yearly=offer.yearly * factor,
        worth=offer.worth * factor,
        moved=tuple(_moved(application, profile, criteria)),
    )


def _moved(application: Application, profile: Profile, criteria: Criteria) -> Iterator[str]:
    """Yield what makes a job worth more or less than it pays."""
    if enthusiasm_factor(application.enthusiasm, profile.rates) != 1:
        yield f"enthusiasm {application.enthusiasm} of 5"
    said = records.ratings(application, criteria.factors)
    for one in criteria.factors:
        rating = said[one.name]
        if one.weight and rating and taste_factor(((float(one.weight), rating),)) != 1:
            yield f"{one.name} {rating} of 5"


def _in_hand(offer: Offer, profile: Profile, unit: Unit, criteria: Criteria) -> OfferWorth:
    """Return an offer that is still to be answered, and so can be refused."""
    found = _offer_worth(offer, profile, unit, criteria)
    lacks = lacking(offer.application, criteria)
    return judged_by(unit.yearly(profile.least_pay), found, lacks)


def judged_by(least: float | None, offer: OfferWorth, lacks: str | None = None) -> OfferWorth:
    """Refuse an offer that lacks a must-have, or pays below the least that would be taken."""
    if lacks:
        why = f"it lacks a must-have: {lacks}"
    elif least is not None and offer.pays < least:
        why = "it pays less than the least you would take"
    else:
        return offer
    return replace(offer, yearly=0.0, worth=0.0, refused=why)


def _titled(found: Iterable[OfferWorth]) -> Iterator[OfferWorth]:
    """Tell two offers of one company apart by their numbers."""
    listed = list(found)
    named = Counter(one.title for one in listed)
    for one in listed:
        number = f" (offer {one.offer.id})" if one.offer and named[one.title] > 1 else ""
        yield replace(one, title=f"{one.title}{number}")


def taste_of(application: Application, criteria: Criteria) -> tuple[tuple[float, int], ...]:
    """Return the user's own factors that an application was rated on, as (weight, rating)."""
    said = records.ratings(application, criteria.factors)
    rated = ((one.weight, said[one.name]) for one in criteria.factors)
    return tuple((float(weight), rating) for weight, rating in rated if weight and rating)


def lacking(application: Application, criteria: Criteria) -> str | None:
    """Return the first must-have that a job is known to lack."""
    said = records.answers(application, criteria.must_haves)
    return next((name for name, has in said.items() if has is False), None)
