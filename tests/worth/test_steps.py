"""What to do next and the answers awaited, as they are told."""

import pytest

from tests.conftest import CommandLine


@pytest.fixture
def paid(run: CommandLine) -> CommandLine:
    """A command line whose user has a present pay of 100k: 200k over the two years."""
    run("profile", "set", "present-pay", "100k")
    return run


def told(run: CommandLine, *more: str) -> str:
    return " ".join(run("worth", *more).stdout.split())


def offered(run: CommandLine, until: str) -> None:
    """Acme's onsite, answered on Mon 7 Dec, and an offer that lapses before."""
    run("add", "Acme", "Data engineer", "130k", "--known", "3")
    run("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    run("add", "Beta", "Analyst")
    run("offer", "add", "Beta", "104k", "--until", until)


@pytest.mark.parametrize(
    ("until", "lapses"),
    [
        ("sat 5 dec 12:00", "Sat 5 Dec 2026, 12:00 CET, so answer by Fri 4 Dec 2026"),
        ("sat 5 dec 20:00", "Sat 5 Dec 2026"),
    ],
)
def test_the_day_of_lapsing_and_the_last_to_answer_are_told_apart(
    paid: CommandLine, until: str, lapses: str
) -> None:
    offered(paid, until)
    assert f", as their offer lapses on {lapses}. If they refuse" in told(paid)


def test_a_better_offer_beside_an_accepted_one_says_that_there_is_one(paid: CommandLine) -> None:
    for company, pay in (("Duo", "115k"), ("Trio", "125k")):
        paid("add", company, "Analyst")
        paid("offer", "add", company, pay, "--until", "tue")
    before = "You have accepted Duo's already, and would have to go back on that."
    assert before not in told(paid)
    paid("offer", "accept", "Duo")
    said = "Accept Trio's offer by Tue 24 Nov 2026: nothing that may come in time is worth waiting"
    assert told(paid).startswith(f"{said} for. {before}")
    assert before in told(paid, "Trio")


def test_what_if_sets_out_both_ways_that_it_names(paid: CommandLine) -> None:
    # .3 x 50k - 721 is more than Beta's 8k; .15 x 50k - 721 is not: it is a close call.
    offered(paid, "fri 12:00")
    paid("application", "edit", "Acme", "--pay", "125k")
    shown = told(paid, "--chance", "Acme=0.3")
    assert "both ways are set out below. Beta: If it lapses: 70% that you end with less" in shown


def test_answers_are_told_by_worth_and_then_by_chance_times_pay(paid: CommandLine) -> None:
    # Nothing beats the 300k that were accepted.
    for number in range(6):
        paid("add", f"Low {number}", "Analyst", "140k")
    paid("add", "Best", "Analyst", "140k", "--source", "referral")
    paid("add", "Next", "Analyst", "150k")
    paid("add", "Taken", "Analyst")
    paid("offer", "add", "Taken", "300k")
    paid("offer", "accept", "Taken")
    shown = paid("worth").stdout
    listed = [line for line in shown.splitlines() if line.endswith("close it")]
    assert [line.split(",")[0] for line in listed[:3]] == ["Best", "Next", "Low 0"]
    assert len(listed) == 5
    assert "and 3 more, worth no more than these" in shown


def test_only_what_adds_nothing_is_to_be_closed_once_an_offer_is_accepted(
    paid: CommandLine,
) -> None:
    # 180k is more than the 110k that were accepted, 105k is not.
    paid("add", "More", "Analyst", "180k", "--source", "referral")
    paid("add", "Less", "Analyst", "105k", "--known", "3")
    paid("add", "Taken", "Analyst")
    paid("offer", "add", "Taken", "110k")
    paid("offer", "accept", "Taken")
    shown = paid("worth").stdout
    ends = {
        line.split(",")[0]: line.split()[-1] for line in shown.splitlines() if "Analyst" in line
    }
    assert ends == {"More": "wait", "Less": "it"}


def test_who_minds_risk_is_told_that_gains_are_certain_amounts(paid: CommandLine) -> None:
    paid("add", "Acme", "Data engineer", "130k", "--known", "3")
    paid("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    paid("profile", "set", "risk-tolerance", "20k")
    # -20k ln(.68 + .32 x (.3 e^-2.61 + .4 e^-3 + .3 e^-3.39)) less ten hours is 6.51k.
    assert "gain: what going is as good as for certain over 2 years" in told(paid)
    assert "your risk-tolerance is 20k USD" in told(paid)
    whole = told(paid, "Acme")
    assert "KEEP. Going is as good to you as 6.51k USD for certain over 2 years" in whole
    assert "expected to add" not in whole
    assert "risk your risk-tolerance is 20k USD; amounts are what you would take" in whole
    paid("interview", "edit", "Acme", "--chance", "0.001")
    assert "DECLINE. Going is as bad to you as losing 702 USD for certain" in told(paid, "Acme")


def test_a_risk_tolerance_too_small_to_reckon_with_is_refused_with_the_way_out(
    paid: CommandLine,
) -> None:
    paid("add", "Acme", "Data engineer", "130k", "--known", "3")
    paid("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    paid("worth")
    paid("profile", "set", "risk-tolerance", "1")
    for command in (("worth",), ("worth", "Acme"), ("worth", "--no-practice")):
        refused = paid.refused(*command)
        assert "The risk tolerance 1 is too small" in refused
    enough = refused.split("risk-tolerance ")[1].split()[0]
    assert (
        "may have changed: tracker worth" in paid("interview", "edit", "1", "--notes", "x").stdout
    )
    paid("profile", "set", "risk-tolerance", enough)
    for command in (("worth",), ("worth", "Acme"), ("worth", "--no-practice")):
        paid(*command)
