"""Offers of which nothing can be said yet: listed all the same, with what is missing."""

import shlex

import pytest

from tests.conftest import CommandLine


@pytest.fixture
def offered(run: CommandLine) -> CommandLine:
    """A command line whose user has an offer until Friday noon, and said nothing else."""
    run("add", "Gamma Dev", "Analyst")
    run("offer", "add", "Gamma Dev", "128k", "--signing", "4k", "--until", "fri 12:00")
    return run


def words(run: CommandLine) -> str:
    return " ".join(run("worth").stdout.split())


def test_an_offer_is_listed_where_nothing_says_what_to_fall_back_on(offered: CommandLine) -> None:
    told = words(offered)
    about = "what your present job pays you"
    assert told.startswith(f"Answer Gamma Dev by Thu 26 Nov 2026; to know what, say {about}. ")
    # 128k, and 4k over two years.
    unknown = f"unknown, because you have not said {about}; answer by Thu 26 Nov 2026"
    assert f"Gamma Dev 130k {unknown}" in told
    assert f"Most useful to know: {about}." in told
    assert offered.json("worth")["offers"] == [
        {
            "id": 1,
            "company": "Gamma Dev",
            "currency": "USD",
            "pays_a_year": 130_000,
            "a_year": None,
            "moved_by": [],
            "answer": None,
            "against": None,
            "unknown": about,
            "last_day": "2026-11-26",
            "extension_worth": {},
            "if_it_lapses": None,
        }
    ]


def test_the_command_that_is_asked_for_settles_the_offer(offered: CommandLine) -> None:
    command = offered.json("worth")["question"]["command"]
    offered(*shlex.split(command)[1:])
    (one,) = offered.json("worth")["offers"]
    # Present pay of 95k is less than the 130k.
    assert (one["answer"], one["unknown"]) == ("accept it now", None)


def test_an_interview_in_another_currency_does_not_hide_an_offer(offered: CommandLine) -> None:
    # Two postings in euros make that the currency of all, and no rate leads there from dollars.
    for company in ("Acme", "Beta"):
        offered("add", company, "Analyst", "90k EUR")
        offered("interview", "add", company, "thu 3pm", "--round", "onsite")
    assert offered.json("worth")["currency"] == "EUR"
    (one,) = offered.json("worth")["offers"]
    assert (one["pays_a_year"], one["currency"]) == (130_000, "USD")
    assert (one["answer"], one["unknown"]) == (None, "what 1 USD is in EUR")
    told = words(offered)
    assert "130k USD unknown, because you have not said what 1 USD is in EUR" in told


def test_the_rate_of_an_offer_is_asked_for_where_that_is_all_that_is_missing(
    offered: CommandLine,
) -> None:
    offered("profile", "set", "currency", "EUR")
    offered("profile", "set", "present-pay", "90k EUR")
    found = offered.json("worth")["question"]
    command = 'tracker profile rate set USD "RATE EUR"'
    assert found == {"about": "what 1 USD is in EUR", "command": command}
    offered(*shlex.split(command.replace("RATE", "0.9"))[1:])
    (one,) = offered.json("worth")["offers"]
    assert one["a_year"] == pytest.approx(130_000 * 0.9)
    assert one["answer"] == "accept it now"


def test_an_offer_below_the_least_is_refused_whatever_else_is_unknown(
    offered: CommandLine,
) -> None:
    offered("profile", "set", "least-pay", "140k")
    (one,) = offered.json("worth")["offers"]
    assert (one["answer"], one["a_year"], one["unknown"]) == ("decline it", 0, None)
    told = words(offered)
    assert "decline it: it pays less than the least you would take" in told
    assert "Answer Gamma Dev" not in told


def test_a_supposed_offer_is_shown_too_where_nothing_can_be_decided(run: CommandLine) -> None:
    shown = run("worth", "--if-offer", "128k", "--by", "friday").stdout
    assert "the supposed company  not there  unknown, because you have not said" in shown
    (one,) = run.json("worth", "--if-offer", "128k")["then"]["offers"]
    assert (one["pays_a_year"], one["unknown"]) == (128_000, "what your present job pays you")


def test_present_pay_without_a_rate_asks_for_the_rate(run: CommandLine) -> None:
    run("profile", "set", "present-pay", "100k USD")
    run("profile", "set", "currency", "EUR")
    run("add", "Acme", "Analyst", "90k EUR")
    run("interview", "add", "Acme", "thu 3pm", "--round", "onsite")
    command = 'tracker profile rate set USD "RATE EUR"'
    found = run.json("worth")["question"]
    assert found == {"about": "what 1 USD is in EUR", "command": command}
    told = run("worth", "Acme").stdout
    assert "against     unknown: what 1 USD is in EUR\n" in told
    assert "your present job" not in told
    run(*shlex.split(command.replace("RATE", "0.9"))[1:])
    assert run.json("worth")["fallback"] == pytest.approx(2 * 100_000 * 0.9)


def test_pay_elsewhere_without_a_rate_asks_for_the_rate_too(offered: CommandLine) -> None:
    offered("profile", "set", "elsewhere-pay", "80k EUR")
    offered("profile", "set", "months-to-find", "6")
    offered("profile", "set", "currency", "USD")
    assert offered.json("worth")["offers"][0]["unknown"] == "what 1 EUR is in USD"


def test_pay_elsewhere_does_not_stand_in_for_present_pay_without_a_rate(run: CommandLine) -> None:
    run("profile", "set", "elsewhere-pay", "80k USD")
    run("profile", "set", "months-to-find", "6")
    run("profile", "set", "present-pay", "100k EUR")
    run("profile", "set", "currency", "USD")
    assert run.json("worth")["fallback"] is None
