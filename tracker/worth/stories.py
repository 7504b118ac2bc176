"""The whole story of one thing that is decided about: an interview, an offer, an answer awaited."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker import nouns
from tracker.dates import Moment, distance, show_day
from tracker.models import Application, Interview, Offer
from tracker.money import short, show_amount, show_pay
from tracker.records import offers
from tracker.records.notes import counted, listed, percent
from tracker.scoring.assembly import awaited_chance
from tracker.scoring.base_rates import Rates
from tracker.scoring.case import is_application
from tracker.words import Verdict
from tracker.worth import Assessment, Subject, UndecidedOffer, explain, reasons, steps, unstated
from tracker.worth.awaited import AnswerWorth, Stance
from tracker.worth.basis import against, amount, how_sure, job_worth, minds_risk, over, risk
from tracker.worth.decided import Decided
from tracker.worth.judged import InterviewWorth
from tracker.worth.means import Means, OfferWorth
from tracker.worth.offered import Answer, OfferAdvice, readings
from tracker.worth.pending import Pending
from tracker.worth.questions import Question, fallback_question, question_for, unknown_must_haves

Row = tuple[str, str, str]
"""An amount, what it belongs to, and a word on it."""

_NO_PAY = "Nothing says yet what this job pays"

MOST = 5
"""How much of what may still come is listed beside an offer."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """What is told of it, in the order in which it is: first what to do, last what to ask.

    `rests_on` are labelled facts, `listed` are tables by their headings.
    """

    says: Sequence[str]
    rests_on: Sequence[tuple[str, str]]
    listed: Sequence[tuple[str, Sequence[Row]]] = ()
    assumed: Sequence[str] = ()
    unknown: Sequence[str] = ()
    question: Question | None = None


def of(assessment: Assessment, subject: Subject) -> Story:
    """Tell what is to be told of it."""
    match subject:
        case InterviewWorth():
            return _of_interview(assessment, subject)
        case OfferAdvice():
            return _of_offer(assessment, subject)
        case UndecidedOffer():
            return _of_undecided(subject)
        case AnswerWorth():
            return _of_answer(assessment, subject)


def title(subject: Subject) -> tuple[str, Moment | None, str]:
    """Return what it is called, the moment that it is at, and what is said where it has none."""
    match subject:
        case InterviewWorth():
            return f"{explain.title(subject)}, ", subject.interview.moment, "no time fixed yet"
        case OfferAdvice():
            return _offer_title(subject.offer.offer)
        case UndecidedOffer():
            return _offer_title(subject.offer)
        case AnswerWorth():
            return f"{subject.application.title}: ", None, f"waiting for {_waiting(subject)}"


def belonging(
    assessment: Assessment, meant: Interview | Application, subject: Subject
) -> Iterator[str]:
    """Yield how an interview is part of what is decided, where it is not that itself."""
    if not isinstance(meant, Interview):
        return
    named = nouns.interview_title(meant)
    named = f"{named} of {show_day(meant.wall.date())}" if meant.wall else named
    match subject:
        case InterviewWorth() if subject.interview is not meant:
            yield f"{named} {_part(meant, subject)}:"
        case OfferAdvice() | UndecidedOffer() if meant in assessment.settled:
            off = f"If it is off: tracker interview cancel {meant.id}"
            yield f"{named} is not weighed, as you have their offer. {off}"


def _part(meant: Interview, one: InterviewWorth) -> str:
    if meant in one.booked[0]:
        return "is part of this round, and decided with it"
    if any(meant in meetings for meetings in one.booked):
        return "comes after this, and is decided with it"
    return "is over; this is what comes next"


def _offer_title(offer: Offer | None) -> tuple[str, Moment | None, str]:
    if offer is None:
        return "", None, "a supposed offer"
    called = f"{offer.application.title}: offer of {show_pay(nouns.offer_pay(offer))}"
    if offer.moment is None:
        return called, None, ", with no deadline"
    return f"{called}, open until ", offer.moment, ""


def _waiting(one: AnswerWorth) -> str:
    awaited = one.case.awaited
    if awaited and awaited.passed:
        return f"what comes after the {one.case.round} you passed"
    is_sent = is_application(one.case)
    return "word on the application" if is_sent else f"the answer to the {one.case.round}"


def _of_interview(assessment: Assessment, one: InterviewWorth) -> Story:
    asking = steps.asking_first(assessment, one)
    says = [
        explain.headline(one),
        _ruled_out(assessment, one),
        asking,
        explain.called_off(one, has_asked_first=asking is not None),
        explain.drop_above(one),
        explain.solidity(one),
    ]
    if reasons.only_surprise(one):
        says.append("Nothing but the chance of a pleasant surprise speaks for going.")
    lines = reasons.reasons(one) if one.is_explained else []
    rows = [(line.amount, explain.TITLES[line.reason], line.text) for line in lines]
    question = question_for([one])
    return Story(
        says=[text for text in says if text],
        rests_on=explain.facts(one),
        listed=[("What makes the gain: the job itself, and what each reason adds to it", rows)],
        assumed=list(unstated.assumptions(one)),
        unknown=list(unstated.unknowns(one)),
        question=question if question and question.changes else None,
    )


def _ruled_out(assessment: Assessment, one: InterviewWorth) -> str | None:
    """Name the better thing for whose sake it is declined, unless that is said already."""
    if explain.is_barred_by_another(one):
        return None
    if one.is_crowded_out and (kept := _kept_that_week(assessment, one)):
        return f"Those hours go to {listed(kept)}."
    if one.ruled_out_by is not None:
        better, verdict = one.ruled_out_by
        return f"But for {_called(assessment, better)} the answer would be {verdict.upper()}."
    if one.verdict is Verdict.DECLINE and one.beside is not None and one.is_beside_better:
        return f"It is also at the same time as {nouns.interview_title(one.beside)}, worth more."
    return None


def _called(assessment: Assessment, name: str) -> str:
    """Return what a case is called by its id, or an offer by its title."""
    called = {each.case.id: explain.title(each) for each in assessment.interviews}
    called |= {
        each.case.id: f"the answer of {each.application.title}" for each in assessment.answers
    }
    return called.get(name, f"the offer from {name}")


def _kept_that_week(assessment: Assessment, one: InterviewWorth) -> list[str]:
    kept = [each for each in assessment.interviews if each.verdict in {Verdict.KEEP, Verdict.HOLD}]
    return [explain.title(each) for each in kept if each.week == one.week]


def _of_offer(assessment: Assessment, advice: OfferAdvice) -> Story:
    means, offer = assessment.means, advice.offer
    rates = assessment.decided.outlook.rates if assessment.decided else Rates()
    coming = _coming(assessment, advice)
    return Story(
        says=list(_offer_says(assessment, advice)),
        rests_on=[
            *_terms(offer, means),
            ("last day", show_day(advice.last_day) if advice.last_day else "none was named"),
            ("against", f"{short(_fallback(means), means.currency)} a year, {means.fallback_from}"),
        ],
        listed=[
            ("What more days to answer would be worth", list(_more_days(advice, means))),
            ("What may still come, and what it adds to what you hold", coming),
        ],
        assumed=list(unstated.of_offers(means, rates, is_alone=not coming)),
        unknown=list(_unknown(offer, means)),
    )


def _fallback(means: Means) -> float:
    return (means.fallback or 0.0) / means.years


def _offer_says(assessment: Assessment, advice: OfferAdvice) -> Iterator[str]:
    said, currency = steps.answer(advice), assessment.means.currency
    yield f"{said.replace(advice.answer.value, advice.answer.value.upper(), 1)}."
    if advice.answer is not Answer.DECLINE:
        yield from steps.accepted_before(assessment)
    if advice.best_extension and advice.answer is not Answer.DECLINE:
        yield steps.asking(assessment, advice)
    if advice.answer is Answer.LAPSE:
        yield (
            "That stays right when the figures are moved about, when practice counts for nothing, "
            "and even when all chances are halved."
        )
    if advice.answer is Answer.CLOSE_CALL and not advice.is_weighed:
        yield (
            "Letting it lapse is right by the likeliest figures; this hunt is too large to weigh "
            "that in every reading of what is uncertain."
        )
    elif advice.answer is Answer.CLOSE_CALL:
        yield (
            "By the likeliest figures what may still come is worth more; by somewhat other ones, "
            "or with half the chances, it may not be. Go by what you can afford to lose."
        )
    if advice.outcomes is not None:
        yield steps.outcomes(advice.outcomes, currency)
    if advice.answer is not Answer.DECLINE and assessment.decided:
        lapse = advice.answer in {Answer.LAPSE, Answer.CLOSE_CALL}
        answer, read = (
            Answer.LAPSE if lapse else advice.answer,
            readings(assessment.decided, advice),
        )
        if read:
            yield how_sure(answer, read)


def _terms(offer: OfferWorth, means: Means) -> Iterator[tuple[str, str]]:
    pays = f"{short(offer.pays, means.currency)} a year"
    parts = _parts(offer.offer) if offer.offer else []
    yield "it pays", f"{pays}: {listed(parts)}" if parts[1:] else pays
    if offer.refused:
        yield "to you", f"worth nothing: {offer.refused}"
    elif offer.moved:
        worth = short(offer.yearly, means.currency)
        yield "to you", f"worth {worth} a year: {listed(list(offer.moved))}"


def _parts(offer: Offer) -> list[str]:
    """Name what an offer is made of, its pay first."""
    more = [
        f"{name} {show_amount(value, offer.currency)}"
        for name in offers.AMOUNTS
        if (value := getattr(offer, name))
    ]
    return [show_pay(nouns.offer_pay(offer)), *more]


def _more_days(advice: OfferAdvice, means: Means) -> Iterator[Row]:
    if advice.answer is Answer.DECLINE:
        return
    more = advice.extension | dict([advice.further] if advice.further else [])
    for days, worth in more.items():
        yield reasons.signed(max(worth, 0.0), means.currency), counted(days, "more day"), ""


def _coming(assessment: Assessment, advice: OfferAdvice) -> list[Row]:
    """List what may still lead to another offer, the most worth first."""
    pending: list[tuple[Pending, str]] = [
        *((one, explain.title(one)) for one in assessment.interviews),
        *((one, one.application.title) for one in assessment.answers),
    ]
    rows = [
        (one.solved.option_worth, called, _when(one, advice))
        for one, called in pending
        if one.solved
    ]
    most = sorted(rows, key=lambda row: -row[0])[:MOST]
    currency = assessment.means.currency
    return [(reasons.signed(worth, currency), called, when) for worth, called, when in most]


def _when(one: Pending, advice: OfferAdvice) -> str:
    """Say how likely an offer is, and when; also by how much too late to choose between the two."""
    day, last = one.offer_day, advice.last_day
    late = (day - last).days if last else 0
    in_time = f", {counted(late, 'day')} after the last day to answer" if late > 0 else ""
    return f"{percent(one.chance)} of an offer, on {show_day(day)}{in_time}"


def _unknown(offer: OfferWorth, means: Means) -> Iterator[str]:
    if offer.offer:
        application = offer.offer.application
        yield from unstated.lacking(application, unknown_must_haves(application, means))
        if application.enthusiasm is None:
            edit = f"tracker application edit {application.id}"
            yield f"How keen you are, from 1 to 5: {edit} --enthusiasm 3"


def _of_undecided(one: UndecidedOffer) -> Story:
    said = steps.unanswered(one)
    first, rest = said.split(maxsplit=1)
    return Story(
        says=[f"{first.upper()} {rest}."],
        rests_on=[
            ("it pays", f"{short(one.pays, one.currency)} a year"),
            ("last day", show_day(one.last_day) if one.last_day else "none was named"),
        ],
        question=None if one.refused else one.missing,
    )


def _of_answer(assessment: Assessment, one: AnswerWorth) -> Story:
    return Story(
        says=list(_answer_says(assessment, one)),
        rests_on=list(_answer_facts(one)),
        assumed=list(unstated.of_answer(one)) if one.case.has_pay else [],
        unknown=list(unstated.unknown_of_answer(one)),
    )


def _answer_says(assessment: Assessment, one: AnswerWorth) -> Iterator[str]:
    means = assessment.means
    if not one.case.has_pay:
        why = f"It is {job_worth(one)}" if one.application.pay_currency else _NO_PAY
        yield f"UNKNOWN. {why}, so that it is left out."
    elif means.fallback is None:
        yield f"UNKNOWN. You have not said {fallback_question(means)[0]}."
    elif assessment.decided is None:
        yield "UNKNOWN. The hunt is too large to be decided as a whole; waiting is free."
    else:
        yield f"{one.stance.upper()}. {_stance(one)}"
        yield from _outside(one, assessment.decided)
    if one.flip is not None:
        level = amount(one, one.flip)
        yield f"It adds nothing once you hold an offer worth {level} a year or more."
    if one.readings:
        yield how_sure(one.stance, one.readings)


def _stance(one: AnswerWorth) -> str:
    """Say why to wait, or why not."""
    if one.stance is Stance.CLOSE:
        close = f"tracker application close {one.application.id} withdrawn"
        return f"Nothing that they could answer adds to the offer that you accepted: {close}"
    if one.stance is Stance.LEAVE:
        return "No answer of theirs adds to what you have; waiting is free all the same."
    if one.adds is None:
        return f"That is free, and could add {over(one, one.at_most)} at most."
    if minds_risk(one):
        return (
            f"Its answer is as good to you as {over(one, one.adds)} for certain; waiting is free."
        )
    return f"Its answer is expected to add {over(one, one.adds)}, and waiting is free."


def _outside(one: AnswerWorth, decided: Decided) -> Iterator[str]:
    """Say what it means that it is no part of the decision."""
    if one.adds is None and one.stance is Stance.WAIT:
        left = counted(len(decided.left_out), "answer")
        yield (
            "It is left out of the decision, as more answers are awaited than can be weighed at "
            f"once: {left}, which could add {over(one, decided.at_most)} at most, all together."
        )


def _answer_facts(one: AnswerWorth) -> Iterator[tuple[str, str]]:
    day = one.today + dt.timedelta(days=one.case.day)
    yield "expected", f"about {show_day(day)}, {distance(day, one.today)}"
    yield "a yes", _yes(one)
    yield "an offer", _in_the_end(one)
    yield "so far", _record(one)
    yield "the job", job_worth(one)
    yield "against", against(one)
    yield from risk(one)


def _yes(one: AnswerWorth) -> str:
    awaited = one.case.awaited
    if awaited is None or not awaited.silent:
        return percent(one.chance_of_yes)
    before = replace(one.case, awaited=replace(awaited, silent=0))
    first = percent(awaited_chance(before, one.outlook.rates))
    silent = counted(round(awaited.silent), "day")
    return f"{percent(one.chance_of_yes)}; it was {first} before {silent} of silence"


def _in_the_end(one: AnswerWorth) -> str:
    later = one.later_chances
    if not later:
        return f"{percent(one.chance)} in the end: a yes is an offer"
    steps_ = " x ".join(percent(chance) for chance in later)
    rounds = counted(len(later), "round")
    return f"{percent(one.chance)} in the end: after a yes {rounds} to go ({steps_})"


def _record(one: AnswerWorth) -> str:
    """Say how the user's own answers of this sort were."""
    awaited = one.case.awaited
    sent = awaited is not None and is_application(one.case)
    kind = awaited.source if awaited and sent else one.case.round.value
    passed, decided = one.outlook.rates.own.get(kind, (0, 0))
    by = f" by {kind}" if kind else ""
    noun, good = ("application", f"{by} answered well") if sent else (f"{kind} round", " passed")
    if decided:
        return f"{passed} of your {counted(decided, noun)}{good}"
    return f"no {noun}{by if sent else ''} of yours is decided yet"
