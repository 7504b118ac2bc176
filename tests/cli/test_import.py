"""tracker import, as a person runs it."""

import csv
import os
import shlex
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CommandLine, Terminal

Write = Callable[..., str]

SHARED = Path(__file__).parents[2].parent / "shared" / "samples"
JOBS = SHARED / "linkedin" / "Jobs"
LINKEDIN = SHARED / "linkedin"
CORPUS = sorted([*JOBS.glob("*.csv"), *(SHARED / "csv").glob("*.csv")])
EXPORTS = [LINKEDIN, *sorted(path for path in LINKEDIN.glob("*") if path.is_file())]

needs_samples = pytest.mark.skipif(not CORPUS, reason=f"no samples at {SHARED}")


@pytest.fixture
def sheet(tmp_path: Path) -> Write:
    """Write a file of those lines, and return its path."""

    def write(*lines: str, name: str = "jobs.csv") -> str:
        path = tmp_path / name
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
        return str(path)

    return write


def test_a_second_run_adds_nothing(run: CommandLine, sheet: Write) -> None:
    path = sheet("Company,Role,Applied", "Acme,Engineer,2026-05-01", "Globex,Analyst,2026-05-02")
    said = run("import", path)
    assert (said.stdout, said.stderr) == (
        "jobs.csv: 2 added, 0 updated, 0 unchanged, 0 left out.\n",
        "",
    )
    before = run.rows(logs=True)
    assert run("import", path).stdout == "jobs.csv: 0 added, 0 updated, 2 unchanged, 0 left out.\n"
    assert run.rows(logs=True) == before


def test_a_dry_run_says_the_same_and_writes_nothing(run: CommandLine, sheet: Write) -> None:
    run("add", "Acme", "Engineer", "--on", "2026-05-01")
    path = sheet(
        "Company,Role,Applied,Location", "Acme,Engineer,2026-05-01,Berlin", "Initech,,", ",Tester,,"
    )
    before = run.rows(logs=True)
    said = run("import", path, "--dry-run")
    assert said.stdout == (
        "jobs.csv: 1 would be added, 1 would be updated, 0 unchanged, 1 left out.\n"
        "Stages: no status -> saved (1).\n"
        "line 4: no company\n"
    )
    assert said.stderr == "Note: 1 application without a date: dated today.\n"
    assert run.rows(logs=True) == before
    done = run("import", path)
    assert (
        done.stdout.replace("added", "would be added").replace("updated", "would be updated")
        == said.stdout
    )
    assert done.stderr == said.stderr


def test_an_application_that_was_removed_stays_away_unless_the_removal_is_undone(
    run: CommandLine, sheet: Write
) -> None:
    path = sheet(
        "Company,Role,Applied,URL",
        "Acme,Engineer,2026-05-01,",
        "Globex,Analyst,2026-05-02,https://jobs.example/view/77123",
        "Initech,Tester,2026-05-03,",
    )
    run("import", path)
    run("application", "edit", "2", "--role", "Senior analyst")
    run("application", "remove", "1", "--yes")
    run("application", "remove", "2", "--yes")
    away = "was removed here, so it stays away; to have it again: tracker add COMPANY ROLE"
    said = run("import", path)
    assert said.stdout == (
        "jobs.csv: 0 added, 0 updated, 1 unchanged, 2 left out.\n"
        f"line 2: Acme, Engineer {away}\n"
        f"line 3: Globex, Analyst {away}\n"
    )
    run("undo")
    assert "0 added, 0 updated, 2 unchanged, 1 left out." in run("import", path).stdout
    run("add", "Acme", "Engineer", "--on", "2026-05-01")
    assert "0 added, 0 updated, 3 unchanged, 0 left out." in run("import", path).stdout


def test_another_application_at_the_same_company_is_not_the_one_that_was_removed(
    run: CommandLine, sheet: Write
) -> None:
    run("import", sheet("Company,Role,Applied", "Acme,Engineer,2026-05-01"))
    run("application", "remove", "1", "--yes")
    later = sheet("Company,Role,Applied", "Acme,Engineer,2026-11-01", "Acme,Tester,2026-05-01")
    assert "2 added, 0 updated, 0 unchanged, 0 left out." in run("import", later).stdout


def test_a_note_names_its_file_where_there_are_several(run: CommandLine, sheet: Write) -> None:
    one = sheet("Company,Role", "Acme,Engineer", name="one.csv")
    two = sheet("Company,Role", "Acme GmbH,Engineer", name="two.csv")
    undated = "1 application without a date: dated today."
    said = run("import", one, two).stderr.splitlines()
    assert said[:2] == [f"Note: one.csv: {undated}", f"Note: two.csv: {undated}"]
    assert said[2].startswith(
        "Note: two.csv: Line 2 (Acme GmbH, Engineer) looks like application 1"
    )
    assert said[2].endswith("; if they are one: tracker application merge 1 2 --yes")
    assert len(said) == 3


def test_two_that_were_joined_stay_one_whatever_they_were_known_by(
    run: CommandLine, sheet: Write
) -> None:
    path = sheet(
        "Company,Role,Applied,URL",
        "Acme,Engineer,2026-05-01,",
        "Acme GmbH,Engineer,2026-05-04,",
        "Globex,Analyst,2026-05-01,https://a.example/view/77123",
        "Globex,Analyst,2026-05-02,https://b.example/view/88456",
    )
    run("import", path)
    run("application", "merge", "1", "2", "--yes")
    run("application", "merge", "3", "4", "--yes")
    run("application", "remove", "1", "--yes")
    away = "so it stays away; to have it again: tracker add COMPANY ROLE"
    said = run("import", path)
    assert said.stdout == (
        "jobs.csv: 0 added, 0 updated, 2 unchanged, 2 left out.\n"
        f"line 2: Acme, Engineer was removed here, {away}\n"
        f"line 3: Acme GmbH, Engineer was removed here, {away}\n"
    )
    counted = "Note: Counted as joined here: line 5 (Globex, Analyst) as application 3.\n"
    assert said.stderr == counted


def test_what_undo_took_away_comes_in_again(run: CommandLine, sheet: Write) -> None:
    path = sheet("Company,Role,Applied,Contact", "Acme,Engineer,2026-05-01,Mia Chen")
    first = run("import", path).stdout
    run("undo")
    assert run("import", path).stdout == first


def test_one_undo_takes_back_a_whole_import(run: CommandLine, sheet: Write) -> None:
    run("add", "Acme", "Engineer", "--on", "2026-05-01")
    before = run.rows()
    run("import", sheet("Company,Tags", *(f"Company {number},new" for number in range(300))))
    assert len(run.rows()["application"]) == 301
    (latest, _) = run.json("history")["history"]
    assert latest["summary"] == "jobs.csv: 300 added, 0 updated, 0 unchanged, 0 left out."
    assert run("undo").stdout.startswith("Undid: jobs.csv: 300 added")
    assert run.rows() == before


def test_rows_left_out_are_named_the_first_twenty_one_by_one(
    run: CommandLine, sheet: Write
) -> None:
    rows = [f"Acme {number},soon {number}" for number in range(21)]
    lines = run("import", sheet("Company,Applied", "Acme,2026-11-23", *rows)).stdout.splitlines()
    assert lines[0] == "jobs.csv: 1 added, 0 updated, 0 unchanged, 21 left out."
    assert lines[1] == "line 3: “soon 0” is no date that is understood"
    assert lines[20:] == ["line 22: “soon 19” is no date that is understood", "and 1 more"]


def test_rows_left_out_for_one_reason_are_one_line_where_they_are_very_many(
    run: CommandLine, sheet: Write
) -> None:
    rows = [f",Role {number}" for number in range(21)]
    lines = run("import", sheet("Company,Role", "Acme,Engineer", *rows)).stdout.splitlines()
    assert lines[1:] == ["21 rows, such as line 3: no company"]


def test_a_file_of_nothing_but_bad_rows_fails(run: CommandLine, sheet: Write) -> None:
    said = run("import", sheet("Company,Role", ",Engineer"), code=1)
    assert said.stdout == (
        "jobs.csv: 0 added, 0 updated, 0 unchanged, 1 left out.\nline 2: no company\n"
    )
    assert said.stderr == (
        "Error: Nothing in jobs.csv could be read, so nothing was written; why is said above.\n"
    )
    assert run.rows()["application"] == []


def test_a_header_without_rows_is_no_error(run: CommandLine, sheet: Write) -> None:
    said = run("import", sheet("Company,Role"))
    assert said.stdout == "jobs.csv: nothing to import, as there are no records in it.\n"
    assert run.json("history")["history"] == []


def test_what_the_file_has_further_along_is_named_with_the_command_that_moves_it(
    run: CommandLine, sheet: Write
) -> None:
    for company in ("Acme", "Globex", "Hooli", "Initech"):
        run("add", company, "Analyst", "--on", "2026-11-02")
    path = sheet(
        "Company,Role,Status,Date Applied,Status Date",
        "Acme,Analyst,Rejected,2026-11-02,2026-11-05",
        "Globex,Analyst,Interview,2026-11-02,",
        "Hooli,Analyst,Ghosted,2026-11-02,",
        "Initech,Analyst,Hired,2026-11-02,",
    )
    said = run("import", path)
    assert said.stderr == ""
    heading = "4 applications further along in the file than here, where importing moves nothing;"
    assert said.stdout.splitlines()[2:] == [
        f"{heading} what does:",
        "  Acme, Analyst is rejected there: tracker reject 1 --on 2026-11-05",
        "  Globex, Analyst is interviewing there: tracker application move 2 interviewing",
        "  Hooli, Analyst is ghosted there: tracker application close 3 ghosted",
        "  Initech, Analyst is accepted there: tracker offer add 4 PAY, then tracker offer accept",
    ]
    for line in said.stdout.splitlines()[3:6]:
        run(*line.partition("tracker ")[2].split())
    again = run("import", path, "--dry-run").stdout
    assert "1 application further along in the file than here" in again
    run(*["offer", "add", "4", "90k"])
    run("offer", "accept", "1", "--keep-others")
    assert "further along" not in run("import", path).stdout


@pytest.mark.parametrize("saved_on", ["", "2026-11-02"])
def test_what_was_saved_and_is_applied_for_keeps_the_day_of_that(
    run: CommandLine, sheet: Write, saved_on: str
) -> None:
    header = "Company,Role,Status,Date Saved,Date Applied,Url"
    saved = f"Acme,Analyst,Wishlist,{saved_on},,https://acme.example/1"
    run("import", sheet(header, saved))
    applied = f"Acme,Analyst,Applied,{saved_on},2026-11-20,https://acme.example/1"
    said = run("import", sheet(header, applied)).stdout
    assert "Acme, Analyst is applied there: tracker application move 1 applied --on 2026-11-20" in (
        said
    )
    run("application", "move", "1", "applied", "--on", "2026-11-20")
    assert run.json("application", "show", "1")["application"]["moved_on"] == "2026-11-20"


def test_many_that_are_further_along_are_counted(run: CommandLine, sheet: Write) -> None:
    rows = [f"Acme {number},Analyst,{{}},2026-11-02" for number in range(22)]
    header = "Company,Role,Status,Date Applied"
    run("import", sheet(header, *(row.format("Applied") for row in rows)))
    said = run("import", sheet(header, *(row.format("Rejected") for row in rows))).stdout
    assert said.splitlines()[-2:] == [
        "  Acme 19, Analyst is rejected there: tracker reject 20",
        "and 2 more",
    ]


def test_remarks_say_what_was_taken_how(run: CommandLine, sheet: Write) -> None:
    path = sheet(
        "Company,Status,Date Applied",
        "Acme,Promising,04/05/2026",
        "Acme,Applied,04/05/2026",
        "Globex,Applied,2027-01-01",
        "Hooli,Applied,",
    )
    run("add", "Hooli")
    assert run("import", path).stderr == (
        "Note: In “Date Applied” 04/05/2026 is read as Sun 5 Apr 2026; if that is wrong, add "
        "--day-first.\n"
        "Note: No stage is known by the name of “Promising”; such rows count as applied, or "
        "saved where they have no date of application, and the word is in their notes; to say "
        "what it is: --stage Promising=STAGE, where STAGE is saved, applied, screening, "
        "assessment, interviewing, offered, or how it ended: accepted, declined, withdrawn, "
        "rejected, ghosted, cancelled.\n"
        "Note: To have it read otherwise, take this import back first: tracker undo.\n"
        "Note: 1 application dated after today: kept as the file says.\n"
        "Note: 1 row repeated an earlier one of the file.\n"
    )


def test_what_a_further_row_says_is_noted_alike_whether_the_first_is_new_or_on_record(
    run: CommandLine, sheet: Write
) -> None:
    lines = (
        *("Company,Role,Applied,Location,Notes", "Acme,Dev,2026-05-01,Berlin,first"),
        *("ACME,Dev,2026-05-01,Munich,second", "Acme,Dev,2026-05-01,Berlin,third"),
    )
    both, one = sheet(*lines), sheet(*lines[:2], name="one.csv")
    run("import", both)
    notes = run.rows()["application"][0]["notes"]
    assert notes == "first\n\nAlso in the file: location Munich\n\nsecond\n\nthird"
    run("undo")
    run("import", one)
    said = run("import", both)
    assert "0 added, 1 updated, 2 unchanged" in said.stdout
    assert said.stderr == (
        "Note: 2 rows repeated an earlier one of the file.\n"
        "Note: What 1 such row said otherwise is in the notes, as of line 3 (ACME, Dev).\n"
    )
    assert run.rows()["application"][0]["notes"] == notes
    assert "0 added, 0 updated, 3 unchanged" in run("import", both).stdout


def test_answers_that_were_left_out_at_first_come_in_when_asked_for(
    run: CommandLine, sheet: Write
) -> None:
    path = sheet("Company,Team,Question And Answers", "Acme,Data,Q: Any? A: secret", "Beta,,")
    run("import", path)
    run("application", "note", "Acme", "Called them.")
    before = run.rows()["application"][0]["notes"]
    assert "2 unchanged" in run("import", path).stdout
    assert "1 updated, 1 unchanged" in run("import", path, "--with-answers").stdout
    now = run.rows()["application"][0]["notes"]
    assert now == f"{before}\nQuestion And Answers: Q: Any? A: secret"
    assert "2 unchanged" in run("import", path, "--with-answers").stdout


def test_a_hunt_itself_is_refused_with_the_ways_to_take_from_it(
    run: CommandLine, tmp_path: Path
) -> None:
    other = CommandLine(tmp_path / "other.db")
    other("add", "Acme")
    assert run.refused("import", str(other.address)) == (
        "other.db is a database; if it is a hunt, take from it what is to be imported by "
        "TRACKER_DATABASE=other.db tracker export json --to hunt.json, or go back to it as a "
        "whole: tracker restore."
    )


def test_the_order_of_dates_can_be_said(run: CommandLine, sheet: Write) -> None:
    path = sheet("Company,Applied", "Acme,04/05/2026")
    run("import", path, "--day-first")
    assert run.rows()["application"][0]["moved_on"] == "2026-05-04"
    run("undo")
    run("import", path, "--month-first")
    assert run.rows()["application"][0]["moved_on"] == "2026-04-05"
    said = run("import", path, "--day-first", "--month-first", code=2)
    assert "--day-first and --month-first exclude each other; say one of them." in said.stderr


def test_the_order_that_one_column_shows_is_that_of_the_others(
    run: CommandLine, sheet: Write
) -> None:
    rows = "Company,Applied,Deadline", "Acme,10/20/2026,12/01/2026"
    said = run("import", sheet(*rows), LANG="en_GB.UTF-8")
    (made,) = run.rows()["application"]
    assert (made["moved_on"], made["apply_by"], said.stderr) == ("2026-10-20", "2026-12-01", "")


def test_columns_that_show_both_orders_say_nothing_of_a_third(
    run: CommandLine, sheet: Write
) -> None:
    rows = "Company,Applied,Date Saved,Deadline", "Acme,10/20/2026,19/10/2026,12/01/2026"
    said = run("import", sheet(*rows), LANG="en_GB.UTF-8")
    (made,) = run.rows()["application"]
    assert (made["moved_on"], made["apply_by"]) == ("2026-10-20", "2026-01-12")
    assert "In “Deadline” 12/01/2026 is read as Mon 12 Jan 2026" in said.stderr


def test_what_was_taken_for_granted_is_taken_back_before_it_is_read_otherwise(
    run: CommandLine, sheet: Write
) -> None:
    path = sheet("Company,Applied", "Acme,04/05/2026")
    hint = "To have it read otherwise, take this import back first: tracker undo."
    assert hint not in run("import", path, "--dry-run").stderr
    assert hint in run("import", path).stderr
    assert hint not in run("import", path).stderr
    run("undo")
    assert "1 added" in run("import", path, "--day-first").stdout


def test_of_columns_of_one_name_the_first_counts_and_the_others_are_noted(
    run: CommandLine, sheet: Write
) -> None:
    run("import", sheet("Company,Company,Role,Mood,Mood,", "Acme,Acme Ltd,Dev,good,better,x"))
    (found,) = run.rows()["application"]
    assert (found["company"], found["role"]) == ("Acme", "Dev")
    assert found["notes"] == "Company: Acme Ltd\nMood: good\nMood: better\nColumn 6: x"


def test_columns_can_be_mapped(run: CommandLine, sheet: Write) -> None:
    path = sheet("Firm,a=b", "Acme,Engineer")
    run("import", path, "--map", "Firm=company", "--map", "a=b=Role")
    (found,) = run.rows()["application"]
    assert (found["company"], found["role"]) == ("Acme", "Engineer")


def test_a_mapping_that_says_nothing_is_a_wrong_use(run: CommandLine, sheet: Write) -> None:
    said = run("import", sheet("Company", "Acme"), "--map", "Firm", code=2)
    assert "“Firm” says nothing without “=”; say what is what" in said.stderr


def test_refusals_are_one_sentence_and_write_nothing(
    run: CommandLine, sheet: Write, tmp_path: Path
) -> None:
    good = sheet("Company", "Acme", name="good.csv")
    bad = sheet("Name,Age", "Mia,7", name="bad.csv")
    assert run.refused("import", bad).startswith("bad.csv has no column that names a company")
    assert "is a folder" in run.refused("import", str(tmp_path))
    assert "cannot be read" in run.refused("import", str(tmp_path / "none.csv"))
    assert "“firm” is no field" in run.refused("import", good, "--map", "Company=firm")


def test_of_several_files_each_is_brought_in_or_refused_by_itself(
    run: CommandLine, sheet: Write
) -> None:
    one = sheet("Company", "Acme", name="one.csv")
    bad = sheet("Name,Age", "Mia,7", name="bad.csv")
    blank = sheet("Company,Role", ",Engineer", name="blank.csv")
    two = sheet("Company", "Globex", name="two.csv")
    said = run("import", one, bad, blank, two, one, code=1)
    assert said.stdout == (
        "one.csv: 1 added, 0 updated, 0 unchanged, 0 left out.\n"
        "blank.csv: 0 added, 0 updated, 0 unchanged, 1 left out.\n"
        "line 2: no company\n"
        "two.csv: 1 added, 0 updated, 0 unchanged, 0 left out.\n"
    )
    errors = [line for line in said.stderr.splitlines() if line.startswith("Error: ")]
    assert errors[0].startswith("Error: bad.csv has no column that names a company; if it is a ")
    assert errors[1:] == [
        "Error: Nothing in blank.csv could be read, so nothing was written; why is said above.",
        "Error: 2 of these 4 files could not be imported, as said above.",
    ]
    assert [found["company"] for found in run.rows()["application"]] == ["Acme", "Globex"]
    none = run("import", bad, blank, "--dry-run", code=1).stderr
    assert none.endswith("Error: None of these 2 files could be imported; why is said above.\n")


def test_files_go_on_after_one_at_whose_question_one_stops(
    run: CommandLine, terminal: Terminal, sheet: Write
) -> None:
    one = sheet("Company", "Acme", name="one.csv")
    run("import", one)
    run("add", "Acme", "Analyst")
    meeting = ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "DTSTART:20261127T140000Z")
    path = sheet(*meeting, "SUMMARY:Acme interview", "END:VEVENT", "END:VCALENDAR", name="a.ics")
    shown = terminal.plain("import", one, path, answers=("\x04",), columns=200)
    assert "one.csv: 0 added, 0 updated, 1 unchanged, 0 left out." in shown
    assert "\nError: You stopped at a.ics; what is said above was done before that." in shown


def test_who_stops_at_a_question_reads_on_in_a_line_of_its_own(
    terminal: Terminal, sheet: Write
) -> None:
    path = sheet("Company,Applied", "Acme,4/5/2026")
    shown = terminal.plain("import", path, answers=("\x04",), columns=200)
    assert shown.endswith(
        "\nError: You stopped this command, so nothing was written; run it again when you like.\n"
    )


def test_what_is_left_out_of_a_calendar_is_named_in_its_order(
    run: CommandLine, sheet: Write
) -> None:
    starts = ("20261203T100000Z", "nonsense", "20261204T100000Z")
    events = [
        ("BEGIN:VEVENT", f"UID:{start}", f"DTSTART:{start}", "END:VEVENT") for start in starts
    ]
    path = sheet("BEGIN:VCALENDAR", *sum(events, ()), "END:VCALENDAR")
    said = run("import", path).stdout.splitlines()[1:]
    assert [line.partition(":")[0] for line in said] == ["line 2", "line 6", "line 10"]


def test_a_page_is_sent_where_postings_are_read(run: CommandLine, sheet: Write) -> None:
    for start in ("<!DOCTYPE html>", "\n<!-- saved --><HTML lang='en'>"):
        assert run.refused("import", sheet(start, "<body>Company, Role</body>")) == (
            "jobs.csv is a web page; if it is a job posting: tracker add --from FILE, and if it is "
            "a list, export or save it as CSV."
        )


def test_who_names_stages_where_no_column_holds_them_is_told(
    run: CommandLine, sheet: Write
) -> None:
    path = sheet("Company,State,Applied", "Acme,Nope,2026-05-01")
    said = run("import", path, "--stage", "Nope=rejected", "--dry-run").stderr
    assert said == (
        "Note: No column of it is known to hold stages, so what you said of them changes nothing; "
        'say which one does: --map "COLUMN=stage".\n'
    )
    named = ("--stage", "Nope=rejected", "--map", "State=stage", "--dry-run")
    assert run("import", path, *named).stderr == ""


def test_what_is_exported_of_an_empty_hunt_is_nothing_to_import(
    run: CommandLine, tmp_path: Path
) -> None:
    for kind in ("ics", "csv", "json"):
        run("export", kind, "--to", str(tmp_path / f"out.{kind}"))
        assert run("import", str(tmp_path / f"out.{kind}")).stdout == (
            f"out.{kind}: nothing to import, as there are no records in it.\n"
        )


def test_what_is_said_for_another_kind_of_file_is_pointed_out(
    run: CommandLine, sheet: Write
) -> None:
    run("add", "Acme")
    jobs = sheet("Firm,Applied", "Beta,2026-05-01")
    card = sheet("BEGIN:VCARD", "VERSION:3.0", "FN:Mia Chen", "END:VCARD", name="mia.vcf")
    said = run("import", jobs, card, "--map", "Firm=company", "--application", "1", "--day-first")
    assert said.stderr == (
        "Note: jobs.csv holds no meetings, so --application changes nothing there.\n"
        "Note: mia.vcf holds no meetings, so --application changes nothing there.\n"
        "Note: mia.vcf: It is a vCard, where what you said of columns and stages or the order of "
        "days changes nothing.\n"
    )


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("--map", "Firm=company"), ("--map", "firm=role"), "“firm” cannot be both company and"),
        (("--stage", "Open=applied"), ("--stage", "Open=saved"), "“Open” cannot be both applied"),
    ],
)
def test_what_contradicts_itself_is_not_taken_as_said_last(
    run: CommandLine, sheet: Write, one: tuple[str, ...], other: tuple[str, ...], why: str
) -> None:
    jobs = sheet("Firm,State", "Acme,Open")
    assert why in run("import", jobs, *one, *other, code=2).stderr
    run("import", jobs, *one, *one, "--map", "Firm=company")


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl", "invitations to"),
        ("Locations,Industries,Job Titles,Open To Recruiters,Dream Companies", "what you told"),
        ("Organization,Followed On", "the companies that you follow at LinkedIn, "),
        ("Company Name,Title,Description,Location,Started On,Finished On", "the jobs that you"),
    ],
)
def test_a_list_of_linkedin_with_nothing_to_keep_is_refused_with_those_to_give_instead(
    run: CommandLine, sheet: Write, header: str, what: str
) -> None:
    said = run.refused("import", sheet(header, "x,x,x", name="list.csv"))
    assert said.startswith(f"list.csv holds {what}")
    assert said.endswith(
        "of which there is nothing to keep here; of the same export, import Job Applications.csv, "
        "Saved Jobs.csv and Connections.csv, or all of it as it came."
    )


@pytest.mark.parametrize(
    "header",
    [
        "Title,First Name,Last Name,Company,Job Title,E-mail Address,Business Phone",
        "First Name,Middle Name,Last Name,Organization Name,E-mail 1 - Label,E-mail 1 - Value",
        "Anrede,Vorname,Nachname,Firma,Position,E-Mail-Adresse",
    ],
)
def test_people_of_an_address_book_are_not_taken_for_applications(
    run: CommandLine, sheet: Write, header: str
) -> None:
    assert run.refused("import", sheet(header, "x,Mia,Chen,Acme,Recruiter,x", name="all.csv")) == (
        "all.csv is an address book; have its program write it as vCard (.vcf), and import that."
    )


@pytest.mark.parametrize("name", ["-f.csv", "my jobs.csv", "line\nbreak.csv", "bytes\udcff.csv"])
def test_a_file_of_any_name_comes_in(run: CommandLine, sheet: Write, name: str) -> None:
    path = sheet("Company", "Acme", name=name)
    shown = name.replace("\n", "␊").replace("\udcff", "�")
    assert run("import", path).stdout.startswith(f"{shown}: 1 added")


def test_how_far_a_row_got_that_was_joined_to_another_is_told_of_that_one(
    run: CommandLine, sheet: Write
) -> None:
    rows = ("Company,Role,Applied,Status", "Acme,Dev,2026-05-01,Applied")
    run("import", sheet(*rows, "Acme Inc.,Developer,2026-05-03,Applied"))
    run("application", "merge", "1", "2", "--yes")
    before = run.rows()
    said = run("import", sheet(*rows, "Acme Inc.,Developer,2026-05-03,Offer")).stdout
    assert said.startswith("jobs.csv: 0 added, 0 updated, 2 unchanged, 0 left out.\n")
    assert "Acme Inc., Developer is offered there: tracker application move 1 offered" in said
    assert run.rows() == before


@pytest.mark.parametrize("url", ["", "https://acme.example/careers"])
@pytest.mark.parametrize(
    "edit", [("--role", "Data engineer"), ("--company", "Acme Ltd", "--role", "Data engineer")]
)
def test_a_row_is_known_by_what_its_application_was_called_before(
    run: CommandLine, sheet: Write, url: str, edit: tuple[str, ...]
) -> None:
    rows = [f"Acme,Data enginer,2026-05-01,{url},Applied", "Globex,,2026-05-01,,Applied"]
    path = sheet("Company,Role,Applied,URL,Status", *rows, rows[0].replace("Applied", "Interview"))
    run("import", path)
    run("application", "edit", "1", *edit)
    run("application", "edit", "2", "--role", "Clerk")
    before = run.rows()
    for _ in range(2):
        assert "jobs.csv: 0 added, 0 updated, 3 unchanged" in run("import", path).stdout
    assert run.rows() == before
    grown = sheet("Company,Role,Applied,URL,Status", *rows, f"Acme,Lead,2026-05-01,{url},Applied")
    assert "jobs.csv: 1 added" in run("import", grown).stdout


def test_people_are_known_by_what_they_were_before_they_were_changed_here(
    run: CommandLine, sheet: Write
) -> None:
    header = "Company,Role,Applied,Contact,Contact Email"
    path = sheet(
        header,
        "Acme,Engineer,2026-11-01,Mia Chen,mia@acme.example",
        "Globex,Dev,2026-11-01,Bill Gray,",
        "Initech,Dev,2026-11-01,Tom Ruiz,tom@initech.example",
    )
    run("import", path)
    run("contact", "edit", "1", "--email", "mia.chen@home.example")
    run("contact", "edit", "2", "--name", "William Gray", "--company", "Hooli")
    run("contact", "edit", "3", "--name", "Zoe Quux")
    before = run.rows()
    for _ in range(2):
        said = run("import", path)
        assert "contacts: 0 added, 0 updated, 3 unchanged" in said.stdout
        assert "contact merge" not in said.stderr
    assert run.rows() == before
    run("contact", "add", "Bill Gray", "--company", "Globex", "--phone", "+1 555 77")
    said = run("import", sheet(header, "Globex,Dev,2026-11-01,Bill Gray,bill@globex.example"))
    assert "contacts: 0 added, 1 updated, 0 unchanged" in said.stdout
    emails = [one["email"] for one in run.rows()["contact"]]
    assert emails[1:] == [None, "tom@initech.example", "bill@globex.example"]


def test_a_row_about_a_new_one_of_the_file_is_not_about_one_that_was_removed(
    run: CommandLine, sheet: Write
) -> None:
    run("add", "Acme", "Dev", "--on", "2026-05-01")
    run("application", "remove", "1", "--yes")
    rows = [f"Acme,Dev,2026-05-{day},https://acme.example/jobs/17" for day in ("09", "01")]
    said = run("import", sheet("Company,Role,Applied,URL", *rows)).stdout
    assert "1 added, 0 updated, 1 unchanged, 0 left out." in said


def test_rows_of_what_was_joined_add_nothing_to_it(run: CommandLine, sheet: Write) -> None:
    path = sheet(
        "Company,Role,Applied,Location", "Hooli,PM,2026-10-24,London", "Hooli,PM,2026-10-25,Leeds"
    )
    run("import", path)
    run("application", "merge", "1", "2", "--yes")
    before = run.rows()
    said = run("import", path)
    assert "0 added, 0 updated, 2 unchanged, 0 left out" in said.stdout
    assert said.stderr == "Note: Counted as joined here: line 3 (Hooli, PM) as application 1.\n"
    assert run.rows() == before


def test_what_an_application_was_called_before_goes_to_nobody_who_is_called_so_now(
    run: CommandLine, sheet: Write
) -> None:
    run("add", "Acme", "Dev", "--on", "2026-05-01")
    run("application", "edit", "1", "--role", "Lead")
    run("add", "Acme", "Dev", "--on", "2026-05-01")
    path = sheet(
        "Company,Role,Applied,Location", "Acme,Dev,2026-05-01,Rome", "Acme,Lead,2026-05-01,"
    )
    assert "0 added, 1 updated, 1 unchanged" in run("import", path).stdout
    assert [one["location"] for one in run.rows()["application"]] == [None, "Rome"]
    run("application", "remove", "2", "--yes")
    assert "0 added, 0 updated, 1 unchanged, 1 left out" in run("import", path).stdout


def test_what_the_user_changed_in_the_file_since_is_told_and_stays_as_it_is_here(
    run: CommandLine, sheet: Write
) -> None:
    header = "Company,Role,Applied,Notes,Salary,Location,Mood,Tags,Deadline"
    first = sheet(header, 'Acme,Dev,2026-05-01,first,60k EUR/year,Berlin,good,"a",2026-12-01')
    run("import", first)
    edited = sheet(
        header,
        'Acme,Dev,2026-05-01,"first\nthey called",65k EUR/year,Munich,bad,"a, b",2026-12-09',
        name="later.csv",
    )
    before = run.rows()
    said = run("import", edited)
    assert said.stdout == "later.csv: 0 added, 0 updated, 1 unchanged, 0 left out.\n"
    assert said.stderr == (
        "Note: Application 1 has location Munich, last day to apply Wed 9 Dec 2026, pay 65,000 EUR "
        "a year, notes “they called”, notes “Mood: bad”, tag b in the file, and stays as it is "
        "here; to change it: tracker application edit 1\n"
    )
    assert run.rows() == before
    run("application", "edit", "1", "--location", "Rome", "--pay", "70k EUR", "--notes", "mine")
    assert run("import", first).stderr == ""
    run("application", "edit", "1", "--location", "Munich")
    assert "location" not in run("import", edited).stderr


def test_of_very_many_that_are_otherwise_in_the_file_ten_are_named(
    run: CommandLine, sheet: Write
) -> None:
    for place in ("Rome", "Oslo"):
        path = sheet("Company,Location", *(f"Acme {number},{place}" for number in range(12)))
        said = run("import", path).stderr.splitlines()
    assert len(said) == 11
    assert said[-1] == "Note: 2 applications more like that."


def test_a_dry_run_names_no_record_that_is_not_there_yet(run: CommandLine, sheet: Write) -> None:
    run("add", "Acme", "Engineer", "--on", "2026-05-01")
    path = sheet("Company,Role,Applied", "Acme GmbH,Engineer,2026-05-03")
    like = "Note: Line 2 (Acme GmbH, Engineer) looks like "
    assert run("import", path, "--dry-run").stderr == f"{like}application 1: kept apart.\n"
    assert run("import", path).stderr == (
        f"{like}application 1: kept apart; if they are one: tracker application merge 1 2 --yes\n"
    )


def test_the_same_role_at_two_addresses_is_pointed_out_while_it_is_open_or_near(
    run: CommandLine, sheet: Write
) -> None:
    run("add", "Acme", "Engineer", "--on", "2026-11-01", "--url", "https://a.example/1")
    path = sheet(
        "Company,Role,Applied,URL",
        "Acme,Engineer,2026-11-02,https://b.example/2",
        "Globex,Clerk,2026-11-02,http://www.globex.example/j/1/",
        "Globex,Clerk,2026-11-09,globex.example/jobs/1",
        "Globex,Clerk,2025-11-09,globex.example/jobs/0",
    )
    assert run("import", path).stderr == (
        "Note: Line 2 (Acme, Engineer) looks like application 1: kept apart; if they are one: "
        "tracker application merge 1 2 --yes\n"
        "Note: Line 4 (Globex, Clerk) looks like line 3 (Globex, Clerk): kept apart; if they are "
        "one: tracker application merge 3 4 --yes\n"
    )


def test_several_files_are_a_command_each(run: CommandLine, sheet: Write) -> None:
    one, two = (sheet("Company", company, name=f"{company}.csv") for company in ("Acme", "Globex"))
    run("import", one, two)
    assert len(run.json("history")["history"]) == 2
    run("undo")
    assert [found["company"] for found in run.rows()["application"]] == ["Acme"]


def test_a_name_that_is_no_text_does_not_stop_an_import(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "jobs\udcff.csv"
    path.write_text("Company\nAcme\n")
    assert run("import", str(path)).stdout.startswith("jobs\ufffd.csv: 1 added")


@needs_samples
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_every_sample_is_imported_or_refused_with_a_sentence(run: CommandLine, path: Path) -> None:
    said = run("import", str(path), code=None)
    if said.exit_code:
        assert said.stderr.startswith(
            f"Error: {path.name} holds what you told LinkedIn of the jobs"
        )
    else:
        assert said.stdout.startswith(f"{path.name}: ")
        assert "left out" not in said.stdout or ", 0 left out." in said.stdout


@needs_samples
@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_every_export_is_imported_once_or_refused_with_a_sentence(
    run: CommandLine, path: Path
) -> None:
    said = run("import", str(path), code=None)
    if said.exit_code:
        assert said.stderr.startswith(f"Error: {path.name} ")
        return
    assert said.stdout.startswith(f"{path.name}: ")
    rows = run.rows()
    again = run("import", str(path))
    assert ": 0 added, 0 updated" in again.stdout
    assert run.rows() == rows


@needs_samples
def test_an_export_of_linkedin_comes_in_whole(run: CommandLine) -> None:
    """What is expected is counted with the csv module, by company as it is spelled."""
    run("import", str(LINKEDIN / "sample_export.zip"))
    with (JOBS / "Job Applications.csv").open(newline="") as file:
        applied = {row["Company Name"] for row in csv.DictReader(file)}
    with (LINKEDIN / "Connections.csv").open(newline="") as file:
        people = list(csv.DictReader(file.readlines()[3:]))
    there = [
        f"{row['First Name']} {row['Last Name']}" for row in people if row["Company"] in applied
    ]
    found = run.rows()["contact"]
    assert {each["name"] for each in found} == set(there)
    assert {each["company"] for each in found} <= applied
    assert "authorized to work" not in str(run.rows())


@needs_samples
@pytest.mark.parametrize(
    ("name", "dated", "stage"),
    [
        ("Job Applications.csv", "Application Date", "applied"),
        ("Saved Jobs.csv", "Saved Date", "saved"),
    ],
)
def test_lists_of_linkedin_come_in_whole(
    run: CommandLine, name: str, dated: str, stage: str
) -> None:
    with (JOBS / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    distinct = {(row["Job Url"], row["Company Name"], row["Job Title"]) for row in rows}
    said = run("import", str(JOBS / name))
    assert said.stdout.startswith(f"{name}: {len(distinct)} added, 0 updated, ")
    found = run.rows()["application"]
    assert {one["stage"] for one in found} == {stage}
    assert {one["posting_url"] for one in found} == {row["Job Url"] for row in rows}
    days = {row["Job Url"]: row[dated].rpartition(" ")[2] for row in rows}
    assert all(one["moved_on"].startswith(days[one["posting_url"]]) for one in found)
    assert not any("authorized to work" in str(one) for one in found)
    again = run("import", str(JOBS / name), "--dry-run").stdout
    assert again.startswith(f"{name}: 0 would be added, 0 would be updated, {len(rows)} unchanged")


def test_a_pipe_is_refused_rather_than_waited_for(run: CommandLine, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "is no file to be read" in run.refused("import", str(pipe))


PEOPLE = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
APPLIED = "Application Date,Company Name,Job Title,Job Url"


def test_a_connection_who_is_a_contact_and_changed_jobs_is_told(
    run: CommandLine, sheet: Write
) -> None:
    run("add", "Acme")
    page = "https://www.linkedin.com/in/mia"
    named = {"name": "Connections.csv"}
    run("import", sheet(PEOPLE, f"Mia,Chen,{page},,Acme,Recruiter,", **named))
    moved = sheet(PEOPLE, f"Mia,Chen,{page}/,,NewCo,Lead,", "Tom,Ruiz,,,NewCo,Lead,", **named)
    said = run("import", moved).stdout
    assert said.startswith("Connections.csv: 0 added, 1 updated, 0 unchanged, 1 left out.\n")
    assert "Kept in the notes of Mia Chen: also at: NewCo; also: Lead" in said
    again = run("import", moved).stdout
    assert again.startswith("Connections.csv: 0 added, 0 updated, 1 unchanged, 1 left out.\n")


def test_only_connections_where_one_has_applied_come_in(run: CommandLine, sheet: Write) -> None:
    people = sheet(
        PEOPLE,
        "Mia,Chen,https://l.example/mia,,ACME Inc.,Head of Data,05 Mar 2024",
        "Bo,Lind,,,Globex,,05 Mar 2024",
        "Al,Roy,,,Initech GmbH & Co. KG,,",
        "No,One,,,,,",
        name="Connections.csv",
    )
    run("add", "Globex", "--stage", "saved")
    jobs = sheet(APPLIED, "8/9/26,Acme,Engineer,", "8/9/26,Initech,Clerk,", name="jobs.csv")
    dry = run("import", people, jobs, "--dry-run")
    assert "as if the other files were not there; more of it may come in with them." in dry.stderr
    said = run("import", people, jobs)
    assert said.stdout == (
        "jobs.csv: 2 added, 0 updated, 0 unchanged, 0 left out.\n"
        "Connections.csv: 2 added, 0 updated, 0 unchanged, 2 left out.\n"
        "line 3: a connection where you have not applied; --all-connections brings in these as "
        "well\n"
        "line 5: a connection where you have not applied; --all-connections brings in these as "
        "well\n"
    )
    assert {each["name"] for each in run.rows()["contact"]} == {"Mia Chen", "Al Roy"}
    again = run("import", people, "--all-connections").stdout
    assert again == "Connections.csv: 2 added, 0 updated, 2 unchanged, 0 left out.\n"
    run("undo")
    run("undo")
    assert run.rows()["contact"] == []


def test_an_archive_of_several_nouns_has_one_summary(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "export.bin"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Job Applications.csv", f"{APPLIED}\n8/9/26,Acme,Dev,\n8/9/26,,Dev,\n")
        archive.writestr("Connections.csv", f"{PEOPLE}\nMia,Chen,,,Acme,,\n")
    said = run("import", str(path))
    assert said.stdout == (
        "export.bin: applications: 1 added, 0 updated, 0 unchanged; "
        "contacts: 1 added, 0 updated, 0 unchanged; 1 left out.\n"
        "Job Applications.csv, line 3: no company\n"
    )
    run("undo")
    assert run.rows()["application"] == run.rows()["contact"] == []


def test_a_format_can_be_said(run: CommandLine, sheet: Write) -> None:
    path = sheet("| Company |", "|---|", "| Acme |")
    assert "1 would be added" in run("import", path, "--format", "markdown", "--dry-run").stdout
    said = run("import", path, "--format", "vhs", code=2)
    assert "“vhs” is no format; choose one of " in said.stderr
    assert "is no whole ZIP archive" in run.refused("import", path, "--format", "archive")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("workbook", "workbook of Excel"),
        ("archive", "whole ZIP archive"),
        ("hunt", "copy of a hunt"),
        ("calendar", "calendar"),
        ("mail", "saved message or mailbox"),
        ("vcard", "vCard"),
        ("connections", "list of connections"),
        ("markdown", "table in Markdown"),
    ],
)
def test_a_wrong_format_is_named_with_what_the_file_looks_like(
    run: CommandLine, sheet: Write, name: str, what: str
) -> None:
    path = sheet("Company,Role", "Acme,Engineer")
    assert run.refused("import", path, "--format", name) == (
        f"jobs.csv is no {what}; it looks like a text such as CSV, so try again without "
        f"--format {name}."
    )


def test_what_looks_like_nothing_is_not_said_to_look_like_something(
    run: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "noise.bin"
    path.write_bytes(bytes(range(256)))
    said = run.refused("import", str(path), "--format", "calendar")
    assert said == "noise.bin is no whole calendar: no event is in it, and no end; save it anew."


def test_a_format_that_is_not_recognised_may_be_said_all_the_same(
    run: CommandLine, sheet: Write
) -> None:
    path = sheet("sent to you:", "BEGIN:VCARD", "VERSION:3.0", "FN:Mia Chen", "END:VCARD")
    assert run("import", path, "--format", "vcard").stdout.startswith("jobs.csv: 1 added")


@pytest.mark.parametrize("text", ['{"jobs": [{"company": "Acme"}]}', '[{"company": "Acme"}]', "["])
def test_json_that_is_no_copy_of_a_hunt_is_told_what_of_json_can_be_read(
    run: CommandLine, sheet: Write, text: str
) -> None:
    assert run.refused("import", sheet(text, name="jobs.json")) == (
        "jobs.json is JSON, but no copy of a hunt, as “tracker export json” writes it; export a "
        "CSV file where it comes from, or, if it is a job posting: tracker add --from FILE."
    )


@pytest.mark.parametrize("header", ["[[Company]],Role", "{Company},Role", "[Company],Role"])
def test_a_list_that_begins_with_a_bracket_is_no_json(
    run: CommandLine, sheet: Write, header: str
) -> None:
    assert run("import", sheet(header, "Acme,Engineer")).stdout.startswith("jobs.csv: 1 added")


def test_an_archive_without_files_is_called_one(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    zipfile.ZipFile(path, "w").close()
    assert run.refused("import", str(path)) == (
        "export.zip is a ZIP archive without any file in it; download it again."
    )


def test_many_rows_of_an_archive_left_out_for_one_reason_are_placed_in_their_file(
    run: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "export.zip"
    people = "\n".join(f"A{number},B,,,Company {number},," for number in range(21))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Job Applications.csv", f"{APPLIED}\n8/9/26,Acme,Dev,\n")
        archive.writestr("Basic/Connections.csv", f"{PEOPLE}\n{people}\n")
    (line,) = run("import", str(path)).stdout.splitlines()[1:]
    assert line.startswith("21 rows, such as Basic/Connections.csv, line 2: a connection where you")


def test_a_date_that_could_be_two_days_is_asked_about_on_a_terminal(
    run: CommandLine, terminal: Terminal, sheet: Write
) -> None:
    path = sheet("Company,Applied", "Acme,04/05/2026")
    shown = terminal.plain("import", path, answers=("day",))
    assert (
        "04/05/2026 in jobs.csv could be two days. Which comes first there, day or month" in shown
    )
    assert "if that is wrong" not in shown
    assert run.rows()["application"][0]["moved_on"] == "2026-05-04"


KNOWN_PROGRAMS = {
    "Huntr": ("title,companyName,listName,boardName", "Dev,Acme,Applied,My hunt"),
    "Simplify": (
        "Job Title,Company Name,Job URL,Applied Date,Status,Status Date,Archived,Date Archived",
        "Dev,Acme,https://a.example/1,2026-03-01,APPLIED,2026-03-01,false,N/A",
    ),
    "JobSync": (
        "index,createdAt,applied,appliedDate,Company,JobTitle,JobSource,Status",
        "7,2026-03-01,Yes,2026-03-02,Acme,Dev,N/A,applied",
    ),
    "LinkedIn": (
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url",
        '"8/15/26, 2:22 PM",me@example.org,555 1234,Acme,Dev,https://a.example/1',
    ),
}


@pytest.mark.parametrize("program", KNOWN_PROGRAMS)
def test_columns_of_a_known_program_that_tell_nothing_are_left_out(
    run: CommandLine, sheet: Write, program: str
) -> None:
    header, row = KNOWN_PROGRAMS[program]
    run("import", sheet(f"{header},Mood", f"{row},good"))
    assert run.rows()["application"][0]["notes"] == "Mood: good"
    run("undo")
    column = {"Huntr": "boardName", "Simplify": "Archived", "JobSync": "index"}
    run("import", sheet(header, row), "--map", f"{column.get(program, 'Contact Email')}=notes")
    assert run.rows()["application"][0]["notes"] in {"My hunt", "false", "7", "me@example.org"}


def test_a_day_that_excel_wrote_as_a_number_is_read_and_said(
    run: CommandLine, sheet: Write
) -> None:
    path = sheet("Company,Date Applied", "Acme,45231", "Globex,45240.0")
    said = run("import", path)
    assert said.stderr == (
        "Note: In “Date Applied” 45231 is read as Wed 1 Nov 2023: so Excel numbers days.\n"
    )
    assert [one["moved_on"] for one in run.rows()["application"]] == ["2023-11-01", "2023-11-10"]


def test_rows_taken_as_saved_because_they_do_not_say_how_far_they_got_are_counted(
    run: CommandLine, sheet: Write
) -> None:
    path = sheet(
        "Company,Status,Date Applied",
        "Acme,Rejected,2026-11-02",
        "Beta,,",
        "Ceta,N/A,",
        "Delta,,1 nov",
    )
    assert (
        "Stages: no status -> saved (2), Rejected -> rejected (1).\n" in run("import", path).stdout
    )
    assert [row["stage"] for row in run.rows()["application"]] == [
        *("applied", "saved", "saved", "applied")
    ]


def test_the_day_of_the_latest_status_is_kept(run: CommandLine, sheet: Write) -> None:
    path = sheet(
        "Job Title,Company Name,Job URL,Applied Date,Status,Status Date,Archived,Date Archived",
        "Start here,Simplify,chrome-extension://x,N/A,SAVED,N/A,false,N/A",
        "Dev,Acme,https://a.example/1,2026-03-01,REJECTED,2026-03-20,true,2026-04-01",
        "Ops,Globex,N/A,N/A,SAVED,2026-02-01,false,N/A",
    )
    assert run("import", path).stdout == (
        "jobs.csv: 2 added, 0 updated, 0 unchanged, 1 left out.\n"
        "Stages: REJECTED -> rejected (1), SAVED -> saved (1).\n"
        "line 2: Simplify's own tutorial\n"
    )
    steps = [(each["stage"], each["outcome"], each["on"]) for each in run.rows()["stage_change"]]
    assert steps == [
        ("applied", None, "2026-03-01"),
        ("applied", "rejected", "2026-03-20"),
        ("saved", None, "2026-02-01"),
    ]
    assert "2 unchanged" in run("import", path).stdout


def test_every_word_that_is_not_known_is_named(run: CommandLine, sheet: Write) -> None:
    words = [f"word {chr(97 + one)}{chr(97 + other)}" for one in range(10) for other in range(6)]
    said = run("import", sheet("Company,Status", *(f"Acme,{word}" for word in words)))
    for word in words:
        assert f"{word} -> " in said.stdout
        assert f"“{word}”" in said.stderr


def test_what_stands_behind_an_end_is_kept(run: CommandLine, sheet: Write) -> None:
    run("import", sheet("Company,Status", "Acme,Abgelehnt (HR)"))
    (made,) = run.rows()["application"]
    assert (made["outcome"], made["notes"]) == ("rejected", "Status: Abgelehnt (HR)")


def test_a_currency_that_the_sheet_names_is_that_of_pay(run: CommandLine, sheet: Write) -> None:
    path = sheet("Company,Date Applied,Salary,Currency", "Acme,2026-03-01,60000,EUR")
    said = run("import", path)
    assert "currency" not in said.stdout + said.stderr
    shown = run("application", "list", "--columns", "company,pay").stdout
    assert shown.split() == ["company", "pay", "Acme", "60k", "EUR"]
    path = sheet("Company,Date Applied,Salary (k€)", "Globex,2026-03-02,45-50", name="more.csv")
    run("import", path)
    assert "45k-50k EUR" in run("application", "list", "--columns", "company,pay").stdout


def test_a_command_that_is_printed_runs_nothing_of_the_sheet(
    run: CommandLine, sheet: Write
) -> None:
    word = "$(touch pwned) `x` \"y\" 'z'"
    quoted = word.replace('"', '""')
    path = sheet("Company,Role,Date Applied,Status", f'Acme,Dev,2026-03-04,"{quoted}"')
    said = " ".join(run("import", path, "--dry-run").stderr.split())
    option, _, _ = said.partition("--stage ")[2].partition(", where STAGE")
    assert shlex.split(option) == [f"{word}=STAGE"]
    assert run("import", path, "--stage", f"{word}=screening").stderr == ""
