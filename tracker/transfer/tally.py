"""What an import did to the records of one noun."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.importers.rows import Unread
from tracker.records.notes import Note
from tracker.transfer.further import Further


class Doubt(NamedTuple):
    """A row that may belong to one of several records: `candidates` are their ids and labels."""

    key: tuple[str, str]
    question: str
    candidates: Sequence[tuple[int, str]]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many records were added, changed, or known already; `remarks` are full sentences.

    `hints` are such that name what to do about what was done.
    `left_out` are rows that were read, but found no place among the records. `told` are lines on
    what was done; `doubts` are rows left out until somebody says where they belong. `further` are
    records that the file has further along, which stay as they are.
    """

    noun: str
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    left_out: Sequence[Unread] = ()
    remarks: Sequence[str] = ()
    hints: Sequence[Note] = ()
    told: Sequence[str] = ()
    doubts: Sequence[Doubt] = ()
    further: Sequence[Further] = ()
