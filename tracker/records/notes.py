"""What a command has to tell the person: said once the change is kept, the first as its summary."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol

_NOTES = "notes"

_LEAST = 0.005
"""The least chance that is 1%, and the least left to certainty that makes 99%."""

_ROUNDING = 1e-9
"""How far sums of chances may be off."""


class Told(Protocol):
    """What a command works with, a session or a pen: it is told, and passes it on."""

    @property
    def info(self) -> dict[Any, Any]: ...


class Note(NamedTuple):
    """One full sentence; `aside` is what is true only today, and stands before its full stop.

    `todo` is what to do about it, a command at its end, which `asks` before it does anything.
    """

    text: str
    aside: str = ""
    warning: bool = False
    todo: str = ""
    asks: bool = False

    def __str__(self) -> str:
        if self.todo:
            return f"{self.text.removesuffix('.')}; {self.todo}"
        return f"{self.text.removesuffix('.')}{self.aside}." if self.aside else self.text


def tell(by: Told, text: str, aside: str = "") -> None:
    """Say what was done."""
    pass_on(by, Note(text, aside))


def warn(by: Told, text: str, todo: str = "", *, asks: bool = False) -> None:
    """Say what was accepted but looks odd, and what to do about it, if anything (see Note)."""
    pass_on(by, Note(text, warning=True, todo=todo, asks=asks))


def pass_on(by: Told, note: Note) -> None:
    """Say what was overheard, or made ready to be said."""
    by.info.setdefault(_NOTES, []).append(note)


@contextmanager
def overheard(by: Told) -> Iterator[list[Note]]:
    """Hand over what is told meanwhile, instead of saying it."""
    before = by.info.pop(_NOTES, [])
    heard: list[Note] = []
    yield heard
    heard.extend(by.info.pop(_NOTES, []))
    by.info[_NOTES] = before


def told(by: Told) -> list[Note]:
    return list(by.info.get(_NOTES, []))


def percent(chance: float) -> str:
    """Return a chance in percent, and only what is certain, or impossible, as 100% and 0%."""
    if _ROUNDING < chance < _LEAST:
        return "under 1%"
    return "over 99%" if _ROUNDING < 1 - chance < _LEAST else f"{chance:.0%}"


def listed(titles: list[str]) -> str:
    """Join names as a sentence does: “A, B and C”."""
    return " and ".join(filter(None, [", ".join(titles[:-1]), *titles[-1:]]))


def counted(number: int, noun: str) -> str:
    """Count things in words: “1 application”, “3 applications”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
