"""The hunt as it is decided for a command, with a sign of life while that takes."""

from typing import TYPE_CHECKING

from tracker.cli.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from tracker.cli.app import App
    from tracker.models import Offer
    from tracker.scoring.graph import Effort
    from tracker.worth import Assessment, Supposed


def assess(
    app: "App",
    session: "Session",
    supposed: "Supposed | None" = None,
    effort: "Effort | None" = None,
) -> "Assessment":
    """Judge all that there is by this run's clock and profile."""
    from tracker import worth as bridge

    what = supposed or bridge.Supposed()
    with waiting("Deciding the whole hunt"):
        return bridge.assess(session, app.profile, app.calendar, app.currency, what, effort=effort)


def too_large(assessment: "Assessment") -> "Iterator[str]":
    """Say so where the hunt is too large to be decided as a whole."""
    from tracker.money import short

    if assessment.bounds is not None:
        least, most = (
            short(bound / assessment.means.years, assessment.means.currency)
            for bound in assessment.bounds
        )
        yield (
            f"This hunt is too large to be decided as a whole: it is worth {least} to {most} a "
            f"year. So each interview is judged {_beside(assessment)}, as if there were no other."
            f"{_aside(assessment)} Close what is over (tracker application close), or let offers "
            "stay open for fewer days (tracker profile set offer-days 3), and it may fit."
        )


def left_out(assessment: "Assessment") -> "Iterator[str]":
    """Say so where the hunt has too many states for all that is told of one as a rule."""
    if assessment.effort.is_spent:
        yield (
            "This hunt is so large that not all could be worked out: what would take too long is "
            "left blank, or left out. Close what is over (tracker application close), and it fits."
        )


def lapsed(offer: "Offer") -> str:
    """Say what to do about an offer whose deadline has passed."""
    from tracker.words import OfferState

    company, number = offer.application.company, offer.id
    is_open = offer.state is OfferState.OPEN
    close = (
        f"offer decline {number}"
        if is_open
        else f"application close {offer.application_id} declined"
    )
    return (
        f"{company}'s offer has lapsed, so it does not count. If they still stand by it: "
        f"tracker offer extend {number} DATE; if not: tracker {close}"
    )


def _beside(assessment: "Assessment") -> str:
    if assessment.means.offers:
        return "below beside the offers in hand, and what is at the same time"
    return "by itself below, and beside what is at the same time"


def _aside(assessment: "Assessment") -> str:
    from tracker.records.notes import counted

    number = len(assessment.answers)
    verb = "is" if number == 1 else "are"
    return f" {counted(number, 'awaited answer')} {verb} left out." if number else ""
