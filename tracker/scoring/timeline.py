"""The hunt laid out in time: every interview, answer and last day that could come, in order.

All dates are known today; whether a round takes place is not. A process, and the one that a
redirect would put in its place, are a track each; the two never run together.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.scoring.hunt import Hunt, Practice, Process, Round

Moment = tuple[int, ...]
"""When something happens, to be compared: day, part of the day, and the order within the part."""

MORNING, DAYTIME, EVENING, NIGHT = range(4)
AT_ONCE, AFTERWARDS = 1, 2
"""What follows an interview before the next one of the day: its answer, the end of its slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A round on its day, in the process' track; `cost` is its net cost c in money."""

    round: Round
    day: int
    cost: float
    attended: Moment
    answered: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A process in time: `number` among all tracks, `place` in the hunt (a replacement's too).

    `last_day` is that of the offer, should it come.
    """

    number: int
    place: int
    process: Process
    steps: tuple[Step, ...]
    awaited: Moment | None
    last_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The tracks of a hunt: of its processes in order, then of the replacements by redirect."""

    hunt: Hunt
    tracks: tuple[Track, ...]
    busy: tuple[Moment, ...]
    """When answers come and interviews take place."""

    @property
    def floor(self) -> float:
        """What there is to fall back on, whatever happens."""
        lasting = [offer.worth for offer in self.hunt.offers if offer.expires is None]
        return max([self.hunt.fallback, *lasting])

    @property
    def stated(self) -> tuple[Track, ...]:
        """The tracks of the processes themselves."""
        return self.tracks[: len(self.hunt.processes)]

    def with_replacement(self, place: int) -> tuple[Track, ...]:
        """Return the tracks with that of the redirect's process in its place."""
        new = next(each for each in self.tracks[len(self.stated) :] if each.place == place)
        return tuple(new if each.place == place else each for each in self.stated)

    def week(self, day: int) -> int:
        return (day + self.hunt.weekday_of_day0) // 7

    def last_day_of_week(self, week: int) -> int:
        return 7 * (week + 1) - self.hunt.weekday_of_day0 - 1

    def last_evening(self, last_day: int) -> Moment:
        """Return when an offer is answered at the latest: on the evening of an eventful day.

        Last days with no answer and no interview between them are the same.
        """
        place = bisect_right(self.busy, (last_day, EVENING))
        return (self.busy[place - 1][0] if place else -1, EVENING)


def lay_out(hunt: Hunt) -> Timeline:
    """Put every round of a hunt on its day."""
    replacing = [
        (place, each.redirect.process) for place, each in enumerate(hunt.processes) if each.redirect
    ]
    tracks = tuple(
        _track(hunt, number, place, process)
        for number, (place, process) in enumerate([*enumerate(hunt.processes), *replacing])
    )
    attended = {step.attended for track in tracks for step in track.steps}
    answered = {step.answered for track in tracks for step in track.steps}
    awaited = {track.awaited for track in tracks if track.awaited}
    return Timeline(hunt=hunt, tracks=tracks, busy=tuple(sorted(attended | answered | awaited)))


def _track(hunt: Hunt, number: int, place: int, process: Process) -> Track:
    awaiting = process.awaiting
    day = awaiting.answer_day if awaiting else 0
    steps = []
    for round_ in process.rounds:
        day += round_.gap_days if round_.day is None else round_.day
        steps.append(_step(hunt, place, round_, day))
        day += round_.response_days
    return Track(
        number=number,
        place=place,
        process=process,
        steps=tuple(steps),
        awaited=(awaiting.answer_day, MORNING, place) if awaiting else None,
        last_day=day + process.window_days,
    )


def _step(hunt: Hunt, place: int, round_: Round, day: int) -> Step:
    attended = (day, DAYTIME, round_.slot[0] if round_.slot else 0, place)
    later = (day + round_.response_days, MORNING, place)
    return Step(
        round=round_,
        day=day,
        cost=round_.net_cost(hunt.hour_value),
        attended=attended,
        answered=later if round_.response_days else (*attended, AT_ONCE),
    )


def effective_chance(chance: float, practice: Practice, attended: int) -> float:
    """Return the chance of passing after `attended` rounds of the kind: odds times ratio^m."""
    counted = min(attended, practice.cap)
    if not counted or practice.odds_ratio == 1 or not chance:
        return chance
    return chance / (chance + (1 - chance) * practice.odds_ratio**-counted)
