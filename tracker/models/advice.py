"""What was last advised of an interview, kept to look back at."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base, word
from tracker.words import Verdict


class LastAdvice(Base):
    """The advice on an interview as it was last shown; no part of the history.

    `shown_at` is when it was first shown as it is, on the last day on which it was shown. `verdict`
    is null where none could be given, `decide_by` where nothing to come could change it. `gain` is
    money over the years that the user plans to stay. `chance` is that of passing this round, as it
    was estimated; `base_chance` the same from the base rates alone.
    """

    __tablename__ = "advice"
    __table_args__ = (
        CheckConstraint("gain IS NULL OR currency IS NOT NULL", name="gain"),
        CheckConstraint("currency IS NULL OR length(currency) = 3", name="currency"),
        CheckConstraint("chance BETWEEN 0 AND 1", name="chance"),
        CheckConstraint("base_chance BETWEEN 0 AND 1", name="base_chance"),
    )

    interview_id: Mapped[int] = mapped_column(
        ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True
    )
    verdict: Mapped[Verdict | None] = mapped_column(word(Verdict))
    gain: Mapped[Decimal | None]
    currency: Mapped[str | None]
    chance: Mapped[float | None]
    base_chance: Mapped[float | None]
    shown_at: Mapped[dt.datetime]
    decide_by: Mapped[dt.date | None]
