"""The cells of one row of a spreadsheet, by field: what no field can take goes to the notes."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from tracker.errors import TrackerError
from tracker.formulas import bare
from tracker.importers import meanings
from tracker.importers.cells import Linked, links_of
from tracker.importers.columns import RECORD, Columns

T = TypeVar("T")

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?[^\s/.]+\.\S+", re.IGNORECASE)
_ON_THE_WEB = re.compile(r"https?://\S+$", re.IGNORECASE)


class Cells:
    """One row; what no field can take is kept for its notes."""

    def __init__(self, columns: Columns, cells: Sequence[str]) -> None:
        self._columns = columns
        self._texts = [_text(cell) for cell in cells]
        self._kept: list[str] = []
        self.unread: list[str] = []
        """The fields whose text was not understood."""
        self._links = {
            place: links_of(cell) for place, cell in enumerate(cells) if isinstance(cell, Linked)
        }
        self.is_ours = RECORD in columns.places
        self._said = {
            field: text
            for field, place in columns.places.items()
            if not meanings.is_blank(text := self._at(place)) or self.is_ours
        }

    def text(self, field: str) -> str:
        """Return what a field's cell says, "" where it says nothing."""
        return self._said.get(field, "")

    def told(self, field: str, read: Callable[[str], T | None]) -> T | None:
        """Return a cell as `read` understands it; where it does not, the text goes to the notes."""
        text = self.text(field)
        if not text:
            return None
        try:
            value = read(text)
        except TrackerError:
            value = None
        if value is None:
            self.unread.append(field)
            self.keep(field)
        return value

    def keep(self, field: str) -> None:
        """Keep a field's text in the notes."""
        place = self._columns.places[field]
        self._kept.append(f"{self._columns.name(place)}: {self._at(place)}")

    def address(self) -> str | None:
        """Return the address of the posting: as it is written, or else where its name leads."""
        shown = self.text("url")
        if self.is_ours:
            return shown or None
        if _ADDRESS.fullmatch(shown):
            return shown
        link = self._leads_to("url")
        if shown and link is None:
            self.keep("url")
        return link or self._leads_to("role")

    def _leads_to(self, field: str) -> str | None:
        links = self._links.get(self._columns.places.get(field, -1), ())
        return next(filter(_ON_THE_WEB.match, links), None)

    def notes(self, url: str | None) -> str:
        """Return what no field can take; `url` is the link that one has taken."""
        further = range(len(self._columns.names), len(self._texts))
        noted = self._lines((*self._columns.noted, *further))
        linked = [
            f"{self._columns.name(place)}: {link}"
            for place, links in self._links.items()
            for link in links
            if link != url and place in self._columns.places.values()
        ]
        return "\n".join(filter(None, [self.text("notes"), *self._kept, *linked, *noted]))

    def answers(self) -> tuple[str, ...]:
        """Return which of the notes are private answers."""
        return tuple(self._lines(self._columns.answers))

    def elsewhere(self) -> dict[str, None]:
        """Return the names of the columns in which it tells of other records."""
        columns = self._columns
        return {columns.name(place): None for place in columns.elsewhere if self._at(place)}

    def _lines(self, places: Sequence[int]) -> list[str]:
        return [
            f"{self._columns.name(place)}: {' '.join([text, *self._in_brackets(place)])}"
            for place in places
            if not meanings.is_blank(text := self._at(place))
        ]

    def _in_brackets(self, place: int) -> Iterator[str]:
        return map("({})".format, self._links.get(place, ()))

    def _at(self, place: int) -> str:
        return self._texts[place] if place < len(self._texts) else ""


def _text(cell: str) -> str:
    text = bare(cell).strip()
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
