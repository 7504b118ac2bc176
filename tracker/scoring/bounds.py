"""What a hunt, or a part of it, could be worth at most: found at once, however large it is.

Problem. The value V of a hunt takes time that grows fast with the processes open at once. What is
it at most, and what could those that were left out add?

Relaxation. Let every answer come at once, nothing lapse, hours be no limit and nothing clash, and
let every round find the most practice there could be before it. A plan for the hunt is then one
of many, so V is no more than the best of them. That is Pandora's problem with boxes opened in
stages, and is solved exactly. With F the fallback or the best offer in hand, each process has a
capped value K, made from its last round to its first:

    past the last round    K = X, the worth of the job;
    before a round         with its chance P of a pass K = min(z, K past it), else minus infinity,

where z solves P E[max(K past it - z, 0)] = c. With K of all processes independent

    V <= E[max(F, K_1, ..., K_n)].

A round with c <= 0 is attended for nothing: it has no cap. What it pays comes to those who pass the
round before, and is taken off that round's cost times the chance; what a first round pays is added.

What processes T add to the rest S. Whoever leaves T out can draw its outcomes by lot, end with the
fallback f wherever an offer of T would have been accepted, and take as failed what only its
practice would have passed. So V(S and T) - V(S) is at most

    the bound of T alone, with f, less f  +  sum over rounds j of S that T is practice for, of
                                             P_j G_j' - p_j G_j'

where P and p are the chances with all the practice there could be and with none, and G' what being
past a round adds to any hunt; it is the offer's mean surplus over f after the last round, and

    G = max(0, P G' - c + sum over later rounds j of its kind elsewhere of P_j G_j' - p_j G_j')

before a round. It is also at most the sum of G over the first rounds of T, and at most the bound
of all less F.

With a risk tolerance t the value is a certain amount. What an uncertain result is worth for certain
is at most its mean (Jensen's inequality), so the bound of V holds as it is. The rest holds with the
certain amount -t log(1 - p + p exp(-G' / t)) in the place of p G', and that of the offer for its
mean: the same argument bounds the ratio of the expected losses exp(-result / t), step by step.

Sources: Weitzman, "Optimal Search for the Best Alternative", Econometrica 47(3), 1979; Kleinberg,
Waggoner, Weyl, "Descending Price Optimally Coordinates Search", EC 2016 (capped values); Gupta,
Jiang, Scully, Singla, "The Markovian Price of Information", IPCO 2019 (boxes opened in stages).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tracker.scoring.timeline import effective_chance, lay_out

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tracker.scoring.hunt import Hunt, Worth
    from tracker.scoring.timeline import Step, Timeline, Track


class _Box(NamedTuple):
    """A process: (chance, capped value) pairs, else nothing; and what it pays for certain."""

    draws: Worth
    pays: float


class _Pupil(NamedTuple):
    """A round that practice helps, and by how much in money at most, all of it together."""

    track: Track
    step: Step
    gain: float


def upper_bound(hunt: Hunt) -> float:
    """Return an amount of money that V is not above."""
    return _relaxed(_in_hand(hunt), _boxes(_timeline(hunt)))


def added_at_most(hunt: Hunt, ids: Collection[str]) -> float:
    """Return what the processes with these ids add to V at most, in money: V - V without them."""
    timeline, in_hand = _timeline(hunt), _in_hand(hunt)
    boxes, gains = _boxes(timeline), _Gains(timeline)
    theirs = [track for track in timeline.tracks if track.process.id in ids]
    return min(
        _relaxed(gains.floor, [boxes[track.number] for track in theirs])
        - gains.floor
        + gains.taught_by(theirs),
        math.fsum(gains.whole[track.number] for track in theirs),
        _relaxed(in_hand, boxes) - in_hand,
    )


def _in_hand(hunt: Hunt) -> float:
    return max([hunt.fallback, *(offer.worth for offer in hunt.offers)])


def _timeline(hunt: Hunt) -> Timeline:
    """Return the timeline of the processes themselves: V knows no redirects."""
    stated = tuple(replace(each, redirect=None) for each in hunt.processes)
    return lay_out(replace(hunt, processes=stated))


def _by_time(timeline: Timeline) -> list[tuple[Step, int, Track]]:
    """Return every round with its number and its track, in the order in which they are met."""
    rounds = [(step, k, track) for track in timeline.tracks for k, step in enumerate(track.steps)]
    return sorted(rounds, key=lambda each: each[0].attended)


def _relaxed(fallback: float, boxes: Iterable[_Box]) -> float:
    """Return E[max(fallback, capped values)], and what the boxes pay."""
    boxes = list(boxes)
    above = {value for box in boxes for _, value in box.draws if value > fallback}
    total = fallback + math.fsum(box.pays for box in boxes)
    for left, right in pairwise(sorted({fallback, *above})):
        none = math.prod(1 - math.fsum(p for p, value in b.draws if value > left) for b in boxes)
        total += (right - left) * (1 - none)
    return total


def _boxes(timeline: Timeline) -> list[_Box]:
    """Return the box of each track, with the most practice there could be before each round."""
    chances: dict[int, list[float]] = {track.number: [] for track in timeline.tracks}
    before: Counter[str] = Counter()
    for step, _, track in _by_time(timeline):
        chances[track.number].append(_practised(step, timeline, before[step.round.kind]))
        before[step.round.kind] += step.round.gives_practice
    return [_box(track, chances[track.number]) for track in timeline.tracks]


def _practised(step: Step, timeline: Timeline, rounds: float = math.inf) -> float:
    """Return the chance of a pass after at most so many more rounds of the kind."""
    practice, kind = timeline.hunt.practice, step.round.kind
    return effective_chance(step.round.chance, practice, int(min(rounds, practice.left(kind))))


def _box(track: Track, chances: list[float]) -> _Box:
    draws, pays = track.process.worth, 0.0
    for step, chance in zip(reversed(track.steps), reversed(chances), strict=True):
        cost = step.cost - chance * pays
        cap = _cap(draws, cost / chance) if cost > 0 and chance else math.inf
        draws = tuple((chance * p, min(value, cap)) for p, value in draws)
        pays = max(-cost, 0.0)
    waits = track.process.awaiting.chance if track.process.awaiting else 1.0
    return _Box(tuple((waits * p, value) for p, value in draws), waits * pays)


def _cap(draws: Worth, cost: float) -> float:
    """Return the z at which E[max(value - z, 0)] is the cost; minus infinity: there is none."""
    mass = total = 0.0
    cap = -math.inf
    for chance, value in sorted(draws, key=lambda draw: -draw[1]):
        if value <= cap:
            break
        mass += chance
        total += chance * value
        cap = (total - cost) / mass if mass else -math.inf
    return cap


class _Gains:
    """What each process adds at most to any hunt (`whole`, by track), and why; in money.

    `floor` is f, what there is to fall back on whatever happens.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._tolerance = timeline.hunt.risk_tolerance
        lasting = [each.worth for each in timeline.hunt.offers if each.expires is None]
        self.floor = max([timeline.hunt.fallback, *lasting])
        self.whole = {track.number: self._offer(track.process.worth) for track in timeline.tracks}
        self._pupils: dict[str, list[_Pupil]] = defaultdict(list)
        for step, _, track in reversed(_by_time(timeline)):
            self._before(step, track)
        for track in timeline.tracks:
            if track.process.awaiting:
                waits = track.process.awaiting.chance
                self.whole[track.number] = self._passed(waits, self.whole[track.number])

    def taught_by(self, theirs: list[Track]) -> float:
        """Return what all others can owe at most to practice by these tracks."""
        first: dict[str, Step] = {}
        for step, _, track in _by_time(self._timeline):
            if track in theirs and step.round.gives_practice:
                first.setdefault(step.round.kind, step)
        return math.fsum(
            pupil.gain
            for kind, teacher in first.items()
            for pupil in self._pupils[kind]
            if pupil.track not in theirs and pupil.step.attended > teacher.attended
        )

    def _before(self, step: Step, track: Track) -> None:
        """Go from past a round of a track to before it."""
        past, kind = self.whole[track.number], step.round.kind
        practised = self._passed(_practised(step, self._timeline), past)
        others = [pupil.gain for pupil in self._pupils[kind] if pupil.track is not track]
        taught = math.fsum(others) if step.round.gives_practice else 0.0
        self.whole[track.number] = max(practised - step.cost + taught, 0.0)
        if self.whole[track.number]:
            gain = practised - self._passed(step.round.chance, past)
            self._pupils[kind].append(_Pupil(track, step, gain))

    def _offer(self, worth: Worth) -> float:
        return self._certain([(p, max(value - self.floor, 0.0)) for p, value in worth if p])

    def _passed(self, chance: float, gain: float) -> float:
        return self._certain([(chance, gain), (1 - chance, 0.0)])

    def _certain(self, draws: list[tuple[float, float]]) -> float:
        """Return what gains with these chances are worth for certain."""
        if self._tolerance is None:
            return math.fsum(chance * gain for chance, gain in draws)
        low, t = min(gain for chance, gain in draws if chance), self._tolerance
        return low - t * math.log(
            math.fsum(p * math.exp((low - gain) / t) for p, gain in draws if p)
        )
