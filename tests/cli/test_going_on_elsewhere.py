"""tracker import of a copy that was gone on with on another machine."""

from pathlib import Path

import pytest

from tests.conftest import CommandLine
from tests.storage import NewPlace, by_hand

LATER = "2026-11-23T10:00:00+00:00"
LATEST = "2026-11-24T10:00:00+00:00"


@pytest.fixture
def other(new_place: NewPlace) -> CommandLine:
    """The other machine."""
    place = new_place("other.db")
    by_hand(place, "UPDATE hunt SET id = 'ffffffff-0000-4000-8000-000000000000'")
    there = CommandLine(place)
    there.environment["TRACKER_NOW"] = LATER
    return there


@pytest.fixture
def send(tmp_path: Path) -> "Send":
    return Send(tmp_path / "hunt.json")


class Send:
    """Take a copy from one machine to another; return all that is said of it there."""

    def __init__(self, path: Path) -> None:
        self._path = str(path)

    def __call__(self, source: CommandLine, target: CommandLine) -> str:
        source("export", "json", "--to", self._path)
        said = target("import", self._path, TRACKER_NOW=LATEST)
        return said.stdout + said.stderr


def test_what_is_new_of_a_joined_application_comes_to_the_one_it_was_joined_to(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "--on", "2 nov", "--tag", "x")
    run("add", "Acme GmbH", "Dev, to 7, abroad", "--on", "3 nov", "--tag", "x", "--tag", "y")
    run("add", "Acme Inc.", "Dev", "--on", "4 nov")
    send(run, other)
    other("application", "edit", "1", "--tag", "z")
    other("application", "edit", "2", "--tag", "z")
    other("interview", "add", "2", "2026-12-09 10:00")
    other("offer", "add", "2", "90k EUR")
    run("application", "merge", "1", "2", "--yes")
    run("application", "merge", "3", "1", "--yes")
    said = send(other, run)
    assert "\n  interviews: 1 added, 0 updated, 0 unchanged\n" in said
    assert "Removed here" not in said
    rows = run.rows()
    assert [one["application_id"] for one in rows["interview"] + rows["offer"]] == [3, 3]
    assert sorted(one["name"] for one in rows["tag"]) == ["x", "y", "z"]
    before = run.rows(logs=True)
    send(other, run)
    assert run.rows(logs=True) == before


def test_what_is_new_of_a_joined_contact_comes_to_the_one_they_were_joined_to(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "--on", "2 nov")
    run("contact", "add", "Mia Chen", "--company", "Acme")
    run("contact", "add", "Mia Li", "--company", "Acme")
    run("interview", "add", "Acme", "2026-12-09 10:00", "--with", "Mia Chen", "--with", "Mia Li")
    send(run, other)
    other("contact", "log", "2", "She called")
    other("interview", "add", "Acme", "2026-12-10 10:00", "--with", "Mia Li")
    run("contact", "merge", "1", "2", "--yes")
    said = send(other, run)
    assert "Removed here" not in said
    rows = run.rows()
    assert [one["contact_id"] for one in rows["interaction"]] == [1]
    assert [(one["interview_id"], one["contact_id"]) for one in rows["attendance"]] == [
        (1, 1),
        (2, 1),
    ]


def test_what_is_new_of_something_removed_is_left_out_for_that_reason(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "--on", "2 nov")
    run("add", "Globex", "Dev", "--on", "2 nov")
    send(run, other)
    other("interview", "add", "1", "2026-12-09 10:00")
    run("application", "remove", "1", "--yes")
    said = send(other, run)
    assert "Removed here since the copy was made, and not brought back: 1 application.\n" in said
    assert "Left out, as belonging to what was removed here: 1 interview.\n" in said


def test_a_meeting_that_was_made_one_of_two_is_not_said_to_be_removed(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "--on", "2 nov")
    run("add", "Acme GmbH", "Dev", "--on", "3 nov")
    for number in ("1", "2"):
        run("interview", "add", number, "2026-12-09 10:00")
    send(run, other)
    other("interview", "edit", "2", "--with", "Bo")
    run("application", "merge", "1", "2", "--yes")
    said = send(other, run)
    assert "emoved here" not in said
    (interview,) = run.rows()["interview"]
    assert [one["interview_id"] for one in run.rows()["attendance"]] == [interview["id"]]
