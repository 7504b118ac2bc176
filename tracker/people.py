"""When two statements of a person are one person: what is compared of name, company and address."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple, Self
from urllib.parse import unquote
from uuid import UUID, uuid5

from tracker import names
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
_MOST_NAMES = 20
"""More names than these at one address are those of several people."""
_PROFILE = re.compile(
    r"(?:[a-z]+\.)?(?:"
    r"(?P<site>linkedin)\.com/(?:mwlite/)?(?:in|pub)|(?P<xing>xing)\.com/(?:profile|profiles)"
    r")/(?P<who>[^/?#]+)",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"^(?P<what>e-mail|phone|url|also called)(?: \([^)\n]*\))?: (?P<value>\S.*)$",
    re.MULTILINE | re.IGNORECASE,
)
_NAMESPACE = UUID("8f0c35c6-3f3b-4d0e-9b4c-5d1c7c1f4c1a")
_PUNCTUATION = str.maketrans(dict.fromkeys(".\u2019'\"()"))
_FEWEST_FIGURES, _LAST_FIGURES = 5, 7


class Noted(NamedTuple):
    """What a line of notes says of how somebody is reached, or called: “phone (home): 555 1234”."""

    what: str
    value: str
    line: str

    @classmethod
    def of(cls, what: str, value: str) -> Self:
        return cls(what, value, f"{what}: {value}")

    @property
    def mark(self) -> Key:
        """What is compared of it."""
        return self.what, _COMPARED[self.what](self.value)


def person(name: str) -> str:
    """Return what is compared of a name: “Chen, Mia” is “Mia Chen”."""
    return " ".join(sorted(fold_text(name).translate(_PUNCTUATION).split()))


def uid(hunt: str, contact: int) -> str:
    """Return the UID of a contact that came from no card: the same each time, in this hunt only."""
    return uuid5(_NAMESPACE, f"{hunt} contact {contact}").urn


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


def number(phone: str) -> str:
    """Return what is compared of a phone number: its figures, with or without its country.

    What has too few of them to be called stays as it is.
    """
    kept = "".join(sign for sign in phone if sign.isdecimal())
    return kept[-_LAST_FIGURES:] if len(kept) >= _FEWEST_FIGURES else fold_text(phone)


_COMPARED: Mapping[str, Callable[[str], str]] = {
    "e-mail": mailbox,
    "phone": number,
    "url": page,
    "also called": person,
}


def noted(notes: str | None) -> Iterator[Noted]:
    """Yield the further addresses, numbers and names that notes hold, one a line."""
    for found in _NOTED.finditer(notes or ""):
        yield Noted(found["what"].casefold(), found["value"].strip(), found[0])


def named_by(name: str) -> list[Noted]:
    """Return the address that stands in place of a name, if one does."""
    return [Noted.of("e-mail", name.strip())] if names.is_address(name) else []


@dataclass(eq=False, slots=True)
class Identity:
    """What somebody is recognised by; of `emails` and `profiles` the first is the preferred one.

    Every way to match people asks this: rows of a file with contacts, and a copy with a hunt.
    """

    called: str
    name: str
    """What is compared of it."""
    also: tuple[str, ...]
    """What else they are called, where that is another name altogether."""
    company: str
    uids: frozenset[str]
    emails: list[str]
    profiles: list[tuple[str, str]]
    pages: frozenset[str]
    phones: frozenset[str]
    marked: frozenset[str]
    """The UIDs that some card has; an export not brought back yet tells nobody apart."""
    common: AbstractSet[str] = frozenset()
    """The addresses that several people are known to use, whoever they are."""

    @classmethod
    def of(cls, name: str, company: str | None, uids: Iterable[str], said: Iterable[Noted]) -> Self:
        """Return whom these words are about; `said` is all of how they are reached."""
        cards = frozenset(map(card, uids))
        by: dict[str, dict[str, str]] = {what: {} for what in _COMPARED}
        for one in said:
            what, compared = one.mark
            by[what].setdefault(compared, one.value)
        return cls(
            called=name,
            name=person(name),
            also=tuple(by["also called"].values()),
            company=fold_company(company or ""),
            uids=cards,
            emails=list(by["e-mail"]),
            profiles=[known for url in by["url"].values() if (known := profile(url))],
            pages=frozenset(by["url"]),
            phones=frozenset(by["phone"]),
            marked=cards,
        )

    @classmethod
    def recorded(cls, row: Mapping[str, Any]) -> Self:
        """Return whom the columns of a contact are about."""
        columns = (("e-mail", "email"), ("phone", "phone"), ("url", "url"))
        said = [Noted.of(what, row[column]) for what, column in columns if row[column]]
        said += named_by(row["name"])
        uids = filter(None, (row["card_uid"] or "").split("\n"))
        return cls.of(row["name"], row["company"], uids, [*said, *noted(row["notes"])])

    @property
    def boxes(self) -> set[str]:
        """Their e-mail addresses, without those that others may read too."""
        return set(filter(self._is_own, self.emails))

    @property
    def reached(self) -> set[Key]:
        """The marks of all that is noted of how they are reached."""
        by = (("e-mail", self.emails), ("phone", self.phones), ("url", self.pages))
        return {(what, one) for what, every in by for one in every}

    @property
    def is_marked(self) -> bool:
        """Whether anything but their name and company tells them from others."""
        return next(self.marks(), None) is not None

    def sure(self) -> Iterator[Key]:
        """Yield what nobody else goes by, whatever they are called."""
        yield from (("uid", uid) for uid in sorted(self.uids))
        yield from self.profiles

    def keys(self) -> Iterator[Key]:
        """Yield what is enough to know them by, the surest first."""
        yield from (("uid", uid) for uid in sorted(self.uids))
        yield from (("e-mail", email) for email in self.emails if self._is_own(email))
        yield from self.profiles
        yield from (("e-mail", email, name) for email in self.emails for name in self._names())

    def marks(self) -> Iterator[Key]:
        """Yield what tells them from others of their name."""
        yield from (("uid", uid) for uid in sorted(self.marked))
        for email in self.emails:
            yield ("e-mail", email) if self._is_own(email) else ("e-mail", email, self.name)
        yield from self.profiles
        yield from (("page", self.name, one) for one in sorted(self.pages))

    def contradicts(self, other: "Identity") -> bool:
        """Whether names and cards say that two who use one address are two.

        Names that have no word in common are two people's. So are names of which none is short for
        the other, where each has a card, a page or a number of its own.
        """
        ours, theirs = set(self.profiles), set(other.profiles)
        have_own = (
            apart(self.marked, other.marked)
            or apart(ours, theirs)
            or apart(self.phones, other.phones)
        )
        is_sure = self.uids & other.uids or ours & theirs
        return not (is_sure or self.is_like(other, strictly=have_own))

    def says_the_same(self, other: "Identity") -> bool:
        """Whether two contradict the same people."""
        return all(
            getattr(self, name) == getattr(other, name)
            for name in ("name", "also", "marked", "profiles", "phones")
        )

    def is_like(self, other: "Identity", *, strictly: bool = False) -> bool:
        """Whether a name of one is short for one of the other.

        If not `strictly`, a word in common is enough, of what they are called first of all: by what
        else somebody is called, two who are told apart would become one with every further name.
        """
        pairs = list(product(self._words(), other._words()))  # noqa: SLF001 (one of us)
        if any(_may_be_one(*each) for each in pairs):
            return True
        ours, theirs = pairs[0]
        return not strictly and any(len(word) > 1 for word in ours & theirs)

    def is_news(self, called: str) -> bool:
        """Whether a name has a word that none of theirs has, but for initials and the company."""
        every = (self.called, *self.also)
        said = {word for word in names.words(called) if len(word) > 1} - {*self.company.split()}
        return all(said - names.words(name) for name in every)

    def _is_own(self, email: str) -> bool:
        return email not in self.common and not is_shared(email)

    def _names(self) -> Iterator[str]:
        yield self.name
        yield from map(person, self.also)

    def _words(self) -> list[frozenset[str]]:
        """Return the words of each name, without those of the company."""
        every = [names.words(name) for name in (self.called, *self.also)]
        return [one - set(self.company.split()) or one for one in every]


def _may_be_one(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return names.is_short_for(ours, theirs) or names.is_short_for(theirs, ours)


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


def shared(everybody: Iterable[Identity]) -> set[str]:
    """Return the addresses that several people use, by what names and cards say of those there."""
    firsts: dict[str, Identity] = {}
    more: dict[str, list[Identity]] = {}
    found: set[str] = set()
    for one in everybody:
        for email in one.emails:
            first = firsts.setdefault(email, one)
            if first is one or email in found:
                continue
            users = (first, *more.get(email, ()))
            if len(users) > _MOST_NAMES or any(map(one.contradicts, users)):
                found.add(email)
            elif not any(map(one.says_the_same, users)):
                more.setdefault(email, []).append(one)
    return found
