"""What a record is found by when the user looks for words: which of its columns, in which words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tracker.folding import unaccented

NOUNS = ("application", "interview", "offer", "contact", "interaction")
"""What can be found; a noun's place is part of the ids below, so new ones go to the end."""

ROOM = 8
"""How many nouns there may come to be."""

APART = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts that put no spaces between words: each of their signs stands for itself."""

TOKEN = re.compile(rf"[{APART}]|[^\W_{APART}]+[+#]*")
"""A word as it is kept and looked for; C++ and C# are words, too."""

TITLE, BODY, CONTEXT = range(3)
"""Where words stand: in its names, in all else that was said, in names of what it belongs to."""

Texts = tuple[list[str], list[str], list[str]]
"""What a record says, by where it stands."""


class Part(NamedTuple):
    """A table that holds words of a noun: in `title` its names, in `body` all else that was said.

    `links` are the columns that name what it belongs to, each with the table of that.
    """

    noun: str
    owner: str = "id"
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        return (*self.title, *self.body)

    @property
    def places(self) -> list[int]:
        """Where the words of its own columns stand, in their order."""
        return [TITLE] * len(self.title) + [BODY] * len(self.body)

    @property
    def compared(self) -> tuple[str, ...]:
        return (*self.own, *(column for column, _ in self.links))


_OF_APPLICATION = (("application_id", "application"),)

PARTS = {
    "application": Part(
        "application",
        title=("company", "role"),
        body=(
            "notes",
            "location",
            "posting_url",
            "posting_id",
            "documents",
            "other_role",
            "posting_text",
        ),
    ),
    "tag": Part("application", "application_id", body=("name",)),
    "stage_change": Part("application", "application_id", body=("reason",)),
    "interview": Part("interview", body=("place", "notes"), links=_OF_APPLICATION),
    "offer": Part("offer", body=("notes",), links=_OF_APPLICATION),
    "contact": Part(
        "contact",
        title=("name", "company"),
        body=("notes", "role", "email", "phone", "url", "met"),
    ),
    "interaction": Part(
        "interaction", body=("notes",), links=(("contact_id", "contact"), *_OF_APPLICATION)
    ),
}


def search_id(noun: str, number: int) -> int:
    """Return the id of the row for the record of that number."""
    return number * ROOM + NOUNS.index(noun)


def searched(row: int) -> tuple[str, int]:
    """Return noun and number of the record that a row is for."""
    number, place = divmod(row, ROOM)
    return NOUNS[place], number


def gather(
    texts: Texts, columns: Iterable[str], places: Iterable[int], values: Iterable[str | None]
) -> None:
    """Add what these columns of a part say to the texts of a record."""
    for column, place, text in zip(columns, places, values, strict=True):
        if text:
            texts[place].append(text)
            if column == "phone":
                texts[place].append(backwards(text))


def entry(noun: str, number: int, texts: Texts) -> dict[str, Any] | None:
    """Return the row of `search_text` for a record; None where it has no words of its own."""
    title, body, context = (" ".join(tokens(" ".join(said))) for said in texts)
    if not title and not body:
        return None
    return {"id": search_id(noun, number), "title": title, "body": body, "context": context}


def new_entries(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """Return the rows of `search_text` for new rows of tables, of records that belong to no other.

    They are given as they are read: those of one table in the order of its key.
    """
    texts: dict[tuple[str, int], Texts] = {}
    for name, part in PARTS.items():
        for row in (row for table, row in rows if table == name):
            said = texts.setdefault((part.noun, row[part.owner]), ([], [], []))
            gather(said, part.own, part.places, (row.get(column) for column in part.own))
    made = (entry(noun, number, said) for (noun, number), said in texts.items())
    return [one for one in made if one is not None]


def tokens(text: str) -> list[str]:
    """Return the words of a text as they are kept and looked for."""
    return TOKEN.findall(unaccented(text))


def backwards(phone: str) -> str:
    """Return the digits of a phone number from the last to the first.

    So the national and the international form of a number begin alike.
    """
    digits = "".join(sign for sign in phone if sign.isdecimal())
    return digits.lstrip("0")[::-1]
