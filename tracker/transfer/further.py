"""What is further along in a file than here: an import moves nothing, so it says what does."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tracker.records.notes import counted
from tracker.words import Outcome, Stage


class Further(NamedTuple):
    """An application on record, and how far it got by a file; `on` is when, if that is known.

    `sent` is the day of application that it lacks here.
    """

    number: int
    title: str
    stage: Stage
    outcome: Outcome | None
    on: date | None = None
    sent: date | None = None

    def __str__(self) -> str:
        commands = [] if self.sent is None else [self._sending(self.sent)]
        if not (commands and self.stage is Stage.APPLIED and self.outcome is None):
            commands.append(self._command())
        return f"{self.title} is {self.outcome or self.stage} there: {', then '.join(commands)}"

    def _sending(self, day: date) -> str:
        return f"tracker application move {self.number} {Stage.APPLIED} --on {day}"

    def _command(self) -> str:
        """Return what records that; to accept needs an offer, which no list of applications has."""
        if self.outcome is Outcome.ACCEPTED:
            return f"tracker offer add {self.number} PAY, then tracker offer accept"
        day = f" --on {self.on}" if self.on else ""
        if self.outcome is Outcome.REJECTED:
            return f"tracker reject {self.number}{day}"
        verb, word = ("close", self.outcome) if self.outcome else ("move", self.stage)
        return f"tracker application {verb} {self.number} {word}{day}"


def heading(every: Sequence[Further]) -> str:
    """Return what stands above them."""
    return (
        f"{counted(len(every), 'application')} further along in the file than here, where "
        "importing moves nothing; what does:"
    )
