"""Mappings saved by a name: made as they are used, listed, used again, removed."""

from pathlib import Path

import pytest

from tests.conftest import CommandLine, Terminal


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    path = tmp_path / "jobs.csv"
    path.write_text("Firm,State,When\nAcme,Promising,4/5/2026\nGlobex,Nope,6/5/2026\n")
    return str(path)


SAID = ("--map", "Firm=company", "--map", "State=stage", "--map", "When=applied", "--day-first")
STAGES = ("--stage", "Promising=screening", "--stage", "nope=rejected")
TITLE = "Firm=company, State=stage, When=applied, Promising=screening, nope=rejected, day-first"


def test_a_mapping_is_saved_and_used_again(run: CommandLine, sheet: str) -> None:
    said = run("import", sheet, *SAID, *STAGES, "--save-mapping", "mine")
    assert said.stdout == (
        "Saved mapping “mine”.\n"
        "jobs.csv: 2 added, 0 updated, 0 unchanged, 0 left out.\n"
        "Stages: Promising -> screening (1), Nope -> rejected (1).\n"
    )
    assert said.stderr == ""
    before = run.rows()["application"]
    assert [(each["stage"], each["outcome"], each["moved_on"]) for each in before] == [
        ("screening", None, "2026-05-04"),
        ("applied", "rejected", "2026-05-06"),
    ]
    run("undo")
    run("import", sheet, "--mapping", "mine")
    again = run.rows()["application"]
    assert [{**each, "id": 0} for each in again] == [{**each, "id": 0} for each in before]


def test_an_order_of_dates_that_was_answered_is_saved(
    run: CommandLine, terminal: Terminal, sheet: str
) -> None:
    said = [each for each in SAID if each != "--day-first"]
    terminal.plain("import", sheet, *said, "--save-mapping", "mine", answers=("day",))
    run("undo")
    again = run("import", sheet, "--mapping", "mine")
    assert "is read as" not in again.stderr
    assert [one["moved_on"] for one in run.rows()["application"]] == ["2026-05-04", "2026-05-06"]


def test_files_for_which_both_orders_were_answered_save_none(
    run: CommandLine, terminal: Terminal, sheet: str
) -> None:
    other = Path(sheet).with_name("other.csv")
    other.write_text("Firm,When\nHooli,7/5/2026\n")
    files = sheet, str(other), *SAID[:2], *SAID[4:6], "--save-mapping", "mine"
    terminal.plain("import", *files, answers=("day", "month"))
    assert run.json("profile", "mapping", "list")["mappings"][0]["order"] is None


def test_a_dry_run_says_what_would_be_saved_and_saves_nothing(run: CommandLine, sheet: str) -> None:
    said = run("import", sheet, *SAID, "--save-mapping", "mine", "--dry-run").stdout
    assert said.startswith("Would save mapping “mine”.\n")
    assert run.rows()["saved"] == []
    run("import", sheet, *SAID, "--save-mapping", "mine")
    said = run("import", sheet, *SAID, *STAGES, "--save-mapping", "mine", "--dry-run").stdout
    assert said.startswith("Would change mapping “mine”.\n")


def test_what_is_said_beside_a_mapping_counts_first(run: CommandLine, sheet: str) -> None:
    run("import", sheet, *SAID, *STAGES, "--save-mapping", "mine")
    run("undo")
    run("import", sheet, "--mapping", "mine", "--month-first", "--stage", "Promising=offered")
    acme = run.rows()["application"][0]
    assert (acme["stage"], acme["moved_on"]) == ("offered", "2026-04-05")


def test_saving_anew_replaces_and_the_history_knows(run: CommandLine, sheet: str) -> None:
    run("import", sheet, *SAID, "--save-mapping", "mine")
    run("import", sheet, "--mapping", "mine", *STAGES, "--save-mapping", "mine")
    assert run("profile", "mapping", "list").stdout == f"name  mapping\nmine  {TITLE}\n"
    assert run("undo").stdout.startswith("Undid: Changed mapping “mine”.")
    (found,) = run.json("profile", "mapping", "list")["mappings"]
    assert (found["stages"], found["order"]) == ([], "day-first")
    assert found["columns"][0] == {"name": "Firm", "field": "company"}


def test_a_mapping_is_removed_and_undo_brings_it_back(run: CommandLine, sheet: str) -> None:
    run("import", sheet, *SAID, "--save-mapping", "mine")
    assert "was not removed, because nobody" in run.refused("profile", "mapping", "remove", "mine")
    said = run("profile", "mapping", "remove", "mine", "--yes")
    assert said.stdout == "Removed mapping “mine”.\nTo bring it back: tracker undo\n"
    assert run("profile", "mapping", "list").stdout.startswith("No mappings yet. Save one: ")
    run("undo")
    assert len(run.json("profile", "mapping", "list")["mappings"]) == 1


def test_a_mapping_that_there_is_not_is_named(run: CommandLine, sheet: str) -> None:
    assert run.refused("import", sheet, "--mapping", "mine") == (
        "No mapping goes by “mine”; no mapping was saved yet."
    )
    run("import", sheet, *SAID, "--save-mapping", "yours")
    assert "“mine”; there is “yours”." in run.refused("import", sheet, "--mapping", "mine")


def test_a_mapping_of_nothing_or_without_a_name_is_refused(
    run: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Company\nAcme\n")
    assert "has to say something, as in" in run.refused(
        "import", str(path), "--save-mapping", "mine"
    )
    refused = run.refused("import", str(path), "--map", "Company=company", "--save-mapping", " ")
    assert "A mapping needs a name to be saved by" in refused


def test_a_word_can_only_mean_what_there_is(run: CommandLine, sheet: str) -> None:
    said = run.refused("import", sheet, *SAID, "--stage", "Promising=great")
    assert said == (
        "“great” is no stage that “Promising” can be read as; choose one of saved, applied, "
        "screening, assessment, interviewing, offered, accepted, declined, withdrawn, rejected, "
        "ghosted, cancelled."
    )
    wrong = run("import", sheet, "--stage", "Promising", code=2)
    assert "as in “Promising=screening”" in wrong.stderr
