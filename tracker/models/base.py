"""What every table shares: names of constraints, and column types alike on every database."""

import datetime as dt
import re
import unicodedata
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

from tracker.errors import TrackerError
from tracker.money import exact

_LEGAL_FORMS = {
    *("ab", "ag", "aps", "as", "asa", "bv", "bvba", "corp", "corporation", "cv", "doo", "eg"),
    *("eirl", "ek", "eurl", "ev", "gbr", "gesmbh", "ggmbh", "gmbh", "inc", "incorporated", "kft"),
    *("kg", "kgaa", "kk", "lda", "limited", "llc", "llp", "lp", "ltd", "ltda", "mbh", "nv", "ohg"),
    *("oy", "oyj", "plc", "pllc", "pte", "pty", "pvt", "sa", "sadecv", "sarl", "sas", "sasu", "sc"),
    *("sca", "se", "sl", "slu", "snc", "spa", "spk", "spzoo", "srl", "sro", "ug", "unlimited"),
}
"""How companies are constituted in many countries, without dots and spaces."""
_JOINING = {"&", "+", "and", "und", "et", "co", "co.", "cie", "cie."}
_LONGEST_FORM = 5
"""Words: those of “S. A. de C. V.”."""
_POINTS = str.maketrans("", "", ".'\u2019")
_BRACKETS = str.maketrans("", "", "()")
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
        if "\0" in value:
            shown = value.replace("\0", "␀")[:60]
            msg = f"“{shown}” holds a NUL character; leave it out and try again."
            raise TrackerError(msg)
        try:
            value.encode()
        except UnicodeEncodeError as error:
            msg = f"“{value[:60]}” holds bytes that are no text (not UTF-8); type it anew."
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
        int: BigInteger().with_variant(Integer(), "sqlite"),  # there it is as large, and numbered
        Decimal: Exact,
        dt.datetime: Instant,
    }


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h"}
)
"""Letters that Unicode does not take apart, as they are written where they are not at hand."""


def folded(*names: str) -> dict[str, tuple[str, ...]]:
    """Mark a column as what `fold_text` makes of others of its row, and of nothing else."""
    return {FOLDED: names}


def fold_text(*parts: str | None) -> str:
    """Return what is compared when a record is looked for: no case, accents or odd spaces."""
    text = unaccented(" ".join(filter(None, parts)))
    return " ".join(text.replace(",", " ").split())


def unaccented(text: str) -> str:
    """Return a text without case, accents and invisible signs."""
    if text.isascii():
        return text.lower()
    return _NOT_ASCII.sub(
        _unless_mark, unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    )


def _unless_mark(sign: re.Match[str]) -> str:
    return "" if unicodedata.category(sign[0]) in {"Mn", "Cf"} else sign[0]


def fold_company(name: str) -> str:
    """Return a company's name as fold_text does, and without its legal form at the end.

    “Acme GmbH & Co. KG”, “ACME, Inc.” and “Acme” are alike; so may be companies of two countries,
    hence this is for pointing out, not for taking as the same.
    """
    return company_stem(fold_text(name))


def company_stem(key: str) -> str:
    """Do the same to a name that is folded already, as `Application.company_key` is."""
    return without_legal_form(key).translate(_POINTS)


def without_legal_form(key: str) -> str:
    """Do the same, but leave the points where they are: those of “booking.com” divide words."""
    words = [word for word in key.replace("/", " ").split() if word.translate(_POINTS)]
    bare = [word.translate(_POINTS) for word in words]
    left = len(words)
    while left > 1 and (size := _form_length(bare[max(left - _LONGEST_FORM - 1, 0) : left])):
        left -= size
    return " ".join(words[:left])


def _form_length(words: list[str]) -> int:
    """Return how many of the last words are a legal form, or join one to another; never all."""
    sizes = range(min(_LONGEST_FORM, len(words) - 1), 0, -1)
    forms = (n for n in sizes if "".join(words[-n:]).translate(_BRACKETS) in _LEGAL_FORMS)
    return next(forms, int(words[-1] in _JOINING))
