"""One coming interview and what it comes to."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tracker.dates import add_working_days
from tracker.models import Interview
from tracker.scoring import alone
from tracker.scoring.assembly import costs_nothing, hunt_of, net_cost
from tracker.scoring.case import Case, Outlook, Reason, chances
from tracker.scoring.decision import Judgement
from tracker.scoring.hunt import Hunt, Practice, Round
from tracker.scoring.solution import Appraisal, ProcessSolution
from tracker.scoring.solver import appraise, news_days
from tracker.words import Verdict
from tracker.worth.decided import CERTAIN, Decided, first_cost
from tracker.worth.means import Means, OfferWorth
from tracker.worth.readings import hunts

HALF = 0.5


@dataclass(frozen=True)
class InterviewWorth:
    """One coming interview: what is known of it and what that comes to.

    `decided` is the solution of the whole hunt that it is part of; None where it cannot be, as the
    pay, the fallback or a cost is unknown. It is then judged by itself, as far as that goes.
    `coming` are all the interviews of the hunt, by the ids of their cases.
    """

    interview: Interview
    case: Case
    outlook: Outlook
    means: Means
    today: dt.date
    decided: Decided | None
    coming: Mapping[str, Interview]

    @cached_property
    def solved(self) -> ProcessSolution | None:
        return self.decided.by_id.get(self.case.id) if self.decided else None

    @cached_property
    def verdict(self) -> Verdict | None:
        """What to do; a HOLD for news that comes too late is what is best today instead."""
        if self.solved is None or self.decided is None:
            return alone.verdict(self.case, self.outlook)
        return Verdict.KEEP if self.is_chosen else self._shown(self.decided.hunt, self.solved)

    def _shown(self, hunt: Hunt, known: Appraisal | None = None) -> Verdict:
        """Return what an appraisal in a hunt comes to, with what that leaves out of account."""
        solved = known or appraise(hunt, [self.case.id])[self.case.id]
        if _loses_nothing(solved) and first_cost(hunt, self.case.id) <= 0:
            return Verdict.KEEP
        if solved.verdict is Verdict.HOLD and self._news_in_time(hunt) is None:
            return Verdict.DECLINE
        return solved.verdict

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
        notice = add_working_days(day, -int(self.outlook.rates["courtesy-days"]))
        return max(notice, self.today)

    @cached_property
    def decide_by(self) -> dt.date | None:
        """The day of the last news in time that could change the answer; None without such."""
        if self.solved is None or self.decided is None:
            return None
        if self.solved.verdict is not Verdict.HOLD:
            return None
        return self._news_in_time(self.decided.hunt)

    def _news_in_time(self, hunt: Hunt) -> dt.date | None:
        """Return the last day with news that could change the answer and leaves time for it."""
        news = news_days(hunt, self.case.id)
        days = [self.today + dt.timedelta(days=day) for day in news]
        if self.courteous_by is None:
            return max(days, default=None)
        return (
            min(max(days), self.courteous_by) if days and min(days) <= self.courteous_by else None
        )

    @property
    def tell_by(self) -> dt.date | None:
        """When to decide or to tell them: of a HOLD, and of what is not to be attended."""
        if self.verdict in {Verdict.DECLINE, Verdict.REDIRECT}:
            return self.courteous_by
        return self.decide_by

    @cached_property
    def readings(self) -> list[Verdict]:
        """The verdict in every reading of what is uncertain; none where it is judged alone."""
        if self.decided is None or self.solved is None:
            return []
        return [self._shown(hunt) for hunt in hunts(self.decided)]

    @cached_property
    def without_practice(self) -> Verdict | None:
        """The verdict if practice did not count, where that is another one."""
        if self.decided is None or self.solved is None or self.is_free:
            return None
        hunt = replace(self.decided.hunt, practice=Practice())
        found = self._shown(hunt)
        return None if found is self.verdict else found

    @cached_property
    def clash(self) -> Interview | None:
        """The coming interview at the same time for whose sake this one is declined."""
        if self.decided is None:
            return None
        first = {one.id: one.rounds[0] for one in self.decided.hunt.processes if not one.awaiting}
        mine = first.pop(self.case.id, None)
        beside = [number for number, one in first.items() if mine and _overlap(mine, one)]
        free = replace(self.case, start=None)
        if not beside or not self._would_go(free, self.decided.outlook):
            return None
        return self.coming[beside[0]]

    @cached_property
    def is_crowded_out(self) -> bool:
        """Whether it is declined only because the hours of its week do not suffice."""
        if self.decided is None or self.outlook.weekly_hours is None:
            return False
        return self._would_go(self.case, replace(self.decided.outlook, weekly_hours=None))

    def _would_go(self, case: Case, outlook: Outlook) -> bool:
        """Say whether it is declined as things are, and would not be if they were as given."""
        if self.decided is None or self.verdict not in {Verdict.DECLINE, Verdict.REDIRECT}:
            return False
        cases = (case if each.id == case.id else each for each in self.decided.cases)
        hunt = hunt_of(cases, outlook)
        return self._shown(hunt) in {Verdict.KEEP, Verdict.HOLD}

    @cached_property
    def net_cost(self) -> float | None:
        return net_cost(self.case, self.outlook)

    @cached_property
    def judgement(self) -> Judgement | None:
        """The judgement of it alone; None while the pay or the price of an hour is unknown."""
        if not self.case.has_pay or self.outlook.hour_value is None:
            return None
        return alone.judge(self.case, self.outlook)

    @cached_property
    def chance(self) -> float:
        """The chance of an offer in the end, if every round is attended."""
        return math.prod(chance for chance, _ in chances(self.case, self.outlook.rates))

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
    def alternative_offer(self) -> OfferWorth | None:
        """The offer in hand that outlasts the answer."""
        place = alone.outlasting_offer(self.case, self.outlook)
        return None if place is None else self.means.offers[place]

    @cached_property
    def drop_above(self) -> float | None:
        """The yearly worth in hand above which going does not pay; None where there is none."""
        if self.solved is not None and self.decided is not None:
            flip = self.decided.flips[self.case.id]
            return flip / self.means.years if isinstance(flip, float) else None
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
        goes = self.verdict in {Verdict.KEEP, Verdict.HOLD}
        sign, never = (1, Reason.COST) if goes else (-1, Reason.JOB)
        shares = self._shares(frozenset(Reason) - {never})
        ranked = sorted(shares.items(), key=lambda share: -sign * share[1])
        return ranked[0] if ranked and sign * ranked[0][1] > 0 else None


def _loses_nothing(solved: Appraisal) -> bool:
    """Say whether promising to go makes the hunt worth no less, be it no more either."""
    if solved.verdict is Verdict.REDIRECT or solved.promise_worth is None:
        return False
    return solved.promise_worth >= -CERTAIN * max(1.0, abs(solved.value_without))


def _overlap(one: Round, other: Round) -> bool:
    if one.day != other.day or one.slot is None or other.slot is None:
        return False
    return one.slot[0] < other.slot[1] and other.slot[0] < one.slot[1]
