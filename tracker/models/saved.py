"""What a user saved by a name of their own, to use it again."""

from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base, word
from tracker.words import SavedKind


class Saved(Base):
    """A mapping of columns, a view of a list, a meeting that is no interview; `value` is JSON."""

    __tablename__ = "saved"

    kind: Mapped[SavedKind] = mapped_column(word(SavedKind), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
