"""HTML as plain text: its lines, its lists, and nothing that is not shown.

lxml reads it as a stream of tags. The standard library's own reader takes time that grows with the
square of what is malformed, and those that build a tree as browsers do can be made to fill any
memory; lxml with no tree does neither.
"""

import html
import re
from collections.abc import Mapping
from typing import Protocol, TypeVar

MOST_DEEP = 2000
"""Tags within tags; what is nested deeper is no page for people, and is not read on."""

MOST_SHOWN = 1_000_000
"""Letters; what a page shows beyond them is no posting, and costs memory only."""

T_co = TypeVar("T_co", covariant=True)

_PIECE = 65536
_HIDDEN = {"script", "style", "template", "noscript", "svg", "title", "nav", "footer", "select"}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset"),
    *("figure", "form", "header", "hr", "li", "main", "ol", "pre", "section", "table", "tr", "ul"),
}
_APART = {"h1", "h2", "h3", "h4", "h5", "h6", "p"}
_LINE, _PARAGRAPH = 1, 2
_BLANKS = re.compile(r"\s+")
_GAPS = re.compile(r"\n\s*\n\s*\n+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


class Target(Protocol[T_co]):
    """What a stream of tags and text is told to; `close` returns what was made of it."""

    def start(self, tag: str, given: Mapping[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, data: str) -> None: ...
    def close(self) -> T_co: ...


class TooDeepError(Exception):
    """What is read is nested deeper than MOST_DEEP."""


class Text:
    """Takes a stream of tags and text; closed, it is what they show."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._gap = 0
        self._sign = ""
        self._hidden = 0
        self._deep = 0
        self._room = MOST_SHOWN

    def start(self, tag: str, given: Mapping[str, str] | None = None) -> None:
        del given
        self._deep += 1
        if self._deep > MOST_DEEP:
            raise TooDeepError
        self._hidden += tag in _HIDDEN
        self._part(tag)
        if tag == "br":
            self._gap = min(self._gap + _LINE, _PARAGRAPH)
        elif tag == "li":
            self._sign = "- "
        elif tag in {"td", "th"} and self._room > 0:
            self._room -= 1
            self._pieces.append(" ")

    def end(self, tag: str) -> None:
        self._deep -= 1
        self._hidden -= tag in _HIDDEN
        self._part(tag)

    def data(self, data: str) -> None:
        if self._hidden or self._room <= 0:
            return
        text = _BLANKS.sub(" ", data)
        if self._gap:
            text = text.lstrip()
        if not text:
            return
        self._room -= len(text) + 1
        if self._pieces:
            self._pieces.append("\n" * self._gap)
        self._pieces += (self._sign, text)
        self._gap, self._sign = 0, ""

    def close(self) -> str:
        lines = "".join(self._pieces).split("\n")
        return "\n".join(_BLANKS.sub(" ", line).strip() for line in lines).strip()

    def _part(self, tag: str) -> None:
        if tag in _APART:
            self._gap = _PARAGRAPH
        elif tag in _BLOCKS and not self._gap:
            self._gap = _LINE


def feed(text: str, target: Target[T_co]) -> tuple[T_co, bool]:
    """Return what a target makes of HTML, and whether it was read to its end."""
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 (only this needs it)

    parser = etree.HTMLParser(target=target, encoding="utf-8")
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE].encode(errors="replace"))
        parser.close()
    except (TooDeepError, etree.LxmlError):
        return target.close(), False
    return target.close(), True


def plain(text: str) -> str:
    """Return a text without its markup, even where that was written as entities."""
    if "&lt;" in text and not _TAG.search(text):
        text = html.unescape(text)
    if _TAG.search(text):
        return feed(text, Text())[0]
    return _GAPS.sub("\n\n", html.unescape(text).replace("\r\n", "\n")).strip()


def seen(text: str) -> str:
    """Return what a reader sees of HTML, a paragraph a line; text without tags as it is."""
    if not _TAG.search(text):
        return text
    return "\n".join(filter(None, feed(text, Text())[0].split("\n")))
