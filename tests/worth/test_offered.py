"""What to do with offers, holds and answers awaited, with numbers worked out by hand."""

import math

import pytest

from tests.conftest import CommandLine

HOUR = 100_000 / 2_080 * 1.5


@pytest.fixture
def paid(run: CommandLine) -> CommandLine:
    """A command line whose user has a present pay of 100k: 200k over the two years."""
    run("profile", "set", "present-pay", "100k")
    return run


def offered(run: CommandLine, pay: str, *until: str) -> None:
    run("add", "Beta", "Analyst")
    run("offer", "add", "Beta", pay, *until)


def onsite(run: CommandLine, pay: str, when: str = "fri 3pm") -> None:
    run("add", "Acme", "Data engineer", pay, "--known", "3")
    run("interview", "add", "Acme", when, "--round", "onsite")


def advice(run: CommandLine) -> tuple[str, str | None]:
    (one,) = run.json("worth")["offers"]
    return one["answer"], one["last_day"]


def test_an_offer_that_nothing_can_better_is_to_be_accepted_now(paid: CommandLine) -> None:
    offered(paid, "150k", "--until", "fri 12:00")
    assert advice(paid) == ("accept it now", "2026-11-26")
    step = "Accept Beta's offer by Thu 26 Nov 2026: "
    assert paid("worth").stdout.startswith(
        f"{step}nothing that may come in time is worth waiting for.\n"
    )


def test_an_offer_below_what_one_has_is_to_be_declined(paid: CommandLine) -> None:
    offered(paid, "90k", "--until", "fri 12:00")
    assert advice(paid)[0] == "decline it"


def test_an_offer_that_outlasts_the_answer_is_kept_open_until_its_last_day(
    paid: CommandLine,
) -> None:
    onsite(paid, "130k")
    offered(paid, "110k", "--until", "fri 11 dec")
    assert advice(paid) == ("keep it open", "2026-12-11")
    assert "keep it open until Fri 11 Dec 2026, then accept it" in paid("worth").stdout


def test_more_days_are_worth_the_gain_that_they_make_possible(paid: CommandLine) -> None:
    # The answer comes on Mon 7 Dec; an offer of 110k until Sat 5 Dec lapses two days before it.
    onsite(paid, "130k")
    offered(paid, "110k", "--until", "sat 5 dec")
    (one,) = paid.json("worth")["offers"]
    # Accepted now it is 220k. With the answer first: .32 x 2 x 20k more, less ten hours.
    in_time = 0.32 * 40_000 - 10 * HOUR
    # Let go: 200k, and .32 x 2 x 30k more, less the hours, is 208.9k and so no better than 220k.
    assert 200_000 + 0.32 * 60_000 < 220_000
    assert one["extension_worth"] == pytest.approx({"1": 0, "3": in_time, "7": in_time})
    told = " ".join(paid("worth").stdout.split())
    assert told.startswith(
        "Ask Beta for 3 more days before you decline Acme, Data engineer: onsite: that is worth "
    )
    assert ", as their offer lapses on Sat 5 Dec 2026. If they refuse: accept it that day" in told


def test_letting_an_offer_lapse_on_a_guess_is_a_close_call(paid: CommandLine) -> None:
    # Right by the default chance, .32 x 50k - 721 > 8k; wrong at half of it: .16 x 50k - 721 < 8k.
    onsite(paid, "125k")
    offered(paid, "104k", "--until", "fri 12:00")
    (one,) = paid.json("worth")["offers"]
    assert one["answer"] == "close call"
    # .32 of an offer above it, 125k on average; else the present pay, 4k a year less.
    assert one["if_it_lapses"] == pytest.approx(
        {
            "chance_of_less": 0.68,
            "less_a_year": 4_000,
            "chance_of_more": 0.32,
            "more_a_year": 21_000,
        }
    )
    assert "68% that you end with less, by 4k USD a year" in paid("worth").stdout


def test_letting_an_offer_lapse_is_advised_where_every_reading_agrees(paid: CommandLine) -> None:
    onsite(paid, "400k")
    offered(paid, "100.5k", "--until", "fri 12:00")
    assert advice(paid)[0] == "let it lapse"


def test_an_interview_is_held_until_the_news_that_decides_it(paid: CommandLine) -> None:
    # Acme, nearly sure and far better, answers on Wed 2 Dec; Gamma is on Mon 14 Dec.
    paid("add", "Acme", "Data engineer", "300k", "--known", "3")
    paid("interview", "add", "Acme", "tue 3pm", "--round", "onsite", "--chance", "0.95")
    paid("interview", "edit", "Acme", "--answer-due", "2026-12-02")
    paid("add", "Gamma", "Analyst", "103k", "--known", "3")
    paid("interview", "add", "Gamma", "mon 14 dec 10:00", "--round", "onsite")
    found = {one["company"]: one for one in paid.json("worth")["interviews"]}
    gamma = found["Gamma"]
    assert gamma["verdict"] == "hold"
    assert gamma["decide_by"] == "2026-12-02"
    # It is worth going only if Acme says no, one time in twenty.
    # Acme's onsite was practice by then: odds times 1.15.
    chance = 0.32 * 1.15 / (0.68 + 0.32 * 1.15)
    above = 0.4 * 2 * 3_000 + 0.3 * 2 * (103_000 * 1.03 - 100_000)
    assert gamma["option_worth"] == pytest.approx(0.05 * (chance * above - 10 * HOUR))
    assert gamma["going"] == pytest.approx(0.05)
    assert "HOLD. Keep it for now and decide by Wed 2 Dec 2026" in paid("worth", "Gamma").stdout


def test_news_that_comes_too_late_for_a_courteous_no_is_not_waited_for(paid: CommandLine) -> None:
    paid("add", "Acme", "Data engineer", "300k", "--known", "3")
    paid("interview", "add", "Acme", "tue 3pm", "--round", "onsite", "--chance", "0.95")
    paid("interview", "edit", "Acme", "--answer-due", "2026-12-11")
    paid("add", "Gamma", "Analyst", "108k", "--known", "3")
    paid("interview", "add", "Gamma", "mon 14 dec 10:00", "--round", "onsite")
    found = {one["company"]: one for one in paid.json("worth")["interviews"]}
    assert found["Gamma"]["option_worth"] > 0
    assert found["Gamma"]["verdict"] == "decline"
    assert (
        "What could still change this comes on Fri 11 Dec 2026 at the earliest, which is too late "
        "for a courteous no by Thu 10 Dec 2026, and promising it today"
    ) in paid("worth", "Gamma").stdout


def test_silence_makes_a_good_answer_less_likely_and_later(paid: CommandLine) -> None:
    paid("add", "Acme", "Data engineer", "150k", "--known", "3", "--on", "2026-11-10",
         "--source", "referral")  # fmt: skip
    (one,) = paid.json("worth")["answers"]
    silent = math.exp(-12 / 24)
    chance = 0.57 * silent / (0.57 * silent + 0.43)
    assert one["chance"] == pytest.approx(chance)
    assert one["expected"] == "2026-12-16"
    # A screen and an onsite follow, each passed with .32: 2 and 10 hours.
    later = 0.32 * (0.32 * 100_000 - 10 * HOUR) - 2 * HOUR
    assert one["option_worth"] == pytest.approx(chance * later)


def test_own_results_move_a_chance(paid: CommandLine) -> None:
    for number, result in enumerate(["passed", "passed", "passed", "failed", "failed"]):
        company = f"Past {number}"
        paid("add", company, "Analyst")
        paid("interview", "add", company, f"2026-10-0{number + 1} 10:00", "--round", "onsite")
        paid("interview", "done", company, "--result", result)
    onsite(paid, "130k")
    assert paid.json("worth")["interviews"][0]["chance"] == pytest.approx(6.2 / 15)


def test_a_second_interview_of_an_application_is_decided_later(paid: CommandLine) -> None:
    onsite(paid, "130k")
    paid("interview", "add", "Acme", "fri 11 dec 10:00", "--round", "final")
    assert len(paid.json("worth")["interviews"]) == 1
    told = "Decided together with the round before it: Acme, Data engineer: final, {}."
    assert told.format("Fri 11 Dec 10:00") in paid("worth").stdout
    paid("interview", "add", "Acme", "mon 14 dec 10:00", "--round", "final")
    assert told.format("Mon 14 Dec 10:00") in paid("worth").stdout


def test_of_several_rounds_of_an_application_the_one_to_decide_is_meant(paid: CommandLine) -> None:
    paid("add", "Acme", "Data engineer", "130k")
    paid("interview", "add", "Acme", "fri 11 dec 10:00", "--round", "final")
    paid("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    assert paid.json("worth", "Acme")["interview"]["round"] == "onsite"
    assert paid("worth", "1").stdout.startswith(
        "Acme, Data engineer: final of Fri 11 Dec 2026 comes after this, and is decided with it:"
    )
    assert paid.json("worth", "application 1")["interview"]["round"] == "onsite"


def test_a_must_have_that_is_lacking_makes_a_job_worth_nothing(paid: CommandLine) -> None:
    onsite(paid, "130k")
    paid("profile", "must-have", "add", "remote")
    assert paid.json("worth")["interviews"][0]["verdict"] == "keep"
    paid("application", "edit", "Acme", "--lacks", "remote")
    (one,) = paid.json("worth")["interviews"]
    assert (one["verdict"], one["gain"]) == ("decline", pytest.approx(-10 * HOUR))
    assert "it lacks a must-have: remote" in paid("worth").stdout


def test_a_factor_is_worth_its_weight_for_each_step(paid: CommandLine) -> None:
    onsite(paid, "130k")
    paid("profile", "factor", "add", "commute", "--weight", "5%")
    paid("application", "edit", "Acme", "--rate", "commute=1")
    # 130k x (1 - 2 x .05) = 117k.
    (one,) = paid.json("worth")["interviews"]
    assert one["gain"] == pytest.approx(0.32 * 34_000 - 10 * HOUR)


def test_pay_in_another_currency_counts_by_the_stated_rate(paid: CommandLine) -> None:
    onsite(paid, "130k EUR")
    assert paid.json("worth")["interviews"][0]["verdict"] is None
    paid("profile", "set", "currency", "USD")
    paid("profile", "rate", "set", "EUR", "0.9")
    assert paid.json("worth")["interviews"][0]["gain"] == pytest.approx(0.32 * 34_000 - 10 * HOUR)


def test_who_minds_risk_does_not_stake_hours_on_a_small_chance(paid: CommandLine) -> None:
    onsite(paid, "130k")
    paid("interview", "edit", "Acme", "--chance", "0.02")
    (one,) = paid.json("worth")["interviews"]
    assert one["gain"] == pytest.approx(0.02 * 60_000 - 10 * HOUR)
    assert one["verdict"] == "keep"
    paid("profile", "set", "risk-tolerance", "10k")
    (one,) = paid.json("worth")["interviews"]
    # Worth for certain: the upside counts at most t x chance, 200, which ten hours exceed.
    assert one["verdict"] == "decline"
    assert one["gain"] < 0.02 * 10_000 * 1.02 - 10 * HOUR


def test_more_days_than_seven_are_named_where_fewer_are_worth_nothing(paid: CommandLine) -> None:
    # The answer comes on Mon 7 Dec, ten days after the offer of 110k has to be answered.
    onsite(paid, "130k")
    offered(paid, "110k", "--until", "fri 27 nov 20:00")
    (one,) = paid.json("worth")["offers"]
    assert one["extension_worth"] == {"1": 0, "3": 0, "7": 0}
    gain = 0.32 * 40_000 - 10 * HOUR
    told = f"that is worth {gain / 1000:.1f}k USD"
    shown = paid("worth").stdout
    assert shown.startswith("Ask Beta for 10 more days before you decline Acme, Data engineer")
    assert told in shown


def test_two_offers_of_one_company_are_told_apart(paid: CommandLine) -> None:
    offered(paid, "120k", "--until", "fri 4 dec")
    paid("offer", "add", "Beta", "125k", "--until", "fri 4 dec")
    shown = paid("worth").stdout
    assert "decline it: the offer from Beta (offer 2) is better" in shown
    assert "Accept Beta (offer 2)'s offer" in shown


@pytest.fixture
def seeking(run: CommandLine) -> CommandLine:
    """A command line whose user falls back on 80k x 1.5 years, 120k, and wants 130k a year."""
    run("profile", "set", "elsewhere-pay", "80k")
    run("profile", "set", "months-to-find", "6")
    run("profile", "set", "least-pay", "130k")
    return run


LEAST = "decline it: it pays less than the least you would take"


def test_an_offer_below_the_least_one_would_take_is_refused(seeking: CommandLine) -> None:
    offered(seeking, "100k", "--until", "fri 12:00")
    (one,) = seeking.json("worth")["offers"]
    assert (one["pays_a_year"], one["a_year"]) == (100_000, 0)
    assert (one["answer"], one["last_day"]) == ("decline it", "2026-11-26")
    # 200k over the two years would beat the 120k, and does not count.
    assert seeking.json("worth")["value"] == 120_000
    shown = seeking("worth").stdout
    assert LEAST in shown
    assert "Accept" not in shown


def test_an_offer_of_the_very_least_one_would_take_is_not_refused(seeking: CommandLine) -> None:
    # A signing bonus of 10k over two years makes 130k of 125k.
    offered(seeking, "125k", "--signing", "10k", "--until", "fri 12:00")
    assert advice(seeking)[0] == "accept it now"
    assert seeking.json("worth")["value"] == 260_000


def test_a_supposed_offer_below_the_least_is_refused_too(seeking: CommandLine) -> None:
    assert LEAST in seeking("worth", "--if-offer", "100k").stdout
    assert "accept it now" in seeking("worth", "--if-offer", "130k").stdout


def test_an_offer_that_was_accepted_is_not_refused_afterwards(seeking: CommandLine) -> None:
    offered(seeking, "100k")
    seeking("offer", "accept", "Beta")
    assert seeking.json("worth")["fallback"] == 200_000


def test_an_offer_that_lacks_a_must_have_says_so_beside_its_pay(paid: CommandLine) -> None:
    offered(paid, "150k")
    paid("profile", "must-have", "add", "remote")
    paid("application", "edit", "Beta", "--lacks", "remote")
    (one,) = paid.json("worth")["offers"]
    assert (one["pays_a_year"], one["a_year"]) == (150_000, 0)
    assert one["against"] == "it lacks a must-have: remote"
    (row,) = [line for line in paid("worth").stdout.splitlines() if line.startswith("Beta")]
    assert " ".join(row.split()) == "Beta 150k decline it: it lacks a must-have: remote"


def test_what_moves_the_worth_of_an_offer_is_said(paid: CommandLine) -> None:
    offered(paid, "120k")
    paid("profile", "factor", "add", "commute", "--weight", "5%")
    paid("application", "edit", "Beta", "--enthusiasm", "1", "--rate", "commute=2")
    # 120k x .8 for no enthusiasm x .95 for one step of commute.
    (one,) = paid.json("worth")["offers"]
    assert one["a_year"] == pytest.approx(91_200)
    assert one["moved_by"] == ["enthusiasm 1 of 5", "commute 2 of 5"]
    shown = paid("worth").stdout
    assert "120k  decline it: your present pay is better" in shown
    told = (
        "Beta pays 120k USD a year, worth 91.2k USD to you: enthusiasm 1 of 5 and commute 2 of 5."
    )
    assert told in shown


def test_what_is_far_better_is_not_called_as_good(paid: CommandLine) -> None:
    offered(paid, "110k", "--until", "fri 12:00")
    paid("add", "Gamma", "Analyst")
    paid("offer", "add", "Gamma", "150k", "--until", "mon 30 nov")
    assert "decline it: the offer from Gamma is better" in paid("worth").stdout


def test_an_offer_of_what_one_has_is_as_good(paid: CommandLine) -> None:
    offered(paid, "100k")
    assert "decline it: your present pay is as good" in paid("worth").stdout


def test_an_offer_to_accept_names_its_last_day_and_what_would_come_too_late(
    paid: CommandLine,
) -> None:
    # Far better, but 15 days and more after the last day: no extension reaches it.
    onsite(paid, "400k", "mon 21 dec 10:00")
    paid("interview", "edit", "Acme", "--chance", "0.05")
    offered(paid, "150k", "--until", "fri 12:00")
    shown = " ".join(paid("worth").stdout.split())
    told = "nothing that may come in time is worth waiting for"
    assert f"Accept Beta's offer by Thu 26 Nov 2026: {told}." in shown
    assert f"accept it now, by Thu 26 Nov 2026 at the latest: {told}" in shown


def test_an_offer_without_a_deadline_to_accept_names_none(paid: CommandLine) -> None:
    offered(paid, "150k")
    told = "Accept Beta's offer: nothing that may come is worth waiting for."
    assert paid("worth").stdout.startswith(told)


def test_letting_an_offer_lapse_for_the_practice_alone_is_a_close_call(paid: CommandLine) -> None:
    # Acme's onsite, after the offer has lapsed, and two more before it that are practice for it.
    paid("profile", "set", "practice-odds", "20")
    for company in ("Gamma", "Delta"):
        paid("add", company, "Clerk", "90k", "--known", "3")
    paid("interview", "add", "Gamma", "mon 7 dec 10:00", "--round", "onsite", "--chance", "0.5")
    paid("interview", "add", "Delta", "tue 8 dec 10:00", "--round", "onsite", "--chance", "0.5")
    onsite(paid, "300k", "wed 9 dec 10:00")
    paid("interview", "edit", "Acme", "--chance", "0.5")
    offered(paid, "230k", "--until", "fri 12:00")
    # .5 of 400k more is 200k, less than the 260k of the offer; .9 of it and more is more than that.
    assert 0.5 * 400_000 < 260_000 < 0.9 * 400_000 - 30 * HOUR
    assert advice(paid)[0] == "close call"
    assert paid.json("worth", "--no-practice")["then"]["offers"][0]["answer"] != "let it lapse"


def test_nothing_is_accepted_at_once_while_answers_left_out_could_add_something(
    paid: CommandLine,
) -> None:
    for number in range(12):
        paid("add", f"Sent {number}", "Analyst", f"{140 + number}k")
    offered(paid, "150k", "--until", "fri 12:00")
    assert paid.json("worth")["left_out"]["at_most"] > 0
    assert advice(paid)[0] == "keep it open"
