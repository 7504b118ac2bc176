"""Applications at the command line: one line for each everyday act, echoed as understood."""

import csv
from pathlib import Path

import pytest

from tests.conftest import CommandLine, Terminal

ADDED = (
    "Added application 1: Acme, Data engineer, 120,000-150,000 USD a year, "
    "applied on Sun 22 Nov 2026.\n"
)


def test_the_first_command_works_on_an_empty_machine_and_asks_nothing(tmp_path: Path) -> None:
    run = CommandLine(tmp_path / "new" / "hunt.db")
    result = run("add", "Acme", "Data engineer", "120k-150k", "--url", "https://acme.example/1")
    assert (result.stdout, result.stderr) == (ADDED, "")
    assert run.json("application", "show", "Acme")["application"]["posting_url"] == (
        "https://acme.example/1"
    )


def test_application_add_is_the_long_form_of_add(run: CommandLine) -> None:
    assert run("application", "add", "Acme", "Data engineer", "120k-150k").stdout == ADDED


def test_what_is_a_name_is_one_line_without_needless_blanks(run: CommandLine) -> None:
    run("add", "  Acme \t GmbH ", " Data\nengineer", "--location", " Bad  Ems ")
    run("application", "edit", "1", "--role", "  Head  of  data ")
    shown = run.json("application", "show", "1")["application"]
    assert [shown[name] for name in ("company", "role", "location")] == [
        "Acme GmbH",
        "Head of data",
        "Bad Ems",
    ]
    assert "needs the name of a company" in run.refused(
        "application", "edit", "1", "--company", " "
    )


@pytest.mark.parametrize(
    ("locale", "currency"),
    [("de_DE.UTF-8", "EUR"), ("en_GB.UTF-8", "GBP"), ("en_US.UTF-8", "USD"), ("de_CH", "CHF")],
)
def test_the_currency_comes_from_the_locale_and_is_echoed(
    run: CommandLine, locale: str, currency: str
) -> None:
    result = run("add", "Acme", "Engineer", "90k", code=0, LANG=locale)
    assert f"90,000 {currency} a year" in result.stdout
    assert result.stderr == ""


def test_a_locale_without_a_country_is_told_about_once(run: CommandLine) -> None:
    result = run("add", "Acme", "Engineer", "90k", code=0, LANG="C.UTF-8")
    assert "90,000 USD a year" in result.stdout
    assert result.stderr == (
        "Note: amounts are taken as USD, because your locale names no country; "
        "to change that: tracker profile set currency EUR\n"
    )


def test_a_currency_that_is_named_needs_no_locale(run: CommandLine) -> None:
    assert run("add", "Acme", "Engineer", "90k EUR", code=0, LANG="C").stderr == ""


def test_the_currency_of_the_profile_goes_before_the_locale(run: CommandLine) -> None:
    run("profile", "set", "currency", "CHF")
    assert "90,000 CHF a year" in run("add", "Acme", "Engineer", "90k").stdout


def test_the_currency_of_the_pay_that_one_stated_goes_before_the_locale(run: CommandLine) -> None:
    run("profile", "set", "present-pay", "80k CHF")
    assert "90,000 CHF a year" in run("add", "Acme", "Engineer", "90k").stdout
    assert run("add", "Beta", "Engineer", "90k", LANG="C.UTF-8").stderr == ""
    run("profile", "set", "currency", "EUR")
    assert "90,000 EUR a year" in run("add", "Gamma", "Engineer", "90k").stdout


def test_everything_that_can_be_said_is_kept_and_shown(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "posting.txt").write_text("We look for\nan engineer.", encoding="utf-8")
    run(
        *("add", "Acme", "Data engineer", "€60/hour"),
        *("--on", "16 nov", "--stage", "screening", "--posting-id", "R-17"),
        *("--location", "Berlin", "--workplace", "Hybrid", "--source", "referral"),
        *("--tier", "a", "--enthusiasm", "4", "--known", "2", "--other-role", "Analyst"),
        *("--rounds", "3", "--documents", "CV 3", "--apply-by", "friday"),
        *("--tag", "data", "--tag", "remote", "--notes", "Nice\npeople"),
        *("--posting", f"@{tmp_path / 'posting.txt'}"),
    )
    assert run("application", "show", "1").stdout.splitlines() == [
        "Acme, Data engineer (application 1)",
        "stage        screening since Mon 16 Nov 2026",
        "pay          60 EUR an hour",
        "location     Berlin",
        "workplace    hybrid",
        "posting id   R-17",
        "source       referral",
        "tier         A",
        "enthusiasm   4 of 5",
        "known        2 of 3",
        "other role   Analyst",
        "rounds left  3",
        "documents    CV 3",
        "apply by     Fri 27 Nov 2026",
        "tags         data, remote",
        "notes        Nice",
        "             people",
        "text         We look for",
        "             an engineer.",
        "",
        "Stages",
        "  Mon 16 Nov 2026  screening",
    ]


def test_of_a_long_posting_the_beginning_is_shown(run: CommandLine) -> None:
    run("add", "Acme", "--posting", "x" * 5000)
    assert f"text   {'x' * 600} … (5,000 characters)\n" in run("application", "show", "1").stdout


def test_applications_are_listed_with_their_next_interview(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer", "120k-150k", "--on", "yesterday")
    run("add", "Beta", "--stage", "saved", "--on", "20 nov")
    run("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    header, acme, beta = run("application", "list").stdout.splitlines()
    assert header.split() == [
        *("id", "company", "role", "stage", "since", "pay", "next", "interview")
    ]
    assert acme.split() == [
        *("1", "Acme", "Data", "engineer", "interviewing", "Sun", "22", "Nov"),
        *("120k-150k", "USD", "Fri", "27", "Nov", "15:00"),
    ]
    assert beta.split() == ["2", "Beta", "saved", "Fri", "20", "Nov"]


def test_an_interview_that_is_past_is_not_the_next_one_even_if_nobody_said_how_it_went(
    run: CommandLine,
) -> None:
    for when in ("2026-11-16 15:00", "2026-11-27 15:00"):
        run("interview", "add", "Acme", when, "--new")
    run("interview", "add", "Beta", "2026-11-17 15:00", "--new")
    listed = run("application", "list", "--columns", "company,next").stdout.splitlines()
    assert sorted(listed[1:]) == ["Acme     Fri 27 Nov 15:00", "Beta"]
    in_order = run("application", "list", "--sort", "next", "--columns", "company").stdout
    assert in_order.split() == ["company", "Acme", "Beta"]
    acme, beta = csv.DictReader(run("export", "csv").stdout.splitlines())
    assert acme["Next Interview"] == "technical, 2026-11-27 15:00 Europe/Berlin"
    assert beta["Next Interview"] == ""


def test_the_list_is_narrowed_by_stage_outcome_and_whether_it_ended(run: CommandLine) -> None:
    run("add", "Acme")
    run("add", "Beta", "--stage", "saved")
    run("add", "Gone")
    run("reject", "Gone")

    def listed(*options: str) -> list[str]:
        shape = run.json("application", "list", *options)
        return sorted(one["company"] for one in shape["applications"])

    assert listed() == ["Acme", "Beta"]
    assert listed("--stage", "saved") == ["Beta"]
    assert listed("--ended") == ["Gone"]
    assert listed("--outcome", "rejected") == ["Gone"]
    assert listed("--all") == ["Acme", "Beta", "Gone"]
    assert listed("--all", "--limit", "2") == ["Beta", "Gone"]


def test_an_empty_list_says_what_to_type(run: CommandLine) -> None:
    result = run("application", "list")
    assert 'tracker add "Acme" "Data engineer" 120k-150k' in result.stdout
    assert run.json("application", "list") == {"applications": []}


def test_a_narrowed_list_that_is_empty_does_not_say_that_there_is_nothing(
    run: CommandLine,
) -> None:
    run("add", "Acme")
    assert "tracker application list --all" in run("application", "list", "--ended").stdout


def test_a_list_shows_twenty_people_see_how_many_there_are_and_programs_get_all(
    run: CommandLine,
) -> None:
    for number in range(22):
        run("add", f"Company {number}")
    shown = run("application", "list").stdout.splitlines()
    assert len(shown) == 1 + 20 + 2
    assert shown[-1] == "20 of 22 applications; --limit 22 shows them all."
    assert len(run.json("application", "list")["applications"]) == 22


def test_the_json_of_an_application_holds_all_that_belongs_to_it(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer", "€62.50/hour", "--tag", "data", "--other-role", "no")
    run("interview", "add", "Acme", "fri 3pm")
    run("offer", "add", "Acme", "150k")
    found = run.json("application", "show", "acme")["application"]
    assert {name: found[name] for name in ("id", "company", "role", "stage", "outcome")} == {
        "id": 1,
        "company": "Acme",
        "role": "Data engineer",
        "stage": "offered",
        "outcome": None,
    }
    assert (found["pay_likely"], found["pay_currency"], found["pay_period"]) == (
        62.5,
        "EUR",
        "hour",
    )
    assert (found["tags"], found["other_role_wanted"], found["tier"]) == (["data"], False, None)
    assert [one["stage"] for one in found["stage_changes"]] == ["applied", "screening", "offered"]
    assert found["interviews"][0]["start"] == {
        "at": "2026-11-27T15:00:00+01:00",
        "zone": "Europe/Berlin",
    }
    assert found["offers"][0]["pay"] == 150_000
    assert found["interactions"] == []
    assert not {"search_key", "company_key"} & found.keys()


def test_an_application_is_edited_and_what_was_said_can_be_forgotten(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer", "120k", "--tier", "A", "--notes", "old")
    result = run(
        *("application", "edit", "acme", "--company", "Acme Inc", "--pay", "130k"),
        *("--clear", "tier", "--clear", "notes"),
    )
    assert result.stdout == "Changed application 1: Acme Inc, Data engineer.\n"
    found = run.json("application", "show", "acme inc")["application"]
    assert (found["pay_likely"], found["tier"], found["notes"]) == (130_000, None, None)


def test_what_was_said_of_a_job_by_criteria_is_shown_with_what_to_ask(run: CommandLine) -> None:
    for name in ("commute", "team", "Growth"):
        run("profile", "factor", "add", name, "--weight", "5%")
    for name in ("remote", "four days", "parking", "No travel"):
        run("profile", "must-have", "add", name)
    run(
        *("add", "Acme", "--rate", "commute=2", "--rate", "Team=5"),
        *("--has", "remote", "--lacks", "Four Days"),
    )
    assert run("application", "show", "1").stdout.splitlines()[1:6] == [
        "stage      applied since Sun 22 Nov 2026",
        "rated      commute 2 of 5, team 5 of 5",
        "has        remote",
        "lacks      four days",
        "not known  parking, No travel: ask them",
    ]
    edited = run("application", "edit", "1", "--rate", "commute=", "--unsure", "remote")
    assert edited.stdout == "Changed application 1: Acme.\n"
    said = {
        "ratings": [
            {"factor": "commute", "rating": None},
            {"factor": "team", "rating": 5},
            {"factor": "Growth", "rating": None},
        ],
        "must_haves": [
            {"name": "remote", "has": None},
            {"name": "four days", "has": False},
            {"name": "parking", "has": None},
            {"name": "No travel", "has": None},
        ],
    }
    shown = run.json("application", "show", "1")["application"]
    (listed,) = run.json("application", "list")["applications"]
    assert said == {name: shown[name] for name in said} == {name: listed[name] for name in said}


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (
            ("--rate", "commute=6"),
            "“commute=6” is no rating; type a factor and 1 (bad) to 5 (good)",
        ),
        (("--rate", "weather=3"), "There is no factor “weather”"),
        (("--rate", "remote=3"), "“remote” is a must-have, not a factor"),
        (("--has", "commute"), "“commute” is a factor, not a must-have"),
        (("--has", "remote", "--lacks", "remote"), "“remote” was said in two ways; say it once."),
    ],
)
def test_what_cannot_be_said_of_a_job_is_refused(
    run: CommandLine, options: tuple[str, ...], reason: str
) -> None:
    run("profile", "factor", "add", "commute", "--weight", "5%")
    run("profile", "must-have", "add", "remote")
    run("add", "Acme")
    assert reason in run.refused("application", "edit", "Acme", *options)
    assert reason in run.refused("add", "Beta", *options)


def test_an_edit_that_changes_nothing_is_a_usage_error(run: CommandLine) -> None:
    run("add", "Acme")
    assert "Say what to change" in run("application", "edit", "Acme", code=2).stderr


def test_what_an_application_must_have_cannot_be_cleared(run: CommandLine) -> None:
    run("add", "Acme")
    assert "'company'" in run("application", "edit", "1", "--clear", "company", code=2).stderr


def test_a_stage_is_moved_and_back_dated_with_a_reason(run: CommandLine) -> None:
    run("add", "Acme", "--on", "2 nov")
    moved = run("application", "move", "acme", "screening", "--on", "9 nov", "--reason", "by mail")
    assert moved.stdout == "Acme: screening on Mon 9 Nov 2026 (was applied).\n"
    assert "  Mon 9 Nov 2026  screening: by mail" in run("application", "show", "1").stdout


def test_a_stage_that_goes_back_is_kept_with_a_warning_on_stderr(run: CommandLine) -> None:
    run("add", "Acme", "--stage", "interviewing")
    result = run("application", "move", "acme", "applied")
    assert result.stdout == "Acme: applied on Sun 22 Nov 2026 (was interviewing).\n"
    assert result.stderr == "Note: That is a step back, from interviewing to applied.\n"


def test_reject_is_one_word(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer")
    result = run("reject", "Acme", "--on", "today", "--reason", "no budget")
    assert result.stdout == "Closed Acme, Data engineer: rejected on Sun 22 Nov 2026.\n"
    assert "rejected: no budget" in run("application", "show", "1").stdout


@pytest.mark.parametrize("outcome", ["withdrawn", "rejected", "ghosted", "cancelled", "declined"])
def test_an_application_is_closed_for_each_reason(run: CommandLine, outcome: str) -> None:
    run("add", "Acme")
    assert f"Closed Acme: {outcome} on" in run("application", "close", "Acme", outcome).stdout


def test_accepted_is_said_of_an_offer_not_of_an_application(run: CommandLine) -> None:
    run("add", "Acme")
    assert (
        "'accepted' is not one of" in run("application", "close", "Acme", "accepted", code=2).stderr
    )


def test_a_rejected_application_can_be_reopened(run: CommandLine) -> None:
    run("add", "Acme", "--stage", "screening")
    run("reject", "Acme")
    assert run.refused("reject", "Acme") == (
        "Acme ended already (rejected on Sun 22 Nov 2026); to correct it, reopen it first: "
        "tracker application reopen 1"
    )
    result = run("application", "reopen", "Acme")
    assert result.stdout == "Reopened Acme: screening again (was rejected).\n"


def test_a_note_is_dated(run: CommandLine) -> None:
    run("add", "Acme")
    assert run("application", "note", "Acme", "They called").stdout == "Noted on Acme.\n"
    assert "notes  2026-11-22: They called" in run("application", "show", "Acme").stdout


def test_an_application_is_not_removed_without_a_yes(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer")
    assert run.refused("application", "remove", "Acme") == (
        "Acme, Data engineer was not removed, because nobody is here to confirm it; add --yes."
    )
    assert run("application", "remove", "Acme", "--yes").stdout == (
        "Removed application 1: Acme, Data engineer.\nTo bring it back: tracker undo\n"
    )
    assert run.json("application", "list", "--all") == {"applications": []}


@pytest.mark.parametrize(("answer", "left"), [("y", 0), ("n", 1), ("", 1)])
def test_on_a_terminal_a_removal_is_asked_about(
    run: CommandLine, terminal: Terminal, answer: str, left: int
) -> None:
    run("add", "Acme", "Data engineer")
    shown = terminal.plain("application", "remove", "Acme", answers=(answer,))
    assert "Remove Acme, Data engineer? [y/N]: " in shown
    assert ("Acme, Data engineer was not removed." in shown) is bool(left)
    assert terminal.code == 0
    assert len(run.rows()["application"]) == left


def test_on_a_terminal_an_ambiguous_name_is_asked_about_with_the_candidates(
    run: CommandLine, terminal: Terminal
) -> None:
    run("add", "Acme", "Analyst")
    run("add", "Acme", "Writer")
    shown = terminal.plain("reject", "acme", answers=("7", "1"))
    assert "“acme” matches several:\n  2: Acme, Writer (applied)\n  1: Acme, Analyst (applied)" in (
        shown
    )
    assert "Closed Acme, Analyst: rejected" in shown
    assert terminal.code == 0
    outcomes = {one["role"]: one["outcome"] for one in run.rows()["application"]}
    assert outcomes == {"Analyst": "rejected", "Writer": None}


@pytest.mark.parametrize("columns", [80, 160])
def test_a_list_fits_the_terminal(run: CommandLine, terminal: Terminal, columns: int) -> None:
    long = "Gesellschaft für angewandte Datenverarbeitung und Langnamigkeit mbH & Co. KG"
    run("add", long, "Senior principal staff data platform engineer (m/f/d)", "120k-150k")
    run("add", "Acme", "Analyst", "90k")
    run("interview", "add", "Acme", "fri 3pm")
    for command in (("application", "list"), ("application", "show", "1"), ("history",)):
        shown = terminal.plain(*command, columns=columns)
        assert terminal.code == 0
        assert max(len(line) for line in shown.splitlines()) <= columns, shown
    listed = terminal.plain("application", "list", columns=columns)
    assert all(word in listed for word in ("company", "Acme", "Analyst", "screening"))


def test_a_terminal_gets_colour_and_nothing_else_does(run: CommandLine, terminal: Terminal) -> None:
    run("add", "Acme")
    assert "\x1b[1m" in terminal("application", "show", "Acme")
    assert "\x1b" not in run("application", "show", "Acme").stdout
    assert "\x1b" not in run("application", "list").stdout


def test_no_color_is_obeyed_on_a_terminal(run: CommandLine, terminal: Terminal) -> None:
    run("add", "Acme")
    for command in (("application", "list"), ("application", "show", "Acme"), ("history",)):
        assert "\x1b[3" not in terminal(*command, NO_COLOR="1")


def test_the_same_role_at_the_same_company_is_pointed_out(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer")
    again = run("add", "ACME", "data  engineer")
    assert again.stderr == (
        "Note: Application 1, Acme, Data engineer (applied), is for the same role at the same "
        "company; if this is the same one: tracker undo, or to join them: "
        "tracker application merge 1 2 --yes\n"
    )
    assert run("add", "Acme", "Analyst").stderr == ""


def test_pay_said_in_place_of_the_role_is_the_pay(run: CommandLine) -> None:
    run("add", "Acme", "120k-150k")
    found = run.json("application", "show", "Acme")["application"]
    assert (found["role"], found["pay_low"], found["pay_high"]) == (None, 120_000, 150_000)


def test_a_yearly_pay_that_looks_like_a_slip_is_pointed_out(run: CommandLine) -> None:
    assert run("add", "Acme", "Clerk", "90-100").stderr == (
        "Note: 90-100 USD a year is little; for thousands type 90k, for hours 60/hour.\n"
    )
    assert run("add", "Beta", "Clerk", "20/hour").stderr == ""


def test_names_are_found_without_their_accents_and_commas(run: CommandLine) -> None:
    run("add", "École Zürich", "Data engineer")
    for name in ("ecole", "ZURICH", "école zürich, data engineer", "École Zürich, Data engineer"):
        assert run.json("application", "show", name)["application"]["id"] == 1


def test_a_company_without_a_visible_sign_is_refused(run: CommandLine) -> None:
    assert "needs the name of a company" in run.refused("add", "\u200b")
