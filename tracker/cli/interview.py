"""Commands about interviews."""

import shlex
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.fields import EDIT_INTERVIEW, INTERVIEW, takes
from tracker.cli.listing import FEW, NO_INTERVIEWS, json_option, limited, say_more
from tracker.cli.output import Column
from tracker.errors import NotFoundError
from tracker.words import Result, Round

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from tracker.dates import Moment
    from tracker.looking import Row
    from tracker.models import Application, Interview

rounds = click.Choice([one.value for one in Round])
results = click.Choice([one.value for one in Result])
fold = click.option("--fold", is_flag=True, help="The second of a time that occurs twice.")
because = click.option("--reason", help="Why.")


@click.group()
def interview() -> None:
    """Interviews: one meeting at a time, each a round of an application."""


@interview.command()
@click.argument("which")
@click.argument("when", required=False)
@click.option("--round", "round_", type=rounds, help="Which round; guessed from the last one.")
@fold
@click.option("--new", is_flag=True, default=None, help="Make the application if there is none.")
@click.option("--role", help="The role, if the application is made.")
@takes(INTERVIEW)
@pass_app
def add(
    app: App,
    which: str,
    when: str | None,
    round_: str | None,
    fold: bool,
    new: bool | None,
    role: str | None,
    fields: dict[str, Any],
) -> None:
    """Add an interview for application WHICH at WHEN.

    WHEN is a day and a time, as in "fri 3pm" or "2026-12-04 15:00"; it may name
    a time zone: "fri 3pm America/New_York". Left out, the time is not fixed yet.
    """
    from tracker.records import interviews

    moment = _moment(app, when, fold=fold) if when else None
    number = _application(app, which, new=new or (True if role else None))
    with app.writing() as session:
        found = _found_or_made(app, session, number, which, role)
        kind = Round(round_) if round_ else interviews.next_round(found)
        interviews.add(session, found, moment, round_=kind, calendar=app.calendar, fields=fields)


def _moment(app: App, text: str, *, fold: bool) -> "Moment":
    return app.calendar.moment(text, fold=1 if fold else None)


def _application(app: App, which: str, *, new: bool | None) -> str | None:
    """Return the id of the application meant; None where it is to be made."""
    from tracker.records import applications

    try:
        return app.which(applications.find_one, which)
    except NotFoundError as error:
        question = f"There is no application at {which} yet. Make one?"
        if which.strip().isdigit() or not app.confirm(question, new, otherwise=False, usual=True):
            hint = f"To make one: add --new, or first: tracker add {shlex.quote(which)}"
            msg = f"There is no application at “{which}”. {hint}"
            raise NotFoundError(msg) from error
        return None


def _found_or_made(
    app: App, session: "Session", number: str | None, company: str, role: str | None
) -> "Application":
    from tracker.records import applications

    if number is not None:
        return applications.find_one(session, number)
    return applications.add(session, company, role, on=app.calendar.today)


@interview.command("list")
@click.option("--all", "everything", is_flag=True, help="Past and called-off ones too.")
@limited
@pass_app
def list_(app: App, everything: bool, limit: int | None, as_json: bool) -> None:
    """List the coming interviews, the soonest first."""
    if as_json:
        _print_json(app, limit, everything=everything)
        return
    question = "interviews" if everything else "coming_interviews"
    with app.looking() as look:
        found = list(look.rows(question, limit or FEW))
        if found:
            _print(app, found)
            say_more(len(found), look.count(question), "interview")
        else:
            output.line(NO_INTERVIEWS)
            if not everything:
                output.line("For past ones: tracker interview list --all")


def _print_json(app: App, limit: int | None, *, everything: bool) -> None:
    from tracker.cli import shapes
    from tracker.records import interviews

    with app.reading() as session:
        statement = interviews.latest() if everything else interviews.coming()
        found = session.scalars(statement.limit(limit))
        output.as_json(interviews=[shapes.interview(one) for one in found])


def _print(app: App, found: "list[Row]") -> None:
    from tracker import nouns

    columns = [
        Column("id", right=True),
        Column("when"),
        Column("company", wide=True, most=40),
        Column("role", wide=True, most=40),
        Column("round"),
        Column("state"),
        Column("place", whole=True),
    ]
    rows = [
        [
            str(one.id),
            app.when(nouns.moment(one), "no time yet"),
            one.application.company,
            one.application.role or "",
            one.round.value,
            one.result or one.state,
            one.place or "",
        ]
        for one in found
    ]
    output.table(columns, rows)
    moments = [moment for one in found if (moment := nouns.moment(one))]
    if any(app.at_home(moment).wall != moment.wall for moment in moments):
        output.line(
            f"Times are by the clocks in {app.calendar.zone.key}, wherever they were agreed."
        )


@interview.command()
@click.argument("which")
@json_option
@pass_app
def show(app: App, which: str, as_json: bool) -> None:
    """Show one interview and who takes part in it."""
    from tracker.cli import shapes, sheets
    from tracker.records import interviews

    number = app.which(interviews.find_one, which)
    with app.reading() as session:
        found = interviews.find_one(session, number)
        if as_json:
            output.as_json(interview=shapes.interview(found))
        else:
            sheets.interview(app, found)


@interview.command()
@click.argument("which")
@takes(EDIT_INTERVIEW, clear=True)
@click.option("--result", type=results, help="What came of it.")
@pass_app
def edit(app: App, which: str, result: str | None, fields: dict[str, Any]) -> None:
    """Change what is known of an interview."""
    from tracker.records import interviews

    if result:
        fields["result"] = Result(result)
    app.need(fields)

    def change(session: "Session", found: "Interview") -> None:
        interviews.edit(session, found, fields)

    _write(app, which, change)


def _write(
    app: App, which: str, change: "Callable[[Session, Interview], None]", *, scheduled: bool = True
) -> None:
    """Find the interview meant and change it, as one command."""
    from tracker.records import interviews

    number = app.which(partial(interviews.find_one, scheduled=scheduled), which)
    with app.writing() as session:
        change(session, interviews.find_one(session, number))


@interview.command()
@click.argument("which")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_app
def remove(app: App, which: str, yes: bool) -> None:
    """Remove an interview; undo brings it back."""
    from tracker.records import interviews

    number = app.which(interviews.find_one, which)
    with app.reading() as session:
        title = interviews.labelled(interviews.find_one(session, number))
    app.confirm_removal(title, yes=yes)
    _write(app, number, interviews.remove)


@interview.command()
@click.argument("which")
@click.option("--met", multiple=True, help='Whom you met: "NAME, role"; may be given again.')
@click.option(
    "--follow-up", metavar="DATE", help="When to write to them; in 2 working days unless said."
)
@click.option("--result", type=results, default=Result.WAITING.value, show_default=True)
@takes([one for one in INTERVIEW if one.name in {"felt", "answer_due", "notes", "minutes"}])
@pass_app
def done(
    app: App,
    which: str,
    met: tuple[str, ...],
    follow_up: str | None,
    result: str,
    fields: dict[str, Any],
) -> None:
    """Record that an interview took place, and how it went.

    How it felt, and whom you met: each becomes a contact with a day to write to them.
    """
    from tracker.records import interviews

    people = [interviews.parse_met(text) for text in met]
    after = (
        app.calendar.day(follow_up)
        if follow_up
        else interviews.usual_follow_up(app.calendar.today, app.profile.rates)
    )

    def change(session: "Session", found: "Interview") -> None:
        interviews.done(
            session,
            found,
            met=people,
            follow_up=after,
            result=Result(result),
            fields=fields,
            calendar=app.calendar,
        )

    _write(app, which, change)


@interview.command()
@click.argument("which")
@click.option(
    "--withdraw/--stay", default=None, help="Whether the application ends with it; asked if unsaid."
)
@click.option("--on", metavar="DATE", help="The day you said so; today unless said.")
@because
@pass_app
def decline(
    app: App, which: str, withdraw: bool | None, on: str | None, reason: str | None
) -> None:
    """Record that you will not go to an interview."""
    from tracker.records import interviews

    day = app.past_day(on)

    number = app.which(interviews.find_one, which)
    ends = app.confirm("Does this end the application too?", withdraw, otherwise=False)

    def change(session: "Session", found: "Interview") -> None:
        interviews.decline(session, found, withdraw=ends, today=day, reason=reason)

    _write(app, number, change)


@interview.command()
@click.argument("which")
@pass_app
def cancel(app: App, which: str) -> None:
    """Record that they called an interview off."""
    from tracker.records import interviews

    _write(app, which, interviews.cancel)


@interview.command()
@click.argument("which")
@pass_app
def miss(app: App, which: str) -> None:
    """Record that you did not get to an interview. It happens."""
    from tracker.records import interviews

    _write(app, which, interviews.miss)


@interview.command()
@click.argument("which")
@click.argument("when")
@fold
@pass_app
def reschedule(app: App, which: str, when: str, fold: bool) -> None:
    """Give an interview another time.

    One that was called off is on again.
    """
    from tracker.records import interviews

    moment = _moment(app, when, fold=fold)

    def change(session: "Session", found: "Interview") -> None:
        interviews.reschedule(session, found, moment, app.calendar)

    _write(app, which, change)
