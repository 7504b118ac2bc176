"""Which hunt a database holds."""

from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base


class HuntIdentity(Base):
    """The one row that tells this hunt from every other, also in a copy or on another machine."""

    __tablename__ = "hunt"

    id: Mapped[str] = mapped_column(primary_key=True)
