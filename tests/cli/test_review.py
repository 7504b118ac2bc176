"""Looking back at the command line: what was advised, what was done, what came of it."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import NOW, Begin, CommandLine, Terminal
from tracker.records import advice
from tracker.records.advice import Advice
from tracker.words import Verdict

KEEP = Advice(Verdict.KEEP, Decimal("23785.5"), "USD", 0.6, 0.56)
DECLINE = Advice(Verdict.DECLINE, Decimal(-600), "USD", 0.3, 0.32)
UNKNOWN = Advice(None, None, None, None, None)


def advised(run: CommandLine, given: dict[int, Advice], now: datetime = NOW) -> None:
    with run.database.writing(now) as session:
        advice.remember(session, now, given)


def every_kind_of_end(run: CommandLine) -> None:
    """A hunt with an interview of every kind of end, each advised."""
    for number, (company, day) in enumerate(
        (("Acme", 2), ("Beta", 3), ("Gamma", 4), ("Delta", 5), ("Zeta", 6), ("Eta", 9)), start=1
    ):
        run("add", company, "Analyst", "--on", "1 nov")
        run("interview", "add", str(number), f"2026-11-{day:02} 10:00", "--round", "onsite")
    run("interview", "done", "1", "--met", "Mia Chen", "--felt", "5", "--result", "passed")
    run("interview", "done", "2", "--felt", "2", "--result", "failed")
    run("interview", "done", "3", "--result", "waiting")
    run("interview", "decline", "4", "--stay")
    run("interview", "cancel", "5")
    run("interview", "miss", "6")
    advised(run, {1: KEEP, 2: DECLINE, 3: KEEP, 4: DECLINE, 5: KEEP, 6: UNKNOWN})


@pytest.fixture
def hunt(begin: Begin) -> CommandLine:
    return begin(every_kind_of_end)


def test_the_table_shows_advice_and_what_became_of_it_the_latest_first(hunt: CommandLine) -> None:
    assert hunt("worth", "review").stdout.splitlines() == [
        "interview      when       advised  done        felt  result   new people",
        "Eta: onsite    Mon 9 Nov  UNKNOWN  missed",
        "Zeta: onsite   Fri 6 Nov  KEEP     called off",
        "Delta: onsite  Thu 5 Nov  DECLINE  declined",
        "Gamma: onsite  Wed 4 Nov  KEEP     went              unknown           0",
        "Beta: onsite   Tue 3 Nov  DECLINE  went           2  failed            0",
        "Acme: onsite   Mon 2 Nov  KEEP     went           5  passed            1",
        "",
        (
            "Of 2 interviews that it said to keep, and you went to, 1 was worth it; 1 may still "
            "turn out so. Worth it means: you passed, it felt 4 or 5, or you met somebody new."
        ),
        (
            "Of 1 interview that it said to decline or redirect, and you went to all the same, "
            "you did not pass 1."
        ),
        "How good its chances of passing are can be told from 20 results on: 18 more to go.",
    ]


@pytest.mark.parametrize(
    ("felt", "said"),
    [
        (("3", "3"), "Of 2 interviews that it said to keep, and you went to, none was worth it. "),
        (("5", "4"), "Of 2 interviews that it said to keep, and you went to, 2 were worth it. "),
    ],
)
def test_what_was_kept_is_counted_in_words(
    run: CommandLine, felt: tuple[str, ...], said: str
) -> None:
    for number, one in enumerate(felt, start=1):
        run("interview", "add", f"Company {number}", "2026-11-20 10:00", "--new")
        run("interview", "done", str(number), "--felt", one, "--result", "failed")
    advised(run, {1: KEEP, 2: KEEP})
    (line,) = [line for line in run("worth", "review").stdout.splitlines() if "it said" in line]
    assert line.startswith(said)
    assert line.endswith("you met somebody new.")


def test_what_does_not_apply_is_not_said(run: CommandLine) -> None:
    run("interview", "add", "Acme", "--new", "--round", "onsite")
    run("interview", "cancel", "1")
    advised(run, {1: KEEP})
    shown = run("worth", "review").stdout.splitlines()
    assert shown[1].split() == ["Acme:", "onsite", "no", "day", "KEEP", "called", "off"]
    assert shown[2:] == [
        "",
        "How good its chances of passing are can be told from 20 results on: 20 more to go.",
    ]


def test_every_way_to_come_out_against_the_advice_is_counted(run: CommandLine) -> None:
    for number, result in enumerate(("passed", "failed", "waiting", "passed"), start=1):
        run("interview", "add", f"Company {number}", "2026-11-20 10:00", "--new")
        run("interview", "done", str(number), "--result", result)
    redirect = Advice(Verdict.REDIRECT, Decimal(-225), "USD", 0.5, 0.5)
    advised(run, {1: DECLINE, 2: DECLINE, 3: redirect, 4: redirect})
    assert (
        "Of 4 interviews that it said to decline or redirect, and you went to all the same, "
        "you passed 2, did not pass 1 and do not know yet of 1.\n" in run("worth", "review").stdout
    )


def test_programs_are_told_the_same(hunt: CommandLine) -> None:
    shape = hunt.json("worth", "review")
    assert (shape["results"], shape["brier"], shape["base_brier"]) == (2, None, None)
    found = {one["company"]: one for one in shape["interviews"]}
    assert list(found) == ["Eta", "Zeta", "Delta", "Gamma", "Beta", "Acme"]
    assert found["Acme"] == {
        "id": 1,
        "company": "Acme",
        "role": "Analyst",
        "round": "onsite",
        "start": {"at": "2026-11-02T10:00:00+01:00", "zone": "Europe/Berlin"},
        "verdict": "keep",
        "gain": 23785.5,
        "currency": "USD",
        "chance": 0.6,
        "base_chance": 0.56,
        "shown_at": "2026-11-22T10:00:00+00:00",
        "state": "done",
        "felt": 5,
        "result": "passed",
        "new_people": 1,
        "worth_it": True,
    }
    assert [(one["state"], one["result"], one["worth_it"]) for one in found.values()] == [
        ("missed", None, None),
        ("cancelled", None, None),
        ("declined", None, None),
        ("done", None, None),
        ("done", "failed", False),
        ("done", "passed", True),
    ]
    assert (found["Eta"]["verdict"], found["Eta"]["gain"]) == (None, None)


def test_from_twenty_results_on_the_chances_are_scored(run: CommandLine) -> None:
    for number in range(1, 21):
        run("interview", "add", f"Company {number}", "2026-11-20 10:00", "--new")
        result = "passed" if number > 5 else "failed"
        run("interview", "done", str(number), "--result", result)
    # 15 x 0.2² + 5 x 0.8² = 3.8, by 20 = 0.19; and 15 x 0.4² + 5 x 0.6² = 4.2, by 20 = 0.21.
    sure = Advice(Verdict.KEEP, None, None, 0.8, 0.6)
    advised(run, dict.fromkeys(range(1, 21), sure))
    assert run("worth", "review").stdout.splitlines()[-1] == (
        "Brier score of its chances of passing, over 20 results: 0.19; of the base rates alone "
        "0.21. 0 is perfect, 0.25 is what a coin says."
    )
    shape = run.json("worth", "review")
    assert shape["results"] == 20
    assert (shape["brier"], shape["base_brier"]) == (pytest.approx(0.19), pytest.approx(0.21))
    advised(run, {20: Advice(Verdict.KEEP, None, None, 0.8, None)})
    assert ", over 20 results: 0.19. 0 is perfect" in run("worth", "review").stdout
    assert run.json("worth", "review")["base_brier"] is None


def test_with_nothing_to_look_back_at_the_next_step_is_named(run: CommandLine) -> None:
    run("interview", "add", "Acme", "fri 3pm", "--new")
    advised(run, {1: KEEP})
    shown = run("worth", "review").stdout
    assert shown.startswith("Nothing to look back at yet")
    assert shown.count("\n") == 1
    assert "tracker interview done" in shown
    assert run.json("worth", "review")["interviews"] == []


def test_to_look_back_changes_nothing(hunt: CommandLine) -> None:
    before = hunt.rows(logs=True)
    hunt("worth", "review")
    hunt("worth", "review", "--json")
    assert hunt.rows(logs=True) == before


@pytest.mark.parametrize("columns", [80, 160])
def test_a_review_fits_the_terminal(hunt: CommandLine, terminal: Terminal, columns: int) -> None:
    hunt("interview", "add", "A company whose name goes on and on " * 4, "2025-11-20 9:00", "--new")
    hunt("interview", "done", "7", "--felt", "3", "--met", "Bob", "--result", "passed")
    advised(hunt, {7: KEEP})
    shown = terminal.plain("worth", "review", columns=columns)
    assert terminal.code == 0
    assert max(cell_len(line.rstrip()) for line in shown.splitlines()) <= columns
    assert shown.count("KEEP") == 4


def test_the_help_of_worth_shows_its_own_options_and_the_review(run: CommandLine) -> None:
    shown = run("worth", "--help").stdout
    assert shown.startswith("Usage: tracker worth [OPTIONS] [WHICH]\n")
    assert "--json" in shown
    assert "\n  review  Look back: " in shown
    assert run("worth", "Acme", "--help").stdout == shown
    below = run("worth", "review", "-h").stdout
    assert below.startswith("Usage: tracker worth review [OPTIONS]\n")
    assert "give the interview's number" in " ".join(below.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--nonsense",), "No such option '--nonsense'"),
        (("-1",), "No such option '-1'"),
        (("Acme", "Beta"), "Got unexpected extra argument (Beta)"),
        (("Acme", "review"), "Got unexpected extra argument (review)"),
    ],
)
def test_worth_typed_wrongly_is_refused_as_a_command_without_others_below_it(
    run: CommandLine, arguments: tuple[str, ...], said: str
) -> None:
    refused = run("worth", *arguments, code=2).stderr
    assert refused.startswith(
        "Usage: tracker worth [OPTIONS] [WHICH]\nTry 'tracker worth --help' for help.\n"
    )
    assert said in refused


def test_a_review_of_something_is_a_usage_error(run: CommandLine) -> None:
    refused = run("worth", "review", "Acme", code=2).stderr
    assert refused.startswith("Usage: tracker worth review [OPTIONS]\n")


def test_a_company_named_review_is_reached_by_number_capital_or_after_two_dashes(
    run: CommandLine,
) -> None:
    run("interview", "add", "Review", "fri 3pm", "--new", "--round", "onsite")
    for which in (("1",), ("Review",), ("--", "review")):
        assert run("worth", *which).stdout.startswith("Review: onsite, Fri 27 Nov 2026")
    assert run("worth", "review").stdout.startswith("Nothing to look back at yet")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("tracker worth ", ["review"]),
        ("tracker worth re", ["review"]),
        ("tracker worth Ac", []),
        ("tracker worth --", ["--json", "--help"]),
        ("tracker worth Acme --j", ["--json"]),
        ("tracker worth review --", ["--json", "--help"]),
    ],
)
def test_worth_and_its_review_are_completed(
    run: CommandLine, typed: str, offered: list[str]
) -> None:
    asked = {"_TRACKER_COMPLETE": "bash_complete", "COMP_WORDS": typed}
    shown = run(code=0, **asked, COMP_CWORD=str(typed.count(" "))).stdout
    assert {f"plain,{one}" for one in offered} <= set(shown.split())
    assert shown.strip() or not offered


def test_what_worth_shows_is_remembered_once_and_not_as_a_command(run: CommandLine) -> None:
    run("add", "Acme", "Analyst", "120k")
    run("interview", "add", "Acme", "fri 3pm", "--round", "final")
    commands = run.rows(logs=True)["command"]
    run("worth")
    first = run.rows()["advice"]
    assert [(row["interview_id"], row["verdict"]) for row in first] == [(1, None)]
    run("worth", TRACKER_NOW="2026-11-22T11:00+00:00")
    assert run.rows()["advice"] == first
    assert run.rows(logs=True)["command"] == commands
    run("profile", "set", "present-pay", "95k")
    run("worth")
    run("interview", "done", "1", "--result", "passed")
    (found,) = run.json("worth", "review")["interviews"]
    assert (found["verdict"], found["result"], found["currency"]) == ("keep", "passed", "USD")
    assert 0 < found["chance"] < 1


def test_where_nothing_can_be_written_worth_is_shown_all_the_same(
    run: CommandLine, place: Path
) -> None:
    run("interview", "add", "Acme", "fri 3pm", "--new")
    unwritable = f"sqlite:///file:{place}?mode=ro&uri=true"
    shown = run("worth", TRACKER_DATABASE=unwritable)
    assert ("Acme" in shown.stdout, shown.stderr) == (True, "")
    assert run.rows()["advice"] == []
