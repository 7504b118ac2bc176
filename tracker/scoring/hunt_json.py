"""The JSON of a hunt and of its solution: how programs in any language talk to the decision.

In: one object with the fields of `hunt.Hunt`, by the same names, units and defaults; a field
without a default must be there. A worth is a list of [probability, value], a slot is
[start, end], and null stands for None. Every value is checked here, so that what reads a `Hunt`
need not: each field has a `_Kind` in the tables below, and what spans several fields has a check
of its own. An amount is at most 1e15 either side of 0 and a day at most 100000: that is beyond
any hunt, and hours times their worth stay finite.

Out: the fields of `solution.Solution`, with None as null.
"""

from __future__ import annotations

import difflib
import json
import math
from dataclasses import MISSING, asdict, dataclass, fields, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Generic, TypeGuard, TypeVar

from tracker.errors import TrackerError
from tracker.scoring.hunt import (
    Awaiting,
    Hunt,
    OfferInHand,
    Practice,
    Process,
    Redirect,
    Round,
    Worth,
)
from tracker.scoring.solution import EXTENSIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from _typeshed import DataclassInstance

    from tracker.scoring.solution import Action, OfferSolution, ProcessSolution, Solution

T = TypeVar("T")
S = TypeVar("S")
Facts = TypeVar("Facts", bound="DataclassInstance")

_MOST = 1e15
_LAST_DAY = 100_000
_MINUTES = 24 * 60
_ROUNDING = 1e-9
"""How far from 1 probabilities may add up to."""
_DIGITS = 300
"""A whole number of more digits than these is no float."""
_SHOWN = 40
"""How much of a wrong value a refusal quotes."""


def hunt_from_json(text: str) -> Hunt:
    """Read a hunt; its fields, units and defaults are those of `Hunt`.

    Whole numbers may be written as 2.0. Null is as good as absent where None is the default, and
    for `practice`. Raises TrackerError, in one sentence that names the field by its path, where
    the text is not JSON or not a hunt that can be decided.
    """
    try:
        return _HUNT(_parsed(text), "")
    except RecursionError:
        raise TrackerError("The hunt is nested too deeply to be read.") from None


def solution_to_json(solution: Solution) -> dict[str, Any]:
    """Return the solution as what `json.dumps` takes; amounts are in the money of the hunt.

    A process without a redirect has neither `redirect_value` nor `redirect_worth`.
    """
    return {
        "value": solution.value,
        "value_without_interviews": solution.value_without_interviews,
        "gain": solution.gain,
        "first_action": _action(solution.first_action),
        "offers": [_offer(offer) for offer in solution.offers],
        "processes": [_process(process) for process in solution.processes],
    }


def _action(action: Action | None) -> dict[str, object] | None:
    if action is None:
        return None
    whose = {} if action.id is None else {"id": action.id}
    return {"type": action.type, **whose, "day": action.day, "action": action.choice}


def _offer(offer: OfferSolution) -> dict[str, object]:
    worths = offer.extension_worth
    by_days = worths and dict(zip(map(str, EXTENSIONS), worths, strict=True))
    return {"worth": offer.worth, "expires": offer.expires, "extension_worth": by_days}


def _process(process: ProcessSolution) -> dict[str, object]:
    shape = asdict(process) | {"verdict": process.verdict.value}
    redirect = {key: shape.pop(key) for key in ("redirect_value", "redirect_worth")}
    return shape if process.redirect_value is None else shape | redirect


@dataclass(frozen=True, slots=True)
class _Unfit:
    """What is written like a number and is none that can be reckoned with: NaN, 1e999."""

    text: str


def _parsed(text: str) -> object:
    """Return what the text holds, an object as a tuple of (key, value), doubles and all."""
    try:
        return json.loads(
            text,
            object_pairs_hook=tuple,
            parse_int=_whole_literal,
            parse_float=_literal,
            parse_constant=_Unfit,
        )
    except json.JSONDecodeError as error:
        what = error.msg[:1].lower() + error.msg[1:].removesuffix(" at").removesuffix(" starting")
        place = f"line {error.lineno}, column {error.colno}"
        raise TrackerError(f"The hunt is not JSON at {place}: {what}.") from None


def _whole_literal(text: str) -> int | _Unfit:
    return int(text) if len(text) <= _DIGITS else _Unfit(text)


def _literal(text: str) -> float | _Unfit:
    value = float(text)
    return value if math.isfinite(value) else _Unfit(text)


@dataclass(frozen=True, slots=True)
class _Kind(Generic[T]):
    """What a value may be, in words and as a test, and how one that passes it is read.

    `read` takes the value and its path, and may refuse what lies within.
    """

    wording: str
    fits: Callable[[object], bool]
    read: Callable[[Any, str], T]

    def __call__(self, value: object, path: str) -> T:
        """Read a value of any kind; raises TrackerError where it is not of this one."""
        if not self.fits(value):
            where = path or "The hunt"
            raise TrackerError(f"{where} must be {self.wording}, and {_shown(value)} is not.")
        return self.read(value, path)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "an object"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = value.text if isinstance(value, _Unfit) else json.dumps(value, ensure_ascii=False)
    cut = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return cut.encode(errors="backslashreplace").decode()


def _number(low: float, high: float, *, above: bool = False) -> _Kind[float]:
    """Numbers from low to high, or above low and up to high."""

    def fits(value: object) -> bool:
        return _is_number(value) and low <= value <= high and not (above and value == low)

    span = f"above {_brief(low)} and up to" if above else f"from {_brief(low)} to"
    return _Kind(f"a number {span} {_brief(high)}", fits, lambda value, _: float(value))


def _whole(high: float) -> _Kind[int]:
    def fits(value: object) -> bool:
        return _is_number(value) and 0 <= value <= high and value == int(value)

    wording = f"a whole number from 0 to {_brief(high)}"
    return _Kind(wording, fits, lambda value, _: int(value))


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _brief(bound: float) -> str:
    return f"{bound:g}".replace("e+", "e")


def _is_text(value: object) -> bool:
    """Say whether it is text that can be written again: half a surrogate pair cannot."""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _is_object(value: object) -> bool:
    return isinstance(value, tuple)


def _or_null(kind: _Kind[T], instead: T | None = None) -> _Kind[T | None]:
    def fits(value: object) -> bool:
        return value is None or kind.fits(value)

    def read(value: object, path: str) -> T | None:
        return instead if value is None else kind.read(value, path)

    return _Kind(f"{kind.wording} or null", fits, read)


def _checked(kind: _Kind[T], check: Callable[[T, str], None]) -> _Kind[T]:
    """Return the kind whose values also pass the check, which raises TrackerError."""

    def read(value: object, path: str) -> T:
        found = kind.read(value, path)
        check(found, path)
        return found

    return replace(kind, read=read)


def _list(kind: _Kind[T]) -> _Kind[tuple[T, ...]]:
    def read(values: list[object], path: str) -> tuple[T, ...]:
        return tuple(kind(value, f"{path}[{place}]") for place, value in enumerate(values))

    return _Kind("a list", lambda value: isinstance(value, list), read)


def _pair(wording: str, first: _Kind[S], second: _Kind[T]) -> _Kind[tuple[S, T]]:
    def fits(value: object) -> bool:
        return isinstance(value, list) and len(value) == len((first, second))

    def read(pair: list[object], path: str) -> tuple[S, T]:
        return first(pair[0], f"{path}[0]"), second(pair[1], f"{path}[1]")

    return _Kind(wording, fits, read)


def _object(made: type[Facts], **kinds: _Kind[Any]) -> _Kind[Facts]:
    """Objects with these fields; which may be left out, and what they are then, `made` says."""
    needed = [each.name for each in fields(made) if each.default is MISSING]

    def read(pairs: tuple[tuple[str, object], ...], path: str) -> Facts:
        _check_keys([key for key, _ in pairs], kinds, needed, path)
        return made(**{key: kinds[key](value, _under(path, key)) for key, value in pairs})

    return _Kind("an object", _is_object, read)


def _check_keys(
    found: list[str], known: Collection[str], needed: Collection[str], path: str
) -> None:
    where = path or "The hunt"
    for key in found:
        if key not in known:
            raise TrackerError(f"{where} has no field {_shown(key)}; {_hint(key, known)}")
    for key in known:
        if found.count(key) > 1:
            raise TrackerError(f"{where} has the field {key} more than once; leave one.")
    for key in needed:
        if key not in found:
            raise TrackerError(f"{_under(path, key)} is missing, and it has no default.")


def _hint(key: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    return f"did you mean {close[0]}?" if close else f"its fields are {', '.join(known)}."


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _check_id(id_: str, path: str) -> None:
    if not id_:
        raise TrackerError(f"{path} must not be empty.")


def _check_worth(worth: Worth, path: str) -> None:
    if not worth:
        raise TrackerError(f"{path} must not be empty; a sure worth is [[1, value]].")
    total = math.fsum(probability for probability, _ in worth)
    if abs(total - 1) > _ROUNDING:
        wrong = f"and they add to {total:.12g}"
        raise TrackerError(f"{path} must have probabilities that add to 1, {wrong}.")


def _check_slot(slot: tuple[int, int], path: str) -> None:
    start, end = slot
    if start >= end:
        raise TrackerError(f"{path} must start before it ends, and [{start}, {end}] does not.")


def _check_rounds(process: Process, path: str) -> None:
    path = _under(path, "rounds")
    if not process.rounds and process.awaiting is None:
        raise TrackerError(f"{path} must not be empty, unless an answer is awaited.")
    for place, step in enumerate(process.rounds):
        is_dated = place == 0 and process.awaiting is None
        check = _check_dated if is_dated else _check_undated
        check(step, f"{path}[{place}]")
    for place, (before, step) in enumerate(pairwise(process.rounds), start=1):
        if before.response_days + step.gap_days == 0:
            why = f"{path}[{place - 1}] is answered on its own day, and each round needs a day"
            raise TrackerError(f"{path}[{place}].gap_days must be 1 or more; {why} of its own.")


def _check_dated(step: Round, path: str) -> None:
    if step.day is None:
        why = "the first round needs it, unless an answer is awaited"
        raise TrackerError(f"{path}.day is missing; {why}.")
    if step.gap_days:
        raise TrackerError(f"{path}.gap_days must be 0 or absent; day says when this round is.")


def _check_undated(step: Round, path: str) -> None:
    if step.day is not None:
        why = "gap_days says when this round is, counted from the answer before it"
        raise TrackerError(f"{path}.day must be absent; {why}.")
    if step.slot is not None:
        raise TrackerError(f"{path}.slot must be absent; only a round with a day has one.")


def _check_ids(hunt: Hunt, _: str) -> None:
    first: dict[str, int] = {}
    for place, process in enumerate(hunt.processes):
        other = first.setdefault(process.id, place)
        if other != place:
            named = f"{_shown(process.id)} is also that of processes[{other}]"
            raise TrackerError(f"processes[{place}].id must be its own, and {named}.")


def _replacement(pairs: tuple[tuple[str, object], ...], path: str) -> Process:
    """Read the other role; a redirect of its own is checked like any other, and then ignored."""
    return replace(_PROCESS.read(pairs, path), redirect=None)


_CHANCE = _number(0, 1)
_AMOUNT = _number(-_MOST, _MOST)
_HOURS = _number(0, _MOST)
_DAYS = _whole(_LAST_DAY)
_TEXT: _Kind[str] = _Kind("text", _is_text, lambda value, _: value)
_TRUTH: _Kind[bool] = _Kind(
    "true or false", lambda value: isinstance(value, bool), lambda value, _: value
)
_ID = _checked(_TEXT, _check_id)
_WORTH = _checked(_list(_pair("a pair [probability, value]", _CHANCE, _AMOUNT)), _check_worth)
_SLOT = _checked(
    _pair("a pair [start, end] of minutes", _whole(_MINUTES), _whole(_MINUTES)), _check_slot
)
_ROUND = _object(
    Round,
    day=_or_null(_DAYS),
    gap_days=_DAYS,
    kind=_TEXT,
    hours=_HOURS,
    cash_cost=_AMOUNT,
    benefit=_AMOUNT,
    chance=_CHANCE,
    response_days=_DAYS,
    gives_practice=_TRUTH,
    slot=_or_null(_SLOT),
)
_REDIRECT = _object(Redirect, granted=_CHANCE, process=_Kind("an object", _is_object, _replacement))
_PROCESS = _checked(
    _object(
        Process,
        id=_ID,
        worth=_WORTH,
        window_days=_DAYS,
        awaiting=_or_null(_object(Awaiting, answer_day=_DAYS, chance=_CHANCE)),
        rounds=_list(_ROUND),
        redirect=_or_null(_REDIRECT),
    ),
    _check_rounds,
)
_PRACTICE = _object(Practice, odds_ratio=_number(1, _MOST), cap=_whole(_MOST))
_HUNT = _checked(
    _object(
        Hunt,
        fallback=_AMOUNT,
        hour_value=_AMOUNT,
        weekly_hours=_or_null(_HOURS),
        hours_used=_HOURS,
        weekday_of_day0=_whole(6),
        practice=_or_null(_PRACTICE, instead=Practice()),
        risk_tolerance=_or_null(_number(0, _MOST, above=True)),
        offers=_list(_object(OfferInHand, worth=_AMOUNT, expires=_or_null(_DAYS))),
        processes=_list(_PROCESS),
    ),
    _check_ids,
)
