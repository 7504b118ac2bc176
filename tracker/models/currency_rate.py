"""What one currency is worth in another, as the user stated it."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base, Finer


class CurrencyRate(Base):
    """One unit of `currency` is worth `amount` of `unit`, as of the day `stated_on`."""

    __tablename__ = "currency_rate"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("length(currency) = 3 AND length(unit) = 3", name="currency"),
        CheckConstraint("currency <> unit", name="unit"),
    )

    currency: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Finer)
    unit: Mapped[str]
    stated_on: Mapped[dt.date]
