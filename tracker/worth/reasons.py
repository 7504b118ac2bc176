"""Why to go or not: the job and the six reasons, each with its number and what it means here."""

from dataclasses import dataclass

from tracker.dates import show_day
from tracker.money import gain
from tracker.records.notes import counted
from tracker.scoring import case as scoring
from tracker.scoring.case import Reason
from tracker.words import Verdict
from tracker.worth.basis import amount
from tracker.worth.explain import cost, weekly
from tracker.worth.judged import InterviewWorth
from tracker.worth.means import OfferWorth
from tracker.worth.pending import CENT


@dataclass(frozen=True)
class Line:
    """A reason as it is shown: its name, its number as text, and what it means here."""

    reason: Reason
    amount: str
    text: str


def signed(amount: float, currency: str) -> str:
    """Return an amount with its sign, which is what it adds or takes."""
    shown = gain(abs(amount))
    sign = "" if shown == gain(0.0) else "+" if amount > 0 else "-"
    return f"{sign}{shown} {currency}"


def reasons(one: InterviewWorth) -> list[Line]:
    """List the job and the six reasons, each with how much less going would add without it."""
    return [Line(reason, _share(one, reason), _TEXTS[reason](one)) for reason in Reason]


def _share(one: InterviewWorth, reason: Reason) -> str:
    if reason not in one.shares:
        return "-" if reason is Reason.PRACTICE and one.solved is None else "?"
    return signed(one.shares[reason], one.means.currency)


def _why_job(one: InterviewWorth) -> str:
    if one.solved is None:
        return "its chance, times what it pays above what you would have otherwise"
    if one.shares.get(Reason.JOB, 0.0) <= -CENT:
        return "its chance, times what it adds, less what going would keep you from"
    return "its chance, times what it adds to all else that you have or may get"


def _why_clarity(one: InterviewWorth) -> str:
    if one.case.clarity is None:
        return "unknown: how clear your goals are"
    done = one.case.done_alike
    before = f", {counted(done, 'interview')} of this sort done already" if done else ""
    return f"what you learn about what you want; goals {one.case.clarity} of 5 clear{before}"


def _why_practice(one: InterviewWorth) -> str:
    left = one.outlook.practice.left(one.case.round)
    if not left or one.outlook.practice.odds_ratio == 1:
        return "you have had as much as counts"
    if abs(one.shares.get(Reason.PRACTICE, CENT)) < CENT:
        return "no interview worth going to gains by it"
    other = one.without_practice
    verdict_then = f"; without that: {other.upper()}" if other else ""
    if one.shares.get(Reason.PRACTICE, 0.0) < 0:
        return f"the practice that others give leaves less for this one to add{verdict_then}"
    return f"each interview makes the next of its kind go better{verdict_then}"


def _why_enthusiasm(one: InterviewWorth) -> str:
    level = one.case.enthusiasm
    if level is None:
        return "unknown: how keen you are; taken as neither for nor against"
    if level <= 2:  # noqa: PLR2004
        return f"{level} of 5: they notice, and it would be a dull job"
    return f"{level} of 5"


def _why_surprise(one: InterviewWorth) -> str:
    known = one.case.knowledge
    level = "taken as 1 of 3" if known is None else f"{known} of 3"
    told = f"how well you know them: {level}"
    return f"if it is better than it looks you win, if worse you refuse ({told})"


def _why_connections(one: InterviewWorth) -> str:
    people = one.case.new_people
    if people is None:
        return "unknown: how many people you would meet"
    if one.case.enthusiasm == 1:
        return "none count where you cannot hide that you are not keen"
    return "nobody new" if people == 0 else f"{people} new {'person' if people == 1 else 'people'}"


def _why_offer(one: InterviewWorth) -> str:
    if not one.means.offers:
        return "none"
    best = max(one.means.offers, key=lambda each: each.worth)
    if best.worth <= (one.means.fallback or 0):
        if best.refused:
            return f"{best.title} does not count: {best.refused}"
        little = "is worth no more to you" if best.moved else "pays no more"
        return f"{best.title} {little} than {one.means.fallback_from}"
    if one.alternative_offer is not None:
        pays = amount(one, one.alternative_offer.yearly)
        return f"{one.alternative_offer.title} pays {pays} a year and can wait"
    solved = one.decided.solution.offers[one.means.offers.index(best)] if one.decided else None
    helps = solved is not None and max(solved.extension_worth or (0.0,)) >= 1
    asking = "; ask them for more time" if helps else ""
    return f"{best.title} lapses{_deadline(best)}, before the answer{asking}"


def _why_cost(one: InterviewWorth) -> str:
    more = len(scoring.chances(one.case, one.outlook.rates)) - 1
    later = f", and {counted(more, 'later round')}" if more else ""
    full = f"; your {weekly(one)} hours that week go elsewhere" if one.is_crowded_out else ""
    return f"{cost(one)}{later}{full}"


_TEXTS = {
    Reason.JOB: _why_job,
    Reason.CLARITY: _why_clarity,
    Reason.PRACTICE: _why_practice,
    Reason.ENTHUSIASM: _why_enthusiasm,
    Reason.SURPRISE: _why_surprise,
    Reason.CONNECTIONS: _why_connections,
    Reason.OFFER: _why_offer,
    Reason.COST: _why_cost,
}


def _deadline(offer: OfferWorth) -> str:
    return f" on {show_day(offer.until.local.date())}" if offer.until else ""


def only_surprise(one: InterviewWorth) -> bool:
    """Tell whether nothing but the chance of a pleasant surprise speaks for going."""
    surprise = one.shares.get(Reason.SURPRISE, 0.0)
    return one.verdict is Verdict.KEEP and 0 < (one.gain or 0.0) <= surprise
