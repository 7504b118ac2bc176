"""A hunt too large to be decided: what is sure is said, and nothing else."""

import pytest

from tests.conftest import CommandLine
from tracker import worth
from tracker.dates import Calendar
from tracker.records import profile
from tracker.scoring.graph import Effort
from tracker.worth import Assessment, explain, steps, stories

HOUR = 100_000 / 2_080 * 1.5


@pytest.fixture
def held(run: CommandLine) -> CommandLine:
    """100k now, 130k in hand to Friday; Acme at 110k next week, and Beta at 160k after it."""
    run("profile", "set", "present-pay", "100k")
    run("add", "One", "Analyst")
    run("offer", "add", "One", "130k", "--until", "2026-11-27 18:00")
    for name, pay, day in (("Acme", "110k", "30 10:00"), ("Beta", "160k", "30 15:00")):
        run("add", name, "Engineer", pay)
        run("interview", "add", name, f"2026-11-{day}", "--round", "onsite")
    return run


def assessed(run: CommandLine, calendar: Calendar, states: int) -> Assessment:
    with run.database.reading() as session:
        known = profile.load(session)
        return worth.assess(session, known, calendar, "USD", effort=Effort(states))


def too_large(run: CommandLine, calendar: Calendar) -> Assessment:
    """Return what is said with the least effort that suffices for each interview by itself."""
    found = (assessed(run, calendar, states) for states in range(16, 200, 4))
    each = next(one for one in found if all(worth.solved for worth in one.interviews))
    assert each.is_too_large
    return each


def test_each_interview_is_held_against_the_offer_in_hand(
    held: CommandLine, calendar: Calendar
) -> None:
    found = too_large(held, calendar)
    verdicts = {one.application.company: one.verdict for one in found.interviews}
    # 110k is never better than the 130k that would have to be let go: ten hours for nothing.
    assert verdicts["Acme"] == "decline"
    (acme,) = [one for one in found.interviews if one.application.company == "Acme"]
    assert acme.gain == pytest.approx(-10 * HOUR)
    story = stories.of(found, acme)
    assert (
        "against",
        "100k USD a year, your present pay, and the offer from One up to Fri 27 Nov 2026",
    ) in story.rests_on


def test_the_next_step_is_what_is_due_first(held: CommandLine, calendar: Calendar) -> None:
    found = too_large(held, calendar)
    assert steps.next_step(found, calendar.today) == (
        "Decide on Acme, Engineer: onsite by Thu 26 Nov 2026: beside your offers alone it is one "
        "to decline."
    )
    held("interview", "reschedule", "1", "2026-12-07 10:00")
    held("interview", "reschedule", "2", "2026-12-07 15:00")
    assert steps.next_step(too_large(held, calendar), calendar.today) == (
        "Answer One by Fri 27 Nov 2026, and ask for more days first: asking costs nothing."
    )


def test_an_offer_is_settled_where_the_bounds_do(held: CommandLine, calendar: Calendar) -> None:
    held("offer", "edit", "1", "--pay", "90k")
    (offer,) = too_large(held, calendar).undecided
    assert steps.unanswered(offer) == "decline it: your present pay is better"
    held("offer", "edit", "1", "--pay", "400k")
    found = too_large(held, calendar)
    (offer,) = found.undecided
    said = "nothing that may come is worth waiting for"
    assert steps.unanswered(offer) == f"accept it now, by Fri 27 Nov 2026 at the latest: {said}"
    step = f"Accept One's offer by Fri 27 Nov 2026: {said}."
    assert steps.next_step(found, calendar.today) == step


def test_what_the_effort_does_not_suffice_for_is_left_blank(
    held: CommandLine, calendar: Calendar
) -> None:
    def told(states: int) -> tuple[bool, list[str], list[str]]:
        found = assessed(held, calendar, states)
        verdicts = [explain.verdict(one) for one in found.interviews]
        hints = [explain.hint(one) for one in found.interviews]
        return found.effort.is_spent, verdicts, hints

    all_told, verdicts, hints = told(1_000_000)
    assert (all_told, "" in hints) == (False, False)
    least = next(n for n in range(40, 400, 8) if not assessed(held, calendar, n).is_too_large)
    is_spent, same, hints = told(least)
    assert (is_spent, "" in hints) == (True, True)
    assert same == verdicts


def test_meetings_at_one_time_that_are_not_weighed_are_named(held: CommandLine) -> None:
    held("interview", "add", "Acme", "2026-12-01 10:00", "--round", "onsite")
    held("interview", "add", "Beta", "2026-12-01 10:30", "--round", "onsite")
    told = held("worth", "Acme").stdout
    said = "its onsite on Tue 1 Dec 2026 is at the same time as Beta, Engineer: onsite"
    assert f"not weighed  {said}: you cannot go to both" in told
