"""The profile: what the user said of themselves, and of the defaults; unknown stays unknown."""

from datetime import datetime
from decimal import Decimal

import pytest

from tracker import settings
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.money import Money, Pay
from tracker.records import profile
from tracker.scoring.base_rates import DEFAULTS
from tracker.settings import Profile
from tracker.words import DateOrder, Period


def set_all(database: Database, now: datetime, **texts: str) -> Profile:
    with database.writing(now) as session:
        for name, text in texts.items():
            profile.change(session, settings.check_name(name), text, currency="USD")
    with database.reading() as session:
        return profile.load(session)


def test_nothing_is_known_before_it_is_said(database: Database, now: datetime) -> None:
    assert set_all(database, now) == Profile()


def test_every_setting_comes_back_as_a_value(database: Database, now: datetime) -> None:
    found = set_all(
        database,
        now,
        currency="eur",
        present_pay="95k",
        elsewhere_pay="€60/hour",
        months_to_find="4.5",
        least_pay="80k GBP",
        target_pay="8k a month",
        hour_value="75.50",
        risk_tolerance="50k",
        weekly_hours="10",
        clarity="4",
        rusty="2",
        time_zone="europe/berlin",
        date_order="Day-First",
    )
    assert found == Profile(
        currency="EUR",
        present_pay=Pay(None, Decimal(95_000), None, "USD", Period.YEAR),
        elsewhere_pay=Pay(None, Decimal(60), None, "EUR", Period.HOUR),
        months_to_find=Decimal("4.5"),
        least_pay=Pay(None, Decimal(80_000), None, "GBP", Period.YEAR),
        target_pay=Pay(None, Decimal(8_000), None, "USD", Period.MONTH),
        hour_value=Money(Decimal("75.5"), "USD"),
        risk_tolerance=Money(Decimal(50_000), "USD"),
        weekly_hours=Decimal(10),
        clarity=4,
        rusty=2,
        time_zone="Europe/Berlin",
        date_order=DateOrder.DAY_FIRST,
    )


def test_a_default_can_be_set_otherwise_also_as_a_share(database: Database, now: datetime) -> None:
    found = set_all(database, now, years="3", chance_last_round="40%")
    assert (found.rates["years"], found.rates["chance-last-round"]) == (3, 0.4)
    assert found.rates["gap-days"] == DEFAULTS["gap-days"].value


def test_an_empty_text_makes_a_setting_unknown_and_a_default_stand_again(
    database: Database, now: datetime
) -> None:
    set_all(database, now, present_pay="95k", years="3")
    found = set_all(database, now, present_pay="", years=" ")
    assert (found.present_pay, found.rates["years"]) == (None, DEFAULTS["years"].value)


def test_a_setting_can_be_set_anew(database: Database, now: datetime) -> None:
    set_all(database, now, clarity="4")
    assert set_all(database, now, clarity="5").clarity == 5


def test_what_was_set_is_shown_as_a_person_reads_it(database: Database, now: datetime) -> None:
    set_all(database, now, rusty="2", present_pay="95k", hour_value="75.5 EUR", years="3")
    with database.reading() as session:
        stored = profile.stored_settings(session)
        assert [(name, settings.shown(value)) for name, value in stored.items()] == [
            ("present-pay", "95,000 USD a year"),
            ("hour-value", "75.50 EUR"),
            ("rusty", "2"),
            ("years", "3"),
        ]


@pytest.mark.parametrize("typed", ["present-pay", "Present Pay", " present_pay "])
def test_a_setting_is_named_with_hyphens_spaces_or_underscores(typed: str) -> None:
    assert settings.check_name(typed) == "present-pay"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("pay", "did you mean present-pay, elsewhere-pay, least-pay, target-pay"),
        ("hours-a-week", r"did you mean weekly-hours\?"),
        ("salary", "tracker profile show --all lists them."),
        ("", "tracker profile show --all lists them."),
    ],
)
def test_a_setting_that_there_is_not_is_refused_with_a_hint(typed: str, hint: str) -> None:
    with pytest.raises(TrackerError, match=hint):
        settings.check_name(typed)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("present-pay", "90k-100k", "one figure, not a range"),
        ("present-pay", "much", "not understood as money"),
        ("hour-value", "50/hour", "not one amount paid once"),
        ("risk-tolerance", "0", "risk-tolerance is above 0"),
        ("risk-tolerance", "-5k", "not understood as money"),
        ("currency", "XYZ", "no currency of ISO 4217"),
        ("clarity", "6", "clarity is a whole number from 1 to 5, not 6"),
        ("clarity", "2.5", "whole number from 1 to 5"),
        ("rusty", "0", "whole number from 1 to 5"),
        ("weekly-hours", "169", "a number from 0 to 168"),
        ("weekly-hours", "nan", "“nan” is no number"),
        ("weekly-hours", "ten", "“ten” is no number"),
        ("months-to-find", "-1", "a number from 0 to 120"),
        ("months-to-find", "Infinity", "is no number"),
        ("time-zone", "Mars/Olympus", "There is no time zone"),
        ("date-order", "year-first", "date-order is day-first or month-first"),
        ("years", "0", "years"),
        ("chance-last-round", "120%", "chance-last-round"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_with_the_reason(
    database: Database, now: datetime, name: str, text: str, reason: str
) -> None:
    with pytest.raises(TrackerError, match=reason), database.writing(now) as session:
        profile.change(session, name, text, currency="USD")
    with database.reading() as session:
        assert profile.stored_settings(session) == {}
