"""What an import says: what was done with a file, what of it was left out and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from tracker.cli.app import App
from tracker.cli.waiting import waiting
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tracker.importers.rows import Reading, Row, Unread
    from tracker.transfer.placing import Answers
    from tracker.transfer.tally import Tally

PLURALS = {"criterion": "criteria"}

MOST_IN_A_LINE = 2
"""Of more nouns than these each has its own line of the summary."""

FEW = 20
"""More rows than these are not named one by one."""

UNDO_FIRST = "To have it read otherwise, take this import back first: tracker undo."
NOT_YET = "None of this was done yet:"


def bring(
    app: App,
    name: str,
    reading: "Reading[Row]",
    answers: "Answers",
    *,
    keep: bool,
    is_alone: bool,
) -> None:
    """Write what was read of a file as one command, or say what that would do; say what was done.

    A note names the file unless it is alone: notes are often kept apart from the rest.
    Raises TrackerError where no row of it could be read.
    """
    from tracker.transfer import reading as whole
    from tracker.words import BackupReason

    with app.writing(keep=keep, backup=BackupReason.IMPORT) as session:
        with waiting("Importing"):
            tallies = whole.bring(session, reading, app.calendar, answers)
        _tell(session, name, reading, tallies, keep=keep)
        _warn(session, "" if is_alone else f"{name}: ", reading, tallies, keep=keep)
    if reading.unread and not reading.rows and not any(map(_is_fine, reading.unread)):
        msg = f"Nothing in {name} could be read, so nothing was written; why is said above."
        raise TrackerError(msg)


def _is_fine(unread: "Unread") -> bool:
    from tracker.importers.rows import PassedOver

    return isinstance(unread, PassedOver)


def _tell(
    session: "Session",
    name: str,
    reading: "Reading[Row]",
    tallies: Sequence["Tally"],
    *,
    keep: bool,
) -> None:
    from tracker.records.notes import tell

    found = chain(reading.unread, *(tally.left_out for tally in tallies))
    left_out = sorted(found, key=lambda each: (each.file, each.line))
    summary = _summary(name, tallies, left_out, would="" if keep else "would be ")
    told = [*chain.from_iterable(tally.told for tally in tallies)]
    aside = _left_out(left_out, reading.noun)
    not_yet = [NOT_YET] if told and not keep else []
    done = (*summary, *reading.understood, *not_yet, *_few(told), *aside)
    for line in (*done, *_further(tallies)):
        tell(session, line)


def _warn(
    session: "Session",
    about: str,
    reading: "Reading[Row]",
    tallies: Sequence["Tally"],
    *,
    keep: bool,
) -> None:
    from tracker.records import history
    from tracker.records.notes import pass_on, warn

    way_back = [UNDO_FIRST] if keep and reading.guesses and history.has_changes(session) else []
    remarks = chain.from_iterable(tally.remarks for tally in tallies)
    for remark in (*reading.remarks, *reading.guesses, *way_back, *remarks):
        warn(session, f"{about}{remark}")
    for hint in chain.from_iterable(tally.hints for tally in tallies):
        pass_on(session, hint._replace(text=f"{about}{hint.text}"))


def _summary(
    name: str, tallies: Sequence["Tally"], left_out: Sequence["Unread"], *, would: str
) -> Iterator[str]:
    """Yield what was done in a line; where it was to many nouns, in one for each of them below."""
    if not (tallies or left_out):
        yield f"{name}: nothing to import, as there are no records in it."
        return
    names = [PLURALS.get(tally.noun, f"{tally.noun}s") for tally in tallies]
    counts = [_counts([tally], would) for tally in tallies]
    if len(tallies) == MOST_IN_A_LINE:
        each = "; ".join(map(": ".join, zip(names, counts, strict=True)))
        yield f"{name}: {each}; {len(left_out):,} left out."
        return
    yield f"{name}: {_counts(tallies, would)}, {len(left_out):,} left out."
    if len(tallies) > MOST_IN_A_LINE:
        yield from map("  {}: {}".format, names, counts)


def _counts(tallies: Sequence["Tally"], would: str) -> str:
    added, updated, unchanged = (
        sum(getattr(tally, what) for tally in tallies) for what in ("added", "updated", "unchanged")
    )
    return f"{added:,} {would}added, {updated:,} {would}updated, {unchanged:,} unchanged"


def _left_out(left_out: Sequence["Unread"], noun: str) -> Iterator[str]:
    """Yield a line for each row, but one for all of which the same is true of very many."""
    times = Counter(each.reason for each in left_out)
    yield from _few([_shown(each) for each in left_out if times[each.reason] <= FEW])
    for reason, number in times.items():
        if number > FEW:
            first = next(each for each in left_out if each.reason == reason)
            yield f"{number:,} {noun}s, such as {_shown(first)}"


def _further(tallies: Sequence["Tally"]) -> Iterator[str]:
    """Yield what moves the records that the file has further along."""
    from tracker.transfer.further import heading

    if every := [*chain.from_iterable(tally.further for tally in tallies)]:
        yield heading(every)
        yield from _few([f"  {one}" for one in every])


def _shown(unread: "Unread") -> str:
    return f"{_place(unread)}: {unread}"


def _few(lines: Sequence[str]) -> Iterator[str]:
    """Yield as many lines as somebody would read, and how many there are besides."""
    yield from lines[:FEW]
    if len(lines) > FEW:
        yield f"and {len(lines) - FEW:,} more"


def _place(unread: "Unread") -> str:
    return f"{unread.file}, line {unread.line}" if unread.file else f"line {unread.line}"
