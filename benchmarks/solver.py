"""Time the exact decision inside one process: python -m benchmarks.solver [SEEDS].

Hunts are those of plausible.py, one for each seed from 0 on; each is solved without flips and with
all of them, right after a fixed loop in Python. Milliseconds depend on the machine and what else it
does, so it is the ratio to the loop that is held against the goal. Every number of processes has an
interpreter of its own, whose peak of memory is the largest that any of its hunts needed.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.plausible import hunt
from benchmarks.startup import UNITS_PER_MB, show
from tracker.scoring.graph import TooManyStatesError
from tracker.scoring.solver import solve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SEEDS = 25
GOALS = {4: 3.0, 8: 15.0, 12: 400.0}
"""The most milliseconds without flips, in the median, by the number of processes.

They are those of a machine on which the loop takes LOOP_MS; on another they stretch as it does.
"""

LOOP_MS = 6.3

FLIPS_GOAL = 4.0
"""The most that all flips may take, as a multiple of the median without them."""

MEGABYTES_GOAL = 400.0


def loop() -> int:
    """Do what a solver does, without deciding anything: count, look up, add up."""
    seen: dict[int, int] = {}
    for number in range(50_000):
        state = number * 2_654_435_761 & 0xFFFF
        seen[state] = seen.get(state, 0) + (state & -state)
    return sum(seen.values())


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that something takes."""
    before = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - before)


def measure(processes: int, seeds: int) -> None:
    """Print the times of each hunt, [loop, without flips, with them], and the peak in MB."""
    solve(hunt(0, 2))
    times = []
    for seed in range(seeds):
        one = hunt(seed, processes)
        try:
            times.append(
                [timed(loop), timed(lambda: solve(one, flips=())), timed(lambda: solve(one))]  # noqa: B023 (called at once)
            )
        except TooManyStatesError:
            print(f"{processes} processes, seed {seed}: too many states", file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS_PER_MB
    print(json.dumps({"times": times, "megabytes": peak}))


def measured(processes: int, seeds: int) -> tuple[list[list[float]], float]:
    """Measure in an interpreter of its own; return times and peak."""
    command = [sys.executable, "-m", "benchmarks.solver", str(seeds), str(processes)]
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    found = json.loads(said)
    return found["times"], found["megabytes"]


def row(name: str, times: Sequence[float], loops: float, goal: float) -> list[str]:
    """Return what is shown of a case: median and worst, x loop, the goal, and if it is met."""
    median = statistics.median(times)
    reached = median / loops
    shown = [f"{median:.1f}", f"{max(times):.1f}", f"{reached:.2f}", f"<= {goal:.2f} x loop"]
    return [name, *shown, "ok" if reached <= goal else "over"]


def rows(processes: int, seeds: int) -> list[list[str]]:
    """Return the rows of a number of processes: without flips, with them, and the memory."""
    name = f"{processes} processes"
    times, megabytes = measured(processes, seeds)
    if not times:
        return [[name, "", "", "", "", "too many states"]]
    loops, without, flips = ([each[n] for each in times] for n in range(3))
    beside = statistics.median(loops)
    goal = FLIPS_GOAL * statistics.median(without) / beside
    within = "ok" if megabytes <= MEGABYTES_GOAL else "over"
    return [
        row(name, without, beside, GOALS[processes] / LOOP_MS),
        row("  all flips", flips, beside, goal),
        ["  peak of memory", "", f"{megabytes:.0f} MB", "", f"<= {MEGABYTES_GOAL:.0f} MB", within],
    ]


def main(seeds: int) -> None:
    loops = statistics.median(timed(loop) for _ in range(25))
    found = [each for processes in GOALS for each in rows(processes, seeds)]
    print(f"{seeds} hunts of each size, Python {sys.version.split()[0]}; loop: {loops:.1f} ms\n")
    show([["case", "median ms", "worst", "x loop", "goal", ""], *found])


if __name__ == "__main__":
    if sys.argv[2:]:
        measure(int(sys.argv[2]), int(sys.argv[1]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else SEEDS)
