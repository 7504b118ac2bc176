"""The command that brings records along."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli import brought, output
from tracker.cli.app import App, pass_app
from tracker.cli.file_names import FileName
from tracker.cli.text import safe
from tracker.cli.waiting import waiting
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.importers.rows import Options, Reading, Row
    from tracker.transfer.placing import Answers, Key
    from tracker.transfer.tally import Doubt
    from tracker.words import DateOrder

ALONE = (
    "Note: a dry run looks at {} as if the other files were not there; more of it may come in "
    "with them."
)
_LATER, _ENOUGH = "s", "x"
MOST_ASKED = 20
"""More doubts than these are not asked about one by one."""


def _known_format(ctx: click.Context, param: click.Parameter, name: str | None) -> str | None:
    """Take the name of a format; a Choice would load every importer for --help."""
    from tracker.importers.formats import NAMES

    del ctx, param
    if name is not None and name not in NAMES:
        msg = f"“{name}” is no format; choose one of {', '.join(NAMES)}."
        raise click.BadParameter(msg)
    return name


def _assignments(
    ctx: click.Context, param: click.Parameter, texts: tuple[str, ...]
) -> dict[str, str]:
    del ctx
    said: dict[str, str] = {}
    meant: dict[str, str] = {}
    for text in texts:
        name, meaning = _assignment(text, str(param.metavar))
        if (other := meant.setdefault(name.casefold(), meaning)) != meaning:
            msg = f"“{name}” cannot be both {other} and {meaning}; say one of them."
            raise click.UsageError(msg)
        said[name] = meaning
    return said


def _assignment(text: str, metavar: str) -> tuple[str, str]:
    name, equals, meaning = text.rpartition("=")
    if not equals:
        example = "“Firm=company”" if metavar.startswith("COLUMN") else "“Promising=screening”"
        msg = f"“{text}” says nothing without “=”; say what is what, as in {example}."
        raise click.UsageError(msg)
    return name.strip(), meaning.strip().casefold()


@click.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=FileName("save what it gives as a file, and import that"),
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--format",
    "kind",
    metavar="NAME",
    callback=_known_format,
    help="What the files are, where that is not recognised by what they hold.",
)
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="COLUMN=FIELD",
    callback=_assignments,
    help="Read a column as a field, such as “Firm=company”; may be given again.",
)
@click.option(
    "--stage",
    "stages",
    multiple=True,
    metavar="WORD=STAGE",
    callback=_assignments,
    help="Take a word as a stage or outcome, as “Promising=screening”; may be given again.",
)
@click.option(
    "--day-first", is_flag=True, help="Read 4/5/2026 as 4 May, where its column shows no order."
)
@click.option(
    "--month-first", is_flag=True, help="Read it as April 5, where its column shows no order."
)
@click.option("--mapping", metavar="NAME", help="Read files as you saved it by this name.")
@click.option(
    "--save-mapping", "save_as", metavar="NAME", help="Save how files are read by this name."
)
@click.option("--with-answers", "answers", is_flag=True, help="Bring in private answers as well.")
@click.option(
    "--all-connections",
    is_flag=True,
    help="Bring in all your connections, also those where you have not applied.",
)
@click.option(
    "--application",
    "which",
    metavar="WHICH",
    help="The application that the meetings of a calendar are for, where that is not sure.",
)
@pass_app
def import_(
    app: App,
    /,
    files: tuple[Path, ...],
    dry_run: bool,
    kind: str | None,
    mapping: str | None,
    save_as: str | None,
    which: str | None,
    **said: Any,  # noqa: ANN401 (click hands over options of any type)
) -> None:
    """Bring in what another program, a spreadsheet or LinkedIn knows of your hunt.

    What a FILE is, is recognised by what it holds. A second run adds nothing, and what you have
    changed since stays as it is.
    """
    from tracker.records import applications

    options = _options(app, mapping, **said)
    number = int(app.which(applications.find_one, which)) if which is not None else None
    progress = _Progress(list(dict.fromkeys(files)))
    read = []
    orders = set()
    for path in progress.files:
        with progress.at(path):
            reading, order = _reading(app, path, options, kind)
            read.append((path, reading))
            orders |= {order} - {None}
    if save_as is not None and read:
        order = orders.pop() if len(orders) == 1 else None
        _save(app, save_as, replace(options, order=order), keep=not dry_run)
    for path, reading in sorted(read, key=lambda pair: pair[1].comes_last):
        with progress.at(path):
            if dry_run and reading.comes_last and len(progress.files) > 1:
                output.said(ALONE.format(_name(path)), err=True)
            answers = _answers(app, _name(path), reading, number)
            is_alone = len(progress.files) == 1
            brought.bring(app, _name(path), reading, answers, keep=not dry_run, is_alone=is_alone)
            progress.done += 1
    progress.end()


class _Progress:
    """How far an import of several files has got; each is brought in, or refused, by itself."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.files = files
        self.done = 0
        self._refused = 0

    @contextmanager
    def at(self, path: Path) -> Iterator[None]:
        """Say why a file is refused, and go on; raises TrackerError where there is no other."""
        try:
            yield
        except TrackerError as error:
            if len(self.files) == 1:
                raise
            self._refused += 1
            output.said(f"Error: {error}", err=True)
        except click.Abort as stop:
            if not self.done:
                raise
            output.leave_prompt(stop)
            msg = f"You stopped at {_name(path)}; what is said above was done before that."
            raise TrackerError(msg) from None

    def end(self) -> None:
        """Raise TrackerError where a file was refused."""
        if not self._refused:
            return
        total = len(self.files)
        if self._refused == total:
            msg = f"None of these {total} files could be imported; why is said above."
        else:
            msg = f"{self._refused} of these {total} files could not be imported, as said above."
        raise TrackerError(msg)


def _name(path: Path) -> str:
    return click.format_filename(path, shorten=True)


def _options(
    app: App,
    mapping: str | None,
    *,
    day_first: bool,
    month_first: bool,
    **said: Any,  # noqa: ANN401
) -> "Options":
    """Put together what was saved and what is said now, which counts first."""
    from tracker.importers import columns
    from tracker.importers.rows import Options
    from tracker.records import mappings

    now = Options(order=_order(day_first=day_first, month_first=month_first), **said)
    columns.check(now.columns)
    if mapping is None:
        return now
    with app.reading() as session:
        saved = mappings.find_one(session, mapping)
    return replace(
        now,
        columns={**saved.columns, **now.columns},
        stages={**saved.stages, **now.stages},
        order=now.order or saved.order,
    )


def _order(*, day_first: bool, month_first: bool) -> "DateOrder | None":
    from tracker.words import DateOrder

    if day_first and month_first:
        msg = "--day-first and --month-first exclude each other; say one of them."
        raise click.UsageError(msg)
    if day_first:
        return DateOrder.DAY_FIRST
    return DateOrder.MONTH_FIRST if month_first else None


def _answers(app: App, name: str, reading: "Reading[Row]", application: int | None) -> "Answers":
    """Ask where the meetings belong of which that is not sure; nothing is locked meanwhile."""
    from tracker.transfer import reading as whole
    from tracker.transfer.placing import Answers

    answers, has_meetings = Answers(application), whole.may_doubt(reading)
    if application and reading.rows and not has_meetings:
        msg = f"Note: {name} holds no meetings, so --application changes nothing there."
        output.said(msg, err=True)
    if application or not app.is_interactive or not has_meetings:
        return answers
    with waiting("Comparing …"), app.writing(keep=False) as session:
        tallies = whole.bring(session, reading, app.calendar, answers)
    doubts = [doubt for tally in tallies for doubt in tally.doubts]
    return Answers(application, dict(_ask(doubts)))


def _ask(doubts: "Sequence[Doubt]") -> "Iterator[tuple[Key, int]]":
    """Ask about one doubt after the other, until that is enough: the rest stays left out."""
    from tracker.records.notes import counted

    for place, doubt in enumerate(doubts[:MOST_ASKED], 1):
        more = len(doubts) - place
        left = f" ({counted(more, 'meeting')} left)" if more else ""
        others: list[tuple[int | str, str]] = [
            (0, "none of these, for good"),
            (_LATER, "skip it: ask again next time"),
            (_ENOUGH, f"ask no more{left}"),
        ]
        said = output.choose(doubt.question, [*doubt.candidates, *others], usual=_LATER)
        if said == _ENOUGH:
            return
        if said != _LATER:
            yield doubt.key, int(said)


def _save(app: App, name: str, options: "Options", *, keep: bool) -> None:
    from tracker.records import mappings

    made = mappings.Mapping(options.columns, options.stages, options.order)
    with app.writing(keep=keep) as session:
        mappings.save(session, name, made, keep=keep)


def _reading(
    app: App, path: Path, options: "Options", kind: str | None
) -> "tuple[Reading[Row], DateOrder | None]":
    """Read a file; return with it the order of its dates, if that was said or answered."""
    from tracker.importers import formats

    with waiting("Reading"):
        reading = formats.read(path, app, options, kind)
    if reading.unsure is None or not app.is_interactive:
        return reading, options.order
    order = _asked(app, f"{reading.unsure} in {_name(path)}")
    with waiting("Reading"):
        return formats.read(path, app, replace(options, order=order), kind), order


def _asked(app: App, what: str) -> "DateOrder":
    from tracker.words import DateOrder

    orders = {"day": DateOrder.DAY_FIRST, "month": DateOrder.MONTH_FIRST}
    usual = next(word for word, order in orders.items() if order is app.calendar.order)
    question = f"{safe(what)} could be two days. Which comes first there, day or month"
    words = click.Choice([*orders, "d", "m"])
    said = click.prompt(question, type=words, default=usual, show_choices=False)
    return next(order for word, order in orders.items() if word.startswith(said))
