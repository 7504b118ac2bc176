"""Which round a meeting is, by the words of its title."""

import re

from tracker.words import Round

_WORDS = {
    Round.ASSESSMENT: r"assessment|take-?home|case study|work sample|probearbeit\w*|hackerrank",
    Round.FINAL: r"final|last round|letztes? gespr[aä]ch",
    Round.ONSITE: r"on-?site|super ?day|panel|loop|vor ort|office visit",
    Round.TECHNICAL: r"tech(?:nical|nisches)?|coding|code review|pair(?:ing)?|system design",
    Round.SCREEN: r"screen\w*|phone|intro\w*|recruit\w+|first (?:call|round)|erstgespr\w+",
}
_TITLES = [
    (found, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for found, words in _WORDS.items()
]


def guess(title: str, about: str) -> Round | None:
    """Return the round that a title names, apart from `about`: company and role.

    Our own titles end in the round itself, as in “Acme, Data engineer: onsite”.
    """
    _, _, last = title.rpartition(": ")
    if last in set(Round):
        return Round(last)
    rest = title.casefold().replace(about.casefold(), " ") if about else title
    return next((found for found, words in _TITLES if words.search(rest)), None)
