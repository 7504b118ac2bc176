"""What every table shares: names of constraints, and column types alike on every database."""

import datetime as dt
import unicodedata
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

from tracker.errors import TrackerError

FOLDED = "folded"
DERIVED = "derived"
"""The mark of a table all of which follows from others; a copy of a hunt does without it."""


class PlainText(TypeDecorator[str]):
    """Text of any length and script, but for NUL, which no database keeps alike."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        if value is None:
            return None
        shown = value.replace("\0", "␀")[:60]
        if "\0" in value:
            msg = f"“{shown}” holds a NUL character; leave it out and try again."
            raise TrackerError(msg)
        try:
            value.encode()
        except UnicodeEncodeError as error:
            msg = f"“{shown}” holds bytes that are no text (not UTF-8); type it anew."
            raise TrackerError(msg) from error
        return value


class Exact(TypeDecorator[Decimal]):
    """An exact decimal with up to four places, kept as a whole number of ten-thousandths."""

    impl = BigInteger
    cache_ok = True
    places: ClassVar[int] = 4

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        del dialect
        if value is None:
            return None
        scaled = value * Decimal(10) ** self.places
        if scaled != scaled.to_integral_value() or abs(scaled) >= 2**63:
            msg = (
                f"{value} is outside what can be kept exactly; use at most {self.places} decimals."
            )
            raise TrackerError(msg)
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        del dialect
        return None if value is None else Decimal(value).scaleb(-self.places).normalize() + 0


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
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

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
        Decimal: Exact,
        dt.datetime: Instant,
    }


def folded(*names: str) -> dict[str, tuple[str, ...]]:
    """Mark a column as what `fold_text` makes of others of its row, and of nothing else."""
    return {FOLDED: names}


def fold_text(*parts: str | None) -> str:
    """Return what is compared when a record is looked for: no case, accents or odd spaces."""
    text = unicodedata.normalize("NFKD", " ".join(part for part in parts if part).casefold())
    kept = (sign for sign in text if unicodedata.category(sign) not in {"Mn", "Cf"})
    return " ".join("".join(kept).replace(",", " ").split())
