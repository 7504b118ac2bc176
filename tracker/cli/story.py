"""The whole story of one interview, offer or answer awaited, as `tracker worth WHICH` tells it."""

from typing import TYPE_CHECKING

from tracker.cli import changes, output
from tracker.cli.assessing import assess, lapsed, left_out, too_large
from tracker.cli.output import Column
from tracker.cli.risk import told_how_to_mind_risk
from tracker.cli.verdicts import print_one
from tracker.cli.waiting import waiting
from tracker.errors import AmbiguousError, TrackerError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tracker.cli.app import App
    from tracker.models import Application, Interview
    from tracker.worth import Assessment, Subject
    from tracker.worth.stories import Story


def tell(app: "App", which: str, *, as_json: bool) -> None:
    """Print all that is to be said of what is meant, as text or as JSON."""
    from tracker.worth.stories import belonging

    with told_how_to_mind_risk(), app.reading() as session:
        meant = _meant(app, session, which)
        assessment = assess(app, session)
        subjects = _subjects(assessment, meant)
        shown = [one for one in assessment.interviews if one in subjects]
        changes.remember(app, assessment, shown)
        if as_json:
            with waiting("Weighing it"):
                print_one(app, assessment, subjects)
            return
        for text in (*belonging(assessment, meant, subjects[0]), *too_large(assessment)):
            output.paragraph(text)
            output.line()
        for place, subject in enumerate(subjects):
            if place:
                output.line()
            show(app, assessment, subject)
        for text in left_out(assessment):
            output.line()
            output.paragraph(text)


def _meant(app: "App", session: "Session", which: str) -> "Interview | Application":
    from tracker import worth as bridge

    try:
        return bridge.find_one(session, which, app.calendar)
    except AmbiguousError as error:
        if not app.is_interactive:
            raise
        chosen = app.ask_which(which, error.candidates)
    return bridge.find_one(session, chosen, app.calendar)


def _subjects(assessment: "Assessment", meant: "Interview | Application") -> "list[Subject]":
    """Return what there is to decide about; raises TrackerError where that is nothing."""
    found = assessment.about(meant)
    if not found:
        raise TrackerError(_nothing(assessment, meant))
    return found


def _nothing(assessment: "Assessment", meant: "Interview | Application") -> str:
    """Say why there is nothing to decide about it."""
    from tracker import nouns
    from tracker.models import Interview
    from tracker.records import interviews

    if isinstance(meant, Interview):
        number, title = meant.application_id, interviews.labelled(meant)
    else:
        number, title = meant.id, nouns.application_described(meant)
    for offer in assessment.lapsed:
        if offer.application_id == number:
            return lapsed(offer)
    return f"There is nothing to decide about {title}; tracker worth lists what there is."


def show(app: "App", assessment: "Assessment", subject: "Subject") -> None:
    """Print one story: what to do, what that rests on, what is assumed, what is unknown."""
    from tracker.worth import stories

    with waiting("Weighing it"):
        story = stories.of(assessment, subject)
    output.heading(_title(app, subject))
    output.line()
    for text in story.says:
        output.paragraph(text)
    output.section("What it rests on")
    output.details(story.rests_on, indent=2)
    _print_tables(story)
    for title, texts in (
        ("Assumed, because you have not said otherwise", story.assumed),
        ("Unknown", story.unknown),
    ):
        if texts:
            output.section(title)
            output.bullets(texts)
    if story.question is not None:
        output.line()
        could = "It could change the verdict" if story.question.changes else "It comes first"
        output.paragraph(f"Most useful to know: {story.question.about}. {could}:")
        output.line(f"  {story.question.command}")


def _print_tables(story: "Story") -> None:
    columns = [Column(""), Column("", right=True), Column(""), Column("", wide=True)]
    for title, rows in story.listed:
        if rows:
            output.section(title)
            output.table(columns, [["", *row] for row in rows])


def _title(app: "App", subject: "Subject") -> str:
    """Name what it is, and when by the clocks at home; where it was agreed, if they differ."""
    from tracker.dates import distance, show_moment
    from tracker.worth import stories

    called, agreed, timeless = stories.title(subject)
    if agreed is None:
        return f"{called}{timeless}"
    home = app.at_home(agreed)
    there = "" if home.wall == agreed.wall else f" ({show_moment(agreed)})"
    away = distance(home.wall.date(), app.calendar.today)
    return f"{called}{show_moment(home)}{there}, {away}"
