"""What if: the options of `tracker worth` that suppose something, and what would change."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.cli import output
from tracker.cli.assessing import too_large
from tracker.cli.output import Column

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tracker.cli.app import App
    from tracker.dates import Moment
    from tracker.models import Application
    from tracker.money import Pay
    from tracker.worth import Assessment, InterviewWorth, Supposed

Command = TypeVar("Command", bound=Callable[..., None])


class Hours(click.FloatRange):
    """Hours as a number; one that is none, such as nan, is in no range."""

    def convert(
        self,
        value: float,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        number: float = super().convert(value, param, ctx)
        if number != number:  # noqa: PLR0124 (only nan differs from itself)
            self.fail(f"{value!r} is no number of hours.", param, ctx)
        return number


OPTIONS = (
    click.option("--if-offer", metavar="PAY", help="What if: an offer of PAY, as in 150k."),
    click.option("--by", metavar="WHEN", help="... that stands until WHEN; for good unless said."),
    click.option("--from", "company", metavar="WHICH", help="... from application WHICH."),
    click.option("--without", metavar="WHICH", multiple=True, help="What if WHICH were gone."),
    click.option(
        "--chance",
        metavar="WHICH=CHANCE",
        multiple=True,
        help="What if the chance of an offer from WHICH were another, as in Acme=0.4.",
    ),
    click.option("--hours-a-week", type=Hours(0, 168), help="What if you had these."),
    click.option("--no-practice", is_flag=True, help="What if practice did not count."),
)
NAMES = ("if_offer", "by", "company", "without", "chance", "hours_a_week", "no_practice")


def supposing(command: Command) -> Command:
    """Give a command the options that suppose something; it is called with `said`, by name."""

    @wraps(command)
    def collect(*args: Any, **given: Any) -> None:  # noqa: ANN401 (click hands over anything)
        said = {name: given.pop(name) for name in NAMES}
        command(*args, said={name: one for name, one in said.items() if _is_said(one)}, **given)

    found: Any = collect
    for option in reversed(OPTIONS):
        found = option(found)
    return found  # type: ignore[no-any-return]


def _is_said(value: object) -> bool:
    return value is not None and value is not False and value != ()


def read(app: "App", session: "Session", said: dict[str, Any]) -> "Supposed":
    """Return what is supposed, from what was typed; it names applications by id or name."""
    from tracker.records import applications
    from tracker.worth.supposed import Supposed, SupposedOffer

    if "if_offer" not in said and {"by", "company"} & said.keys():
        msg = "--by and --from go with --if-offer."
        raise click.UsageError(msg)

    def found(which: str) -> "Application":
        return applications.find_one(session, which)

    gone = [found(which).id for which in said.get("without", ())]
    offering = found(said["company"]) if "company" in said else None
    offer = None
    if "if_offer" in said:
        pay, until = _terms(app, said)
        offer = SupposedOffer(pay=pay, until=until, application=offering)
    chances = (_chance(app, text) for text in said.get("chance", ()))
    return Supposed(
        offer=offer,
        without=frozenset([*gone, *([offering.id] if offering else [])]),
        chances={found(which).id: chance for which, chance in chances},
        weekly_hours=said.get("hours_a_week"),
        practice="no_practice" not in said,
    )


def _chance(app: "App", text: str) -> tuple[str, float]:
    from tracker.cli.fields import read_chance
    from tracker.errors import TrackerError

    which, _, chance = text.rpartition("=")
    try:
        return which, float(read_chance(app, chance))
    except TrackerError as error:
        msg = f"“{text}” is no chance of an application; type it as in Acme=0.4 or Acme=40%."
        raise TrackerError(msg) from error


def _terms(app: "App", said: dict[str, Any]) -> "tuple[Pay, Moment | None]":
    from tracker.cli.fields import read_deadline
    from tracker.errors import TrackerError
    from tracker.money import parse_pay

    pay = app.priced(parse_pay, said["if_offer"])
    if pay.likely is None:
        msg = f"“{said['if_offer']}” is a range; an offer is one figure, as in 150k."
        raise TrackerError(msg)
    until: Any = read_deadline(app, said["by"]) if "by" in said else None
    if until is not None and until.instant <= app.now:
        msg = f"“{said['by']}” is past, so that offer would have lapsed; name a day to come."
        raise TrackerError(msg)
    return pay, until


def show(app: "App", now: "Assessment", then: "Assessment") -> None:
    """Print what would change, and what to do then."""
    from tracker.worth import steps

    meetings = [row for row in _meetings(now, then) if row[1] != row[2] or row[3] != row[4]]
    offers = [row for row in _offers(now, then) if row[1] != row[2]]
    today = app.calendar.today
    step = steps.next_step(then, today)
    is_other = step != steps.next_step(now, today)
    output.paragraph(_summary(now, then, gains=bool(meetings), steps=is_other or bool(offers)))
    for text in too_large(then):
        output.paragraph(text)
    if meetings or offers:
        output.line()
    if meetings:
        gains = (Column("gain now", right=True), Column("gain then", right=True))
        output.table([Column("interview", wide=True), *NOW_AND_THEN, *gains], meetings)
    if meetings and offers:
        output.line()
    if offers:
        output.table([Column("offer", wide=True), *NOW_AND_THEN], offers)
    if step and is_other:
        output.line()
        output.paragraph(f"Then: {step}")
        for text in steps.offer_notes(then):
            output.paragraph(text)
    output.line("Nothing was written.")


def _summary(now: "Assessment", then: "Assessment", *, gains: bool, steps: bool) -> str:
    """Say in a sentence which verdicts would be others, or else what would."""
    from tracker.records.notes import counted

    verdicts = [*_verdicts(now, then)]
    if verdicts:
        return f"{counted(len(verdicts), 'verdict')} would change: {'; '.join(verdicts)}."
    if gains:
        return "No verdict would change, but what going adds would."
    return "No verdict would change, but what to do would." if steps else "Nothing would change."


def _verdicts(now: "Assessment", then: "Assessment") -> "Iterator[str]":
    """Yield each verdict that would be another, on interviews and on offers in hand."""
    for title, before, after, *_ in _meetings(now, then):
        if before != after:
            yield f"{title} {before} -> {after}"
    answers = _answers(then)
    for title, before in _answers(now).items():
        after = answers.get(title, "gone")
        if before != after:
            yield f"{title}'s offer {before} -> {after}"


def _answers(found: "Assessment") -> dict[str, str]:
    """Return what to do with each offer in a word or two."""
    told = {one.offer.title: one.answer.value.upper() for one in found.offers}
    return told | {one.title: "UNKNOWN" for one in found.undecided}


NOW_AND_THEN = (Column("now", wide=True), Column("then", wide=True))


def _offers(now: "Assessment", then: "Assessment") -> "Iterator[list[str]]":
    from tracker.worth import steps

    before, after = (
        {one.offer.title: steps.answer(one) for one in found.offers}
        | {one.title: steps.unanswered(one) for one in found.undecided}
        for found in (now, then)
    )
    for title in dict.fromkeys([*before, *after]):
        yield [title, before.get(title, "not there"), after.get(title, "gone")]


def _meetings(now: "Assessment", then: "Assessment") -> "Iterator[list[str]]":
    for one in now.interviews:
        yield _row(one, then)


def _row(one: "InterviewWorth", then: "Assessment") -> list[str]:
    from tracker import money, nouns
    from tracker.worth import explain as words

    other = next((each for each in then.interviews if each.interview.id == one.interview.id), None)
    gains = (one.gain, other.gain if other else None)
    return [
        nouns.interview_title(one.interview),
        words.verdict(one).upper(),
        words.verdict(other).upper() if other else "gone",
        *("" if gain is None else money.gain(gain) for gain in gains),
    ]


def print_json(now: "Assessment", then: "Assessment") -> None:
    output.as_json(now=_shape(now), then=_shape(then))


def _shape(found: "Assessment") -> dict[str, Any]:
    from tracker.cli.verdicts import offers

    value = found.decided.solution.value if found.decided else None
    return {
        "value": value,
        "interviews": [
            {
                "id": one.interview.id,
                "company": one.interview.application.company,
                "verdict": one.verdict.value if one.verdict else None,
                "gain": one.gain,
            }
            for one in found.interviews
        ],
        "offers": offers(found),
    }
