"""Rows become contacts: each person once, two of one name as two, and nothing overwritten."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from tests.conftest import NOW
from tests.storage import Storage
from tracker.db import Database
from tracker.importers.rows import ContactRow
from tracker.models import Contact
from tracker.records import contacts as records
from tracker.transfer import contacts
from tracker.transfer.tally import Tally

TODAY = date(2026, 11, 22)
MIA = "https://www.linkedin.com/in/mia-chen"


def row(name: str = "Mia Chen", company: str | None = None, **said: Any) -> ContactRow:  # noqa: ANN401 (whatever a row holds)
    told = {name: said.pop(name) for name in ("card_uid", "emails", "urls") if name in said}
    return ContactRow(line=1, name=name, company=company, fields=said, **told)


def bring(database: Database, now: datetime, *rows: ContactRow) -> Tally:
    with database.writing(now) as session:
        return contacts.bring(session, rows, TODAY)


def counts(tally: Tally) -> tuple[int, int, int]:
    return tally.added, tally.updated, tally.unchanged


def people(database: Database) -> list[Contact]:
    with database.reading() as session:
        return list(session.scalars(select(Contact).order_by(Contact.id)))


def names(database: Database) -> list[str]:
    return [one.title for one in people(database)]


def add(database: Database, now: datetime, name: str, **fields: object) -> None:
    with database.writing(now) as session:
        records.new(session, name, fields)


def test_a_row_becomes_a_contact_with_its_fields(database: Database, now: datetime) -> None:
    tally = bring(
        database,
        now,
        row(
            company="Acme",
            card_uid="A-1",
            emails=["mia@acme.example", "mia@home.example"],
            urls=[MIA],
            role="Recruiter",
            phone="+49 30 1234567",
            met="PyCon",
            notes="Kind.",
        ),
    )
    assert (tally.noun, counts(tally), tally.remarks) == ("contact", (1, 0, 0), [])
    (mia,) = people(database)
    assert (mia.title, mia.card_uid, mia.email, mia.url) == (
        "Mia Chen (Acme)",
        "A-1",
        "mia@acme.example",
        MIA,
    )
    assert (mia.role, mia.phone, mia.met, mia.notes) == (
        "Recruiter",
        "+49 30 1234567",
        "PyCon",
        "Kind.\ne-mail: mia@home.example",
    )
    assert mia.search_key == "mia chen acme mia@acme.example"


@pytest.mark.parametrize(
    ("known", "said"),
    [
        pytest.param({"card_uid": "ABC"}, row("M. Chen", "Globex", card_uid="abc"), id="uid"),
        pytest.param(
            {"card_uid": "urn:uuid:ABC"}, row("M. Chen", card_uid="abc"), id="uid as an address"
        ),
        pytest.param(
            {"email": "Mia@Acme.example"},
            row("Chen M", emails=["m@home.example", "mia@acme.example"]),
            id="any e-mail",
        ),
        pytest.param(
            {"email": "mia@acme.example", "notes": "e-mail (home): mia@home.example"},
            row("Chen M", emails=["mia@home.example"]),
            id="an e-mail in the notes",
        ),
        pytest.param(
            {"url": MIA},
            row("Chen M", urls=["http://linkedin.com/in/Mia-Chen/?trk=people"]),
            id="profile",
        ),
        pytest.param(
            {"url": "https://de.linkedin.com/in/mia-chen"}, row("M C", urls=[MIA]), id="country"
        ),
        pytest.param({"company": "Acme"}, row("mia  CHEN", "ACME GmbH"), id="name and company"),
        pytest.param({"company": "Acme"}, row("Chen, Mia", "Acme, Inc."), id="family name first"),
        pytest.param({"company": "Acme"}, row("Mia Chen"), id="company not said"),
        pytest.param({}, row("Mia Chen", "Acme"), id="company not known"),
        pytest.param(
            {"company": "Acme", "url": "https://mia.example/"},
            row("Mia Chen", "Globex", urls=["http://www.mia.example"]),
            id="name and page",
        ),
        pytest.param(
            {"company": "Acme", "phone": "030 1234567"},
            row("Mia Chen", "Globex", phone="+49 (30) 123-4567"),
            id="name and number",
        ),
        pytest.param(
            {"email": "jobs@acme.example"},
            row("Mia Chen", "Acme", emails=["jobs@acme.example"]),
            id="name and shared mailbox",
        ),
    ],
)
def test_who_is_known_is_not_added_again(
    database: Database, now: datetime, known: dict[str, object], said: ContactRow
) -> None:
    add(database, now, "Mia Chen", **known)
    tally = bring(database, now, said)
    assert (tally.added, len(people(database))) == (0, 1)
    assert people(database)[0].name == "Mia Chen"


@pytest.mark.parametrize(
    ("known", "said"),
    [
        pytest.param({"company": "Acme"}, row("Mia Chen", "Globex"), id="company"),
        pytest.param(
            {"email": "mia@acme.example"},
            row("Mia Chen", emails=["mia.chen@globex.example"]),
            id="e-mail",
        ),
        pytest.param(
            {"company": "Acme", "email": "mia@acme.example"},
            row("Mia Chen", "Acme", emails=["mia.chen2@acme.example"]),
            id="e-mail at one company",
        ),
        pytest.param(
            {"company": "Acme", "url": MIA},
            row("Mia Chen", "Acme", urls=[f"{MIA}-2"]),
            id="profile",
        ),
        pytest.param(
            {"company": "Acme", "url": "https://acme.example"},
            row("Tom Ruiz", "Acme", urls=["https://acme.example"]),
            id="the company's page",
        ),
        pytest.param(
            {"company": "Acme", "email": "jobs@acme.example"},
            row("Tom Ruiz", "Acme", emails=["jobs@acme.example"]),
            id="the company's mailbox",
        ),
    ],
)
def test_two_people_stay_two(
    database: Database, now: datetime, known: dict[str, object], said: ContactRow
) -> None:
    add(database, now, "Mia Chen", **known)
    assert counts(bring(database, now, said)) == (1, 0, 0)
    assert counts(bring(database, now, said)) == (0, 0, 1)


def test_a_single_word_is_no_name_to_know_somebody_by(database: Database, now: datetime) -> None:
    add(database, now, "Mia", company="Acme")
    assert bring(database, now, row("Mia")).added == 1
    assert names(database) == ["Mia (Acme)", "Mia"]


def test_a_name_is_not_enough_where_two_bear_it(database: Database, now: datetime) -> None:
    add(database, now, "Mia Chen", company="Acme")
    add(database, now, "Mia Chen", company="Globex")
    tally = bring(database, now, row("Mia Chen"))
    assert tally.added == 1
    (hint,) = tally.hints
    assert str(hint) == (
        "Mia Chen goes by the name of Mia Chen (Acme), and is kept apart; if the two are one: "
        "tracker contact merge 1 3"
    )


def test_only_what_is_lacking_is_filled_in(database: Database, now: datetime) -> None:
    add(database, now, "Mia Chen", email="mia@acme.example", role="Boss", notes="Mine.")
    said = row(
        "Mia Q. Chen",
        "Acme",
        card_uid="A-1",
        emails=["mia@acme.example"],
        role="Recruiter",
        notes="Theirs.",
    )
    assert counts(bring(database, now, said)) == (0, 1, 0)
    (mia,) = people(database)
    assert (mia.title, mia.role, mia.notes, mia.card_uid) == (
        "Mia Chen (Acme)",
        "Boss",
        "Mine.\nalso: Recruiter",
        "A-1",
    )
    assert mia.search_key == "mia chen acme mia@acme.example"
    assert counts(bring(database, now, said)) == (0, 0, 1)


def test_a_name_that_was_only_an_address_is_filled_in(database: Database, now: datetime) -> None:
    bring(database, now, row("mia@acme.example", emails=["mia@acme.example"]))
    assert counts(bring(database, now, row("Mia Chen", emails=["mia@acme.example"]))) == (0, 1, 0)
    assert names(database) == ["Mia Chen"]


def test_cards_of_one_address_book_stay_two_where_only_the_name_is_one(
    database: Database, now: datetime
) -> None:
    cards = [row("Mia Chen", "Acme", card_uid="1"), row("Mia Chen", "Acme", card_uid="2")]
    assert counts(bring(database, now, *cards)) == (2, 0, 0)
    assert counts(bring(database, now, *cards)) == (0, 0, 2)


def test_rows_of_one_file_with_other_numbers_stay_two(database: Database, now: datetime) -> None:
    rows = [row("Mia Chen", phone="030 1234567"), row("Mia Chen", phone="030 7654321")]
    assert counts(bring(database, now, *rows)) == (2, 0, 0)
    assert counts(bring(database, now, *rows)) == (0, 0, 2)


def test_a_row_that_says_more_of_an_earlier_one_adds_to_it(
    database: Database, now: datetime
) -> None:
    tally = bring(
        database,
        now,
        row("Mia Chen", emails=["mia@acme.example"]),
        row("Mia Chen", "Acme", emails=["mia@acme.example"], role="Recruiter"),
    )
    assert counts(tally) == (1, 0, 1)
    assert tally.remarks == ["1 row repeated an earlier one of the file."]
    (mia,) = people(database)
    assert (mia.title, mia.role) == ("Mia Chen (Acme)", "Recruiter")


def test_each_row_is_told_its_contact(database: Database, now: datetime) -> None:
    add(database, now, "Tom Ruiz", email="tom@acme.example")
    rows = [row("Mia Chen"), row("Tom R", emails=["TOM@acme.example"]), row("mia chen")]
    with database.writing(now) as session:
        settled = contacts.settle(session, rows)
        assert (settled.ids, settled.new) == ([2, 1, 2], {2})
        settled = contacts.settle(session, rows)
        assert (settled.ids, settled.new) == ([2, 1, 2], set())


SHARED = "talent.acme@acme.example"


@pytest.mark.parametrize(
    ("first", "second", "are_one"),
    [
        ("Mia Chen", "Tom Ruiz", False),
        ("Mia Chen", "Talent Team", False),
        ("Dr. Mia Chen (Acme)", "Dr. Tom Ruiz (Acme)", False),
        ("Ana de la Cruz", "Juan de la Fuente", False),
        ("Anna Smith", "Anna Smith-Jones", True),
        ("Anna Smith", "A. Smith", True),
        ("Anna Smith", "Smith, Anna", True),
        ("Anna Smith", "Anna", True),
        ("Anna Smith", "Anna Smith, PhD (she/her)", True),
        ("Anna Smith", SHARED, True),
        ("Anna Smith", "Anna Jones", True),
    ],
)
def test_names_without_a_word_in_common_are_two_people_at_one_address(
    database: Database, now: datetime, first: str, second: str, are_one: bool
) -> None:
    rows = [row(name, "Acme", emails=[SHARED]) for name in (first, second)]
    assert bring(database, now, rows[0]).added == 1
    assert bring(database, now, rows[1]).added == (0 if are_one else 1)
    assert counts(bring(database, now, *rows))[:2] == (0, 0)
    assert {one.email for one in people(database)} == {SHARED}


@pytest.mark.parametrize(
    ("first", "second", "are_one"),
    [
        ("John Smith", "Anna Smith", False),
        ("Anna Smith", "Anna Jones", False),
        ("Anna Smith", "Anna Smith-Jones", True),
        ("Anna Smith", "Smith, A.", True),
    ],
)
def test_with_cards_of_their_own_all_words_of_a_name_count(
    database: Database, now: datetime, first: str, second: str, are_one: bool
) -> None:
    rows = [row(name, card_uid=name, emails=[SHARED]) for name in (first, second)]
    assert bring(database, now, *rows).added == (1 if are_one else 2)
    assert counts(bring(database, now, *rows))[:2] == (0, 0)


@pytest.mark.parametrize(
    "own",
    [
        lambda number: {"phone": f"030 {number}"},
        lambda number: {"urls": [f"{MIA}-{number}"]},
    ],
    ids=["number", "page"],
)
@pytest.mark.parametrize("in_one_file", [True, False])
@pytest.mark.parametrize(
    ("first", "second", "are_one"),
    [
        ("Anna Smith", "John Smith", False),
        ("Mia Chen", "Mia Li", False),
        ("Anna Smith", "Smith, A.", True),
    ],
)
def test_with_numbers_or_pages_of_their_own_all_words_of_a_name_count(  # noqa: PLR0913, PLR0917 (each is a case of its own)
    database: Database,
    now: datetime,
    first: str,
    second: str,
    are_one: bool,
    own: Callable[[int], dict[str, Any]],
    in_one_file: bool,
) -> None:
    rows = [
        row(name, emails=[SHARED], **own(number))
        for number, name in enumerate([first, second], 1111111)
    ]
    for file in [rows] if in_one_file else [rows[:1], rows[1:]]:
        bring(database, now, *file)
    assert len(people(database)) == (1 if are_one else 2)
    for file in (rows, rows[:1], rows[1:]):
        assert counts(bring(database, now, *file))[:2] == (0, 0)


def test_who_shares_an_address_is_named_with_the_way_to_join_them(
    database: Database, now: datetime
) -> None:
    rows = [row("Mia Chen", "Acme", emails=[SHARED]), row("Tom Ruiz", emails=[SHARED])]
    assert [str(one) for one in bring(database, now, *rows).hints] == [
        (
            "Tom Ruiz has the e-mail address of Mia Chen (Acme), and is kept apart; if the two are "
            "one: tracker contact merge 1 2"
        )
    ]


def test_a_row_that_is_about_two_names_both(database: Database, now: datetime) -> None:
    add(database, now, "Mia Chen", email="mia@acme.example")
    add(database, now, "Mia Chen", card_uid="m", company="Globex")
    said = row(card_uid="m", emails=["mia@acme.example"])
    tally = bring(database, now, said)
    assert [str(one) for one in tally.hints] == [
        (
            "Mia Chen (Globex) has in the file the e-mail address of Mia Chen, and is kept apart; "
            "if the two are one: tracker contact merge 1 2"
        )
    ]
    assert people(database)[1].email is None


def test_of_many_namesakes_twenty_are_named(database: Database, now: datetime) -> None:
    rows = [row(card_uid=str(number), company=f"Firm {number}") for number in range(23)]
    hints = [str(one) for one in bring(database, now, *rows).hints]
    assert len(hints) == 21
    assert hints[0].startswith("Mia Chen (Firm 1) goes by the name of Mia Chen (Firm 0), ")
    assert hints[-1] == "As much is to be said of 2 more contacts."


def test_another_address_or_number_of_somebody_known_goes_to_the_notes(
    database: Database, now: datetime
) -> None:
    add(database, now, "Mia Chen", card_uid="m", email="mia@acme.example", phone="030 1111111")
    said = row(
        card_uid="m",
        emails=["mia@globex.example", "mia@home.example"],
        urls=[MIA],
        phone="+49 30 2222222",
        notes="Met her.\ne-mail (home): mia@home.example\nphone (cell): +4930 1111111",
    )
    tally = bring(database, now, said)
    (mia,) = people(database)
    assert (mia.email, mia.phone, mia.url) == ("mia@acme.example", "030 1111111", MIA)
    assert (mia.notes or "").splitlines() == [
        "Met her.",
        "e-mail (home): mia@home.example",
        "e-mail: mia@globex.example",
        "phone: +49 30 2222222",
    ]
    assert tally.told == [
        "Kept in the notes of Mia Chen: e-mail: mia@globex.example; phone: +49 30 2222222"
    ]
    assert counts(bring(database, now, said)) == (0, 0, 1)
    assert counts(bring(database, now, row(emails=["mia@globex.example"]))) == (0, 0, 1)


def test_what_rows_of_one_file_say_otherwise_of_somebody_new_goes_to_the_notes(
    database: Database, now: datetime
) -> None:
    rows = [
        row(company="Acme", card_uid="1", emails=["mia@acme.example"], notes="Kind."),
        row(
            company="Globex",
            card_uid="2",
            emails=["mia@acme.example"],
            role="Boss",
            notes="Tall.\nurl: https://mia.example",
        ),
        row(card_uid="2", role="Lead"),
    ]
    assert counts(bring(database, now, *rows)) == (1, 0, 2)
    (mia,) = people(database)
    assert (mia.company, mia.role, mia.card_uid) == ("Acme", "Boss", "1\n2")
    assert (mia.notes or "").splitlines() == [
        "Kind.",
        "url: https://mia.example",
        "also at: Globex",
        "Tall.",
        "also: Lead",
    ]
    assert counts(bring(database, now, *rows)) == (0, 0, 3)


def test_a_card_is_known_by_its_uid_although_another_address_book_has_another(
    database: Database, now: datetime
) -> None:
    bring(database, now, row(card_uid="google", emails=["mia@acme.example"]))
    bring(database, now, row(card_uid="apple", emails=["mia@acme.example"]))
    tally = bring(database, now, row(card_uid="apple", emails=["mia@globex.example"]))
    assert (tally.added, len(people(database))) == (0, 1)


def test_what_a_known_card_says_otherwise_by_now_goes_to_the_notes(
    database: Database, now: datetime
) -> None:
    before = row("Anna Smith", "Acme", card_uid="a", role="Recruiter")
    after = row("Anna Jones", "Globex", card_uid="a", role="Head of HR")
    bring(database, now, before)
    tally = bring(database, now, after)
    assert (counts(tally), tally.told) == (
        (0, 1, 0),
        [
            (
                "Kept in the notes of Anna Smith: also called: Anna Jones; also at: Globex; "
                "also: Head of HR"
            )
        ],
    )
    (anna,) = people(database)
    assert (anna.title, anna.role) == ("Anna Smith (Acme)", "Recruiter")
    for said in (after, before, after):
        assert counts(bring(database, now, said)) == (0, 0, 1)


def test_a_card_from_before_the_user_changed_a_contact_is_no_news(
    database: Database, now: datetime
) -> None:
    said = row("Anna Smith", "Acme", card_uid="a", role="Recruiter")
    bring(database, now, said)
    with database.writing(now) as session:
        fields = {"name": "Anna Jones", "company": "Globex", "role": "Head of HR"}
        records.edit(session, session.get_one(Contact, 1), fields)
    assert counts(bring(database, now, said)) == (0, 0, 1)
    assert people(database)[0].notes is None


def test_a_later_row_of_one_address_under_another_name_says_so(
    database: Database, now: datetime
) -> None:
    rows = [row(name, emails=[SHARED]) for name in ("Anna Smith", "Dr. Anna B. Smith", "Anna Li")]
    assert bring(database, now, *rows).told == [
        "Kept in the notes of Anna Smith: also called: Anna Li"
    ]
    assert counts(bring(database, now, *rows)) == (0, 0, 3)


def test_another_name_on_a_known_card_is_named_and_nothing_of_it_is_taken(
    database: Database, now: datetime
) -> None:
    add(database, now, "Mia Chen", card_uid="m", email="mia@acme.example")
    said = row("Tom Ruiz", card_uid="m", emails=[SHARED], role="Boss")
    for _ in range(2):
        tally = bring(database, now, said)
        assert counts(tally) == (0, 0, 0)
        assert [str(one) for one in tally.left_out] == [
            (
                "Tom Ruiz has the card or page of Mia Chen, so they were left out; if that is a "
                "new name: tracker contact edit 1 --name NAME"
            )
        ]
    with database.writing(now) as session:
        records.edit(session, session.get_one(Contact, 1), {"name": "Tom Ruiz"})
    assert counts(bring(database, now, said)) == (0, 1, 0)


def test_a_name_in_place_of_an_address_of_this_file_is_filled_in(
    database: Database, now: datetime
) -> None:
    rows = [row("mia@acme.example"), row("Mia Chen", emails=["mia@acme.example"])]
    assert counts(bring(database, now, *rows)) == (1, 0, 1)
    assert names(database) == ["Mia Chen"]
    assert counts(bring(database, now, *rows)) == (0, 0, 2)


def test_ten_thousand_rows_are_looked_up_in_four_statements(
    database: Database, now: datetime
) -> None:
    statements: list[str] = []
    with database.writing(now) as session:
        engine = session.get_bind()
        assert isinstance(engine, Engine)
        event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
        rows = [row(f"Person {number}", f"Firm {number % 99}") for number in range(10_000)]
        assert counts(contacts.bring(session, rows, TODAY)) == (10_000, 0, 0)
    first = next(n for n, one in enumerate(statements) if one.startswith("INSERT"))
    looked_up = [one for one in statements[:first] if one.startswith("SELECT")]
    assert sum("seq" not in one for one in looked_up) == 4


some = st.sampled_from
rows_of_few = st.lists(
    st.builds(
        lambda name, company, uid, emails, url, phone: row(
            name,
            company,
            card_uid=uid,
            emails=emails,
            urls=[url] if url else [],
            **({"phone": phone} if phone else {}),
            **({"notes": f"e-mail: {emails[1]}"} if emails[1:] else {}),
        ),
        some(["Mia Chen", "Chen, Mia", "Mia", "Tom Ruiz", "Mia Li", "Ann Li"]),
        some([None, None, "Acme", "Acme GmbH", "Globex"]),
        some([None, None, "1", "2"]),
        st.lists(some(["a@x.example", "b@x.example"]), max_size=2, unique=True),
        some([None, None, MIA, f"{MIA}-2", "https://x.example"]),
        some([None, None, "030 1111111", "030 2222222", "12"]),
    ),
    max_size=5,
)


def snapshot(session: Session) -> list[tuple[object, ...]]:
    session.expire_all()
    return [
        (one.id, one.title, one.card_uid, one.email, one.url, one.phone, one.role, one.notes)
        for one in session.scalars(select(Contact).order_by(Contact.id))
    ]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, storage: Storage) -> Database:
    """A hunt that is the same for every example, since none of them is kept."""
    folder = tmp_path_factory.mktemp("empty")
    return Database(storage.copy(storage.template, folder / "hunt.db"))


@example(
    earlier=[
        row(),
        row(),
        row(card_uid="1"),
        row(emails=["a@x.example", "b@x.example"], notes="e-mail: b@x.example"),
    ],
    rows=[
        row(),
        row(),
        row(emails=["b@x.example"]),
        row(card_uid="1", emails=["a@x.example", "b@x.example"], notes="e-mail: b@x.example"),
    ],
)
@example(
    earlier=[],
    rows=[
        row("Tom Ruiz", emails=["a@x.example"]),
        row("Tom Ruiz", emails=["a@x.example"], urls=[MIA]),
        row("Mia Chen", "Acme", emails=["a@x.example"]),
        row("Mia Chen", urls=[MIA]),
    ],
)
@example(
    earlier=[],
    rows=[
        row("Mia", emails=["a@x.example"]),
        row("Mia", "Acme", phone="030 1111111"),
        row("Mia Chen", "Acme", emails=["a@x.example"]),
    ],
)
@example(
    earlier=[],
    rows=[
        row(emails=["a@x.example"], phone="030 1111111"),
        row(company="Acme", phone="030 2222222"),
        row(emails=["a@x.example"], phone="030 2222222"),
    ],
)
@example(
    earlier=[
        row(),
        row("Tom Ruiz", card_uid="1"),
        row(emails=["a@x.example"]),
    ],
    rows=[row(emails=["a@x.example"], urls=[MIA]), row(card_uid="1", phone="030 1111111")],
)
@given(earlier=rows_of_few, rows=rows_of_few)
def test_a_second_run_changes_nothing(
    empty: Database, earlier: list[ContactRow], rows: list[ContactRow]
) -> None:
    with empty.writing(NOW, keep=False) as session:
        contacts.bring(session, earlier, TODAY)
        contacts.bring(session, rows, TODAY)
        before = snapshot(session)
        tally = contacts.bring(session, rows, TODAY)
        assert (tally.added, tally.updated) == (0, 0)
        assert snapshot(session) == before
