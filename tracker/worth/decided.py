"""The whole hunt decided at once: what is solved exactly, and what had to be left out.

All that a command solves shares one effort, so that no command takes long. Most of it is for what
the decision rests on: what is not reached any more is left out, and nothing else is told instead.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

from tracker.scoring.assembly import hunt_of
from tracker.scoring.bounds import upper_bound
from tracker.scoring.case import Case, Outlook, Reason
from tracker.scoring.graph import Effort, TooManyStatesError
from tracker.scoring.hunt import Hunt, Practice
from tracker.scoring.prospects import surplus
from tracker.scoring.solution import Choice, Flip, ProcessSolution, Solution
from tracker.scoring.solver import Solver, appraise
from tracker.words import Verdict

READY_STATES = 10_000
"""How many states may be met for the sake of the answers awaited, so that one need not wait."""

MOST_ANSWERS = 8

ALL_STATES = 1_000_000
"""How many states may be met by all that one command solves: about two seconds."""

FOR_THE_DECISION = 0.4
"""The share of the effort that may be spent on the decision itself."""

FLIPS = 4
"""How much more all flips take than the decision (scripts/bench solver)."""

EVERYWHERE = frozenset({Reason.PRACTICE, Reason.OFFER})
"""The reasons that are switched off for the whole hunt, whichever interview is asked about."""

AT_ONCE = frozenset({Reason.CLARITY, Reason.CONNECTIONS})
"""The reasons that make nothing but the first round's net cost."""

_Switched = tuple[str, frozenset[Reason]]
"""The id of a case, and the reasons switched off for it."""

ROUNDING = 1e-9

CERTAIN = 1e-6
"""What promising must add, relative to the value of the hunt, to be sure that it does."""


@dataclass(frozen=True)
class Decided:
    """The exact solution of the cases; `left_out` are answers awaited that are not in it.

    `at_most` bounds, in money over the horizon, what all that is left out could add.
    """

    cases: tuple[Case, ...]
    outlook: Outlook
    solver: Solver
    solution: Solution
    effort: Effort
    left_out: tuple[Case, ...] = ()
    at_most: float = 0.0

    _gains: dict[_Switched, float] = field(default_factory=dict, compare=False, repr=False)

    @property
    def hunt(self) -> Hunt:
        return self.solver.hunt

    @cached_property
    def by_id(self) -> Mapping[str, ProcessSolution]:
        return {one.id: one for one in self.solution.processes}

    def verdicts_if(
        self, change: Callable[[Case, Outlook], tuple[Case, Outlook]], asked: Collection[str]
    ) -> Mapping[str, Verdict]:
        """Return the verdicts by id if every case were another; it also gives the outlook.

        None are returned where the effort does not suffice.
        """
        pairs = [change(case, self.outlook) for case in self.cases]
        outlook = pairs[0][1] if pairs else self.outlook
        hunt = hunt_of([case for case, _ in pairs], outlook)
        with suppress(TooManyStatesError):
            found = appraise(hunt, asked, self.effort)
            return {name: one.verdict for name, one in found.items()}
        return {}

    @cached_property
    def news(self) -> Mapping[str, list[int]]:
        """By id the days of the answers that could change whether it is gone to, where any can."""
        open_ = [
            one.id
            for one in self.solution.processes
            if one.verdict is Verdict.HOLD or not is_settled(one.attend_probability)
        ]
        return self.solver.news(open_)

    @cached_property
    def without_good_news(self) -> Sequence[Choice]:
        """The choices of the best plan, by time, if every answer to come is a no."""
        return self.solver.without_good_news()

    @cached_property
    def with_all_hours(self) -> Solver:
        """The hunt if the hours of a week were no limit; raises TooManyStatesError."""
        return Solver(replace(self.hunt, weekly_hours=None), [*self.by_id], self.effort)

    @cached_property
    def flips(self) -> Mapping[str, Flip]:
        """The flips by id, which take longer than the rest; none where that is too long."""
        with suppress(TooManyStatesError):
            self.effort.spend(FLIPS * self.solver.states)
            return {one.id: one.flip for one in self.solver.solution(None).processes}
        return {}

    def gain(self, case: Case, off: frozenset[Reason] = frozenset()) -> float:
        """Return what going adds with some reasons switched off, in money over the horizon.

        It is what promising adds, or keeping where that cannot be promised.
        """
        if (case.id, off) not in self._gains:
            self._gains.update(self._gains_without(case, off))
        return self._gains[case.id, off]

    def _gains_without(self, case: Case, off: frozenset[Reason]) -> dict[_Switched, float]:
        hunt = hunt_of(self.cases, self.outlook, {case.id: off})
        if hunt == self.hunt:
            return {(case.id, off): self.by_id[case.id].gain}
        if off <= EVERYWHERE:
            found = appraise(hunt, effort=self.effort)
            return {(name, off): one.gain for name, one in found.items()}
        gain = self._dearer(case, hunt) if off <= AT_ONCE else None
        if gain is None:
            gain = appraise(hunt, [case.id], self.effort)[case.id].gain
        return {(case.id, off): gain}

    def _dearer(self, case: Case, hunt: Hunt) -> float | None:
        """Return what promising adds in a hunt where only the first round's net cost c differs.

        While c >= 0 it is paid today for certain, and the hunt without the process knows nothing
        of it: so what promising adds falls by what c rises. None where c was below 0, or where
        promising would not add anything, as keeping still might.
        """
        promised, before = self.by_id[case.id].promise_worth, first_cost(self.hunt, case.id)
        if promised is None or before < 0:
            return None
        gain = promised + before - first_cost(hunt, case.id)
        return gain if gain > CERTAIN * max(1.0, abs(self.solution.value)) else None

    def shares(self, case: Case, reasons: Collection[Reason]) -> dict[Reason, float]:
        """Return by how much going would add less without each of these reasons.

        The job itself is what going adds with all of them off. Reasons whose facts nobody stated
        are left out; shares do not add up, as reasons work on each other. There are none where the
        effort does not suffice for all.
        """
        with suppress(TooManyStatesError):
            return self._shares(case, reasons)
        return {}

    def _shares(self, case: Case, reasons: Collection[Reason]) -> dict[Reason, float]:
        whole = self.gain(case)
        counted = frozenset(Reason) - _unsaid(case)
        return {
            reason: self.gain(case, counted - {Reason.JOB})
            if reason is Reason.JOB
            else whole - self.gain(case, frozenset({reason}))
            for reason in Reason
            if reason in counted and reason in reasons
        }


def is_settled(chance: float | None) -> bool:
    """Say whether nothing that is heard changes whether it is gone to; off by 1e-9 is rounding."""
    return chance is None or not ROUNDING < chance < 1 - ROUNDING


def first_cost(hunt: Hunt, process: str) -> float:
    """Return the net cost of a process's first round."""
    (found,) = (one for one in hunt.processes if one.id == process)
    return found.rounds[0].net_cost(hunt.hour_value)


def _unsaid(case: Case) -> set[Reason]:
    needed = {
        Reason.CLARITY: case.clarity,
        Reason.ENTHUSIASM: case.enthusiasm,
        Reason.CONNECTIONS: case.new_people,
    }
    return {reason for reason, fact in needed.items() if fact is None}


def decide(
    meetings: Sequence[Case],
    answers: Sequence[Case],
    outlook: Outlook,
    effort: Effort,
) -> Decided | None:
    """Solve offers, meetings, and as many of the answers awaited as can be; None: too many.

    Answers come in the order of what each could add at most, practice apart.
    """
    whole = hunt_of([*meetings, *answers], outlook)
    alone = surplus(replace(whole, practice=Practice()))
    ranked = sorted(answers, key=lambda case: (-alone[case.id], case.id))
    hopeful = [case for case in ranked if alone[case.id] > 0]
    limit = int(FOR_THE_DECISION * effort.left)
    for count in _fewer(min(len(hopeful), MOST_ANSWERS)):
        cases = (*meetings, *hopeful[:count])
        most = min(READY_STATES, limit) if count else limit
        own = Effort(most)
        try:
            solver = Solver(hunt_of(cases, outlook), effort=own)
            solution = solver.solution(flips=())
        except TooManyStatesError:
            continue
        effort.left -= most - own.left
        left = tuple(ranked[count:])
        at_most = _at_most(whole, left, solution.value)
        return Decided(cases, outlook, solver, solution, effort, left, at_most)
    return None


def beside_offers(cases: Sequence[Case], outlook: Outlook, effort: Effort) -> dict[str, Decided]:
    """Solve for each case, by id, the hunt of it, the offers, and what begins at the same time."""
    first = {one.id: one.rounds[0] for one in hunt_of(cases, outlook).processes}
    found = {}
    for case in cases:
        mine = first[case.id]
        at_once = [one for one in cases if one is case or mine.overlaps(first[one.id])]
        decided = decide(at_once, (), outlook, effort)
        if decided:
            found[case.id] = decided
    return found


def _at_most(whole: Hunt, left: Sequence[Case], value: float) -> float:
    """Bound what the cases left out could add to the value of the hunt without them."""
    if not left:
        return 0.0
    each = surplus(whole)
    return max(min(sum(each[case.id] for case in left), upper_bound(whole) - value), 0.0)


def _fewer(count: int) -> list[int]:
    """Return ever smaller counts down to 0: half as many each time."""
    counts = [count]
    while counts[-1]:
        counts.append(counts[-1] // 2)
    return counts
