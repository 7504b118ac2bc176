"""Words find records, wherever they stand; what is found keeps in step with what is recorded."""

import re
import shlex
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import Begin, CommandLine
from tests.storage import NewPlace, Place, Rows, by_hand, rows_of
from tracker import db
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.records import applications, contacts, search
from tracker.records.search import Hit

DAY = date(2026, 11, 2)

COMMANDS = """
add Acme "Data engineer" --tag one --posting "We stream with Kafka" --location "São Paulo"
add "Beta GmbH" Analyst --notes "hello 東京"
application edit 1 --company "Acme Labs"
application edit 1 --tag two --tag three --clear posting
application edit 1 --clear role --notes other
application edit 2 --enthusiasm 3
application note 2 "they asked for C++"
application close 1 rejected --reason "no visa"
application reopen 1
application remove 1 --yes
application remove 2 --yes
interview add 1 "fri 3pm" --place "Café Noir" --with "Mia Chen, recruiter"
interview add 2 "mon 3pm" --notes "bring cake"
interview edit 1 --place elsewhere --notes "a dog"
interview remove 1 --yes
offer add 2 90k --notes "with a car"
offer remove 1 --yes
contact add Bob --company Beta --phone "+49 170 123456" --email bob@example.com
contact edit 1 --name Robert
contact log 1 "said hello" --application 2
contact log 1 "lunch"
contact remove 1 --yes
import jobs.csv
undo
undo
""".strip().splitlines()


def rebuilt(place: Place) -> Rows:
    """Return the rows of a database whose index the migration has made from the records alone."""
    with Database(place).reading() as session:
        engine = session.get_bind()
    db.downgrade(engine, "0004")  # type: ignore[arg-type]
    db.upgrade(engine)  # type: ignore[arg-type]
    return rows_of(place)


def check_sound(place: Place) -> None:
    """Have SQLite fail if what it finds by is not what the table says; PostgreSQL computes it."""
    if isinstance(place, Path):
        by_hand(
            place, "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"
        )


@settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.sampled_from(COMMANDS), min_size=6, max_size=20))
@example([*COMMANDS[:2], COMMANDS[11], COMMANDS[17], COMMANDS[19], COMMANDS[9], "undo", "undo"])
@example([*COMMANDS[:2], COMMANDS[11], COMMANDS[17], COMMANDS[19], COMMANDS[21], "undo"])
@example([COMMANDS[22], COMMANDS[2], COMMANDS[22], "undo"])
def test_what_is_found_keeps_in_step_through_any_commands(
    new_place: NewPlace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    commands: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("jobs.csv").write_text("Company,Role,Notes,Tags\nInitech,Tester,red stapler,new\nAcme,,,x")
    place = new_place("random.db")
    run = CommandLine(place)
    for typed in commands:
        run(*shlex.split(typed), code=None)
    check_sound(place)
    assert run.rows() == rebuilt(place)


@pytest.fixture
def hits(database: Database) -> Callable[[str], list[Hit]]:
    """What a text finds."""

    def find(text: str) -> list[Hit]:
        with database.reading() as session:
            found = search.find(session, text, None)
            assert found.total == len(found.hits)
            return found.hits

    return find


def a_bit_of_everything(run: CommandLine) -> None:
    """Two applications with a bit of everything."""
    run(
        *("add", "Ácme", "Data engineer", "--tag", "fintech", "--location", "Göteborg"),
        *("--posting", "We use Kafka, C++ and a lot of SQL. " * 40 + "Our dog is called Otto."),
    )
    run("add", "Globex", "Analyst", "--url", "https://jobs.example.com/view/4711?ref=x")
    run("interview", "add", "1", "fri 3pm", "--place", "Café Müller", "--with", "Mia Chen")
    run("offer", "add", "2", "90k", "--notes", "with a parking place")
    run("contact", "edit", "Mia", "--phone", "+49 170 123 4567", "--email", "mia@acme.example")
    run("contact", "log", "Mia", "spoke of parking", "--application", "1", "--on", "20 nov")
    run("application", "close", "2", "withdrawn", "--reason", "too far")


@pytest.fixture(autouse=True)
def hunt(begin: Begin) -> None:
    begin(a_bit_of_everything)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("acme", ["application 1", "contact 1"]),
        ("ACME engineer", ["application 1", "contact 1"]),
        ("dat eng", ["application 1", "contact 1"]),
        ("goteborg", ["application 1"]),
        ("Go\u0308teborg", ["application 1"]),
        ("fintech", ["application 1"]),
        ("kafka", ["application 1"]),
        ("c++", ["application 1"]),
        ("c", []),
        ("a lot of", ["application 1"]),
        ("cafe", ["interview 1"]),
        ("acme cafe", ["interview 1"]),
        ("globex parking", ["offer 1"]),
        ("acme parking", ["interaction 1"]),
        ("mia parking", ["interaction 1"]),
        ("far", ["application 2"]),
        ("https://jobs.example.com/view/4711", ["application 2"]),
        ("4711", ["application 2"]),
        ("mia@acme.example", ["contact 1"]),
        ("+49 170 123 4567", ["contact 1"]),
        ("0170 1234567", ["contact 1"]),
        ("0049-170-1234567", ["contact 1"]),
        ("parking kafka", []),
        ('"kafka"', ["application 1"]),
        ("kafka AND dog", ["application 1"]),
        ("kafka AND cat", []),
        ("kafka -dog", ["application 1"]),
        ("kaf*", ["application 1"]),
        ("NEAR(kafka dog)", []),
        ("title:kafka", []),
        ("{body}:kafka", []),
        ("kafka OR zzz", []),
        ("ka'fka; DROP TABLE application", []),
    ],
)
def test_words_are_found_in_every_record(
    hits: Callable[[str], list[Hit]], text: str, found: list[str]
) -> None:
    assert [f"{hit.noun} {hit.number}" for hit in hits(text)] == found


def test_an_excerpt_shows_where_the_words_stand(hits: Callable[[str], list[Hit]]) -> None:
    (hit,) = hits("otto")
    assert (hit.field, hit.excerpt) == ("posting", "… of SQL. Our dog is called Otto.")
    (hit,) = hits("muller")
    assert (hit.title, hit.company, hit.field, hit.excerpt) == (
        "Ácme, Data engineer: screen, Fri 27 Nov 2026, 15:00 CET (scheduled)",
        "Ácme",
        "place",
        "Café Müller",
    )
    assert [hit.excerpt for hit in hits("acme data")][:1] == [None]
    assert [(hit.field, hit.excerpt) for hit in hits("far")] == [("reason", "too far")]


def test_an_excerpt_without_gaps_is_cut_anywhere(
    database: Database, now: datetime, hits: Callable[[str], list[Hit]]
) -> None:
    with database.writing(now) as session:
        notes = f"{'a' * 50}/kafka/{'b' * 200}"
        applications.add(session, "Xx", None, on=DAY, fields={"notes": notes})
    (hit,) = [hit for hit in hits("kafka") if hit.title == "Xx"]
    assert hit.excerpt == f"… {'a' * 29}/kafka/{'b' * 74} …"


def test_what_is_gone_behind_our_back_is_not_shown(database: Database, address: Place) -> None:
    by_hand(address, "DELETE FROM offer")
    with database.reading() as session:
        assert search.find(session, "globex parking", None).hits == []


def test_a_phone_without_figures_and_an_odd_one_are_kept_alike(run: CommandLine) -> None:
    run("contact", "add", "Otto", "--phone", "n/a")
    run("contact", "add", "Anna", "--phone", "tel: ٠١٢ 00 34")
    assert run.rows() == rebuilt(run.address)


def test_names_weigh_more_than_notes_and_whole_words_more_than_beginnings(
    database: Database, now: datetime, hits: Callable[[str], list[Hit]]
) -> None:
    with database.writing(now) as session:
        applications.add(session, "Walmart", "Clerk", on=DAY, fields={"notes": "walnut rust rust"})
        applications.add(session, "Rusty Pipes", "Plumber", on=DAY)
        applications.add(session, "Other", "Rust developer", on=DAY)
    assert [hit.title for hit in hits("rust")] == [
        "Other, Rust developer",
        "Rusty Pipes, Plumber",
        "Walmart, Clerk",
    ]


@pytest.mark.parametrize("text", ["", "  ", "&&", "- *", "“”", "\u0301"])
def test_what_holds_no_word_is_refused(database: Database, text: str) -> None:
    with database.reading() as session, pytest.raises(TrackerError, match="holds no letter"):
        search.find(session, text, None)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40).filter(lambda text: "\0" not in text))
@example('a" OR "b')
@example("한국 日本 ไทย ½ ﬁ İ ß Ⅷ")
@example("a_b c#d ++ #")
def test_any_text_is_only_a_text(database: Database, text: str) -> None:
    with database.reading() as session:
        try:
            search.find(session, text, 5)
        except TrackerError as refusal:
            assert "holds no letter" in str(refusal)  # noqa: PT017 (any other is a failure)


WORDS = st.text("abcé+# 東京", min_size=1, max_size=5)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=4), WORDS)
def test_what_is_found_is_what_a_look_at_every_note_finds(
    new_place: NewPlace, now: datetime, notes: list[list[str]], asked: str
) -> None:
    """Held to a plain reading of the rule, without the index."""
    database = Database(new_place("oracle.db"))
    texts = [" ".join(words) for words in notes]
    with database.writing(now) as session:
        for text in texts:
            applications.add(session, "Xx", "Yy", on=DAY, fields={"notes": text})

    def plain(text: str) -> list[str]:
        apart = re.sub("([東京])", r" \1 ", text.replace("é", "e"))
        return re.findall(r"[東京]|[abce]+[+#]*", apart)

    def holds(text: str, word: list[str]) -> bool:
        there = plain(text)
        starts = [there[place : place + len(word)] for place in range(len(there))]
        return any(
            found[:-1] == word[:-1]
            and len(found) == len(word)
            and (
                found[-1] == word[-1] or (len("".join(word)) > 1 and found[-1].startswith(word[-1]))
            )
            for found in starts
        )

    words = [plain(word) for word in asked.split() if plain(word)]
    expected = {
        place for place, text in enumerate(texts, 1) if words and all(holds(text, w) for w in words)
    }
    with database.reading() as session:
        found = search.find(session, asked, None).hits if words else []
    assert {hit.number for hit in found} == expected


def test_a_common_word_is_cut_short_but_names_are_not(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        contacts.add(session, "Otto", {})
        applications.add(session, "Otto", "Clerk", on=DAY)
        for number in range(60):
            contacts.add(session, f"Some {number}", {"notes": "otto " * 3})
    with database.reading() as session:
        found = search.find(session, "otto", 5)
    assert found.total == 63
    assert [hit.title for hit in found.hits[:2]] == ["Otto, Clerk", "Otto"]
