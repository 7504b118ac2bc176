"""What can go wrong in a way that the user can mend; each message is one full sentence."""

from collections.abc import Sequence


class TrackerError(Exception):
    """A refusal: the message names the thing and the next step; nothing was written."""


class NotFoundError(TrackerError):
    """No record goes by that name."""


class WrongKeyError(TrackerError):
    """The key that was said is not that of an encrypted file."""


class AmbiguousError(TrackerError):
    """Several records go by that name; `candidates` lists them as (what to type, label)."""

    def __init__(self, message: str, candidates: Sequence[tuple[int | str, str]]) -> None:
        super().__init__(message)
        self.candidates = candidates
