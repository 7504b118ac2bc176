"""The parts of a person's name, as an address book asks for them; and when two names may be one."""

import re
from typing import TypeAlias

from tracker.folding import fold_text

Parts: TypeAlias = tuple[str, str, str, str, str]
"""The family name, the first, more of them, and what stands before and after."""

_BEFORE = {
    *("dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "rev", "hon", "herr", "frau"),
    *("ing", "dipl-ing", "mag", "mme", "mlle", "sra", "dott", "dra", "drs"),
}
_AFTER = {
    *("jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "msc", "bsc", "esq", "cpa", "llm", "pmp"),
    *("ma", "ba", "dds", "jd", "rn"),
}
_PARTICLES = {
    *(
        "van",
        "von",
        "vom",
        "zu",
        "de",
        "der",
        "den",
        "ten",
        "ter",
        "di",
        "da",
        "del",
        "della",
        "do",
    ),
    *("dos", "das", "du", "la", "le", "bin", "ibn", "al", "el", "af", "av", "y"),
}
"""What belongs to the family name that follows."""
_BRACKETED = re.compile(r"\([^)]*\)|\[[^]]*\]")
_LONGEST = 200
"""Letters; what comes after them tells nobody from others."""
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")
_BETWEEN = str.maketrans({"-": " ", ".": " ", "/": " ", "|": " ", "'": "", "\u2019": ""})


def parts(name: str) -> Parts:
    """Return of “Dr. Mia Q. van Dam Jr.” the family name, the first, more, and before and after."""
    words = name.split()
    start, end = 0, len(words)
    while start < end - 1 and _plain(words[start]) in _BEFORE:
        start += 1
    while start < end - 1 and _plain(words[end - 1]) in _AFTER:
        end -= 1
    family = max(end - 1, start)
    while start + 1 < family and words[family - 1].casefold() in _PARTICLES:
        family -= 1
    first, more = words[start : min(start + 1, family)], words[start + 1 : family]
    divided = (words[family:end], first, more, words[:start], words[end:])
    last, *others = (" ".join(part) for part in divided)
    return (last.rstrip(",") if others[-1] else last, *others)  # type: ignore[return-value]


def is_address(name: str) -> bool:
    """Whether an e-mail address stands in place of a name."""
    return _ADDRESS.fullmatch(name.strip()) is not None


def words(name: str) -> frozenset[str]:
    """Return the words that tell a name from others: without titles and what stands in brackets.

    An address in place of a name has none.
    """
    if is_address(name):
        return frozenset()
    every = frozenset(fold_text(_BRACKETED.sub(" ", name[:_LONGEST])).translate(_BETWEEN).split())
    return every - _BEFORE - _AFTER - _PARTICLES or every


def is_short_for(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether all words of a name are in another, as they are or by their first letters."""
    letters = {word[0] for word in other}
    return all(
        word in other or word[0] in other or (len(word) == 1 and word in letters) for word in one
    )


def _plain(word: str) -> str:
    return word.casefold().replace(".", "").strip(",")
