"""What the user has and wants, in one currency: the fallback, the price of an hour, the offers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from tracker.models import Application, Offer
from tracker.money import Pay, yearly
from tracker.records import offers
from tracker.records.profile import Profile
from tracker.scoring.facts import enthusiasm_factor, hour_value


@dataclass(frozen=True, kw_only=True)
class OfferWorth:
    """An offer that can still be accepted; `worth` is money over the horizon."""

    offer: Offer
    yearly: float
    worth: float


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
    foreign: tuple[str, ...]
    """Open offers in another currency; `other_currency` is one of the user's own such figures."""

    def without_offers_of(self, application_id: int) -> Self:
        """Return the same without the offers that one application has brought already."""
        others = [one for one in self.offers if one.offer.application_id != application_id]
        return replace(self, offers=tuple(others))


def unit_of(
    profile: Profile, found: Sequence[Application], in_hand: Sequence[Offer], currency: str
) -> str:
    """Return the currency to count in: the profile's, or the one most often stated."""
    if profile.currency:
        return profile.currency
    said = [pay.currency for pay in (profile.present_pay, profile.elsewhere_pay) if pay]
    used = [one.pay_currency for one in found if one.pay_currency]
    most = Counter(said or [*used, *(one.currency for one in in_hand)]).most_common(1)
    return most[0][0] if most else currency


def means_of(profile: Profile, in_hand: Sequence[Offer], unit: str) -> Means:
    years = profile.rates["years"]
    fallback, fallback_from = _fallback(profile, unit)
    priced, priced_from = _hour(profile, unit)
    same = [one for one in in_hand if one.currency == unit]
    foreign = [one for one in in_hand if one.currency != unit]
    return Means(
        currency=unit,
        years=years,
        fallback=fallback,
        fallback_from=fallback_from,
        is_seeking=in_unit(profile.elsewhere_pay, unit) is not None,
        hour_value=priced,
        hour_from=priced_from,
        least=in_unit(profile.least_pay, unit),
        other_currency=_other_currency(profile, unit),
        offers=tuple(_offer_worth(one, profile, years) for one in same),
        foreign=tuple(offers.described(one) for one in foreign),
    )


def _other_currency(profile: Profile, unit: str) -> str | None:
    stated = (profile.present_pay, profile.elsewhere_pay, profile.target_pay, profile.hour_value)
    return next((one.currency for one in stated if one and one.currency != unit), None)


def in_unit(pay: Pay | None, unit: str) -> float | None:
    """Return a yearly figure, None where it is unknown or in another currency."""
    if pay is None or pay.likely is None or pay.currency != unit:
        return None
    return float(yearly(pay.likely, pay.period))


def _fallback(profile: Profile, unit: str) -> tuple[float | None, str]:
    """Return what is left if nothing is accepted, over the horizon, and what it rests on.

    Present pay x years; or between jobs the pay elsewhere x (years - months to find it / 12).
    """
    years = profile.rates["years"]
    present = in_unit(profile.present_pay, unit)
    if present is not None:
        return present * years, "your present pay"
    elsewhere, months = in_unit(profile.elsewhere_pay, unit), profile.months_to_find
    if elsewhere is None or months is None:
        return None, "unknown"
    found = f"what you would find elsewhere in {months:f} {'month' if months == 1 else 'months'}"
    return elsewhere * max(0.0, years - float(months) / 12), found


def _hour(profile: Profile, unit: str) -> tuple[float | None, str]:
    """Return what an hour is worth: as stated, or by the pay aimed at, or else what is earned."""
    stated = profile.hour_value
    if stated is not None and stated.currency == unit:
        return float(stated.amount), "as you said"
    for pay, name in (
        (profile.target_pay, "target pay"),
        (profile.present_pay, "present pay"),
        (profile.elsewhere_pay, "pay elsewhere"),
    ):
        known = in_unit(pay, unit)
        if known is not None:
            return hour_value(None, known, profile.rates), f"your {name}"
    return None, "unknown"


def _offer_worth(offer: Offer, profile: Profile, years: float) -> OfferWorth:
    factor = enthusiasm_factor(offer.application.enthusiasm, profile.rates)
    each = float(offers.yearly_total(offer, years)) * factor
    return OfferWorth(offer=offer, yearly=each, worth=each * years)
