"""What a command changed in the verdicts last shown, and in what to do with the offers."""

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

QUICK_STATES = 12_500
"""How many states may be met at the end of another command: about a tenth of a second."""


def note(app: "App") -> None:
    """Note what to do with each offer, before a command changes anything."""
    with app.looking() as look:
        is_any_open = look.count("open_offers") > 0
    if is_any_open:
        with app.reading() as session:
            app.answers_before = _answers(app, session)


def _answers(app: "App", session: "Session") -> dict[int, str] | None:
    """Return what to do with each offer, by its id; None where that takes too long."""
    found = _at_once(app, session)
    try:
        advised = found.offers if found else ()
    except TrackerError:  # a reading stakes too much for the risk tolerance
        return None
    if found is None or found.effort.is_spent:
        return None
    return {one.offer.offer.id: one.answer.value for one in advised if one.offer.offer}


def tell(app: "App") -> None:
    """Say which verdicts are others than those last shown, if that can be told at once."""
    from tracker.records.notes import counted

    with app.looking() as look:
        is_any_shown = look.count("advice_on_coming") > 0
    if app.answers_before == {} and not is_any_shown:
        return
    from tracker.records import advice

    with app.reading() as session:
        found = _at_once(app, session)
        if found is None:
            click.echo("The verdicts may have changed: tracker worth")
            return
        shown = advice.last_shown(session, [one.interview.id for one in found.interviews])
        others = [
            one
            for one in found.interviews
            if one.interview.id in shown and shown[one.interview.id].verdict != one.verdict
        ]
        changes = [_change(one, shown[one.interview.id]) for one in others]
        of_offers = _of_offers(app, session, found)
        changes += of_offers or []
    if changes:
        click.echo(safe(f"{counted(len(changes), 'verdict')} changed: {'; '.join(changes)}."))
        remember(app, found, others)
    if of_offers is None:
        click.echo("What to do with your offers may have changed: tracker worth")


def _at_once(app: "App", session: "Session") -> "Assessment | None":
    """Judge all there is; None where that takes too long, or is refused."""
    from tracker import worth as bridge
    from tracker.records import profile
    from tracker.scoring.graph import Effort

    now = profile.load(session)  # a command such as undo may have changed it
    try:
        quick = Effort(QUICK_STATES)
        found = bridge.assess(session, now, app.calendar, app.currency, effort=quick)
    except TrackerError:
        return None
    return None if found.is_too_large else found


def _of_offers(app: "App", session: "Session", found: "Assessment") -> list[str] | None:
    """Return what changed in what to do with the offers; None where that takes too long."""
    before = app.answers_before
    if not found.means.offers or before == {}:
        return []
    now = None if before is None else _answers(app, session)
    if before is None or now is None:
        return None
    title = {one.offer.id: one.title for one in found.means.offers if one.offer}
    return [
        f"{title[number]}'s offer {before[number].upper()} -> {now[number].upper()}"
        for number in sorted(title.keys() & before.keys() & now.keys())
        if before[number] != now[number]
    ]


def _change(one: "InterviewWorth", before: "Advice") -> str:
    from tracker import money, nouns
    from tracker.worth import explain as words

    was = before.verdict.value if before.verdict else "unknown"
    gain = "" if one.gain is None else f" (gain {money.gain(one.gain)})"
    title = nouns.interview_title(one.interview)
    return f"{title} {was.upper()} -> {words.verdict(one).upper()}{gain}"


def remember(app: "App", assessment: "Assessment", shown: "Sequence[InterviewWorth]") -> None:
    """Keep the verdicts that were shown; where nothing can be written, looking goes on as ever."""
    from tracker.records import advice

    try:
        advised = {one.interview.id: _advice(assessment, one) for one in shown}
        with app.reading() as session:
            new = advice.news(session, app.now, advised)
        if new:
            with app.database.writing(app.now) as session:
                advice.remember(session, app.now, new)
    except TrackerError:
        return


def _advice(assessment: "Assessment", one: "InterviewWorth") -> "Advice":
    from dataclasses import replace
    from decimal import Decimal

    from tracker.records.advice import Advice
    from tracker.scoring.base_rates import Rates
    from tracker.scoring.case import chances

    return Advice(
        verdict=one.verdict,
        decide_by=assessment.decide_by(one),
        gain=None if one.gain is None else Decimal(str(round(one.gain, 4))),
        currency=None if one.gain is None else one.means.currency,
        chance=chances(one.case, one.outlook.rates)[0][0],
        base_chance=chances(replace(one.case, own_chance=None, enthusiasm=None), Rates())[0][0],
    )
