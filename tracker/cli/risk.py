"""How a risk tolerance too small to reckon with is refused."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def told_how_to_mind_risk() -> Iterator[None]:
    """Add to a risk tolerance that is too small how to set one that is not, with some to spare."""
    from tracker.errors import TrackerError
    from tracker.scoring.utility import TooCarefulError

    try:
        yield
    except TooCarefulError as error:
        way_out = f"tracker profile set risk-tolerance {2 * error.least}"
        msg = f'{error} Set a larger one: {way_out} ("" instead: risk does not count).'
        raise TrackerError(msg) from error
