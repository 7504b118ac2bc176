"""Which applications a list shows, and in which order; all of it is asked of the database."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Float, Select, case, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from tracker.folding import fold_text
from tracker.models import Application, Interaction, Interview, Offer, Tag
from tracker.money import YEAR
from tracker.records import currency_rates, find
from tracker.words import InterviewState, Outcome, Period, Sort, Source, Stage


@dataclass(frozen=True)
class Wanted:
    """What is asked of a list; all that is said has to hold. `ended` None means both.

    `since` is the day on or after which the last change of stage was. `quiet` is the last day on
    which anything may have happened: see `nothing_since`.
    """

    stage: Stage | None = None
    outcome: Outcome | None = None
    ended: bool | None = False
    company: str | None = None
    tags: Sequence[str] = ()
    source: Source | None = None
    since: dt.date | None = None
    quiet: dt.date | None = None
    sort: Sort = Sort.SINCE
    reverse: bool = False


class _Sorting(NamedTuple):
    session: Session
    currency: str
    now: dt.datetime


Keys = list[tuple[ColumnElement[Any], bool]]
"""What is sorted by, each with whether it rises unless turned around."""


def applications(
    session: Session, wanted: Wanted, *, currency: str, now: dt.datetime
) -> Select[Application]:
    """Select the applications that are wanted, in the order that is wanted.

    Pay is compared by the year in `currency`, by the rates that were stated; what no rate leads
    to it stands behind, as does all that is not known.
    """
    statement = select(Application).where(*_conditions(session, wanted, now))
    if wanted.company is not None:
        statement = find.at_company(statement, Application.company_key, wanted.company)
    return statement.order_by(*_order(wanted, _KEYS[wanted.sort](_Sorting(session, currency, now))))


def _order(wanted: Wanted, keys: Keys) -> Iterator[ColumnElement[Any]]:
    """Yield what is sorted by: the unknown last, whichever way round, and the latest first."""
    if wanted.sort in _OFTEN_UNKNOWN:
        yield keys[0][0].is_(None)
    yield from (key.asc() if wanted.reverse != rises else key.desc() for key, rises in keys)
    if wanted.sort is not Sort.SINCE:
        yield Application.moved_on.desc()
        yield Application.id.desc()


def _conditions(
    session: Session, wanted: Wanted, now: dt.datetime
) -> Iterator[ColumnElement[bool]]:
    if wanted.stage is not None:
        yield Application.stage == wanted.stage
    if wanted.outcome is not None:
        yield Application.outcome == wanted.outcome
    elif wanted.ended is not None:
        is_active = Application.outcome.is_(None)
        yield ~is_active if wanted.ended else is_active
    for tag in wanted.tags:
        tagged = select(Tag.application_id).where(Tag.name.in_(_spellings(session, tag)))
        yield Application.id.in_(tagged)
    if wanted.source is not None:
        yield Application.source == wanted.source
    if wanted.since is not None:
        yield Application.moved_on >= wanted.since
    if wanted.quiet is not None:
        yield from nothing_since(wanted.quiet, now)


def _spellings(session: Session, tag: str) -> list[str]:
    """Return the tags that are this one but for case and accents."""
    known = session.scalars(select(Tag.name).distinct())
    return [name for name in known if fold_text(name) == fold_text(tag)]


def nothing_since(day: dt.date, now: dt.datetime) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that after `day` nothing happened to an application, nor is planned.

    What happens is a change of stage, an interview (one that is scheduled counts, too; one called
    off does not), an offer, an exchange about it, and a dated line in its notes.
    """
    own = Application.id
    night = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), now.tzinfo)
    held = [InterviewState.SCHEDULED, InterviewState.DONE, InterviewState.MISSED]
    yield Application.moved_on <= day
    yield ~(
        select(Interview.id)
        .where(Interview.application_id == own, Interview.instant >= night)
        .where(Interview.state.in_(held))
        .exists()
    )
    yield ~(
        select(Interaction.id)
        .where(Interaction.application_id == own, Interaction.on > day)
        .exists()
    )
    yield ~select(Offer.id).where(Offer.application_id == own, Offer.received > day).exists()
    lines = literal("\n").concat(func.coalesce(Application.notes, ""))
    for start in _days_between(day, now.date()):
        yield ~lines.contains(f"\n{start}")


def _days_between(day: dt.date, today: dt.date) -> Iterator[str]:
    """Yield the beginnings of all dates after `day`, as few as may be, up to today."""
    one = day + dt.timedelta(days=1)
    while one <= today:
        if one.day > 1:
            yield f"{one:%Y-%m-%d}: "
            one += dt.timedelta(days=1)
        elif one.month > 1 or one.year == today.year:
            yield f"{one:%Y-%m}-"
            one = (one + dt.timedelta(days=31)).replace(day=1)
        else:
            yield f"{one:%Y}-"
            one = one.replace(year=one.year + 1)


def _by_role(about: _Sorting) -> Keys:
    del about
    role = func.substr(Application.search_key, func.length(Application.company_key) + 2)
    return [(func.nullif(role, ""), True), (Application.company_key.expression, True)]


def _by_pay(about: _Sorting) -> Keys:
    """Compare the likely figure, or else the middle of what was stated."""
    rates = currency_rates.listed(about.session)
    known = {about.currency, *(one.currency for one in rates), *(one.unit for one in rates)}
    convert = currency_rates.converter(about.session)
    worth = {one: rate for one in sorted(known) if (rate := convert(one, about.currency))}
    low, likely, high = (
        type_coerce(figure, Float)
        for figure in (Application.pay_low, Application.pay_likely, Application.pay_high)
    )
    yearly = case(*((Application.pay_period == one, float(YEAR[one])) for one in Period))
    in_one = case(*((Application.pay_currency == one, float(worth[one])) for one in worth))
    return [(func.coalesce(likely, (low + high) / 2, high, low) * yearly * in_one, False)]


def _by_next(about: _Sorting) -> Keys:
    return [
        (
            select(func.min(Interview.instant))
            .where(
                Interview.application_id == Application.id,
                Interview.state == InterviewState.SCHEDULED,
                Interview.instant >= about.now,
            )
            .scalar_subquery(),
            True,
        )
    ]


_RANK = case(*((Application.stage == stage, stage.rank) for stage in Stage))
_KEYS: dict[Sort, Callable[[_Sorting], Keys]] = {
    Sort.COMPANY: lambda _: [(Application.company_key.expression, True)],
    Sort.ROLE: _by_role,
    Sort.STAGE: lambda _: [(_RANK, False)],
    Sort.SINCE: lambda _: [
        (Application.moved_on.expression, False),
        (Application.id.expression, False),
    ],
    Sort.PAY: _by_pay,
    Sort.NEXT: _by_next,
    Sort.ENTHUSIASM: lambda _: [(Application.enthusiasm.expression, False)],
    Sort.TIER: lambda _: [(Application.tier.expression, True)],
}
_OFTEN_UNKNOWN = {Sort.ROLE, Sort.PAY, Sort.NEXT, Sort.ENTHUSIASM, Sort.TIER}
