"""What currencies are worth in each other, as the user stated it, and by nothing else."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Context, Decimal
from itertools import takewhile
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.dates import show_day
from tracker.errors import TrackerError
from tracker.models import CurrencyRate
from tracker.money import Money, check_currency
from tracker.records.notes import tell, warn

Converter: TypeAlias = Callable[[str, str], Decimal | None]
"""Given a currency and a unit, what one of the first is worth in the second; None if unknown."""

MOST = Decimal(10) ** 8
PLACES = 10

_RATE = re.compile(r"(?P<number>[0-9]{1,9}(?:[.,][0-9]{1,20})?)(?: ?(?P<unit>[A-Za-z]{3}))?")
_UNCLEAR = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_LIKE_RATE = 'type what one is worth, as in 1.08 or "1.08 USD"'


def listed(session: Session) -> Sequence[CurrencyRate]:
    """Return every rate that was stated, by currency."""
    return session.scalars(select(CurrencyRate).order_by(CurrencyRate.currency)).all()


def converter(session: Session) -> Converter:
    """Return what converts by the stated rates: as stated, the other way round, and in steps.

    Steps lead through other currencies: with EUR and GBP both stated in USD, also from EUR to
    GBP. A currency is worth 1 of itself. What no stated rate leads to is None: it is never taken
    as 1 to 1. The rates are those of this moment; later changes need a new converter.
    """
    rates = {rate.currency: Money(rate.amount, rate.unit) for rate in listed(session)}

    def convert(currency: str, unit: str) -> Decimal | None:
        worth, other = in_steps(rates, currency), in_steps(rates, unit)
        shared = next((one for one in worth if one in other), None)
        return None if shared is None else worth[shared] / other[shared]

    return convert


def behind(session: Session, unit: str) -> dict[str, list[CurrencyRate]]:
    """Return by currency the stated rates that lead to a unit, as `converter` takes them."""
    stated = {rate.currency: rate for rate in listed(session)}
    rates = {code: Money(rate.amount, rate.unit) for code, rate in stated.items()}
    known = {*stated, *(rate.unit for rate in stated.values())} - {unit}
    return {currency: [stated[code] for code in _way(rates, currency, unit)] for currency in known}


def _way(rates: Mapping[str, Money], currency: str, unit: str) -> list[str]:
    """Return the currencies whose rates are passed on the way to a unit; none without a way."""
    worth, other = in_steps(rates, currency), in_steps(rates, unit)
    shared = next((one for one in worth if one in other), None)
    if shared is None:
        return []
    return [
        code for steps in (worth, other) for code in takewhile(lambda code: code != shared, steps)
    ]


def in_steps(rates: Mapping[str, Money], currency: str) -> dict[str, Decimal]:
    """Return what one unit is worth in itself, in what it is stated in, in what that is ..."""
    worth = {currency: Decimal(1)}
    amount = Decimal(1)
    while currency in rates and rates[currency].currency not in worth:
        amount *= rates[currency].amount
        currency = rates[currency].currency
        worth[currency] = amount
    return worth


def parse_rate(text: str, unit: str) -> Money:
    """Return what one of a currency is worth, as “1.08” or “1.08 USD”; `unit` if none is named.

    Raises TrackerError for what is not understood, not above 0, or finer than ten decimals.
    """
    found = _RATE.fullmatch(" ".join(text.split()))
    if found is None:
        msg = f"“{text}” is not understood as a rate: {_LIKE_RATE}."
        raise TrackerError(msg)
    if _UNCLEAR.fullmatch(found["number"]):
        msg = f"“{text}” can be read as thousands or as decimals: {_LIKE_RATE}."
        raise TrackerError(msg)
    amount = Decimal(found["number"].replace(",", "."))
    if not 0 < amount <= MOST or amount != round(amount, PLACES):
        msg = (
            f"“{text}” is not above 0 and up to {MOST:,f} with at most {PLACES} decimals; state "
            "the rate the other way round instead."
        )
        raise TrackerError(msg)
    return Money(amount, check_currency(found["unit"] or unit))


def state(session: Session, currency: str, worth: Money, *, on: dt.date) -> CurrencyRate:
    """Keep that one unit of `currency` is worth so much, in place of what was stated of it before.

    Raises TrackerError where the other currency is itself stated in this one, at whatever number
    of steps, since the two might contradict each other.
    """
    code = check_currency(currency)
    _check_unit(session, code, worth)
    rate = session.get(CurrencyRate, code)
    before = Money(rate.amount, rate.unit) if rate else None
    if rate is None:
        rate = CurrencyRate(currency=code)
        session.add(rate)
    rate.amount, rate.unit, rate.stated_on = worth.amount, worth.currency, on
    session.flush()
    was = f" (was {before.amount:f} {before.currency})" if before else ""
    tell(session, f"Set rate: {described(rate)}{was}.")
    if before and before.currency != rate.unit:
        _warn_of_loss(session, rate, before)
    return rate


def _warn_of_loss(session: Session, rate: CurrencyRate, before: Money) -> None:
    back = Context(prec=4).divide(Decimal(1), rate.amount)
    warn(
        session,
        f"{rate.currency} is no longer stated in {before.currency}; to have both: tracker undo, "
        f'then tracker profile rate set {rate.unit} "{back:f} {rate.currency}"',
    )


def _check_unit(session: Session, code: str, worth: Money) -> None:
    if code == worth.currency:
        msg = (
            f"1 {code} is always 1 {code}; say what it is worth in another currency, as in: "
            f'tracker profile rate set {code} "1.08 {"USD" if code != "USD" else "EUR"}"'
        )
        raise TrackerError(msg)
    rates = {rate.currency: Money(rate.amount, rate.unit) for rate in listed(session)}
    if code in in_steps(rates, worth.currency):
        other = session.get_one(CurrencyRate, worth.currency)
        msg = (
            f"What 1 {code} is worth in {worth.currency} follows already from {described(other)}; "
            f"change that one, or remove it first: tracker profile rate remove {other.currency}"
        )
        raise TrackerError(msg)


def find_one(session: Session, currency: str) -> CurrencyRate:
    """Return the rate of that currency; raises TrackerError if none is stated."""
    code = check_currency(currency)
    rate = session.get(CurrencyRate, code)
    if rate is None:
        msg = f"No rate of {code} is stated; tracker profile rate list shows what there is."
        raise TrackerError(msg)
    return rate


def remove(session: Session, rate: CurrencyRate) -> None:
    title, day = described(rate), show_day(rate.stated_on)
    session.delete(rate)
    session.flush()
    tell(session, f"Removed rate: {title}, stated on {day}.")
    tell(session, "To bring it back: tracker undo")


def described(rate: CurrencyRate) -> str:
    """Return the rate as a sentence says it: “1 EUR is 1.08 USD”."""
    return f"1 {rate.currency} is {rate.amount:f} {rate.unit}"
