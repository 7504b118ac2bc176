"""What the titles of pages say of a posting, site by site.

Seen as of 2026: LinkedIn's “Acme hiring Data engineer in Berlin, Germany | LinkedIn” where one is
not logged in, and “Data engineer | Acme | LinkedIn” where one is; Indeed's “Data engineer - Berlin
- Indeed.com”; SEEK's “Data engineer Job in Auckland CBD, Auckland - SEEK”. Indeed and SEEK name the
company in a part of the page that they mark for their own use.
"""

import re
from collections.abc import Iterable, Mapping

_TITLES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<company>.+?) hiring (?P<role>.+) in (?P<location>.+?) \| LinkedIn",
        r"(?:\(\d+\+?\) )?(?P<role>[^|]+) \| (?P<company>[^|]+) \| LinkedIn",
        r"(?P<role>.+) [-\u2013] (?P<location>.+?) [-\u2013] Indeed(?:\.[a-z.]+)?",
        r"(?P<role>.+?) Jobs? in (?P<location>.+?) [-\u2013|] (?:SEEK|JobStreet|Jobsdb)",
    )
)
_COMPANY_MARKS = ("inlineHeader-companyName", "advertiser-name", "company-name")
_WALL = re.compile(
    r"(?:just a moment|attention required|security check|blocked|access denied|robot|captcha"
    r"|are you (?:a )?human|pardon our interruption|job not found|page not found"
    r"|sign (?:in|up)|log ?in|linkedin login|404)\b.*",
    re.IGNORECASE,
)
_LONGEST = 300


def told(titles: Iterable[str], marks: Mapping[str, object]) -> dict[str, str]:
    """Return company, role and location as far as titles and marked parts of a page say them."""
    company = next((text for mark in _COMPANY_MARKS if (text := _text(marks.get(mark)))), "")
    found = next(filter(None, map(_parts, titles)), {})
    role = found.get("role", "")
    if company and role.endswith(f" - {company}"):
        found["role"] = role.removesuffix(f" - {company}")
    return {"company": company, **found} if company else found


def is_wall(title: str) -> bool:
    """Tell whether a title is that of a page that stands before the one asked for, or of none."""
    return _WALL.match(title) is not None


def _parts(title: str) -> dict[str, str]:
    found = next((one for one in (p.fullmatch(title[:_LONGEST]) for p in _TITLES) if one), None)
    return {name: text.strip() for name, text in found.groupdict().items()} if found else {}


def _text(value: object) -> str:
    first = value[0] if isinstance(value, list) else value
    return first.strip() if isinstance(first, str) else ""
