"""A hunt as it is, without each process and with each promise, for its fallback and higher ones.

Law. Up to the first round of a process (or the answer that is out) the hunt without it, and the one
with that round promised, are the hunt itself: the same events, in the same states. They part from
it there, where only one way is left to go, and their values follow backwards from there in the
states already met. A promise that keeps hours of its week or blocks a slot is the exception: it
limits what comes before, and is solved by itself.

A graph solved with one fallback holds for all above: what is left out of it adds nothing there
either. But the higher the fallback the more can be left out: offers below it, and the rounds that
are not worth it any more. So where many higher fallbacks are looked at, it pays to solve the hunt
again with some of them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Generic, NamedTuple

from tracker.scoring.graph import Graph, TooManyStatesError, lines
from tracker.scoring.layout import Meeting, Reply
from tracker.scoring.moves import Number
from tracker.scoring.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from tracker.scoring.graph import Effort, Valued
    from tracker.scoring.hunt import OfferInHand
    from tracker.scoring.layout import Event
    from tracker.scoring.timeline import Timeline, Track
    from tracker.scoring.utility import Utility

RUNGS = 3
"""With how many fallbacks a hunt is solved, at most: solving is dearer than looking once."""

FEW = 2000
"""So few states are not worth solving again."""


@dataclass(frozen=True, slots=True)
class Values(Generic[Number]):
    """What a hunt is worth, in utility: as it is, and by track.

    `promised` are with the first round of a track promised, and what promising costs not yet paid;
    `without` are without it.
    """

    today: Number
    promised: dict[int, Number]
    without: dict[int, Number]


class _Branch(NamedTuple):
    """Where a hunt parts from one like it: at an event, in which only one way is left to go.

    That leaves `factor` times what follows less `toll`.
    """

    event: Event
    way: int
    factor: float = 1.0
    toll: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A solved hunt: all its states valued, the place of today, and what parts from it.

    `alone` are the places of the promises solved by themselves, the others branch off.
    """

    valued: Sequence[Valued]
    today: int
    alone: dict[int, int]
    promised: dict[int, _Branch]
    without: dict[int, _Branch]

    @property
    def states(self) -> int:
        """How many states it has."""
        return sum(len(each.ways[0]) for each in self.valued)

    def values(self, value: list[Number], tracks: Collection[int]) -> Values[Number]:
        """Return what a hunt is worth from the values by place, of which a part is lost.

        By track it is told of these, of the others it may be.
        """
        today = value[self.today]
        alone = {track: value[place] for track, place in self.alone.items()}
        kept = [(n, each) for n, each in self.promised.items() if n in tracks]
        struck = [(n, each) for n, each in self.without.items() if n in tracks]
        found = dict(self._branched(value, {each for _, each in chain(kept, struck)}))
        return Values(
            today,
            alone | {track: found.get(each, today) for track, each in kept},
            {track: found.get(each, today) for track, each in struck},
        )

    def _branched(
        self, value: list[Number], branches: Iterable[_Branch]
    ) -> Iterator[tuple[_Branch, Number]]:
        """Yield the value of today by branch, the soonest first: those of the others still hold."""
        index = {each.event: place for place, each in enumerate(self.valued)}
        known = [branch for branch in branches if branch.event in index]
        for branch in sorted(known, key=lambda branch: -index[branch.event]):
            place = index[branch.event]
            each, k, a = self.valued[place], branch.factor, branch.toll
            del value[each.start :]
            value += [k * value[led] - a for led in each.ways[branch.way]]
            for before in self.valued[place + 1 :]:
                value += before.move.merge(value, *before.ways)
            yield branch, value[self.today]


@dataclass(kw_only=True)
class Ladder:
    """A hunt solved with its own fallback, and with higher ones up to `end` on demand.

    `asked` are the tracks to be judged, `promisable` those of them whose first round may be
    promised; `offers` are all that may be in hand, `end` is in money, `effort` is what may be
    spent on it.
    """

    timeline: Timeline
    utility: Utility
    asked: Sequence[Track]
    promisable: Collection[int]
    offers: Collection[OfferInHand]
    end: float
    effort: Effort
    rules: Rules = field(init=False)
    graph: Graph = field(init=False)
    today: int = field(init=False)
    values: Values[float] = field(init=False)
    _rungs: dict[int, Rung] = field(init=False)

    def __post_init__(self) -> None:
        self.rules = self._rules(self.timeline, self.offers)
        self.graph, lowest = self._solved(self.rules)
        asked = [track.number for track in self.asked]
        self.today, self.values = lowest.today, lowest.values(list(self.graph.value), asked)
        self._rungs = {0: lowest}

    @property
    def states(self) -> int:
        """How many states the hunt itself has."""
        return self._rungs[0].states

    def lines(self, fallback: float, tracks: Collection[int]) -> Values[complex]:
        """Return value + slope i at a fallback's utility, by track of these at least."""
        rung = self._rung(fallback)
        return rung.values(lines(rung.valued, fallback), tracks)

    def _rung(self, fallback: float) -> Rung:
        floor = self.timeline.floor
        amounts = [floor + (self.end - floor) * place / RUNGS for place in range(RUNGS)]
        place = max(bisect_right(amounts, fallback, key=self.utility.of) - 1, 0)
        below = self._rungs[max(each for each in self._rungs if each <= place)]
        if place in self._rungs or below.states < FEW:
            return below
        hunt = replace(self.timeline.hunt, fallback=amounts[place])
        timeline = replace(self.timeline, hunt=hunt)
        try:
            _, rung = self._solved(self._rules(timeline, hunt.offers))
        except TooManyStatesError:
            rung = below
        return self._rungs.setdefault(place, rung)

    def _rules(self, timeline: Timeline, offers: Collection[OfferInHand]) -> Rules:
        return Rules(timeline, self.utility, frozenset(self.promisable), offers)

    def _solved(self, rules: Rules) -> tuple[Graph, Rung]:
        tracks, offers = self.timeline.stated, self.timeline.hunt.offers
        alone = [number for number in self.promisable if rules.limits(number)]
        graph = Graph(rules, self.effort)
        today, *promised = graph.solve(
            rules.state(tracks, offers, promised=number) for number in (None, *alone)
        )
        return graph, Rung(
            valued=list(graph.valued),
            today=today,
            alone=dict(zip(alone, promised, strict=True)),
            promised={n: self._promise(n) for n in self.promisable if n not in alone},
            without={track.number: _Branch(_first(track), 0) for track in self.asked},
        )

    def _promise(self, number: int) -> _Branch:
        """Return the branch of a promised round: it is attended, what it costs was paid before."""
        track = self.timeline.tracks[number]
        return _Branch(_first(track), 1, *self.utility.toll(min(track.steps[0].cost, 0.0)))


def _first(track: Track) -> Event:
    """Return what is next of a track."""
    if track.process.awaiting is None:
        return Meeting(track.number, 0)
    return Reply(track.number, -1, track.process.awaiting.chance)
