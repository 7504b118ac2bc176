"""Values as exact functions of the fallback, and what a user makes of an uncertain result.

The worth of a hunt rises with its fallback x as a convex, piecewise linear function of u(x), where
u is the identity for a risk neutral user and u(x) = -exp(-x / t) for one with the tolerance t. All
that a hunt does to it is to average, to take the larger of two, and to pay; each of the three is
done here without rounding for a risk neutral user, and at 60 digits for a careful one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Number(Protocol):
    """A fraction or a decimal; the two do not mix."""

    def __add__(self, other: Self, /) -> Self: ...
    def __sub__(self, other: Self, /) -> Self: ...
    def __mul__(self, other: Self, /) -> Self: ...
    def __truediv__(self, other: Self, /) -> Self: ...
    def __neg__(self) -> Self: ...
    def __lt__(self, other: Self, /) -> bool: ...
    def __le__(self, other: Self, /) -> bool: ...
    def __float__(self) -> float: ...


N = TypeVar("N", bound=Number)


@dataclass(frozen=True, slots=True)
class Span(Generic[N]):
    """Where a curve is looked at; two numbers nearer than `slack`, as a ratio, are equal."""

    left: N
    right: N
    slack: N


@dataclass(frozen=True, slots=True)
class Curve(Generic[N]):
    """A piecewise linear function: its value and slope at the left end, then by bends.

    A bend is (place, rise of the slope there); they stand in order, strictly inside the span.
    """

    span: Span[N]
    start: N
    slope: N
    bends: tuple[tuple[N, N], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece(Generic[N]):
    """Two curves between two places, where both are straight."""

    left: N
    right: N
    first: N
    first_slope: N
    second: N
    second_slope: N

    @property
    def gap(self) -> N:
        """The first less the second, at the left end."""
        return self.first - self.second

    @property
    def gap_at_right(self) -> N:
        return self.gap + (self.first_slope - self.second_slope) * (self.right - self.left)

    @property
    def crossing(self) -> N:
        return self.left + self.gap / (self.second_slope - self.first_slope)


def size(number: N) -> N:
    return max(number, -number)


def mixed(parts: Iterable[tuple[N, Curve[N]]]) -> Curve[N]:
    """Return the sum of the curves, each times its chance."""
    (chance, curve), *others = parts
    start, slope = chance * curve.start, chance * curve.slope
    bends = {place: chance * rise for place, rise in curve.bends}
    for chance, other in others:
        start += chance * other.start
        slope += chance * other.slope
        for place, rise in other.bends:
            bends[place] = bends[place] + chance * rise if place in bends else chance * rise
    return Curve(curve.span, start, slope, tuple(sorted(bends.items())))


def pieces(first: Curve[N], second: Curve[N]) -> Iterator[Piece[N]]:
    """Cut the span at every bend of either curve."""
    rises, others = dict(first.bends), dict(second.bends)
    left, value, slope = first.span.left, first.start, first.slope
    other, other_slope = second.start, second.slope
    for right in [*sorted(rises.keys() | others.keys()), first.span.right]:
        if left < right:
            yield Piece(left, right, value, slope, other, other_slope)
        value += slope * (right - left)
        other += other_slope * (right - left)
        slope = slope + rises[right] if right in rises else slope
        other_slope = other_slope + others[right] if right in others else other_slope
        left = right


def larger(first: Curve[N], second: Curve[N]) -> Curve[N]:
    """Return the larger of the two curves at each place."""
    start = max(first.start, second.start)
    slopes = [slope for piece in pieces(first, second) for slope in _upper(piece, first.span.slack)]
    if not slopes:
        return Curve(first.span, start, first.slope)
    (_, first_slope), *later = slopes
    bends, slope = [], first_slope
    for place, after in later:
        if first.span.slack * size(slope) < size(after - slope):
            bends.append((place, after - slope))
            slope = after
    return Curve(first.span, start, first_slope, tuple(bends))


def _upper(piece: Piece[N], slack: N) -> list[tuple[N, N]]:
    """Return (place, slope from there on) of the larger of the two."""
    before, after = piece.gap, piece.gap_at_right
    least = slack * size(piece.first)
    if before >= -least and after >= -least:
        return [(piece.left, piece.first_slope)]
    if before <= least and after <= least:
        return [(piece.left, piece.second_slope)]
    slopes = (piece.first_slope, piece.second_slope)
    return [(piece.left, min(slopes)), (piece.crossing, max(slopes))]


def value_at(curve: Curve[N], place: N) -> N:
    value = curve.start + curve.slope * (place - curve.span.left)
    for bend, rise in curve.bends:
        if bend < place:
            value += rise * (place - bend)
    return value


def first_meeting(upper: Curve[N], lower: Curve[N], lifted: Curve[N]) -> N | None:
    """Return the first place where the upper curve has come down to the lower; None: it never has.

    Coming down to `lifted`, a hair above the lower curve, counts. The straight line on which that
    happens is followed to the lower curve itself, if the upper one is below `lifted` there too.
    """
    if upper.start <= lifted.start:
        return upper.span.left
    for piece in pieces(upper, lifted):
        if value_at(upper, piece.right) <= value_at(lifted, piece.right):
            met = min(piece.crossing, piece.right)
            return max(met, _followed(piece, met, upper, lower, lifted))
    return None


def _followed(piece: Piece[N], met: N, upper: Curve[N], lower: Curve[N], lifted: Curve[N]) -> N:
    """Return where the line from the piece's left end through `met` would reach the lower curve."""
    gap = piece.first - value_at(lower, piece.left)
    gap_there = value_at(upper, met) - value_at(lower, met)
    if gap_there >= gap:
        return met
    place = piece.left + gap * (met - piece.left) / (gap - gap_there)
    place = min(place, upper.span.right)
    return place if value_at(upper, place) <= value_at(lifted, place) else met


class Attitude(Protocol[N]):
    """What a user makes of an uncertain result: its expectation in some utility."""

    def number(self, exact: Fraction) -> N: ...
    def utility(self, amount: Fraction) -> N: ...
    def equivalent(self, utility: N) -> N: ...
    def paid(self, curve: Curve[N], cost: Fraction) -> Curve[N]: ...
    def span(self, low: Fraction, high: Fraction) -> Span[N]: ...
    def surplus(self, worth: Fraction) -> tuple[N, N]: ...
    def reserved(self, place: N) -> N | None: ...


class Neutral:
    """Expected money; every number is exact."""

    @staticmethod
    def number(exact: Fraction) -> Fraction:
        return exact

    @staticmethod
    def utility(amount: Fraction) -> Fraction:
        return amount

    @staticmethod
    def equivalent(utility: Fraction) -> Fraction:
        return utility

    @staticmethod
    def paid(curve: Curve[Fraction], cost: Fraction) -> Curve[Fraction]:
        return replace(curve, start=curve.start - cost)

    @staticmethod
    def span(low: Fraction, high: Fraction) -> Span[Fraction]:
        return Span(low, high, Fraction(0))

    @staticmethod
    def surplus(worth: Fraction) -> tuple[Fraction, Fraction]:
        """Return a and b of: the utility of worth - x is a + b * s, with s = x."""
        return worth, Fraction(-1)

    @staticmethod
    def reserved(place: Fraction) -> Fraction | None:
        """Return the x of an s."""
        return place


class Careful:
    """The expectation of -exp(-result / tolerance), at the digits of the decimal context."""

    def __init__(self, tolerance: float) -> None:
        self.tolerance = Decimal(tolerance)
        self.number = cache(self._number)
        self.utility = cache(self._utility)
        self.factor = cache(self._factor)

    @staticmethod
    def _number(exact: Fraction) -> Decimal:
        return Decimal(exact.numerator) / Decimal(exact.denominator)

    def _utility(self, amount: Fraction) -> Decimal:
        return -self.factor(-amount)

    def _factor(self, cost: Fraction) -> Decimal:
        return (self.number(cost) / self.tolerance).exp()

    def equivalent(self, utility: Decimal) -> Decimal:
        return -self.tolerance * (-utility).ln()

    def paid(self, curve: Curve[Decimal], cost: Fraction) -> Curve[Decimal]:
        factor = self.factor(cost)
        bends = tuple((place, rise * factor) for place, rise in curve.bends)
        return Curve(curve.span, curve.start * factor, curve.slope * factor, bends)

    def span(self, low: Fraction, high: Fraction) -> Span[Decimal]:
        return Span(self.utility(low), self.utility(high), Decimal("1e-40"))

    def surplus(self, worth: Fraction) -> tuple[Decimal, Decimal]:
        """Return a and b of: the utility of worth - x is a + b * s, with s = exp(x / t)."""
        return Decimal(0), self.utility(worth)

    def reserved(self, place: Decimal) -> Decimal | None:
        """Return the x of an s; None: there is none."""
        return self.tolerance * place.ln() if place > 0 else None
