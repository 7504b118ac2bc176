"""Interviews at the command line."""

import pytest

from tests.conftest import CommandLine, Terminal


@pytest.fixture
def hunt(run: CommandLine) -> CommandLine:
    """A hunt with an application at Acme."""
    run("add", "Acme", "Data engineer", "--on", "16 nov")
    return run


def test_an_interview_is_added_in_one_line_and_moves_the_stage(hunt: CommandLine) -> None:
    result = hunt("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    assert result.stdout == (
        "Added interview 1: Acme, Data engineer: onsite, Fri 27 Nov 2026, 15:00 CET, in 5 days.\n"
        "Acme, Data engineer moved from applied to interviewing.\n"
    )
    assert result.stderr == ""


def test_a_time_zone_may_be_named(hunt: CommandLine) -> None:
    result = hunt("interview", "add", "Acme", "fri 3pm America/New_York")
    assert "Fri 27 Nov 2026, 15:00 EST, in 5 days" in result.stdout
    found = hunt.json("interview", "show", "1")["interview"]
    assert found["start"] == {"at": "2026-11-27T15:00:00-05:00", "zone": "America/New_York"}


def test_the_round_is_guessed_and_the_one_before_counts_as_passed(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "2026-11-20 9:00")
    hunt("interview", "done", "Acme")
    result = hunt("interview", "add", "Acme", "fri 3pm")
    assert "Added interview 2: Acme, Data engineer: technical, " in result.stdout
    assert "Its screen interview counts as passed.\n" in result.stdout
    assert hunt.json("interview", "show", "1")["interview"]["result"] == "passed"


def test_an_interview_before_the_application_is_kept_with_a_warning(hunt: CommandLine) -> None:
    result = hunt("interview", "add", "Acme", "2026-11-10 9:00")
    assert "Added interview 1: " in result.stdout
    assert result.stderr.startswith(
        "Note: That is before the application (Mon 16 Nov 2026), as when a recruiter calls first; "
    )


def test_a_time_that_occurs_twice_is_the_first_with_a_warning_or_the_second_by_flag(
    hunt: CommandLine,
) -> None:
    first = hunt("interview", "add", "Acme", "2027-10-31 2:30")
    assert "02:30 CEST" in first.stdout
    assert "that time comes twice, and the first is taken (--fold)" in first.stderr
    second = hunt("interview", "add", "Acme", "2027-10-31 2:30", "--fold")
    assert ("02:30 CET," in second.stdout, second.stderr) == (True, "")
    starts = [one["start"]["at"] for one in hunt.json("interview", "list")["interviews"]]
    assert starts == ["2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00"]


def test_an_interview_at_an_unknown_company_is_refused_with_the_flag_that_makes_it(
    run: CommandLine,
) -> None:
    refused = run.refused("interview", "add", "Zeta", "fri 3pm")
    assert refused.startswith("There is no application at “Zeta”.")
    assert "--new" in refused


@pytest.mark.parametrize("flags", [["--new"], ["--role", "Tester"], ["--new", "--role", "Tester"]])
def test_by_flag_the_application_is_made_along_with_the_interview(
    run: CommandLine, flags: list[str]
) -> None:
    result = run("interview", "add", "Zeta", "fri 3pm", *flags)
    added, interview, _ = result.stdout.splitlines()
    assert added.startswith("Added application 1: Zeta")
    assert interview.startswith("Added interview 1: Zeta")
    run("undo")
    assert (run.rows()["application"], run.rows()["interview"]) == ([], [])


@pytest.mark.parametrize(("answer", "number"), [("y", 1), ("n", 0)])
def test_on_a_terminal_it_is_asked_whether_to_make_the_application(
    run: CommandLine, terminal: Terminal, answer: str, number: int
) -> None:
    shown = terminal.plain("interview", "add", "Zeta", "fri 3pm", answers=(answer,))
    assert "There is no application at Zeta yet. Make one?" in shown
    assert len(run.rows()["application"]) == len(run.rows()["interview"]) == number
    assert terminal.code == 1 - number


def test_an_interview_is_shown_with_all_that_was_said(hunt: CommandLine) -> None:
    hunt(
        *("interview", "add", "Acme", "fri 3pm", "--round", "final", "--minutes", "90"),
        *("--place", "https://meet.example/1", "--prepare", "2.5", "--travel", "1h"),
        *("--cost", "35.50 EUR", "--people", "4", "--with", "Mia Chen, hiring manager"),
        *("--chance", "30%", "--answer-due", "in 2 weeks", "--notes", "Bring slides"),
    )
    assert hunt("interview", "show", "acme final").stdout.splitlines() == [
        "Acme, Data engineer: final (interview 1)",
        "when        Fri 27 Nov 2026, 15:00 CET",
        "state       scheduled",
        "answer due  Sun 6 Dec 2026",
        "minutes     90",
        "place       https://meet.example/1",
        "prepare     2.5 h",
        "travel      1 h",
        "cost        35.50 EUR",
        "people      4",
        "chance      30% that it ends in an offer",
        "with        Mia Chen (Acme)",
        "notes       Bring slides",
    ]


def test_part_of_a_name_means_the_only_contact_there_who_has_it(hunt: CommandLine) -> None:
    hunt("contact", "add", "Mia Chen", "--company", "Acme")
    hunt("contact", "add", "Mia Novak", "--company", "Beta")
    said = hunt("interview", "add", "Acme", "fri 3pm", "--with", "mia").stdout
    assert said.splitlines()[0].startswith("Added interview 1: Acme, Data engineer")
    assert "Took mia to be contact 1: Mia Chen (Acme)." in said
    hunt("contact", "add", "Mia Lund", "--company", "Acme")
    assert "Took" not in hunt("interview", "edit", "1", "--with", "Mia").stdout
    assert hunt.json("interview", "list")["interviews"][0]["contacts"] == [4]


def test_a_chance_of_zero_is_a_chance_and_not_unknown(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "fri 3pm", "--chance", "0")
    assert "chance  0% that it ends in an offer" in hunt("interview", "show", "1").stdout


def test_interviews_are_listed_by_the_clocks_at_home(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "fri 3pm America/New_York")
    shown = hunt("interview", "list").stdout
    assert "Fri 27 Nov 21:00" in shown
    assert shown.endswith(
        "\nTimes are by the clocks in Europe/Berlin, wherever they were agreed.\n"
    )
    assert "15:00 EST" in hunt("interview", "show", "1").stdout


def test_a_day_that_could_be_of_two_years_is_listed_with_its_own(hunt: CommandLine) -> None:
    for when in ("2026-01-30 9:00", "2027-01-29 9:00"):
        hunt("interview", "add", "Acme", when)
    shown = hunt("interview", "list", "--all").stdout
    assert "Fri 29 Jan 09:00" in shown
    assert "Fri 30 Jan 2026 09:00" in shown
    assert "Times are" not in shown


def test_interviews_are_listed_the_soonest_first(hunt: CommandLine) -> None:
    for when in ("fri 3pm", "thu 9:00"):
        hunt("interview", "add", "Acme", when, "--place", "Zoom")
    header, first, second = hunt("interview", "list").stdout.splitlines()
    assert header.split() == ["id", "when", "company", "role", "round", "state", "place"]
    assert first.split()[:5] == ["2", "Thu", "26", "Nov", "09:00"]
    assert second.split()[:5] == ["1", "Fri", "27", "Nov", "15:00"]


def test_the_json_of_interviews_names_company_and_contacts(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "--with", "Mia Chen")
    (found,) = hunt.json("interview", "list")["interviews"]
    assert (found["company"], found["role"], found["contacts"]) == ("Acme", "Data engineer", [1])
    assert (found["start"], found["state"], found["round"]) == (None, "scheduled", "screen")


def test_past_and_called_off_interviews_are_listed_on_demand(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "fri 3pm")
    hunt("interview", "cancel", "Acme")
    assert hunt.json("interview", "list") == {"interviews": []}
    assert "cancelled" in hunt("interview", "list", "--all").stdout


def test_an_empty_list_says_what_to_type(run: CommandLine) -> None:
    assert 'tracker interview add Acme "fri 3pm"' in run("interview", "list").stdout


def test_an_interview_done_makes_contacts_of_the_people_met(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "2026-11-20 15:00", "--round", "onsite")
    result = hunt(
        *("interview", "done", "Acme", "--met", "Mia Chen, hiring manager", "--met", "Bob"),
        *("--felt", "4"),
    )
    assert result.stdout == (
        "Recorded as done: Acme, Data engineer: onsite, Fri 20 Nov 2026.\n"
        "Met Mia Chen (Acme) and Bob (Acme); follow-up on Tue 24 Nov 2026.\n"
    )
    people = hunt.json("contact", "list")["contacts"]
    assert [(one["name"], one["company"], one["kind"]) for one in people] == [
        ("Bob", "Acme", "interviewer"),
        ("Mia Chen", "Acme", "hiring manager"),
    ]
    assert hunt.json("interview", "show", "1")["interview"]["felt"] == 4


def test_the_follow_up_after_an_interview_can_be_said(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "2026-11-20 15:00")
    result = hunt("interview", "done", "Acme", "--met", "Mia", "--follow-up", "friday")
    assert "follow-up on Fri 27 Nov 2026" in result.stdout


def test_an_interview_done_already_is_refused(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "2026-11-20 15:00")
    hunt("interview", "done", "Acme")
    assert hunt.refused("interview", "done", "Acme") == (
        "Acme, Data engineer: screen is done already; to change how it went: "
        "tracker interview edit 1"
    )


def test_an_interview_is_edited(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "fri 3pm", "--place", "Zoom")
    result = hunt("interview", "edit", "acme", "--round", "final", "--clear", "place")
    assert result.stdout == "Changed interview 1: Acme, Data engineer: final.\n"
    found = hunt.json("interview", "show", "1")["interview"]
    assert (found["round"], found["place"]) == ("final", None)


def test_a_result_is_for_an_interview_that_took_place(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "fri 3pm")
    assert "is scheduled, so nothing came of it yet" in hunt.refused(
        "interview", "edit", "Acme", "--result", "failed"
    )
    hunt("interview", "done", "Acme")
    hunt("interview", "edit", "Acme", "--result", "failed")
    assert hunt.json("interview", "show", "1")["interview"]["result"] == "failed"


def test_a_time_that_fell_through_can_be_cleared_and_set_again(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "fri 3pm")
    hunt("interview", "edit", "Acme", "--clear", "when")
    assert hunt.json("interview", "show", "1")["interview"]["start"] is None
    hunt("interview", "edit", "Acme", "--when", "fri 4pm")
    start = hunt.json("interview", "show", "1")["interview"]["start"]
    assert start["at"] == "2026-11-27T16:00:00+01:00"


def test_a_rejection_calls_off_only_what_is_still_to_come(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "last fri 3pm")
    hunt("interview", "add", "Acme", "fri 3pm")
    hunt("reject", "Acme")
    states = [one["state"] for one in hunt.json("interview", "list", "--all")["interviews"]]
    assert sorted(states) == ["cancelled", "scheduled"]


def test_an_edit_that_changes_nothing_is_a_usage_error(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme")
    assert "Say what to change" in hunt("interview", "edit", "Acme", code=2).stderr


def test_the_round_of_an_interview_cannot_be_cleared(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme")
    assert "'round'" in hunt("interview", "edit", "1", "--clear", "round", code=2).stderr


@pytest.mark.parametrize(
    ("flags", "outcome"), [([], None), (["--stay"], None), (["--withdraw"], "withdrawn")]
)
def test_without_a_terminal_declining_leaves_the_application_open_unless_said(
    hunt: CommandLine, flags: list[str], outcome: str | None
) -> None:
    hunt("interview", "add", "Acme", "fri 3pm")
    result = hunt("interview", "decline", "Acme", *flags)
    assert result.stdout.startswith("Declined the interview Acme, Data engineer: screen.\n")
    assert hunt.rows()["application"][0]["outcome"] == outcome


@pytest.mark.parametrize(("answer", "outcome"), [("y", "withdrawn"), ("n", None), ("", None)])
def test_on_a_terminal_declining_asks_whether_the_application_goes_on(
    hunt: CommandLine, terminal: Terminal, answer: str, outcome: str | None
) -> None:
    hunt("interview", "add", "Acme", "fri 3pm")
    shown = terminal.plain("interview", "decline", "Acme", answers=(answer,))
    assert "Does this end the application too? [y/N]: " in shown
    assert hunt.rows()["interview"][0]["state"] == "declined"
    assert hunt.rows()["application"][0]["outcome"] == outcome


def test_a_flag_answers_before_the_question_is_asked(hunt: CommandLine, terminal: Terminal) -> None:
    hunt("interview", "add", "Acme", "fri 3pm")
    assert "?" not in terminal.plain("interview", "decline", "Acme", "--withdraw")


@pytest.mark.parametrize(("verb", "said"), [("cancel", "They cancelled"), ("miss", "Missed")])
def test_an_interview_is_called_off_and_put_on_again(
    hunt: CommandLine, verb: str, said: str
) -> None:
    hunt("interview", "add", "Acme", "fri 3pm")
    assert (
        hunt("interview", verb, "Acme").stdout
        == f"{said} the interview Acme, Data engineer: screen.\n"
    )
    assert " already; to put it back on the calendar: " in hunt.refused("interview", verb, "Acme")
    result = hunt("interview", "reschedule", "Acme", "thu 10:00")
    assert result.stdout == (
        "Moved Acme, Data engineer: screen from Fri 27 Nov 2026, 15:00 CET "
        "to Thu 26 Nov 2026, 10:00 CET, in 4 days.\n"
    )
    assert hunt.json("interview", "show", "1")["interview"]["state"] == "scheduled"


def test_an_interview_is_removed_with_a_yes(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "fri 3pm")
    assert "was not removed, because nobody is here" in hunt.refused("interview", "remove", "Acme")
    assert hunt("interview", "remove", "Acme", "--yes").stdout == (
        "Removed interview 1: Acme, Data engineer: screen.\nTo bring it back: tracker undo\n"
    )


def test_an_interview_is_named_among_several_by_its_round(hunt: CommandLine) -> None:
    for round_ in ("technical", "onsite"):
        hunt("interview", "add", "Acme", "fri 3pm", "--round", round_)
    assert hunt.refused("interview", "show", "Acme").startswith("“Acme” matches several: ")
    assert "Acme, Data engineer: onsite" in hunt("interview", "show", "acme onsite").stdout


@pytest.mark.parametrize("columns", [80, 160])
def test_a_list_fits_the_terminal_but_for_a_link_which_stays_whole(
    run: CommandLine, terminal: Terminal, columns: int
) -> None:
    link = "https://meet.example/" + "x" * 180
    run("add", "A company with quite a long name " * 3, "A role that is long as well " * 4)
    run("interview", "add", "1", "fri 3pm", "--place", link)
    for command in (("interview", "list"), ("interview", "show", "1")):
        shown = terminal.plain(*command, columns=columns)
        lines = [line for line in shown.splitlines() if link not in line]
        assert max(map(len, lines)) <= columns, shown
        assert len(lines) == len(shown.splitlines()) - 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["interview", "done", "Acme", "--felt", "6"],
        ["interview", "add", "Acme", "fri 3pm", "--round", "lunch"],
        ["interview", "add", "Acme", "fri 3pm", "--minutes", "0"],
        ["interview", "add"],
        ["interview", "nonsense"],
        ["interview", "reschedule", "Acme"],
    ],
)
def test_a_slip_in_the_command_itself_is_a_usage_error(
    hunt: CommandLine, arguments: list[str]
) -> None:
    before = hunt.rows(logs=True)
    result = hunt(*arguments, code=2)
    assert (result.stdout, result.stderr[:7]) == ("", "Usage: ")
    assert hunt.rows(logs=True) == before


def test_a_move_to_the_same_time_changes_nothing(hunt: CommandLine) -> None:
    hunt("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    before = hunt.rows(logs=True)
    assert hunt("interview", "reschedule", "1", "fri 3pm").stdout == (
        "Acme, Data engineer: onsite is at that time already: Fri 27 Nov 2026, 15:00 CET.\n"
    )
    assert hunt.rows(logs=True) == before
