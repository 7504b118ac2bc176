"""What if: the hunt as it would be, without writing anything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from tracker.dates import Moment
from tracker.errors import TrackerError
from tracker.models import Application, Interview
from tracker.money import Pay
from tracker.scoring.case import Case, Outlook
from tracker.scoring.hunt import Practice
from tracker.worth.cases import Reader
from tracker.worth.means import OfferWorth, judged_by, lacking, valued

Holder = TypeVar("Holder", Application, Interview)


@dataclass(frozen=True, kw_only=True)
class SupposedOffer:
    """An offer that nobody made: its pay, until when it stands, None for good, and what for."""

    pay: Pay
    until: Moment | None
    application: Application | None

    @property
    def title(self) -> str:
        return self.application.company if self.application else "the supposed company"


@dataclass(frozen=True, kw_only=True)
class Supposed:
    """What to suppose.

    `offer` is one more, `without` are the ids of applications gone, `chances` those of an offer in
    the end, by application.
    """

    offer: SupposedOffer | None = None
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

    def around(self, reader: Reader) -> Reader:
        """Return the reader with the offers as they would be.

        Raises TrackerError for an offer in a currency without a rate.
        """
        offered = (*reader.means.offers, *self._offers(reader))
        return replace(reader, means=replace(reader.means, offers=offered))

    def outlook(self, reader: Reader, case: Case | None = None) -> Outlook:
        """Return what would hold around the cases, or around one judged by itself."""
        outlook = reader.outlook(case)
        weekly = outlook.weekly_hours if self.weekly_hours is None else self.weekly_hours
        practice = outlook.practice if self.practice else Practice()
        return replace(outlook, weekly_hours=weekly, practice=practice)

    def _offers(self, reader: Reader) -> Iterator[OfferWorth]:
        if self.offer is None:
            return
        pay, unit = self.offer.pay, reader.unit
        yearly = unit.yearly(pay)
        if yearly is None:
            msg = (
                f"No rate leads from {pay.currency} to {unit.currency}; state one: "
                f'tracker profile rate set {pay.currency} "RATE {unit.currency}"'
            )
            raise TrackerError(msg)
        found = OfferWorth(
            title=self.offer.title,
            until=self.offer.until,
            offer=None,
            pays=yearly,
            yearly=yearly,
            worth=yearly * reader.means.years,
        )
        application, lacks = self.offer.application, None
        if application:
            found = valued(found, application, reader.profile, reader.criteria)
            lacks = lacking(application, reader.criteria)
        yield judged_by(reader.means.least, found, lacks)


def _with_chance(case: Case, chance: float) -> Case:
    """Return a case with another chance of an offer in the end; silence so far is part of it."""
    awaited = None if case.awaited is None else replace(case.awaited, silent=0)
    following = tuple(replace(one, own_chance=None) for one in case.following)
    return replace(case, own_chance=chance, awaited=awaited, following=following)


NOTHING = Supposed()
