"""From every schema up, down and up again with a thousand random records; nothing is lost."""

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from benchmarks import anything, soak
from tests.storage import Rows, rows_of
from tracker import db
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.models.search import NOUNS
from tracker.records import indexing

OF_THE_MIGRATION = {"alembic_version", "command", "hunt", "search_text"}


def aged(place: Path, revision: str) -> Rows:
    """Make a database of a schema, with about a hundred random rows in each of its tables."""
    dice = random.Random(revision)  # noqa: S311 (nothing secret)
    engine = db.new_engine(place)
    db.upgrade(engine, revision)
    with engine.begin() as connection:
        made = anything.hunt(dice, 110)
        assert anything.write(connection, made) > 1000
        if revision == db.SCHEMA:
            for noun in NOUNS:
                indexing.renew(connection, noun, [row["id"] for row in made[noun]])
    return rows_of(place, logs=True)


def of(rows: Rows, known: Rows) -> dict[str, list[str]]:
    """Return the rows of the tables and columns that are known, but for what a migration makes."""
    return {
        name: texts({one: row[one] for one in known[name][0]} for row in rows[name])
        for name in known.keys() - OF_THE_MIGRATION
        if known[name]
    }


def texts(rows: Iterable[dict[str, Any]]) -> list[str]:
    return sorted(repr(sorted(row.items())) for row in rows)


@pytest.mark.parametrize("revision", soak.REVISIONS)
def test_a_thousand_records_go_up_down_and_up_again(tmp_path: Path, revision: str) -> None:
    place = tmp_path / "hunt.db"
    before = aged(place, revision)
    with Database(place).reading():
        above = rows_of(place, logs=True)
    assert of(above, before) == of(before, before)
    entries = {row["id"]: row for row in above["command"]}
    assert all(entries[row["id"]] == row for row in before["command"])
    engine = db.new_engine(place)
    db.downgrade(engine, revision)
    again = rows_of(place, logs=True)
    assert again.keys() == before.keys()
    assert of(again, before) == of(before, before)
    db.upgrade(engine)
    assert of(rows_of(place, logs=True), above) == of(above, above)
    with Database(place).reading() as session:
        assert not any(indexing.astray(session.connection()).values())


NEW_COLUMNS = [
    "contact.card_uid",
    "contact.name_parts",
    *(f"interview.event_{name}" for name in ("recurrence", "sequence", "stamp", "uid")),
]
LOST = {
    "0001": ["advice", *NEW_COLUMNS, "criterion", "currency_rate", "rating", "saved"],
    "0002": ["advice", *NEW_COLUMNS, "saved"],
    "0003": [*NEW_COLUMNS, "saved"],
}


@pytest.mark.parametrize("revision", LOST)
def test_a_downgrade_that_would_lose_something_says_what_and_changes_nothing(
    tmp_path: Path, revision: str
) -> None:
    place = tmp_path / "hunt.db"
    before = aged(place, db.SCHEMA)
    with pytest.raises(TrackerError) as refused:
        db.downgrade(db.new_engine(place), revision)
    start = f"Schema {revision} has no place for what is in "
    named = str(refused.value).removeprefix(start).partition(", so nothing was changed; ")[0]
    assert set(LOST[revision]) == set(named.split(", "))
    assert rows_of(place, logs=True) == before
