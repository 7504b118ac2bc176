"""A new application: its rows, by whichever pen, and what is said of it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tracker import kept, nouns
from tracker.dates import show_day
from tracker.errors import TrackerError
from tracker.folding import fold_text
from tracker.looking import Look, Row
from tracker.money import Pay, show_pay
from tracker.pen import Pen
from tracker.records import judging
from tracker.records.notes import Told, tell, warn
from tracker.words import Stage


def add(  # noqa: PLR0913 (what a person says in one breath)
    pen: Pen,
    company: str,
    role: str | None,
    *,
    on: dt.date,
    stage: Stage = Stage.APPLIED,
    fields: Mapping[str, Any] | None = None,
) -> int:
    """Write an application whose stage has held since `on`; return its number."""
    said = {"company": company, "role": role, **(fields or {})}
    row = {**columns(said), "stage": stage, "moved_on": on}
    number = pen.insert("application", {**row, **keys(row["company"], row["role"])})
    pen.insert("stage_change", {"application_id": number, "on": on, "stage": stage})
    for name in sorted(tags(said.get("tags"))):
        pen.insert("tag", {"application_id": number, "name": name})
    for criterion, value in sorted(_judged(pen.look, said).items()):
        if value is not None:
            rated = {"application_id": number, "criterion_id": criterion, "value": value}
            pen.insert("rating", rated)
    pay: Pay | None = said.get("pay")
    paid = f", {show_pay(pay)}" if pay else ""
    title = nouns.application_title(Row(**row))
    tell(pen, f"Added application {number}: {title}{paid}, {stage} on {show_day(on)}.")
    warn_of_pay(pen, pay)
    return number


def _judged(look: Look, said: Mapping[str, Any]) -> dict[int, int | None]:
    if not any(said.get(name) for name in judging.SAID):
        return {}
    return judging.values(judging.sorted_out(list(look.rows("criteria"))), said)


def warn_of_pay(by: Told, pay: Pay | None) -> None:
    """Say so where pay is so little that it was most likely meant in another unit."""
    if pay and pay.is_little:
        warn(by, f"{show_pay(pay)} is little; for thousands type 90k, for hours 60/hour.")


def columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return by column what was said of an application, but by criteria and tags."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        if name in _SPREAD:
            found.update(_SPREAD[name](value))
        elif name not in _BESIDE:
            found[name] = kept.line(value) if name in _NAMES else value
    return found


def keys(company: str | None, role: str | None) -> dict[str, str]:
    """Return by column what an application is found by; raises TrackerError without a company."""
    company_key = fold_text(company)
    if not company_key:
        msg = "An application needs the name of a company; say it first: tracker add COMPANY."
        raise TrackerError(msg)
    return {"company_key": company_key, "search_key": fold_text(company, role)}


def tags(names: Sequence[str] | None) -> dict[str, None]:
    """Return the tags that were said, each once, in their order."""
    return {name.strip(): None for name in names or () if name.strip()}


def _pay_columns(pay: Pay | None) -> dict[str, Any]:
    parts = (pay.low, pay.likely, pay.high, pay.currency, pay.period) if pay else (None,) * 5
    return dict(zip(PAY, parts, strict=True))


def _other_role_columns(text: str | None) -> dict[str, Any]:
    """Take yes, no, or the name of the role that would interest the user."""
    said = (text or "").casefold()
    return {
        "other_role_wanted": None if text is None else said != "no",
        "other_role": None if said in {"", "yes", "no"} else text,
    }


PAY = ("pay_low", "pay_likely", "pay_high", "pay_currency", "pay_period")
"""The columns that say pay."""
_SPREAD: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "pay": _pay_columns,
    "other_role": _other_role_columns,
}
"""The fields that are several columns."""
_NAMES = {"company", "role", "location"}
"""The fields that are one line."""
_BESIDE = {*judging.SAID, "tags"}
"""The fields that are rows of their own."""
