"""How a state of the hunt is written as one whole number.

Everything that is pending has a bit: an interview on the calendar, an answer that is out, an offer
that lapses, the end of a week whose hours could run short, the end of a slot that clashes. What
happens sooner has the higher bit. So the highest bit set is what happens next, a state needs no
date, and two histories that leave the same pending are one state. Below the bits stand, for each
kind of round, how many were attended as practice, and lowest the hours used in the running week, as
the place of that sum in a list; each is 0 once it cannot matter any more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from tracker.scoring.timeline import AFTERWARDS, NIGHT, effective_chance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.scoring.prospects import Prospects
    from tracker.scoring.timeline import Moment, Step, Timeline


@dataclass(frozen=True, slots=True)
class Meeting:
    """Round `step` of a track on the calendar; promised, it cannot be declined any more."""

    track: int
    step: int
    promised: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to round `step` of a track, a pass with `chance`; step -1: the awaited one."""

    track: int
    step: int
    chance: float


@dataclass(frozen=True, slots=True)
class Lapse:
    """The last evening of an offer, and its utility."""

    evening: Moment
    worth: float


@dataclass(frozen=True, slots=True)
class SlotEnd:
    """The end of a track's first round, for all that its slot clashes with."""

    track: int


@dataclass(frozen=True, slots=True)
class WeekEnd:
    """The end of a week in which the hours could run short."""

    week: int


Event = Meeting | Reply | Lapse | SlotEnd | WeekEnd


@dataclass(frozen=True, slots=True)
class Field:
    """Where the rounds of one kind attended are counted.

    They are counted up to `most`, while it matters to any of the events in `concerns`.
    """

    shift: int
    most: int
    concerns: int

    @property
    def mask(self) -> int:
        return (1 << self.most.bit_length()) - 1

    @property
    def keep(self) -> int:
        """What is left of a state once this count is dropped."""
        return ~(self.mask << self.shift)


class Layout:
    """The bits of a hunt.

    `order` lists the events by time and `bit` gives each its bit; `fields` are the counts of
    practice by kind, `weeks` the hours of the rounds in every week that could run short, by time,
    and `clashes` by track the later first rounds whose slots overlap; `hours` are
    the bits of the hours used, at least one, and `top` is the number of all bits.
    """

    def __init__(
        self,
        timeline: Timeline,
        prospects: Prospects,
        promised: frozenset[int],
        lapses: Iterable[Lapse],
    ) -> None:
        self.timeline = timeline
        self._prospects = prospects
        self._meetings = [*self._all_meetings(promised)]
        self.rounds = sorted({(each.track, each.step) for each in self._meetings})
        self.weeks = self._tight_weeks()
        self.clashes = self._all_clashes()
        most = self._practised()
        timed = [*((lapse.evening, lapse) for lapse in lapses), *self._timed(most)]
        self.order: list[Event] = [event for _, event in sorted(timed, key=lambda pair: pair[0])]
        self.hours = (1 << max(map(len, self.weeks.values()), default=-1) + 2) - 1
        shifts = accumulate(map(int.bit_length, most.values()), initial=self.hours.bit_length())
        *below, least = shifts
        self.top = least + len(self.order)
        self.bit: dict[Event, int] = {
            event: 1 << place for place, event in enumerate(reversed(self.order), least)
        }
        self.fields = {
            kind: Field(shift, count, self._concerns(kind))
            for (kind, count), shift in zip(most.items(), below, strict=True)
        }

    def step(self, track: int, step: int) -> Step:
        return self.timeline.tracks[track].steps[step]

    def kinds(self, track: int, step: int) -> list[str]:
        """Return the kinds of round whose practice still matters to a track from a round on."""
        if not self.fields:
            return []
        rounds = [self.step(track, k).round for n, k in self.rounds if n == track and k >= step]
        found = dict.fromkeys(each.kind for each in rounds if 0 < each.chance < 1)
        return [kind for kind in found if kind in self.fields]

    def _all_meetings(self, promised: frozenset[int]) -> Iterator[Meeting]:
        for track in self.timeline.tracks:
            n = track.number
            if n in promised:
                yield Meeting(n, 0, promised=True)
            opened = True
            for k in range(len(track.steps)):
                worth = self._prospects.is_worth(track, k)
                if worth and opened:
                    yield Meeting(n, k)
                opened = opened and (worth or (k == 0 and n in promised))

    def _practised(self) -> dict[str, int]:
        """Return how many rounds of each kind are worth counting as practice for later ones."""
        practice = self.timeline.hunt.practice
        steps = [self.step(*each) for each in self.rounds]
        most = {}
        for kind in dict.fromkeys(step.round.kind for step in steps):
            same = [step for step in steps if step.round.kind == kind]
            gives = [step.attended for step in same if step.round.gives_practice]
            takes = [step.attended for step in same if 0 < step.round.chance < 1]
            if gives and takes and min(gives) < max(takes):
                most[kind] = (
                    min(practice.left(kind), len(gives)) if self._prospects.practises else 0
                )
        return {kind: count for kind, count in most.items() if count}

    def _tight_weeks(self) -> dict[int, list[tuple[Moment, int]]]:
        """Return the weeks in which not every round would fit, with when and hours of each."""
        hunt, weeks = self.timeline.hunt, defaultdict(list)
        if hunt.weekly_hours is None:
            return {}
        for each in self.rounds:
            step = self.step(*each)
            weeks[self.timeline.week(step.day)].append((step.attended, exact(step.round.hours)))
        this_week = self.timeline.week(0)
        limit = hours_allowed(hunt.weekly_hours)
        return {
            week: sorted(rounds)
            for week, rounds in weeks.items()
            if sum(h for _, h in rounds) + (week == this_week) * exact(hunt.hours_used) > limit
        }

    def _all_clashes(self) -> dict[int, list[int]]:
        """Return by track the tracks whose first rounds come later and overlap."""
        dated = {n: self.step(n, 0) for n, k in self.rounds if k == 0}
        first = {n: step for n, step in dated.items() if step.round.slot}
        clashes: dict[int, list[int]] = {}
        for n, step in first.items():
            for other, after in first.items():
                if step.attended < after.attended and step.round.overlaps(after.round):
                    clashes.setdefault(n, []).append(other)
        return clashes

    def _timed(self, most: dict[str, int]) -> Iterator[tuple[Moment, Event]]:
        for meeting in self._meetings:
            yield self.step(meeting.track, meeting.step).attended, meeting
        for n, k in self.rounds:
            if not self._prospects.is_worth(self.timeline.tracks[n], k + 1):
                continue
            step = self.step(n, k)
            if not step.round.chance:
                continue
            counts = range(most.get(step.round.kind, 0) + 1)
            practice = self.timeline.hunt.practice
            for chance in {effective_chance(step.round.chance, practice, m) for m in counts}:
                yield step.answered, Reply(n, k, chance)
        for track in self.timeline.tracks:
            if track.awaited and track.process.awaiting and self._prospects.is_worth(track, 0):
                chance = track.process.awaiting.chance
                yield track.awaited, Reply(track.number, -1, chance)
        for week in self.weeks:
            yield (self.timeline.last_day_of_week(week), NIGHT), WeekEnd(week)
        for track_number, others in self.clashes.items():
            last = max(self.step(other, 0).attended for other in others)
            yield (*last, AFTERWARDS), SlotEnd(track_number)

    def _concerns(self, kind: str) -> int:
        """Return the bits of the events after which a round of the kind may still be passed."""
        last = {n: k for n, k in self.rounds if self._takes(n, k, kind)}
        bits = 0
        for event, bit in self.bit.items():
            if isinstance(event, Meeting | Reply) and event.track in last:
                ahead = event.step + isinstance(event, Reply)
                bits |= bit if ahead <= last[event.track] else 0
        return bits

    def _takes(self, track: int, step: int, kind: str) -> bool:
        round_ = self.step(track, step).round
        return round_.kind == kind and 0 < round_.chance < 1


def exact(hours: float) -> int:
    """Return hours as a whole number of 1e-12 hours, so that sums do not depend on their order."""
    return round(hours * 1e12)


def hours_allowed(weekly_hours: float) -> int:
    """Return the limit in the unit of `exact`; comparisons of hours allow 1e-9."""
    return exact(weekly_hours) + exact(1e-9)
