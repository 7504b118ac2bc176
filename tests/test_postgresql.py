"""A hunt on a server: found by its address, alone in its schema, refused in one sentence."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.conftest import FIXED, CommandLine
from tests.storage import NewPlace, Servers, by_hand
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.records import applications

pytestmark = pytest.mark.postgresql(only=True)

LOCK = "SELECT pg_advisory_xact_lock(400699703, 'public'::regnamespace::oid::integer)"


@pytest.fixture
def empty(storage: Servers) -> Iterator[str]:
    """The address of a database in which there is nothing yet."""
    address = str(storage.blank(Path()))
    yield address
    storage.drop(address)


def within(address: str, schema: str) -> str:
    """Return the address of a schema of a database."""
    return f"{address}&options=-csearch_path%3D{schema}"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://me:secret@127.0.0.1:1/hunt", "postgresql://me:***@127.0.0.1:1/hunt"),
        ("postgres://me:secret@127.0.0.1:1/hunt", "postgresql://me:***@127.0.0.1:1/hunt"),
        ("postgresql+psycopg://127.0.0.1:1/x?password=secret", "postgresql://127.0.0.1:1/x"),
        (
            "postgresql://127.0.0.1:1/x?password=secret&options=-csearch_path%3Danna",
            "postgresql://127.0.0.1:1/x (schema anna)",
        ),
    ],
)
def test_a_server_that_does_not_answer_is_named_without_the_password(
    address: str, shown: str
) -> None:
    result = CommandLine(address)("application", "list", code=1)
    assert result.output == (
        f"Error: {shown} cannot be reached (Connection refused); nothing was written, so check "
        "that the server runs, the address, the user and the password, and try again.\n"
    )


def test_a_password_that_would_be_taken_apart_is_not_shown() -> None:
    for password in ("secret@2", "se@cret/2"):
        run = CommandLine(f"postgresql://me:{password}@127.0.0.1/hunt")
        assert run("application", "list", code=1).output == (
            "Error: That address has more than one “@”; write those within a name or password "
            "as %40.\n"
        )


@pytest.mark.parametrize(
    "place",
    [
        "host=127.0.0.1 password=secret",
        "dbname=hunt user=me password = secret",
        " service = hunt",
        "me:secret@127.0.0.1/hunt",
        "postgres//me:secret@127.0.0.1:5432/hunt",
    ],
)
def test_what_holds_a_password_is_never_taken_for_a_file(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = CommandLine(place)("add", "Acme", code=1).output
    assert refused.startswith("Error: That is no database address that works here; name a file,")
    assert "secret" not in refused
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:/me:secret@127.0.0.1/hunt",
        "postgresql://me:secret@127.0.0.1:port/hunt",
        "mysql://me:secret@127.0.0.1/hunt",
        "postgresql+nothing://me:secret@127.0.0.1/hunt",
        "POSTGRESQL:/me:secret@127.0.0.1/hunt",
    ],
)
def test_a_mistyped_address_is_refused_without_the_password(address: str) -> None:
    result = CommandLine(address)("application", "list", code=1)
    assert result.output == (
        f"Error: “{address.partition(':')[0]}://…” is no database address that works here; name a "
        "file, or a server as in postgresql://NAME@HOST/DATABASE.\n"
    )


def test_a_password_is_in_no_help_and_no_history(empty: str) -> None:
    run = CommandLine(f"{empty}&password=secret")
    run("add", "Acme")
    shown = [run("--help"), run("history"), run("export", "json"), run("agenda")]
    assert [one for one in shown if "secret" in one.output] == []
    assert "secret" not in repr(run.rows(logs=True))


def test_without_the_driver_the_command_that_brings_it_is_said() -> None:
    script = "import sys; sys.modules['psycopg'] = None; import tracker.__main__ as m; m.main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "--database", "postgresql://me@nowhere/hunt", "agenda"],
        env=FIXED,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        1,
        (
            "Error: PostgreSQL needs its driver, which is not installed; get it with: "
            "pip install 'interview-worth[postgres]'\n"
        ),
    )


def test_hunts_in_schemas_of_one_database_know_nothing_of_each_other(empty: str) -> None:
    by_hand(empty, "CREATE SCHEMA anna")
    by_hand(empty, 'CREATE SCHEMA "Böb"')
    public, anna = CommandLine(empty), CommandLine(within(empty, "anna"))
    bob = CommandLine(within(empty, "%22B%C3%B6b%22,public"))
    for run, company in ((public, "Acme"), (anna, "Beta"), (bob, "Gamma")):
        assert "Added application 1: " in run("add", company).stdout
        assert [one["company"] for one in run.rows()["application"]] == [company]
    assert "Beta" in anna("search", "beta").stdout
    assert len({run.rows()["hunt"][0]["id"] for run in (public, anna, bob)}) == 3


@pytest.mark.parametrize(
    "made",
    [
        "CREATE TABLE application (company text)",
        "CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ('1')",
    ],
)
def test_the_tables_of_another_program_are_refused_and_left_alone(empty: str, made: str) -> None:
    by_hand(empty, made)
    run = CommandLine(empty)
    before = run.rows(logs=True)
    for command in (["add", "Acme"], ["application", "list"], ["undo"]):
        assert run.refused(*command) == (
            "That schema holds the tables of another program; name a database or a schema of its "
            "own for the hunt, as in: CREATE SCHEMA hunt AUTHORIZATION your_name"
        )
    assert run.rows(logs=True) == before


def test_to_look_makes_no_tables(empty: str) -> None:
    result = CommandLine(empty)("application", "list")
    assert result.stdout.startswith("No open application.")
    assert result.stderr.startswith("Note: there is no hunt at postgresql://")
    with psycopg.connect(empty) as connection:
        found = connection.execute("SELECT FROM pg_tables WHERE schemaname = 'public'")
        assert found.rowcount == 0


def test_a_schema_that_is_not_there_is_refused_with_the_way_to_make_it(empty: str) -> None:
    refused = CommandLine(within(empty, "anna"))("add", "Acme", code=1).stderr
    assert refused.startswith("Error: That database has no schema that you may keep a hunt in; ")
    assert "CREATE SCHEMA" in refused


def test_a_database_that_lacks_letters_is_refused(storage: Servers, empty: str) -> None:
    with storage.administration() as connection:
        name = f"{storage.prefix}_ascii"
        how = "ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0"
        connection.execute(f"CREATE DATABASE {name} {how}".encode())
    address = empty.replace(f"_{storage.made}?", "_ascii?")
    try:
        refused = CommandLine(address)("add", "Acme", code=1).stderr
    finally:
        storage.drop(address)
    assert f"The database “{name}” keeps text as SQL_ASCII" in refused


def test_a_newer_schema_is_refused_with_the_way_to_upgrade(run: CommandLine) -> None:
    by_hand(run.address, "UPDATE alembic_version SET version_num = '9999'")
    assert "was written by a newer version of tracker (schema 9999)" in run.refused("add", "Acme")


def test_a_role_that_may_only_read_is_shown_all_and_refused_what_it_may_not(
    run: CommandLine, storage: Servers
) -> None:
    run("add", "Acme")
    role = f"{storage.prefix}_coach"
    by_hand(run.address, f"CREATE ROLE {role} LOGIN")
    try:
        by_hand(run.address, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
        coach = CommandLine(str(run.address).replace("//tests@", f"//{role}@"))
        assert "Acme" in coach("application", "list").stdout
        assert "Acme" in coach("search", "acme").stdout
        refused = run.rows(logs=True), coach("add", "Beta", code=1).stderr
        assert "does not let you do that (permission denied for " in refused[1]
        assert run.rows(logs=True) == refused[0]
    finally:
        by_hand(run.address, f"DROP OWNED BY {role}")
        by_hand(run.address, f"DROP ROLE {role}")


def test_a_writer_waits_for_another_but_not_for_ever_and_a_reader_does_not(
    run: CommandLine,
) -> None:
    run("add", "Acme")
    hasty = CommandLine(f"{run.address}&options=-clock_timeout%3D200ms")
    with closing(psycopg.connect(str(run.address))) as other:
        other.execute(LOCK)
        assert "is being written by another program; nothing was written" in hasty.refused(
            "add", "Beta"
        )
        assert "Acme" in hasty("application", "list").stdout
        done: list[Any] = []
        waiting = threading.Thread(
            target=lambda: done.append(_add(Database(str(run.address)), "Gamma"))
        )
        waiting.start()
        time.sleep(0.3)
        assert done == []
        other.rollback()
        waiting.join(timeout=20)
    assert done == [2]


def _add(database: Database, company: str) -> int:
    now = datetime.fromisoformat(FIXED["TRACKER_NOW"])
    with database.writing(now) as session:
        return applications.add(session, company, None, on=now.date()).id


def test_a_connection_that_breaks_off_says_to_look_what_was_kept(
    run: CommandLine, database: Database, now: datetime
) -> None:
    def break_off() -> None:
        with database.writing(now) as session:
            applications.add(session, "Acme", None, on=now.date())
            session.flush()
            by_hand(
                run.address,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )

    with pytest.raises(TrackerError, match=r"broke off .* look with tracker history"):
        break_off()
    assert run.rows()["application"] == []


def test_a_disk_that_fills_in_the_middle_is_told_of_in_one_sentence(
    run: CommandLine, tmp_path: Path
) -> None:
    """In a process of its own: the tests' own log would take what the driver has to say."""
    by_hand(
        run.address,
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE disk_full; END $$; "
        "CREATE TRIGGER refuse BEFORE INSERT ON application "
        "FOR EACH ROW EXECUTE FUNCTION refuse()",
    )
    sheet = tmp_path / "list.csv"
    rows = "".join(f"Firm {number},{'x' * 1000},applied\n" for number in range(2000))
    sheet.write_text(f"Company,Notes,Status\n{rows}")
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "import", str(sheet)],
        env={**os.environ, **run.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == (
        f"Error: The disk of {run.database.shown} is full; nothing was written, so have room made "
        "first.\n"
    )


def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(
    run: CommandLine, database: Database
) -> None:
    with database.reading() as session:
        assert session.scalars(applications.active()).all() == []
        run("add", "Acme")
        assert session.scalars(applications.active()).all() == []


def test_text_sorts_and_numbers_reach_as_in_a_file(run: CommandLine) -> None:
    """New tables are held to this too."""
    columns = """
        SELECT table_name, column_name, data_type, collation_name, column_default
        FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name <> 'alembic_version'
    """
    with closing(psycopg.connect(str(run.address))) as connection:
        found = connection.execute(columns).fetchall()
    assert [one for one in found if one[2] == "integer"] == []
    assert [one for one in found if one[2] == "text" and one[3] != "C"] == []
    numbered = [one for one in found if one[1] == "id" and one[2] == "bigint"]
    defaults = {one[0]: one[4] for one in numbered if one[0] != "search_text"}
    assert len(defaults) > 8
    assert defaults == {name: f"next_number('{name}'::text)" for name in defaults}


def test_a_text_of_more_words_than_the_index_holds_is_kept_and_found_by_its_beginning(
    run: CommandLine, tmp_path: Path
) -> None:
    text = tmp_path / "long.txt"
    text.write_text(" ".join(f"{number:x}é" for number in range(200_000)) + " " + "y" * 5000)
    run("add", "Acme", "--posting", f"@{text}")
    assert "Acme" in run("search", "abcé").stdout
    run("add", "Beta", "--notes", "x" * 3000)
    assert "Beta" in run("search", "x" * 2500).stdout


def test_a_template_made_once_serves_every_test(new_place: NewPlace) -> None:
    first, second = CommandLine(new_place("one")), CommandLine(new_place("two"))
    first("add", "Acme")
    assert second.rows()["application"] == []
