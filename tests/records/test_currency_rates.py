"""Rates between currencies: what follows from those that were stated, and nothing else."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.db import Database
from tracker.errors import TrackerError
from tracker.money import CURRENCIES, Money
from tracker.records import currency_rates
from tracker.records.notes import Note, told

TODAY = date(2026, 11, 22)


def state(database: Database, now: datetime, *rates: str) -> list[Note]:
    """State rates such as “EUR 1.08 USD”; return what was told."""
    with database.writing(now) as session:
        for rate in rates:
            currency, worth = rate.split(maxsplit=1)
            amount = currency_rates.parse_rate(worth, "USD")
            currency_rates.state(session, currency, amount, on=TODAY)
        return told(session)


def convert(database: Database, currency: str, unit: str) -> Decimal | None:
    with database.reading() as session:
        return currency_rates.converter(session)(currency, unit)


def test_a_rate_comes_back_as_it_was_stated_and_when(database: Database, now: datetime) -> None:
    assert state(database, now, "eur 1.08") == [Note("Set rate: 1 EUR is 1.08 USD.")]
    state(database, now, "LBP 0.0000412 EUR", "KWD 99999999.0123456789 IRR")
    with database.reading() as session:
        assert [
            (one.currency, one.amount, one.unit, one.stated_on)
            for one in currency_rates.listed(session)
        ] == [
            ("EUR", Decimal("1.08"), "USD", TODAY),
            ("KWD", Decimal("99999999.0123456789"), "IRR", TODAY),
            ("LBP", Decimal("0.0000412"), "EUR", TODAY),
        ]


def test_without_a_rate_nothing_is_known_but_of_a_currency_in_itself(
    database: Database, now: datetime
) -> None:
    assert convert(database, "EUR", "USD") is None
    state(database, now, "EUR 1.08 USD", "CHF 700 KRW")
    assert convert(database, "EUR", "CHF") is None
    assert convert(database, "EUR", "GBP") is None
    assert convert(database, "GBP", "USD") is None
    assert convert(database, "GBP", "GBP") == 1


@pytest.mark.parametrize(
    ("currency", "unit", "worth"),
    [
        ("EUR", "USD", "1.25"),
        ("USD", "EUR", "0.8"),
        ("GBP", "USD", "1.5"),
        ("GBP", "EUR", "1.2"),
        ("CHF", "USD", "1"),
        ("USD", "CHF", "1"),
        ("CHF", "GBP", "0.666667"),
    ],
)
def test_a_rate_holds_both_ways_and_in_steps(
    database: Database, now: datetime, currency: str, unit: str, worth: str
) -> None:
    state(database, now, "EUR 1.25 USD", "GBP 1.5 USD", "CHF 0.8 EUR")
    found = convert(database, currency, unit)
    assert found is not None
    assert round(found, 6) == Decimal(worth)


@given(amounts=st.lists(st.decimals("0.0001", "10000", places=4), min_size=3, max_size=3))
def test_what_follows_in_steps_is_what_the_steps_come_to(amounts: list[Decimal]) -> None:
    names = ["EUR", "GBP", "CHF", "USD"]
    stated = {
        one: Money(amount, other)
        for (one, other), amount in zip(pairwise(names), amounts, strict=True)
    }
    worth = currency_rates.in_steps(stated, "EUR")
    assert list(worth) == names
    assert worth["USD"] == amounts[0] * amounts[1] * amounts[2]


def test_a_rate_stated_anew_stands_in_place_of_the_one_before(
    database: Database, now: datetime
) -> None:
    state(database, now, "EUR 1.08 USD")
    with database.writing(now) as session:
        worth = Money(Decimal("1.1"), "USD")
        currency_rates.state(session, "EUR", worth, on=TODAY + timedelta(days=1))
        assert told(session) == [Note("Set rate: 1 EUR is 1.1 USD (was 1.08 USD).")]
    with database.reading() as session:
        (rate,) = currency_rates.listed(session)
        assert (rate.amount, rate.stated_on) == (Decimal("1.1"), date(2026, 11, 23))


def test_a_rate_that_would_be_forgotten_is_pointed_out_with_the_way_to_have_both(
    database: Database, now: datetime
) -> None:
    state(database, now, "EUR 1.08 USD")
    assert state(database, now, "EUR 0.85 GBP") == [
        Note("Set rate: 1 EUR is 0.85 GBP (was 1.08 USD)."),
        Note(
            "EUR is no longer stated in USD; to have both: tracker undo, "
            'then tracker profile rate set GBP "1.176 EUR"',
            warning=True,
        ),
    ]


@pytest.mark.parametrize(
    ("rate", "reason"),
    [
        ("EUR 1 EUR", '1 EUR is always 1 EUR; .* profile rate set EUR "1.08 USD"'),
        ("USD 1", '1 USD is always 1 USD; .* profile rate set USD "1.08 EUR"'),
        ("USD 0.8 EUR", "follows already from 1 EUR is 1.25 USD; .* profile rate remove EUR"),
        ("USD 1 CHF", "What 1 USD is worth in CHF follows already from 1 CHF is 0.8 EUR"),
        ("XYZ 2", "“XYZ” is no currency of ISO 4217"),
        ("EUR 2 XYZ", "“XYZ” is no currency of ISO 4217"),
        ("EUR 0", "is not above 0 and up to 100,000,000"),
        ("EUR 100000001", "is not above 0 and up to 100,000,000"),
        ("EUR 0.00000000001", "at most 10 decimals; state the rate the other way round"),
        ("EUR -1", "“-1” is not understood as a rate"),
        ("EUR nan", "is not understood as a rate"),
        ("EUR 1.08 USD USD", "is not understood as a rate"),
        ("EUR 1,085", "can be read as thousands or as decimals"),
        ("EUR \u0661", "is not understood as a rate"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(
    database: Database, now: datetime, rate: str, reason: str
) -> None:
    state(database, now, "EUR 1.25 USD", "CHF 0.8 EUR")
    with pytest.raises(TrackerError, match=reason):
        state(database, now, rate)


@pytest.mark.parametrize(
    ("typed", "worth"),
    [
        ("1.08", Money(Decimal("1.08"), "USD")),
        ("1,08", Money(Decimal("1.08"), "USD")),
        ("0,123 eur", Money(Decimal("0.123"), "EUR")),
        (" 1.085   EUR ", Money(Decimal("1.085"), "EUR")),
        ("1350KRW", Money(Decimal(1350), "KRW")),
    ],
)
def test_a_rate_is_read_with_a_point_or_a_comma_and_a_currency(typed: str, worth: Money) -> None:
    assert currency_rates.parse_rate(typed, "USD") == worth


def test_a_rate_that_was_removed_is_unknown_again(database: Database, now: datetime) -> None:
    state(database, now, "EUR 1.08 USD")
    with database.writing(now) as session:
        currency_rates.remove(session, currency_rates.find_one(session, "eur"))
        assert told(session)[0].text == (
            "Removed rate: 1 EUR is 1.08 USD, stated on Sun 22 Nov 2026."
        )
    assert convert(database, "EUR", "USD") is None
    with database.reading() as session, pytest.raises(TrackerError, match="No rate of EUR"):
        currency_rates.find_one(session, "EUR")


@pytest.mark.parametrize("currency", sorted(CURRENCIES)[::20])
def test_any_currency_can_be_stated(database: Database, now: datetime, currency: str) -> None:
    state(database, now, f"{currency} 2 USD")
    assert convert(database, "USD", currency) == Decimal("0.5")
