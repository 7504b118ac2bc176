"""What records are found by when the user looks for words."""

from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import DERIVED, Base


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
