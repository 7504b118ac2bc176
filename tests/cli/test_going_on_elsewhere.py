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


def test_what_was_joined_elsewhere_is_pointed_out_and_not_followed_until_it_is_joined_here(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "--on", "2 nov", "--tag", "x")
    run("add", "Acme GmbH", "Dev", "--on", "3 nov", "--tag", "y", "--location", "Berlin")
    run("application", "move", "2", "interviewing", "--on", "4 nov")
    run("contact", "add", "Mia Chen", "--company", "Acme")
    run("contact", "add", "Mia Li", "--company", "Acme GmbH", "--phone", "123")
    run("interview", "add", "2", "2026-12-09 10:00", "--with", "Mia Li")
    send(run, other)
    for noun in ("application", "contact"):
        run(noun, "merge", "1", "2", "--yes", TRACKER_NOW=LATER)
    run("contact", "edit", "1", "--role", "Boss")
    run("application", "edit", "1", "--source", "recruiter")
    before = other.rows()
    said = send(run, other)
    assert other.rows() == before
    for noun, title in (("application", "Acme GmbH, Dev"), ("contact", "Mia Li (Acme GmbH)")):
        assert (
            f"Note: {noun.title()} 2, {title}, was joined to {noun} 1 there, which stays as it is "
            f"here until the two are one; to join them here: tracker {noun} merge 1 2 --yes\n"
        ) in said
    assert said.count("Note: ") == 2
    for noun in ("application", "contact"):
        other(noun, "merge", "1", "2", "--yes")
    assert "Note: " not in send(run, other)
    assert other.rows() == run.rows()


def test_what_was_joined_elsewhere_and_taken_apart_again_is_nothing_to_say(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("contact", "add", "Mia Chen", "--company", "Acme")
    run("contact", "add", "Mia Li", "--company", "Acme")
    send(run, other)
    run("contact", "merge", "1", "2", "--yes")
    run("undo")
    assert "Note: " not in send(run, other)


def test_what_is_new_of_something_removed_is_left_out_for_that_reason(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "--on", "2 nov")
    run("add", "Globex", "Dev", "--on", "2 nov")
    send(run, other)
    other("interview", "add", "1", "2026-12-09 10:00")
    run("application", "remove", "1", "--yes")
    said = send(other, run)
    assert "Removed here, and not brought back: 1 application.\n" in said
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


def test_what_was_changed_on_the_other_machine_alone_is_changed_here(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "100k", "--on", "2 nov")
    run("contact", "add", "Mia Chen", "--company", "Acme", "--email", "mia@acme.example")
    run("interview", "add", "1", "2026-12-09 10:00")
    send(run, other)
    other("contact", "edit", "1", "--name", "Mia Li", "--clear", "email")
    other("application", "note", "1", "called them")
    other("application", "edit", "1", "--company", "Acme Corp", "--url", "https://acme.example/1")
    other("interview", "reschedule", "1", "2026-12-10 10:00")
    run("application", "move", "1", "interviewing", "--on", "today")
    stage = run.rows()["application"][0]["stage"]
    said = send(other, run)
    assert "applications: 0 added, 1 updated, 0 unchanged" in said
    assert "contacts: 0 added, 1 updated, 0 unchanged" in said
    assert "interviews: 0 added, 1 updated, 0 unchanged" in said
    assert "eft as here" not in said
    ours, theirs = run.rows(), other.rows()
    assert ours["contact"] == theirs["contact"]
    assert ours["interview"] == theirs["interview"]
    (here,), (there,) = ours["application"], theirs["application"]
    assert here == {**there, "stage": stage, "moved_on": here["moved_on"]}
    assert run("search", "Corp").stdout != ""
    other("contact", "edit", "1", "--name", "Mia Wong")
    send(other, run)
    assert run.rows()["contact"][0]["name"] == "Mia Wong"
    run("undo")
    assert run.rows()["contact"][0]["name"] == "Mia Li"
    assert "0 updated" in send(other, run).splitlines()[0]


def test_what_was_changed_on_both_is_named_with_what_differs(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "--on", "2 nov")
    run("contact", "add", "Mia Chen", "--company", "Acme", "--email", "mia@acme.example")
    run("interview", "add", "1", "2026-12-09 10:00")
    send(run, other)
    other("contact", "edit", "1", "--clear", "email")
    other("application", "edit", "1", "--role", "Developer")
    other("interview", "reschedule", "1", "2026-12-12 10:00")
    run("contact", "edit", "1", "--email", "chen@acme.example")
    run("application", "edit", "1", "--role", "Coder")
    run("interview", "reschedule", "1", "2026-12-10 10:00")
    before = run.rows(logs=True)
    said = send(other, run)
    assert run.rows(logs=True) == before
    for line in (
        "application 1, Acme, Coder: role: Coder here, Developer in the file.",
        "contact 1, Mia Chen (Acme): email: chen@acme.example here, nothing in the file.",
        "interview 1, Acme, Coder: when: Thu 10 Dec 2026, 10:00 CET here, Sat 12 Dec 2026",
    ):
        assert f"Note: Left as here: {line}" in said


def test_other_fields_of_one_record_changed_on_both_come_together(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "100k", "--on", "2 nov")
    run("contact", "add", "Mia Chen", "--company", "Acme", "--email", "mia@acme.example")
    send(run, other)
    other("contact", "edit", "1", "--phone", "123", "--clear", "email")
    other("application", "edit", "1", "--pay", "110k-130k EUR")
    run("contact", "edit", "1", "--role", "Boss")
    run("application", "edit", "1", "--location", "Berlin")
    said = send(other, run)
    assert "contacts: 0 added, 1 updated, 0 unchanged" in said
    assert "applications: 0 added, 1 updated, 0 unchanged" in said
    assert "Left as here" not in said
    (mia,) = run.rows()["contact"]
    assert (mia["role"], mia["phone"], mia["email"]) == ("Boss", "123", None)
    assert "Left as here" not in send(run, other)
    assert run.rows()["contact"] == other.rows()["contact"]
    assert run.rows()["application"] == other.rows()["application"]
    for source, target in ((run, other), (other, run)):
        assert "updated" not in send(source, target).replace("0 updated", "")


def test_a_field_that_was_taken_back_here_stays_so_and_other_fields_go_on(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("contact", "add", "Mia Chen", "--company", "Acme")
    send(run, other)
    other("contact", "edit", "1", "--phone", "123")
    run("contact", "edit", "1", "--role", "Boss")
    send(other, run)
    run("undo")
    assert "0 updated" in send(other, run)
    other("contact", "edit", "1", "--email", "mia@acme.example", "--role", "CEO")
    said = send(other, run)
    assert "contact 1, Mia Chen (Acme): role: Boss here, CEO in the file.\n" in said
    (mia,) = run.rows()["contact"]
    assert (mia["role"], mia["phone"], mia["email"]) == ("Boss", None, "mia@acme.example")


def test_what_went_on_here_alone_is_nothing_to_say_of_an_older_copy(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "--on", "2 nov")
    send(run, other)
    run("application", "edit", "1", "--role", "Coder")
    assert send(other, run) == ("hunt.json: 0 added, 0 updated, 1 unchanged, 0 left out.\n")


def test_how_an_interview_went_elsewhere_is_named_and_moves_nothing(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "--on", "2 nov")
    run("interview", "add", "1", "2026-12-09 10:00")
    send(run, other)
    other("interview", "cancel", "1")
    said = send(other, run)
    assert "interview 1, Acme, Dev: state: scheduled here, cancelled in the file." in said
    assert run.rows()["interview"][0]["state"] == "scheduled"


def test_what_was_changed_of_a_joined_record_elsewhere_is_named(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "--on", "2 nov")
    run("add", "Acme GmbH", "Dev", "--on", "3 nov")
    send(run, other)
    other("application", "edit", "2", "--source", "recruiter")
    run("application", "merge", "1", "2", "--yes")
    said = send(other, run)
    assert (
        "Note: Joined to another here: application 2, Acme GmbH, Dev: "
        "source: nothing here, recruiter in the file.\n" in said
    )


def test_what_another_hunt_says_otherwise_of_a_known_contact_is_named(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("contact", "add", "Mia Chen", "--company", "Acme", "--phone", "1", "--role", "Boss")
    other("contact", "add", "Mia Chen", "--company", "Acme", "--phone", "2")
    said = send(other, run)
    assert "Note: Left as here: contact 1, Mia Chen (Acme): phone: 1 here, 2 in the file.\n" in said


def test_what_was_added_elsewhere_and_joined_here_is_known_there_when_it_comes_back(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "--on", "1 nov")
    run("add", "Globex", "Ops", "--on", "2 nov")
    run("contact", "add", "Mia Chen")
    run("contact", "add", "Mia Li")
    send(run, other)
    other("interview", "add", "2", "2026-12-05 10:00", "--round", "onsite", "--with", "Mia Li")
    other("contact", "log", "2", "She called")
    for noun in ("application", "contact"):
        run(noun, "merge", "1", "2", "--yes")
    send(other, run)
    before = [run.rows(), other.rows()]
    for _ in range(2):
        send(run, other)
        send(other, run)
        assert [run.rows(), other.rows()] == before
    assert before[0]["interview"] != []


def test_what_came_from_elsewhere_is_known_there_whatever_was_changed_of_it_since(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "--on", "1 nov")
    send(run, other)
    other("add", "Globex", "Ops", "--on", "2 nov")
    run("contact", "add", "Bo Li")
    other("contact", "add", "Mia Chen", "--phone", "123")
    other("interview", "add", "1", "2026-12-09 10:00")
    send(other, run)
    run("application", "edit", "2", "--company", "Initech", "--role", "Dev")
    run("contact", "edit", "2", "--name", "Mia Li", "--clear", "phone")
    run("interview", "reschedule", "1", "2026-12-10 10:00")
    said = send(run, other)
    assert "applications: 0 added, 1 updated, 1 unchanged" in said
    assert "contacts: 1 added, 1 updated, 0 unchanged" in said
    assert "interviews: 0 added, 1 updated, 0 unchanged" in said
    assert "added" not in send(other, run).replace("0 added", "")
    rows = other.rows()
    assert [one["company"] for one in rows["application"]] == ["Acme", "Initech"]
    assert [one["name"] for one in rows["contact"]] == ["Mia Li", "Bo Li"]
    assert rows["interview"][0]["wall"].startswith("2026-12-10")


def test_what_came_from_elsewhere_and_was_joined_here_is_pointed_out_there(
    run: CommandLine, other: CommandLine, send: Send
) -> None:
    run("add", "Acme", "Dev", "--on", "1 nov")
    run("add", "Acme Labs", "Dev", "--on", "1 nov")
    send(run, other)
    other("add", "Globex", "Ops", "--on", "2 nov")
    run("application", "remove", "2", "--yes")
    run("add", "Initech", "Ops", "--on", "2 nov")
    send(other, run)
    run("application", "merge", "1", "4", "--yes")
    said = send(run, other)
    assert "Application 3, Globex, Ops, was joined to application 1 there" in said
    assert "tracker application merge 1 3 --yes" in said
