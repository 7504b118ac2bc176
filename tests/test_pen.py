"""New records are written alike by either pen: in a file at once, and by way of a session."""

import datetime as dt
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW, CommandLine
from tests.storage import NewPlace, rows_of
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.money import Pay
from tracker.pen import Pen, at_once
from tracker.records import history, new_applications, notes
from tracker.records.by_session import SessionPen
from tracker.storage import current
from tracker.words import Hiring, Period, Source, Stage, Tier, Workplace

DAY = dt.date(2026, 11, 20)
WORDS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.sampled_from(["Größe & Söhne GmbH", "C++ und C#", "東京 データ", "no", "a\0b", "\udcff"]),
)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
AMOUNTS = st.decimals(0, 10**16, places=4) | st.sampled_from([Decimal("0.00001"), Decimal("1E4")])
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("notes", "location", "documents", "other_role"), st.none() | WORDS),
        **dict.fromkeys(("posting_url", "posting_id", "posting_text"), WORDS),
        "tags": st.lists(WORDS, max_size=3),
        "ratings": st.lists(
            st.sampled_from(["commute=2", "commute=", "team=5", "x=1"]), max_size=2
        ),
        "has": st.lists(st.sampled_from(["remote", "Remote", "commute"]), max_size=1),
        "lacks": st.lists(st.just("remote"), max_size=1),
        "pay": st.builds(
            Pay,
            low=st.none(),
            likely=AMOUNTS,
            high=st.none(),
            currency=st.sampled_from(["EUR", "JPY", "EURO"]),
            period=st.sampled_from(Period),
        ),
        "apply_by": DAYS,
        "enthusiasm": st.integers(0, 6),
        "knowledge": st.integers(0, 3),
        "rounds_left": st.integers(-1, 9),
        "workplace": st.sampled_from(Workplace),
        "source": st.sampled_from(Source),
        "tier": st.sampled_from(Tier),
        "hiring": st.sampled_from(Hiring),
    },
)
APPLICATIONS = st.fixed_dictionaries(
    {
        "company": st.sampled_from(["Acme", "Ärzte AG"]) | WORDS,
        "role": st.none() | WORDS,
        "on": DAYS,
        "stage": st.sampled_from(Stage),
        "fields": FIELDS,
    }
)


@pytest.fixture
def judged(run: CommandLine) -> Path:
    """A hunt with criteria to judge by."""
    run("profile", "factor", "add", "commute", "--weight", "5%")
    run("profile", "factor", "add", "team", "--weight", "2%")
    run("profile", "must-have", "add", "remote")
    return run.place


def enter(pen: Pen, applications: list[dict[str, Any]]) -> None:
    for one in applications:
        new_applications.add(pen, **one)


def at_the_file(place: Path, applications: list[dict[str, Any]]) -> list[str]:
    """Enter applications by the one pen; return what was told, or the refusal."""
    try:
        with at_once(str(place)) as pen:
            assert pen is not None
            enter(pen, applications)
            told = [str(note) for note in notes.told(pen)]
            pen.keep(NOW, told[0])
    except TrackerError as error:
        return [str(error).replace(str(place), "")]
    return told


def by_way_of_a_session(place: Path, applications: list[dict[str, Any]]) -> list[str]:
    """Do the same by the other."""
    try:
        with Database(place).writing(NOW) as session:
            enter(SessionPen(session), applications)
            told = [str(note) for note in notes.told(session)]
            history.describe(session, told[0])
    except TrackerError as error:
        return [str(error).replace(str(place), "")]
    return told


def told_twice(new_place: NewPlace, source: Path, applications: list[dict[str, Any]]) -> list[str]:
    """Enter applications by both; return what was told, which is the same, as are the rows."""
    here, there = (Path(new_place(name, source)) for name in ("here.db", "there.db"))
    told = at_the_file(here, applications)
    assert by_way_of_a_session(there, applications) == told
    assert rows_of(here, logs=True) == rows_of(there, logs=True)
    assert given_numbers(here) == given_numbers(there)
    return told


def given_numbers(place: Path) -> list[tuple[str, int]]:
    """Return the last number that was given in each table."""
    with closing(sqlite3.connect(place)) as opened:
        return sorted(opened.execute("SELECT name, seq FROM sqlite_sequence"))


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(applications=st.lists(APPLICATIONS, min_size=1, max_size=2))
@example(
    applications=[{"company": "GmbH", "role": None, "on": DAY, "fields": {"tags": ["b", "a"]}}]
)
@example(applications=[{"company": "Acme", "role": None, "on": DAY, "fields": {"enthusiasm": 6}}])
@example(applications=[{"company": "\0", "role": None, "on": DAY}])
def test_both_pens_write_the_same_or_refuse_with_the_same_sentence(
    new_place: NewPlace, judged: Path, applications: list[dict[str, Any]]
) -> None:
    told_twice(new_place, judged, applications)


def test_all_that_can_be_said_of_an_application_is_written_by_both(
    new_place: NewPlace, judged: Path
) -> None:
    said = {
        "notes": "Søren said: C++, naïve",
        "posting_url": "https://jobs.example/view/4012345",
        "tags": ["remote", "big", "remote"],
        "ratings": ["team=5", "commute=2"],
        "has": ["remote"],
        "pay": Pay(Decimal(120_000), None, Decimal("150000.50"), "EUR", Period.YEAR),
        "apply_by": DAY,
        "enthusiasm": 4,
        "workplace": Workplace.HYBRID,
        "other_role": "Team lead",
    }
    acme = {"company": "Äcme GmbH", "role": "Data engineer", "on": DAY, "fields": said}
    (told,) = told_twice(new_place, judged, [acme])
    pay = "120,000-150,000.50 EUR a year"
    assert (
        told == f"Added application 1: Äcme GmbH, Data engineer, {pay}, applied on Fri 20 Nov 2026."
    )
    kept = rows_of(judged.with_name("here.db"), logs=True)
    assert [row["name"] for row in kept["tag"]] == ["big", "remote"]
    assert [(row["criterion_id"], row["value"]) for row in kept["rating"]] == [
        (1, 2),
        (2, 5),
        (3, 1),
    ]
    (found,) = kept["search_text"]
    assert found["title"] == "acme gmbh data engineer"
    assert found["body"].split()[:5] == ["soren", "said", "c++", "naive", "https"]
    assert found["body"].endswith("team lead big remote")
    (change,) = (row for row in kept["change"] if row["table"] == "tag" and "big" in row["after"])
    assert change["after"] == '{"application_id": 1, "name": "big"}'


def test_what_is_not_kept_has_not_happened(place: Path) -> None:
    before = rows_of(place, logs=True)
    with at_once(str(place)) as pen:
        assert pen is not None
        new_applications.add(pen, "Acme", None, on=DAY)
    assert rows_of(place, logs=True) == before


def test_nothing_written_is_no_command(place: Path) -> None:
    with at_once(str(place)) as pen:
        assert pen is not None
        pen.keep(NOW, "")
    assert rows_of(place, logs=True)["command"] == []


def test_a_new_record_is_kept_through_a_power_cut_and_its_links_hold(place: Path) -> None:
    opened = current.to_write(place, "0009")
    assert opened is not None
    with closing(opened):
        assert opened.execute("PRAGMA synchronous").fetchone() == (2,)
        assert opened.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert opened.in_transaction


def test_any_other_place_is_left_to_a_session(place: Path, tmp_path: Path) -> None:
    link, older, foreign = (tmp_path / name for name in ("link.db", "older.db", "foreign.db"))
    link.symlink_to(place)
    older.write_bytes(place.read_bytes())
    for path, statement in (
        (older, "UPDATE alembic_version SET version_num = '0007'"),
        (foreign, "CREATE TABLE bookmark (url)"),
    ):
        with closing(sqlite3.connect(path)) as opened, opened:
            opened.execute(statement)
    (tmp_path / "empty.db").touch()
    for path in (link, older, foreign, tmp_path / "empty.db", tmp_path / "none.db", tmp_path):
        with at_once(str(path)) as pen:
            assert pen is None
    assert not (tmp_path / "none.db").exists()
