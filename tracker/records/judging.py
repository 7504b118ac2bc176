"""What a person says of an application by the criteria that they judge every job by."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from tracker.errors import TrackerError
from tracker.folding import fold_text


class Known(Protocol):
    """A criterion, however it was read; one with a weight is a factor, else it is a must-have."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def name_key(self) -> str: ...
    @property
    def weight(self) -> Decimal | None: ...


C = TypeVar("C")
K = TypeVar("K", bound=Known)

SAID = ("ratings", "has", "lacks", "unsure")
"""The fields of an application that go by criteria; see `values`."""

FACTOR, MUST_HAVE = "factor", "must-have"
_SAID_BY = {FACTOR: "--rate", MUST_HAVE: "--has, --lacks and --unsure"}
_VALUE_OF = {"has": 1, "lacks": 0, "unsure": None}
_RATINGS = {str(number): number for number in range(1, 6)}


class Criteria(NamedTuple, Generic[C]):
    """Every criterion, in the order in which they were added."""

    factors: Sequence[C]
    must_haves: Sequence[C]


def sorted_out(known: Sequence[K]) -> Criteria[K]:
    return Criteria(
        [one for one in known if kind(one) == FACTOR],
        [one for one in known if kind(one) == MUST_HAVE],
    )


def kind(criterion: Known) -> str:
    return MUST_HAVE if criterion.weight is None else FACTOR


def values(known: Criteria[K], fields: Mapping[str, Any]) -> dict[int, int | None]:
    """Return what was said of an application, as texts, by the id of each criterion.

    `ratings` are like “commute=2”, and “commute=” forgets one again; `has`, `lacks` and `unsure`
    name must-haves. Raises TrackerError for a criterion that there is not, for a rating that is
    not 1 to 5, and for a criterion said in two ways.
    """
    said: dict[int, int | None] = {}
    for criterion, value in _pairs(known, fields):
        if said.setdefault(criterion.id, value) != value:
            msg = f"“{criterion.name}” was said in two ways; say it once."
            raise TrackerError(msg)
    return said


def _pairs(known: Criteria[K], fields: Mapping[str, Any]) -> Iterator[tuple[K, int | None]]:
    for text in fields.get("ratings") or ():
        yield _rated(known, text)
    for field, value in _VALUE_OF.items():
        for name in fields.get(field) or ():
            yield named(known, name, MUST_HAVE), value


def _rated(known: Criteria[K], text: str) -> tuple[K, int | None]:
    name, sign, value = text.rpartition("=")
    if not sign or value.strip() not in {"", *_RATINGS}:
        msg = (
            f"“{text}” is no rating; type a factor and 1 (bad) to 5 (good), as in commute=2, or "
            "commute= to forget it."
        )
        raise TrackerError(msg)
    return named(known, name, FACTOR), _RATINGS.get(value.strip())


def named(known: Criteria[K], name: str, wanted: str) -> K:
    every = {one.name_key: one for one in (*known.factors, *known.must_haves)}
    found = every.get(fold_text(name))
    if found is None:
        msg = (
            f"There is no {wanted} “{name}”; tracker profile {wanted} list shows what there is, "
            f"and tracker profile {wanted} add makes one."
        )
        raise TrackerError(msg)
    if (is_one := kind(found)) != wanted:
        msg = (
            f"“{found.name}” is a {is_one}, not a {wanted}: its commands are tracker profile "
            f"{is_one}, and of an application you say it by {_SAID_BY[is_one]}."
        )
        raise TrackerError(msg)
    return found
