"""What the user judges every job by: factors that they rate, must-haves that it has or lacks."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.errors import TrackerError
from tracker.folding import fold_text
from tracker.models import Application, Criterion, Rating
from tracker.records import judging
from tracker.records.judging import FACTOR, MUST_HAVE, SAID, kind, named, sorted_out, values
from tracker.records.notes import counted, tell, warn

MOST_WEIGHT = Decimal("0.5")
LITTLE_WEIGHT = Decimal("0.005")
"""A weight below which a slip of the pen is likelier: 0.05 typed for 5%."""

PLACES = 4

Criteria: TypeAlias = judging.Criteria[Criterion]


def load(session: Session) -> Criteria:
    """Return every criterion, in the order in which they were added."""
    return sorted_out(session.scalars(every()).all())


def every() -> Select[Criterion]:
    return select(Criterion).order_by(Criterion.id)


def ratings(application: Application, factors: Sequence[Criterion]) -> dict[str, int | None]:
    """Return how the application was rated on each factor, by name: 1 to 5, None where unknown.

    Its pay counts 1 + the sum of weight * (rating - 3) times; so 3, and unknown, are neutral.
    """
    said = _said(application)
    return {one.name: said.get(one.id) for one in factors}


def answers(application: Application, must_haves: Sequence[Criterion]) -> dict[str, bool | None]:
    """Return whether the application has each must-have, by name: None where unknown."""
    said = _said(application)
    return {one.name: bool(said[one.id]) if one.id in said else None for one in must_haves}


def _said(application: Application) -> dict[int, int]:
    return {rating.criterion_id: rating.value for rating in application.ratings}


def judge(session: Session, application: Application, fields: Mapping[str, Any]) -> None:
    """Keep what was said of an application by each criterion; see `values`."""
    if not any(fields.get(name) for name in SAID):
        return
    had = {rating.criterion_id: rating for rating in application.ratings}
    for criterion_id, value in values(load(session), fields).items():
        rating = had.get(criterion_id)
        if rating is None and value is not None:
            application.ratings.append(Rating(criterion_id=criterion_id, value=value))
        elif rating is not None and value is None:
            application.ratings.remove(rating)
            session.delete(rating)
        elif rating is not None and value is not None:
            rating.value = value


def find_factor(session: Session, name: str) -> Criterion:
    """Return the factor of that name, whatever its case; raises TrackerError if there is none."""
    return named(load(session), name, FACTOR)


def find_must_have(session: Session, name: str) -> Criterion:
    """Return the must-have of that name; raises TrackerError if there is none."""
    return named(load(session), name, MUST_HAVE)


def add(session: Session, name: str, weight: Decimal | None = None) -> Criterion:
    """Add a factor of that weight, a share of pay; without one, a must-have."""
    criterion = Criterion(weight=weight)
    _set_name(session, criterion, name)
    session.add(criterion)
    session.flush()
    tell(session, f"Added {described(criterion)}.")
    _warn_of_weight(session, criterion)
    return criterion


def edit(session: Session, factor: Criterion, *, name: str | None, weight: Decimal | None) -> None:
    """Change the name or the weight of a factor; None leaves it."""
    if name is not None:
        _set_name(session, factor, name)
    if weight is not None:
        factor.weight = weight
    session.flush()
    tell(session, f"Changed {described(factor)}.")
    _warn_of_weight(session, factor)


def _set_name(session: Session, criterion: Criterion, name: str) -> None:
    cleaned, key = " ".join(name.split()), fold_text(name)
    if not key:
        msg = "It needs a name; say a word or two of your own, such as commute."
        raise TrackerError(msg)
    same = session.scalars(select(Criterion).where(Criterion.name_key == key)).one_or_none()
    if same is not None and same is not criterion:
        is_one = kind(same)
        msg = (
            f"There is a {is_one} “{same.name}” already; take another name, or change that one: "
            f"tracker profile {is_one} --help"
        )
        raise TrackerError(msg)
    criterion.name, criterion.name_key = cleaned, key


def _warn_of_weight(session: Session, criterion: Criterion) -> None:
    if criterion.weight is not None and criterion.weight < LITTLE_WEIGHT:
        shown = show_weight(criterion.weight)
        warn(session, f"{shown} of pay is little; a plain number is percent, so 5 is 5%.")


def remove(session: Session, criterion: Criterion) -> None:
    """Remove a criterion with what was said by it of every application."""
    number = len(criterion.ratings)
    noun = "rating" if kind(criterion) == FACTOR else "answer"
    title = f"{kind(criterion)} {criterion.name}"
    session.delete(criterion)
    session.flush()
    tell(session, f"Removed {title}{f' with {counted(number, noun)}' if number else ''}.")
    tell(session, "To bring it back: tracker undo")


def described(criterion: Criterion) -> str:
    """Return the criterion as a sentence names it: “factor commute, 5% of pay for each step”."""
    title = f"{kind(criterion)} {criterion.name}"
    if criterion.weight is None:
        return title
    return f"{title}, {show_weight(criterion.weight)} of pay for each step"


def parse_weight(text: str) -> Decimal:
    """Return the share of pay that “5%”, or “5”, states: 0.05.

    Raises TrackerError for what is no number, not above 0%, above 50%, or finer than 0.01%.
    """
    try:
        weight = Decimal(text.strip().removesuffix("%").rstrip()) / 100
    except InvalidOperation:
        weight = Decimal(0)
    if not weight.is_finite() or not 0 < weight <= MOST_WEIGHT or weight != round(weight, PLACES):
        msg = (
            f"“{text}” is no weight; type the percent of pay that one step of the rating is "
            "worth, above 0% and up to 50%, such as 5% or 2.25%."
        )
        raise TrackerError(msg)
    return weight


def show_weight(weight: Decimal) -> str:
    """Return for example “5%” or “2.5%”."""
    return f"{(weight * 100).normalize():f}%"
