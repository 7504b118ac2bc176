"""The rules of the house that a test can hold."""

import ast
import statistics
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import metadata
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

import tracker
from tests.storage import Place
from tracker import db
from tracker.db import Database
from tracker.models import Base
from tracker.records import applications, contacts

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "tracker").rglob("*.py"))
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)

SCRIPTS = ScriptDirectory(str(db.migrations_directory()))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


def engine(place: Place) -> Engine:
    """Return an engine on a database at head, as the program itself opens it."""
    with Database(place).reading() as session:
        bind = session.get_bind()
        assert isinstance(bind, Engine)
        return bind


def shape(opened: Engine) -> dict[str, list[str]]:
    """Return columns, keys, checks and indexes by table, whatever way they came about."""
    inspector = inspect(opened)
    kinds = (
        inspector.get_multi_columns(),
        inspector.get_multi_pk_constraint(),
        inspector.get_multi_foreign_keys(),
        inspector.get_multi_check_constraints(),
        inspector.get_multi_indexes(),
    )
    return {
        name: sorted(str(part) for kind in kinds for part in listed(kind[None, name]))
        for name in inspector.get_table_names()
    }


def listed(found: object) -> list[object]:
    return found if isinstance(found, list) else [found]


def test_the_program_and_the_migrations_agree_on_the_head() -> None:
    assert SCRIPTS.get_heads() == [db.SCHEMA]


def test_revisions_are_numbered_in_their_order() -> None:
    assert [f"{place:04}" for place in range(1, len(REVISIONS) + 1)] == REVISIONS


@pytest.mark.postgresql
def test_the_models_are_what_the_migrations_make(address: Place) -> None:
    with engine(address).connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(db.migrations_directory()))
        config.attributes["connection"] = connection
        command.check(config)  # raises where they differ


def test_what_belongs_to_a_record_comes_in_one_order_whatever_the_database() -> None:
    links = [link for one in Base.registry.mappers for link in one.relationships if link.uselist]
    assert links
    assert [str(link) for link in links if not link.order_by] == []


@pytest.mark.postgresql
@pytest.mark.parametrize("revision", REVISIONS)
def test_every_revision_goes_down_and_up_again(address: Place, revision: str) -> None:
    opened = engine(address)
    below = ["base", *REVISIONS][REVISIONS.index(revision)]
    at_head = shape(opened)
    db.downgrade(opened, revision)
    there = shape(opened)
    db.downgrade(opened, below)
    assert shape(opened) != there
    db.upgrade(opened, revision)
    assert shape(opened) == there
    db.upgrade(opened)
    assert shape(opened) == at_head


@pytest.mark.postgresql
@pytest.mark.parametrize("revision", REVISIONS)
def test_records_survive_every_upgrade_that_they_have_not_seen(
    address: Place, revision: str
) -> None:
    place = Database(address)
    with place.writing(NOW) as session:
        acme = applications.add(session, "Acme", "Data engineer", on=date(2026, 11, 2))
        applications.note(session, acme, "They called.", date(2026, 11, 3))
        contacts.add(session, "Mia Chen", {"company": "Acme"})
    opened = engine(address)
    db.downgrade(opened, revision)
    db.upgrade(opened)
    with place.reading() as session:
        assert "They called." in str(applications.find_one(session, "Acme").notes)
        assert contacts.find_one(session, "Mia").title == "Mia Chen (Acme)"


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["tool"]["hatch"]["version"]["path"] == "tracker/__init__.py"
    assert "version" in project["project"]["dynamic"]
    assert metadata.version("interview-worth") == tracker.__version__


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(module: Path) -> Iterator[tuple[str, Function]]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, Function):
            yield f"{module.relative_to(ROOT)}:{node.lineno} {node.name}", node


def length(function: Function) -> int:
    """Return the lines of a function, but for its decorators and its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return lines
    return lines - ((first.end_lineno or first.lineno) - first.lineno + 1)


def lengths() -> dict[str, int]:
    return {name: length(found) for module in MODULES for name, found in functions(module)}


def test_no_module_is_longer_than_400_lines() -> None:
    long = {str(path): len(path.read_text().splitlines()) for path in MODULES}
    assert {path: lines for path, lines in long.items() if lines > 400} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    assert {name: lines for name, lines in lengths().items() if lines > 40} == {}


def test_functions_are_short() -> None:
    every = list(lengths().values())
    assert len(every) > 200
    assert statistics.median(every) <= 8
    assert sum(lines <= 20 for lines in every) / len(every) >= 0.9


OPENING = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio"}


def imported(module: Path) -> set[str]:
    """Return the modules that a module imports, by full name and by package."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {part for name in names for part in (name, name.partition(".")[0])}


def test_only_the_fetching_of_a_posting_opens_a_socket() -> None:
    able = [str(path.relative_to(ROOT)) for path in MODULES if imported(path) & OPENING]
    assert able == ["tracker/fetch.py"]
