"""What a verdict rests on, in words: of an interview to come and of an answer that is out."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tracker.dates import show_day
from tracker.models import Interview
from tracker.money import gain, short, show_amount
from tracker.records.notes import counted, listed, percent
from tracker.scoring import case as scoring
from tracker.worth.judged import InterviewWorth
from tracker.worth.means import OfferWorth
from tracker.worth.pending import Pending
from tracker.worth.questions import fallback_question


def amount(one: Pending, money: float | None) -> str:
    """Return an amount in the currency of all."""
    return short(money or 0.0, one.means.currency)


def years(one: Pending) -> str:
    """Name the horizon that amounts are over."""
    planned = one.means.years
    return "a year" if planned == 1 else f"{planned:g} years"


def over(one: Pending, worth: float | None) -> str:
    """Return an amount over the horizon."""
    return f"{gain(worth or 0.0)} {one.means.currency} over {years(one)}"


def minds_risk(one: Pending) -> bool:
    return one.outlook.risk_tolerance is not None


def tolerance(one: Pending) -> str:
    return f"your risk-tolerance is {amount(one, one.outlook.risk_tolerance)}"


def risk(one: Pending) -> Iterator[tuple[str, str]]:
    """Yield the fact that amounts are certain ones, for whoever minds risk."""
    if minds_risk(one):
        yield "risk", f"{tolerance(one)}; amounts are what you would take for certain instead"


def job_worth(one: Pending) -> str:
    """Say what the job is worth, or why that is nothing or unknown."""
    if not one.case.has_pay:
        pay = one.application.pay_currency
        return f"paid in {pay}, for which no rate is known" if pay else "what it pays is unknown"
    points = [worth for _, worth in scoring.yearly_worth(one.case, one.outlook.rates)]
    low, likely, high = (amount(one, worth) for worth in points)
    if one.case.lacks:
        return f"worth nothing to you: it lacks a must-have, {one.case.lacks}"
    if points[-1] == 0:
        least = amount(one, one.case.least)
        return f"worth nothing to you: it pays less than {least} a year, the least you would take"
    if points[0] == 0:
        least = amount(one, one.case.least)
        return f"worth up to {high} a year to you; refused if it pays less than {least}"
    return f"worth {likely} a year to you; 1 in 10 that it is under {low}, 1 in 10 over {high}"


def offer_chance(one: Pending) -> str:
    """Say how likely an offer is in the end, and by which rounds."""
    each, whole = scoring.chances(one.case, one.outlook.rates), one.chance
    if one.case.own_chance is not None:
        return f"{percent(whole)} of an offer in the end, as you said"
    rounds = counted(len(each), "round")
    steps = " x ".join(percent(chance) for chance, _ in each)
    said = [f"the {later.round}" for later in one.case.following if later.own_chance is not None]
    own = f", as you said of {listed(said)}" if said else ""
    return f"{percent(whole)} of an offer in the end, {rounds} to go" + (
        f" ({steps}{own})" if len(each) > 1 else ""
    )


def stated_cost(one: Interview) -> str:
    """Return a cost in cash as it was stated, in its own currency."""
    cost, currency = one.cash_cost, one.cost_currency
    return show_amount(cost, currency) if cost and currency else ""


def uncosted(one: InterviewWorth) -> str:
    """Name the cost that has no rate."""
    if one.uncosted is None or one.uncosted is one.interview:
        return f"its cost of {stated_cost(one.interview)}"
    return f"the cost of {stated_cost(one.uncosted)} for the {one.uncosted.round}"


def against(one: Pending) -> str:
    """Say what going is held against: the best that can wait, and a better offer that cannot."""
    offer, fallback = one.alternative_offer, one.means.fallback
    if offer is not None:
        held, text = offer.worth, f"{amount(one, offer.yearly)} a year, {_offer_from(offer)}"
    elif one.means.fallback_currency and fallback is None:
        return f"unknown: {fallback_question(one.means)[0]}"
    elif fallback is None:
        return "unknown: what you would have if nothing came of all this"
    else:
        level = amount(one, fallback / one.means.years)
        held, text = fallback, f"{level} a year, {one.means.fallback_from}"
    return "".join([text, *_besides(one, held)])


def _besides(one: Pending, held: float) -> Iterator[str]:
    """Yield what else it is held against: a better offer that cannot wait, other chances."""
    better = max(one.means.offers, key=lambda each: each.worth, default=None)
    if one.solved is None or one.decided is None:
        return
    if better is not None and better.worth > held and better.until:
        yield f", and {_offer_from(better)} up to {show_day(better.until.local.date())}"
    others = len(one.decided.cases) - 1
    if others:
        yield f"; and what may come of {others} other{'s' if others > 1 else ''}"


def _offer_from(offer: OfferWorth) -> str:
    return f"the offer from {offer.title}"


def how_sure(said: str, readings: Sequence[str]) -> str:
    """Say in how many readings the same is said, and what in the others."""
    count = Counter(readings)
    same = count.pop(said, 0)
    others = [f"{word.upper()} in {number}" for word, number in count.most_common()]
    rest = f"; {listed(others)}" if others else ""
    close = "" if same * 2 > len(readings) else " It is a close call: go by what you feel."
    return (
        f"How sure: {said.upper()} in {same} of {len(readings)} readings of the chances and "
        f"worths{rest}.{close}"
    )
