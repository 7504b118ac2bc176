"""vCards as phones, Google, Apple and Outlook write them; and as nobody should."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from tracker.dates import Calendar
from tracker.errors import TrackerError
from tracker.importers import vcards
from tracker.importers.content_lines import LONGEST_VALUE
from tracker.importers.rows import ContactRow, Options, Reading
from tracker.words import ContactKind, DateOrder

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples" / "vcf"
CORPUS = sorted(SAMPLES.glob("*.vcf"))


class Home:
    calendar = Calendar(NOW, NOW.tzinfo, DateOrder.DAY_FIRST)  # type: ignore[arg-type]
    currency = "EUR"


def read(content: str | bytes) -> Reading[ContactRow]:
    octets = content.encode() if isinstance(content, str) else content
    return vcards.read("people.vcf", octets, Home(), Options())


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> str:
    return end.join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def one(*lines: str, version: str = "3.0") -> ContactRow:
    """Return the one person of a card."""
    reading = read(card(*lines, version=version))
    assert reading.unread == []
    (row,) = reading.rows
    return row


def refusals(content: str | bytes) -> list[tuple[int, str]]:
    reading = read(content)
    return [(each.line, each.reason) for each in reading.unread]


def test_a_card_of_apple() -> None:
    row = one(
        "PRODID:-//Apple Inc.//iOS 17.0//EN",
        "N:Chen;Mia;;Dr.;",
        "FN:Dr. Mia Chen",
        "ORG:Acme\\, Inc.;Talent;",
        "TITLE:Recruiter",
        "item1.EMAIL;type=INTERNET;type=HOME:mia@home.example",
        "item1.X-ABLabel:private",
        "EMAIL;type=INTERNET;type=WORK;type=pref:mia@acme.example",
        "TEL;type=WORK;type=FAX:+49 30 99",
        "TEL;type=CELL;type=VOICE:+49 151 1234567",
        "item2.URL:https://mia.example",
        "item2.X-ABLabel:_$!<HomePage>!$_",
        "X-SOCIALPROFILE;type=linkedin;x-user=mia-chen:https://www.linkedin.com/in/mia-chen",
        "X-SOCIALPROFILE;type=mastodon:x-apple:mia",
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD",
        " NOTE:AAA",
        "BDAY:1990-01-01",
        "NOTE:Met twice.\\nVery kind\\, and quick.",
        "UID:ABC-1",
    )
    assert (row.line, row.name, row.company, row.card_uid) == (
        1,
        "Dr. Mia Chen",
        "Acme, Inc.",
        "ABC-1",
    )
    assert row.emails == ["mia@acme.example", "mia@home.example"]
    assert row.urls == ["https://www.linkedin.com/in/mia-chen", "https://mia.example"]
    assert row.fields == {
        "role": "Recruiter",
        "phone": "+49 151 1234567",
        "notes": (
            "Met twice.\nVery kind, and quick.\n\n"
            "department: Talent\n"
            "phone (work fax): +49 30 99\n"
            "e-mail (private): mia@home.example\n"
            "url (HomePage): https://mia.example\n"
            "profile (mastodon): mia"
        ),
    }


def test_a_card_of_an_old_phone() -> None:
    content = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\n"
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen;;;\r\n"
        "TEL;CELL;PREF:0151 1234567\r\nTEL;HOME:030 1\r\n"
        "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab: =\r\n"
        "TEL: =C3=\r\n=A4=\r\n\r\n"
        "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\nAAgAAgESAAMAAAABAAEAAIdpAAQ\r\n\r\n"
        "END:VCARD\r\n"
    )
    (row,) = read(content).rows
    assert row.name == "Jürgen Müller"
    assert row.fields == {"phone": "0151 1234567", "notes": "a\nb: TEL: ä\n\nphone (home): 030 1"}


def test_a_card_of_version_4() -> None:
    row = one(
        "FN:Simon",
        'TEL;VALUE=uri;TYPE="work,voice";PREF=2:tel:+1-418-656-9254;ext=102',
        "TEL;VALUE=uri;PREF=1:tel:+1-418-262-6501",
        "EMAIL;PREF=100:other@x.example",
        "EMAIL;PREF=1:MAILTO:simon@x.example",
        "SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://linkedin.com/in/simon",
        "IMPP;X-SERVICE-TYPE=Signal:signal:simon",
        "CATEGORIES:hiring manager,VIP,My Contacts",
        version="4.0",
    )
    assert row.emails == ["simon@x.example", "other@x.example"]
    assert row.fields == {
        "phone": "+1-418-262-6501",
        "kind": ContactKind.HIRING_MANAGER,
        "notes": (
            "phone (work): +1-418-656-9254 ext. 102\n"
            "e-mail: other@x.example\n"
            "messenger (Signal): signal:simon\n"
            "groups: VIP"
        ),
    }
    assert row.urls == ["https://linkedin.com/in/simon"]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("FN:Mia", "N:Chen;Mia"), "Mia"),
        (("FN:", "N:Chen;Mia,Q.;;Dr.;Jr."), "Dr. Mia Q. Chen Jr."),
        (("N:;;;;", "NICKNAME:Mimi", "ORG:Acme"), "Mimi"),
        (("N:;;;;", "ORG:;Talent"), "Talent"),
        (("FN: ", "EMAIL:mia@acme.example"), "mia@acme.example"),
    ],
)
def test_a_name_is_made_of_what_there_is(lines: tuple[str, ...], name: str) -> None:
    assert one(*lines).name == name


@pytest.mark.parametrize(
    "octets",
    [
        card("FN:Jürgen").encode(),
        b"\xef\xbb\xbf" + card("FN:Jürgen", end="\n").encode(),
        card("FN:Jürgen", end="\r").encode(),
        card("FN:Jürgen").encode("utf-16"),
        card("FN:Jürgen").encode("utf-16-le"),
        card("FN:Jürgen").encode("utf-16-be"),
        card("FN:Jürgen").encode("cp1252"),
        card("FN;CHARSET=ISO-8859-1:Jürgen").encode("latin-1"),
        card("FN;CHARSET=rot13:Jürgen").encode(),
        card("FN:J\0ürgen").encode(),
        b"\r\n\r\n" + card("fn:Jürgen").lower().replace("jürgen", "Jürgen").encode(),
        card("FN:J")
        .encode()
        .replace(b"FN:J", "FN:Jürgen".encode()[:5] + b"\r\n " + "FN:Jürgen".encode()[5:]),
    ],
)
def test_a_name_is_read_in_any_encoding(octets: bytes) -> None:
    assert vcards.recognises(octets)
    (row,) = read(octets).rows
    assert row.name == "Jürgen"


def test_other_files_are_not_taken_for_cards() -> None:
    for content in (b"", b"Company,Role\n", b"BEGIN:VCALENDAR\n", b"\xff\xfe", b"{}", b"x" * 500):
        assert not vcards.recognises(content)


def test_what_is_no_person_is_left_out_with_a_reason() -> None:
    content = (
        card("FN:Team", "KIND:group", "MEMBER:urn:uuid:1", version="4.0")
        + card("FN:Friends", "X-ADDRESSBOOKSERVER-KIND:group")
        + card("FN:Berlin", "KIND:location")
        + card("TEL:1")
        + card("FN:Mia", "KIND:individual")
    )
    assert [row.name for row in read(content).rows] == ["Mia"]
    assert refusals(content) == [
        (1, "it is a list of people, not one person"),
        (7, "it is a list of people, not one person"),
        (12, "it is a place, not a person"),
        (17, "it has no name, no company and no e-mail address"),
    ]


@pytest.mark.parametrize("opening", ["AGENT:\r\nBEGIN:VCARD", "AGENT:BEGIN:VCARD"])
def test_a_card_inside_another_is_named_and_left_out(opening: str) -> None:
    content = card("FN:Mia", *opening.split("\r\n"), "FN:Tom", "END:VCARD", "TITLE:CEO")
    (row,) = read(content).rows
    assert (row.name, row.fields) == ("Mia", {"role": "CEO"})
    ((_, reason),) = refusals(content)
    assert reason == "a card inside another, such as an assistant's; add that person by hand"


def test_ten_thousand_cards_inside_each_other() -> None:
    deep = "BEGIN:VCARD\nFN:Mia\n" + "AGENT:\nBEGIN:VCARD\nFN:x\n" * 10_000
    assert [row.name for row in read(deep + "END:VCARD\n" * 10_001).rows] == ["Mia"]
    assert refusals(deep)[0] == (1, "it has no end; the file may be cut short")


def test_a_card_without_an_end_is_left_out_and_the_next_is_read() -> None:
    content = (
        "BEGIN:VCARD\nFN:Mia\n" + card("FN:Tom", end="\n") + "BEGIN:VCARD\nFN:Ann\nEMAIL:ann@ac"
    )
    assert [row.name for row in read(content).rows] == ["Tom"]
    assert refusals(content) == [
        (1, "it has no end before the next begins"),
        (7, "it has no end; the file may be cut short"),
    ]


def test_more_than_people_write_is_left_out() -> None:
    long = "x" * LONGEST_VALUE
    folded = "\r\n ".join(["NOTE:", *["x" * 70] * (LONGEST_VALUE // 50)])
    reason = "it holds a text longer than any that people write"
    assert refusals(card("FN:Mia", f"NOTE:{long}")) == [(1, reason)]
    assert refusals(card("FN:Mia", folded)) == [(1, reason)]
    many = [f"TEL:{number}" for number in range(10_000)]
    assert refusals(card("FN:Mia", *many)) == [(1, "it has more than 1,000 entries")]


def test_a_photo_of_any_size_is_passed_over() -> None:
    (row,) = read(card("FN:Mia", "PHOTO;ENCODING=b:" + "A" * 30_000_000)).rows
    assert row.fields == {}


def test_a_file_of_too_many_cards_is_refused() -> None:
    with pytest.raises(TrackerError, match=r"^people\.vcf has more than 100,000 cards; divide it"):
        read("BEGIN:VCARD\n" * 100_001)


@pytest.mark.parametrize(
    ("line", "notes"),
    [
        ('NOTE;X="\\"a\\" b:c', None),
        ('NOTE;X="a:b', None),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:=ZZ=", "=ZZ"),
        ("NOTE:back\\\\slash\\", "back\\slash\\"),
        ("NOTE:a\r\nraw second line", "a\nraw second line"),
        ("X-SKYPE:mia", "Skype: mia"),
        ("ADR;TYPE=work:;;1 Main St,;Austin;TX;;USA", "address (work): 1 Main St, Austin, TX, USA"),
        ("NOTE;CHARSET=UTF-8:caf\u00e9", "café"),
    ],
)
def test_odd_lines(line: str, notes: str | None) -> None:
    row = one("FN:Mia", line)
    if notes is not None:
        assert row.fields["notes"] == notes


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_every_sample_is_read_whole(path: Path) -> None:
    reading = read(path.read_bytes())
    assert reading.unread == []
    assert len(reading.rows) == path.read_bytes().count(b"BEGIN:VCARD")


_PIECES = """BEGIN:VCARD\r
END:VCARD\r
VERSION:2.1
VERSION:4.0
AGENT:
AGENT:BEGIN:VCARD
FN:Mia
N:Chen;Mia
FN;ENCODING=QUOTED-PRINTABLE:=C3=
=BC=
 folded
NOTE:
NOTE
item1.TEL;PREF:1
item1.X-ABLabel:()
KIND:group
ORG:;;
EMAIL:a@b
URL:x.example
CATEGORIES:peer
"""
pieces = st.sampled_from(
    [
        *_PIECES.encode().splitlines(keepends=True),
        *(b":", b";", b'"', b"\\", b"=", b"\0", b"\xff\xfe", b"\xc3", b"\n", b"\r", b"\t"),
    ]
)


@given(st.lists(pieces | st.binary(max_size=9), max_size=40).map(b"".join))
def test_whatever_a_file_holds_each_card_is_a_row_or_a_reason(content: bytes) -> None:
    reading = read(b"BEGIN:VCARD\n" + content)
    for row in reading.rows:
        assert row.name.strip()
        assert "\0" not in row.name + str(row.fields)
        assert None not in row.fields.values()
    assert all(each.line > 0 and each.reason for each in reading.unread)
    assert reading.rows or reading.unread
