"""Two contacts become one: every fact of both is kept, and undo takes them apart again."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW, CommandLine, Terminal
from tests.storage import NewPlace, Rows, rows_of
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.models import Contact
from tracker.records import contact_merging, contacts, undoing
from tracker.records.notes import told
from tracker.words import ContactKind

TODAY = date(2026, 11, 22)
CARD = "BEGIN:VCARD\nVERSION:4.0\nUID:{}\nFN:{}\n{}END:VCARD\n"


def merged(database: Database, kept: int = 1, other: int = 2) -> list[str]:
    with database.writing(NOW) as session:
        one, two = (session.get_one(Contact, number) for number in (kept, other))
        contact_merging.merge(session, one, two, TODAY)
        return [str(note) for note in told(session)]


def two_of_one(run: CommandLine) -> None:
    run("contact", "add", "Mia Chen", "--company", "Acme", "--role", "Boss", "--url", "mia.example")
    run(
        *("contact", "add", "Maria Li", "--company", "Acme", "--role", "Recruiter"),
        *("--email", "maria@acme.example", "--phone", "0301111111", "--notes", "Kind."),
    )
    run("interview", "add", "Acme", "fri 15:00", "--new", "--with", "Mia Chen")
    run("interview", "edit", "1", "--with", "Mia Chen", "--with", "Maria Li")
    run("interview", "add", "Acme", "fri 17:00", "--with", "Maria Li")
    run("contact", "log", "2", "called")


def test_what_both_say_otherwise_goes_to_the_notes_and_the_rest_moves_along(
    run: CommandLine,
) -> None:
    two_of_one(run)
    said = run("contact", "merge", "Mia", "Maria", "--yes").stdout
    both = "Maria Li (Acme) with 1 exchange and 2 interviews, to 1, Mia Chen (Acme)."
    assert said.splitlines() == [
        f"Joined contact 2, {both}",
        "Kept in the notes: also called: Maria Li; also: Recruiter.",
        "To take them apart again: tracker undo",
    ]
    (one,) = run.rows()["contact"]
    assert (one["role"], one["phone"], one["email"], one["url"]) == (
        "Boss",
        "0301111111",
        "maria@acme.example",
        "mia.example",
    )
    assert str(one["notes"]).splitlines() == [
        "2026-11-22: joined with contact 2, Maria Li (Acme)",
        "also called: Maria Li",
        "also: Recruiter",
        "Kind.",
    ]
    shown = run.json("contact", "show", "1")["contact"]
    assert (len(shown["interactions"]), shown["interviews"]) == (1, [1, 2])
    assert "Mia Chen (Acme) (contact 1)" in run("search", "maria li").stdout
    assert run("doctor").stdout.startswith("All is well")


@pytest.mark.parametrize(
    "card",
    [
        CARD.format("m-1", "Mia Chen", ""),
        CARD.format("m-2", "Maria Li", ""),
        CARD.format("x", "Maria Li", "EMAIL:maria@globex.example\n"),
        CARD.format("y", "Mia Chen", "EMAIL:mia@acme.example\n"),
    ],
)
def test_a_card_of_either_is_about_the_one(run: CommandLine, tmp_path: Path, card: str) -> None:
    book = tmp_path / "book.vcf"
    mia = CARD.format("m-1", "Mia Chen", "EMAIL:mia@acme.example\n")
    book.write_text(mia + CARD.format("m-2", "Maria Li", "EMAIL:maria@globex.example\n"))
    run("import", str(book))
    run("contact", "merge", "1", "2", "--yes")
    again = run.rows()["contact"]
    assert "0 added, 0 updated, 2 unchanged, 0 left out." in run("import", str(book)).stdout
    assert run.rows()["contact"] == again
    book.write_text(card)
    assert "0 added" in run("import", str(book)).stdout
    assert [one["id"] for one in run.rows()["contact"]] == [1]


def test_an_export_from_before_is_about_the_one_too(run: CommandLine, tmp_path: Path) -> None:
    run("contact", "add", "Mia Chen", "--company", "Acme")
    run("contact", "add", "Maria Li", "--company", "Globex")
    book = tmp_path / "book.vcf"
    run("export", "vcf", "--to", str(book))
    run("contact", "merge", "1", "2", "--yes")
    assert "0 added, 0 updated, 2 unchanged, 0 left out." in run("import", str(book)).stdout
    first = run("export", "vcf").stdout
    assert (first.count("BEGIN:VCARD"), first.count("UID:")) == (1, 1)
    assert first.splitlines()[2] == book.read_text().splitlines()[2]


def test_a_card_of_who_was_joined_is_about_the_one_and_says_what_is_new(
    run: CommandLine, tmp_path: Path
) -> None:
    run("contact", "add", "Mia Chen", "--company", "Acme")
    run("contact", "add", "Maria Li", "--company", "Globex")
    run("contact", "merge", "1", "2", "--yes")
    book = tmp_path / "book.vcf"
    book.write_text(CARD.format("z", "Maria Li", "ORG:Globex\n"))
    assert "0 added, 1 updated, 0 unchanged, 0 left out." in run("import", str(book)).stdout
    assert "0 added, 0 updated, 1 unchanged, 0 left out." in run("import", str(book)).stdout
    book.write_text(CARD.format("z", "Maria Li", "ORG:Globex\nTEL:+1 555 77\n"))
    assert "0 added, 1 updated, 0 unchanged, 0 left out." in run("import", str(book)).stdout
    assert run.rows()["contact"][0]["phone"] == "+1 555 77"


def test_all_of_both_is_forgotten(run: CommandLine) -> None:
    two_of_one(run)
    run("contact", "merge", "1", "2", "--yes")
    run("contact", "edit", "1", "--clear", "notes")
    run("add", "Initech", "--notes", "Maria Li said so on 030 111 1111")
    run("application", "edit", "Initech", "--notes", "nothing")
    run("forget", "1", "--yes")
    left = str(run.rows(logs=True)).casefold()
    words = ("mia chen", "maria", "maria@acme", "1111111", "111 1111", "kind.")
    assert [one for one in words if one in left] == []
    assert run("doctor").stdout.startswith("All is well")


def test_it_is_asked_about_first(run: CommandLine, terminal: Terminal) -> None:
    run("contact", "add", "Mia Chen", "--phone", "0301111111")
    run("contact", "add", "Mia Chen", "--phone", "0302222222")
    before = run.rows(logs=True)
    assert "add --yes" in run.refused("contact", "merge", "1", "2")
    shown = terminal.plain("contact", "merge", "1", "2", answers=("n",))
    assert "Contact 2, Mia Chen, would be joined\nto contact 1, Mia Chen.\n" in shown
    assert "phone: 0302222222" in shown
    assert run.rows(logs=True) == before
    terminal.plain("contact", "merge", "1", "2", answers=("y",))
    assert [one["id"] for one in run.rows()["contact"]] == [1]


def test_a_contact_is_not_joined_to_themselves(database: Database) -> None:
    with database.writing(NOW) as session:
        contacts.add(session, "Mia Chen", {})
    with pytest.raises(TrackerError, match="Both of these are Mia Chen; name two contacts"):
        merged(database, 1, 1)


TEXT = st.none() | st.sampled_from(["one", "two", "three"])
COLUMNS = ("company", "role", "email", "phone", "url", "met", "notes", "card_uid")
FIELDS = st.fixed_dictionaries(
    dict.fromkeys(COLUMNS, TEXT)
    | {
        "kind": st.none() | st.sampled_from(ContactKind),
        "follow_up": st.none() | st.sampled_from([TODAY, date(2026, 12, 1)]),
    }
)


def facts(rows: Rows) -> set[str]:
    """Return all that is said of contacts, as texts, whether in a column or in the notes."""
    every = (row[name] for row in rows["contact"] for name in ("name", *FIELDS_OF))
    lines = [line for value in every if value for line in str(value).splitlines()]
    return {*lines, *(line.partition(": ")[2] for line in lines)} - {""}


FIELDS_OF = (*COLUMNS, "kind", "follow_up")


@given(first=FIELDS, second=FIELDS, names=st.sampled_from([("Mia", "Mia"), ("Mia", "Tom")]))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_fact_is_lost_and_undo_gives_the_exact_rows_back(
    new_place: NewPlace, first: dict[str, Any], second: dict[str, Any], names: tuple[str, str]
) -> None:
    place = new_place("merging.db")
    database = Database(place)
    with database.writing(NOW) as session:
        for name, fields in zip(names, (first, second), strict=True):
            contacts.new(session, name, fields)
    before = rows_of(place)
    merged(database)
    assert facts(before) <= facts(rows_of(place))
    with database.writing(NOW) as session:
        undoing.undo(session)
    assert rows_of(place) == before
