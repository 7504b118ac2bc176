"""Every command is recorded with what stood before, and undo takes back the whole of the last."""

import json
import shlex
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import Begin, CommandLine
from tests.storage import NewPlace, Place, Rows, by_hand, rows_of
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.records import applications, history, undoing

BEFORE = """
add Acme "Data engineer" 120k-150k --tag first --posting "Long text" --rounds 3
add Beta Analyst --stage saved
interview add 1 "fri 3pm" --with "Mia Chen, recruiter"
offer add 2 90k --until friday --bonus 5k
contact add Bob --company Beta
contact log 2 "said hello" --application 2
profile factor add commute --weight 5%
profile must-have add parking
application edit 2 --rate commute=4 --has parking
profile rate set EUR "1.08 USD"
"""
COMMANDS = """
add Gamma Writer €60/hour --tag a --tag b
application edit 1 --tag first --tag second --posting "Other text" --tier A --pay 99k
application edit 1 --clear tag --clear posting --clear pay --company Renamed
application edit 2 --tag first --other-role yes --apply-by friday
application note 1 "They called"
application move 1 assessment --on "20 nov" --reason "by mail"
application close 1 withdrawn --on "21 nov"
application close 2 ghosted
application reopen 1
application remove 1 --yes
application remove 2 --yes
reject 2 --reason "no budget"
interview add 1 "mon 9:00" --round onsite --cost "20 USD" --chance 30%
interview add 2 "tue 9:00"
interview add Delta "wed 9:00" --new --role Tester
interview edit 1 --with Bob --felt 3 --prepare 2.5
interview edit 1 --clear with --result failed
interview done 1 --met "Mia Chen, recruiter" --met "New Person" --felt 4
interview done 2 --met "New Person"
interview decline 1 --withdraw --reason "too far"
interview decline 1 --stay --reason "too far"
interview cancel 1
interview miss 1
interview reschedule 1 "thu 10:00 America/New_York"
interview remove 1 --yes
offer add 1 150k --until "fri 12:00" --signing 10k
offer edit 1 --pay 95k --equity 1k --clear bonus
offer extend 1 "in 9 days"
offer accept 1 --close-others
offer accept 1 --keep-others
offer decline 1 --reason "too low"
offer remove 1 --yes
contact add "New Person" --company Acme --email new@acme.example
contact edit 1 --name "Mia Li" --clear company --follow-up friday
contact log 1 "called" --channel phone --application 1 --follow-up "in 3 days"
contact log 2
contact remove 1 --yes
contact remove 2 --yes
profile set present-pay 95k
profile set present-pay 99k
profile set present-pay ""
profile set years 3
profile factor add team --weight 2.5
profile factor edit commute --weight 3% --name Commuting
profile factor remove commute --yes
profile must-have add "four days"
profile must-have remove parking --yes
application edit 1 --rate commute=2 --lacks parking
application edit 1 --rate commute=5 --unsure parking
application edit 2 --rate commute= --lacks parking
profile rate set EUR "1.1 USD"
profile rate set GBP "1.2 EUR"
profile rate set USD "0.9 EUR"
profile rate remove EUR --yes
undo
"""
ANY_COMMANDS = st.lists(
    st.sampled_from([shlex.split(line) for line in COMMANDS.strip().splitlines()]), max_size=7
)
EVERY_COMMAND = [shlex.split(line) for line in COMMANDS.strip().splitlines()]


def entered_before(run: CommandLine) -> None:
    for line in BEFORE.strip().splitlines():
        run(*shlex.split(line))


@pytest.fixture
def hunt(begin: Begin) -> CommandLine:
    return begin(entered_before)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commands=ANY_COMMANDS)
@example(commands=EVERY_COMMAND)
@example(commands=EVERY_COMMAND[::-1])
@example(commands=[shlex.split("application remove 1 --yes"), ["undo"]])
@example(commands=[shlex.split("offer accept 1 --close-others")])
def test_undo_takes_back_any_commands_row_by_row(
    hunt: CommandLine, new_place: NewPlace, commands: list[list[str]]
) -> None:
    run = CommandLine(new_place(f"{uuid4()}.db", hunt.address))
    kept: list[
        Rows
    ] = []  # the rows before each command that still stands, the undoable ones of BEFORE aside
    for command in commands:
        before = run.rows(logs=True)
        stood = run.rows()
        if run(*command, code=None).exit_code:
            assert run.rows(logs=True) == before, command
        elif command == ["undo"] and kept:
            assert run.rows() == kept.pop()
        elif command != ["undo"] and run.rows(logs=True)["command"] != before["command"]:
            kept.append(stood)
        elif command == ["undo"]:
            return  # it went behind where this test began
    while kept:
        run("undo")
        assert run.rows() == kept.pop()


def filled(run: CommandLine) -> set[str]:
    """Return the tables that hold anything."""
    return {name for name, rows in run.rows().items() if rows} - {"alembic_version", "hunt"}


def test_undo_again_and_again_leads_back_to_an_empty_hunt(hunt: CommandLine) -> None:
    for _ in BEFORE.strip().splitlines():
        hunt("undo")
    assert filled(hunt) == set()
    assert "nothing left to undo" in hunt.refused("undo")


@pytest.mark.parametrize(
    "removal",
    [
        "application remove 1 --yes",
        "application remove 2 --yes",
        "interview remove 1 --yes",
        "offer remove 1 --yes",
        "contact remove 1 --yes",
        "contact remove 2 --yes",
        "profile factor remove commute --yes",
        "profile must-have remove parking --yes",
        "profile rate remove EUR --yes",
    ],
)
def test_undo_of_a_removal_brings_identical_rows_back(hunt: CommandLine, removal: str) -> None:
    before = hunt.rows()
    hunt(*shlex.split(removal))
    assert hunt.rows() != before
    hunt("undo")
    assert hunt.rows() == before


def test_undo_brings_back_the_text_of_a_posting_that_was_replaced(run: CommandLine) -> None:
    run("add", "Acme", "--posting", "The old text.")
    run("application", "edit", "1", "--posting", "The new text.")
    run("undo")
    assert run.json("application", "show", "1")["application"]["posting_text"] == "The old text."


def test_undo_of_nothing_says_so(run: CommandLine) -> None:
    assert run.refused("undo") == (
        "There is nothing left to undo; tracker history shows what was done."
    )


def test_one_undo_takes_back_only_the_last_of_two_commands(run: CommandLine) -> None:
    run("add", "Acme")
    run("add", "Beta")
    assert run("undo").stdout == "Undid: Added application 2: Beta, applied on Sun 22 Nov 2026.\n"
    assert [one["company"] for one in run.rows()["application"]] == ["Acme"]


def test_one_undo_takes_back_the_whole_effect_of_a_command(run: CommandLine) -> None:
    run("interview", "add", "Acme", "fri 3pm", "--new", "--with", "Mia Chen", "--with", "Bob")
    run("undo")
    assert filled(run) == set()


def test_a_number_that_was_taken_back_is_not_given_again(run: CommandLine) -> None:
    run("add", "Acme")
    run("undo")
    assert run("add", "Beta").stdout.startswith("Added application 2: Beta")


def test_undo_stops_at_a_migration_and_says_so(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        applications.add(session, "Acme", None, on=now.date())
    with database.writing(now) as session:
        history.note_migration(session.connection(), "0001", "0002")
    refusal = "Undo stops here: the database was upgraded"
    with pytest.raises(TrackerError, match=refusal), database.writing(now) as session:
        undoing.undo(session)
    with database.writing(now) as session:
        applications.add(session, "Beta", None, on=now.date())
    with database.writing(now) as session:
        undoing.undo(session)
    with pytest.raises(TrackerError, match=refusal), database.writing(now) as session:
        undoing.undo(session)


def test_a_row_that_was_changed_outside_is_not_taken_back(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer")
    by_hand(run.address, "UPDATE application SET notes = 'by hand'")
    assert run.refused("undo") == (
        "“Added application 1: Acme, Data engineer, applied on Sun 22 Nov 2026.” cannot be undone, "
        "because the application it wrote was changed outside tracker; correct that record with "
        "its edit command."
    )


def test_a_row_that_was_removed_outside_is_not_taken_back_either(run: CommandLine) -> None:
    run("contact", "add", "Mia Chen")
    by_hand(run.address, "DELETE FROM contact")
    assert "was changed outside tracker" in run.refused("undo")


def changes(run: CommandLine) -> list[tuple[str, Any, Any]]:
    """Return the recorded changes in order: table, row before and row after."""
    rows = sorted(run.rows(logs=True)["change"], key=lambda row: int(row["id"]))
    return [
        (row["table"], json.loads(row["before"] or "null"), json.loads(row["after"] or "null"))
        for row in rows
    ]


def test_an_addition_is_recorded_with_nothing_before(run: CommandLine) -> None:
    run("add", "Acme", "--tag", "remote")
    recorded = changes(run)
    assert [table for table, _, _ in recorded] == ["application", "stage_change", "tag"]
    assert all(before is None for _, before, _ in recorded)
    assert recorded[0][2]["company"] == "Acme"
    assert recorded[2][2] == {"application_id": 1, "name": "remote"}


def test_a_change_is_recorded_with_what_stood_before(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer", "120k")
    run("application", "edit", "1", "--tier", "A", "--role", "Analyst")
    table, before, after = changes(run)[-1]
    both = {name: (before.get(name), after.get(name)) for name in (*before, *after)}
    changed = {name: (was, now) for name, (was, now) in both.items() if was != now}
    assert (table, changed) == (
        "application",
        {
            "role": ("Data engineer", "Analyst"),
            "search_key": ("acme data engineer", "acme analyst"),
            "tier": (None, "A"),
        },
    )


def test_a_removal_is_recorded_with_nothing_after(run: CommandLine) -> None:
    run("contact", "add", "Mia Chen")
    run("contact", "remove", "Mia", "--yes")
    table, before, after = changes(run)[-1]
    assert (table, before["name"], after) == ("contact", "Mia Chen", None)


def test_a_command_that_changes_nothing_is_not_recorded(run: CommandLine) -> None:
    run("add", "Acme", "--tier", "A")
    run("application", "edit", "1", "--tier", "A")
    assert len(run.rows(logs=True)["command"]) == 1


def test_an_undo_is_recorded_but_not_itself_undone(run: CommandLine) -> None:
    run("add", "Acme")
    run("add", "Beta")
    run("undo")
    run("undo")
    assert run.rows()["application"] == []
    kinds = [one.command.kind for one in entries(run)]
    assert kinds == ["undo", "undo", "write", "write"]


def entries(run: CommandLine) -> list[history.Entry]:
    with run.database.reading() as session:
        return history.entries(session)


def test_the_history_counts_rows_by_table_and_by_what_was_done(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        added = applications.add(
            session, "Acme", "Engineer", on=date(2026, 11, 20), fields={"tags": ["a", "b"]}
        )
        number = str(added.id)
    with database.writing(now) as session:
        applications.remove(session, applications.find_one(session, number))
    with database.reading() as session:
        removal, addition = history.entries(session)
    assert addition.changes == [
        {"table": "application", "done": "added", "rows": 1},
        {"table": "stage_change", "done": "added", "rows": 1},
        {"table": "tag", "done": "added", "rows": 2},
    ]
    assert removal.changes == [{**one, "done": "removed"} for one in addition.changes]


def test_a_session_that_fails_leaves_no_trace(
    database: Database, now: datetime, address: Place
) -> None:
    before = rows_of(address)

    def fail_halfway() -> None:
        with database.writing(now) as session:
            applications.add(session, "Acme", None, on=now.date())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_halfway()
    assert rows_of(address) == before


@pytest.mark.parametrize("which", [None, 2])
def test_two_who_undo_at_once_never_take_back_the_same_and_each_is_told_what(
    run: CommandLine, database: Database, now: datetime, which: int | None
) -> None:
    """With the number that was shown, nobody takes back what another has done since."""
    run("add", "Acme")
    run("add", "Beta")

    def undo() -> str:
        try:
            with database.writing(now) as session:
                return undoing.undo(session, which)
        except TrackerError as error:
            return str(error).partition(",")[0]

    with ThreadPoolExecutor(2) as pool:
        told = sorted(each.result() for each in [pool.submit(undo), pool.submit(undo)])
    acme, beta = (
        f"Added application {number}: {name}, applied on Sun 22 Nov 2026."
        for number, name in ((1, "Acme"), (2, "Beta"))
    )
    if which is None:
        assert told == [acme, beta]
    else:
        assert told == ["2 was taken back already", beta]
    assert [row["company"] for row in run.rows()["application"]] == (["Acme"] if which else [])
