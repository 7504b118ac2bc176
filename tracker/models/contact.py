"""A person across companies and applications, and each exchange with them."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base, folded, word
from tracker.nouns import contact_title
from tracker.words import Channel, ContactKind

if TYPE_CHECKING:
    from tracker.models.application import Application
    from tracker.models.interview import Attendance


class Contact(Base):
    """`card_uid` are the UIDs of the vCards that they came from, a line each.

    `name_parts` are the parts of the name as that states them (names.Parts), a line each, where
    they do not follow from the name.
    """

    __tablename__ = "contact"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    company: Mapped[str | None]
    search_key: Mapped[str] = mapped_column(info=folded("name", "company", "email"))
    role: Mapped[str | None]
    kind: Mapped[ContactKind | None] = mapped_column(word(ContactKind))
    email: Mapped[str | None] = mapped_column(index=True)
    phone: Mapped[str | None]
    url: Mapped[str | None]
    met: Mapped[str | None]
    follow_up: Mapped[dt.date | None] = mapped_column(index=True)
    notes: Mapped[str | None]
    card_uid: Mapped[str | None] = mapped_column(index=True)
    name_parts: Mapped[str | None]

    interactions: Mapped[list["Interaction"]] = relationship(
        back_populates="contact",
        cascade="all",
        order_by="Interaction.on, Interaction.id",
    )
    attendances: Mapped[list["Attendance"]] = relationship(
        back_populates="contact", cascade="all", order_by="Attendance.interview_id"
    )

    @property
    def title(self) -> str:
        return contact_title(self)


class Interaction(Base):
    __tablename__ = "interaction"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), index=True
    )
    application_id: Mapped[int | None] = mapped_column(
        ForeignKey("application.id", ondelete="SET NULL"), index=True
    )
    on: Mapped[dt.date]
    channel: Mapped[Channel | None] = mapped_column(word(Channel))
    notes: Mapped[str | None]

    contact: Mapped[Contact] = relationship(back_populates="interactions")
    application: Mapped["Application | None"] = relationship(back_populates="interactions")
