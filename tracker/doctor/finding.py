"""What a check finds."""

from collections.abc import Callable
from typing import NamedTuple

from tracker.words import Check

MEND = "mend it with: tracker doctor --fix"


class Finding(NamedTuple):
    """One thing that is wrong, and what to do; `mend` does it where that is safe."""

    check: Check
    problem: str
    advice: str
    mend: Callable[[], None] | None = None
