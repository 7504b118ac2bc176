"""One dialect for every database of a kind, so that a statement is compiled once in a run.

A process of the program opens one database. The tests open thousands in theirs, and compiling the
same statements for each of them took half of their time.
"""

from functools import cache
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

COMPILED: dict[Any, Any] = {}


class Once(type):
    """Makes one object of a class, however often it is asked for it."""

    @cache  # noqa: B019 (what it keeps is there for the whole run)
    def __call__(cls, **arguments: Any) -> Any:  # noqa: ANN401 (as type itself has it)
        return super().__call__(**arguments)


class Compiling(metaclass=Once):
    """What is mixed into a dialect; statements are kept by the dialect that they were made for."""

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=COMPILED)


class SQLite(Compiling, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class PostgreSQL(Compiling, PGDialect_psycopg):
    supports_statement_cache = True


def share() -> None:
    """Have SQLAlchemy open every database with these."""
    registry.register("sqlite", __name__, SQLite.__name__)
    registry.register("postgresql.psycopg", __name__, PostgreSQL.__name__)
