"""From every schema up, down and up again with a thousand random records; nothing is lost."""

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import soak
from tests.conftest import CommandLine
from tests.storage import Place, Rows, Storage, by_hand, rows_of
from tracker import db
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.records import indexing

pytestmark = pytest.mark.postgresql

OF_THE_MIGRATION = {"alembic_version", "command", "hunt", "search_text"}


@pytest.fixture
def blank(storage: Storage, tmp_path: Path) -> Iterator[Place]:
    """A place where there is nothing yet."""
    place = storage.blank(tmp_path / "hunt.db")
    yield place
    storage.drop(place)


@pytest.fixture
def many(blank: Place, pytestconfig: pytest.Config) -> int:
    """How many rows of a table: on a server a thousand in all where that is what is tested."""
    return 110 if isinstance(blank, Path) or pytestconfig.getoption("database") else 40


def aged(place: Place, revision: str, many: int) -> Rows:
    """Make a database of a schema, with about as many random rows in each of its tables."""
    soak.aged(place, revision, random.Random(revision), many)  # noqa: S311 (nothing secret)
    rows = rows_of(place, logs=True)
    assert sum(map(len, rows.values())) > 9 * many
    return rows


def of(rows: Rows, known: Rows) -> dict[str, list[str]]:
    """Return the rows of the tables and columns that are known, but for what a migration makes."""
    return {
        name: texts({one: row[one] for one in known[name][0]} for row in rows[name])
        for name in known.keys() - OF_THE_MIGRATION
        if known[name]
    }


def has_entries(rows: Rows, known: Rows) -> bool:
    """Tell whether the history holds all entries that are known, whatever else it says of them."""
    there = {row["id"]: row for row in rows["command"]}
    return all(row.items() <= there[row["id"]].items() for row in known["command"])


def texts(rows: Iterable[dict[str, Any]]) -> list[str]:
    return sorted(repr(sorted(row.items())) for row in rows)


@pytest.mark.parametrize("revision", soak.REVISIONS)
def test_a_thousand_records_go_up_down_and_up_again(blank: Place, many: int, revision: str) -> None:
    before = aged(blank, revision, many)
    with Database(blank).reading():
        above = rows_of(blank, logs=True)
    assert of(above, before) == of(before, before)
    assert has_entries(above, before)
    engine = db.new_engine(blank)
    db.downgrade(engine, revision)
    again = rows_of(blank, logs=True)
    assert again.keys() == before.keys()
    assert of(again, before) == of(before, before)
    assert has_entries(again, before)
    db.upgrade(engine)
    last = rows_of(blank, logs=True)
    assert of(last, above) == of(above, above)
    assert has_entries(last, above)
    with Database(blank).reading() as session:
        assert not any(indexing.astray(session.connection()).values())


def test_windows_and_restores_go_down_as_what_undo_asks_no_more_about(
    blank: Place, many: int
) -> None:
    """Above, the way down from the newest schema leads nowhere."""
    aged(blank, "0008", many)
    by_hand(blank, "UPDATE command SET kind = 'restore' WHERE id <= 9")
    before = rows_of(blank, logs=True)
    assert any(row["window"] for row in before["command"])
    engine = db.new_engine(blank)
    db.downgrade(engine, "0007")
    db.upgrade(engine)
    after = rows_of(blank, logs=True)
    assert of(after, before) == of(before, before)
    for row in before["command"]:
        row["window"] = None
        if row["kind"] == "restore":
            row["kind"] = "migration"
    assert has_entries(after, before)


def test_what_was_said_to_be_no_interview_goes_down_as_not_said(blank: Place, many: int) -> None:
    aged(blank, "0009", many)
    by_hand(blank, "UPDATE saved SET kind = 'dismissed' WHERE name LIKE '%1%'")
    before = rows_of(blank, logs=True)["saved"]
    assert {row["kind"] for row in before} == {"mapping", "view", "dismissed"}
    engine = db.new_engine(blank)
    db.downgrade(engine, "0008")
    kept = [row for row in before if row["kind"] != "dismissed"]
    assert texts(rows_of(blank, logs=True)["saved"]) == texts(kept)
    db.upgrade(engine)
    assert texts(rows_of(blank, logs=True)["saved"]) == texts(kept)


NEW_COLUMNS = [
    "contact.card_uid",
    "contact.name_parts",
    *(f"interview.event_{name}" for name in ("recurrence", "sequence", "stamp", "uid")),
]
LOST = {
    "0001": ["advice", *NEW_COLUMNS, "criterion", "currency_rate", "rating", "saved"],
    "0002": ["advice", *NEW_COLUMNS, "saved"],
    "0003": ["advice.decide_by", *NEW_COLUMNS, "saved"],
    "0006": ["advice.decide_by"],
}


@pytest.mark.parametrize("revision", LOST)
def test_a_downgrade_that_would_lose_something_says_what_and_changes_nothing(
    blank: Place, many: int, revision: str
) -> None:
    before = aged(blank, db.SCHEMA, many)
    with pytest.raises(TrackerError) as refused:
        db.downgrade(db.new_engine(blank), revision)
    start = f"Schema {revision} has no place for what is in "
    named = str(refused.value).removeprefix(start).partition(", so nothing was changed; ")[0]
    assert set(LOST[revision]) == set(named.split(", "))
    assert rows_of(blank, logs=True) == before


@pytest.mark.usefixtures("place")
def test_that_somebody_was_forgotten_stays_what_undo_does_not_go_behind(run: CommandLine) -> None:
    run("contact", "add", "Mia Chen")
    run("forget", "Mia", "--yes")
    db.downgrade(db.new_engine(run.place), "0005")
    (entry,) = [one for one in run.rows(logs=True)["command"] if one["id"] == 2]
    assert (entry["kind"], entry["summary"]) == ("migration", "Forgot a contact.")
