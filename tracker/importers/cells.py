"""A cell that leads somewhere: its text is what it shows."""

import re
from collections.abc import Iterable
from typing import Self

_SCHEME = re.compile(r"(?:https?://|mailto:)(?:www\.)?", re.IGNORECASE)


class Linked(str):
    """The text of a cell, which is all that most readers need, and where its links lead."""

    __slots__ = ("links",)
    links: tuple[str, ...]

    def __new__(cls, text: str, links: Iterable[str]) -> Self:
        cell = super().__new__(cls, text)
        cell.links = tuple(dict.fromkeys(links))
        return cell


def links_of(cell: Linked) -> tuple[str, ...]:
    """Return where a cell leads, without what its text says already."""
    return tuple(link for link in cell.links if _bare(link) not in _bare(cell).split())


def _bare(address: str) -> str:
    return _SCHEME.sub("", address.strip()).casefold().rstrip("/")
