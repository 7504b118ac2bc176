"""Hunts as games: every state, what can follow it, and what somebody's choices are worth there.

Method. A state says which processes still go on, which offers are open, what practice there was
and the hours used this week. Each is listed once, after all that can follow it, so that one sweep
over the list values them all: by the best choice, or by any rule. Nothing is simulated.

This shares no code with the solver, and leaves out no round and no state because it cannot be
worth it: a rule may go there.

Assumptions. Hunts are those of plausible.py: answers take a day or more, offers lapse, there are no
slots, no awaited answers and no redirects, and all interviews give practice. An offer not above the
fallback, or with a better one that lasts as long, counts as none.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tracker.scoring.hunt import Hunt, Process

HARDLY = 1e-9
"""By how many hours a limit may be exceeded."""

TIE = 1e-6
"""What difference, in money, is none: decline rather than attend, accept rather than lapse."""

MORNING, DAYTIME, EVENING = range(3)
Offers: TypeAlias = tuple[tuple[int, float], ...]
"""Last day and worth of each open offer, by last day; so the first is worth most."""

Rule: TypeAlias = "Callable[[int, int, float], bool]"
"""Whether to attend: of which process, which round, and the best of open offers and fallback."""


class Event(NamedTuple):
    """An answer, an interview, or the evening on which an offer could lapse."""

    day: int
    part: int
    process: int = -1
    step: int = -1


class State(NamedTuple):
    """What is pending at an event.

    `going` has a bit for each process that still goes on, `used` are the hours of the week, where
    they can run short; `practice` counts rounds attended by kind, and `levels` are those counts by
    process when the round was attended whose answer is out.
    """

    event: int
    going: int
    offers: Offers
    used: float
    practice: tuple[int, ...]
    levels: tuple[int, ...]


class Answer(NamedTuple):
    """Chances, and the places of the states they lead to."""

    ways: tuple[tuple[float, int], ...]


class Interview(NamedTuple):
    process: int
    step: int
    best: float
    cost: float
    declined: int
    attended: int


class LastDay(NamedTuple):
    worth: float
    lapsed: int


Node: TypeAlias = Answer | Interview | LastDay | None
"""What happens in a state; None: the hunt ends with the fallback."""


class Game:
    """The states of a hunt, each at a place in `nodes`, after all that can follow it."""

    def __init__(self, hunt: Hunt) -> None:
        self.hunt = hunt
        self.states: list[State] = []
        self.nodes: list[Node] = []
        self._places: dict[State, int] = {}
        self._days = [list(_days(process)) for process in hunt.processes]
        self.events = sorted(set(self._events()))
        self._crowded = self._crowded_weeks()
        self._last = self._last_of_kinds()
        offers: Offers = ()
        for offer in hunt.offers:
            offers = self._adding(offers, offer.expires or 0, offer.worth)
        number = len(hunt.processes)
        none = (0,) * len(self._last)
        used = hunt.hours_used if self._week(0) in self._crowded else 0.0
        self.start = self.place(
            State(0, (1 << number) - 1, offers, used, none, (0,) * number),
        )

    def place(self, state: State) -> int:
        """Return the place of a state, after listing it and all that can follow."""
        state = self._onward(state)
        if state not in self._places:
            node = self._node(state)
            if isinstance(node, int):
                self._places[state] = node
            else:
                self._places[state] = len(self.nodes)
                self.nodes.append(node)
                self.states.append(state)
        return self._places[state]

    def _events(self) -> Iterator[Event]:
        for place, (process, days) in enumerate(zip(self.hunt.processes, self._days, strict=True)):
            for step, (day, answered) in enumerate(pairwise(days)):
                first = process.rounds[step]
                yield Event(day + (first.gap_days if step else 0), DAYTIME, place, step)
                yield Event(answered, MORNING, place, step)
            yield Event(days[-1] + process.window_days, EVENING)
        for offer in self.hunt.offers:
            yield Event(offer.expires or 0, EVENING)

    def _week(self, day: int) -> int:
        return (day + self.hunt.weekday_of_day0) // 7

    def _crowded_weeks(self) -> set[int]:
        """Return the weeks in which not every round would fit."""
        limit = self.hunt.weekly_hours
        hours = defaultdict(float, {self._week(0): self.hunt.hours_used})
        for event in self.events:
            if event.part == DAYTIME:
                hours[self._week(event.day)] += self._round_hours(event)
        return {week for week, each in hours.items() if limit is not None and each > limit}

    def _last_of_kinds(self) -> dict[str, int]:
        """Return the last event of every kind of round."""
        return {
            self.hunt.processes[event.process].rounds[event.step].kind: number
            for number, event in enumerate(self.events)
            if event.part == DAYTIME
        }

    def _round_hours(self, event: Event) -> float:
        return self.hunt.processes[event.process].rounds[event.step].hours

    def _onward(self, state: State) -> State:
        """Go to the next event at which something happens; a new week has no hours used."""
        number, going, offers, used, practice, levels = state
        while number < len(self.events):
            day, part, process, _ = self.events[number]
            before = self.events[number - 1].day if number else 0
            if self._week(day) != self._week(before):
                used = 0.0
            if offers and offers[0][0] == day if part == EVENING else going >> process & 1:
                counts = zip(practice, self._last.values(), strict=True)
                useful = tuple(count if number <= last else 0 for count, last in counts)
                return State(number, going, offers, used, useful, levels)
            number += 1
        return State(number, 0, (), 0.0, (), ())

    def _node(self, state: State) -> Node | int:
        """Return what happens in a state; the place of another, if it is that one in effect."""
        if state.event == len(self.events):
            return None
        event = self.events[state.event]
        then = state._replace(event=state.event + 1)
        if event.part == EVENING:
            lapsed = self.place(then._replace(offers=state.offers[1:]))
            return LastDay(state.offers[0][1], lapsed)
        over = then._replace(going=state.going & ~(1 << event.process))
        if event.part == DAYTIME:
            return self._interview(event, then, over)
        told = _with(state.levels, event.process, 0)
        chance = self._chance(event, state.levels[event.process])
        then, over = then._replace(levels=told), over._replace(levels=told)
        return Answer(tuple(self._answers(event, chance, then, over)))

    def _chance(self, event: Event, level: int) -> float:
        chance = self.hunt.processes[event.process].rounds[event.step].chance
        odds = chance * self.hunt.practice.odds_ratio**level
        return odds / (1 - chance + odds)

    def _answers(
        self, event: Event, chance: float, then: State, over: State
    ) -> Iterator[tuple[float, int]]:
        process = self.hunt.processes[event.process]
        yield 1 - chance, self.place(over)
        if event.step + 1 < len(process.rounds):
            yield chance, self.place(then)
            return
        for share, worth in process.worth:
            offers = self._adding(over.offers, event.day + process.window_days, worth)
            yield chance * share, self.place(over._replace(offers=offers))

    def _interview(self, event: Event, then: State, over: State) -> Node | int:
        step = self.hunt.processes[event.process].rounds[event.step]
        used = then.used + step.hours if self._week(event.day) in self._crowded else then.used
        declined = self.place(over)
        if self.hunt.weekly_hours is not None and used > self.hunt.weekly_hours + HARDLY:
            return declined
        best = then.offers[0][1] if then.offers else self.hunt.fallback
        cost = step.net_cost(self.hunt.hour_value)
        kind = list(self._last).index(step.kind)
        count = then.practice[kind]
        practised = min(count + 1, self.hunt.practice.cap)
        attended = then._replace(
            used=used,
            practice=_with(then.practice, kind, practised),
            levels=_with(then.levels, event.process, count),
        )
        return Interview(event.process, event.step, best, cost, declined, self.place(attended))

    def _adding(self, offers: Offers, last: int, worth: float) -> Offers:
        """Return the open offers with another, but for those that another makes useless."""
        if worth <= self.hunt.fallback or any(d >= last and w >= worth for d, w in offers):
            return offers
        kept = [(d, w) for d, w in offers if d > last or w > worth]
        return tuple(sorted([*kept, (last, worth)]))


def _with(counts: tuple[int, ...], place: int, count: int) -> tuple[int, ...]:
    return (*counts[:place], count, *counts[place + 1 :])


def _days(process: Process) -> Iterator[int]:
    """Yield the day of the first round, then of each answer."""
    day = process.rounds[0].day or 0
    yield day
    for step in process.rounds:
        day += step.gap_days + step.response_days
        yield day


class Player:
    """Somebody who decides in a game as they see it: `values` are what they expect, by place.

    They attend by a `rule`, or with None as is best; they accept what lapses today (`takes`), or
    as is best.
    """

    def __init__(self, game: Game, rule: Rule | None, *, takes: bool) -> None:
        self.game, self._rule, self._takes = game, rule, takes
        self.values: list[float] = []
        self.catch_up()

    def catch_up(self) -> None:
        """Value the states that were listed since."""
        for node in self.game.nodes[len(self.values) :]:
            does = isinstance(node, Interview | LastDay) and self.does(node)
            self.values.append(led_to(node, self.values, self.game.hunt.fallback, does=does))

    def does(self, node: Interview | LastDay) -> bool:
        """Say whether they attend, or accept."""
        if isinstance(node, LastDay):
            return self._takes or node.worth >= self.values[node.lapsed] - TIE
        if self._rule:
            return self._rule(node.process, node.step, node.best)
        return self.values[node.attended] - node.cost > self.values[node.declined] + TIE


def led_to(node: Node, values: Sequence[float], fallback: float, *, does: bool) -> float:
    """Return the value of a state, given those of what can follow and what is done there."""
    if node is None:
        return fallback
    if isinstance(node, Answer):
        return math.fsum(chance * values[place] for chance, place in node.ways)
    if isinstance(node, LastDay):
        return node.worth if does else values[node.lapsed]
    return values[node.attended] - node.cost if does else values[node.declined]


def result(truth: Game, player: Player) -> float:
    """Return what a player's choices are worth in the true game, whatever they believe."""
    believed = player.game
    places = [
        believed.place(state) if isinstance(node, Interview | LastDay) else -1
        for state, node in zip(truth.states, truth.nodes, strict=True)
    ]
    player.catch_up()
    values: list[float] = []
    for node, place in zip(truth.nodes, places, strict=True):
        seen = believed.nodes[place]
        does = place >= 0 and isinstance(seen, Interview | LastDay) and player.does(seen)
        values.append(led_to(node, values, truth.hunt.fallback, does=does))
    return values[truth.start]
