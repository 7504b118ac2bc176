"""What the user said of themselves, and of the defaults they would rather have otherwise."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import NamedTuple, Self

from tracker.dates import zone
from tracker.errors import TrackerError
from tracker.money import (
    CURRENCIES,
    MOST,
    Money,
    Pay,
    check_currency,
    parse_amount,
    parse_pay,
    show_amount,
    show_pay,
)
from tracker.scoring.base_rates import DEFAULTS, Rates, check_override
from tracker.words import DateOrder, Period


class Spec(NamedTuple):
    """A setting: how it is read, and what it means."""

    kind: str
    meaning: str
    low: int = 0
    high: int = 0
    above_zero: bool = False


SPECS = {
    "currency": Spec("currency", "the currency you think in"),
    "present-pay": Spec("pay", "what your present job pays; what you fall back on"),
    "elsewhere-pay": Spec("pay", "between jobs: what finding something else would pay"),
    "months-to-find": Spec("number", "between jobs: months it would take to find it", 0, 120),
    "least-pay": Spec("pay", "the least you would take; jobs below it are refused"),
    "target-pay": Spec("pay", "the pay you aim at; it prices your hours"),
    "hour-value": Spec(
        "amount", "what an hour of an interview that could lead nowhere must pay you"
    ),
    "risk-tolerance": Spec(
        "amount",
        "the stake at which a coin flip for winning it or losing half of it is just acceptable",
        above_zero=True,
    ),
    "weekly-hours": Spec("number", "hours a week you can give to interviews", 0, 168),
    "clarity": Spec("whole", "how clear your goals are: 1 not at all, 5 perfectly", 1, 5),
    "rusty": Spec("whole", "how rusty you are at interviews: 1 not at all, 5 very", 1, 5),
    "time-zone": Spec("zone", "your home time zone, as in Europe/Berlin"),
    "date-order": Spec("order", "how 4/5/2026 is read: day-first or month-first"),
}
"""Every setting but the defaults of `base_rates`, which go by their own names."""


@dataclass(frozen=True)
class Profile:
    """The settings as values; None is unknown. Pay carries its own currency and period.

    `risk_tolerance` is money over all the years that the user plans to stay.
    """

    currency: str | None = None
    present_pay: Pay | None = None
    elsewhere_pay: Pay | None = None
    months_to_find: Decimal | None = None
    least_pay: Pay | None = None
    target_pay: Pay | None = None
    hour_value: Money | None = None
    risk_tolerance: Money | None = None
    weekly_hours: Decimal | None = None
    clarity: int | None = None
    rusty: int | None = None
    time_zone: str | None = None
    date_order: DateOrder | None = None
    rates: Rates = field(default_factory=Rates)

    @property
    def own_currency(self) -> str | None:
        """The currency that the user thinks in: the one set, or that of the first pay stated."""
        pays = (self.present_pay, self.elsewhere_pay, self.least_pay, self.target_pay)
        return self.currency or next((pay.currency for pay in pays if pay), None)

    @classmethod
    def of(cls, stored: Mapping[str, str]) -> Self:
        """Return the profile of what is stored, by name."""
        known = {
            name.replace("-", "_"): parsed(name, stored[name]) for name in SPECS & stored.keys()
        }
        overrides = {name: float(stored[name]) for name in DEFAULTS & stored.keys()}
        return cls(**known, rates=Rates(overrides))  # type: ignore[arg-type]


def check_stored(name: str, stored: str) -> None:
    """Raise TrackerError unless that is a setting, and `stored` how its value is kept."""
    if check_name(name) != name:
        msg = f"There is no setting “{name}”; did you mean {check_name(name)}?"
        raise TrackerError(msg)
    form = _STORED.get(SPECS[name].kind) if name in SPECS else None
    if form is None:
        again = read(name, stored, "USD")
        fits = again == stored
    else:
        fits = _is_money(name, form.fullmatch(stored))
    if not fits:
        msg = f"“{stored[:40]}” is not how {name} is kept."
        raise TrackerError(msg)


def _is_money(name: str, found: re.Match[str] | None) -> bool:
    if found is None or found[2] not in CURRENCIES:
        return False
    is_positive = SPECS[name].kind == "pay" or SPECS[name].above_zero
    return Decimal(found[1]) <= MOST and (not is_positive or Decimal(found[1]) > 0)


def check_name(name: str) -> str:
    """Return the setting's name, refusing what is none."""
    wanted = name.strip().casefold().replace("_", "-").replace(" ", "-")
    if wanted in SPECS or wanted in DEFAULTS:
        return wanted
    near = _near(wanted)
    hint = (
        f"did you mean {', '.join(near[:6])}?" if near else "tracker profile show --all lists them."
    )
    msg = f"There is no setting “{name}”; {hint}"
    raise TrackerError(msg)


def _near(wanted: str) -> list[str]:
    """Return the settings whose names hold the most of the words of another, none if they do not.

    Words as short as "a" say nothing.
    """
    words = [word for word in wanted.split("-") if len(word) > 2]  # noqa: PLR2004
    found = {known: sum(word in known for word in words) for known in (*SPECS, *DEFAULTS)}
    most = max(found.values())
    return [known for known, held in found.items() if held == most > 0]


def needs_currency(name: str) -> bool:
    """Tell whether a setting is an amount of money, which may be typed without its currency."""
    return name in SPECS and SPECS[name].kind in {"pay", "amount"}


def shown(value: object) -> str:
    """Return a setting's value as a person reads it."""
    if isinstance(value, Pay):
        return show_pay(value)
    return show_amount(value.amount, value.currency) if isinstance(value, Money) else str(value)


def read(name: str, text: str, currency: str) -> str:
    """Return the stored form of what was typed."""
    if name in DEFAULTS:
        number = _number(name, text)
        check_override(name, float(number))
        return str(number)
    spec = SPECS[name]
    if spec.kind == "pay":
        pay = parse_pay(text, currency)
        if pay.likely is None:
            msg = f"{name} is one figure, not a range; say the likeliest, as in 95k."
            raise TrackerError(msg)
        return f"{pay.likely:f} {pay.currency} {pay.period}"
    if spec.kind == "amount":
        money = parse_amount(text, currency)
        if spec.above_zero and not money.amount:
            msg = f"{name} is above 0; type an amount such as 50k, or leave it unknown."
            raise TrackerError(msg)
        return f"{money.amount:f} {money.currency}"
    if spec.kind in {"number", "whole"}:
        return str(_within(name, _number(name, text), spec))
    return str(parsed(name, text.strip()))


def _number(name: str, text: str) -> Decimal:
    cleaned = text.strip()
    try:
        number = Decimal(cleaned.removesuffix("%"))
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        msg = f"“{text}” is no number for {name}; type one such as 2 or 0.5."
        raise TrackerError(msg)
    return number / 100 if cleaned.endswith("%") else number


def _within(name: str, number: Decimal, spec: Spec) -> Decimal:
    is_whole = number == number.to_integral_value()
    if not spec.low <= number <= spec.high or (spec.kind == "whole" and not is_whole):
        what = "a whole number" if spec.kind == "whole" else "a number"
        msg = f"{name} is {what} from {spec.low} to {spec.high}, not {number}."
        raise TrackerError(msg)
    return number


def parsed(name: str, stored: str) -> object:
    """Return a stored setting as a value; raises TrackerError where it is none."""
    kind = SPECS[name].kind if name in SPECS else "number"
    try:
        return _parsed(kind, stored)
    except (ValueError, ArithmeticError) as error:
        msg = f"The setting {name} is damaged (“{stored}”); go back: tracker restore latest"
        raise TrackerError(msg) from error


def _parsed(kind: str, stored: str) -> object:
    if kind == "pay":
        amount, currency, period = stored.split()
        return Pay(None, Decimal(amount), None, currency, Period(period))
    if kind == "amount":
        amount, currency = stored.split()
        return Money(Decimal(amount), currency)
    return _SIMPLE[kind](stored)


def _order(text: str) -> DateOrder:
    try:
        return DateOrder(text.casefold())
    except ValueError:
        msg = f"date-order is day-first or month-first, not “{text}”."
        raise TrackerError(msg) from None


def _whole(text: str) -> int:
    return int(Decimal(text))


_STORED = {
    "pay": re.compile(r"([0-9]{1,14}(?:\.[0-9]{1,12})?) ([A-Z]{3}) (year|month|day|hour)"),
    "amount": re.compile(r"([0-9]{1,14}(?:\.[0-9]{1,12})?) ([A-Z]{3})"),
}
_SIMPLE: dict[str, Callable[[str], object]] = {
    "currency": check_currency,
    "number": Decimal,
    "whole": _whole,
    "zone": lambda text: zone(text).key,
    "order": _order,
}
