"""The one figure to ask the user for: the unknown whose answer would change the most verdicts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tracker.scoring import case as scoring
from tracker.scoring.case import Case, Outlook
from tracker.worth.judged import InterviewWorth


@dataclass(frozen=True)
class Question:
    """An unknown whose answer would change `changes` verdicts, and how to answer it."""

    about: str
    command: str
    changes: int


def question_for(found: Sequence[InterviewWorth]) -> Question | None:
    """Return the unknown whose answer would change the most verdicts, if any would."""
    asked = [*_profile_questions(found), *(each for one in found for each in _questions(one))]
    useful = [question for question in asked if question.changes > 0]
    return max(useful, key=lambda question: question.changes, default=None)


def _profile_questions(found: Sequence[InterviewWorth]) -> list[Question]:
    asked = []
    if found and found[0].means.fallback is None:
        open_ = sum(one.verdict is None and one.case.has_pay for one in found)
        command = "tracker profile set present-pay 95k"
        asked.append(Question("what your present job pays you", command, open_))
    if found and found[0].means.hour_from != "as you said":
        changes = _changed(found, _other_hours)
        command = "tracker profile set hour-value 80"
        asked.append(Question("what an hour of interviewing must pay you", command, changes))
    if found and found[0].case.clarity is None:
        changes = _changed(found, _other_clarity)
        command = "tracker profile set clarity 3"
        asked.append(Question("how clear your goals are, from 1 to 5", command, changes))
    return asked


def _questions(one: InterviewWorth) -> list[Question]:
    application, asked = one.interview.application, []
    edit = f"tracker application edit {application.id}"
    if not one.case.has_pay:
        about = f"what {application.company} pays"
        asked.append(Question(about, f"{edit} --pay 120k-150k", int(one.verdict is None)))
    if one.case.enthusiasm is None:
        about = f"how keen you are on {application.company}, from 1 to 5"
        asked.append(Question(about, f"{edit} --enthusiasm 3", _changed([one], _other_keenness)))
    return asked


Variant = tuple[Case, Outlook]


def _changed(
    found: Sequence[InterviewWorth], others: Callable[[Case, Outlook], list[Variant]]
) -> int:
    """Count the verdicts that would be another at one of the other answers."""
    return sum(
        any(
            scoring.verdict(case, outlook) != one.verdict
            for case, outlook in others(one.case, one.outlook)
        )
        for one in found
        if one.verdict is not None
    )


def _other_hours(case: Case, outlook: Outlook) -> list[Variant]:
    """An hour is worth its pay once or three times over, by the range of stress-factor."""
    if outlook.hour_value is None:
        return []
    once = outlook.hour_value / outlook.rates["stress-factor"]
    return [(case, replace(outlook, hour_value=once * times)) for times in (1, 3)]


def _other_clarity(case: Case, outlook: Outlook) -> list[Variant]:
    return [(replace(case, clarity=level), outlook) for level in (1, 5)]


def _other_keenness(case: Case, outlook: Outlook) -> list[Variant]:
    return [(replace(case, enthusiasm=level), outlook) for level in (1, 5)]
