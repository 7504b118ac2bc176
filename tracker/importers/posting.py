"""A posting, from the page or file that shows it: what it states, and nothing that it does not.

First comes what the page states for programs, schema.org's JobPosting: as JSON-LD, then as
microdata; where it lacks something, the page's title and canonical address say it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from tracker.addresses import posting_id
from tracker.dates import show_day
from tracker.errors import TrackerError
from tracker.importers import meanings, page, salary, saved_page, titles
from tracker.importers.days import Days
from tracker.importers.page import Page
from tracker.importers.plain import plain
from tracker.importers.rows import Home
from tracker.importers.schema_org import Item, Things, clean, loads
from tracker.words import Workplace

MOST_TEXT = 200_000
PAY = "Pay: "
"""How the fact begins that says pay which could not be taken as such."""
"""Characters of a posting's text; what is longer holds more than the posting."""

_MOST_PLACES = 5
_REMOTE = "telecommute"


@dataclass(frozen=True)
class Posting:
    """A posting as it was understood.

    `fields` is what records.applications.set_fields takes, without what is not stated; `facts` are
    lines for the notes, such as “Posted: 2026-11-02”; `remarks` are full sentences on what had to
    be supposed or left out.
    """

    company: str | None = None
    role: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    facts: Sequence[str] = ()
    remarks: Sequence[str] = ()

    @property
    def title(self) -> str:
        return ", ".join(filter(None, (self.company, self.role))) or "a posting without a name"


def read(
    content: bytes, home: Home, *, address: str | None = None, charset: str | None = None
) -> list[Posting]:
    """Return the postings of a page, of a page as a browser saved it, or of JSON-LD alone.

    `address` is where it is shown, `charset` what its site says of it. Raises TrackerError for
    what shows no posting.
    """
    saved = saved_page.read(content, charset)
    where = address or saved.address
    if (document := _document(saved.text)) is not None:
        return _several(Things([document]), [], Page(), home, where)
    shown = page.read(saved.text)
    documents = Things(map(loads, shown.scripts))
    return _several(documents, shown.items, shown, home, where)


def _document(text: str) -> object:
    return loads(text) if text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["} else None


def _several(
    things: Things, items: Sequence[Item], shown: Page, home: Home, where: str | None
) -> list[Posting]:
    where = _canonical(shown, where)
    micro = Things(items)
    found = [(things, one) for one in things.of_type("JobPosting")]
    stated = found or [(micro, one) for one in micro.of_type("JobPosting")]
    if not stated:
        return [_titled(shown, where)]
    alone = len(stated) == 1
    made = [_Stated(*each, shown if alone else Page(), home, where).posting() for each in stated]
    return _of_this_page({(one.title, *_told_apart(one)): one for one in made}.values(), where)


def _told_apart(posting: Posting) -> tuple[object, ...]:
    return tuple(posting.fields.get(name) for name in ("location", "posting_id", "posting_url"))


def _of_this_page(postings: Iterable[Posting], where: str | None) -> list[Posting]:
    """Return the one that the page is about, where others are only listed beside it."""
    every = list(postings)
    own = [one for one in every if where and one.fields.get("posting_url") == where]
    return own if len(own) == 1 else every


def _canonical(shown: Page, where: str | None) -> str | None:
    """Return the address that a page gives as its own, unless that is the site's front page."""
    for stated in (shown.canonical, shown.metas.get("og:url")):
        with suppress(ValueError):
            url = urljoin(where or "", (stated or "").strip())
            parts = urlsplit(url)
            if parts.scheme in {"http", "https"} and parts.netloc and parts.path.strip("/"):
                return url
    return where


def _titled(shown: Page, where: str | None) -> Posting:
    """Return what a page says of a posting that is not stated for programs."""
    if titles.is_wall(shown.title) or not (shown.title or shown.metas.get("og:title")):
        said = f"the page shows “{shown.title[:80]}”" if shown.title else "there is no title"
        msg = (
            f"No posting is found: {said}; save the page of the posting from your browser, then: "
            "tracker add --from FILE"
        )
        raise TrackerError(msg)
    told = _told(shown)
    whole = " ".join((shown.metas.get("og:title") or shown.title).split())
    is_broken = any(loads(script) is None for script in shown.scripts if script.strip())
    states = "states in a damaged form what is" if is_broken else "states nothing"
    remarks = [f"The page {states} for programs: all of this is from its title."]
    if not told.get("role"):
        remarks.append("Its whole title is taken as the role; to correct it, say company and role.")
    text = shown.text[:MOST_TEXT]
    fields = {
        "location": told.get("location"),
        "posting_url": where,
        "posting_id": posting_id(where or ""),
        "posting_text": text,
    }
    return Posting(
        told.get("company"), told.get("role") or whole[:300], _stated(fields), (), remarks
    )


def _told(shown: Page) -> dict[str, str]:
    return titles.told(filter(None, (shown.metas.get("og:title"), shown.title)), shown.marks)


def _stated(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


class _Stated:
    """One JobPosting; what it lacks, the page around it may tell."""

    def __init__(
        self, things: Things, item: Item, shown: Page, home: Home, where: str | None
    ) -> None:
        self._things = things
        self._item = item
        self._page = shown
        self._told = _told(shown)
        self._home = home
        self._where = where
        self._remarks: list[str] = []
        self._unread_pay = ""

    def posting(self) -> Posting:
        company = self._company() or self._told.get("company")
        role = self._text("title", "name") or self._told.get("role")
        fields = _stated(dict(self._fields()))
        return Posting(company or None, role or None, fields, list(self._facts()), self._remarks)

    def _company(self) -> str:
        """Return who hires, unless that is only a reference to what is not there."""
        name = self._text("hiringOrganization")
        return "" if name.startswith(("http://", "https://", "_:", "#")) else name

    def _text(self, *names: str) -> str:
        return self._things.text(self._item, *names)

    def _fields(self) -> Iterator[tuple[str, Any]]:
        url = self._address()
        yield "posting_url", url
        yield "posting_id", posting_id(url or "") or self._identifier()
        yield "location", self._location() or self._told.get("location")
        yield "workplace", self._workplace()
        found = salary.read(self._things, self._item, self._home.currency)
        self._remarks += found.remarks
        self._unread_pay = found.unread
        yield "pay", found.pay
        yield "apply_by", self._apply_by()
        yield "posting_text", self._shown()

    def _address(self) -> str | None:
        """Return the page's own address, or else that which the posting states."""
        if self._page.title and self._where:
            return self._where
        for stated in map(self._item.get, ("url", "@id", "sameAs")):
            with suppress(ValueError):
                url = urljoin(self._where or "", stated) if isinstance(stated, str) else ""
                if stated and urlsplit(url).scheme in {"http", "https"}:
                    return clean(url)
        return self._where

    def _identifier(self) -> str:
        """Return the number that the site gave it; a PropertyValue's name is the company's."""
        stated = next(self._things.each(self._item, "identifier"), None)
        value = stated.get("value") if isinstance(stated, dict) else stated
        return self._things.shown(value)[:100]

    def _location(self) -> str:
        places = map(self._place, self._things.each(self._item, "jobLocation"))
        named = list(dict.fromkeys(filter(None, places)))
        more = f" and {len(named) - _MOST_PLACES} more" if len(named) > _MOST_PLACES else ""
        return f"{'; '.join(named[:_MOST_PLACES])}{more}"

    def _place(self, place: object) -> str:
        if not isinstance(place, dict):
            return self._things.shown(place)
        address = next(self._things.each(place, "address"), place)
        if not isinstance(address, dict):
            return self._things.shown(address)
        parts = [
            self._things.text(address, name)
            for name in ("addressLocality", "addressRegion", "addressCountry")
        ]
        return ", ".join(dict.fromkeys(filter(None, parts))) or self._things.text(place, "name")

    def _workplace(self) -> Workplace | None:
        kind = self._text("jobLocationType")
        return Workplace.REMOTE if kind.lower() == _REMOTE else meanings.workplace(kind)

    def _apply_by(self) -> date | None:
        day = self._day("validThrough")
        if day and day < self._home.calendar.today:
            self._remarks.append(f"It was open until {show_day(day)} only.")
        return day

    def _day(self, name: str) -> date | None:
        text = self._text(name)
        if not text:
            return None
        try:
            return Days(self._home.calendar, [text]).read(text, past=name == "datePosted")
        except TrackerError:
            self._remarks.append(f"Its {name} is no date that is understood: “{text[:40]}”.")
            return None

    def _shown(self) -> str:
        described = self._item.get("description")
        text = plain(clean(described)) if isinstance(described, str) else ""
        return (text or self._page.text)[:MOST_TEXT]

    def _facts(self) -> Iterator[str]:
        if posted := self._day("datePosted"):
            yield f"Posted: {posted}"
        if self._unread_pay:
            yield f"{PAY}{self._unread_pay}"
        kinds = map(self._things.shown, self._things.each(self._item, "employmentType"))
        if said := ", ".join(re.sub("[_-]+", " ", kind).lower() for kind in kinds if kind):
            yield f"Employment: {said}"
        where = self._things.each(self._item, "applicantLocationRequirements")
        if said := ", ".join(filter(None, map(self._things.shown, where))):
            yield f"Applicants from: {said}"
