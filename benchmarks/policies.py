"""How much simple rules lose beside the exact decision: python -m benchmarks.policies [HUNTS].

Problem. One rule says which interviews to attend, another which offers to accept. What are they
worth beside the best plan?

Method. Expected values are exact (games.py); the best plan must come to what the solver says, or
this stops. Hunts are those of plausible.py, of four, five and six processes in turn.

    share lost = (V - R) / (V - V0)

with V the best plan's value, R the rule's, V0 that of attending nothing. With both sums added up
over the hunts it is the share of all the money to be gained that a rule leaves; beside it stands
its median over the hunts with something to gain.

Misjudged. Whoever decides has the odds of each process 1.5 times too high or too low, and the worth
of its job 10 % too high or too low, at random; the terms of an offer are known once it is there.
The best plan is made from these figures in every state that is met, and so is the rule; what they
come to is reckoned with the true ones.
"""

from __future__ import annotations

import math
import statistics
import sys
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.games import Game, Player, result
from benchmarks.plausible import HOUR_VALUES, hunt
from tracker.scoring.reservation import standalone_reservation
from tracker.scoring.solver import solve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.games import Rule
    from tracker.scoring.hunt import Hunt, Process

HUNTS = 400
"""How many hunts there are of each family."""

SIZES = (4, 5, 6)
CLOSE = 1e-9
"""How near the best plan must come to the solver's value, relative to it."""

NOTHING = 1e-6
"""The gain, in money, up to which there is nothing to gain."""

ODDS, WORTH = 1.5, 0.1
"""How far odds (as a ratio) and worths (as a share) are misjudged."""


def everything(_hunt: Hunt) -> Rule:
    return lambda _process, _step, _best: True


def until_an_offer(hunt: Hunt) -> Rule:
    return lambda _process, _step, best: best <= hunt.fallback


def likely_worth(hunt: Hunt) -> Rule:
    likely = [_likely(process) for process in hunt.processes]
    return lambda process, _step, best: likely[process] > best


def reservation_value(hunt: Hunt) -> Rule:
    values = [
        [_reservation(process, step, hunt.hour_value) for step in range(len(process.rounds))]
        for process in hunt.processes
    ]
    return lambda process, step, best: values[process][step] > best


def top_half(hunt: Hunt) -> Rule:
    ranked = sorted(range(len(hunt.processes)), key=lambda n: -_likely(hunt.processes[n]))
    starred = set(ranked[: (len(ranked) + 1) // 2])
    return lambda process, _step, _best: process in starred


def _likely(process: Process) -> float:
    """Return the middle of the amounts that a job can be worth."""
    return process.worth[len(process.worth) // 2][1]


def _reservation(process: Process, step: int, hour_value: float) -> float:
    """Return z of a process from a round on; infinite where there is nothing to lose."""
    left = replace(process, rounds=process.rounds[step:])
    z = standalone_reservation(left, hour_value)
    return math.inf if z is None else -math.inf if z == "none" else z


RULES: dict[str, Callable[[Hunt], Rule] | None] = {
    "everything that fits": everything,
    "nothing more once an offer is open": until_an_offer,
    "likely worth above the best open offer": likely_worth,
    "reservation value above the best open offer": reservation_value,
    "the top half by stars": top_half,
    "as is best": None,
}
ACCEPTING = {"take it on its last day": True, "as is best": False}
FAMILIES: dict[str, tuple[int | None, tuple[float, float]]] = {
    "no offer in hand": (0, HOUR_VALUES),
    "one offer in hand": (1, HOUR_VALUES),
    "cheap hours": (None, (0.0, 10.0)),
}
"""The offers in hand (None: as many as plausible.py makes), and what an hour is worth."""


Played = tuple[str, bool]
"""What to attend, and whether offers are taken on their last day."""


class Trial(NamedTuple):
    """A hunt: V - V0, and V - R of every rule; `limited` are hours for interviews."""

    limited: bool
    gain: float
    lost: dict[Played, float]
    lost_misjudged: dict[Played, float]


def misjudged(hunt: Hunt, seed: int) -> Hunt:
    """Return the hunt as somebody sees it who is wrong about every process."""
    chance = Random(f"misjudged {seed}")  # noqa: S311 (the same every time, no secret)
    seen = []
    for process in hunt.processes:
        odds = ODDS ** chance.choice([-1, 1])
        factor = 1 + WORTH * chance.choice([-1, 1])
        rounds = [
            replace(step, chance=step.chance * odds / (1 - step.chance + step.chance * odds))
            for step in process.rounds
        ]
        worth = tuple((share, value * factor) for share, value in process.worth)
        seen.append(replace(process, rounds=tuple(rounds), worth=worth))
    return replace(hunt, processes=tuple(seen))


def trial(hunt: Hunt, seed: int) -> Trial:
    """Try every rule on a hunt; exits where the best plan is not what the solver says."""
    truth, believed = Game(hunt), Game(misjudged(hunt, seed))
    value = Player(truth, None, takes=False).values[truth.start]
    solved = solve(hunt, flips=()).value
    if not math.isclose(value, solved, rel_tol=CLOSE):
        sys.exit(f"Seed {seed}: the best plan is worth {value}, the solver says {solved}.")
    lost, lost_misjudged = {}, {}
    for name, rule in RULES.items():
        for takes in ACCEPTING.values():
            player = Player(truth, rule and rule(truth.hunt), takes=takes)
            lost[name, takes] = value - player.values[truth.start]
            player = Player(believed, rule and rule(believed.hunt), takes=takes)
            lost_misjudged[name, takes] = value - result(truth, player)
    in_hand = max([hunt.fallback, *(offer.worth for offer in hunt.offers)])
    return Trial(hunt.weekly_hours is not None, value - in_hand, lost, lost_misjudged)


def trials(family: str, hunts: int) -> list[Trial]:
    """Try every rule on the hunts of a family."""
    offers, hour_values = FAMILIES[family]
    return [
        trial(
            hunt(seed, SIZES[seed % len(SIZES)], offers=offers, hour_values=hour_values),
            seed,
        )
        for seed in range(hunts)
    ]


def share(gains: Sequence[float], losses: Sequence[float]) -> tuple[float, float]:
    """Return the share lost in all, and its standard error (of a ratio, to first order)."""
    whole = math.fsum(gains)
    lost = math.fsum(losses) / whole
    off = (loss - lost * gain for gain, loss in zip(gains, losses, strict=True))
    return lost, math.sqrt(math.fsum(each**2 for each in off)) / whole


def median(gains: Sequence[float], losses: Sequence[float]) -> float:
    """Return the median of the share lost, over the hunts with something to gain."""
    pairs = zip(gains, losses, strict=True)
    return statistics.median(loss / gain for gain, loss in pairs if gain > NOTHING)


def percent(part: float) -> int:
    return round(100 * part)


def losses(family: Sequence[Trial], rule: Played, *, wrong: bool) -> list[float]:
    return [(each.lost_misjudged if wrong else each.lost)[rule] for each in family]


def cell(family: Sequence[Trial], rule: Played, *, wrong: bool) -> str:
    """Return the share lost in all and its median, in percent."""
    gains, lost = [each.gain for each in family], losses(family, rule, wrong=wrong)
    return f"{percent(share(gains, lost)[0])} ({percent(median(gains, lost))})"


def table(found: dict[str, list[Trial]], *, wrong: bool) -> Iterator[str]:
    """Yield the lines of a Markdown table: the share lost by each rule in each family."""
    yield f"| interviews attended | an offer | {' | '.join(found)} |"
    yield f"|---|---|{'---|' * len(found)}"
    for name in RULES:
        for said, takes in ACCEPTING.items():
            cells = [cell(family, (name, takes), wrong=wrong) for family in found.values()]
            yield f"| {name} | {said} | {' | '.join(cells)} |"


def summary(name: str, family: Sequence[Trial]) -> str:
    """Say what there is to be gained, and how sure the shares are."""
    gains = [each.gain for each in family]
    none = sum(gain <= NOTHING for gain in gains)
    rules = [(rule, wrong) for rule in family[0].lost for wrong in (True, False)]
    error = max(share(gains, losses(family, rule, wrong=wrong))[1] for rule, wrong in rules)
    return (
        f"{name}: {statistics.mean(gains):,.0f} to be gained on average, nothing in {none} hunts; "
        f"standard error of a share at most {100 * error:.1f} points"
    )


def by_hours(found: dict[str, list[Trial]]) -> dict[str, list[Trial]]:
    """Return the hunts of each family apart, by whether the hours for interviews are limited."""
    return {
        f"{name}, {hours}": [each for each in family if each.limited == limited]
        for name, family in found.items()
        for hours, limited in (("no limit", False), ("limit", True))
    }


def main(hunts: int) -> None:
    found = {family: trials(family, hunts) for family in FAMILIES}
    print(f"{hunts} hunts of each family; % of the gain lost, in all (in the median)")
    for title, groups, wrong in (
        ("With the true figures", found, False),
        ("Misjudged", found, True),
        ("With the true figures, by hours", by_hours(found), False),
    ):
        print(f"\n{title}:\n", *table(groups, wrong=wrong), sep="\n")
    print()
    for name, family in found.items():
        print(summary(name, family))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else HUNTS)
