"""Messages and mailboxes: the invitations in them, each once."""

import tracemalloc
from base64 import b64encode
from pathlib import Path

import pytest

from tests.importers.test_calendars import Home, ics
from tracker.dates import Calendar
from tracker.errors import TrackerError
from tracker.importers import formats, mail
from tracker.importers.content import MOST_BYTES
from tracker.importers.rows import Options, Unread

SHARED = Path(__file__).parents[2].parent / "shared" / "samples" / "eml"
SAMPLES = sorted(SHARED.glob("*.eml"))
INVITE = ics("DTSTART:20261127T140000Z", "ATTENDEE:mailto:me@home.example")


@pytest.fixture
def home(calendar: Calendar) -> Home:
    return Home(calendar)


def message(*parts: tuple[str, bytes], to: str = "Me <Me@home.example>") -> bytes:
    """Return a message whose parts have those headers, and are in base64."""
    head = f"From: Mia <mia@acme.example>\nTo: {to}\nSubject: Interview\nMIME-Version: 1.0\n"
    lines = [f'{head}Content-Type: multipart/mixed; boundary="b"\n']
    for header, content in parts:
        lines.append(f"--b\n{header}\nContent-Transfer-Encoding: base64\n")
        lines.append(b64encode(content).decode())
    return "\n".join([*lines, "--b--", ""]).encode()


CALENDAR = 'Content-Type: text/calendar; charset="utf-8"; method=REQUEST'
ATTACHED = 'Content-Type: application/octet-stream; name="invite.ics"'


def test_an_invitation_is_found_in_a_message_and_knows_whom_it_was_sent_to(home: Home) -> None:
    content = message((CALENDAR, INVITE))
    assert mail.recognises(content)
    (row,) = mail.read("invite.eml", content, home, Options()).rows
    assert (row.line, row.uid, set(row.owner)) == (1, "1@acme.example", {"me@home.example"})


def test_the_same_event_twice_in_one_message_is_one(home: Home) -> None:
    twice = message((CALENDAR, INVITE), (ATTACHED, INVITE))
    assert len(mail.read("invite.eml", twice, home, Options()).rows) == 1


def test_two_versions_in_one_message_are_two(home: Home) -> None:
    later = INVITE.replace(b"UID", b"SEQUENCE:1\r\nUID")
    assert (
        len(
            mail.read("a.eml", message((CALENDAR, INVITE), (ATTACHED, later)), home, Options()).rows
        )
        == 2
    )


def test_a_part_says_its_own_encoding(home: Home) -> None:
    content = INVITE.decode().replace("Interview", "Gespräch").encode("utf-16")
    header = CALENDAR.replace("utf-8", "utf-16")
    (row,) = mail.read("a.eml", message((header, content)), home, Options()).rows
    assert row.summary == "Gespräch"


def test_each_message_of_a_mailbox_counts_from_its_own_line(home: Home) -> None:
    other = INVITE.replace(b"1@acme", b"2@acme")
    parts = [message((CALENDAR, INVITE)), b"Subject: hi\nTo: x\n\nno invitation\n"]
    parts.append(message((CALENDAR, other)))
    box = b"".join(
        b"From mia@acme.example Mon Nov 23 10:00:00 2026\n" + one + b"\n" for one in parts
    )
    assert mail.recognises(box)
    rows = mail.read("box.mbox", box, home, Options()).rows
    lines = box.decode().splitlines()
    assert [row.uid for row in rows] == ["1@acme.example", "2@acme.example"]
    assert all(lines[row.line - 1].startswith("From mia@") for row in rows)


def test_a_forwarded_invitation_is_found_within(home: Home) -> None:
    inner = message((CALENDAR, INVITE))
    head = b"From: friend@x.example\nTo: me@home.example\nMIME-Version: 1.0\n"
    outer = head + b"Content-Type: message/rfc822\n\n" + inner
    assert len(mail.read("fwd.eml", outer, home, Options()).rows) == 1


def test_a_calendar_among_the_headers_of_a_part_is_found(home: Home) -> None:
    head = (
        b'From: a@x.example\nTo: b@x.example\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n'
    )
    content = head + INVITE + b"Content-type: text/calendar\n\n\n--b--\n"
    (row,) = mail.read("odd.eml", content, home, Options()).rows
    assert row.uid == "1@acme.example"


@pytest.mark.parametrize(
    "content",
    [
        message((CALENDAR, b"nonsense")),
        message(("Content-Type: text/plain", b"no calendar here")),
        message((CALENDAR.replace("utf-8", "no-such-code"), INVITE)),
        message((CALENDAR, b"A" * (3 * 2**20))),
        b"From: a@b.example\nTo: c@d.example\n\n",
        b'From: a\nTo: calendar\nContent-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n" * 9999,
    ],
)
def test_a_message_without_an_invitation_that_can_be_read_is_refused(
    home: Home, content: bytes
) -> None:
    with pytest.raises(TrackerError, match=r"invite\.eml brings no invitation along"):
        mail.read("invite.eml", content, home, Options())


def test_parts_nested_thousands_deep_are_refused(home: Home) -> None:
    parts = (f'--b{n}\nContent-Type: multipart/mixed; boundary="b{n + 1}"\n' for n in range(5000))
    head = 'From: a\nTo: calendar\nContent-Type: multipart/mixed; boundary="b0"\n\n'
    content = head + "\n".join(parts)
    with pytest.raises(TrackerError, match="brings no invitation along"):
        mail.read("bomb.eml", content.encode(), home, Options())


def test_a_mailbox_of_any_size_is_read_a_message_at_a_time(home: Home, tmp_path: Path) -> None:
    start = b"From x Mon Nov 23 10:00:00 2026\n"
    head = start + b"From: a@b.example\nTo: c@d.example\n\n"
    path = tmp_path / "box.mbox"
    with path.open("wb") as file:
        for number in range(40):
            file.write(head + (b"a calendar" * 1000 + b"\n") * 200 + b"\n")
            if number == 20:
                file.write(start + message((CALENDAR, INVITE)) + b"\n")
    assert path.stat().st_size > MOST_BYTES
    tracemalloc.start()
    reading = formats.read(path, home, Options())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [getattr(row, "uid", None) for row in reading.rows] == ["1@acme.example"]
    assert most < 20 * 2**20


def test_a_message_larger_than_any_is_left_out_and_the_next_one_is_read(
    home: Home,
) -> None:
    head = b"From x Mon Nov 23 10:00:00 2026\nFrom: a@b.example\nTo: c@d.example\n\n"
    box = head + (b"hello" * 10000 + b"\n") * 2000 + b"\n" + head.partition(b"\n")[0] + b"\n"
    reading = mail.read("box.mbox", box + message((CALENDAR, INVITE)), home, Options())
    assert [(row.uid, row.line) for row in reading.rows] == [("1@acme.example", 2006)]
    assert reading.unread == [Unread(1, "a message this large is not read; save its invitation")]


def test_thousands_of_messages_without_calendars_are_refused(home: Home) -> None:
    one = b"From x Mon Nov 23 10:00:00 2026\nFrom: a@b.example\nTo: c@d.example\n\nhello\n\n"
    with pytest.raises(TrackerError, match="brings no invitation along"):
        mail.read("box.mbox", one * 5000, home, Options())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"From here on\n",
        b"BEGIN:VCARD\nFN:Mia\n",
        b"Notes:\nSubject,Date\n",
        b"Company,Role\n",
        b"From: only\n",
        INVITE,
    ],
)
def test_what_is_no_message_is_not_taken_for_one(content: bytes) -> None:
    assert not mail.recognises(content)


@pytest.mark.skipif(not SAMPLES, reason=f"no samples at {SHARED}")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_is_an_answer_that_is_passed_over(home: Home, path: Path) -> None:
    content = path.read_bytes()
    assert mail.recognises(content)
    reading = mail.read(path.name, content, home, Options())
    assert (len(reading.rows), len(reading.unread)) == (0, 1)
