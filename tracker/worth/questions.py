"""The one figure to ask the user for: the unknown whose answer would change the most verdicts."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from tracker.models import Application
from tracker.records import criteria
from tracker.scoring import alone
from tracker.scoring.case import Case, Outlook
from tracker.worth.judged import InterviewWorth
from tracker.worth.means import Means
from tracker.worth.pending import Pending


@dataclass(frozen=True)
class Question:
    """An unknown whose answer could change `changes` verdicts, and how to answer it.

    Where none does so by itself, it is the first of those that one verdict or more turns on.
    """

    about: str
    command: str
    changes: int


def question_for(
    found: Sequence[InterviewWorth], of_offers: Iterable[Question] = ()
) -> Question | None:
    """Return the unknown whose answer could change the most verdicts, if any could.

    If none could, it is what is needed for a first one, or for what to do with an offer.
    """
    needed = [*_needed(found), *of_offers]
    asked = [*needed, *_useful(found)]
    best = max(asked, key=lambda question: question.changes, default=None)
    if best is not None and best.changes > 0:
        return best
    return needed[0] if needed else None


def _needed(found: Sequence[InterviewWorth]) -> Iterator[Question]:
    """Yield what verdicts that cannot be given yet wait for."""
    open_ = [one for one in found if one.verdict is None]
    if open_ and open_[0].means.fallback is None:
        settled = sum(one.case.has_pay and one.case.has_cost for one in open_)
        yield Question(*fallback_question(open_[0].means), settled)
    for one in open_:
        yield from _needed_by(one)


def fallback_question(means: Means) -> tuple[str, str]:
    """Return what would make the fallback known, and how to say it."""
    if means.fallback_currency:
        return rate_question(means.fallback_currency, means.currency)
    if means.is_seeking:
        about = "how many months it would take to find something else"
        return about, "tracker profile set months-to-find 4"
    return "what your present job pays you", "tracker profile set present-pay 95k"


def rate_question(foreign: str, currency: str) -> tuple[str, str]:
    """Return what would make amounts in another currency known, and how to say it."""
    return (
        f"what 1 {foreign} is in {currency}",
        f'tracker profile rate set {foreign} "RATE {currency}"',
    )


def _needed_by(one: InterviewWorth) -> Iterator[Question]:
    application, currency = one.application, one.means.currency
    if not one.case.has_pay:
        about = f"what {application.company} pays"
        command = f"tracker application edit {application.id} --pay 120k-150k"
        if application.pay_currency:
            about, command = rate_question(application.pay_currency, currency)
        settles = one.knows_alternative and one.case.has_cost
        yield Question(about, command, int(settles))
    if one.uncosted:
        about = f"what going to {application.company} costs in {currency}"
        command = f"tracker interview edit {one.uncosted.id} --cost 250"
        yield Question(about, command, int(one.knows_alternative and one.case.has_pay))


def must_haves_to_ask(one: Pending) -> list[str]:
    """Return the must-haves that nobody knows yet whether the job has."""
    return unknown_must_haves(one.application, one.means)


def unknown_must_haves(application: Application, means: Means) -> list[str]:
    """Return the same for a job that has been offered already."""
    said = criteria.answers(application, means.must_haves)
    return [name for name, has in said.items() if has is None]


def _useful(found: Sequence[InterviewWorth]) -> Iterator[Question]:
    """Yield what verdicts that are given already might still be changed by."""
    for one in found:
        for name in must_haves_to_ask(one):
            application = one.application
            about = f"whether {application.company} has your must-have, {name}"
            command = f"tracker application edit {application.id} --has {shlex.quote(name)}"
            yield Question(about, command, _changed([one], [_with(one, lacks=name)]))
    if found and found[0].means.hour_from != "as you said":
        command = "tracker profile set hour-value 80"
        changes = _changed(found, _other_hours())
        yield Question("what an hour of interviewing must pay you", command, changes)
    if found and found[0].case.clarity is None:
        command = "tracker profile set clarity 3"
        changes = _changed(found, _other_clarity())
        yield Question("how clear your goals are, from 1 to 5", command, changes)
    for one in found:
        if one.case.enthusiasm is None:
            application = one.application
            about = f"how keen you are on {application.company}, from 1 to 5"
            command = f"tracker application edit {application.id} --enthusiasm 3"
            yield Question(about, command, _changed([one], _other_keenness(one)))


Variant = Callable[[Case, Outlook], tuple[Case, Outlook]]
"""What a case, and what holds around it, would be if one answer were another."""


def _changed(found: Sequence[InterviewWorth], variants: Sequence[Variant]) -> int:
    """Count the verdicts that would be another at one of the other answers."""
    given = [one for one in found if one.verdict is not None]
    changed = {one.case.id for variant in variants for one in given if _turns(one, variant)}
    hunts = {id(one.decided): one.decided for one in given if one.decided}
    for decided, variant in product(hunts.values(), variants):
        asked = {
            one.case.id: one.solved.verdict
            for one in given
            if one.decided is decided and one.solved and not one.is_free
        }
        then = decided.verdicts_if(variant, asked)
        changed |= {name for name, verdict in then.items() if verdict != asked[name]}
    return len(changed)


def _turns(one: InterviewWorth, variant: Variant) -> bool:
    """Say whether an interview that is judged by itself would be judged otherwise."""
    return one.solved is None and alone.verdict(*variant(one.case, one.outlook)) != one.verdict


def _other_hours() -> list[Variant]:
    """An hour is worth its pay once or three times over, by the range of stress-factor."""

    def priced(times: float) -> Variant:
        def variant(case: Case, outlook: Outlook) -> tuple[Case, Outlook]:
            once = (outlook.hour_value or 0.0) / outlook.rates["stress-factor"]
            return case, replace(outlook, hour_value=once * times)

        return variant

    return [priced(1), priced(3)]


def _other_clarity() -> list[Variant]:
    return [
        lambda case, outlook: (replace(case, clarity=1), outlook),
        lambda case, outlook: (replace(case, clarity=5), outlook),
    ]


def _other_keenness(one: InterviewWorth) -> list[Variant]:
    return [_with(one, enthusiasm=1), _with(one, enthusiasm=5)]


def _with(one: InterviewWorth, **facts: Any) -> Variant:  # noqa: ANN401 (facts of a case)
    """Return what makes one case have other facts."""

    def variant(case: Case, outlook: Outlook) -> tuple[Case, Outlook]:
        return (replace(case, **facts) if case.id == one.case.id else case), outlook

    return variant
