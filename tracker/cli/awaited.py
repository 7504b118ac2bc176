"""The answers awaited, as `tracker worth` lists them."""

import datetime as dt
from typing import TYPE_CHECKING

from tracker.cli import output
from tracker.cli.output import Column

if TYPE_CHECKING:
    from tracker.cli.app import App
    from tracker.worth import Assessment

ANSWERS = 5
"""How many of the answers awaited are listed."""


def print_answers(app: "App", assessment: "Assessment") -> None:
    """Print the answers awaited, the most worth first, and how many more there are."""
    from tracker.dates import short_day
    from tracker.money import gain
    from tracker.records.notes import percent

    today = app.calendar.today
    to_close = bool(assessment.accepted)
    found = [one for one in assessment.answers if one.solved or (to_close and one.case.has_pay)]
    shown = found[:ANSWERS]
    if shown:
        output.section("Answers awaited: waiting is free")
        columns = [
            Column("application", wide=True),
            Column("expected about"),
            Column("chance of a yes", right=True),
            Column("worth", right=True),
            Column("what to do"),
        ]
        rows = [
            [
                one.application.title,
                short_day(today + dt.timedelta(days=one.case.day), today),
                percent(one.chance_of_yes),
                "" if one.adds is None else gain(one.adds),
                one.stance.value,
            ]
            for one in shown
        ]
        output.table(columns, rows)
    if len(found) > len(shown):
        output.line(f"and {len(found) - len(shown)} more, worth no more than these")
