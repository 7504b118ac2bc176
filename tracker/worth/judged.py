"""One coming interview and what it comes to."""

import math
from dataclasses import dataclass
from functools import cached_property

from tracker.models import Interview
from tracker.scoring import case as scoring
from tracker.scoring.case import Case, Outlook, Reason
from tracker.scoring.decision import Judgement
from tracker.words import Verdict
from tracker.worth.means import Means, OfferWorth


@dataclass(frozen=True)
class InterviewWorth:
    """One coming interview: what is known of it and what that comes to."""

    interview: Interview
    case: Case
    outlook: Outlook
    means: Means

    @cached_property
    def verdict(self) -> Verdict | None:
        return scoring.verdict(self.case, self.outlook)

    @cached_property
    def net_cost(self) -> float | None:
        return scoring.net_cost(self.case, self.outlook)

    @cached_property
    def judgement(self) -> Judgement | None:
        """The rule's judgement; None while the pay or the price of an hour is unknown."""
        if not self.case.has_pay or self.outlook.hour_value is None:
            return None
        return scoring.judge(self.case, self.outlook)

    @property
    def knows_alternative(self) -> bool:
        judged = self.judgement
        has_offer = judged is not None and judged.alternative_offer is not None
        return has_offer or self.outlook.fallback is not None

    @cached_property
    def gain(self) -> float | None:
        """What going is expected to add, over the horizon; None while that is unknown."""
        if self.judgement is None or not self.knows_alternative:
            return None
        return self.judgement.gain

    @property
    def alternative_offer(self) -> OfferWorth | None:
        """The offer in hand that going is held against."""
        if self.judgement is None or self.judgement.alternative_offer is None:
            return None
        return self.means.offers[self.judgement.alternative_offer]

    @property
    def drop_above(self) -> float | None:
        """The yearly worth in hand above which going does not pay; None where there is none."""
        z = self.judgement.standalone_reservation if self.judgement else None
        return z / self.means.years if isinstance(z, float) else None

    @cached_property
    def shares(self) -> dict[Reason, float]:
        """By how much the gain would fall without each reason; empty while it is unknown."""
        return {} if self.gain is None else scoring.shares(self.case, self.outlook)

    @cached_property
    def break_even_pay(self) -> float | None:
        """For a job of unknown pay: the yearly pay from which going is worth it."""
        fallback = self.outlook.fallback
        if self.case.has_pay or self.outlook.hour_value is None or fallback is None:
            return None
        pay = scoring.break_even_pay(self.case, self.outlook, fallback)
        return pay if math.isfinite(pay) else None

    @cached_property
    def strongest(self) -> Reason | None:
        """The reason that speaks loudest for the verdict."""
        sign = 1 if self.verdict is Verdict.KEEP else -1
        ranked = sorted(self.shares.items(), key=lambda share: -sign * share[1])
        return ranked[0][0] if ranked and sign * ranked[0][1] > 0 else None
