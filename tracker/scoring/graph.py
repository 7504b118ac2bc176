"""The decision graph of a hunt, and the values of its states.

Bellman equation. With s a state, that is, all that is pending (layout.py), V(nothing) the
fallback, and the next event of s

    an answer:      V(s) = p V(s passed) + (1 - p) V(s failed); the last pass draws the offer;
    an interview:   V(s) = max(V(s declined), E V(s attended) - c), if it can be attended;
    a last evening: V(s) = max(worth of the offer, V(s without it)).

Values are utilities (utility.py). Every state is met once, however many histories lead to it; the
states reached are listed event by event forwards, and valued in the same steps backwards.

Exact simplifications. Offers are accepted on their last evening only, as waiting costs nothing. An
offer is not kept if it is not above the fallback, or if another is worth no less and lasts no
shorter. Last days with nothing between them are one. A round that can never be worth it is left
out (prospects.py). Where nothing pending can end better than an offer in hand, that is the end.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from tracker.scoring.layout import (
    Lapse,
    Layout,
    Meeting,
    Reply,
    SlotEnd,
    WeekEnd,
    exact,
    hours_allowed,
)
from tracker.scoring.moves import (
    IMPOSSIBLE,
    Answering,
    Choosing,
    Draw,
    Ending,
    Keeping,
    Lapsing,
    Move,
    Offering,
    Plan,
    Sitting,
    Strip,
    Week,
)
from tracker.scoring.prospects import Prospects
from tracker.scoring.timeline import effective_chance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.scoring.hunt import OfferInHand
    from tracker.scoring.layout import Event
    from tracker.scoring.timeline import Timeline, Track
    from tracker.scoring.utility import Utility


FIRST = 2
"""The first place of a state with something pending; before are the end, and what is impossible."""


TOLD_APART = 1e-12
"""How far two chances of attending must be apart to be different ones."""


class TooManyStatesError(Exception):
    """The hunt has more states than may be met: it cannot be solved exactly in bounded time."""


class _Valued(NamedTuple):
    """The states with one event next: their places from `start` on, and where each way leads."""

    event: Event
    move: Move
    start: int
    ways: tuple[list[int], ...]


class Graph:
    """The states of a hunt that were asked for, each at a place in `value`, its value.

    `promised` are the numbers of the tracks that promises are asked for, `offers` all that may be
    in hand. Raises TooManyStatesError when more than `limit` states would be met.
    """

    def __init__(
        self,
        timeline: Timeline,
        utility: Utility,
        *,
        promised: frozenset[int] = frozenset(),
        offers: Iterable[OfferInHand] = (),
        limit: int,
    ) -> None:
        self.timeline = timeline
        self.utility = utility
        self.fallback = utility.of(timeline.floor)
        self.limit = limit
        self.value = [self.fallback, -math.inf]
        self._places = {0: 0, IMPOSSIBLE: 1}
        self._valued: list[_Valued] = []
        self._met = 0
        self.prospects = Prospects(timeline, utility, promised)
        lapses = [lapse for lapse in map(self._lapse, offers) if lapse]
        draws = [lapse for track in timeline.tracks for _, lapse in self._draws(track)]
        self.layout = Layout(timeline, self.prospects, promised, {*lapses, *draws})
        self._better = self._pending_above()
        self._weeks = self._tight_weeks()
        self._moves: list[Move] = [self._move(event) for event in self.layout.order]

    def state(
        self,
        tracks: Iterable[Track],
        offers: Iterable[OfferInHand],
        *,
        promised: int | None = None,
    ) -> int:
        """Return the state of today with these tracks and offers, one track perhaps promised."""
        state = 0
        for track in tracks:
            if track.number == promised:
                state |= self.layout.bit[Meeting(track.number, 0, promised=True)]
            elif self.prospects.is_worth(track, 0):
                state |= self.layout.bit[self._first(track)]
        for lapse in map(self._lapse, offers):
            if lapse:
                draw = self._draw(lapse, 1.0)
                state = state if state & draw.beaten_by else state & ~draw.beats | draw.bit
        week = self._weeks.get(self.timeline.week(0))
        return week.noted(state, exact(self.timeline.hunt.hours_used), ()) if week else state

    def solve(self, states: Iterable[int]) -> list[int]:
        """Meet all that can follow these states, value it, and return their places."""
        wanted = list(states)
        places, met = self._places, self._meet(wanted)
        while met:
            event, move, found, ways = met.pop()
            start = len(self.value)
            places.update(zip(found, range(start, start + len(found)), strict=True))
            led = tuple([places[state] for state in way] for way in ways)
            self.value += move.merge(self.value, *led)
            self._valued.append(_Valued(event, move, start, led))
        return [places[state] for state in wanted]

    def lines(self, fallback: float, places: int) -> list[complex]:
        """Return value + slope i in the fallback of the first so many places, for a higher one.

        The slope is that of the best plan, so its line supports the value from below.
        """
        value = [complex(fallback, 1.0), complex(-math.inf)]
        for each in self._valued:
            if each.start >= places:
                break
            value += each.move.merge(value, *each.ways)
        return value

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
        chances[self.fallback] += left
        return dict(chances)

    def without_good_news(self, place: int, tie: float) -> Iterator[tuple[Meeting | Lapse, bool]]:
        """Yield the choices of the best plan from a place if every answer is a no, by time.

        True is to attend a meeting, or to accept an offer, which is the last choice.
        """
        plan = self._plan(tie)
        while place >= FIRST:
            each = self._valued[self._index(place)]
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

    def news(self, place: int, meeting: Meeting, tie: float) -> list[int]:
        """Return the days of the answers that could change whether a meeting is attended."""
        plan, attended = self._plan(tie), [0.0, 0.0]
        for each in self._valued:
            if each.event == meeting and isinstance(each.move, Choosing):
                attended += map(float, each.move.attends(plan, *each.ways))
                continue
            shares = each.move.flow(plan, [1.0] * len(each.ways[0]), *each.ways)
            total = [0.0] * len(each.ways[0])
            for way, share in zip(each.ways, shares, strict=True):
                total = [t + s * attended[w] for t, s, w in zip(total, share, way, strict=True)]
            attended += total
        return sorted(
            {
                self._answer_day(each.event)
                for each, weights, flows in self._reached(place, tie)
                if isinstance(each.event, Reply) and self._tells(each, weights, flows, attended)
            }
        )

    def _tells(
        self,
        each: _Valued,
        weights: list[float],
        flows: tuple[list[float], ...],
        attended: list[float],
    ) -> bool:
        """Say whether the ways of an answer lead to different chances of attending."""
        for n, weight in enumerate(weights):
            if weight:
                ways = zip(each.ways, flows, strict=True)
                led = [attended[way[n]] for way, flow in ways if flow[n]]
                if max(led) - min(led) > TOLD_APART:
                    return True
        return False

    def _answer_day(self, event: Reply) -> int:
        track = self.timeline.tracks[event.track]
        if event.step < 0 and track.awaited:
            return track.awaited[0]
        return track.steps[event.step].answered[0]

    def _reached(
        self, place: int, tie: float
    ) -> Iterator[tuple[_Valued, list[float], tuple[list[float], ...]]]:
        """Yield the events that the best plan can reach, by time, with the weights of the states
        and of the ways from there."""
        plan = self._plan(tie)
        weights = [0.0] * (place + 1)
        weights[place] = 1.0
        end = place + 1
        for each in reversed(self._valued[: self._index(place) + 1]):
            here = weights[each.start : end]
            end = each.start
            if not any(here):
                continue
            flows = each.move.flow(plan, here, *(way[: len(here)] for way in each.ways))
            for way, flow in zip(each.ways, flows, strict=True):
                for led, weight in zip(way, flow, strict=False):
                    if weight:
                        weights[led] += weight
            yield each, here, flows

    def attends(self, place: int, meeting: Meeting, tie: float) -> bool:
        """Say whether the best plan attends a meeting that is the next choice at a place."""
        if place < FIRST:
            return False
        each = self._valued[self._index(place)]
        ways = [[way[place - each.start]] for way in each.ways]
        if isinstance(each.move, Ending):
            return self.attends(ways[0][0], meeting, tie)
        if each.event != meeting or not isinstance(each.move, Choosing):
            return False
        return each.move.attends(self._plan(tie), *ways)[0]

    def _plan(self, tie: float) -> Plan:
        return Plan(self.value, *self.utility.toll(-tie))

    def _index(self, place: int) -> int:
        return bisect_right(self._valued, place, key=lambda each: each.start) - 1

    def _meet(
        self, states: list[int]
    ) -> list[tuple[Event, Move, list[int], tuple[list[int], ...]]]:
        """List by event, in the order of time, the states not met yet and what follows them."""
        places, met = self._places, []
        pending: dict[int, set[int]] = defaultdict(set)
        for state in states:
            if state not in places:
                pending[state & -state].add(state)
        for event, move in zip(self.layout.order, self._moves, strict=True):
            found = list(pending.pop(self.layout.bit[event], ()))
            if not found:
                continue
            self._met += len(found)
            if self._met > self.limit:
                raise TooManyStatesError
            ways = move.split(found)
            for way in ways:
                for state in way:
                    if state not in places:
                        pending[state & -state].add(state)
            met.append((event, move, found, ways))
        return met

    def _first(self, track: Track) -> Event:
        if track.process.awaiting is None:
            return Meeting(track.number, 0)
        return Reply(track.number, -1, track.process.awaiting.chance)

    def _lapse(self, offer: OfferInHand) -> Lapse | None:
        """Return the event of an offer that lapses and is above the fallback."""
        worth = self.utility.of(offer.worth)
        if offer.expires is None or worth <= self.fallback:
            return None
        return Lapse(self.timeline.last_evening(offer.expires), worth)

    def _draws(self, track: Track) -> list[tuple[float, Lapse]]:
        """Return the offers above the fallback that a track can end in, with their chances."""
        evening = self.timeline.last_evening(track.last_day)
        chances: dict[float, float] = defaultdict(float)
        for chance, value in track.process.worth:
            if chance and self.utility.of(value) > self.fallback:
                chances[self.utility.of(value)] += chance
        return [(chance, Lapse(evening, worth)) for worth, chance in chances.items()]

    def _pending_above(self) -> list[tuple[float, int]]:
        """Return what every pending event could end with at best, as (utility, its bit)."""
        best = []
        for event, bit in self.layout.bit.items():
            if isinstance(event, Lapse):
                best.append((event.worth, bit))
            elif isinstance(event, Meeting | Reply):
                track = self.timeline.tracks[event.track]
                ahead = track.steps[event.step + isinstance(event, Reply) :]
                pays = any(step.cost < 0 for step in ahead)
                most = max(value for chance, value in track.process.worth if chance)
                best.append((math.inf if pays else self.utility.of(most), bit))
        return best

    def _draw(self, lapse: Lapse, chance: float) -> Draw:
        beaten_by = beats = 0
        for event, bit in self.layout.bit.items():
            if isinstance(event, Lapse):
                if event.worth >= lapse.worth and event.evening >= lapse.evening:
                    beaten_by |= bit
                elif event.worth <= lapse.worth and event.evening <= lapse.evening:
                    beats |= bit
        bit, better = self.layout.bit[lapse], self._better_than(lapse.worth)
        return Draw(bit, chance, beaten_by, beats, better)

    def _better_than(self, worth: float) -> int:
        return sum(bit for best, bit in self._better if best > worth)

    def _tight_weeks(self) -> dict[int, Week]:
        limit = self.timeline.hunt.weekly_hours
        return {
            week: Week(
                self.layout.bit[WeekEnd(week)], self.layout.top, hours_allowed(limit or 0.0), rounds
            )
            for week, rounds in self.layout.weeks.items()
        }

    def _move(self, event: Event) -> Move:
        bit = self.layout.bit[event]
        if isinstance(event, Lapse):
            return Lapsing(bit, event.worth, self._better_than(event.worth))
        if isinstance(event, WeekEnd):
            return Ending(self._weeks[event.week].keep)
        if isinstance(event, SlotEnd):
            return Ending(~bit)
        if isinstance(event, Reply):
            return self._reply(event, bit)
        return self._meeting(event)

    def _reply(self, event: Reply, bit: int) -> Move:
        track, following = self.timeline.tracks[event.track], event.step + 1
        if following == len(track.steps):
            draws = [self._draw(lapse, chance) for chance, lapse in self._draws(track)]
            return Offering(bit, event.chance, tuple(draws))
        opens = self.layout.bit[Meeting(event.track, following)]
        return Answering(bit, event.chance, opens, self._strips(event.track, following))

    def _strips(self, track: int, step: int) -> tuple[Strip, ...]:
        kinds = self.layout.kinds(track, step)
        return tuple(
            (self.layout.fields[kind].concerns, self.layout.fields[kind].keep) for kind in kinds
        )

    def _meeting(self, event: Meeting) -> Move:
        step = self.layout.step(event.track, event.step)
        cost = min(step.cost, 0.0) if event.promised else step.cost
        factor, toll = self.utility.toll(cost)
        sitting = self._sitting(event)
        if event.promised:
            return Keeping(sitting, factor, toll)
        return Choosing(sitting, factor, toll, self._strips(event.track, event.step))

    def _sitting(self, event: Meeting) -> Sitting:
        n, k, layout = event.track, event.step, self.layout
        step = layout.step(n, k)
        field = layout.fields.get(step.round.kind)
        goes_on = self.prospects.is_worth(self.timeline.tracks[n], k + 1) and step.round.chance > 0
        pending = []
        for count in range(field.most + 1 if field else 1):
            chance = effective_chance(step.round.chance, self.timeline.hunt.practice, count)
            answer = layout.bit[Reply(n, k, chance)] if goes_on else 0
            rises = field and step.round.gives_practice and count < field.most
            pending.append(answer + (1 << field.shift if field and rises else 0))
        kinds = {step.round.kind} if goes_on else {step.round.kind, *layout.kinds(n, k)}
        fields = [layout.fields[kind] for kind in sorted(kinds) if kind in layout.fields]
        return Sitting(
            bit=layout.bit[event],
            shift=field.shift if field else 0,
            mask=field.mask if field else 0,
            pending=tuple(pending),
            strips=tuple((each.concerns, each.keep) for each in fields),
            promised=event.promised,
            moment=step.attended,
            hours=exact(step.round.hours),
            week=self._weeks.get(self.timeline.week(step.day)),
            reserved=self._reserved(event),
            **self._clashes(event),
        )

    def _reserved(self, event: Meeting) -> tuple[tuple[int, int], ...]:
        """Return the hours kept for rounds promised later in the week, by the promise's bit."""
        step = self.layout.step(event.track, event.step)
        week = self.timeline.week(step.day)
        promises = (
            each for each in self.layout.order if isinstance(each, Meeting) and each.promised
        )
        later = [(each, self.layout.step(each.track, 0)) for each in promises]
        return tuple(
            (self.layout.bit[each], exact(kept.round.hours))
            for each, kept in later
            if self.timeline.week(kept.day) == week and kept.attended > step.attended
        )

    def _clashes(self, event: Meeting) -> dict[str, int]:
        """Return the bits of what a round cannot be attended beside, and of what minds it."""
        if event.step:
            return {}
        n, bit = event.track, self.layout.bit
        earlier = [each for each, later in self.layout.clashes.items() if n in later]
        later = self.layout.clashes.get(n, [])
        held = [bit.get(Meeting(each, 0, promised=True), 0) for each in later]
        coming = [bit.get(Meeting(each, 0), 0) for each in later]
        return {
            "blocked": sum(bit[SlotEnd(each)] for each in earlier) + sum(held),
            "clashing": sum(held) + sum(coming),
            "slot_end": bit[SlotEnd(n)] if later else 0,
        }
