"""A verdict in words: what to do, from which figure on to do otherwise, and what is unknown."""

import pytest

from tests.conftest import CommandLine
from tracker.records.notes import percent


def meet(run: CommandLine, *facts: str, company: str = "Acme", round_: str = "onsite") -> None:
    run("add", company, "Data engineer", *facts)
    run("interview", "add", company, "fri 3pm", "--round", round_)


def told(run: CommandLine, which: str = "Acme") -> list[str]:
    return run("worth", which).stdout.splitlines()


@pytest.fixture
def paid(run: CommandLine) -> CommandLine:
    """A command line whose user has a present pay of 104k, so that an hour is worth 75."""
    run("profile", "set", "present-pay", "104k")
    return run


def test_a_keep_says_what_it_adds_and_from_which_offer_on_to_drop_it(paid: CommandLine) -> None:
    meet(paid, "120k-150k", "--known", "3")
    assert pytest.approx(19_090) == 0.32 * (0.3 * 32_000 + 0.4 * 62_000 + 0.3 * 92_000) - 750
    assert pytest.approx(146_093.75) == (300_000 - 750 / 0.096) / 2
    assert told(paid)[2:4] == [
        "KEEP. Going is expected to add 19.1k USD over 2 years, after what it costs you.",
        "Drop it once you hold an offer worth 146k USD a year or more.",
    ]


def test_one_year_is_a_year(paid: CommandLine) -> None:
    paid("profile", "set", "years", "1")
    meet(paid, "120k-150k", "--known", "3")
    assert "Going is expected to add 9.17k USD over a year, after" in told(paid)[2]
    assert pytest.approx(9_170) == 0.32 * 31_000 - 750
    assert "gain: what going is expected to add over a year, in USD" in paid("worth").stdout


def test_a_decline_says_what_going_costs(paid: CommandLine) -> None:
    meet(paid, "80k")
    assert told(paid)[2] == "DECLINE. Going is expected to cost you 750 USD more than it brings."
    assert "Drop it once" not in paid("worth", "Acme").stdout


@pytest.mark.parametrize(
    ("role", "asks"), [("Head of Data", "Head of Data"), ("yes", "the other role")]
)
def test_a_redirect_says_to_be_honest_and_what_to_ask_for(
    paid: CommandLine, role: str, asks: str
) -> None:
    # Worth .8 x 120k = 96k a year with no wish to go, less than the present 104k; without that
    # reserve 2 x 16k above it: .25 x (.32 x 32k - 750) is what asking adds.
    meet(paid, "120k", "--known", "3", "--enthusiasm", "1", "--other-role", role)
    assert told(paid)[2] == (
        "REDIRECT. Going is expected to cost you 750 USD more than it brings. "
        f"Be honest, and ask about {asks} instead: that is worth 2.37k USD over 2 years."
    )


def test_another_role_at_pay_that_is_no_better_is_not_asked_for(paid: CommandLine) -> None:
    meet(paid, "80k", "--other-role", "Head of Data")
    assert told(paid)[2].startswith("DECLINE.")


def test_no_other_role_is_asked_for_where_none_would_interest(paid: CommandLine) -> None:
    meet(paid, "80k", "--other-role", "no")
    assert told(paid)[2].startswith("DECLINE.")


def test_what_makes_up_for_its_cost_is_nothing_to_lose(paid: CommandLine) -> None:
    paid("profile", "set", "clarity", "3")
    meet(paid, "80k", round_="screen")
    # Two hours' worth of learning for a screen of two hours: neither a cost nor a gain.
    said = "What it gives you makes up for its cost: there is nothing to lose"
    assert told(paid)[2] == f"GO IF YOU LIKE. {said}, and nothing to gain."
    assert "nothing to lose" in paid("worth").stdout
    paid("profile", "set", "clarity", "1")
    assert told(paid)[2] == f"KEEP. {said}."


def test_what_costs_nothing_is_nothing_to_lose(paid: CommandLine) -> None:
    paid("profile", "set", "hour-value", "0")
    meet(paid, "80k")
    said = "GO IF YOU LIKE. Going costs you nothing: there is nothing to lose, and nothing to gain."
    assert told(paid)[2] == said
    assert " GO IF YOU LIKE " in paid("worth").stdout
    assert paid.json("worth")["interviews"][0]["is_as_you_like"] is True
    paid("application", "edit", "Acme", "--pay", "130k")
    assert told(paid)[2] == "KEEP. Going costs you nothing: there is nothing to lose."


def test_hours_made_up_for_are_nothing_to_lose_even_where_they_have_no_price(
    run: CommandLine,
) -> None:
    run("profile", "set", "clarity", "1")
    meet(run, round_="technical")
    assert told(run)[2] == (
        "KEEP. What it gives you makes up for its hours, whatever they are worth to you: "
        "there is nothing to lose."
    )
    assert run.json("worth")["interviews"][0]["net_cost"] is None


def test_what_cannot_lead_to_an_offer_is_declined_whatever_else_is_unknown(
    run: CommandLine,
) -> None:
    run("profile", "set", "hour-value", "60")
    meet(run)
    run("interview", "edit", "Acme", "--chance", "0")
    said = "DECLINE. It costs more than it can bring, whatever you have otherwise."
    assert told(run)[2] == said
    assert "it costs more than it can bring" in run("worth").stdout


def test_with_the_fallback_unknown_it_says_from_which_one_on_not_to_go(run: CommandLine) -> None:
    run("profile", "set", "hour-value", "75")
    meet(run, "120k-150k")
    assert pytest.approx(146_093.75) == (300_000 - 750 / 0.096) / 2
    said = "Go if what you would have otherwise is worth less than 146k USD a year"
    assert told(run)[2] == f"UNKNOWN. {said}."
    assert f"  146k  {said}" in run("worth").stdout
    assert "unknown: what you would have if nothing came of all this" in run("worth", "1").stdout


def test_with_the_pay_unknown_it_says_from_which_one_on_to_go(paid: CommandLine) -> None:
    meet(paid, "--known", "0")
    assert pytest.approx(93_831.5, abs=0.1) == (208_000 + 750 / 0.096) / 2 / 1.15
    said = (
        "Go if the job pays about 93.8k USD a year or more, as it may turn out better than it looks"
    )
    assert told(paid)[2] == f"UNKNOWN. {said}."
    assert said in paid("worth").stdout


def test_the_pay_to_go_from_is_held_against_the_offer_in_hand(paid: CommandLine) -> None:
    meet(paid, "--known", "0")
    paid("add", "Beta", "Analyst")
    paid("offer", "add", "Beta", "150k")
    assert pytest.approx(133_831.5, abs=0.1) == (300_000 + 750 / 0.096) / 2 / 1.15
    lines = told(paid)
    assert lines[2] == (
        "UNKNOWN. Go if the job pays about 134k USD a year or more, "
        "as it may turn out better than it looks."
    )
    assert "  against     150k USD a year, the offer from Beta" in lines
    assert "Beta pays 150k USD a year and can wait" in "\n".join(lines)


def test_the_pay_to_go_from_is_never_below_the_least_you_would_take(paid: CommandLine) -> None:
    paid("profile", "set", "least-pay", "125k")
    meet(paid)
    assert told(paid)[2] == "UNKNOWN. Go if the job pays about 125k USD a year or more."
    paid("application", "edit", "Acme", "--pay", "124k")
    assert told(paid)[2].startswith("DECLINE.")
    paid("application", "edit", "Acme", "--pay", "126k")
    assert told(paid)[2].startswith("KEEP.")


def test_with_pay_and_fallback_unknown_it_says_so(run: CommandLine) -> None:
    meet(run)
    assert told(run)[2] == (
        "UNKNOWN. Nothing says yet what an hour of yours is worth, nor what the job pays."
    )
    assert "  it takes    10 hours, at a price nobody knows yet" in told(run)
    run("profile", "set", "hour-value", "60")
    assert told(run)[2] == (
        "UNKNOWN. Nothing says yet what this job pays, nor what you would have otherwise."
    )


def test_a_job_that_pays_too_little_for_you_is_worth_nothing_to_you(paid: CommandLine) -> None:
    paid("profile", "set", "least-pay", "110k")
    meet(paid, "105k")
    assert (
        "  the job     worth nothing to you: it pays less than 110k USD a year, "
        "the least you would take"
    ) in told(paid)


def test_a_job_that_may_pay_too_little_for_you_counts_where_it_does_not(
    paid: CommandLine,
) -> None:
    paid("profile", "set", "least-pay", "125k")
    meet(paid, "120k-150k")
    assert (
        "  the job     worth up to 150k USD a year to you; refused if it pays less than 125k USD"
    ) in told(paid)


@pytest.mark.parametrize(
    ("prepare", "minutes", "said"),
    [("0", "60", "1 hour"), ("1", "90", "2.5 hours"), ("999", "60", "1000 hours")],
)
def test_hours_are_counted_in_words(
    paid: CommandLine, prepare: str, minutes: str, said: str
) -> None:
    paid("add", "Acme", "Data engineer", "130k")
    paid("interview", "add", "Acme", "fri 3pm", "--prepare", prepare, "--minutes", minutes)
    assert f"  it takes    {said} at 75 USD an hour" in told(paid)


def test_cash_is_said_beside_the_hours(paid: CommandLine) -> None:
    meet(paid, "130k")
    paid("interview", "edit", "Acme", "--cost", "120")
    assert "  it takes    10 hours at 75 USD an hour and 120 USD in cash" in told(paid)


@pytest.mark.parametrize(("round_", "later"), [("onsite", ""), ("screen", ", and 1 later round")])
def test_later_rounds_are_said_to_cost_too(paid: CommandLine, round_: str, later: str) -> None:
    meet(paid, "130k", round_=round_)
    assert told(paid)[-1] != ""
    (cost,) = [line for line in told(paid) if "  hours and cost  " in line]
    assert cost.endswith(f"hours at 75 USD an hour{later}")


def reason(run: CommandLine, name: str) -> tuple[str, str]:
    """Return the number and the text of one reason."""
    (line,) = [line for line in told(run) if f"  {name}  " in line]
    number, text = line.split(f"  {name}  ")
    return number.strip(), text.strip()


def test_each_reason_shows_its_number(paid: CommandLine) -> None:
    paid("profile", "set", "clarity", "3")
    meet(paid, "120k-150k", "--enthusiasm", "4", "--known", "3")
    paid("interview", "edit", "Acme", "--people", "3")
    assert reason(paid, "the job itself") == (
        "+19.8k USD",
        "its chance, times what it adds to all else that you have or may get",
    )
    assert reason(paid, "clarity") == (
        "+150 USD",
        "what you learn about what you want; goals 3 of 5 clear",
    )
    assert reason(paid, "practice") == ("0 USD", "no interview worth going to gains by it")
    assert reason(paid, "enthusiasm") == ("+4.32k USD", "4 of 5")
    assert reason(paid, "surprise")[0] == "0 USD"
    assert reason(paid, "connections") == ("+225 USD", "3 new people")
    assert reason(paid, "offer in hand") == ("0 USD", "none")
    assert reason(paid, "hours and cost") == ("-750 USD", "10 hours at 75 USD an hour")


def test_a_reason_nobody_stated_the_fact_of_is_a_question_and_not_nothing(
    paid: CommandLine,
) -> None:
    meet(paid, "120k-150k")
    for name in ("clarity", "enthusiasm", "connections"):
        number, text = reason(paid, name)
        assert number == "?"
        assert text.startswith("unknown: ")
    seen = paid.json("worth", "Acme")["interview"]["reasons"]
    assert [name for name, share in seen.items() if share is None] == [
        "clarity",
        "enthusiasm",
        "connections",
    ]


def test_what_is_unknown_is_listed_with_the_command_that_says_it(run: CommandLine) -> None:
    meet(run)
    listed = run.json("worth", "Acme")["interview"]["unknown"]
    assert listed == [
        "What it pays: tracker application edit 1 --pay 120k-150k",
        "What your present job pays you: tracker profile set present-pay 95k",
        "How clear your goals are, from 1 to 5: tracker profile set clarity 3",
        "How keen you are, from 1 to 5: tracker application edit 1 --enthusiasm 3",
        "How well you know them, from 0 to 3: tracker application edit 1 --known 2",
        "How many people you would meet: tracker interview edit 1 --people 3",
    ]
    for line in listed:
        run(*line.partition(": tracker ")[2].split())
    assert run.json("worth", "Acme")["interview"]["unknown"] == []
    assert "\nUnknown\n" not in run("worth", "Acme").stdout


def test_a_dull_job_lowers_the_odds_and_says_so(paid: CommandLine) -> None:
    meet(paid, "130k", "--enthusiasm", "1")
    paid("interview", "edit", "Acme", "--people", "4")
    assert reason(paid, "enthusiasm")[1] == "1 of 5: they notice, and it would be a dull job"
    assert reason(paid, "connections") == (
        "0 USD",
        "none count where you cannot hide that you are not keen",
    )


def test_where_only_a_pleasant_surprise_speaks_for_going_that_is_said(paid: CommandLine) -> None:
    meet(paid, "104k", "--known", "0")
    assert pytest.approx(2_995.2) == 0.32 * 0.3 * 0.15 * 208_000
    assert reason(paid, "surprise") == (
        "+3k USD",
        (
            "if it is better than it looks you win, if worse you refuse "
            "(how well you know them: 0 of 3)"
        ),
    )
    said = "Nothing but the chance of a pleasant surprise speaks for going."
    assert said in told(paid)
    paid("application", "edit", "Acme", "--pay", "120k")
    assert said not in told(paid)


def test_an_offer_that_lapses_before_the_answer_says_to_ask_for_time_where_that_helps(
    paid: CommandLine,
) -> None:
    meet(paid, "120k-150k")
    paid("add", "Beta", "Analyst")
    paid("offer", "add", "Beta", "120k", "--until", "thu 12:00")
    lapses = "Beta lapses on Thu 26 Nov 2026, before the answer"
    assert reason(paid, "offer in hand")[1] == lapses
    paid("offer", "extend", "Beta", "wed 2 dec 20:00")
    lapses = "Beta lapses on Wed 2 Dec 2026, before the answer; ask them for more time"
    assert reason(paid, "offer in hand")[1] == lapses
    paid("offer", "extend", "Beta", "fri 18 dec")
    assert reason(paid, "offer in hand")[1] == "Beta pays 120k USD a year and can wait"


def test_an_offer_that_pays_no_more_than_one_has_is_not_dwelt_on(paid: CommandLine) -> None:
    meet(paid, "120k-150k")
    paid("add", "Beta", "Analyst")
    paid("offer", "add", "Beta", "100k", "--until", "thu 12:00")
    assert reason(paid, "offer in hand")[1] == "Beta pays no more than your present pay"


def test_company_names_are_shown_harmless(paid: CommandLine) -> None:
    meet(paid, "130k", company="Ac\x1b[31mme")
    assert "\x1b" not in paid("worth").stdout + paid("worth", "1").stdout
    assert "Ac␛[31mme, Data engineer: onsite" in told(paid, "1")[0]


def test_how_sure_it_is_uses_the_words_of_the_verdict(paid: CommandLine) -> None:
    paid("profile", "set", "hour-value", "0")
    meet(paid, "50k", round_="screen")
    lines = told(paid)
    assert lines[2].startswith("GO IF YOU LIKE. ")
    assert "How sure: GO IF YOU LIKE in 20 of 20 readings of the chances and worths." in lines


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0, "0%"),
        (1e-12, "0%"),
        (0.003, "under 1%"),
        (0.0051, "1%"),
        (0.994, "99%"),
        (0.996, "over 99%"),
        (1 - 1e-12, "100%"),
        (1, "100%"),
    ],
)
def test_only_what_is_certain_is_told_as_0_or_100_percent(chance: float, said: str) -> None:
    assert percent(chance) == said


def test_what_is_nearly_impossible_is_not_told_as_impossible(paid: CommandLine) -> None:
    meet(paid, "150k")
    paid("interview", "edit", "Acme", "--chance", "0.003")
    assert "under 1% of an offer in the end, as you said" in paid("worth", "Acme").stdout
    paid("interview", "edit", "Acme", "--chance", "0.997")
    assert "over 99% of an offer in the end, as you said" in paid("worth", "Acme").stdout
