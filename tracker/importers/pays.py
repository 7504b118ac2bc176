"""A column of pay: what its cells leave unsaid is taken for granted, and told."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property

from tracker.errors import TrackerError
from tracker.money import Pay, parse_pay, unstated


class Pays:
    """How the pay of one column is read, whose cells are `texts`.

    `currency` is the user's own; `at_most` says that a lone figure is the highest.
    """

    def __init__(self, texts: Sequence[str], currency: str, *, at_most: bool) -> None:
        self._texts = texts
        self._own = currency
        self._at_most = at_most
        self._unstated: Counter[str] = Counter()
        self._little: dict[str, None] = {}

    def read(self, text: str) -> Pay:
        """Return the pay that a cell states; raises TrackerError for what is not understood."""
        left = unstated(text)
        pay = parse_pay(text, self._currency if "currency" in left else self._own)
        for what in left:
            self._unstated[what] += 1
        if pay.is_little:
            self._little[text] = None
        if pay.high is None and self._at_most:
            return Pay(None, None, pay.likely, pay.currency, pay.period)
        return pay

    @cached_property
    def _currency(self) -> str:
        """The currency of pay that names none: that of all other cells, or else the user's own."""
        named: set[str] = set()
        for text in dict.fromkeys(self._texts):
            with suppress(TrackerError):
                pay = parse_pay(text, self._own)
                named |= set() if "currency" in unstated(text) else {pay.currency}
        return named.pop() if len(named) == 1 else self._own

    def guesses(self) -> Iterator[str]:
        """Yield what was taken for granted, and how to have it read otherwise."""
        if rows := self._unstated["currency"]:
            yield (
                f"no currency is named in {rows:,} row{'s' * (rows > 1)}: taken in "
                f"{self._currency}; for another, first: tracker profile set currency CODE."
            )
        if rows := self._unstated["period"]:
            yield (
                f"no period is named in {rows:,} row{'s' * (rows > 1)}: taken as pay a year; for "
                "another, write 3500/month or 60/hour."
            )
        if self._little:
            text, *others = self._little
            more = f" and {len(others):,} more" if others else ""
            yield (
                f"“{text}”{more} is little for a year; for thousands write 90k, for hours 60/hour."
            )
