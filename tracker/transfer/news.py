"""What a file says otherwise of somebody than their record does goes to the notes, if it is news.

A file from before the user changed a record says what was so here: that is none.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from tracker.folding import fold_text
from tracker.models import Contact
from tracker.records import revisions
from tracker.transfer.person import OTHERWISE, Person


def keep(session: Session, known: Sequence[Person]) -> None:
    """Let the notes of people go on with what rows say otherwise, each once."""
    past = _past(session, {one.id for one in known}) if known else {}
    for one in known:
        notes = (one.has.get("notes"), one.missing.get("notes"), *one.further)
        noted = set(map(fold_text, "\n".join(filter(None, notes)).split("\n")))
        for name, value in one.otherwise:
            line = f"{OTHERWISE[name]}: {value}"
            if fold_text(value) not in past[one.id, name] and fold_text(line) not in noted:
                noted.add(fold_text(line))
                one.further += (line,)


def _past(
    session: Session, numbers: Collection[int | None]
) -> dict[tuple[int | None, str], set[str]]:
    """Return by number and column all that these contacts ever were."""
    found: dict[tuple[int | None, str], set[str]] = defaultdict(set)
    for revision in revisions.each(session, Contact, columns=["id", *OTHERWISE]):
        number = revision.row["id"]
        for image in (revision.before, revision.after) if number in numbers else ():
            for name in OTHERWISE:
                found[number, name].add(fold_text((image or {}).get(name)))
    return found
