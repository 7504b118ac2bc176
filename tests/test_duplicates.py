"""What looks like an application that is there is pointed out, and never taken for it."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import CommandLine, Terminal
from tracker.dates import Calendar
from tracker.db import Database
from tracker.folding import fold_company
from tracker.importers.rows import ApplicationRow, Reading
from tracker.records import applications
from tracker.records.by_session import look
from tracker.transfer import duplicates
from tracker.transfer import reading as whole
from tracker.transfer.duplicates import NEARBY, Wanted
from tracker.words import DateOrder, Outcome

TODAY = date(2026, 11, 22)
NUMBERED = "https://jobs.example/view/4012345"
LINKEDIN = "https://www.linkedin.com/jobs/view/data-engineer-at-acme-4012345678"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Acme GmbH", "acme"),
        ("ACME, Inc.", "acme"),
        ("Acmé Ltd", "acme"),
        ("Acme S.A.", "acme"),
        ("Acme S. A. R. L.", "acme"),
        ("Acme LLC", "acme"),
        ("Acme AG", "acme"),
        ("Acme B.V.", "acme"),
        ("Acme A/S", "acme"),
        ("Acme Sp. z o.o.", "acme"),
        ("Acme Pty Ltd", "acme"),
        ("Acme S.A. de C.V.", "acme"),
        ("Acme GmbH & Co. KG", "acme"),
        ("Acme & Co.", "acme"),
        ("Marks & Spencer plc", "marks & spencer"),
        ("AS Roma", "as roma"),
        ("SE", "se"),
        ("GmbH", "gmbh"),
        ("Acme Germany", "acme germany"),
        ("Inc Magazine", "inc magazine"),
        ("", ""),
    ],
)
def test_a_legal_form_at_the_end_does_not_count(name: str, stem: str) -> None:
    assert fold_company(name) == stem


def alike(database: Database, **wanted: object) -> list[int]:
    asked = Wanted(**{"company": "Acme", "role": "Analyst", "on": TODAY, **wanted})  # type: ignore[arg-type]
    with database.reading() as session:
        return [twin.id for twin in duplicates.alike(look(session), asked)]


def test_the_same_role_at_the_same_company_is_alike_while_open_or_near(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        first = applications.add(session, "Acme GmbH", "Analyst", on=TODAY - timedelta(400))
        applications.add(session, "Acme Widgets", "Analyst", on=TODAY)
    assert alike(database, company="ACME", role="analyst ") == [1]
    assert alike(database, role="Writer") == []
    assert alike(database, role=None) == []
    with database.writing(now) as session:
        first = applications.find_one(session, "1")
        applications.close(session, first, Outcome.REJECTED, on=TODAY - NEARBY)
    assert alike(database) == [1]
    assert alike(database, on=TODAY + timedelta(1)) == []


def test_the_same_posting_is_alike_whatever_it_is_called(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        fields = {"posting_url": NUMBERED}
        applications.add(session, "Acme", "Writer", on=TODAY, fields=fields)
        applications.add(session, "Beta", "Clerk", on=TODAY, fields={"posting_url": LINKEDIN})
        applications.add(session, "Gamma", "Clerk", on=TODAY, fields={"posting_id": "R-7"})
        page = {"posting_url": "https://delta.example/careers"}
        applications.add(session, "Delta", "Clerk", on=TODAY, fields=page)
    assert alike(database, url="http://jobs.example/view/4012345/?utm_source=x") == [1]
    assert alike(database, url=f"{NUMBERED}6") == []
    assert alike(database, url="https://linkedin.com/jobs/search/?currentJobId=4012345678") == [2]
    assert alike(database, company="Gamma AG", posting="R-7") == [3]
    assert alike(database, company="Delta", posting="R-7") == []
    assert alike(database, company="Delta", role="Boss", url="https://delta.example/careers/") == []
    assert alike(database, company="Dell", role="Boss", url="https://delta.example/careers") == [4]
    assert alike(database, company="Dell", role=None, url="https://delta.example/careers") == [4]


def test_a_percent_sign_in_an_address_or_name_is_only_a_sign(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        fields = {"posting_url": "https://jobs.example/a/x/b"}
        applications.add(session, "Acme", "Analyst", on=TODAY, fields=fields)
    assert alike(database, company="%", role="Analyst", url="https://jobs.example/a/%/b") == []


def test_the_others_are_named_with_the_ways_out(run: CommandLine) -> None:
    run("add", "Acme GmbH", "Analyst")
    for _ in range(4):
        said = run("add", "Acme", "Analyst").stderr
    assert said.splitlines() == [
        f"Note: Application {number}, Acme{form}, Analyst (applied), is for the same role at the "
        "same company; if this is the same one: tracker undo, or to join them: "
        f"tracker application merge {number} 5 --yes"
        for number, form in ((1, " GmbH"), (2, ""), (3, ""))
    ]


def test_somebody_on_a_terminal_is_asked_before_another_is_added(
    run: CommandLine, terminal: Terminal
) -> None:
    run("add", "Acme", "Analyst")
    shown = terminal.plain("add", "Acme", "Analyst", answers=("",))
    assert "Application 1, Acme, Analyst (applied), is for the same role at the same" in shown
    assert shown.splitlines()[-1] == "Nothing was added."
    assert "Add another all the same? [y/N]:" in shown
    assert (terminal.code, len(run.rows()["application"])) == (0, 1)
    assert "Note:" not in terminal.plain("add", "Acme", "Analyst", answers=("y",))
    assert (terminal.code, len(run.rows()["application"])) == (0, 2)


def remarks(database: Database, now: datetime, *rows: ApplicationRow) -> list[str]:
    calendar = Calendar(now, ZoneInfo("UTC"), DateOrder.DAY_FIRST)
    with database.writing(now) as session:
        (made,) = whole.bring(session, Reading(rows), calendar)
        assert made.added == len(rows)
    return [*made.remarks, *map(str, made.hints)]


def row(company: str, on: date = TODAY, **fields: object) -> ApplicationRow:
    return ApplicationRow(2, company, "Analyst", on=on, fields=fields)


def test_an_import_points_out_what_differs_by_its_legal_form_alone(
    database: Database, now: datetime
) -> None:
    assert remarks(database, now, row("Acme")) == []
    said = remarks(database, now, row("Acme GmbH"), row("Beta Ltd"), row("Beta"))
    assert said == [
        (
            "Line 2 (Acme GmbH, Analyst) looks like application 1: kept apart; if they are one: "
            "tracker application merge 1 2"
        ),
        (
            "Line 2 (Beta, Analyst) looks like line 2 (Beta Ltd, Analyst): kept apart; if they "
            "are one: tracker application merge 3 4"
        ),
    ]


def test_of_many_new_ones_that_look_like_another_ten_are_named(
    database: Database, now: datetime
) -> None:
    rows = [row(f"Acme {number}{end}") for number in range(12) for end in ("", " Inc")]
    said = remarks(database, now, *rows)
    assert len(said) == 11
    assert said[-1] == "2 more new applications look like another one: kept apart."


def test_an_import_points_out_the_same_role_on_a_day_nearby(
    database: Database, now: datetime
) -> None:
    assert remarks(database, now, row("Acme"), row("Acme", TODAY - timedelta(200))) == []
    assert remarks(database, now, row("Acme", TODAY - timedelta(290))) != []


def test_an_import_points_out_the_same_address_at_a_company_of_another_name(
    database: Database, now: datetime
) -> None:
    page = "https://jobs.example/positions/dev"
    assert remarks(database, now, row("Acme", posting_url=page)) == []
    boss = ApplicationRow(3, "Beta", "Boss", on=TODAY, fields={"posting_url": page})
    (said,) = remarks(database, now, boss)
    assert said == (
        "Line 3 (Beta, Boss) looks like application 1: kept apart; if they are one: tracker "
        "application merge 1 2"
    )
    other = ApplicationRow(3, "Acme", "Writer", on=TODAY, fields={"posting_url": page})
    assert remarks(database, now, other) == []


def test_an_import_points_out_the_same_role_where_the_other_is_open(
    database: Database, now: datetime
) -> None:
    assert remarks(database, now, row("Acme")) == []
    assert len(remarks(database, now, row("Acme", TODAY - timedelta(323)))) == 1
    with database.writing(now) as session:
        for number in ("1", "2"):
            one = applications.find_one(session, number)
            applications.close(session, one, Outcome.REJECTED, on=TODAY)
    assert remarks(database, now, row("Acme", TODAY - timedelta(600))) == []


@pytest.mark.parametrize(
    ("url", "again"),
    [
        ("https://boards.greenhouse.io/gamma/jobs/4012345", "?gh_src=abc"),
        ("https://jobs.lever.co/gamma/0a1b2c3d-aaaa-bbbb", "?lever-source=LinkedIn"),
        ("https://gamma.example/1", "/#"),
        ("https://gamma.example/jobs/17", "?utm_source=x"),
    ],
)
def test_the_same_posting_is_pointed_out_however_its_role_is_worded(
    run: CommandLine, tmp_path: Path, url: str, again: str
) -> None:
    run("add", "Gamma", "Lead", "--url", url, "--on", "2026-11-02")
    path = tmp_path / "jobs.csv"
    path.write_text(f"Company,Role,Applied,URL\nGamma,Lead Engineer,2026-11-20,{url}{again}\n")
    said = run("import", str(path))
    assert "1 added" in said.stdout
    assert "Line 2 (Gamma, Lead Engineer) looks like application 1: kept apart" in said.stderr
    run("undo")
    said = run("add", "Gamma", "Lead Engineer", "--url", f"{url}{again}")
    assert "Application 1, Gamma, Lead (applied), is of the same posting" in said.stderr


def test_a_page_of_many_roles_is_no_posting_though_a_year_ends_it(run: CommandLine) -> None:
    for role in ("Lead", "Clerk"):
        said = run("add", "Gamma", role, "--url", "https://gamma.example/careers/2026")
        assert said.stderr == ""


def test_an_import_keeps_two_postings_of_one_role_without_a_word(
    database: Database, now: datetime
) -> None:
    postings = [row("Acme", posting_url=f"{NUMBERED}{number}") for number in range(3)]
    assert remarks(database, now, *postings) == []


def test_a_name_or_address_of_any_length_is_compared_as_a_whole(run: CommandLine) -> None:
    for end in ("a", "b"):
        name = f"{'x' * 60_000}{end}"
        url = f"https://jobs.example/{name}"
        assert run("add", name, "Tester", "--url", url).stderr == ""
        assert "is of the same posting" in run("add", f"Acme {end}", "Tester", "--url", url).stderr
        assert "same role at the same company" in run("add", f"{name} Ltd", "Tester").stderr


def test_the_same_number_at_another_company_and_site_is_another_posting(
    run: CommandLine, tmp_path: Path
) -> None:
    run("add", "Alpha", "Dev", "--posting-id", "1", "--url", "https://jobs.alpha.example/x/1")
    for said in (
        ("Beta", "Ops", "--posting-id", "1", "--url", "https://jobs.beta.example/x/1"),
        ("Gamma", "Ops", "--posting-id", "1"),
    ):
        assert run("add", *said).stderr == ""
    sheet = str(tmp_path / "all.csv")
    run("export", "csv", "--to", sheet)
    assert "0 added, 0 updated, 3 unchanged" in run("import", sheet).stdout
    again = CommandLine(tmp_path / "new.db")
    assert "3 added, 0 updated, 0 unchanged" in again("import", sheet).stdout


@pytest.mark.parametrize(
    "said",
    [
        ("Alpha GmbH", "Ops", "--posting-id", "1"),
        ("Alpha", "Ops", "--posting-id", "1", "--url", "https://other.example/y"),
        ("Alpha Holding", "Ops", "--posting-id", "1", "--url", "https://JOBS.alpha.example/y"),
    ],
)
def test_a_number_of_the_same_company_or_site_is_the_same_posting(
    run: CommandLine, said: tuple[str, ...]
) -> None:
    run("add", "Alpha", "Dev", "--posting-id", "1", "--url", "https://jobs.alpha.example/x/1")
    assert "is of the same posting" in run("add", *said).stderr
