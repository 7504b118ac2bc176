"""What if: the hunt as it would be, without writing anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from tracker.dates import Moment
from tracker.errors import TrackerError
from tracker.models import Application, Interview
from tracker.money import Pay
from tracker.scoring.case import Case, Outlook
from tracker.scoring.hunt import OfferInHand, Practice
from tracker.worth.cases import Reader

Holder = TypeVar("Holder", Application, Interview)


@dataclass(frozen=True, kw_only=True)
class Supposed:
    """What to suppose.

    `offer` is one more: its pay, and until when it stands; `without` are the ids of applications
    gone, `chances` those of an offer in the end by application.
    """

    offer: tuple[Pay, Moment | None] | None = None
    without: frozenset[int] = frozenset()
    chances: Mapping[int, float] = field(default_factory=dict)
    weekly_hours: float | None = None
    practice: bool = True

    def cases(self, found: Sequence[tuple[Holder, Case]]) -> list[tuple[Holder, Case]]:
        """Return the cases as they would be; the chances are those of the whole process."""
        changed = []
        for one, case in found:
            number = one.application_id if isinstance(one, Interview) else one.id
            if number not in self.without:
                chance = self.chances.get(number)
                changed.append((one, case if chance is None else _with_chance(case, chance)))
        return changed

    def outlook(self, reader: Reader, case: Case | None = None) -> Outlook:
        """Return what would hold around the cases, or around one judged by itself."""
        outlook = reader.outlook(case)
        weekly = outlook.weekly_hours if self.weekly_hours is None else self.weekly_hours
        return replace(
            outlook,
            offers=(*outlook.offers, *self._offers(reader)),
            weekly_hours=weekly,
            practice=outlook.practice if self.practice else Practice(),
        )

    def _offers(self, reader: Reader) -> tuple[OfferInHand, ...]:
        if self.offer is None:
            return ()
        pay, deadline = self.offer
        yearly = reader.unit.yearly(pay)
        if yearly is None:
            msg = (
                f"No rate leads from {pay.currency} to {reader.unit.currency}; state one: "
                f"tracker profile rate set {pay.currency} 1.08"
            )
            raise TrackerError(msg)
        last_day = None if deadline is None else reader.last_day(deadline)
        return (OfferInHand(yearly * reader.means.years, last_day),)


def _with_chance(case: Case, chance: float) -> Case:
    """Return a case with another chance of an offer in the end; silence so far is part of it."""
    awaited = None if case.awaited is None else replace(case.awaited, silent=0)
    return replace(case, own_chance=chance, awaited=awaited)


NOTHING = Supposed()
