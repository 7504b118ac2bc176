"""The whole hunt decided at once: what is solved exactly, and what had to be left out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from tracker.scoring.assembly import hunt_of
from tracker.scoring.bounds import upper_bound
from tracker.scoring.case import Case, Outlook, Reason
from tracker.scoring.graph import TooManyStatesError
from tracker.scoring.hunt import Hunt, Practice
from tracker.scoring.prospects import surplus
from tracker.scoring.solution import Flip, ProcessSolution, Solution
from tracker.scoring.solver import MOST_STATES, appraise, news_days, solve
from tracker.words import Verdict

READY_STATES = 10_000
"""How many states may be met for the sake of the answers awaited, so that one need not wait."""

MOST_ANSWERS = 8

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
    solution: Solution
    left_out: tuple[Case, ...] = ()
    at_most: float = 0.0

    _gains: dict[_Switched, float] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def hunt(self) -> Hunt:
        return hunt_of(self.cases, self.outlook)

    @cached_property
    def by_id(self) -> Mapping[str, ProcessSolution]:
        return {one.id: one for one in self.solution.processes}

    def verdicts_if(
        self, change: Callable[[Case, Outlook], tuple[Case, Outlook]]
    ) -> Mapping[str, Verdict]:
        """Return the verdicts by id if every case were another; it also gives the outlook."""
        pairs = [change(case, self.outlook) for case in self.cases]
        outlook = pairs[0][1] if pairs else self.outlook
        hunt = hunt_of([case for case, _ in pairs], outlook)
        return {name: one.verdict for name, one in appraise(hunt).items()}

    @cached_property
    def news(self) -> Mapping[str, list[int]]:
        """By id the days of the answers that could change whether it is gone to, where any can."""
        open_ = [
            one.id
            for one in self.solution.processes
            if one.verdict is Verdict.HOLD or not is_settled(one.attend_probability)
        ]
        return news_days(self.hunt, open_)

    @cached_property
    def flips(self) -> Mapping[str, Flip]:
        """The flips by id, which take longer than the rest."""
        return {one.id: one.flip for one in solve(self.hunt).processes}

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
            return {(name, off): one.gain for name, one in appraise(hunt).items()}
        gain = self._dearer(case, hunt) if off <= AT_ONCE else None
        return {(case.id, off): appraise(hunt, [case.id])[case.id].gain if gain is None else gain}

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
        are left out; shares do not add up, as reasons work on each other.
        """
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
    limit: int = MOST_STATES,
) -> Decided | None:
    """Solve offers, meetings, and as many of the answers awaited as can be; None: too many.

    Answers come in the order of what each could add at most, practice apart.
    """
    whole = hunt_of([*meetings, *answers], outlook)
    alone = surplus(replace(whole, practice=Practice()))
    ranked = sorted(answers, key=lambda case: (-alone[case.id], case.id))
    hopeful = [case for case in ranked if alone[case.id] > 0]
    for count in _fewer(min(len(hopeful), MOST_ANSWERS)):
        cases = (*meetings, *hopeful[:count])
        most = min(READY_STATES, limit) if count else limit
        try:
            solution = solve(hunt_of(cases, outlook), flips=(), limit=most)
        except TooManyStatesError:
            continue
        left = tuple(ranked[count:])
        return Decided(cases, outlook, solution, left, _at_most(whole, left, solution.value))
    return None


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
