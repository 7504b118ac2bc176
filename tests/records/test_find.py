"""A record is named by its id, or by enough of a name."""

from datetime import date, datetime

import pytest

from tracker.dates import Calendar
from tracker.db import Database
from tracker.errors import AmbiguousError, NotFoundError
from tracker.money import parse_pay
from tracker.records import applications, contacts, interviews, offers
from tracker.words import Outcome, Round

TODAY = date(2026, 11, 22)


def filled(database: Database, now: datetime, *titles: tuple[str, str | None]) -> Database:
    """Add an application for each company and role; their ids count from 1."""
    with database.writing(now) as session:
        for company, role in titles:
            applications.add(session, company, role, on=TODAY)
    return database


def found(database: Database, which: str) -> int:
    with database.reading() as session:
        return applications.find_one(session, which).id


@pytest.mark.parametrize(
    "which",
    ["2", "#2", " 2 ", "globex", "GLOB", "lobe", "globex analyst", "analyst  globex", "Straße glo"],
)
def test_an_id_or_words_or_parts_of_words_name_a_record(
    database: Database, now: datetime, which: str
) -> None:
    filled(database, now, ("Acme", "Data engineer"), ("Globex Strasse", "Data analyst"))
    assert found(database, which) == 2


def test_letter_case_does_not_matter_in_any_script(database: Database, now: datetime) -> None:
    filled(database, now, ("ЯНДЕКС", None), ("Ørsted", None))
    assert [found(database, which) for which in ("яндекс", "ØRSTED")] == [1, 2]


def test_an_exact_company_goes_before_a_part_of_another(database: Database, now: datetime) -> None:
    filled(database, now, ("Meta Health", None), ("Meta", None), ("Metabase", None))
    assert found(database, "meta") == 2


def test_an_exact_title_goes_before_a_part_of_another(database: Database, now: datetime) -> None:
    roles = ("Senior data engineer", "Data engineer", "Data engineer II")
    filled(database, now, *[("Acme", role) for role in roles])
    assert found(database, "acme data engineer") == 2
    assert found(database, "Acme, Data engineer") == 2


@pytest.mark.parametrize("which", ["acme", "ACME", "acmé", "acme analyst"])
def test_a_name_that_two_companies_share_but_for_their_legal_form_means_either(
    database: Database, now: datetime, which: str
) -> None:
    filled(database, now, ("Acme", "Analyst"), ("ACME GmbH", "Analyst"), ("Acme Labs", "Analyst"))
    with pytest.raises(AmbiguousError) as refusal:
        found(database, which)
    assert sorted(refusal.value.candidates) == [
        (1, "Acme, Analyst (applied)"),
        (2, "ACME GmbH, Analyst (applied)"),
    ]


@pytest.mark.parametrize(
    ("which", "number"),
    [("Acme", 1), ("Acme  Analyst", 1), ("Acme, Analyst", 1), ("ACME GmbH", 2), ("acme gmbh", 2)],
)
def test_a_company_that_is_written_as_it_writes_itself_goes_before_one_alike(
    database: Database, now: datetime, which: str, number: int
) -> None:
    filled(database, now, ("Acme", "Analyst"), ("ACME GmbH", "Analyst"))
    assert found(database, which) == number


def test_interviews_offers_and_contacts_at_companies_alike_are_asked_about_too(
    database: Database, now: datetime, calendar: Calendar
) -> None:
    with database.writing(now) as session:
        for company in ("Acme", "ACME GmbH"):
            one = applications.add(session, company, "Analyst", on=TODAY)
            interviews.add(session, one, None, round_=Round.ONSITE, calendar=calendar)
            offers.add(session, one, parse_pay("90k", "EUR"), until=None, calendar=calendar)
            contacts.add(session, "Mia Chen", {"company": company})
    with database.reading() as session:
        for find_one, which in (
            (interviews.find_one, "acme analyst onsite"),
            (offers.find_one, "acme analyst"),
            (contacts.find_one, "mia chen acme"),
        ):
            with pytest.raises(AmbiguousError):
                find_one(session, which)


@pytest.mark.parametrize(
    "which", ["ann lee", "ann@acme.example", "Ann Lee Acme", "ann lee ann@acme.example"]
)
def test_a_contact_named_exactly_goes_before_a_part_of_another(
    database: Database, now: datetime, which: str
) -> None:
    with database.writing(now) as session:
        for name in ("Joann", "Ann"):
            email = f"{name.lower()}@acme.example"
            contacts.add(session, f"{name} Lee", {"company": "Acme", "email": email})
    with database.reading() as session:
        assert contacts.find_one(session, which).name == "Ann Lee"


@pytest.mark.parametrize("which", ["acme analyst", "Acme, Analyst", "acme analyst onsite"])
def test_an_exact_title_names_its_interview_and_its_offer(
    database: Database, now: datetime, calendar: Calendar, which: str
) -> None:
    with database.writing(now) as session:
        for role in ("Senior analyst", "Analyst", "Analyst II"):
            one = applications.add(session, "Acme", role, on=TODAY)
            interviews.add(session, one, None, round_=Round.ONSITE, calendar=calendar)
            offers.add(session, one, parse_pay("90k", "EUR"), until=None, calendar=calendar)
    with database.reading() as session:
        assert interviews.find_one(session, which).id == 2
        assert offers.find_one(session, which.removesuffix(" onsite")).id == 2


def test_an_open_application_goes_before_an_ended_one(database: Database, now: datetime) -> None:
    filled(database, now, ("Acme", "Analyst"), ("Acme", "Writer"))
    with database.writing(now) as session:
        one = applications.find_one(session, "1")
        applications.close(session, one, Outcome.GHOSTED, on=TODAY)
    assert found(database, "acme") == 2
    with database.reading() as session:
        assert applications.find_one(session, "acme", ended=True).id == 1


def test_a_number_that_is_no_id_may_be_part_of_a_name(database: Database, now: datetime) -> None:
    filled(database, now, ("Studio 54", None))
    assert found(database, "54") == 1


def test_what_nobody_is_called_is_not_found(database: Database, now: datetime) -> None:
    filled(database, now, ("Acme", None))
    with pytest.raises(
        NotFoundError,
        match=r"No application matches “Initech”; tracker application list shows what there is.",
    ):
        found(database, "Initech")


@pytest.mark.parametrize("which", ["", "   ", "\n"])
def test_no_words_at_all_name_nothing_even_where_there_is_only_one(
    database: Database, now: datetime, which: str
) -> None:
    filled(database, now, ("Acme", None))
    with pytest.raises(NotFoundError, match="No application was named"):
        found(database, which)


def test_several_matches_are_refused_with_the_candidates(database: Database, now: datetime) -> None:
    filled(database, now, ("Acme", "Analyst"), ("Acme", "Writer"), ("Beta", "Writer"))
    with pytest.raises(AmbiguousError) as refusal:
        found(database, "acme")
    assert str(refusal.value) == (
        "“acme” matches several: 2: Acme, Writer (applied); 1: Acme, Analyst (applied); "
        "say which by its number."
    )
    assert [number for number, _ in refusal.value.candidates] == [2, 1]


def test_of_many_matches_only_a_few_are_listed(database: Database, now: datetime) -> None:
    filled(database, now, *[("Acme", f"Role {number}") for number in range(12)])
    with pytest.raises(AmbiguousError, match=r"; and 3 more; say which by its number\.$"):
        found(database, "acme")


@pytest.mark.parametrize("which", ["%", "_", "100_", "%acme", "\\", "a%e", "/"])
def test_signs_that_databases_take_for_wildcards_are_only_signs(
    database: Database, now: datetime, which: str
) -> None:
    filled(database, now, ("Acme", None), ("1000", None))
    with pytest.raises(NotFoundError):
        found(database, which)


@pytest.mark.parametrize("name", ["100% Remote", "snake_case", "back\\slash", "a/b"])
def test_a_name_with_such_signs_is_found_by_them(
    database: Database, now: datetime, name: str
) -> None:
    filled(database, now, ("1000 Remote", None), ("snakeXcase", None), ("aXb", None), (name, None))
    assert found(database, name) == 4


@pytest.mark.parametrize("which", ["9" * 18, "9" * 40, "0", "-1", "²", "\u0661"])
def test_a_number_of_no_record_is_not_found(database: Database, now: datetime, which: str) -> None:
    filled(database, now, ("Acme", None))
    with pytest.raises(NotFoundError):
        found(database, which)


def test_an_exact_name_is_found_among_more_matches_than_are_looked_through(
    database: Database, now: datetime
) -> None:
    filled(database, now, ("Acme", "The one"), *[("Acme North", None)] * 250)
    assert found(database, "acme") == 1


def test_a_contact_is_named_by_name_company_or_e_mail(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        contacts.add(session, "Mia Chen", {"company": "Acme", "email": "mia@acme.example"})
        contacts.add(session, "Bob Ray", {"company": "Beta"})
    with database.reading() as session:
        for which in ("mia", "chen mia", "acme", "mia@acme", "1", "#1"):
            assert contacts.find_one(session, which).name == "Mia Chen"


def test_a_contact_of_exactly_that_name_goes_before_longer_names(
    database: Database, now: datetime
) -> None:
    with database.writing(now) as session:
        for name in ("Mia Chen-Li", "Mia Chen"):
            contacts.add(session, name, {})
        assert contacts.find_one(session, "mia chen").id == 2
