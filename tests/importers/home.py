"""Who imports in these tests: a person in Berlin whose locale is American."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tracker.dates import Calendar
from tracker.errors import TrackerError
from tracker.words import DateOrder

BERLIN = ZoneInfo("Europe/Berlin")
CALENDAR = Calendar(datetime(2026, 11, 22, 10, tzinfo=BERLIN), BERLIN, DateOrder.MONTH_FIRST)


@dataclass(frozen=True)
class Home:
    calendar: Calendar = CALENDAR
    currency: str = "USD"


HOME = Home()


def refusal(action: Callable[[], object]) -> str:
    """Return the sentence with which an action is refused."""
    with pytest.raises(TrackerError) as caught:
        action()
    return str(caught.value)
