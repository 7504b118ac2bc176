"""The standalone reservation value: the fallback at which a process alone is just a fair bet.

Problem. A process can be pursued, at the cost of its rounds, for a chance of an offer worth X, or
be left for x, which is in hand either way. Up to which x is its first round worth attending?

Equation. The surplus over x once every round is passed is G(x) = E[max(X - x, 0)]. Before a later
round with chance p and net cost c, which may still be dropped for nothing, it is

    G(x) := max(0, p G(x) - c),     last round to second;
    g(x)  = p G(x) - c,             first round;

and the reservation value z is the smallest real x with g(x) <= 0. For one round this is Weitzman's
equation c = p E[max(X - z, 0)].

With a risk tolerance t the same holds for what going leaves of u = -t exp(-x / t), in the variable
y = t (exp(x / t) - 1): a draw X weighs exp(-X / t) as much, and paying c before a surplus G leaves
exp(c / t) G - t (exp(c / t) - 1) (utility.py).

Computation. E[max(X - x, 0)] is convex, piecewise linear and never rises in x; scaling by p,
taking c away, and max(0, .) all preserve that, whatever the sign of c. So g is kept as its kinks,
and z is where one straight piece meets zero: nothing is searched for.

Assumptions. The chances are today's; answers come at once; nothing lapses; no limit on hours; the
user is risk neutral. Where every net cost is at or above zero and the first is above it, z equals
that of one box with the product of the chances and the expected cost of never dropping out.

Source: Weitzman, "Optimal Search for the Best Alternative", Econometrica 47(3), 1979.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from tracker.scoring.utility import Utility

if TYPE_CHECKING:
    from tracker.scoring.hunt import Process, Worth

Reservation: TypeAlias = float | Literal["none"] | None
"""z in money; None: there is nothing to lose, or nothing to decide; "none": never worth it."""


@dataclass(frozen=True, slots=True)
class _Curve:
    """A convex, piecewise linear function that never rises.

    It comes down with `slope` to the first knot (x, y), runs straight from knot to knot, and stays
    level after the last.
    """

    slope: float
    knots: tuple[tuple[float, float], ...]


def standalone_reservation(
    process: Process, hour_value: float, tolerance: float | None = None
) -> Reservation:
    """Return z, in money over the horizon.

    None where an answer is awaited, where the first round costs nothing, or where the process
    beats every alternative; "none" where it beats none. `hour_value` is money for an hour,
    `tolerance` the risk tolerance in money.
    """
    if process.awaiting is not None or process.rounds[0].net_cost(hour_value) <= 0:
        return None
    worth = tuple((chance, value) for chance, value in process.worth if chance)
    utility = Utility(tolerance, min(value for _, value in worth))
    curve = _surplus(worth, utility)
    for step in reversed(process.rounds[1:]):
        curve = _floored(_staked(curve, step.chance, *utility.toll(step.net_cost(hour_value))))
    first = process.rounds[0]
    staked = _staked(curve, first.chance, *utility.toll(first.net_cost(hour_value)))
    root = _smallest_root(staked)
    return utility.amount(root) if isinstance(root, float) else root


def standalone_gain(process: Process, hour_value: float, alternative: float) -> float:
    """Return g(alternative), in money: what attending the first round is expected to add.

    Raises ValueError for a process that awaits an answer: it has no round to attend today.
    """
    if process.awaiting is not None:
        raise ValueError(f"Process {process.id} awaits an answer, so no first round is at stake.")
    gain = math.fsum(chance * max(value - alternative, 0) for chance, value in process.worth)
    for step in reversed(process.rounds):
        gain = step.chance * max(gain, 0) - step.net_cost(hour_value)
    return gain


def _surplus(worth: Worth, utility: Utility) -> _Curve:
    """E[max(X - x, 0)]: a kink at every value that X can take."""
    draws = [(p * utility.weight(value), utility.level(value)) for p, value in worth]
    kinks = sorted({level for _, level in draws})
    knots = tuple((x, math.fsum(p * max(level - x, 0) for p, level in draws)) for x in kinks)
    return _Curve(-math.fsum(p for p, _ in draws), knots)


def _staked(curve: _Curve, chance: float, factor: float, toll: float) -> _Curve:
    """Return the curve p G - c."""
    knots = tuple((x, _less(factor * chance * y, toll)) for x, y in curve.knots)
    return _Curve(factor * chance * curve.slope, knots)


def _less(amount: float, cost: float) -> float:
    # An amount that equals the cost but for rounding must come out level, or a process that breaks
    # even at every high fallback would seem to beat them all.
    return 0.0 if math.isclose(amount, cost, rel_tol=1e-14) else amount - cost


def _floored(curve: _Curve) -> _Curve:
    """Return the curve max(0, G): the part above zero, then level from where it meets zero."""
    root = _smallest_root(curve)
    if root is None:
        return curve
    if root == "none":
        return _Curve(0.0, ((curve.knots[0][0], 0.0),))
    above = tuple((x, y) for x, y in curve.knots if y > 0)
    return replace(curve, knots=(*above, (root, 0.0)))


def _smallest_root(curve: _Curve) -> Reservation:
    """Return the smallest x with a value at or below zero; None and "none" as in Reservation."""
    (first, height), (_, level) = curve.knots[0], curve.knots[-1]
    if level > 0:
        return None
    if height > 0:
        return _crossing(curve)
    return first - height / curve.slope if curve.slope else "none"


def _crossing(curve: _Curve) -> float:
    """Return where a curve that starts above zero and ends at or below it meets zero."""
    (x0, y0), (x1, y1) = next(pair for pair in pairwise(curve.knots) if pair[1][1] <= 0)
    return x0 + (x1 - x0) * (y0 / (y0 - y1))
