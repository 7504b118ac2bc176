"""A column of pay: what its cells leave unsaid is taken for granted, and told."""

from collections import Counter
from collections.abc import Iterator

from tracker.money import Pay, parse_pay, unstated


class Pays:
    """How the pay of one column is read; `at_most` says that a lone figure is the highest."""

    def __init__(self, currency: str, *, at_most: bool) -> None:
        self._currency = currency
        self._at_most = at_most
        self._unstated: Counter[str] = Counter()
        self._little: dict[str, None] = {}

    def read(self, text: str) -> Pay:
        """Return the pay that a cell states; raises TrackerError for what is not understood."""
        pay = parse_pay(text, self._currency)
        for what in unstated(text):
            self._unstated[what] += 1
        if pay.is_little:
            self._little[text] = None
        if pay.high is None and self._at_most:
            return Pay(None, None, pay.likely, pay.currency, pay.period)
        return pay

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
