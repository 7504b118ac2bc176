"""Throw bytes at an importer: python -m benchmarks.fuzz FORMAT FOLDER [OPTIONS OF LIBFUZZER].

A posting is one of the formats here, though it is added and not imported.

Whatever stands in a file, an importer returns rows or raises TrackerError. What does otherwise is
kept by libFuzzer in a file beside. FOLDER is where it keeps what led to new paths in the code;
small whole files are put there to start from. Without arguments the formats are listed.
"""

import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.dates import Calendar
from tracker.errors import TrackerError
from tracker.importers.rows import Options
from tracker.words import DateOrder

BERLIN = ZoneInfo("Europe/Berlin")
POSTING = "posting"
LIST = (
    "Company,Role,Status,URL,Date Applied,Salary,Tags,Notes,Deadline\n"
    'Acme,Engineer,Phone screen,https://a.example/12345,4/5/26,"€60k-70k",a;b,"x\ny",2026-05-01\n'
)
PEOPLE = "First Name,Last Name,URL,Company,Connected On\nMia,Chen,https://l.example,Acme,1/2/26\n"
TABLE = "| Company | Status |\n|---|---|\n| [Acme](a) | **Applied** |\n"
EVENT = (
    "BEGIN:VCALENDAR\nMETHOD:REQUEST\nX-WR-CALNAME:me@x.example\nBEGIN:VEVENT\nUID:1@acme.example\n"
    "DTSTART;TZID=Europe/Berlin:20261127T150000\nDURATION:PT1H\nSUMMARY:Interview\n"
    "ORGANIZER;CN=Mia:mailto:mia@acme.example\nATTENDEE;PARTSTAT=DECLINED:mailto:me@x.example\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)
HEAD = "From: mia@acme.example\nTo: me@x.example\nContent-Type: text/calendar\n\n"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Mia Chen\nORG:Acme\nitem1.EMAIL:mia@acme.example\nEND:VCARD\n"
PAGE = (
    '<html><head><title>Engineer | Acme | LinkedIn</title><link rel="canonical" href="/jobs/4012">'
    '<script type="application/ld+json">{"@graph": [{"@type": "JobPosting", "title": "Engineer", '
    '"hiringOrganization": {"@id": "#a"}, "validThrough": "2027-01-31", "baseSalary": {"value": '
    '{"minValue": "60.000", "unitText": "WEEK"}}}, {"@id": "#a", "name": "Acme"}]}</script></head>'
    '<body><p itemscope itemtype="https://schema.org/JobPosting"><b itemprop="title">Dev</b></p>'
)
COPY = (
    '{"format": "interview-worth hunt", "version": 1, '
    '"hunt": "123e4567-e89b-12d3-a456-426614174000", "applications": []}'
)


@dataclass(frozen=True)
class Home:
    calendar: Calendar = Calendar(  # noqa: RUF009 (it is frozen)
        datetime(2026, 11, 22, 10, tzinfo=BERLIN), BERLIN, DateOrder.MONTH_FIRST
    )
    currency: str = "EUR"


def _archive() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Job Applications.csv", LIST)
        archive.writestr("Connections.csv", PEOPLE)
    return packed.getvalue()


def _workbook() -> bytes:
    packed = BytesIO()
    book = import_module("openpyxl").Workbook()
    book.active.append(["Company", "Applied"])
    book.active.append(["Acme", datetime(2026, 5, 1)])
    book.save(packed)
    return packed.getvalue()


SEEDS: dict[str, Callable[[], bytes]] = {
    "workbook": _workbook,
    "archive": _archive,
    "hunt": COPY.encode,
    "calendar": EVENT.encode,
    "mail": f"From x Mon Nov 23 10:00:00 2026\n{HEAD}{EVENT}".encode,
    "vcard": CARD.encode,
    "connections": PEOPLE.encode,
    "markdown": TABLE.encode,
    "spreadsheet": LIST.encode,
    POSTING: PAGE.encode,
}
"""A whole file of each format."""


def main(arguments: list[str]) -> None:
    """Fuzz one format until libFuzzer ends the process, or list them all."""
    if not arguments:
        print(*SEEDS)
        return
    atheris = import_module("atheris")
    name, folder, *options = arguments
    with atheris.instrument_imports(include=["tracker"]):
        once = _posting() if name == POSTING else _format(name)
    _sow(Path(folder), name)
    atheris.Setup([sys.argv[0], *options, folder], once)
    atheris.Fuzz()


def _format(name: str) -> Callable[[bytes], None]:
    formats = import_module("tracker.importers.formats")
    found = next(each for each in formats.FORMATS if each.name == name)

    def once(content: bytes) -> None:
        found.recognises(content)
        with suppress(TrackerError):
            found.read("file", content, Home(), Options())

    return once


def _posting() -> Callable[[bytes], None]:
    posting = import_module("tracker.importers.posting")

    def once(content: bytes) -> None:
        with suppress(TrackerError):
            posting.read(content, Home(), address="https://acme.example/jobs/4012")

    return once


def _sow(folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "whole").write_bytes(SEEDS[name]())


if __name__ == "__main__":
    main(sys.argv[1:])
