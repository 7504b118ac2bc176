"""What may happen in a hunt, moment by moment, and the best that can be made of it; see slow.py.

The calendar is the list of all that may happen, in its order. A state says how every process
stands, which offers are open, and what today and this week have used up. Every choice leads to its
outcomes, and the best choice is found by plain recursion.

Where the floats of a worth do not add to 1 exactly, they are scaled so that they do.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeAlias

from tests.scoring.convex import Attitude, Curve, N, Span, larger, mixed
from tracker.scoring.solution import Action

if TYPE_CHECKING:
    from tracker.scoring.hunt import Hunt, Process, Round

HARDLY = Fraction(1, 10**12)
"""What makes no difference, as a share of the amounts compared."""
HOURS_ALLOWED = Fraction(1, 10**9)
AWAITED = -1
"""The step of an answer that is awaited today."""

Slot: TypeAlias = tuple[int, int]


class Stand(NamedTuple):
    """How a process stands: over, its round `step` open, or the answer to that round out.

    `practice` is the practice level at which the round was attended.
    """

    how: Literal["over", "open", "out"]
    step: int = AWAITED
    practice: int = 0


class Moment(NamedTuple):
    """Something that may happen; moments sort in the order of time."""

    day: int
    part: Literal["1 answer", "2 interview", "3 evening"]
    start: int = 0
    process: int = AWAITED
    step: int = AWAITED


class State(NamedTuple):
    """All that matters for what comes: `hours` are those of the week, `slots` those not over."""

    moment: int
    stands: tuple[Stand, ...]
    offers: tuple[tuple[int, float], ...]
    practice: tuple[int, ...]
    hours: Fraction
    slots: tuple[Slot, ...]


class Ended(NamedTuple):
    """The hunt is over: with the worth of an accepted offer, or with what is always there."""

    worth: float | None


Outcomes: TypeAlias = "list[tuple[Fraction, State | Ended]]"


class Choice(NamedTuple):
    name: Literal["wait", "decline", "attend", "accept", "lapse"]
    cost: Fraction
    outcomes: Outcomes


OVER = Stand("over")
FREE = Fraction(0)
CERTAIN = Fraction(1)


def net_cost(hunt: Hunt, step: Round) -> Fraction:
    hours = Fraction(step.hours) * Fraction(hunt.hour_value)
    return hours + Fraction(step.cash_cost) - Fraction(step.benefit)


def shares(process: Process) -> list[tuple[Fraction, float]]:
    """Return the worth of a process, its chances scaled to add to 1 exactly."""
    total = sum((Fraction(chance) for chance, _ in process.worth), FREE)
    return [(Fraction(chance) / total, worth) for chance, worth in process.worth]


def days_of(process: Process) -> list[int]:
    """Return the day of each round."""
    days: list[int] = []
    answered = process.awaiting.answer_day if process.awaiting else 0
    for step in process.rounds:
        days.append(answered + step.gap_days if step.day is None else step.day)
        answered = days[-1] + step.response_days
    return days


def taken(day: int, slot: Slot) -> Slot:
    """Return the minutes that a slot takes, counted from the midnight before day 0."""
    start, end = slot
    return day * 1440 + start, day * 1440 + end


def last_day(hunt: Hunt) -> int:
    """Return the latest last day that any offer could have; -1: none has one."""
    in_hand = [offer.expires for offer in hunt.offers if offer.expires is not None]
    return max([-1, *in_hand, *(offer_day(each) + each.window_days for each in hunt.processes)])


def offer_day(process: Process) -> int:
    if not process.rounds:
        return process.awaiting.answer_day if process.awaiting else 0
    return days_of(process)[-1] + process.rounds[-1].response_days


def moments_of(hunt: Hunt) -> list[Moment]:
    """Return all that may happen: a day's answers, then its interviews, then its evening."""
    found = [Moment(day, "3 evening") for day in range(last_day(hunt) + 1)]
    for place, process in enumerate(hunt.processes):
        if process.awaiting:
            found.append(Moment(process.awaiting.answer_day, "1 answer", 0, place, AWAITED))
        for number, (day, step) in enumerate(zip(days_of(process), process.rounds, strict=True)):
            start = step.slot[0] if step.slot else 0
            found.append(Moment(day, "2 interview", start, place, number))
            if step.response_days:
                answered = day + step.response_days
                found.append(Moment(answered, "1 answer", 0, place, number))
    return sorted(found)


class Problem(Generic[N]):
    """A hunt to be solved, free or with the first round of one process promised."""

    def __init__(
        self, hunt: Hunt, attitude: Attitude[N], span: Span[N], promised: int | None = None
    ) -> None:
        self.hunt, self.attitude, self.span, self.promised = hunt, attitude, span, promised
        self.moments = moments_of(hunt)
        steps = [step for process in hunt.processes for step in process.rounds]
        self.kinds = sorted({step.kind for step in steps})
        self.values: dict[State | Ended, Curve[N]] = {}
        self.chances: dict[tuple[State, int], Fraction] = {}

    def week(self, day: int) -> int:
        return (day + self.hunt.weekday_of_day0) // 7

    # What may happen

    def start(self, supposed_no_until: int = -1) -> State:
        """Return today's state, before all moments, with the early awaited answers a no."""
        stands = [Stand("out" if each.awaiting else "open", 0) for each in self.hunt.processes]
        for place, process in enumerate(self.hunt.processes):
            if process.awaiting:
                no = process.awaiting.answer_day <= supposed_no_until
                stands[place] = OVER if no else Stand("out", AWAITED)
        offers = sorted((o.expires, o.worth) for o in self.hunt.offers if o.expires is not None)
        limited = self.hunt.weekly_hours is not None
        hours = Fraction(self.hunt.hours_used) if limited else FREE
        return State(-1, tuple(stands), tuple(offers), (0,) * len(self.kinds), hours, ())

    def moved(self, state: State, to: int) -> State:
        """Go to another moment: slots are over by then, and a new week has no hours used."""
        day = self.moments[state.moment].day if state.moment >= 0 else 0
        today = self.moments[to].day
        hours = state.hours if self.week(day) == self.week(today) else FREE
        slots = tuple(slot for slot in state.slots if slot[1] > today * 1440)
        return state._replace(moment=to, hours=hours, slots=slots)

    def onward(self, state: State) -> State | Ended:
        """Go to the next moment at which something does happen."""
        while state.moment + 1 < len(self.moments):
            state = self.moved(state, state.moment + 1)
            if self.happens(state):
                return state
        return Ended(None)

    def happens(self, state: State) -> bool:
        moment = self.moments[state.moment]
        if moment.part == "3 evening":
            return any(last == moment.day for last, _ in state.offers)
        stand = state.stands[moment.process]
        how = "out" if moment.part == "1 answer" else "open"
        return (stand.how, stand.step) == (how, moment.step)

    def choices(self, state: State) -> list[Choice]:
        """Return what can be done; of two that are worth the same, the first is done."""
        moment = self.moments[state.moment]
        if moment.part == "1 answer":
            return [Choice("wait", FREE, self.answered(state, moment))]
        if moment.part == "2 interview":
            return self.interview(state, moment)
        ending = [worth for last, worth in state.offers if last == moment.day]
        kept = tuple((last, worth) for last, worth in state.offers if last != moment.day)
        lapsed = self.onward(state._replace(offers=kept))
        return [
            Choice("accept", FREE, [(CERTAIN, Ended(max(ending)))]),
            Choice("lapse", FREE, [(CERTAIN, lapsed)]),
        ]

    def interview(self, state: State, moment: Moment) -> list[Choice]:
        step = self.hunt.processes[moment.process].rounds[moment.step]
        cost = net_cost(self.hunt, step)
        attended = self.attended(state, moment, step)
        if moment.process == self.promised and moment.step == 0:
            return [Choice("attend", min(cost, FREE), attended)]
        over = self.onward(self.standing(state, moment.process, OVER))
        decline = Choice("decline", FREE, [(CERTAIN, over)])
        if not self.fits(state, moment, step):
            return [decline]
        return [decline, Choice("attend", cost, attended)]

    def fits(self, state: State, moment: Moment, step: Round) -> bool:
        hours, slots = state.hours + Fraction(step.hours), state.slots
        if self.promised is not None and state.stands[self.promised] == Stand("open", 0):
            promise = self.hunt.processes[self.promised].rounds[0]
            day = days_of(self.hunt.processes[self.promised])[0]
            if self.week(day) == self.week(moment.day):
                hours += Fraction(promise.hours)
            if promise.slot:
                slots = (*slots, taken(day, promise.slot))
        limit = self.hunt.weekly_hours
        if limit is not None and hours > Fraction(limit) + HOURS_ALLOWED:
            return False
        slot = step.slot and taken(moment.day, step.slot)
        return not slot or not any(slot[0] < end and start < slot[1] for start, end in slots)

    def attended(self, state: State, moment: Moment, step: Round) -> Outcomes:
        """Return what follows from attending: an answer at once, or one that is out."""
        kind, cap = self.kinds.index(step.kind), self.hunt.practice.cap
        level = min(cap, state.practice[kind])
        if step.gives_practice:
            grown = min(cap, level + 1)
            practice = (*state.practice[:kind], grown, *state.practice[kind + 1 :])
            state = state._replace(practice=practice)
        if self.hunt.weekly_hours is not None:
            state = state._replace(hours=state.hours + Fraction(step.hours))
        if step.slot:
            state = state._replace(slots=(*state.slots, taken(moment.day, step.slot)))
        state = self.standing(state, moment.process, Stand("out", moment.step, level))
        if step.response_days:
            return [(CERTAIN, self.onward(state))]
        return self.answered(state, moment)

    def answered(self, state: State, moment: Moment) -> Outcomes:
        """Return what a pass and a no lead to; the last pass is an offer."""
        process = self.hunt.processes[moment.process]
        chance = self.chance(process, state.stands[moment.process])
        over = self.standing(state, moment.process, OVER)
        no = (1 - chance, self.onward(over))
        if moment.step + 1 < len(process.rounds):
            opened = self.standing(state, moment.process, Stand("open", moment.step + 1))
            return [(chance, self.onward(opened)), no]
        last = moment.day + process.window_days
        return [
            *(
                (chance * share, self.onward(offered(over, last, worth)))
                for share, worth in shares(process)
            ),
            no,
        ]

    def chance(self, process: Process, stand: Stand) -> Fraction:
        """Return the chance of a pass: as stated if awaited today, else with its practice."""
        if stand.step == AWAITED:
            return Fraction(process.awaiting.chance if process.awaiting else 0)
        chance = Fraction(process.rounds[stand.step].chance)
        odds = chance * Fraction(self.hunt.practice.odds_ratio) ** stand.practice
        return odds / (1 - chance + odds)

    @staticmethod
    def standing(state: State, process: int, stand: Stand) -> State:
        stands = (*state.stands[:process], stand, *state.stands[process + 1 :])
        return state._replace(stands=stands)

    # What it is worth

    def value(self, at: State | Ended) -> Curve[N]:
        """Return the utility of going on optimally, as a function of the fallback."""
        if at not in self.values:
            self.values[at] = self.ended(at) if isinstance(at, Ended) else self.best_value(at)
        return self.values[at]

    def best_value(self, state: State) -> Curve[N]:
        first, *others = [self.value_of(choice) for choice in self.choices(state)]
        for other in others:
            first = larger(first, other)
        return first

    def value_of(self, choice: Choice) -> Curve[N]:
        number = self.attitude.number
        parts = [(number(chance), self.value(then)) for chance, then in choice.outcomes]
        return self.attitude.paid(mixed(parts), choice.cost)

    def ended(self, at: Ended) -> Curve[N]:
        """Return the worth accepted or, with none, the fallback or an offer that never expires."""
        if at.worth is not None:
            return self.flat(at.worth)
        number = self.attitude.number
        found = Curve(self.span, self.span.left, number(CERTAIN))
        for offer in self.hunt.offers:
            found = larger(found, self.flat(offer.worth)) if offer.expires is None else found
        return found

    def flat(self, worth: float) -> Curve[N]:
        return Curve(self.span, self.attitude.utility(Fraction(worth)), self.attitude.number(FREE))

    def solved(self) -> Curve[N]:
        """Return the value today; a promise costs what it costs whatever happens."""
        value = self.value(self.onward(self.start()))
        if self.promised is None:
            return value
        cost = net_cost(self.hunt, self.hunt.processes[self.promised].rounds[0])
        return self.attitude.paid(value, max(cost, FREE))

    # What is done

    def done(self, state: State) -> Choice:
        """Return the best choice at the stated fallback."""
        best, *others = self.choices(state)
        hair = HARDLY * max(CERTAIN, largest(self.hunt))
        for other in others:
            level = self.attitude.paid(self.value_of(best), -hair)
            best = other if self.value_of(other).start > level.start else best
        return best

    def attendance(self, at: State | Ended, process: int) -> Fraction:
        """Return the chance that the first round of a process is attended from here on."""
        if isinstance(at, Ended):
            return FREE
        if (at, process) not in self.chances:
            choice, moment = self.done(at), self.moments[at.moment]
            first = moment[1:2] + moment[3:] == ("2 interview", process, 0)
            later = (chance * self.attendance(to, process) for chance, to in choice.outcomes)
            met = first and choice.name == "attend"
            self.chances[at, process] = CERTAIN if met else sum(later, FREE)
        return self.chances[at, process]

    def first_action(self) -> Action | None:
        """Return the earliest decision certain to be due, awaited answers until then a no."""
        for number, moment in enumerate(self.moments):
            state = self.moved(self.start(supposed_no_until=moment.day), number)
            if moment.part == "1 answer" or not self.happens(state):
                continue
            name = self.done(state).name
            if moment.part == "3 evening":
                return Action(
                    type="expiry", day=moment.day, choice="accept" if name == "accept" else "lapse"
                )
            return Action(
                type="interview",
                day=moment.day,
                choice="attend" if name == "attend" else "decline",
                id=self.hunt.processes[moment.process].id,
            )
        return None


def offered(state: State, last: int, worth: float) -> State:
    return state._replace(offers=tuple(sorted([*state.offers, (last, worth)])))


def largest(hunt: Hunt) -> Fraction:
    """Return the largest amount of a hunt, signs aside."""
    amounts = [Fraction(worth) for each in hunt.processes for _, worth in each.worth]
    amounts += [Fraction(offer.worth) for offer in hunt.offers]
    amounts += [net_cost(hunt, step) for each in hunt.processes for step in each.rounds]
    return max(abs(amount) for amount in [Fraction(hunt.fallback), *amounts])
