"""The command that looks whether all is well."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.listing import json_option
from tracker.cli.waiting import waiting
from tracker.words import ON_SERVERS, Check

if TYPE_CHECKING:
    from tracker.doctor.finding import Finding


@click.command()
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@json_option
@pass_app
def doctor(app: App, fix: bool, as_json: bool) -> None:
    """Look whether all is well where your hunt is kept.

    It looks at the file or the server, what is in it, who may read it, the backups, the time
    zones and the clock. The exit code is 1 if something is wrong.
    """
    from tracker import doctor as doctors

    is_file = app.database.file is not None
    looked_at = [str(one) for one in Check if not (is_file and one in ON_SERVERS)]
    with waiting("Looking"):
        found = list(doctors.examine(app.database, app.now))
    mended = [one for one in found if fix and one.mend]
    for one in mended:
        doctors.mend(one)
    if as_json:
        output.as_json(looked_at=looked_at, findings=[_shape(one, one in mended) for one in found])
    else:
        _print(found, mended, looked_at)
    if len(mended) < len(found):
        click.get_current_context().exit(1)


def _shape(one: "Finding", is_mended: bool) -> dict[str, object]:
    return {
        "check": one.check,
        "problem": one.problem,
        "advice": one.advice,
        "can_be_mended": one.mend is not None,
        "is_mended": is_mended,
    }


def _print(found: "list[Finding]", mended: "list[Finding]", looked_at: list[str]) -> None:
    from tracker.records.notes import listed

    for one in found:
        output.heading(f"{one.check}: {one.problem}")
        output.set_in(["Mended." if one in mended else f"What to do: {one.advice}"])
    if not found:
        output.line(f"All is well: {listed(looked_at)}.")
