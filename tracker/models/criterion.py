"""What the user judges every job by, and what they said of each application by it."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base, folded


class Criterion(Base):
    """A factor, where it has a weight, or else a must-have.

    `weight` is the share of pay that one step of a rating is worth: 0.05 is 5%.
    """

    __tablename__ = "criterion"
    __table_args__ = (
        CheckConstraint("weight > 0 AND weight <= 5000", name="weight"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True, unique=True, info=folded("name"))
    weight: Mapped[Decimal | None]

    ratings: Mapped[list["Rating"]] = relationship(cascade="all", order_by="Rating.application_id")


class Rating(Base):
    """What was said of an application by one criterion; where nothing was, there is no row.

    `value` is 1 to 5 on a factor; on a must-have it is 1 if the job has it, and 0 if it lacks it.
    """

    __tablename__ = "rating"
    __table_args__ = (CheckConstraint("value BETWEEN 0 AND 5", name="value"),)

    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), primary_key=True
    )
    criterion_id: Mapped[int] = mapped_column(
        ForeignKey("criterion.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    value: Mapped[int]
