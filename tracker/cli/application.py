"""Commands about applications."""

from typing import TYPE_CHECKING, Any

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.fields import APPLICATION, EDIT_APPLICATION, looks_like_pay, read_pay, takes
from tracker.cli.listing import json_option, limited, rows_wanted, say_more
from tracker.cli.merging import merge
from tracker.cli.output import Column
from tracker.words import Outcome, Stage

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tracker.models import Application

stages = click.Choice([stage.value for stage in Stage])
outcomes = click.Choice([outcome.value for outcome in Outcome])
endings = click.Choice([outcome.value for outcome in Outcome if outcome is not Outcome.ACCEPTED])
on_day = click.option("--on", metavar="DATE", help="The day it happened; today unless said.")
because = click.option("--reason", help="Why.")


@click.group()
def application() -> None:
    """Applications: one pursuit of one role at one company."""


application.add_command(merge)


@application.command()
@click.argument("company", required=False)
@click.argument("role", required=False)
@click.argument("pay", required=False)
@click.option(
    "--from",
    "place",
    metavar="URL-or-FILE",
    help="Read the rest from a posting: its address, or the page as your browser saved it.",
)
@click.option(
    "--allow-private", is_flag=True, help="With --from: also from an address in a private network."
)
@click.option("--stage", type=stages, help="[default: applied; with --from: saved]")
@on_day
@takes(APPLICATION)
@pass_app
def add(
    app: App,
    company: str | None,
    role: str | None,
    pay: str | None,
    place: str | None,
    allow_private: bool,
    stage: str | None,
    on: str | None,
    fields: dict[str, Any],
) -> None:
    """Log an application at COMPANY for ROLE, which pays PAY.

    PAY is what you know of it: 150k, 120k-150k, 120k/135k/150k, €60/hour, 8k a month.

    With --from all of that is read from the posting. It is kept as saved, unless you say --stage,
    or by --on when you applied. What you say yourself counts more than what the posting says.
    """
    from tracker.cli import adding

    if role is not None and pay is None and looks_like_pay(role):
        role, pay = None, role
    if pay is not None:
        fields["pay"] = read_pay(app, pay)
    day = app.past_day(on)
    if place is None and allow_private:
        msg = "--allow-private is about --from; say which posting to read."
        raise click.UsageError(msg)
    if place is not None:
        company, role, fields = adding.read(
            app, place, company, role, fields, allow_private=allow_private
        )
    if company is None:
        msg = 'Say at which company, as in tracker add "Acme"; or --from a posting.'
        raise click.UsageError(msg)
    usual = None if place is not None and on is None else Stage.APPLIED
    reached = Stage(stage) if stage else usual
    adding.add(app, company, role, on=day, stage=reached, fields=fields)


@application.command("list")
@click.option("--stage", type=stages, help="Only those at this stage.")
@click.option("--outcome", type=outcomes, help="Only those that ended so.")
@click.option("--ended", is_flag=True, help="Those that ended, instead of those open.")
@click.option("--all", "everything", is_flag=True, help="Open and ended ones.")
@limited
@pass_app
def list_(
    app: App,
    stage: str | None,
    outcome: str | None,
    ended: bool,
    everything: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    """List applications, the latest moved first."""
    from tracker.cli import shapes
    from tracker.records import applications, criteria, find

    with app.reading() as session:
        statement = applications.listed(
            stage=Stage(stage) if stage else None,
            outcome=Outcome(outcome) if outcome else None,
            ended=None if everything else ended,
        )
        found = session.scalars(statement.limit(rows_wanted(limit, as_json=as_json))).all()
        if as_json:
            known = criteria.load(session)
            output.as_json(applications=[shapes.application(one, known) for one in found])
        elif not found:
            output.line(_none(is_narrowed=bool(stage or outcome or ended)))
        else:
            _print(app, session, list(found))
            say_more(len(found), find.count(session, statement), "application")


def _none(*, is_narrowed: bool) -> str:
    if is_narrowed:
        return "No application is like that. Everything there is: tracker application list --all"
    return 'No open application. Log one: tracker add "Acme" "Data engineer" 120k-150k'


def _print(app: App, session: "Session", found: "list[Application]") -> None:
    from tracker.dates import short_day
    from tracker.money import short_pay
    from tracker.records import applications

    today = app.calendar.today
    coming = applications.coming_interviews(session, [one.id for one in found])
    columns = [
        Column("id", right=True),
        Column("company", wide=True, most=40),
        Column("role", wide=True, most=40),
        Column("stage"),
        Column("since", spare=True),
        Column("pay"),
        Column("next interview"),
    ]
    rows = []
    for one in found:
        pay = applications.stated_pay(one)
        following = coming.get(one.id)
        rows.append(
            [
                str(one.id),
                one.company,
                one.role or "",
                one.outcome or one.stage,
                short_day(one.moved_on, today),
                short_pay(pay) if pay else "",
                app.when(following.moment) if following else "",
            ]
        )
    output.table(columns, rows)


@application.command()
@click.argument("which")
@json_option
@pass_app
def show(app: App, which: str, as_json: bool) -> None:
    """Show one application and all that belongs to it."""
    from tracker.cli import shapes, sheets
    from tracker.records import applications, criteria

    number = app.which(applications.find_one, which)
    with app.reading() as session:
        found = applications.find_one(session, number)
        known = criteria.load(session)
        if as_json:
            output.as_json(application=shapes.whole_application(found, known, app.now))
        else:
            sheets.application(app, found, known)


@application.command()
@click.argument("which")
@takes(EDIT_APPLICATION, clear=True)
@pass_app
def edit(app: App, which: str, fields: dict[str, Any]) -> None:
    """Change what is known of an application."""
    from tracker.records import applications

    app.need(fields)
    number = app.which(applications.find_one, which)
    with app.writing() as session:
        applications.edit(session, applications.find_one(session, number), fields)


@application.command()
@click.argument("which")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_app
def remove(app: App, which: str, yes: bool) -> None:
    """Remove an application with its interviews and offers; undo brings it back."""
    from tracker.records import applications

    number = app.which(applications.find_one, which)
    with app.reading() as session:
        title = applications.find_one(session, number).title
    app.confirm_removal(title, yes=yes)
    with app.writing() as session:
        applications.remove(session, applications.find_one(session, number))


@application.command()
@click.argument("which")
@click.argument("stage", type=stages, metavar="STAGE")
@on_day
@because
@pass_app
def move(app: App, which: str, stage: str, on: str | None, reason: str | None) -> None:
    """Record that an application reached STAGE.

    STAGE is saved, applied, screening, assessment, interviewing or offered.
    """
    from tracker.records import applications

    number = app.which(applications.find_one, which)
    day = app.past_day(on)
    with app.writing() as session:
        found = applications.find_one(session, number)
        applications.move_to(session, found, Stage(stage), on=day, reason=reason)


@application.command()
@click.argument("which")
@click.argument("outcome", type=endings, metavar="OUTCOME")
@on_day
@because
@pass_app
def close(app: App, which: str, outcome: str, on: str | None, reason: str | None) -> None:
    """End an application: their no, yours, or silence.

    OUTCOME is rejected (their no), withdrawn (yours), declined (your no to an offer), ghosted
    (silence) or cancelled (the role went away). An offer has its own: tracker offer accept,
    tracker offer decline.
    """
    _close(app, which, Outcome(outcome), on, reason)


def _close(app: App, which: str, outcome: Outcome, on: str | None, reason: str | None) -> None:
    from tracker.records import applications

    number = app.which(applications.find_one, which)
    day = app.past_day(on)
    with app.writing() as session:
        found = applications.find_one(session, number)
        applications.close(session, found, outcome, on=day, reason=reason)


@click.command()
@click.argument("which")
@on_day
@because
@pass_app
def reject(app: App, which: str, on: str | None, reason: str | None) -> None:
    """Record their no; short for: tracker application close WHICH rejected."""
    _close(app, which, Outcome.REJECTED, on, reason)


@application.command()
@click.argument("which")
@on_day
@because
@pass_app
def reopen(app: App, which: str, on: str | None, reason: str | None) -> None:
    """Make an ended application active again."""
    from functools import partial

    from tracker.records import applications

    number = app.which(partial(applications.find_one, ended=True), which)
    day = app.past_day(on)
    with app.writing() as session:
        found = applications.find_one(session, number)
        applications.reopen(session, found, on=day, reason=reason)


@application.command()
@click.argument("which")
@click.argument("text")
@pass_app
def note(app: App, which: str, text: str) -> None:
    """Add a dated line to an application's notes."""
    from tracker.records import applications

    number = app.which(applications.find_one, which)
    with app.writing() as session:
        found = applications.find_one(session, number)
        applications.note(session, found, text, app.calendar.today)
