"""One interview judged by itself: what going adds, each reason's part of that, the verdict."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.scoring.cases import HOUR, PRESENT, cases, onsite, outlook, outlooks, paid, ranges
from tracker.scoring.alone import break_even_pay, judge, outlasting_offer, shares, verdict
from tracker.scoring.assembly import costs_nothing, net_cost
from tracker.scoring.case import Case, Outlook, Reason
from tracker.scoring.hunt import OfferInHand
from tracker.words import Hiring, Round, Verdict

more = st.floats(0, 100_000)
ROUNDING = 1e-6


def gain(case: Case, around: Outlook) -> float:
    found = judge(case, around).gain
    assert found is not None
    return found


def test_going_adds_the_chance_times_what_the_job_is_above_the_present_one_less_the_hours() -> None:
    above = 0.3 * (240_000 - PRESENT) + 0.4 * (270_000 - PRESENT) + 0.3 * (300_000 - PRESENT)
    assert above == 80_000
    assert gain(paid(), outlook()) == pytest.approx(25_600 - 10 * 95_000 / 2_080 * 1.5)


def test_the_level_to_drop_it_at_is_where_the_chance_of_the_upside_just_pays_for_the_hours() -> (
    None
):
    level = judge(paid(), outlook()).standalone_reservation
    assert level == pytest.approx(300_000 - 10 * HOUR / (0.32 * 0.3))
    assert isinstance(level, float)
    assert 270_000 < level < 300_000


def test_a_screen_also_has_the_onsite_after_it_to_pay_for() -> None:
    screen = paid(round=Round.SCREEN)
    assert gain(screen, outlook()) == pytest.approx(0.32 * (0.32 * 80_000 - 10 * HOUR) - 2 * HOUR)


def test_a_later_round_that_is_not_worth_its_hours_is_dropped_and_not_paid_for() -> None:
    screen = paid(round=Round.SCREEN)
    assert gain(screen, outlook(fallback=299_000.0)) == pytest.approx(-2 * HOUR)


def test_four_rounds_pay_for_two_middle_ones_and_an_onsite() -> None:
    first = paid(round=Round.SCREEN, rounds_left=4)
    each = (0.10 / 0.32) ** (1 / 3)
    third = each * (0.32 * 80_000 - 10 * HOUR) - 5 * HOUR
    assert gain(first, outlook()) == pytest.approx(each * (each * third - 5 * HOUR) - 2 * HOUR)


def test_worth_is_counted_over_the_years_you_would_stay() -> None:
    longer = outlook(years=3.0, fallback=95_000 * 3.0)
    assert gain(paid(), longer) == pytest.approx(0.32 * 80_000 * 3 / 2 - 10 * HOUR)


def test_how_they_hire_changes_the_chance() -> None:
    campus = paid(round=Round.SCREEN, hiring=Hiring.CAMPUS)
    assert gain(campus, outlook()) == pytest.approx(0.45 * 80_000 - 2 * HOUR)


def test_what_you_learn_is_worth_its_hours_halved_by_each_such_interview_done() -> None:
    case = paid(clarity=2, done_alike=1)
    assert shares(case, outlook())[Reason.CLARITY] == pytest.approx(4 / 2 * HOUR)


def test_each_new_person_is_worth_an_hour() -> None:
    assert shares(paid(new_people=3), outlook())[Reason.CONNECTIONS] == pytest.approx(3 * HOUR)


def test_the_hours_and_the_cash_are_what_going_costs() -> None:
    case = paid(prepare=6.0, travel=2.5, minutes=90, cash_cost=200.0)
    assert shares(case, outlook())[Reason.COST] == pytest.approx(-(10 * HOUR + 200))


def test_the_cost_counts_later_rounds_as_often_as_they_are_reached() -> None:
    case = paid(round=Round.SCREEN, cash_cost=20.0)
    found = shares(case, outlook())[Reason.COST]
    assert found == pytest.approx(-(2 * HOUR + 20) - 0.32 * 10 * HOUR)


@pytest.mark.parametrize(
    ("level", "points", "chance"),
    [
        (5, (132_000, 148_500, 165_000), 0.32),
        (4, (126_000, 141_750, 157_500), 0.32),
        (3, (120_000, 135_000, 150_000), 0.32),
        (2, (108_000, 121_500, 135_000), 0.32 * 0.8 / (0.68 + 0.32 * 0.8)),
        (1, (96_000, 108_000, 120_000), 0.32 * 0.5 / (0.68 + 0.32 * 0.5)),
    ],
)
def test_enthusiasm_changes_what_the_job_is_worth_and_low_enthusiasm_the_odds_too(
    level: int, points: tuple[float, float, float], chance: float
) -> None:
    low, middle, high = (2 * point - PRESENT for point in points)
    above = 0.3 * low + 0.4 * middle + 0.3 * high
    found = shares(paid(enthusiasm=level), outlook())[Reason.ENTHUSIASM]
    assert found == pytest.approx(chance * above - 0.32 * 80_000, abs=1e-6)


def test_without_any_enthusiasm_the_people_met_count_for_nothing() -> None:
    found = shares(paid(enthusiasm=1, new_people=3), outlook())
    above = 0.3 * (192_000 - PRESENT) + 0.4 * (216_000 - PRESENT) + 0.3 * (240_000 - PRESENT)
    assert found[Reason.CONNECTIONS] == 0
    assert found[Reason.ENTHUSIASM] == pytest.approx(0.16 / 0.84 * above - 25_600 - 3 * HOUR)


def test_a_company_you_do_not_know_may_surprise_you_and_you_refuse_what_is_worse() -> None:
    plain = onsite(likely=100_000.0, knowledge=0)
    known = 0.32 * (200_000 - PRESENT)
    unknown = 0.32 * (0.4 * (200_000 - PRESENT) + 0.3 * (230_000 - PRESENT))
    assert shares(plain, outlook())[Reason.SURPRISE] == pytest.approx(unknown - known)


def test_an_offer_that_can_wait_is_what_going_is_held_against() -> None:
    beta = OfferInHand(worth=260_000.0)
    held = outlook(offers=(beta,))
    above = 0.4 * (270_000 - 260_000) + 0.3 * (300_000 - 260_000)
    assert gain(paid(), held) == pytest.approx(0.32 * above - 10 * HOUR)
    assert shares(paid(), held)[Reason.OFFER] == pytest.approx(0.32 * (above - 80_000))


@pytest.mark.parametrize(("expires", "place"), [(14, None), (15, 0), (16, 0), (None, 0)])
def test_an_offer_counts_if_it_stands_on_the_day_of_the_answer(
    expires: int | None, place: int | None
) -> None:
    held = outlook(offers=(OfferInHand(260_000.0, expires),))
    assert judge(paid(day=5, response_days=10), held).alternative_offer == place
    assert outlasting_offer(onsite(day=5, response_days=10), held) == place


def test_the_day_of_the_answer_is_that_after_all_rounds() -> None:
    screen = paid(round=Round.SCREEN, day=2, response_days=3)
    assert judge(screen, outlook()).answer_day == 2 + 3 + 4 + 10


def test_of_several_offers_the_best_that_stands_counts() -> None:
    offers = (OfferInHand(200_000.0), OfferInHand(280_000.0, 3), OfferInHand(250_000.0))
    assert judge(paid(), outlook(offers=offers)).alternative_offer == 2


def test_an_offer_below_the_present_pay_changes_nothing() -> None:
    held = outlook(offers=(OfferInHand(worth=PRESENT - 1),))
    assert (judge(paid(), held).alternative_offer, judge(paid(), held).alternative) == (
        None,
        PRESENT,
    )
    assert shares(paid(), held)[Reason.OFFER] == 0


def test_the_job_itself_is_what_is_left_with_every_reason_off() -> None:
    case = paid(enthusiasm=1, knowledge=0, clarity=1, new_people=9, cash_cost=500.0)
    held = outlook(offers=(OfferInHand(worth=290_000.0),))
    assert shares(case, held)[Reason.JOB] == pytest.approx(0.32 * 80_000)


def test_practice_is_not_counted_yet() -> None:
    assert Reason.PRACTICE not in shares(paid(), outlook())


def test_reasons_that_rest_on_facts_nobody_stated_have_no_share() -> None:
    assert set(shares(paid(), outlook(fallback=None))) == {
        Reason.JOB,
        Reason.SURPRISE,
        Reason.COST,
    }
    said = paid(clarity=5, enthusiasm=3, new_people=0)
    assert shares(said, outlook()) == pytest.approx(
        {
            Reason.JOB: 25_600,
            Reason.CLARITY: 0,
            Reason.ENTHUSIASM: 0,
            Reason.SURPRISE: 0,
            Reason.CONNECTIONS: 0,
            Reason.OFFER: 0,
            Reason.COST: -10 * HOUR,
        }
    )


def test_pay_below_the_least_you_would_take_counts_as_refused() -> None:
    above = 0.4 * (270_000 - PRESENT) + 0.3 * (300_000 - PRESENT)
    assert gain(paid(least=130_000.0), outlook()) == pytest.approx(0.32 * above - 10 * HOUR)


def test_the_least_you_would_take_is_never_the_fallback() -> None:
    assert verdict(paid(least=110_000.0), outlook(fallback=None)) is None
    assert judge(paid(least=119_000.0), outlook()).alternative == PRESENT


def test_a_job_you_would_refuse_is_a_decline_whatever_you_have_otherwise() -> None:
    case = paid(least=200_000.0)
    assert verdict(case, outlook(fallback=None)) is Verdict.DECLINE


@pytest.mark.parametrize(
    ("fallback", "expected"),
    [(PRESENT, Verdict.KEEP), (292_800.0, Verdict.KEEP), (292_900.0, Verdict.DECLINE)],
)
def test_it_is_worth_going_up_to_the_level_to_drop_it_at(
    fallback: float, expected: Verdict
) -> None:
    level = 300_000 - 10 * HOUR / 0.096
    assert 292_800 < level < 292_900
    assert verdict(paid(), outlook(fallback=fallback)) is expected


def test_another_role_is_asked_for_only_where_this_one_would_be_declined() -> None:
    case = paid(wants_other_role=True)
    assert verdict(case, outlook(fallback=280_000.0)) is Verdict.KEEP
    assert verdict(case, outlook(fallback=300_000.0)) is Verdict.REDIRECT
    assert verdict(paid(), outlook(fallback=300_000.0)) is Verdict.DECLINE


@pytest.mark.parametrize(
    "unknown",
    [
        (onsite(), outlook()),
        (onsite(), outlook(fallback=None)),
        (onsite(), outlook(hour_value=None)),
        (onsite(), outlook(hour_value=None, fallback=None)),
        (paid(), outlook(fallback=None)),
        (paid(), outlook(fallback=None, offers=(OfferInHand(260_000.0, 1),))),
        (paid(cash_cost=None), outlook()),
        (paid(cash_cost=None, clarity=1, new_people=9), outlook()),
    ],
)
def test_a_verdict_that_turns_on_something_unknown_is_unknown(
    unknown: tuple[Case, Outlook],
) -> None:
    assert verdict(*unknown) is None


def test_an_offer_that_can_wait_will_do_where_the_fallback_is_unknown() -> None:
    held = outlook(fallback=None, offers=(OfferInHand(worth=260_000.0),))
    assert verdict(paid(), held) is Verdict.KEEP
    assert verdict(paid(), replace(held, offers=(OfferInHand(worth=300_000.0),))) is Verdict.DECLINE


@pytest.mark.parametrize(
    "around",
    [
        outlook(),
        outlook(fallback=None),
        outlook(fallback=9e9),
        outlook(hour_value=None),
        outlook(hour_value=None, fallback=None),
        outlook(hour_value=0.0, fallback=None),
    ],
)
@pytest.mark.parametrize(
    "facts",
    [{}, {"likely": 1.0}, {"low": 1.0, "high": 2.0, "wants_other_role": True}, {"own_chance": 0.0}],
)
def test_where_going_costs_nothing_there_is_nothing_to_lose_whatever_is_unknown(
    around: Outlook, facts: dict[str, Any]
) -> None:
    case = onsite(round=Round.SCREEN, clarity=3, new_people=0, **facts)
    assert costs_nothing(case, around)
    assert verdict(case, around) is Verdict.KEEP


def test_cash_is_a_cost_that_no_price_of_an_hour_makes_up_for() -> None:
    case = onsite(round=Round.SCREEN, clarity=3, cash_cost=10.0)
    assert not costs_nothing(case, outlook(hour_value=None))
    assert not costs_nothing(case, outlook())
    assert verdict(case, outlook(hour_value=None)) is None


@pytest.mark.parametrize("facts", [{}, {"likely": 500_000.0}, {"likely": 500_000.0, "day": 0}])
@pytest.mark.parametrize("around", [outlook(), outlook(fallback=None)])
def test_what_cannot_lead_to_an_offer_is_a_decline_whatever_it_pays(
    facts: dict[str, Any], around: Outlook
) -> None:
    assert verdict(onsite(own_chance=0.0, **facts), around) is Verdict.DECLINE
    other = onsite(own_chance=0.0, wants_other_role=True, **facts)
    assert verdict(other, around) is Verdict.REDIRECT


def test_a_cost_of_unknown_size_cannot_turn_a_decline_into_a_keep() -> None:
    assert verdict(paid(cash_cost=None), outlook(fallback=300_000.0)) is Verdict.DECLINE


def test_the_pay_to_go_from_is_where_the_upside_just_pays_for_the_hours() -> None:
    found = break_even_pay(onsite(knowledge=0), outlook())
    assert found == pytest.approx((PRESENT + 10 * HOUR / 0.096) / 2 / 1.15, abs=1)
    assert found < PRESENT / 2


def test_the_pay_to_go_from_is_held_against_an_offer_that_can_wait() -> None:
    held = outlook(offers=(OfferInHand(worth=260_000.0),))
    found = break_even_pay(onsite(knowledge=0), held)
    assert found == pytest.approx((260_000 + 10 * HOUR / 0.096) / 2 / 1.15, abs=1)


def test_the_pay_to_go_from_is_never_one_that_you_would_refuse() -> None:
    assert break_even_pay(onsite(least=130_000.0), outlook()) == pytest.approx(130_000, abs=1)


def test_no_pay_is_enough_where_no_offer_can_come() -> None:
    assert break_even_pay(onsite(own_chance=0.0), outlook()) == math.inf


@given(ranges, outlooks, more)
def test_more_pay_never_makes_going_worth_less(case: Case, around: Outlook, extra: float) -> None:
    assert case.low is not None
    assert case.likely is not None
    assert case.high is not None
    better = replace(case, low=case.low + extra, likely=case.likely + extra, high=case.high + extra)
    assert gain(better, around) >= gain(case, around) - ROUNDING


@given(ranges, outlooks, st.floats(0, 1), st.floats(0, 1))
def test_a_better_chance_never_makes_going_worth_less(
    case: Case, around: Outlook, one: float, other: float
) -> None:
    worse, better = (replace(case, own_chance=own) for own in sorted((one, other)))
    assert gain(better, around) >= gain(worse, around) - ROUNDING


@given(ranges, outlooks, st.floats(0, 40))
def test_more_hours_never_make_going_worth_more(case: Case, around: Outlook, extra: float) -> None:
    longer = replace(case, prepare=(case.prepare or 0) + extra)
    assert gain(longer, around) == pytest.approx(
        gain(case, around) - extra * (around.hour_value or 0), abs=1e-4
    )


@given(ranges, outlooks, st.floats(0, 5_000))
def test_a_higher_cost_makes_going_worth_just_that_much_less(
    case: Case, around: Outlook, extra: float
) -> None:
    dearer = replace(case, cash_cost=(case.cash_cost or 0) + extra)
    assert gain(dearer, around) == pytest.approx(gain(case, around) - extra, abs=1e-4)


@given(ranges, outlooks, more)
def test_a_better_fallback_never_makes_going_worth_more(
    case: Case, around: Outlook, extra: float
) -> None:
    better = replace(around, fallback=(around.fallback or 0) + extra)
    assert gain(case, better) <= gain(case, around) + ROUNDING


@given(ranges, outlooks)
def test_where_going_costs_something_it_is_kept_just_when_it_gains_something(
    case: Case, around: Outlook
) -> None:
    cost = net_cost(case, around)
    assert cost is not None
    assume(cost > ROUNDING)
    gained = gain(case, around)
    assume(abs(gained) > 1e-3)
    assert (verdict(case, around) is Verdict.KEEP) == (gained > 0)


@given(ranges, outlooks)
def test_a_surprise_never_speaks_against_going(case: Case, around: Outlook) -> None:
    choosy = replace(case, least=None, enthusiasm=3)
    assert shares(choosy, around)[Reason.SURPRISE] >= -ROUNDING


@given(ranges, outlooks)
def test_people_and_learning_never_speak_against_going_nor_offers_and_hours_for_it(
    case: Case, around: Outlook
) -> None:
    said = replace(case, clarity=case.clarity or 3, new_people=case.new_people or 0)
    found = shares(said, around)
    assert min(found[Reason.CLARITY], found[Reason.CONNECTIONS]) >= -ROUNDING
    assert max(found[Reason.OFFER], found[Reason.COST]) <= ROUNDING


@given(cases, outlooks)
def test_an_interview_is_kept_from_the_pay_to_go_from_and_declined_below_it(
    case: Case, around: Outlook
) -> None:
    unpaid = replace(case, likely=None, wants_other_role=False)
    cost = net_cost(unpaid, around)
    assert cost is not None
    assume(cost > 1)
    found = break_even_pay(unpaid, around)
    assert verdict(replace(unpaid, likely=found + 1), around) is Verdict.KEEP
    assert verdict(replace(unpaid, likely=found - 2), around) is Verdict.DECLINE
