"""The text of a file, whatever its encoding."""

from tracker.errors import TrackerError

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
LONGEST_LINE = 2**20
"""Letters beyond which no line of a list goes on."""
_LONGEST_IN_BYTES = 4 * LONGEST_LINE
_OTHERS = (b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""How files begin that may look like text from there on: a PDF, old Office files, rich text."""
START = 2**14
"""As many bytes show what a file is."""


def of(name: str, content: bytes) -> str:
    """Return a file's text; raises TrackerError for what is none, blank, or a line without end."""
    if start(content):
        _check_lines(name, content)
    found = None if content.startswith(_OTHERS) else _decoded(content)
    if found is None or "\0" in found:
        msg = f"{name} is no text; save the spreadsheet as CSV (UTF-8) and import that."
        raise TrackerError(msg)
    if not found or found.isspace():
        msg = f"{name} is empty; name another file."
        raise TrackerError(msg)
    return found


def start(content: bytes) -> str:
    """Return how a file begins, "" where that is no text."""
    found = _decoded(content[:START], errors="ignore") or ""
    return "" if "\0" in found or content.startswith(_OTHERS) else found


def too_long(name: str, line: int) -> TrackerError:
    """Return what to say of a line that is longer than LONGEST_LINE."""
    return TrackerError(
        f"{name} holds a text too long for a spreadsheet in line {line}, as when a quotation mark "
        "is never closed; mend that line and import it again."
    )


def _check_lines(name: str, content: bytes) -> None:
    """Refuse a line without end before it is decoded, which takes several times its memory."""
    begin = 0
    while (within := begin + _LONGEST_IN_BYTES) < len(content):
        end = max(content.rfind(sign, begin, within) for sign in (b"\n", b"\r"))
        if end < 0:
            raise too_long(name, content.count(b"\n", 0, begin) + 1)
        begin = end + 1


def _decoded(content: bytes, errors: str = "strict") -> str | None:
    encodings = ["utf-16"] if content.startswith(_UTF_16) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding, errors)
        except UnicodeDecodeError:
            continue
    return None
