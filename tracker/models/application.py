"""One pursuit of one role at one company, and every change of its stage."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base, folded, word
from tracker.nouns import application_title
from tracker.words import Hiring, Outcome, Period, Source, Stage, Tier, Workplace

if TYPE_CHECKING:
    from tracker.models.contact import Interaction
    from tracker.models.criterion import Rating
    from tracker.models.interview import Interview
    from tracker.models.offer import Offer


class Application(Base):
    """`pay_*` is money per `pay_period`; `rounds_left` counts the coming interview too."""

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint("enthusiasm BETWEEN 1 AND 5", name="enthusiasm"),
        CheckConstraint("knowledge BETWEEN 0 AND 3", name="knowledge"),
        CheckConstraint("rounds_left >= 0", name="rounds_left"),
        CheckConstraint("pay_low IS NULL OR pay_high IS NULL OR pay_low <= pay_high", name="pay"),
        CheckConstraint("pay_currency IS NULL OR length(pay_currency) = 3", name="pay_currency"),
        Index("ix_application_posting_url", "posting_url"),
        Index("ix_application_outcome_moved_on_id", "outcome", "moved_on", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    company: Mapped[str]
    role: Mapped[str | None]
    company_key: Mapped[str] = mapped_column(index=True, info=folded("company"))
    search_key: Mapped[str] = mapped_column(info=folded("company", "role"))
    stage: Mapped[Stage] = mapped_column(word(Stage))
    outcome: Mapped[Outcome | None] = mapped_column(word(Outcome))
    moved_on: Mapped[dt.date] = mapped_column(index=True)
    posting_url: Mapped[str | None]
    posting_id: Mapped[str | None] = mapped_column(index=True)
    posting_text: Mapped[str | None] = mapped_column(deferred=True)
    location: Mapped[str | None]
    workplace: Mapped[Workplace | None] = mapped_column(word(Workplace))
    pay_low: Mapped[Decimal | None]
    pay_likely: Mapped[Decimal | None]
    pay_high: Mapped[Decimal | None]
    pay_currency: Mapped[str | None]
    pay_period: Mapped[Period | None] = mapped_column(word(Period))
    source: Mapped[Source | None] = mapped_column(word(Source))
    tier: Mapped[Tier | None] = mapped_column(word(Tier))
    enthusiasm: Mapped[int | None]
    knowledge: Mapped[int | None]
    other_role_wanted: Mapped[bool | None]
    other_role: Mapped[str | None]
    rounds_left: Mapped[int | None]
    hiring: Mapped[Hiring | None] = mapped_column(word(Hiring))
    documents: Mapped[str | None]
    apply_by: Mapped[dt.date | None] = mapped_column(index=True)
    notes: Mapped[str | None]

    tags: Mapped[list["Tag"]] = relationship(cascade="all", order_by="Tag.name", lazy="selectin")
    ratings: Mapped[list["Rating"]] = relationship(
        cascade="all", order_by="Rating.criterion_id", lazy="selectin"
    )
    stage_changes: Mapped[list["StageChange"]] = relationship(
        back_populates="application",
        cascade="all",
        order_by="StageChange.on, StageChange.id",
    )
    interviews: Mapped[list["Interview"]] = relationship(
        back_populates="application",
        cascade="all",
        order_by="Interview.instant.nulls_first(), Interview.id",
    )
    offers: Mapped[list["Offer"]] = relationship(
        back_populates="application", cascade="all", order_by="Offer.id"
    )
    interactions: Mapped[list["Interaction"]] = relationship(
        back_populates="application", order_by="Interaction.on, Interaction.id"
    )

    @property
    def title(self) -> str:
        return application_title(self)


class Tag(Base):
    __tablename__ = "tag"

    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True, index=True)


class StageChange(Base):
    """What stage or outcome an application had from a day on, and why."""

    __tablename__ = "stage_change"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), index=True
    )
    on: Mapped[dt.date]
    stage: Mapped[Stage] = mapped_column(word(Stage))
    outcome: Mapped[Outcome | None] = mapped_column(word(Outcome))
    reason: Mapped[str | None]

    application: Mapped[Application] = relationship(back_populates="stage_changes")
