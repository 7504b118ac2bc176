"""One meeting at a time, and who takes part in it."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base, word
from tracker.models.moment import MomentColumns
from tracker.words import InterviewState, Result, Round

if TYPE_CHECKING:
    from tracker.models.application import Application
    from tracker.models.contact import Contact


class Interview(MomentColumns, Base):
    """`prepare_hours` and `travel_hours` are hours; `chance` is that of an offer in the end.

    `event_*` are UID, RECURRENCE-ID and SEQUENCE of the calendar's event that it came from, and
    when that version of it was made.
    """

    __tablename__ = "interview"
    __table_args__ = (
        CheckConstraint("felt BETWEEN 1 AND 5", name="felt"),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("people >= 0", name="people"),
        CheckConstraint("prepare_hours >= 0 AND travel_hours >= 0", name="hours"),
        CheckConstraint("chance BETWEEN 0 AND 10000", name="chance"),
        CheckConstraint("cash_cost >= 0", name="cash_cost"),
        Index("ix_interview_state_instant", "state", "instant"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), index=True
    )
    round: Mapped[Round] = mapped_column(word(Round))
    minutes: Mapped[int | None]
    place: Mapped[str | None]
    prepare_hours: Mapped[Decimal | None]
    travel_hours: Mapped[Decimal | None]
    cash_cost: Mapped[Decimal | None]
    cost_currency: Mapped[str | None]
    people: Mapped[int | None]
    chance: Mapped[Decimal | None]
    state: Mapped[InterviewState] = mapped_column(word(InterviewState))
    result: Mapped[Result | None] = mapped_column(word(Result))
    answer_due: Mapped[dt.date | None]
    felt: Mapped[int | None]
    notes: Mapped[str | None]
    event_uid: Mapped[str | None] = mapped_column(index=True)
    event_recurrence: Mapped[str | None]
    event_sequence: Mapped[int | None]
    event_stamp: Mapped[dt.datetime | None]

    application: Mapped["Application"] = relationship(back_populates="interviews")
    attendances: Mapped[list["Attendance"]] = relationship(
        back_populates="interview", cascade="all", order_by="Attendance.contact_id"
    )


class Attendance(Base):
    """That a contact takes, or took, part in an interview."""

    __tablename__ = "attendance"

    interview_id: Mapped[int] = mapped_column(
        ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True
    )
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True, index=True
    )

    interview: Mapped[Interview] = relationship(back_populates="attendances")
    contact: Mapped["Contact"] = relationship(back_populates="attendances")
