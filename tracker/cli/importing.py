"""The command that brings records along."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.app import App, pass_app
from tracker.cli.text import safe
from tracker.cli.waiting import waiting
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.importers.rows import Options, Reading, Row, Unread
    from tracker.transfer.interviews import Answers
    from tracker.transfer.tally import Doubt, Tally
    from tracker.words import DateOrder

PLURALS = {"criterion": "criteria"}

MOST_IN_A_LINE = 2
"""Of more nouns than these each has its own line of the summary."""

FEW = 20
"""More rows than these are not named one by one."""

UNDO_FIRST = "To have it read otherwise, take this import back first: tracker undo."


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
    return dict(_assignment(text, str(param.metavar)) for text in texts)


def _assignment(text: str, metavar: str) -> tuple[str, str]:
    name, equals, meaning = text.rpartition("=")
    if not equals:
        example = "“Firm=company”" if metavar.startswith("COLUMN") else "“Promising=screening”"
        msg = f"“{text}” says nothing without “=”; say what is what, as in {example}."
        raise click.UsageError(msg)
    return name.strip(), meaning.strip().casefold()


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
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
    number = int(app.which(applications.find_one, which)) if which else None
    read = [(path, _reading(app, path, options, kind)) for path in files]
    if save_as is not None and not dry_run:
        _save(app, save_as, options)
    for path, reading in sorted(read, key=lambda pair: pair[1].comes_last):
        answers = _answers(app, reading, number)
        _bring(app, _name(path), reading, answers, keep=not dry_run)


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
    from tracker.importers.rows import Options
    from tracker.records import mappings

    now = Options(order=_order(day_first=day_first, month_first=month_first), **said)
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


def _answers(app: App, reading: "Reading[Row]", application: int | None) -> "Answers":
    """Ask where the meetings belong of which that is not sure; nothing is locked meanwhile."""
    from tracker.transfer import reading as whole
    from tracker.transfer.interviews import Answers

    answers = Answers(application)
    if application or not app.is_interactive or not whole.may_doubt(reading):
        return answers
    with waiting("Comparing …"), app.writing(keep=False) as session:
        tallies = whole.bring(session, reading, app.calendar, answers)
    doubts = [doubt for tally in tallies for doubt in tally.doubts]
    said = {doubt.key: _ask(doubt) for doubt in doubts[:FEW]}
    return Answers(application, said)


def _ask(doubt: "Doubt") -> int:
    click.echo(f"{safe(doubt.question)}:")
    for number, label in doubt.candidates:
        click.echo(f"  {number}: {safe(label)}")
    click.echo("  0: none of these")
    choices = click.Choice(["0", *(str(number) for number, _ in doubt.candidates)])
    return int(click.prompt("Which one", type=choices, show_choices=False, default="0"))


def _save(app: App, name: str, options: "Options") -> None:
    from tracker.records import mappings

    made = mappings.Mapping(options.columns, options.stages, options.order)
    with app.writing() as session:
        mappings.save(session, name, made)


def _reading(app: App, path: Path, options: "Options", kind: str | None) -> "Reading[Row]":
    from tracker.importers import formats

    with waiting("Reading"):
        reading = formats.read(path, app, options, kind)
    if reading.unsure is None or not app.is_interactive:
        return reading
    order = _asked(app, f"{reading.unsure} in {_name(path)}")
    with waiting("Reading"):
        return formats.read(path, app, replace(options, order=order), kind)


def _asked(app: App, what: str) -> "DateOrder":
    from tracker.words import DateOrder

    orders = {"day": DateOrder.DAY_FIRST, "month": DateOrder.MONTH_FIRST}
    usual = next(word for word, order in orders.items() if order is app.calendar.order)
    question = f"{safe(what)} could be two days. Which comes first there, day or month"
    words = click.Choice([*orders, "d", "m"])
    said = click.prompt(question, type=words, default=usual, show_choices=False)
    return next(order for word, order in orders.items() if word.startswith(said))


def _bring(app: App, name: str, reading: "Reading[Row]", answers: "Answers", *, keep: bool) -> None:
    from tracker.records import history
    from tracker.records.notes import tell, warn
    from tracker.transfer import reading as whole
    from tracker.words import BackupReason

    with app.writing(keep=keep, backup=BackupReason.IMPORT) as session:
        with waiting("Importing"):
            tallies = whole.bring(session, reading, app.calendar, answers)
        left_out = [*(each for tally in tallies for each in tally.left_out), *reading.unread]
        summary = _summary(name, tallies, left_out, would="" if keep else "would be ")
        told = (each for tally in tallies for each in tally.told)
        for line in (*summary, *reading.understood, *told, *_left_out(left_out)):
            tell(session, line)
        way_back = [UNDO_FIRST] if keep and reading.guesses and history.has_changes(session) else []
        remarks = (each for tally in tallies for each in tally.remarks)
        for remark in (*reading.remarks, *reading.guesses, *way_back, *remarks):
            warn(session, remark)
        for hint in (each for tally in tallies for each in tally.hints):
            warn(session, hint, asks=True)
    if reading.unread and not reading.rows and not any(map(_is_fine, reading.unread)):
        msg = f"Nothing in {name} could be read, so nothing was written; why is said above."
        raise TrackerError(msg)


def _is_fine(unread: "Unread") -> bool:
    from tracker.importers.rows import PassedOver

    return isinstance(unread, PassedOver)


def _summary(
    name: str, tallies: Sequence["Tally"], left_out: Sequence["Unread"], *, would: str
) -> Iterator[str]:
    """Yield what was done in a line; where it was to many nouns, in one for each of them below."""
    if not (tallies or left_out):
        yield f"{name}: nothing to import; below its header it is blank."
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


def _left_out(left_out: Sequence["Unread"]) -> Iterator[str]:
    """Yield a line for each row, but one for all of which the same is true of very many."""
    times = Counter(each.reason for each in left_out)
    alone = [each for each in left_out if times[each.reason] <= FEW]
    for each in alone[:FEW]:
        yield f"{_place(each)}: {each.reason}"
    if len(alone) > FEW:
        yield f"and {len(alone) - FEW:,} more"
    for reason, number in times.items():
        if number > FEW:
            first = next(each for each in left_out if each.reason == reason)
            yield f"{number:,} rows, such as {_place(first)}: {reason}"


def _place(unread: "Unread") -> str:
    return f"{unread.file}, line {unread.line}" if unread.file else f"line {unread.line}"
