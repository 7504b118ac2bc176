"""What a verdict rests on that nobody stated: what is assumed for it, and what is unknown."""

from collections.abc import Iterable, Iterator

from tracker.money import short, show_amount
from tracker.scoring import case as scoring
from tracker.scoring.base_rates import DEFAULTS, Rates
from tracker.scoring.case import Case, Reason
from tracker.worth.judged import InterviewWorth
from tracker.worth.questions import fallback_question


def assumptions(one: InterviewWorth) -> Iterator[str]:
    """Yield what was assumed because nobody said otherwise, with the name of its setting."""
    rates, case = one.outlook.rates, one.case
    if "years" not in rates.overrides:
        yield f"You would stay {rates['years']:g} years (setting years)."
    if one.outlook.hour_value is not None and one.means.hour_from != "as you said":
        by = one.means.hour_from if one.means.hour_value is not None else "this job's pay"
        yield (
            f"An hour is worth {short(one.outlook.hour_value, one.means.currency)}: {by} / "
            f"{rates['working-hours-a-year']:g} x {rates['stress-factor']:g} (setting hour-value)."
        )
    yield from _default_chances(one)
    for key in _unstated([*scoring.hours(case, rates)[1], *scoring.later_hours(case, rates)], one):
        yield f"{rates[key]:g} {DEFAULTS[key].meaning} (setting {key})."
    for key in _unstated(_judgements(one), one):
        yield f"{_sentence(DEFAULTS[key].meaning)}: {rates[key]:g} (setting {key})."
    if case.likely is None and case.low is not None and case.high is not None:
        yield "The likely pay is midway between the low and the high."
    if one.interview.instant is None:
        yield "The interview has no time yet; it is taken to be in a week."
    if one.interview.answer_due is None and "answer-days-round" not in rates.overrides:
        yield f"They answer in {rates['answer-days-round']:g} days (setting answer-days-round)."


def _unstated(keys: Iterable[str], one: InterviewWorth) -> list[str]:
    """Keep the defaults that the user has not put a figure of their own over, each once."""
    return [key for key in dict.fromkeys(keys) if key not in one.outlook.rates.overrides]


def _default_chances(one: InterviewWorth) -> Iterator[str]:
    rates = one.outlook.rates
    used = [] if one.case.own_chance is not None else scoring.chances(one.case, rates)
    for key in _unstated((key for _, key in used), one):
        yield f"A chance of {rates[key]:.0%} to {DEFAULTS[key].meaning} (setting {key})."


def _judgements(one: InterviewWorth) -> Iterator[str]:
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


def _is_widened(case: Case, rates: Rates) -> bool:
    plain = scoring.yearly_worth(case, rates, frozenset({Reason.SURPRISE}))
    return scoring.yearly_worth(case, rates) != plain


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def unknowns(one: InterviewWorth) -> Iterator[str]:
    """Yield what is unknown and could be said, with the way to say it."""
    application, number = one.interview.application, one.interview.id
    edit = f"tracker application edit {application.id}"
    pay = application.pay_currency
    if not one.case.has_pay and pay:
        yield f"What its pay comes to in {one.means.currency}; it is in {pay}, without a rate."
    elif not one.case.has_pay:
        yield f"What it pays: {edit} --pay 120k-150k"
    if one.means.fallback is None:
        about, command = fallback_question(one.means)
        yield f"{_sentence(about)}: {command}"
    if one.case.clarity is None:
        yield "How clear your goals are, from 1 to 5: tracker profile set clarity 3"
    if one.case.enthusiasm is None:
        yield f"How keen you are, from 1 to 5: {edit} --enthusiasm 3"
    if one.case.knowledge is None:
        yield f"How well you know them, from 0 to 3: {edit} --known 2"
    if one.case.new_people is None:
        yield f"How many people you would meet: tracker interview edit {number} --people 3"
    if one.case.cash_cost is None:
        edit = f"tracker interview edit {number}"
        yield f"What its cost of {_cost(one)} is in {one.means.currency}: {edit} --cost 250"
    for text in one.means.foreign:
        yield f"What the offer {text} comes to in {one.means.currency}; it has no rate."


def _cost(one: InterviewWorth) -> str:
    cost, currency = one.interview.cash_cost, one.interview.cost_currency
    return show_amount(cost, currency) if cost and currency else ""
