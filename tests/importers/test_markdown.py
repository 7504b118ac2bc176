"""Tables in Markdown become rows, such as career-ops keeps."""

from contextlib import suppress
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.importers.home import HOME, refusal
from tracker.errors import TrackerError
from tracker.importers import markdown
from tracker.importers.rows import ApplicationRow, Options, Unread
from tracker.words import Outcome, Stage

CAREER_OPS = """# Applications Tracker

| # | Date | Company | Role | Score | Status | PDF | Report | Notes |
|---|------|---------|------|-------|--------|-----|--------|-------|
| 3 | 2026-04-03 | Hooli | Baker | 2.0/5 | SKIP |  |  | no |
| 2 | 2026-04-02 | **Globex** | Dev \\| Ops | 3.9/5 | Aplicado | ❌ | [002](reports/002.md) | |
| 1 | 2026-04-01 | [Acme](https://acme.example) | Lead | N/A | Evaluated | ✅ |  | Remote<br>Great |
|  |  |  | Clerk |  |  |  |  |  |
"""


def test_the_table_of_career_ops_is_read() -> None:
    assert markdown.recognises(CAREER_OPS.encode())
    reading = markdown.read("applications.md", CAREER_OPS.encode(), HOME, Options())
    assert reading.rows == [
        ApplicationRow(
            5,
            "Hooli",
            "Baker",
            Stage.SAVED,
            Outcome.WITHDRAWN,
            date(2026, 4, 3),
            fields={"notes": "no\n#: 3\nScore: 2.0/5"},
        ),
        ApplicationRow(
            6,
            "Globex",
            "Dev | Ops",
            on=date(2026, 4, 2),
            fields={"notes": "#: 2\nScore: 3.9/5\nPDF: ❌\nReport: 002 (reports/002.md)"},
        ),
        ApplicationRow(
            7,
            "Acme",
            "Lead",
            Stage.SAVED,
            on=date(2026, 4, 1),
            fields={"notes": "Remote\nGreat\nCompany: https://acme.example\n#: 1\nPDF: ✅"},
        ),
    ]
    assert reading.unread == [Unread(8, "no company")]
    assert reading.understood == [
        "Stages: SKIP -> withdrawn (1), Aplicado -> applied (1), Evaluated -> saved (1)."
    ]


def test_all_tables_with_the_header_of_the_first_list_count_and_no_other() -> None:
    page = (
        "Company | Link\n:--|--:\nAcme | [link](https://a.example/1)\n\nDone:\n\n"
        "| Company | Link |\n|:-:|---|\n| Globex | [a](b) |\n\n"
        "| Status | Count |\n|---|---|\n| Company | 3 |\n\n|---|\n"
    )
    reading = markdown.read("page.md", page.encode(), HOME, Options())
    assert reading.rows == [
        ApplicationRow(3, "Acme", fields={"posting_url": "https://a.example/1"}),
        ApplicationRow(9, "Globex", fields={"notes": "Link: a\nLink: b"}),
    ]


def test_where_a_role_leads_is_its_posting_and_any_other_link_is_noted() -> None:
    page = (
        "| Company | Role | Link | Files |\n|---|---|---|---|\n"
        "| Acme | [Dev](https://a.example/1) |  | [cv](cv.pdf) and [letter](a.pdf) |\n"
        "| Globex | [Dev](https://b.example/2) | https://b.example/1 |  |\n"
        "| Hooli | [Dev](d.md) | by mail | [https://c.example](https://c.example/) |\n"
        "| Initech | Dev | [view it](https://i.example/1) |  |\n"
    )
    reading = markdown.read("page.md", page.encode(), HOME, Options())
    assert [dict(row.fields) for row in reading.rows if isinstance(row, ApplicationRow)] == [
        {
            "posting_url": "https://a.example/1",
            "notes": "Files: cv and letter (cv.pdf) (a.pdf)",
        },
        {"posting_url": "https://b.example/1", "notes": "Role: https://b.example/2"},
        {"notes": "Link: by mail\nRole: d.md\nFiles: https://c.example"},
        {"posting_url": "https://i.example/1"},
    ]


def test_a_page_without_a_list_is_refused() -> None:
    for page in ("| Name | Age |\n|---|---|\n| Mia | 7 |\n", "Hello\n"):
        said = refusal(lambda page=page: markdown.read("a.md", page.encode(), HOME, Options()))  # type: ignore[misc]
        assert said.startswith("a.md has no column that names a company")


def test_a_list_divided_by_bars_is_no_markdown() -> None:
    assert not markdown.recognises(b"Company|Role\nAcme|Engineer\n")


def test_endless_marks_are_read_in_time() -> None:
    for marks in ("[", "[a", "[](", "![a](b", "**", "|-", "__a", "\\|"):
        page = f"| Company | Notes |\n|---|---|\n| Acme | {marks * 100_000} |\n"
        reading = markdown.read("a.md", page.encode(), HOME, Options())
        assert len(reading.rows) + len(reading.unread) == 1


@given(text=st.text(st.sampled_from("|-: \n\\[]()*`aé"), max_size=99))
def test_any_page_is_read_or_refused(text: str) -> None:
    content = f"| Company |\n|---|\n{text}".encode()
    with suppress(TrackerError):
        reading = markdown.read("a.md", content, HOME, Options())
        assert all(row.company for row in reading.rows)
