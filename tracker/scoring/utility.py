"""What an amount of money is worth to someone who minds risk, in units that add up like money.

Equation. With a risk tolerance t a result x is worth u(x) = -t (exp(-(x - m) / t) - 1), where m is
an amount that no result exceeds; expected u is maximised, and told as the certain amount with that
u. Without a tolerance u(x) = x. Paying c before a future of expected worth u leaves

    exp(c / t) u - t (exp(c / t) - 1),        or u - c where risk does not matter:

linear in u. So one backward induction serves both, and every value is convex and piecewise linear
in u(fallback). As t grows, u(x) tends to x - m, without loss of digits; and as no u is above 0,
nothing that is averaged cancels out, however small t is, up to where exp is too large a number.

Source: Howard and Matheson, "Risk-sensitive Markov decision processes", Management Science 18(7),
1972; Pratt, "Risk aversion in the small and in the large", Econometrica 32, 1964.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from tracker.errors import TrackerError

STEEPEST = 700.0
"""How many tolerances apart two amounts can be told; beyond, exp is too large a number."""

MOST_TOLERANCES = 500
"""How many times the risk tolerance may be at stake; beyond, exp of it is too large a number."""


class TooCarefulError(TrackerError):
    """A risk tolerance too small to reckon with; `least` is one that is not, in money."""

    def __init__(self, tolerance: float, stake: float) -> None:
        self.least = math.ceil(stake / MOST_TOLERANCES)
        super().__init__(
            f"The risk tolerance {tolerance:.12g} is too small where {stake:.12g} are at stake;"
            f" state at least {self.least}."
        )


@dataclass(frozen=True, slots=True)
class Utility:
    """u and its inverse; `tolerance` is t in money (None: risk does not matter), `origin` m.

    Two worths no further apart than `rounding` are the same, but for how floats are rounded.
    """

    tolerance: float | None
    origin: float
    rounding: float = 0.0

    def of(self, amount: float) -> float:
        """Return u(amount)."""
        if self.tolerance is None:
            return amount
        return -self.tolerance * math.expm1(min((self.origin - amount) / self.tolerance, STEEPEST))

    def certain(self, worth: float) -> float:
        """Return the amount of money with this u."""
        if self.tolerance is None:
            return worth
        return self.origin - self.tolerance * math.log1p(-worth / self.tolerance)

    def toll(self, cost: float) -> tuple[float, float]:
        """Return (k, a) such that paying `cost` before a future worth u leaves k u - a."""
        if self.tolerance is None:
            return 1.0, cost
        steepness = min(cost / self.tolerance, STEEPEST)
        return math.exp(steepness), self.tolerance * math.expm1(steepness)

    def level(self, amount: float) -> float:
        """Return y = t (exp((x - m) / t) - 1): certain surpluses over x are straight in it."""
        if self.tolerance is None:
            return amount
        return self.tolerance * math.expm1(min((amount - self.origin) / self.tolerance, STEEPEST))

    def weight(self, amount: float) -> float:
        """Return how much a surplus up to an amount counts for each unit of level."""
        if self.tolerance is None:
            return 1.0
        return math.exp(-(amount - self.origin) / self.tolerance)

    def amount(self, level: float) -> float | Literal["none"]:
        """Return the amount of money at a level; no amount is low enough for some."""
        if self.tolerance is None:
            return level
        if level <= -self.tolerance:
            return "none"
        return self.origin + self.tolerance * math.log1p(level / self.tolerance)
