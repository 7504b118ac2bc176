"""The measured hunts are as they are said to be, and rules are worth what they are said to be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.games import Game, Player, result
from benchmarks.plausible import hunt
from benchmarks.policies import FAMILIES, RULES, SIZES, likely_worth, misjudged, until_an_offer
from tracker.scoring.hunt import Hunt, OfferInHand, Practice, Process, Round
from tracker.scoring.solver import solve

SEEDS = range(12)

ONSITE = Round(day=0, chance=0.6, cash_cost=1, response_days=5)
ASKED = Process(id="asked", worth=((1, 20.0),), window_days=3, rounds=(ONSITE,))
WAITING = Hunt(offers=(OfferInHand(10.0, 3),), processes=(ASKED,))
"""An offer of 10 lapses before the answer comes, which is 20 or nothing."""


def family_hunt(family: str, seed: int) -> Hunt:
    offers, hour_values = FAMILIES[family]
    return hunt(seed, SIZES[seed % len(SIZES)], offers=offers, hour_values=hour_values)


def best(game: Game) -> float:
    return Player(game, None, takes=False).values[game.start]


def test_a_seed_makes_the_same_hunt_and_another_seed_another() -> None:
    assert hunt(1, 4) == hunt(1, 4) != hunt(2, 4)
    assert len(hunt(1, 12).processes) == 12


def test_plausible_hunts_keep_within_their_ends() -> None:
    made = [hunt(seed, 8) for seed in range(50)]
    values = [value for one in made for each in one.processes for _, value in each.worth]
    steps = [step for one in made for each in one.processes for step in each.rounds]
    assert 89_000 <= min(values) < max(values) <= 218_500
    assert {step.kind for step in steps} == {"screen", "technical", "onsite"}
    assert {len(one.offers) for one in made} == {0, 1, 2}
    assert {one.weekly_hours is None for one in made} == {True, False}
    assert all(0.2 < step.chance < 0.7 and 1 <= step.hours <= 15 for step in steps)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_best_plan_of_a_game_is_worth_what_the_solver_says(family: str) -> None:
    for seed in SEEDS:
        one = family_hunt(family, seed)
        assert best(Game(one)) == pytest.approx(solve(one, flips=()).value, rel=1e-9)


def test_so_it_is_with_much_practice_and_few_hours() -> None:
    practice = Practice(odds_ratio=2, cap=2)
    for seed in SEEDS:
        one = replace(hunt(seed, 5, offers=1, practice=practice), weekly_hours=11.0, hours_used=3.0)
        assert best(Game(one)) == pytest.approx(solve(one, flips=()).value, rel=1e-9)


@pytest.mark.parametrize("family", FAMILIES)
def test_no_rule_beats_the_best_plan_nor_taking_offers_what_is_best(family: str) -> None:
    for seed in SEEDS:
        game = Game(family_hunt(family, seed))
        top = best(game)
        for rule in RULES.values():
            rules = rule and rule(game.hunt)
            taking, choosing = (Player(game, rules, takes=takes) for takes in (True, False))
            assert taking.values[game.start] <= choosing.values[game.start] + 1e-6
            assert choosing.values[game.start] <= top + 1e-6


def test_who_misjudges_nothing_gets_what_they_expect() -> None:
    for seed in SEEDS:
        truth, seen = (Game(family_hunt("cheap hours", seed)) for _ in range(2))
        for rule in RULES.values():
            player = Player(seen, rule and rule(seen.hunt), takes=False)
            assert result(truth, player) == pytest.approx(player.values[seen.start], rel=1e-12)


def test_who_misjudges_does_no_better_than_the_best_plan() -> None:
    for seed in SEEDS:
        one = family_hunt("one offer in hand", seed)
        truth = Game(one)
        player = Player(Game(misjudged(one, seed)), None, takes=False)
        assert result(truth, player) <= best(truth) + 1e-6


def test_an_offer_may_lapse_for_a_better_answer() -> None:
    game = Game(WAITING)
    for takes, worth in ((True, 9), (False, 0.6 * 20 - 1)):
        assert Player(game, likely_worth(WAITING), takes=takes).values[game.start] == worth
    assert Player(game, until_an_offer(WAITING), takes=False).values[game.start] == 10
    assert best(game) == 11


def test_who_thinks_little_of_their_chances_stays_with_the_offer() -> None:
    unsure = replace(ASKED, rounds=(replace(ONSITE, chance=0.5),))
    player = Player(Game(replace(WAITING, processes=(unsure,))), None, takes=False)
    assert result(Game(WAITING), player) == 10


def test_what_an_offer_is_worth_is_known_once_it_is_there() -> None:
    dear = replace(ASKED, worth=((1, 40.0),))
    late = replace(
        ASKED, id="late", rounds=(replace(ONSITE, day=6, chance=0.5),), worth=((1, 30.0),)
    )
    hunt = Hunt(processes=(ASKED, late))
    seen = Player(Game(replace(hunt, processes=(dear, late))), None, takes=False)
    assert result(Game(hunt), seen) == pytest.approx(0.6 * 20 + 0.4 * 15 - 1 - 0.4)
