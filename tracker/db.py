"""Open a database, bring its schema to head, hand out sessions; the only home of alembic.

What is particular to one kind of database is in the module of its name, each with the same parts.
"""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property, partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from tracker import files, sqlite
from tracker.errors import TrackerError
from tracker.place import url_of
from tracker.records import history, losses
from tracker.storage import cipher
from tracker.words import BackupReason

if TYPE_CHECKING:
    from tracker.backups import Backup

SCHEMA = "0009"
"""The revision that this program reads and writes; a test holds it to alembic's head."""


class Kind(Protocol):
    """A kind of database: the parts of `tracker.sqlite` and `tracker.postgresql`."""

    def errors(self) -> tuple[type[Exception], ...]:
        """Return what its driver raises."""

    ENDING: str
    """How the names of its backups end."""

    def shown(self, url: URL) -> str:
        """Return what people are told of a place, without a password."""

    def backups(self, url: URL) -> Path:
        """Return the folder of its backups."""

    def copy(self, connection: Connection, path: Path) -> None:
        """Copy all there is to an empty file; raises TrackerError where that is not sound."""

    def is_copy(self, connection: Connection, path: Path) -> bool:
        """Tell whether a file is a copy of the hunt that is open, which nobody works with."""

    def holds(self, url: URL, path: Path) -> bool:
        """Tell whether a file belongs to the database."""

    def engine(self, url: URL) -> Engine:
        """Return an engine whose transactions only look, but for those of option `immediate`."""

    def revision(self, connection: Connection) -> str | None:
        """Return the schema's revision, None if empty; raise TrackerError if not ours."""

    def mark(self, connection: Connection) -> None:
        """Mark the database as ours."""

    def expect_traces(self, connection: Connection) -> None:
        """Note, in the transaction under way, that what it takes away may leave traces."""

    def clear_traces(self, connection: Connection) -> None:
        """See to it that nothing of what was taken away is left where the hunt is kept."""

    def migrating(self, connection: Connection) -> AbstractContextManager[None]:
        """Hold a transaction in which tables may be rebuilt, kept if every link still holds."""

    def refusal(self, error: BaseException, place: str) -> str:
        """Say in one sentence why the database refused, and what to do."""


class Database:
    """A place where a hunt is kept; nothing is touched before the first session."""

    def __init__(self, place: str | Path) -> None:
        self.url = url_of(place)
        self._kind = _kind(self.url.get_backend_name())
        self._engine: Engine | None = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Hand out a session for looking: one snapshot, nothing kept or made."""
        with self._refusals(), Session(self._ready(make=False)) as session:
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
            engine = self._ready(make=keep).execution_options(immediate=True)
            with Session(engine, expire_on_commit=False) as session:
                history.watch(session, now)
                yield session
                if keep:
                    reason = backup if backup and history.has_changes(session) else None
                    with self._backed_up(self._ready(), now, reason):
                        session.commit()

    def expect_traces(self, session: Session) -> None:
        """Note in a session of `writing` that what it takes away is to leave no traces."""
        self._kind.expect_traces(session.connection())

    def clear_traces(self) -> None:
        """See to it that nothing of what was taken away is left; raises TrackerError if it is."""
        with self._refusals(), self._ready().connect() as connection:
            self._kind.clear_traces(connection)

    def back_up(self, now: dt.datetime, reason: BackupReason = BackupReason.ASKED) -> "Backup":
        """Keep what is committed; whatever transaction is under way goes on."""
        with self._refusals():
            return self._back_up(self._ready(), now, reason)

    def back_up_to(self, path: Path) -> None:
        """Write a backup to a file; raises TrackerError where anything but an older one is."""
        from tracker import backups  # noqa: PLC0415 (rarely needed)

        with self._refusals(), self._ready().connect() as connection:
            copy, is_copy = self._kind.copy, self._kind.is_copy
            backups.write(path, partial(copy, connection), partial(is_copy, connection))

    def backups_holding(self, named: re.Pattern[str]) -> "list[Backup]":
        """Return the backups beside the hunt in which a text is found, or that cannot be read."""
        from tracker import backups  # noqa: PLC0415 (rarely needed)

        return backups.holding(self.backups, named)

    def _back_up(self, engine: Engine, now: dt.datetime, reason: BackupReason) -> "Backup":
        from tracker import backups  # noqa: PLC0415 (rarely needed)

        with engine.connect() as connection:
            copy = partial(self._kind.copy, connection)
            return backups.make(self.backups, copy, self._kind.ENDING, now, reason)

    @contextmanager
    def _backed_up(
        self, engine: Engine, now: dt.datetime, reason: BackupReason | None
    ) -> Iterator[None]:
        """Hold what changes a hunt; with a reason for it, what was there before is kept."""
        if reason is None:
            yield
            return
        from tracker import backups  # noqa: PLC0415 (rarely needed)

        # An error of another kind may leave open whether a server has kept the changes.
        with backups.kept_unless(files.is_full, self._back_up(engine, now, reason)):
            yield

    def found(self) -> str | None:
        """Return the schema's revision, None where there is none yet; nothing is made."""
        with self._refusals(), self._kind.engine(self.url).connect() as connection:
            return self._kind.revision(connection)

    def check_there(self) -> None:
        """Raise TrackerError where there is no hunt yet; nothing is made.

        For what copies or converts one: it would be an empty one, where a name is mistyped.
        """
        if self.has_no_file() or self.found() is None:
            raise TrackerError(self.nowhere)

    @property
    def nowhere(self) -> str:
        """The sentence that says that there is no hunt yet, or no longer."""
        if not self.is_gone:
            return f"There is no hunt at {self.shown} yet; start one: tracker add COMPANY"
        return (
            f"There is no hunt at {self.shown}, but there are backups of one in {self.backups}; go "
            "back with tracker restore latest, or to start a new one move that folder away."
        )

    @property
    def is_gone(self) -> bool:
        """Whether there are backups; where there is no hunt, that there was one."""
        from tracker import backups  # noqa: PLC0415 (rarely needed)

        return bool(backups.listing(self.backups))

    @property
    def backups(self) -> Path:
        """The folder of the backups."""
        return self._kind.backups(self.url)

    @property
    def file(self) -> Path | None:
        """The file of the database; None where a server keeps it.

        Raises TrackerError where options are part of its name.
        """
        if self._kind is not sqlite:
            return None
        if self.url.query.get("uri"):
            msg = f"{self.shown} is more than the name of a file; name the file with --database."
            raise TrackerError(msg)
        return Path(self.url.database or "")

    @property
    def is_encrypted(self) -> bool:
        """Whether the file of a hunt needs a key; not to be asked while it is open."""
        return self._kind is sqlite and cipher.salt_of(Path(self.url.database or "")) is not None

    def is_in(self, path: Path) -> bool:
        """Tell whether a file is that of this database, or one that is kept beside it."""
        return self._kind.holds(self.url, path)

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except StatementError as error:
            if isinstance(error.orig, TrackerError):
                raise error.orig from error
            refusal = self._kind.refusal(error.orig or error, self.shown)
            raise TrackerError(refusal) from error
        except self._kind.errors() as error:
            raise TrackerError(self._kind.refusal(error, self.shown)) from error

    @property
    def shown(self) -> str:
        """What people are told of the place; without the password of an address."""
        return self._kind.shown(self.url)

    def _ready(self, *, make: bool = True) -> Engine:
        """Return what opens the hunt; where there is none, make it, or else show an empty one."""
        if self._engine is None:
            if self.has_no_file():
                if not make:
                    return self._nothing
                self._check_not_gone()
            engine = self._kind.engine(self.url)
            with engine.connect() as connection:
                found = self._kind.revision(connection)
            if found is None:
                if not make:
                    return self._nothing
                self._check_not_gone()
            self._bring_to_head(engine, found)
            self._engine = engine
        return self._engine

    def _check_not_gone(self) -> None:
        """Raise TrackerError where a new hunt would hide that another is gone."""
        if self.is_gone:
            raise TrackerError(self.nowhere)

    def make(self) -> None:
        """Make a hunt where there is none, with nothing in it, though there be backups of one."""
        with self._refusals():
            upgrade(self._kind.engine(self.url))

    @property
    def is_open(self) -> bool:
        """Whether there was a hunt at the last session, or is one since."""
        return self._engine is not None

    @cached_property
    def _nothing(self) -> Engine:
        """A hunt with nothing in it, of which nothing is kept."""
        engine = sqlite.in_memory()
        upgrade(engine)
        return engine

    def has_no_file(self) -> bool:
        """Tell whether this is the place of a file, and none is there."""
        return self._kind is sqlite and sqlite.is_missing(self.url)

    def _bring_to_head(self, engine: Engine, found: str | None) -> None:
        if found == SCHEMA:
            return
        if found is not None:
            _check_known(found, self.shown)
        reason = BackupReason.UPGRADE if found else None
        with self._backed_up(engine, dt.datetime.now(dt.UTC), reason):
            upgrade(engine)


def bring_up(path: Path, found: str, shown: Path) -> None:
    """Bring a file that is a copy of `shown`, of the schema that was `found`, to head."""
    _check_known(found, str(shown))
    if found != SCHEMA:
        upgrade(new_engine(path))


def new_engine(place: str | Path) -> Engine:
    """Return what opens a database as the program does, whatever schema it has."""
    url = url_of(place)
    return _kind(url.get_backend_name()).engine(url)


def _check_known(found: str, shown: str) -> None:
    if found not in _known_revisions():
        msg = (
            f"{shown} was written by a newer version of tracker (schema {found}); "
            "upgrade with: pip install --upgrade interview-worth"
        )
        raise TrackerError(msg)


def _kind(name: str) -> Kind:
    if name == "sqlite":
        return sqlite
    try:
        from tracker import postgresql  # noqa: PLC0415 (its driver need not be there)
    except ImportError as error:
        msg = (
            "PostgreSQL needs its driver, which is not installed; get it with: "
            "pip install 'interview-worth[postgres]'"
        )
        raise TrackerError(msg) from error
    return postgresql


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to `revision` in one transaction; on failure nothing has changed.

    What they import is there before others have to wait, and nothing is left to those who waited.
    """
    from alembic import command  # noqa: PLC0415 (slow to import, rarely needed)

    kind = _kind(engine.dialect.name)
    with _migrating(engine) as (connection, config):
        before = kind.revision(connection)
        if before == SCHEMA and revision == "head":
            return
        command.upgrade(config, revision)
        kind.mark(connection)
        after = kind.revision(connection)
        if before and after and before != after:
            history.note_migration(connection, before, after)


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


def differences(connection: Connection) -> list[Any]:
    """Return what alembic would change for the tables to be those of the models."""
    from alembic import command  # noqa: PLC0415 (slow to import, rarely needed)
    from alembic.util import AutogenerateDiffsDetected  # noqa: PLC0415 (as above)

    try:
        command.check(_alembic_config(connection))
    except AutogenerateDiffsDetected as found:
        return found.diffs
    return []


@contextmanager
def _migrating(engine: Engine) -> Iterator[tuple[Connection, Any]]:
    """Hand out a connection in a transaction for migrations, and what alembic is to know."""
    kind, writing = _kind(engine.dialect.name), engine.execution_options(immediate=True)
    with writing.connect() as connection, kind.migrating(connection):
        yield connection, _alembic_config(connection)


def _alembic_config(connection: Connection) -> Any:  # noqa: ANN401 (alembic loads late)
    from alembic.config import Config  # noqa: PLC0415 (slow to import, rarely needed)

    config = Config(stdout=StringIO())
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
