"""Companies: everything about one of them. There is no table: they follow from what names them.

Two names are one company if they are alike but for case, accents and legal form.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.errors import AmbiguousError, NotFoundError
from tracker.folding import company_stem, fold_company, fold_text
from tracker.models import Application, Attendance, Contact, Interaction, Interview, Offer
from tracker.records import find
from tracker.words import InterviewState

_HAPPENS = (InterviewState.SCHEDULED, InterviewState.DONE, InterviewState.MISSED)


@dataclass
class Company:
    """How many applications and people there are, and when something last happened.

    `keys` are what applications keep of its name, `spellings` what contacts do.
    """

    name: str
    open: int = 0
    ended: int = 0
    people: int = 0
    latest: dt.date | None = None
    keys: set[str] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)

    def happened(self, day: dt.date | None) -> None:
        self.latest = max(filter(None, (self.latest, day)), default=None)


class Everything(NamedTuple):
    """All that belongs to a company: open before ended, the newest first; people by name."""

    company: Company
    applications: Sequence[Application]
    interviews: Sequence[Interview]
    offers: Sequence[Offer]
    people: Sequence[Contact]
    exchanges: Sequence[Interaction]


def listed(session: Session, now: dt.datetime) -> list[Company]:
    """Return every company, the one where something happened last first."""
    found = _gathered(session, select(Application), select(Contact))
    by_key = {key: one for one in found for key in one.keys}
    by_spelling: dict[str | None, Company] = {name: one for one in found for name in one.spellings}
    for key, day in chain.from_iterable(map(session.execute, _days(now))):
        by_key[key].happened(
            day.astimezone(now.tzinfo).date() if isinstance(day, dt.datetime) else day
        )
    exchanges = (
        select(Contact.company, func.max(Interaction.on))
        .join(Interaction.contact)
        .where(Contact.company.is_not(None), Interaction.application_id.is_(None))
        .group_by(Contact.company)
    )
    for spelling, day in session.execute(exchanges):
        if spelling in by_spelling:
            by_spelling[spelling].happened(day)
    return sorted(found, key=lambda one: (one.latest or dt.date.min, one.name), reverse=True)


def _days(now: dt.datetime) -> Iterator[Select[str, dt.date | dt.datetime | None]]:
    """Yield what selects, by an application's key, when something last happened."""
    key = Application.company_key
    held = (Interview.instant <= now, Interview.state.in_(_HAPPENS))
    yield (
        select(key, func.max(Interview.instant))
        .join(Interview.application)
        .where(*held)
        .group_by(key)
    )
    yield select(key, func.max(Offer.received)).join(Offer.application).group_by(key)
    yield select(key, func.max(Interaction.on)).join(Interaction.application).group_by(key)


def _gathered(
    session: Session, applications: Select[Application], contacts: Select[Contact]
) -> list[Company]:
    """Return the companies that these name, in no order."""
    found: dict[str, Company] = {}
    named = applications.with_only_columns(
        Application.company_key,
        func.max(Application.company),
        func.count(Application.outcome),
        func.count(),
        func.max(Application.moved_on),
    ).group_by(Application.company_key)
    for key, name, ended, number, day in session.execute(named):
        one = found.setdefault(company_stem(key), Company(name))
        one.keys.add(key)
        one.ended += ended
        one.open += number - ended
        one.happened(day)
    employed = contacts.with_only_columns(Contact.company, func.count()).group_by(Contact.company)
    for spelling, number in session.execute(employed):
        if spelling and fold_text(spelling):
            one = found.setdefault(fold_company(spelling), Company(spelling))
            one.spellings.add(spelling)
            one.people += number
    return list(found.values())


def find_one(session: Session, which: str) -> Company:
    """Return the company meant by words of its name, or by the number of an application there.

    Raises NotFoundError where there is none, and AmbiguousError where there are several.
    """
    application = find.by_id(session, Application, which)
    wanted = application.company if application else which
    words = fold_company(wanted)
    matching = _gathered(
        session,
        find.at_company(select(Application), Application.company_key, wanted),
        find.at_company(select(Contact), Contact.search_key, wanted),
    )
    found = [
        one for one in matching if all(word in fold_company(one.name) for word in words.split())
    ]
    exact = [one for one in found if fold_company(one.name) == words]
    if not words or not found:
        msg = f"No company matches “{which}”; tracker company list shows what there is."
        raise NotFoundError(msg)
    return _only(exact or sorted(found, key=lambda one: fold_text(one.name)), which)


def _only(found: Sequence[Company], which: str) -> Company:
    if len(found) == 1:
        return found[0]
    shown = "; ".join(one.name for one in found[: find.NAMED])
    more = f"; and {len(found) - find.NAMED} more" if len(found) > find.NAMED else ""
    msg = f"“{which}” matches several: {shown}{more}; say more of its name."
    raise AmbiguousError(msg, [(place, one.name) for place, one in enumerate(found, 1)])


def everything(session: Session, company: Company) -> Everything:
    """Return all that belongs to a company; people are those who work there or took part."""
    latest = (Application.outcome.is_not(None), Application.moved_on.desc(), Application.id.desc())
    here = Application.company_key.in_(company.keys)
    ids = select(Application.id).where(here)
    works = Contact.company.in_(company.spellings)
    met = select(Attendance.contact_id).join(Interview).where(Interview.application_id.in_(ids))
    spoke = select(Interaction.contact_id).where(Interaction.application_id.in_(ids))
    return Everything(
        company,
        session.scalars(select(Application).where(here).order_by(*latest)).all(),
        session.scalars(
            select(Interview)
            .where(Interview.application_id.in_(ids))
            .order_by(Interview.instant.is_not(None), Interview.instant.desc(), Interview.id.desc())
        ).all(),
        session.scalars(
            select(Offer)
            .where(Offer.application_id.in_(ids))
            .order_by(Offer.received.desc(), Offer.id.desc())
        ).all(),
        session.scalars(
            select(Contact)
            .where(or_(works, Contact.id.in_(met), Contact.id.in_(spoke)))
            .order_by(Contact.search_key, Contact.id)
        ).all(),
        _exchanges(session, company, ids),
    )


def _exchanges(session: Session, company: Company, ids: Select[int]) -> Sequence[Interaction]:
    """Return the exchanges about its applications, and those about none with its people."""
    theirs = Contact.company.in_(company.spellings) & Interaction.application_id.is_(None)
    return session.scalars(
        select(Interaction)
        .join(Interaction.contact)
        .where(or_(Interaction.application_id.in_(ids), theirs))
        .options(joinedload(Interaction.contact))
        .order_by(Interaction.on.desc(), Interaction.id.desc())
    ).all()
