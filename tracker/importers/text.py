"""The text of a file, whatever its encoding."""

from tracker.errors import TrackerError

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
START = 2**14
"""As many bytes show what a file is."""


def of(name: str, content: bytes) -> str:
    """Return a file's text; raises TrackerError for what is none, or blank."""
    found = _decoded(content)
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
    return "" if "\0" in found else found


def _decoded(content: bytes, errors: str = "strict") -> str | None:
    encodings = ["utf-16"] if content.startswith(_UTF_16) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding, errors)
        except UnicodeDecodeError:
            continue
    return None
