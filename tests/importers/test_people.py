"""Who is named in a cell, and who is not."""

import pytest

from tests.importers.home import HOME
from tracker.importers import people, spreadsheet
from tracker.importers.rows import ApplicationRow, ContactRow, Options
from tracker.words import Stage


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Mia Chen", ("Mia Chen", None)),
        (" Anna-Lena  von O'Neill ", ("Anna-Lena von O'Neill", None)),
        ("Mia Chen <mia@acme.example>", ("Mia Chen", "mia@acme.example")),
        ("Mia Chen (mia@acme.example)", ("Mia Chen", "mia@acme.example")),
        ("Mia Chen mia@acme.example", ("Mia Chen", "mia@acme.example")),
        ("李 小龍", ("李 小龍", None)),
        ("J. R. R. Tolkien", ("J. R. R. Tolkien", None)),
    ],
)
def test_a_name_is_a_person(text: str, person: tuple[str, str | None]) -> None:
    assert people.person(text) == person


@pytest.mark.parametrize(
    "text",
    [
        *("", "Mia", "HR", "HR TEAM", "ask them again", "mia@acme.example", "Mia Chen, Bo Lind"),
        *("via LinkedIn", "Room 5 Upstairs", "Mia Chen / Bo", "Yes I Have One For Six Words", "<>"),
        "a " * 50_000,
    ],
)
def test_what_may_be_no_name_is_none(text: str) -> None:
    assert people.person(text) is None


def test_a_row_brings_its_person_along_once() -> None:
    content = (
        "Company,Contact,Contact Email,Contact Phone\n"
        "Acme,Mia Chen,mia@acme.example,+49 30 1\n"
        "Acme,Mia Chen,mia@acme.example,+49 30 1\n"
        "Globex,HR,jobs@globex.example,\n"
        "Hooli,Bo Lind,ask him,\n"
    )
    reading = spreadsheet.read("jobs.csv", content.encode(), HOME, Options())
    notes = {"notes": "Contact: HR\nContact Email: jobs@globex.example"}
    assert reading.rows == [
        ApplicationRow(2, "Acme"),
        ApplicationRow(3, "Acme"),
        ApplicationRow(4, "Globex", stage=Stage.APPLIED, fields=notes),
        ApplicationRow(5, "Hooli", fields={"notes": "Contact Email: ask him"}),
        ContactRow(
            line=2,
            name="Mia Chen",
            company="Acme",
            emails=["mia@acme.example"],
            fields={"phone": "+49 30 1"},
        ),
        ContactRow(line=5, name="Bo Lind", company="Hooli", emails=[]),
    ]


def test_another_address_or_number_of_one_person_comes_along_too() -> None:
    content = (
        "Company,Contact,Contact Email,Contact Phone\n"
        "Acme,Mia Chen,,\n"
        "Acme,Mia Chen,mia@acme.example,\n"
        "Acme,Mia Chen,mia@home.example,\n"
        "Acme,Mia Chen,,030 111111\n"
        "Globex,Bo Lind,,\n"
        "Globex,Bo Lind,,\n"
    )
    rows = spreadsheet.read("jobs.csv", content.encode(), HOME, Options()).rows
    people_named = [row for row in rows if isinstance(row, ContactRow)]
    assert [(one.name, *one.emails, *one.fields.values()) for one in people_named] == [
        ("Mia Chen", "mia@acme.example"),
        ("Mia Chen", "mia@home.example"),
        ("Mia Chen", "030 111111"),
        ("Bo Lind",),
    ]
