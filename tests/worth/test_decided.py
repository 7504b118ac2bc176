"""The whole hunt decided at once: practice, hours, clashes, and what is left out of it."""

import json
import math
from typing import Any

import pytest

from tests.conftest import CommandLine
from tracker.money import figure

HOUR = 100_000 / 2_080 * 1.5


@pytest.fixture
def paid(run: CommandLine) -> CommandLine:
    """A command line whose user has a present pay of 100k: 200k over the two years."""
    run("profile", "set", "present-pay", "100k")
    return run


def onsite(run: CommandLine, company: str, pay: str, when: str) -> None:
    run("add", company, "Analyst", pay, "--known", "3")
    run("interview", "add", company, when, "--round", "onsite")


def found(run: CommandLine) -> Any:  # noqa: ANN401 (JSON holds anything)
    """Return the interviews by company."""
    return {one["company"]: one for one in run.json("worth")["interviews"]}


def odds(chance: float, factor: float) -> float:
    return chance * factor / (1 - chance + chance * factor)


@pytest.mark.parametrize(
    ("rusty", "factor", "verdict"),
    [(None, 1.15, "keep"), ("1", 1.0, "decline"), ("3", 1.15, "keep"), ("5", 1.25, "keep")],
)
def test_an_interview_may_be_worth_it_for_the_practice_alone(
    paid: CommandLine, rusty: str | None, factor: float, verdict: str
) -> None:
    # Acme pays less than the present job. Beta, three days later, adds 2 x 30k on average.
    onsite(paid, "Acme", "90k", "fri 3pm")
    onsite(paid, "Beta", "130k", "mon 30 nov 15:00")
    if rusty:
        paid("profile", "set", "rusty", rusty)
    acme = found(paid)["Acme"]
    assert acme["verdict"] == verdict
    gained = (odds(0.32, factor) - 0.32) * 60_000
    assert acme["gain"] == pytest.approx(gained - 10 * HOUR)
    assert acme["reasons"]["practice"] == pytest.approx(gained)
    told = " ".join(paid("worth", "Acme").stdout.split())
    if verdict == "keep":
        text = "each interview makes the next of its kind go better; without that: DECLINE"
    else:
        text = "you have had as much as counts"
    assert f"practice {text}" in told


@pytest.mark.parametrize(("day", "helps"), [("2026-06-01", False), ("2026-05-01", True)])
def test_interviews_of_half_a_year_are_practice_already_had(
    paid: CommandLine, day: str, helps: bool
) -> None:
    # Three count at most; those of more than 180 days ago, before 26 May, do not.
    for number in range(3):
        paid("add", f"Past {number}", "Analyst")
        paid("interview", "add", f"Past {number}", f"{day} 1{number}:00", "--round", "onsite")
        paid("interview", "done", f"Past {number}")
        paid("application", "close", f"Past {number}", "withdrawn")
    onsite(paid, "Acme", "90k", "fri 3pm")
    onsite(paid, "Beta", "130k", "mon 30 nov 15:00")
    assert (found(paid)["Acme"]["verdict"] == "keep") is helps
    assert ("you have had as much as counts" in paid("worth", "Acme").stdout) is not helps


def test_of_two_that_do_not_both_fit_into_a_week_the_better_is_kept(paid: CommandLine) -> None:
    onsite(paid, "Acme", "120k", "wed 3pm")
    onsite(paid, "Beta", "140k", "fri 3pm")
    assert {one["verdict"] for one in found(paid).values()} == {"keep"}
    paid("profile", "set", "weekly-hours", "19")
    acme, beta = found(paid)["Acme"], found(paid)["Beta"]
    assert (acme["verdict"], beta["verdict"]) == ("decline", "keep")
    # Promising Acme would cost Beta its place: .32 x 40k for .32 x 80k.
    assert beta["gain"] == pytest.approx(0.32 * 40_000)
    assert acme["gain"] == pytest.approx(-0.32 * 40_000)
    paid("profile", "set", "weekly-hours", "20")
    assert {one["verdict"] for one in found(paid).values()} == {"keep"}


def test_hours_given_since_monday_count_to_the_end_of_the_week(paid: CommandLine) -> None:
    paid("profile", "set", "weekly-hours", "15")
    paid("add", "Past", "Analyst")
    paid("interview", "add", "Past", "2026-11-20 10:00", "--round", "onsite")
    paid("interview", "done", "Past")
    onsite(paid, "Acme", "130k", "sun 22 nov 15:00")
    assert found(paid)["Acme"]["verdict"] == "decline"
    told = "DECLINE. It does not fit into the hours that you have that week."
    assert told in paid("worth", "Acme").stdout
    paid("interview", "edit", "Acme", "--when", "mon 23 nov 15:00")
    assert found(paid)["Acme"]["verdict"] == "keep"


def test_of_two_at_the_same_time_the_better_is_kept(paid: CommandLine) -> None:
    onsite(paid, "Acme", "120k", "fri 3pm")
    onsite(paid, "Beta", "140k", "fri 3:30pm")
    assert (found(paid)["Acme"]["verdict"], found(paid)["Beta"]["verdict"]) == ("decline", "keep")
    paid("interview", "edit", "Beta", "--when", "fri 4pm")
    assert {one["verdict"] for one in found(paid).values()} == {"keep"}


def test_what_costs_nothing_is_declined_where_it_takes_the_hours_of_something_better(
    paid: CommandLine,
) -> None:
    # Big adds 0.32 x 2 x 30k less 10 hours, and needs all of them; what Small teaches makes up for
    # its own hours, but not for Big.
    paid("profile", "set", "clarity", "3")
    onsite(paid, "Big", "130k", "wed 2 dec 10:00")
    paid("add", "Small", "Analyst", "80k")
    paid("interview", "add", "Small", "mon 30 nov 10:00", "--round", "screen")
    free = found(paid)
    assert (free["Small"]["verdict"], free["Big"]["verdict"]) == ("keep", "keep")
    assert free["Small"]["net_cost"] <= 0
    paid("profile", "set", "weekly-hours", "10")
    scarce = found(paid)
    assert (scarce["Small"]["verdict"], scarce["Big"]["verdict"]) == ("decline", "keep")
    lost = scarce["Small"]["gain"] + free["Small"]["net_cost"]
    assert lost == pytest.approx(-scarce["Big"]["gain"])
    told = " ".join(paid("worth", "Small").stdout.split())
    assert "DECLINE. With what is worth more that week it does not fit into your 10 hours" in told
    assert "your 10 hours that week go elsewhere" in " ".join(paid("worth").stdout.split())


@pytest.mark.parametrize("hours", [None, "12"])
def test_of_two_that_are_worth_the_same_and_exclude_each_other_one_is_kept(
    paid: CommandLine, hours: str | None
) -> None:
    onsite(paid, "Acme", "130k", "wed 2 dec 10:00")
    onsite(paid, "Beta", "130k", "wed 2 dec 10:30" if hours is None else "thu 3 dec 10:00")
    if hours:
        paid("profile", "set", "weekly-hours", hours)
    both = found(paid)
    assert {one["verdict"] for one in both.values()} == {"keep", "decline"}
    assert {one["verdict"]: one["going"] for one in both.values()} == {
        "keep": 1,
        "decline": 0,
    }
    for company in ("Acme", "Beta"):
        told = " ".join(paid("worth", company).stdout.split())
        assert "not to both, and either will do: go to one of them." in told
    assert " ".join(paid("worth").stdout.split()).count("would do as well") == 2


def waiting(run: CommandLine, count: int, pay: str) -> None:
    for number in range(count):
        run("add", f"Sent {number} for {pay}", "Analyst", pay, "--known", "3")


def test_answers_that_cannot_matter_are_left_out_and_add_nothing(paid: CommandLine) -> None:
    waiting(paid, 2, "150k")
    waiting(paid, 3, "60k")
    seen = paid.json("worth")
    assert [one["company"] for one in seen["answers"]] == ["Sent 0 for 150k", "Sent 1 for 150k"]
    assert (seen["left_out"]["answers"], seen["left_out"]["at_most"]) == (3, 0)
    told = "Left out: 3 more answers awaited; all together they could not add anything."
    assert told in paid("worth").stdout


def test_what_is_left_out_is_told_with_what_it_could_add_at_most(paid: CommandLine) -> None:
    paid("profile", "set", "rusty", "1")
    waiting(paid, 9, "150k")
    seen = paid.json("worth")
    assert (len(seen["answers"]), seen["left_out"]["answers"]) == (8, 1)
    # Alone it adds .03 x (.32 x (.32 x 100k - 10 h) - 2 h); beside others no more than that.
    alone = 0.03 * (0.32 * (0.32 * 100_000 - 10 * HOUR) - 2 * HOUR)
    assert 0 < seen["left_out"]["at_most"] <= alone + 1e-6
    assert "Left out: 1 more answer awaited; it could add 2" in paid("worth").stdout


def test_answers_from_jobs_that_say_nothing_of_pay_are_counted(paid: CommandLine) -> None:
    paid("add", "Mute", "Analyst")
    assert paid.json("worth")["left_out"]["answers_without_pay"] == 1
    told = "Left out: 1 answer awaited from jobs that say nothing of pay."
    assert told in paid("worth").stdout


def test_an_answer_that_could_matter_is_waited_for_until_an_offer_is_accepted(
    paid: CommandLine,
) -> None:
    waiting(paid, 1, "150k")
    assert "  wait\n" in paid("worth").stdout
    paid("add", "Beta", "Analyst")
    paid("offer", "add", "Beta", "160k")
    paid("offer", "accept", "Beta")
    assert "  close it\n" in paid("worth").stdout


def test_an_interview_of_an_application_that_awaits_more_is_no_answer(paid: CommandLine) -> None:
    onsite(paid, "Acme", "130k", "fri 3pm")
    assert paid.json("worth")["answers"] == []
    paid("interview", "done", "Acme", TRACKER_NOW="2026-11-28T10:00:00+00:00")
    told = paid("worth", "--json", TRACKER_NOW="2026-11-28T10:00:00+00:00").stdout
    assert '"expected": "2026-12-08"' in told


def test_an_answer_on_a_day_that_they_named_does_not_fade_before_it(paid: CommandLine) -> None:
    paid("add", "Acme", "Analyst", "130k", "--known", "3")
    paid("interview", "add", "Acme", "2026-11-10 10:00", "--round", "onsite")
    paid("interview", "done", "Acme", "--answer-due", "2026-11-30")
    (one,) = paid.json("worth")["answers"]
    assert (one["expected"], one["chance"]) == ("2026-11-30", pytest.approx(0.32))
    # It is past: the mean of ten days begins today, and one day of unannounced silence tells
    # against it: S = exp(-1 / 10), and p S / (p S + 1 - p).
    paid("interview", "edit", "Acme", "--answer-due", "2026-11-21")
    (one,) = paid.json("worth")["answers"]
    assert one["expected"] == "2026-12-02"
    silent = math.exp(-1 / 10)
    assert one["chance"] == pytest.approx(0.32 * silent / (0.32 * silent + 0.68))


def test_a_round_whose_time_is_past_counts_as_attended_since_then(paid: CommandLine) -> None:
    onsite(paid, "Acme", "130k", "fri 3pm")
    later = "2026-11-29T10:00:00+00:00"
    told = json.loads(paid("worth", "--json", TRACKER_NOW=later).stdout)["answers"]
    # Two days of silence: S = exp(-2 / 10), and p S / (p S + 1 - p).
    silent = math.exp(-2 / 10)
    chance = pytest.approx(0.32 * silent / (0.32 * silent + 0.68))
    assert [(one["expected"], one["chance"]) for one in told] == [("2026-12-09", chance)]
    paid("interview", "edit", "Acme", "--answer-due", "2026-12-20")
    told = json.loads(paid("worth", "--json", TRACKER_NOW=later).stdout)["answers"]
    assert [(one["expected"], one["chance"]) for one in told] == [
        ("2026-12-20", pytest.approx(0.32))
    ]


@pytest.mark.parametrize("how", ["decline", "cancel", "miss"])
def test_nothing_is_awaited_of_a_round_that_did_not_take_place(paid: CommandLine, how: str) -> None:
    onsite(paid, "Acme", "130k", "2026-11-20 10:00")
    assert [one["company"] for one in paid.json("worth")["answers"]] == ["Acme"]
    paid("interview", how, "Acme")
    assert paid.json("worth")["answers"] == []


def test_an_offer_that_lapsed_is_told_and_leaves_no_answer_to_wait_for(paid: CommandLine) -> None:
    paid("add", "Acme", "Analyst", "130k")
    paid("offer", "add", "Acme", "130k", "--until", "today 23:00")
    tomorrow = "2026-11-23T10:00:00+00:00"
    found = json.loads(paid("worth", "--json", TRACKER_NOW=tomorrow).stdout)
    assert (found["answers"], found["offers"]) == ([], [])
    assert found["left_out"]["lapsed_offers"] == [1]
    assert "Acme's offer has lapsed, so it does not count. If they still stand by it: tracker" in (
        paid("worth", TRACKER_NOW=tomorrow).stdout
    )


def test_an_offer_that_was_logged_too_late_to_answer_has_lapsed_too(paid: CommandLine) -> None:
    paid("add", "Acme", "Analyst", "120k")
    paid("offer", "add", "Acme", "120k", "--until", "yesterday")
    told = (
        "Acme's offer has lapsed, so it does not count. If they still stand by it: tracker offer "
        "extend 1 DATE; if not: tracker application close 1 declined"
    )
    assert paid("worth").stdout.endswith(f"\n{told}\n")
    assert paid.refused("worth", "Acme") == told
    paid("offer", "add", "Acme", "125k", "--until", "in 5 days")
    assert "has lapsed" not in paid("worth").stdout
    paid("undo")
    paid("application", "close", "1", "declined")
    assert "has lapsed" not in paid("worth").stdout


def test_a_job_accepted_is_what_all_else_is_held_against(paid: CommandLine) -> None:
    onsite(paid, "Acme", "120k", "fri 3pm")
    paid("add", "Beta", "Analyst")
    paid("offer", "add", "Beta", "200k")
    paid("offer", "accept", "Beta", "--keep-others")
    seen = paid.json("worth")
    assert (seen["fallback"], seen["interviews"][0]["verdict"]) == (400_000, "decline")
    assert seen["interviews"][0]["gain"] == pytest.approx(-10 * HOUR)
    assert "against     200k USD a year, the offer from Beta that you accepted" in (
        paid("worth", "Acme").stdout
    )


@pytest.mark.parametrize("start", ["00:00", "00:25"])
def test_two_interviews_that_overlap_across_midnight_are_not_both_gone_to(
    paid: CommandLine, start: str
) -> None:
    onsite(paid, "Acme", "120k", "fri 23:30")
    onsite(paid, "Beta", "140k", f"sat {start}")
    paid("interview", "edit", "Acme", "--minutes", "60")
    assert found(paid)["Acme"]["verdict"] == "decline"
    paid("interview", "edit", "Acme", "--minutes", "25")
    assert found(paid)["Acme"]["verdict"] == "keep"


def test_of_two_at_one_time_that_are_both_worth_having_one_is_asked_for_another(
    paid: CommandLine,
) -> None:
    # Alone each adds .32 x 2 x (pay - 100k), about evenly spread, less ten hours; of both offers
    # the better is taken: Beta's 40k, or, where Beta says no (.68), Acme's 20k.
    onsite(paid, "Acme", "120k", "fri 3pm")
    onsite(paid, "Beta", "140k", "fri 3:30pm")
    paid("profile", "set", "rusty", "1")
    one = 0.32 * 80_000 - 10 * HOUR
    both = one + 0.68 * 0.32 * 40_000 - 10 * HOUR
    apart = found(paid)["Acme"]["another_time"]
    assert apart == pytest.approx({"both": both, "one": one})
    assert found(paid)["Beta"]["another_time"] is None
    told = " ".join(paid("worth").stdout.split())
    assert told.startswith(
        "Ask Acme by Wed 25 Nov 2026 for another time: Acme, Analyst: onsite is at the same time "
        f"as Beta, Analyst: onsite, and going to both is worth {figure(both)} USD over 2 years, "
        f"going to one of them {figure(one)} USD. If they refuse: decline it."
    )
    assert "Ask for another time first: going to both is worth" in paid("worth", "Acme").stdout


def test_no_other_time_is_asked_for_where_both_are_worth_no_more_than_one(
    paid: CommandLine,
) -> None:
    paid("profile", "set", "rusty", "1")
    onsite(paid, "Acme", "90k", "fri 3pm")
    onsite(paid, "Beta", "140k", "fri 3:30pm")
    assert found(paid)["Acme"]["another_time"] is None
    assert paid("worth").stdout.startswith("Decline Acme, Analyst: onsite by ")


def test_what_is_kept_but_may_be_dropped_names_the_day_to_look_again(paid: CommandLine) -> None:
    # Acme, nearly sure and far better, answers on Wed 2 Dec. Gamma, on Mon 14 Dec, is gone to only
    # after its no, and is promised all the same: .05 x .32 x 50k is more than nothing.
    onsite(paid, "Acme", "300k", "tue 3pm")
    paid("interview", "edit", "Acme", "--chance", "0.95", "--answer-due", "2026-12-02")
    onsite(paid, "Gamma", "130k", "mon 14 dec 10:00")
    paid("profile", "set", "hour-value", "1")
    gamma = found(paid)["Gamma"]
    assert (gamma["verdict"], gamma["decide_by"]) == ("keep", "2026-12-02")
    assert gamma["going"] == pytest.approx(0.05)
    assert found(paid)["Acme"]["decide_by"] is None
    told = "Look at it again by Wed 2 Dec 2026: what you hear may change it."
    assert told in paid("worth", "Gamma").stdout
    # A day before the interview that news would leave no time for a courteous no.
    paid("interview", "edit", "Gamma", "--when", "thu 3 dec 10:00")
    assert found(paid)["Gamma"]["decide_by"] is None


def test_what_takes_the_place_of_an_interview_is_named(paid: CommandLine) -> None:
    onsite(paid, "Acme", "120k", "fri 3pm")
    onsite(paid, "Beta", "140k", "fri 3:30pm")
    assert "  at the same time as Beta" in paid("worth").stdout
    told = "DECLINE. It is at the same time as Beta, Analyst: onsite, which is worth more."
    assert told in paid("worth", "Acme").stdout
    paid("interview", "edit", "Beta", "--when", "thu 3pm")
    paid("profile", "set", "weekly-hours", "12")
    assert "  your 12 hours that week go elsewhere" in paid("worth").stdout
    told = "DECLINE. With what is worth more that week it does not fit into your 12 hours"
    assert told in paid("worth", "Acme").stdout
    paid("profile", "set", "weekly-hours", "20")
    assert found(paid)["Acme"]["verdict"] == "keep"
