"""Typed pay and amounts, and how they are shown; the default currency is USD unless said."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import money
from tracker.errors import TrackerError
from tracker.money import CURRENCIES, TERRITORY_CURRENCY, YEAR, Money, Pay
from tracker.words import Period

PIECES = [
    *(
        "120",
        "150k",
        "1.5m",
        "120,000",
        "120.000",
        "0",
        "-5",
        "1e5",
        "nan",
        "inf",
        "99999999999999",
    ),
    *("k", "m", "million", "-", "\u2013", "/", " to ", " ", "\u00a0", ",", ".", "'", "+"),
    *("$", "€", "kr", "R$", "USD", "EUR", "XYZ", "?", "/h", "per hour", "a month", " pa", "/week"),
    *("\0", "\ud800", "٤", "½", "²", "K", "İ"),
]
TYPED = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
CENTS = st.decimals("0.01", "9999999999", places=2)


def usd(
    likely: float | str | None = None,
    *,
    low: float | str | None = None,
    high: float | str | None = None,
    currency: str = "USD",
    period: Period = Period.YEAR,
) -> Pay:
    """Return pay of these figures, in USD a year unless told otherwise."""
    least, most = (None if figure is None else Decimal(figure) for figure in (low, high))
    return Pay(least, None if likely is None else Decimal(likely), most, currency, period)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("150k", "150000"),
        ("150 K", "150000"),
        ("1.5m", "1500000"),
        ("1.5 million", "1500000"),
        ("1.234567m", "1234567"),
        ("95000", "95000"),
        ("120,000", "120000"),
        ("120.000", "120000"),
        ("120'000", "120000"),
        ("120\u2019000", "120000"),
        ("1 250 000", "1250000"),
        ("1\u00a0250\u2009000", "1250000"),
        ("1.250.000,50", "1250000.5"),
        ("1,250,000.50", "1250000.5"),
        ("12,00,000", "1200000"),
        ("1,250,000k", "1250000000"),
        ("1,250.5k", "1250500"),
        ("12,5k", "12500"),
        ("0.500", "0.5"),
        ("62.1234", "62.1234"),
        ("10,000,000,000,000", "10000000000000"),
    ],
)
def test_a_single_figure_is_the_likely_pay(text: str, expected: str) -> None:
    assert money.parse_pay(text, "USD") == usd(expected)


@pytest.mark.parametrize(
    "text", ["60 TEUR", "60T€", "60 T€", "ca. 60.000 €", "environ 60 k€", "€ 60.000,-", "€60,000.-"]
)
def test_amounts_are_read_as_they_are_written_in_europe(text: str) -> None:
    assert money.parse_pay(text, "USD") == usd(60000, currency="EUR")


def test_the_thousands_of_a_range_may_stand_before_its_currency() -> None:
    assert money.parse_pay("45-50 TEUR", "USD") == usd(low=45000, high=50000, currency="EUR")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.500,- € im Monat", "4.5k EUR/month"),
        ("de 40 à 45 k€", "40k-45k EUR"),
        ("de 40 a 45k EUR al mes", "40k-45k EUR/month"),
        ("van 40 tot 45k", "40k-45k USD"),
        ("od 10 do 12 tys. zł", "10k-12k PLN"),
        ("180 tys. PLN rocznie", "180k PLN"),
        ("60 Tsd. €", "60k EUR"),
        ("£45.50ph", "45.5 GBP/hour"),
        ("60k EUR a year", "60k EUR"),
    ],
)
def test_pay_is_read_as_other_languages_spell_it(text: str, expected: str) -> None:
    assert money.short_pay(money.parse_pay(text, "USD")) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("EUR", money.Unit("eur")),
        ("in EUR, ", None),
        ("in k€", money.Unit("€", scale="k")),
        ("$/hr", money.Unit("$", Period.HOUR)),
        ("monthly", money.Unit(period=Period.MONTH)),
        ("gross", money.Unit()),
        ("000", None),
        ("2026", None),
        ("- 5", None),
        ("asked", None),
    ],
)
def test_what_may_stand_behind_a_figure_is_known(text: str, unit: money.Unit | None) -> None:
    if unit is None:
        with pytest.raises(TrackerError):
            money.parse_unit(text)
    else:
        assert money.parse_unit(text) == unit


def test_less_than_2000_a_year_is_little() -> None:
    assert money.parse_pay("1,234", "USD").is_little
    assert not money.parse_pay("2,000", "USD").is_little
    assert not money.parse_pay("1,234 a month", "USD").is_little


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("60", ("currency", "period")),
        ("60k-70k", ("currency", "period")),
        ("RAL 60k", ("currency", "period")),
        ("60k EUR", ("period",)),
        ("$60 to 70", ("period",)),
        ("60/hour", ("currency",)),
        ("up to 60 a month", ("currency",)),
        ("60 T€ p.a.", ()),
    ],
)
def test_what_pay_leaves_to_be_supposed_is_known(text: str, left: tuple[str, ...]) -> None:
    assert money.unstated(text) == left


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("120k-150k", 120000, 150000),
        ("120-150k", 120000, 150000),
        ("1-1.5m", 1000000, 1500000),
        ("120k\u2013150k", 120000, 150000),
        ("120k \u2014 150k", 120000, 150000),
        ("120k to 150k", 120000, 150000),
        ("120k/150k", 120000, 150000),
        ("120,000 - 150,000", 120000, 150000),
        ("120,000-150k", 120000, 150000),
        ("120k-120k", 120000, 120000),
    ],
)
def test_two_figures_are_low_and_high(text: str, low: int, high: int) -> None:
    assert money.parse_pay(text, "USD") == usd(low=low, high=high)


@pytest.mark.parametrize("text", ["120k/135k/150k", "120k-135k-150k", "120/135/150k"])
def test_three_figures_are_low_likely_and_high(text: str) -> None:
    assert money.parse_pay(text, "USD") == usd(135000, low=120000, high=150000)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("60/h", Period.HOUR),
        ("60/hour", Period.HOUR),
        ("60 per hour", Period.HOUR),
        ("60 an hour", Period.HOUR),
        ("60 hourly", Period.HOUR),
        ("60/day", Period.DAY),
        ("60 a day", Period.DAY),
        ("60/month", Period.MONTH),
        ("60/m", Period.MONTH),
        ("60/Monat", Period.MONTH),
        ("60 / Stunde", Period.HOUR),
        ("60 USD a month", Period.MONTH),
        ("60/year", Period.YEAR),
        ("60 pa", Period.YEAR),
        ("60 p.a.", Period.YEAR),
        ("60 per annum", Period.YEAR),
        ("60 monatlich", Period.MONTH),
        ("60 mtl.", Period.MONTH),
        ("60 par mois", Period.MONTH),
        ("60/mês", Period.MONTH),
        ("60 al mes", Period.MONTH),
        ("60 p/m", Period.MONTH),
        ("60 per maand", Period.MONTH),
        ("60/mies", Period.MONTH),
        ("60 p.m.", Period.MONTH),
        ("60/Std.", Period.HOUR),
        ("60 per uur", Period.HOUR),
        ("60 bruts annuels", Period.YEAR),
        ("RAL 60", Period.YEAR),
        ("60/año", Period.YEAR),
        ("60", Period.YEAR),
    ],
)
def test_the_period_is_read_and_a_year_where_there_is_none(text: str, period: Period) -> None:
    assert money.parse_pay(text, "USD") == usd(60, period=period)


def test_a_range_takes_its_period_and_currency_from_either_figure() -> None:
    expected = usd(low=60, high=80, currency="EUR", period=Period.HOUR)

    assert money.parse_pay("60-80 EUR/h", "USD") == expected
    assert money.parse_pay("€60/h - €80/h", "USD") == expected
    assert money.parse_pay("EUR 60/hour to 80", "USD") == expected


@pytest.mark.parametrize(
    ("text", "default", "expected"),
    [
        ("5", "CHF", "CHF"),
        ("5", "chf", "CHF"),
        ("5 eur", "USD", "EUR"),
        ("CHF 5", "USD", "CHF"),
        ("€5", "USD", "EUR"),
        ("5 €", "USD", "EUR"),
        ("£5", "USD", "GBP"),
        ("₹5", "USD", "INR"),
        ("5 zł", "USD", "PLN"),
        ("R$5", "USD", "BRL"),
        ("A$5", "USD", "AUD"),
        ("C$5", "USD", "CAD"),
        ("US$ 5", "CAD", "USD"),
        ("$5", "EUR", "USD"),
        ("$5", "CAD", "CAD"),
        ("$5", "MXN", "MXN"),
        ("$5 CAD", "USD", "CAD"),
        ("¥5", "USD", "JPY"),
        ("¥5", "CNY", "CNY"),
        ("\uffe55", "CNY", "CNY"),
        ("5kr", "SEK", "SEK"),
        ("kr 5", "NOK", "NOK"),
        ("kr 5 DKK", "USD", "DKK"),
        ("5 kr.", "DKK", "DKK"),
    ],
)
def test_a_currency_is_a_code_or_a_symbol(text: str, default: str, expected: str) -> None:
    assert money.parse_pay(text, default) == usd(5, currency=expected)
    assert money.parse_amount(text, default) == Money(Decimal(5), expected)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("120k-90k", "Pay goes up from low to high, which 120,000-90,000 USD a year does not"),
        ("120k-150", "Pay goes up from low to high"),
        ("500-1k", "Pay goes up from low to high"),
        ("120k/160k/150k", "Pay goes up from low to high"),
        ("€120k-$150k", "mixes EUR and USD"),
        ("€120k USD", "mixes EUR and USD"),
        ("60/h-80k/year", "mixes hour and year"),
        ("60/week", "is not paid by the year, month, day or hour"),
        ("0", "states pay that is not above 0"),
        ("0-5", "states pay that is not above 0"),
        ("1.23456", "has more than 4 decimals"),
        ("10000000000001", "is above 10,000,000,000,000"),
        ("11,000,000m", "is above 10,000,000,000,000"),
        ("120k XYZ", "“XYZ” is no currency of ISO 4217"),
        ("60 h", "“H” is no currency"),
        ("5 kr", "“kr” is several currencies"),
        ("1.250m", "can be read as thousands or as decimals"),
        ("1.250 KWD", "can be read as thousands or as decimals"),
        ("1,250k", "can be read as thousands or as decimals"),
        ("1/2/3/4", "has more figures than low, likely and high"),
        ("1.2.3", "is not understood as money"),
        ("1 2", "is not understood as money"),
        ("120,000,", "is not understood as money"),
        ("-5k", "is not understood as money"),
        ("nan", "is not understood as money"),
        ("inf", "is not understood as money"),
        ("1e5", "is not understood as money"),
        ("150k²", "is no currency|is not understood as money"),
        ("5 or so", "is not understood as money|is no currency"),
        ("3.500 € netto", "is not understood as money"),
        ("14 x 2.500 €", "is not understood as money"),
        ("60 T", "is no currency"),
        ("", "is not understood as money"),
        ("9" * 81, "is not understood as money"),
        ("1" + " " * 100 + "2" * 100, "is not understood as money"),
    ],
)
def test_pay_that_could_be_misread_is_refused(text: str, reason: str) -> None:
    with pytest.raises(TrackerError, match=reason):
        money.parse_pay(text, "USD")


def test_a_default_that_is_no_currency_is_refused() -> None:
    with pytest.raises(TrackerError, match="“XYZ” is no currency"):
        money.parse_pay("120k", "XYZ")


@given(TYPED, st.sampled_from(["USD", "SEK", "JPY"]))
def test_any_text_is_pay_or_a_refusal(text: str, currency: str) -> None:
    with suppress(TrackerError):
        pay = money.parse_pay(text, currency)
        stated = [figure for figure in (pay.low, pay.likely, pay.high) if figure is not None]
        assert stated == sorted(stated)
        assert 0 < stated[0] <= stated[-1] <= money.MOST
        assert pay.currency in CURRENCIES


@given(TYPED)
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    with suppress(TrackerError):
        assert 0 <= money.parse_amount(text, "USD").amount <= money.MOST


@given(CENTS, st.sampled_from(["USD", "EUR", "JPY"]), st.sampled_from(Period))
def test_pay_shown_is_read_back_as_itself(amount: Decimal, currency: str, period: Period) -> None:
    pay = usd(str(amount), currency=currency, period=period)

    assert money.parse_pay(money.show_pay(pay), "CHF") == pay


@given(
    st.lists(CENTS, min_size=3, max_size=3),
    st.sampled_from(["l", "h", "lh", "lm", "mh", "lmh"]),
    st.sampled_from(Period),
)
def test_whatever_ends_are_shown_are_read_back(
    figures: list[Decimal], stated: str, period: Period
) -> None:
    low, likely, high = (
        str(figure) if end in stated else None
        for end, figure in zip("lmh", sorted(figures), strict=True)
    )
    pay = usd(likely, low=low, high=high, period=period)

    assert money.parse_pay(money.show_pay(pay), "CHF") == pay


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("from 90k", 90000, None),
        ("at least 90k EUR", 90000, None),
        ("90k+", 90000, None),
        ("€90k+", 90000, None),
        ("90k+ EUR", 90000, None),
        ("90k+/year", 90000, None),
        ("ab 90.000 €", 90000, None),
        ("up to 90k", None, 90000),
        ("Up to €90,000 a year", None, 90000),
        ("max. 90k", None, 90000),
        ("bis zu 90.000 € brutto", None, 90000),
        ("from 80k to 90k", 80000, 90000),
        ("von 80 bis 90k", 80000, 90000),
    ],
)
def test_one_end_of_a_range_is_no_likely_pay(text: str, low: int | None, high: int | None) -> None:
    assert money.parse_pay(text, "EUR") == usd(low=low, high=high, currency="EUR")


@pytest.mark.parametrize("text", ["65k brutto", "65.000 EUR gross", "65k brut"])
def test_pay_before_taxes_is_pay(text: str) -> None:
    assert money.parse_pay(text, "EUR") == usd(65000, currency="EUR")


@pytest.mark.parametrize(
    "text", ["up to 80k-90k", "80k-90k+", "90k + bonus", "+90k", "90k++", "65k net", "up to"]
)
def test_more_than_one_end_of_a_range_is_refused(text: str) -> None:
    with pytest.raises(TrackerError):
        money.parse_pay(text, "EUR")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", Money(Decimal(0), "USD")),
        ("1,500", Money(Decimal(1500), "USD")),
        ("1.5k", Money(Decimal(1500), "USD")),
        ("€0.99", Money(Decimal("0.99"), "EUR")),
        ("10000000m", Money(Decimal(10) ** 13, "USD")),
    ],
)
def test_an_amount_paid_once_may_be_zero(text: str, expected: Money) -> None:
    assert money.parse_amount(text, "USD") == expected


@pytest.mark.parametrize("text", ["5-6", "5/h", "5 pa", "1/2/3"])
def test_an_amount_paid_once_has_no_range_and_no_period(text: str) -> None:
    with pytest.raises(TrackerError, match=r"is not one amount paid once.*250 EUR"):
        money.parse_amount(text, "USD")


def test_pay_states_something_and_in_order() -> None:
    with pytest.raises(TrackerError, match=r"No pay is stated"):
        usd()
    with pytest.raises(TrackerError, match=r"Pay goes up from low to high"):
        usd(100, low=120)


def test_a_code_is_checked_and_put_in_capitals() -> None:
    assert money.check_currency(" eur ") == "EUR"
    for code in ("", "XYZ", "EURO", "XXX", "HRK"):
        with pytest.raises(TrackerError, match=r"is no currency of ISO 4217.*USD"):
            money.check_currency(code)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("de_DE.UTF-8", "EUR"),
        ("de_DE@euro", "EUR"),
        ("en_US", "USD"),
        ("pt-BR", "BRL"),
        ("bg_BG", "EUR"),
        ("zh_Hant_TW", "TWD"),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("de", None),
        ("en_001", None),
        ("", None),
        (None, None),
    ],
)
def test_a_locale_tells_the_currency_of_its_territory(
    name: str | None, expected: str | None
) -> None:
    assert money.currency_of_locale(name) == expected


def test_every_territory_is_paid_in_an_active_currency() -> None:
    assert set(TERRITORY_CURRENCY.values()) <= set(CURRENCIES)
    assert all(len(place) == 2 and place.isupper() for place in TERRITORY_CURRENCY)
    known = {"US": "USD", "SV": "USD", "CL": "CLP", "VE": "VES", "BO": "BOB", "UY": "UYU"}
    assert {place: TERRITORY_CURRENCY[place] for place in known} == known
    assert "EU" not in TERRITORY_CURRENCY


@given(st.sampled_from(Period), CENTS, st.integers(1, 100))
def test_yearly_is_linear(period: Period, amount: Decimal, n: int) -> None:
    assert money.yearly(n * amount, period) == n * money.yearly(amount, period)


def test_a_year_is_52_weeks_of_5_days_of_8_hours() -> None:
    assert YEAR == {
        Period.YEAR: 1,
        Period.MONTH: 12,
        Period.DAY: 52 * 5,
        Period.HOUR: 52 * 5 * 8,
    }
    assert money.yearly(Decimal("62.50"), Period.HOUR) == 130000


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("120000.00", "USD", "120,000 USD"),
        ("1E+6", "USD", "1,000,000 USD"),
        ("62.5", "USD", "62.50 USD"),
        ("62.125", "USD", "62.13 USD"),
        ("119999.999", "USD", "120,000 USD"),
        ("0", "USD", "0 USD"),
        ("-250", "USD", "-250 USD"),
        ("120.5", "JPY", "120.50 JPY"),
        ("12.345", "KWD", "12.345 KWD"),
        ("12.3451", "KWD", "12.35 KWD"),
    ],
)
def test_an_amount_is_shown_with_minor_units_only_where_there_are_any(
    amount: str, currency: str, expected: str
) -> None:
    assert money.show_amount(Decimal(amount), currency) == expected


@pytest.mark.parametrize(
    ("pay", "expected"),
    [
        (usd("62.5", period=Period.HOUR), "62.50 USD an hour"),
        (usd(8000, period=Period.MONTH), "8,000 USD a month"),
        (usd(500, period=Period.DAY), "500 USD a day"),
        (usd(low=120000, high=150000), "120,000-150,000 USD a year"),
        (usd(135000, low=120000, high=150000), "120,000-150,000 (likely 135,000) USD a year"),
        (usd(low=120000), "from 120,000 USD a year"),
        (usd(high=150000), "up to 150,000 USD a year"),
        (usd(135000, high=150000), "up to 150,000 (likely 135,000) USD a year"),
    ],
)
def test_pay_is_shown_as_it_was_stated(pay: Pay, expected: str) -> None:
    assert money.show_pay(pay) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (Decimal(148234), "148k USD"),
        (Decimal(1250000), "1.25m USD"),
        (1.25e9, "1.25bn USD"),
        (Decimal(640), "640 USD"),
        (-2100.0, "-2.1k USD"),
        (999.4, "999 USD"),
        (999.9, "1k USD"),
        (999950, "1m USD"),
        (62.5, "62.5 USD"),
        (0.1, "0.1 USD"),
        (0.004, "0 USD"),
        (-1e-12, "0 USD"),
        (0, "0 USD"),
        (Decimal("1e13"), "10000bn USD"),
    ],
)
def test_short_keeps_three_digits_and_invents_none(amount: Decimal | float, expected: str) -> None:
    assert money.short(amount, "USD") == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(35.2, "35"), (90.5, "91"), (-90.5, "-91"), (999.6, "1k"), (-0.4, "0"), (14_230.0, "14.2k")],
)
def test_what_is_reckoned_has_no_parts_of_a_unit(amount: float, expected: str) -> None:
    assert money.gain(amount) == expected


@given(st.floats(0.01, 1e15))
def test_short_is_within_half_a_percent_or_half_a_cent(amount: float) -> None:
    digits = money.short(amount, "USD").removesuffix(" USD")
    zeros = {"bn": "e9", "m": "e6", "k": "e3"}
    suffix = digits.lstrip("0123456789.")
    shown = float(digits.removesuffix(suffix) + zeros.get(suffix, ""))

    assert abs(shown - amount) <= max(0.0051, amount * 0.0051)


@pytest.mark.parametrize(
    "text", ["90k USD", "90k+ USD", "up to 90k USD", "80k-90k USD", "60 USD/hour", "60+ EUR/hour"]
)
def test_pay_in_a_column_says_which_end_it_is(text: str) -> None:
    assert money.short_pay(money.parse_pay(text, "CHF")) == text
