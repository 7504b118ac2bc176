"""Applications as a spreadsheet: complete, harmless, and known again."""

import csv
import io
import shlex
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import rich
from tests.conftest import NOW, CommandLine
from tests.storage import NewPlace
from tracker.exporters import spreadsheet
from tracker.folding import fold_company, fold_text
from tracker.importers import columns
from tracker.models import Application, StageChange, Tag
from tracker.money import parse_pay
from tracker.records import applications as applications_of
from tracker.words import Hiring, Outcome, Source, Stage, Tier, Workplace

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def table(run: CommandLine) -> list[dict[str, str]]:
    text = run("export", "csv").stdout_bytes.decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_stage_has_its_day_and_the_end_its_own(run: CommandLine) -> None:
    run("add", "Acme", "Analyst", "--stage", "saved", "--on", "2026-10-01")
    for stage, day in (
        ("applied", "2026-10-02"),
        ("screening", "2026-10-05"),
        ("assessment", "2026-10-09"),
        ("interviewing", "2026-10-12"),
        ("offered", "2026-10-20"),
    ):
        run("application", "move", "1", stage, "--on", day)
    run("application", "close", "1", "declined", "--on", "2026-10-22", "--reason", "too far")
    (row,) = table(run)
    assert {name: row[name] for name in row if row[name] and name != "Tracker Record"} == {
        "Company": "Acme",
        "Role": "Analyst",
        "Status": "declined",
        "Date Saved": "2026-10-01",
        "Date Applied": "2026-10-02",
        "Date Screening": "2026-10-05",
        "Date Assessment": "2026-10-09",
        "Date Interviewing": "2026-10-12",
        "Date Offered": "2026-10-20",
        "Date Ended": "2026-10-22",
        "Stage Reached": "offered",
        "Why It Ended": "too far",
    }


def test_a_row_has_all_that_fits_in_cells(run: CommandLine) -> None:
    rich.fill(run)
    first, second, *_ = table(run)
    assert first["Salary"] == "100000 / 110000 / 120000 EUR per year"
    assert [first[f"Pay {part}"] for part in ("Low", "Likely", "High", "Currency", "Period")] == [
        *("100000", "110000", "120000", "EUR", "year")
    ]
    assert first["Next Interview"] == "screen, 2026-11-27 15:00 America/New_York"
    assert first["Tags"] == '"new, ok"'
    assert first["Notes"] == '\'=1+1\nline "two", \u2028 🙂'
    assert second["Offers"] == "95,000 USD a year, open until 2026-11-23 14:00 Europe/Berlin"
    assert second["Job Url"] == "https://www.linkedin.com/jobs/view/12345678"


def test_a_rich_hunt_is_known_again_row_by_row(run: CommandLine, tmp_path: Path) -> None:
    rich.fill(run)
    before = run.rows()
    path = str(tmp_path / "hunt.csv")
    run("export", "csv", "--to", path)
    said = run("import", path).stdout
    assert said.splitlines()[0] + "\n" == "hunt.csv: 0 added, 0 updated, 4 unchanged, 0 left out.\n"
    assert run.rows() == before


def test_pay_that_one_cell_could_not_say_again_stands_in_its_own_columns(
    run: CommandLine,
) -> None:
    run("add", "Acme", "Analyst", "62.5050 EUR/hour")
    (row,) = table(run)
    assert (row["Salary"], row["Pay Likely"], row["Pay Period"]) == ("", "62.505", "hour")


def test_a_spreadsheet_saved_by_a_german_excel_is_known_again(
    run: CommandLine, tmp_path: Path
) -> None:
    run("add", "Müller", "Analyst", "62.5050 EUR/hour", "--on", "2 nov")
    run("add", "Acme", "Clerk", "1234.56 EUR/month", "--on", "12 oct")
    before = run.rows()
    rows = [list(row.values()) for row in table(run)]
    saved = [list(table(run)[0])] + [
        [cell.replace(".", ",") if cell.replace(".", "").isdigit() else cell for cell in row]
        for row in rows
    ]
    path = tmp_path / "hunt.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows(saved)
    assert "62,505" in path.read_text(encoding="cp1252")
    said = run("import", str(path)).stdout
    assert said.startswith("hunt.csv: 0 added, 0 updated, 2 unchanged, 0 left out.\n")
    assert run.rows() == before


@pytest.mark.parametrize("sign", FORMULAS)
def test_no_cell_is_a_formula(run: CommandLine, sign: str) -> None:
    with run.database.writing(NOW) as session:
        session.add(application(f"{sign}cmd|' /C calc'!A0", f"{sign}1", Stage.APPLIED))
    (row,) = table(run)
    assert row["Company"] == f"'{sign}cmd|' /C calc'!A0"
    assert row["Role"] == f"'{sign}1"
    assert not any(cell.startswith(FORMULAS) for cell in row.values())


def test_lines_end_as_rfc_4180_says_and_a_file_has_the_mark_that_excel_looks_for(
    run: CommandLine, tmp_path: Path
) -> None:
    run("add", "Müller", "Analyst")
    path = tmp_path / "hunt.csv"
    said = run("export", "csv", "--to", str(path)).stdout
    assert said == f"The applications were written to {path}.\n"
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfCompany,Role,Status,")
    assert content.count(b"\r\n") == 2 == content.count(b"\n")
    assert content.removeprefix(b"\xef\xbb\xbf") == run("export", "csv").stdout_bytes


def test_the_importer_knows_every_column(run: CommandLine) -> None:
    known = {columns.fold(name) for names in columns.ALIASES.values() for name in names}
    ours = {columns.fold(name) for name in (*columns.OURS, *columns.ELSEWHERE)}
    assert {columns.fold(name) for name in spreadsheet.HEADER} <= known | ours
    assert known.isdisjoint(ours)
    assert table(run) == []


def test_a_row_edited_in_a_spreadsheet_fills_in_what_is_lacking(
    run: CommandLine, tmp_path: Path
) -> None:
    run("add", "Acme", "Analyst")
    run("add", "Acme", "Analyst")
    path = tmp_path / "hunt.csv"
    rows = table(run)
    rows[1]["Location"] = "Berlin"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*rows[0], "Mood"])
        writer.writeheader()
        writer.writerows([*rows, {**rows[0], "Company": "Initech", "Mood": "good"}])
    assert "1 added, 1 updated, 1 unchanged" in run("import", str(path)).stdout
    found = [(row["company"], row["location"], row["notes"]) for row in run.rows()["application"]]
    assert found == [
        ("Acme", None, None),
        ("Acme", "Berlin", None),
        ("Initech", None, "Mood: good"),
    ]


def test_what_was_changed_in_a_spreadsheet_is_named_and_stays_as_it_is(
    run: CommandLine, tmp_path: Path
) -> None:
    run("add", "Beta", "PM", "--on", "2026-11-03")
    run("add", "Gamma", "Dev", "--on", "2026-11-03", "--url", "https://gamma.example/1")
    run("add", "Delta", "Dev", "--on", "2026-11-04")
    path = tmp_path / "hunt.csv"
    rows = table(run)
    rows[0]["Company"] = "Beta & Sons"
    rows[1] |= {"Company": "Gamma Labs", "Role": "Lead"}
    rows[2]["Date Applied"] = "2026-11-05"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    before = run.rows(logs=True)
    said = run("import", str(path))
    assert "0 added, 0 updated, 3 unchanged" in said.stdout
    assert run.rows(logs=True) == before
    notes = [line.split("; if the file is right: tracker ") for line in said.stderr.splitlines()]
    keeps = "in the file, a day that it does not have here, and keeps its own"
    stays = "in the file, and stays as it is here"
    assert [what for what, _ in notes] == [
        f"Note: Application 1 has the company “Beta & Sons” {stays}",
        f"Note: Application 2 has the company “Gamma Labs” and the role “Lead” {stays}",
        f"Note: Application 3 is applied on Thu 5 Nov 2026 {keeps}",
    ]
    for _, command in notes:
        run(*shlex.split(command))
    assert run("import", str(path)).stderr == ""
    found = [(row["company"], row["role"], row["moved_on"]) for row in run.rows()["application"]]
    assert found == [
        ("Beta & Sons", "PM", "2026-11-03"),
        ("Gamma Labs", "Lead", "2026-11-03"),
        ("Delta", "Dev", "2026-11-05"),
    ]


def test_a_number_alone_makes_no_row_a_record(run: CommandLine, tmp_path: Path) -> None:
    run("add", "Beta", "PM", "--on", "2026-11-03")
    path = tmp_path / "hunt.csv"
    (row,) = table(run)
    row |= {"Company": "Initech", "Role": "Clerk"}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    assert "1 added, 0 updated, 0 unchanged" in run("import", str(path)).stdout


def test_another_hunt_takes_it_in_as_any_spreadsheet(
    run: CommandLine, tmp_path: Path, new_place: NewPlace
) -> None:
    run("add", "=Acme", "Analyst", "90k EUR", "--on", "2026-11-02", "--notes", "-good")
    path = tmp_path / "hunt.csv"
    run("export", "csv", "--to", str(path))
    other = CommandLine(new_place("other.db"))
    assert "1 added" in other("import", str(path)).stdout
    (row,) = other.rows()["application"]
    assert (row["company"], row["notes"], row["moved_on"]) == ("=Acme", "-good", "2026-11-02")
    assert (row["pay_likely"], row["pay_currency"]) == (900_000_000, "EUR")


def copied(run: CommandLine, to: CommandLine, path: Path) -> Result:
    run("export", "csv", "--to", str(path))
    return to("import", str(path))


def test_an_empty_hunt_gets_all_that_the_spreadsheet_says(
    run: CommandLine, tmp_path: Path, new_place: NewPlace
) -> None:
    run("add", "Acme", "Analyst", "--stage", "saved", "--on", "2026-10-01", "--tier", "B")
    run("application", "edit", "1", "--enthusiasm", "4", "--known", "0", "--posting-id", "A-1")
    run("application", "move", "1", "screening", "--on", "2026-10-05")
    run("application", "move", "1", "interviewing", "--on", "2026-10-12")
    run("application", "close", "1", "rejected", "--on", "2026-10-22", "--reason", "too far")
    run("add", "Initech", "Clerk", "up to 120k USD", "--on", "2026-11-02", "--tag", "c;d")
    run("application", "edit", "2", "--tag", "c;d", "--tag", 'e "f", g', "--tag", '"h"')
    run("application", "edit", "1", "--other-role", "no", "--rounds", "0", "--hiring", "campus")
    run("application", "edit", "2", "--other-role", "Lead", "--rounds", "3", "--notes", "a;=1\n- b")
    run("add", "Globex", "62.5050 EUR/hour", "--on", "2026-11-03", "--url", "see their page")
    other = CommandLine(new_place("other.db"))
    assert copied(run, other, tmp_path / "hunt.csv").stderr == ""
    kept = ("application", "stage_change", "tag")
    assert [other.rows()[name] for name in kept] == [run.rows()[name] for name in kept]


def test_what_the_spreadsheet_tells_of_other_records_is_named_as_left_out(
    run: CommandLine, tmp_path: Path, new_place: NewPlace
) -> None:
    rich.fill(run)
    other = CommandLine(new_place("other.db"))
    assert (
        "Note: What stands in “Next Interview” and “Offers” was left out: interviews and offers "
        "are records of their own, which only a copy of the whole hunt brings along: "
        "tracker export json.\n"
    ) in copied(run, other, tmp_path / "hunt.csv").stderr


def test_what_was_typed_into_the_spreadsheet_and_fits_nowhere_is_in_the_notes(
    run: CommandLine, tmp_path: Path, new_place: NewPlace
) -> None:
    run("add", "Acme", "Analyst", "90k EUR", "--on", "2026-11-02")
    (row,) = table(run)
    row |= {"Tier": "super", "Enthusiasm": "9", "Pay Likely": "a lot", "Tracker Record": "x/1"}
    path = tmp_path / "hunt.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    other = CommandLine(new_place("other.db"))
    other("import", str(path))
    (made,) = other.rows()["application"]
    assert (made["pay_likely"], made["tier"], made["enthusiasm"]) == (900_000_000, None, None)
    assert made["notes"] == (
        "Tier: super\nEnthusiasm: 9\nPay Likely: a lot\nPay Currency: EUR\nPay Period: year"
    )


def test_a_step_back_comes_on_the_latest_day_that_is_told(
    run: CommandLine, tmp_path: Path, new_place: NewPlace
) -> None:
    run("add", "Acme", "--on", "2026-11-02")
    run("application", "move", "1", "screening", "--on", "2026-11-04")
    run("application", "move", "1", "applied", "--on", "2026-11-05")
    other = CommandLine(new_place("other.db"))
    copied(run, other, tmp_path / "hunt.csv")
    steps = [(step["on"], step["stage"]) for step in other.rows()["stage_change"]]
    assert steps == [
        ("2026-11-02", "applied"),
        ("2026-11-04", "screening"),
        ("2026-11-04", "applied"),
    ]


def application(company: str, role: str | None, stage: Stage) -> Application:
    """Return an application as the tables hold it, with whatever text."""
    keys = {"company_key": fold_text(company), "search_key": fold_text(company, role)}
    return Application(company=company, role=role, stage=stage, moved_on=NOW.date(), **keys)


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
START = st.sampled_from(["", "'", "''", "'=", *FORMULAS])
TEXT = st.builds(str.__add__, START, WORDS) | st.sampled_from(["N/A", "none", "yes"])


@st.composite
def applications(draw: st.DrawFn) -> Application:
    company = draw(TEXT.filter(fold_text))
    made = application(company, draw(st.none() | TEXT), draw(st.sampled_from(Stage)))
    made.outcome = draw(st.none() | st.sampled_from(Outcome))
    for name in ("location", "documents", "notes", "posting_url", "posting_id"):
        setattr(made, name, draw(st.none() | TEXT))
    made.source = draw(st.none() | st.sampled_from(Source))
    made.workplace = draw(st.none() | st.sampled_from(Workplace))
    made.tags = [Tag(name=name) for name in draw(st.sets(TEXT.filter(str.strip), max_size=2))]
    on = draw(st.dates(NOW.date().replace(year=2020), NOW.date()))
    made.stage_changes = [StageChange(on=on, stage=made.stage, outcome=made.outcome)]
    return made


PLAIN = st.text(
    st.characters(categories=["L", "N", "P", "S"], include_characters=" ;"), min_size=1, max_size=8
).filter(lambda text: fold_text(text) and text == " ".join(text.split()))


def each(words: type[StrEnum]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(words)


ENTERED = {
    "location": st.none() | PLAIN,
    "documents": st.none() | PLAIN,
    "notes": st.none() | st.lists(PLAIN, min_size=1, max_size=3).map("\n".join),
    "posting_url": st.none() | PLAIN,
    "posting_id": st.none() | PLAIN,
    "source": each(Source),
    "workplace": each(Workplace),
    "hiring": each(Hiring),
    "tier": each(Tier),
    "enthusiasm": st.none() | st.integers(1, 5),
    "knowledge": st.none() | st.integers(0, 3),
    "rounds_left": st.none() | st.integers(0, 20),
    "other_role": st.none() | st.sampled_from(["yes", "no"]) | PLAIN,
    "apply_by": st.none() | st.dates(NOW.date(), NOW.date().replace(year=2028)),
    "tags": st.lists(PLAIN, max_size=2),
    "pay": st.none()
    | st.integers(1000, 9999).map(lambda one: parse_pay(f"{one}-{2 * one}", "EUR")),
}
"""What a person says of an application that has a column, or several, in the spreadsheet."""
ELSEWHERE = {
    *("id", "company", "role", "company_key", "search_key", "stage", "outcome", "moved_on"),
    *("pay_low", "pay_likely", "pay_high", "pay_currency", "pay_period"),
    *("other_role_wanted", "posting_text"),
}
"""The columns of an application that are said otherwise, or, as a posting's text, stay out."""


def test_whatever_a_person_can_say_of_an_application_is_among_what_is_drawn() -> None:
    assert {one.name for one in Application.__table__.columns} - ELSEWHERE <= ENTERED.keys()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(
        st.tuples(PLAIN, st.none() | PLAIN, st.fixed_dictionaries({}, optional=ENTERED)),
        min_size=1,
        max_size=3,
        unique_by=lambda one: fold_company(one[0]),
    )
)
def test_an_empty_hunt_has_the_same_of_every_application(
    new_place: NewPlace, said: list[tuple[str, str | None, dict[str, Any]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run, other = CommandLine(new_place("hunt.db")), CommandLine(new_place("other.db"))
        with run.database.writing(NOW) as session:
            for company, role, fields in said:
                applications_of.add(session, company, role, on=NOW.date(), fields=fields)
        copied(run, other, Path(folder) / "hunt.csv")
        for table in ("application", "stage_change", "tag"):
            assert other.rows()[table] == run.rows()[table]


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=st.lists(applications(), min_size=1, max_size=4))
def test_what_was_exported_changes_nothing_when_it_is_imported(
    new_place: NewPlace, made: list[Application]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run = CommandLine(new_place("hunt.db"))
        with run.database.writing(NOW) as session:
            session.add_all(made)
        before = run.rows(logs=True)
        path = str(Path(folder) / "hunt.csv")
        run("export", "csv", "--to", path)
        said = run("import", path).stdout
        assert (
            said.splitlines()[0] + "\n"
            == f"hunt.csv: 0 added, 0 updated, {len(made)} unchanged, 0 left out.\n"
        )
        assert run.rows(logs=True) == before
