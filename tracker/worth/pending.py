"""What may still lead to an offer: an interview to come, or an answer that is out."""

import datetime as dt
import math
from dataclasses import dataclass
from functools import cached_property

from tracker.models import Application
from tracker.scoring import alone
from tracker.scoring.assembly import process
from tracker.scoring.case import Case, Outlook, chances
from tracker.scoring.solution import ProcessSolution
from tracker.worth.decided import Decided
from tracker.worth.means import Means, OfferWorth

CENT = 0.01
"""An amount of money below which it is nothing."""


@dataclass(frozen=True, kw_only=True)
class Pending:
    """What is known of it, and the hunt that it is part of.

    `decided` is the solution of the whole hunt; None where there is none, as the pay, the fallback
    or a cost is unknown.
    """

    application: Application
    case: Case
    outlook: Outlook
    means: Means
    today: dt.date
    decided: Decided | None

    @cached_property
    def solved(self) -> ProcessSolution | None:
        return self.decided.by_id.get(self.case.id) if self.decided else None

    @cached_property
    def chance(self) -> float:
        """The chance of an offer in the end, if every round is attended."""
        return math.prod(chance for chance, _ in chances(self.case, self.outlook.rates))

    @property
    def offer_day(self) -> dt.date:
        """The day on which an offer would come; the pay must be known."""
        return self.today + dt.timedelta(days=process(self.case, self.outlook).offer_day)

    @cached_property
    def alternative_offer(self) -> OfferWorth | None:
        """The offer in hand that outlasts the answer."""
        place = alone.outlasting_offer(self.case, self.outlook)
        return None if place is None else self.means.offers[place]

    @cached_property
    def flip(self) -> float | None:
        """The yearly worth in hand from which on it adds nothing; None where there is none."""
        found = self.decided.flips.get(self.case.id) if self.decided and self.solved else None
        return found / self.means.years if isinstance(found, float) else None
