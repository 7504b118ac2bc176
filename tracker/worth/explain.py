"""A verdict in words that a stranger to the theory understands; every number has its reason."""

import datetime as dt
from collections.abc import Iterator

from tracker import nouns
from tracker.dates import show_day
from tracker.money import figure
from tracker.records.notes import listed
from tracker.scoring import case as scoring
from tracker.scoring.case import Case, Reason
from tracker.words import Verdict
from tracker.worth.basis import (
    against,
    amount,
    how_sure,
    job_worth,
    minds_risk,
    offer_chance,
    over,
    risk,
    stated_cost,
    tolerance,
    uncosted,
    years,
)
from tracker.worth.cases import Meetings
from tracker.worth.judged import InterviewWorth

TITLES = {
    Reason.JOB: "the job itself",
    Reason.CLARITY: "clarity",
    Reason.PRACTICE: "practice",
    Reason.ENTHUSIASM: "enthusiasm",
    Reason.SURPRISE: "surprise",
    Reason.CONNECTIONS: "connections",
    Reason.OFFER: "offer in hand",
    Reason.COST: "hours and cost",
}


def verdict(one: InterviewWorth) -> str:
    """Return the verdict in a word; what cannot be said yet is unknown."""
    return _word(one.verdict, is_idle=one.is_idle) if one.verdict else "unknown"


def _word(verdict: Verdict, *, is_idle: bool) -> str:
    return "go if you like" if is_idle else str(verdict)


def _hold(one: InterviewWorth) -> str:
    by = f" by {show_day(one.decide_by)}" if one.decide_by else ""
    return (
        f"Keep it for now and decide{by}, when you have heard more: that is worth "
        f"{over(one, one.gain)}. Promising it today would not pay.{_apart(one)}"
    )


def headline(one: InterviewWorth) -> str:
    """Say in one or two sentences what to do and why."""
    if one.verdict is None:
        return _undecided(one)
    if one.verdict is Verdict.KEEP:
        return f"GO IF YOU LIKE. {_idle(one)}" if one.is_idle else f"KEEP. {_keep(one)}"
    if one.verdict is Verdict.HOLD:
        return f"HOLD. {_hold(one)}"
    if one.verdict is Verdict.REDIRECT:
        return f"REDIRECT. {_decline(one)} Be honest, and ask {asked(one)}."
    return f"DECLINE. {_decline(one)}"


def asked(one: InterviewWorth, instead: str = "instead") -> str:
    """Say what to ask about instead of the role at hand, and what that is worth."""
    about = f"about {one.application.other_role or 'the other role'} {instead}"
    worth = one.solved.redirect_worth if one.solved else None
    return about if worth is None else f"{about}: that is worth {over(one, worth)}"


def of_two(one: InterviewWorth) -> str | None:
    """Say what another time would be worth, for an interview that is left for another."""
    if one.of_two is None:
        return None
    both, better = one.of_two
    return f"going to both is worth {over(one, both)}, going to one of them {amount(one, better)}"


def _keep(one: InterviewWorth) -> str:
    if one.is_free:
        return f"{_cheap(one)}: there is nothing to lose."
    if one.is_chosen:
        return _either(one)
    by = show_day(one.decide_by) if one.decide_by else ""
    again = f" Look at it again by {by}: what you hear may change it." if by else ""
    added, after = amount(one, one.gain), f"over {years(one)}, after what it costs you"
    if minds_risk(one):
        return f"Going is as good to you as {added} for certain {after}.{again}"
    return f"Going is expected to add {added} {after}.{again}"


def _idle(one: InterviewWorth) -> str:
    return f"{_cheap(one)}: there is nothing to lose, and nothing to gain."


def _cheap(one: InterviewWorth) -> str:
    if one.net_cost is None:
        return "What it gives you makes up for its hours, whatever they are worth to you"
    gives = scoring.benefit_hours(one.case, one.outlook.rates)
    return "What it gives you makes up for its cost" if gives else "Going costs you nothing"


def _decline(one: InterviewWorth) -> str:
    if one.is_too_late_to_hold:
        return (
            f"What could still change this comes {_news(one)}, and promising it today "
            f"{_costs(one, -_promise(one))}."
        )
    if barred := _barred(one):
        return barred
    if one.gain is None:
        return "It costs more than it can bring, whatever you have otherwise."
    if one.gain > 0:
        return f"Going would add {over(one, one.gain)}."
    return f"Going {_costs(one, -one.gain)}."


def _news(one: InterviewWorth) -> str:
    """Name the day of the first news that could change it, and the last one for a courteous no."""
    first = f"on {show_day(one.first_news)} at the earliest, which is" if one.first_news else ""
    by = f" by {show_day(one.courteous_by)}" if one.courteous_by else ""
    return f"{first} too late for a courteous no{by}".strip()


def _barred(one: InterviewWorth) -> str | None:
    """Say what stands in the way of going that has nothing to do with the job itself."""
    if one.solved is not None and one.solved.value_promised is None:
        return "It does not fit into the hours that you have that week."
    if one.is_replaceable:
        return _either(one)
    if one.clash is not None:
        than = f"It is at the same time as {nouns.interview_title(one.clash)}, which is worth more."
        return f"{than}{_apart(one)}"
    if one.is_crowded_out:
        return (
            f"With what is worth more that week it does not fit into your {weekly(one)} hours for "
            "interviews."
        )
    return None


def is_barred_by_another(one: InterviewWorth) -> bool:
    """Tell whether the headline names another interview for whose sake it is declined."""
    return one.clash is not None or one.is_replaceable


def called_off(one: InterviewWorth, *, has_asked_first: bool) -> str | None:
    """Say how to log that it is called off, and by when to tell them.

    Where another company was asked for more time first, only if it refuses.
    """
    if one.verdict not in {Verdict.DECLINE, Verdict.REDIRECT} or one.is_replaceable:
        return None
    by = f" by {show_day(one.courteous_by)}" if one.courteous_by else ""
    tell = "If they refuse, tell them" if one.of_two else "Tell them"
    if has_asked_first:
        tell = f"If they refuse, tell {one.interview.application.company}"
    stay = " --stay" if one.verdict is Verdict.REDIRECT else ""
    return f"{tell}{by}, and log it: tracker interview decline {one.interview.id}{stay}"


def _either(one: InterviewWorth) -> str:
    other = nouns.interview_title(one.beside) if one.beside else "another"
    either = f"You can go to it or to {other}, not to both, and either will do: go to one of them."
    return f"{either}{_apart(one)}"


def _apart(one: InterviewWorth) -> str:
    both = of_two(one)
    return f" Ask for another time first: {both}." if both else ""


def _costs(one: InterviewWorth, loss: float) -> str:
    if minds_risk(one):
        return f"is as bad to you as losing {amount(one, loss)} for certain"
    return f"is expected to cost you {amount(one, loss)} more than it brings"


def gain_is(one: InterviewWorth) -> str:
    """Say what a gain is: an expected amount, or for whoever minds risk one that is certain."""
    over = f"over {years(one)}, in {one.means.currency}"
    if minds_risk(one):
        return f"what going is as good as for certain {over}; {tolerance(one)}"
    return f"what going is expected to add {over}"


def weekly(one: InterviewWorth) -> str:
    """Return the hours that may be given to interviews in a week."""
    return f"{one.outlook.weekly_hours or 0.0:g}"


def _promise(one: InterviewWorth) -> float:
    return (one.solved.promise_worth or 0.0) if one.solved else 0.0


def _undecided(one: InterviewWorth) -> str:
    foreign = one.means.other_currency or one.application.pay_currency
    if foreign not in {None, one.means.currency}:
        return f"UNKNOWN. Nothing says yet what {foreign} is worth in {one.means.currency}."
    if one.uncosted:
        return f"UNKNOWN. {_uncosted(one)}"
    if one.outlook.hour_value is None:
        return "UNKNOWN. Nothing says yet what an hour of yours is worth, nor what the job pays."
    if one.case.has_pay and one.drop_above is not None:
        level = amount(one, one.drop_above)
        return f"UNKNOWN. Go if what you would have otherwise is worth less than {level} a year."
    if one.break_even_pay is not None:
        enough = amount(one, one.break_even_pay)
        why = ", as it may turn out better than it looks" if _is_less(one) else ""
        return f"UNKNOWN. Go if the job pays about {enough} a year or more{why}."
    return "UNKNOWN. Nothing says yet what this job pays, nor what you would have otherwise."


def _is_less(one: InterviewWorth) -> bool:
    """Tell whether going pays off at less pay than what it is held against."""
    offer, fallback = one.alternative_offer, (one.means.fallback or 0.0) / one.means.years
    held = offer.yearly if offer is not None else fallback
    return one.break_even_pay is not None and one.break_even_pay < held


def _uncosted(one: InterviewWorth) -> str:
    cost, gain = uncosted(one), one.judgement.gain if one.judgement else None
    is_alone = one.uncosted is one.interview and one.booked == ((one.interview,),)
    if gain is None or not one.knows_alternative or not is_alone:
        return f"Nothing says yet what {cost} comes to in {one.means.currency}."
    return f"Go if {cost} comes to less than {amount(one, gain)}."


def drop_above(one: InterviewWorth) -> str | None:
    """Say from which offer on going does not pay any more."""
    if one.verdict not in {Verdict.KEEP, Verdict.HOLD} or one.drop_above is None:
        return None
    return f"Drop it once you hold an offer worth {amount(one, one.drop_above)} a year or more."


def level(one: InterviewWorth) -> str:
    """Return the yearly worth in hand above which to drop it, where it is not dropped already."""
    if one.verdict not in {Verdict.KEEP, Verdict.HOLD, None} or one.drop_above is None:
        return ""
    return figure(one.drop_above)


def hint(one: InterviewWorth) -> str:
    """Return what speaks loudest, short enough for a table."""
    if one.verdict is None:
        return _undecided(one).removeprefix("UNKNOWN. ").rstrip(".")
    plain = _plain_hint(one)
    if plain:
        return plain
    if one.strongest is None:
        return "it costs more than it can bring" if one.is_explained else ""
    reason, share = one.strongest
    return f"{'+' if share > 0 else ''}{figure(share)} {TITLES[reason]}"


def _plain_hint(one: InterviewWorth) -> str | None:
    """Return what settles it without a figure."""
    if one.is_free:
        return "nothing to lose"
    if one.is_replaceable:
        return f"{one.beside.application.company if one.beside else 'another'} would do as well"
    return _against_it(one) if one.verdict is Verdict.DECLINE else None


def _against_it(one: InterviewWorth) -> str | None:
    if one.is_too_late_to_hold:
        return "the news that could change it comes too late"
    if one.case.lacks:
        return f"it lacks a must-have: {one.case.lacks}"
    if one.clash is not None:
        return f"at the same time as {one.clash.application.company}"
    if one.is_crowded_out:
        return f"your {weekly(one)} hours that week go elsewhere"
    return "pays less than the least you would take" if _is_refused(one) else None


def _is_refused(one: InterviewWorth) -> bool:
    points = scoring.yearly_worth(one.case, one.outlook.rates) if one.case.has_pay else ()
    return one.case.least is not None and bool(points) and not any(worth for _, worth in points)


def facts(one: InterviewWorth) -> list[tuple[str, str]]:
    """List what the judgement rests on, as labelled lines."""
    return [
        ("the job", job_worth(one)),
        ("the chance", offer_chance(one)),
        ("against", against(one)),
        ("it takes", cost(one)),
        *(("then", text) for text in _then(one)),
        *(("not weighed", text) for text in _unweighed(one)),
        *risk(one),
    ]


def _then(one: InterviewWorth) -> Iterator[str]:
    """Yield each later round that is booked, with what is known of it."""
    for case, meetings in zip(one.case.following, one.booked[1:], strict=True):
        day = one.today + dt.timedelta(days=case.day)
        answer = show_day(day + dt.timedelta(days=case.response_days))
        taken = f"{_hours(one, case)}{_cash(one, case, meetings)}{_in(meetings)}"
        if meetings[0].instant is None:
            yield f"{case.round} about {show_day(day)}, as no time is fixed yet: {taken}"
        else:
            yield f"{case.round} on {show_day(day)}, answered on {answer}: {taken}"


def _unweighed(one: InterviewWorth) -> Iterator[str]:
    """Yield what is at the same time as a meeting of which the decision knows no hour."""
    for mine, other in one.unweighed:
        day, called = show_day(mine.wall.date()) if mine.wall else "", nouns.interview_title(other)
        yield f"its {mine.round} on {day} is at the same time as {called}: you cannot go to both"


def cost(one: InterviewWorth) -> str:
    """Return the hours that it takes, their price, and the cash."""
    meetings, price = one.booked[0], one.outlook.hour_value
    hours, cash = _hours(one, one.case), _cash(one, one.case, meetings)
    if price is None:
        return f"{hours}, at a price nobody knows yet{cash and ','}{cash}{_in(meetings)}"
    return f"{hours} at {amount(one, price)} an hour{cash}{_in(meetings)}"


def _hours(one: InterviewWorth, case: Case) -> str:
    taken = round(scoring.hours(case, one.outlook.rates)[0], 2)
    return f"{taken:g} {'hour' if taken == 1 else 'hours'}"


def _cash(one: InterviewWorth, case: Case, meetings: Meetings) -> str:
    """Return the cash as it was stated; where several meetings cost some, all in one currency."""
    stated = [text for text in map(stated_cost, meetings) if text]
    if stated[1:] and case.cash_cost is not None:
        stated = [amount(one, case.cash_cost)]
    return f" and {listed(stated)} in cash" if stated else ""


def _in(meetings: Meetings) -> str:
    return f", in {len(meetings)} meetings" if meetings[1:] else ""


def title(one: InterviewWorth) -> str:
    """Return the interview as it is called: “Acme, Data engineer: onsite”."""
    return nouns.interview_title(one.interview)


def solidity(one: InterviewWorth) -> str | None:
    """Say in how many readings of what is uncertain the verdict is the same."""
    if not one.readings or one.verdict is None:
        return None
    words = [_word(each.verdict, is_idle=each.is_idle) for each in one.readings]
    return how_sure(verdict(one), words)
