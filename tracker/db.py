"""Open a database, bring its schema to head, hand out sessions; the only home of alembic."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, StatementError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from tracker import sqlite
from tracker.errors import TrackerError
from tracker.records import history, losses
from tracker.sqlite import BESIDE, MARK, WAIT_SECONDS
from tracker.words import BackupReason

if TYPE_CHECKING:
    from tracker.backups import Backup

SCHEMA = "0005"
"""The revision that this program reads and writes; a test holds it to alembic's head."""


class Database:
    """A place where a hunt is kept; nothing is touched before the first session."""

    def __init__(self, place: str | Path) -> None:
        self.url = _url(place)
        self._engine: Engine | None = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Hand out a session for looking: one snapshot, nothing kept."""
        with self._refusals(), Session(self._ready()) as session:
            yield session

    @contextmanager
    def writing(
        self, now: dt.datetime, *, keep: bool = True, backup: BackupReason | None = None
    ) -> Iterator[Session]:
        """Hand out a session whose changes are recorded and kept as a whole, or not at all.

        Without `keep` they are taken back in the end: a trial of what they would do. With a reason
        for it, a backup of what was there before is made first, if anything changes.
        """
        with self._refusals():
            engine = self._ready().execution_options(immediate=True)
            with Session(engine, expire_on_commit=False) as session:
                history.watch(session, now)
                yield session
                if keep and backup and self._is_file and history.has_changes(session):
                    _back_up(engine, now, backup)
                if keep:
                    session.commit()

    def back_up(self, now: dt.datetime) -> "Backup":
        """Keep what there is as a backup that the user asked for."""
        self.require_file()
        with self._refusals():
            return _back_up(self._ready(), now, BackupReason.ASKED)

    def back_up_to(self, path: Path) -> None:
        """Write a backup to a file; raises TrackerError where anything but an older one is."""
        from tracker import backups  # noqa: PLC0415 (rarely needed)

        self.require_file()
        with self._refusals(), self._ready().connect() as connection:
            backups.write(_driver(connection), path)

    def require_file(self) -> Path:
        """Return the file of the database; raises TrackerError where it is kept elsewhere."""
        if not self._is_file or self.url.query.get("uri"):
            msg = (
                f"{self._shown} is kept in no file, which this command is for; "
                "keep a copy of it with: tracker export json --to FILE"
            )
            raise TrackerError(msg)
        return Path(self.url.database or "")

    def is_in(self, path: Path) -> bool:
        """Tell whether a file is that of this database, or one that SQLite keeps beside it."""
        if not self._is_file or not self.url.database:
            return False
        place = Path(self.url.database).resolve()
        own = {place, *(place.with_name(f"{place.name}{end}") for end in BESIDE)}
        return path.expanduser().resolve() in own

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise TrackerError(_explain(error, self._shown)) from error
        except StatementError as error:
            if isinstance(error.orig, TrackerError):
                raise error.orig from error
            raise TrackerError(_explain(error.orig or error, self._shown)) from error

    @property
    def _shown(self) -> str:
        return str(self.url.database) if self._is_file else self.url.render_as_string()

    @property
    def _is_file(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    def _ready(self) -> Engine:
        if self._engine is None:
            if self._is_file and not self.url.query.get("uri"):
                sqlite.prepare(Path(self.url.database or ""))
            engine = _engine(self.url)
            self._bring_to_head(engine)
            self._engine = engine
        return self._engine

    def _bring_to_head(self, engine: Engine) -> None:
        with engine.connect() as connection:
            found = _revision(connection)
        if found == SCHEMA:
            return
        if found is not None:
            _check_known(found, self._shown)
            if self._is_file:
                _back_up(engine, dt.datetime.now(dt.UTC), BackupReason.UPGRADE)
        upgrade(engine)


def bring_up(path: Path, found: str, shown: Path) -> None:
    """Bring a file that is a copy of `shown`, of the schema that was `found`, to head."""
    _check_known(found, str(shown))
    if found != SCHEMA:
        upgrade(new_engine(path))


def new_engine(path: Path) -> Engine:
    """Return what opens a file as the program does, whatever schema it has."""
    return _engine(_url(path))


def _check_known(found: str, shown: str) -> None:
    if found not in _known_revisions():
        msg = (
            f"{shown} was written by a newer version of tracker (schema {found}); "
            "upgrade with: pip install --upgrade interview-worth"
        )
        raise TrackerError(msg)


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to `revision` in one transaction; on failure nothing has changed."""
    with _migrating(engine) as (connection, config):
        from alembic import command  # noqa: PLC0415 (slow to import, rarely needed)

        before = _revision(connection)
        command.upgrade(config, revision)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {MARK}")
        after = _revision(connection)
        if before and after and before != after:
            history.note_migration(connection, before, after)


def _back_up(engine: Engine, now: dt.datetime, reason: BackupReason) -> "Backup":
    """Keep what is committed; a transaction under way, of which it knows nothing, goes on."""
    from tracker import backups  # noqa: PLC0415 (rarely needed)

    with engine.connect() as connection:
        return backups.make(_driver(connection), now, reason)


def downgrade(engine: Engine, revision: str) -> None:
    """Run the migrations down to `revision` in one transaction; on failure nothing has changed.

    Raises TrackerError where something that is on record would be lost.
    """
    with _migrating(engine) as (connection, config):
        from alembic import command  # noqa: PLC0415 (slow to import, rarely needed)

        before = losses.said(connection)
        command.downgrade(config, revision)
        if lost := losses.of(connection, before):
            msg = (
                f"Schema {revision} has no place for what is in {', '.join(lost)}, so nothing was "
                "changed; keep a copy with tracker export json, and remove it from the hunt first."
            )
            raise TrackerError(msg)


@contextmanager
def _migrating(engine: Engine) -> Iterator[tuple[Connection, Any]]:
    """Hand out a connection in a transaction without foreign keys, checked before it is kept.

    With foreign keys on, a table that a batch operation rebuilds would take its children along.
    """
    with engine.execution_options(immediate=True).connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            _driver(connection).execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            yield connection, _alembic_config(connection)
            if is_sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
                msg = "The migration would break links between records, so nothing was changed."
                raise TrackerError(msg)


def _alembic_config(connection: Connection) -> Any:  # noqa: ANN401 (alembic loads late)
    from alembic.config import Config  # noqa: PLC0415 (slow to import, rarely needed)

    config = Config()
    config.set_main_option("script_location", str(migrations_directory()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrations_directory() -> Path:
    """Return where the migrations are: inside the installed package, or beside it."""
    package = Path(__file__).parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


def _known_revisions() -> set[str]:
    versions = migrations_directory() / "versions"
    return {path.name.split("_")[0] for path in versions.glob("[0-9]*.py")}


def _url(place: str | Path) -> URL:
    if isinstance(place, str) and "://" in place:
        try:
            url = make_url(place)
            url.get_dialect().import_dbapi()
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            name = place.split("://", maxsplit=1)[0]
            msg = f"“{name}://…” is no database address that works here; name a file instead."
            raise TrackerError(msg) from error
        if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
            msg = "A database in memory keeps nothing; name a file instead."
            raise TrackerError(msg)
        return url
    if "\0" in str(place):
        msg = "A file name cannot hold a NUL character; name another file for the database."
        raise TrackerError(msg)
    return URL.create("sqlite", database=str(Path(place).expanduser().absolute()))


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, poolclass=NullPool)
    if "timeout" not in url.query:
        url = url.update_query_dict({"timeout": str(WAIT_SECONDS)})
    engine = create_engine(url, poolclass=NullPool)
    # SQLite takes the vocabularies of a table apart anew for each statement: so few, of many rows.
    engine.dialect.use_insertmanyvalues_wo_returning = True
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, record: object) -> None:
    del record
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("immediate", False):
        sqlite.begin_writing(_driver(connection))
    else:
        connection.exec_driver_sql("BEGIN")


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    return cast("sqlite3.Connection", driver)


def _revision(connection: Connection) -> str | None:
    """Return the schema's revision, None for an empty database; refuse another program's."""
    if connection.dialect.name != "sqlite":
        known = connection.dialect.has_table(connection, "alembic_version")
        return _version(connection) if known else None
    return _version(connection) if sqlite.is_ours(_driver(connection)) else None


def _version(connection: Connection) -> str | None:
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _explain(error: BaseException, place: str) -> str:
    """Say in one sentence why the database refused, and what to do."""
    name = getattr(error, "sqlite_errorname", "")
    for prefix, sentence in _REFUSALS.items():
        if name.startswith(prefix):
            return sentence.format(place=place)
    reason = str(error).splitlines()[0]
    if reason == "no such module: fts5":
        return _NO_SEARCH.format(place=place)
    return f"The database {place} refused ({reason}), and nothing was written; try again."


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
        "{place} cannot be written to; nothing was written, so check its permissions or name "
        "another place with --database FILE."
    ),
    "SQLITE_CANTOPEN": (
        "{place} cannot be opened; check its permissions and those of its folder, or name "
        "another place with --database FILE."
    ),
    "SQLITE_FULL": "The disk that holds {place} is full; nothing was written, so make room first.",
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
