"""The main job: which coming interviews are worth going to, and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli import changes, output, what_if
from tracker.cli.app import App, pass_app
from tracker.cli.awaited import print_answers
from tracker.cli.default import DefaultGroup
from tracker.cli.hunt import decide_file
from tracker.cli.listing import json_option
from tracker.cli.output import Column
from tracker.cli.review import review
from tracker.cli.risk import told_how_to_mind_risk
from tracker.cli.verdicts import print_json
from tracker.cli.waiting import waiting
from tracker.cli.what_if import supposing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from tracker.models import Interview
    from tracker.worth import (
        Assessment,
        InterviewWorth,
        Question,
        Supposed,
        UndecidedOffer,
    )


@click.command(cls=DefaultGroup)
@click.argument("which", required=False)
@click.option(
    "--hunt",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Decide a hunt written as JSON instead of your own; - reads standard input.",
)
@supposing
@json_option
@pass_app
def worth(
    app: App, which: str | None, path: Path | None, as_json: bool, said: dict[str, Any]
) -> None:
    """Say which coming interviews are worth going to; with WHICH, explain one in full."""
    if path is not None:
        if which is not None or said or not as_json:
            msg = "--hunt FILE goes with --json, and with nothing else."
            raise click.UsageError(msg)
        decide_file(path)
        return
    if said:
        if which is not None:
            msg = "What if goes without an interview: it shows all that would change."
            raise click.UsageError(msg)
        _suppose(app, said, as_json=as_json)
        return

    def find(session: "Session", which: str) -> "Interview":
        return _find(app, session, which)

    number = None if which is None else app.which(find, which)
    with told_how_to_mind_risk(), app.reading() as session:
        assessment = assess(app, session)
        chosen = _chosen(session, assessment, number) if number else None
        changes.remember(app, [chosen] if chosen else assessment.interviews)
        if as_json:
            print_json(app, assessment, chosen)
        elif chosen is not None:
            for text in _too_large(assessment):
                output.paragraph(text)
                output.line()
            explain(app, chosen)
        else:
            rank(app, assessment)


worth.add_command(review)


def _find(app: App, session: "Session", which: str) -> "Interview":
    """Return the interview meant; for an application without one say where it is told of."""
    from tracker import worth as bridge
    from tracker.errors import NotFoundError, TrackerError
    from tracker.records import applications

    try:
        return bridge.find_one(session, which, app.calendar)
    except NotFoundError:
        if which.strip("# ").isdigit():
            raise
        found = applications.find_one(session, which, noun="interview")
    msg = (
        f"{found.title} has no interview to decide about; tracker worth tells of its offer, or of "
        "the answer that it awaits."
    )
    raise TrackerError(msg)


def _suppose(app: App, said: dict[str, Any], *, as_json: bool) -> None:
    with told_how_to_mind_risk(), app.reading() as session:
        supposed = what_if.read(app, session, said)
        now, then = assess(app, session), assess(app, session, supposed)
        if as_json:
            what_if.print_json(now, then)
        else:
            what_if.show(app, now, then)


def assess(app: App, session: "Session", supposed: "Supposed | None" = None) -> "Assessment":
    """Judge the coming interviews by this run's clock and profile."""
    from tracker import worth as bridge

    what = supposed or bridge.Supposed()
    with waiting("Deciding the whole hunt"):
        return bridge.assess(session, app.profile, app.calendar, app.currency, what)


def _chosen(session: "Session", assessment: "Assessment", number: str) -> "InterviewWorth":
    from tracker.errors import TrackerError
    from tracker.records import interviews

    for one in assessment.interviews:
        if str(one.interview.id) == number:
            return one
    interview = interviews.find_one(session, number)
    found = interviews.labelled(interview)
    if interview in assessment.later:
        msg = f"{found} is decided once what comes before it is through: tracker worth lists that."
        raise TrackerError(msg)
    offered = {one.offer.application_id for one in assessment.means.offers if one.offer}
    if interview.application_id in offered:
        msg = f"{found}: they have made their offer already; tracker worth says what to do with it."
        raise TrackerError(msg)
    msg = f"There is nothing to decide about {found}; tracker worth lists the coming interviews."
    raise TrackerError(msg)


def rank(app: App, assessment: "Assessment") -> None:
    """Print what to do next, the coming interviews, the offers, and the answers awaited."""
    from tracker.worth import steps

    with waiting("Weighing each interview"):
        step = steps.next_step(assessment, app.calendar.today)
        rows = _interview_rows(app, assessment)
    for text in (*_too_large(assessment), *([step] if step else [])):
        output.paragraph(text)
        output.line()
    if assessment.interviews:
        _print_interviews(rows)
    else:
        output.line('No interviews to come. Add one: tracker interview add Acme "fri 3pm"')
    _print_offers(assessment)
    print_answers(app, assessment)
    _print_footer(assessment)


def _print_interviews(rows: list[list[str]]) -> None:
    columns = [
        Column("", right=True),
        Column("interview", wide=True, most=40),
        Column("role", wide=True, most=40, spare=True),
        Column("when"),
        Column("verdict"),
        Column("gain", right=True),
        Column("going", right=True, under=True),
        Column("decide by", under=True),
        Column("drop above", right=True),
        Column("strongest reason", wide=True, under=True),
    ]
    output.table(columns, rows)


def _interview_rows(app: App, assessment: "Assessment") -> list[list[str]]:
    from tracker.dates import short_day
    from tracker.money import figure
    from tracker.worth import explain as words

    return [
        [
            str(place),
            f"{one.interview.application.company}: {one.interview.round}",
            one.interview.application.role or "",
            app.when(one.interview.moment, "no time yet"),
            words.verdict(one).upper(),
            "" if one.gain is None else figure(one.gain),
            "" if one.attend_chance is None else f"{one.attend_chance:.0%}",
            short_day(one.tell_by, app.calendar.today) if one.tell_by else "",
            words.level(one),
            words.hint(one),
        ]
        for place, one in enumerate(assessment.interviews, start=1)
    ]


def _print_offers(assessment: "Assessment") -> None:
    from tracker.money import figure
    from tracker.worth import steps

    if not (assessment.offers or assessment.undecided):
        return
    output.section("Offers in hand, and what more days to answer would be worth")
    columns = [
        Column("offer", wide=True),
        Column("a year", right=True),
        Column("what to do", wide=True),
        Column("+1 day", right=True),
        Column("+3 days", right=True),
        Column("+7 days", right=True),
    ]
    rows = [
        [
            one.offer.title,
            figure(one.offer.pays),
            steps.answer(one),
            *(steps.more_days(one, days) for days in (1, 3, 7)),
        ]
        for one in assessment.offers
    ]
    rows += [
        [one.title, _pays(one, assessment), steps.unanswered(one), "", "", ""]
        for one in assessment.undecided
    ]
    output.table(columns, rows)
    for text in steps.offer_notes(assessment):
        output.paragraph(text)


def _pays(one: "UndecidedOffer", assessment: "Assessment") -> str:
    from tracker.money import figure, short

    is_same = one.currency == assessment.means.currency
    return figure(one.pays) if is_same else short(one.pays, one.currency)


def _print_footer(assessment: "Assessment") -> None:
    from tracker.worth import explain as words

    means, question = assessment.means, assessment.question
    notes = list(_left_out(assessment))
    if assessment.interviews or notes or question:
        output.line()
    if assessment.interviews:
        output.bullets(
            [
                f"gain: {words.gain_is(assessment.interviews[0])}",
                f"drop above: the offer, in {means.currency} a year, from which on to drop it",
                "going: how likely it is that you go in the end, by the best plan",
                "why: tracker worth COMPANY",
            ]
        )
    for text in notes:
        output.paragraph(text)
    if question is not None:
        output.paragraph(f"Most useful to know: {question.about}. {_worth_of(question)}:")
        output.line(f"  {question.command}")


def _left_out(assessment: "Assessment") -> "Iterator[str]":
    from tracker import nouns
    from tracker.money import short
    from tracker.records.notes import counted
    from tracker.worth.explain import CENT

    means, decided = assessment.means, assessment.decided
    for foreign in means.foreign:
        text = nouns.offer_title(foreign)
        yield f"Left out, for want of a rate to {means.currency}: the offer {text}."
    for one in assessment.later:
        yield f"Decided once what comes before it is through: {nouns.interview_title(one)}."
    if decided and decided.left_out:
        more = counted(len(decided.left_out), "more answer")
        most = short(decided.at_most, means.currency)
        adding = f"add {most} at most" if decided.at_most >= CENT else "not add anything"
        yield f"Left out: {more} awaited; all together they could {adding}."
    for offer in assessment.lapsed:
        company, number = offer.application.company, offer.id
        yield (
            f"{company}'s offer has lapsed, so it does not count. If they still stand by it: "
            f"tracker offer extend {number} DATE; if not: tracker offer decline {number}"
        )
    if assessment.unpriced:
        more = counted(assessment.unpriced, "answer")
        yield f"Left out: {more} awaited from jobs that say nothing of pay."


def _too_large(assessment: "Assessment") -> "Iterator[str]":
    from tracker.money import short

    if assessment.bounds is not None:
        least, most = (
            short(bound / assessment.means.years, assessment.means.currency)
            for bound in assessment.bounds
        )
        yield (
            f"This hunt is too large to be decided as a whole: it is worth {least} to {most} a "
            "year. So each interview is judged by itself below, as if there were no other. Close "
            "what is over (tracker application close), or let offers stay open for fewer days "
            "(tracker profile set offer-days 3), and it may fit."
        )


def _worth_of(question: "Question") -> str:
    from tracker.records.notes import counted

    if not question.changes:
        return "It is the first step to a verdict"
    return f"It could change {counted(question.changes, 'verdict')}"


def explain(app: App, one: "InterviewWorth") -> None:
    """Print one verdict in full: what it rests on, each reason, what is assumed and unknown."""
    from tracker.worth import explain as words
    from tracker.worth import reasons, unstated
    from tracker.worth.questions import question_for

    output.heading(f"{words.title(one)}, {_when(app, one)}")
    output.line()
    output.paragraph(words.headline(one))
    level = words.drop_above(one)
    if level:
        output.line(level)
    solid = words.solidity(one)
    if solid:
        output.paragraph(solid)
    if reasons.only_surprise(one):
        output.line("Nothing but the chance of a pleasant surprise speaks for going.")
    output.section("What it rests on")
    output.details(words.facts(one), indent=2)
    output.section("Reasons, and how much less going would add without each")
    amount, title, text = Column("", right=True), Column(""), Column("", wide=True)
    listed = [
        ["", line.amount, words.TITLES[line.reason], line.text] for line in reasons.reasons(one)
    ]
    output.table([Column(""), amount, title, text], listed)
    output.section("Assumed, because you have not said otherwise")
    output.bullets(unstated.assumptions(one))
    unknown = list(unstated.unknowns(one))
    if unknown:
        output.section("Unknown")
        output.bullets(unknown)
    question = question_for([one])
    if question is not None and question.changes:
        output.line()
        output.paragraph(f"Most useful to know: {question.about}. It could change the verdict:")
        output.line(f"  {question.command}")


def _when(app: App, one: "InterviewWorth") -> str:
    """Say when it is by the clocks at home, and by those where it was agreed if they differ."""
    from tracker.dates import distance, show_moment

    agreed = one.interview.moment
    if agreed is None:
        return "no time fixed yet"
    home = app.at_home(agreed)
    there = "" if home.wall == agreed.wall else f" ({show_moment(agreed)})"
    return f"{show_moment(home)}{there}, {distance(home.wall.date(), app.calendar.today)}"
