"""What each command did to each row, so that it can be shown and taken back."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base, word
from tracker.words import CommandKind


class Command(Base):
    __tablename__ = "command"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    kind: Mapped[CommandKind] = mapped_column(word(CommandKind))
    summary: Mapped[str]
    undone_at: Mapped[dt.datetime | None]
    window: Mapped[str | None]
    """A mark of the terminal window that it was typed in, as `tracker.windows` gives it."""


class Change(Base):
    """One row before and after a command, as JSON by column without what was null.

    It is null itself where there was no row.
    """

    __tablename__ = "change"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    command_id: Mapped[int] = mapped_column(
        ForeignKey("command.id", ondelete="CASCADE"), index=True
    )
    table: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
