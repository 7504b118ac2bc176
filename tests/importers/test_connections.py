"""LinkedIn's connections become people, whatever stands above them."""

import pytest

from tests.importers.home import HOME, refusal
from tracker.importers import connections, formats, mapper
from tracker.importers.rows import ConnectionRow, Options, Unread

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


@pytest.mark.parametrize(
    "content",
    [
        HEADER,
        'Notes:\n"A paragraph, with a comma"\n\n' + HEADER,
        'Notes:\n"Two\nlines"\n\n\n' + HEADER,
        "\ufeff" + HEADER.replace(",URL", ""),
        "Connected On;x\n" + HEADER,
    ],
)
def test_connections_are_recognised_below_any_preamble(content: str) -> None:
    assert connections.recognises(content.encode())


@pytest.mark.parametrize("content", ["", "Company\nAcme\n", "First Name,Last Name\n", "\0\1\2"])
def test_other_lists_are_not_taken_for_connections(content: str) -> None:
    assert not connections.recognises(content.encode())


def read(text: str) -> tuple[list[ConnectionRow], list[Unread]]:
    reading = connections.read("Connections.csv", text.encode(), HOME, Options())
    rows = [row for row in reading.rows if isinstance(row, ConnectionRow)]
    assert len(rows) == len(reading.rows)
    return rows, list(reading.unread)


def test_an_old_file_lacks_columns_and_ends_in_blank_rows() -> None:
    rows, unread = read(
        "First Name,Last Name,Company,Connected On\n"
        "  Mia , Chen,Acme  GmbH,15 Mar 2024\n"
        "Lee\n"
        ',,,"15 Mar 2024"\n'
        '"Bo" x,y\n'
        ",,,\n\n"
    )
    assert rows == [
        ConnectionRow(
            line=2,
            name="Mia Chen",
            company="Acme GmbH",
            emails=[],
            urls=[],
            fields={"notes": "Connected at LinkedIn on 2024-03-15."},
        ),
        ConnectionRow(line=3, name="Lee", emails=[], urls=[]),
    ]
    assert unread == [Unread(4, "no name"), Unread(5, mapper.MISQUOTED)]


@pytest.mark.parametrize(
    ("text", "day"),
    [("8/9/26", "2026-08-09"), ("2024-03-05", "2024-03-05"), ("05 Jun 1833", "05 Jun 1833")],
)
def test_the_day_is_kept_as_understood_or_as_it_stands(text: str, day: str) -> None:
    ((row,), _) = read(HEADER + f"Mia,Chen,,,,,{text}\n")
    assert row.fields == {"notes": f"Connected at LinkedIn on {day}."}


def test_what_is_no_such_list_is_refused_when_it_is_said_to_be_one() -> None:
    said = refusal(lambda: connections.read("a.csv", b"Company\nAcme\n", HOME, Options()))
    assert said.startswith("a.csv is no list of connections, ")


def test_very_many_people_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapper, "MOST_ROWS", 1_000)
    content = HEADER + "Mia\n" * 1_001
    said = refusal(lambda: connections.read("a.csv", content.encode(), HOME, Options()))
    assert said == "a.csv has more than 1,000 rows; divide it and import the parts."


def test_every_format_says_whether_it_knows_any_bytes() -> None:
    for content in (b"", b"\0", b"\xff\xfe", b"PK\x03\x04xl/workbook.xml", b"|\n" * 9, b"\x81"):
        assert all(isinstance(each.recognises(content), bool) for each in formats.FORMATS)
