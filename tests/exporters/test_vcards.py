"""What is written as a card is read back, by this importer and by another reader."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import vobject  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.conftest import NOW
from tests.storage import Storage
from tracker.dates import Calendar
from tracker.db import Database
from tracker.exporters import vcards
from tracker.importers import vcards as importer
from tracker.importers.rows import Options
from tracker.models import Contact
from tracker.people import uid
from tracker.records.contacts import set_fields
from tracker.transfer import contacts
from tracker.words import ContactKind, DateOrder

HUNT = "3f0e6c0e-0000-4000-8000-000000000000"
CHANGED = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


class Home:
    calendar = Calendar(NOW, NOW.tzinfo, DateOrder.DAY_FIRST)  # type: ignore[arg-type]
    currency = "EUR"


def person(name: str = "Mia Q. Chen", **fields: object) -> Contact:
    contact = Contact(id=7, name=name)
    set_fields(contact, fields)
    return contact


def written(contact: Contact, version: str = "4.0") -> str:
    return "".join(vcards.cards([contact], HUNT, {7: CHANGED}, version))


def test_a_card_has_all_that_an_address_book_keeps() -> None:
    mia = person(
        company="Acme, Inc.",
        role="Recruiter; sourcing",
        email="mia@acme.example",
        phone="+49 30 1234567",
        url="https://acme.example/a,b;c",
        notes="Kind.\nQuick.",
        met="PyCon",
        kind=ContactKind.HIRING_MANAGER,
        card_uid="ABC-1",
    )
    assert written(mia).split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "UID;VALUE=text:ABC-1",
        "FN:Mia Q. Chen",
        "N:Chen;Mia;Q.;;",
        "ORG:Acme\\, Inc.",
        "TITLE:Recruiter\\; sourcing",
        "EMAIL:mia@acme.example",
        "TEL:+49 30 1234567",
        "URL:https://acme.example/a\\,b\\;c",
        "CATEGORIES:hiring manager",
        "NOTE:Kind.\\nQuick.\\n\\nMet: PyCon",
        "X-TRACKER-MET:PyCon",
        "REV:20261120T083000Z",
        "END:VCARD",
        "",
    ]
    assert "UID:ABC-1\r\n" in written(mia, "3.0")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Mia Chen", "Chen;Mia;;;"),
        ("Dr. Mia Chen Jr.", "Chen;Mia;;Dr.;Jr."),
        ("Prof. Dr. John Philip Paul Stevenson, Ph.D., M.D.", None),
        ("Ludwig van Beethoven", "van Beethoven;Ludwig;;;"),
        ("Maria von der Leyen", "von der Leyen;Maria;;;"),
        ("Ana Sofía de la Cruz", "de la Cruz;Ana;Sofía;;"),
        ("Van Morrison", "Morrison;Van;;;"),
        ("Dr. No", "No;;;Dr.;"),
        ("Dr.", "Dr.;;;;"),
        ("Madonna", "Madonna;;;;"),
        ("Ma Li", "Li;Ma;;;"),
    ],
)
def test_a_name_is_taken_apart(name: str, parts: str | None) -> None:
    wanted = parts or "Stevenson;John;Philip Paul;Prof. Dr.;Ph.D.\\, M.D."
    assert f"\r\nN:{wanted}\r\n" in written(person(name))


def test_the_uid_of_a_contact_without_a_card_stays_the_same() -> None:
    assert uid(HUNT, 7) == uid(HUNT, 7)
    assert uid(HUNT, 7).startswith("urn:uuid:")
    assert len({uid(HUNT, 7), uid(HUNT, 8), uid("other", 7)}) == 3
    assert f"UID:{uid(HUNT, 7)}\r\n" in written(person())


def test_lines_are_folded_after_75_octets_and_not_within_a_letter() -> None:
    for line in written(person("Ж" * 200, notes="😀" * 100)).encode().split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


@pytest.mark.parametrize("version", vcards.VERSIONS)
def test_the_columns_of_a_note_stay_apart(version: str) -> None:
    text = written(person(notes="Mon\t9:00\nTue\t10:30"), version)
    assert "NOTE:Mon\t9:00\\nTue\t10:30\r\n" in text
    assert vobject.readOne(text).note.value == "Mon\t9:00\nTue\t10:30"
    (row,) = importer.read("mia.vcf", text.encode(), Home(), Options()).rows
    assert row.fields["notes"] == "Mon\t9:00\nTue\t10:30"


def test_control_characters_are_left_out() -> None:
    assert "FN:Mia Chen\r\n" in written(person("Mia\x07 \x1bChen"))


signs = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n,;:\\\"'=,;\\")
texts = st.text(signs, max_size=120).map(str.strip)
names = st.text(signs, min_size=1, max_size=60).map(lambda text: f"Mia {text}".strip())
addresses = st.from_regex(r"[a-z0-9.+]{1,20}@[a-z]{1,20}\.example", fullmatch=True)
urls = st.from_regex(r"https://[a-z]{1,9}\.example/[a-z0-9/?=&,;%~_-]{0,90}", fullmatch=True)
people = st.fixed_dictionaries(
    {
        "company": st.none() | texts,
        "role": st.none() | texts,
        "email": st.none() | addresses,
        "phone": st.none()
        | st.from_regex(r"\+?[0-9 ()/-]{5,20}[0-9]", fullmatch=True).map(str.strip),
        "url": st.none() | urls,
        "notes": st.none() | texts,
        "met": st.none() | texts,
        "kind": st.none() | st.sampled_from(ContactKind),
        "card_uid": st.none() | st.from_regex(r"[A-Za-z0-9:_.,;-]{1,60}", fullmatch=True),
    }
)
versions = st.sampled_from(vcards.VERSIONS)


def kept(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


@given(names, people, versions)
def test_what_is_written_is_read_back(name: str, fields: dict[str, Any], version: str) -> None:
    contact = person(name, **kept(fields))
    reading = importer.read("x.vcf", written(contact, version).encode(), Home(), Options())
    assert reading.unread == []
    (row,) = reading.rows
    first = {"email": row.emails[:1], "url": row.urls[:1]}
    said = {"company": row.company, "card_uid": row.card_uid, **row.fields}
    said |= {name: value[0] for name, value in first.items() if value}
    recorded = {name: getattr(contact, name) for name in fields}
    expected = {"card_uid": uid(HUNT, 7), **kept(recorded)}
    assert row.name == name
    assert kept(said) == expected


@given(names, people, versions)
def test_another_reader_reads_the_same(name: str, fields: dict[str, Any], version: str) -> None:
    contact = person(name, **kept(fields))
    card = vobject.readOne(written(contact, version))
    assert card.fn.value == name
    assert card.version.value == version
    said = card.n.value
    parts = (said.prefix, said.given, said.additional, said.family, said.suffix)
    assert " ".join(parts).split() == name.split()
    for field, found in (("role", "title"), ("email", "email"), ("phone", "tel"), ("url", "url")):
        recorded = getattr(contact, field)
        assert getattr(card, found).value == recorded if recorded else True
    if contact.company:
        assert card.org.value == [contact.company]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, storage: Storage) -> Database:
    """A hunt that is the same for every example, since none of them is kept."""
    folder = tmp_path_factory.mktemp("empty")
    return Database(storage.copy(storage.template, folder / "hunt.db"))


@given(st.lists(st.tuples(names, people), min_size=1, max_size=5), versions)
def test_an_export_restores_the_contacts_of_an_empty_hunt(
    empty: Database, made: list[tuple[str, dict[str, Any]]], version: str
) -> None:
    originals = []
    for number, (name, fields) in enumerate(made, 1):
        contact = person(
            name, **{**kept(fields), "email": f"{number}@x.example", "card_uid": f"uid {number}"}
        )
        contact.id = number
        originals.append(contact)
    content = "".join(vcards.cards(originals, HUNT, {}, version)).encode()
    with empty.writing(NOW, keep=False) as session:
        rows = importer.read("x.vcf", content, Home(), Options()).rows
        assert contacts.bring(session, rows, date(2026, 11, 22)).added == len(made)
        found = session.scalars(select(Contact).order_by(Contact.id)).all()
        for contact, original in zip(found, originals, strict=True):
            for column in ("name", "company", "role", "email", "url", "notes", "met", "kind"):
                assert (getattr(contact, column) or None) == (getattr(original, column) or None)


different = st.sampled_from(["Mia Chen", "Tom Ruiz", "Ann Smith", "John Smith", "Talent Team"])
few = st.sampled_from(["jobs@acme.example", "talent.acme@acme.example"])


@given(st.lists(st.tuples(different, few, people), max_size=5, unique_by=lambda one: one[0]))
def test_people_of_different_names_come_back_each_whatever_address_they_share(
    empty: Database, made: list[tuple[str, str, dict[str, Any]]]
) -> None:
    originals = [
        person(name, **{**kept(fields), "email": email, "card_uid": f"uid {number}", "url": None})
        for number, (name, email, fields) in enumerate(made, 1)
    ]
    content = "".join(vcards.cards(originals, HUNT, {})).encode()
    with empty.writing(NOW, keep=False) as session:
        rows = importer.read("x.vcf", content, Home(), Options()).rows
        assert contacts.bring(session, rows, date(2026, 11, 22)).added == len(made)
        tally = contacts.bring(session, rows, date(2026, 11, 22))
        assert (tally.added, tally.updated) == (0, 0)
        found = session.scalars(select(Contact).order_by(Contact.id)).all()
        for column in ("name", "email", "company", "role", "notes"):
            there = [getattr(one, column) or None for one in found]
            assert there == [getattr(one, column) or None for one in originals]
