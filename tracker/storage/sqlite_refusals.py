"""Why SQLite refused, in one sentence that says what to do."""


def refusal(error: BaseException, place: str) -> str:
    """Say in one sentence why the database refused, and what to do."""
    name = getattr(error, "sqlite_errorname", "")
    for prefix, sentence in _REFUSALS.items():
        if name.startswith(prefix):
            return sentence.format(place=place)
    reason = str(error).splitlines()[0]
    if reason == "no such module: fts5":
        return _NO_SEARCH.format(place=place)
    return (
        f"The database {place} refused ({reason}), and nothing was written; see what is wrong "
        "with: tracker doctor"
    )


FULL = "The disk that holds {place} is full; nothing was written, so make room first."

_NO_SEARCH = (
    "{place} cannot be used with this Python, whose SQLite was built without full-text search "
    "(FTS5); nothing was written, so run tracker with a Python from python.org or your system."
)

_REFUSALS = {
    "SQLITE_BUSY": (
        "{place} is being written by another program; nothing was written, so wait for it to "
        "finish and try again."
    ),
    "SQLITE_READONLY": (
        "{place} cannot be written to; nothing was written, so see why with tracker doctor, or "
        "name another place with --database FILE."
    ),
    "SQLITE_CANTOPEN": (
        "{place} cannot be opened; check its permissions and those of its folder, or name "
        "another place with --database FILE."
    ),
    "SQLITE_FULL": FULL,
    "SQLITE_IOERR_SHMSIZE": FULL,
    "SQLITE_IOERR": (
        "The disk that holds {place} failed to read or write; nothing was written, so check "
        "its free space and its health."
    ),
    "SQLITE_NOTADB": (
        "{place} is not a database; name another file with --database FILE, or if it was your "
        "hunt, go back to a backup: tracker restore latest"
    ),
    "SQLITE_CORRUPT": (
        "{place} is damaged; nothing was written, so go back to a backup: tracker restore latest"
    ),
    "SQLITE_CONSTRAINT": (
        "A value lies outside what {place} can keep, so nothing was written; check the figures "
        "and try again."
    ),
    "SQLITE_TOOBIG": "That text is too long to be kept, so nothing was written; shorten it.",
}
