"""Long runs of things, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

SIZE = 1000


def batches(things: Iterable[T], size: int = SIZE) -> Iterator[list[T]]:
    """Yield the things in lists of so many, the last of which may be shorter."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some
