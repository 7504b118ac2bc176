"""A hunt leaves as JSON and comes back as it was."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests import rich
from tests.conftest import CommandLine
from tests.storage import LOGS, NewPlace, Rows, by_hand
from tracker.db import SCHEMA
from tracker.models import Base
from tracker.models.base import DERIVED
from tracker.models.portable import FORMAT, VERSION, columns, plural, tables

SCHEMA_FILE = Path(__file__).parents[2] / "docs" / "hunt.schema.json"
LATER = "2026-11-22T11:00+00:00"
Shape = dict[str, Any]


@pytest.fixture(scope="module")
def schema() -> Shape:
    found: Shape = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(found)
    return found


@pytest.fixture
def other(new_place: NewPlace) -> CommandLine:
    """An empty hunt, begun on another machine."""
    place = new_place("other.db")
    by_hand(place, "UPDATE hunt SET id = 'ffffffff-0000-4000-8000-000000000000'")
    return CommandLine(place)


@pytest.fixture
def copy(run: CommandLine, tmp_path: Path) -> Callable[[], str]:
    """Export the hunt to a file of its own each time, and return its name."""
    numbers = iter(range(100))

    def export() -> str:
        path = tmp_path / f"copy{next(numbers)}.json"
        said = run("export", "json", "--to", str(path))
        assert said.stdout == f"Everything was written to {path}.\n"
        return str(path)

    return export


def exported(run: CommandLine) -> Shape:
    found: Shape = json.loads(run("export", "json").stdout)
    return found


def counted(said: str) -> tuple[int, ...]:
    """Return how many records of all nouns an import added, updated and left unchanged."""
    line = said.splitlines()[0]
    words = ("added", "updated", "unchanged")
    return tuple(sum(map(int, re.findall(rf"(\d+) (?:would be )?{word}", line))) for word in words)


def summary(run: CommandLine, *arguments: str) -> tuple[int, ...]:
    return counted(run("import", *arguments).stdout)


def titles(run: CommandLine) -> list[str]:
    found = run.json("application", "list", "--all")["applications"]
    return sorted(f"{one['id']} {one['company']}" for one in found)


def without_last_entry(rows: Rows) -> Rows:
    """Return rows as they are without the latest command and what it changed."""
    last = max(row["id"] for row in rows["command"])
    kept = {"command": "id", "change": "command_id"}
    return {
        name: [row for row in some if name not in kept or row[kept[name]] != last]
        for name, some in rows.items()
    }


def test_every_table_is_exported_or_marked_as_derived_from_others(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection:
        listed = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        made = {name for (name,) in listed if not name.startswith("sqlite_")}
    derived = {table.name for table in Base.metadata.tables.values() if table.info.get(DERIVED)}
    inner = {name for name in made if name.startswith("search_index")}
    out = {table.name for table in tables()} | {"hunt"}
    assert made - inner - derived - {"alembic_version"} == out


def test_the_schema_names_every_table_and_every_column(schema: Shape) -> None:
    heads = {"format", "version", "schema", "hunt"}
    assert set(schema["properties"]) == heads | {plural(table) for table in tables()}
    assert schema["properties"]["version"]["const"] == VERSION
    assert schema["properties"]["format"]["const"] == FORMAT
    for table in tables():
        row = schema["$defs"][table.name]
        link = schema["properties"][plural(table)]["items"]["$ref"]
        assert link == f"#/$defs/{table.name}"
        assert list(row["properties"]) == [column.name for column in columns(table)]
        assert row["required"] == [column.name for column in columns(table) if not column.nullable]
        for column in columns(table):
            words = getattr(column.type, "enums", None)
            assert row["properties"][column.name].get("enum") == words, column


def test_what_is_exported_is_what_the_schema_says(run: CommandLine, schema: Shape) -> None:
    rich.fill(run)
    found = exported(run)
    errors = [str(error) for error in Draft202012Validator(schema).iter_errors(found)]
    assert errors == []
    assert [plural(table) for table in tables() if not found[plural(table)]] == []
    assert (found["version"], found["schema"]) == (1, SCHEMA)


def test_amounts_are_exact_times_are_in_utc_and_what_is_unknown_is_absent(
    run: CommandLine,
) -> None:
    rich.fill(run)
    found = exported(run)
    first = found["applications"][0]
    assert (first["pay_low"], first["pay_currency"]) == ("100000", "EUR")
    assert first["notes"] == '=1+1\nline "two", \u2028 🙂'
    assert "posting_id" not in first
    assert "company_key" not in first
    meeting = found["interviews"][0]
    assert meeting["wall"] == "2026-11-27T15:00:00"
    assert (meeting["zone"], meeting["instant"]) == ("America/New_York", "2026-11-27T20:00:00Z")
    assert found["currency_rates"][0]["amount"] == "1.0834567891"
    assert found["advice"][0]["chance"] == 0.1 + 0.2
    assert found["commands"][0]["at"] == "2026-11-22T10:00:00Z"


def test_the_same_hunt_is_the_same_bytes(run: CommandLine, copy: Callable[[], str]) -> None:
    rich.fill(run)
    first = Path(copy()).read_bytes()
    by_hand(run.address, "UPDATE application SET notes = notes")
    assert Path(copy()).read_bytes() == first == run("export", "json").stdout_bytes


def test_out_and_in_gives_an_identical_database(
    run: CommandLine, other: CommandLine, copy: Callable[[], str]
) -> None:
    rich.fill(run)
    said = summary(other, copy())
    assert said == (17, 0, 0)
    assert without_last_entry(other.rows(logs=True)) == run.rows(logs=True)
    assert exported(other)["hunt"] == exported(run)["hunt"]


def test_a_copy_of_the_copy_of_a_copy_is_the_same(
    run: CommandLine, new_place: NewPlace, tmp_path: Path
) -> None:
    rich.fill(run)
    here = run
    for number in range(3):
        path = str(tmp_path / f"{number}.json")
        here("export", "json", "--to", path)
        here = CommandLine(new_place(f"{number}.db"))
        here("import", path)
    assert here.rows() == run.rows()


def test_undo_leaves_the_hunt_as_empty_as_before_and_goes_on_to_what_was_before_it(
    run: CommandLine, other: CommandLine, copy: Callable[[], str]
) -> None:
    rich.fill(run)
    other("add", "Gone")
    other("undo")
    before = other.rows(logs=True)
    other("import", copy())
    assert len(other.rows()["application"]) == 4
    assert counted(other("undo").stdout) == (17, 0, 0)
    after = other.rows(logs=True)
    assert {name: rows for name, rows in after.items() if name not in LOGS} == {
        name: rows for name, rows in before.items() if name not in LOGS
    }
    kept = [row for row in after["command"] if row["kind"] == "write" and not row["undone_at"]]
    assert kept == []
    assert other.refused("undo").startswith("There is nothing left to undo")


def test_a_hunt_can_be_brought_back_after_an_undo(
    run: CommandLine, other: CommandLine, copy: Callable[[], str]
) -> None:
    rich.fill(run)
    path = copy()
    other("import", path)
    other("undo")
    assert summary(other, path) == (17, 0, 0)
    assert other.rows() == run.rows()


def test_the_next_record_has_a_number_of_its_own(
    run: CommandLine, other: CommandLine, copy: Callable[[], str]
) -> None:
    rich.fill(run)
    other("import", copy())
    assert other("add", "Hooli").stdout.startswith("Added application 5")
    other("undo")
    other("undo")
    assert other.rows()["application"] == []


def test_a_second_run_and_a_run_on_the_hunt_itself_add_nothing(
    run: CommandLine, other: CommandLine, copy: Callable[[], str]
) -> None:
    rich.fill(run)
    path = copy()
    other("import", path)
    for hunt in (run, other):
        before = hunt.rows(logs=True)
        said = hunt("import", path)
        assert counted(said.stdout) == (0, 0, 17)
        assert said.stderr == ""
        assert hunt.rows(logs=True) == before


def test_a_dry_run_says_the_same_and_writes_nothing(
    run: CommandLine, other: CommandLine, copy: Callable[[], str]
) -> None:
    rich.fill(run)
    before = other.rows(logs=True)
    said = other("import", copy(), "--dry-run").stdout
    assert counted(said) == (17, 0, 0)
    assert "\n  criteria: 2 would be added, 0 would be updated, 0 unchanged\n" in said
    assert other.rows(logs=True) == before


def test_what_was_added_to_the_copy_since_comes_and_what_moved_on_here_stays(
    run: CommandLine, other: CommandLine, copy: Callable[[], str], tmp_path: Path
) -> None:
    rich.fill(run)
    other("import", copy())
    other("add", "Hooli", "Nurse", "--tag", "far")
    other("interview", "add", "Hooli", "thu 3pm", "--with", "Bo, peer")
    other("interview", "add", "Initech", "thu 4pm")
    other("contact", "log", "Mia", "wrote", "--application", "Hooli", TRACKER_NOW=LATER)
    run("application", "edit", "1", "--company", "Mueller")
    run("interview", "reschedule", "1", "mon 9am")
    run("application", "move", "Initech", "interviewing", "--on", "today")
    run("reject", "Initech")
    run("profile", "set", "years", "5")
    before = run.rows()
    back = str(tmp_path / "back.json")
    other("export", "json", "--to", back)
    said = run("import", back)
    assert counted(said.stdout) == (4, 1, 16)
    assert "\n  contacts: 0 added, 1 updated, 1 unchanged\n" in said.stdout
    assert "Set otherwise here, and left so: years." in said.stderr
    after = run.rows()
    # What Bo does, and for whom, was learned there alone.
    found = [row for row in before["search_text"] if row["title"] != "bo"]
    followed = before | {"contact": other.rows()["contact"], "search_text": found}
    for name, rows in followed.items():
        assert [row for row in after[name] if row in rows] == rows, name
    assert titles(run) == [
        "1 Mueller",
        "2 Initech",
        "3 Globex",
        "4 N/A",
        "5 Hooli",
    ]
    assert summary(run, back) == (0, 0, 21)
    run("undo")
    assert run.rows() == before


def test_what_was_removed_here_since_stays_removed(
    run: CommandLine, copy: Callable[[], str]
) -> None:
    rich.fill(run)
    path = copy()
    run("application", "remove", "1", "--yes")
    run("contact", "remove", "Bo", "--yes")
    before = run.rows()
    said = run("import", path)
    assert run.rows() == before
    assert (
        "Removed here, and not brought back: "
        "1 application, 1 contact and 2 interviews." in said.stderr
    )


def test_two_copies_that_went_apart_come_together_each_record_once(
    run: CommandLine, other: CommandLine, copy: Callable[[], str], tmp_path: Path
) -> None:
    run("add", "Acme", "Analyst")
    other("import", copy())
    run("add", "Initech", "Clerk")
    other("add", "Globex", "Clerk")
    for _ in range(2):
        other("import", copy())
        path = str(tmp_path / "other.json")
        other("export", "json", "--to", path)
        run("import", path)
    assert titles(run) == ["1 Acme", "2 Initech", "3 Globex"]
    assert titles(other) == ["1 Acme", "2 Globex", "3 Initech"]


def test_people_who_share_a_page_and_a_mailbox_stay_two_in_another_hunt(
    run: CommandLine, other: CommandLine, copy: Callable[[], str]
) -> None:
    shared = ("--email", "jobs@acme.example", "--url", "https://acme.example")
    run("contact", "add", "Tom Ruiz", "--company", "ACME GmbH", *shared)
    other("contact", "add", "Mia Chen", "--company", "Acme", *shared)
    other("contact", "add", "Ruiz, Tom", "--company", "Acme", "--role", "Boss")
    other("import", copy())
    mia, tom = other.rows()["contact"]
    assert [mia["name"], tom["name"]] == ["Mia Chen", "Ruiz, Tom"]
    assert (tom["email"], tom["role"]) == ("jobs@acme.example", "Boss")


def test_another_hunt_is_added_with_its_links_and_what_is_in_both_is_one(
    run: CommandLine, other: CommandLine, copy: Callable[[], str]
) -> None:
    run("add", "Globex", "Clerk", "--on", "yesterday")
    run("interview", "add", "Globex", "fri 3pm", "--with", "Bo, peer")
    run("add", "Acme", "Analyst", "90k EUR", "--tag", "x", "--location", "Berlin")
    run("interview", "add", "Acme", "mon 3pm", "--with", "Mia Chen")
    run("contact", "log", "Mia", "called", "--application", "Acme")
    run("offer", "add", "Acme", "95k EUR", "--until", "in 9 days")
    run("profile", "set", "currency", "EUR")
    run("profile", "set", "years", "3")
    run("profile", "factor", "add", "commute", "--weight", "5%")
    run("application", "edit", "Acme", "--rate", "commute=2")
    other("add", "Hooli", "Nurse")
    other("contact", "add", "Mia Chen", "--company", "Acme", "--email", "mia@acme.example")
    other("add", "Acme", "Analyst")
    other("profile", "set", "currency", "USD")
    other("profile", "factor", "add", "Commute", "--weight", "9%")
    said = other("import", copy())
    assert counted(said.stdout) == (7, 2, 2)
    assert "Set otherwise here, and left so: currency." in said.stderr
    assert titles(other) == ["1 Hooli", "2 Acme", "3 Globex"]
    acme = other.json("application", "show", "2")["application"]
    assert (acme["location"], acme["tags"], acme["stage"]) == ("Berlin", ["x"], "applied")
    rows = other.rows()
    names = {row["id"]: row["name"] for row in rows["contact"]}
    companies = {row["id"]: row["company"] for row in rows["application"]}
    meetings = {row["id"]: companies[row["application_id"]] for row in rows["interview"]}
    met = {(meetings[row["interview_id"]], names[row["contact_id"]]) for row in rows["attendance"]}
    assert met == {("Globex", "Bo"), ("Acme", "Mia Chen")}
    (mia,) = [one for one in other.rows()["contact"] if one["name"] == "Mia Chen"]
    assert mia["email"] == "mia@acme.example"
    assert [row["weight"] for row in other.rows()["criterion"]] == [900]
    assert [row["value"] for row in other.rows()["rating"]] == [2]
    assert "1 application further along in the file than here" in said.stdout
    assert "\n  Acme, Analyst is offered there: tracker application move 2 offered" in said.stdout
    before = other.rows()
    assert summary(other, copy())[:2] == (0, 0)
    assert other.rows() == before


def test_a_new_application_of_another_hunt_that_one_here_may_be_is_pointed_out(
    run: CommandLine, other: CommandLine, copy: Callable[[], str]
) -> None:
    for company in ("Acme GmbH", "Acme GmbH", "Globex"):
        run("add", company, "Analyst", "--on", "2026-11-10")
    other("add", "Acme", "Analyst", "--on", "2026-11-01")
    said = other("import", copy())
    assert counted(said.stdout) == (3, 0, 0)
    assert said.stderr == (
        "Note: Application 2 looks like application 1: kept apart; if they are one: "
        "tracker application merge 1 2 --yes\n"
        "Note: Application 3 looks like application 1: kept apart; if they are one: "
        "tracker application merge 1 3 --yes\n"
    )
    other("application", "merge", "1", "2", "--yes")
    assert other("import", copy()).stderr == ""


def test_what_came_of_another_hunt_is_known_by_what_it_was_called_before(
    run: CommandLine, other: CommandLine, copy: Callable[[], str]
) -> None:
    run("add", "Acme", "Dev", "--on", "2026-11-10")
    run("add", "Acme", "Lead", "--on", "2026-11-10")
    other("add", "Hooli", "Nurse")
    path = copy()
    assert summary(other, path) == (2, 0, 0)
    other("application", "edit", "Lead", "--role", "Head")
    other("application", "edit", "Dev", "--role", "Lead", "--company", "Acme Ltd")
    before = other.rows()
    assert summary(other, path) == (0, 0, 2)
    assert other.rows() == before


def test_what_came_of_another_hunt_and_was_removed_here_stays_removed(
    run: CommandLine, other: CommandLine, copy: Callable[[], str]
) -> None:
    other("add", "Hooli", "Nurse")
    rich.fill(run)
    path = copy()
    other("import", path)
    numbers = {one["company"]: one["id"] for one in other.rows()["application"]}
    gone = other.rows()["interview"][-1]
    other("interview", "remove", str(gone["id"]), "--yes")
    other("application", "remove", str(numbers["Initech"]), "--yes")
    other("contact", "remove", "Bo", "--yes")
    before = other.rows()
    said = other("import", path)
    assert other.rows() == before
    assert "Removed here, and not brought back: " in said.stderr
    assert "1 application, 1 contact" in said.stderr
    other("undo")
    assert summary(other, path)[0] == 0
    assert "Bo" in {one["name"] for one in other.rows()["contact"]}


def test_two_people_of_one_name_with_two_addresses_stay_two(
    run: CommandLine, other: CommandLine, copy: Callable[[], str]
) -> None:
    run("contact", "add", "Mia Chen", "--email", "mia@acme.example")
    other("contact", "add", "Mia Chen", "--email", "mia@initech.example")
    assert summary(other, copy()) == (1, 0, 0)
    assert summary(other, copy()) == (0, 0, 1)


def test_twins_stay_twins_and_a_second_run_adds_no_third(
    run: CommandLine, other: CommandLine, copy: Callable[[], str]
) -> None:
    for _ in range(2):
        run("add", "Acme", "Analyst")
        run("interview", "add", "1", "fri 3pm")
    other("add", "Hooli")
    assert summary(other, copy()) == (4, 0, 0)
    assert summary(other, copy()) == (0, 0, 4)


def test_an_empty_hunt_is_exported_and_changes_nothing_where_it_is_imported(
    other: CommandLine, copy: Callable[[], str]
) -> None:
    before = other.rows(logs=True)
    assert "nothing to import" in other("import", copy()).stdout
    assert other.rows(logs=True) == before


def test_a_hunt_of_thousands_is_exported_in_little_memory(
    run: CommandLine, place: Path, tmp_path: Path
) -> None:
    run("add", "Acme", "Analyst", "--notes", "x" * 1000)
    with closing(sqlite3.connect(place)) as connection, connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(application)")]
        others = ", ".join(name for name in names if name != "id")
        for _ in range(14):
            connection.execute(
                f"INSERT INTO application ({others}) SELECT {others} FROM application"  # noqa: S608
            )
    program = "import tracker.cli.main as m\nm.cli(standalone_mode=False)\n"
    if sys.platform.startswith("linux"):
        program += "print(open('/proc/self/status').read())"
    ended = subprocess.run(
        [sys.executable, "-c", program, "export", "json", "--to", str(tmp_path / "big.json")],
        env={**os.environ, **run.environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (tmp_path / "big.json").stat().st_size > 2**14 * 1000
    if sys.platform.startswith("linux"):
        (most,) = re.findall(r"VmHWM:\s+(\d+) kB", ended.stdout)
        assert int(most) < 80 * 1024


def test_a_place_that_cannot_be_written_is_refused_and_what_was_there_stays(
    run: CommandLine, tmp_path: Path
) -> None:
    run("add", "Acme")
    kept = tmp_path / "kept.json"
    kept.write_text("mine")
    gone = tmp_path / "none" / "hunt.json"
    assert run.refused("export", "json", "--to", str(gone)) == (
        f"{gone} cannot be written (No such file or directory); name another file."
    )
    assert "is a folder" in run.refused("export", "json", "--to", str(tmp_path))
    assert "no ordinary file" in run.refused("export", "json", "--to", os.devnull)
    assert kept.read_text() == "mine"
    run("export", "json", "--to", str(kept))
    assert kept.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_a_full_disk_leaves_what_was_there(run: CommandLine, tmp_path: Path) -> None:
    run("add", "Acme", "--notes", "x" * 100_000)
    kept = tmp_path / "kept.json"
    kept.write_text("mine")
    limited = "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    limited += "resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))\n"
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{limited}from tracker.__main__ import main; main()",
            *("export", "json", "--to", str(kept)),
        ],
        env={**os.environ, **run.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Error: {kept} cannot be written (File too large)")
    assert kept.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".kept")] == []


def test_a_number_that_was_used_is_not_given_again_in_a_copy(
    run: CommandLine, new_place: NewPlace, tmp_path: Path
) -> None:
    run("add", "Acme", "Analyst")
    run("add", "Globex", "Analyst")
    run("application", "remove", "Globex", "--yes")
    run("export", "json", "--to", str(tmp_path / "hunt.json"))
    copy = CommandLine(new_place("copy.db"))
    copy("import", str(tmp_path / "hunt.json"))
    assert "Added application 3: " in copy("add", "Initech", "Tester").stdout
    assert "Added application 3: " in run("add", "Initech", "Tester").stdout


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal"])
@pytest.mark.parametrize("kind", ["json", "csv", "ics"])
def test_the_hunt_itself_is_never_written_over(
    run: CommandLine, place: Path, kind: str, ending: str
) -> None:
    run("add", "Acme", "Analyst")
    before = place.read_bytes()
    said = run("export", kind, "--to", f"{place}{ending}", code=1)
    assert "is where your hunt is kept; name another file to export to." in said.stderr
    assert place.read_bytes() == before
    assert "Acme" in run("application", "list").stdout
