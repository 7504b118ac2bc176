"""Things of schema.org in JSON-LD: found wherever they stand, their references followed.

Keys and types are taken without their vocabulary, so that “schema:title” is “title”.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

Item = dict[str, Any]
"""A thing: its properties by name; `@type` and `@id` besides."""

LONGEST = 300
"""Characters of a name; what is longer is none."""

_VOCABULARY = re.compile(r"^(?:https?://(?:www\.)?schema\.org/|schema:)", re.IGNORECASE)
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_FIGURES = 30
_WRAPS = 3
"""A name may be a text with its language, in a list, in a thing."""


def loads(text: str) -> object:
    """Return what JSON says, None where it is none; as lenient as pages are careless."""
    stripped = _WRAPPING.sub("", text.strip().lstrip("\ufeff"))
    for candidate in (stripped, html.unescape(stripped)):
        with suppress(ValueError, RecursionError):
            return json.loads(candidate, strict=False, parse_float=Decimal, parse_int=_whole)
    return None


def _whole(figures: str) -> int | str:
    return int(figures) if len(figures) <= _FIGURES else figures


class Things:
    """All that some documents state, by what it is and by its `@id`."""

    def __init__(self, documents: Iterable[object]) -> None:
        self._every = [item for document in documents for item in _items(document)]
        self._named: dict[str, Item] = {}
        for item in self._every:
            identity = item.get("@id")
            if isinstance(identity, str) and item.keys() > {"@id"}:
                self._named.setdefault(identity, {}).update(item)

    def of_type(self, name: str) -> list[Item]:
        """Return the things of that type, each once, with all that is stated of them."""
        found = [self._whole(item) for item in self._every if name in types(item)]
        return list({id(item): item for item in found}.values())

    def _whole(self, item: Item) -> Item:
        identity = item.get("@id")
        return self._named.get(identity, item) if isinstance(identity, str) else item

    def resolved(self, value: object) -> object:
        """Return what a value stands for: the thing that it refers to, if it refers to one."""
        if isinstance(value, str):
            return self._named.get(value, value)
        return self._whole(value) if isinstance(value, dict) else value

    def each(self, item: Mapping[str, Any], *names: str) -> Iterator[object]:
        """Yield the values of the first of these properties that has any, references followed."""
        for name in names:
            values = item.get(name)
            listed = values if isinstance(values, list) else [values]
            if stated := [value for value in listed if value not in (None, "", [], {})]:
                yield from map(self.resolved, stated)
                return

    def text(self, item: Mapping[str, Any], *names: str) -> str:
        """Return the first of these properties as a text, by its name where it is a thing."""
        for name in names:
            for value in self.each(item, name):
                if shown := self.shown(value):
                    return shown
        return ""

    def shown(self, value: object) -> str:
        """Return a value as a short text, "" where it is no such thing."""
        for _ in range(_WRAPS):
            if isinstance(value, dict):
                value = value.get("@value") or value.get("name") or value.get("value")
            if isinstance(value, list):
                value = next(iter(value), None)
        if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
            return ""
        return clean(" ".join(html.unescape(str(value)).split()))[:LONGEST]


def clean(text: str) -> str:
    """Return a text without what no database keeps: NUL, and halves of a sign."""
    return text.replace("\0", "").encode(errors="replace").decode()


def types(item: Mapping[str, Any]) -> set[str]:
    """Return what a thing is, without the vocabulary."""
    stated = item.get("@type")
    return {bare(one) for one in (stated if isinstance(stated, list) else [stated]) if one}


def bare(name: object) -> str:
    return _VOCABULARY.sub("", name) if isinstance(name, str) else ""


def _items(document: object) -> Iterator[Item]:
    """Yield every thing within a document, however deep, the outer ones first."""
    left = [document]
    while left:
        value = left.pop()
        if isinstance(value, list):
            left.extend(reversed(value))
        elif isinstance(value, dict):
            for key in [key for key in value if bare(key) != key]:
                value.setdefault(bare(key), value.pop(key))
            yield value
            left.extend(reversed(value.values()))
