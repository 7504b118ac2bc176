"""What a verdict rests on that nobody stated: what is assumed for it, and what is unknown."""

import shlex
from collections.abc import Iterable, Iterator

from tracker import nouns
from tracker.dates import show_day
from tracker.money import short, show_amount
from tracker.scoring import case as scoring
from tracker.scoring import facts as of
from tracker.scoring.base_rates import DEFAULTS, Rates
from tracker.scoring.case import Case, Reason
from tracker.words import Hiring
from tracker.worth.explain import CENT
from tracker.worth.judged import InterviewWorth
from tracker.worth.questions import fallback_question, must_haves_to_ask


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
    yield from dict.fromkeys(_default_chances(one))
    yield from _practice(one)
    for key in _unstated([*scoring.hours(case, rates)[1], *scoring.later_hours(case, rates)], one):
        yield f"{rates[key]:g} {DEFAULTS[key].meaning} (setting {key})."
    for key in _unstated(_judgements(one), one):
        yield f"{_sentence(DEFAULTS[key].meaning)}: {rates[key]:g} (setting {key})."
    if case.likely is None and case.low is not None and case.high is not None:
        yield "The likely pay is midway between the low and the high."
    if case.wants_other_role and one.solved is not None:
        yield "The other role pays what this one does, and takes as many rounds and hours."
    yield from _days(one)
    yield from dict.fromkeys(_conversions(one))


def _unstated(keys: Iterable[str], one: InterviewWorth) -> list[str]:
    """Keep the defaults that the user has not put a figure of their own over, each once."""
    return [key for key in dict.fromkeys(keys) if key not in one.outlook.rates.overrides]


def _default_chances(one: InterviewWorth) -> Iterator[str]:
    """Yield the chances that the user's own results move, beside the defaults they start from."""
    case, rates = one.case, one.outlook.rates
    used = [] if case.own_chance is not None else scoring.chances(case, rates)
    kinds = (case.round, *of.later_rounds(case.round, len(used) - 1))
    for (_, key), kind in zip(used, kinds, strict=False):
        if key in rates.overrides:
            continue
        chance, row, (passed, decided) = rates[key], DEFAULTS[key], rates.own.get(kind, (0, 0))
        own = ""
        if decided and row.weight is not None:
            own = f" (default {chance:.0%}, and {passed} of your {decided} {kind} rounds passed)"
            chance = rates.chance(key, kind)
        yield f"A chance of {chance:.0%} to {row.meaning}{own} (setting {key})."


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
    later = len(scoring.chances(case, rates)) - 1
    due = one.interview.answer_due
    each = "answer" if due is None else "answer each later round"
    if (later or due is None) and "answer-days-round" not in rates.overrides:
        days = f"{rates['answer-days-round']:g} days"
        yield f"They {each} in {days} (setting answer-days-round)."
    if one.solved is None:
        return
    if later > (case.next_day is not None) and "gap-days" not in rates.overrides:
        yield f"{rates['gap-days']:g} {DEFAULTS['gap-days'].meaning} (setting gap-days)."
    key = "offer-days-campus" if case.hiring is Hiring.CAMPUS else "offer-days"
    if key not in rates.overrides:
        yield f"Their offer would stay open for {rates[key]:g} days (setting {key})."
    if one.tell_by is not None and "courtesy-days" not in rates.overrides:
        meaning = DEFAULTS["courtesy-days"].meaning
        yield f"{rates['courtesy-days']:g} {meaning} (setting courtesy-days)."


def _conversions(one: InterviewWorth) -> Iterator[str]:
    """Yield the user's own rates that amounts were converted by."""
    application, interview = one.interview.application, one.interview
    used = {application.pay_currency, interview.cost_currency if interview.cash_cost else None}
    for currency in sorted({each for each in used if each} | one.means.currencies):
        for rate in one.means.rates.get(currency, ()):
            stated = f"1 {rate.currency} = {rate.amount:f} {rate.unit}"
            yield f"{stated}, as you said on {show_day(rate.stated_on)}."


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
    edit = f"tracker application edit {one.interview.application.id}"
    if one.case.clarity is None:
        yield "How clear your goals are, from 1 to 5: tracker profile set clarity 3"
    if one.case.enthusiasm is None:
        yield f"How keen you are, from 1 to 5: {edit} --enthusiasm 3"
    if one.case.knowledge is None:
        yield f"How well you know them, from 0 to 3: {edit} --known 2"
    if one.case.new_people is None:
        number = one.interview.id
        yield f"How many people you would meet: tracker interview edit {number} --people 3"
    for name in must_haves_to_ask(one):
        yield f"Whether it has {name}: {edit} --has {shlex.quote(name)}"
    yield from _unconverted(one)


def _unpriced(one: InterviewWorth) -> Iterator[str]:
    application = one.interview.application
    if not one.case.has_pay and application.pay_currency:
        pay = application.pay_currency
        yield f"What its pay comes to in {one.means.currency}; it is in {pay}, without a rate."
    elif not one.case.has_pay:
        yield f"What it pays: tracker application edit {application.id} --pay 120k-150k"
    if one.means.fallback is None:
        about, command = fallback_question(one.means)
        yield f"{_sentence(about)}: {command}"


def _unconverted(one: InterviewWorth) -> Iterator[str]:
    currency, edit = one.means.currency, f"tracker interview edit {one.interview.id}"
    if one.case.cash_cost is None:
        yield f"What its cost of {_cost(one)} is in {currency}: {edit} --cost 250"
    for text in one.means.unrated:
        yield f"What {text} comes to in {currency}; it does not count without a rate."
    for offer in one.means.foreign:
        yield f"What the offer {nouns.offer_title(offer)} comes to in {currency}; it has no rate."


def _cost(one: InterviewWorth) -> str:
    cost, currency = one.interview.cash_cost, one.interview.cost_currency
    return show_amount(cost, currency) if cost and currency else ""
