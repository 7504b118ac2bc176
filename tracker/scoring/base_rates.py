"""Every default of the decision: one table, each row with its source and its plausible range.

A row is a setting of the profile: the user's own figure overrides the value. `status` says how the
value came about: "found" was read in the named source, "derived" is arithmetic on such figures, and
"judgement" is ours. `low` and `high` bound what sensitivity readings try.

A chance stands for a Beta distribution: its mean is the value, a + b its `weight`, so that
a = value * weight, and own results are added to a and b. The weights are judgement. The range of a
chance is the 1-in-10 low and high of its Beta.
"""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Mapping

Status = Literal["found", "derived", "judgement"]


@dataclass(frozen=True, slots=True)
class Default:
    """One row: `unit` is a key of UNITS; `weight` is a + b of a chance's Beta, else None."""

    key: str
    value: float
    unit: str
    meaning: str
    source: str
    status: Status
    low: float
    high: float
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """What a figure of this unit may be, in words and as a test."""

    wording: str
    low: float = 0.0
    high: float = math.inf
    above_low: bool = False
    whole: bool = False

    def admits(self, value: float) -> bool:
        """Say whether a figure is finite and within the unit's bounds."""
        if not math.isfinite(value) or (self.whole and value != int(value)):
            return False
        return self.low <= value <= self.high and not (self.above_low and value == self.low)


UNITS = {
    "chance": Unit("a chance from 0 to 1", high=1),
    "share": Unit("a share from 0 to 1", high=1),
    "tail": Unit("a chance above 0 and up to .5", high=0.5, above_low=True),
    "factor": Unit("a factor above 0", above_low=True),
    "odds ratio": Unit("a factor of 1 or more", low=1),
    "hours": Unit("a number of hours, 0 or more"),
    "hours a year": Unit("a number of hours above 0", above_low=True),
    "mean days": Unit("a number of days above 0", above_low=True),
    "days": Unit("a whole number of days, 0 or more", whole=True),
    "interviews": Unit("a whole number of interviews, 0 or more", whole=True),
    "years": Unit("a number of years above 0", above_low=True),
}

LEVER_2017 = "Lever, hiring figures of over 600 small and middle-sized firms, 2017"
LEVER_2016 = "Lever, 4 million considerations of candidates, 2016"
CAREERPLUG = "CareerPlug, 60,000 small firms, figures for 2024"
KARAT = "Karat, 2020 (a vendor): 5 to 15 engineering onsites for each offer"
NACE_2017 = "NACE, recruiting benchmarks, 2017"
NACE_2023 = "NACE, recruiting benchmarks, 2023 (2017: 45.6 %)"
GLASSDOOR = "Glassdoor, 83,921 interview reviews, 2017: 10 days (restaurants) to 54 (government)"
OFFER_PAGES = "Career-advice pages: 2 to 7 days, at times 14 (weak)"
PREPARING = "Judgement, near JDP 2020 (mean of 7 hours) and totaljobs (one in three above 3 hours)"
HAUSKNECHT = "Hausknecht et al., J. Appl. Psych. 92(2), 2007: d = .26 on tests, about 1.15 cubed"
GRIFFIN = "Judgement; Griffin et al., Medical Education 53(2), 2019: none across programmes"
SWANSON = "Swanson's rule for the 1-in-10 low, the middle and the 1-in-10 high"
OURS = "Judgement, no source found"


def _enthusiasm(level: int, factor: float) -> Default:
    half, twice = 1 + (factor - 1) / 2, 1 + (factor - 1) * 2
    meaning = f"factor on the worth of a job with enthusiasm {level}"
    low, high = sorted((half, twice))
    return Default(f"enthusiasm-{level}", factor, "factor", meaning, OURS, "judgement", low, high)


def _clarity(level: int, hours: float) -> Default:
    meaning = f"hours' worth of learning from one interview, clarity of goals {level}"
    low, high = hours / 2, hours * 2
    return Default(f"clarity-{level}", hours, "hours", meaning, OURS, "judgement", low, high)


def _surprise(level: int, share: float) -> Default:
    meaning = f"least distance of low and high from the middle, company known {level} of 3"
    low, high = share / 2, share * 2
    return Default(f"surprise-{level}", share, "share", meaning, OURS, "judgement", low, high)


# Two lines a row, so that the table can be read as one.
# fmt: off
_ROWS = (
    Default("chance-last-round", 0.32, "chance", "pass a single or last onsite or final round",
            LEVER_2017 + ": 1.5 offers from 4.7 onsites", "derived", 0.15, 0.51, weight=10),
    Default("chance-first-of-two", 0.32, "chance", "pass a round with only the onsite after it",
            LEVER_2017 + ": screen to onsite", "found", 0.15, 0.51, weight=10),
    Default("chance-middle-round", 0.56, "chance", "pass a round before the last of three",
            LEVER_2017 + ": root of .32, screen to onsite", "derived", 0.36, 0.75, weight=10),
    Default("chance-screen-to-offer", 0.10, "chance", "pass all rounds of a process, however long",
            LEVER_2017 + ": .32 times .32", "derived", 0.05, 0.20),
    Default("chance-selective-onsite", 0.20, "chance", "pass a selective engineering onsite",
            KARAT, "derived", 0.06, 0.37, weight=10),
    Default("chance-small-employer", 0.27, "chance", "pass a small employer's only interview",
            CAREERPLUG, "found", 0.11, 0.46, weight=10),
    Default("chance-campus", 0.45, "chance", "pass a campus interview",
            NACE_2023, "found", 0.31, 0.59, weight=20),
    Default("chance-application-posting", 0.03, "chance", "hear back after answering a posting",
            CAREERPLUG, "found", 0.003, 0.07, weight=30),
    Default("chance-application-referral", 0.57, "chance", "hear back after a referral",
            LEVER_2017, "found", 0.37, 0.76, weight=10),
    Default("chance-application-recruiter", 0.21, "chance", "hear back if a recruiter wrote",
            LEVER_2017 + ": candidates sourced", "found", 0.06, 0.38, weight=10),
    Default("answer-days-application", 24, "mean days", "mean wait for word on an application",
            GLASSDOOR, "found", 10, 54),
    Default("answer-days-round", 10, "mean days", "mean wait for the answer to a round",
            "Judgement, below NACE's 24 days from first interview to offer", "judgement", 5, 24),
    Default("gap-days", 4, "days", "days from a pass to the next round",
            "NACE, 2017 and 2023: 24 days from first interview to offer, less two answers of 10",
            "derived", 0, 14),
    Default("offer-days", 7, "days", "days for which an offer stays open",
            OFFER_PAGES, "found", 2, 14),
    Default("offer-days-campus", 14, "days", "days for which a campus offer stays open",
            NACE_2017, "found", 7, 28),
    Default("hours-screen", 2, "hours", "hours to prepare, travel and sit: a screen",
            PREPARING, "judgement", 1, 4),
    Default("hours-middle", 5, "hours", "hours to prepare, travel and sit: a middle round",
            PREPARING, "judgement", 2.5, 10),
    Default("hours-onsite", 10, "hours", "hours to prepare, travel and sit: an onsite or final",
            PREPARING, "judgement", 5, 20),
    Default("sitting-hours", 0.93, "hours", "hours of the interview itself",
            LEVER_2016 + ": 3 h 44 over 4 interviews", "derived", 0.5, 2),
    Default("practice-odds", 1.15, "odds ratio", "factor on the odds, each like interview before",
            HAUSKNECHT, "derived", 1, 1.25),
    Default("practice-odds-rusty", 1.25, "odds ratio", "the same for someone as rusty as can be",
            GRIFFIN, "judgement", 1, 1.5),
    Default("practice-cap", 3, "interviews", "like interviews that count as practice",
            "Judgement: 1.15 three times is what Hausknecht et al. found", "judgement", 1, 5),
    Default("practice-days", 180, "days", "days for which an interview done counts as practice",
            OURS, "judgement", 90, 360),
    Default("enthusiasm-odds-1", 0.5, "factor", "factor on the odds of a round, enthusiasm 1",
            OURS, "judgement", 0.3, 0.8),
    Default("enthusiasm-odds-2", 0.8, "factor", "factor on the odds of a round, enthusiasm 2",
            OURS, "judgement", 0.6, 1),
    Default("clarity-repeat", 0.5, "share", "what each interview of the same sort leaves to learn",
            OURS, "judgement", 0.25, 1),
    Default("connection-hours", 1, "hours", "hours' worth of each new person met",
            OURS, "judgement", 0, 3),
    Default("redirect-granted", 0.25, "chance", "be considered for another role when asking",
            OURS, "judgement", 0.1, 0.5),
    Default("stress-factor", 1.5, "factor", "an hour of interviewing against one of pay",
            OURS, "judgement", 1, 3),
    Default("working-hours-a-year", 2080, "hours a year", "working hours of a year's pay",
            "52 weeks of 40 hours", "derived", 1600, 2500),
    Default("courtesy-days", 2, "days", "working days of notice before declining",
            OURS, "judgement", 1, 5),
    Default("follow-up-days", 2, "days", "working days to a thank-you note, while it is fresh",
            OURS, "judgement", 1, 5),
    Default("years", 2, "years", "how long you plan to stay: what a job's worth adds up over",
            OURS, "judgement", 1, 5),
    Default("tail-chance", 0.30, "tail", "weight of the low, and of the high; the middle has the "
            "rest", SWANSON, "found", 0.25, 0.35),
)
# fmt: on
_SCALES = (
    *(_enthusiasm(*row) for row in enumerate((0.80, 0.90, 1.0, 1.05, 1.10), start=1)),
    *(_clarity(*row) for row in enumerate((8, 4, 2, 1, 0), start=1)),
    *(_surprise(*row) for row in enumerate((0.15, 0.10, 0.06, 0.03))),
)

DEFAULTS: dict[str, Default] = {row.key: row for row in (*_ROWS, *_SCALES)}


def check_override(key: str, value: float) -> None:
    """Raise TrackerError, in one sentence, unless the user may set this key to this value."""
    unit = UNITS[_row(key).unit]
    if not unit.admits(value):
        raise TrackerError(f"The setting {key} must be {unit.wording}, and {value:g} is not.")


def _row(key: str) -> Default:
    if key in DEFAULTS:
        return DEFAULTS[key]
    close = difflib.get_close_matches(key, DEFAULTS, n=1)
    hint = f"; did you mean {close[0]}?" if close else "."
    raise TrackerError(f"There is no setting called {key}{hint}")


@dataclass(frozen=True, slots=True)
class Rates:
    """The defaults with the user's own figures over them: `rates["years"]`.

    `own` are the user's own results, as (passed, decided) by kind of round or source of an
    application. `shifts` move chances within their uncertainty, in standard deviations by key, and
    `scale` multiplies all of them: both serve to see how solid a verdict is. Raises TrackerError
    for an unknown key or an impossible figure, when made and when asked.
    """

    overrides: Mapping[str, float] = field(default_factory=dict)
    own: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    shifts: Mapping[str, float] = field(default_factory=dict)
    scale: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what check_override refuses."""
        for key, value in self.overrides.items():
            check_override(key, value)

    def __getitem__(self, key: str) -> float:
        """Return the user's figure, or else the default."""
        row = _row(key)
        return self.overrides.get(key, row.value)

    def chance(self, key: str, kind: str) -> float:
        """Return the chance of `key` after the user's own results of that kind.

        The default is the mean of a Beta(a, b) with a + b its weight; with s of n passed it becomes
        (a + s) / (a + b + n). A figure of the user's own stands as it is.
        """
        weight = _row(key).weight
        if key in self.overrides or weight is None:
            return self.scale * self[key]
        passed, decided = self.own.get(kind, (0, 0))
        known = weight + decided
        chance = (self[key] * weight + passed) / known
        return self.scale * _shifted(chance, known, self.shifts.get(key, 0.0))


def _shifted(chance: float, known: float, deviations: float) -> float:
    """Move the mean of a Beta with a + b = `known` by so many standard deviations of its odds.

    The logarithm of the odds has a standard deviation of about 1 / sqrt((a + b + 1) p (1 - p)).
    """
    if not deviations or not 0 < chance < 1:
        return chance
    spread = 1 / math.sqrt((known + 1) * chance * (1 - chance))
    return 1 / (1 + (1 - chance) / chance * math.exp(-deviations * spread))
