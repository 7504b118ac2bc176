"""How an application is added: from a posting too, and with a word about what it looks like."""

import datetime as dt
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli import output
from tracker.cli.app import App
from tracker.cli.text import safe
from tracker.errors import TrackerError
from tracker.words import Stage

if TYPE_CHECKING:
    from tracker.fetch import Fetched
    from tracker.importers.posting import Posting
    from tracker.transfer.duplicates import Wanted

MOST = 20_000_000
"""Bytes of a saved page; it can hold its pictures too."""

_NAMED = 9
_SHOWN = 60
_ASKED_FOR = ("location", "workplace", "pay", "apply_by")
_LABELS = {"apply_by": "apply by"}


def add(
    app: App,
    company: str,
    role: str | None,
    *,
    on: dt.date,
    stage: Stage | None,
    fields: Mapping[str, Any],
) -> None:
    """Add an application; where one looks like it, ask first, or say so where nobody is there.

    Without a stage it is one whose posting was read: most likely not applied to yet.
    """
    from tracker.records import new_applications
    from tracker.records.notes import tell
    from tracker.transfer import duplicates

    wanted = duplicates.Wanted(
        company, role, on, fields.get("posting_url"), fields.get("posting_id")
    )
    if app.is_interactive:
        _ask_about_twins(app, wanted)
    with app.entering() as pen:
        twins = [] if app.is_interactive else duplicates.alike(pen.look, wanted)
        reached = stage or Stage.SAVED
        number = new_applications.add(pen, company, role, on=on, stage=reached, fields=fields)
        if stage is None:
            tell(pen, f"Once you have applied: tracker application move {number} applied")
        duplicates.warn_of(pen, number, twins)


def _ask_about_twins(app: App, wanted: "Wanted") -> None:
    from tracker.transfer import duplicates

    with app.looking() as look:
        twins = duplicates.alike(look, wanted)
    for twin in twins:
        output.paragraph(f"{twin.said}.")
    if twins:
        app.go_on("Add another all the same?", "Nothing was added")


def read(
    app: App,
    place: str,
    company: str | None,
    role: str | None,
    own: Mapping[str, Any],
    *,
    allow_private: bool,
) -> tuple[str, str | None, dict[str, Any]]:
    """Return the company, role and fields of a posting, the user's own over them, and show them.

    Raises TrackerError where it cannot be read, or names no company and neither does the user.
    """
    from tracker.cli.waiting import waiting
    from tracker.importers import posting
    from tracker.transfer import postings

    found, where = _content(place, allow_private=allow_private)
    with waiting("Reading the posting"):
        every = posting.read(found.content, app, address=found.url or None, charset=found.charset)
    one = _choose(app, place, every, company, role)
    said = company or one.company
    if not said:
        msg = (
            f"The posting{f' for {one.role}' if one.role else ''} names no company; say which: "
            f'tracker add "COMPANY" --from {shlex.quote(place)}'
        )
        raise TrackerError(msg)
    fields = postings.fields(one, own, place=where, today=app.calendar.today)
    _show(where, said, role or one.role, fields, one)
    return said, role or one.role, fields


def _content(place: str, *, allow_private: bool) -> "tuple[Fetched, str]":
    """Return what stands at an address or in a file, and how to name the place."""
    from tracker.cli.waiting import waiting
    from tracker.fetch import Fetched, fetch, is_address

    if is_address(place):
        with waiting("Fetching the posting"):
            fetched = fetch(place, allow_private=allow_private)
        return fetched, fetched.url
    return Fetched("", _file(place), None), Path(place).name


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "it is a folder"
    return "it is no ordinary file" if path.exists() else "there is no such file"


def _file(place: str) -> bytes:
    try:
        path = Path(place).expanduser()
        if not path.is_file():
            hint = "an address begins with https://" if "." in place else "name a saved page"
            msg = f"{place or '“”'} cannot be read ({_no_file(path)}); {hint}."
            raise TrackerError(msg)
        with path.open("rb") as file:
            content = file.read(MOST + 1)
    except (OSError, ValueError, RuntimeError) as error:
        msg = f"{place} cannot be read ({getattr(error, 'strerror', None) or error})."
        raise TrackerError(msg) from error
    if len(content) > MOST:
        msg = f"{place} is larger than {MOST // 10**6} MB, too large for the page of a posting."
        raise TrackerError(msg)
    return content


def _choose(
    app: App, place: str, every: "Sequence[Posting]", company: str | None, role: str | None
) -> "Posting":
    """Return the posting that is meant: by what the user says, or else by asking."""
    from tracker.folding import fold_text

    left = [
        one
        for one in every
        if not (company and one.company and fold_text(company) not in fold_text(one.company))
        and not (role and one.role and fold_text(role) not in fold_text(one.role))
    ] or list(every)
    if len(left) == 1:
        return left[0]
    if not app.is_interactive:
        shown = "; ".join(one.title for one in left[:_NAMED])
        more = f"; and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
        msg = (
            f"There are several postings: {shown}{more}; say which: "
            f'tracker add "COMPANY" "ROLE" --from {shlex.quote(place)}'
        )
        raise TrackerError(msg)
    numbered = [(number, _with_place(one)) for number, one in enumerate(left, 1)]
    return left[int(output.choose("There are several postings", numbered)) - 1]


def _with_place(one: "Posting") -> str:
    place = one.fields.get("location")
    return f"{one.title} ({place})" if place else one.title


def _beginning(text: str) -> str:
    """Return enough of a posting's text to see that it is the right one."""
    first = " ".join(text[: 2 * _SHOWN].split())[:_SHOWN]
    return f"{first}{'' if len(text) <= _SHOWN else f' … ({len(text):,} characters)'}"


def _show(
    where: str, company: str, role: str | None, fields: Mapping[str, Any], one: "Posting"
) -> None:
    """Print what was understood, what is unknown, and what had to be supposed."""
    from tracker.dates import show_day
    from tracker.importers.posting import PAY
    from tracker.money import show_pay

    output.heading(f"The posting at {where}")
    pay, day = fields.get("pay"), fields.get("apply_by")
    said = {"pay"} if any(fact.startswith(PAY) for fact in one.facts) else set()
    asked = [name for name in _ASKED_FOR if name not in said]
    unknown = [_LABELS.get(name, name) for name in asked if not fields.get(name)]
    output.details(
        [
            ("company", company),
            ("role", role),
            ("location", fields.get("location")),
            ("workplace", fields.get("workplace")),
            ("pay", show_pay(pay) if pay else None),
            ("apply by", show_day(day) if day else None),
            ("posting", fields.get("posting_url")),
            ("posting id", fields.get("posting_id")),
            ("notes", "\n".join(one.facts)),
            ("text", _beginning(one.fields.get("posting_text", ""))),
            ("not said", ", ".join(unknown)),
        ],
        indent=2,
    )
    for remark in one.remarks:
        click.echo(safe(f"Note: {remark}"), err=True)
