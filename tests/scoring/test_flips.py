"""The smallest root of two convex, piecewise linear functions is found, and no later one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.scoring.flips import Sight, smallest_root

Line = tuple[Fraction, Fraction]
"""Height at 0, and slope."""

END = 40


def line(height: float, slope: float) -> Line:
    return Fraction(height), Fraction(slope)


def level_of(lines: tuple[Line, ...], x: Fraction) -> tuple[Fraction, Fraction]:
    """Return height and slope at x of the largest of some lines."""
    return max((height + slope * x, slope) for height, slope in lines)


@dataclass
class Pair:
    """A, the largest of the upper lines, and B, that of the lower; how often they were looked at.

    Where two lines are the largest, either slope is that of a supporting line: `steep` chooses.
    """

    upper: tuple[Line, ...]
    lower: tuple[Line, ...]
    steep: bool = True
    looks: list[float] = field(default_factory=list)

    def gap(self, x: Fraction) -> Fraction:
        return level_of(self.upper, x)[0] - level_of(self.lower, x)[0]

    def lifted(self, more: Fraction) -> Pair:
        """Return the pair with A so much higher."""
        return replace(self, upper=tuple((height + more, slope) for height, slope in self.upper))

    def look(self, x: float) -> Sight:
        self.looks.append(x)
        (a, a_slope), (b, b_slope) = (self._seen(lines, x) for lines in (self.upper, self.lower))
        return Sight(x, a, a_slope, b, b_slope)

    def _seen(self, lines: tuple[Line, ...], x: float) -> tuple[float, float]:
        heights = [(float(height) + float(slope) * x, float(slope)) for height, slope in lines]
        top = max(height for height, _ in heights)
        slopes = [slope for height, slope in heights if height == top]
        return top, max(slopes) if self.steep else min(slopes)

    def exact_root(self, start: int) -> Fraction | None:
        """Return the smallest root: between two kinks next to each other the gap is straight."""
        places = {Fraction(start), Fraction(END)}
        for lines in (self.upper, self.lower):
            for (a, a_slope), (b, b_slope) in combinations(lines, 2):
                if a_slope != b_slope:
                    places.add((b - a) / (a_slope - b_slope))
        for left, right in pairwise(sorted(x for x in places if start <= x <= END)):
            before, after = self.gap(left), self.gap(right)
            if after <= 0:
                return left + (right - left) * before / (before - after)
        return None

    def root(self, start: int = 0, known: tuple[float, ...] = ()) -> float | None:
        first, seen = self.look(start), [self.look(x) for x in known]
        return smallest_root(self.look, first, seen, END, lambda sight: sight.gap <= 1e-12)


@pytest.mark.parametrize("steep", [True, False])
@pytest.mark.parametrize(
    ("upper", "lower", "root"),
    [
        # Two straight lines: 10 and x.
        ([line(10, 0)], [line(0, 1)], 10),
        # They never meet: 10 + x / 2 and x / 2.
        ([line(10, 0.5)], [line(0, 0.5)], None),
        # They would meet at 45, beyond the end: 45 and x.
        ([line(45, 0)], [line(0, 1)], None),
        # They meet at the very end.
        ([line(40, 0)], [line(0, 1)], 40),
        # It is gone from 12 to 16, as A bends at 15: max(11, x - 4) and 8 + x / 4.
        ([line(11, 0), line(-4, 1)], [line(8, 0.25)], 12),
        # Only B's second line meets A, 4 + x / 2: max(1, 3 x / 4 - 2).
        ([line(4, 0.5)], [line(1, 0), line(-2, 0.75)], 24),
        # From 8 on they are one: max(8, x) and x.
        ([line(8, 0), line(0, 1)], [line(0, 1)], 8),
        # From 4 to 6 they are one, and not behind: max(8 - x / 2, 6, x) and 6.
        ([line(8, -0.5), line(6, 0), line(0, 1)], [line(6, 0)], 4),
        # A's kink at 8 touches B from above: max(8 - x / 2, x / 2) and 4.
        ([line(8, -0.5), line(0, 0.5)], [line(4, 0)], 8),
        # The root is at B's kink, at 6: 9 and max(x / 2 + 6, 2 x - 3).
        ([line(9, 0)], [line(6, 0.5), line(-3, 2)], 6),
        # A's first line would meet B at 6, but A bends at 5: max(5, x) and x - 1.
        ([line(5, 0), line(0, 1)], [line(-1, 1)], None),
    ],
)
def test_the_first_meeting_is_found(
    upper: list[Line], lower: list[Line], root: float | None, *, steep: bool
) -> None:
    pair = Pair(tuple(upper), tuple(lower), steep)
    expected = pair.exact_root(0)
    assert (None if expected is None else float(expected)) == root
    assert pair.root() == (None if root is None else pytest.approx(root, abs=1e-11))


SLOPES = st.integers(0, 8).map(lambda eighths: Fraction(eighths, 8))
LINES = st.lists(st.tuples(st.integers(-20, 20).map(Fraction), SLOPES), min_size=1, max_size=6).map(
    tuple
)
PAIRS = st.builds(Pair, LINES, LINES, st.booleans())


@settings(max_examples=1000)
@given(PAIRS, st.integers(0, 10), st.lists(st.floats(0, END), max_size=6).map(tuple))
@example(Pair((line(11, 0), line(-4, 1)), (line(8, 0.25),)), 0, (14.0, 20.0))
@example(Pair((line(11, 0), line(-4, 1)), (line(8, 0.25),)), 0, (12.0, 14.0, 16.0))
def test_the_first_meeting_is_that_of_exact_arithmetic(
    pair: Pair, start: int, known: tuple[float, ...]
) -> None:
    pair = pair.lifted(max(1 - pair.gap(Fraction(start)), Fraction(0)))
    expected = pair.exact_root(start)
    found = pair.root(start, known)
    assert found == (None if expected is None else pytest.approx(float(expected), abs=1e-10))


@given(PAIRS)
def test_the_functions_are_looked_at_a_few_times_for_each_piece(pair: Pair) -> None:
    pair = pair.lifted(max(1 - pair.gap(Fraction(0)), Fraction(0)))
    pair.root()
    assert len(pair.looks) <= 4 * (len(pair.upper) + len(pair.lower))
