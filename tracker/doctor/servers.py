"""A hunt on a server: how it is reached, who may do what, whether its rows are whole."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Index, func, select, text
from sqlalchemy.exc import DBAPIError

from tracker import backups
from tracker.db import Database, differences
from tracker.doctor import places, records
from tracker.doctor.finding import MEND, STRANGE, Finding
from tracker.errors import TrackerError
from tracker.models import Base
from tracker.postgresql import OLDEST
from tracker.records import numbering
from tracker.words import Check

if TYPE_CHECKING:
    import psycopg

GO_BACK = (
    "keep what there is with tracker backup; then let the owner of the schema empty it (DROP "
    "SCHEMA … CASCADE; CREATE SCHEMA …), and go back to a backup with: tracker restore latest"
)
NETWORK = (
    "say sslmode=verify-full in the address, as in postgresql://NAME@HOST/DATABASE?"
    "sslmode=verify-full&sslrootcert=system"
)

_LASTING = ("fsync", "full_page_writes")
"""The settings of a server without which what was reported may be lost in a power cut."""

_DAMAGED = ("XX001", "XX002")
"""Of SQLSTATE: data or an index that is damaged."""

_IS_SEARCH_SLOW = text("SELECT to_regclass('search_index') IS NULL")
_SEARCH_INDEX = text("CREATE INDEX search_index ON search_text USING gin (search_index)")
"""As the migration makes it; no model has it."""

_INVALID = text("""
SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
JOIN pg_namespace schema ON schema.oid = relnamespace AND nspname = current_schema()
WHERE NOT indisvalid ORDER BY 1
""")

_OF_EVERYBODY = text("""
SELECT DISTINCT relname FROM pg_class relation
JOIN pg_namespace schema ON schema.oid = relnamespace AND nspname = current_schema(),
    aclexplode(relacl) AS given
WHERE relkind = 'r' AND grantee = 0 ORDER BY 1
""")

_REVOKE = "REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM PUBLIC"


def examine(database: Database, now: dt.datetime) -> Iterator[Finding]:
    """Yield all that is wrong with a hunt on a server; nothing is changed.

    Raises TrackerError where there is no hunt to look at, or the server cannot be reached.
    """
    if database.found() is None:
        msg = f"There is no hunt at {database.shown} yet; start one: tracker add COMPANY"
        raise TrackerError(msg)
    folder = database.backups
    yield from places.readable(places.of_backups(folder))
    yield from _within(database, network)
    yield from places.leftovers(backups.begun(folder))
    yield from places.kept(folder)
    damages = list(_within(database, integrity))
    yield from damages
    if not damages:
        yield from _contents(database, now)


def _contents(database: Database, now: dt.datetime) -> Iterator[Finding]:
    differing = list(_within(database, partial(schema, database, now)))
    is_usable = not any(one.blocks for one in differing)
    if is_usable:
        yield from _within(database, links)
    yield from differing
    if is_usable:
        yield from records.search(database, now)
        yield from records.zones(database, now)
        yield from records.clock(database, now)
        yield from _within(database, partial(clock, now))
        yield from _within(database, server)
        yield from _within(database, partial(rights, database, now))
        yield from _within(database, partial(numbers, database, now))


def _within(
    database: Database, look: Callable[[Connection], Iterator[Finding]]
) -> Iterator[Finding]:
    with database.reading() as session:
        yield from look(session.connection())


def network(connection: Connection) -> Iterator[Finding]:
    """Yield that somebody between here and the server could read along, or pretend to be it."""
    driver = _driver(connection)
    if _is_near(driver.info.host, driver.info.hostaddr):
        return
    mode = next(one.val for one in driver.pgconn.info if one.keyword == b"sslmode")
    where = f"The connection to {driver.info.host}"
    if not driver.pgconn.ssl_in_use:
        problem = f"{where} is not encrypted, so whoever is in between can read and change all."
        yield Finding(Check.PLACE, problem, NETWORK)
    elif mode != b"verify-full":
        problem = f"{where} is encrypted, but nothing says that it is that server which answers."
        yield Finding(Check.PLACE, problem, NETWORK)


def _driver(connection: Connection) -> "psycopg.Connection[Any]":
    driver: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    return driver


def _is_near(host: str, address: str) -> bool:
    """Tell whether a connection does not leave this machine."""
    return host.startswith(("/", "@")) or ip_address(address).is_loopback


def integrity(connection: Connection) -> Iterator[Finding]:
    """Yield what the server cannot read, and indexes that were left unfinished."""
    for table in Base.metadata.sorted_tables:
        whole = text(f'SELECT count(one::text) FROM "{table.name}" AS one')  # noqa: S608 (ours)
        try:
            with connection.begin_nested():
                connection.execute(whole)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in _DAMAGED:
                continue  # one that is missing, or not to be read, is told of below
            yield Finding(Check.INTEGRITY, f"{table.name} is damaged: {error.orig}.", GO_BACK)
    for name in connection.scalars(_INVALID):
        problem = f"The index {name} is unfinished."
        yield Finding(Check.INTEGRITY, problem, f"let its owner make it anew: REINDEX INDEX {name}")


def links(connection: Connection) -> Iterator[Finding]:
    """Yield rows that belong to rows which are not there."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            for link in column.foreign_keys:
                parent = link.column.table.alias()
                lost = select(func.count()).select_from(table).where(column.is_not(None))
                lost = lost.where(~select(parent.c.id).where(parent.c.id == column).exists())
                if number := connection.scalar(lost):
                    problem = (
                        f"In {table.name}, {number} of the rows belong to a row of "
                        f"{link.column.table.name} that is not there."
                    )
                    yield Finding(Check.LINKS, problem, GO_BACK)


def schema(database: Database, now: dt.datetime, connection: Connection) -> Iterator[Finding]:
    """Yield where tables, columns and indexes are others than those of the models."""
    if connection.scalar(_IS_SEARCH_SLOW):
        problem = "The index search_index is missing."
        yield Finding(Check.SCHEMA, problem, MEND, partial(_make_search_index, database, now))
    for one in differences(connection):
        what, *said = one[0] if isinstance(one, list) else one
        kind = what.partition("_")[2]
        if what == "add_index":
            problem = f"The index {said[0].name} is missing."
            yield Finding(Check.SCHEMA, problem, MEND, partial(_make, database, now, said[0]))
            continue
        name = getattr(said[-1], "name", None) or said[1]
        if isinstance(one, list) or what.startswith(("add_column", "remove_column")):
            kind, name, how = "table", said[1], "differs"
        else:
            how = "is missing" if what.startswith("add") else "is not ours"
        is_ours = how != "is not ours"
        advice = GO_BACK if is_ours else STRANGE
        yield Finding(Check.SCHEMA, f"The {kind} {name} {how}.", advice, blocks=is_ours)


def _make(database: Database, now: dt.datetime, index: Index) -> None:
    with database.writing(now) as session:
        index.create(session.connection())


def _make_search_index(database: Database, now: dt.datetime) -> None:
    with database.writing(now) as session:
        session.connection().execute(_SEARCH_INDEX)


def clock(now: dt.datetime, connection: Connection) -> Iterator[Finding]:
    """Yield that this machine and the server do not agree what time it is."""
    there: dt.datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    if abs(there - now) > records.SLACK:
        yield Finding(
            Check.CLOCK,
            f"The clock here says {now:%Y-%m-%d %H:%M} UTC, that of the server "
            f"{there.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC.",
            "set right the one that is wrong, or unset TRACKER_NOW",
        )


def server(connection: Connection) -> Iterator[Finding]:
    """Yield that a server is too old, or set up to forget what it has promised."""
    if _driver(connection).info.server_version < OLDEST * 10_000:
        problem = f"The server is older than PostgreSQL {OLDEST}, with which nothing was tried."
        yield Finding(Check.SERVER, problem, "move to a newer one with: tracker copy --to ADDRESS")
    for name in _LASTING:
        if connection.execute(text(f"SHOW {name}")).scalar_one() == "off":
            yield Finding(
                Check.SERVER,
                f"The server is set up with {name} = off, so in a power cut what was reported as "
                "done may be lost.",
                f"let its administrator set {name} = on",
            )


def rights(database: Database, now: dt.datetime, connection: Connection) -> Iterator[Finding]:
    """Yield what this role lacks to read, or to write where it may write at all; what all may."""
    names = [table.name for table in Base.metadata.sorted_tables]
    asked = text("SELECT has_table_privilege(quote_ident(:name), :right)")
    for right in ("SELECT", "INSERT"):
        lacking = [
            name for name in names if not connection.scalar(asked, {"name": name, "right": right})
        ]
        if lacking and (right == "SELECT" or len(lacking) < len(names)):
            problem = f"This role lacks the right to {right} on {', '.join(lacking)}."
            grant = f"GRANT {right} ON ALL TABLES IN SCHEMA … TO …"
            yield Finding(Check.RIGHTS, problem, f"ask the owner of the hunt for it: {grant}")
    if open_ := connection.scalars(_OF_EVERYBODY).all():
        problem = f"Everybody who may enter the database has rights on {', '.join(open_)}."
        yield Finding(Check.RIGHTS, problem, MEND, partial(_close, database, now))


def _close(database: Database, now: dt.datetime) -> None:
    with database.writing(now) as session:
        connection = session.connection()
        quoted = connection.scalar(text("SELECT quote_ident(current_schema())"))
        connection.exec_driver_sql(_REVOKE.format(quoted))


def numbers(database: Database, now: dt.datetime, connection: Connection) -> Iterator[Finding]:
    """Yield that the next record would be given a number that another has already."""
    for table in Base.metadata.sorted_tables:
        if table.autoincrement_column is None or table.name == "search_text":
            continue
        highest = connection.scalar(select(func.max(table.c.id))) or 0
        if highest > numbering.last(connection, table):
            yield Finding(
                Check.NUMBERS,
                f"The next number in {table.name} would be one that is taken.",
                MEND,
                partial(_number, database, now, table.name, highest),
            )


def _number(database: Database, now: dt.datetime, name: str, highest: int) -> None:
    with database.writing(now) as session:
        numbering.reserve(session.connection(), Base.metadata.tables[name], highest)
