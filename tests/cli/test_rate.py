"""Rates between currencies at the command line."""

import pytest

from tests.conftest import CommandLine


def test_a_rate_is_stated_in_ones_own_currency_or_in_the_one_that_is_named(
    run: CommandLine,
) -> None:
    assert run("profile", "rate", "set", "eur", "1.08").stdout == "Set rate: 1 EUR is 1.08 USD.\n"
    run("profile", "set", "currency", "CHF")
    assert run("profile", "rate", "set", "GBP", "1,12").stdout == "Set rate: 1 GBP is 1.12 CHF.\n"
    stated = run("profile", "rate", "set", "JPY", "0.0000412 EUR")
    assert stated.stdout == "Set rate: 1 JPY is 0.0000412 EUR.\n"
    assert run("profile", "rate", "list").stdout.splitlines() == [
        "rate                    stated",
        "1 EUR is 1.08 USD       Sun 22 Nov",
        "1 GBP is 1.12 CHF       Sun 22 Nov",
        "1 JPY is 0.0000412 EUR  Sun 22 Nov",
    ]


def test_programs_are_told_the_rates_with_their_day(run: CommandLine) -> None:
    run("profile", "rate", "set", "EUR", "1.08 USD")
    assert run.json("profile", "rate", "list") == {
        "rates": [
            {"currency": "EUR", "amount": 1.08, "unit": "USD", "stated_on": "2026-11-22"},
        ]
    }


def test_a_locale_without_a_country_is_told_about(run: CommandLine) -> None:
    result = run("profile", "rate", "set", "EUR", "1.08", code=0, LANG="C.UTF-8")
    assert result.stdout == "Set rate: 1 EUR is 1.08 USD.\n"
    assert "Note: amounts are taken as USD" in result.stderr


def test_without_rates_the_list_says_what_to_type(run: CommandLine) -> None:
    shown = run("profile", "rate", "list").stdout
    assert shown == 'No rates yet. State one: tracker profile rate set EUR "1.08 USD"\n'
    assert run.json("profile", "rate", "list") == {"rates": []}


@pytest.mark.parametrize(
    ("currency", "worth", "reason"),
    [
        ("XYZ", "1.08", "is no currency of ISO 4217"),
        ("USD", "1", "1 USD is always 1 USD"),
        ("EUR", "0", "is not above 0"),
        ("EUR", "-1", "is not understood as a rate"),
        ("EUR", "1,085", "can be read as thousands or as decimals"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(
    run: CommandLine, currency: str, worth: str, reason: str
) -> None:
    assert reason in run.refused("profile", "rate", "set", currency, worth)


def test_what_is_stated_the_other_way_round_is_not_stated_twice(run: CommandLine) -> None:
    run("profile", "rate", "set", "EUR", "1.25 USD")
    assert run.refused("profile", "rate", "set", "USD", "0.9 EUR") == (
        "What 1 USD is worth in EUR follows already from 1 EUR is 1.25 USD; change that one, or "
        "remove it first: tracker profile rate remove EUR"
    )


def test_a_rate_is_removed_after_a_yes_and_undo_brings_it_back(run: CommandLine) -> None:
    run("profile", "rate", "set", "EUR", "1.0812345678 USD")
    before = run.rows()
    assert run.refused("profile", "rate", "remove", "eur") == (
        "EUR (1.0812345678 USD) was not removed, because nobody is here to confirm it; add --yes."
    )
    assert run("profile", "rate", "remove", "eur", "--yes").stdout == (
        "Removed rate: 1 EUR is 1.0812345678 USD, stated on Sun 22 Nov 2026.\n"
        "To bring it back: tracker undo\n"
    )
    assert run.rows()["currency_rate"] == []
    run("undo")
    assert run.rows() == before


def test_a_rate_that_was_not_stated_cannot_be_removed(run: CommandLine) -> None:
    assert run.refused("profile", "rate", "remove", "EUR", "--yes") == (
        "No rate of EUR is stated; tracker profile rate list shows what there is."
    )
