"""What is wrong with a hunt on a server is found, said with what to do, and mended where safe."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.conftest import CommandLine
from tests.rich import fill
from tests.storage import Servers, by_hand
from tracker.doctor import servers
from tracker.words import Check

pytestmark = pytest.mark.postgresql(only=True)


UNFINISHED = (
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_rating_criterion_id'::regclass"
)
"""As a CREATE INDEX that was broken off."""


def findings(run: CommandLine, *arguments: str) -> list[Any]:
    """Return what is wrong, each as its check and its sentence, but for how the server is set up.

    The servers of the tests forget what they held when the power goes.
    """
    now = datetime.now(UTC).isoformat()
    shown = run("doctor", "--json", *arguments, code=None, TRACKER_NOW=now)
    assert shown.stderr == ""
    found = [(one["check"], one["problem"]) for one in json.loads(shown.stdout)["findings"]]
    return [one for one in found if one[0] != "server"]


def test_a_hunt_with_something_of_everything_is_well(run: CommandLine) -> None:
    fill(run)
    run("backup")
    assert findings(run) == []
    with closing(psycopg.connect(str(run.address))) as connection:
        risky = [
            name
            for name in ("fsync", "full_page_writes")
            if connection.execute(f"SHOW {name}".encode()).fetchone() == ("off",)
        ]
    shown = json.loads(run("doctor", "--json", code=None).stdout)
    assert shown["looked_at"] == list(Check)
    told = [one["problem"] for one in shown["findings"] if one["check"] == "server"]
    assert [one.split()[6] for one in told] == risky


def test_where_there_is_no_hunt_yet_nothing_is_made(storage: Servers) -> None:
    run = CommandLine(storage.blank(Path()))
    assert "yet; start one: tracker add COMPANY" in run.refused("doctor")
    assert run.rows() == {}
    storage.drop(run.address)


@pytest.mark.parametrize(
    ("statement", "check", "problem", "is_mended"),
    [
        ("DROP INDEX search_index", "schema", "The index search_index is missing.", True),
        (
            "DROP INDEX ix_contact_card_uid",
            "schema",
            "The index ix_contact_card_uid is missing.",
            True,
        ),
        ("CREATE TABLE mine (x integer)", "schema", "The table mine is not ours.", False),
        ("ALTER TABLE contact DROP COLUMN met", "schema", "The table contact differs.", False),
        ("DROP TABLE saved", "schema", "The table saved is missing.", False),
        (
            "SET session_replication_role = replica; INSERT INTO tag VALUES (7, 'of none')",
            "links",
            "In tag, 1 of the rows belong to a row of application that is not there.",
            False,
        ),
        (
            "UPDATE numbering SET seq = 0 WHERE name = 'application'",
            "numbers",
            "The next number in application would be one that is taken.",
            True,
        ),
        (
            "GRANT SELECT ON application TO PUBLIC",
            "rights",
            "Everybody who may enter the database has rights on application.",
            True,
        ),
        (
            "DELETE FROM search_text",
            "search",
            "The words by which a search finds 1 record are not those that stand there.",
            True,
        ),
        (
            UNFINISHED,
            "integrity",
            "The index ix_rating_criterion_id is unfinished.",
            False,
        ),
    ],
)
def test_what_is_wrong_is_found_and_mended_where_that_is_safe(
    run: CommandLine, statement: str, check: str, problem: str, is_mended: bool
) -> None:
    run("add", "Acme")
    by_hand(run.address, statement)
    assert findings(run) == [(check, problem)]
    shown = json.loads(run("doctor", "--fix", "--json", code=None).stdout)["findings"]
    assert [one["is_mended"] for one in shown if one["check"] == check][:1] == [is_mended]
    assert findings(run) == ([] if is_mended else [(check, problem)])
    assert run("add", "Beta").stdout.startswith("Added application 2: Beta") or not is_mended


def test_the_look_goes_on_where_there_is_something_of_another_program(run: CommandLine) -> None:
    run("add", "Acme")
    by_hand(run.address, "CREATE TABLE mine (x integer); DELETE FROM search_text")
    assert [check for check, _ in findings(run)] == ["schema", "search"]


def test_a_clock_that_is_not_the_servers_is_named(run: CommandLine) -> None:
    later = (datetime.now(UTC) + timedelta(days=400)).isoformat()
    shown = json.loads(run("doctor", "--json", code=1, TRACKER_NOW=later).stdout)["findings"]
    assert [one["problem"][:19] for one in shown if one["check"] == "clock"] == [
        "The clock here says"
    ]


def test_who_may_only_read_is_well_and_who_lacks_a_table_is_told(
    run: CommandLine, storage: Servers
) -> None:
    role = f"{storage.prefix}_coach"
    by_hand(run.address, f"CREATE ROLE {role} LOGIN")
    try:
        by_hand(run.address, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
        coach = CommandLine(str(run.address).replace("//tests@", f"//{role}@"))
        assert findings(coach) == []
        by_hand(run.address, f"GRANT INSERT ON tag TO {role}")
        by_hand(run.address, f"REVOKE SELECT ON saved FROM {role}")  # noqa: S608 (ours)
        right, *more = findings(coach)
        assert right == ("rights", "This role lacks the right to SELECT on saved.")
        assert [one.split()[6] for _, one in more] == ["INSERT"]
    finally:
        by_hand(run.address, f"DROP OWNED BY {role}")
        by_hand(run.address, f"DROP ROLE {role}")


@pytest.mark.parametrize(
    ("host", "address", "near"),
    [
        ("/var/run/postgresql", "", True),
        ("localhost", "127.0.0.1", True),
        ("localhost", "::1", True),
        ("db.example.com", "192.0.2.7", False),
        ("db.example.com", "2001:db8::7", False),
    ],
)
def test_what_leaves_this_machine_is_known_by_its_address(
    host: str, address: str, near: bool
) -> None:
    """No test may open a network connection to another machine."""
    assert servers._is_near(host, address) is near  # noqa: SLF001 (as above)
