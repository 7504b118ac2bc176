"""How much the quickest commands do, counted in instructions, which no busy machine blurs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PASS = ("-c", "pass")
MOST = {"--version": 4.8, "--help": 4.8, "application list": 9.5}
"""Times what `python3 -c pass` does; the first two as the issue of start-up speed has them."""


class Counter:
    """Counts the instructions of Python processes, with everything compiled beforehand."""

    def __init__(self, folder: Path) -> None:
        self._environment = {
            **{name: value for name, value in os.environ.items() if "BYTECODE" not in name},
            "PYTHONHASHSEED": "0",
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
            "TRACKER_DATABASE": str(folder / "hunt.db"),
            "HOME": str(folder),
        }

    def run(self, *arguments: str, under: tuple[str, ...] = ()) -> str:
        """Run Python; return what it said on standard error."""
        done = subprocess.run(
            [*under, sys.executable, *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stderr

    def count(self, *arguments: str) -> int:
        self.run(*arguments)
        callgrind = ("valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}")
        found = re.search(r"Collected : ([0-9]+)", self.run(*arguments, under=callgrind))
        assert found is not None
        return int(found[1])


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    if shutil.which("valgrind") is None:
        pytest.skip("valgrind is not installed, so instructions cannot be counted")
    return Counter(tmp_path)


def test_the_quickest_commands_do_little_more_than_to_start_python(counter: Counter) -> None:
    counter.run("-m", "tracker", "add", "Acme", "Data engineer", "€120k")
    least = counter.count(*PASS)
    found = {line: counter.count("-m", "tracker", *line.split()) / least for line in MOST}
    assert {line: times for line, times in found.items() if times > MOST[line]} == {}
