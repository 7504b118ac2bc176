"""What if: the options of `tracker worth` that suppose something, and what would change."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.cli import output
from tracker.cli.output import Column

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tracker.cli.app import App
    from tracker.worth import Assessment, InterviewWorth, Supposed

Command = TypeVar("Command", bound=Callable[..., None])

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
    click.option("--hours-a-week", type=click.FloatRange(0, 168), help="What if you had these."),
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
    from tracker.cli.fields import read_deadline
    from tracker.errors import TrackerError
    from tracker.money import parse_pay
    from tracker.records import applications
    from tracker.worth import Supposed

    if "if_offer" not in said and {"by", "company"} & said.keys():
        msg = "--by and --from go with --if-offer."
        raise click.UsageError(msg)

    def number(which: str) -> int:
        return applications.find_one(session, which).id

    chances = {}
    for text in said.get("chance", ()):
        which, _, chance = text.rpartition("=")
        if not which or not _is_chance(chance):
            msg = f"“{text}” is no chance of an application; type it as in Acme=0.4."
            raise TrackerError(msg)
        chances[number(which)] = float(chance)
    gone = [*said.get("without", ()), *([said["company"]] if "company" in said else [])]
    offer: Any = None
    if "if_offer" in said:
        pay: Any = app.priced(parse_pay, said["if_offer"])
        if pay.likely is None:
            msg = f"“{said['if_offer']}” is a range; an offer is one figure, as in 150k."
            raise TrackerError(msg)
        offer = pay, read_deadline(app, said["by"]) if "by" in said else None
    return Supposed(
        offer=offer,
        without=frozenset(map(number, gone)),
        chances=chances,
        weekly_hours=said.get("hours_a_week"),
        practice="no_practice" not in said,
    )


def _is_chance(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False


def show(app: "App", now: "Assessment", then: "Assessment") -> None:
    """Print what would change, and what to do then."""
    from tracker.worth import steps

    rows = [_row(one, then) for one in now.interviews]
    changed = [row for row in rows if row[1] != row[2] or row[3] != row[4]]
    if changed:
        columns = [
            Column("interview", wide=True),
            Column("now"),
            Column("then"),
            Column("gain now", right=True),
            Column("gain then", right=True),
        ]
        output.table(columns, changed)
    else:
        output.line("Nothing would change.")
    step = steps.next_step(then, app.calendar.today)
    if step and changed:
        output.line()
        output.paragraph(f"Then: {step}")
    output.line("Nothing was written.")


def _row(one: "InterviewWorth", then: "Assessment") -> list[str]:
    from tracker.money import figure
    from tracker.records import interviews
    from tracker.worth import explain as words

    other = next((each for each in then.interviews if each.interview.id == one.interview.id), None)
    gains = (one.gain, other.gain if other else None)
    return [
        interviews.described(one.interview),
        words.verdict(one).upper(),
        words.verdict(other).upper() if other else "gone",
        *("" if gain is None else figure(gain) for gain in gains),
    ]


def print_json(now: "Assessment", then: "Assessment") -> None:
    output.as_json(now=_shape(now), then=_shape(then))


def _shape(found: "Assessment") -> dict[str, Any]:
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
    }
