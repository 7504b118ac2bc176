"""What the user said of themselves and of the defaults: one row a setting."""

from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base


class Setting(Base):
    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
