"""History and undo at the command line."""

import pytest

from tests.conftest import CommandLine, Terminal


def test_the_history_shows_the_latest_first_and_what_was_undone(run: CommandLine) -> None:
    run("add", "Acme")
    run("add", "Beta")
    run("undo")
    lines = [line.split() for line in run("history").stdout.splitlines()]
    assert lines[0] == ["id", "when", "what"]
    assert [line[0] for line in lines[1:]] == ["3", "2", "1"]
    assert lines[1][5:7] == ["Undid:", "Added"]
    assert [line[-1] for line in lines[1:]] == ["2026.", "undone", "2026."]
    assert lines[1][1:5] == ["Sun", "22", "Nov", "11:00"]


def test_the_json_of_the_history_counts_what_was_done_to_each_table(run: CommandLine) -> None:
    run("add", "Acme", "--tag", "a", "--tag", "b")
    assert run.json("history") == {
        "history": [
            {
                "id": 1,
                "at": "2026-11-22T10:00:00+00:00",
                "kind": "write",
                "summary": "Added application 1: Acme, applied on Sun 22 Nov 2026.",
                "undone_at": None,
                "changes": [
                    {"table": "application", "done": "added", "rows": 1},
                    {"table": "stage_change", "done": "added", "rows": 1},
                    {"table": "tag", "done": "added", "rows": 2},
                ],
            }
        ]
    }


def test_an_empty_history_says_what_to_type(run: CommandLine) -> None:
    assert 'tracker add "Acme" "Data engineer"' in run("history").stdout
    assert run.json("history") == {"history": []}


def test_a_long_history_says_how_to_see_the_rest(run: CommandLine) -> None:
    for _ in range(3):
        run("add", "Acme")
    shown = run("history", "--limit", "2").stdout.splitlines()
    assert len(shown) == 1 + 2 + 2
    assert shown[-1] == "2 of 3 commands; --limit 3 shows them all."


def test_a_refused_command_leaves_no_entry(run: CommandLine) -> None:
    run.refused("reject", "Acme")
    assert run.json("history") == {"history": []}


def test_undo_says_what_it_took_back_and_then_that_nothing_is_left(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer", "120k-150k")
    run("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    assert run("undo").stdout == (
        "Undid: Added interview 1: Acme, Data engineer: onsite, Fri 27 Nov 2026, 15:00 CET.\n"
    )
    assert run("undo").stdout.startswith("Undid: Added application 1: Acme, Data engineer, ")
    assert run.refused("undo") == (
        "There is nothing left to undo; tracker history shows what was done."
    )


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_a_limit_that_is_none_is_a_usage_error(run: CommandLine, limit: str) -> None:
    assert "--limit" in run("history", "--limit", limit, code=2).stderr


@pytest.mark.parametrize("columns", [80, 160])
def test_the_history_fits_the_terminal(run: CommandLine, terminal: Terminal, columns: int) -> None:
    run("add", "A company with quite a long name " * 3, "A role that is long as well " * 4)
    shown = terminal.plain("history", columns=columns)
    assert max(len(line) for line in shown.splitlines()) <= columns, shown


def test_an_undo_of_a_number_takes_back_nothing_else(run: CommandLine) -> None:
    run("add", "Acme")
    run("add", "Beta")
    for number in ("1", "3"):
        assert run.refused("undo", number) == (
            f"Only the last command can be taken back, and that is not {number} but 2, “Added "
            "application 2: Beta, applied on Sun 22 Nov 2026.”; see them with: tracker history"
        )
    assert run("undo", "2").stdout.startswith("Undid: Added application 2: Beta")
    assert run("undo", "1").stdout.startswith("Undid: Added application 1: Acme")
