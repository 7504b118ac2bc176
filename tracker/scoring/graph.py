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
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tracker.scoring.layout import Lapse, Meeting, Reply
from tracker.scoring.moves import IMPOSSIBLE, Choosing, Ending, Lapsing, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.scoring.layout import Event
    from tracker.scoring.moves import Move
    from tracker.scoring.rules import Rules

FIRST = 2
"""The first place of a state with something pending; before are the end, and what is impossible."""

TOLD_APART = 1e-12
"""How far two chances of attending must be apart to be different ones."""


class TooManyStatesError(Exception):
    """The hunt has more states than may be met: it cannot be solved exactly in bounded time."""


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


class Graph:
    """The states of a hunt that were asked for, each at a place in `value`, its value.

    `valued` lists them by event, each after all that can follow it.

    Raises TooManyStatesError when more than `limit` states would be met.
    """

    def __init__(self, rules: Rules, limit: int) -> None:
        self.value = [rules.fallback, -math.inf]
        self._rules = rules
        self._limit = limit
        self._met = 0
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
            each.event.track: math.fsum(flows[-1])
            for each, _, flows in self._reached(place, tie)
            if isinstance(each.event, Meeting) and each.event.step == 0
        }

    def endings(self, place: int, tie: float) -> dict[float, float]:
        """Return the chance of ending with each utility under the best plan, costs apart."""
        chances: dict[float, float] = defaultdict(float)
        left = 1.0
        for each, weights, flows in self._reached(place, tie):
            if isinstance(each.move, Lapsing):
                accepted = math.fsum(weights) - math.fsum(flows[0])
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
        attended = self._attended(list(meetings), tie)
        found: dict[Meeting, set[int]] = {meeting: set() for meeting in attended}
        for each, weights, flows in self._reached(place, tie):
            if isinstance(each.event, Reply):
                for meeting, chances in attended.items():
                    if self._tells(each, weights, flows, chances):
                        found[meeting].add(self._answer_day(each.event))
        return {meeting: sorted(days) for meeting, days in found.items()}

    def _attended(self, meetings: list[Meeting], tie: float) -> dict[Meeting, list[float]]:
        """Return by meeting, and by place, the chance that the best plan attends it."""
        plan = self._plan(tie)
        found = {meeting: [0.0, 0.0] for meeting in meetings}
        for each in self.valued:
            shares = each.move.flow(plan, [1.0] * len(each.ways[0]), *each.ways)
            for meeting, chances in found.items():
                if each.event == meeting and isinstance(each.move, Choosing):
                    chances.extend(map(float, each.move.attends(plan, *each.ways)))
                    continue
                led = [0.0] * len(each.ways[0])
                for way, share in zip(each.ways, shares, strict=True):
                    led = [
                        so_far + s * chances[w]
                        for so_far, s, w in zip(led, share, way, strict=True)
                    ]
                chances.extend(led)
        return found

    def _tells(
        self,
        each: Valued,
        weights: list[float],
        flows: tuple[list[float], ...],
        attended: list[float],
    ) -> bool:
        """Say whether the ways of an answer lead to different chances of attending."""
        for n in range(len(weights)):
            ways = zip(each.ways, flows, strict=True)
            led = [attended[way[n]] for way, flow in ways if flow[n]]
            if max(led) - min(led) > TOLD_APART:
                return True
        return False

    def _answer_day(self, event: Reply) -> int:
        track = self._rules.timeline.tracks[event.track]
        if event.step < 0 and track.awaited:
            return track.awaited[0]
        return track.steps[event.step].answered[0]

    def _reached(
        self, place: int, tie: float
    ) -> Iterator[tuple[Valued, list[float], tuple[list[float], ...]]]:
        """Yield the events that the best plan can reach, by time.

        Of each come the states reached, with their weights, and those of the ways from there.
        """
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
            yield each._replace(ways=ways), here, flows

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
            self._met += len(found)
            if self._met > self._limit:
                raise TooManyStatesError
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
