"""Criteria: what a job is rated on, and what it must have; what was not said stays unknown."""

from datetime import datetime
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tracker.db import Database
from tracker.errors import TrackerError
from tracker.models import Criterion
from tracker.records import applications, criteria
from tracker.records.notes import Note, told


def add_criteria(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        criteria.add(session, "Commute", Decimal("0.05"))
        criteria.add(session, "remote")
        criteria.add(session, "team", Decimal("0.025"))
        criteria.add(session, "parking")


def judged(
    database: Database, now: datetime, **said: list[str]
) -> tuple[dict[str, int | None], dict[str, bool | None]]:
    """Return the ratings and answers of Acme, once this was said of it too."""
    with database.writing(now) as session:
        if not session.scalars(applications.active()).all():
            applications.add(session, "Acme", None, on=now.date())
        applications.edit(session, applications.find_one(session, "Acme"), said)
    with database.reading() as session:
        known, found = criteria.load(session), applications.find_one(session, "Acme")
        return (
            criteria.ratings(found, known.factors),
            criteria.answers(found, known.must_haves),
        )


def test_criteria_are_kept_in_the_order_they_were_added(database: Database, now: datetime) -> None:
    add_criteria(database, now)
    with database.reading() as session:
        known = criteria.load(session)
        assert [(one.name, one.weight) for one in known.factors] == [
            ("Commute", Decimal("0.05")),
            ("team", Decimal("0.025")),
        ]
        assert [one.name for one in known.must_haves] == ["remote", "parking"]


def test_nothing_is_known_of_an_application_before_it_is_said(
    database: Database, now: datetime
) -> None:
    add_criteria(database, now)
    assert judged(database, now) == (
        {"Commute": None, "team": None},
        {"remote": None, "parking": None},
    )


def test_what_was_said_comes_back_can_be_changed_and_forgotten(
    database: Database, now: datetime
) -> None:
    add_criteria(database, now)
    assert judged(
        database, now, ratings=["commute=1", " TEAM = 5 "], has=["Remote"], lacks=["PARKING"]
    ) == ({"Commute": 1, "team": 5}, {"remote": True, "parking": False})
    assert judged(database, now, ratings=["commute=", "team=4"], has=["parking"]) == (
        {"Commute": None, "team": 4},
        {"remote": True, "parking": True},
    )
    assert judged(database, now, ratings=["commute="], unsure=["remote"]) == (
        {"Commute": None, "team": 4},
        {"remote": None, "parking": True},
    )


def test_a_new_application_may_be_judged_at_once(database: Database, now: datetime) -> None:
    add_criteria(database, now)
    with database.writing(now) as session:
        said = {"ratings": ["team=2", "commute=3"], "has": ["parking"]}
        applications.add(session, "Acme", None, on=now.date(), fields=said)
    assert judged(database, now) == (
        {"Commute": 3, "team": 2},
        {"remote": None, "parking": True},
    )


def test_saying_the_same_twice_is_saying_it_once(database: Database, now: datetime) -> None:
    add_criteria(database, now)
    assert judged(database, now, has=["remote", "Remote"])[1]["remote"] is True


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"ratings": ["commute=6"]}, "“commute=6” is no rating"),
        ({"ratings": ["commute=0"]}, "1 .bad. to 5 .good."),
        ({"ratings": ["commute=2.5"]}, "is no rating"),
        ({"ratings": ["commute=²"]}, "is no rating"),
        ({"ratings": ["commute"]}, "commute= to forget it"),
        ({"ratings": ["weather=2"]}, "There is no factor “weather”; tracker profile factor list"),
        ({"ratings": ["=2"]}, "There is no factor “”"),
        ({"ratings": ["remote=2"]}, "“remote” is a must-have, not a factor: its commands are"),
        ({"has": ["garden"]}, "There is no must-have “garden”; tracker profile must-have list"),
        ({"lacks": ["commute"]}, "“Commute” is a factor, not a must-have: .* by --rate."),
        ({"has": ["remote"], "lacks": ["remote"]}, "“remote” was said in two ways"),
        ({"has": ["remote"], "unsure": ["remote"]}, "“remote” was said in two ways"),
        ({"ratings": ["team=1", "TEAM=2"]}, "“team” was said in two ways"),
    ],
)
def test_what_cannot_be_said_of_an_application_is_refused(
    database: Database, now: datetime, said: dict[str, list[str]], reason: str
) -> None:
    add_criteria(database, now)
    with pytest.raises(TrackerError, match=reason):
        judged(database, now, **said)


@pytest.mark.parametrize(
    ("typed", "weight", "shown"),
    [
        ("5%", "0.05", "5%"),
        ("5", "0.05", "5%"),
        (" 2.50 % ", "0.025", "2.5%"),
        ("0.01%", "0.0001", "0.01%"),
        ("50", "0.5", "50%"),
        ("10", "0.1", "10%"),
    ],
)
def test_a_weight_is_typed_in_percent_with_or_without_the_sign(
    typed: str, weight: str, shown: str
) -> None:
    assert criteria.parse_weight(typed) == Decimal(weight)
    assert criteria.show_weight(Decimal(weight)) == shown


@pytest.mark.parametrize(
    "typed", ["0", "0%", "-5", "50.01%", "1e9", "5%%", "much", "", "%", "nan", "inf", "0.001%"]
)
def test_a_weight_that_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(TrackerError, match="is no weight; type the percent of pay"):
        criteria.parse_weight(typed)


def test_a_weight_that_looks_like_a_slip_is_pointed_out(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        criteria.add(session, "commute", criteria.parse_weight("0.05"))
        assert told(session) == [
            Note("Added factor commute, 0.05% of pay for each step."),
            Note("0.05% of pay is little; a plain number is percent, so 5 is 5%.", warning=True),
        ]


@pytest.mark.parametrize("name", ["commute", "COMMUTE", " Commuté ", "remote"])
def test_a_name_is_taken_whatever_its_case_and_kind(
    database: Database, now: datetime, name: str
) -> None:
    add_criteria(database, now)
    for weight in (None, Decimal("0.1")):
        with pytest.raises(TrackerError, match="already"), database.writing(now) as session:
            criteria.add(session, name, weight)
    with pytest.raises(TrackerError, match="already"), database.writing(now) as session:
        criteria.edit(session, criteria.find_factor(session, "team"), name=name, weight=None)


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_a_criterion_needs_a_name(database: Database, now: datetime, name: str) -> None:
    with pytest.raises(TrackerError, match="It needs a name"), database.writing(now) as session:
        criteria.add(session, name)


def test_a_factor_keeps_its_ratings_when_it_is_edited(database: Database, now: datetime) -> None:
    add_criteria(database, now)
    judged(database, now, ratings=["commute=2"])
    with database.writing(now) as session:
        factor = criteria.find_factor(session, "COMMUTE")
        criteria.edit(session, factor, name="commute  by train", weight=Decimal("0.03"))
        assert told(session)[0].text == (
            "Changed factor commute by train, 3% of pay for each step."
        )
    assert judged(database, now)[0] == {"commute by train": 2, "team": None}


def test_a_name_may_change_its_case_alone(database: Database, now: datetime) -> None:
    add_criteria(database, now)
    with database.writing(now) as session:
        criteria.edit(session, criteria.find_factor(session, "team"), name="Team", weight=None)
    assert list(judged(database, now)[0]) == ["Commute", "Team"]


def test_a_criterion_that_is_removed_takes_what_was_said_by_it_along(
    database: Database, now: datetime
) -> None:
    add_criteria(database, now)
    judged(database, now, ratings=["commute=2", "team=4"], has=["remote"])
    with database.writing(now) as session:
        criteria.remove(session, criteria.find_factor(session, "commute"))
        criteria.remove(session, criteria.find_must_have(session, "remote"))
        criteria.remove(session, criteria.find_must_have(session, "parking"))
        assert [note.text for note in told(session)[::2]] == [
            "Removed factor Commute with 1 rating.",
            "Removed must-have remote with 1 answer.",
            "Removed must-have parking.",
        ]
    assert judged(database, now) == ({"team": 4}, {})


def test_an_application_that_is_removed_takes_its_ratings_along(
    database: Database, now: datetime
) -> None:
    add_criteria(database, now)
    judged(database, now, ratings=["commute=2"], has=["remote"])
    with database.writing(now) as session:
        applications.remove(session, applications.find_one(session, "Acme"))
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM rating")) == 0
        assert session.scalar(text("SELECT count(*) FROM criterion")) == 4


@pytest.mark.parametrize("weight", ["0.5001", "0", "-0.05"])
def test_the_database_itself_keeps_weights_within_bounds(
    database: Database, now: datetime, weight: str
) -> None:
    with pytest.raises(TrackerError, match="outside what"), database.writing(now) as session:
        session.add(Criterion(name="x", name_key="x", weight=Decimal(weight)))


@pytest.mark.parametrize("value", [-1, 6])
def test_the_database_itself_keeps_ratings_within_bounds(
    database: Database, now: datetime, value: int
) -> None:
    add_criteria(database, now)
    judged(database, now)
    statement = text("INSERT INTO rating VALUES (1, 1, :value)")
    with pytest.raises(TrackerError, match="outside what"), database.writing(now) as session:
        session.execute(statement, {"value": value})


def test_two_criteria_of_one_name_are_refused_by_the_database_itself(
    database: Database, now: datetime
) -> None:
    add_criteria(database, now)
    with database.writing(now) as session, pytest.raises(IntegrityError):
        session.execute(text("INSERT INTO criterion (name, name_key) VALUES ('x', 'commute')"))
