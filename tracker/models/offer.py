"""Terms offered, and until when they stand."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base, word
from tracker.models.moment import MomentColumns
from tracker.words import OfferState, Period

if TYPE_CHECKING:
    from tracker.models.application import Application


class Offer(MomentColumns, Base):
    """`pay` is per `period`; bonus, equity and benefits are per year; signing is paid once.

    The moment of an offer is its deadline.
    """

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("pay > 0", name="pay"),
        CheckConstraint("length(currency) = 3", name="currency"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), index=True
    )
    pay: Mapped[Decimal]
    period: Mapped[Period] = mapped_column(word(Period))
    currency: Mapped[str]
    bonus: Mapped[Decimal | None]
    equity: Mapped[Decimal | None]
    benefits: Mapped[Decimal | None]
    signing: Mapped[Decimal | None]
    received: Mapped[dt.date]
    state: Mapped[OfferState] = mapped_column(word(OfferState), index=True)
    notes: Mapped[str | None]

    application: Mapped["Application"] = relationship(back_populates="offers")
