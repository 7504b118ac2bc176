"""What records are found by when the user looks for words."""

from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import DERIVED, Base

NOUNS = ("application", "interview", "offer", "contact", "interaction")
"""What can be found; a noun's place is part of the ids below, so new ones go to the end."""

ROOM = 8
"""How many nouns there may come to be."""


class SearchText(Base):
    """The words of one record, folded and apart by single spaces; no part of the history.

    `title` holds its names, `body` all else that the user said of it, `context` the names of what
    it belongs to. All follows from the record, the id too: so what undo brings back is the same.
    """

    __tablename__ = "search_text"
    __table_args__ = ({"info": {DERIVED: True}},)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    body: Mapped[str]
    context: Mapped[str]


def search_id(noun: str, number: int) -> int:
    """Return the id of the row for the record of that number."""
    return number * ROOM + NOUNS.index(noun)


def searched(row: int) -> tuple[str, int]:
    """Return noun and number of the record that a row is for."""
    number, place = divmod(row, ROOM)
    return NOUNS[place], number
