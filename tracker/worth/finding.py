"""What is meant by a name: an interview to come, or else an application."""

import re

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.dates import Calendar
from tracker.errors import AmbiguousError, NotFoundError
from tracker.folding import fold_text
from tracker.models import Application, Interview
from tracker.records import applications, interviews

_APPLICATION = re.compile(r"application\s+#?(\d+)", re.IGNORECASE)


def find_one(session: Session, which: str, calendar: Calendar) -> Interview | Application:
    """Return the interview meant by its id or name, one to come; or else the application.

    An application is also meant by its id, as in “application 7”. Raises NotFoundError, and
    AmbiguousError with what to type for each.
    """
    if numbered := _APPLICATION.fullmatch(which.strip()):
        return applications.find_one(session, numbered[1])
    try:
        found = interviews.find_one(session, which)
    except AmbiguousError as error:
        return _one_of(session, which, error, calendar)
    except NotFoundError:
        if which.strip("# ").isdigit():
            raise
        return _application(session, which)
    return _application(session, which) if _is_named(session, which, found) else found


def _is_named(session: Session, which: str, found: Interview) -> bool:
    """Say whether another open application is named exactly so, and not by a part of its name."""
    name, keys = fold_text(which), (Application.company_key, Application.search_key)
    named = select(Application.id).where(
        or_(*(key == name for key in keys)), Application.outcome.is_(None)
    )
    own = found.application
    is_exact = which.strip("# ").isdigit() or name in {own.company_key, own.search_key}
    return not is_exact and session.scalar(named.limit(1)) is not None


def _one_of(
    session: Session, which: str, error: AmbiguousError, calendar: Calendar
) -> Interview | Application:
    """Return the one interview to come of several; if none is, the application of them all.

    Of several of one application it is the soonest, for that is the one that is decided.
    """
    named = {number for number, _ in error.candidates}
    left = [one for one in still_to_come(session, calendar) if one.id in named]
    if len({one.application_id for one in left}) == 1:
        return left[0]
    if left:
        raise error
    found = [interviews.find_one(session, str(number)) for number, _ in error.candidates]
    if len({one.application_id for one in found}) == 1:
        return found[0].application
    return _application(session, which)


def _application(session: Session, which: str) -> Application:
    try:
        return applications.find_one(session, which)
    except AmbiguousError as error:
        candidates = [(f"application {number}", label) for number, label in error.candidates]
        shown = "; ".join(f"{name}: {label}" for name, label in candidates)
        msg = f"“{which}” matches several: {shown}; say which, as in “{candidates[0][0]}”."
        raise AmbiguousError(msg, candidates) from None


def still_to_come(session: Session, calendar: Calendar) -> list[Interview]:
    """Return the interviews that are still to come, the soonest first."""
    found = session.scalars(interviews.coming()).all()
    return [one for one in found if one.instant is None or one.instant >= calendar.now]
