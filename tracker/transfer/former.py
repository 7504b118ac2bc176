"""Applications as they were before they were removed, or changed in what they are known by."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.addresses import comparable, posting_id
from tracker.folding import fold_text
from tracker.models import Application, StageChange
from tracker.records import hunts, revisions
from tracker.records.history import Row
from tracker.transfer.known_applications import Known


def removed(session: Session) -> Iterator[Known]:
    """Yield what those that were removed are recognised by."""
    return _as_they_were(session, revisions.removed(session, Application))


def changed(session: Session) -> Iterator[Known]:
    """Yield what those that were changed were recognised by, by their ids."""
    images = {
        (image["id"], *map(image.get, _GOES_BY)): image
        for image in revisions.replaced(session, Application)
    }
    return _as_they_were(session, images.values())


_GOES_BY = ("company_key", "role", "posting_url", "posting_id")


def _as_they_were(session: Session, images: Iterable[Row]) -> Iterator[Known]:
    """Yield what these are recognised by, on all the days that their stages ever had."""
    every = list(images)
    if not every:
        return
    hunt = hunts.identity(session)
    days: dict[int, set[dt.date]] = defaultdict(set)
    for number, day in session.execute(select(StageChange.application_id, StageChange.on)):
        days[number].add(day)
    for step in revisions.replaced(session, StageChange):
        days[step["application_id"]].add(dt.date.fromisoformat(step["on"]))
    for image in every:
        url = image.get("posting_url", "")
        yield Known(
            image["company_key"],
            fold_text(image.get("role", "")),
            frozenset(days[image["id"]]),
            comparable(url) if url else None,
            image.get("posting_id") or posting_id(url),
            id=image["id"],
            record=f"{hunt}/{image['id']}",
        )
