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

    @cached_property
    def chance(self) -> float:
        """The chance of an offer in the end."""
        return math.prod(chance for chance, _ in scoring.chances(self.case, self.outlook.rates))

    @property
    def knows_alternative(self) -> bool:
        return self.alternative_offer is not None or self.outlook.fallback is not None

    @cached_property
    def gain(self) -> float | None:
        """What going is expected to add, over the horizon; None while that is unknown."""
        if self.judgement is None or self.net_cost is None or not self.knows_alternative:
            return None
        return self.judgement.gain

    @cached_property
    def alternative_offer(self) -> OfferWorth | None:
        """The offer in hand that going is held against."""
        place = scoring.outlasting_offer(self.case, self.outlook)
        return None if place is None else self.means.offers[place]

    @property
    def drop_above(self) -> float | None:
        """The yearly worth in hand above which going does not pay; None where there is none."""
        known = self.judgement if self.net_cost is not None else None
        z = known.standalone_reservation if known else None
        return z / self.means.years if isinstance(z, float) else None

    @cached_property
    def shares(self) -> dict[Reason, float]:
        """By how much the gain would fall without each reason; empty while it is unknown."""
        return {} if self.gain is None else scoring.shares(self.case, self.outlook)

    @cached_property
    def break_even_pay(self) -> float | None:
        """For a job of unknown pay on which it turns: the yearly pay from which to go."""
        is_open = self.verdict is None and not self.case.has_pay and self.net_cost is not None
        if not is_open or not self.knows_alternative:
            return None
        pay = scoring.break_even_pay(self.case, self.outlook)
        return pay if math.isfinite(pay) else None

    @cached_property
    def strongest(self) -> Reason | None:
        """The reason that speaks loudest for the verdict."""
        sign = 1 if self.verdict is Verdict.KEEP else -1
        ranked = sorted(self.shares.items(), key=lambda share: -sign * share[1])
        return ranked[0][0] if ranked and sign * ranked[0][1] > 0 else None
