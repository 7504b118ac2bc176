"""What a command works with: the clock, the database, the terminal; each opened on first use."""

import datetime as dt
import os
import sys
from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

import click

from tracker.cli import output
from tracker.cli.text import safe
from tracker.errors import AmbiguousError, NotFoundError, TrackerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from tracker.dates import Calendar, Moment
    from tracker.db import Database
    from tracker.looking import Look
    from tracker.money import Money, Pay
    from tracker.pen import Pen
    from tracker.records.notes import Note
    from tracker.settings import Profile
    from tracker.words import BackupReason, DateOrder

T = TypeVar("T")
P = TypeVar("P", "Pay", "Money")

YEARS = (1970, 2199)
"""What the clock may be told, so that a week or a zone more is still a date."""


class App:
    """One run of the command line."""

    def __init__(self, database: str | None) -> None:
        self._place = database or None
        self.has_written = False
        self.before_writing: Callable[[App], None] | None = None
        self.answers_before: dict[int, str] | None = {}
        self._is_backed_up = False
        self._has_looked = False
        self._open: Callable[[], Look] | None = None

    @cached_property
    def database(self) -> "Database":
        from tracker.db import Database

        return Database(self.place)

    @property
    def place(self) -> str:
        """Where the hunt is kept: a file, or the address of a database."""
        return self._place or _default_place()

    def say_where_nothing_is(self) -> None:
        """Name the place that the user named, if that was looked at and there is no hunt yet.

        Also another, where there are backups of one.
        """
        if not self._has_looked or self.database.is_open:
            return
        if self.database.is_gone:
            said = self.database.nowhere
            output.said(f"Note: {said[0].lower()}{said[1:]}", err=True)
        elif self._place:
            output.said(f"Note: there is no hunt at {self.database.shown} yet.", err=True)

    def refusal(self, error: TrackerError) -> str:
        """Return the sentence of a refusal: where it found nothing, that there is no hunt."""
        is_nowhere = self._has_looked and not self.database.is_open
        is_why = is_nowhere and isinstance(error, NotFoundError)
        return self.database.nowhere if is_why else str(error)

    @cached_property
    def now(self) -> dt.datetime:
        return _now()

    @cached_property
    def profile(self) -> "Profile":
        from tracker.settings import Profile

        with self.looking() as look:
            return Profile.of({one.name: one.value for one in look.rows("settings")})

    @cached_property
    def calendar(self) -> "Calendar":
        from tracker.dates import Calendar, zone

        home = zone(self.profile.time_zone or _local_zone())
        order = self.profile.date_order or _local_date_order()
        return Calendar(self.now.astimezone(home), home, order)

    @property
    def currency(self) -> str:
        """The currency of amounts that name none: the user's own, the locale's, or else USD."""
        return self._known_currency or "USD"

    @cached_property
    def _known_currency(self) -> str | None:
        from tracker.money import currency_of_locale

        return self.profile.own_currency or currency_of_locale(_locale("LC_MONETARY"))

    def priced(self, read: "Callable[[str, str], P]", text: str) -> "P":
        """Read an amount; say so where a bare figure was taken as USD for want of a country."""
        value = read(text, self.currency)
        if self._known_currency is None and read(text, "EUR").currency != value.currency:
            click.echo(
                "Note: amounts are taken as USD, because your locale names no country; "
                "to change that: tracker profile set currency EUR",
                err=True,
            )
        return value

    @contextmanager
    def looking(self) -> "Iterator[Look]":
        """Look at the hunt at one moment, as quickly as may be; see `tracker.looking`.

        Where it is open already, by way of that: to open the file once more would take away the
        locks that SQLite holds on it (see `cipher.salt_of`).
        """
        if self._open:
            yield self._open()
            return
        from tracker.looking import NOTHING, at_once

        with at_once(self.place) as look:
            if look is not None:
                with self._opened(lambda: look):
                    yield look
                return
        if self.database.has_no_file():
            self._has_looked = True
            with self._opened(lambda: NOTHING):
                yield NOTHING
            return
        with self.reading() as session:
            yield _look(session)

    @contextmanager
    def reading(self) -> "Iterator[Session]":
        with self.database.reading() as session, self._opened(partial(_look, session)):
            self._has_looked = True
            yield session

    @contextmanager
    def _opened(self, look: "Callable[[], Look]") -> "Iterator[None]":
        before, self._open = self._open, look
        try:
            yield
        finally:
            self._open = before

    @contextmanager
    def writing(
        self, *, keep: bool = True, backup: "BackupReason | None" = None
    ) -> "Iterator[Session]":
        """Keep what is changed as one command, and only then say what was done.

        Without `keep` all is taken back, and said all the same: what would be done, but no command
        for records that are not there. With a reason for it, a backup of what was there is made
        before the first change of a run.
        """
        from tracker.records import history, notes

        reason = None if self._is_backed_up else backup
        self._begin_writing()
        with self.database.writing(self.now, keep=keep, backup=reason) as session:
            self._has_looked |= not keep
            with self._opened(partial(_look, session)):
                yield session
            told = notes.told(session)
            if told:
                history.describe(session, told[0].text)
            self._is_backed_up |= keep and backup is not None and history.has_changes(session)
        self.has_written = keep
        self._say(told if keep else [one._replace(todo="", asks=False) for one in told])

    @contextmanager
    def entering(self) -> "Iterator[Pen]":
        """Keep new records as one command, as quickly as may be; see `tracker.pen`."""
        from tracker.pen import at_once
        from tracker.records import notes

        self._begin_writing()
        with at_once(self.place) as pen:
            if pen is None:
                with self.writing() as session:
                    yield _pen(session)
                return
            with self._opened(lambda: pen.look):
                yield pen
            told = notes.told(pen)
            pen.keep(self.now, told[0].text if told else "")
        self.has_written, self._has_looked = True, False  # where nothing was, there is a hunt now
        self._say(told)

    def _begin_writing(self) -> None:
        if self.before_writing and not self.has_written:
            self.before_writing(self)

    def _say(self, told: "Sequence[Note]") -> None:
        for note in told:
            text = f"Note: {note}" if note.warning else str(note)
            if note.asks and not self.is_interactive:
                text = f"{text} --yes"
            output.said(text, err=note.warning)

    def at_home(self, moment: "Moment") -> "Moment":
        """Return a moment by the clocks at home, whatever zone it was agreed in."""
        return type(moment).of(moment.instant, self.calendar.zone.key)

    def when(self, moment: "Moment | None", otherwise: str = "") -> str:
        """Return a moment as a table shows it, by the clocks at home."""
        from tracker.dates import short_moment

        return short_moment(self.at_home(moment), self.calendar.today) if moment else otherwise

    @property
    def is_interactive(self) -> bool:
        return sys.stdin.isatty() and sys.stdout.isatty()

    def confirm(
        self, question: str, answer: bool | None, *, otherwise: bool, usual: bool = False
    ) -> bool:
        """Return the answer given by a flag, asked for on a terminal, or else the safe one.

        `usual` is the answer that Enter gives on a terminal.
        """
        if answer is not None:
            return answer
        if not self.is_interactive:
            return otherwise
        return click.confirm(safe(question), default=usual)

    def which(self, find: "Callable[[Session, str], T]", which: str) -> str:
        """Return the id of the record meant, asking which where several match."""
        with self.reading() as session:
            try:
                return str(find(session, which).id)  # type: ignore[attr-defined]
            except AmbiguousError as error:
                if not self.is_interactive:
                    raise
                candidates = error.candidates
        return self.ask_which(which, candidates)

    def ask_which(self, which: str, candidates: "Sequence[tuple[int | str, str]]") -> str:
        """Return what to type for the candidate that the user means."""
        return output.choose(f"“{which}” matches several", candidates)

    def past_day(self, text: str | None) -> dt.date:
        """Return the day something happened: today unless said, and never still to come."""
        today = self.calendar.today
        day = self.calendar.day(text, past=True) if text else today
        if day > today:
            msg = f"“{text}” is still to come; say the day it happened, such as “yesterday”."
            raise TrackerError(msg)
        return day

    def need(self, fields: object) -> None:
        """Refuse a change that changes nothing."""
        if not fields:
            msg = 'Say what to change, as in --notes "called back"; --help lists what there is.'
            raise click.UsageError(msg)

    def confirm_removal(self, title: str, *, yes: bool) -> None:
        """Ask before a removal; without a terminal to ask on, refuse."""
        self.insist(f"Remove {title}?", f"{title} was not removed", yes=yes)

    def insist(self, question: str, otherwise: str, *, yes: bool) -> None:
        """Ask before what cannot be meant by mistake; without a terminal to ask on, refuse."""
        if not yes and not self.is_interactive:
            msg = f"{otherwise}, because nobody is here to confirm it; add --yes."
            raise TrackerError(msg)
        if not yes:
            self.go_on(question, otherwise)

    def go_on(self, question: str, otherwise: str) -> None:
        """Ask on a terminal; a no ends the command, which says what was not done, and is no error.

        Raises click's Exit for that.
        """
        if not click.confirm(safe(question)):
            click.echo(safe(f"{otherwise}."))
            raise click.exceptions.Exit(0)


pass_app = click.make_pass_decorator(App)


def _look(session: "Session") -> "Look":
    from tracker.records import by_session

    return by_session.look(session)


def _pen(session: "Session") -> "Pen":
    from tracker.records import by_session

    return by_session.SessionPen(session)


def _now() -> dt.datetime:
    """Read the clock, here and nowhere else."""
    pretended = os.environ.get("TRACKER_NOW")
    if not pretended:
        return dt.datetime.now(dt.UTC)
    try:
        now = dt.datetime.fromisoformat(pretended)
    except ValueError:
        msg = f"TRACKER_NOW is “{pretended}”, which is no time such as 2026-11-23T09:00."
        raise TrackerError(msg) from None
    if not YEARS[0] <= now.year <= YEARS[1]:
        msg = f"TRACKER_NOW is “{pretended}”, which is too far away; name a time of these years."
        raise TrackerError(msg)
    if now.tzinfo is None:
        from tracker.dates import zone

        now = now.replace(tzinfo=zone(_local_zone()))
    return now


def _local_zone() -> str:
    from tzlocal import get_localzone_name

    try:
        return get_localzone_name() or "UTC"
    except LookupError:
        return "UTC"


def _locale(category: str) -> str | None:
    names = (os.environ.get(name) for name in ("LC_ALL", category, "LANG"))
    return next((name for name in names if name), None)


def _local_date_order() -> "DateOrder":
    from tracker.words import DateOrder

    month_first = (_locale("LC_TIME") or "").startswith(("en_US", "C", "POSIX"))
    unknown = _locale("LC_TIME") is None
    return DateOrder.MONTH_FIRST if month_first or unknown else DateOrder.DAY_FIRST


def _default_place() -> str:
    from tracker import files

    return str(files.home() / "hunt.db")
