"""The text of HTML that stands in a cell."""

import re
from html.parser import HTMLParser

_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_BLOCKS = {"br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "section"}
_UNSEEN = {"script", "style", "head", "template"}


def plain(text: str) -> str:
    """Return what a reader sees of HTML, a paragraph a line; text without tags as it is."""
    if not _TAG.search(text):
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.seen).split("\n"))
    return "\n".join(filter(None, lines))


class _Reader(HTMLParser):
    """Collects what is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.seen.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag in _BLOCKS:
            self.seen.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.seen.append(_SPACE.sub(" ", data))
