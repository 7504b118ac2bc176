"""When two statements of a person are one person: what is compared of name, company and address."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, NamedTuple, Self
from urllib.parse import unquote

from tracker.addresses import comparable
from tracker.folding import fold_company, fold_text

Key = tuple[str, ...]

_MAILBOXES = """
    admin application applications bewerbung bewerbungen career careers contact contacto hallo
    hello help hiring hr info jobs karriere kontakt mail no-reply noreply office people post
    recruiter recruiting recruitment support talent team work
"""
_SHARED = frozenset(_MAILBOXES.split())
"""Names of mailboxes that several people read."""
_PROFILE = re.compile(
    r"(?:[a-z]+\.)?(?:"
    r"(?P<site>linkedin)\.com/(?:mwlite/)?(?:in|pub)|(?P<xing>xing)\.com/(?:profile|profiles)"
    r")/(?P<who>[^/?#]+)",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"^(?P<what>e-mail|phone|url)(?: \([^)\n]*\))?: (?P<value>\S.*)$", re.MULTILINE | re.IGNORECASE
)
_PUNCTUATION = str.maketrans(dict.fromkeys(".\u2019'\"()"))
_FEWEST_FIGURES, _LAST_FIGURES = 5, 7


class Noted(NamedTuple):
    """What a line of notes says of how somebody is reached: “phone (home): 555 1234”."""

    what: str
    value: str


def person(name: str) -> str:
    """Return what is compared of a name: “Chen, Mia” is “Mia Chen”."""
    return " ".join(sorted(fold_text(name).translate(_PUNCTUATION).split()))


def card(uid: str) -> str:
    """Return what is compared of the UID of a card."""
    return uid.strip().casefold().removeprefix("urn:uuid:")


def mailbox(email: str) -> str:
    """Return what is compared of an e-mail address."""
    return email.strip().casefold()


def is_shared(box: str) -> bool:
    """Whether several people may read a mailbox, such as jobs@acme.example."""
    return box.partition("@")[0].partition("+")[0] in _SHARED


def page(url: str) -> str:
    """Return what is compared of a web page."""
    return comparable(url if "://" in url else f"//{url}").removeprefix("www.")


def profile(url: str) -> tuple[str, str] | None:
    """Return the site and the name of a person's own page there, where it is known to be one.

    The home page of a company is many people's.
    """
    found = _PROFILE.match(page(url))
    if found is None:
        return None
    return (found["site"] or found["xing"]).lower(), unquote(found["who"]).casefold()


def figures(phone: str) -> str:
    """Return what is compared of a phone number, with or without its country; blank for none."""
    kept = "".join(sign for sign in phone if sign.isdecimal())
    return kept[-_LAST_FIGURES:] if len(kept) >= _FEWEST_FIGURES else ""


def noted(notes: str | None) -> Iterator[Noted]:
    """Yield the further addresses and numbers that notes name, one a line."""
    for found in _NOTED.finditer(notes or ""):
        yield Noted(found["what"].casefold(), found["value"].strip())


@dataclass(eq=False, slots=True)
class Identity:
    """What somebody is recognised by; of `emails` and `profiles` the first is the preferred one.

    Every way to match people asks this: rows of a file with contacts, and a copy with a hunt.
    """

    name: str
    company: str
    uids: frozenset[str]
    emails: list[str]
    profiles: list[tuple[str, str]]
    pages: frozenset[str]
    phones: frozenset[str]
    marked: frozenset[str]
    """The UIDs that some card has; an export not brought back yet tells nobody apart."""

    @classmethod
    def of(
        cls, name: str, company: str | None, uid: str | None, said: Mapping[str, Iterable[str]]
    ) -> Self:
        """Return whom these words are about; `said` are all e-mails, phones and urls."""
        uids = frozenset([card(uid)] if uid else ())
        return cls(
            person(name),
            fold_company(company or ""),
            uids,
            [mailbox(email) for email in said["email"]],
            [known for url in said["url"] if (known := profile(url))],
            frozenset(map(page, said["url"])),
            frozenset(filter(None, map(figures, said["phone"]))),
            uids,
        )

    @classmethod
    def recorded(cls, row: Mapping[str, Any]) -> Self:
        """Return whom the columns of a contact are about."""
        said = {what: [row[what]] if row[what] else [] for what in ("email", "phone", "url")}
        for what, value in noted(row["notes"]):
            said[{"e-mail": "email"}.get(what, what)].append(value)
        return cls.of(row["name"], row["company"], row["card_uid"], said)

    @property
    def boxes(self) -> set[str]:
        """Their e-mail addresses, without those that others may read too."""
        return {email for email in self.emails if not is_shared(email)}

    @property
    def is_marked(self) -> bool:
        """Whether anything but their name and company tells them from others."""
        return next(self.marks(), None) is not None

    def keys(self) -> Iterator[Key]:
        """Yield what is enough to know them by, the surest first."""
        yield from (("uid", uid) for uid in sorted(self.uids))
        yield from (("email", email) for email in self.emails if email in self.boxes)
        yield from self.profiles
        yield from (("email", email, self.name) for email in self.emails)

    def marks(self) -> Iterator[Key]:
        """Yield what tells them from others of their name."""
        yield from (("uid", uid) for uid in sorted(self.marked))
        yield from (("email", email) for email in self.emails)
        yield from self.profiles
        yield from (("page", self.name, one) for one in sorted(self.pages))


def apart(ours: AbstractSet[Any], theirs: AbstractSet[Any]) -> bool:
    """Whether both say something, and nothing alike."""
    return bool(ours and theirs) and ours.isdisjoint(theirs)


class Joined:
    """Marks of people, those of one person joined, however many statements it takes."""

    def __init__(self) -> None:
        self._before: dict[Key, Key] = {}

    def first(self, mark: Key) -> Key:
        """Return the mark that stands for all that are joined with this one."""
        while (before := self._before.get(mark, mark)) != mark:
            self._before[mark] = self._before.get(before, before)
            mark = before
        return mark

    def join(self, marks: Iterable[Key]) -> None:
        """Note that these are one person's."""
        firsts = [self.first(mark) for mark in marks]
        for one in firsts[1:]:
            self._before[self.first(one)] = self.first(firsts[0])
