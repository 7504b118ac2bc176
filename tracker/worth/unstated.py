"""What a verdict rests on that nobody stated: what is assumed for it, and what is unknown."""

import shlex
from collections.abc import Collection, Iterable, Iterator

from tracker import nouns
from tracker.dates import show_day
from tracker.models import Application, Interview
from tracker.money import short
from tracker.records.notes import percent
from tracker.records.results import is_later, round_of
from tracker.scoring import case as scoring
from tracker.scoring.base_rates import DEFAULTS, Rates
from tracker.scoring.case import Case, Reason
from tracker.words import Hiring, InterviewState, Result
from tracker.worth.awaited import AnswerWorth
from tracker.worth.basis import uncosted
from tracker.worth.judged import InterviewWorth
from tracker.worth.means import Means
from tracker.worth.pending import CENT, Pending
from tracker.worth.questions import fallback_question, must_haves_to_ask, rate_question


def assumptions(one: InterviewWorth) -> Iterator[str]:
    """Yield what was assumed because nobody said otherwise, with the name of its setting."""
    rates, case = one.outlook.rates, one.case
    yield from _horizon(one)
    yield from _unlogged(one.application, [each for meetings in one.booked for each in meetings])
    yield from dict.fromkeys(_default_chances(one))
    yield from _practice(one)
    yield from _hours([*scoring.hours(case, rates)[1], *scoring.later_hours(case, rates)], one)
    yield from _job(one)
    if case.wants_other_role and one.solved is not None:
        yield "The other role pays what this one does, and takes as many rounds and hours."
    yield from _days(one)
    meetings = (each for meetings in one.booked for each in meetings)
    costs = {each.cost_currency for each in meetings if each.cash_cost}
    yield from _conversions(one.means, {one.application.pay_currency, *costs})


def of_answer(one: AnswerWorth) -> Iterator[str]:
    """Yield what was assumed of an answer that is out, and of what would come after it."""
    rates, case = one.outlook.rates, one.case
    yield from _horizon(one) if one.later_chances else _stay(rates)
    yield from _unlogged(one.application, [])
    yield from _heard(one)
    yield from dict.fromkeys(_default_chances(one))
    asked = scoring.hours(case, rates)[1] if scoring.is_application(case) else ()
    yield from _hours([*asked, *scoring.later_hours(case, rates)], one)
    yield from _job(one)
    yield from _answer_days(one)
    yield from _later_days(one, len(scoring.chances(case, rates)) - 1)
    yield from _conversions(one.means, {one.application.pay_currency})


def of_offers(means: Means, rates: Rates, *, is_alone: bool) -> Iterator[str]:
    """Yield what was assumed of the offers in hand, and that more was if something may come."""
    yield from _stay(rates)
    yield from _conversions(means, set())
    if not is_alone:
        yield "Of what may still come: tracker worth COMPANY says what is assumed there."


def _stay(rates: Rates) -> Iterator[str]:
    if "years" not in rates.overrides:
        yield f"You would stay {rates['years']:g} years (setting years)."


def _horizon(one: Pending) -> Iterator[str]:
    """Yield what stands behind every amount: the years to stay, and the price of an hour."""
    rates = one.outlook.rates
    yield from _stay(rates)
    if one.outlook.hour_value is not None and one.means.hour_from != "as you said":
        by = one.means.hour_from if one.means.hour_value is not None else "this job's pay"
        yield (
            f"An hour is worth {short(one.outlook.hour_value, one.means.currency)}: {by} / "
            f"{rates['working-hours-a-year']:g} x {rates['stress-factor']:g} (setting hour-value)."
        )


def _unlogged(application: Application, coming: Collection[Interview]) -> Iterator[str]:
    """Yield each interview that is past and that nobody logged, and what came of it by guess."""
    scheduled = (one for one in application.interviews if one.state is InterviewState.SCHEDULED)
    for one in scheduled:
        if one not in coming:
            went_on = any(_follows(other, one) for other in application.interviews)
            result = Result.PASSED if went_on else Result.WAITING
            came = "was passed" if went_on else "is not answered yet"
            when = f" of {show_day(one.wall.date())}" if one.wall else ""
            log = f"tracker interview done {one.id} --result {result}"
            yield (
                f"The {one.round}{when} took place and {came}. To log that: {log}; "
                f"if you did not go: tracker interview miss {one.id}"
            )


def _follows(other: Interview, one: Interview) -> bool:
    """Tell whether an interview is of a later round than another."""
    is_on = other.state is not InterviewState.CANCELLED
    return is_on and is_later(other, one) and round_of(other) != round_of(one)


def _hours(keys: Iterable[str], one: Pending) -> Iterator[str]:
    for key in _unstated(keys, one):
        yield f"{one.outlook.rates[key]:g} {DEFAULTS[key].meaning} (setting {key})."


def _job(one: Pending) -> Iterator[str]:
    for key in _unstated(_judgements(one), one):
        yield f"{_sentence(DEFAULTS[key].meaning)}: {one.outlook.rates[key]:g} (setting {key})."
    if one.case.likely is None and one.case.low is not None and one.case.high is not None:
        yield "The likely pay is midway between the low and the high."


def _heard(one: AnswerWorth) -> Iterator[str]:
    """Yield the chance of hearing back, by how the application came about."""
    awaited, rates = one.case.awaited, one.outlook.rates
    key = awaited.key if awaited and one.case.own_chance is None else None
    if awaited and key and key not in rates.overrides:
        yield _chance(rates, key, awaited.source, "applications were answered well")


def _unstated(keys: Iterable[str], one: Pending) -> list[str]:
    """Keep the defaults that the user has not put a figure of their own over, each once."""
    return [key for key in dict.fromkeys(keys) if key not in one.outlook.rates.overrides]


def _default_chances(one: Pending) -> Iterator[str]:
    """Yield the chances that the user's own results move, beside the defaults they start from."""
    case, rates = one.case, one.outlook.rates
    for (_, key), kind in zip(scoring.chances(case, rates), scoring.kinds(case), strict=True):
        if key != scoring.YOUR_OWN and key not in rates.overrides:
            yield _chance(rates, key, kind, f"{kind} rounds passed")


def _chance(rates: Rates, key: str, kind: str, record: str) -> str:
    """Say a default chance; where own results of that kind move it, they stand beside it."""
    chance, row, (passed, decided) = rates[key], DEFAULTS[key], rates.own.get(kind, (0, 0))
    own = ""
    if decided and row.weight is not None:
        own = f" (default {percent(chance)}, and {passed} of your {decided} {record})"
        chance = rates.chance(key, kind)
    return f"A chance of {percent(chance)} to {row.meaning}{own} (setting {key})."


def _practice(one: InterviewWorth) -> Iterator[str]:
    key, practice = "practice-odds", one.outlook.practice
    if key not in one.outlook.rates.overrides and abs(one.shares.get(Reason.PRACTICE, 0)) >= CENT:
        yield (
            f"Each interview makes the odds of the next of its kind {practice.odds_ratio:.3g} "
            f"times as good, at most {practice.cap} times (setting {key})."
        )


def _days(one: InterviewWorth) -> Iterator[str]:
    """Yield the days that nobody stated, as far as the decision looks at them."""
    case, rates = one.case, one.outlook.rates
    if one.interview.instant is None:
        yield "The interview has no time yet; it is taken to be in a week."
    unbooked = len(scoring.kinds(case)) - len(case.booked)
    yield from _response_days(one, unbooked)
    if one.solved is None:
        return
    timeless = sum(meetings[0].instant is None for meetings in one.booked[1:])
    yield from _later_days(one, unbooked + timeless)
    if one.tell_by is not None and "courtesy-days" not in rates.overrides:
        meaning = DEFAULTS["courtesy-days"].meaning
        yield f"{rates['courtesy-days']:g} {meaning} (setting courtesy-days)."


def _response_days(one: InterviewWorth, unbooked: int) -> Iterator[str]:
    """Yield how long they take to answer the rounds for which nobody named a day."""
    rates = one.outlook.rates
    due = [any(each.answer_due for each in meetings) for meetings in one.booked]
    if (all(due) and not unbooked) or "answer-days-round" in rates.overrides:
        return
    rest = "answer where they named no day" if any(due[1:]) else "answer each later round"
    each = rest if any(due) else "answer"
    yield f"They {each} in {rates['answer-days-round']:g} days (setting answer-days-round)."


def _answer_days(one: AnswerWorth) -> Iterator[str]:
    """Yield how long answers take, unless they named the day."""
    key = "answer-days-application" if scoring.is_application(one.case) else "answer-days-round"
    passed = one.case.awaited is not None and one.case.awaited.passed
    if not passed and key not in one.outlook.rates.overrides:
        yield f"{one.outlook.rates[key]:g} days: {DEFAULTS[key].meaning} (setting {key})."


def _later_days(one: Pending, later: int) -> Iterator[str]:
    """Yield how far apart the `later` rounds are, and how long an offer stays open."""
    rates = one.outlook.rates
    if later > 0 and "gap-days" not in rates.overrides:
        yield f"{rates['gap-days']:g} {DEFAULTS['gap-days'].meaning} (setting gap-days)."
    key = "offer-days-campus" if one.case.hiring is Hiring.CAMPUS else "offer-days"
    if key not in rates.overrides:
        yield f"Their offer would stay open for {rates[key]:g} days (setting {key})."


def _conversions(means: Means, used: set[str | None]) -> Iterator[str]:
    """Yield the user's own rates that amounts in these currencies, and their own, came by."""
    rates = (
        rate
        for currency in sorted({each for each in used if each} | means.currencies)
        for rate in means.rates.get(currency, ())
    )
    for rate in dict.fromkeys(rates):
        stated = f"1 {rate.currency} = {rate.amount:f} {rate.unit}"
        yield f"{stated}, as you said on {show_day(rate.stated_on)}."


def _judgements(one: Pending) -> Iterator[str]:
    """Yield the defaults behind the reasons that count in this case."""
    case, rates = one.case, one.outlook.rates
    if case.clarity is not None and rates[f"clarity-{case.clarity}"]:
        yield f"clarity-{case.clarity}"
    if case.enthusiasm is not None and rates[f"enthusiasm-{case.enthusiasm}"] != 1:
        yield f"enthusiasm-{case.enthusiasm}"
    if case.own_chance is None and case.enthusiasm in {1, 2}:
        yield f"enthusiasm-odds-{case.enthusiasm}"
    if not case.has_pay or _is_widened(case, rates):
        yield f"surprise-{scoring.NOBODY_SAID if case.knowledge is None else case.knowledge}"
    if case.new_people and case.enthusiasm != 1:
        yield "connection-hours"
    if case.wants_other_role and one.solved is not None:
        yield "redirect-granted"


def _is_widened(case: Case, rates: Rates) -> bool:
    plain = scoring.yearly_worth(case, rates, frozenset({Reason.SURPRISE}))
    return scoring.yearly_worth(case, rates) != plain


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def unknowns(one: InterviewWorth) -> Iterator[str]:
    """Yield what is unknown and could be said, with the way to say it."""
    yield from _unpriced(one)
    if one.case.clarity is None:
        yield "How clear your goals are, from 1 to 5: tracker profile set clarity 3"
    yield from _unrated(one)
    if one.case.new_people is None:
        number = one.interview.id
        yield f"How many people you would meet: tracker interview edit {number} --people 3"
    yield from lacking(one.application, must_haves_to_ask(one))
    yield from _unconverted(one)


def unknown_of_answer(one: AnswerWorth) -> Iterator[str]:
    """Yield what is unknown of an answer that is out, and could be said."""
    yield from _unpriced(one)
    yield from _unrated(one)
    yield from lacking(one.application, must_haves_to_ask(one))


def _unrated(one: Pending) -> Iterator[str]:
    edit = f"tracker application edit {one.application.id}"
    if one.case.enthusiasm is None:
        yield f"How keen you are, from 1 to 5: {edit} --enthusiasm 3"
    if one.case.knowledge is None:
        yield f"How well you know them, from 0 to 3: {edit} --known 2"


def lacking(application: Application, names: Iterable[str]) -> Iterator[str]:
    """Yield the must-haves of which nobody knows whether a job has them."""
    for name in names:
        edit = f"tracker application edit {application.id}"
        yield f"Whether it has {name}: {edit} --has {shlex.quote(name)}"


def _unpriced(one: Pending) -> Iterator[str]:
    application = one.application
    if not one.case.has_pay and application.pay_currency:
        yield _rate("its pay", application.pay_currency, one.means)
    elif not one.case.has_pay:
        yield f"What it pays: tracker application edit {application.id} --pay 120k-150k"
    if one.means.fallback is None:
        about, command = fallback_question(one.means)
        yield f"{_sentence(about)}: {command}"


def _unconverted(one: InterviewWorth) -> Iterator[str]:
    currency = one.means.currency
    if one.uncosted:
        edit = f"tracker interview edit {one.uncosted.id}"
        yield f"What {uncosted(one)} is in {currency}: {edit} --cost 250"
    for text in one.means.unrated:
        yield f"What {text} comes to in {currency}; it does not count without a rate."
    for offer in one.means.foreign:
        yield _rate(f"the offer {nouns.offer_title(offer)}", offer.currency, one.means)


def _rate(what: str, foreign: str, means: Means) -> str:
    """Return what is unknown for want of a rate, with the way to say one."""
    command = rate_question(foreign, means.currency)[1]
    return f"What {what} comes to in {means.currency}: {command}"
