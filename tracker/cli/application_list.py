"""The list of applications: what of them, in which order, with which columns; and as a view."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.fields import PlainOption, WordChoice
from tracker.cli.listing import FEW, limited, rows_wanted, say_more
from tracker.cli.output import Column
from tracker.words import Outcome, Sort, Source, Stage

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tracker.looking import Look, Row
    from tracker.models import Application
    from tracker.records.listing import Wanted

LONGEST_QUIET = 3650


class Shown(NamedTuple):
    """What a column needs to know besides its application."""

    app: App
    coming: "dict[int, Row]"


def _since(one: "Application | Row", shown: Shown) -> str:
    from tracker.dates import short_day

    return short_day(one.moved_on, shown.app.calendar.today)


def _apply_by(one: "Application | Row", shown: Shown) -> str:
    from tracker.dates import short_day

    return short_day(one.apply_by, shown.app.calendar.today) if one.apply_by else ""


def _pay(one: "Application | Row", shown: Shown) -> str:
    from tracker import nouns
    from tracker.money import short_pay

    del shown
    pay = nouns.application_pay(one)
    return short_pay(pay) if pay else ""


def _next(one: "Application | Row", shown: Shown) -> str:
    from tracker import nouns

    following = shown.coming.get(one.id)
    return shown.app.when(nouns.moment(following)) if following else ""


def _plain(one: "Application | Row", shown: Shown, *, name: str) -> str:
    del shown
    value = getattr(one, name)
    return "" if value is None else str(value)


Cell = Callable[["Application | Row", Shown], str]
COLUMNS: dict[str, tuple[Column, Cell]] = {
    "id": (Column("id", right=True), partial(_plain, name="id")),
    "company": (Column("company", wide=True, most=40), partial(_plain, name="company")),
    "role": (Column("role", wide=True, most=40), partial(_plain, name="role")),
    "stage": (Column("stage"), lambda one, _: one.outcome or one.stage),
    "since": (Column("since"), _since),
    "pay": (Column("pay"), _pay),
    "next": (Column("next interview"), _next),
    "apply-by": (Column("apply by"), _apply_by),
    "tier": (Column("tier"), partial(_plain, name="tier")),
    "enthusiasm": (Column("enthusiasm", right=True), partial(_plain, name="enthusiasm")),
    "source": (Column("source"), partial(_plain, name="source")),
    "location": (Column("location", wide=True, most=40), partial(_plain, name="location")),
    "workplace": (Column("workplace"), partial(_plain, name="workplace")),
    "tags": (
        Column("tags", wide=True, most=60),
        lambda one, _: ", ".join(tag.name for tag in one.tags),
    ),
    "url": (Column("url", whole=True), partial(_plain, name="posting_url")),
    "notes": (
        Column("notes", wide=True, most=120),
        lambda one, _: " ".join((one.notes or "").split()),
    ),
}
USUAL = ("id", "company", "role", "stage", "since", "pay", "next")
SPARE = {"since": "--columns company,since"}
"""Of the usual columns, the one that a narrow terminal does without, and what shows it there."""


class ColumnNames(click.ParamType[list[str]]):
    """Names of columns, as in company,role,tags."""

    name = "columns"

    def convert(
        self,
        value: Any,  # noqa: ANN401 (as click gives it)
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> list[str]:
        typed = value.split(",") if isinstance(value, str) else value
        names = list(dict.fromkeys(str(name).strip().lower() for name in typed))
        for name in names:
            if name not in COLUMNS:
                self.fail(f"“{name}” is no column; there are {', '.join(COLUMNS)}.", param, ctx)
        return names


ASKED = (
    click.option("--stage", type=WordChoice(Stage), help="Only those at this stage."),
    click.option("--outcome", type=WordChoice(Outcome), help="Only those that ended so."),
    click.option("--ended", is_flag=True, help="Those that ended, instead of those open."),
    click.option("--all", "everything", is_flag=True, help="Open and ended ones."),
    click.option("--company", metavar="WORDS", help="Only those at this company."),
    click.option("--tag", multiple=True, help="Only those with this tag; again for more."),
    click.option("--source", type=WordChoice(Source), help="Only those that came about so."),
    click.option("--since", metavar="DATE", help="Only those applied for or moved since then."),
    click.option(
        "--quiet",
        type=click.IntRange(1, LONGEST_QUIET),
        cls=PlainOption,
        metavar="DAYS",
        help="Only those where nothing happened for so many days, and nothing is scheduled.",
    ),
    click.option("--sort", type=WordChoice(Sort), help="By what; the latest moved first."),
    click.option("--reverse", is_flag=True, help="The other way round."),
    click.option(
        "--columns",
        type=ColumnNames(),
        metavar="NAME,...",
        help=f"What to show of each: {', '.join(COLUMNS)}.",
    ),
)
"""What can be asked of the list; with --limit, it is kept in a view."""

ONE_OF = {"outcome", "ended", "everything"}
"""Said on the command line, one of these replaces all of them in a view."""


HOW = {"everything", "sort", "reverse", "columns", "limit"}
"""What asks for no fewer applications."""


def _asking(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(ASKED):
        command = option(command)
    return command


@click.command("list")
@_asking
@click.option("--save", metavar="NAME", help="Keep these options as a view of that name.")
@click.option("--view", metavar="NAME", help="Use a view; options given besides go before it.")
@limited
@pass_app
def list_(
    app: App,
    /,
    save: str | None,
    view: str | None,
    limit: int | None,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 (the values of ASKED)
) -> None:
    """List applications, the latest moved first.

    Options narrow each other. Sorted by company or role it goes from A to Z, by stage from the
    furthest, by next from the soonest interview, else from the most; what is not known stands
    last. Pay is compared by the year, in your currency.
    """
    if save is not None and as_json:
        raise click.UsageError("--save says what it did; save first, then list with --json.")
    if asked["ended"] and asked["everything"]:
        raise click.UsageError("--ended and --all exclude each other; say one of them.")
    asked = _with_view(app, view, {**asked, "limit": limit})
    if not (as_json or save is not None or _said(asked).keys() - {"limit"}):
        _list_open(app, asked)
        return
    from tracker.cli import shapes
    from tracker.records import by_session, criteria, find, listing

    wanted = _wanted(app, asked)
    if save is not None:
        _save(app, save, asked)
    with app.reading() as session:
        statement = listing.applications(
            session, wanted, currency=app.currency, now=app.calendar.now
        )
        found = session.scalars(statement.limit(rows_wanted(asked["limit"], as_json=as_json))).all()
        if as_json:
            known = criteria.load(session)
            output.as_json(applications=[shapes.application(one, known) for one in found])
        else:
            _print(app, by_session.look(session), found, asked)
            say_more(len(found), find.count(session, statement), "application")
            _say_incomparable(app, session, found, wanted)


def _list_open(app: App, asked: dict[str, Any]) -> None:
    """List what is open, as is done most often, and so without what a choice takes."""
    with app.looking() as look:
        found = list(look.rows("open_applications", asked["limit"] or FEW))
        _print(app, look, found, asked)
        say_more(len(found), look.count("open_applications"), "application")


def _said(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what was asked for, but for what was left open."""
    return {name: value for name, value in asked.items() if value}


def _with_view(app: App, view: str | None, asked: dict[str, Any]) -> dict[str, Any]:
    """Return what was asked for, and behind it what a view asks for."""
    if view is None:
        return asked
    from tracker.records import saved
    from tracker.words import SavedKind

    with app.reading() as session:
        kept = saved.load(session, SavedKind.VIEW, view)
    context = click.get_current_context()
    parameters = {one.name: one for one in context.command.params if one.name in asked}
    given = _said(asked)
    replaced = {*given, *(ONE_OF if ONE_OF & given.keys() else ())}
    return {
        name: parameter.type_cast_value(context, kept[name])
        if name in kept and name not in replaced
        else asked[name]
        for name, parameter in parameters.items()
        if name
    }


def _wanted(app: App, asked: dict[str, Any]) -> "Wanted":
    import datetime as dt

    from tracker.records.listing import Wanted

    quiet = asked["quiet"]
    return Wanted(
        stage=Stage(asked["stage"]) if asked["stage"] else None,
        outcome=Outcome(asked["outcome"]) if asked["outcome"] else None,
        ended=None if asked["everything"] else asked["ended"],
        company=asked["company"],
        tags=asked["tag"],
        source=Source(asked["source"]) if asked["source"] else None,
        since=app.past_day(asked["since"]) if asked["since"] else None,
        quiet=app.calendar.today - dt.timedelta(days=quiet) if quiet else None,
        sort=Sort(asked["sort"] or Sort.SINCE),
        reverse=asked["reverse"],
    )


def _save(app: App, name: str, asked: dict[str, Any]) -> None:
    from tracker.records import saved
    from tracker.words import SavedKind

    kept = _said(asked)
    if not kept:
        raise click.UsageError("Say what to keep, as in: --stage applied --quiet 14 --save silent")
    with app.writing() as session:
        saved.save(session, SavedKind.VIEW, name, kept)


def options_of(kept: dict[str, Any]) -> str:
    """Return what a view asks for as it is typed."""
    import shlex

    typed = []
    for name, value in kept.items():
        option = "--all" if name == "everything" else f"--{name}"
        if value is True:
            typed.append(option)
        elif name == "columns":
            typed += [option, ",".join(value)]
        else:
            for one in value if isinstance(value, list) else [value]:
                typed += [option, str(one)]
    return shlex.join(typed)


def _none(asked: dict[str, Any]) -> str:
    if _said(asked).keys() - HOW:
        return "No application is like that. Everything there is: tracker application list --all"
    what = "application yet" if asked["everything"] else "open application"
    return f'No {what}. Log one: tracker add "Acme" "Data engineer" 120k-150k'


def _print(
    app: App, look: "Look", found: "Sequence[Application | Row]", asked: dict[str, Any]
) -> None:
    if not found:
        output.line(_none(asked))
        return
    names, coming = asked["columns"], dict[int, "Row"]()
    for one in look.rows("coming_interviews"):
        if one.instant and one.instant >= app.now:
            coming.setdefault(one.application_id, one)
    shown = Shown(app, coming)
    columns = [
        COLUMNS[name][0]._replace(spare="" if names else SPARE.get(name, ""))
        for name in names or USUAL
    ]
    cells = [COLUMNS[name][1] for name in names or USUAL]
    output.table(columns, [[cell(one, shown) for cell in cells] for one in found])


def _say_incomparable(
    app: App, session: "Session", found: "Sequence[Application]", wanted: "Wanted"
) -> None:
    """Say which currencies nothing is known of where pay was to be compared."""
    from tracker.records import currency_rates
    from tracker.records.notes import listed

    worth = currency_rates.converter(session)
    paid = {one.pay_currency for one in found if one.pay_currency}
    unknown = sorted(one for one in paid if worth(one, app.currency) is None)
    if wanted.sort is Sort.PAY and unknown:
        output.line()
        output.paragraph(
            f"Pay in {listed(unknown)} stands last, because no rate leads to {app.currency}; "
            f'to compare it: tracker profile rate set {unknown[0]} "1.08 {app.currency}"'
        )
