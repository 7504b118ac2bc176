"""What the cells of a spreadsheet's row say of one application."""

import re
import shlex
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tracker.addresses import posting_id
from tracker.errors import TrackerError
from tracker.importers import meanings, own_sheet, people, plain
from tracker.importers.columns import RECORD, Columns, fold, pay_unit
from tracker.importers.days import Days, shown_order
from tracker.importers.pays import Pays
from tracker.importers.row_cells import Cells
from tracker.importers.rows import ApplicationRow, ContactRow, Home, Options
from tracker.money import Pay, Unit
from tracker.words import DateOrder, Outcome, Source, Stage

_DATES = {"applied", "saved", "created", "moved", "deadline", *own_sheet.DAYS, own_sheet.ENDED}
_DAY_OF_ROW = ("applied", "saved", "created", "moved")
_SAYS_HOW_FAR = {"applied", "saved", "stage"}
_MATTERS = {"pay", "currency", "deadline", "created", "moved"}
"""What is told where it is not understood, since more than the notes would make use of it."""
_TUTORIAL = "chrome-extension:"
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_MOST_WORDS = 200
_LONGEST_WORD = 40
_UNSAID = "no status"
"""What a row is counted as that is taken as saved for want of a word and of a day."""
_NO_STAGES = (
    "No column of it is known to hold stages, so what you said of them changes nothing; say which "
    'one does: --map "COLUMN=stage".'
)


class Entries:
    """The rows of one spreadsheet: what a column says as a whole decides how a cell is read."""

    def __init__(
        self,
        columns: Columns,
        table: Sequence[Sequence[str]],
        home: Home,
        options: Options,
    ) -> None:
        self._columns = columns
        self._home = home
        self._own = {
            fold(word): meanings.said(word, meant) for word, meant in options.stages.items()
        }
        self._taken: dict[str, meanings.Status | None] = {}
        self._people: list[ContactRow] = []
        self._found: Counter[tuple[str, str]] = Counter()
        self._elsewhere: dict[str, None] = {}
        self._unread: dict[str, list[str]] = {}
        self._pays = Pays(
            _column(columns, table, "pay"),
            _column(columns, table, "currency"),
            _unit(columns),
            home.currency,
            at_most=_is_most(columns),
        )
        dates = {
            field: _column(columns, table, field) for field in columns.places if field in _DATES
        }
        usual = shown_order(dates.values()) or _usual_order(columns)
        self._days = {
            field: Days(home.calendar, texts, order=options.order, usual=usual)
            for field, texts in dates.items()
        }

    def row(self, line: int, cells: Sequence[str]) -> ApplicationRow:
        """Return what a row says; raises TrackerError with the reason where it says too little."""
        cell = Cells(self._columns, cells)
        company = " ".join(cell.text("company").split())
        if not company:
            msg = "no company"
            raise TrackerError(msg)
        if self._columns.is_simplify and _is_tutorial(company, cell.text("url")):
            msg = "Simplify's own tutorial"
            raise TrackerError(msg)
        was_applied, applied = self._applied(cell)
        saved = self._day(cell, "saved")
        stage, outcome = self._status(cell, applied=was_applied, saved=saved is not None)
        moved = cell.told("moved", self._moved)
        _keep_contradictions(cell, saved, applied, moved)
        saved = saved or cell.told("created", self._past)
        on = applied or saved or moved
        person = self._person(cell, line, company)
        row = ApplicationRow(
            line,
            company,
            " ".join(cell.text("role").split()) or None,
            stage,
            outcome,
            on,
            saved if applied else None,
            {name: value for name, value in self._fields(cell) if value or value == 0},
            moved if on and moved and moved > on else None,
            cell.text(RECORD) or None,
            answers=cell.answers(),
            other_on=self._other_day(cell),
        )
        if person:
            self._people.append(person)
        for field in filter(_MATTERS.__contains__, cell.unread):
            self._unread.setdefault(field, []).append(cell.text(field))
        return self._as_recorded(cell, row) if cell.is_ours else row

    def _as_recorded(self, cell: Cells, row: ApplicationRow) -> ApplicationRow:
        """Return a row of our own export with all that it tells of its stages."""
        self._elsewhere.update(cell.elsewhere())
        reached = next((stage for stage in Stage if stage == cell.text("reached")), row.stage)
        stage = reached if row.outcome else row.stage
        found = {each: self._day(cell, field) for field, each in own_sheet.DAYS.items()}
        days = {each: day for each, day in found.items() if day}
        ended, reason = self._day(cell, own_sheet.ENDED), cell.text("reason") or None
        path = own_sheet.path(days, stage, row.outcome, ended, reason)
        if not path:
            return replace(row, stage=stage)
        return replace(row, stage=stage, on=row.on or path[0].on, moved_on=path[-1].on, path=path)

    def people(self) -> list[ContactRow]:
        """Return whom the rows name so far, each but once with the same address and number."""
        found: dict[tuple[object, ...], ContactRow] = {}
        for row in self._people:
            found.setdefault((row.name, row.company, *row.emails, *row.fields.values()), row)
        reached = {(row.name, row.company) for row in found.values() if row.emails or row.fields}
        return [
            row
            for row in found.values()
            if row.emails or row.fields or (row.name, row.company) not in reached
        ]

    def remarks(self) -> list[str]:
        """Return what the reader of the summary should know, in full sentences."""
        private = (
            f"“{name}” was left out: its answers are private; --with-answers brings them in."
            for name in self._columns.private
        )
        of_no_use = [_NO_STAGES] if self._own and "stage" not in self._columns.places else []
        numbered = self._of_days(lambda days: days.numbered)
        return [*private, *of_no_use, *numbered, *self._not_understood(), *self._of_others()]

    def _not_understood(self) -> Iterator[str]:
        for field, texts in self._unread.items():
            more = f" and {len(texts) - 1:,} more" if texts[1:] else ""
            them = "they are" if more else "it is"
            yield (
                f"In “{self._called(field)}”, “{texts[0][:_LONGEST_WORD]}”{more} was not "
                f"understood; {them} in the notes."
            )

    def _of_others(self) -> Iterator[str]:
        """Yield what our own export tells of records that no row of it makes."""
        if self._elsewhere:
            names = " and ".join(f"“{name}”" for name in self._elsewhere)
            yield (
                f"What stands in {names} was left out: interviews and offers are records of their "
                "own, which only a copy of the whole hunt brings along: tracker export json."
            )

    def guesses(self) -> list[str]:
        """Return what was taken for granted, and how to have it read otherwise."""
        paid = (f"In “{self._called('pay')}” {said}" for said in self._pays.guesses())
        return [*self._of_days(lambda days: days.guess), *self._unknown_words(), *paid]

    def _of_days(self, said: Callable[[Days], str | None]) -> Iterator[str]:
        """Yield what is said of how the columns of dates were read, by column."""
        for field, days in self._days.items():
            if sentence := said(days):
                yield f"In “{self._called(field)}” {sentence}"

    def _called(self, field: str) -> str:
        """Return the name of a field's column."""
        return self._columns.name(self._columns.places[field])

    def understood(self) -> list[str]:
        """Return as what the words for stages were taken, the most frequent first."""
        found = [
            f"{word[:_LONGEST_WORD]} -> {taken} ({times:,})"
            for (word, taken), times in self._found.most_common()
        ]
        more = f", and {len(found) - _MOST_WORDS:,} more words" if len(found) > _MOST_WORDS else ""
        return [f"Stages: {', '.join(found[:_MOST_WORDS])}{more}."] if found else []

    def unsure(self) -> str | None:
        """Return a date that could be two days, if one of the columns has such."""
        open_dates = (days.open_date for days in self._days.values())
        return next(filter(None, open_dates), None)

    def _unknown_words(self) -> Iterator[str]:
        unknown = [word[:_LONGEST_WORD] for word, status in self._taken.items() if status is None]
        words = [f"“{word}”" for word in unknown]
        if words:
            first = shlex.quote(f"{unknown[0]}=STAGE")
            more = f" and {len(words) - _MOST_WORDS} more" if len(words) > _MOST_WORDS else ""
            yield (
                f"No stage is known by the name of {', '.join(words[:_MOST_WORDS])}{more}; such "
                "rows count as applied, or saved where they have no date of application, and the "
                f"word is in their notes; to say what it is: --stage {first}, where "
                f"STAGE is {', '.join(Stage)}, or how it ended: {', '.join(Outcome)}."
            )

    def _applied(self, cell: Cells) -> tuple[bool, date | None]:
        """Return whether and when one applied: some columns say yes or no."""
        word = cell.text("applied").casefold()
        if word in meanings.YES or word in meanings.NO:
            return word in meanings.YES, None
        day = self._day(cell, "applied")
        return day is not None, day

    def _day(self, cell: Cells, field: str) -> date | None:
        text = cell.text(field)
        return self._days[field].read(text, past=True) if text else None

    def _other_day(self, cell: Cells) -> date | None:
        """Return what the day of a row would be with its day and month in each other's place."""
        if self._columns.is_linkedin:  # whose order is known
            return None
        field = next(filter(cell.text, filter(self._days.__contains__, _DAY_OF_ROW)), None)
        return self._days[field].other(cell.text(field)) if field else None

    def _past(self, text: str) -> date:
        return self._days["created"].read(text, past=True)

    def _moved(self, text: str) -> date:
        return self._days["moved"].read(text, past=True)

    def _status(self, cell: Cells, *, applied: bool, saved: bool) -> meanings.Status:
        word = " ".join(cell.text("stage").split())
        found = self._named(word) if word else None
        status = found or self._unnamed(applied=applied, saved=saved)
        if word or not (applied or saved or status[0] is not Stage.SAVED):
            self._found[word or _UNSAID, status[1] or status[0]] += 1
        if word and (found is None or meanings.has_remark(word)):
            cell.keep("stage")
        return status

    def _named(self, word: str) -> meanings.Status | None:
        """Return what the user says that a word means, or else what it usually does."""
        if word not in self._taken:
            self._taken[word] = self._own.get(fold(word)) or meanings.status(word)
        return self._taken[word]

    def _unnamed(self, *, applied: bool, saved: bool) -> meanings.Status:
        """Return how far it got, as far as the dates and the other columns tell."""
        fields = self._columns.places.keys()
        unsaid = not (saved or fields & _SAYS_HOW_FAR)
        sent = unsaid or (self._columns.is_linkedin and "applied" in fields)
        return Stage.APPLIED if applied or sent else Stage.SAVED, None

    def _person(self, cell: Cells, line: int, company: str) -> ContactRow | None:
        """Return whom a row names to talk to; what is said without a name goes to the notes."""
        found = cell.told("contact", people.person)
        if found is None:
            for field in ("contact-email", "contact-phone"):
                if cell.text(field):
                    cell.keep(field)
            return None
        email = cell.told("contact-email", _email) or found.email
        phone = cell.text("contact-phone")
        fields = {"phone": phone} if phone else {}
        emails = [email] if email else []
        return ContactRow(line=line, name=found.name, company=company, emails=emails, fields=fields)

    def _fields(self, cell: Cells) -> Iterator[tuple[str, Any]]:
        url = cell.address()
        yield "posting_url", url
        yield "posting_id", posting_id(url) if url and not cell.is_ours else None
        yield from own_sheet.fields(cell) if cell.is_ours else ()
        yield "location", cell.text("location")
        yield "documents", cell.text("documents")
        yield "pay", self._paid(cell)
        yield "source", _source(cell)
        yield "workplace", cell.told("workplace", meanings.workplace)
        yield "apply_by", cell.told("deadline", self._deadline)
        yield "tags", cell.told("tags", meanings.tags)
        yield "posting_text", cell.told("posting", plain.seen)
        yield "notes", cell.notes(url)

    def _deadline(self, text: str) -> date:
        return self._days["deadline"].read(text, past=False)

    def _paid(self, cell: Cells) -> Pay | None:
        """Return the pay of a row: the figures of our own export, or else what a cell says."""
        beside = cell.text("currency")
        said = cell.told("pay", lambda text: self._pays.read(text, beside))
        named = cell.told("currency", self._pays.currency)
        if named and (said is None or said.currency != named):
            cell.keep("currency")
        if not cell.is_ours:
            return said
        exact = own_sheet.pay(cell)
        if exact and said and said != exact:
            cell.keep("pay")
        if exact is None:
            for field in filter(cell.text, own_sheet.PAY):
                cell.keep(field)
        return exact or said


def _column(columns: Columns, table: Sequence[Sequence[str]], field: str) -> list[str]:
    """Return the cells of a field's column."""
    place = columns.places.get(field)
    return [] if place is None else [row[place] for row in table if place < len(row)]


def _is_tutorial(company: str, url: str) -> bool:
    return company.casefold() == "simplify" or url.casefold().startswith(_TUTORIAL)


def _usual_order(columns: Columns) -> DateOrder | None:
    """Return the order of days that the names of the columns tell, None where they do not."""
    if columns.is_linkedin:
        return DateOrder.MONTH_FIRST
    return DateOrder.DAY_FIRST if columns.is_day_first else None


def _keep_contradictions(
    cell: Cells, saved: date | None, applied: date | None, moved: date | None
) -> None:
    """Keep the days in the notes that cannot be what they are called, beside that of applying."""
    if applied and saved and saved > applied and not cell.is_ours:  # ours tells every day
        cell.keep("saved")
    if applied and moved and moved < applied:
        cell.keep("moved")


def _unit(columns: Columns) -> Unit:
    """Return what the name of the column of pay says that its figures are in."""
    place = columns.places.get("pay")
    return (None if place is None else pay_unit(columns.name(place))) or Unit()


def _is_most(columns: Columns) -> bool:
    """Whether the column of pay says what is paid at most."""
    place = columns.places.get("pay")
    return place is not None and fold(columns.name(place)).startswith("max")


def _email(text: str) -> str | None:
    return text if _EMAIL.fullmatch(text) else None


def _source(cell: Cells) -> Source | None:
    found = cell.told("source", meanings.source)
    if found is not None and cell.text("source").casefold() != found:
        cell.keep("source")
    return found
