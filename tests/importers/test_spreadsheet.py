"""Spreadsheets become rows: each input stands beside what is expected of it."""

import tracemalloc
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.dates import Calendar
from tracker.errors import TrackerError
from tracker.importers import content as contents
from tracker.importers import formats, mapper
from tracker.importers.columns import ALIASES, FIELDS
from tracker.importers.rows import ApplicationRow, Options, Reading, Unread
from tracker.money import Pay, short_pay
from tracker.words import DateOrder, Outcome, Period, Source, Stage, Workplace

BERLIN = ZoneInfo("Europe/Berlin")
MONTH_FIRST, DAY_FIRST = DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST
CALENDAR = Calendar(datetime(2026, 11, 22, 10, tzinfo=BERLIN), BERLIN, MONTH_FIRST)


@dataclass(frozen=True)
class Home:
    """A person in Berlin whose locale is American."""

    calendar: Calendar = CALENDAR
    currency: str = "USD"


def read(
    folder: Path,
    content: str | bytes,
    mapping: dict[str, str] | None = None,
    order: DateOrder | None = None,
) -> Reading[Any]:
    path = folder / "jobs.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return formats.read(path, Home(), Options(columns=mapping or {}, order=order), "spreadsheet")


def one(folder: Path, content: str | bytes) -> ApplicationRow:
    row: ApplicationRow
    (row,) = read(folder, content).rows
    return row


def applied(folder: Path, *dates: str, order: DateOrder | None = None) -> list[date | None]:
    """Return how a column of dates of application is read."""
    lines = [f'Acme,"{text}"' for text in dates]
    reading = read(folder, "\n".join(["Company,Date Applied", *lines]), order=order)
    assert not reading.unread
    return [row.on for row in reading.rows]


def refusal(folder: Path, content: str | bytes, mapping: dict[str, str] | None = None) -> str:
    with pytest.raises(TrackerError) as caught:
        read(folder, content, mapping)
    return str(caught.value)


def test_every_field_has_its_column(tmp_path: Path) -> None:
    content = (
        "Company,Role,Status,URL,Date Applied,Date Saved,Source,Location,Salary,Resume,Notes,"
        "Deadline,Workplace,Tags\n"
        "Acme,Engineer,Interviewing,https://acme.example/1,2026-03-05,2026-03-01,Referral,Berlin,"
        '120k-150k,cv.pdf,Nice people,2026-04-01,Hybrid,"python, data"\n'
    )
    assert one(tmp_path, content) == ApplicationRow(
        line=2,
        company="Acme",
        role="Engineer",
        stage=Stage.INTERVIEWING,
        on=date(2026, 3, 5),
        saved_on=date(2026, 3, 1),
        fields={
            "posting_url": "https://acme.example/1",
            "location": "Berlin",
            "documents": "cv.pdf",
            "pay": Pay(Decimal(120_000), None, Decimal(150_000), "USD", Period.YEAR),
            "source": Source.REFERRAL,
            "workplace": Workplace.HYBRID,
            "apply_by": date(2026, 4, 1),
            "tags": ["python", "data"],
            "notes": "Nice people",
        },
    )


def test_applications_of_linkedin_come_without_their_private_answers(tmp_path: Path) -> None:
    content = (
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,"
        "Resume Name,Question And Answers\n"
        '"8/9/26, 2:22 PM",me@example.org,,Acme,Engineer,'
        "https://www.linkedin.com/jobs/view/3912345678/?refId=a%3D&trk=b,cv.pdf,"
        "Q: Any disability? A: secret\n"
    )
    reading = read(tmp_path, content)
    (row,) = reading.rows
    assert (row.on, row.stage) == (date(2026, 8, 9), Stage.APPLIED)
    assert row.fields["posting_id"] == "3912345678"
    assert "notes" not in row.fields
    assert "secret" not in str(reading)
    assert reading.remarks == [
        (
            "“Question And Answers” was left out: its answers are private; "
            "--with-answers brings them in."
        )
    ]


def test_private_answers_that_are_asked_for_are_told_apart_from_other_notes(
    tmp_path: Path,
) -> None:
    path = tmp_path / "jobs.csv"
    path.write_text("Company,Team,Question And Answers\nAcme,Data,Q: Any? A: secret\n")
    (row,) = formats.read(path, Home(), Options(answers=True)).rows
    assert isinstance(row, ApplicationRow)
    assert row.fields["notes"] == "Team: Data\nQuestion And Answers: Q: Any? A: secret"
    assert row.answers == ("Question And Answers: Q: Any? A: secret",)


def test_saved_jobs_of_linkedin_are_saved(tmp_path: Path) -> None:
    content = (
        "Saved Date,Job Url,Job Title,Company Name\n"
        "9/1/26,https://www.linkedin.com/jobs/view/12/,Engineer,Acme\n"
    )
    row = one(tmp_path, content)
    assert (row.stage, row.on, row.saved_on) == (Stage.SAVED, date(2026, 9, 1), None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    row = one(tmp_path, "Company,Role,Location\nAcme,Engineer,Berlin\n".replace(",", delimiter))
    assert (row.company, row.role, row.fields) == ("Acme", "Engineer", {"location": "Berlin"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    row = one(tmp_path, "Company,Role\r\nCafé Zürich,Köchin\r\n".encode(encoding))
    assert (row.company, row.role) == ("Café Zürich", "Köchin")


def test_a_header_stands_wherever_it_stands(tmp_path: Path) -> None:
    row = one(tmp_path, 'My hunt\n"as of today,\nmore"\n\nRole,Employer\nEngineer,Acme\n')
    assert row == ApplicationRow(6, "Acme", "Engineer")


def test_names_of_columns_are_folded(tmp_path: Path) -> None:
    row = one(tmp_path, "COMPANY NAME,job_title,Job-URL\nAcme,Engineer,acme.example/1\n")
    assert row == ApplicationRow(2, "Acme", "Engineer", fields={"posting_url": "acme.example/1"})


def test_columns_and_stages_are_known_in_polish(tmp_path: Path) -> None:
    (row,) = read(
        tmp_path,
        "Pracodawca;Stanowisko;Etap;Data aplikacji;Data;Lokalizacja;Uwagi\n"
        "Acme;Analityk;Wysłano;2026-05-02;2026-05-09;Łódź;Miło\n",
    ).rows
    assert (row.company, row.role, row.stage) == ("Acme", "Analityk", Stage.APPLIED)
    assert row.on == date(2026, 5, 2)
    assert row.fields["location"] == "Łódź"
    assert row.fields["notes"].startswith("Miło")


def test_what_no_field_takes_is_kept_in_the_notes(tmp_path: Path) -> None:
    content = (
        "Company,Salary,Link,Source,Remote,Deadline,Company,Mood,,Notes\n"
        "Acme,a lot,ask Mia,Indeed,sometimes,soon,Acme Ltd,good,x,Hello,over\n"
    )
    assert one(tmp_path, content).fields == {
        "source": Source.POSTING,
        "notes": "Hello\nLink: ask Mia\nSalary: a lot\nSource: Indeed\nRemote: sometimes\n"
        "Deadline: soon\nCompany: Acme Ltd\nMood: good\nColumn 9: x\nColumn 11: over",
    }


def test_what_is_not_understood_of_pay_and_days_is_told(tmp_path: Path) -> None:
    content = "Company,Salary,Deadline,Source\nAcme,a lot,soon,Mum\nGlobex,competitive,,\n"
    assert read(tmp_path, content).remarks == [
        "In “Salary”, “a lot” and 1 more was not understood; they are in the notes.",
        "In “Deadline”, “soon” was not understood; it is in the notes.",
    ]


def test_pay_without_a_currency_is_in_that_of_its_column(tmp_path: Path) -> None:
    reading = read(tmp_path, "Company,Salary\nA,70k-80k\nB,65.000 € a year\nC,60k EUR/year\n")
    assert [row.fields["pay"].currency for row in reading.rows] == ["EUR", "EUR", "EUR"]
    assert "in 1 row: taken in EUR" in reading.guesses[0]
    reading = read(tmp_path, "Company,Salary\nA,70k-80k\nB,65.000 €\nC,60k GBP\n")
    assert [row.fields["pay"].currency for row in reading.rows] == ["USD", "EUR", "GBP"]


def pays(tmp_path: Path, content: str) -> list[str]:
    """Return the pay of each row of a sheet in short, "" for none."""
    found = (row.fields.get("pay") for row in read(tmp_path, content).rows)
    return [short_pay(pay) if pay else "" for pay in found]


@pytest.mark.parametrize(
    "name", ["Currency", "Währung", "Devise", "Moneda", "Divisa", "Moeda", "Valuta", "Waluta"]
)
def test_a_column_names_the_currency_of_pay(tmp_path: Path, name: str) -> None:
    content = f"Company,Salary,{name}\nA,60000,EUR\nB,$90k,CAD\nC,60k kr,sek\nD,70k,€\n"
    assert pays(tmp_path, content) == ["60k EUR", "90k CAD", "60k SEK", "70k EUR"]
    reading = read(tmp_path, content)
    assert not any("notes" in row.fields for row in reading.rows)
    assert not any("currency" in guess for guess in reading.guesses)


def test_pay_without_a_currency_is_in_that_of_all_other_rows(tmp_path: Path) -> None:
    assert pays(tmp_path, "Company,Salary,Currency\nA,60k,EUR\nB,70k,\n") == ["60k EUR", "70k EUR"]


def test_a_currency_that_pay_cannot_take_is_kept_and_told(tmp_path: Path) -> None:
    content = (
        "Company,Salary,Currency\nA,€90k/year,USD\nB,60k,Galleons\nC,€60k/year,Galleons\nD,,GBP\n"
    )
    assert pays(tmp_path, content) == ["90k EUR", "", "60k EUR", ""]
    reading = read(tmp_path, content)
    assert [row.fields["notes"] for row in reading.rows] == [
        "Currency: USD",
        "Salary: 60k\nCurrency: Galleons",
        "Currency: Galleons",
        "Currency: GBP",
    ]
    assert reading.remarks == [
        "In “Salary”, “60k” was not understood; it is in the notes.",
        "In “Currency”, “Galleons” and 1 more was not understood; they are in the notes.",
    ]
    assert reading.guesses == [
        (
            "In “Salary” “€90k/year” is in another currency than its row names beside it: taken as "
            "it is written; the other is in the notes."
        )
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Salary (EUR)", ["60 EUR", "65k EUR", "70k EUR", "80k USD", "9 EUR/hour"]),
        ("Salary (k€)", ["60k EUR", "65k EUR", "70k EUR", "80k USD", "9k EUR/hour"]),
        (
            "Gehalt [€/Monat]",
            ["60 EUR/month", "65k EUR/month", "70k EUR/month", "80k USD/month", "9 EUR/hour"],
        ),
        (
            "Pay ($/hr)",
            ["60 USD/hour", "65k USD/hour", "70k USD/hour", "80k USD/hour", "9 USD/hour"],
        ),
        ("Salary (kr)", ["", "", "", "80k USD", ""]),
    ],
)
def test_the_name_of_a_column_says_in_brackets_what_pay_is_in(
    tmp_path: Path, name: str, expected: list[str]
) -> None:
    rows = "A,60\nB,65000\nC,70k\nD,$80k\nE,9/hour\n"
    assert pays(tmp_path, f"Company,{name}\n{rows}") == expected


def test_a_row_counts_before_the_name_of_its_column(tmp_path: Path) -> None:
    assert pays(tmp_path, "Company,Salary (€),Currency\nA,60k,CHF\nB,70k,\n") == [
        "60k CHF",
        "70k EUR",
    ]


def test_other_words_in_brackets_make_no_column_of_pay(tmp_path: Path) -> None:
    fields = one(
        tmp_path, "Company,Salary (asked),Salary (2026),Role (EUR)\nA,60k,70k,Dev\n"
    ).fields
    assert fields == {"notes": "Salary (asked): 60k\nSalary (2026): 70k\nRole (EUR): Dev"}


def test_a_column_named_for_pay_is_read_in_what_its_brackets_say(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "Company,Lohn (k€)\nA,60\n", {"Lohn (k€)": "pay"}).rows
    assert short_pay(row.fields["pay"]) == "60k EUR"


def test_days_out_of_order_are_kept_in_the_notes(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "Company,Date Saved,Applied Date,Status,Status Date\n"
        "A,,2026-03-06,Rejected,2026-03-01\n"
        "B,2026-05-01,2026-03-01,Applied,\n"
        "C,2026-03-01,2026-03-01,Rejected,2026-03-01\n"
        "D,2026-03-01,,Rejected,2026-03-02\n",
    )
    assert [row.fields.get("notes", "") for row in reading.rows] == [
        "Status Date: 2026-03-01",
        "Date Saved: 2026-05-01",
        "",
        "",
    ]


def test_what_is_supposed_of_pay_is_told(tmp_path: Path) -> None:
    content = "Company,Gehalt\nA,60000\nB,60000 GBP\nC,60/hour\nD,90-100\nE,€4000/Monat\nF,\n"
    assert read(tmp_path, content).guesses == [
        (
            "In “Gehalt” no currency is named in 3 rows: taken in USD; for another, first: tracker "
            "profile set currency CODE."
        ),
        (
            "In “Gehalt” no period is named in 3 rows: taken as pay a year; for another, write "
            "3500/month or 60/hour."
        ),
        "In “Gehalt” “90-100” is little for a year; for thousands write 90k, for hours 60/hour.",
    ]
    assert read(tmp_path, "Company,Gehalt\nE,€4000/Monat\nF,\n").guesses == []


def test_a_cell_that_says_nothing_is_blank(tmp_path: Path) -> None:
    content = "Company,Role,Date Applied,Location,Salary\nAcme,N/A,-,none,—\n"
    assert one(tmp_path, content) == ApplicationRow(2, "Acme", stage=Stage.SAVED)


def test_columns_are_mapped_by_hand(tmp_path: Path) -> None:
    content = "Firm,Job,Company,Secret\nAcme,Engineer,small,hush\n"
    reading = read(tmp_path, content, {"firm": "company", "Job": "role", "Secret": "ignore"})
    assert reading.rows == [
        ApplicationRow(2, "Acme", "Engineer", fields={"notes": "Company: small"})
    ]


def test_private_answers_come_along_when_asked_for(tmp_path: Path) -> None:
    content = "Company,Question And Answers\nAcme,Q and A\n"
    reading = read(tmp_path, content, {"Question And Answers": "notes"})
    assert reading.rows == [ApplicationRow(2, "Acme", fields={"notes": "Q and A"})]
    assert reading.remarks == []


def test_a_mapping_to_nowhere_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "Company,Role\nAcme,\n", {"Firm": "role"}).endswith(
        " has no column “Firm”; it has “Company”, “Role”."
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8/15/26, 2:22 PM", date(2026, 8, 15)),
        ("8/15/26, 2:22\u202fPM", date(2026, 8, 15)),
        ("05 Mar 2024", date(2024, 3, 5)),
        ("5-Mar-24", date(2024, 3, 5)),
        ("March 5, 2024", date(2024, 3, 5)),
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-03-05T21:31:26", date(2024, 3, 5)),
        ("2024-03-05 14:22:11 UTC", date(2024, 3, 5)),
        ("2024-03-05 23:30:00 UTC", date(2024, 3, 6)),
        ("2024-03-05T00:00:00.000Z", date(2024, 3, 5)),
        ("2024-03-05T23:59:59Z", date(2024, 3, 5)),
        ("2024-03-05T23:30:00+01:00", date(2024, 3, 5)),
        ("2024/3/5", date(2024, 3, 5)),
        ("4.5.2026", date(2026, 5, 4)),
        ("Mo, 05.10.2026", date(2026, 10, 5)),
        ("Monday, October 5, 2026", date(2026, 10, 5)),
        ("5. Oktober 2026", date(2026, 10, 5)),
        ("1er octobre 2026", date(2026, 10, 1)),
        ("lundi 5 octobre 2026 à 15h04", date(2026, 10, 5)),
        ("5 oct. 2026", date(2026, 10, 5)),
        ("1º de octubre de 2026", date(2026, 10, 1)),
        ("segunda-feira, 5 de outubro de 2026", date(2026, 10, 5)),
        ("lun. 5 ott. 2026", date(2026, 10, 5)),
        ("5-okt-2026", date(2026, 10, 5)),
        ("poniedziałek, 5 października 2026", date(2026, 10, 5)),
        ("12 août 2026", date(2026, 8, 12)),
        ("Mar 1, 2026", date(2026, 3, 1)),
        ("5 mrt 2026", date(2026, 3, 5)),
        ("5. Jänner 2026", date(2026, 1, 5)),
        ("2026年10月5日", date(2026, 10, 5)),
        ("2026. 10. 5.", date(2026, 10, 5)),
        ("31/12/2025", date(2025, 12, 31)),
        ("36526", date(2000, 1, 1)),
        ("45231.75", date(2023, 11, 1)),
        ("73050", date(2099, 12, 31)),
    ],
)
def test_a_date_is_read(tmp_path: Path, text: str, day: date) -> None:
    assert applied(tmp_path, text) == [day]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("yesterday", "“yesterday” counts from a day that the file does not name"),
        ("3 days ago", "“3 days ago” counts from a day that the file does not name"),
        ("last monday", "“last monday” counts from a day that the file does not name"),
        ("TBD", "“TBD” is no date that is understood"),
        ("Di, 05.10.2026", "“Di, 05.10.2026” is no date that is understood"),
        ("31. Februar 2026", "“31. Februar 2026” is no date that is understood"),
        ("5 jui 2026", "“5 jui 2026” is no date that is understood"),
        ("vor 05.10.2026", "“vor 05.10.2026” is no date that is understood"),
        ("Oktober 2026", "“Oktober 2026” is no date that is understood"),
    ],
)
def test_what_names_no_day_by_itself_is_left_out(tmp_path: Path, text: str, reason: str) -> None:
    (left_out,) = read(tmp_path, f'Company,Date Applied\nAcme,"{text}"\n').unread
    assert left_out.reason == reason


def test_a_day_of_the_week_may_stand_before_the_day_that_shows_the_order(tmp_path: Path) -> None:
    assert applied(tmp_path, "Di, 13/10/2026", "Mo, 05/10/2026") == [
        date(2026, 10, 13),
        date(2026, 10, 5),
    ]


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["4/5/2026", "13/5/2026"], [date(2026, 5, 4), date(2026, 5, 13)]),
        (["5/13/2026", "4/5/2026"], [date(2026, 5, 13), date(2026, 4, 5)]),
    ],
)
def test_a_column_shows_its_order(tmp_path: Path, texts: list[str], days: list[date]) -> None:
    assert applied(tmp_path, *texts) == days


@pytest.mark.parametrize("name", ["Beworben am", "Date de candidature", "FECHA", "Data"])
def test_a_column_named_in_a_language_that_puts_the_day_first_does(
    tmp_path: Path, name: str
) -> None:
    reading = read(tmp_path, f"Firma,{name}\nAcme,04/05/2026\n")
    assert (reading.rows[0].on, reading.guesses, reading.unsure) == (date(2026, 5, 4), [], None)
    reading = read(tmp_path, f"Firma,{name}\nAcme,04/05/2026\n", order=DateOrder.MONTH_FIRST)
    assert reading.rows[0].on == date(2026, 4, 5)


def test_a_column_that_shows_no_order_takes_the_calendars_and_says_so(tmp_path: Path) -> None:
    content = "Company,Date Applied\nAcme,04/05/2026\nGlobex,5/5/2026\n"
    reading = read(tmp_path, content)
    assert reading.rows[0].on == date(2026, 4, 5)
    assert reading.guesses == [
        "In “Date Applied” 04/05/2026 is read as Sun 5 Apr 2026; if that is wrong, add --day-first."
    ]
    reading = read(tmp_path, content, order=DAY_FIRST)
    assert reading.rows[0].on == date(2026, 5, 4)
    assert reading.guesses == []


def test_a_column_of_both_orders_leaves_open_dates_out(tmp_path: Path) -> None:
    content = "Company,Date Applied\nA,13/5/2026\nB,5/14/2026\nC,4/5/2026\n"
    reading = read(tmp_path, content)
    assert [row.on for row in reading.rows] == [date(2026, 5, 13), date(2026, 5, 14)]
    (unread,) = reading.unread
    assert (unread.line, unread.reason.partition(";")[0]) == (
        4,
        "“4/5/2026” can be two days, as its column has dates of both orders",
    )
    assert applied(tmp_path, "13/5/2026", "5/14/2026", "4/5/2026", order=MONTH_FIRST)[2] == date(
        2026, 4, 5
    )


NO_DATES = (
    "soonish|31/02/2026|0/0/2026|2026-02-30|99 Mar 2024|0001-01-01|2024-03-05T25:00:00Z|5 Foo 24"
    "|36525|73051|452311"
)


@pytest.mark.parametrize("text", NO_DATES.split("|"))
def test_what_is_no_date_leaves_its_row_out(tmp_path: Path, text: str) -> None:
    reading = read(tmp_path, f"Company,Date Applied\nAcme,{text}\nGlobex,2026-05-01\n")
    assert [row.company for row in reading.rows] == ["Globex"]
    assert reading.unread == [Unread(2, f"“{text}” is no date that is understood")]


@pytest.mark.parametrize(
    ("word", "stage", "outcome"),
    [
        ("Wishlist", Stage.SAVED, None),
        ("To Apply", Stage.SAVED, None),
        ("APPLIED", Stage.APPLIED, None),
        ("1. Submitted ✅", Stage.APPLIED, None),
        ("Phone screen", Stage.SCREENING, None),
        ("Take-home", Stage.ASSESSMENT, None),
        ("On-site", Stage.INTERVIEWING, None),
        ("Offer received", Stage.OFFERED, None),
        ("Hired", Stage.OFFERED, Outcome.ACCEPTED),
        ("Declined", Stage.OFFERED, Outcome.DECLINED),
        ("Not selected", Stage.APPLIED, Outcome.REJECTED),
        ("Withdrawn", Stage.APPLIED, Outcome.WITHDRAWN),
        ("No response", Stage.APPLIED, Outcome.GHOSTED),
        ("Position filled", Stage.APPLIED, Outcome.CANCELLED),
    ],
)
def test_a_status_is_a_stage_and_an_outcome(
    tmp_path: Path, word: str, stage: Stage, outcome: Outcome | None
) -> None:
    row = one(tmp_path, f"Company,Status\nAcme,{word}\n")
    assert (row.stage, row.outcome, row.fields) == (stage, outcome, {})


def test_an_unknown_status_is_kept_and_named(tmp_path: Path) -> None:
    content = "Company,Status,Applied\nAcme,Promising,2026-05-01\nGlobex,Hm,\n"
    reading = read(tmp_path, content)
    assert reading.rows == [
        ApplicationRow(2, "Acme", on=date(2026, 5, 1), fields={"notes": "Status: Promising"}),
        ApplicationRow(3, "Globex", stage=Stage.SAVED, fields={"notes": "Status: Hm"}),
    ]
    (remark,) = reading.guesses
    assert remark.startswith("No stage is known by the name of “Promising”, “Hm”; ")


@pytest.mark.parametrize(
    ("content", "stage"),
    [
        ("Company\nAcme\n", Stage.APPLIED),
        ("Company,Applied\nAcme,yes\n", Stage.APPLIED),
        ("Company,Applied\nAcme,no\n", Stage.SAVED),
        ("Company,Date Saved\nAcme,2026-05-01\n", Stage.SAVED),
        ("index,applied,appliedDate,Company\n1,true,2026-05-01,Acme\n", Stage.APPLIED),
    ],
)
def test_without_a_status_the_dates_say_how_far_it_got(
    tmp_path: Path, content: str, stage: Stage
) -> None:
    assert one(tmp_path, content).stage is stage


def test_a_highest_salary_is_no_likely_one(tmp_path: Path) -> None:
    pay = one(tmp_path, "Company,Max. Salary\nAcme,€90k\n").fields["pay"]
    assert pay == Pay(None, None, Decimal(90_000), "EUR", Period.YEAR)


def test_rows_that_cannot_be_read_are_named_and_blank_ones_skipped(tmp_path: Path) -> None:
    content = (
        "Company,Role\n"
        ",Engineer\n"
        ",\n"
        "\n"
        '"Acme" Ltd,Engineer\n'
        '"Initech\nand Sons",Tester\n'
        f"Globex{',' * 30_000}\n"
        '"Hooli,Baker\n'
        "Umbrella,Nurse\n"
    )
    reading = read(tmp_path, content)
    assert reading.rows == [ApplicationRow(6, "Initech and Sons", "Tester")]
    quoted = "a quotation mark is opened or closed in the wrong place"
    assert reading.unread == [
        Unread(2, "no company"),
        Unread(5, quoted),
        Unread(8, "it has 30,001 columns"),
        Unread(9, quoted),
        Unread(10, quoted),
    ]


def test_ten_thousand_columns_are_read(tmp_path: Path) -> None:
    names = ",".join(f"c{n}" for n in range(10_000))
    row = one(tmp_path, f"Company,{names}\nAcme,{'x,' * 9_999}y\n")
    assert row.fields["notes"].endswith("c9999: y")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is no text"),
        (b"Company\nAc\x00me\n", "is no text"),
        (b"%PDF-1.7\n1 0 obj\nCompany\n", "is no text; save the spreadsheet as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\nCompany\n", "is no text"),
        (b"\xff\xfeC\x00o", "is no text"),
        (b"\x81\xff\n", "is no text"),
        (b"PK\x03\x04", "looks like a whole ZIP archive"),
        (
            b"Name;Age\nMia;7\n",
            'say which of “Name”, “Age” does: --map "COLUMN=company".',
        ),
        (
            b"First Name,Company,Connected On\nMia,Acme,05 Mar 2024\n",
            "holds connections at LinkedIn without first and last names, of which",
        ),
        (b"Company\n" + b"x" * 2_000_000, "too long for a spreadsheet in line 2"),
        (b"Company\n" + b"x," * 600_000, "too long for a spreadsheet in line 2"),
        (b'Company\n"' + b"x\n" * 600_000, "too long for a spreadsheet in line 2"),
        (b"x" * 2_000_000, "too long for a spreadsheet in line 1"),
        (b"x" * (contents.MOST_BYTES + 1), "is larger than any list of applications or people"),
        (b"Company\n" + b"x\n" * (mapper.MOST_ROWS + 1), "has more than 250,000 rows or"),
        (b"Company\n" + b"x,,,,,,,,,,,,,,,,,\n" * 250_000, "or 4,000,000 cells"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    said = refusal(tmp_path, content)
    assert said.startswith("jobs.csv ")
    assert reason in said


def test_a_line_without_end_is_refused_before_it_takes_memory(tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv"
    path.write_bytes(b"Company\r\nAcme\r\n" + b"x," * 30_000_000)
    tracemalloc.start()
    with pytest.raises(TrackerError, match="too long for a spreadsheet in line 3"):
        formats.read(path, Home(), Options())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 70_000_000


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path, "is a folder"),
        (tmp_path / "none.csv", "cannot be read (No such file or directory)"),
        (tmp_path / "a\0b", "cannot be read (embedded null byte)"),
    ):
        with pytest.raises(TrackerError) as caught:
            formats.read(path, Home(), Options())
        assert reason in str(caught.value)


SNIPPETS = st.sampled_from(
    rb"""Company|Date Applied|Status|Salary|Tags|"|,|;|4/5/26|2026-13-01|0/0/00|http://[""".split(
        b"|"
    )
)


def test_the_guide_names_every_column_that_is_known() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")
    for field, names in ALIASES.items():
        if field in FIELDS:
            assert f"| `{field}` | {', '.join(names)} |" in guide


BREAKS = st.sampled_from([b"\n", b"\r", b"|", b"\t", b"\xef\xbb\xbf", b"2024-03-05T25:00:00Z"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary() | st.lists(SNIPPETS | BREAKS | st.binary(max_size=3)).map(b"".join))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    for data in (content, b"Company,Date Applied,Url,Salary,Deadline\n" + content):
        try:
            reading = read(tmp_path, data)
        except TrackerError:
            continue
        assert all(row.company for row in reading.rows)
