"""The answers that are out, and what each could add."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import fsum, prod

from tracker.scoring.assembly import awaited_chance, hunt_of
from tracker.scoring.case import chances, is_application, yearly_worth
from tracker.scoring.prospects import surplus
from tracker.scoring.solver import appraise
from tracker.worth.pending import CENT, Pending
from tracker.worth.readings import as_far_as_possible, hunts


class Stance(StrEnum):
    """What to do about an answer that is out."""

    WAIT = "wait"
    LEAVE = "leave it"
    CLOSE = "close it"


@dataclass(frozen=True, kw_only=True)
class AnswerWorth(Pending):
    """An application whose answer is out; `has_accepted`: an offer was accepted.

    It was left out of the hunt where it is not `solved`, and its pay is known.
    """

    has_accepted: bool

    @cached_property
    def chance_of_yes(self) -> float:
        """The chance of a good answer, after the silence so far."""
        return awaited_chance(self.case, self.outlook.rates)

    @cached_property
    def chance(self) -> float:
        """The chance of an offer in the end, if every round is attended."""
        return self.chance_of_yes * prod(self.later_chances)

    @cached_property
    def later_chances(self) -> list[float]:
        """The chances of the rounds that a good answer leads to."""
        each = [chance for chance, _ in chances(self.case, self.outlook.rates)]
        return each if is_application(self.case) else each[1:]

    @property
    def adds(self) -> float | None:
        """What waiting for it is worth, over the horizon; None where it is not part of the hunt."""
        return self.solved.option_worth if self.solved else None

    @cached_property
    def at_most(self) -> float | None:
        """What it could add at most, where it was left out of a hunt that is decided."""
        if self.decided is None or self.solved is not None or not self.case.has_pay:
            return None
        hunt = hunt_of([*self.decided.cases, self.case], self.decided.outlook)
        return surplus(hunt)[self.case.id]

    @property
    def stance(self) -> Stance:
        return self._stance((self.at_most if self.adds is None else self.adds) or 0.0)

    def _stance(self, adds: float) -> Stance:
        if adds >= CENT:
            return Stance.WAIT
        return Stance.CLOSE if self.has_accepted else Stance.LEAVE

    @cached_property
    def readings(self) -> list[Stance]:
        """What to do in every reading of what is uncertain; none where it was left out."""
        if self.decided is None or self.solved is None:
            return []
        number, decided = self.case.id, self.decided
        found = (
            appraise(hunt, [number], decided.effort)[number]
            for hunt in hunts(decided.cases, decided.outlook)
        )
        return [self._stance(one.option_worth) for one in as_far_as_possible(found)]


def most_first(found: Iterable[AnswerWorth]) -> tuple[AnswerWorth, ...]:
    """Order answers by what they add, to the cent, and then by their chance times what they pay."""
    return tuple(sorted(found, key=_promising, reverse=True))


def _promising(one: AnswerWorth) -> tuple[float, float]:
    worth = -1.0 if one.adds is None else round(one.adds, 2)
    points = yearly_worth(one.case, one.outlook.rates) if one.case.has_pay else ()
    return worth, one.chance_of_yes * fsum(share * pay for share, pay in points)
