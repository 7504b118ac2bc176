"""Contacts at the command line."""

import pytest

from tests.conftest import CommandLine, Terminal


def test_a_contact_is_added_and_shown_with_all_that_was_said(run: CommandLine) -> None:
    result = run(
        *("contact", "add", "Mia Chen", "--company", "Acme", "--role", "Head of Data"),
        *("--kind", "Hiring Manager", "--email", "mia@acme.example", "--phone", "+49 30 1"),
        *("--url", "https://mia.example", "--met", "PyCon", "--follow-up", "friday"),
        *("--notes", "likes SQL"),
    )
    assert result.stdout == "Added contact 1: Mia Chen (Acme).\n"
    assert run("contact", "show", "mia").stdout.splitlines() == [
        "Mia Chen (Acme) (contact 1)",
        "role       Head of Data",
        "kind       hiring manager",
        "e-mail     mia@acme.example",
        "phone      +49 30 1",
        "url        https://mia.example",
        "met        PyCon",
        "follow-up  Fri 27 Nov 2026",
        "notes      likes SQL",
    ]


def test_a_namesake_at_the_same_company_is_kept_with_a_warning(run: CommandLine) -> None:
    run("contact", "add", "Mia Chen", "--company", "Acme")
    result = run("contact", "add", "mia chen", "--company", "Acme")
    assert result.stdout == "Added contact 2: mia chen (Acme).\n"
    assert result.stderr.startswith("Note: Contact 1 goes by the same name; ")


def test_an_exchange_is_logged_in_one_line(run: CommandLine) -> None:
    run("contact", "add", "Mia Chen", "--company", "Acme", "--follow-up", "today")
    result = run("contact", "log", "Mia", "called about the role")
    assert result.stdout == (
        "Logged with Mia Chen (Acme) on Sun 22 Nov 2026.\nThe follow-up that was due is done.\n"
    )


def test_an_exchange_may_have_a_day_a_channel_an_application_and_a_follow_up(
    run: CommandLine,
) -> None:
    run("add", "Acme", "Data engineer")
    run("contact", "add", "Mia Chen")
    result = run(
        *("contact", "log", "Mia", "sent the CV", "--on", "friday", "--channel", "email"),
        *("--application", "acme", "--follow-up", "in 3 days"),
    )
    assert result.stdout == (
        "Logged with Mia Chen by email on Fri 20 Nov 2026.\n"
        "Next follow-up Wed 25 Nov 2026, in 3 days.\n"
    )
    assert "  Fri 20 Nov 2026  email: sent the CV" in run("contact", "show", "mia").stdout
    sheet = run("application", "show", "1").stdout
    assert "  Fri 20 Nov 2026  Mia Chen, email: sent the CV" in sheet


def test_an_exchange_without_notes_does_not_show_none(run: CommandLine) -> None:
    run("add", "Acme")
    run("contact", "add", "Mia Chen")
    run("contact", "log", "Mia", "--application", "acme")
    for noun in ("contact", "application"):
        assert "None" not in run(noun, "show", "1").stdout


def test_contacts_are_listed_by_name_and_narrowed_by_company(run: CommandLine) -> None:
    run("contact", "add", "Zoe", "--company", "Acme")
    run("contact", "add", "Bob", "--company", "Beta", "--follow-up", "friday")
    header, bob, zoe = run("contact", "list").stdout.splitlines()
    assert header.split() == ["id", "name", "company", "role", "kind", "e-mail", "follow-up"]
    assert (bob.split(), zoe.split()) == (
        ["2", "Bob", "Beta", "Fri", "27", "Nov"],
        ["1", "Zoe", "Acme"],
    )
    (found,) = run.json("contact", "list", "--company", "acme")["contacts"]
    assert found["name"] == "Zoe"


def test_the_json_of_a_contact_holds_exchanges_and_interviews(run: CommandLine) -> None:
    run("interview", "add", "Acme", "2026-11-20 9:00", "--new")
    run("interview", "done", "Acme", "--met", "Mia Chen")
    found = run.json("contact", "show", "mia")["contact"]
    assert {name: found[name] for name in ("id", "name", "company", "interviews")} == {
        "id": 1,
        "name": "Mia Chen",
        "company": "Acme",
        "interviews": [1],
    }
    assert found["interactions"] == [
        {
            "id": 1,
            "contact_id": 1,
            "application_id": 1,
            "on": "2026-11-20",
            "channel": "interview",
            "notes": "screen round for Acme",
        }
    ]


def test_an_empty_list_says_what_to_type(run: CommandLine) -> None:
    assert 'tracker contact add "Mia Chen" --company Acme' in run("contact", "list").stdout
    assert run.json("contact", "list") == {"contacts": []}


def test_a_contact_is_edited_and_what_was_said_can_be_forgotten(run: CommandLine) -> None:
    run("contact", "add", "Mia Chen", "--company", "Acme", "--notes", "old")
    result = run("contact", "edit", "mia", "--name", "Mia Li", "--clear", "notes")
    assert result.stdout == "Changed contact 1: Mia Li (Acme).\n"
    assert run.json("contact", "show", "mia li")["contact"]["notes"] is None


def test_names_are_one_line_without_needless_blanks(run: CommandLine) -> None:
    run(
        "contact", "add", "  Jo   Doe ", "--company", " Acme\tGmbH ", "--email", " jo@acme.example "
    )
    run("contact", "edit", "1", "--role", " Head  of  data")
    shown = run.json("contact", "show", "1")["contact"]
    assert [shown[name] for name in ("name", "company", "email", "role")] == [
        "Jo Doe",
        "Acme GmbH",
        "jo@acme.example",
        "Head of data",
    ]


def test_an_edit_that_changes_nothing_is_a_usage_error(run: CommandLine) -> None:
    run("contact", "add", "Mia")
    assert "Say what to change" in run("contact", "edit", "Mia", code=2).stderr


def test_the_name_of_a_contact_cannot_be_cleared(run: CommandLine) -> None:
    run("contact", "add", "Mia")
    assert "'name'" in run("contact", "edit", "Mia", "--clear", "name", code=2).stderr
    assert "A contact needs a name" in run.refused("contact", "edit", "Mia", "--name", " ")


def test_a_contact_is_removed_with_a_yes(run: CommandLine) -> None:
    run("contact", "add", "Mia Chen")
    run("contact", "log", "Mia", "called")
    assert "add --yes" in run.refused("contact", "remove", "Mia")
    assert run("contact", "remove", "Mia", "--yes").stdout == (
        "Removed contact 1: Mia Chen.\nTo bring it back: tracker undo\n"
    )


def test_on_a_terminal_a_removal_is_asked_about(run: CommandLine, terminal: Terminal) -> None:
    run("contact", "add", "Mia Chen")
    shown = terminal.plain("contact", "remove", "1", answers=("n",))
    assert shown == "Remove Mia Chen? [y/N]: n\nMia Chen was not removed.\n"
    assert terminal.code == 0
    assert len(run.rows()["contact"]) == 1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["contact", "log", "Nobody", "hi"], "No contact matches “Nobody”"),
        (["contact", "log", "Mia", "--application", "Zeta"], "No application matches “Zeta”"),
        (["contact", "log", "Mia", "--on", "may"], "does not name a day"),
        (["contact", "add", ""], "A contact needs a name"),
    ],
)
def test_what_cannot_be_is_refused(run: CommandLine, arguments: list[str], reason: str) -> None:
    run("contact", "add", "Mia Chen")
    assert reason in run.refused(*arguments)


@pytest.mark.parametrize("columns", [80, 160])
def test_a_list_fits_the_terminal(run: CommandLine, terminal: Terminal, columns: int) -> None:
    run(
        *("contact", "add", "A person with quite a long name", "--company", "A long company " * 4),
        *("--role", "A long role " * 5, "--kind", "hiring manager", "--follow-up", "friday"),
        *("--email", "a.person.with.a.long.address@a-long-company.example"),
    )
    for command in (("contact", "list"), ("contact", "show", "1")):
        shown = terminal.plain(*command, columns=columns)
        assert max(len(line) for line in shown.splitlines()) <= columns, shown


def test_a_word_of_two_is_typed_with_a_space_or_a_hyphen(run: CommandLine) -> None:
    for name, kind in (("Mia", "hiring manager"), ("Bob", "hiring-manager")):
        run("contact", "add", name, "--kind", kind)
        assert run.json("contact", "show", name)["contact"]["kind"] == "hiring manager"
