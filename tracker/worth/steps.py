"""What to do next and by when, in one line, and what to do with each offer, in words."""

import datetime as dt
from collections.abc import Iterator

from tracker import nouns
from tracker.dates import show_day, show_moment
from tracker.models import Interview
from tracker.money import gain, short
from tracker.records.notes import counted, listed, percent
from tracker.words import Verdict
from tracker.worth import Assessment, UndecidedOffer
from tracker.worth.explain import asked, of_two
from tracker.worth.judged import InterviewWorth
from tracker.worth.means import OfferWorth
from tracker.worth.offered import Answer, OfferAdvice, Outcomes

_NOTHING_BETTER = "nothing that may come is worth waiting for"

Step = tuple[dt.date, int, str]
"""The day of a step, what comes first on it, and what to do."""

NOW, SOON, LATER = range(3)
"""What comes first among the steps of one day."""


def next_step(assessment: Assessment, today: dt.date) -> str | None:
    """Return what to do next; None where nothing can be said, or there is nothing to do."""
    steps = sorted(_steps(assessment, today), key=lambda step: step[:2])
    return steps[0][2] if steps else None


def _steps(assessment: Assessment, today: dt.date) -> Iterator[Step]:
    for advice in assessment.offers:
        step = _offer_step(assessment, advice)
        if step:
            soon = advice.answer is Answer.ACCEPT_NOW or advice.best_extension is not None
            yield today if soon else advice.last_day or dt.date.max, NOW if soon else SOON, step
    for offer in assessment.undecided:
        found = _undecided_step(assessment, offer, today)
        if found:
            yield found
    for one in assessment.interviews:
        if one.courteous_by and one.verdict and not one.is_idle:
            yield _interview_step(assessment, one, one.courteous_by)


def _undecided_step(assessment: Assessment, offer: UndecidedOffer, today: dt.date) -> Step | None:
    if offer.refused:
        return None
    by = f" by {show_day(offer.last_day)}" if offer.last_day else ""
    if offer.is_best:
        said = f"Accept {offer.title}'s offer{by}: {_NOTHING_BETTER}."
        return today, NOW, " ".join([said, *accepted_before(assessment)])
    if not offer.last_day:
        return None
    if offer.missing:
        step = f"Answer {offer.title}{by}; to know what, say {offer.missing.about}."
    else:
        step = f"Answer {offer.title}{by}, and ask for more days first: asking costs nothing."
    return offer.last_day, SOON, step


def _offer_step(assessment: Assessment, advice: OfferAdvice) -> str | None:
    company = advice.offer.title
    if advice.answer is Answer.ACCEPT_NOW:
        by = f" by {show_day(advice.last_day)}" if advice.last_day else ""
        said = f"Accept {company}'s offer{by}: {_nothing_better(advice)}."
        return " ".join([said, *accepted_before(assessment)])
    if advice.last_day is None or advice.answer is Answer.DECLINE:
        return None
    if advice.best_extension is None:
        said = f"Answer {company} by {show_day(advice.last_day)}: {_then(advice)}."
        return " ".join([said, *accepted_before(assessment)])
    return asking(assessment, advice)


def accepted_before(assessment: Assessment) -> Iterator[str]:
    """Yield whose offer the user has accepted already, which another acceptance would break."""
    companies = [f"{one.application.company}'s" for one in assessment.accepted]
    if companies:
        yield f"You have accepted {listed(companies)} already, and would have to go back on that."


def asking(assessment: Assessment, advice: OfferAdvice) -> str:
    """Say how many more days to ask for, what they are worth, and what to do without them."""
    days, worth = advice.best_extension or (0, 0.0)
    gained = f"{gain(worth)} {assessment.means.currency}"
    return (
        f"Ask {advice.offer.title} for {counted(days, 'more day')}"
        f"{_before_declining(assessment, advice)}: that is worth {gained}, as their offer lapses "
        f"on {_lapse(advice)}. If they refuse: {_then(advice)}."
    )


def asking_first(assessment: Assessment, one: InterviewWorth) -> str | None:
    """Say which offer to ask more time for before one is declined that could be kept with it."""
    for advice in assessment.offers:
        if one.verdict is Verdict.DECLINE and one.case.id in advice.saves:
            days, worth = advice.best_extension or (0, 0.0)
            gained = f"{gain(worth)} {assessment.means.currency}"
            return (
                f"Ask {advice.offer.title} for {counted(days, 'more day')} first: that is worth "
                f"{gained}, and if they agree you need not decline."
            )
    return None


def _lapse(advice: OfferAdvice) -> str:
    """Name when an offer lapses, and by when to answer it where that is a day before."""
    until, last_day = advice.offer.until, advice.last_day
    if until is None or last_day is None:
        return ""
    day = until.local.date()
    return (
        show_day(day)
        if last_day >= day
        else f"{show_moment(until)}, so answer by {show_day(last_day)}"
    )


def _before_declining(assessment: Assessment, advice: OfferAdvice) -> str:
    """Name the interview that is declined only because the offer cannot wait for its answer."""
    for one in assessment.interviews:
        if one.verdict is Verdict.DECLINE and one.case.id in advice.saves:
            return f" before you decline {nouns.interview_title(one.interview)}"
    return ""


def _then(advice: OfferAdvice) -> str:
    if advice.answer is Answer.KEEP_OPEN:
        return "accept it that day, unless something better has come by then"
    if advice.answer is Answer.LAPSE:
        return "let it lapse, for what may still come is worth more"
    return "it is a close call" + ("; both ways are set out below" if advice.outcomes else "")


def _interview_step(assessment: Assessment, one: InterviewWorth, by: dt.date) -> Step:
    name = nouns.interview_title(one.interview)
    if assessment.is_by_itself(one):
        return by, SOON, f"Decide on {name} by {show_day(by)}: {_beside_offers(assessment, one)}."
    if one.beside is not None and (both := of_two(one)):
        return by, SOON, _elsewhen(one, one.beside, both)
    if one.verdict is Verdict.DECLINE:
        return by, SOON, f"Decline {name} by {show_day(by)}."
    if one.verdict is Verdict.REDIRECT:
        return by, SOON, f"Ask {asked(one, f'instead of {name} by {show_day(by)}')}."
    if one.verdict is Verdict.HOLD and one.decide_by:
        return one.decide_by, LATER, f"Decide on {name} by {show_day(one.decide_by)}."
    day = one.today + dt.timedelta(days=one.case.day)
    return day, LATER, f"Prepare for {name}, {show_day(day)}."


def _beside_offers(assessment: Assessment, one: InterviewWorth) -> str:
    """Say what an interview of a hunt that is too large comes to by itself."""
    besides = "beside your offers alone" if assessment.means.offers else "by itself"
    return f"{besides} it is one to {one.verdict}"


def _elsewhen(one: InterviewWorth, other: Interview, both: str) -> str:
    """Say to ask for another time, of the one of two interviews that would be left."""
    company, by = one.interview.application.company, one.tell_by
    when = f" by {show_day(by)}" if by else ""
    refused = "decline it" if one.verdict is Verdict.DECLINE else "hold it"
    return (
        f"Ask {company}{when} for another time: {nouns.interview_title(one.interview)} is at the "
        f"same time as {nouns.interview_title(other)}, and {both}. If they refuse: {refused}."
    )


def answer(advice: OfferAdvice) -> str:
    """Say what to do with an offer, and until when."""
    until = f" until {show_day(advice.last_day)}" if advice.last_day else ""
    if advice.answer is Answer.KEEP_OPEN:
        return f"keep it open{until}, then accept it unless something better came"
    if advice.answer is Answer.LAPSE:
        first = ", but ask for more days first" if advice.best_extension else ""
        lapses = (
            f"let it lapse after {show_day(advice.last_day)}" if advice.last_day else "let it go"
        )
        return f"{lapses}{first}"
    if advice.answer is Answer.CLOSE_CALL:
        below = ": see below" if advice.outcomes else ""
        return f"close call{until}{': ask for more days first' if advice.best_extension else below}"
    return {
        Answer.ACCEPT_NOW: f"accept it now{_at_the_latest(advice)}: {_nothing_better(advice)}",
        Answer.DECLINE: f"decline it: {advice.against}",
    }[advice.answer]


def unanswered(offer: UndecidedOffer) -> str:
    """Say why nothing can be said of what to do with an offer, and until when it stands."""
    if offer.refused:
        return f"decline it: {offer.refused}"
    by = f"; answer by {show_day(offer.last_day)}" if offer.last_day else ""
    if offer.is_best:
        return f"accept it now{_at_the_latest(offer)}: {_NOTHING_BETTER}"
    if offer.missing is None:
        return f"unknown, because the hunt is too large to be decided as a whole{by}"
    return f"unknown, because you have not said {offer.missing.about}{by}"


def _at_the_latest(one: OfferAdvice | UndecidedOffer) -> str:
    return f", by {show_day(one.last_day)} at the latest" if one.last_day else ""


def _nothing_better(advice: OfferAdvice) -> str:
    in_time = " in time" if advice.last_day else ""
    return f"nothing that may come{in_time} is worth waiting for"


def worth_to_you(offer: OfferWorth, currency: str) -> str | None:
    """Say what an offer is worth to the user, and why, where that is not what it pays."""
    if offer.refused or not offer.moved:
        return None
    pays, worth = short(offer.pays, currency), short(offer.yearly, currency)
    return f"pays {pays} a year, worth {worth} to you: {listed(list(offer.moved))}."


def offer_notes(assessment: Assessment) -> Iterator[str]:
    """Yield what has to be said of an offer beside what to do with it."""
    currency = assessment.means.currency
    for one in assessment.offers:
        worth = worth_to_you(one.offer, currency)
        if worth:
            yield f"{one.offer.title} {worth}"
        if one.outcomes is not None:
            yield f"{one.offer.title}: {outcomes(one.outcomes, currency)}"


def more_days(advice: OfferAdvice, days: int) -> str:
    """Return what so many more days would be worth, as a figure; empty without a deadline."""
    worth = advice.extension.get(days)
    return "" if worth is None else gain(max(worth, 0.0))


def outcomes(found: Outcomes, currency: str) -> str:
    """Set both outcomes of letting an offer lapse side by side."""
    return (
        f"If it lapses: {percent(found.worse)} that you end with less, by "
        f"{short(found.less, currency)} a year on average; {percent(found.better)} that you end "
        f"with more, by {short(found.more, currency)} a year."
    )
