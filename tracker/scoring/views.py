"""What a hunt is worth at other fallbacks, and from which one on a process adds nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from tracker.scoring.flips import Sight, smallest_root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracker.scoring.ladder import Ladder, Values
    from tracker.scoring.solution import Flip
    from tracker.scoring.utility import Utility

TIE = 1e-12
"""How near two values are a tie, relative to the amounts of the hunt."""

FEW_TOLERANCES = 4
"""Over how many risk tolerances a flip is looked for at a time."""

View: TypeAlias = "Callable[[int, float], Sight]"


@dataclass(slots=True, kw_only=True)
class Views:
    """The values of a solved hunt as functions of the fallback's utility.

    Fallbacks run from `floor` to `end`, in money; beyond nothing changes. `tolls` are what each
    promise takes from what follows it, and a gap of `tie`, in money, is none. Looking at one more
    fallback is the cost, so what was seen there is kept for all of `tracks`: those of which
    something is still to be looked for.
    """

    ladder: Ladder
    tracks: set[int]
    utility: Utility
    tolls: dict[int, tuple[float, float]]
    floor: float
    end: float
    tie: float
    _seen: dict[float, Values[complex]] = field(default_factory=dict)

    def flip(self, view: View, track: int, start: float) -> Flip:
        """Return the smallest fallback from `start` on at which the gap of a view is gone."""
        first = view(track, self.utility.of(start))
        if self._is_gone(first):
            return start
        known = [view(track, each) for each in self._seen]
        for end in map(self.utility.of, self._milestones()):
            if first.x < end:
                root = smallest_root(partial(view, track), first, known, end, self._is_gone)
                if root is not None:
                    return self.utility.certain(root)
                first = view(track, end)
        return "never"

    def optional(self, track: int, fallback: float) -> Sight:
        """Return V and V without the process."""
        values = self._values(fallback)
        whole, without = values.today, values.without[track]
        return Sight(fallback, whole.real, whole.imag, without.real, without.imag)

    def promised(self, track: int, fallback: float) -> Sight:
        """Return V with the first round promised, and V without the process."""
        values = self._values(fallback)
        factor, toll = self.tolls[track]
        whole, without = factor * values.promised[track] - toll, values.without[track]
        return Sight(fallback, whole.real, whole.imag, without.real, without.imag)

    def _milestones(self) -> Iterator[float]:
        """Yield up to where the flips are looked for, a few risk tolerances at a time.

        From further away a place cannot be told well: utilities grow too much in between.
        """
        step = FEW_TOLERANCES * (self.utility.tolerance or 0.0)
        if step:
            count = math.ceil((self.end - self.floor) / step)
            yield from (self.floor + step * number for number in range(1, count))
        yield self.end

    def _values(self, fallback: float) -> Values[complex]:
        if fallback not in self._seen:
            self._seen[fallback] = self.ladder.lines(fallback, self.tracks)
        return self._seen[fallback]

    def _is_gone(self, sight: Sight) -> bool:
        return self.utility.certain(sight.upper) - self.utility.certain(sight.lower) <= self.tie
