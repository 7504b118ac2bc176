"""Rows that are recognised as no application, and are about one that is there all the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CommandLine

Write = Callable[..., str]

UK = "en_GB.UTF-8"
DATED = "Company,Role,Date Applied,Status"
STAGED = "Company,Role,Status,Applied"


@pytest.fixture
def sheet(tmp_path: Path) -> Write:
    def write(*lines: str) -> str:
        path = tmp_path / "jobs.csv"
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
        return str(path)

    return write


def days(run: CommandLine) -> list[tuple[str, str]]:
    return [(one["company"], one["moved_on"]) for one in run.rows()["application"]]


def test_rows_whose_dates_were_read_the_other_way_before_are_known_and_named(
    run: CommandLine, sheet: Write
) -> None:
    run("import", sheet(DATED, "Aco,Dev,10/05/2026,Applied", "Bco,Dev,11/02/2026,Applied"), LANG=UK)
    grown = sheet(
        DATED,
        "Aco,Dev,10/05/2026,Interview",
        "Bco,Dev,11/02/2026,Applied",
        "Cco,Dev,11/20/2026,Applied",
    )
    said = run("import", grown, LANG=UK)
    assert said.stdout.startswith("jobs.csv: 1 added, 0 updated, 2 unchanged, 0 left out.\n")
    assert "Aco, Dev is interviewing there: tracker application move 1 interviewing" in said.stdout
    assert said.stderr == (
        "Note: 2 rows are applications that you have with day and month the other way around, as "
        "line 2 (Aco, Dev): Mon 5 Oct 2026 in the file, Sun 10 May 2026 in application 1. No day "
        "was changed; if those of the file are right, take the imports from before back with "
        "tracker undo, and import it again.\n"
    )
    read = [("Aco", "2026-05-10"), ("Bco", "2026-02-11"), ("Cco", "2026-11-20")]
    assert days(run) == read
    assert "0 added, 0 updated, 3 unchanged" in run("import", grown, LANG=UK).stdout
    assert days(run) == read


def test_two_days_that_both_stand_in_a_file_are_two_applications(
    run: CommandLine, sheet: Write
) -> None:
    run("import", sheet(DATED, "Aco,Dev,10/05/2026,Applied"), LANG=UK)
    both = sheet(DATED, "Aco,Dev,10/05/2026,Applied", "Aco,Dev,05/10/2026,Applied")
    assert "1 added, 0 updated, 1 unchanged" in run("import", both, "--month-first").stdout
    assert days(run) == [("Aco", "2026-05-10"), ("Aco", "2026-10-05")]


def test_a_day_that_is_sure_is_not_taken_for_another(run: CommandLine, sheet: Write) -> None:
    run("add", "Aco", "Dev", "--on", "2026-05-10")
    for sure in ("2026-10-05", "5 Oct 2026"):
        said = run("import", sheet(DATED, f"Aco,Dev,{sure},"), "--dry-run")
        assert "1 would be added" in said.stdout


def test_what_was_saved_without_a_day_is_what_the_file_has_sent_since(
    run: CommandLine, sheet: Write
) -> None:
    run("import", sheet(STAGED, "Acme,Dev,Wishlist,"))
    sent = sheet(STAGED, "Acme,Dev,Applied,2026-11-20")
    said = run("import", sent)
    assert said.stdout.startswith("jobs.csv: 0 added, 0 updated, 1 unchanged, 0 left out.\n")
    (line,) = (line for line in said.stdout.splitlines() if "tracker application" in line)
    assert line == (
        "  Acme, Dev is applied there: tracker application move 1 applied --on 2026-11-20"
    )
    assert said.stderr == ""
    run(*line.partition("tracker ")[2].split())
    assert days(run) == [("Acme", "2026-11-20")]
    assert "further along" not in run("import", sent).stdout


def test_what_was_saved_is_sent_first_where_the_file_has_it_further_still(
    run: CommandLine, sheet: Write
) -> None:
    run("import", sheet(STAGED, "Acme,Dev,Wishlist,"))
    said = run("import", sheet(STAGED, "Acme,Dev,Interview,2026-11-20"))
    assert said.stdout.endswith(
        "Acme, Dev is interviewing there: tracker application move 1 applied --on 2026-11-20, "
        "then tracker application move 1 interviewing\n"
    )


def test_what_another_row_takes_or_was_sent_itself_is_not_taken_for_one(
    run: CommandLine, sheet: Write
) -> None:
    run("import", sheet(STAGED, "Acme,Dev,Wishlist,", "Beta,Dev,Applied,2026-01-05"))
    path = sheet(
        STAGED,
        "Acme,Dev,Applied,2026-11-20",
        "Acme,Dev,Applied,2026-11-21",
        "Acme,Clerk,Applied,2026-11-20",
        "Beta,Dev,Applied,2026-11-20",
    )
    assert "3 added, 0 updated, 1 unchanged" in run("import", path).stdout
    run("undo")
    path = sheet(STAGED, "Acme,Dev,Applied,2026-11-20", "Acme,Dev,Wishlist,2026-11-22")
    assert "1 added, 0 updated, 1 unchanged" in run("import", path).stdout
