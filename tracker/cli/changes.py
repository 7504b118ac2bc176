"""What a command changed in the verdicts last shown."""

from typing import TYPE_CHECKING

import click

from tracker.cli.text import safe
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from tracker.cli.app import App
    from tracker.records.advice import Advice
    from tracker.worth import Assessment, InterviewWorth

QUICK_STATES = 5_000
"""How many states may be met at the end of another command: about a tenth of a second."""


def tell(app: "App") -> None:
    """Say which verdicts are others than those last shown, if that can be told at once."""
    from tracker.records import advice
    from tracker.records.notes import counted

    with app.reading() as session:
        if not advice.any_shown(session):
            return
        found = _at_once(app, session)
        if found is None:
            click.echo("The verdicts may have changed: tracker worth")
            return
        shown = advice.last_shown(session, [one.interview.id for one in found.interviews])
        changes = [
            _change(one, shown[one.interview.id])
            for one in found.interviews
            if one.interview.id in shown and shown[one.interview.id].verdict != one.verdict
        ]
    if changes:
        click.echo(safe(f"{counted(len(changes), 'verdict')} changed: {'; '.join(changes)}."))
        remember(app, found.interviews)


def _at_once(app: "App", session: "Session") -> "Assessment | None":
    """Judge all there is; None where that takes too long, or is refused."""
    from tracker import worth as bridge

    try:
        found = bridge.assess(session, app.profile, app.calendar, app.currency, limit=QUICK_STATES)
    except TrackerError:
        return None
    return None if found.is_too_large else found


def _change(one: "InterviewWorth", before: "Advice") -> str:
    from tracker.money import figure
    from tracker.records import interviews
    from tracker.worth import explain as words

    was = before.verdict.value if before.verdict else "unknown"
    gain = "" if one.gain is None else f" (gain {figure(one.gain)})"
    return (
        f"{interviews.described(one.interview)} {was.upper()} -> {words.verdict(one).upper()}{gain}"
    )


def remember(app: "App", shown: "Sequence[InterviewWorth]") -> None:
    """Keep the verdicts that were shown; where nothing can be written, looking goes on as ever."""
    from tracker.records import advice

    advised = {one.interview.id: _advice(one) for one in shown}
    try:
        with app.reading() as session:
            new = advice.news(session, advised)
        if new:
            with app.database.writing(app.now) as session:
                advice.remember(session, app.now, new)
    except TrackerError:
        return


def _advice(one: "InterviewWorth") -> "Advice":
    from dataclasses import replace
    from decimal import Decimal

    from tracker.records.advice import Advice
    from tracker.scoring.base_rates import Rates
    from tracker.scoring.case import chances

    return Advice(
        verdict=one.verdict,
        gain=None if one.gain is None else Decimal(str(round(one.gain, 4))),
        currency=None if one.gain is None else one.means.currency,
        chance=chances(one.case, one.outlook.rates)[0][0],
        base_chance=chances(replace(one.case, own_chance=None, enthusiasm=None), Rates())[0][0],
    )
