"""What an import did to the records of one noun."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.importers.rows import Unread


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many records were added, changed, or known already; `remarks` are full sentences.

    `left_out` are rows that were read, but found no place among the records.
    """

    noun: str
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    left_out: Sequence[Unread] = ()
    remarks: Sequence[str] = ()
