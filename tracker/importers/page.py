"""An HTML page, and what it says of itself: read once, in bounded time and memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.importers.plain import MOST_DEEP, Text, TooDeepError, feed
from tracker.importers.schema_org import Item

_MOST_OPEN = 20
_LINKED = {"a": "href", "link": "href", "area": "href", "img": "src", "iframe": "src"}
_STATED = {"meta": "content", "time": "datetime", "data": "value", "meter": "value"}
_HEAD = {"title", "script", "meta", "link"}
_MARKS = ("data-testid", "data-automation")


@dataclass
class Page:
    """What a page says of itself.

    `metas` are its meta tags by name or property, in small letters; `marks` the text of what it
    marks for its own use, by the mark. `scripts` are its blocks of JSON-LD, `items` its microdata.
    """

    title: str = ""
    canonical: str | None = None
    metas: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    text: str = ""
    is_cut: bool = False


@dataclass(slots=True)
class _Open:
    """An element whose end is still to come: what was begun with it."""

    item: bool = False
    text: Text | None = None
    kept_as: tuple[dict[str, Any], str] | None = None


class _Reader:
    """Takes lxml's stream of tags, and fills a Page."""

    def __init__(self) -> None:
        self.page = Page()
        self._text = Text()
        self._open: list[_Open] = []
        self._within: list[Item] = []
        self._listening: list[Text] = []
        self._raw: list[str] | None = None

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        if len(self._open) >= MOST_DEEP:
            raise TooDeepError
        opened = _Open()
        self._open.append(opened)
        if tag in _HEAD:
            self._head(tag, given)
        self._text.start(tag)
        for text in self._listening:
            text.start(tag)
        if not given:
            return
        if "itemscope" in given:
            opened.item = True
            self._begin(given)
        elif given.get("itemprop") and self._within:
            self._state(opened, self._within[-1], tag, given)
        elif mark := given.get(_MARKS[0]) or given.get(_MARKS[1]):
            self._listen(opened, self.page.marks, mark)

    def end(self, tag: str) -> None:
        opened = self._open.pop() if self._open else _Open()
        self._text.end(tag)
        for text in self._listening:
            text.end(tag)
        if opened.item:
            self._within.pop()
        if opened.text is not None and opened.kept_as is not None:
            self._listening.remove(opened.text)
            _keep(*opened.kept_as, opened.text.close())
        if self._raw is not None and tag in {"title", "script"}:
            self._told(tag, "".join(self._raw))

    def data(self, data: str) -> None:
        if self._raw is not None:
            self._raw.append(data)
        self._text.data(data)
        for text in self._listening:
            text.data(data)

    def close(self) -> Page:
        self.page.text = self._text.close()
        return self.page

    def _head(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "script":
            kind = (given.get("type") or "").partition(";")[0].strip().lower()
            self._raw = [] if kind == "application/ld+json" else None
        elif tag == "title" and not self.page.title:
            self._raw = []
        elif tag == "meta" and (name := given.get("property") or given.get("name")):
            self.page.metas.setdefault(name.strip().lower(), given.get("content", "").strip())
        elif tag == "link" and "canonical" in (given.get("rel") or "").lower().split():
            self.page.canonical = self.page.canonical or given.get("href")

    def _told(self, tag: str, raw: str) -> None:
        self._raw = None
        if tag == "script":
            self.page.scripts.append(raw)
        else:
            self.page.title = self.page.title or " ".join(raw.split())

    def _begin(self, given: Mapping[str, str]) -> None:
        """Begin an item of microdata, which is a property of the one around it or stands alone."""
        item: Item = {"@type": (given.get("itemtype") or "").split()}
        if identity := given.get("itemid"):
            item["@id"] = identity
        names = (given.get("itemprop") or "").split()
        if names and self._within:
            for name in names:
                _keep(self._within[-1], name, item)
        else:
            self.page.items.append(item)
        self._within.append(item)

    def _state(self, opened: _Open, item: Item, tag: str, given: Mapping[str, str]) -> None:
        """Take a property's value: an attribute where that holds it, or else the text within."""
        value = given.get("content") or given.get(_STATED.get(tag) or _LINKED.get(tag) or "")
        for name in given["itemprop"].split():
            if value:
                _keep(item, name, value.strip())
            else:
                self._listen(opened, item, name)

    def _listen(self, opened: _Open, into: dict[str, Any], name: str) -> None:
        if opened.text is None and len(self._listening) < _MOST_OPEN:
            opened.text, opened.kept_as = Text(), (into, name)
            self._listening.append(opened.text)


def _keep(item: Item, name: str, value: Any) -> None:  # noqa: ANN401 (a text, or an item)
    """Keep a value; a property that is stated again has a list of them."""
    if name in item and isinstance(item[name], list):
        item[name].append(value)
    else:
        item[name] = [item[name], value] if name in item else value


def read(html: str) -> Page:
    """Return what a page says; one that is nested without end is read as far as it makes sense."""
    page, is_whole = feed(html, _Reader())
    page.is_cut = not is_whole
    return page
