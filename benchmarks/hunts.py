"""Make hunts of any size, always the same: python benchmarks/hunts.py FOLDER."""

import csv
import datetime as dt
import random
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from tracker.dates import Moment
from tracker.db import SCHEMA, Database
from tracker.exporters import hunts, vcards
from tracker.folding import fold_text
from tracker.models import Application, Contact, Interview, Offer, Setting, StageChange
from tracker.records import contacts, indexing, whole
from tracker.records.hunts import identity
from tracker.words import InterviewState, OfferState, Outcome, Period, Round, Stage, Workplace

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
ZONE = "Europe/Berlin"
SEED = 20_261_123
NOTES = "They answered within a week and asked for examples of past work. " * 3
SYLLABLES = ("ac", "bel", "cor", "dun", "el", "fi", "gra", "hol", "in", "jo", "ka", "lu", "me")
ROLES = ("Data engineer", "Analyst", "Product manager", "Nurse", "Site reliability engineer")
INTERVIEWS = 8
APPLICATIONS_A_CONTACT = 10
OFFERED = INTERVIEWS + 1
SETTINGS = {"present-pay": "75000 EUR year", "currency": "EUR", "time-zone": ZONE}


def applications(number: int) -> Iterator[dict[str, Any]]:
    """Yield rows of some 400 bytes; the first ones are open and under way, as in a real hunt."""
    chance = random.Random(SEED)  # noqa: S311 (the same hunt every time, no secret)
    for place in range(1, number + 1):
        company = "".join(chance.choices(SYLLABLES, k=4)).title()
        role = chance.choice(ROLES)
        low = Decimal(chance.randrange(60, 160) * 1000)
        under_way = place <= OFFERED
        stages = (
            [Stage.INTERVIEWING] if under_way else [Stage.SAVED, Stage.APPLIED, Stage.SCREENING]
        )
        yield {
            "id": place,
            "company": company,
            "role": role,
            "company_key": fold_text(company),
            "search_key": fold_text(company, role),
            "stage": chance.choice(stages),
            "outcome": None if under_way else chance.choice([None, None, *Outcome]),
            "moved_on": NOW.date() - dt.timedelta(days=chance.randrange(400)),
            "posting_url": f"https://jobs.example.com/{company.lower()}/{place}",
            "location": chance.choice(["Berlin", "Lisbon", "Leeds"]),
            "workplace": chance.choice(list(Workplace)),
            "pay_low": low,
            "pay_high": low + 20_000,
            "pay_currency": "EUR",
            "pay_period": Period.YEAR,
            "enthusiasm": chance.randint(1, 5),
            "notes": NOTES,
        }


def fill(place: Path | str, number: int) -> None:
    """Make a database with `number` applications, a few interviews to come and an offer."""
    rows = list(applications(number))
    people = rows[::APPLICATIONS_A_CONTACT]
    with Database(place).writing(NOW) as session:
        if not rows:
            return
        connection = session.connection()
        connection.execute(insert(Application), rows)
        connection.execute(
            insert(StageChange),
            [
                {"application_id": one["id"], "on": one["moved_on"], "stage": one["stage"]}
                for one in rows
            ],
        )
        connection.execute(insert(Interview), [interview(place + 1) for place in range(INTERVIEWS)])
        connection.execute(insert(Offer), [offer()])
        connection.execute(insert(Contact), [contact(one) for one in people])
        settings = [{"name": name, "value": value} for name, value in SETTINGS.items()]
        connection.execute(insert(Setting), settings)
        indexing.renew(connection, "application", [one["id"] for one in rows])
        indexing.renew(connection, "contact", range(1, len(people) + 1))


def moment(days: int, hour: int) -> dict[str, Any]:
    wall = dt.datetime(2026, 11, 23, hour) + dt.timedelta(days=days)
    agreed = Moment(wall, ZONE)
    return {"instant": agreed.instant, "wall": wall, "zone": ZONE, "fold": 0}


def interview(application: int) -> dict[str, Any]:
    return {
        "application_id": application,
        "round": Round.TECHNICAL,
        "minutes": 60,
        "state": InterviewState.SCHEDULED,
        **moment(application, 15),
    }


def offer() -> dict[str, Any]:
    return {
        "application_id": OFFERED,
        "pay": Decimal(90_000),
        "period": Period.YEAR,
        "currency": "EUR",
        "received": NOW.date(),
        "state": OfferState.OPEN,
        **moment(14, 12),
    }


def contact(application: dict[str, Any]) -> dict[str, Any]:
    """Return somebody at the company of an application, with a day on which to get in touch."""
    number, company = application["id"], application["company"]
    name, email = f"{company[::-1].title()} {number}", f"{number}@{company.lower()}.example"
    return {
        "name": name,
        "company": company,
        "search_key": fold_text(name, company, email),
        "role": "Recruiter",
        "email": email,
        "phone": f"+49 30 {number:07}",
        "follow_up": NOW.date() + dt.timedelta(days=number % 400 - 100),
        "notes": NOTES,
    }


def write_csv(path: Path, number: int) -> None:
    """Write the same applications as a spreadsheet that somebody kept."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Company", "Role", "Status", "Date applied", "Salary", "Link", "Notes"])
        for one in applications(number):
            pay = f"€{one['pay_low']}-{one['pay_high']}"
            day = one["moved_on"].isoformat()
            writer.writerow(
                [one["company"], one["role"], "applied", day, pay, one["posting_url"], NOTES]
            )


def write_cards(path: Path, database: Path) -> None:
    """Write the contacts of a hunt as the address book of somebody else."""
    with Database(database).reading() as session:
        cards = vcards.cards(contacts.everybody(session), "another hunt", {})
        path.write_text("".join(cards), encoding="utf-8", newline="")


def write_calendar(path: Path, number: int) -> None:
    """Write the calendar of somebody who meets a lot, for no interview of theirs."""
    lines = ["BEGIN:VCALENDAR"]
    for place in range(number):
        day = NOW + dt.timedelta(hours=place % 10_000)
        lines += ["BEGIN:VEVENT", f"UID:{place}@work.example", f"DTSTART:{day:%Y%m%dT%H%M%SZ}"]
        lines += ["RRULE:FREQ=WEEKLY", f"SUMMARY:Meeting {place}", "END:VEVENT"]
    path.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]), encoding="utf-8")


def write_copy(path: Path, database: Path) -> None:
    """Write the copy of a hunt, as an import of JSON finds it."""
    with Database(database).reading() as session:
        lines = hunts.lines(identity(session), SCHEMA, whole.rows(session.connection()))
        path.write_text("".join(lines), encoding="utf-8")


def main(folder: Path) -> None:
    for number in (0, 1_000, 10_000, 100_000):
        fill(folder / f"{number}.db", number)
    for number in (10_000, 100_000):
        write_csv(folder / f"{number}.csv", number)
    write_cards(folder / "10000.vcf", folder / "100000.db")
    write_calendar(folder / "100000.ics", 100_000)
    write_copy(folder / "10000.json", folder / "10000.db")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
