"""The rules of a hunt as moves on states: what each event can lead to.

The states are those of layout.py, and what is left out of them is exact: an offer is not kept if
it is not above the fallback, or if another is worth no less and lasts no shorter; last days with
nothing between them are one; a round that can never be worth it does not come up (prospects.py);
where nothing pending can end better than an offer in hand, that is the end.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING

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
    Answering,
    Choosing,
    Draw,
    Ending,
    Keeping,
    Lapsing,
    Move,
    Offering,
    Sitting,
    Strip,
    Week,
)
from tracker.scoring.prospects import Prospects
from tracker.scoring.timeline import effective_chance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.scoring.hunt import OfferInHand
    from tracker.scoring.layout import Event
    from tracker.scoring.timeline import Timeline, Track
    from tracker.scoring.utility import Utility


class Rules:
    """The moves of a hunt; `promised` are the tracks that promises are asked for, by number.

    `offers` are all that may be in hand.
    """

    def __init__(
        self,
        timeline: Timeline,
        utility: Utility,
        promised: frozenset[int],
        offers: Iterable[OfferInHand],
    ) -> None:
        self.timeline = timeline
        self.utility = utility
        self.fallback = utility.of(timeline.floor)
        self.prospects = Prospects(timeline, utility, promised)
        lapses = [lapse for lapse in map(self._lapse, offers) if lapse]
        draws = [lapse for track in timeline.tracks for _, lapse in self._draws(track)]
        self.layout = Layout(timeline, self.prospects, promised, {*lapses, *draws})
        bests = sorted(self._pending_above(), reverse=True)
        self._bests = [best for best, _ in reversed(bests)]
        self._better = [*accumulate((bit for _, bit in bests), or_, initial=0)][::-1]
        self._lapses = [
            (event, bit) for event, bit in self.layout.bit.items() if isinstance(event, Lapse)
        ]
        self._certain: dict[Lapse, Draw] = {}
        self._weeks = self._tight_weeks()

    def state(
        self,
        tracks: Iterable[Track],
        offers: Iterable[OfferInHand],
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
        return state | week.noted(exact(self.timeline.hunt.hours_used), ()) if week else state

    def limits(self, track: int) -> bool:
        """Say whether promising a first round is more than to leave it no choice.

        It is where that keeps hours or blocks a slot, and where the round would not come up.
        """
        if not self.prospects.is_worth(self.timeline.tracks[track], 0):
            return True
        week = self.timeline.week(self.layout.step(track, 0).day)
        clashing = {track for n, later in self.layout.clashes.items() for track in (n, *later)}
        return week in self._weeks or track in clashing

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
        if lapse not in self._certain:
            self._certain[lapse] = self._drawn(lapse)
        return replace(self._certain[lapse], chance=chance)

    def _drawn(self, lapse: Lapse) -> Draw:
        """Return what comes of a sure offer."""
        beaten_by = beats = 0
        for event, bit in self._lapses:
            if event.worth >= lapse.worth and event.evening >= lapse.evening:
                beaten_by |= bit
            elif event.worth <= lapse.worth and event.evening <= lapse.evening:
                beats |= bit
        return Draw(self.layout.bit[lapse], 1.0, beaten_by, beats, self._better_than(lapse.worth))

    def _better_than(self, worth: float) -> int:
        """Return the bits of the events that could end better."""
        place = bisect_right(self._bests, worth)
        return self._better[place]

    def _tight_weeks(self) -> dict[int, Week]:
        limit = self.timeline.hunt.weekly_hours
        return {
            week: Week(
                self.layout.bit[WeekEnd(week)],
                self.layout.hours,
                hours_allowed(limit or 0.0),
                rounds,
            )
            for week, rounds in self.layout.weeks.items()
        }

    def move(self, event: Event) -> Move:
        """Return what an event can lead to."""
        bit = self.layout.bit[event]
        if isinstance(event, Lapse):
            return Lapsing(bit, event.worth, self._better_than(event.worth), self.utility.rounding)
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
        strips = self._strips(event.track, event.step)
        return Choosing(sitting, factor, toll, self.utility.rounding, strips)

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
