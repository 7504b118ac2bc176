"""Workbooks become rows; a hostile one is refused, in bounded time and memory."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import CommandLine
from tests.importers.home import HOME, refusal
from tracker.errors import TrackerError
from tracker.importers import workbook
from tracker.importers.rows import ApplicationRow, Options, Unread
from tracker.money import Pay, short_pay
from tracker.words import Outcome, Period, Stage

SHEET = "xl/worksheets/sheet1.xml"
OPEN = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Company</t></is></c></row>'
)
CLOSE = "</sheetData></worksheet>"


def saved(*sheets: list[list[object]]) -> bytes:
    """Return a workbook of those sheets, as openpyxl writes it."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def with_part(content: bytes, name: str, part: str | bytes) -> bytes:
    """Return a workbook with one of its parts exchanged."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(packed, "w", 8) as new:
        for each in old.namelist():
            new.writestr(each, part if each == name else old.read(each))
    return packed.getvalue()


def linked() -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["My hunt"])
    sheet.append(["Company", "Role", "Mail", "Report"])
    sheet.append(["Acme", "Engineer", "mia@acme.example", "read"])
    for place, address in (
        ("A3", "https://acme.example"),
        ("B3", "https://jobs.example/1"),
        ("C3", "mailto:mia@acme.example"),
        ("D3", "reports/1.pdf"),
    ):
        sheet[place].hyperlink = address
    packed = BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as archive:
        part = archive.read(SHEET).decode()
    formula = "<f>HYPERLINK(&quot;https://g.example/7&quot;, &quot;Dev&quot;)</f><v>Dev</v>"
    globex = '<c r="A4" t="inlineStr"><is><t>Globex</t></is></c>'
    row = f'<row r="4">{globex}<c r="B4" t="str">{formula}</c></row>'
    return with_part(packed.getvalue(), SHEET, part.replace("</sheetData>", f"{row}</sheetData>"))


def test_where_a_role_leads_is_its_posting_and_any_other_link_is_noted() -> None:
    acme, globex = workbook.read("jobs.xlsx", linked(), HOME, Options()).rows
    assert isinstance(acme, ApplicationRow)
    assert isinstance(globex, ApplicationRow)
    assert acme.fields["posting_url"] == "https://jobs.example/1"
    assert acme.fields["notes"].splitlines() == [
        "Company: https://acme.example",
        "Mail: mia@acme.example",
        "Report: read (reports/1.pdf)",
    ]
    assert (globex.role, globex.fields["posting_url"]) == ("Dev", "https://g.example/7")


def test_a_formula_that_was_never_worked_out_is_named() -> None:
    rows: list[list[object]] = [["Company", "Role", "Notes"], ["Acme", '="Dev"', "=1+1"]]
    found = workbook.read("jobs.xlsx", saved(rows), HOME, Options())
    assert found.rows == [ApplicationRow(2, "Acme")]
    assert found.remarks == [
        (
            "B2 and 1 more hold a formula without its value, taken as blank; save the workbook in "
            "a spreadsheet program, and import it again."
        )
    ]


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("[$€-407] #,##0.00", "60k EUR"),
        ('#,##0\\ "€"', "60k EUR"),
        ('"£"#,##0', "60k GBP"),
        ("[$CHF] #,##0", "60k CHF"),
        ("$#,##0", "60k USD"),
        ('_-* #,##0.00\\ "€"_-;-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', "60k EUR"),
        ('#,##0 "€/Monat"', "60k EUR/month"),
        ('#,##0,"k€"', "60k EUR"),
        ('0.0,"k€"', "60k EUR"),
        ('0 "k€"', "60m EUR"),
        ('0" points"', "60k USD"),
        ("General", "60k USD"),
    ],
)
def test_pay_is_in_the_currency_that_its_cell_shows(number_format: str, expected: str) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Company", "Salary", "Bonus"])
    book.active.append(["Acme", 60_000, 12.5])
    for cell in book.active[2][1:]:
        cell.number_format = number_format
    packed = BytesIO()
    book.save(packed)
    (row,) = workbook.read("jobs.xlsx", packed.getvalue(), HOME, Options()).rows
    assert isinstance(row, ApplicationRow)
    assert short_pay(row.fields["pay"]) == expected


def test_a_style_that_the_workbook_lacks_says_nothing_of_its_cells() -> None:
    sheet = f'{OPEN}<row r="2"><c r="A2" s="99"><v>7</v></c></row>{CLOSE}'
    content = with_part(JOBS, SHEET, sheet)
    (row,) = workbook.read("jobs.xlsx", content, HOME, Options()).rows
    assert isinstance(row, ApplicationRow)
    assert row.company == "7"


JOBS = saved([["Company", "Role"], ["Acme", "Engineer"]])


def test_the_first_sheet_with_a_company_is_read_with_its_dates_and_figures() -> None:
    content = saved(
        [["Legend"], ["green", "good"]],
        [
            ["My hunt"],
            [],
            ["Company", "Role", "Applied", "Salary", "Status", "Mood", "Called", "Keen"],
            ["Acme", "Engineer", datetime(2026, 3, 5), 120_000, "Interview", 2.5, None, True],
            ["Globex", None, date(2026, 3, 6), None, "Absage", None, datetime(2026, 3, 7, 9, 30)],
            [None, "Clerk"],
            ["Hooli", "Baker", None, None, None, None, time(9, 30)],
        ],
        [["Company"], ["Initech"]],
    )
    reading = workbook.read("jobs.xlsx", content, HOME, Options())
    assert reading.rows == [
        ApplicationRow(
            4,
            "Acme",
            "Engineer",
            Stage.INTERVIEWING,
            on=date(2026, 3, 5),
            fields={
                "pay": Pay(None, Decimal(120_000), None, "USD", Period.YEAR),
                "notes": "Mood: 2.5\nKeen: True",
            },
        ),
        ApplicationRow(
            5,
            "Globex",
            None,
            Stage.APPLIED,
            Outcome.REJECTED,
            on=date(2026, 3, 6),
            fields={"notes": "Called: 2026-03-07 09:30:00"},
        ),
        ApplicationRow(7, "Hooli", "Baker", Stage.SAVED, fields={"notes": "Called: 09:30:00"}),
    ]
    assert reading.unread == [Unread(6, "no company")]


def test_further_sheets_with_companies_are_named() -> None:
    lists: list[list[list[object]]] = [[["Company"], [name]] for name in ("Acme", "Globex")]
    content = saved([["Ideas"], ["A break"]], *lists, [["Employer"], ["Initech"]])
    reading = workbook.read("jobs.xlsx", content, HOME, Options())
    assert [one.company for one in reading.rows] == ["Acme"]
    assert reading.remarks == [
        "Only the sheet Sheet1 was read, not Sheet2, Sheet3; save those as CSV to import more."
    ]


def test_a_workbook_is_imported_like_any_list(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "jobs"
    path.write_bytes(JOBS)
    assert run("import", str(path)).stdout == "jobs: 1 added, 0 updated, 0 unchanged, 0 left out.\n"
    assert run("import", str(path)).stdout == "jobs: 0 added, 0 updated, 1 unchanged, 0 left out.\n"


def test_without_openpyxl_the_command_that_brings_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "jobs.xlsx").write_bytes(JOBS)
    script = "import sys; sys.modules['openpyxl'] = None; from tracker.cli.main import cli; cli()"
    done = subprocess.run(
        [sys.executable, "-c", script, "--database", "hunt.db", "import", "jobs.xlsx"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        1,
        (
            "Error: jobs.xlsx is an Excel workbook, and reading those needs openpyxl: "
            'pip install "interview-worth[xlsx]"; or save it as CSV and import that.\n'
        ),
    )


def row(number: int, cell: str, value: str = "Acme") -> str:
    return f'<row r="{number}"><c r="{cell}" t="inlineStr"><is><t>{value}</t></is></c></row>'


LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a '"
    + "ha" * 50
    + "'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 50}'>" for a, b in zip("abcdef", "bcdefg", strict=True))
    + "]>"
)
HOSTILE: dict[str, tuple[bytes, str]] = {
    "no company in any sheet": (
        saved([["Name"], ["Mia"]], [["Age"]]),
        "has no column that names a company",
    ),
    "truncated": (JOBS[:-100], "is no whole ZIP archive"),
    "no sheet": (with_part(JOBS, "xl/workbook.xml", "<workbook/>"), "has no sheet with cells"),
    "broken sheet": (with_part(JOBS, SHEET, OPEN), "is no workbook that can be read; if a"),
    "not even a sheet": (with_part(JOBS, SHEET, ""), "is no workbook"),
    "a row too far": (
        with_part(JOBS, SHEET, OPEN + row(10**9, "A2") + CLOSE),
        "has a sheet without end",
    ),
    "rows too wide": (
        with_part(JOBS, SHEET, OPEN + "".join(row(n, f"ZZZ{n}") for n in range(2, 1000)) + CLOSE),
        "has more than 250,000 rows or 4,000,000 cells",
    ),
    "blank rows too wide": (
        with_part(
            JOBS, SHEET, OPEN + "".join(row(n, f"ZZZ{n}", "") for n in range(2, 3000)) + CLOSE
        ),
        "has a sheet without end",
    ),
    "no such column": (with_part(JOBS, SHEET, OPEN + row(2, "ZZZZZZ2") + CLOSE), "is no workbook"),
    "entities": (
        with_part(JOBS, SHEET, LAUGHS + OPEN + row(2, "A2", "&g;") + CLOSE),
        "is no workbook",
    ),
    "a bomb": (
        with_part(JOBS, SHEET, OPEN + " " * 40_000_000 + CLOSE),
        f"cannot be read for “{SHEET}” in it: it unpacks to a suspicious size",
    ),
    "deep": (with_part(JOBS, SHEET, OPEN + "<a>" * 100_000), "is no workbook"),
    "no such text": (
        with_part(JOBS, SHEET, OPEN + '<row r="2"><c r="A2" t="s"><v>9</v></c></row>' + CLOSE),
        "is no workbook that can be read; if a",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_refused(kind: str) -> None:
    content, reason = HOSTILE[kind]
    said = refusal(lambda: workbook.read("jobs.xlsx", content, HOME, Options()))
    assert said.startswith("jobs.xlsx ")
    assert reason in said


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is() -> None:
    lie = OPEN.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    content = with_part(JOBS, SHEET, lie + row(2, "A2") + CLOSE)
    assert workbook.read("jobs.xlsx", content, HOME, Options()).rows == [ApplicationRow(2, "Acme")]


def test_a_date_that_is_none_leaves_its_row_out_without_a_warning() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Company", "Applied"])
    sheet.append(["Acme", 10**9])
    sheet["B2"].number_format = "yyyy-mm-dd"
    packed = BytesIO()
    book.save(packed)
    reading = workbook.read("jobs.xlsx", packed.getvalue(), HOME, Options())
    assert reading.unread == [Unread(2, "“#VALUE!” is no date that is understood")]


@st.composite
def damaged(draw: Callable[[st.SearchStrategy[int]], int]) -> bytes:
    """A workbook of which a few bytes are others."""
    content = bytearray(JOBS)
    for _ in range(draw(st.integers(1, 5))):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    return bytes(content)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(content=damaged())
def test_a_damaged_workbook_is_read_or_refused(content: bytes) -> None:
    with suppress(TrackerError):
        reading = workbook.read("jobs.xlsx", content, HOME, Options())
        assert all(row.company for row in reading.rows)


@settings(max_examples=30)
@given(value=st.integers(-(2**53), 2**53) | st.dates() | st.text("abc é", min_size=1))
def test_what_stands_in_a_cell_is_what_is_read(value: int | date | str) -> None:
    content = saved([["Company", "Mood"], ["Acme", value]])
    (row,) = workbook.read("jobs.xlsx", content, HOME, Options()).rows
    stated = str(value).strip()
    assert row.fields == ({"notes": f"Mood: {stated}"} if stated else {})
