"""A hunt: everything that a decision about interviews looks at.

Amounts are in one unit, the money equivalent over the years that the user plans to stay, valued as
of today. A day is a whole number counted from today, which is day 0. Chances are those at today's
practice.

An offer arises from a process whose rounds are all attended and passed. With d_k the day of round
k, r_k its days to an answer and gap_k the days between an answer and the next round,

    d_1 = day (or the awaited answer's day + gap_1),    d_(k+1) = d_k + r_k + gap_(k+1),

so every date is known today; whether the round takes place is not.
"""

from __future__ import annotations

from dataclasses import dataclass

DAY = 24 * 60
"""The minutes of a day."""

Worth = tuple[tuple[float, float], ...]
"""The worth of a job if offered: (probability, value) pairs; the probabilities add to 1."""


@dataclass(frozen=True, slots=True)
class Practice:
    """Each attended round multiplies the odds of later ones of its kind, at most `cap` times.

    `had` are rounds attended before today, by kind, that count against the cap: today's chances
    are those after them.
    """

    odds_ratio: float = 1.0
    cap: int = 0
    had: tuple[tuple[str, int], ...] = ()

    def left(self, kind: str) -> int:
        """Return how many more rounds of a kind would count."""
        return max(self.cap - dict(self.had).get(kind, 0), 0)


@dataclass(frozen=True, slots=True)
class OfferInHand:
    """An offer that can be accepted up to the evening of day `expires`; None means always."""

    worth: float
    expires: int | None = None


@dataclass(frozen=True, slots=True)
class Awaiting:
    """The answer that is out: what it took is spent, and there is nothing to decide."""

    answer_day: int
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round still to come.

    `day` is stated for the first round of a process that awaits no answer, and for no other;
    later rounds state `gap_days`. `slot` is (start, end) in minutes of that day; the end may be
    past midnight.
    """

    day: int | None = None
    gap_days: int = 0
    kind: str = ""
    hours: float = 0.0
    cash_cost: float = 0.0
    benefit: float = 0.0
    chance: float
    response_days: int = 0
    gives_practice: bool = True
    slot: tuple[int, int] | None = None

    def net_cost(self, hour_value: float) -> float:
        """Return c, in money: hours and cash less the benefit; below 0 where going pays."""
        return self.hours * hour_value + self.cash_cost - self.benefit

    def overlaps(self, other: Round) -> bool:
        """Say whether both take some of the same minutes; touching is no overlap."""
        if self.slot is None or other.slot is None:
            return False
        later = ((other.day or 0) - (self.day or 0)) * DAY
        return self.slot[0] < other.slot[1] + later and other.slot[0] + later < self.slot[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """What is left of an application; `rounds` may be empty only where an answer is awaited.

    An offer that comes on day t stays open up to day t + `window_days`.
    """

    id: str
    worth: Worth
    window_days: int
    awaiting: Awaiting | None = None
    rounds: tuple[Round, ...]
    redirect: Redirect | None = None

    @property
    def offer_day(self) -> int:
        """The day on which the offer comes, if every round is attended and passed."""
        day = self.awaiting.answer_day if self.awaiting else 0
        for step in self.rounds:
            day += (step.day or 0) + step.gap_days + step.response_days
        return day


@dataclass(frozen=True, slots=True)
class Redirect:
    """Asking to be considered for another role: granted with a chance, it replaces the first."""

    granted: float
    process: Process


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunt:
    """The whole decision: what is in hand, what may come, and what an hour is worth.

    `weekly_hours` None means no limit; `hours_used` are spent in the week that contains day 0;
    `weekday_of_day0` counts from Monday, 0. `risk_tolerance` is money: with t, a result is worth
    its certainty equivalent -t log E[exp(-result / t)]; None is risk neutral.
    """

    fallback: float = 0.0
    hour_value: float = 0.0
    weekly_hours: float | None = None
    hours_used: float = 0.0
    weekday_of_day0: int = 0
    practice: Practice = Practice()
    risk_tolerance: float | None = None
    offers: tuple[OfferInHand, ...] = ()
    processes: tuple[Process, ...] = ()
