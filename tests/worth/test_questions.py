"""The one figure that is asked for: one that changes a verdict, or none."""

import shlex
from typing import Any

import pytest

from tests.conftest import CommandLine


def asked(run: CommandLine) -> Any:  # noqa: ANN401 (JSON holds anything)
    return run.json("worth")["question"]


def verdicts(run: CommandLine) -> list[str | None]:
    return [one["verdict"] for one in run.json("worth")["interviews"]]


def meet(
    run: CommandLine, company: str, *facts: str, round_: str = "onsite", when: str = "fri 3pm"
) -> None:
    run("add", company, "Analyst", *facts)
    run("interview", "add", company, when, "--round", round_)


def test_nothing_is_asked_where_nothing_is_to_come(run: CommandLine) -> None:
    assert run.json("worth") == {
        "currency": "USD",
        "years": 2,
        "fallback": None,
        "is_exact": False,
        "value": None,
        "value_at_least": None,
        "value_at_most": None,
        "value_without_interviews": None,
        "next_step": None,
        "interviews": [],
        "offers": [],
        "answers": [],
        "left_out": {"answers": 0, "at_most": None, "answers_without_pay": 0, "lapsed_offers": []},
        "question": None,
    }
    told = run("worth").stdout
    assert told == 'No interviews to come. Add one: tracker interview add Acme "fri 3pm" --new\n'


def test_without_a_profile_the_present_pay_is_asked_for_and_settles_the_verdicts(
    run: CommandLine,
) -> None:
    meet(run, "Acme", "130k")
    meet(run, "Beta", "110k-120k", when="thu 3pm")
    assert verdicts(run) == [None, None]
    told = run("worth").stdout
    question = "Most useful to know: what your present job pays you. It could change 2 verdicts:"
    assert question in told
    assert "  tracker profile set present-pay 95k\n" in told
    run(*shlex.split(asked(run)["command"])[1:])
    assert verdicts(run) == ["keep", "keep"]


def test_one_verdict_is_not_several(run: CommandLine) -> None:
    meet(run, "Acme", "130k")
    told = run("worth").stdout
    question = "Most useful to know: what your present job pays you. It could change 1 verdict:"
    assert question in told


def test_between_jobs_the_months_are_asked_for_and_not_a_present_pay(run: CommandLine) -> None:
    run("profile", "set", "elsewhere-pay", "90k")
    meet(run, "Acme", "130k")
    assert asked(run) == {
        "about": "how many months it would take to find something else",
        "command": "tracker profile set months-to-find 4",
    }
    assert "How many months it would take to find something else" in run("worth", "Acme").stdout
    run(*shlex.split(asked(run)["command"])[1:])
    assert verdicts(run) == ["keep"]


def test_the_pay_is_asked_for_where_the_verdict_turns_on_it(run: CommandLine) -> None:
    run("profile", "set", "present-pay", "95k")
    meet(run, "Acme")
    assert asked(run)["about"] == "what Acme pays"
    run(*shlex.split(asked(run)["command"])[1:])
    assert verdicts(run) == ["keep"]


def test_where_no_single_figure_settles_a_verdict_the_first_step_is_asked_for(
    run: CommandLine,
) -> None:
    meet(run, "Acme")
    told = run("worth").stdout
    question = (
        "Most useful to know: what your present job pays you. It is the first step to a verdict:"
    )
    assert question in told
    run(*shlex.split(asked(run)["command"])[1:])
    assert verdicts(run) == [None]
    assert asked(run)["about"] == "what Acme pays"
    run(*shlex.split(asked(run)["command"])[1:])
    assert verdicts(run) == ["keep"]


def test_the_figure_that_settles_most_is_asked_for(run: CommandLine) -> None:
    run("profile", "set", "hour-value", "60")
    meet(run, "Acme", "130k")
    meet(run, "Beta", "140k")
    meet(run, "Gamma")
    assert asked(run)["about"] == "what your present job pays you"


def test_enthusiasm_is_asked_for_where_it_could_turn_a_keep(run: CommandLine) -> None:
    run("profile", "set", "present-pay", "100k")
    run("profile", "set", "hour-value", "60")
    run("profile", "set", "clarity", "5")
    meet(run, "Acme", "108k", "--known", "3")
    assert verdicts(run) == ["keep"]
    assert asked(run)["about"] == "how keen you are on Acme, from 1 to 5"
    run("application", "edit", "Acme", "--enthusiasm", "1")
    assert verdicts(run) == ["decline"]


def test_clarity_is_asked_for_where_what_is_learnt_could_be_worth_the_hours(
    run: CommandLine,
) -> None:
    run("profile", "set", "present-pay", "150k")
    run("profile", "set", "hour-value", "60")
    meet(run, "Acme", "100k", "--enthusiasm", "3", round_="technical")
    assert verdicts(run) == ["decline"]
    assert asked(run)["about"] == "how clear your goals are, from 1 to 5"
    run("profile", "set", "clarity", "1")
    assert verdicts(run) == ["keep"]


def test_the_price_of_an_hour_is_asked_for_where_another_would_change_a_verdict(
    run: CommandLine,
) -> None:
    run("profile", "set", "present-pay", "104k")
    run("profile", "set", "clarity", "5")
    meet(run, "Acme", "105k", "--enthusiasm", "3", "--known", "3")
    plain = 0.32 * (0.4 * 2_000 + 0.3 * (2_000 + 2 * 0.03 * 105_000))
    assert 10 * 50 < plain < 10 * 75 * 2
    before = verdicts(run)
    assert asked(run)["about"] == "what an hour of interviewing must pay you"
    run("profile", "set", "hour-value", "50")
    low = verdicts(run)
    run("profile", "set", "hour-value", "150")
    assert {*before, *low, *verdicts(run)} == {"keep", "decline"}


def test_nothing_is_asked_where_no_answer_would_change_a_verdict(run: CommandLine) -> None:
    run("profile", "set", "present-pay", "80k")
    meet(run, "Acme", "150k")
    assert asked(run) is None
    assert "Most useful to know" not in run("worth").stdout


@pytest.mark.parametrize("pay", [[], ["60k EUR"]])
def test_what_is_worth_going_to_whatever_it_pays_asks_for_no_pay(
    run: CommandLine, pay: list[str]
) -> None:
    run("profile", "set", "currency", "USD")
    run("profile", "set", "clarity", "1")
    meet(run, "Acme", *pay, round_="screen")
    assert verdicts(run) == ["keep"]
    assert asked(run) is None
