"""The table of defaults, and what the profile may set in its place."""

from __future__ import annotations

import math

import pytest

from tracker.errors import TrackerError
from tracker.scoring.base_rates import DEFAULTS, UNITS, Default, Rates, check_override


@pytest.mark.parametrize("row", DEFAULTS.values(), ids=lambda row: row.key)
def test_every_default_has_a_source_and_lies_within_its_range(row: Default) -> None:
    assert row.source.strip()
    assert row.meaning.strip()
    assert row.low <= row.value <= row.high


@pytest.mark.parametrize("row", DEFAULTS.values(), ids=lambda row: row.key)
def test_every_default_and_both_ends_of_its_range_may_be_set(row: Default) -> None:
    assert row.unit in UNITS
    for value in (row.low, row.value, row.high):
        check_override(row.key, value)


def test_the_beta_of_a_chance_is_the_published_one() -> None:
    row = DEFAULTS["chance-last-round"]
    assert row.weight is not None
    assert (row.value * row.weight, (1 - row.value) * row.weight) == pytest.approx((3.2, 6.8))


def test_three_interviews_of_practice_come_to_odds_of_one_and_a_half() -> None:
    rates = Rates()
    assert rates["practice-odds"] ** rates["practice-cap"] == pytest.approx(1.52, abs=0.005)


def test_a_figure_of_the_user_stands_before_the_default() -> None:
    rates = Rates({"years": 3})
    assert (rates["years"], rates["offer-days"]) == (3, 7)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("chance-last-round", 1.01),
        ("chance-last-round", -0.1),
        ("chance-campus", math.nan),
        ("enthusiasm-1", 0),
        ("practice-odds", 0.9),
        ("hours-screen", -1),
        ("years", math.inf),
        ("practice-cap", 2.5),
        ("offer-days", 1.5),
        ("tail-chance", 0.51),
        ("tail-chance", 0),
    ],
)
def test_an_impossible_figure_is_refused_in_one_sentence(key: str, value: float) -> None:
    with pytest.raises(TrackerError, match=rf"^The setting {key} must be .* is not\.$"):
        check_override(key, value)
    with pytest.raises(TrackerError):
        Rates({key: value})


def test_the_refusal_names_the_bounds_and_the_figure() -> None:
    with pytest.raises(TrackerError) as refusal:
        check_override("chance-last-round", 32)
    expected = "The setting chance-last-round must be a chance from 0 to 1, and 32 is not."
    assert str(refusal.value) == expected


@pytest.mark.parametrize("value", [0, 1])
def test_a_chance_may_be_none_or_certain(value: float) -> None:
    check_override("chance-last-round", value)


def test_an_unknown_key_is_refused_and_the_likeliest_one_named() -> None:
    with pytest.raises(TrackerError, match="did you mean courtesy-days"):
        check_override("courtesy-day", 3)
    with pytest.raises(TrackerError, match=r"no setting called xyzzy\."):
        Rates()["xyzzy"]
    with pytest.raises(TrackerError, match="no setting called"):
        Rates({"xyzzy": 1})
