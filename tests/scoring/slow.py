"""A second solution of a hunt, slow and obvious, that a fast one is checked against.

It shares no code with the program but the dataclasses, and takes no short cut that could be wrong
in the same way. slow_states.py plays a hunt day by day and event by event. Numbers are fractions
of integers, made from the floats of the hunt exactly, and every value is a function of the
fallback (convex.py), so that flips are read off and not searched for; with a risk tolerance they
are decimals of 60 digits. What is struck, promised, extended or redirected is solved anew.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tests.scoring.convex import (
    Attitude,
    Careful,
    Curve,
    N,
    Neutral,
    Span,
    first_meeting,
    mixed,
)
from tests.scoring.slow_states import (
    CERTAIN,
    FREE,
    HARDLY,
    HOURS_ALLOWED,
    Problem,
    net_cost,
    shares,
)
from tracker.scoring.solution import (
    EXTENSIONS,
    Flip,
    OfferSolution,
    ProcessSolution,
    Solution,
)
from tracker.words import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.scoring.hunt import Hunt, Process
    from tracker.scoring.reservation import Reservation

T = TypeVar("T")
DIGITS = 60
CLEARLY = Fraction(1, 10**9)
"""How far, as a share of V, a worth must be above 0 to count as positive."""


def solve(hunt: Hunt) -> Solution:
    """Return all that the model says about a hunt."""
    return _asked(hunt, lambda solver: solver.solution())


def value_of(hunt: Hunt) -> float:
    """Return what a hunt is worth, which takes a fraction of the time that all the rest does."""
    return _asked(hunt, lambda solver: float(solver.value))


def attendance(hunt: Hunt) -> list[float]:
    """Return by place of its process how likely each first round is to be attended."""
    places = range(len(hunt.processes))
    return _asked(hunt, lambda solver: [solver.attendance(place) for place in places])


def worths_at(hunt: Hunt, place: int, fallback: float) -> tuple[float, float | None]:
    """Return option and promise worth of a process with another fallback, to check a flip."""
    return _asked(replace(hunt, fallback=fallback), lambda solver: solver.worths(place))


def _asked(hunt: Hunt, answer: Callable[[_Solver[Any]], T]) -> T:
    if hunt.risk_tolerance is None:
        return answer(_Solver(hunt, Neutral()))
    with localcontext(prec=DIGITS):
        return answer(_Solver(hunt, Careful(hunt.risk_tolerance)))


class _Solver(Generic[N]):
    def __init__(self, hunt: Hunt, attitude: Attitude[N]) -> None:
        self.hunt, self.attitude = hunt, attitude
        low = Fraction(hunt.fallback)
        amounts = [offer.worth for offer in hunt.offers]
        amounts += [worth for each in hunt.processes for _, worth in each.worth]
        high = max([low, *(Fraction(amount) for amount in amounts)])
        self.here = attitude.span(low, low)
        self.upward: Span[N] = attitude.span(low, high)
        """Above this, option and promise worths change no more."""
        self.problem = Problem(hunt, attitude, self.upward)
        self.curve = self.problem.solved()
        self.value = self.money(self.curve)
        size = max(CERTAIN, abs(Fraction(float(self.value))))
        self.clearly = self.attitude.number(CLEARLY * size)
        self.hardly = HARDLY * size

    def money(self, curve: Curve[N]) -> N:
        """Return what a curve is worth at the stated fallback."""
        return self.attitude.equivalent(curve.start)

    def value_of(self, hunt: Hunt) -> N:
        return self.money(Problem(hunt, self.attitude, self.here).solved())

    # The hunt

    def solution(self) -> Solution:
        places = range(len(self.hunt.processes))
        return Solution(
            value=float(self.value),
            value_without_interviews=float(self.value_of(without_interviews(self.hunt))),
            first_action=self.problem.first_action(),
            offers=tuple(self.offer(place) for place in range(len(self.hunt.offers))),
            processes=tuple(self.process(place) for place in places),
        )

    def offer(self, place: int) -> OfferSolution:
        offer = self.hunt.offers[place]
        worth = None
        if offer.expires is not None:
            longer = (extended(self.hunt, place, days) for days in EXTENSIONS)
            worth = tuple(float(self.value_of(hunt) - self.value) for hunt in longer)
        return OfferSolution(worth=offer.worth, expires=offer.expires, extension_worth=worth)

    # One process

    def process(self, place: int) -> ProcessSolution:
        process = self.hunt.processes[place]
        without, promised = self.without(place), self.promised(place)
        value_without = self.money(without)
        option = self.value - value_without
        promise = None if promised is None else self.money(promised) - value_without
        first = process.rounds[0] if process.rounds else None
        redirected = self.redirected(place, without)
        return ProcessSolution(
            id=process.id,
            verdict=self.verdict(option, promise, redirected),
            value_without=float(value_without),
            value_promised=None if promised is None else float(self.money(promised)),
            option_worth=float(option),
            promise_worth=None if promise is None else float(promise),
            flip=self.flip(self.curve, without),
            promise_flip=None if promised is None else self.flip(promised, without),
            attend_probability=self.attendance(place) if first else None,
            net_cost=float(net_cost(self.hunt, first)) if first else None,
            standalone_reservation=self.standalone_reservation(process),
            redirect_value=None if redirected is None else float(redirected),
            redirect_worth=None if redirected is None else float(redirected - value_without),
        )

    def attendance(self, place: int) -> float:
        return float(self.problem.attendance(self.problem.onward(self.problem.start()), place))

    def worths(self, place: int) -> tuple[float, float | None]:
        without, promised = self.money(self.without(place)), self.promised(place)
        promise = None if promised is None else float(self.money(promised) - without)
        return float(self.value - without), promise

    def without(self, place: int) -> Curve[N]:
        return Problem(struck(self.hunt, place), self.attitude, self.upward).solved()

    def promised(self, place: int) -> Curve[N] | None:
        """Return the value with the first round of a process promised; None: it cannot be."""
        process, limit = self.hunt.processes[place], self.hunt.weekly_hours
        if process.awaiting:
            return None
        problem = Problem(self.hunt, self.attitude, self.upward, promised=place)
        hours = Fraction(process.rounds[0].hours)
        if problem.week(process.rounds[0].day or 0) == problem.week(0):
            hours += Fraction(self.hunt.hours_used)
        if limit is not None and hours > Fraction(limit) + HOURS_ALLOWED:
            return None
        return problem.solved()

    def verdict(self, option: N, promise: N | None, redirected: N | None) -> Verdict:
        if redirected is not None and redirected - self.value > self.clearly:
            return Verdict.REDIRECT
        if promise is not None and promise > self.clearly:
            return Verdict.KEEP
        return Verdict.HOLD if option > self.clearly else Verdict.DECLINE

    def flip(self, upper: Curve[N], without: Curve[N]) -> Flip:
        """Return the first fallback at which two values meet; a hair apart is met."""
        if self.money(upper) - self.money(without) <= self.clearly:
            return None
        hair_above = self.attitude.paid(without, -self.hardly)
        met = first_meeting(upper, without, hair_above)
        return "never" if met is None else float(self.attitude.equivalent(met))

    def redirected(self, place: int, without: Curve[N]) -> N | None:
        """Return the value of asking: another process stands in the place, or none does."""
        redirect = self.hunt.processes[place].redirect
        if redirect is None:
            return None
        processes = list(self.hunt.processes)
        processes[place] = redirect.process
        other = replace(self.hunt, processes=tuple(processes))
        granted = Problem(other, self.attitude, self.here).solved().start
        yes = Fraction(redirect.granted)
        chance, other_chance = self.attitude.number(yes), self.attitude.number(1 - yes)
        return self.attitude.equivalent(chance * granted + other_chance * without.start)

    # A process alone

    def standalone_reservation(self, process: Process) -> Reservation:
        """Return z: where the largest of some straight lines comes down to nothing gained.

        With s of `Attitude.surplus`, the utility of max(X - x, 0) is the largest, over all lowest
        worths taken, of a line in s; so is all that rounds make of it.
        """
        costs = [net_cost(self.hunt, step) for step in process.rounds]
        if process.awaiting or costs[0] <= 0:
            return None
        nothing = self.line(self.attitude.utility(FREE), self.attitude.number(FREE))
        lines = self.surpluses(process)
        for number in reversed(range(len(costs))):
            yes = Fraction(process.rounds[number].chance)
            chance, other_chance = self.attitude.number(yes), self.attitude.number(1 - yes)
            passed = [mixed([(chance, line), (other_chance, nothing)]) for line in lines]
            lines = [self.attitude.paid(line, costs[number]) for line in passed]
            lines += [nothing] if number else []
        return self.last_root(lines, nothing.start)

    def line(self, start: N, slope: N) -> Curve[N]:
        zero = self.attitude.number(FREE)
        return Curve(Span(zero, zero, self.here.slack), start, slope)

    def surpluses(self, process: Process) -> list[Curve[N]]:
        """Return the lines whose largest is the utility of max(X - x, 0)."""
        nothing = self.line(self.attitude.utility(FREE), self.attitude.number(FREE))
        taken = {
            worth: self.line(*self.attitude.surplus(Fraction(worth))) for _, worth in process.worth
        }
        parts = [(self.attitude.number(chance), worth) for chance, worth in shares(process)]
        return [
            mixed((chance, taken[w] if w >= lowest else nothing) for chance, w in parts)
            for lowest in [*taken, float("inf")]
        ]

    def last_root(self, lines: list[Curve[N]], nothing: N) -> Reservation:
        gains = [(line.start - nothing, -line.slope) for line in lines]
        level = self.attitude.number(FREE)
        if any(gain > self.here.slack and fall <= level for gain, fall in gains):
            return None
        roots = [gain / fall for gain, fall in gains if level < fall]
        found = self.attitude.reserved(max(roots)) if roots else None
        return "none" if found is None else float(found)


def struck(hunt: Hunt, place: int) -> Hunt:
    return replace(hunt, processes=hunt.processes[:place] + hunt.processes[place + 1 :])


def without_interviews(hunt: Hunt) -> Hunt:
    """Leave what comes by itself: an awaited answer that no round follows."""
    return replace(hunt, processes=tuple(each for each in hunt.processes if not each.rounds))


def extended(hunt: Hunt, place: int, days: int) -> Hunt:
    offers = list(hunt.offers)
    offers[place] = replace(offers[place], expires=(offers[place].expires or 0) + days)
    return replace(hunt, offers=tuple(offers))
