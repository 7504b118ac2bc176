"""Which rounds can be worth attending at all, given what there is to fall back on.

Law. Whoever attends a round could leave it out instead, draw its outcomes by lot, end with the
fallback wherever they would have accepted its offer, and take as failed what only its practice
would have passed. That saves its costs. What it loses is at most

    G = p G' - c + sum over later rounds j of its kind in other processes of (P_j - p_j) G'_j

with p, P the chances of a pass without and with all the practice there could be (P for p in the
first term), G' what being past the round adds to the fallback alone, by the same equation, with
answers at once and no limits; G' counts as 0 where it is below. A round with G <= 0 adds nothing
to any hunt: it is declined (ties are), so it can be left out. What a process adds to any hunt is
at most G of its first round.

With a risk tolerance the first two terms hold as a factor on the loss; a round that is practice
for another that could be worth attending is then always kept.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tracker.scoring.timeline import effective_chance, lay_out
from tracker.scoring.utility import Utility

if TYPE_CHECKING:
    from tracker.scoring.hunt import Hunt, Process
    from tracker.scoring.timeline import Step, Timeline, Track


class Prospects:
    """What could still come of each track.

    `surplus[n][k]` bounds what standing before round k of track n adds to the fallback, in
    utility; the last entry is that of its offer. `practises` says whether practice counts, and
    `promised` are the tracks whose first round may be promised: that is attended, worth it or not.
    """

    def __init__(
        self, timeline: Timeline, utility: Utility, promised: frozenset[int] = frozenset()
    ) -> None:
        self._fallback = utility.of(timeline.floor)
        self._promised = promised
        self._utility = utility
        self._practice = timeline.hunt.practice
        self.practises = self._practice.cap > 0 and self._practice.odds_ratio > 1
        self.surplus = [
            [0.0] * len(track.steps) + [self._offer(track)] for track in timeline.tracks
        ]
        rounds = [(track, k) for track in timeline.tracks for k in range(len(track.steps))]
        self._later: dict[str, list[tuple[Track, int]]] = {}
        for track, k in sorted(rounds, key=lambda each: each[0].steps[each[1]].attended)[::-1]:
            self.surplus[track.number][k] = max(self._attending(track, k), 0.0)
            self._later.setdefault(track.steps[k].round.kind, []).append((track, k))

    def is_worth(self, track: Track, step: int) -> bool:
        """Say whether it can be worth standing before a round, or past the last, awaiting it."""
        return self.surplus[track.number][step] > 0

    def _offer(self, track: Track) -> float:
        draws = ((p, self._utility.of(value)) for p, value in track.process.worth)
        return math.fsum(
            p * (worth - self._fallback) for p, worth in draws if worth > self._fallback
        )

    def _attending(self, track: Track, k: int) -> float:
        step, passed = track.steps[k], self.surplus[track.number][k + 1]
        chance = effective_chance(step.round.chance, self._practice, self._practice.cap)
        factor, toll = self._utility.toll(step.cost)
        ahead = chance * passed if chance else 0.0
        alone = factor * (self._fallback + ahead) - toll - self._fallback
        return alone + self._taught(track, step)

    def _taught(self, track: Track, step: Step) -> float:
        """Return how much more others can be worth through the practice that a round gives."""
        if not (self.practises and step.round.gives_practice):
            return 0.0
        return math.fsum(
            self._gain_by_practice(other.steps[k].round.chance, self.surplus[other.number][k + 1])
            for other, k in self._later.get(step.round.kind, ())
            if other.place != track.place and self._is_attended(other, k)
        )

    def _is_attended(self, track: Track, k: int) -> bool:
        return self.is_worth(track, k) or (k == 0 and track.number in self._promised)

    def _gain_by_practice(self, chance: float, passed: float) -> float:
        most = effective_chance(chance, self._practice, self._practice.cap) - chance
        if not (most and passed):
            return 0.0
        return most * passed if self._utility.tolerance is None else math.inf


def surplus(hunt: Hunt) -> dict[str, float]:
    """Return by id what each process adds at most to any hunt of these, in money.

    What several add together is at most the sum.
    """
    lasting = [offer.worth for offer in hunt.offers if offer.expires is None]
    timeline = lay_out(hunt)
    found = Prospects(timeline, Utility(None, max([hunt.fallback, *lasting]))).surplus
    return {
        track.process.id: found[track.number][0] * _awaited(track.process)
        for track in timeline.stated
    }


def _awaited(process: Process) -> float:
    return process.awaiting.chance if process.awaiting else 1.0
