"""A page as it came from its site, or as a browser saved it: bytes become text."""

import codecs
import re
from typing import NamedTuple, NoReturn

from tracker.errors import TrackerError
from tracker.importers import text
from tracker.importers.rows import Home, Options

_DECLARED = re.compile(
    rb"""<(?:meta\s[^>]*?charset\s*=\s*["']?|\?xml\s[^>]*?encoding\s*=\s*["'])([\w.:-]+)""",
    re.IGNORECASE,
)
_HEAD = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ARCHIVE = re.compile(rb"\s*(?:From:|MIME-Version:|Snapshot-Content-Location:)", re.IGNORECASE)
_HTML = re.compile(
    r"\s*(?:(?:<\?xml\b[^>]*>|<!--.*?-->)\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_TEXTUAL = re.compile(r"(?:utf|iso8859|cp\d|koi8|gb|big5|euc|shift|ascii|mac|tis|iso2022|hz|johab)")


class SavedPage(NamedTuple):
    """A page's text, and the address that a browser noted when it saved it."""

    text: str
    address: str | None = None


def recognises(content: bytes) -> bool:
    """Whether a file's content is a page in HTML."""
    return _HTML.match(text.start(content)) is not None


def refuse(name: str, content: bytes, home: Home, options: Options) -> NoReturn:
    """Raise TrackerError for a page among files to import, with what can be done with it."""
    del content, home, options
    msg = (
        f"{name} is a web page; if it is a job posting: tracker add --from FILE, and if it is a "
        "list, export or save it as CSV."
    )
    raise TrackerError(msg)


def read(content: bytes, charset: str | None = None) -> SavedPage:
    """Return the text of a page, of JSON, or of the page in an MHTML archive."""
    if _ARCHIVE.match(content) and (found := _archived(content)):
        return found
    return SavedPage(decoded(content, charset))


def decoded(content: bytes, charset: str | None = None) -> str:
    """Return bytes as text: by its mark, by `charset`, by what it declares, or else by trying."""
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    declared = _DECLARED.search(content[:_HEAD])
    for name in (marked, charset, declared and declared[1].decode("ascii", "replace")):
        if name and _is_textual(name):
            return content.decode(name, "replace").removeprefix("\ufeff").replace("\0", "")
    try:
        return content.decode().replace("\0", "")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace").replace("\0", "")


def _is_textual(name: str) -> bool:
    """Tell whether Python knows a charset of that name, and it is one of text."""
    try:
        return _TEXTUAL.match(codecs.lookup(name).name) is not None
    except (LookupError, ValueError):
        return False


def _archived(content: bytes) -> SavedPage | None:
    """Return the page of an MHTML archive, its first part of HTML."""
    import email  # noqa: PLC0415 (only an archive needs it)

    try:
        whole = email.message_from_bytes(content)
        parts = (part for part in whole.walk() if part.get_content_type() == "text/html")
        part = next(parts, None)
    except RecursionError:
        return None
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes):
        return None
    where = whole["Snapshot-Content-Location"] or part["Content-Location"] or ""
    address = where.strip() if where.strip().startswith(("http://", "https://")) else None
    return SavedPage(decoded(payload, part.get_content_charset()), address)
