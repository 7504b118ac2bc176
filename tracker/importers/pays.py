"""A column of pay: what its cells leave unsaid is taken for granted, and told."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from functools import cached_property

from tracker.errors import TrackerError
from tracker.money import Pay, Unit, currency_meant, parse_pay, unstated
from tracker.words import Period


class Pays:
    """How the pay of one column is read, whose cells are `texts`.

    `currencies` are the cells of the column of currencies, `unit` is what the name of the column
    says of its figures, `currency` is the user's own; `at_most` says that a lone figure is the
    highest.
    """

    def __init__(
        self,
        texts: Sequence[str],
        currencies: Sequence[str],
        unit: Unit,
        currency: str,
        *,
        at_most: bool,
    ) -> None:
        self._texts = texts
        self._currencies = currencies
        self._unit = unit
        self._own = currency
        self._at_most = at_most
        self._unstated: Counter[str] = Counter()
        self._contradicted: dict[str, None] = {}
        self._little: dict[str, None] = {}

    def read(self, text: str, beside: str = "") -> Pay:
        """Return the pay that a cell states, in the currency that its row names `beside` it.

        Raises TrackerError for what is not understood.
        """
        left = unstated(text)
        named = self._named(beside, needed="currency" in left)
        usual = self._currency if "currency" in left else self._own
        period = self._unit.period or Period.YEAR
        pay = parse_pay(text, named or usual, period=period, scale=self._unit.scale)
        if beside and named and named != pay.currency:
            self._contradicted[text] = None
        said = {"currency": named or self._unit.currency, "period": self._unit.period}
        self._unstated.update(what for what in left if not said[what])
        if pay.is_little:
            self._little[text] = None
        if pay.high is None and self._at_most:
            return Pay(None, None, pay.likely, pay.currency, pay.period)
        return pay

    def currency(self, text: str) -> str:
        """Return the currency that a cell names; raises TrackerError for what is not understood."""
        return currency_meant(text, self._own)

    def _named(self, beside: str, *, needed: bool) -> str | None:
        """Return what the row or the column names; raises TrackerError if it is lacking."""
        try:
            name = beside or self._unit.currency
            return self.currency(name) if name else None
        except TrackerError:
            if needed:
                raise
            return None

    @cached_property
    def _currency(self) -> str:
        """The currency of pay that names none: that of all other cells, or else the user's own."""
        named: set[str] = set()
        for text in dict.fromkeys(self._texts):
            with suppress(TrackerError):
                pay = parse_pay(text, self._own)
                named |= set() if "currency" in unstated(text) else {pay.currency}
        for text in dict.fromkeys(self._currencies):
            with suppress(TrackerError):
                named.add(self.currency(text))
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
        if self._contradicted:
            yield (
                f"{_first(self._contradicted)} is in another currency than its row names beside "
                "it: taken as it is written; the other is in the notes."
            )
        if self._little:
            yield (
                f"{_first(self._little)} is little for a year; for thousands write 90k, for hours "
                "60/hour."
            )


def _first(texts: Collection[str]) -> str:
    """Return the first of them, and how many more there are."""
    more = f" and {len(texts) - 1:,} more" if len(texts) > 1 else ""
    return f"“{next(iter(texts))}”{more}"
