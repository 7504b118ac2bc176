"""Two applications become one: every fact of both is kept, and undo takes them apart again."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.conftest import NOW
from tests.storage import NewPlace, Rows, rows_of
from tracker import nouns
from tracker.db import Database
from tracker.errors import TrackerError
from tracker.models import Application, Interaction, Interview, LastAdvice, Offer
from tracker.money import Pay
from tracker.records import (
    advice,
    applications,
    contacts,
    criteria,
    merging,
    undoing,
)
from tracker.records.advice import Advice
from tracker.records.notes import told
from tracker.words import Outcome, Period, Stage, Verdict, Workplace

MONDAY, FRIDAY, TODAY = date(2026, 11, 16), date(2026, 11, 20), date(2026, 11, 22)

DIFFERENT = [
    "company: Acme GmbH",
    "role: Data analyst",
    "location: Munich",
    "commute: 4",
    "garden: lacks it",
]

Standing = tuple[Stage, Outcome | None, date]


def merged(database: Database, kept: int = 1, other: int = 2) -> list[str]:
    with database.writing(NOW) as session:
        one, two = (session.get_one(Application, number) for number in (kept, other))
        merging.merge(session, one, two, TODAY)
        return [str(note) for note in told(session)]


def test_what_only_one_says_holds_and_what_both_say_is_kept_in_the_notes(
    database: Database, now: datetime
) -> None:
    pay = Pay(Decimal(60000), None, Decimal(80000), "EUR", Period.YEAR)
    with database.writing(now) as session:
        criteria.add(session, "commute", Decimal("0.05"))
        criteria.add(session, "garden")
        criteria.add(session, "parking")
        first = {
            "location": "Berlin",
            "tags": ["a", "b"],
            "notes": "Hello",
            "ratings": ["commute=2"],
        }
        applications.add(session, "Acme", "Analyst", on=MONDAY, fields={**first, "has": ["garden"]})
        second: dict[str, Any] = {
            "location": "Munich",
            "workplace": Workplace.REMOTE,
            "pay": pay,
            "knowledge": 0,
            "other_role": "no",
            "tags": ["b", "c"],
            "notes": "Second",
            "posting_text": "All about it",
            "ratings": ["commute=4"],
            "lacks": ["garden", "parking"],
        }
        applications.add(session, "Acme GmbH", "Data analyst", on=MONDAY, fields=second)
    said = merged(database)
    assert said == [
        "Joined application 2, Acme GmbH, Data analyst, to 1, Acme, Analyst.",
        "It is applied since Mon 16 Nov 2026.",
        f"Kept in its notes: {'; '.join(DIFFERENT)}.",
        "To take them apart again: tracker undo",
    ]
    with database.reading() as session:
        (one,) = session.scalars(select(Application)).all()
        known = criteria.load(session)
        assert (one.company, one.role, one.location) == ("Acme", "Analyst", "Berlin")
        assert (one.workplace, nouns.application_pay(one)) == (Workplace.REMOTE, pay)
        assert (one.knowledge, one.other_role_wanted) == (0, False)
        assert [tag.name for tag in one.tags] == ["a", "b", "c"]
        assert criteria.ratings(one, known.factors) == {"commute": 2}
        assert criteria.answers(one, known.must_haves) == {"garden": True, "parking": False}
        assert one.posting_text == "All about it"
        assert (one.notes or "").splitlines() == [
            "Hello",
            "2026-11-22: joined with application 2, Acme GmbH, Data analyst",
            *DIFFERENT,
            "Second",
        ]


def test_everything_that_belongs_to_the_second_moves_along(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        applications.add(session, "Acme", "Analyst", on=MONDAY)
        other = applications.add(session, "Acme", "Analyst", on=FRIDAY)
        held = Interview(round="screen", state="scheduled")
        other.interviews.append(held)
        other.offers.append(
            Offer(pay=Decimal(1), period="year", currency="EUR", received=TODAY, state="open")
        )
        mia = contacts.add(session, "Mia Chen", {})
        other.interactions.append(Interaction(contact=mia, on=TODAY, notes="called"))
        session.flush()
        advice.remember(session, now, {held.id: Advice(Verdict.KEEP, None, None, 0.5, 0.5)})
    assert merged(database)[0] == (
        "Joined application 2, Acme, Analyst with its 1 interview, 1 offer and 1 exchange, to 1, "
        "Acme, Analyst."
    )
    with database.reading() as session:
        (one,) = session.scalars(select(Application)).all()
        assert [len(each) for each in (one.interviews, one.offers, one.interactions)] == [1, 1, 1]
        assert [change.on for change in one.stage_changes] == [MONDAY, FRIDAY]
        assert session.scalars(select(LastAdvice.interview_id)).all() == [one.interviews[0].id]
        assert one.notes is None


def test_a_step_that_both_took_on_one_day_is_kept_once(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        for further in (Stage.SCREENING, Stage.APPLIED):
            one = applications.add(session, "Acme", "Analyst", on=MONDAY, stage=Stage.SAVED)
            applications.move(session, one, further, on=FRIDAY)
    merged(database)
    with database.reading() as session:
        steps = session.get_one(Application, 1).stage_changes
        assert [(step.on, step.stage) for step in steps] == [
            (MONDAY, Stage.SAVED),
            (FRIDAY, Stage.SCREENING),
            (FRIDAY, Stage.APPLIED),
        ]


@pytest.mark.parametrize(
    ("first", "second", "now_is"),
    [
        ((Stage.APPLIED, None, MONDAY), (Stage.SCREENING, None, FRIDAY), Stage.SCREENING),
        ((Stage.SCREENING, None, MONDAY), (Stage.APPLIED, None, FRIDAY), Stage.APPLIED),
        ((Stage.APPLIED, None, MONDAY), (Stage.SAVED, None, MONDAY), Stage.APPLIED),
        ((Stage.SAVED, None, MONDAY), (Stage.APPLIED, None, MONDAY), Stage.APPLIED),
        ((Stage.SCREENING, None, MONDAY), (Stage.APPLIED, Outcome.REJECTED, FRIDAY), "rejected"),
        (
            (Stage.APPLIED, Outcome.REJECTED, MONDAY),
            (Stage.SCREENING, None, FRIDAY),
            Stage.SCREENING,
        ),
        ((Stage.APPLIED, Outcome.REJECTED, MONDAY), (Stage.OFFERED, None, MONDAY), "rejected"),
    ],
)
def test_the_later_change_of_stage_says_how_far_it_got(
    database: Database, now: datetime, first: Standing, second: Standing, now_is: str
) -> None:
    with database.writing(now) as session:
        for stage, outcome, on in (first, second):
            added = applications.add(session, "Acme", "Analyst", on=on, stage=stage)
            if outcome:
                applications.close(session, added, outcome, on=on)
    merged(database)
    with database.reading() as session:
        one = session.get_one(Application, 1)
        assert (one.outcome or one.stage, one.moved_on) == (now_is, max(first[2], second[2]))


def test_an_application_is_not_joined_to_itself(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        applications.add(session, "Acme", "Analyst", on=MONDAY)
    with pytest.raises(
        TrackerError, match="Both of these are Acme, Analyst; name two applications"
    ):
        merged(database, 1, 1)


TEXT = st.none() | st.sampled_from(["one", "two", "three"])
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "location": TEXT,
        "posting_url": TEXT,
        "posting_id": TEXT,
        "posting_text": TEXT,
        "documents": TEXT,
        "notes": TEXT,
        "other_role": st.sampled_from(["yes", "no", "Boss"]),
        "knowledge": st.none() | st.integers(0, 3),
        "enthusiasm": st.none() | st.integers(1, 5),
        "rounds_left": st.none() | st.integers(0, 3),
        "apply_by": st.none() | st.just(TODAY),
        "workplace": st.none() | st.sampled_from(Workplace),
        "tags": st.lists(st.sampled_from("abc"), max_size=3),
        "ratings": st.lists(st.sampled_from(["commute=1", "commute=5"]), max_size=1),
        "pay": st.none()
        | st.integers(1, 3).map(lambda n: Pay(None, Decimal(n), None, "EUR", Period.HOUR)),
    },
)


def steps(rows: Rows) -> list[tuple[str, ...]]:
    """Return what was dated of stages and outcomes, whichever application it is of."""
    columns = ("on", "stage", "outcome", "reason")
    return sorted(tuple(str(row[name]) for name in columns) for row in rows["stage_change"])


def facts(rows: Rows, number: int) -> list[str]:
    """Return all that is said of an application, as texts that stand in a result or its notes."""
    (one,) = [row for row in rows["application"] if row["id"] == number]
    columns = ("company", "role", "location", "posting_url", "posting_id", "documents", "workplace")
    said = [one[name] for name in (*columns, "apply_by", "other_role")]
    said += [f"known: {one['knowledge']}" if one["knowledge"] is not None else None]
    said += [f"enthusiasm: {one['enthusiasm']}" if one["enthusiasm"] else None]
    said += [f"rounds left: {one['rounds_left']}" if one["rounds_left"] is not None else None]
    said += [f"pay: {one['pay_likely'] // 10_000} EUR an hour" if one["pay_likely"] else None]
    said += [*(one["notes"] or "").splitlines(), *(one["posting_text"] or "").splitlines()]
    said += [f"tag {row['name']}" for row in rows["tag"] if row["application_id"] == number]
    said += [
        f"commute: {row['value']}" for row in rows["rating"] if row["application_id"] == number
    ]
    return [text for text in said if text]


@given(first=FIELDS, second=FIELDS, names=st.sampled_from([("Acme", "Acme"), ("Acme", "Acme AG")]))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_fact_is_lost_and_undo_gives_the_exact_rows_back(
    new_place: NewPlace,
    first: dict[str, Any],
    second: dict[str, Any],
    names: tuple[str, str],
) -> None:
    place = new_place("merging.db")
    database = Database(place)
    with database.writing(NOW) as session:
        criteria.add(session, "commute", Decimal("0.05"))
        for name, fields in zip(names, (first, second), strict=True):
            applications.add(session, name, None, on=MONDAY, fields=fields)
    before = rows_of(place)
    merged(database)
    after = rows_of(place)
    wanted = {*facts(before, 1), *facts(before, 2)}
    (one,) = after["application"]
    noted = (one["notes"] or "").splitlines()
    kept = {*facts(after, 1), *noted, *(line.partition(": ")[2] for line in noted)}
    assert wanted <= kept
    assert steps(after) == sorted(set(steps(before)))
    with database.writing(NOW) as session:
        undoing.undo(session)
    assert rows_of(place) == before
