"""Measure whole processes against `python -c pass`: python benchmarks/startup.py [ROUNDS].

Every ratio is to a process that ran just before, so that a busy machine blurs but does not bend
it; what is shown is the median over the rounds. This process imports nothing big: a child's peak
of memory counts what it shares with its parent before it starts.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROUNDS = 11
PYTHON = (sys.executable, "-c")
TRACKER = (str(Path(sys.executable).with_name("tracker")),)
UNITS_PER_MB = 2**20 if sys.platform == "darwin" else 2**10
ZONE_AND_TIME = {"TRACKER_NOW": "2026-11-23T09:00+01:00", "TZ": "Europe/Berlin"}

RARE = "acbel engineer"
"""The beginning of one company in some 200, and a role."""
COMMON = "week"
"""What stands in every note."""
QUIET = ("application", "list", "--quiet", "14")

LISTED = 0.85
"""What an everyday command may take at most, x FLOOR."""
DECIDED = 2.5
"""What deciding eight interviews may take: 1.2 x FLOOR, and 0.3 s where FLOOR takes 0.23 s."""

NOTHING = "pass"
FLOOR = "import sqlalchemy.orm, click"
USUAL = "search, common word @1k"
IN = "import of 10k rows"
OUT = "export of JSON, 10k"
OUT_CSV = "export of CSV, 10k"
OUT_VCF = "export of vCards @10k"


class Case(NamedTuple):
    """A process to measure; `goal` is the most it may take, as a multiple of the case `of`.

    It works on a hunt of so many `records`, or where there is none yet if that is None.
    """

    name: str
    command: Sequence[str]
    records: int | None = 0
    goal: float | None = None
    of: str = NOTHING
    megabytes: float | None = None


class Run(NamedTuple):
    seconds: float
    megabytes: float


class Sample(NamedTuple):
    """One round of a case: its time over that of `pass`, and over that of the case `of`."""

    x_pass: float
    reached: float
    megabytes: float


CASES = (
    Case(NOTHING, (*PYTHON, "pass")),
    Case(FLOOR, (*PYTHON, FLOOR)),
    Case("--version", (*TRACKER, "--version"), goal=4.8),
    Case("--help", (*TRACKER, "--help"), goal=4.8),
    Case("add --help", (*TRACKER, "add", "--help"), goal=4.8),
    Case("completion bash", (*TRACKER, "completion", "bash"), goal=4.8),
    Case("pressing tab", TRACKER, goal=4.8),
    Case("list @1k", (*TRACKER, "application", "list"), 1_000, LISTED, FLOOR),
    Case("list @10k", (*TRACKER, "application", "list"), 10_000, LISTED, FLOOR),
    Case("list @100k", (*TRACKER, "application", "list"), 100_000, 1.15, "list @1k"),
    Case("add @10k", (*TRACKER, "add", "Acme", "Data engineer", "€120k"), 10_000, LISTED, FLOOR),
    Case("search @1k", (*TRACKER, "search", RARE), 1_000, 1.3, FLOOR),
    Case("search @100k", (*TRACKER, "search", RARE), 100_000, 1.15, "search @1k"),
    Case(USUAL, (*TRACKER, "search", COMMON), 1_000),
    Case("search, common word @100k", (*TRACKER, "search", COMMON), 100_000, 1.15, USUAL),
    Case("interview list @1k", (*TRACKER, "interview", "list"), 1_000, LISTED, FLOOR),
    Case("contact list @1k", (*TRACKER, "contact", "list"), 1_000, LISTED, FLOOR),
    Case("list --quiet @1k", (*TRACKER, *QUIET), 1_000),
    Case("list --quiet @100k", (*TRACKER, *QUIET), 100_000, 1.5, "list --quiet @1k"),
    Case("agenda @1k", (*TRACKER, "agenda"), 1_000, LISTED, FLOOR),
    Case("worth @1k, 8 interviews", (*TRACKER, "worth"), 1_000, DECIDED, FLOOR),
    Case(IN, (*TRACKER, "import", "10000.csv"), 0, 80, megabytes=100),
    Case("first import, 10k rows", (*TRACKER, "import", "10000.csv"), None, megabytes=100),
    Case("import of 100k rows", (*TRACKER, "import", "100000.csv"), 0, 11, IN),
    Case("import of 10k vCards", (*TRACKER, "import", "10000.vcf"), 0, 80, megabytes=100),
    Case("import of JSON, 10k", (*TRACKER, "import", "10000.json"), 0, 80, megabytes=100),
    Case("import of 100k events", (*TRACKER, "import", "100000.ics"), 0),
    Case(OUT, (*TRACKER, "export", "json"), 10_000, 80, megabytes=100),
    Case("export of JSON, 100k", (*TRACKER, "export", "json"), 100_000, 11, OUT, megabytes=100),
    Case(OUT_CSV, (*TRACKER, "export", "csv"), 10_000, 80, megabytes=100),
    Case("export of CSV, 100k", (*TRACKER, "export", "csv"), 100_000, 11, OUT_CSV, megabytes=100),
    Case("export of a calendar @10k", (*TRACKER, "export", "ics"), 10_000, 80, megabytes=100),
    Case(OUT_VCF, (*TRACKER, "export", "vcf"), 10_000, 80, megabytes=100),
    Case(
        "export of vCards @100k", (*TRACKER, "export", "vcf"), 100_000, 11, OUT_VCF, megabytes=100
    ),
)
BY_NAME = {case.name: case for case in CASES}
TAB = {"_TRACKER_COMPLETE": "bash_complete", "COMP_WORDS": "tracker app", "COMP_CWORD": "1"}


def run(case: Case, folder: Path) -> Run:
    """Run the process of a case on a database of its own; exits where it fails."""
    database = folder / f"{case.records}.db"
    if case.records is None:
        database = Path(tempfile.mkdtemp(dir=folder)) / "new.db"
    elif case.command[:1] == TRACKER and case.records == 0:
        database = folder / "new.db"
        shutil.copyfile(folder / "0.db", database)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    places = {"HOME": str(folder), "TRACKER_DATABASE": str(database)}
    environment = {**kept, **ZONE_AND_TIME, **places, **(TAB if case.command == TRACKER else {})}
    with (folder / "said").open("w+", encoding="utf-8") as said:
        before = time.perf_counter()
        process = subprocess.Popen(
            case.command, cwd=folder, env=environment, stdout=said, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{case.name} failed:\n{said.read()}")
    return Run(seconds, usage.ru_maxrss / UNITS_PER_MB)


def sample(case: Case, folder: Path) -> Sample:
    """Run a case right after those that it is compared with."""
    references = {name: run(BY_NAME[name], folder).seconds for name in (NOTHING, case.of)}
    found = run(case, folder)
    return Sample(
        found.seconds / references[NOTHING], found.seconds / references[case.of], found.megabytes
    )


def row(case: Case, samples: Sequence[Sample]) -> list[str]:
    """Return what is shown of a case: its name, x pass, MB, what was reached, the goal, ok."""
    x_pass = statistics.median(one.x_pass for one in samples)
    megabytes = max(one.megabytes for one in samples)
    shown = [case.name, f"{x_pass:.1f}", f"{megabytes:.0f}"]
    reached = statistics.median(one.reached for one in samples)
    goals = {
        f"{case.goal} x {case.of}": case.goal is None or reached <= case.goal,
        f"{case.megabytes} MB": case.megabytes is None or megabytes <= case.megabytes,
    }
    asked = [goal for goal in goals if not goal.startswith("None")]
    if not asked:
        return [*shown, "", "", ""]
    within = all(goals.values())
    return [*shown, f"{reached:.2f}", f"<= {', '.join(asked)}", "ok" if within else "over"]


def show(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(line[place]) for line in rows) for place in range(len(rows[0]))]
    for line in rows:
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        print("  ".join(cells).rstrip())


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, Path(__file__).with_name("hunts.py"), folder], check=True)
        found = [[sample(case, folder) for case in CASES] for _ in range(rounds + 1)][1:]
    print(f"Whole processes, medians of {rounds} rounds, Python {sys.version.split()[0]}:\n")
    rows = [
        row(case, samples) for case, samples in zip(CASES, zip(*found, strict=True), strict=True)
    ]
    show([["case", "x pass", "MB", "reached", "goal", ""], *rows])


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else ROUNDS)
