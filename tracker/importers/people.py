"""The person to talk to whom a row of a spreadsheet names."""

import re
from typing import NamedTuple

_NAMED = re.compile(
    r"(?P<name>[^<>@()]{3,80}?)\s*[<(]?(?P<email>[^\s<>@(),;]+@[^\s<>@(),;]+)?[>)]?"
)
_WORD = re.compile(r"[^\W\d_]['\u2019.\-\w]*")
_PARTICLES = {"van", "von", "de", "der", "den", "di", "da", "del", "la", "le", "el", "bin", "al"}
_WORDS = range(2, 6)


class Person(NamedTuple):
    name: str
    email: str | None


def person(text: str) -> Person | None:
    """Return who is meant by “Mia Chen” or “Mia Chen <mia@acme.example>”; None where unsure.

    A name is two to five words with capitals: “ask HR again” is none.
    """
    found = _NAMED.fullmatch(text.strip())
    words = found["name"].split() if found else []
    if len(words) not in _WORDS or not all(map(_fits, words)):
        return None
    return Person(" ".join(words), found["email"]) if found else None


def _fits(word: str) -> bool:
    is_plain = _WORD.fullmatch(word) is not None
    is_initial = len(word.rstrip(".")) == 1
    shouts = word.isupper() and not is_initial
    return is_plain and (word in _PARTICLES or not (word[0].islower() or shouts))
