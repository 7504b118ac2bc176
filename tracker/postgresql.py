"""What is particular to a hunt on a server, where PostgreSQL keeps it in a schema of its own."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import cast

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from tracker import files
from tracker.errors import TrackerError
from tracker.models import Base


def errors() -> tuple[type[Exception], ...]:
    """Return what the driver raises."""
    return (psycopg.Error,)


# What the driver has to say beside its errors would stand between ours.
logging.getLogger(psycopg.__name__).addHandler(logging.NullHandler())

ENDING = "json"

_WHERE = ("host", "port", "dbname", "user", "service")

MARK = "interview-worth"
"""The comment on our table of versions, by which that of another program is told apart."""

OLDEST = 14
"""The first number of the oldest server that is supported."""

_READ = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
"""One snapshot, as SQLite gives it."""

_WRITE = """
SELECT set_config('lock_timeout', '60s', true) WHERE current_setting('lock_timeout') = '0';
SELECT set_config('synchronous_commit', 'on', true)
WHERE current_setting('synchronous_commit') = 'off';
SELECT pg_advisory_xact_lock(400699703, oid::integer)
FROM pg_namespace WHERE nspname = current_schema()
"""
"""One writer at a time for each hunt, as on SQLite; whoever looks does not wait.

How long to wait is said here unless the role or the address says otherwise; that what was reported
is on the disk is never left to them.
"""

_VERSION = text("""
SELECT (SELECT version_num FROM alembic_version), obj_description(relation.oid, 'pg_class')
FROM pg_class relation
JOIN pg_namespace schema ON schema.oid = relnamespace AND nspname = current_schema()
WHERE relation.oid = 'alembic_version'::regclass
""")

_TABLES = text("""
SELECT count(*) FROM pg_class relation
JOIN pg_namespace schema ON schema.oid = relnamespace AND nspname = current_schema()
WHERE relkind IN ('r', 'p', 'f') AND NOT EXISTS (
    SELECT FROM pg_depend WHERE objid = relation.oid AND deptype = 'e'
)
""")
"""Those that an extension brought along are nobody's records."""


def shown(url: URL) -> str:
    """Return an address for people: no password, and of the options only a schema."""
    address = url.set(drivername="postgresql", query={}).render_as_string()
    schema = _schema(str(url.query.get("options", "")))
    return f"{address} (schema {schema})" if schema else address


def holds(url: URL, path: Path) -> bool:
    """No file of this machine is taken for part of a server."""
    del url, path
    return False


def backups(url: URL) -> Path:
    """Return the folder of the backups of a hunt, on this machine, by where the hunt is.

    It is the same however the address is written; of a password its name knows nothing.
    """
    said = _settings(url)
    known_by = (*(said[name] for name in _WHERE), _schema(said["options"]))
    at = "" if said["host"].startswith("/") else f"@{said['host']}"
    name = re.sub(r"[^\w.@-]", "_", f"{said['dbname']}{at}")[:60]
    return files.home() / "backups" / f"{name}-{sha256(repr(known_by).encode()).hexdigest()[:8]}"


def _settings(url: URL) -> dict[str, str]:
    """Return what libpq will go by: the address, the environment, its own defaults."""
    usual = {one.keyword.decode(): one.val for one in psycopg.pq.Conninfo.get_defaults()}
    _, said = url.get_dialect()().create_connect_args(url)
    known = {name: (value or b"").decode() for name, value in usual.items()}
    known |= {name: str(value) for name, value in said.items()}
    return known | {"dbname": known["dbname"] or known["user"]}


def _schema(options: str) -> str:
    """Return the schema that options of libpq name, nothing for none."""
    found = re.search(r"search[_-]path=((?:\\.|\S)+)", options)
    return found[1] if found else ""


def copy(connection: Connection, path: Path) -> None:
    """Copy all there is to an empty file; raises TrackerError where it is not read back so."""
    from tracker import json_file  # noqa: PLC0415 (rarely needed)

    json_file.copy(connection, path)


def is_copy(connection: Connection, path: Path) -> bool:
    """Tell whether a file is a copy of the hunt that is open."""
    from tracker import json_file  # noqa: PLC0415 (rarely needed)

    return json_file.is_copy(connection, path)


def engine(url: URL) -> Engine:
    """Return an engine on a server."""
    usual = {"connect_timeout": "10", "fallback_application_name": "tracker"}
    usual = {name: value for name, value in usual.items() if name not in url.query}
    made = create_engine(
        url,
        poolclass=NullPool,
        # A pool by transaction would hand prepared statements to others.
        connect_args={**usual, "client_encoding": "utf8", "prepare_threshold": None},
        use_native_hstore=False,  # it would be asked for at every start
    )
    event.listen(made, "connect", _check_encoding)
    event.listen(made, "begin", _begin)
    return made


def _check_encoding(connection: "psycopg.Connection[object]", record: object) -> None:
    del record
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        msg = (
            f"The database “{connection.info.dbname}” keeps text as {encoding}, which lacks most "
            "letters; make one for the hunt with: CREATE DATABASE hunt ENCODING 'UTF8' "
            "TEMPLATE template0"
        )
        raise TrackerError(msg)


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql(_WRITE if immediate else _READ)


def revision(connection: Connection) -> str | None:
    """Return the schema's revision, None for an empty schema; refuse another program's."""
    begin = connection.begin_nested if connection.in_transaction() else connection.begin
    try:
        with begin():
            found = connection.execute(_VERSION).one_or_none()
    except ProgrammingError as error:
        if not isinstance(error.orig, psycopg.errors.UndefinedTable):
            raise
        found = None
    if found is None:
        _check_empty(connection)
        return None
    version: str | None
    version, comment = found
    if comment != MARK:
        raise _strange()
    return version


def _check_empty(connection: Connection) -> None:
    """See to it that a hunt can be kept where there is none."""
    if connection.scalar(text("SELECT current_schema()")) is None:
        msg = (
            "That database has no schema that you may keep a hunt in; have its owner make one: "
            "CREATE SCHEMA hunt AUTHORIZATION your_name"
        )
        raise TrackerError(msg)
    if connection.scalar(_TABLES):
        raise _strange()


def _strange() -> TrackerError:
    return TrackerError(
        "That schema holds the tables of another program; name a database or a schema of its own "
        "for the hunt, as in: CREATE SCHEMA hunt AUTHORIZATION your_name"
    )


def mark(connection: Connection) -> None:
    """Mark the schema as ours."""
    connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{MARK}'")


def expect_traces(connection: Connection) -> None:
    """Do nothing: the server clears away by itself, in time, what a killed command has not."""
    del connection


def clear_traces(connection: Connection) -> None:
    """Write our tables anew, so that nothing of what was taken away is left in them.

    A plain VACUUM frees the place of a removed row, and leaves what stood there. What the server
    keeps elsewhere, such as its log and the copies made of it, is not ours to clear.
    """
    names = ", ".join(f'"{name}"' for name in Base.metadata.tables)
    opened = cast("psycopg.Connection[object]", connection.connection.driver_connection)
    opened.autocommit = True
    opened.execute("SET lock_timeout = '60s'")
    opened.execute(f"VACUUM (FULL) {names}".encode())


@contextmanager
def migrating(connection: Connection) -> Iterator[None]:
    """Hold a transaction; here tables are altered in place, and links hold at any time."""
    with connection.begin():
        yield


def refusal(error: BaseException, place: str) -> str:
    """Say in one sentence why the database refused, and what to do."""
    state = getattr(error, "sqlstate", None) or ""
    reason = _reason(error)
    for prefix, sentence in _REFUSALS.items():
        if state.startswith(prefix):
            return sentence.format(place=place, reason=reason)
    if not state:
        return _without_state(str(error), reason).format(place=place, reason=reason)
    return f"The database {place} refused ({reason}), and nothing was written; try again."


def _without_state(said: str, reason: str) -> str:
    """Return the sentence for an error of a connection, of which no driver tells the SQLSTATE."""
    if said.startswith(("consuming input failed", "the connection is lost")):
        return _BROKE_OFF
    otherwise = _TURNED_AWAY if _BY_SERVER.search(said) else _UNREACHED
    return next((one for words, one in _SHUT_OUT.items() if re.search(words, reason)), otherwise)


def _reason(error: BaseException) -> str:
    """Return what a driver says, without what it says before it, and its first line only."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return _BEFORE.sub("", lines[0]).strip().rstrip(".")


_BY_SERVER = re.compile(r"failed: [^\s:]+: {2}")
"""What a server itself says begins with how bad it is, in its own language, and two spaces."""

_BEFORE = re.compile(rf"^.*?{_BY_SERVER.pattern}|^.*failed: |^connection is bad: ")

_UNREACHED = (
    "{place} cannot be reached ({reason}); nothing was written, so check that the server runs, "
    "the address, the user and the password, and try again."
)

_TURNED_AWAY = (
    "{place} answers, but does not let you in ({reason}); nothing was written, so check the user, "
    "the password and the name of the database, or ask its owner, and try again in a while."
)

_BROKE_OFF = (
    "The connection to {place} broke off ({reason}); look with tracker history whether the command "
    "was kept before you try again."
)

_MAY_NOT = (
    "{place} does not let you do that ({reason}); nothing was written, so ask its owner for the "
    "right."
)

_NO_ROOM = "{place} has no connection to spare; nothing was written, so try again in a while."

_REFUSALS = {
    "57P": _BROKE_OFF,
    "08": _BROKE_OFF,
    "55P03": (
        "{place} is being written by another program; nothing was written, so wait for it to "
        "finish and try again."
    ),
    "25006": (
        "{place} cannot be written to, only read; nothing was written, so connect to the server "
        "that takes changes."
    ),
    "42501": _MAY_NOT,
    "53100": "The disk of {place} is full; nothing was written, so have room made first.",
    "53300": _NO_ROOM,
    "22": (
        "A value lies outside what {place} can keep, so nothing was written; check the figures "
        "and try again."
    ),
    "23": (
        "A value lies outside what {place} can keep, so nothing was written; check the figures "
        "and try again."
    ),
    "40": (
        "{place} was changed by another program at the same moment; nothing was written, so try "
        "again."
    ),
    "54": "That text is too long to be kept, so nothing was written; shorten it.",
}
"""By the beginning of SQLSTATE, the longest first."""

_SHUT_OUT = {
    "certificate verify failed": (
        "{place} does not prove that it is what it says ({reason}), so nothing was sent to it; its "
        "certificate is out of date, which its owner has to mend, or by an authority that is not "
        "known here: name the certificate of that with sslrootcert in the address."
    ),
    "server certificate": (
        "{place} does not prove that it is what it says ({reason}), so nothing was sent to it; "
        "name it in the address as its certificate does, or ask its owner for one for that name."
    ),
    "root certificate": (
        "{place} cannot prove that it is what it says ({reason}), so nothing was sent to it; name "
        "the certificate of its authority with sslrootcert in the address, or say "
        "sslrootcert=system to take those that this system trusts."
    ),
    "does not support SSL": (
        "{place} cannot be reached safely ({reason}), so nothing was sent to it; ask its owner to "
        "switch TLS on."
    ),
    "no password supplied": (
        "{place} asks for a password, and there is none; nothing was written, so put it into the "
        "password file ~/.pgpass, which only you may read."
    ),
    "password authentication failed": (
        "{place} does not take that user and password ({reason}); nothing was written, so correct "
        "them in the address, the password file ~/.pgpass or PGPASSWORD."
    ),
    '^database ".*" does not exist': (
        "{place} is not there ({reason}); nothing was written, so correct the address, or have the "
        "database made as in: CREATE DATABASE hunt ENCODING 'UTF8' TEMPLATE template0"
    ),
    "permission denied|pg_hba.conf|not permitted to log in": _MAY_NOT,
    "too many (connections|clients)|slots are reserved": _NO_ROOM,
}
"""By what the driver or the server says of a connection that was not made, in English."""
