"""What was decided, as JSON."""

from typing import TYPE_CHECKING, Any

from tracker.cli import output

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.cli.app import App
    from tracker.worth import (
        AnswerWorth,
        Assessment,
        InterviewWorth,
        OfferAdvice,
        Subject,
        UndecidedOffer,
    )


def print_one(app: "App", assessment: "Assessment", subjects: "Sequence[Subject]") -> None:
    """Print what is meant with its readings: an interview, an answer awaited, or offers."""
    from tracker.worth import AnswerWorth, InterviewWorth

    told: dict[str, Any] = {"interview": None, "answer": None, "offers": []}
    for one in subjects:
        if isinstance(one, InterviewWorth):
            told["interview"] = _interview(one) | _counted(each.verdict for each in one.readings)
        elif isinstance(one, AnswerWorth):
            told["answer"] = _answer(app, one) | _counted(one.readings)
        else:
            told["offers"].append(_told(assessment, one))
    output.as_json(**told)


def _told(assessment: "Assessment", one: "OfferAdvice | UndecidedOffer") -> dict[str, Any]:
    from tracker.worth import UndecidedOffer
    from tracker.worth.offered import readings

    if isinstance(one, UndecidedOffer):
        return _undecided(one) | _counted(())
    found = readings(assessment.decided, one) if assessment.decided else ()
    return _offer(one, assessment.means.currency) | _counted(found)


def _counted(readings: "Iterable[str]") -> dict[str, Any]:
    """Return how often each came out when what is uncertain was moved."""
    words = [str(each) for each in readings]
    return {"readings": {word: words.count(word) for word in sorted(set(words))}}


def print_json(app: "App", assessment: "Assessment") -> None:
    """Print all that was decided."""
    from tracker.worth import steps

    priced = len(assessment.answers) - assessment.unpriced
    means, question, decided = assessment.means, assessment.question, assessment.decided
    output.as_json(
        currency=means.currency,
        years=means.years,
        fallback=means.fallback,
        is_exact=decided is not None,
        value=decided.solution.value if decided else None,
        value_at_least=assessment.bounds[0] if assessment.bounds else None,
        value_at_most=assessment.bounds[1] if assessment.bounds else None,
        value_without_interviews=decided.solution.value_without_interviews if decided else None,
        next_step=steps.next_step(assessment, app.calendar.today),
        interviews=[_interview(one) for one in assessment.interviews],
        offers=offers(assessment),
        answers=[_answer(app, one) for one in assessment.answers if one.solved],
        left_out={
            "answers": len(decided.left_out) if decided else priced,
            "at_most": decided.at_most if decided else None,
            "answers_without_pay": assessment.unpriced,
            "lapsed_offers": [one.id for one in assessment.lapsed],
        },
        question=None
        if question is None
        else {"about": question.about, "command": question.command},
    )


def _interview(one: "InterviewWorth") -> dict[str, Any]:
    from tracker.cli import shapes
    from tracker.scoring.case import Reason
    from tracker.worth import unstated

    judged, solved = one.judgement, one.solved
    return {
        "id": one.interview.id,
        "company": one.interview.application.company,
        "role": one.interview.application.role,
        "round": one.interview.round.value,
        "start": shapes.plain(one.interview.moment),
        "verdict": one.verdict.value if one.verdict else None,
        "is_as_you_like": one.is_idle,
        "gain": one.gain,
        "option_worth": solved.option_worth if solved else None,
        "promise_worth": solved.promise_worth if solved else None,
        "redirect_worth": solved.redirect_worth if solved else None,
        "another_time": one.of_two._asdict() if one.of_two else None,
        "going": one.attend_chance,
        "decide_by": one.tell_by.isoformat() if one.tell_by else None,
        "net_cost": one.net_cost,
        "chance": one.chance,
        "standalone_reservation": judged.standalone_reservation if judged else None,
        "drop_above_a_year": one.drop_above,
        "break_even_pay_a_year": one.break_even_pay,
        "reasons": {reason.value: one.shares.get(reason) for reason in Reason},
        "assumed": list(unstated.assumptions(one)),
        "unknown": list(unstated.unknowns(one)),
    }


def offers(assessment: "Assessment") -> list[dict[str, Any]]:
    """Return every offer in hand, those last of which nothing can be said yet."""
    undecided = (_undecided(one) for one in assessment.undecided)
    currency = assessment.means.currency
    return [*(_offer(one, currency) for one in assessment.offers), *undecided]


def _answer_of(one: "UndecidedOffer") -> str | None:
    from tracker.worth.offered import Answer

    if one.refused:
        return Answer.DECLINE.value
    return Answer.ACCEPT_NOW.value if one.is_best else None


def _undecided(one: "UndecidedOffer") -> dict[str, Any]:
    return {
        "id": one.offer.id if one.offer else None,
        "company": one.offer.application.company if one.offer else None,
        "currency": one.currency,
        "pays_a_year": one.pays,
        "a_year": 0.0 if one.refused else None,
        "moved_by": [],
        "answer": _answer_of(one),
        "against": one.refused or None,
        "unknown": None if one.refused or one.missing is None else one.missing.about,
        "last_day": one.last_day.isoformat() if one.last_day else None,
        "extension_worth": {},
        "if_it_lapses": None,
    }


def _offer(one: "OfferAdvice", currency: str) -> dict[str, Any]:
    return {
        "id": one.offer.offer.id if one.offer.offer else None,
        "company": one.offer.offer.application.company if one.offer.offer else None,
        "currency": currency,
        "pays_a_year": one.offer.pays,
        "a_year": one.offer.yearly,
        "moved_by": list(one.offer.moved),
        "answer": one.answer.value,
        "against": one.against or None,
        "unknown": None,
        "last_day": one.last_day.isoformat() if one.last_day else None,
        "extension_worth": {str(days): worth for days, worth in one.extension.items()},
        "if_it_lapses": None
        if one.outcomes is None
        else {
            "chance_of_less": one.outcomes.worse,
            "less_a_year": one.outcomes.less,
            "chance_of_more": one.outcomes.better,
            "more_a_year": one.outcomes.more,
        },
    }


def _answer(app: "App", one: "AnswerWorth") -> dict[str, Any]:
    import datetime as dt

    expected = app.calendar.today + dt.timedelta(days=one.case.day)
    return {
        "application_id": one.application.id,
        "company": one.application.company,
        "role": one.application.role,
        "expected": expected.isoformat(),
        "chance": one.chance_of_yes,
        "chance_of_offer": one.chance,
        "option_worth": one.adds,
        "at_most": one.at_most,
        "stance": one.stance.value,
    }
