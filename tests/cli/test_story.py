"""The whole story of an offer or of an answer awaited, with numbers worked out by hand."""

import math

import pytest
from rich.cells import cell_len

from tests.conftest import CommandLine, Terminal
from tests.scoring import slow
from tracker import worth
from tracker.cli.assessing import too_large
from tracker.dates import Calendar
from tracker.money import figure
from tracker.records import profile
from tracker.scoring.graph import Effort
from tracker.scoring.hunt import Awaiting, Hunt, OfferInHand, Process
from tracker.worth import stories

HOUR = 100_000 / 2_080 * 1.5


@pytest.fixture
def paid(run: CommandLine) -> CommandLine:
    """A command line whose user has a present pay of 100k: 200k over the two years."""
    run("profile", "set", "present-pay", "100k")
    return run


def held(run: CommandLine, pay: str = "130k") -> None:
    """Acme's onsite, answered on Mon 7 Dec, and an offer of 110k that lapses on Sat 5 Dec."""
    run("add", "Acme", "Data engineer", pay, "--known", "3")
    run("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    run("add", "Beta", "Analyst")
    run("offer", "add", "Beta", "105k", "--bonus", "5k", "--until", "sat 5 dec")


def told(run: CommandLine, which: str) -> list[str]:
    return run("worth", which).stdout.splitlines()


def test_an_offer_is_told_of_with_what_to_do_and_by_when_and_what_it_rests_on(
    paid: CommandLine,
) -> None:
    held(paid)
    # Asked for in time: .32 x 2 x 20k more, less ten hours.
    in_time = f"{(0.32 * 40_000 - 10 * HOUR) / 1000:.1f}k"
    lines = told(paid, "Beta")
    assert lines[0] == (
        "Beta, Analyst: offer of 105,000 USD a year, open until Sat 5 Dec 2026, 23:59 CET, "
        "in 13 days"
    )
    assert lines[2] == (
        "KEEP IT OPEN until Sat 5 Dec 2026, then accept it unless something better came."
    )
    assert lines[3].startswith("Ask Beta for 3 more days before you decline Acme")
    assert f": that is worth {in_time} USD, as their offer lapses on Sat 5 Dec 2026." in lines[3]
    assert "If they refuse: accept it that day" in lines[3]
    for line in (
        "  it pays   110k USD a year: 105,000 USD a year and bonus 5,000 USD",
        "  last day  Sat 5 Dec 2026",
        "  against   100k USD a year, your present pay",
        f"  +{in_time} USD  3 more days",
        (
            "  0 USD  Acme, Data engineer: onsite  32% of an offer, on Mon 7 Dec 2026, "
            "2 days after the last day to answer"
        ),
        "  - You would stay 2 years (setting years).",
        "  - How keen you are, from 1 to 5: tracker application edit 2 --enthusiasm 3",
    ):
        assert line in lines, line


def test_what_to_do_with_an_offer_is_read_in_what_is_uncertain(paid: CommandLine) -> None:
    # 220k in hand, against 200k and the chance of 30k more: .3 of it is less than 20k even where
    # the pay is a tenth more than stated, 53k in all, and .99 of it is more unless it is less.
    held(paid, "115k")
    paid("interview", "edit", "Acme", "--chance", "0.3")
    assert paid.json("worth", "Beta")["offers"][0]["readings"] == {"keep it open": 20}
    paid("interview", "edit", "Acme", "--chance", "0.99")
    (offer,) = paid.json("worth", "Beta")["offers"]
    assert offer["readings"]["let it lapse"] > 10
    assert offer["answer"] == "close call"
    assert any(line.startswith("How sure: LET IT LAPSE in ") for line in told(paid, "Beta"))


def test_an_offer_of_which_nothing_can_be_said_yet_says_what_it_waits_for(run: CommandLine) -> None:
    held(run)
    lines = told(run, "Beta")
    assert lines[2] == (
        "UNKNOWN, because you have not said what your present job pays you; "
        "answer by Sat 5 Dec 2026."
    )
    assert lines[-1] == "  tracker profile set present-pay 95k"
    assert run.json("worth", "Beta")["offers"][0]["readings"] == {}


def test_both_offers_of_one_application_are_told_of(paid: CommandLine) -> None:
    held(paid)
    paid("offer", "add", "Beta", "120k", "--until", "in 4 weeks")
    heads = [line for line in told(paid, "Beta") if line.startswith("Beta, Analyst: offer of ")]
    assert [line.split(" of ")[1].split(" USD")[0] for line in heads] == ["105,000", "120,000"]
    assert [one["id"] for one in paid.json("worth", "Beta")["offers"]] == [1, 2]


def test_an_answer_to_a_round_is_told_of_with_what_it_could_add(paid: CommandLine) -> None:
    # Ten hours' onsite is done; a yes, .32, is an offer of 2 x 130k, 3% about, over 2 x 100k.
    paid("add", "Zeta", "Head cook", "130k", "--known", "3")
    paid("interview", "add", "Zeta", "22 nov 8:00", "--round", "onsite")
    lines = told(paid, "Zeta")
    assert lines[0] == "Zeta, Head cook: waiting for the answer to the onsite"
    adds = f"{0.32 * 60_000 / 1000:.1f}k"
    assert lines[2] == (
        f"WAIT. Its answer is expected to add {adds} USD over 2 years, and waiting is free."
    )
    assert lines[3] == "It adds nothing once you hold an offer worth 134k USD a year or more."
    assert lines[4] == "How sure: WAIT in 20 of 20 readings of the chances and worths."
    for line in (
        "  expected  about Wed 2 Dec 2026, in 10 days",
        "  a yes     32%",
        "  an offer  32% in the end: a yes is an offer",
        "  so far    no onsite round of yours is decided yet",
        "  - 10 days: mean wait for the answer to a round (setting answer-days-round).",
    ):
        assert line in lines, line
    answer = paid.json("worth", "Zeta")["answer"]
    assert answer["option_worth"] == pytest.approx(0.32 * 60_000)
    assert (answer["stance"], answer["readings"]) == ("wait", {"wait": 20})


def test_word_on_an_application_fades_and_is_held_against_the_own_record(
    paid: CommandLine,
) -> None:
    # A referral: .57 at first, e^(-20/24) of it after twenty days of silence. The own record of
    # 1 of 2 has moved it from .57 to (5.7 + 1) / 12.
    paid("add", "Heard", "Clerk", "--source", "referral", "--stage", "interviewing")
    paid("application", "close", "Heard", "rejected")
    paid("add", "Silent", "Clerk", "--source", "referral")
    paid("application", "close", "Silent", "rejected")
    paid("add", "Gamma", "Analyst", "150k", "--source", "referral", "--on", "2026-11-02")
    first, silence = 6.7 / 12, 2.718281828 ** (-20 / 24)
    left = first * silence / (first * silence + 1 - first)
    lines = told(paid, "Gamma")
    for line in (
        f"  a yes     {left:.0%}; it was {first:.0%} before 20 days of silence",
        f"  an offer  {left * 0.32**2:.0%} in the end: after a yes 2 rounds to go (32% x 32%)",
        "  so far    1 of your 2 applications by referral answered well",
        (
            "  - A chance of 56% to hear back after a referral (default 57%, and 1 of your 2 "
            "applications were answered well) (setting chance-application-referral)."
        ),
    ):
        assert line in lines, line
    assert paid.json("worth", "Gamma")["answer"]["chance_of_offer"] == pytest.approx(
        left * 0.32**2, rel=1e-6
    )


def test_what_an_answer_adds_is_that_of_the_hunt_stated_by_hand(paid: CommandLine) -> None:
    held(paid)
    paid("add", "Zeta", "Cook", "130k", "--known", "3")
    paid("interview", "add", "Zeta", "22 nov 8:00", "--round", "onsite")
    paid("interview", "edit", "Zeta", "--answer-due", "2026-12-05")
    paid("interview", "cancel", "Acme")
    paid("application", "close", "Acme", "withdrawn")
    points = ((0.3, 2 * 126_100.0), (0.4, 2 * 130_000.0), (0.3, 2 * 133_900.0))
    stated = Process(id="Zeta", worth=points, window_days=7, awaiting=Awaiting(13, 0.32), rounds=())
    hunt = Hunt(fallback=200_000, offers=(OfferInHand(220_000, 13),), processes=(stated,))
    found = paid.json("worth", "Zeta")["answer"]["option_worth"]
    assert found == pytest.approx(slow.solve(hunt).processes[0].option_worth)
    assert found == pytest.approx(0.32 * 40_000)


def test_an_answer_left_out_says_what_that_can_mean(paid: CommandLine) -> None:
    for number in range(12):
        paid("add", f"Sent {number}", "Analyst", f"{140 + number}k")
    left = paid.json("worth")["left_out"]
    assert left["answers"] > 0
    shown = " ".join(paid("worth", "Sent 0").stdout.split())
    assert "WAIT. That is free, and could add " in shown
    assert f"at once: {left['answers']} answers, which could add " in shown
    one = paid.json("worth", "Sent 0")["answer"]
    assert one["option_worth"] is None
    assert 0 < one["at_most"] <= left["at_most"]


def test_an_answer_that_cannot_matter_is_left_and_closed_only_after_accepting(
    paid: CommandLine,
) -> None:
    paid("add", "Zeta", "Cook", "60k")
    assert told(paid, "Zeta")[2].startswith("LEAVE IT. No answer of theirs adds to what you have")
    paid("add", "Beta")
    paid("offer", "add", "Beta", "120k")
    paid("offer", "accept", "Beta", "--keep-others")
    assert told(paid, "Zeta")[2] == (
        "CLOSE IT. Nothing that they could answer adds to the offer that you accepted: "
        "tracker application close 1 withdrawn"
    )


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ((), "Nothing says yet what this job pays, so that it is left out."),
        (("--pay", "90k EUR"), "It is paid in EUR, for which no rate is known, so that it is left"),
    ],
)
def test_an_answer_of_unknown_pay_is_left_out(
    paid: CommandLine, said: tuple[str, ...], about: str
) -> None:
    paid("add", "Zeta", "Cook")
    if said:
        paid("application", "edit", "Zeta", *said)
    assert told(paid, "Zeta")[2].startswith(f"UNKNOWN. {about}")


def test_two_applications_of_one_name_are_told_apart_by_what_to_type(
    paid: CommandLine, terminal: Terminal
) -> None:
    paid("add", "Zeta", "Cook", "120k")
    paid("add", "Zeta", "Cook", "150k")
    refusal = paid.refused("worth", "Zeta")
    assert "application 2: Zeta, Cook (applied); application 1: Zeta, Cook (applied)" in refusal
    assert refusal.endswith("say which, as in “application 2”.")
    assert paid.json("worth", "application 1")["answer"]["application_id"] == 1
    shown = terminal.plain("worth", "Zeta", answers=("application 2",))
    assert "150k USD a year to you" in shown


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("which", ["Beta", "goes on and on", "silent"])
def test_no_story_is_wider_than_the_terminal(
    paid: CommandLine, terminal: Terminal, columns: int, which: str
) -> None:
    held(paid)
    paid("add", "A company whose name goes on and on " * 4, "Principal " * 12)
    paid("offer", "add", "goes on and on", "130k", "--until", "in 4 weeks")
    paid("add", "A silent company whose name is long " * 4, "Principal " * 12, "130k")
    shown = terminal.plain("worth", which, columns=columns)
    assert terminal.code == 0
    assert max(cell_len(line.rstrip()) for line in shown.splitlines()) <= columns


def test_an_offer_that_lapsed_says_what_to_do_about_it(paid: CommandLine) -> None:
    paid("add", "Off", "Clerk")
    paid("offer", "add", "Off", "130k", "--until", "today 23:00")
    said = paid("worth", "Off", code=1, TRACKER_NOW="2026-11-24T10:00:00+00:00").stderr
    assert said == (
        "Error: Off's offer has lapsed, so it does not count. If they still stand by it: "
        "tracker offer extend 1 DATE; if not: tracker offer decline 1\n"
    )


def test_a_hunt_too_large_to_be_decided_says_that_awaited_answers_are_left_out(
    paid: CommandLine, calendar: Calendar
) -> None:
    held(paid)
    for pay in ((), ("120k",), ("130k",)):
        with paid.database.reading() as session:
            known = profile.load(session)
            found = worth.assess(session, known, calendar, "USD", effort=Effort(1))
            (text,) = too_large(found)
            assert found.is_too_large
            assert [stories.of(found, one).says[0].split(",")[0] for one in found.undecided] == [
                "UNKNOWN"
            ]
        number = len(found.answers)
        left = {0: "", 1: " 1 awaited answer is left out."}.get(number)
        left = f" {number} awaited answers are left out." if left is None else left
        assert f"as if there were no other.{left} Close what is over" in text
        paid("add", f"Sent for {pay}", "Cook", *pay)


def test_an_exact_name_comes_before_a_part_of_another(paid: CommandLine) -> None:
    paid("add", "Co1", "Cook", "130k")
    paid("interview", "add", "Co1", "fri 3pm", "--round", "onsite")
    paid("add", "O1", "Cook", "130k")
    assert paid.json("worth", "o1")["answer"]["company"] == "O1"
    assert paid.json("worth", "co1")["interview"]["company"] == "Co1"
    paid("application", "close", "O1", "rejected")
    assert paid.json("worth", "o1")["interview"]["company"] == "Co1"


def test_whoever_minds_risk_is_told_certain_amounts(paid: CommandLine) -> None:
    paid("profile", "set", "risk-tolerance", "50k")
    paid("add", "Zeta", "Cook", "130k", "--known", "3")
    paid("interview", "add", "Zeta", "22 nov 8:00", "--round", "onsite")
    adds = paid.json("worth", "Zeta")["answer"]["option_worth"]
    # Of 0.68 nothing, 0.32 of about 60k more: -50k ln E[exp(-x / 50k)].
    points = ((0.3, 52_200), (0.4, 60_000), (0.3, 67_800))
    left = 0.68 + 0.32 * sum(share * math.exp(-more / 50_000) for share, more in points)
    assert adds == pytest.approx(-50_000 * math.log(left))
    shown = paid("worth", "Zeta").stdout
    assert f"WAIT. Its answer is as good to you as {figure(adds)} USD over 2 years for" in shown
    assert "  risk      your risk-tolerance is 50k USD; amounts are what you would take" in shown


def two_jobs(run: CommandLine, when: str, chance: str = "0.97") -> None:
    """Trio's final on Thursday at 15:00, all but sure; Duo's onsite, which pays a little less."""
    run("add", "Trio", "Engineer", "160k", "--known", "3")
    run("interview", "add", "Trio", "thu 3pm", "--round", "final", "--chance", chance)
    run("add", "Duo", "Engineer", "125k", "--known", "3")
    run("interview", "add", "Duo", when, "--round", "onsite")


def test_a_better_job_that_makes_an_interview_useless_is_named(paid: CommandLine) -> None:
    two_jobs(paid, "mon 30 nov 3pm")
    lines = told(paid, "Duo")
    assert lines[2].startswith("DECLINE. ")
    assert lines[3] == "But for Trio, Engineer: final the answer would be KEEP."
    assert lines[4] == "Tell them by Thu 26 Nov 2026, and log it: tracker interview decline 2"


def test_a_better_interview_that_takes_the_hours_of_a_week_is_named(paid: CommandLine) -> None:
    two_jobs(paid, "fri 3pm", "0.3")
    paid("profile", "set", "weekly-hours", "12")
    lines = told(paid, "Duo")
    assert lines[2].startswith("DECLINE. With what is worth more that week it does not fit into")
    assert lines[3] == "Those hours go to Trio, Engineer: final."


def test_a_better_interview_at_the_same_time_is_named_even_where_more_is_against_going(
    paid: CommandLine,
) -> None:
    two_jobs(paid, "thu 3pm", "0.3")
    lines = told(paid, "Duo")
    assert "It is at the same time as Trio, Engineer: final, which" in lines[2]
    assert lines[3].startswith("If they refuse, tell them by Tue 24 Nov 2026, and log it: tracker")
    paid("application", "edit", "Duo", "--pay", "90k")
    assert told(paid, "Duo")[3] == (
        "It is also at the same time as Trio, Engineer: final, worth more."
    )


def test_an_offer_in_hand_that_makes_an_interview_useless_is_named(paid: CommandLine) -> None:
    paid("add", "Duo", "Engineer", "125k", "--known", "3")
    paid("interview", "add", "Duo", "thu 3pm", "--round", "onsite")
    paid("add", "Beta")
    paid("offer", "add", "Beta", "130k", "--until", "in 4 weeks")
    assert told(paid, "Duo")[3] == "But for the offer from Beta the answer would be KEEP."


def test_more_time_for_an_offer_is_asked_for_before_an_interview_is_called_off(
    paid: CommandLine,
) -> None:
    held(paid)
    lines = told(paid, "Acme")
    assert lines[2].startswith("DECLINE. ")
    assert lines[4] == (
        f"Ask Beta for 3 more days first: that is worth {(0.32 * 40_000 - 10 * HOUR) / 1000:.1f}k "
        "USD, and if they agree you need not decline."
    )
    assert lines[5] == (
        "If they refuse, tell Acme by Wed 25 Nov 2026, and log it: tracker interview decline 1"
    )


def test_a_past_round_that_nobody_logged_is_assumed_until_it_is_logged(paid: CommandLine) -> None:
    paid("add", "Acme", "Data engineer", "130k")
    paid("interview", "add", "Acme", "2026-11-18 10:00", "--round", "screen")
    held_ = "  - The screen of Wed 18 Nov 2026 took place and {}. To log that: {}; {}"
    missed = "if you did not go: tracker interview miss 1"
    log = "tracker interview done 1 --result {}"
    assert held_.format("is not answered yet", log.format("waiting"), missed) in told(paid, "Acme")
    paid("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    assert held_.format("was passed", log.format("passed"), missed) in told(paid, "Acme")
    paid(*log.format("passed").split()[1:])
    assert "took place and" not in "".join(told(paid, "Acme"))
