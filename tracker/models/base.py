"""What every table shares: names of constraints, and column types alike on every database."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Enum,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase

from tracker import kept
from tracker.money import exact

FOLDED = "folded"
DERIVED = "derived"
"""The mark of a table all of which follows from others; a copy of a hunt does without it."""


class PlainText(TypeDecorator[str]):
    """Text of any length and script, but for NUL, which no database keeps alike."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else kept.text(value)


class Exact(TypeDecorator[Decimal]):
    """An exact decimal with up to four places, kept as a whole number of ten-thousandths."""

    impl = BigInteger
    cache_ok = True
    places: ClassVar[int] = 4

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        del dialect
        return None if value is None else kept.units(value, self.places)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        del dialect
        return None if value is None else exact(value, self.places)


class Finer(Exact):
    """An exact decimal with up to ten places, as what one currency is worth in another needs."""

    cache_ok = True
    places: ClassVar[int] = 10


class Instant(TypeDecorator[dt.datetime]):
    """A point in time: aware in Python, UTC in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        del dialect
        return None if value is None else kept.utc(value)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        del dialect
        return None if value is None else value.replace(tzinfo=dt.UTC)


def word(enum: type[StrEnum]) -> Enum:
    """A column that holds one word of a vocabulary, held to it by a CHECK constraint."""
    return Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=20,
        name=enum.__name__.lower(),
        values_callable=lambda words: [one.value for one in words],
    )


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: dict[Any, Any] = {  # noqa: RUF012 (SQLAlchemy reads it from the class)
        str: PlainText,
        int: BigInteger().with_variant(Integer(), "sqlite"),  # there it is as large, and numbered
        Decimal: Exact,
        dt.datetime: Instant,
    }


def folded(*names: str) -> dict[str, tuple[str, ...]]:
    """Mark a column as what `fold_text` makes of others of its row, and of nothing else."""
    return {FOLDED: names}
