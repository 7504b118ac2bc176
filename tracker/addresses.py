"""When two addresses are one posting, and what finds it."""

import re
from urllib.parse import urlsplit

_LINKEDIN = re.compile(
    r"(?:^|//|\.)linkedin\.com/(?:[\w-]+/)*jobs/"
    r"(?:view/(?:[^/?#]*-)?|[^#]*[?&]currentJobId=)([0-9]+)(?=[/?#&]|$)",
    re.IGNORECASE | re.ASCII,
)
_ADDRESS = re.compile(r"https?://|[^\s/@]+\.[^\s/@.]+/", re.IGNORECASE)
_NUMBERED = re.compile(
    r"[0-9]{5}|[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{16}|/(?!20[0-9]{2}\b)[0-9]+/?(?:[?#]|$)",
    re.IGNORECASE | re.ASCII,
)
"""A number of many figures anywhere, or any that ends the path, unless it is a year."""
_TRACKING = {
    *("refid", "trk", "trackingid", "trkemail", "lipi", "gclid", "fbclid", "msclkid"),
    *("gh_src", "lever-source", "lever-source[]", "lever-origin"),
}


def posting_id(url: str) -> str | None:
    """Return the number that LinkedIn gave a posting, if `url` holds it."""
    found = _LINKEDIN.search(url)
    return found[1] if found else None


def site(url: str) -> str:
    """Return the site within which the number of a posting is no other's; blank for no address."""
    return "linkedin.com" if posting_id(url) else _parts(url.strip())[0].partition("/")[0]


def comparable(url: str) -> str:
    """Return what is alike in all addresses of a page: no scheme, no tracking, no last slash."""
    page, query, fragment = _parts(url.strip())
    return f"{page}?{'&'.join(query)}#{fragment}"


def sought(word: str) -> list[str]:
    """Return what to look for where a word is looked for: of an address what all of its page share.

    That is its number at LinkedIn, or else its host and path, and each part of its query.
    """
    if not _ADDRESS.match(word):
        return [word]
    if number := posting_id(word):
        return [number]
    page, query, fragment = _parts(word)
    return [page, *query, *filter(None, [fragment])]


def _parts(url: str) -> tuple[str, list[str], str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, [], ""
    query = [part for part in parts.query.split("&") if part and not _tracks(part)]
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}", query, parts.fragment


def is_numbered(address: str) -> bool:
    """Whether an address looks like one posting's own, unlike a page of many roles."""
    return _NUMBERED.search(address) is not None


def _tracks(part: str) -> bool:
    name = part.partition("=")[0].lower()
    return name in _TRACKING or name.startswith("utm_")
