"""Commands about the people met."""

from typing import TYPE_CHECKING, Any

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.fields import CONTACT, EDIT_CONTACT, takes
from tracker.cli.listing import json_option, limited, rows_wanted, say_more
from tracker.cli.merging import merge_contacts
from tracker.cli.output import Column
from tracker.words import Channel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from tracker.looking import Row
    from tracker.models import Contact

channels = click.Choice([one.value for one in Channel])


@click.group()
def contact() -> None:
    """Contacts: the people you met, and each exchange with them."""


contact.add_command(merge_contacts)


@contact.command()
@click.argument("name")
@takes(CONTACT)
@pass_app
def add(app: App, name: str, fields: dict[str, Any]) -> None:
    """Add a contact."""
    from tracker.records import contacts

    with app.writing() as session:
        contacts.add(session, name, fields)


@contact.command("list")
@click.option("--company", help="Only those whose name or company holds these words.")
@limited
@pass_app
def list_(app: App, company: str | None, limit: int | None, as_json: bool) -> None:
    """List contacts by name."""
    few = rows_wanted(limit, as_json=as_json)
    if company is None and not as_json:
        with app.looking() as look:
            _print(app, list(look.rows("contacts", few)), look.count("contacts"))
        return
    from tracker.cli import shapes
    from tracker.records import contacts, find

    with app.reading() as session:
        statement = contacts.listed(company)
        found = session.scalars(statement.limit(few)).all()
        if as_json:
            output.as_json(contacts=[shapes.record(one) for one in found])
        else:
            _print(app, found, find.count(session, statement))


def _print(app: App, found: "Sequence[Contact | Row]", total: int) -> None:
    from tracker.dates import short_day

    if not found:
        output.line('No contacts yet. Add one: tracker contact add "Mia Chen" --company Acme')
        return
    today = app.calendar.today
    columns = [
        Column("id", right=True),
        Column("name", wide=True, most=40),
        Column("company", wide=True, most=40),
        Column("role", wide=True, most=40),
        Column("kind"),
        Column("e-mail", whole=True),
        Column("follow-up"),
    ]
    rows = [
        [
            str(one.id),
            one.name,
            one.company or "",
            one.role or "",
            one.kind or "",
            one.email or "",
            short_day(one.follow_up, today) if one.follow_up else "",
        ]
        for one in found
    ]
    output.table(columns, rows)
    say_more(len(found), total, "contact")


@contact.command()
@click.argument("which")
@json_option
@pass_app
def show(app: App, which: str, as_json: bool) -> None:
    """Show one contact and every exchange with them."""
    from tracker.cli import shapes, sheets
    from tracker.records import contacts

    number = app.which(contacts.find_one, which)
    with app.reading() as session:
        found = contacts.find_one(session, number)
        if as_json:
            output.as_json(contact=shapes.whole_contact(found))
        else:
            sheets.contact(app, found)


def _write(app: App, which: str, change: "Callable[[Session, Contact], None]") -> None:
    """Find the contact meant and change it, as one command."""
    from tracker.records import contacts

    number = app.which(contacts.find_one, which)
    with app.writing() as session:
        change(session, contacts.find_one(session, number))


@contact.command()
@click.argument("which")
@takes(EDIT_CONTACT, clear=True)
@pass_app
def edit(app: App, which: str, fields: dict[str, Any]) -> None:
    """Change what is known of a contact."""
    from tracker.records import contacts

    app.need(fields)

    def change(session: "Session", found: "Contact") -> None:
        contacts.edit(session, found, fields)

    _write(app, which, change)


@contact.command()
@click.argument("which")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_app
def remove(app: App, which: str, yes: bool) -> None:
    """Remove a contact and every exchange with them.

    Undo brings them back.
    """
    from tracker.records import contacts

    number = app.which(contacts.find_one, which)
    with app.reading() as session:
        title = contacts.find_one(session, number).title
    app.confirm_removal(title, yes=yes)
    _write(app, number, contacts.remove)


@contact.command()
@click.argument("which")
@click.argument("notes", required=False)
@click.option("--on", metavar="DATE", help="The day it took place; today unless said.")
@click.option("--channel", type=channels, help="How you were in touch.")
@click.option("--application", "about", metavar="WHICH", help="The application it was about.")
@click.option("--follow-up", metavar="DATE", help="When to get in touch next.")
@pass_app
def log(
    app: App,
    which: str,
    notes: str | None,
    on: str | None,
    channel: str | None,
    about: str | None,
    follow_up: str | None,
) -> None:
    """Log an exchange with a contact.

    As in: tracker contact log Mia "called about the role"
    """
    from tracker.records import applications, contacts

    day = app.past_day(on)
    following = app.calendar.day(follow_up) if follow_up else None
    subject = app.which(applications.find_one, about) if about else None

    def change(session: "Session", found: "Contact") -> None:
        contacts.log(
            session,
            found,
            notes,
            on=day,
            channel=Channel(channel) if channel else None,
            application=applications.find_one(session, subject) if subject else None,
            follow_up=following,
            today=app.calendar.today,
        )

    _write(app, which, change)
