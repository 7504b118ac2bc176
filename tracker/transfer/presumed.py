"""Which application a row is about that is recognised as none by what it says.

Its file went on since, or was read otherwise before, or it is a row of our own export that was
edited, or the user has changed since what the application goes by. Each application is presumed for
one row at most, and for none if another row is about it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from tracker.dates import show_day
from tracker.importers.rows import ApplicationRow
from tracker.records.notes import Note, counted
from tracker.transfer.known_applications import Index, Known
from tracker.words import Stage


@dataclass
class Presumed:
    """What the rows of one file are presumed to be about."""

    index: Index
    every: Sequence[Known]
    turned: list[tuple[ApplicationRow, Known]] = field(default_factory=list)
    """Rows on whose date day and month stand in each other's place here, and what they are about.
    """

    def find(self, row: ApplicationRow, wanted: Known) -> Known | None:
        """Return the application that a row is about all the same; another one each time."""
        turned = list(self._turned(row, wanted))
        before = filter(None, [self.index.as_it_was(wanted)])
        candidates = chain(self._edited(wanted), before, turned, self._saved(wanted))
        found = next((one for one in candidates if one.id not in self._taken), None)
        if found is not None:
            self._taken.add(found.id)
            self.index.remember(found, wanted)
            self.turned += [(row, found)] if found in turned else []
        return found

    def hints(self) -> Iterator[Note]:
        """Yield a note on the rows whose dates were read the other way around before."""
        if not self.turned:
            return
        row, known = self.turned[0]
        if row.on is None or row.other_on is None:
            return
        number = len(self.turned)
        are = "is an application" if number == 1 else "are applications"
        yield Note(
            f"{counted(number, 'row')} {are} that you have with day and month the other way "
            f"around, as line {row.line} ({_title(row)}): {show_day(row.on)} in the file, "
            f"{show_day(row.other_on)} in {known.name}. No day was changed; if those of the file "
            "are right, take the imports from before back with tracker undo, and import it again.",
            warning=True,
        )

    @cached_property
    def _taken(self) -> set[int | None]:
        """The records that rows are about as they stand, and None for what is no record yet."""
        return {None, *(found.id for one in self.every if (found := self.index.find(one)))}

    def _edited(self, wanted: Known) -> Iterator[Known]:
        """Yield the record that a row of our own export is of, if something else speaks for it.

        Copies of one hunt give the same number to different records, each after they parted.
        """
        one = self.index.of_record(wanted)
        if one is None:
            return
        is_one_role = one.role == wanted.role and not one.days.isdisjoint(wanted.days)
        is_one_posting = wanted.address is not None and one.address == wanted.address
        if one.stem == wanted.stem or is_one_role or is_one_posting:
            yield one

    def _turned(self, row: ApplicationRow, wanted: Known) -> Iterator[Known]:
        """Yield what a row is about if day and month of its date change places."""
        if row.other_on is not None:
            found = self.index.find(replace(wanted, days=frozenset({row.other_on})))
            yield from filter(None, [found])

    def _saved(self, wanted: Known) -> Iterator[Known]:
        """Yield what is saved and has no day of application, for a row that names one."""
        if wanted.stage is not Stage.SAVED and wanted.days:
            named = self.index.named(wanted)
            yield from (one for one in named if one.stage is Stage.SAVED and one.outcome is None)


def _title(row: ApplicationRow) -> str:
    return ", ".join(filter(None, (row.company, row.role)))
