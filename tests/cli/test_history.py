"""History and undo at the command line."""

import os
import subprocess
import sys
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import FIXED, CommandLine, Terminal
from tests.storage import NewPlace, by_hand
from tracker import windows


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
                "window": windows.this(),
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


def test_an_undo_of_a_number_that_was_taken_back_already_says_so(run: CommandLine) -> None:
    run("add", "Acme")
    run("add", "Beta")
    run("undo", "2")
    assert run.refused("undo", "2") == (
        "2 was taken back already, and the last that was not is 1, “Added application 1: Acme, "
        "applied on Sun 22 Nov 2026.”; see them with: tracker history"
    )


HERE, THERE, NEW = "here", "there", "new"
"""How macOS may call three windows; on Linux one session holds all tests."""


def typed(run: CommandLine, window: str, *arguments: str) -> str:
    return run(*arguments, TERM_SESSION_ID=window).stdout


def left_alone(run: CommandLine, window: str, now: str = FIXED["TRACKER_NOW"]) -> str:
    return run.refused("undo", TERM_SESSION_ID=window, TRACKER_NOW=now)


def test_undo_leaves_alone_what_another_window_did_since_and_says_the_way(
    run: CommandLine,
) -> None:
    typed(run, HERE, "add", "Acme")
    typed(run, THERE, "add", "Beta")
    assert left_alone(run, HERE, "2026-11-22T10:03:59Z") == (
        "The last change was made in another window 3 minutes ago: “Added application 2: Beta, "
        "applied on Sun 22 Nov 2026.”; to take it back all the same: tracker undo 2"
    )
    assert typed(run, THERE, "undo").startswith("Undid: Added application 2: Beta")
    assert typed(run, HERE, "undo").startswith("Undid: Added application 1: Acme")


def test_it_says_how_long_ago_another_window_did_it(run: CommandLine) -> None:
    typed(run, HERE, "add", "Acme")
    typed(run, THERE, "add", "Beta")
    for later, ago in (
        ("2026-11-22T09:00:00Z", "just now"),  # the clock there is fast
        ("2026-11-22T10:00:59Z", "just now"),
        ("2026-11-22T10:01:00Z", "1 minute ago"),
        ("2026-11-22T12:59:00Z", "2 hours ago"),
        ("2026-11-23T10:00:00Z", "1 day ago"),
        ("2027-11-22T10:00:00Z", "365 days ago"),
    ):
        assert f"in another window {ago}: “" in left_alone(run, HERE, later)


def test_a_number_takes_back_what_another_window_did(run: CommandLine) -> None:
    typed(run, HERE, "add", "Acme")
    typed(run, THERE, "add", "Beta")
    assert typed(run, HERE, "undo", "2").startswith("Undid: Added application 2: Beta")
    assert typed(run, HERE, "undo").startswith("Undid: Added application 1: Acme")


def test_once_all_of_its_own_is_undone_a_window_leaves_the_rest_alone(run: CommandLine) -> None:
    typed(run, THERE, "add", "Acme")
    typed(run, HERE, "add", "Beta")
    typed(run, HERE, "undo")
    assert "to take it back all the same: tracker undo 1" in left_alone(run, HERE)


def test_a_new_window_goes_back_over_all_until_another_one_changes_something(
    run: CommandLine,
) -> None:
    for name, window in (("Acme", HERE), ("Beta", THERE), ("Gamma", HERE)):
        typed(run, window, "add", name)
    assert typed(run, NEW, "undo").startswith("Undid: Added application 3: Gamma")
    assert typed(run, NEW, "undo").startswith("Undid: Added application 2: Beta")
    typed(run, THERE, "add", "Delta")
    assert "“Added application 4: Delta" in left_alone(run, NEW)
    typed(run, THERE, "undo")
    assert typed(run, NEW, "undo").startswith("Undid: Added application 1: Acme")


def test_what_names_no_window_is_taken_back_in_any(run: CommandLine) -> None:
    typed(run, HERE, "add", "Acme")
    typed(run, THERE, "add", "Beta")
    by_hand(run.address, 'UPDATE command SET "window" = NULL WHERE id = 2')
    assert typed(run, HERE, "undo").startswith("Undid: Added application 2: Beta")


ENTERED = st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=12)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entered=ENTERED)
def test_a_window_that_changed_something_takes_back_its_own_only(
    new_place: NewPlace, run: CommandLine, entered: list[tuple[str, bool]]
) -> None:
    """Held against who added what, and from when on a new window went back over that."""
    here = CommandLine(new_place(f"{uuid4()}.db", run.address))
    stack: list[tuple[int, str]] = []
    since: dict[str, int] = {}
    for at, (window, adds) in enumerate(entered, start=1):
        if adds:
            typed(here, window, "add", window)
            stack.append((at, window))
            since[window] = 0
        elif not stack or (stack[-1][1] != window and since.get(window, at) < stack[-1][0]):
            assert here("undo", code=1, TERM_SESSION_ID=window).stdout == ""
        else:
            assert f": {stack.pop()[1]}, " in typed(here, window, "undo")
            since.setdefault(window, at)


def test_processes_of_one_session_are_one_window_and_those_of_others_are_not(
    run: CommandLine,
) -> None:
    tracker = f'"{sys.executable}" -m tracker'
    lines = f"{tracker} add Acme && read line && {tracker} undo; read line && {tracker} undo"
    with subprocess.Popen(
        ["/bin/sh", "-c", lines],
        env={**os.environ, **run.environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as shell:
        assert shell.stdin is not None
        assert shell.stdout is not None
        assert shell.stderr is not None
        assert shell.stdout.readline().startswith("Added application 1: Acme")
        run("add", "Beta")
        shell.stdin.write("\n")
        shell.stdin.flush()
        assert "made in another window" in shell.stderr.readline()
        run("undo")
        shell.stdin.write("\n")
        shell.stdin.flush()
        assert shell.stdout.readline().startswith("Undid: Added application 1: Acme")
