"""What only our own spreadsheet tells: every stage by its day, and fields that no other has."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from tracker.errors import TrackerError
from tracker.importers.row_cells import Cells
from tracker.importers.rows import Step
from tracker.money import DECIMALS, MOST, Pay, check_currency
from tracker.words import Hiring, Outcome, Period, Stage, Tier

DAYS: Mapping[str, Stage] = {
    "saved": Stage.SAVED,
    "applied": Stage.APPLIED,
    **{str(stage): stage for stage in Stage if stage.rank > Stage.APPLIED.rank},
}
"""The fields that hold the first day of a stage."""
ENDED = "ended"
_NUMBERS = {"enthusiasm": (1, 5), "knowledge": (0, 3), "rounds_left": (0, 20)}
_FIGURES = ("pay low", "pay likely", "pay high")
PAY = (*_FIGURES, "pay currency", "pay period")
"""The fields that say pay figure by figure."""


def fields(cell: Cells) -> Iterator[tuple[str, Any]]:
    """Yield what the columns of its own say."""
    yield "posting_id", cell.text("posting_id")
    yield "other_role", cell.text("other_role")
    yield "tier", cell.told("tier", _tier)
    yield "hiring", cell.told("hiring", _hiring)
    for name, (least, most) in _NUMBERS.items():
        yield name, cell.told(name, _number(least, most))


def pay(cell: Cells) -> Pay | None:
    """Return the pay that its columns say figure by figure, None where they do not."""
    try:
        low, likely, high = (_figure(cell.text(name)) for name in _FIGURES)
        currency = check_currency(cell.text("pay currency"))
        return Pay(low, likely, high, currency, Period(cell.text("pay period")))
    except (TrackerError, InvalidOperation, ValueError):
        return None


def _figure(text: str) -> Decimal | None:
    """Return an exact figure of pay, after which a spreadsheet may have put a decimal comma.

    Raises ValueError or InvalidOperation for what is none.
    """
    figure = Decimal(text.replace(",", ".")) if text else None
    if figure is None or (0 < figure <= MOST and figure == round(figure, DECIMALS)):
        return figure
    msg = f"{text} is no figure of pay"
    raise ValueError(msg)


def path(
    days: Mapping[Stage, date],
    stage: Stage,
    outcome: Outcome | None,
    ended: date | None,
    reason: str | None,
) -> list[Step]:
    """Return how an application got where it is; empty where no day is told.

    What has no day of its own, such as a step back, came on the latest at the earliest.
    """
    steps = sorted((Step(day, each) for each, day in days.items()), key=_in_time)
    known = [*days.values(), *filter(None, [ended])]
    if outcome and known:
        return [*steps, Step(max(known), stage, outcome, reason)]
    if steps and steps[-1].stage is not stage:
        return [*steps, Step(steps[-1].on, stage)]
    return steps


def _in_time(step: Step) -> tuple[date, int]:
    return step.on, step.stage.rank


def _tier(text: str) -> Tier | None:
    return Tier(text.upper()) if text.upper() in set(Tier) else None


def _hiring(text: str) -> Hiring | None:
    return Hiring(text.casefold()) if text.casefold() in set(Hiring) else None


def _number(least: int, most: int) -> Callable[[str], int | None]:
    def read(text: str) -> int | None:
        return int(text) if text in map(str, range(least, most + 1)) else None

    return read
