"""Several rows of one file on one application become one: the furthest, and what others add.

What the first row lacks is filled in by a later one; what a later one says otherwise goes to the
notes. So nothing that a file says is lost, and nothing is made of two rows that neither says.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from tracker.addresses import comparable
from tracker.dates import show_day
from tracker.folding import fold_text
from tracker.importers.rows import ApplicationRow, Step
from tracker.money import Pay, show_pay
from tracker.words import Stage

_APPENDED = ("notes", "posting_text")
_NAMES = {"posting_url": "posting", "documents": "documents", "apply_by": "last day to apply"}
_TOLD_BY_URL = "posting_id"


def joined(first: ApplicationRow, second: ApplicationRow) -> tuple[ApplicationRow, str]:
    """Return two rows as one, and a line on what the second says otherwise, blank for nothing."""
    is_ahead = _reach(second) > _reach(first)
    further, other = (second, first) if is_ahead else (first, second)
    sent = other.on if other.stage is not Stage.SAVED else None
    made = replace(
        first,
        role=first.role or second.role,
        stage=further.stage,
        outcome=further.outcome,
        on=further.on or sent,
        saved_on=further.saved_on,
        moved_on=further.moved_on,
        path=further.path,
    )
    passed, beside = _days(made, other)
    said = [*_otherwise(first, second), *beside]
    also = f"Also in the file: {'; '.join(said)}" if said else ""
    earlier = (*first.earlier, *passed)
    return replace(made, earlier=earlier, fields=_fields(first, second, also)), also


def steps(row: ApplicationRow, today: date) -> list[Step]:
    """Return how an application got where it is, as far as its file says; where it is comes last.

    What has no day is dated `today`.
    """
    own = list(_own_steps(row, today))
    return [*sorted({*row.earlier, *own[:-1]}, key=_in_time), own[-1]]


def _own_steps(row: ApplicationRow, today: date) -> Iterator[Step]:
    if row.path:
        yield from row.path
        return
    on = row.on or today
    if row.saved_on and row.saved_on <= on and row.stage is not Stage.SAVED:
        yield Step(row.saved_on, Stage.SAVED)
    went_on = row.outcome is not None or row.stage.rank > Stage.APPLIED.rank
    if row.on and went_on and row.stage is not Stage.SAVED:
        yield Step(row.on, Stage.APPLIED)
    reached = row.moved_on if went_on and row.moved_on else on
    yield Step(reached, row.stage, row.outcome)


def _in_time(step: Step) -> tuple[date, int]:
    return step.on, step.stage.rank


def _reach(row: ApplicationRow) -> tuple[bool, int]:
    return row.outcome is not None, row.stage.rank


def _days(made: ApplicationRow, other: ApplicationRow) -> tuple[list[Step], list[str]]:
    """Return the stages before that of `made` which the other row tells, and what fits nowhere."""
    if other.on is None:
        is_said = other.stage.rank <= Stage.APPLIED.rank or _reach(other) == _reach(made)
        return [], [] if is_said else [f"stage {other.outcome or other.stage}"]
    own = list(_own_steps(made, date.max))
    stages = {step.stage for step in own}
    new = [step for step in _own_steps(other, other.on) if step not in own]
    passed = [
        step
        for step in new
        if step.on <= own[-1].on and step.stage not in stages and step.outcome is None
    ]
    beside = [f"{one.outcome or one.stage} on {show_day(one.on)}" for one in new]
    return passed, [text for one, text in zip(new, beside, strict=True) if one not in passed]


def _fields(first: ApplicationRow, second: ApplicationRow, also: str) -> dict[str, Any]:
    """Return the fields of both, and in the notes what the second says otherwise."""
    fields = {**second.fields, **first.fields}
    if tags := [*first.fields.get("tags", ()), *second.fields.get("tags", ())]:
        fields["tags"] = list(dict.fromkeys(tags))
    for name in _APPENDED:
        before, after = first.fields.get(name, ""), second.fields.get(name, "")
        parts = [before, also if name == "notes" else "", "" if after in before else after]
        if text := "\n\n".join(filter(None, parts)):
            fields[name] = text
    return fields


def _otherwise(first: ApplicationRow, second: ApplicationRow) -> Iterator[str]:
    """Yield what the second row says otherwise of what has one place only."""
    for name in ("company", "role"):
        before, after = getattr(first, name), getattr(second, name)
        if before and after and fold_text(before) != fold_text(after):
            yield f"{name} {after}"
    for name, after in second.fields.items():
        before = first.fields.get(name)
        if name in {*_APPENDED, _TOLD_BY_URL, "tags"} or not before or before == after:
            continue
        if name != "posting_url" or comparable(before) != comparable(after):
            yield f"{_NAMES.get(name, name)} {_shown(after)}"


def _shown(value: object) -> str:
    if isinstance(value, Pay):
        return show_pay(value)
    return show_day(value) if isinstance(value, date) else str(value)
