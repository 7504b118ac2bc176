"""What the everyday commands ask is answered alike from a file at once and by way of a session."""

import shlex
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from tests.conftest import CommandLine
from tracker import prepared
from tracker.db import SCHEMA
from tracker.looking import Look, Row, at_once
from tracker.models import Base
from tracker.records import by_session, everyday

GIVEN = {
    "today": date(2026, 11, 23),
    "until": date(2026, 12, 7),
    "number": "4012345",
    "address": "%jobs.example%",
    "begins": "grosse%",
}


@pytest.fixture
def filled(run: CommandLine) -> CommandLine:
    """A hunt in which every question finds something."""
    for line in (
        'add "Größe & Söhne" "Data engineer" 120k-150k --tag remote',
        "add Beta Analyst 61.5/hour --enthusiasm 4 --other-role yes",
        "add Gamma --stage saved --apply-by fri",
        "add Delta --url https://Jobs.example/view/4012345 --posting-id 4012345",
        "interview add Größe 'fri 3pm America/New_York' --place 'Room 5'",
        "interview add Größe",
        "interview add Beta 'mon 10:00'",
        "interview add Delta '2026-11-20 10:00'",
        "interview done Delta --result waiting",
        "worth",
        "offer add Beta 110k --until 'next friday 12:00'",
        "contact add 'Mia Chen' --company Beta --follow-up thu",
        "contact add 'Ömer Ak' --email omer@example.com",
        "profile set currency EUR",
        "profile must-have add remote",
        "profile factor add commute --weight 2.5%",
    ):
        run(*shlex.split(line))
    return run


def asked(name: str) -> dict[str, object]:
    """Return what is to be said for a question."""
    statement, _, _ = prepared.QUESTIONS[name]
    return {key: value for key, value in GIVEN.items() if f":{key}" in statement}


def records(session: Session, name: str) -> Iterator[Base]:
    """Yield what a question finds, as the ORM has it."""
    given = asked(name)
    yield from session.scalars(everyday.QUESTIONS[name].statement, given)


def ask(look: Look, name: str) -> list[Row]:
    given = asked(name)
    found = list(look.rows(name, **given))
    assert look.count(name, **given) == len(found)
    assert list(look.rows(name, 1, **given)) == found[:1]
    return found


def columns(record: Base) -> dict[str, object]:
    """Return what is loaded with a record, by column."""
    loaded = [one.key for one in inspect(record).mapper.column_attrs if not one.deferred]
    return {name: getattr(record, name) for name in loaded}


@pytest.mark.parametrize("name", everyday.QUESTIONS)
def test_a_row_is_the_record_that_the_models_have(filled: CommandLine, name: str) -> None:
    with filled.database.reading() as session:
        rows, found = ask(by_session.look(session), name), list(records(session, name))
        assert len(rows) == len(found) > 0
        for row, record in zip(rows, found, strict=True):
            own = dict(vars(row))
            parent = own.pop("application", None)
            assert own == columns(record)
            if parent is not None:
                assert vars(parent) == columns(record.application)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", everyday.QUESTIONS)
@pytest.mark.usefixtures("place")
def test_a_file_answers_at_once_what_a_session_does(filled: CommandLine, name: str) -> None:
    with filled.database.reading() as session, at_once(str(filled.place)) as look:
        assert look is not None
        assert ask(look, name) == ask(by_session.look(session), name)


def test_the_statements_are_of_the_schema_that_the_program_writes() -> None:
    assert prepared.SCHEMA == SCHEMA
