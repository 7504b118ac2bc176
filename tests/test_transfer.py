"""Rows become records: once, and never against what the user did since."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from tracker import nouns
from tracker.dates import Calendar
from tracker.db import Database
from tracker.importers.rows import ApplicationRow, Reading
from tracker.models import Application, StageChange
from tracker.money import Pay
from tracker.records import applications, history, undoing
from tracker.transfer import reading as whole
from tracker.transfer.tally import Tally
from tracker.words import DateOrder, Outcome, Period, Stage

TODAY = date(2026, 11, 22)
CALENDAR = Calendar(datetime(2026, 11, 22, 12, tzinfo=UTC), ZoneInfo("UTC"), DateOrder.DAY_FIRST)
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
PAGE = "https://acme.example/careers"
POSTING = "https://acme.example/jobs/4012345"
LINKEDIN = "https://www.linkedin.com/jobs/view/39/"


def row(
    company: str = "Acme", role: str | None = "Engineer", on: date | None = MAY, **fields: object
) -> ApplicationRow:
    return ApplicationRow(2, company, role, on=on, fields=fields)


def bring(database: Database, now: datetime, *rows: ApplicationRow) -> Tally:
    with database.writing(now) as session:
        (made,) = whole.bring(session, Reading(rows), CALENDAR)
    return made


def counts(made: Tally) -> tuple[int, int, int]:
    return made.added, made.updated, made.unchanged


def one(database: Database) -> Application:
    with database.reading() as session:
        return session.scalars(select(Application)).one()


def stages(database: Database) -> Sequence[tuple[date, Stage, Outcome | None]]:
    statement = select(StageChange.on, StageChange.stage, StageChange.outcome)
    with database.reading() as session:
        found = session.execute(statement.order_by(StageChange.id))
        return [(on, stage, outcome) for on, stage, outcome in found]


def test_a_row_becomes_an_application_with_its_fields(database: Database, now: datetime) -> None:
    pay = Pay(Decimal(1), None, Decimal(2), "EUR", Period.YEAR)
    made = bring(database, now, row(pay=pay, tags=["b", "a", "a"], notes="Hello"))
    assert counts(made) == (1, 0, 0)
    found = one(database)
    assert (found.company_key, found.search_key, found.notes) == ("acme", "acme engineer", "Hello")
    assert (found.moved_on, nouns.application_pay(found)) == (MAY, pay)
    assert [tag.name for tag in found.tags] == ["a", "b"]
    assert stages(database) == [(MAY, Stage.APPLIED, None)]


def test_the_days_that_a_file_tells_are_kept(database: Database, now: datetime) -> None:
    far = ApplicationRow(2, "Acme", None, Stage.INTERVIEWING, Outcome.REJECTED, JUNE, MAY)
    bring(database, now, far)
    assert stages(database) == [
        (MAY, Stage.SAVED, None),
        (JUNE, Stage.APPLIED, None),
        (JUNE, Stage.INTERVIEWING, Outcome.REJECTED),
    ]
    assert one(database).moved_on == JUNE


def test_what_has_no_day_is_dated_today(database: Database, now: datetime) -> None:
    bring(database, now, ApplicationRow(2, "Acme", stage=Stage.OFFERED))
    assert stages(database) == [(TODAY, Stage.OFFERED, None)]


SAME = [
    (row(), row("ACME ", " engineer")),
    (row(on=None), row(on=None)),
    (row(), row(on=None)),
    (row(posting_url=PAGE), row(posting_url="HTTPS://ACME.example/careers/?utm_source=x&trk=y")),
    (row(posting_url=PAGE), row(role=None, posting_url=PAGE)),
    (row(role=None, posting_url=PAGE), row(posting_url=PAGE)),
    (row(), row(posting_url=PAGE)),
    (row(posting_url=PAGE), row()),
    (row(posting_id="39", posting_url=LINKEDIN), row("Acme Ltd", "Dev", JUNE, posting_id="39")),
    (row(posting_url="http://["), row(posting_url="http://[")),
]
OTHER = [
    (row(), row(role="Analyst")),
    (row(), row("Globex")),
    (row(), row(on=JUNE)),
    (row(posting_url=PAGE), row(role="Analyst", posting_url=PAGE)),
    (row(posting_url=POSTING), row(role="Analyst", posting_url=POSTING)),
    (row(posting_url=PAGE), row(posting_url=f"{PAGE}?job=2")),
    (row(posting_id="39"), row(posting_id="40")),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_the_same_application_is_recognised(
    database: Database, now: datetime, first: ApplicationRow, second: ApplicationRow
) -> None:
    made = bring(database, now, first, second)
    assert counts(made) == (1, 0, 1)
    assert "1 row repeated an earlier one of the file." in made.remarks
    assert counts(bring(database, now, first, second)) == (0, 0, 2)


@pytest.mark.parametrize(("first", "second"), SAME)
def test_it_is_recognised_from_one_file_to_the_next(
    database: Database, now: datetime, first: ApplicationRow, second: ApplicationRow
) -> None:
    bring(database, now, first)
    made = bring(database, now, second)
    assert (made.added, made.remarks) == (0, [])


@pytest.mark.parametrize(("first", "second"), OTHER)
def test_another_application_is_not_taken_for_it(
    database: Database, now: datetime, first: ApplicationRow, second: ApplicationRow
) -> None:
    assert counts(bring(database, now, first, second)) == (2, 0, 0)
    assert counts(bring(database, now, first, second)) == (0, 0, 2)


def test_two_postings_do_not_share_one_application_without_an_address(
    database: Database, now: datetime
) -> None:
    rows = [row(), row(posting_url=f"{PAGE}/a"), row(posting_url=f"{PAGE}/b")]
    assert counts(bring(database, now, *rows)) == (2, 0, 1)
    assert counts(bring(database, now, *rows)) == (0, 0, 3)


def test_only_blanks_are_filled(database: Database, now: datetime) -> None:
    bring(database, now, row(notes="mine"))
    fuller = row(notes="theirs", location="Berlin", posting_url=PAGE, tags=["a"])
    assert counts(bring(database, now, fuller)) == (0, 1, 0)
    assert counts(bring(database, now, fuller)) == (0, 0, 1)
    found = one(database)
    assert (found.notes, found.location, found.posting_url) == ("mine", "Berlin", PAGE)
    assert [tag.name for tag in found.tags] == ["a"]


def test_a_repeated_row_completes_the_first(database: Database, now: datetime) -> None:
    rows = [
        row(role=None, posting_url=PAGE),
        row(posting_url=PAGE, location="Berlin"),
    ]
    bring(database, now, *rows)
    found = one(database)
    assert (found.role, found.location, found.search_key) == ("Engineer", "Berlin", "acme engineer")


EUROS = Pay(None, Decimal(60000), None, "EUR", Period.YEAR)
DOLLARS = Pay(Decimal(1), None, Decimal(2), "USD", Period.MONTH)
JULY = date(2026, 7, 1)


def test_what_a_repeated_row_says_otherwise_goes_to_the_notes(
    database: Database, now: datetime
) -> None:
    first = row(location="Berlin", notes="first", pay=EUROS, tags=["a"])
    second = row(location="Munich", notes="second", pay=DOLLARS, tags=["b"], apply_by=JUNE)
    made = bring(database, now, first, second)
    assert made.remarks == [
        "1 row repeated an earlier one of the file.",
        "What 1 such row said otherwise is in the notes, as of line 2 (Acme, Engineer).",
    ]
    found = one(database)
    assert found.notes == (
        "first\n\nAlso in the file: location Munich; pay 1-2 USD a month\n\nsecond"
    )
    assert (found.location, nouns.application_pay(found), found.apply_by) == (
        *("Berlin", EUROS, JUNE),
    )
    assert [tag.name for tag in found.tags] == ["a", "b"]
    assert counts(bring(database, now, first, second)) == (0, 0, 2)
    assert one(database).notes == found.notes


def test_a_repeated_row_that_is_further_along_moves_the_first(
    database: Database, now: datetime
) -> None:
    rows = [row(), ApplicationRow(3, "Acme", "Engineer", Stage.INTERVIEWING, on=MAY, moved_on=JUNE)]
    assert bring(database, now, *rows).remarks == ["1 row repeated an earlier one of the file."]
    assert stages(database) == [(MAY, Stage.APPLIED, None), (JUNE, Stage.INTERVIEWING, None)]
    assert (one(database).stage, one(database).moved_on) == (Stage.INTERVIEWING, JUNE)
    assert bring(database, now, *rows).remarks == []


@pytest.mark.parametrize("turn", [1, -1])
def test_the_day_of_saving_is_kept_whichever_row_tells_it(
    database: Database, now: datetime, turn: int
) -> None:
    saved = ApplicationRow(2, "Acme", "Dev", Stage.SAVED, on=MAY, fields={"posting_id": "39"})
    applied = row("Acme", "Dev", JUNE, posting_id="39")
    rows = [saved, applied][::turn]
    assert counts(bring(database, now, *rows)) == (1, 0, 1)
    assert stages(database) == [(MAY, Stage.SAVED, None), (JUNE, Stage.APPLIED, None)]
    assert one(database).notes is None
    assert counts(bring(database, now, *rows)) == (0, 0, 2)


def test_days_that_fit_nowhere_in_between_go_to_the_notes(
    database: Database, now: datetime
) -> None:
    bring(
        database,
        now,
        row(posting_id="39"),
        row("Acme Ltd", "Dev", JUNE, posting_id="39"),
        ApplicationRow(4, "Acme", "Dev", Stage.SAVED, on=JULY, fields={"posting_id": "39"}),
    )
    assert stages(database) == [(MAY, Stage.APPLIED, None)]
    assert one(database).notes == (
        "Also in the file: company Acme Ltd; role Dev; applied on Mon 1 Jun 2026\n\n"
        "Also in the file: role Dev; saved on Wed 1 Jul 2026"
    )


def test_a_stage_without_a_day_between_two_others_is_named(
    database: Database, now: datetime
) -> None:
    stated = (Stage.OFFERED, Stage.INTERVIEWING, Stage.APPLIED)
    bring(database, now, *(ApplicationRow(2, "Acme", stage=stage) for stage in stated))
    found = one(database)
    assert (found.stage, found.notes) == (
        Stage.OFFERED,
        "Also in the file: stage interviewing",
    )


def test_a_record_that_the_user_moved_on_stays_where_it_is(
    database: Database, now: datetime
) -> None:
    bring(database, now, row())
    with database.writing(now) as session:
        application = session.scalars(select(Application)).one()
        applications.advance(session, application, Stage.OFFERED, JUNE)
        applications.close(session, application, Outcome.DECLINED, on=JUNE)
    assert counts(bring(database, now, row())) == (0, 0, 1)
    found = one(database)
    assert (found.stage, found.outcome, found.moved_on) == (Stage.OFFERED, Outcome.DECLINED, JUNE)


def test_a_role_worded_anew_is_still_known_by_its_own_address(
    database: Database, now: datetime
) -> None:
    bring(database, now, row(posting_url=POSTING))
    with database.writing(now) as session:
        application = session.scalars(select(Application)).one()
        applications.edit(session, application, {"role": "Senior engineer"})
    assert counts(bring(database, now, row(posting_url=POSTING))) == (0, 0, 1)


def test_what_is_further_along_in_the_file_is_named_but_not_moved(
    database: Database, now: datetime
) -> None:
    bring(database, now, row())
    made = bring(database, now, ApplicationRow(2, "Acme", "Engineer", Stage.INTERVIEWING, on=MAY))
    assert counts(made) == (0, 0, 1)
    (further,) = map(str, made.further)
    number = one(database).id
    assert further == (
        f"Acme, Engineer is interviewing there: tracker application move {number} interviewing"
    )
    assert one(database).stage is Stage.APPLIED


def test_what_the_user_added_by_hand_is_known(database: Database, now: datetime) -> None:
    with database.writing(now) as session:
        fields = {"posting_url": f"{LINKEDIN}?trk=abc"}
        applications.add(session, "Acme Ltd", "Dev", on=JUNE, fields=fields)
    assert counts(bring(database, now, row(posting_id="39", posting_url=LINKEDIN))) == (0, 1, 0)
    assert one(database).posting_url == f"{LINKEDIN}?trk=abc"


def test_a_trial_writes_nothing(database: Database, now: datetime) -> None:
    with database.writing(now, keep=False) as session:
        (made,) = whole.bring(session, Reading([row()]), CALENDAR)
    assert counts(made) == (1, 0, 0)
    with database.reading() as session:
        assert session.scalar(select(func.count(Application.id))) == 0
        assert history.count(session) == 0


def test_many_rows_are_one_command_that_one_undo_takes_back(
    database: Database, now: datetime
) -> None:
    rows = [row(f"Company {number}", tags=["a"]) for number in range(450)]
    bring(database, now, row("Company 0"))
    assert counts(bring(database, now, *rows)) == (449, 1, 0)
    with database.writing(now) as session:
        assert history.count(session) == 2
        undoing.undo(session)
    assert one(database).company == "Company 0"
