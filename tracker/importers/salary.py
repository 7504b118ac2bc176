"""What a posting says of pay, in the ways that sites say it."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from tracker.errors import TrackerError
from tracker.importers.schema_org import Things
from tracker.money import (
    DECIMALS,
    MOST,
    Pay,
    currency_meant,
    parse_pay,
    show_amount,
    show_pay,
    unstated,
)
from tracker.words import Period

WEEKS = 52
"""In a year, as in tracker.money.YEAR."""

_PERIODS = {
    **dict.fromkeys(("year", "annual", "annually", "yearly", "ann", "p1y"), Period.YEAR),
    **dict.fromkeys(("month", "monthly", "mon", "p1m"), Period.MONTH),
    **dict.fromkeys(("day", "daily", "p1d"), Period.DAY),
    **dict.fromkeys(("hour", "hourly", "hur", "pt1h"), Period.HOUR),
}
_WEEKLY = {"week", "weekly", "wee", "p1w", "p7d"}
_LONGEST = 200
_IN_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_LETTERS = re.compile(r"[^a-z0-9]")


class Salary(NamedTuple):
    """Pay as far as it is understood, and full sentences on what had to be supposed.

    What is said but cannot be taken as pay is `unread`, as it is said.
    """

    pay: Pay | None = None
    remarks: tuple[str, ...] = ()
    unread: str = ""


def read(things: Things, posting: Mapping[str, Any], currency: str) -> Salary:
    """Return what a JobPosting pays; an estimate of the site's only where that is all there is.

    `currency` counts where the posting names none.
    """
    for stated in things.each(posting, "baseSalary"):
        if found := _read(things, posting, stated, currency):
            return found if found.pay else found._replace(unread=_said(things, stated))
    for stated in things.each(posting, "estimatedSalary"):
        if found := _read(things, posting, stated, currency):
            said = "Its pay is an estimate by the site, not the company's word."
            return Salary(found.pay, (*found.remarks, said))
    return Salary()


def _read(
    things: Things, posting: Mapping[str, Any], stated: object, currency: str
) -> Salary | None:
    amount: Mapping[str, Any] = stated if isinstance(stated, dict) else {"value": stated}
    inner = next(things.each(amount, "value"), None)
    figures: Mapping[str, Any] = inner if isinstance(inner, dict) else {}
    named = things.text(amount, "currency", "priceCurrency") or things.text(
        posting, "salaryCurrency"
    )
    if said := _senseless(things, {**amount, "value": None, **figures}, named):
        return Salary(None, (said,))
    known = _code(named, currency)
    unit = things.text(figures, "unitText", "unitCode") or things.text(
        amount, "unitText", "unitCode", "duration"
    )
    range_ = [*_range(things, {**amount, "value": None, **figures})]
    said = things.text(figures, "value") if figures else things.shown(inner)
    is_spoken = inner is not None and not (figures and _is_number(said))
    if is_spoken and not any(range_):
        return _spoken(said, unit, known or currency, named=bool(known))
    return _made(range_, unit, known or currency, named=bool(known))


def _said(things: Things, stated: object) -> str:
    """Return pay as a posting says it: figures, currency and what they are paid for."""
    if not isinstance(stated, dict):
        return things.shown(stated)
    inner = next(things.each(stated, "value"), None)
    parts = [stated, *([inner] if isinstance(inner, dict) else [])]
    names = (*("minValue", "value", "maxValue", "currency"), "unitText", "unitCode")
    found = (things.text(part, name) for name in names for part in reversed(parts))
    return " ".join(dict.fromkeys(filter(None, found)))[:_LONGEST]


def _senseless(things: Things, figures: Mapping[str, Any], currency: str) -> str:
    """Return why pay cannot be taken whatever its figures are; blank where it can."""
    if currency and not _code(currency, "USD") and any(_range(things, figures)):
        return f"Its pay is left out: “{currency[:40]}” is no currency that is known."
    for name in ("minValue", "value", "maxValue"):
        if re.match(r"-\s*[0-9]", text := things.text(figures, name)):
            return f"Its pay is left out: “{text[:40]}” is below 0."
    return ""


def _code(named: str, currency: str) -> str:
    """Return the ISO 4217 code of a currency by its code or sign; blank where it is not known."""
    try:
        return currency_meant(named, currency)
    except TrackerError:
        return ""


def _range(things: Things, figures: Mapping[str, Any]) -> Iterator[Decimal | None]:
    """Yield low, likely and high as numbers; 0 is how sites say that they say nothing."""
    for names in (("minValue", "percentile10"), ("value", "median"), ("maxValue", "percentile90")):
        yield _number(things.text(figures, *names))


def _number(text: str) -> Decimal | None:
    if _IN_THOUSANDS.fullmatch(text):
        return _typed(text)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return _typed(text)
    within = number.is_finite() and 0 < number <= MOST
    return (round(number, DECIMALS) or None) if within else None


def _is_number(text: str) -> bool:
    """Whether it is a figure alone, if one that is no pay."""
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True


def _typed(text: str) -> Decimal | None:
    """Return the number of “50,000”."""
    try:
        return parse_pay(text, "USD").likely
    except TrackerError:
        return None


def _spoken(text: str, unit: str, currency: str, *, named: bool) -> Salary | None:
    """Read pay that is said in words, such as “€60k - €70k a year”."""
    try:
        pay = parse_pay(text, currency)
    except TrackerError:
        return Salary(None, (f"Its pay is not understood: “{text[:80]}”.",)) if text else None
    unsaid = unstated(text)
    told = unit or ("" if "period" in unsaid else pay.period)
    figures = [pay.low, pay.likely, pay.high]
    return _made(figures, told, pay.currency, named=named or "currency" not in unsaid)


def _made(figures: list[Decimal | None], unit: str, currency: str, *, named: bool) -> Salary | None:
    low, likely, high = figures
    if low == high and low is not None:
        low, likely, high = None, likely or low, None
    stated = [one for one in (low, likely, high) if one is not None]
    if not stated:
        return None
    if stated != sorted(stated):
        shown = " - ".join(show_amount(one, currency) for one in stated)
        return Salary(None, (f"Its pay falls from low to high, so it is left out: {shown}.",))
    made = _per_period(Pay(low, likely, high, currency, Period.YEAR), unit)
    if made.pay and not named:
        assumed = f"Its pay names no currency, so {currency} is assumed."
        return Salary(made.pay, (*made.remarks, assumed))
    return made


def _per_period(pay: Pay, unit: str) -> Salary:
    """Return pay for the period that a unit names; a week becomes a year of 52."""
    word = _LETTERS.sub("", unit.lower()).removeprefix("per")
    if word in _PERIODS:
        return Salary(_paid(pay, _PERIODS[word]))
    shown = show_pay(pay).removesuffix(" a year")
    if word in _WEEKLY:
        said = f"It pays {shown} a week; kept as that of a year, of {WEEKS} weeks."
        return Salary(_paid(pay, Period.YEAR, WEEKS), (said,))
    if word:
        return Salary(None, (f"Its pay is left out: {shown} by “{unit[:40]}”.",))
    if pay.is_little:
        return Salary(None, (f"Its pay is left out: {shown} for no period that it names.",))
    return Salary(pay, ("Its pay names no period, so a year is assumed.",))


def _paid(pay: Pay, period: Period, times: int = 1) -> Pay:
    low, likely, high = (
        None if one is None else one * times for one in (pay.low, pay.likely, pay.high)
    )
    return Pay(low, likely, high, pay.currency, period)
