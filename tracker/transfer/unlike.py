"""What a file says otherwise than the applications that it is about: they stay, and it is told.

What a record itself said before is no news: a file from before the user changed it says that.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import nouns
from tracker.addresses import comparable
from tracker.batches import batches
from tracker.dates import show_day
from tracker.folding import fold_text
from tracker.importers.rows import ApplicationRow
from tracker.models import Application, Tag
from tracker.money import Pay, show_pay
from tracker.records import revisions
from tracker.records.new_applications import PAY
from tracker.records.notes import Note, counted

News: TypeAlias = dict[int, dict[tuple[str, str], Any]]
"""By the id of an application, what is new by field; tags and lines of notes are by themselves."""

_TAG = "tag"
_MOST = 10
"""More are not named one by one."""
_LONGEST = 60
_LABELS = {"posting_url": "posting", "apply_by": "last day to apply"}
_COLUMNS = (
    *("posting_url", "location", "workplace", "source", "apply_by", "documents", "tier"),
    "enthusiasm",
)
_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "pay": nouns.application_pay,
    **{name: attrgetter(name) for name in _COLUMNS},
    "notes": attrgetter("notes"),
}


def notes(session: Session, rows: Mapping[int, ApplicationRow]) -> Iterator[Note]:
    """Yield a note on each application by whose id a row says something new otherwise."""
    news: News = {}
    for some in batches(rows.items()):
        news |= _differences(session, dict(some))
    if news:
        _forget_past(session, news)
    every = [number for number, said in sorted(news.items()) if said]
    for number in islice(every, _MOST):
        said = ", ".join(_shown(label, value) for (label, _), value in news[number].items())
        yield Note(
            f"Application {number} has {said} in the file, and stays as it is here",
            warning=True,
            todo=f"to change it: tracker application edit {number}",
        )
    if (more := len(every) - _MOST) > 0:
        yield Note(f"{counted(more, 'application')} more like that.", warning=True)


def _differences(session: Session, rows: Mapping[int, ApplicationRow]) -> News:
    tags: dict[int, set[str]] = {}
    for number, name in session.execute(
        select(Tag.application_id, Tag.name).where(Tag.application_id.in_(rows))
    ):
        tags.setdefault(number, set()).add(name)
    found: News = {}
    columns = (getattr(Application, name) for name in ("id", "notes", *_COLUMNS, *PAY))
    for one in session.execute(select(*columns).where(Application.id.in_(rows))):
        fields = _said(rows[one.id])
        for name, part in [*fields]:
            known = tags.get(one.id, ()) if name == _TAG else ()
            if part in known or _says(name, one, fields[name, part]):
                del fields[name, part]
        if fields:
            found[one.id] = fields
    return found


def _said(row: ApplicationRow) -> dict[tuple[str, str], Any]:
    """Return what a row says that a record could say otherwise."""
    lines = filter(None, map(str.strip, row.fields.get("notes", "").split("\n")))
    return {
        **{(name, ""): row.fields[name] for name in (*_COLUMNS, "pay") if name in row.fields},
        **{("notes", line): line for line in lines},
        **{(_TAG, name): name for name in row.fields.get("tags", ())},
    }


def _forget_past(session: Session, news: News) -> None:
    """Take out what an application said before, as the history tells."""
    for revision in revisions.each(session, Application):
        if said := news.get(revision.row["id"]):
            for image in filter(None, (revision.before, revision.after)):
                was = revisions.restored(Application, image)
                for name, part in [*said]:
                    if _says(name, was, said[name, part]):
                        del said[name, part]
    for revision in revisions.each(session, Tag):
        news.get(revision.row["application_id"], {}).pop((_TAG, revision.row["name"]), None)


def _says(name: str, one: Any, there: Any) -> bool:  # noqa: ANN401 (a field holds anything)
    """Whether the columns of a record say in a field what a row does."""
    here = _FIELDS[name](one) if name in _FIELDS else None
    if here is None:
        return False
    if name == "posting_url":
        return comparable(here) == comparable(there)
    if name == "notes":
        return fold_text(there) in fold_text(here)
    return here == there or (isinstance(there, str) and fold_text(str(here)) == fold_text(there))


def _shown(label: str, value: object) -> str:
    name = _LABELS.get(label, label)
    if isinstance(value, Pay):
        return f"{name} {show_pay(value)}"
    text = show_day(value) if isinstance(value, date) else " ".join(str(value).split())
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return f"{name} “{short}”" if label == "notes" else f"{name} {short}"
