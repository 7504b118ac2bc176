"""What a row of our own export says otherwise than its record, which stays as it is."""

import shlex
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from tracker.dates import show_day
from tracker.folding import fold_text
from tracker.importers.rows import ApplicationRow, Step
from tracker.records.notes import Note, counted
from tracker.transfer.known_applications import Known

_MOST = 20
"""More are not named one by one."""


def notes(found: Sequence[tuple[ApplicationRow, Known]]) -> Iterator[Note]:
    """Yield what to know, and to do, of rows that bear the numbers of their records."""
    every = chain.from_iterable(_of_one(row, known) for row, known in found)
    yield from islice(every, _MOST)
    if more := sum(1 for _ in every):
        yield Note(f"{counted(more, 'more difference')} of that kind.", warning=True)


def _of_one(row: ApplicationRow, known: Known) -> Iterator[Note]:
    said = {"company": (row.company, known.company), "role": (row.role, known.role)}
    names = {
        name: there
        for name, (there, here) in said.items()
        if there and here and fold_text(there) != here
    }
    if names:
        named = " and ".join(f"the {name} “{there}”" for name, there in names.items())
        options = " ".join(f"--{name} {shlex.quote(there)}" for name, there in names.items())
        yield Note(
            f"Application {known.id} has {named} in the file, and stays as it is here",
            warning=True,
            todo=f"if the file is right: tracker application edit {known.id} {options}",
        )
    for step in row.path:
        if step.on not in known.days and _is_past(step, known):
            yield _of_day(step, known)


def _is_past(step: Step, known: Known) -> bool:
    """Tell whether a record got there: what is further along in the file is told as such."""
    if step.outcome is not None:
        return step.outcome is known.outcome
    return step.stage.rank <= known.stage.rank


def _of_day(step: Step, known: Known) -> Note:
    is_latest = step.stage is known.stage and known.outcome is None
    moved = f"if the file is right: tracker application move {known.id} {step.stage} --on {step.on}"
    return Note(
        f"Application {known.id} is {step.outcome or step.stage} on {show_day(step.on)} in the "
        "file, a day that it does not have here, and keeps its own",
        warning=True,
        todo=moved if is_latest else f"to compare: tracker application show {known.id}",
    )
