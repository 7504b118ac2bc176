"""Where a hunt is kept, as it was typed: the name of a file, or the address of a server."""

import re
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from tracker import sqlite
from tracker.errors import TrackerError

_POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")
"""How the address of a server begins; who rents out servers writes the first two."""
_SERVERS = tuple(f"{name}:" for name in _POSTGRESQL)
"""What begins so is no file, even where it is mistyped: it may hold a password."""
_KEYWORDS = re.compile(
    r".*\bpassword\s*=|\s*(host|hostaddr|port|dbname|user|service|sslmode|passfile)\s*=", re.DOTALL
)
"""Nor is an address in the words of libpq. Source: https://www.postgresql.org/docs/, 34.1.1."""
_LOGIN = re.compile(r"(\w+:?//)?[^/\\:@]+:[^/\\@]+@")
"""As little is NAME:PASSWORD@HOST, of whose address the beginning is missing or mistyped."""


def url_of(place: str | Path) -> URL:
    """Return the address of a place; raises TrackerError where there is no such place."""
    if isinstance(place, str) and ("://" in place or place.lower().startswith(_SERVERS)):
        return _address(place)
    if _KEYWORDS.match(str(place)) or _LOGIN.match(str(place)):
        raise _unfit("")
    if str(place).lower().startswith("file:"):
        msg = "What begins with “file:” is no name of a file here; name the file itself."
        raise TrackerError(msg)
    if "\0" in str(place):
        msg = "A file name cannot hold a NUL character; name another file for the database."
        raise TrackerError(msg)
    return URL.create("sqlite", database=str(Path(place).expanduser().absolute()))


def _address(place: str) -> URL:
    if place.partition("?")[0].count("@") > 1:
        msg = "That address has more than one “@”; write those within a name or password as %40."
        raise TrackerError(msg)
    try:
        url = make_url(place)
        if url.drivername in _POSTGRESQL:
            return url.set(drivername="postgresql+psycopg")
        url.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise _unfit(place) from error
    if url.drivername not in {"sqlite", "sqlite+pysqlite"} or url.password:
        raise _unfit(place)  # one of an encrypted file would hold its key
    if url.database in {None, "", ":memory:"}:
        msg = "A database in memory keeps nothing; name a file instead."
        raise TrackerError(msg)
    sqlite.check_options(url)
    return url


def _unfit(place: str) -> TrackerError:
    """Return the refusal of an address, which is not shown: it may hold a password."""
    name = f"“{place.split(':', maxsplit=1)[0]}://…”" if place else "That"
    return TrackerError(
        f"{name} is no database address that works here; name a file, or a server as in "
        "postgresql://NAME@HOST/DATABASE."
    )
