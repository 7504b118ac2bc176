"""What was advised, looked back at: what was done, and what came of it."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.listing import json_option
from tracker.cli.output import Column
from tracker.words import InterviewState, Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.records.advice import Reviewed

_DONE = {
    InterviewState.DONE: "went",
    InterviewState.DECLINED: "declined",
    InterviewState.CANCELLED: "called off",
    InterviewState.MISSED: "missed",
}
_RESULTS = {True: Result.PASSED.value, False: Result.FAILED.value, None: "unknown"}
_CAME_OUT = {True: "passed", False: "did not pass", None: "do not know yet of"}


@click.command()
@json_option
@pass_app
def review(app: App, as_json: bool) -> None:
    """Look back: what was advised, what you did, and what came of it.

    An interview appears here once tracker worth has shown it and it is over. For a
    company named "review" give the interview's number: tracker worth 3
    """
    from tracker.records import advice

    with app.reading() as session:
        found = advice.reviewed(session)
        if as_json:
            _print_json(found)
        elif not found:
            output.line(
                "Nothing to look back at yet, and that is fine: look at tracker worth before an "
                "interview, and after it say how it went: tracker interview done Acme --felt 4"
            )
        else:
            _print(app, found)
            _print_sums(found)


def _print(app: App, found: "Sequence[Reviewed]") -> None:
    columns = [
        Column("interview", wide=True, most=40),
        Column("when"),
        Column("advised"),
        Column("done"),
        Column("felt", right=True),
        Column("result"),
        Column("new people", right=True),
    ]
    rows = [
        [
            f"{one.interview.application.company}: {one.interview.round}",
            _day(app, one),
            (one.advice.verdict or "unknown").upper(),
            _DONE[one.interview.state],
            str(one.interview.felt or ""),
            _RESULTS[one.passed] if one.went else "",
            str(one.new_people) if one.went else "",
        ]
        for one in found
    ]
    output.table(columns, rows)


def _day(app: App, one: "Reviewed") -> str:
    """Return the day it was on by the clocks at home; nobody needs its hour any more."""
    from tracker.dates import short_day

    moment = one.interview.moment
    if moment is None:
        return "no day"
    return short_day(app.at_home(moment).wall.date(), app.calendar.today)


def _print_sums(found: "Sequence[Reviewed]") -> None:
    from tracker.records import advice

    output.line()
    for text in (
        _of_kept(advice.kept(found)),
        _of_against(advice.against(found)),
        _of_chances(found),
    ):
        if text:
            output.paragraph(text)


def _of_kept(found: "Sequence[Reviewed]") -> str:
    from tracker.records.notes import counted

    if not found:
        return ""
    number = Counter(one.was_worth_it for one in found)
    were = {0: "none was", 1: "1 was"}.get(number[True], f"{number[True]} were")
    still = f"; {number[None]} may still turn out so" if number[None] else ""
    return (
        f"Of {counted(len(found), 'interview')} that it said to keep, and you went to, {were} "
        f"worth it{still}. Worth it means: you passed, it felt 4 or 5, or you met somebody new."
    )


def _of_against(found: "Sequence[Reviewed]") -> str:
    from tracker.records.notes import counted, listed

    if not found:
        return ""
    number = Counter(one.passed for one in found)
    came = [f"{words} {number[passed]}" for passed, words in _CAME_OUT.items() if number[passed]]
    return (
        f"Of {counted(len(found), 'interview')} that it said to decline or redirect, and you "
        f"went to all the same, you {listed(came)}."
    )


def _of_chances(found: "Sequence[Reviewed]") -> str:
    from tracker.records import advice

    scores = advice.calibration(found)
    if scores is None:
        missing = advice.ENOUGH - len(advice.forecasts(found))
        return (
            f"How good its chances of passing are can be told from {advice.ENOUGH} results on: "
            f"{missing} more to go."
        )
    base = "" if scores.base_brier is None else f"; of the base rates alone {scores.base_brier:.2f}"
    return (
        f"Brier score of its chances of passing, over {scores.results} results: "
        f"{scores.brier:.2f}{base}. 0 is perfect, 0.25 is what a coin says."
    )


def _print_json(found: "Sequence[Reviewed]") -> None:
    from tracker.records import advice

    scores = advice.calibration(found)
    output.as_json(
        interviews=[_shape(one) for one in found],
        results=len(advice.forecasts(found)),
        brier=scores.brier if scores else None,
        base_brier=scores.base_brier if scores else None,
    )


def _shape(one: "Reviewed") -> dict[str, Any]:
    from tracker.cli.shapes import plain

    interview, advice = one.interview, one.advice
    return {
        "id": interview.id,
        "company": interview.application.company,
        "role": interview.application.role,
        "round": interview.round.value,
        "start": plain(interview.moment),
        "verdict": plain(advice.verdict),
        "gain": plain(advice.gain),
        "currency": advice.currency,
        "chance": advice.chance,
        "base_chance": advice.base_chance,
        "shown_at": plain(one.shown_at),
        "state": interview.state.value,
        "felt": interview.felt,
        "result": None if one.passed is None else _RESULTS[one.passed],
        "new_people": one.new_people,
        "worth_it": one.was_worth_it,
    }
