"""What can happen next in a state, and what that makes of it.

A move belongs to one event. `split` takes the states in which the event is next to the states that
follow, one list for each way in which it can go; `merge` takes their values back to one value each;
`flow` says with which weight each way is gone, given the weights of the states. The states of a
move are handled together, as lists: that is what makes the whole fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

IMPOSSIBLE = -1
"""The state that a way leads to which is not open; its value is minus infinity."""

States = list[int]
"""States, or their places in the list of values."""

Values = list[float]
Number = TypeVar("Number", float, complex)
"""A value, or a value with its slope as the imaginary part: what is done to both is the same."""

Strip = tuple[int, int]
"""A count of practice: the events that it matters to, and what is left of a state without it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The best plan: values by place, and what paying a tie's worth takes from one of them."""

    value: Sequence[float]
    factor: float
    toll: float

    def level(self, value: float) -> float:
        """Return what must be exceeded to be better than a value, and not a tie with it."""
        return self.factor * value - self.toll


class Move(Protocol):
    def split(self, states: States) -> tuple[States, ...]: ...

    def merge(self, value: Sequence[Number], *ways: States) -> list[Number]: ...

    def flow(self, plan: Plan, weights: Values, *ways: States) -> tuple[Values, ...]: ...


def stripped(states: States, strips: tuple[Strip, ...]) -> States:
    """Drop the counts of practice that nothing pending makes use of any more."""
    for concerns, keep in strips:
        states = [s if s & concerns else s & keep for s in states]
    return states


@dataclass(frozen=True, slots=True)
class Answering:
    """An answer that opens the next round (`opens`, its bit) or ends the process."""

    bit: int
    chance: float
    opens: int
    strips: tuple[Strip, ...]

    def split(self, states: States) -> tuple[States, ...]:
        bit, swap = self.bit, self.bit | self.opens
        return stripped([s ^ bit for s in states], self.strips), [s ^ swap for s in states]

    def merge(self, value: Sequence[Number], *ways: States) -> list[Number]:
        p, q = self.chance, 1 - self.chance
        return [q * value[a] + p * value[b] for a, b in zip(*ways, strict=True)]

    def flow(self, _plan: Plan, weights: Values, *_ways: States) -> tuple[Values, ...]:
        p, q = self.chance, 1 - self.chance
        return [q * w for w in weights], [p * w for w in weights]


@dataclass(frozen=True, slots=True)
class Draw:
    """An offer that may be drawn: its bit and its chance, all rounds passed.

    It is not kept beside one of `beaten_by`; it takes the place of those in `beats`. Where none of
    the events in `better` is pending it is as good as the end.
    """

    bit: int
    chance: float
    beaten_by: int
    beats: int
    better: int

    def added_to(self, states: States) -> States:
        bit, beaten_by, keep, better = self.bit, self.beaten_by, ~self.beats, self.better
        return [s if s & beaten_by else (s & keep | bit if s & better else bit) for s in states]


@dataclass(frozen=True, slots=True)
class Offering:
    """The last answer of a process: no offer (or none worth having), or one of the draws."""

    bit: int
    chance: float
    draws: tuple[Draw, ...]

    @property
    def _chances(self) -> list[float]:
        each = [self.chance * draw.chance for draw in self.draws]
        return [1 - sum(each), *each]

    def split(self, states: States) -> tuple[States, ...]:
        bit = self.bit
        refused = [s ^ bit for s in states]
        return refused, *(draw.added_to(refused) for draw in self.draws)

    def merge(self, value: Sequence[Number], *ways: States) -> list[Number]:
        first, *others = zip(self._chances, ways, strict=True)
        total = [first[0] * value[s] for s in first[1]]
        for p, states in others:
            total = [t + p * value[s] for t, s in zip(total, states, strict=True)]
        return total

    def flow(self, _plan: Plan, weights: Values, *_ways: States) -> tuple[Values, ...]:
        return tuple([p * w for w in weights] for p in self._chances)


@dataclass(frozen=True, slots=True)
class Lapsing:
    """The last evening of an offer: accept it, which ends the hunt, or let it lapse."""

    bit: int
    worth: float
    better: int
    rounding: float

    def split(self, states: States) -> tuple[States, ...]:
        bit, better = self.bit, self.better
        return ([s ^ bit if s & better else 0 for s in states],)

    def merge(self, value: Sequence[Number], *ways: States) -> list[Number]:
        worth, least = self.worth, self.worth + self.rounding
        return [worth if least >= (v := value[s]).real else v for s in ways[0]]

    def flow(self, plan: Plan, weights: Values, *ways: States) -> tuple[Values, ...]:
        value, least = plan.value, plan.level(self.worth)
        return ([w if value[s] > least else 0.0 for s, w in zip(ways[0], weights, strict=True)],)


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a week or of a slot: what was kept in mind for it is dropped."""

    keep: int

    def split(self, states: States) -> tuple[States, ...]:
        keep = self.keep
        return ([s & keep for s in states],)

    def merge(self, value: Sequence[Number], *ways: States) -> list[Number]:
        return [value[s] for s in ways[0]]

    def flow(self, _plan: Plan, weights: Values, *_ways: States) -> tuple[Values, ...]:
        return (weights,)


class Week:
    """The hours used in a week in which they could run short, as part of a state.

    A sum of hours counts as none once all the rounds left of the week would fit beside it, and as
    all once none would. `mask` is where it stands, `rounds` are when and hours of the rounds of the
    week, by time.
    """

    def __init__(
        self, bit: int, mask: int, allowed: int, rounds: list[tuple[tuple[int, ...], int]]
    ) -> None:
        self.bit = bit
        self.mask = mask
        self.keep = ~(mask | bit)
        self.allowed = allowed
        self._sums = [0]
        self._places = {0: 0}
        self._left: dict[tuple[int, ...], tuple[int, int] | None] = {}
        for after in {(), *(moment for moment, _ in rounds)}:
            left = [hours for moment, hours in rounds if moment > after]
            self._left[after] = (sum(left), min(left)) if left else None

    def used(self, state: int) -> int:
        return self._sums[state & self.mask]

    def noted(self, used: int, after: tuple[int, ...]) -> int:
        """Return how these hours used are noted once the rounds up to a moment are over."""
        left = self._left[after]
        if left is None or used + left[0] <= self.allowed:
            return 0
        if used + left[1] > self.allowed:
            used = self.allowed + 1
        if used not in self._places:
            self._places[used] = len(self._sums)
            self._sums.append(used)
        return self.bit | self._places[used]


class _Marks(dict[int, int]):
    """What there is to note after an event, by what it depends on; found when first asked for."""

    def __init__(self, found: Callable[[int], int]) -> None:
        self._found = found

    def __missing__(self, key: int) -> int:
        return self.setdefault(key, self._found(key))


@dataclass(frozen=True, slots=True)
class Sitting:
    """A round on its day, if it is attended: what it leaves pending at each count of practice.

    `pending` are by count the answer's bit and what the count rises by. It cannot be attended
    beside any of `blocked`; `slot_end` is noted while one of `clashing` is still to come.
    """

    bit: int
    shift: int
    mask: int
    pending: tuple[int, ...]
    strips: tuple[Strip, ...]
    promised: bool
    moment: tuple[int, ...]
    hours: int
    blocked: int = 0
    clashing: int = 0
    slot_end: int = 0
    week: Week | None = None
    reserved: tuple[tuple[int, int], ...] = ()

    def attended(self, states: States) -> States:
        bit, shift, mask = self.bit, self.shift, self.mask
        change = [each - bit for each in self.pending]
        found = [s + change[s >> shift & mask] for s in states]
        if self.week or self.blocked or self.slot_end:
            keep, minds, marks = self._keep, self._minds(), _Marks(self._limited)
            found = [new & keep | marks[s & minds] for s, new in zip(states, found, strict=True)]
        return stripped(found, self.strips)

    def declined(self, states: States, strips: tuple[Strip, ...]) -> States:
        bit, week = self.bit, self.week
        found = [s ^ bit for s in states]
        if week:
            hours, marks = week.mask, _Marks(partial(self._noted, more=0))
            found = [s & week.keep | marks[s & hours] for s in found]
        return stripped(found, strips)

    @property
    def _keep(self) -> int:
        return self.week.keep if self.week else -1

    def _minds(self) -> int:
        """Return all bits that matter to whether it can be attended, and to what is noted then."""
        hours = self.week.mask if self.week else 0
        kept = sum(bit for bit, _ in self.reserved)
        return hours | kept | self.blocked | self.clashing

    def _limited(self, state: int) -> int:
        """Return what attending adds to what is noted, IMPOSSIBLE where there is no way."""
        if not self.promised and not self._fits(state):
            return IMPOSSIBLE
        slot_end = self.slot_end if state & self.clashing else 0
        return slot_end | self._noted(state, self.hours)

    def _noted(self, state: int, more: int) -> int:
        """Return the hours of the week to be noted once so many more are used."""
        return self.week.noted(self.week.used(state) + more, self.moment) if self.week else 0

    def _fits(self, state: int) -> bool:
        if state & self.blocked:
            return False
        if self.week is None:
            return True
        kept = sum(hours for bit, hours in self.reserved if state & bit)
        return self.week.used(state) + self.hours + kept <= self.week.allowed


@dataclass(frozen=True, slots=True)
class Choosing:
    """A round to be attended, which leaves `factor` times what follows less `toll`, or declined."""

    sitting: Sitting
    factor: float
    toll: float
    rounding: float
    strips: tuple[Strip, ...]

    def split(self, states: States) -> tuple[States, ...]:
        return self.sitting.declined(states, self.strips), self.sitting.attended(states)

    def merge(self, value: Sequence[Number], *ways: States) -> list[Number]:
        k, a, tie = self.factor, self.toll, self.rounding
        return [
            x if (x := value[no]).real + tie >= (y := k * value[yes] - a).real else y
            for no, yes in zip(*ways, strict=True)
        ]

    def attends(self, plan: Plan, *ways: States) -> list[bool]:
        """Say where attending is better than declining, and by more than a tie."""
        k, a, value = self.factor, self.toll, plan.value
        f, t = plan.factor, plan.toll
        return [k * value[yes] - a > f * value[no] - t for no, yes in zip(*ways, strict=True)]

    def flow(self, plan: Plan, weights: Values, *ways: States) -> tuple[Values, ...]:
        pairs = list(zip(weights, self.attends(plan, *ways), strict=True))
        return [0.0 if yes else w for w, yes in pairs], [w if yes else 0.0 for w, yes in pairs]


@dataclass(frozen=True, slots=True)
class Keeping:
    """A round that was promised: it is attended, and what it costs was paid when promising."""

    sitting: Sitting
    factor: float
    toll: float

    def split(self, states: States) -> tuple[States, ...]:
        return (self.sitting.attended(states),)

    def merge(self, value: Sequence[Number], *ways: States) -> list[Number]:
        k, a = self.factor, self.toll
        return [k * value[s] - a for s in ways[0]]

    def flow(self, _plan: Plan, weights: Values, *_ways: States) -> tuple[Values, ...]:
        return (weights,)
