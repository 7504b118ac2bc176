"""The standalone rule: what counts as the alternative, and which of its answers is given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.scoring.decision import Judgement, decide
from tracker.scoring.hunt import Awaiting, Hunt, OfferInHand, Process, Redirect, Round
from tracker.words import Verdict

# Weitzman's alpha: z = 70. Interview on day 2, answer on day 5.
ALPHA = Process(
    id="alpha",
    worth=((0.5, 100), (0.5, 55)),
    window_days=7,
    rounds=(Round(day=2, chance=1, cash_cost=15, response_days=3),),
)
OTHER_ROLE = Redirect(0.25, replace(ALPHA, id="other"))


def judge(process: Process, fallback: float = 0, *offers: OfferInHand) -> Judgement:
    (judged,) = decide(Hunt(fallback=fallback, offers=offers, processes=(process,))).processes
    return judged


@pytest.mark.parametrize(
    ("fallback", "verdict"),
    [
        (69.9, Verdict.KEEP),
        (70 - 1e-10, Verdict.DECLINE),
        (70, Verdict.DECLINE),
        (90, Verdict.DECLINE),
    ],
)
def test_an_interview_is_kept_where_z_is_above_the_fallback(
    fallback: float, verdict: Verdict
) -> None:
    assert judge(ALPHA, fallback).verdict is verdict


def test_a_judgement_says_what_it_rests_on() -> None:
    assert judge(ALPHA, 50) == Judgement(
        id="alpha",
        verdict=Verdict.KEEP,
        alternative=50,
        alternative_offer=None,
        gain=12.5,
        net_cost=15,
        standalone_reservation=70,
        chance=1,
        answer_day=5,
    )


def test_an_offer_that_lapses_before_the_answer_is_not_the_alternative() -> None:
    judged = judge(ALPHA, 50, OfferInHand(80, expires=4))
    assert (judged.alternative, judged.alternative_offer) == (50, None)
    assert judged.verdict is Verdict.KEEP


@pytest.mark.parametrize("expires", [5, 6, None])
def test_an_offer_that_lasts_until_the_answer_is_the_alternative(expires: int | None) -> None:
    judged = judge(ALPHA, 50, OfferInHand(60), OfferInHand(80, expires))
    assert (judged.alternative, judged.alternative_offer) == (80, 1)
    assert judged.verdict is Verdict.DECLINE


def test_an_offer_below_the_fallback_is_not_the_alternative() -> None:
    judged = judge(ALPHA, 50, OfferInHand(40), OfferInHand(50))
    assert (judged.alternative, judged.alternative_offer) == (50, None)


def test_another_role_is_asked_for_only_where_this_one_is_declined() -> None:
    asking = replace(ALPHA, redirect=OTHER_ROLE)
    assert judge(asking, 50).verdict is Verdict.KEEP
    assert judge(asking, 80).verdict is Verdict.REDIRECT
    assert judge(ALPHA, 80).verdict is Verdict.DECLINE


def test_with_nothing_to_lose_an_interview_is_kept_against_any_offer() -> None:
    free = replace(ALPHA, rounds=(Round(day=2, chance=0.1),))
    assert judge(free, 1000).verdict is Verdict.KEEP


def test_an_interview_without_a_chance_is_declined_against_any_fallback() -> None:
    hopeless = replace(ALPHA, rounds=(Round(day=2, chance=0, cash_cost=1),))
    assert judge(hopeless, -1000).verdict is Verdict.DECLINE


def test_the_offer_comes_after_every_round_and_its_chance_is_their_product() -> None:
    rounds = (
        Round(day=2, chance=0.5, cash_cost=1, response_days=3),
        Round(gap_days=4, chance=0.4, response_days=1),
        Round(gap_days=2, chance=0.5),
    )
    judged = judge(replace(ALPHA, rounds=rounds))
    assert judged.answer_day == 12
    assert judged.chance == pytest.approx(0.1)


def test_an_awaited_answer_gets_no_verdict_and_neither_does_what_follows_it() -> None:
    follows = (Round(gap_days=2, chance=0.5, cash_cost=3, response_days=1),)
    awaited = judge(replace(ALPHA, awaiting=Awaiting(4, 0.4), rounds=follows), 50)
    assert (awaited.verdict, awaited.gain, awaited.standalone_reservation) == (None, None, None)
    assert (awaited.chance, awaited.answer_day, awaited.net_cost) == (0.2, 7, 3)
    assert judge(replace(ALPHA, awaiting=Awaiting(4, 0.4), rounds=())).net_cost is None


def test_processes_are_judged_in_the_order_of_the_hunt() -> None:
    hunt = Hunt(processes=(replace(ALPHA, id="b"), replace(ALPHA, id="a")))
    assert [each.id for each in decide(hunt).processes] == ["b", "a"]
