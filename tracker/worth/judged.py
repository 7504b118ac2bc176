"""One coming interview and what it comes to."""

import datetime as dt
import math
from dataclasses import dataclass, replace
from functools import cached_property

from tracker.dates import add_working_days
from tracker.models import Interview
from tracker.scoring import alone
from tracker.scoring.assembly import costs_nothing, net_cost
from tracker.scoring.case import Case, Outlook, Reason, chances
from tracker.scoring.decision import Judgement
from tracker.scoring.hunt import Practice
from tracker.scoring.solution import ProcessSolution
from tracker.scoring.solver import news_days, solve
from tracker.words import Verdict
from tracker.worth.decided import Decided, gain_of
from tracker.worth.means import Means, OfferWorth
from tracker.worth.readings import verdicts


@dataclass(frozen=True)
class InterviewWorth:
    """One coming interview: what is known of it and what that comes to.

    `decided` is the solution of the whole hunt that it is part of; None where it cannot be, as the
    pay, the fallback or a cost is unknown. It is then judged by itself, as far as that goes.
    """

    interview: Interview
    case: Case
    outlook: Outlook
    means: Means
    today: dt.date
    decided: Decided | None

    @cached_property
    def solved(self) -> ProcessSolution | None:
        return self.decided.by_id.get(self.case.id) if self.decided else None

    @cached_property
    def verdict(self) -> Verdict | None:
        """What to do; a HOLD for news that comes too late is what is best today instead."""
        if self.solved is None:
            return alone.verdict(self.case, self.outlook)
        if self.is_free and self.solved.verdict is not Verdict.REDIRECT:
            return Verdict.KEEP
        if self.solved.verdict is Verdict.HOLD and self.decide_by is None:
            return Verdict.DECLINE
        return self.solved.verdict

    @property
    def is_free(self) -> bool:
        """Whether there is nothing to lose by going."""
        return costs_nothing(self.case, self.outlook)

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
        news = news_days(self.decided.hunt, self.case.id)
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
        if self.decided is None or self.solved is None or self.is_free:
            return []
        return verdicts(self.decided, self.case)

    @cached_property
    def without_practice(self) -> Verdict | None:
        """The verdict if practice did not count, where that is another one."""
        if self.decided is None or self.solved is None or self.is_free:
            return None
        hunt = replace(self.decided.hunt, practice=Practice())
        found = solve(hunt, processes=[self.case.id], flips=()).processes[0].verdict
        return None if found is self.solved.verdict else found

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
        return self.solved.attend_probability if self.solved else None

    @property
    def knows_alternative(self) -> bool:
        held = alone.outlasting_offer(self.case, self.outlook)
        return held is not None or self.outlook.fallback is not None

    @cached_property
    def gain(self) -> float | None:
        """What going is expected to add, over the horizon; None while that is unknown."""
        if self.solved is not None:
            return gain_of(self.solved)
        if self.judgement is None or self.net_cost is None or not self.knows_alternative:
            return None
        return self.judgement.gain

    @cached_property
    def alternative_offer(self) -> OfferWorth | None:
        """The offer in hand that outlasts the answer; None too where one is only supposed."""
        place = alone.outlasting_offer(self.case, self.outlook)
        stated = self.means.offers
        return None if place is None or place >= len(stated) else stated[place]

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
        if self.solved is not None and self.decided is not None:
            return self.decided.shares(self.case)
        return {} if self.gain is None else alone.shares(self.case, self.outlook)

    @cached_property
    def break_even_pay(self) -> float | None:
        """For a job of unknown pay on which it turns: the yearly pay from which to go."""
        is_open = self.verdict is None and not self.case.has_pay and self.net_cost is not None
        if not is_open or not self.knows_alternative:
            return None
        pay = alone.break_even_pay(self.case, self.outlook)
        return pay if math.isfinite(pay) else None

    @cached_property
    def strongest(self) -> Reason | None:
        """The reason that speaks loudest for the verdict."""
        sign = 1 if self.verdict in {Verdict.KEEP, Verdict.HOLD} else -1
        ranked = sorted(self.shares.items(), key=lambda share: -sign * share[1])
        return ranked[0][0] if ranked and sign * ranked[0][1] > 0 else None
