"""The exact decision: which interviews to attend, and what to do with each offer.

Problem. Processes run side by side: each has rounds on days known today, every round costs hours
and money and is passed with a known chance, answers come days later, and the last pass brings an
offer of uncertain worth that lapses. At any time one offer can be accepted, which ends the hunt.
Maximise V = E[worth accepted, or the fallback, less the net cost of all rounds attended].

Equation. Backward induction over events; graph.py states it, and rules.py why it is exact.
What a process is worth is a difference of such values:

    option worth    V - V(without it)                    what it is worth while it may be declined
    promise worth   V(its first round promised) - V(without it)
    flip            the smallest fallback at which the option worth is 0; promise flip likewise

Assumptions. Dates and chances are known and processes independent, but for practice; there is no
discounting and no cost of waiting; notice is not needed to decline. Risk neutral, or with constant
absolute risk aversion (utility.py).

Rounding. Values are floats: where two of them differ by no more than 1e-14 of the largest amount
(or of 1) they are taken as the same, so that what is worth exactly nothing comes out as 0 in any
currency. A choice between such two is a tie: decline rather than attend, accept rather than lapse.
Plans are told with the wider tie of the model, 1e-12 of it.

Sources: Weitzman, "Optimal Search for the Best Alternative", Econometrica 47(3), 1979; Amanatidis,
Fusco, Reiffenhaeuser, Tsikiridis, "Pandora's Box Problem Over Time", 2024; Berger, Ezra, Feldman,
Fusco, "Pandora's Problem with Deadlines", AAAI 2024: with deadlines no index is optimal.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from tracker.scoring.graph import Effort
from tracker.scoring.ladder import Ladder
from tracker.scoring.layout import Meeting, exact, hours_allowed
from tracker.scoring.reservation import standalone_reservation
from tracker.scoring.solution import (
    EXTENSIONS,
    Action,
    Appraisal,
    Choice,
    OfferSolution,
    ProcessSolution,
    Solution,
)
from tracker.scoring.timeline import lay_out
from tracker.scoring.utility import MOST_TOLERANCES, TooCarefulError, Utility
from tracker.scoring.views import TIE, Views
from tracker.words import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tracker.scoring.hunt import Hunt, OfferInHand, Process
    from tracker.scoring.solution import Flip
    from tracker.scoring.timeline import Track

POSITIVE = 1e-9

ROUNDING = 1e-14
"""How far apart, relative to the largest amount, two values are the same but for rounding."""


def solve(
    hunt: Hunt, *, flips: Collection[str] | None = None, effort: Effort | None = None
) -> Solution:
    """Return all that the model says about a hunt.

    `flips` are the ids of the processes whose flips are wanted, None for all; the flips of the
    others are None, which is faster. Raises TooManyStatesError when more states would be met than
    the `effort` allows, or MOST_STATES, and TrackerError where the risk tolerance is too small to
    reckon with beside the amounts; so do the functions below.
    """
    return Solver(hunt, effort=effort).solution(flips)


def appraise(
    hunt: Hunt, processes: Collection[str] | None = None, effort: Effort | None = None
) -> dict[str, Appraisal]:
    """Return by id what these processes, or all, are worth to the hunt: part of its solution.

    The fewer are asked for, the faster it is.
    """
    asked = [one.id for one in hunt.processes] if processes is None else processes
    solver = Solver(hunt, asked, effort)
    return {track.process.id: solver.appraisal(track) for track in solver.asked}


def value_of(hunt: Hunt, effort: Effort | None = None) -> float:
    """Return what the hunt is worth under the best plan."""
    return Solver(hunt, [], effort).value


class Solver:
    """A hunt that is solved, to be asked about; of these processes by id, None for all."""

    def __init__(
        self,
        hunt: Hunt,
        processes: Collection[str] | None = None,
        effort: Effort | None = None,
    ) -> None:
        self.hunt = hunt
        self.utility = _utility(hunt)
        self.timeline = lay_out(hunt)
        self.floor = self.timeline.floor
        self.tracks = self.timeline.stated
        self.asked = [t for t in self.tracks if processes is None or t.process.id in processes]
        self.in_hand = hunt.offers if processes is None else ()
        self.tie = TIE * max(1.0, *map(abs, amounts(hunt)))
        self.promisable = [track.number for track in self.asked if self._can_promise(track)]
        self.extended = {
            (place, days): self._extended(place, days)
            for place, offer in enumerate(self.in_hand)
            if offer.expires is not None
            for days in EXTENSIONS
        }
        offers = {offer for each in self.extended.values() for offer in each}
        self.ladder = Ladder(
            timeline=self.timeline,
            utility=self.utility,
            asked=self.asked,
            promisable=self.promisable,
            offers=offers | set(hunt.offers),
            end=max(_ends(hunt)),
            effort=Effort() if effort is None else effort,
        )
        self.rules, self.graph = self.ladder.rules, self.ladder.graph
        self.today, self.values = self.ladder.today, self.ladder.values
        self.value = self.utility.certain(self.values.today)
        self.views = self._views()
        self.positive = POSITIVE * max(1.0, abs(self.value))

    def _views(self) -> Views:
        return Views(
            ladder=self.ladder,
            tracks=set(),
            utility=self.utility,
            tolls={number: self._promise_toll(self.tracks[number]) for number in self.promisable},
            floor=self.floor,
            end=self.ladder.end,
            tie=max(TIE * max(1.0, abs(self.value)), self.utility.rounding),
        )

    def news(self, processes: Collection[str]) -> dict[str, list[int]]:
        """Return by id the days of answers that could change whether a first round is attended."""
        meetings = {
            Meeting(track.number, 0): track.process.id
            for track in self.tracks
            if track.process.id in processes
        }
        found = self.graph.news(self.today, meetings, self.tie)
        return {meetings[meeting]: days for meeting, days in found.items()}

    def without_good_news(self) -> list[Choice]:
        """Return the choices of the best plan, by time, if every answer to come is a no.

        Offers that need not be considered, as another is better in every way, do not come up.
        """
        choices = []
        for event, yes in self.graph.without_good_news(self.today, self.tie):
            if isinstance(event, Meeting):
                choices.append(Choice(self.tracks[event.track].process.id, None, yes))
            else:
                choices.append(Choice(None, self.utility.certain(event.worth), yes))
        return choices

    def endings(self) -> dict[float, float]:
        """Return the chance of ending with each amount under the best plan, costs apart."""
        found = self.graph.endings(self.today, self.tie)
        return {self.utility.certain(worth): chance for worth, chance in found.items()}

    @property
    def states(self) -> int:
        """How many states were met to judge the processes."""
        return self.ladder.states

    def solution(self, flips: Collection[str] | None) -> Solution:
        chances = self.graph.attendance(self.today, self.tie)
        named = [t for t in self.asked if flips is None or t.process.id in flips]
        self.views.tracks = {t.number for t in named if self.option(t) > self.positive}
        still = [t for t in self.tracks if t.awaited and not t.steps]
        return Solution(
            value=self.value,
            value_without_interviews=self._same(self.utility.certain(self._value(still))),
            first_action=self._first_action(),
            offers=tuple(self._offer(place) for place in range(len(self.in_hand))),
            processes=tuple(self._process(track, chances) for track in self.asked),
        )

    def _value(self, tracks: Iterable[Track], offers: Iterable[OfferInHand] | None = None) -> float:
        """Return the expected utility from today, with these tracks and offers."""
        in_hand = self.hunt.offers if offers is None else offers
        (place,) = self.graph.solve([self.rules.state(tracks, in_hand)])
        return self.graph.value[place]

    def _extended(self, place: int, days: int) -> tuple[OfferInHand, ...]:
        return tuple(
            replace(offer, expires=offer.expires + days)
            if each == place and offer.expires is not None
            else offer
            for each, offer in enumerate(self.hunt.offers)
        )

    def _offer(self, place: int) -> OfferSolution:
        offer = self.hunt.offers[place]
        gains = tuple(
            self._same(self.utility.certain(self._value(self.tracks, self.extended[place, days])))
            - self.value
            for days in EXTENSIONS
            if offer.expires is not None
        )
        return OfferSolution(
            worth=offer.worth, expires=offer.expires, extension_worth=gains or None
        )

    def appraisal(self, track: Track) -> Appraisal:
        """Return what one of the processes asked about is worth."""
        without = self.values.without[track.number]
        value_without = self._same(self.utility.certain(without))
        value_promised = self._promised(track, value_without)
        option = self.option(track)
        promise = None if value_promised is None else value_promised - value_without
        redirected = self._redirected(track, without, value_without)
        return Appraisal(
            id=track.process.id,
            verdict=self._verdict(option, promise, redirected),
            value_without=value_without,
            value_promised=value_promised,
            option_worth=option,
            promise_worth=promise,
            redirect_value=redirected,
            redirect_worth=None if redirected is None else redirected - value_without,
        )

    def _process(self, track: Track, chances: dict[int, float]) -> ProcessSolution:
        appraisal = self.appraisal(track)
        flip, promise_flip = self._flips(track, appraisal.promise_worth)
        return ProcessSolution(
            **asdict(appraisal),
            flip=flip,
            promise_flip=promise_flip,
            attend_probability=chances.get(track.number, 0.0) if track.steps else None,
            net_cost=track.steps[0].cost if track.steps else None,
            standalone_reservation=standalone_reservation(
                track.process, self.hunt.hour_value, self.hunt.risk_tolerance
            ),
        )

    def option(self, track: Track) -> float:
        """Return what a process is worth while it may still be declined."""
        without = self.values.without[track.number]
        return max(self.value - self._same(self.utility.certain(without)), 0.0)

    def _same(self, worth: float, other: float | None = None) -> float:
        """Return an amount as another, the value of the hunt, if only rounding sets them apart."""
        near = self.value if other is None else other
        return near if abs(worth - near) <= self.utility.rounding else worth

    def _verdict(self, option: float, promise: float | None, redirected: float | None) -> Verdict:
        if redirected is not None and redirected - self.value > self.positive:
            return Verdict.REDIRECT
        if promise is not None and promise > self.positive:
            return Verdict.KEEP
        return Verdict.HOLD if option > self.positive else Verdict.DECLINE

    def _can_promise(self, track: Track) -> bool:
        """Say whether the first round can be promised: it has a day, and its week the hours."""
        if track.awaited:
            return False
        if self.hunt.weekly_hours is None:
            return True
        step = track.steps[0]
        used = self.hunt.hours_used if self.timeline.week(step.day) == self.timeline.week(0) else 0
        return exact(step.round.hours) + exact(used) <= hours_allowed(self.hunt.weekly_hours)

    def _promised(self, track: Track, without: float) -> float | None:
        if track.number not in self.values.promised:
            return None
        promised = self.utility.certain(self.values.promised[track.number])
        return self._same(promised - max(track.steps[0].cost, 0.0), without)

    def _promise_toll(self, track: Track) -> tuple[float, float]:
        """Return what paying for a first round today does: k and a of Utility.toll."""
        return self.utility.toll(max(track.steps[0].cost, 0.0))

    def _redirected(self, track: Track, without: float, otherwise: float) -> float | None:
        """Return the value of asking for the other role: granted, or the process is gone.

        `without` is the utility of that, `otherwise` the amount.
        """
        redirect = track.process.redirect
        if redirect is None:
            return None
        granted = self._value(self.timeline.with_replacement(track.place))
        mixed = redirect.granted * granted + (1 - redirect.granted) * without
        return self._same(self.utility.certain(mixed), otherwise)

    def _first_action(self) -> Action | None:
        """Return the first decision certain to be due, every answer due by then being a no."""
        first = [track for track in self.tracks if not track.awaited]
        meeting = min(first, key=lambda track: track.steps[0].attended, default=None)
        lapsing = [offer.expires for offer in self.hunt.offers if offer.expires is not None]
        if meeting and meeting.steps[0].day <= min(lapsing, default=meeting.steps[0].day):
            return self._first_meeting(meeting)
        return self._first_lapse(min(lapsing)) if lapsing else None

    def _first_meeting(self, track: Track) -> Action:
        day = track.steps[0].day
        state = self.rules.state(self._not_answered_by(day), self.hunt.offers)
        (place,) = self.graph.solve([state])
        attends = self.graph.attends(place, Meeting(track.number, 0), self.tie)
        return Action(
            type="interview",
            day=day,
            choice="attend" if attends else "decline",
            id=track.process.id,
        )

    def _first_lapse(self, day: int) -> Action:
        best = max(offer.worth for offer in self.hunt.offers if offer.expires == day)
        others = [offer for offer in self.hunt.offers if offer.expires != day]
        lapsed = self._value(self._not_answered_by(day), others)
        accepts = best >= self.utility.certain(lapsed) - self.tie
        return Action(type="expiry", day=day, choice="accept" if accepts else "lapse")

    def _not_answered_by(self, day: int) -> list[Track]:
        return [track for track in self.tracks if not track.awaited or track.awaited[0] > day]

    def _flips(self, track: Track, promise: float | None) -> tuple[Flip, Flip]:
        """Return the flip and the promise flip; never is the former before the latter."""
        views, number = self.views, track.number
        if number not in views.tracks:
            return None, None
        promise_flip: Flip = None
        if promise is not None and promise > self.positive:
            promise_flip = views.flip(views.promised, number, self.floor)
        flip = promise_flip
        if not isinstance(flip, str):
            flip = views.flip(views.optional, number, self.floor if flip is None else flip)
        views.tracks.remove(number)
        return flip, promise_flip


def _utility(hunt: Hunt) -> Utility:
    ends = [*_ends(hunt)]
    most = max(ends) + sum(max(-cost, 0.0) for cost in _costs(hunt))
    tolerance, stake = hunt.risk_tolerance, most - min(ends)
    if tolerance is not None and stake > MOST_TOLERANCES * tolerance:
        raise TooCarefulError(tolerance, stake)
    rounding = ROUNDING * max(1.0, *map(abs, amounts(hunt))) if tolerance is None else 0.0
    return Utility(tolerance, most, rounding)


def amounts(hunt: Hunt) -> Iterator[float]:
    """Yield every amount of money in a hunt: what it can end with, and every net cost."""
    yield from _ends(hunt)
    yield from _costs(hunt)


def _ends(hunt: Hunt) -> Iterator[float]:
    """Yield every amount that a hunt can end with."""
    yield hunt.fallback
    yield from (offer.worth for offer in hunt.offers)
    for process in _processes(hunt):
        yield from (value for chance, value in process.worth if chance)


def _costs(hunt: Hunt) -> Iterator[float]:
    for process in _processes(hunt):
        yield from (round_.net_cost(hunt.hour_value) for round_ in process.rounds)


def _processes(hunt: Hunt) -> Iterator[Process]:
    """Yield the processes, and those that a redirect would put in their places."""
    for process in hunt.processes:
        yield from (process, process.redirect.process) if process.redirect else (process,)
