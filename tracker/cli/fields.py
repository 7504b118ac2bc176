"""What may be said of each noun on the command line: one table serves add and edit alike."""

import datetime as dt
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tracker.cli.app import App
from tracker.errors import TrackerError
from tracker.words import ContactKind, Hiring, Round, Source, Tier, Workplace

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

LARGEST_TEXT = 20_000_000
"""Bytes of a file that is taken for the text of a posting."""

Read = Callable[[App, str], object]
Command = Callable[..., None]


def read_text(app: App, text: str) -> str | None:
    del app
    return text.strip() or None


def read_file(app: App, text: str) -> str | None:
    """Return the text itself, or that of the file which @FILE names."""
    if not text.startswith("@"):
        return read_text(app, text)
    from pathlib import Path

    try:
        path = Path(text[1:]).expanduser()
        _check_text(path)
        return path.read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        msg = f"“{text[1:]}” cannot be read ({reason}); name a text file after the @."
        raise TrackerError(msg) from error


def _check_text(path: "Path") -> None:
    """Raise ValueError for what does not end, or is too large to be a text that somebody wrote."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise ValueError("it is no ordinary file")
    if path.stat().st_size > LARGEST_TEXT:
        raise ValueError(f"it is larger than {LARGEST_TEXT // 10**6} MB")


def read_day(app: App, text: str) -> object:
    return app.calendar.day(text)


def read_past_day(app: App, text: str) -> object:
    return app.past_day(text)


def read_pay(app: App, text: str) -> object:
    from tracker.money import parse_pay

    return app.priced(parse_pay, text)


def read_moment(app: App, text: str) -> object:
    return app.calendar.moment(text)


def read_deadline(app: App, text: str) -> object:
    return app.calendar.moment(text, at=END_OF_DAY)


def looks_like_pay(text: str) -> bool:
    """Tell whether a text is an amount, which is never the title of a role."""
    from tracker.money import parse_pay

    try:
        parse_pay(text, "USD")
    except TrackerError:
        return False
    return True


def read_money(app: App, text: str) -> object:
    from tracker.money import parse_amount

    return app.priced(parse_amount, text)


def read_hours(app: App, text: str) -> "Decimal":
    del app
    hours = _decimal(text.strip().lower().removesuffix("h"))
    if hours is None or not 0 <= hours <= MOST_HOURS:
        msg = f"“{text}” is no number of hours; type one such as 3 or 1.5."
        raise TrackerError(msg)
    return round(hours, 4)


def read_chance(app: App, text: str) -> "Decimal":
    del app
    cleaned = text.strip()
    number = _decimal(cleaned.removesuffix("%"))
    chance = number / 100 if number is not None and cleaned.endswith("%") else number
    if chance is None or not 0 <= chance <= 1:
        msg = f"“{text}” is no chance; type one from 0 to 1 such as 0.3, or a share such as 30%."
        raise TrackerError(msg)
    return round(chance, 4)


MOST_HOURS = 1000

END_OF_DAY = dt.time(23, 59)
"""When a deadline is that was said without a time."""


def _decimal(text: str) -> "Decimal | None":
    from decimal import Decimal, InvalidOperation

    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


class PlainOption(click.Option):
    """An option whose range is its metavar, and is not said a second time behind its help."""

    def get_help_extra(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's own mapping)
        extra = super().get_help_extra(ctx)
        extra.pop("range", None)
        return extra


class Field(NamedTuple):
    """An option, the attribute that it sets, and how its text is read.

    What is `needed` may be changed, but not cleared.
    """

    option: str
    name: str
    help: str
    read: Read = read_text
    words: type[StrEnum] | None = None
    numbers: tuple[int, int] | None = None
    many: bool = False
    needed: bool = False
    metavar: str | None = None


APPLICATION = (
    Field("--url", "posting_url", "The posting's address."),
    Field("--posting-id", "posting_id", "The posting's number at its site."),
    Field("--location", "location", "Where the job is."),
    Field("--workplace", "workplace", "Where the work is done.", words=Workplace),
    Field("--source", "source", "How it came about.", words=Source),
    Field("--tier", "tier", "How much you want it: A is the best.", words=Tier),
    Field("--enthusiasm", "enthusiasm", "How keen you are: 1 not at all, 5 very.", numbers=(1, 5)),
    Field("--known", "knowledge", "How well you know them: 0 not, 3 well.", numbers=(0, 3)),
    Field("--other-role", "other_role", "Another role there you would like; yes, no or its name."),
    Field("--rounds", "rounds_left", "Rounds still to come, the next included.", numbers=(0, 20)),
    Field("--hiring", "hiring", "How they hire, if unlike most.", words=Hiring),
    Field("--documents", "documents", "What you sent: which CV, which letter."),
    Field("--apply-by", "apply_by", "The last day to apply.", read=read_day, metavar="DATE"),
    Field(
        "--tag",
        "tags",
        "A word of your own, in place of those before; again for more.",
        many=True,
    ),
    Field(
        "--rate",
        "ratings",
        "How it is on a factor of your own: 1 bad, 5 good; commute= forgets it; again for more.",
        many=True,
        needed=True,
        metavar="FACTOR=1-5",
    ),
    Field(
        "--has",
        "has",
        "A must-have of yours that it has; again for more.",
        many=True,
        needed=True,
        metavar="MUST-HAVE",
    ),
    Field(
        "--lacks",
        "lacks",
        "A must-have that it lacks; again for more.",
        many=True,
        needed=True,
        metavar="MUST-HAVE",
    ),
    Field(
        "--unsure",
        "unsure",
        "A must-have of which you do not know; again for more.",
        many=True,
        needed=True,
        metavar="MUST-HAVE",
    ),
    Field("--notes", "notes", "Anything else."),
    Field("--posting", "posting_text", "The posting's text, or @FILE.", read=read_file),
)

INTERVIEW = (
    Field("--minutes", "minutes", "Its length in minutes.", numbers=(1, 6000)),
    Field("--place", "place", "Where: an address, a link or a number to call."),
    Field("--prepare", "prepare_hours", "Hours to prepare.", read=read_hours, metavar="HOURS"),
    Field(
        "--travel",
        "travel_hours",
        "Hours to travel, there and back.",
        read=read_hours,
        metavar="HOURS",
    ),
    Field("--cost", "cash_cost", "What it costs you in money.", read=read_money, metavar="AMOUNT"),
    Field("--people", "people", "How many people you would meet.", numbers=(0, 1000)),
    Field(
        "--with",
        "with_",
        'Who interviews: "NAME, role", in place of those before; again for more.',
        many=True,
    ),
    Field("--chance", "chance", "Your own chance that it ends in an offer.", read=read_chance),
    Field("--answer-due", "answer_due", "When they will answer.", read=read_day, metavar="DATE"),
    Field("--felt", "felt", "How it felt afterwards: 1 bad, 5 good.", numbers=(1, 5)),
    Field("--notes", "notes", "Anything else."),
)

OFFER = (
    Field("--bonus", "bonus", "Bonus a year.", metavar="AMOUNT"),
    Field("--equity", "equity", "Equity a year.", metavar="AMOUNT"),
    Field(
        "--benefits",
        "benefits",
        "What benefits are worth a year.",
        metavar="AMOUNT",
    ),
    Field("--signing", "signing", "Signing bonus, paid once.", metavar="AMOUNT"),
    Field(
        "--received",
        "received",
        "When it came; today unless said.",
        read=read_past_day,
        metavar="DATE",
        needed=True,
    ),
    Field("--notes", "notes", "Anything else."),
)

CONTACT = (
    Field("--company", "company", "Where they work."),
    Field("--role", "role", "What they do there."),
    Field("--kind", "kind", "What they are to you.", words=ContactKind),
    Field("--email", "email", "E-mail address."),
    Field("--phone", "phone", "Phone number."),
    Field("--url", "url", "Profile or web page."),
    Field("--met", "met", "Where you met."),
    Field("--follow-up", "follow_up", "When to get in touch next.", read=read_day, metavar="DATE"),
    Field("--notes", "notes", "Anything else."),
)

EDIT_APPLICATION = (
    Field("--company", "company", "The company's name.", needed=True),
    Field("--role", "role", "The job's title there."),
    Field("--pay", "pay", "Pay, as in 120k-150k or 60/hour.", read=read_pay),
    *APPLICATION,
)
EDIT_INTERVIEW = (
    Field("--when", "moment", 'When it is, as in "fri 3pm".', read=read_moment, metavar="WHEN"),
    Field("--round", "round", "Which round it is.", words=Round, needed=True),
    *INTERVIEW,
)
EDIT_OFFER = (
    Field("--until", "moment", "The deadline.", read=read_deadline, metavar="WHEN"),
    Field("--pay", "pay", "Pay, as in 150k or 60/hour.", read=read_pay, needed=True),
    *OFFER,
)
EDIT_CONTACT = (Field("--name", "name", "The person's name.", needed=True), *CONTACT)


def takes(fields: Sequence[Field], *, clear: bool = False) -> Callable[[Command], Command]:
    """Give a command an option for each field; it is called with `fields`, as values by name.

    With `clear`, --clear NAME makes what a field says unknown again.
    """

    def decorate(command: Command) -> Command:
        @wraps(command)
        def collect(*args: Any, **given: Any) -> None:  # noqa: ANN401 (click hands over anything)
            app = click.get_current_context().find_object(App)
            values: dict[str, object] = {}
            for name in given.pop("clear", ()):
                values[_by_option(fields, name).name] = None
            for field in fields:
                value = given.pop(_parameter(field))
                if value is not None and value != ():
                    values[field.name] = _read(app, field, value)
            command(*args, fields=values, **given)

        for field in reversed(fields):
            collect = click.option(
                field.option,
                _parameter(field),
                cls=PlainOption,
                type=_type(field),
                multiple=field.many,
                metavar=field.metavar or _metavar(field),
                help=field.help,
            )(collect)
        if clear:
            names = click.Choice([field.option[2:] for field in fields if not field.needed])
            more = click.option(
                "--clear", type=names, multiple=True, metavar="NAME", help="Forget what NAME says."
            )
            collect = more(collect)
        return collect

    return decorate


def _by_option(fields: Sequence[Field], name: str) -> Field:
    return next(field for field in fields if field.option == f"--{name}")


def _metavar(field: Field) -> str | None:
    if field.words is not None:
        return "|".join(field.words).replace(" ", "-")
    return "{}-{}".format(*field.numbers) if field.numbers else None


def _parameter(field: Field) -> str:
    return f"field_{field.name}"


class WordChoice(click.Choice[str]):
    """A word of a vocabulary; one of two words may be typed, and is completed, with a hyphen."""

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__([word.replace(" ", "-") for word in words], case_sensitive=False)

    def convert(
        self,
        value: Any,  # noqa: ANN401 (as click gives it)
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        return super().convert(str(value).replace(" ", "-"), param, ctx).replace("-", " ")


def _type(field: Field) -> click.ParamType[Any] | None:
    if field.words is not None:
        return WordChoice(field.words)
    return click.IntRange(*field.numbers) if field.numbers else None


def _read(app: App | None, field: Field, value: Any) -> object:  # noqa: ANN401 (as click gives it)
    if field.words is not None:
        return field.words(value)
    if field.numbers is not None or field.many:
        return value
    if app is None:
        raise AssertionError(field)
    return field.read(app, value)
