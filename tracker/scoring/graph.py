"""The decision graph of a hunt, and the values of its states.

Bellman equation. With s a state, that is, all that is pending (layout.py), V(nothing) the
fallback, and the next event of s

    an answer:      V(s) = p V(s passed) + (1 - p) V(s failed); the last pass draws the offer;
    an interview:   V(s) = max(V(s declined), E V(s attended) - c), if it can be attended;
    a last evening: V(s) = max(worth of the offer, V(s without it)).

Values are utilities (utility.py). Every state is met once, however many histories lead to it; the
states reached are listed event by event forwards, and valued in the same steps backwards.

Waiting costs nothing, so offers are accepted on their last evening only; rules.py says what else is
left out, exactly.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tracker.scoring.layout import Lapse, Meeting, Reply
from tracker.scoring.moves import IMPOSSIBLE, Choosing, Ending, Lapsing, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.scoring.layout import Event
    from tracker.scoring.moves import Move
    from tracker.scoring.rules import Rules

FIRST = 2
"""The first place of a state with something pending; before are the end, and what is impossible."""

TOLD_APART = 1e-12
"""How far two chances of attending must be apart to be different ones."""


MOST_STATES = 1_500_000


class TooManyStatesError(Exception):
    """The hunt has more states than may be met: it cannot be solved exactly in bounded time."""


@dataclass(slots=True)
class Effort:
    """How many states may still be met, by all the hunts that are solved with it."""

    left: int = MOST_STATES

    @property
    def is_spent(self) -> bool:
        return self.left < 0

    def spend(self, states: int) -> None:
        """Meet so many states; raises TooManyStatesError where not as many are left."""
        self.left -= states
        if self.is_spent:
            raise TooManyStatesError


class Valued(NamedTuple):
    """The states with one event next: their places from `start` on, and where each way leads."""

    event: Event
    move: Move
    start: int
    ways: tuple[list[int], ...]


def lines(valued: Iterable[Valued], fallback: float) -> list[complex]:
    """Return by place value + slope i in the fallback, for one no lower than that of the graph.

    The slope is that of the best plan, so its line supports the value from below.
    """
    value = [complex(fallback, 1.0), complex(-math.inf)]
    for each in valued:
        value += each.move.merge(value, *each.ways)
    return value


class _Met(NamedTuple):
    """The states met with one event next: the number of each, and those that each way leads to."""

    event: Event
    move: Move
    numbers: list[int]
    ways: tuple[list[int], ...]


class Reached(NamedTuple):
    """The states with one event next that the best plan can reach, where each way leads from there.

    `weights` are the chances of reaching them, `flows` of going each way.
    """

    event: Event
    move: Move
    places: list[int]
    weights: list[float]
    ways: tuple[list[int], ...]
    flows: tuple[list[float], ...]


class Graph:
    """The states of a hunt that were asked for, each at a place in `value`, its value.

    `valued` lists them by event, each after all that can follow it.

    Raises TooManyStatesError when more states would be met than the effort allows.
    """

    def __init__(self, rules: Rules, effort: Effort) -> None:
        self.value = [rules.fallback, -math.inf]
        self._rules = rules
        self._effort = effort
        self._numbers: list[dict[int, int]] = [{} for _ in range(rules.layout.top + 1)]
        self._numbers[0][0] = 0
        self._numbers[IMPOSSIBLE.bit_length()][IMPOSSIBLE] = 1
        self._known = [each.setdefault for each in self._numbers]
        self._places = [0, 1]
        self.valued: list[Valued] = []
        self._moves: dict[Event, Move] = {}
        self._events = [
            (event, self._numbers[bit.bit_length()]) for event, bit in rules.layout.bit.items()
        ][::-1]

    def solve(self, states: Iterable[int]) -> list[int]:
        """Meet all that can follow these states, value it, and return their places."""
        wanted, met = self._meet(list(states))
        places = self._places
        for event, move, numbers, ways in reversed(met):
            start = len(self.value)
            for place, number in enumerate(numbers, start):
                places[number] = place
            led = tuple([places[number] for number in way] for way in ways)
            self.value += move.merge(self.value, *led)
            self.valued.append(Valued(event, move, start, led))
        return [places[number] for number in wanted]

    def attendance(self, place: int, tie: float) -> dict[int, float]:
        """Return the chance that the best plan from a place attends each track's first round.

        `tie` is in utility, here and below.
        """
        return {
            each.event.track: math.fsum(each.flows[-1])
            for each in self._reached(place, tie)
            if isinstance(each.event, Meeting) and each.event.step == 0
        }

    def endings(self, place: int, tie: float) -> dict[float, float]:
        """Return the chance of ending with each utility under the best plan, costs apart."""
        chances: dict[float, float] = defaultdict(float)
        left = 1.0
        for each in self._reached(place, tie):
            if isinstance(each.move, Lapsing):
                accepted = math.fsum(each.weights) - math.fsum(each.flows[0])
                chances[each.move.worth] += accepted
                left -= accepted
        chances[self._rules.fallback] += left
        return dict(chances)

    def without_good_news(self, place: int, tie: float) -> Iterator[tuple[Meeting | Lapse, bool]]:
        """Yield the choices of the best plan from a place if every answer is a no, by time.

        True is to attend a meeting, or to accept an offer, which is the last choice.
        """
        plan = self._plan(tie)
        while place >= FIRST:
            each = self.valued[self._index(place)]
            ways = [[way[place - each.start]] for way in each.ways]
            flows = each.move.flow(plan, [1.0], *ways)
            if isinstance(each.event, Lapse):
                yield each.event, not flows[0][0]
                if not flows[0][0]:
                    return
            elif isinstance(each.event, Meeting):
                yield each.event, bool(flows[-1][0])
            attended = isinstance(each.event, Meeting) and flows[-1][0]
            place = ways[-1 if attended else 0][0]

    def news(self, place: int, meetings: Iterable[Meeting], tie: float) -> dict[Meeting, list[int]]:
        """Return by meeting the days of the answers that could change whether it is attended."""
        reached = list(self._reached(place, tie))[::-1]
        return {meeting: sorted(self._news(reached, meeting)) for meeting in meetings}

    def _news(self, reached: Sequence[Reached], meeting: Meeting) -> set[int]:
        """Return these days from all that the best plan reaches, the last first."""
        attended: dict[int, float] = {}
        days = set()
        for each in reached:
            is_met = each.event == meeting and isinstance(each.move, Choosing)
            for n, (place, weight) in enumerate(zip(each.places, each.weights, strict=True)):
                shares = [flow[n] / weight for flow in each.flows]
                led = [attended.get(way[n], 0.0) for way in each.ways]
                chance = (
                    shares[-1] if is_met else sum(s * c for s, c in zip(shares, led, strict=True))
                )
                if chance:
                    attended[place] = chance
                ahead = [c for s, c in zip(shares, led, strict=True) if s]
                if isinstance(each.event, Reply) and max(ahead) - min(ahead) > TOLD_APART:
                    days.add(self._answer_day(each.event))
        return days

    def _answer_day(self, event: Reply) -> int:
        track = self._rules.timeline.tracks[event.track]
        if event.step < 0 and track.awaited:
            return track.awaited[0]
        return track.steps[event.step].answered[0]

    def _reached(self, place: int, tie: float) -> Iterator[Reached]:
        """Yield the events that the best plan can reach, by time."""
        plan, weights, end = self._plan(tie), [0.0] * (place + 1), place + 1
        weights[place] = 1.0
        for each in reversed(self.valued[: self._index(place) + 1]):
            reached = [n for n, weight in enumerate(weights[each.start : end]) if weight]
            end = each.start
            if not reached:
                continue
            here = [weights[end + n] for n in reached]
            ways = tuple([way[n] for n in reached] for way in each.ways)
            flows = each.move.flow(plan, here, *ways)
            for way, flow in zip(ways, flows, strict=True):
                for led, weight in zip(way, flow, strict=True):
                    weights[led] += weight
            places = [end + n for n in reached]
            yield Reached(each.event, each.move, places, here, ways, flows)

    def attends(self, place: int, meeting: Meeting, tie: float) -> bool:
        """Say whether the best plan attends a meeting that is the next choice at a place."""
        if place < FIRST:
            return False
        each = self.valued[self._index(place)]
        ways = [[way[place - each.start]] for way in each.ways]
        if isinstance(each.move, Ending):
            return self.attends(ways[0][0], meeting, tie)
        if each.event != meeting or not isinstance(each.move, Choosing):
            return False
        return each.move.attends(self._plan(tie), *ways)[0]

    def _plan(self, tie: float) -> Plan:
        return Plan(self.value, *self._rules.utility.toll(-tie))

    def _index(self, place: int) -> int:
        return bisect_right(self.valued, place, key=lambda each: each.start) - 1

    def _meet(self, states: list[int]) -> tuple[list[int], list[_Met]]:
        """Return the numbers of states, and by event what can follow that was not met yet."""
        before = [len(numbers) for _, numbers in self._events]
        wanted, met = self._numbered(states), []
        for (event, numbers), known in zip(self._events, before, strict=True):
            if len(numbers) == known:
                continue
            found = list(islice(numbers, known, None))
            self._effort.spend(len(found))
            names = list(islice(numbers.values(), known, None))
            move = self._move(event)
            ways = tuple([self._numbered(way) for way in move.split(found)])
            met.append(_Met(event, move, names, ways))
        return wanted, met

    def _move(self, event: Event) -> Move:
        if event not in self._moves:
            self._moves[event] = self._rules.move(event)
        return self._moves[event]

    def _numbered(self, states: list[int]) -> list[int]:
        """Return the numbers of states; one not met before gets its own."""
        start, known = len(self._places), self._known
        self._places += [0] * len(states)
        return [known[s.bit_length()](s, new) for new, s in enumerate(states, start)]
