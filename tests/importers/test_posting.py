"""Postings are read from what pages say of them: each input stands beside what is expected."""

import json
import time
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.dates import Calendar
from tracker.errors import TrackerError
from tracker.importers import posting
from tracker.importers.posting import Posting
from tracker.importers.titles import told
from tracker.money import Pay, show_pay
from tracker.words import DateOrder, Period, Workplace

BERLIN = ZoneInfo("Europe/Berlin")
CALENDAR = Calendar(datetime(2026, 11, 22, 10, tzinfo=BERLIN), BERLIN, DateOrder.DAY_FIRST)
SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "jobposting"
JOB = {"@context": "https://schema.org", "@type": "JobPosting", "title": "Data engineer"}
ACME = {"@type": "Organization", "name": "Acme"}


@dataclass(frozen=True)
class Home:
    """A person in Berlin who is paid in euros."""

    calendar: Calendar = CALENDAR
    currency: str = "EUR"


def several(content: str | bytes, address: str | None = None) -> list[Posting]:
    as_bytes = content if isinstance(content, bytes) else content.encode()
    return posting.read(as_bytes, Home(), address=address)


def one(content: str | bytes, address: str | None = None) -> Posting:
    (found,) = several(content, address)
    return found


def page(document: object, head: str = "<title>A job</title>", body: str = "Hello") -> str:
    """Return a page that states a document as JSON-LD."""
    script = f'<script type="application/ld+json">{json.dumps(document)}</script>'
    return f"<!doctype html><html><head>{head}{script}</head><body>{body}</body></html>"


def job(**stated: object) -> Posting:
    return one(json.dumps({**JOB, "hiringOrganization": ACME, **stated}))


def refusal(content: str | bytes) -> str:
    with pytest.raises(TrackerError) as caught:
        several(content)
    return str(caught.value)


@pytest.mark.parametrize(
    "document",
    [
        {**JOB, "hiringOrganization": ACME},
        {**JOB, "hiringOrganization": "Acme"},
        {**JOB, "hiringOrganization": [ACME, {"name": "Other"}]},
        {**JOB, "hiringOrganization": {"@type": "Organization", "name": {"@value": "Acme"}}},
        [{"@type": "WebSite", "name": "Jobs"}, {**JOB, "hiringOrganization": ACME}],
        {"@graph": [{**JOB, "hiringOrganization": {"@id": "#o"}}, {**ACME, "@id": "#o"}]},
        {"@graph": [{**JOB, "hiringOrganization": "#o"}, {**ACME, "@id": "#o"}]},
        {"@type": "WebPage", "mainEntity": {**JOB, "hiringOrganization": ACME}},
        {"@type": "ItemList", "itemListElement": [{"item": {**JOB, "hiringOrganization": ACME}}]},
        {**JOB, "@type": ["Thing", "JobPosting"], "hiringOrganization": ACME},
        {**JOB, "@type": "http://schema.org/JobPosting", "hiringOrganization": ACME},
        {
            "@type": "schema:JobPosting",
            "schema:title": "Data engineer",
            "https://schema.org/hiringOrganization": {"schema:name": "Acme"},
        },
    ],
)
def test_a_posting_is_found_wherever_it_stands_in_json_ld(document: object) -> None:
    for content in (json.dumps(document), page(document)):
        found = one(content)
        assert (found.company, found.role) == ("Acme", "Data engineer")


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type": "JobPosting", "title": "Data engineer"} -->',
        '//<![CDATA[\n{"@type": "JobPosting", "title": "Data engineer"}\n//]]>',
        '{"@type": "JobPosting", "title": "Data engineer", "description": "two\nlines"}',
        "{&quot;@type&quot;: &quot;JobPosting&quot;, &quot;title&quot;: &quot;Data engineer&quot;}",
    ],
)
def test_what_sites_do_to_their_json_is_forgiven(script: str) -> None:
    html = f'<title>x</title><script type="application/ld+json; charset=utf-8">{script}</script>'
    assert one(html).role == "Data engineer"


def test_a_reference_to_nothing_is_no_company() -> None:
    assert job(hiringOrganization={"@id": "https://acme.example/#o"}).company is None
    assert job(hiringOrganization="https://acme.example/#o").company is None


def test_microdata_is_read_where_there_is_no_json_ld() -> None:
    found = one(
        """<title>Data engineer</title><link rel="canonical" href="https://jobs.example/view/7">
        <div itemscope itemtype="https://schema.org/JobPosting">
          <h1 itemprop="title">Data <b>engineer</b></h1>
          <span itemprop="hiringOrganization" itemscope itemtype="http://schema.org/Organization">
            by <a itemprop="url" href="https://acme.example">site</a> <b itemprop="name">Acme</b>
          </span>
          <div itemprop="jobLocation" itemscope><div itemprop="address" itemscope>
            <span itemprop="addressLocality">Berlin</span>, <i itemprop="addressCountry">DE</i>
          </div></div>
          <meta itemprop="datePosted" content="2026-11-02">
          <time itemprop="validThrough" datetime="2026-12-31">New Year's Eve</time>
          <div itemprop="baseSalary" itemscope itemtype="https://schema.org/MonetaryAmount">
            <meta itemprop="currency" content="EUR">
            <div itemprop="value" itemscope>
              <meta itemprop="minValue" content="60000"><meta itemprop="maxValue" content="80000">
              <meta itemprop="unitText" content="YEAR">
            </div>
          </div>
          <div itemprop="description"><p>Build things.</p><ul><li>SQL<li>Python</ul></div>
        </div>"""
    )
    assert (found.company, found.role) == ("Acme", "Data engineer")
    assert found.fields == {
        "posting_url": "https://jobs.example/view/7",
        "location": "Berlin, DE",
        "apply_by": date(2026, 12, 31),
        "pay": Pay(Decimal(60000), None, Decimal(80000), "EUR", Period.YEAR),
        "posting_text": "Build things.\n\n- SQL\n- Python",
    }
    assert found.facts == ["Posted: 2026-11-02"]


def test_microdata_that_is_repeated_or_named_is_read() -> None:
    found = one(
        """<title>x</title><div itemscope itemtype="https://schema.org/JobPosting" itemid="#job">
        <b itemprop="title name">Clerk</b><link itemprop="employmentType" href="FULL_TIME">
        <meta itemprop="employmentType" content="INTERN"><data itemprop="employmentType" value="C">
        <div itemprop="jobLocation">Bath</div><div itemprop="jobLocation">Wells</div></div>"""
    )
    assert found.role == "Clerk"
    assert found.fields == {
        "location": "Bath; Wells",
        "posting_text": "Clerk\nBath\nWells",
    }
    assert found.facts == ["Employment: full time, intern, c"]


def test_everything_that_is_taken_from_json_ld() -> None:
    found = job(
        title="Data engineer &amp; analyst ",
        jobLocation=[
            {
                "@type": "Place",
                "address": {
                    "addressLocality": "Berlin",
                    "addressRegion": "Berlin",
                    "addressCountry": {"@type": "Country", "name": "DE"},
                },
            },
            {"address": "Munich"},
            {"name": "Our office"},
            "Vienna",
        ],
        jobLocationType="TELECOMMUTE",
        applicantLocationRequirements=[
            {"@type": "Country", "name": "Germany"},
            {"name": "Austria"},
        ],
        validThrough="2026-12-31T23:30:00+00:00",
        datePosted="2026-11-02T08:00",
        employmentType=["FULL_TIME", "CONTRACTOR"],
        url="https://jobs.example/view/7",
        identifier={"@type": "PropertyValue", "name": "Acme", "value": "R-77"},
        description="&lt;p&gt;Hello&lt;/p&gt;&lt;script&gt;no&lt;/script&gt;",
    )
    assert found.role == "Data engineer & analyst"
    assert found.fields == {
        "location": "Berlin, DE; Munich; Our office; Vienna",
        "workplace": Workplace.REMOTE,
        "apply_by": date(2027, 1, 1),  # half past midnight in Berlin
        "posting_url": "https://jobs.example/view/7",
        "posting_id": "R-77",
        "posting_text": "Hello",
    }
    assert found.facts == [
        "Posted: 2026-11-02",
        "Employment: full time, contractor",
        "Applicants from: Germany, Austria",
    ]
    assert found.remarks == []


def test_many_places_are_counted() -> None:
    found = job(jobLocation=[{"name": f"Place {number}"} for number in range(8)])
    assert found.fields["location"] == ("Place 0; Place 1; Place 2; Place 3; Place 4 and 3 more")


AMOUNT = {"@type": "MonetaryAmount", "currency": "USD"}
PAID = [
    ({**AMOUNT, "value": {"minValue": 100, "maxValue": 120, "unitText": "HOUR"}},
     "100-120 USD an hour"),
    ({**AMOUNT, "value": {"value": 400, "unitText": "DAY"}}, "400 USD a day"),
    ({**AMOUNT, "value": {"value": "4,000", "unitText": "MONTH"}}, "4,000 USD a month"),
    ({**AMOUNT, "value": {"minValue": 90000.5, "unitText": "YEAR"}}, "from 90,000.50 USD a year"),
    ({**AMOUNT, "value": {"minValue": 0, "maxValue": 9e4, "unitText": "YEAR"}},
     "up to 90,000 USD a year"),
    ({**AMOUNT, "value": {"minValue": 90, "value": 95, "maxValue": 99, "unitText": "hourly"}},
     "90-99 (likely 95) USD an hour"),
    ({**AMOUNT, "value": {"minValue": 9, "maxValue": 9, "unitText": "HOUR"}}, "9 USD an hour"),
    ({**AMOUNT, "minValue": 1e5, "maxValue": 2e5, "unitText": "per year"},
     "100,000-200,000 USD a year"),
    ({**AMOUNT, "value": 50, "unitText": "HOUR"}, "50 USD an hour"),
    ({**AMOUNT, "value": "$50 - $60 an hour"}, "50-60 USD an hour"),
    ("€60k - €70k a year", "60,000-70,000 EUR a year"),
    ({**AMOUNT, "value": {"value": "35.50 - 42.00", "unitText": "HOUR"}}, "35.50-42 USD an hour"),
    ({"currency": "EUR", "value": {"minValue": "60.000", "maxValue": "70,000", "unitText": "YEAR"}},
     "60,000-70,000 EUR a year"),
    ({"currency": "$", "value": {"value": 70000, "unitText": "YEAR"}}, "70,000 USD a year"),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "shown"), PAID)
def test_pay_is_read_as_it_is_stated(stated: object, shown: str) -> None:
    found = job(baseSalary=stated)
    assert (show_pay(found.fields["pay"]), found.remarks) == (shown, [])


SUPPOSED = [
    ({**AMOUNT, "value": {"minValue": 1000, "maxValue": 1200.5, "unitText": "WEEK"}},
     "52,000-62,426 USD a year",
     "It pays 1,000-1,200.50 USD a week; kept as that of a year, of 52 weeks."),
    ({**AMOUNT, "value": 100000}, "100,000 USD a year",
     "Its pay names no period, so a year is assumed."),
    ({"value": {"value": 20, "unitText": "HOUR"}}, "20 EUR an hour",
     "Its pay names no currency, so EUR is assumed."),
    ({**AMOUNT, "value": 25}, None, "Its pay is left out: 25 USD for no period that it names."),
    ({**AMOUNT, "value": {"value": 25, "unitText": "PIECE"}}, None,
     "Its pay is left out: 25 USD by “PIECE”."),
    ({**AMOUNT, "value": {"minValue": 9, "maxValue": 8, "unitText": "HOUR"}}, None,
     "Its pay falls from low to high, so it is left out: 9 USD - 8 USD."),
    ("a lot", None, "Its pay is not understood: “a lot”."),
    ({**AMOUNT, "value": {"minValue": 0, "unitText": "YEAR"}}, None, None),
    ({**AMOUNT, "value": {"value": "NaN", "unitText": "YEAR"}}, None, None),
    ({**AMOUNT, "value": {"value": "1e999999999", "unitText": "YEAR"}}, None, None),
    ({**AMOUNT, "value": {"value": "1e-99999", "unitText": "YEAR"}}, None, None),
    ({**AMOUNT, "value": {"value": "competitive", "unitText": "YEAR"}}, None,
     "Its pay is not understood: “competitive”."),
    (True, None, None),
    ([[]], None, None),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "shown", "remark"), SUPPOSED)
def test_what_is_supposed_of_pay_or_left_out_is_said(
    stated: object, shown: str | None, remark: str | None
) -> None:
    found = job(baseSalary=stated)
    pay = found.fields.get("pay")
    assert (show_pay(pay) if pay else None) == shown
    assert found.remarks == ([remark] if remark else [])


def test_an_estimate_counts_only_where_there_is_no_pay_and_is_called_one() -> None:
    estimate = {
        **AMOUNT,
        "duration": "P1Y",
        "percentile10": 1e5,
        "median": 11e4,
        "percentile90": 2e5,
    }
    found = job(estimatedSalary=[estimate])
    assert show_pay(found.fields["pay"]) == "100,000-200,000 (likely 110,000) USD a year"
    assert found.remarks == ["Its pay is an estimate by the site, not the company's word."]
    both = job(estimatedSalary=[estimate], baseSalary={**AMOUNT, "value": 5, "unitText": "HOUR"})
    assert (show_pay(both.fields["pay"]), both.remarks) == ("5 USD an hour", [])


def test_the_samples_are_read() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the samples are not beside this checkout")
    first, second = several((SAMPLES / "schemaorg-jobposting-examples.json").read_bytes())
    assert (first.role, second.role) == ("Software Engineer", "Junior software developer")
    assert first.fields["location"] == "Kirkland, WA"
    assert show_pay(first.fields["pay"]) == "100,000 USD a year"
    assert first.facts == ["Posted: 2011-10-31", "Employment: full time"]
    assert second.fields == {}


TITLES = [
    ("Acme GmbH hiring Data engineer in Berlin, Germany | LinkedIn", {},
     {"company": "Acme GmbH", "role": "Data engineer", "location": "Berlin, Germany"}),
    ("Acme hiring Engineer in Test in Berlin | LinkedIn", {},
     {"company": "Acme", "role": "Engineer in Test", "location": "Berlin"}),
    ("(3) Data engineer | Acme | LinkedIn", {}, {"company": "Acme", "role": "Data engineer"}),
    ("Staff AI Engineer - EU - Remote - Indeed.com", {"inlineHeader-companyName": " Acme "},
     {"company": "Acme", "role": "Staff AI Engineer - EU", "location": "Remote"}),
    ("Clerk - Acme - Bath - Indeed.co.uk", {"inlineHeader-companyName": ["Acme", "Acme"]},
     {"company": "Acme", "role": "Clerk", "location": "Bath"}),
    ("Head of Workplace Job in Auckland CBD, Auckland - SEEK", {"advertiser-name": "Acme"},
     {"company": "Acme", "role": "Head of Workplace", "location": "Auckland CBD, Auckland"}),
    ("Careers - Acme", {}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "marks", "said"), TITLES)
def test_the_titles_of_known_sites_are_understood(
    title: str, marks: dict[str, object], said: dict[str, str]
) -> None:
    assert told([title], marks) == said


def test_a_page_of_linkedin_is_read_from_its_title() -> None:
    found = one(
        '<title>x</title><meta property="og:title" '
        'content="Acme hiring Data engineer in Berlin | LinkedIn">'
        '<meta property="og:url" content="https://www.linkedin.com/jobs/view/data-4012345678?trk=a">'
        "<nav>Menu</nav><p>We build things.</p>"
    )
    assert (found.company, found.role) == ("Acme", "Data engineer")
    assert found.fields == {
        "location": "Berlin",
        "posting_url": "https://www.linkedin.com/jobs/view/data-4012345678?trk=a",
        "posting_id": "4012345678",
        "posting_text": "We build things.",
    }
    assert found.remarks == ["The page states nothing for programs: all of this is from its title."]


def test_a_page_whose_statement_for_programs_is_damaged_says_so() -> None:
    whole = page(
        {**JOB, "hiringOrganization": ACME}, "<title>Acme hiring Dev in Bonn | LinkedIn</title>"
    )
    found = one(whole.replace('"@type": "JobPosting",', '"@type": "JobPosting" "x" '))
    assert (found.company, found.role) == ("Acme", "Dev")
    assert found.remarks == [
        "The page states in a damaged form what is for programs: all of this is from its title."
    ]


def test_what_only_links_to_a_statement_for_programs_is_no_damaged_one() -> None:
    found = one(
        "<!doctype html><title>Acme hiring Dev in Bonn | LinkedIn</title>"
        '<link type="application/ld+json" href="/job.json"><script>let a = 1</script><p>Hi</p>'
    )
    assert found.remarks == ["The page states nothing for programs: all of this is from its title."]


def test_the_title_of_an_unknown_site_is_the_role_and_that_is_said() -> None:
    found = one("<title>Data engineer - Acme</title>")
    assert (found.company, found.role) == (None, "Data engineer - Acme")
    assert "Its whole title is taken as the role" in found.remarks[1]


@pytest.mark.parametrize(
    "title", ["Security Check - Indeed.com", "Just a moment...", "Job Not Found - SEEK", "Sign In"]
)
def test_a_page_that_stands_before_the_posting_is_refused(title: str) -> None:
    said = refusal(f"<title>{title}</title>")
    assert said.startswith(f"No posting is found: the page shows “{title}”")
    assert said.endswith("from your browser, then: tracker add --from FILE")


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, b"%PDF-1.7 \xff\xfe", b"{", b"[1, 2]", b"\xff\xfe\xff", b"PK\3\4"]
)
def test_what_is_no_page_is_refused(content: bytes) -> None:
    assert refusal(content).startswith("No posting is found: ")


def test_what_json_ld_lacks_the_page_tells() -> None:
    head = "<title>Acme hiring Boss in Bath | LinkedIn</title>"
    found = one(page({**JOB, "title": ""}, head, "<p>All about it</p>"))
    assert (found.company, found.role) == ("Acme", "Boss")
    assert found.fields == {"location": "Bath", "posting_text": "All about it"}


def test_the_canonical_address_counts_unless_it_is_the_front_page() -> None:
    shown = "https://jobs.example/view/7?utm_source=x"
    own = '<title>x</title><link rel="canonical" href="/view/7">'
    front = '<title>x</title><link rel="canonical" href="https://jobs.example/">'
    assert one(page(JOB, own), shown).fields["posting_url"] == "https://jobs.example/view/7"
    assert one(page(JOB, front), shown).fields["posting_url"] == shown
    bad = '<title>x</title><link rel="canonical" href="http://[">'
    assert one(page(JOB, bad), shown).fields["posting_url"] == shown


def test_of_several_postings_the_one_of_the_page_itself_is_meant() -> None:
    near = [{**JOB, "title": f"Job {n}", "url": f"https://jobs.example/{n}"} for n in range(3)]
    assert [each.role for each in several(page(near))] == ["Job 0", "Job 1", "Job 2"]
    assert one(page(near), "https://jobs.example/1").role == "Job 1"
    assert len(several(page([JOB, JOB]))) == 1


def test_days_that_make_no_sense_are_said() -> None:
    found = job(validThrough="2026-10-01", datePosted="soon")
    assert found.fields["apply_by"] == date(2026, 10, 1)
    assert found.remarks == [
        "It was open until Thu 1 Oct 2026 only.",
        "Its datePosted is no date that is understood: “soon”.",
    ]


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("Größe".encode(), "Größe"),
        ("Größe".encode("cp1252"), "Größe"),
        ("\ufeffGröße".encode("utf-16"), "Größe"),
        (b'<meta charset="windows-1251">\xc8\xe2\xe0\xed', "Иван"),
        (b'<meta charset="zip">Gr\xc3\xb6\xc3\x9fe', "Größe"),
        (b'<meta charset="nonsense">Gr\xc3\xb6\xc3\x9fe', "Größe"),
        (b"Gr\xc3\xb6\xc3\x9fe\0", "Größe"),
    ],
)
def test_the_charset_is_found(content: bytes, shown: str) -> None:
    prefix = "<title>".encode("utf-16")[2:] if content.startswith(b"\xff\xfe") else b"<title>"
    mark = b"\xff\xfe" if content.startswith(b"\xff\xfe") else b""
    rest = content.removeprefix(b"\xff\xfe").removeprefix(b"\xff\xfe")
    meta, end, text = rest.rpartition(b">") if b"<meta" in rest else (b"", b"", rest)
    assert one(mark + meta + end + prefix + text).role == shown


def test_the_charset_of_the_header_counts_before_that_of_the_page() -> None:
    content = '<meta charset="utf-8"><title>Größe</title>'.encode("cp1252")
    (found,) = posting.read(content, Home(), charset="windows-1252")
    assert found.role == "Größe"


MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://jobs.example/view/7
Subject: =?utf-8?Q?Data=20engineer?=
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----x"

------x
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://jobs.example/view/7

<html><head><title>Data en=
gineer</title></head><body>Hello =C3=A4</body></html>
------x
Content-Type: image/png
Content-Transfer-Encoding: base64

AAAA
------x--
"""


def test_a_page_that_a_browser_saved_as_one_file_is_read() -> None:
    found = one(MHTML.replace("\n", "\r\n"))
    assert found.role == "Data engineer"
    assert found.fields == {
        "posting_url": "https://jobs.example/view/7",
        "posting_text": "Hello ä",
    }
    assert one(MHTML[:500]).fields["posting_url"] == "https://jobs.example/view/7"


def test_an_archive_without_a_page_in_it_is_refused() -> None:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    assert refusal(f"{head}--x\nContent-Type: image/png\n\nAAAA\n--x--").startswith("No posting")
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2000)
    )
    assert refusal(f"MIME-Version: 1.0\n{nested}").startswith("No posting")


HOSTILE = {
    "unclosed tags": "<font size=1>" * 200_000 + "</p>" * 200_000,
    "tags without end": "<a" * 1_000_000,
    "comments without end": "<!--" * 500_000,
    "declarations without end": "<![CDATA[" * 200_000,
    "attributes without end": "<a x='" * 300_000,
    "one tag with many attributes": f"<a {' '.join(f'x{n}=1' for n in range(200_000))}>",
    "things within things": "<b itemscope itemprop=x>" * 100_000,
    "properties within properties": "<b itemscope>" + "<i itemprop=x>y" * 100_000,
    "marks within marks": "<i data-testid=x>y" * 100_000,
    "deep JSON": '<script type="application/ld+json">' + '{"a":[' * 10_000 + "</script>",
    "long numbers": f'<script type="application/ld+json">[{"9" * 100_000}]</script>',
    "blocks of JSON": '<script type="application/ld+json">{}</script>' * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_no_time(name: str) -> None:
    began = time.monotonic()
    found = one(f"<title>Clerk</title>{HOSTILE[name]}")
    assert found.role == "Clerk"
    assert time.monotonic() - began < 20  # seconds; what grows with the square takes minutes


def test_deep_json_alone_is_refused_and_things_that_refer_to_each_other_are_no_trap() -> None:
    assert refusal("[" * 10_000 + "]" * 10_000).startswith("No posting is found")
    loop = {"@type": "JobPosting", "@id": "a", "title": {"@id": "a"}, "hiringOrganization": "a"}
    assert one(json.dumps([loop, {"@id": "a", "name": {"@id": "a"}}])).role is None


def test_a_description_that_is_nested_without_end_is_read_as_far_as_it_makes_sense() -> None:
    found = job(description=f"<p>Hello</p>{'<b>' * 100_000}world")
    assert found.fields["posting_text"] == "Hello"


def test_signs_that_no_database_keeps_are_left_out() -> None:
    found = job(title="Da\0ta \ud800 engineer", description="\0x\ud800", url="https://a.example/\0")
    assert found.role == "Data ? engineer"
    assert found.fields["posting_text"] == "x?"
    assert found.fields["posting_url"] == "https://a.example/"


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["EUR", "60000", "WEEK", "2026-12-31", "TELECOMMUTE", "#o", "http://["]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["@id", "@type", "@value", "name", "value", "minValue", "maxValue", "unitText",
             "currency", "address", "addressLocality", "addressCountry", "median"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=10,
)  # fmt: skip
PROPERTIES = (
    "@id", "title", "name", "hiringOrganization", "jobLocation", "jobLocationType", "baseSalary",
    "estimatedSalary", "salaryCurrency", "validThrough", "datePosted", "employmentType", "url",
    "mainEntityOfPage", "identifier", "description", "applicantLocationRequirements",
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(PROPERTIES), VALUES), st.booleans())
def test_whatever_a_posting_states_it_is_read(stated: dict[str, Any], in_a_page: bool) -> None:
    document = {"@type": "JobPosting", **stated}
    found = one(page(document) if in_a_page else json.dumps(document))
    assert all(value for value in found.fields.values())
    for text in (found.company or "", found.role or "", *found.facts, *found.remarks):
        text.encode()
        assert "\0" not in text


@given(st.binary(max_size=300) | st.text(alphabet='<>&/= "itempropscalsm\n', max_size=300))
@settings(max_examples=200)
def test_whatever_a_page_holds_it_is_read_or_refused(content: bytes | str) -> None:
    said = ""
    try:
        several(content)
    except TrackerError as error:
        said = str(error)
    assert not said or said.startswith("No posting is found")
