"""What a check finds."""

from collections.abc import Callable
from typing import NamedTuple

from tracker.words import Check

MEND = "mend it with: tracker doctor --fix"
AGAIN = "once that is mended, look again with: tracker doctor"
STRANGE = "leave it if you know what made it; the hunt itself does not use it"


class Finding(NamedTuple):
    """One thing that is wrong, and what to do; `mend` does it where that is safe.

    Where it `blocks`, what the records say cannot be looked at.
    """

    check: Check
    problem: str
    advice: str
    mend: Callable[[], None] | None = None
    blocks: bool = False
