"""Where an event takes place: a room, or the link of a call, wherever the event states it."""

import re
from urllib.parse import parse_qs, urlsplit

from tracker.importers.calendar_lines import Component, plain

MOST_LINKS = 50
LONGEST_PLACE = 1000

_LINK = re.compile(r"https?://[^\s<>\"“”\\|]{1,2000}", re.IGNORECASE)
_CALL = re.compile(
    r"(?:^|\.)(?:zoom\.us|zoom\.com|zoomgov\.com|meet\.google\.com|teams\.microsoft\.com"
    r"|teams\.live\.com|webex\.com|whereby\.com|meet\.jit\.si|8x8\.vc|bluejeans\.com"
    r"|gotomeeting\.com|gotomeet\.me|goto\.com|chime\.aws|join\.skype\.com|around\.co"
    r"|meet\.ringcentral\.com|v\.ringcentral\.com|tuple\.app|coderpad\.io|app\.hackerrank\.com"
    r"|butter\.us|livestorm\.co|pop\.com|bigbluebutton\.org|discord\.gg|slack\.com|daily\.co)$"
)
_NO_PLACE = re.compile(
    r"(?:(?:microsoft |ms )?teams(?:[ -]?(?:meeting|besprechung|call))?|réunion microsoft teams"
    r"|zoom(?: (?:meeting|call|video))?|google (?:meet|hangouts?)|hangouts?|webex(?: meeting)?"
    r"|online|remote|virtual|video(?: ?call)?|tbd|tba)[.!]?",
    re.IGNORECASE,
)
_WRAPPED = ("safelinks.protection.outlook.com", "urldefense.com", "google.com")
_OWN = ("X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "CONFERENCE")


def place_of(event: Component) -> str | None:
    """Return the place as stated, or the link of the call where no other place is."""
    stated = " ".join(event.text("LOCATION").split())[:LONGEST_PLACE]
    if _LINK.search(stated):
        return stated
    if stated and not _NO_PLACE.fullmatch(stated):
        return stated
    return next((link for link in links_of(event) if _is_call(link)), stated or None)


def links_of(event: Component) -> tuple[str, ...]:
    """Return every address that an event names, those made for calls first."""
    texts = [plain(one.value) for name in _OWN for one in event.properties.get(name, ())]
    texts += [event.text(name) for name in ("LOCATION", "URL", "DESCRIPTION")]
    found = (_unwrapped(link[0]) for text in texts for link in _LINK.finditer(text))
    return tuple(dict.fromkeys(found))[:MOST_LINKS]


def host_of(link: str) -> str:
    """Return the host of an address in lower case, blank where it names none."""
    try:
        return (urlsplit(link).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_call(link: str) -> bool:
    return _CALL.search(host_of(link)) is not None


def _unwrapped(link: str) -> str:
    """Return where an address leads that a mail program has wrapped up."""
    link = link.rstrip(".,;:!?)]>'")
    if host_of(link).endswith(_WRAPPED):
        within = parse_qs(urlsplit(link).query)
        for name in ("url", "q"):
            if within.get(name, [""])[0].startswith("http"):
                return within[name][0]
    return link
