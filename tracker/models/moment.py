"""The columns of a point in time that somebody agreed on: it keeps its wall time."""

import datetime as dt

from sqlalchemy import DateTime
from sqlalchemy.orm import Mapped, mapped_column

from tracker import nouns
from tracker.dates import Moment


class MomentColumns:
    """`wall`, `zone` and `fold` are what was agreed; `instant` is the same in UTC, to sort by."""

    instant: Mapped[dt.datetime | None]
    wall: Mapped[dt.datetime | None] = mapped_column(DateTime)
    zone: Mapped[str | None]
    fold: Mapped[int | None]

    @property
    def moment(self) -> Moment | None:
        return nouns.moment(self)

    @moment.setter
    def moment(self, moment: Moment | None) -> None:
        self.wall = moment.wall if moment else None
        self.zone = moment.zone if moment else None
        self.fold = moment.fold if moment else None
        self.instant = moment.instant if moment else None
