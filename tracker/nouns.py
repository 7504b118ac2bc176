"""What a record is called and how it stands, whichever way it was read from the database."""

import datetime as dt
from decimal import Decimal
from typing import Protocol

from tracker.dates import Calendar, Moment, add_working_days
from tracker.money import Pay, show_pay
from tracker.words import OfferState, Outcome, Period, Round, Stage

EVENING = dt.time(18)
"""When a day's decisions are taken: an offer that lapses earlier is answered the day before."""


class Named(Protocol):
    """An application, as far as its title goes."""

    @property
    def company(self) -> str: ...
    @property
    def role(self) -> str | None: ...


class Pursued(Named, Protocol):
    """An application, as far as its title and standing go."""

    @property
    def stage(self) -> Stage: ...
    @property
    def outcome(self) -> Outcome | None: ...


class Paid(Protocol):
    """An application, as far as its pay goes."""

    @property
    def pay_low(self) -> Decimal | None: ...
    @property
    def pay_likely(self) -> Decimal | None: ...
    @property
    def pay_high(self) -> Decimal | None: ...
    @property
    def pay_currency(self) -> str | None: ...
    @property
    def pay_period(self) -> Period | None: ...


class Wished(Protocol):
    """An application, as far as another role at its company goes."""

    @property
    def other_role_wanted(self) -> bool | None: ...
    @property
    def other_role(self) -> str | None: ...


class Met(Protocol):
    """A contact, as far as their title goes."""

    @property
    def name(self) -> str: ...
    @property
    def company(self) -> str | None: ...


class Agreed(Protocol):
    """What has a point in time that somebody agreed on: an interview, or an offer."""

    @property
    def wall(self) -> dt.datetime | None: ...
    @property
    def zone(self) -> str | None: ...
    @property
    def fold(self) -> int | None: ...


class Interview(Protocol):
    @property
    def application(self) -> Named: ...
    @property
    def round(self) -> Round: ...


class Offer(Protocol):
    @property
    def application(self) -> Named: ...
    @property
    def pay(self) -> Decimal: ...
    @property
    def currency(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def state(self) -> OfferState: ...
    @property
    def instant(self) -> dt.datetime | None: ...


def application_title(one: Named) -> str:
    """Return the application as a sentence names it: “Acme, Data engineer”."""
    return f"{one.company}, {one.role}" if one.role else one.company


def application_described(one: Pursued) -> str:
    """Return a line that tells this application from others at the same company."""
    return f"{application_title(one)} ({one.outcome or one.stage})"


def application_pay(one: Paid) -> Pay | None:
    """Return the pay as stated, None where nothing was."""
    if one.pay_currency is None or one.pay_period is None:
        return None
    return Pay(one.pay_low, one.pay_likely, one.pay_high, one.pay_currency, one.pay_period)


def other_role(one: Wished) -> str | None:
    """Return the other role as it is said: its name, yes or no; None where nothing was."""
    if one.other_role_wanted is None:
        return None
    return one.other_role or ("yes" if one.other_role_wanted else "no")


def contact_title(one: Met) -> str:
    """Return the contact as a sentence names them: “Mia Chen (Acme)”."""
    return f"{one.name} ({one.company})" if one.company else one.name


def interview_title(one: Interview) -> str:
    """Return the interview as a sentence names it: “Acme, Data engineer: onsite”."""
    return f"{application_title(one.application)}: {one.round}"


def offer_title(one: Offer) -> str:
    """Return the offer as a sentence names it: “Acme, Data engineer: 150,000 USD a year”."""
    return f"{application_title(one.application)}: {show_pay(offer_pay(one))}"


def offer_pay(one: Offer) -> Pay:
    return Pay(None, one.pay, None, one.currency, one.period)


def is_open(one: Offer, now: dt.datetime) -> bool:
    """Tell whether the offer can still be accepted."""
    in_time = one.instant is None or one.instant > now
    return one.state is OfferState.OPEN and in_time


def last_day(until: Moment, calendar: Calendar) -> dt.date:
    """Return the last day whose evening precedes a deadline.

    What ends before tonight can still be answered today.
    """
    deadline = until.instant.astimezone(calendar.zone)
    early = dt.timedelta(days=0 if deadline.time() >= EVENING else 1)
    return max(deadline.date() - early, calendar.today)


def last_notice(day: dt.date, working_days: int, today: dt.date) -> dt.date:
    """Return the last day on which calling off what is on `day` leaves that many working days.

    That is today where it is too late for so many.
    """
    return max(add_working_days(day, -working_days), today)


def moment(one: Agreed) -> Moment | None:
    """Return when an interview takes place, or an offer ends; None where no time is agreed."""
    if one.wall is None or one.zone is None:
        return None
    return Moment(one.wall, one.zone, one.fold or 0)
