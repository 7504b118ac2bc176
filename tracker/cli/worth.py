"""The main job: which coming interviews are worth going to, and why."""

from typing import TYPE_CHECKING, Any

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.listing import json_option
from tracker.cli.output import Column

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tracker.models import Interview
    from tracker.worth import Assessment, InterviewWorth, Question


@click.command()
@click.argument("which", required=False)
@json_option
@pass_app
def worth(app: App, which: str | None, as_json: bool) -> None:
    """Say which coming interviews are worth going to; with WHICH, explain one in full."""
    from tracker import worth as bridge

    def find(session: "Session", which: str) -> "Interview":
        return bridge.find_one(session, which, app.calendar)

    number = None if which is None else app.which(find, which)
    with app.reading() as session:
        assessment = assess(app, session)
        chosen = _chosen(session, assessment, number) if number else None
        if as_json:
            _print_json(assessment, chosen)
        elif chosen is not None:
            explain(app, chosen)
        else:
            rank(app, assessment)


def assess(app: App, session: "Session") -> "Assessment":
    """Judge the coming interviews by this run's clock and profile."""
    from tracker import worth as bridge

    return bridge.assess(session, app.profile, app.calendar, app.currency)


def _chosen(session: "Session", assessment: "Assessment", number: str) -> "InterviewWorth":
    from tracker.errors import TrackerError
    from tracker.records import interviews

    for one in assessment.interviews:
        if str(one.interview.id) == number:
            return one
    found = interviews.labelled(interviews.find_one(session, number))
    msg = f"There is nothing to decide about {found}; tracker worth lists the coming interviews."
    raise TrackerError(msg)


def rank(app: App, assessment: "Assessment") -> None:
    """Print the coming interviews, the most worth first."""
    from tracker.money import figure
    from tracker.worth import explain as words

    if not assessment.interviews:
        output.line('No interviews to come. Add one: tracker interview add Acme "fri 3pm"')
        return
    columns = [
        Column("", right=True),
        Column("interview", wide=True, most=40),
        Column("role", wide=True, most=40, spare=True),
        Column("when"),
        Column("verdict"),
        Column("gain", right=True),
        Column("drop above", right=True),
        Column("strongest reason", wide=True),
    ]
    rows = [
        [
            str(place),
            f"{one.interview.application.company}: {one.interview.round}",
            one.interview.application.role or "",
            app.when(one.interview.moment, "no time yet"),
            words.verdict(one).upper(),
            "" if one.gain is None else figure(one.gain),
            words.level(one),
            words.hint(one),
        ]
        for place, one in enumerate(assessment.interviews, start=1)
    ]
    output.table(columns, rows)
    _print_footer(assessment)


def _print_footer(assessment: "Assessment") -> None:
    from tracker.worth.explain import lapsing

    means, question = assessment.means, assessment.question
    output.line()
    years = "a year" if means.years == 1 else f"{means.years:g} years"
    output.bullets(
        [
            f"gain: what going is expected to add over {years}, in {means.currency}",
            f"drop above: the offer in hand, in {means.currency} a year, from which on to drop it",
            "why: tracker worth COMPANY",
        ]
    )
    for text in means.foreign:
        output.paragraph(f"Left out, for want of a rate to {means.currency}: the offer {text}.")
    for text in lapsing(assessment.interviews):
        output.paragraph(text)
    if question is not None:
        output.paragraph(f"Most useful to know: {question.about}. {_worth_of(question)}:")
        output.line(f"  {question.command}")


def _worth_of(question: "Question") -> str:
    from tracker.records.notes import counted

    if not question.changes:
        return "It is the first step to a verdict"
    return f"It could change {counted(question.changes, 'verdict')}"


def explain(app: App, one: "InterviewWorth") -> None:
    """Print one verdict in full: what it rests on, each reason, what is assumed and unknown."""
    from tracker.worth import explain as words
    from tracker.worth import unstated

    output.heading(f"{words.title(one)}, {_when(app, one)}")
    output.line()
    output.paragraph(words.headline(one))
    level = words.drop_above(one)
    if level:
        output.line(level)
    for sentence in words.lapsing([one]):
        output.paragraph(sentence)
    if words.only_surprise(one):
        output.line("Nothing but the chance of a pleasant surprise speaks for going.")
    output.section("What it rests on")
    output.details(words.facts(one), indent=2)
    output.section("Reasons, and how much less going would add without each")
    amount, title, text = Column("", right=True), Column(""), Column("", wide=True)
    listed = [
        ["", line.amount, words.TITLES[line.reason], line.text] for line in words.reasons(one)
    ]
    output.table([Column(""), amount, title, text], listed)
    output.section("Assumed, because you have not said otherwise")
    output.bullets(unstated.assumptions(one))
    unknown = list(unstated.unknowns(one))
    if unknown:
        output.section("Unknown")
        output.bullets(unknown)


def _when(app: App, one: "InterviewWorth") -> str:
    """Say when it is by the clocks at home, and by those where it was agreed if they differ."""
    from tracker.dates import distance, show_moment

    agreed = one.interview.moment
    if agreed is None:
        return "no time fixed yet"
    home = app.at_home(agreed)
    there = "" if home.wall == agreed.wall else f" ({show_moment(agreed)})"
    return f"{show_moment(home)}{there}, {distance(home.wall.date(), app.calendar.today)}"


def _print_json(assessment: "Assessment", chosen: "InterviewWorth | None") -> None:
    means, question = assessment.means, assessment.question
    if chosen is not None:
        output.as_json(interview=_shape(chosen))
        return
    output.as_json(
        currency=means.currency,
        years=means.years,
        fallback=means.fallback,
        interviews=[_shape(one) for one in assessment.interviews],
        question=None
        if question is None
        else {"about": question.about, "command": question.command},
    )


def _shape(one: "InterviewWorth") -> dict[str, Any]:
    from tracker.cli import shapes
    from tracker.scoring.case import Reason
    from tracker.worth import unstated

    judged = one.judgement
    return {
        "id": one.interview.id,
        "company": one.interview.application.company,
        "role": one.interview.application.role,
        "round": one.interview.round.value,
        "start": shapes.plain(one.interview.moment),
        "verdict": one.verdict.value if one.verdict else None,
        "gain": one.gain,
        "net_cost": one.net_cost,
        "chance": one.chance,
        "standalone_reservation": judged.standalone_reservation if judged else None,
        "drop_above_a_year": one.drop_above,
        "break_even_pay_a_year": one.break_even_pay,
        "reasons": {reason.value: one.shares.get(reason) for reason in Reason},
        "assumed": list(unstated.assumptions(one)),
        "unknown": list(unstated.unknowns(one)),
    }
