"""What the exact decision says about a hunt: the output of section "Output" of the model.

Amounts are money over the horizon, in the unit of the hunt; with a risk tolerance they are
certainty equivalents. `None` is null of the model, "never" and "none" are its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from tracker.words import Verdict

if TYPE_CHECKING:
    from tracker.scoring.reservation import Reservation

Flip: TypeAlias = float | Literal["never"] | None
"""The smallest fallback at which a worth is gone; "never": there is none; None: it never was."""

EXTENSIONS = (1, 3, 7)
"""The days more that an offer's worth of asking for is computed for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """The earliest decision certain to be due, and the best choice there.

    `type` "interview": `choice` is "attend" or "decline", and `id` its process; "expiry":
    "accept" or "lapse", and `id` is None. `day` counts from today.
    """

    type: Literal["interview", "expiry"]
    day: int
    choice: Literal["attend", "decline", "accept", "lapse"]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What to do about a process (`id`), or about the offer of a `worth`, on the day it is due.

    `yes` is to attend, or to accept.
    """

    id: str | None
    worth: float | None
    yes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSolution:
    """An offer in hand; `extension_worth` is what 1, 3 and 7 more days add, None without a last."""

    worth: float
    expires: int | None
    extension_worth: tuple[float, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """What a process is worth to the hunt, as the model's sections 5 and 6 define each field."""

    id: str
    verdict: Verdict
    value_without: float
    value_promised: float | None
    option_worth: float
    promise_worth: float | None
    redirect_value: float | None
    redirect_worth: float | None

    @property
    def gain(self) -> float:
        """What going adds: what promising it does, or keeping it where that cannot be promised."""
        held = self.verdict is Verdict.HOLD or self.promise_worth is None
        return self.option_worth if held else self.promise_worth or 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessSolution(Appraisal):
    """One process, as the model's sections 5 to 8 define each field."""

    flip: Flip
    promise_flip: Flip
    attend_probability: float | None
    net_cost: float | None
    standalone_reservation: Reservation


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The optimum of a hunt; offers and processes stand in the order of the hunt."""

    value: float
    value_without_interviews: float
    first_action: Action | None
    offers: tuple[OfferSolution, ...]
    processes: tuple[ProcessSolution, ...]

    @property
    def gain(self) -> float:
        """What the interviews add: V - V0."""
        return self.value - self.value_without_interviews
