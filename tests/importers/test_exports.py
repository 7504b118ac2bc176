"""Archives and folders: what is wanted of them is read, what is hostile is named or refused."""

import struct
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.home import HOME, refusal
from tracker.errors import TrackerError
from tracker.importers import content, exports, formats
from tracker.importers.rows import (
    ApplicationRow,
    ConnectionRow,
    ContactRow,
    MeetingRow,
    Options,
    Reading,
    Unread,
)
from tracker.words import Stage

APPLICATIONS = (
    "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,"
    "Resume Name,Question And Answers\n"
)
SAVED = "Saved Date,Job Url,Job Title,Company Name\n"
PEOPLE = (
    'Notes:\n"Some of your\nconnections, ""may"" lack an e-mail."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
)


def zipped(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def read(files: Mapping[str, str | bytes], options: Options | None = None) -> Reading[Any]:
    return exports.read("export.zip", zipped(files), HOME, options or Options())


LINKEDIN = {
    "Basic/Jobs/Job Applications.csv": APPLICATIONS
    + "8/9/26,me@example.org,,Acme,Engineer,https://a.example/12345,cv.pdf,Q: Ill? A: secret\n",
    "Basic/Jobs/Job Applications_10.csv": APPLICATIONS
    + "8/10/26,,,Globex,Dev,,,\n8/11/26,,,,x,,,\n",
    "Basic/Saved Jobs.csv": "\ufeff" + SAVED + "9/1/26,https://a.example/2,Clerk,Initech\n",
    "Basic/Connections.csv": PEOPLE
    + "Mia,Chen,https://www.linkedin.com/in/mia,mia@acme.example,Acme,Head of Data,05 Mar 2024\n"
    ",,,,,,\n",
    "Basic/Positions.csv": "Company Name,Title,Started On,Finished On\nOld Corp,Clerk,2019,2020\n",
    "Basic/Jobs/Job Applicant Saved Answers.csv": "Question,Answer\nIll?,secret\n",
    "Basic/messages.csv": "FROM,CONTENT\nMia,hello\n",
}


def test_an_export_of_linkedin_comes_in_whole_but_for_what_is_private() -> None:
    reading = read(LINKEDIN)
    assert reading.rows == [
        ApplicationRow(
            2,
            "Acme",
            "Engineer",
            on=date(2026, 8, 9),
            fields={
                "posting_url": "https://a.example/12345",
                "documents": "cv.pdf",
            },
        ),
        ApplicationRow(2, "Globex", "Dev", on=date(2026, 8, 10)),
        ApplicationRow(
            2,
            "Initech",
            "Clerk",
            Stage.SAVED,
            on=date(2026, 9, 1),
            fields={"posting_url": "https://a.example/2"},
        ),
        ConnectionRow(
            line=6,
            name="Mia Chen",
            company="Acme",
            emails=["mia@acme.example"],
            urls=["https://www.linkedin.com/in/mia"],
            fields={
                "role": "Head of Data",
                "notes": "Connected at LinkedIn on 2024-03-05.",
            },
        ),
    ]
    assert reading.unread == [Unread(3, "no company", "Basic/Jobs/Job Applications_10.csv")]
    assert reading.remarks == [
        (
            "“Question And Answers” was left out: its answers are private; "
            "--with-answers brings them in."
        )
    ]
    assert "secret" not in str(reading)


def test_private_answers_and_all_people_come_in_when_asked_for() -> None:
    rows = read(LINKEDIN, Options(answers=True, all_connections=True)).rows
    assert rows[0].fields["notes"] == "Question And Answers: Q: Ill? A: secret"
    assert type(rows[-1]) is ContactRow


def unpacked(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_an_unpacked_export_is_read_as_its_archive_is(tmp_path: Path) -> None:
    texts = {name: text for name, text in LINKEDIN.items() if isinstance(text, str)}
    reading = formats.read(unpacked(tmp_path / "export", texts), HOME, Options())
    there = read(LINKEDIN)
    assert sorted(map(repr, reading.rows)) == sorted(map(repr, there.rows))
    assert (reading.unread, reading.remarks) == (there.unread, there.remarks)


def test_a_folder_that_is_no_export_is_refused(tmp_path: Path) -> None:
    path = unpacked(tmp_path / "mine", {"jobs.csv": "Company\nAcme\n"})
    said = refusal(lambda: formats.read(path, HOME, Options()))
    assert said.endswith(
        "mine is a folder without an export of LinkedIn's in it; name a file in it, such as one "
        "that ends in .csv."
    )


def test_links_in_a_folder_lead_nowhere(tmp_path: Path) -> None:
    secret = unpacked(tmp_path, {"secret.csv": SAVED + "9/1/26,,Clerk,Initech\n"}) / "secret.csv"
    path = unpacked(tmp_path / "export", {"Connections.csv": PEOPLE})
    (path / "Saved Jobs.csv").symlink_to(secret)
    assert formats.read(path, HOME, Options()).rows == []


def test_a_folder_of_very_many_files_is_refused(tmp_path: Path) -> None:
    for number in range(content.MOST_FILES + 1):
        (tmp_path / f"{number}.csv").touch()
    said = refusal(lambda: formats.read(tmp_path, HOME, Options()))
    assert "holds too much to be an export" in said


def test_the_export_of_huntr_keeps_the_text_of_the_posting() -> None:
    reading = read(
        {
            "x/USER_JOBS_USER_FULL_DATA_DOWNLOAD_1.csv": (
                "title,url,companyName,listName,boardName,location,htmlDescription\n"
                "Dev,https://a.example/1,Acme,Phone Screen,Hunt 2026,Berlin,"
                '"<style>p {}</style><p>We\nare <b>hi</b>ring &amp; glad</p><ul><li>One</ul>"\n'
                "Ops,,Globex,Chatting,,,none of < 3 tags > here\n"
            ),
            "x/USER_NOTES_1.csv": "note\nhello\n",
        }
    )
    assert reading.rows == [
        ApplicationRow(
            2,
            "Acme",
            "Dev",
            Stage.SCREENING,
            fields={
                "posting_url": "https://a.example/1",
                "location": "Berlin",
                "posting_text": "We are hiring & glad\n- One",
            },
        ),
        ApplicationRow(
            4,
            "Globex",
            "Ops",
            Stage.SAVED,
            fields={
                "posting_text": "none of < 3 tags > here",
                "notes": "listName: Chatting",
            },
        ),
    ]
    assert reading.understood == ["Stages: Phone Screen -> screening (1), Chatting -> saved (1)."]


def test_any_other_archive_gives_its_lists() -> None:
    files = {"Hunt/Jobs 1a2b.csv": "Name,Company\nDev,Acme\n", "Hunt/page.md": "# Acme\n"}
    assert [row.company for row in read(files).rows] == ["Acme"]


def patched(packed: bytes, change: Callable[[bytearray, int], None]) -> bytes:
    """Return an archive whose first entry says something else of itself, in both its headers."""
    content = bytearray(packed)
    change(content, content.index(b"PK\x03\x04") + 6)
    change(content, content.index(b"PK\x01\x02") + 8)
    return bytes(content)


def encrypted(content: bytearray, flags: int) -> None:
    content[flags] |= 1


def unusual(content: bytearray, flags: int) -> None:
    content[flags + 2] = 14


def larger(content: bytearray, flags: int) -> None:
    content[flags + 16 : flags + 20] = struct.pack("<I", 2**31)


def smaller(content: bytearray, flags: int) -> None:
    content[flags + 16 : flags + 20] = struct.pack("<I", 3)


def without_a_name(content: bytearray, flags: int) -> None:
    """Let the name begin with a NUL, where zipfile ends it."""
    at = content.index(b"Saved Jobs.csv", flags)
    content[at] = 0


ONE = zipped({"Saved Jobs.csv": SAVED + "9/1/26,,Clerk,Initech\n"})
SECOND = {"Job Applications.csv": APPLICATIONS + "8/9/26,,,Acme,Engineer,,,\n"}
LEFT_OUT: dict[str, tuple[bytes, str]] = {
    "encrypted": (
        patched(ONE, encrypted),
        (
            "“Saved Jobs.csv” in export.zip was left out: it is encrypted; unpack it yourself, and "
            "import the file."
        ),
    ),
    "unusual": (
        patched(ONE, unusual),
        (
            "“Saved Jobs.csv” in export.zip was left out: it is packed in an unusual way; unpack "
            "it yourself, and import the file."
        ),
    ),
    "large": (
        patched(ONE, larger),
        "“Saved Jobs.csv” in export.zip was left out: it is larger than any list of applications.",
    ),
    "lying": (patched(ONE, smaller), "“Saved Jobs.csv” in export.zip is damaged ("),
    "damaged": (
        ONE[:60] + bytes([ONE[60] ^ 0xFF]) + ONE[61:],
        "“Saved Jobs.csv” in export.zip is damaged (",
    ),
    "up": (
        zipped({"../../Saved Jobs.csv": SAVED}),
        "“../../Saved Jobs.csv” in export.zip was left out: its name leads out of the archive.",
    ),
    "root": (
        zipped({"/etc/Saved Jobs.csv": SAVED}),
        "“/etc/Saved Jobs.csv” in export.zip was left out: its name leads out of the archive.",
    ),
    "drive": (
        zipped({"C:\\x\\Saved Jobs.csv": SAVED}),
        "Saved Jobs.csv” in export.zip was left out: its name leads out of the archive.",
    ),
    "bomb": (
        zipped({"Saved Jobs.csv": SAVED + "x" * 30_000_000}),
        "“Saved Jobs.csv” in export.zip was left out: it unpacks to a suspicious size.",
    ),
    "nested": (
        zipped({"Part-1.zip": ONE}),
        "“Part-1.zip” in export.zip was left out: unpack it and import it too.",
    ),
    "by themselves": (
        zipped({"Mail/Jobs.mbox": "", "Mail/One.eml": ""}),
        "“Mail/Jobs.mbox” and 1 more in export.zip were left out: unpack them and import them",
    ),
    "blank": (zipped({"Saved Jobs.csv": ""}), "Saved Jobs.csv is empty; name another file."),
    "called nothing": (
        patched(ONE, without_a_name),
        "“” in export.zip was left out: it has no name.",
    ),
    "nameless": (
        zipped({".": SAVED}),
        "“.” in export.zip was left out: it has no name.",
    ),
}


def added_to(packed: bytes, files: Mapping[str, str | bytes]) -> bytes:
    stream = BytesIO(packed)
    with zipfile.ZipFile(stream, "a") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_a_hostile_entry_is_left_out_and_named_and_the_others_come_in(kind: str) -> None:
    packed, remark = LEFT_OUT[kind]
    reading = exports.read("export.zip", added_to(packed, SECOND), HOME, Options())
    assert [getattr(row, "company", "") for row in reading.rows] == ["Acme"]
    assert any(remark in each for each in reading.remarks), reading.remarks


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_an_archive_of_nothing_but_a_hostile_entry_is_refused(kind: str) -> None:
    packed, remark = LEFT_OUT[kind]
    said = refusal(lambda: exports.read("export.zip", packed, HOME, Options()))
    assert remark in said


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_entries_of_one_name_the_second_is_left_out() -> None:
    packed = added_to(added_to(ONE, {"Saved Jobs.csv": SAVED + "9/1/26,,Chef,Hooli\n"}), SECOND)
    reading = exports.read("export.zip", packed, HOME, Options())
    assert [getattr(row, "company", "") for row in reading.rows] == ["Initech", "Acme"]
    assert "“Saved Jobs.csv” in export.zip was left out: it stands there twice." in reading.remarks


def test_calendars_and_people_come_out_of_an_archive() -> None:
    meeting = "BEGIN:VEVENT\nUID:1\nSUMMARY:Interview\nDTSTART:20261201T090000Z\nEND:VEVENT\n"
    calendar = f"BEGIN:VCALENDAR\nVERSION:2.0\n{meeting}END:VCALENDAR\n"
    people = "BEGIN:VCARD\nVERSION:3.0\nFN:Mia Chen\nEND:VCARD\n"
    found = read({"Takeout/Jobs.ics": calendar, "Takeout/All.vcf": people})
    assert [type(row) for row in found.rows] == [MeetingRow, ContactRow]
    assert not found.remarks


def test_an_archive_with_the_lists_of_nobody_is_refused() -> None:
    profile = {"Profile.csv": "Company\nAcme\n"}
    for files in ({"page.md": "hello"}, profile):
        said = refusal(lambda files=files: read(files))  # type: ignore[misc]
        assert said == "export.zip holds nothing to import; name another file."


def test_an_archive_of_very_many_entries_is_refused_before_they_are_listed() -> None:
    packed = zipped({f"{number}.csv": "" for number in range(content.MOST_FILES + 1)})
    said = refusal(lambda: exports.read("export.zip", packed, HOME, Options()))
    assert said.startswith("export.zip holds more than 2,000 files; ")


def test_many_lists_may_not_be_too_much_together() -> None:
    files = {f"Saved Jobs_{number}.csv": "x" * (content.MOST_BYTES // 2 + 1) for number in range(2)}
    packed = zipped(files, zipfile.ZIP_STORED)
    said = refusal(lambda: exports.read("export.zip", packed, HOME, Options()))
    assert said == ("export.zip holds more than any list of applications; import its files singly.")


def test_a_truncated_archive_is_refused() -> None:
    packed = zipped(LINKEDIN)
    for size in (4, 30, len(packed) // 2, len(packed) - 1):
        said = refusal(lambda size=size: exports.read("x.zip", packed[:size], HOME, Options()))  # type: ignore[misc]
        assert said.startswith("x.zip is no whole ZIP archive (")


@settings(max_examples=200)
@given(data=st.data())
def test_a_damaged_archive_is_read_or_refused(data: st.DataObject) -> None:
    packed = bytearray(zipped(LINKEDIN))
    for _ in range(data.draw(st.integers(1, 6))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    with suppress(TrackerError):
        reading = exports.read("export.zip", bytes(packed), HOME, Options())
        assert reading.rows or reading.unread or reading.remarks


NAMES = st.sampled_from(
    ["Saved Jobs.csv", "Jobs/Job Applications_3.csv", "Connections.csv", "a.csv"]
)
TEXTS = st.sampled_from([SAVED, APPLICATIONS, PEOPLE, "Company;Applied\n"])


@settings(max_examples=100)
@given(files=st.dictionaries(NAMES, st.tuples(TEXTS, st.text(max_size=60) | st.just(",,,\n" * 9))))
def test_an_archive_of_any_text_is_read_or_refused(files: dict[str, tuple[str, str]]) -> None:
    with suppress(TrackerError):
        reading = read({name: head + text for name, (head, text) in files.items()})
        assert all(unread.file in files for unread in reading.unread)
