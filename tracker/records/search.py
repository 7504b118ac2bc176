"""Find records by words that stand anywhere in them, and say where."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, undefer

from tracker import addresses, nouns
from tracker.batches import batches
from tracker.dates import show_day
from tracker.errors import TrackerError
from tracker.folding import unaccented
from tracker.found_by import PARTS, TOKEN, backwards, searched, tokens
from tracker.models import Application, Contact, Interaction, Interview, Offer
from tracker.records import fulltext, interviews
from tracker.records.fulltext import Word

BEFORE, LENGTH = 30, 110
"""How many characters of a text are shown, and how many of them before what was looked for."""

MOST_WORDS, MOST_TOKENS = 20, 20
"""What is longer was pasted by mistake; only its beginning is looked for."""

SHORTEST_PHONE = 6
MOST_PLACES = 100

_BATCH = 400
_LABELS = {
    "posting_url": "posting",
    "posting_text": "posting",
    "posting_id": "posting id",
    "other_role": "other role",
    "email": "e-mail",
}


class Hit(NamedTuple):
    """A record that holds the words; `see` is the noun and number by which it can be shown.

    `field` and `excerpt` tell where they stand, unless they all stand in its own names.
    """

    noun: str
    number: int
    title: str
    company: str | None
    see: str
    field: str | None
    excerpt: str | None


class Found(NamedTuple):
    """The best hits, and how many there are in all."""

    hits: list[Hit]
    total: int


def find(session: Session, text: str, limit: int | None) -> Found:
    """Return the records that hold every word of a text, the best first.

    Raises TrackerError where it holds no word.
    """
    said = (part for word in text.split() for part in addresses.sought(word))
    words = [tokens(word)[:MOST_TOKENS] for word in dict.fromkeys(said)]
    words = [word for word in words if word][:MOST_WORDS]
    if not words:
        msg = f"“{text}” holds no letter or digit to look for; name a word: tracker search kafka"
        raise TrackerError(msg)
    ids, total = fulltext.matching(session, words, limit)
    if not ids and _is_phone(text):
        ids, total = fulltext.matching(session, [[backwards(text)]], limit)
    return Found(list(_hits(session, ids, words)), total)


def _is_phone(text: str) -> bool:
    return len(backwards(text)) >= SHORTEST_PHONE and not any(map(str.isalpha, text))


def _hits(session: Session, ids: Sequence[int], words: Sequence[Word]) -> Iterator[Hit]:
    for some in batches(map(searched, ids), _BATCH):
        records = _load(session, some)
        for noun, number in some:
            if (record := records.get((noun, number))) is not None:
                title, company, see = _NAMES[noun](record)
                yield Hit(noun, number, title, company, see, *_where(noun, record, words))


def _load(session: Session, some: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Any]:
    numbers = defaultdict(list)
    for noun, number in some:
        numbers[noun].append(number)
    return {
        (noun, record.id): record
        for noun, wanted in numbers.items()
        for record in session.scalars(_selected(noun, wanted))
    }


def _selected(noun: str, numbers: Sequence[int]) -> Select[Any]:
    model, *options = _MODELS[noun]
    return select(model).where(model.id.in_(numbers)).options(*options)


_MODELS: dict[str, tuple[Any, ...]] = {
    "application": (Application, undefer(Application.posting_text)),
    "interview": (Interview, joinedload(Interview.application)),
    "offer": (Offer, joinedload(Offer.application)),
    "contact": (Contact,),
    "interaction": (
        Interaction,
        joinedload(Interaction.contact),
        joinedload(Interaction.application),
    ),
}


def _exchange(one: Interaction) -> tuple[str, str | None, str]:
    about = one.application.company if one.application else None
    title = f"Exchange with {one.contact.title} on {show_day(one.on)}"
    return title, one.contact.company or about, f"contact {one.contact_id}"


_NAMES: dict[str, Callable[[Any], tuple[str, str | None, str]]] = {
    "application": lambda one: (one.title, one.company, f"application {one.id}"),
    "interview": lambda one: (
        interviews.labelled(one),
        one.application.company,
        f"interview {one.id}",
    ),
    "offer": lambda one: (nouns.offer_title(one), one.application.company, f"offer {one.id}"),
    "contact": lambda one: (one.title, one.company, f"contact {one.id}"),
    "interaction": _exchange,
}


def _where(noun: str, record: Any, words: Sequence[Word]) -> tuple[str | None, str | None]:  # noqa: ANN401 (any of the models)
    """Return the first field of a record that holds what its names do not, and an excerpt."""
    names = " ".join(getattr(record, name) or "" for name in PARTS[noun].title)
    sought = [word for word in words if not _places(names, [word])]
    for label, text in _fields(noun, record) if sought else ():
        if places := _places(text, sought):
            return label, _cut(text, _busiest(places))
    return None, None


def _fields(noun: str, record: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 (any of the models)
    for name in PARTS[noun].body:
        if text := getattr(record, name):
            yield _LABELS.get(name, name), unicodedata.normalize("NFC", text)
    if noun == "application":
        yield from (("tag", tag.name) for tag in record.tags)
        yield from (("reason", change.reason or "") for change in record.stage_changes)


def _places(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return where a text holds words, and which of them, in its order."""
    found = [(one.start(), unaccented(one[0])) for one in TOKEN.finditer(text)]
    texts = [token for _, token in found]
    places = (
        (start, which)
        for place, (start, _) in enumerate(found)
        for which, word in enumerate(words)
        if _is_at(texts, place, word)
    )
    return list(islice(places, MOST_PLACES))


def _is_at(texts: Sequence[str], place: int, word: Word) -> bool:
    *whole, last = word
    there = texts[place : place + len(word)]
    if len(there) < len(word) or there[:-1] != whole:
        return False
    return there[-1] == last if len("".join(word)) == 1 else there[-1].startswith(last)


def _busiest(places: Sequence[tuple[int, int]]) -> int:
    """Return the first place from which most of the words stand within an excerpt."""

    def around(start: int) -> int:
        room = LENGTH - BEFORE
        return len({which for place, which in places if start <= place < start + room})

    return max((start for start, _ in places), key=around)


def _cut(text: str, place: int) -> str:
    """Return the part of a text around a place, from one gap between words to another."""
    start, end = max(place - BEFORE, 0), max(place - BEFORE, 0) + LENGTH
    if start and (gap := text.find(" ", start, place)) >= 0:
        start = gap + 1
    if end < len(text) and (gap := text.rfind(" ", place, end)) > place:
        end = gap
    shown = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}"
