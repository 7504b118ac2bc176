"""What a person typed becomes exact money with a currency and a period, and money becomes words.

Amounts are Decimal and never rounded, except where they are shown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from tracker.currencies import CURRENCIES, SYMBOLS, TERRITORY_CURRENCY
from tracker.errors import TrackerError
from tracker.words import Period

__all__ = [
    "CURRENCIES",
    "TERRITORY_CURRENCY",
    "YEAR",
    "Money",
    "Pay",
    "Unit",
    "check_currency",
    "currency_meant",
    "currency_of_locale",
    "exact",
    "parse_amount",
    "parse_pay",
    "parse_unit",
    "short",
    "show_amount",
    "show_pay",
    "yearly",
]

YEAR: dict[Period, int] = {Period.YEAR: 1, Period.MONTH: 12, Period.DAY: 260, Period.HOUR: 2080}
"""How many of a period make a year: 260 days are 52 weeks of 5 days, 2,080 hours 52 weeks of 40.

Source: the year-round, full-time 2,080 hours of the U.S. Bureau of Labor Statistics' Occupational
Employment and Wage Statistics. Leave is not taken off: it is paid.
"""
MOST = Decimal(10) ** 13
"""The largest amount that is believed."""
DECIMALS = 4
LEAST_YEARLY = 2000
"""Pay a year below which a slip of the pen is likelier, in whatever currency."""
LONGEST = 80
"""Characters; what is longer was pasted by mistake."""

_WORDS = {
    Period.YEAR: "year years yr yrs y annum pa p.a. yearly annually jahr jährlich jährl an année "
    "annuel annuels año ano anual anuales anuais anno annuo annui jaar rok rocznie år",
    Period.MONTH: "month months mo m monthly monat monatlich mtl mois mensuel mensuels mes mês "
    "p.m. pcm mensual mensuales mensal mensais mese mensile mensili maand mies miesiąc miesięcznie",
    Period.DAY: "day days d daily tag täglich jour día dia giorno dag dzień",
    Period.HOUR: "hour hours hr hrs h ph hourly stunde std heure hora ora uur godz godzinę",
}
"""What pay is for, in the languages whose spreadsheets are understood."""
_PERIODS = {word: period for period, words in _WORDS.items() for word in words.split()}
_SCALES = dict.fromkeys(("k", "thousand", "tsd", "tys"), 1000)
_SCALES |= dict.fromkeys(("m", "mn", "mio", "million"), 10**6)
_THOUSANDS_BEFORE = {"t": 1000}
"""As in the German TEUR and T€."""
_LETTER = r"[^\W\d_]"
_CURRENCY = rf"{_LETTER}*[^\w\s.,'/+-]|{_LETTER}+"
_PER = r"/|(?:per|par|por|pro|je|im|an?|al|na) |p/"
_ADVERB = "|".join(
    sorted((re.escape(word) for word in _PERIODS if len(word) > 1), key=len, reverse=True)
)
_FIGURE = re.compile(
    rf"(?:(?P<before>{_CURRENCY}) ?)?(?P<number>[0-9](?:[0-9.,' ]*[0-9])?)"
    rf"(?: ?(?P<scale>(?:{'|'.join(_SCALES)})(?!{_LETTER})|t(?=€|eur(?!{_LETTER})))\.?)?"
    rf"(?: ?(?P<after>{_CURRENCY}))??"
    rf"(?: ?(?:{_PER}) ?(?P<unit>{_LETTER}+)\.?| ?(?P<word>{_ADVERB})\.?)?"
)
_SUFFIXES = ((9, "bn"), (6, "m"), (3, "k"))
_BETWEEN = re.compile(r" ?- ?| to | bis | (?:à|a|tot|do) (?=[^a-z]*[0-9])| ?/ ?(?=[^a-z]*[0-9])")
_GROSS = re.compile(r" (?:gross|brutto|bruts?|bruto|lord[io])\b|^ral\b[ :]*")
"""Before taxes, as all pay is here."""
_ABOUT = re.compile(r"^(?:(?:ca|circa|approx|about|around|etwa|ungefähr|environ|env)\b\.?|[~≈]) ?")
_WHOLE = re.compile(r"(?<=[0-9])[.,]-+(?![0-9])")
"""The dash for no cents of "4.500,-"."""
_FROM_TO = re.compile(
    r"^(?:from|von|de|da|van|od) (?=.* (?:(?:to|bis) |(?:à|a|tot|do) [^a-z]*[0-9]))"
)
_LIKELY = re.compile(r" ?\(likely ([^()]+)\)")
_OPEN = {
    "low": re.compile(
        r"^(?:from|at least|min\.?|minimum|ab|mindestens|à partir de|desde) "
        r"|(?<=[^ +])\+(?= |/|$)"
    ),
    "high": re.compile(
        r"^(?:up to|at most|max\.?|maximum|bis zu|bis|höchstens|jusqu'à|hasta|até) "
    ),
}
"""Words beside the one figure that is an end of a range."""
_BY_COUNT = (("likely",), ("low", "high"), ("low", "likely", "high"))
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[.,' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*"
    r"|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})(?:(?!(?P=mark))[.,](?P<part>[0-9]{1,9}))?"
)
"""Digits in threes, or in twos before the last three as in India."""
_PLAIN = re.compile(r"(?P<whole>[0-9]{1,15})(?:[.,](?P<part>[0-9]{1,9}))?")
_LIKE_PAY = 'type it such as "150k", "120k-150k EUR" or "62.50/hour"'
_LIKE_AMOUNT = 'type one such as "1500", "1.5k" or "250 EUR"'


@dataclass(frozen=True)
class Money:
    """An exact amount in a currency, an ISO 4217 code."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Pay:
    """A pay figure or range as stated: what is paid for each `period`, in `currency`.

    At least one figure is stated, and low <= likely <= high; raises TrackerError otherwise.
    """

    low: Decimal | None
    likely: Decimal | None
    high: Decimal | None
    currency: str
    period: Period

    def __post_init__(self) -> None:
        stated = [figure for figure in (self.low, self.likely, self.high) if figure is not None]
        if not stated:
            raise TrackerError(f"No pay is stated: {_LIKE_PAY}.")
        if stated != sorted(stated):
            raise TrackerError(
                f"Pay goes up from low to high, which {show_pay(self)} does not: "
                'type the lowest figure first, such as "120k-150k".'
            )

    @property
    def is_little(self) -> bool:
        """Whether it was most likely meant in another unit, such as thousands, or for an hour."""
        stated = (figure for figure in (self.low, self.likely, self.high) if figure)
        return self.period is Period.YEAR and max(stated) < LEAST_YEARLY


@dataclass(frozen=True)
class Unit:
    """What figures of pay are in, as far as it is said; `currency` is a code or a symbol."""

    currency: str | None = None
    period: Period | None = None
    scale: str | None = None


def exact(units: int, places: int) -> Decimal:
    """Return the decimal that is kept as so many units of its last place."""
    return Decimal(units).scaleb(-places).normalize() + 0


def check_currency(code: str) -> str:
    """Return the ISO 4217 code in capitals; raises TrackerError if it is none."""
    known = code.strip().upper()
    if known not in CURRENCIES:
        raise TrackerError(
            f"“{code[:LONGEST]}” is no currency of ISO 4217: "
            'type its code of three letters, such as "USD" or "EUR".'
        )
    return known


def currency_meant(name: str, used: str) -> str:
    """Return the code of a code or symbol, `used` if it is one of several; raises TrackerError."""
    meanings = SYMBOLS.get(name.strip().lower())
    if meanings is None:
        return check_currency(name.upper())
    if used not in meanings and meanings[0] == "?":
        raise _refusal(name, "is several currencies", f"name one, such as {meanings[-1]}")
    return used if used in meanings else meanings[0]


def currency_of_locale(name: str | None) -> str | None:
    """Return what is paid in where a locale such as "de_DE.UTF-8" is from, None if unknown."""
    place = re.fullmatch(
        r"[A-Za-z]{2,3}(?:[_-][A-Za-z]{4})?[_-]([A-Za-z]{2})(?:[.@].*)?", name or ""
    )
    return TERRITORY_CURRENCY.get(place[1].upper()) if place else None


@lru_cache(maxsize=1024)
def parse_pay(
    text: str, currency: str, *, period: Period = Period.YEAR, scale: str | None = None
) -> Pay:
    """Return the pay that `text` states: one likely figure, low-high, or low/likely/high.

    "from 90k", "90k+" and "up to 120k" state one end; what show_pay says is read again.
    `currency` and `period` count where the text names none, and so does the `scale` of a Unit for
    figures below a thousand. A separator before exactly three digits groups thousands. Raises
    TrackerError for what is not understood, mixes currencies or periods, falls from low to high,
    or is not above 0 and at most MOST.
    """
    named, words = _ends(_folded(text, _LIKE_PAY))
    figures = _figures(words, text, _LIKE_PAY)
    used = _currency(figures, currency, text)
    scale = figures[-1]["scale"] or scale
    amounts = [_amount(figure, scale, used, _LIKE_PAY) for figure in figures]
    if not all(amounts):
        raise _refusal(text, "states pay that is not above 0", _LIKE_PAY)
    if len(amounts) > len(_BY_COUNT):
        raise _refusal(text, "has more figures than low, likely and high", _LIKE_PAY)
    ends = named or _BY_COUNT[len(amounts) - 1]
    if len(ends) != len(amounts):
        raise _refusal(text, "is not understood as money", _LIKE_PAY)
    stated = dict(zip(ends, amounts, strict=True))
    low, likely, high = map(stated.get, ("low", "likely", "high"))
    return Pay(low, likely, high, used, _period(figures, text) or period)


@lru_cache(maxsize=1024)
def unstated(text: str) -> tuple[str, ...]:
    """Return what a text that parse_pay understands leaves to be supposed: "currency", "period"."""
    figures = _figures(_ends(_folded(text, _LIKE_PAY))[1], text, _LIKE_PAY)
    said = {
        "currency": any(figure["before"] or figure["after"] for figure in figures),
        "period": any(figure["unit"] or figure["word"] for figure in figures),
    }
    return tuple(what for what, is_said in said.items() if not is_said)


def parse_unit(text: str) -> Unit:
    """Return what may stand behind a figure of pay, such as "k€/month" or "EUR gross".

    Raises TrackerError for what is not understood.
    """
    named, words = _ends(_folded(f"1 {text.strip().removeprefix('in ')}", _LIKE_PAY))
    figure, *more = _figures(words, text, _LIKE_PAY)
    currency = figure["after"]
    if named or more or figure["before"] or figure["number"] != "1":
        raise _refusal(text, "is not what pay can be in", _LIKE_PAY)
    if currency and currency not in SYMBOLS:
        check_currency(currency)
    return Unit(currency, _period([figure], text), figure["scale"])


def parse_amount(text: str, currency: str) -> Money:
    """Return the single amount, 0 or more, that `text` states; `currency` if it names none.

    Raises TrackerError for what is not understood, and for a range or a period.
    """
    figures = _figures(_folded(text, _LIKE_AMOUNT), text, _LIKE_AMOUNT)
    if len(figures) > 1 or figures[0]["unit"] or figures[0]["word"]:
        raise _refusal(text, "is not one amount paid once", _LIKE_AMOUNT)
    used = _currency(figures, currency, text)
    return Money(_amount(figures[0], figures[0]["scale"], used, _LIKE_AMOUNT), used)


def yearly(amount: Decimal, period: Period) -> Decimal:
    """Return what `amount` for each `period` comes to in a full-time year; see YEAR."""
    return amount * YEAR[period]


def show_amount(amount: Decimal, currency: str) -> str:
    """Return for example "120,000 USD" or "62.50 USD"."""
    return f"{_digits(amount, currency)} {currency}"


def show_pay(pay: Pay) -> str:
    """Return for example "120,000-150,000 (likely 135,000) USD a year"."""
    low, likely, high = (
        None if figure is None else _digits(figure, pay.currency)
        for figure in (pay.low, pay.likely, pay.high)
    )
    ends = f"{low}-{high}" if low and high else f"from {low}" if low else f"up to {high}"
    shown = likely if not (low or high) else f"{ends} (likely {likely})" if likely else ends
    article = "an" if pay.period is Period.HOUR else "a"
    return f"{shown} {pay.currency} {article} {pay.period}"


def short_pay(pay: Pay) -> str:
    """Return for example "120k-150k USD", "90k+ USD" or "60 USD/hour", for a column of a table."""
    ends = [end for end in (pay.low, pay.likely, pay.high) if end is not None]
    figures = [figure(end) for end in ([ends[0], ends[-1]] if ends[1:] else ends)]
    if ends == [pay.low]:
        figures = [f"{figures[0]}+"]
    elif ends == [pay.high]:
        figures = [f"up to {figures[0]}"]
    per = "" if pay.period is Period.YEAR else f"/{pay.period}"
    return f"{'-'.join(figures)} {pay.currency}{per}"


def short(amount: Decimal | float, currency: str) -> str:
    """Return a finite amount in three significant digits, for example "148k USD" or "640 USD"."""
    return f"{figure(amount)} {currency}"


def figure(amount: Decimal | float) -> str:
    """Return a finite amount in three significant digits, for example "148k" or "640"."""
    rounded = round(Context(prec=3, rounding=ROUND_HALF_UP).plus(Decimal(amount)), 2)
    zeros, suffix = next((pair for pair in _SUFFIXES if rounded.adjusted() >= pair[0]), (0, ""))
    digits = f"{rounded.scaleb(-zeros).normalize():f}" if rounded else "0"
    return f"{digits}{suffix}"


def gain(amount: float) -> str:
    """Return what is reckoned, not stated, as a figure without parts of a unit."""
    return figure(Decimal(amount).to_integral_value(ROUND_HALF_UP))


def _digits(amount: Decimal, currency: str) -> str:
    """Return grouped digits, with minor units only where there are any, and cut to 2 decimals."""
    minor = CURRENCIES.get(currency, 2)
    exact = round(amount, minor) == amount
    rounded = amount if exact else amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole = rounded == rounded.to_integral_value()
    return f"{rounded:,.{0 if whole else minor if exact else 2}f}"


def _folded(text: str, example: str) -> str:
    words = " ".join(text.lower().split())[: LONGEST + 1]
    if len(words) > LONGEST:
        raise _refusal(text, "is not understood as money", example)
    return re.sub("[\u2010-\u2015\u2212]", "-", words.replace("\u2019", "'").replace("kr.", "kr"))


def _ends(words: str) -> tuple[tuple[str, ...], str]:
    """Return which figures words name as what, and the text without those words.

    A likely figure in brackets then stands first.
    """
    plain = _FROM_TO.sub("", _ABOUT.sub("", _GROSS.sub("", _WHOLE.sub("", words))))
    named: tuple[str, ...] = ()
    for end, pattern in _OPEN.items():
        bare = pattern.sub("", plain, count=1)
        if bare != plain:
            named, plain = (end,), bare
            break
    if likely := _LIKELY.search(plain):
        plain = f"{likely[1]} / {plain[: likely.start()]}{plain[likely.end() :]}"
        named = ("likely", *(named or ("low", "high")))
    return named, plain


def _figures(words: str, text: str, example: str) -> list[re.Match[str]]:
    figures = [_FIGURE.fullmatch(part) for part in _BETWEEN.split(words)]
    read = [figure for figure in figures if figure]
    if len(read) < len(figures):
        raise _refusal(text, "is not understood as money", example)
    return read


def _amount(figure: re.Match[str], scale: str | None, used: str, example: str) -> Decimal:
    """Return the exact amount; the `scale` of the last figure is that of 120 in "120-150k"."""
    number = _number(figure, used, example)
    scale = figure["scale"] or (scale if number < _SCALES["k"] else None)
    amount = number * (_SCALES | _THOUSANDS_BEFORE)[scale] if scale else number
    if amount > MOST:
        raise _refusal(figure[0], f"is above {MOST:,f}", example)
    if amount != round(amount, DECIMALS):
        raise _refusal(figure[0], f"has more than {DECIMALS} decimals", example)
    return amount


def _number(figure: re.Match[str], used: str, example: str) -> Decimal:
    grouped = _GROUPED.fullmatch(figure["number"])
    digits = grouped or _PLAIN.fullmatch(figure["number"])
    if digits is None:
        raise _refusal(figure[0], "is not understood as money", example)
    whole = re.sub("[^0-9]", "", digits["whole"])
    if grouped and _unclear(grouped, scaled=bool(figure["scale"]), minor=CURRENCIES[used]):
        raise _refusal(figure[0], "can be read as thousands or as decimals", example)
    return Decimal(f"{whole}.{digits['part'] or 0}")


def _unclear(grouped: re.Match[str], *, scaled: bool, minor: int) -> bool:
    """Return whether this is the 1.250 of "1.250m" or of "1.250 KWD", which has 3 decimals."""
    lone = re.fullmatch(r"[0-9]+([.,])[0-9]{3}", grouped[0])
    return lone is not None and (scaled or (lone[1] == "." and minor == len("250")))


def _currency(figures: Sequence[re.Match[str]], default: str, text: str) -> str:
    words = {figure[side] for figure in figures for side in ("before", "after")} - {None}
    codes = {word.upper() for word in words if word.upper() in CURRENCIES}
    used = min(codes, default=check_currency(default))
    named = codes | {currency_meant(word, used) for word in words if word.upper() not in codes}
    if len(named) > 1:
        raise _refusal(text, f"mixes {' and '.join(sorted(named))}", "name one currency")
    return min(named, default=used)


def _period(figures: Sequence[re.Match[str]], text: str) -> Period | None:
    words = {figure["unit"] or figure["word"] for figure in figures} - {None}
    if not words <= _PERIODS.keys():
        raise _refusal(text, "is not paid by the year, month, day or hour", _LIKE_PAY)
    periods = {_PERIODS[word] for word in words}
    if len(periods) > 1:
        raise _refusal(text, f"mixes {' and '.join(sorted(periods))}", "name one period")
    return min(periods, default=None)


def _refusal(text: str, why: str, example: str) -> TrackerError:
    return TrackerError(f"“{text[:LONGEST]}” {why}: {example}.")
