"""From cases to the model: their costs, rounds, days and answers, and all of them as a hunt."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tests.scoring.cases import HOUR, PRESENT, RATES, onsite, outlook, paid
from tracker.scoring.assembly import awaited_chance, costs_nothing, hunt_of, net_cost, process
from tracker.scoring.base_rates import Rates
from tracker.scoring.case import Awaited, Reason
from tracker.scoring.hunt import Awaiting, OfferInHand, Practice, Round
from tracker.words import Hiring
from tracker.words import Round as Kind

POSTED = Awaited(24, silent=0, mean=24, key="chance-application-posting", source="posting")
"""An application sent today, to an advert."""


def test_what_going_costs_at_once_is_unknown_while_an_hour_or_the_cash_has_no_price() -> None:
    assert net_cost(paid(clarity=3), outlook()) == pytest.approx((10 - 2) * HOUR)
    assert net_cost(paid(), outlook(hour_value=None)) is None
    assert net_cost(paid(cash_cost=None), outlook()) is None


def test_what_makes_up_for_its_hours_costs_nothing_whatever_an_hour_is_worth() -> None:
    screen = paid(round=Kind.SCREEN, clarity=3)
    assert costs_nothing(screen, outlook(hour_value=None))
    assert not costs_nothing(replace(screen, cash_cost=None), outlook())
    assert not costs_nothing(replace(screen, clarity=4), outlook())


def test_an_interview_is_a_process_of_its_round_and_those_after_it() -> None:
    case = paid(
        round=Kind.SCREEN, day=3, response_days=4, start=600, minutes=45, clarity=3, new_people=1
    )
    found = process(case, outlook())
    assert found.worth == ((0.3, 240_000), (0.4, 270_000), (0.3, 300_000))
    assert (found.window_days, found.awaiting, found.redirect) == (7, None, None)
    first, last = found.rounds
    assert first == Round(
        day=3, kind="screen", hours=2, benefit=3 * HOUR, chance=0.32,
        response_days=4, slot=(600, 645),
    )  # fmt: skip
    assert last == Round(gap_days=4, kind="onsite", hours=10, chance=0.32, response_days=10)


def test_a_campus_offer_stays_open_for_longer() -> None:
    assert process(paid(hiring=Hiring.CAMPUS), outlook()).window_days == 14


def test_the_next_round_is_on_its_day_where_that_is_fixed() -> None:
    # On day 5 and answered by day 9 at the latest, if the next is on day 9.
    found = process(
        paid(round=Kind.SCREEN, day=5, response_days=10, following=(paid(day=9),)), outlook()
    )
    assert [(one.day, one.gap_days, one.response_days) for one in found.rounds] == [
        (5, 0, 4),
        (None, 0, 10),
    ]
    found = process(
        paid(round=Kind.SCREEN, day=5, response_days=2, following=(paid(day=9),)), outlook()
    )
    assert [one.gap_days for one in found.rounds] == [0, 2]


def test_a_round_that_is_booked_has_its_own_cost_hours_chance_and_answer() -> None:
    later = paid(
        round=Kind.FINAL, day=9, response_days=3, prepare=2.0, minutes=60, cash_cost=40.0,
        own_chance=0.5, new_people=1,
    )  # fmt: skip
    found = process(paid(round=Kind.TECHNICAL, response_days=2, following=(later,)), outlook())
    assert found.rounds[1:] == (
        Round(
            gap_days=2, kind="final", hours=3, cash_cost=40, benefit=HOUR, chance=0.5,
            response_days=3,
        ),
    )  # fmt: skip
    assert found.offer_day == 12


def test_rounds_of_one_process_are_never_on_one_day() -> None:
    found = process(
        paid(round=Kind.SCREEN, day=5, response_days=0, following=(paid(day=6),)), outlook()
    )
    first, last = found.rounds
    assert first.response_days + last.gap_days == 1


def test_a_redirect_is_to_the_same_job_without_what_speaks_against_this_one() -> None:
    found = process(paid(enthusiasm=1, new_people=3, wants_other_role=True), outlook())
    assert found.redirect is not None
    assert found.redirect.granted == 0.25
    other = process(paid(new_people=3), outlook())
    assert found.redirect.process == other


def test_an_application_awaits_its_answer_and_then_every_round() -> None:
    found = process(paid(round=Kind.SCREEN, awaited=POSTED), outlook())
    assert found.awaiting is not None
    assert found.awaiting.answer_day == 24
    assert found.awaiting.chance == pytest.approx(0.03)
    assert [(one.day, one.gap_days, one.kind) for one in found.rounds] == [
        (None, 4, "screen"),
        (None, 4, "onsite"),
    ]


def test_a_round_that_is_done_awaits_its_answer_and_then_those_after_it() -> None:
    done = paid(round=Kind.SCREEN, awaited=Awaited(10, silent=0, mean=10))
    found = process(done, outlook())
    assert found.awaiting is not None
    assert found.awaiting.answer_day == 10
    assert found.awaiting.chance == pytest.approx(0.32)
    assert [one.kind for one in found.rounds] == ["onsite"]
    assert process(paid(awaited=Awaited(10, silent=0, mean=10)), outlook()).rounds == ()


def test_a_good_answer_that_is_in_is_awaited_no_more() -> None:
    passed = Awaited(1, silent=0, mean=10, passed=True)
    found = process(paid(round=Kind.SCREEN, awaited=passed), outlook())
    assert found.awaiting == Awaiting(1, 1.0)
    assert [one.kind for one in found.rounds] == ["onsite"]


@pytest.mark.parametrize("days", [0, 5, 10, 50])
def test_silence_leaves_of_a_chance_what_bayes_says(days: int) -> None:
    # A good answer would still be out with exp(-days / 10); a bad one may never come.
    out = math.exp(-days / 10)
    left = awaited_chance(paid(awaited=Awaited(10, silent=days, mean=10)), RATES)
    assert left == pytest.approx(0.32 * out / (0.32 * out + 0.68))


def test_own_answers_of_a_source_move_the_chance_of_that_source_alone() -> None:
    # Beta(0.9, 29.1) and 2 of 10: 2.9 / 40.
    rates = Rates(own={"posting": (2, 10), "referral": (0, 10)})
    assert awaited_chance(paid(awaited=POSTED), rates) == pytest.approx(2.9 / 40)


@pytest.mark.parametrize("own", [0.0, 0.01, 0.4, 1.0])
@pytest.mark.parametrize("awaited", [POSTED, Awaited(10, silent=0, mean=10)])
def test_a_chance_of_your_own_is_that_of_all_that_is_to_come(own: float, awaited: Awaited) -> None:
    found = process(paid(round=Kind.SCREEN, own_chance=own, awaited=awaited), outlook())
    assert found.awaiting is not None
    whole = found.awaiting.chance * math.prod(one.chance for one in found.rounds)
    assert whole == pytest.approx(own)
    assert 0 <= found.awaiting.chance <= 1


def test_the_hunt_has_what_holds_for_all_of_its_cases() -> None:
    around = outlook(
        weekly_hours=12.0,
        hours_used=3.0,
        weekday=6,
        practice=Practice(1.15, 3),
        offers=(OfferInHand(200_000.0, 4),),
        risk_tolerance=50_000.0,
    )
    found = hunt_of([paid(), paid(id="2")], around)
    assert (found.fallback, found.hour_value) == (PRESENT, HOUR)
    assert (found.weekly_hours, found.hours_used, found.weekday_of_day0) == (12, 3, 6)
    assert (found.practice, found.offers) == (around.practice, around.offers)
    assert found.risk_tolerance == 50_000
    assert [one.id for one in found.processes] == ["1", "2"]


def test_a_reason_is_switched_off_for_one_case_but_practice_and_offers_for_all() -> None:
    around = outlook(practice=Practice(1.15, 3), offers=(OfferInHand(200_000.0, 4),))
    off = {"1": frozenset({Reason.COST, Reason.PRACTICE, Reason.OFFER})}
    found = hunt_of([paid(), paid(id="2")], around, off)
    assert [one.rounds[0].hours for one in found.processes] == [0, 10]
    assert (found.practice, found.offers) == (Practice(), ())


@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        (Reason.ENTHUSIASM, {"enthusiasm": 1}),
        (Reason.SURPRISE, {"knowledge": 0}),
        (Reason.CLARITY, {"clarity": 1}),
        (Reason.CONNECTIONS, {"new_people": 3}),
    ],
)
def test_a_reason_switched_off_is_a_fact_that_was_never_stated(
    reason: Reason, facts: dict[str, int]
) -> None:
    told = onsite(likely=120_000.0, **({"knowledge": 3} | facts))
    plain = onsite(likely=120_000.0, knowledge=3)
    off = process(told, outlook(), frozenset({reason}))
    without = process(plain, outlook(), frozenset({reason}))
    assert off == without
    assert process(told, outlook()) != process(plain, outlook())
