"""Applications as a spreadsheet in CSV (RFC 4180): one row each, with the day of every stage.

A column has the name by which the importer knows it, wherever both mean the same. A text that a
spreadsheet would run as a formula has an apostrophe before it, as is usual; the importer takes it
off again.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from tracker import nouns
from tracker.dates import Moment
from tracker.errors import TrackerError
from tracker.formulas import guarded
from tracker.models import Application, Interview, Offer
from tracker.money import Pay, parse_pay, show_pay
from tracker.words import InterviewState, Stage

Cell = str | int | date | Decimal | None


class _Row(NamedTuple):
    """An application with what several of its columns need."""

    application: Application
    reached: dict[Stage, date]
    record: str
    now: datetime


def lines(hunt: str, applications: Iterable[Application], now: datetime) -> Iterator[str]:
    """Yield the header and a row for each application; `hunt` is the identity of this hunt."""
    write = csv.writer(_Echo()).writerow
    yield write(_COLUMNS)
    for one in applications:
        row = _Row(one, _reached(one), f"{hunt}/{one.id}", now)
        yield write([_shown(column(row)) for column in _COLUMNS.values()])


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _shown(cell: Cell) -> str:
    text = "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    return guarded(text) if isinstance(cell, str) else text


def _reached(application: Application) -> dict[Stage, date]:
    """Return the first day of each stage; the end of an application is none."""
    days: dict[Stage, date] = {}
    for change in application.stage_changes:
        if change.outcome is None:
            days.setdefault(change.stage, change.on)
    return days


def _day(stage: Stage) -> Callable[[_Row], Cell]:
    return lambda row: row.reached.get(stage)


def _plain(name: str) -> Callable[[_Row], Cell]:
    def cell(row: _Row) -> Cell:
        value: Cell = getattr(row.application, name)
        return value

    return cell


def _status(row: _Row) -> str:
    return row.application.outcome or row.application.stage


def _ended(row: _Row) -> date | None:
    return row.application.moved_on if row.application.outcome else None


def _reason(row: _Row) -> str | None:
    ends = [one for one in row.application.stage_changes if one.outcome]
    return ends[-1].reason if ends and row.application.outcome else None


def _salary(row: _Row) -> str | None:
    """Return the pay in one cell, where it can be read again without loss."""
    one = row.application
    figures = [each for each in (one.pay_low, one.pay_likely, one.pay_high) if each is not None]
    if not figures or one.pay_currency is None or one.pay_period is None:
        return None
    pay = Pay(one.pay_low, one.pay_likely, one.pay_high, one.pay_currency, one.pay_period)
    shown = " / ".join(f"{each:f}" for each in figures)
    if figures in ([pay.low], [pay.high]):
        shown = f"{'from' if pay.low else 'up to'} {shown}"
    text = f"{shown} {pay.currency} per {pay.period}"
    try:
        return text if parse_pay(text, pay.currency) == pay else None
    except TrackerError:
        return None


def _next_interview(row: _Row) -> str | None:
    scheduled = [one for one in row.application.interviews if one.state is InterviewState.SCHEDULED]
    coming = [one for one in scheduled if one.instant is None or one.instant >= row.now]
    soonest = sorted(coming, key=lambda one: (one.instant is None, one.instant or row.now))
    return _interview(soonest[0]) if soonest else None


def _interview(interview: Interview) -> str:
    return f"{interview.round}, {_moment(interview.moment) or 'no time fixed yet'}"


def _offers(row: _Row) -> str:
    return "; ".join(map(_offer, row.application.offers))


def _offer(offer: Offer) -> str:
    pay = show_pay(Pay(None, offer.pay, None, offer.currency, offer.period))
    until = f" until {_moment(offer.moment)}" if offer.moment else ""
    return f"{pay}, {offer.state}{until}"


def _moment(moment: Moment | None) -> str:
    return f"{moment.wall:%Y-%m-%d %H:%M} {moment.zone}" if moment else ""


def _other_role(row: _Row) -> str | None:
    return nouns.other_role(row.application)


def _tags(row: _Row) -> str:
    return ", ".join(_tag(tag.name) for tag in row.application.tags)


def _tag(name: str) -> str:
    """Return a tag as it stands among others: quoted where it would seem to be several."""
    if name.startswith('"') or not {",", ";"}.isdisjoint(name):
        doubled = name.replace('"', '""')
        return f'"{doubled}"'
    return name


_COLUMNS: dict[str, Callable[[_Row], Cell]] = {
    "Company": _plain("company"),
    "Role": _plain("role"),
    "Status": _status,
    "Date Saved": _day(Stage.SAVED),
    "Date Applied": _day(Stage.APPLIED),
    "Date Screening": _day(Stage.SCREENING),
    "Date Assessment": _day(Stage.ASSESSMENT),
    "Date Interviewing": _day(Stage.INTERVIEWING),
    "Date Offered": _day(Stage.OFFERED),
    "Date Ended": _ended,
    "Stage Reached": _plain("stage"),
    "Why It Ended": _reason,
    "Next Interview": _next_interview,
    "Offers": _offers,
    "Salary": _salary,
    "Pay Low": _plain("pay_low"),
    "Pay Likely": _plain("pay_likely"),
    "Pay High": _plain("pay_high"),
    "Pay Currency": _plain("pay_currency"),
    "Pay Period": _plain("pay_period"),
    "Location": _plain("location"),
    "Workplace": _plain("workplace"),
    "Source": _plain("source"),
    "Tier": _plain("tier"),
    "Enthusiasm": _plain("enthusiasm"),
    "Known": _plain("knowledge"),
    "Other Role": _other_role,
    "Rounds Left": _plain("rounds_left"),
    "Hiring": _plain("hiring"),
    "Deadline": _plain("apply_by"),
    "Job Url": _plain("posting_url"),
    "Posting Id": _plain("posting_id"),
    "Tags": _tags,
    "Resume": _plain("documents"),
    "Notes": _plain("notes"),
    "Tracker Record": lambda row: row.record,
}
HEADER = tuple(_COLUMNS)
