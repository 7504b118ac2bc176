"""Search at the command line."""

import pytest

from tests.conftest import CommandLine, Terminal


def test_hits_are_shown_with_what_names_them_and_where_the_words_stand(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer", "--notes", "They asked about Kafka.")
    run("contact", "add", "Karl Kafka", "--company", "Acme")
    run("contact", "log", "Karl", "spoke of kafkaesque things", "--on", "20 nov")
    assert run("search", "kaf").stdout == (
        "Karl Kafka (Acme) (contact 1)\n"
        "Exchange with Karl Kafka (Acme) on Fri 20 Nov 2026 (contact 1)\n"
        "  notes: spoke of kafkaesque things\n"
        "Acme, Data engineer (application 1)\n"
        "  notes: They asked about Kafka.\n"
    )
    assert run.json("search", "kafka", "asked") == {
        "found": [
            {
                "noun": "application",
                "number": 1,
                "title": "Acme, Data engineer",
                "company": "Acme",
                "field": "notes",
                "excerpt": "They asked about Kafka.",
            }
        ],
        "total": 1,
    }


def test_a_limit_says_how_many_there_are(run: CommandLine) -> None:
    for number in range(3):
        run("add", f"Acme {number}")
    assert run("search", "acme", "--limit", "2").stdout.endswith(
        "\n2 of 3; --limit 3 shows them all, another word narrows them.\n"
    )


def test_nothing_found_says_what_to_try(run: CommandLine) -> None:
    assert run("search", "two", "words").stdout == (
        "Nothing holds “two words”; try fewer words, or only how one begins.\n"
    )
    assert run("search", "x" * 5000).stdout.startswith(f"Nothing holds “{'x' * 60}…”; try")
    assert run.json("search", "word") == {"found": [], "total": 0}
    assert run.refused("search", "&&") == (
        "“&&” holds no letter or digit to look for; name a word: tracker search kafka"
    )
    assert "Missing argument 'WORDS...'" in run("search", code=2).stderr


def test_what_came_from_a_file_is_shown_harmlessly(run: CommandLine, terminal: Terminal) -> None:
    run("add", "A\x1b[31mcme", "--notes", "red\x1b]0;title\x07 kafka")
    shown = terminal("search", "kafka", NO_COLOR="1")
    assert "\x1b[31m" not in shown
    assert "\x1b]0" not in shown
    assert "␛" in shown


def test_a_trial_that_is_taken_back_is_not_found(run: CommandLine) -> None:
    run("add", "Acme", "--notes", "kafka")
    run("undo")
    assert run.json("search", "kafka")["total"] == 0


@pytest.mark.parametrize(
    "sought",
    [
        "https://www.linkedin.com/jobs/view/data-eng-4012345678/?refId=abc&trk=x",
        "https://www.linkedin.com/jobs/view/data-eng-4012345678/?refId=other",
        "https://www.linkedin.com/jobs/view/4012345678",
        "de.linkedin.com/jobs/search/?currentJobId=4012345678&origin=x",
        "https://x.example/j/4012345?utm_source=a",
        "http://X.example/j/4012345/?utm_source=a&role=7&trk=b",
        "x.example/j/4012345?gclid=1",
        "Acme x.example/j/4012345?utm_medium=mail",
    ],
)
def test_an_address_finds_its_posting_whatever_tracks_you_in_it(
    run: CommandLine, sought: str
) -> None:
    run("add", "Initech", "--url", "https://x.example/j/4012346?role=7")
    linkedin = "https://www.linkedin.com/jobs/view/data-eng-4012345678/?refId=abc&trk=x"
    other = "https://x.example/j/4012345?utm_source=b&role=7"
    run("add", "Acme", "--url", linkedin if "4012345678" in sought else other)
    assert [hit["title"] for hit in run.json("search", sought)["found"]] == ["Acme"]
