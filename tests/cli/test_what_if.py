"""What if, and what a command changed in the verdicts last shown."""

import re

import pytest

from tests.conftest import Begin, CommandLine

HOUR = 95_000 / 2_080 * 1.5


def one_onsite(run: CommandLine) -> None:
    """Acme's onsite for a job of 130k, known well, against a present pay of 95k."""
    run("profile", "set", "present-pay", "95k")
    run("add", "Acme", "Data engineer", "130k", "--known", "3")
    run("interview", "add", "Acme", "fri 3pm", "--round", "onsite")


@pytest.fixture
def hunt(begin: Begin) -> CommandLine:
    return begin(one_onsite)


def supposed(run: CommandLine, *said: str) -> tuple[object, object]:
    """Return verdict and gain of Acme as they would be."""
    (one,) = run.json("worth", *said)["then"]["interviews"]
    return one["verdict"], one["gain"]


def test_nothing_supposed_is_what_is_told_now(hunt: CommandLine) -> None:
    now = hunt.json("worth", "--no-practice")["now"]["interviews"]
    assert now[0]["gain"] == pytest.approx(0.32 * 70_000 - 10 * HOUR)
    assert hunt("worth", "--no-practice").stdout == (
        "Nothing would change.\nNothing was written.\n"
    )


def test_an_offer_that_waits_is_what_going_is_held_against(hunt: CommandLine) -> None:
    # Of 126.1k, 130k and 133.9k a year only what is above 128k counts.
    above = 0.4 * 2 * 2_000 + 0.3 * 2 * 5_900
    verdict, gain = supposed(hunt, "--if-offer", "128k", "--by", "in 4 weeks")
    assert (verdict, gain) == ("keep", pytest.approx(0.32 * above - 10 * HOUR))


def test_an_offer_that_lapses_first_is_accepted_and_going_is_in_vain(hunt: CommandLine) -> None:
    said = ("--if-offer", "128k", "--by", "monday")
    assert supposed(hunt, *said) == ("decline", pytest.approx(-10 * HOUR))
    shown = hunt("worth", *said).stdout
    assert "KEEP" in shown
    assert "DECLINE" in shown
    assert shown.endswith("Nothing was written.\n")


def test_an_offer_from_a_company_ends_its_interviews(hunt: CommandLine) -> None:
    then = hunt.json("worth", "--if-offer", "128k", "--from", "Acme")["then"]
    assert (then["value"], then["interviews"]) == (pytest.approx(256_000), [])
    ((offer,), shown) = then["offers"], hunt("worth", "--if-offer", "128k", "--from", "Acme").stdout
    assert (offer["id"], offer["a_year"], offer["answer"]) == (None, 128_000, "accept it now")
    assert "Then: Accept Acme's offer" in shown
    assert "  gone  " in hunt("worth", "--without", "Acme").stdout


def test_one_sentence_says_what_would_change_before_the_details(hunt: CommandLine) -> None:
    hunt("add", "Beta", "Analyst")
    hunt("offer", "add", "Beta", "120k", "--until", "in 4 weeks")
    told = hunt("worth", "--if-offer", "200k").stdout.splitlines()
    assert told[0] == (
        "2 verdicts would change: Acme, Data engineer: onsite KEEP -> DECLINE; "
        "Beta's offer KEEP IT OPEN -> DECLINE IT."
    )
    assert told[1] == ""
    told = hunt("worth", "--chance", "Acme=0.9").stdout.splitlines()
    assert told[0] == "No verdict would change, but what going adds would."
    assert hunt("worth", "--without", "Acme").stdout.startswith(
        "2 verdicts would change: Acme, Data engineer: onsite KEEP -> gone; Beta's offer"
    )


def test_a_chance_is_that_of_an_offer_in_the_end(hunt: CommandLine) -> None:
    verdict, gain = supposed(hunt, "--chance", "Acme=0.5")
    assert (verdict, gain) == ("keep", pytest.approx(0.5 * 70_000 - 10 * HOUR))
    assert supposed(hunt, "--chance", "Acme=50%") == (verdict, gain)
    assert supposed(hunt, "--chance", "Acme=0") == ("decline", pytest.approx(-10 * HOUR))


def test_what_to_do_with_the_offers_in_hand_would_change_too(run: CommandLine) -> None:
    run("profile", "set", "present-pay", "95k")
    run("add", "Delta", "Analyst")
    run("offer", "add", "Delta", "125k", "--until", "fri")
    shown = run("worth", "--if-offer", "200k", "--by", "friday").stdout
    told = {tuple(re.split(r"  +", line)) for line in shown.splitlines()}
    told_now = "nothing that may come in time is worth waiting for"
    now = f"accept it now, by Fri 27 Nov 2026 at the latest: {told_now}"
    then = "decline it: the offer from the supposed company is better"
    assert {("Delta", now, then), ("the supposed company", "not there", now)} <= told
    assert "Then: Accept the supposed company's offer" in shown
    values = [run.json("worth", "--if-offer", "200k")[when]["value"] for when in ("now", "then")]
    assert values == [250_000, 400_000]


@pytest.mark.parametrize("hours", ["nan", "inf", "-1", "169"])
def test_hours_that_no_week_has_are_a_usage_error(hunt: CommandLine, hours: str) -> None:
    assert "--hours-a-week" in hunt("worth", "--hours-a-week", hours, code=2).stderr


def test_too_few_hours_leave_no_interview(hunt: CommandLine) -> None:
    assert supposed(hunt, "--hours-a-week", "9") == ("decline", 0)
    assert supposed(hunt, "--hours-a-week", "10")[0] == "keep"


def test_the_offer_of_a_company_that_is_gone_is_gone_too(hunt: CommandLine) -> None:
    hunt("add", "Beta", "Analyst")
    hunt("offer", "add", "Beta", "200k", "--until", "tomorrow")
    assert hunt.json("worth")["interviews"][0]["verdict"] == "decline"
    assert supposed(hunt, "--without", "Beta")[0] == "keep"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("--chance", "Acme"), "“Acme” is no chance of an application; type it as in Acme=0.4"),
        (("--chance", "Acme=2"), "“Acme=2” is no chance of an application"),
        (("--if-offer", "100k-120k"), "“100k-120k” is a range; an offer is one figure"),
        (("--if-offer", "100k", "--by", "2020-01-01"), "“2020-01-01” is past, so that offer"),
        (("--without", "Nobody"), "No application matches “Nobody”"),
        (("--if-offer", "100k EUR"), "No rate leads from EUR to USD; state one: tracker profile"),
    ],
)
def test_what_cannot_be_supposed_is_refused_in_a_sentence(
    hunt: CommandLine, said: tuple[str, ...], sentence: str
) -> None:
    before = hunt.rows(logs=True)
    assert sentence in hunt.refused("worth", *said)
    assert hunt.rows(logs=True) == before


@pytest.mark.parametrize(
    "said", [("--by", "friday"), ("Acme", "--no-practice"), ("--hunt", "-", "--no-practice")]
)
def test_options_that_do_not_go_together_are_a_usage_error(
    hunt: CommandLine, said: tuple[str, ...]
) -> None:
    assert hunt("worth", *said, code=2).stderr.startswith("Usage: ")


def test_supposing_writes_nothing(hunt: CommandLine) -> None:
    before = hunt.rows(logs=True)
    hunt("worth", "--if-offer", "128k", "--by", "monday")
    assert hunt.rows(logs=True) == before


def test_what_a_command_changed_in_the_verdicts_last_shown_is_said(hunt: CommandLine) -> None:
    hunt("add", "Beta", "Analyst")
    assert "changed" not in hunt("offer", "add", "Beta", "200k", "--until", "monday").stdout
    hunt("undo")
    hunt("worth")
    told = hunt("offer", "add", "Beta", "200k", "--until", "monday").stdout
    change = "Acme, Data engineer: onsite KEEP -> DECLINE (gain -685)"
    assert told.splitlines()[-1] == f"1 verdict changed: {change}."
    assert "DECLINE -> KEEP" in hunt("undo").stdout
    assert "changed" not in hunt("interview", "edit", "Acme", "--notes", "by tram").stdout


@pytest.fixture
def lapsing(hunt: CommandLine) -> CommandLine:
    """Two onsites, and an offer of 4k a year more that lapses before they answer."""
    hunt("application", "edit", "Acme", "--pay", "120k")
    hunt("add", "Gamma", "Developer", "145k", "--known", "3")
    hunt("interview", "add", "Gamma", "fri 9:00", "--round", "onsite")
    hunt("add", "Beta", "Analyst")
    hunt("offer", "add", "Beta", "99k", "--until", "fri 12:00")
    return hunt


def test_what_a_command_changed_in_what_to_do_with_an_offer_is_said(lapsing: CommandLine) -> None:
    assert "changed" not in lapsing("interview", "edit", "Acme", "--notes", "by tram").stdout
    lapsing("worth")
    # With Gamma, halved to .16 x 100k, more than 8k; Acme alone is .16 x 50k less ten hours.
    told = lapsing("interview", "cancel", "Gamma").stdout
    assert told.splitlines()[-1] == "1 verdict changed: Beta's offer LET IT LAPSE -> CLOSE CALL."
    # Without Acme nothing can beat it any more.
    told = lapsing("interview", "decline", "Acme").stdout
    assert told.splitlines()[-1] == "1 verdict changed: Beta's offer CLOSE CALL -> ACCEPT IT NOW."
    lapsing("undo")
    # In four weeks they have answered.
    told = lapsing("offer", "extend", "Beta", "in 4 weeks").stdout
    assert "Beta's offer CLOSE CALL -> KEEP IT OPEN" in told
    assert "Beta" not in lapsing("interview", "edit", "Acme", "--notes", "by bus").stdout


def test_what_changes_for_an_offer_is_said_where_offers_are_all_there_is(run: CommandLine) -> None:
    run("profile", "set", "present-pay", "95k USD")
    for company, pay in (("Solo", "110k"), ("Duo", "115k")):
        run("add", company, "Analyst")
        told = run("offer", "add", company, pay, "--until", "fri").stdout
    # Duo pays more, and both lapse the same day.
    assert told.splitlines()[-1] == "1 verdict changed: Solo's offer ACCEPT IT NOW -> DECLINE IT."
    told = run("offer", "decline", "Duo").stdout
    assert told.splitlines()[-1] == "1 verdict changed: Solo's offer DECLINE IT -> ACCEPT IT NOW."
    assert "changed" not in run("offer", "edit", "Solo", "--notes", "by phone").stdout


def test_an_undone_setting_counts_at_once(lapsing: CommandLine) -> None:
    lapsing("worth")
    lapsing("profile", "set", "present-pay", "200k")
    lapsing("worth")
    assert "Acme, Data engineer: onsite DECLINE -> KEEP" in lapsing("undo").stdout


def test_what_takes_too_long_to_tell_of_an_offer_is_said_to_be_open(lapsing: CommandLine) -> None:
    lapsing("profile", "set", "weekly-hours", "40")
    for day in range(1, 5):
        lapsing("add", f"More {day}", "Analyst", "130k")
        lapsing("interview", "add", f"More {day}", f"{day} dec 9:00", "--round", "technical")
    lapsing("worth")
    told = lapsing("interview", "edit", "Acme", "--notes", "by tram").stdout
    assert told.endswith("What to do with your offers may have changed: tracker worth\n")


def test_a_supposed_offer_is_worth_what_one_logged_for_that_application_would_be(
    run: CommandLine,
) -> None:
    run("profile", "set", "present-pay", "95k")
    run("profile", "factor", "add", "commute", "--weight", "5%")
    run("profile", "must-have", "add", "remote")
    run("add", "Beta", "Analyst", "--enthusiasm", "5", "--rate", "commute=2")
    supposed_one = run.json("worth", "--if-offer", "128k", "--from", "Beta")["then"]["offers"]
    run("offer", "add", "Beta", "128k")
    logged = run.json("worth")["offers"]
    assert [each.pop("id") for each in (*supposed_one, *logged)] == [None, 1]
    assert [each.pop("company") for each in (*supposed_one, *logged)] == [None, "Beta"]
    assert supposed_one == logged
    assert logged[0]["a_year"] == pytest.approx(128_000 * 1.1 * 0.95)
    run("application", "edit", "Beta", "--lacks", "remote")
    (lacking,) = run.json("worth", "--if-offer", "128k", "--from", "Beta")["then"]["offers"]
    assert (lacking["answer"], lacking["a_year"]) == ("decline it", 0)
    assert lacking["against"] == "it lacks a must-have: remote"
