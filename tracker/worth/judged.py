"""One coming interview and what it comes to."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from tracker import nouns
from tracker.models import Interview
from tracker.scoring import alone
from tracker.scoring.assembly import costs_nothing, hunt_of, net_cost
from tracker.scoring.case import Case, Reason
from tracker.scoring.decision import Judgement
from tracker.scoring.graph import Effort, TooManyStatesError
from tracker.scoring.hunt import Hunt, Practice
from tracker.scoring.solution import Appraisal
from tracker.scoring.solver import Solver, value_of
from tracker.words import Verdict
from tracker.worth.cases import Meetings
from tracker.worth.decided import CERTAIN, Decided, first_cost
from tracker.worth.pending import CENT, Pending
from tracker.worth.readings import as_far_as_possible, hunts

HALF = 0.5

_GOES = {Verdict.KEEP, Verdict.HOLD}

WORTH_ASKING = 1.0
"""What something must be worth, in money, to be asked for."""


class Shown(NamedTuple):
    """A verdict as it is shown; idle is to go to what costs nothing and adds nothing."""

    verdict: Verdict
    is_idle: bool


class OfTwo(NamedTuple):
    """What two interviews at one time add to the rest: both of them, and the better one of them."""

    both: float
    one: float


@dataclass(frozen=True, kw_only=True)
class InterviewWorth(Pending):
    """One coming interview: what is known of it and what that comes to.

    Where the hunt is not decided it is judged by itself, as far as that goes. `booked` are the
    meetings of its round, of which it is the first, and those of each round after it that has a
    time; `uncosted` is the first of them whose cost has no rate. `coming` are all the interviews of
    the hunt, by the ids of their cases. `unweighed` are meetings of its own, each with one of
    another job at the same time, that the decision knows nothing of.
    """

    interview: Interview
    booked: tuple[Meetings, ...]
    uncosted: Interview | None
    coming: Mapping[str, Interview]
    unweighed: tuple[tuple[Interview, Interview], ...]

    @cached_property
    def verdict(self) -> Verdict | None:
        """What to do; a HOLD for news that comes too late is what is best today instead."""
        if self.solved is None or self.decided is None:
            return alone.verdict(self.case, self.outlook)
        if self.is_chosen:
            return Verdict.KEEP
        days = self.decided.news.get(self.case.id, ())
        return self._shown(self.decided.hunt, self.solved, days).verdict

    def _shown(self, hunt: Hunt, solved: Appraisal, news: Sequence[int]) -> Shown:
        """Return what an appraisal in a hunt comes to, with what that leaves out of account."""
        cost = first_cost(hunt, self.case.id)
        if _loses_nothing(solved) and cost <= 0:
            return Shown(Verdict.KEEP, is_idle=cost == 0 and abs(solved.gain) < CENT)
        if solved.verdict is Verdict.HOLD and self._in_time(news) is None:
            return Shown(Verdict.DECLINE, is_idle=False)
        return Shown(solved.verdict, is_idle=False)

    def _in(self, hunt: Hunt, effort: Effort) -> Shown:
        """Return what it comes to in another hunt."""
        return self._by(Solver(hunt, [self.case.id], effort))

    def _by(self, solver: Solver) -> Shown:
        """Return what it comes to in a hunt that is solved."""
        name = self.case.id
        (solved,) = (solver.appraisal(one) for one in solver.asked if one.process.id == name)
        news = solver.news([name])[name] if solved.verdict is Verdict.HOLD else ()
        return self._shown(solver.hunt, solved, news)

    @property
    def is_idle(self) -> bool:
        """Whether going costs nothing and adds nothing."""
        adds_nothing = self.gain is not None and abs(self.gain) < CENT
        return self.is_free and self.net_cost == 0 and adds_nothing

    @property
    def is_free(self) -> bool:
        """Whether there is nothing to lose by going: no cost, and nothing better to be missed."""
        free = costs_nothing(self.case, self.outlook)
        return free and (self.solved is None or _loses_nothing(self.solved))

    @property
    def is_chosen(self) -> bool:
        """Whether another would do as well, and the best plan goes to this one of the two."""
        goes = self.solved is not None and (self.solved.attend_probability or 0.0) > HALF
        return goes and self.is_replaceable

    @property
    def is_replaceable(self) -> bool:
        """Whether going costs no more than it brings, yet can be left out for another as good."""
        if self.solved is None or self.solved.verdict is not Verdict.DECLINE or self.is_free:
            return False
        return _loses_nothing(self.solved)

    @property
    def is_too_late_to_hold(self) -> bool:
        """Whether it would be held, but for the notice that courtesy asks for."""
        held = self.solved is not None and self.solved.verdict is Verdict.HOLD
        return held and self.verdict is Verdict.DECLINE

    @cached_property
    def courteous_by(self) -> dt.date | None:
        """The last day on which declining leaves the notice that courtesy asks for."""
        if self.interview.instant is None:
            return None
        day = self.today + dt.timedelta(days=self.case.day)
        return nouns.last_notice(day, int(self.outlook.rates["courtesy-days"]), self.today)

    @cached_property
    def decide_by(self) -> dt.date | None:
        """The day of the last news in time that could change the answer; None without such.

        Both a HOLD and a KEEP that does not always end in going have one.
        """
        if self.decided is None or self.verdict not in {Verdict.KEEP, Verdict.HOLD}:
            return None
        return None if self.is_free else self._in_time(self.decided.news.get(self.case.id, ()))

    def _in_time(self, news: Sequence[int]) -> dt.date | None:
        """Return the last day with news that could change the answer and leaves time for it."""
        days = [self.today + dt.timedelta(days=day) for day in news]
        if self.courteous_by is None:
            return max(days, default=None)
        return (
            min(max(days), self.courteous_by) if days and min(days) <= self.courteous_by else None
        )

    @property
    def week(self) -> tuple[int, int]:
        """The year and week of it, as in ISO 8601."""
        return (self.today + dt.timedelta(days=self.case.day)).isocalendar()[:2]

    @property
    def is_beside_better(self) -> bool:
        """Whether the one at the same time adds more."""
        if self.decided is None or self._rival is None:
            return False
        worth = self.decided.by_id
        return worth[self._rival].option_worth > worth[self.case.id].option_worth

    @property
    def first_news(self) -> dt.date | None:
        """The day of the first news that could change whether to go; None without such."""
        days = self.decided.news.get(self.case.id) if self.decided else None
        return self.today + dt.timedelta(days=min(days)) if days else None

    @property
    def tell_by(self) -> dt.date | None:
        """When to decide or to tell them; None for what is kept whatever is heard."""
        if self.verdict in {Verdict.DECLINE, Verdict.REDIRECT}:
            return self.courteous_by
        return self.decide_by

    @cached_property
    def readings(self) -> list[Shown]:
        """The verdict in every reading of what is uncertain; none where it is judged alone."""
        if self.decided is None or self.solved is None:
            return []
        effort, read = self.decided.effort, hunts(self.decided.cases, self.decided.outlook)
        return list(as_far_as_possible(self._in(hunt, effort) for hunt in read))

    @cached_property
    def without_practice(self) -> Verdict | None:
        """The verdict if practice did not count, where that is another one."""
        if self.decided is None or self.solved is None or self.is_free:
            return None
        hunt = replace(self.decided.hunt, practice=Practice())
        with suppress(TooManyStatesError):
            found = self._in(hunt, self.decided.effort).verdict
            return None if found is self.verdict else found
        return None

    @cached_property
    def clash(self) -> Interview | None:
        """The coming interview at the same time for whose sake this one is declined."""
        if self.beside is None or self.decided is None or not self._is_left:
            return None
        cases, decided = self._where_moved(self.decided.cases), self.decided
        with suppress(TooManyStatesError):
            moved = self._in(hunt_of(cases, decided.outlook), decided.effort)
            return self.beside if moved.verdict in _GOES else None
        return None

    @property
    def beside(self) -> Interview | None:
        """The coming interview at the same time; of several, the one that adds the most."""
        return self.coming[self._rival] if self._rival else None

    @cached_property
    def _rival(self) -> str | None:
        if self.decided is None or self.solved is None:
            return None
        first = {one.id: one.rounds[0] for one in self.decided.hunt.processes if not one.awaiting}
        mine, gain = first.pop(self.case.id), self.decided.by_id
        beside = (number for number, one in first.items() if mine.overlaps(one))
        return max(beside, key=lambda number: gain[number].gain, default=None)

    def _where_moved(self, cases: Iterable[Case]) -> list[Case]:
        """Return the cases with this one at another time."""
        return [replace(one, start=None) if one.id == self.case.id else one for one in cases]

    @property
    def _is_left(self) -> bool:
        return self.verdict in {Verdict.DECLINE, Verdict.REDIRECT}

    @cached_property
    def of_two(self) -> OfTwo | None:
        """What another time would be worth, where it is left for another at the same time."""
        yields = self.verdict in {Verdict.DECLINE, Verdict.HOLD}
        if self._rival is None or self.decided is None or not yields:
            return None
        with suppress(TooManyStatesError):
            return self._moved_beside(self._rival, self.decided)
        return None

    def _moved_beside(self, rival: str, decided: Decided) -> OfTwo | None:
        cases, outlook, effort = decided.cases, decided.outlook, decided.effort
        rest = [one for one in cases if one.id not in {self.case.id, rival}]
        neither = value_of(hunt_of(rest, outlook), effort)
        moved = Solver(hunt_of(self._where_moved(cases), outlook), [rival], effort)
        found = OfTwo(moved.value - neither, decided.solution.value - neither)
        gains = [found.both - found.one, *(moved.option(one) for one in moved.asked)]
        return found if min(gains) >= WORTH_ASKING else None

    @cached_property
    def ruled_out_by(self) -> tuple[str, Verdict] | None:
        """The best other thing without which it would be gone to, and the verdict then.

        It is named by the id of its case, or by the title of an offer.
        """
        if self.decided is None or not self._is_left:
            return None
        with suppress(TooManyStatesError):
            for name, hunt in self._without_better(self.decided):
                verdict = self._in(hunt, self.decided.effort).verdict
                if verdict in _GOES:
                    return name, verdict
        return None

    def _without_better(self, decided: Decided) -> Iterator[tuple[str, Hunt]]:
        """Yield the hunt without each process that adds more, the most first, and each offer."""
        cases, outlook = decided.cases, decided.outlook
        worth = {name: one.option_worth for name, one in decided.by_id.items()}
        for other in sorted(cases, key=lambda case: -worth[case.id]):
            if worth[other.id] > worth[self.case.id]:
                yield other.id, hunt_of([one for one in cases if one is not other], outlook)
        for place, offer in enumerate(self.means.offers):
            rest = tuple(one for n, one in enumerate(outlook.offers) if n != place)
            yield offer.title, hunt_of(cases, replace(outlook, offers=rest))

    @cached_property
    def is_crowded_out(self) -> bool:
        """Whether it is declined only because the hours of its week do not suffice."""
        if self.solved is None or self.decided is None or not self._is_left:
            return False
        if self.outlook.weekly_hours is None:
            return False
        with suppress(TooManyStatesError):
            return self._by(self.decided.with_all_hours).verdict in _GOES
        return False

    @cached_property
    def net_cost(self) -> float | None:
        return net_cost(self.case, self.outlook)

    @cached_property
    def judgement(self) -> Judgement | None:
        """The judgement of it alone; None while the pay or the price of an hour is unknown."""
        if not self.case.has_pay or self.outlook.hour_value is None:
            return None
        return alone.judge(self.case, self.outlook)

    @property
    def attend_chance(self) -> float | None:
        """The chance of going in the end, by the best plan."""
        if self.is_too_late_to_hold:
            return 0.0
        return self.solved.attend_probability if self.solved else None

    @property
    def knows_alternative(self) -> bool:
        held = alone.outlasting_offer(self.case, self.outlook)
        return held is not None or self.outlook.fallback is not None

    @cached_property
    def gain(self) -> float | None:
        """What going is expected to add, over the horizon; None while that is unknown."""
        if self.solved is not None:
            late = self.is_too_late_to_hold and self.solved.promise_worth is not None
            return self.solved.promise_worth if late else self.solved.gain
        if self.judgement is None or self.net_cost is None or not self.knows_alternative:
            return None
        return self.judgement.gain

    @cached_property
    def drop_above(self) -> float | None:
        """The yearly worth in hand above which going does not pay; None where there is none."""
        if self.solved is not None:
            return self.flip
        known = self.judgement if self.net_cost is not None else None
        z = known.standalone_reservation if known else None
        return z / self.means.years if isinstance(z, float) else None

    @cached_property
    def shares(self) -> dict[Reason, float]:
        """By how much the gain would fall without each reason; empty while it is unknown."""
        return self._shares(frozenset(Reason))

    def _shares(self, reasons: frozenset[Reason]) -> dict[Reason, float]:
        if self.solved is not None and self.decided is not None:
            return self.decided.shares(self.case, reasons)
        found = {} if self.gain is None else alone.shares(self.case, self.outlook)
        return {reason: share for reason, share in found.items() if reason in reasons}

    @property
    def is_explained(self) -> bool:
        """Whether its reasons are known: those of a hunt with many states take too long."""
        return self.solved is None or bool(self.shares)

    @cached_property
    def break_even_pay(self) -> float | None:
        """For a job of unknown pay on which it turns: the yearly pay from which to go."""
        is_open = self.verdict is None and not self.case.has_pay and self.net_cost is not None
        if not is_open or not self.knows_alternative:
            return None
        pay = alone.break_even_pay(self.case, self.outlook)
        return pay if math.isfinite(pay) else None

    @cached_property
    def strongest(self) -> tuple[Reason, float] | None:
        """The reason that speaks loudest for the verdict, and its share."""
        goes = self.verdict in _GOES
        sign, never = (1, Reason.COST) if goes else (-1, Reason.JOB)
        shares = self._shares(frozenset(Reason) - {never})
        ranked = sorted(shares.items(), key=lambda share: -sign * share[1])
        return ranked[0] if ranked and sign * ranked[0][1] > 0 else None


def _loses_nothing(solved: Appraisal) -> bool:
    """Say whether promising to go makes the hunt worth no less, be it no more either."""
    if solved.verdict is Verdict.REDIRECT or solved.promise_worth is None:
        return False
    return solved.promise_worth >= -CERTAIN * max(1.0, abs(solved.value_without))
