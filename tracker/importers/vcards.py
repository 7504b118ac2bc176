"""The people of an address book, as vCards of any version.

What a contact here has no field for, but may be needed in a hunt, goes to the notes, a line each:
further numbers and addresses, messengers, departments, nicknames. What belongs to a private address
book alone stays there: photos, birthdays, families, keys.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tracker import names
from tracker.errors import TrackerError
from tracker.folding import fold_text
from tracker.importers.content_lines import Card, Property, begins_card, cards
from tracker.importers.rows import ContactRow, Home, Options, Reading, Unread
from tracker.words import ContactKind

MOST_CARDS = 100_000
MET = "X-TRACKER-MET"
"""The property of our own that says where somebody was met, which stands in the note as well."""

_MESSENGERS = {
    "IMPP": "messenger",
    "X-AIM": "AIM",
    "X-GOOGLE-TALK": "Google Talk",
    "X-GTALK": "Google Talk",
    "X-ICQ": "ICQ",
    "X-JABBER": "Jabber",
    "X-MSN": "MSN",
    "X-QQ": "QQ",
    "X-SKYPE": "Skype",
    "X-SKYPE-USERNAME": "Skype",
    "X-TELEGRAM": "Telegram",
    "X-TWITTER": "Twitter",
    "X-WHATSAPP": "WhatsApp",
    "X-YAHOO": "Yahoo",
}
_PROFILES = ("X-SOCIALPROFILE", "SOCIALPROFILE", "X-LINKEDIN", "X-LINKEDIN-URL")
_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-KIND")
_LABEL = "X-ABLABEL"
_IN_PARTS = {"N", "ORG", "ADR"}
_NAME_PARTS = 5
_WANTED = {
    *("FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "URL", "ADR", "NOTE", "UID"),
    *("CATEGORIES", MET, _LABEL, *_KINDS, *_PROFILES, *_MESSENGERS),
}
_NOT_PEOPLE = {
    "group": "it is a list of people, not one person",
    "location": "it is a place, not a person",
    "application": "it is a program, not a person",
    "device": "it is a device, not a person",
}
_NO_LABELS = {"pref", "internet", "voice", "other", "x-other", "text", "video", "textphone", ""}
_NOT_CALLED = {"fax", "pager", "modem", "bbs"}
_SYSTEM_GROUPS = {"my contacts", "mycontacts", "starred", "contacts"}
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_KIND = {kind.value: kind for kind in ContactKind}


def recognises(content: bytes) -> bool:
    """Whether a file is one of vCards."""
    return begins_card(content)


def read(name: str, content: bytes, home: Home, options: Options) -> Reading[ContactRow]:
    """Return the people of a file of vCards, and the cards that could not be taken.

    Raises TrackerError for a file of more cards than can be taken at once.
    """
    del home, options
    rows: list[ContactRow] = []
    unread: list[Unread] = []
    for count, card in enumerate(cards(content, _WANTED), 1):
        if count > MOST_CARDS:
            msg = f"{name} has more than {MOST_CARDS:,} cards; divide it and import the parts."
            raise TrackerError(msg)
        if card.nested is not None:
            reason = "a card inside another, such as an assistant's; add that person by hand"
            unread.append(Unread(card.nested, reason))
        try:
            rows.append(_row(card))
        except TrackerError as error:
            unread.append(Unread(card.line, str(error)))
    return Reading(rows, sorted(unread), noun="card")


class _Entries:
    """The properties of a card by name, the preferred first; blank ones left out."""

    def __init__(self, properties: Sequence[Property]) -> None:
        self._found: dict[str, list[Property]] = {}
        self._labels = {one.group: one.text for one in properties if one.name == _LABEL}
        for one in sorted(properties, key=lambda one: one.preference):
            if one.text and (one.name not in _IN_PARTS or any(one.parts)):
                self._found.setdefault(one.name, []).append(one)

    def all(self, *names: str) -> list[Property]:
        return [one for name in names for one in self._found.get(name, ())]

    def texts(self, name: str) -> list[str]:
        return list(dict.fromkeys(one.text for one in self.all(name)))

    def noted(self, what: str, one: Property, value: str) -> str:
        """Return a line of notes: “phone (home): 555 1234”."""
        own = _APPLE_LABEL.sub(r"\1", self._labels.get(one.group, "") if one.group else "")
        service = " ".join(one.parameters.get("X-SERVICE-TYPE", ()))
        label = own or service or " ".join(kind for kind in one.types if kind not in _NO_LABELS)
        label = " ".join(re.sub(r"[()]", " ", label).split())
        return f"{what} ({label}): {_line(value)}" if label else f"{what}: {_line(value)}"


def _row(card: Card) -> ContactRow:
    """Return whom a card is of; raises TrackerError with the reason where it cannot be taken."""
    if card.fault:
        raise TrackerError(card.fault)
    entries = _Entries(card.properties)
    for one in entries.all(*_KINDS):
        if reason := _NOT_PEOPLE.get(one.text.casefold()):
            raise TrackerError(reason)
    company = next((part for one in entries.all("ORG") for part in one.parts if part), None)
    emails = [mail for one in entries.all("EMAIL") if "@" in (mail := _reached(one))]
    name = _name(entries, company, emails)
    fields = {**_fields(entries), "name_parts": _name_parts(entries, name)}
    return ContactRow(
        line=card.line,
        name=name,
        company=company,
        card_uid=next(iter(entries.texts("UID")), None),
        emails=list(dict.fromkeys(emails)),
        urls=list(dict.fromkeys(map(_reached, _pages(entries)))),
        fields={field: value for field, value in fields.items() if value},
    )


def _name(entries: _Entries, company: str | None, emails: Sequence[str]) -> str:
    made = (" ".join(_spoken(one.parts).split()) for one in entries.all("N"))
    others = [*entries.texts("NICKNAME"), *([company] if company else []), *emails]
    for name in (*entries.texts("FN"), *made, *others):
        if fold_text(name):
            return name
    msg = "it has no name, no company and no e-mail address"
    raise TrackerError(msg)


def _name_parts(entries: _Entries, name: str) -> str | None:
    """Return the parts of a name, a line each, where nobody could tell them from the name."""
    for one in entries.all("N"):
        stated = [*map(_line, one.parts), *[""] * _NAME_PARTS][:_NAME_PARTS]
        return None if tuple(stated) == names.parts(name) else "\n".join(stated)
    return None


def _spoken(parts: Sequence[str]) -> str:
    """Return the parts of a name as it is spoken: “Dr. Mia Q. Chen Jr.”."""
    family, given, more, before, after = [*parts, *[""] * _NAME_PARTS][:_NAME_PARTS]
    return f"{before} {given} {more} {family} {after}".replace(",", " ")


def _fields(entries: _Entries) -> dict[str, Any]:
    groups = [item for one in entries.all("CATEGORIES") for item in one.items if item]
    kinds = [group for group in groups if group.casefold() in _KIND]
    met = next(iter(entries.texts(MET)), None)
    left = [group for group in groups if group.casefold() not in _SYSTEM_GROUPS]
    lines = [*_further(entries), *_listed("groups", [one for one in left if one not in kinds[:1]])]
    return {
        "role": next(iter(_roles(entries)), None),
        "kind": _KIND[kinds[0].casefold()] if kinds else None,
        "phone": next(map(_reached, _phones(entries)), None),
        "met": met,
        "notes": _notes(entries.texts("NOTE"), met, lines),
    }


def _notes(said: Sequence[str], met: str | None, lines: Sequence[str]) -> str:
    """Return what was noted, and below it what there is no field for."""
    text = "\n\n".join(said)
    if met and text.endswith(f"Met: {met}"):
        text = text.removesuffix(f"Met: {met}").removesuffix("\n\n")
    return "\n\n".join(filter(None, (text, "\n".join(dict.fromkeys(lines)))))


def _further(entries: _Entries) -> Iterator[str]:
    """Yield what of a card there is no field for, a line each."""
    for org in entries.all("ORG")[:1]:
        yield from _listed("department", [part for part in org.parts if part][1:])
    for org in entries.all("ORG")[1:]:
        yield from _listed("also at", [part for part in org.parts if part])
    yield from (f"also: {_line(role)}" for role in _roles(entries)[1:])
    yield from _listed("nickname", entries.texts("NICKNAME") if entries.all("FN", "N") else [])
    for phone in _others(_phones(entries)):
        yield entries.noted("phone", phone, _reached(phone))
    for mail in _others(entries.all("EMAIL")):
        yield entries.noted("e-mail", mail, _reached(mail))
    for page in _others(_pages(entries)):
        yield entries.noted("url", page, _reached(page))
    for place in entries.all("ADR"):
        yield entries.noted(
            "address", place, ", ".join(filter(None, (part.strip(" ,") for part in place.parts)))
        )
    for one in entries.all(*_PROFILES):
        if not _ADDRESS.fullmatch(one.text):
            yield entries.noted("profile", one, one.text.removeprefix("x-apple:"))
    for one in entries.all(*_MESSENGERS):
        yield entries.noted(_MESSENGERS[one.name], one, one.text)


def _roles(entries: _Entries) -> list[str]:
    return list(dict.fromkeys([*entries.texts("TITLE"), *entries.texts("ROLE")]))


def _phones(entries: _Entries) -> list[Property]:
    """Return the numbers of a card, those that nobody can call last."""
    return sorted(entries.all("TEL"), key=lambda one: bool(_NOT_CALLED.intersection(one.types)))


def _pages(entries: _Entries) -> list[Property]:
    """Return the web pages of a card: the preferred one first, or else that at LinkedIn."""
    found = [one for one in entries.all("URL", *_PROFILES) if _ADDRESS.fullmatch(one.text)]
    return sorted(found, key=lambda one: (one.preference, "linkedin.com/" not in one.text))


def _others(properties: Sequence[Property]) -> list[Property]:
    """Return those that say another address or number than the first one does."""
    found = {_reached(one): one for one in reversed(properties)}
    return [one for one in properties[1:] if found[_reached(one)] is one]


def _reached(one: Property) -> str:
    """Return an address or a number without the scheme that version 4.0 writes before it."""
    text = _line(one.text)
    scheme, _, rest = text.partition(":")
    if scheme.casefold() in {"tel", "mailto"}:
        text = rest.replace(";ext=", " ext. ")
    return text.strip()


def _listed(what: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield f"{what}: {', '.join(map(_line, texts))}"


def _line(text: str) -> str:
    return " ".join(text.split())
