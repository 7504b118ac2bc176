"""Where one convex, piecewise linear function first comes down to another: certified, not searched.

Problem. A and B are convex and piecewise linear, and A > B at the left end. Which is the smallest
x with A(x) <= B(x)? The difference is not convex: it may vanish and come back, so halving an
interval can find a later root, or miss them all.

Method. Between two points at which both are known, A lies above its supporting lines there, and
B below its chord. Where those lines lie above that chord there is no root. The search goes from
left to right; while an interval leaves doubt it is split, where the lines of A and B at its left
end meet, or else where the two lines of B meet, which is a kink of B or shows a piece unseen
before. The pieces are finitely many; where both are straight from a point to where they meet,
that is the root.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CLOSE = 1e-13
"""How near, relative to their size, two points are one but for rounding."""


class Sight(NamedTuple):
    """A (upper) and B (lower) at a point x, each with the slope of a supporting line."""

    x: float
    upper: float
    upper_slope: float
    lower: float
    lower_slope: float

    @property
    def gap(self) -> float:
        return self.upper - self.lower


def smallest_root(
    look: Callable[[float], Sight],
    start: Sight,
    known: Iterable[Sight],
    end: float,
    is_gone: Callable[[Sight], bool],
) -> float | None:
    """Return the smallest x at which the gap is gone, None if it still is there at `end`.

    `look` evaluates both functions at a point, `known` are the points looked at before; `is_gone`
    allows for rounding, and must not hold at `start`. Beyond `end` nothing changes any more.
    """
    left = start
    ahead = sorted((each for each in known if start.x < each.x <= end), reverse=True)
    while True:
        if not ahead:
            ahead.append(look(_meeting(left, end)))
        right = ahead[-1]
        if _leaves_doubt(left, right):
            ahead.append(look(_split(left, right)))
        elif is_gone(right):
            return right.x
        elif right.x >= end:
            return None
        else:
            left = ahead.pop()


def _meeting(left: Sight, end: float) -> float:
    """Return where the lines of A and B at a point meet, at most `end`."""
    closing = left.lower_slope - left.upper_slope
    if closing <= 0 or left.gap >= (end - left.x) * closing:
        return end
    return left.x + left.gap / closing


def _split(left: Sight, right: Sight) -> float:
    """Return a point between two at which the functions are to be looked at."""
    meeting = _meeting(left, right.x)
    if left.x < meeting < right.x:
        return meeting
    bend = right.lower_slope - left.lower_slope
    if bend > 0:
        width = right.x - left.x
        rise = right.lower - left.lower - left.lower_slope * width
        kink = right.x - rise / bend
        if left.x < kink < right.x:
            return kink
    return (left.x + right.x) / 2


def _leaves_doubt(left: Sight, right: Sight) -> bool:
    """Say whether there could be a root between two points, short of the right one."""
    width = right.x - left.x
    rise, hardly = right.lower - left.lower, CLOSE * max(1.0, abs(right.upper))
    bent = rise - left.lower_slope * width > hardly
    near = CLOSE * max(1.0, abs(right.x))
    if width <= near or (not bent and right.x <= _meeting(left, right.x + near)):
        return False
    falls = rise / width - left.upper_slope
    if falls <= 0 or left.gap / falls >= width - near:
        return False
    # A's left line meets the chord before the right end; is A's right line below it there?
    behind = width - left.gap / falls
    height = right.gap - behind * (right.upper_slope - rise / width)
    return height <= hardly or right.gap < -hardly
