"""The main job: which coming interviews are worth going to, and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli import changes, output, story, what_if
from tracker.cli.app import App, pass_app
from tracker.cli.assessing import assess, lapsed, left_out, too_large
from tracker.cli.awaited import print_answers
from tracker.cli.default import DefaultGroup
from tracker.cli.hunt import decide_file
from tracker.cli.listing import NO_INTERVIEWS, json_option
from tracker.cli.output import Column
from tracker.cli.review import review
from tracker.cli.risk import told_how_to_mind_risk
from tracker.cli.verdicts import print_json
from tracker.cli.waiting import waiting
from tracker.cli.what_if import supposing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.worth import Assessment, Question, UndecidedOffer


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
    """Say which coming interviews are worth going to, and what to do with each offer.

    With WHICH, all about one interview, offer or answer awaited: by words of its name, or by the
    number of an interview, or as in "application 7".
    """
    if path is not None:
        if which is not None or said or not as_json:
            msg = "--hunt FILE goes with --json, and with nothing else."
            raise click.UsageError(msg)
        decide_file(path)
        return
    if said:
        if which is not None:
            msg = "What if goes without WHICH: it shows all that would change."
            raise click.UsageError(msg)
        _suppose(app, said, as_json=as_json)
    elif which is None:
        _rank_all(app, as_json=as_json)
    else:
        story.tell(app, which, as_json=as_json)


def _rank_all(app: App, *, as_json: bool) -> None:
    with told_how_to_mind_risk(), app.reading() as session:
        assessment = assess(app, session)
        changes.remember(app, assessment, assessment.interviews)
        if as_json:
            print_json(app, assessment)
        else:
            rank(app, assessment)


worth.add_command(review)


def _suppose(app: App, said: dict[str, Any], *, as_json: bool) -> None:
    from tracker.scoring.graph import Effort
    from tracker.worth.decided import ALL_STATES

    with told_how_to_mind_risk(), app.reading() as session:
        supposed = what_if.read(app, session, said)
        half = ALL_STATES // 2
        now = assess(app, session, effort=Effort(half))
        then = assess(app, session, supposed, Effort(half))
        if as_json:
            what_if.print_json(now, then)
        else:
            what_if.show(app, now, then)


def rank(app: App, assessment: "Assessment") -> None:
    """Print what to do next, the coming interviews, the offers, and the answers awaited."""
    from tracker.worth import steps

    with waiting("Weighing each interview"):
        step = steps.next_step(assessment, app.calendar.today)
        rows, question = _interview_rows(app, assessment), assessment.question
    for text in (*too_large(assessment), *([step] if step else [])):
        output.paragraph(text)
        output.line()
    if assessment.interviews:
        _print_interviews(rows, "by itself" if assessment.is_too_large else "verdict")
    elif assessment.settled:
        output.line("No other interviews to come.")
    else:
        output.line(NO_INTERVIEWS)
    _print_offers(assessment)
    print_answers(app, assessment)
    _print_footer(app, assessment, question)


def _print_interviews(rows: list[list[str]], verdict: str) -> None:
    columns = [
        Column("", right=True),
        Column("interview", wide=True, most=40),
        Column("role", wide=True, most=40, spare="--json"),
        Column("when"),
        Column(verdict),
        Column("gain", right=True),
        Column("going", right=True, under=True),
        Column("decide by", under=True),
        Column("drop above", right=True),
        Column("strongest reason", wide=True, under=True),
    ]
    output.table(columns, rows)


def _interview_rows(app: App, assessment: "Assessment") -> list[list[str]]:
    from tracker.dates import short_day
    from tracker.money import gain
    from tracker.records.notes import percent
    from tracker.worth import explain as words

    return [
        [
            str(place),
            f"{one.interview.application.company}: {one.interview.round}",
            one.interview.application.role or "",
            app.when(one.interview.moment, "no time yet"),
            words.verdict(one).upper(),
            "" if one.gain is None else gain(one.gain),
            "" if one.attend_chance is None or one.is_idle else percent(one.attend_chance),
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


def _print_footer(app: App, assessment: "Assessment", question: "Question | None") -> None:
    notes, meanings = list(_left_out(app, assessment)), list(_meanings(assessment))
    if meanings or notes or question:
        output.line()
    output.bullets(meanings)
    for text in notes:
        output.paragraph(text)
    if question is not None:
        output.paragraph(f"Most useful to know: {question.about}. {_worth_of(question)}:")
        output.line(f"  {question.command}")


def _meanings(assessment: "Assessment") -> "Iterator[str]":
    """Yield what the words of the tables mean."""
    from tracker.worth import explain as words

    if assessment.interviews:
        currency = assessment.means.currency
        yield f"gain: {words.gain_is(assessment.interviews[0])}"
        yield f"drop above: the offer, in {currency} a year, from which on to drop it"
        yield "going: how likely it is that you go in the end, by the best plan"
    if assessment.interviews or assessment.offers or any(one.solved for one in assessment.answers):
        yield "why: tracker worth COMPANY"


def _left_out(app: App, assessment: "Assessment") -> "Iterator[str]":
    from tracker import nouns
    from tracker.money import short
    from tracker.records.notes import counted
    from tracker.worth.pending import CENT

    means, decided = assessment.means, assessment.decided
    for foreign in means.foreign:
        text = nouns.offer_title(foreign)
        yield f"Left out, for want of a rate to {means.currency}: the offer {text}."
    for one in assessment.later:
        title, when = nouns.interview_title(one), app.when(one.moment, "no time yet")
        yield f"Decided together with the round before it: {title}, {when}."
    for one in assessment.settled:
        title, when = nouns.interview_title(one), app.when(one.moment, "no time yet")
        off = f"tracker interview cancel {one.id}"
        yield f"Not weighed, as you have their offer: {title}, {when}. If it is off: {off}"
    if decided and decided.left_out:
        more = counted(len(decided.left_out), "more answer")
        most = short(decided.at_most, means.currency)
        adding = f"add {most} at most" if decided.at_most >= CENT else "not add anything"
        they = "all together they" if decided.left_out[1:] else "it"
        yield f"Left out: {more} awaited; {they} could {adding}."
    yield from left_out(assessment)
    yield from (lapsed(offer) for offer in assessment.lapsed)
    if assessment.unpriced:
        more = counted(assessment.unpriced, "answer")
        yield f"Left out: {more} awaited from jobs that say nothing of pay."


def _worth_of(question: "Question") -> str:
    from tracker.records.notes import counted

    if not question.changes:
        return "It is the first step to a verdict"
    return f"It could change {counted(question.changes, 'verdict')}"
