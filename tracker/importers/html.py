"""The text of HTML that stands in a cell.

Read in one pass, and not by html.parser: on some broken texts that takes the square of their
length (CVE-2025-6069, and not mended in every Python that runs this).
"""

import re
from collections.abc import Iterator
from html import unescape

_MARK = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?![a-z0-9])[^<>]*>|<!--|-->|<![a-z][^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_BLOCKS = {"br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "section"}
_UNSEEN = {"script", "style", "head", "template"}
_COMMENT = {"<!--": "-->"}


def plain(text: str) -> str:
    """Return what a reader sees of HTML, a paragraph a line; text without tags as it is."""
    if not _TAG.search(text):
        return text
    lines = (" ".join(line.split()) for line in "".join(_seen(text)).split("\n"))
    return "\n".join(filter(None, lines))


def _seen(text: str) -> Iterator[str]:
    """Yield what stands between the marks, but for what is between those that hide it."""
    at, until = 0, ""
    for mark in _MARK.finditer(text):
        if not until:
            yield _SPACE.sub(" ", unescape(text[at : mark.start()]))
            yield _break(mark)
            until = _hidden_until(mark)
        elif until == _called(mark):
            until = ""
        at = mark.end()
    if not until:
        yield _SPACE.sub(" ", unescape(text[at:]))


def _called(mark: re.Match[str]) -> str:
    return f"{mark['end']}{mark['tag'].lower()}" if mark["tag"] else mark[0]


def _hidden_until(mark: re.Match[str]) -> str:
    """Return which mark shows what follows again, "" where nothing is hidden."""
    called = _called(mark)
    return f"/{called}" if called in _UNSEEN else _COMMENT.get(called, "")


def _break(mark: re.Match[str]) -> str:
    called = _called(mark)
    if called.removeprefix("/") not in _BLOCKS:
        return ""
    return "\n- " if called == "li" else "\n"
