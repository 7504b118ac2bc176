"""The main job on the screen: the ranked table, one explanation, and both as JSON."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.conftest import CommandLine, Terminal
from tests.scoring import slow
from tests.storage import Place, Storage
from tracker.money import figure
from tracker.scoring.hunt import Hunt, OfferInHand, Practice, Process, Redirect, Round

GOLDEN = Path(__file__).parent.parent / "golden" / "worth.txt"

HUNT = (
    ("profile", "set", "present-pay", "104k"),
    ("profile", "set", "clarity", "3"),
    ("add", "Acme", "Data engineer", "120k-150k", "--enthusiasm", "4", "--known", "3"),
    ("interview", "add", "Acme", "fri 3pm", "--round", "onsite", "--people", "3"),
    ("interview", "edit", "Acme", "--prepare", "6", "--travel", "2", "--minutes", "120"),
    ("add", "Beta", "Analyst", "120k", "--enthusiasm", "1", "--other-role", "Data engineer"),
    ("interview", "add", "Beta", "thu 10:00", "--round", "technical"),
    ("add", "Gamma", "Clerk", "--known", "1"),
    ("interview", "add", "Gamma", "--round", "technical"),
    ("add", "Delta", "Tester", "110k"),
    ("interview", "add", "Delta", "tue 9:00", "--round", "screen", "--people", "1"),
    ("add", "Zeta", "Clerk", "80k"),
    ("interview", "add", "Zeta", "wed 9:00", "--round", "final"),
    ("add", "Epsilon", "Analyst"),
    ("offer", "add", "Epsilon", "108k", "--until", "fri 12:00"),
)


@pytest.fixture(scope="module")
def _filled(storage: Storage, tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = storage.copy(storage.template, tmp_path_factory.mktemp("filled") / "hunt.db")
    for command in HUNT:
        CommandLine(place)(*command)
    return place


@pytest.fixture
def hunt(run: CommandLine, storage: Storage, _filled: Place) -> CommandLine:
    """A hunt with one interview of every verdict."""
    storage.replace(run.address, _filled)
    return run


def test_the_table_and_an_explanation_look_as_in_the_golden_file(hunt: CommandLine) -> None:
    shown = "\n".join(
        f"$ tracker {command}\n{hunt(*command.split()).stdout}"
        for command in ("worth", "worth Acme", "worth Beta", "worth Gamma")
    )
    assert shown == GOLDEN.read_text()


HOUR = 104_000 / 2_080 * 1.5
"""Present pay by the hour, half as much again for the stress."""


def spread(pay: float, share: float, factor: float = 1.0) -> tuple[tuple[float, float], ...]:
    """Return two years of a pay, its low and high a share apart, times a factor."""
    points = ((0.3, 1 - share), (0.4, 1.0), (0.3, 1 + share))
    return tuple((chance, 2 * pay * part * factor) for chance, part in points)


def less_likely(chance: float) -> float:
    """Return a chance at half its odds: enthusiasm 1 shows."""
    return chance * 0.5 / (1 - chance + chance * 0.5)


def first(day: int, start: int, minutes: int, **facts: Any) -> Round:  # noqa: ANN401 (of a round)
    """Return a round on the calendar, answered ten days later."""
    return Round(day=day, slot=(start, start + minutes), response_days=10, **facts)


def onsite(chance: float) -> Round:
    return Round(gap_days=4, hours=10, chance=chance, response_days=10, kind="onsite")


def stated() -> Hunt:
    """Return the hunt of the commands above, put into the model by hand; today is a Sunday."""
    beta = tuple(less_likely(chance) for chance in (0.56, 0.32))
    asked = Process(
        id="Beta",
        window_days=7,
        worth=spread(120_000, 0.1),
        rounds=(
            first(4, 600, 55, hours=5, benefit=2 * HOUR, chance=0.56, kind="technical"),
            onsite(0.32),
        ),
    )
    return Hunt(
        fallback=208_000,
        hour_value=HOUR,
        weekday_of_day0=6,
        practice=Practice(1.15, 3),
        offers=(OfferInHand(216_000, 4),),
        processes=(
            Process(
                id="Delta",
                window_days=7,
                worth=spread(110_000, 0.1),
                rounds=(
                    first(2, 540, 55, hours=2, benefit=3 * HOUR, chance=0.32, kind="screen"),
                    onsite(0.32),
                ),
            ),
            Process(
                id="Zeta",
                window_days=7,
                worth=spread(80_000, 0.1),
                rounds=(first(3, 540, 55, hours=10, benefit=2 * HOUR, chance=0.32, kind="final"),),
            ),
            Process(
                id="Beta",
                window_days=7,
                worth=spread(120_000, 0.1, 0.8),
                rounds=(
                    first(4, 600, 55, hours=5, benefit=2 * HOUR, chance=beta[0], kind="technical"),
                    onsite(beta[1]),
                ),
                redirect=Redirect(0.25, asked),
            ),
            Process(
                id="Acme",
                window_days=7,
                worth=((0.3, 252_000), (0.4, 283_500), (0.3, 315_000)),
                rounds=(
                    first(5, 900, 120, hours=10, benefit=5 * HOUR, chance=0.32, kind="onsite"),
                ),
            ),
        ),
    )


def acme_adds(hunt: Hunt | None = None, **changed: Any) -> float:  # noqa: ANN401 (of a round)
    """Return what promising Acme adds, its first round changed so."""
    whole = hunt or stated()
    *others, acme = whole.processes
    changed_one = replace(acme, rounds=(replace(acme.rounds[0], **changed),))
    solved = slow.solve(replace(whole, processes=(*others, changed_one))).processes[-1]
    assert solved.promise_worth is not None
    return solved.promise_worth


def test_every_number_is_that_of_the_hunt_stated_by_hand_and_solved_slowly(
    hunt: CommandLine,
) -> None:
    shown, solved = hunt.json("worth"), slow.solve(stated())
    assert shown["value"] == pytest.approx(solved.value)
    assert shown["value_without_interviews"] == pytest.approx(216_000)
    found = {one["company"]: one for one in shown["interviews"]}
    for one in solved.processes:
        assert found[one.id]["verdict"] == one.verdict or found[one.id]["net_cost"] <= 0
        for key in ("option_worth", "promise_worth", "net_cost"):
            assert found[one.id][key] == pytest.approx(getattr(one, key), abs=1e-6), (one.id, key)
        assert found[one.id]["going"] == pytest.approx(one.attend_probability)
        if isinstance(one.flip, float):
            assert found[one.id]["drop_above_a_year"] == pytest.approx(one.flip / 2)
    (offer,), (expected,) = shown["offers"], solved.offers
    days = dict(zip("137", expected.extension_worth or (), strict=True))
    assert offer["extension_worth"] == pytest.approx(days, abs=1e-6)


def test_the_golden_file_shows_those_numbers(hunt: CommandLine) -> None:
    golden = GOLDEN.read_text()
    for one in hunt.json("worth")["interviews"]:
        if one["verdict"]:
            assert f"  {figure(one['gain'])}  " in golden
            for share in one["reasons"].values():
                assert share is None or figure(abs(share)) in golden or one["id"] in {4, 5}
    gamma_upside = ((5 - 2) * HOUR / 0.56 + 10 * HOUR) / 0.32 / 0.3
    assert f"Go if the job pays about {(208_000 + gamma_upside) / 2.2 / 1_000:.0f}k" in golden


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("command", [("worth",), ("worth", "Acme"), ("worth", "on its own")])
def test_nothing_is_wider_than_the_terminal(
    hunt: CommandLine, terminal: Terminal, columns: int, command: tuple[str, ...]
) -> None:
    hunt("add", "A company whose name goes on and on " * 4, "Principal " * 12, "130k")
    hunt("interview", "add", "goes on and on", "mon 9:00", "--cost", "300 EUR")
    hunt("add", "A company on its own whose name is long too " * 4, "Principal " * 12, "130k")
    hunt("interview", "add", "on its own", "mon 9:30", "--cost", "300 EUR")
    hunt("offer", "add", "goes on and on", "300k EUR")
    shown = terminal.plain(*command, columns=columns)
    assert terminal.code == 0
    assert max(cell_len(line.rstrip()) for line in shown.splitlines()) <= columns


@pytest.mark.parametrize("columns", [80, 109, 110, 160])
def test_what_is_said_of_an_interview_is_said_at_every_width(
    hunt: CommandLine, terminal: Terminal, columns: int
) -> None:
    beta = next(one for one in hunt.json("worth")["interviews"] if one["company"] == "Beta")
    assert (beta["verdict"], beta["decide_by"], beta["going"]) == ("redirect", "2026-11-24", 0)
    shown = terminal.plain("worth", columns=columns)
    for words in ("going", "decide by", "Tue 24 Nov", "0%", "strongest", "enthusiasm"):
        assert words in " ".join(shown.split())


@pytest.mark.parametrize("columns", [80, 160])
def test_no_verdict_and_no_level_is_ever_cut(
    hunt: CommandLine, terminal: Terminal, columns: int
) -> None:
    hunt("add", "Wide", "Analyst", "130000000", "--known", "3")
    hunt("interview", "add", "Wide", "mon 9:00", "--round", "onsite", "--chance", "0.999")
    shown = terminal.plain("worth", columns=columns)
    assert "…" not in shown
    words = {word for line in shown.splitlines() for word in line.split()}
    # With such a job nearly sure, nothing else adds anything: Beta is declined.
    assert {"KEEP", "DECLINE", "UNKNOWN", "134m"} <= words


def test_a_terminal_shows_the_same_words_as_a_file(hunt: CommandLine, terminal: Terminal) -> None:
    shown = terminal.plain("worth", "Acme", columns=160)
    assert shown.split() == hunt("worth", "Acme").stdout.split()


def test_json_holds_every_number_of_the_table(hunt: CommandLine) -> None:
    shape = hunt.json("worth")
    listed = shape.pop("interviews")
    assert [(one["id"], one["company"], one["verdict"]) for one in listed] == [
        (1, "Acme", "keep"),
        (4, "Delta", "keep"),
        (2, "Beta", "redirect"),
        (5, "Zeta", "decline"),
        (3, "Gamma", None),
    ]
    assert [one["net_cost"] for one in listed] == pytest.approx([375, -75, 225, 600, 225])
    assert shape.pop("offers")[0]["answer"] == "close call"
    assert shape["next_step"].startswith(
        "Ask Epsilon for 11 more days: that is worth 4.46k USD, as their offer lapses"
    )
    assert shape.pop("value") == pytest.approx(232_843, abs=1)
    assert shape == {
        "currency": "USD",
        "years": 2,
        "fallback": 208_000,
        "is_exact": True,
        "value_at_least": None,
        "value_at_most": None,
        "value_without_interviews": 216_000,
        "next_step": shape["next_step"],
        "answers": [],
        "left_out": {"answers": 0, "at_most": 0, "answers_without_pay": 0, "lapsed_offers": []},
        "question": {
            "about": "what Gamma pays",
            "command": "tracker application edit 3 --pay 120k-150k",
        },
    }


def test_json_of_one_interview_holds_all_that_is_said_of_it(hunt: CommandLine) -> None:
    shape = hunt.json("worth", "Acme")["interview"]
    assert shape.pop("readings") == {"decline": 1, "keep": 19}
    assert shape == next(one for one in hunt.json("worth")["interviews"] if one["id"] == 1)
    assert {key: shape[key] for key in ("company", "role", "round", "verdict")} == {
        "company": "Acme",
        "role": "Data engineer",
        "round": "onsite",
        "verdict": "keep",
    }
    assert shape["start"] == {"at": "2026-11-27T15:00:00+01:00", "zone": "Europe/Berlin"}
    assert shape["standalone_reservation"] == pytest.approx(315_000 - 375 / 0.096)
    assert shape["drop_above_a_year"] == pytest.approx((315_000 - 375 / 0.096) / 2)
    assert shape["break_even_pay_a_year"] is None
    assert shape["chance"] == pytest.approx(0.32)
    one_is_off = {
        "clarity": {"benefit": 3 * HOUR},
        "connections": {"benefit": 2 * HOUR},
        "cost": {"hours": 0.0},
    }
    for name, off in one_is_off.items():
        assert shape["reasons"][name] == pytest.approx(acme_adds() - acme_adds(None, **off)), name
    whole = acme_adds()
    assert shape["reasons"]["offer"] == pytest.approx(
        whole - acme_adds(replace(stated(), offers=()))
    )
    plain = replace(stated(), practice=Practice())
    assert shape["reasons"]["practice"] == pytest.approx(whole - acme_adds(plain))
    assert shape["reasons"]["surprise"] == 0
    assert shape["reasons"]["enthusiasm"] == pytest.approx(0.32 * (75_500 - 62_000))


def test_json_of_an_interview_of_unknown_pay_says_from_which_pay_on_to_go(
    hunt: CommandLine,
) -> None:
    shape = hunt.json("worth", "Gamma")["interview"]
    unknown = {key: shape[key] for key in ("start", "verdict", "gain", "standalone_reservation")}
    assert set(unknown.values()) == {None}
    upside = (225 / 0.56 + 750) / 0.32 / 0.3
    assert shape["break_even_pay_a_year"] == pytest.approx((208_000 + upside) / 2.2, abs=1)
    assert shape["chance"] == pytest.approx(0.56 * 0.32)
    assert {share for reason, share in shape["reasons"].items()} == {None}


@pytest.mark.parametrize("which", ["1", "#1", "Acme", "acme", "acme onsite", "engineer acme"])
def test_an_interview_is_named_by_its_number_or_by_words_of_its_name(
    hunt: CommandLine, which: str
) -> None:
    assert hunt.json("worth", which)["interview"]["id"] == 1


def test_a_name_that_fits_several_is_refused_with_the_candidates(hunt: CommandLine) -> None:
    hunt("add", "Acme", "Analyst", "120k")
    hunt("interview", "add", "Analyst Acme", "mon 30 nov 10:00", "--round", "final")
    assert hunt.refused("worth", "Acme") == (
        "“Acme” matches several: "
        "6: Acme, Analyst: final, Mon 30 Nov 2026, 10:00 CET (scheduled); "
        "1: Acme, Data engineer: onsite, Fri 27 Nov 2026, 15:00 CET (scheduled); "
        "say which by its number."
    )


def test_of_several_the_terminal_asks_which(hunt: CommandLine, terminal: Terminal) -> None:
    hunt("add", "Acme", "Analyst", "120k")
    hunt("interview", "add", "Analyst Acme", "mon 30 nov 10:00", "--round", "final")
    shown = terminal.plain("worth", "Acme", answers=("1",))
    assert "Acme, Data engineer: onsite, Fri 27 Nov 2026, 15:00 CET, in 5 days" in shown


def test_an_application_named_in_full_goes_before_the_interview_of_a_longer_one(
    hunt: CommandLine,
) -> None:
    hunt("add", "Acme", "Lead data engineer", "120k")
    hunt("add", "Acme", "Lead data engineer II", "120k")
    hunt("interview", "add", "Lead engineer II", "mon 30 nov 10:00", "--round", "final")
    assert hunt.json("worth", "acme lead data engineer ii")["interview"]
    assert hunt.json("worth", "acme lead data engineer")["interview"] is None


def test_a_name_that_fits_nothing_is_refused(hunt: CommandLine) -> None:
    assert hunt.refused("worth", "Nobody") == (
        "No application matches “Nobody”; tracker application list shows what there is."
    )


def test_an_interview_that_was_failed_is_nothing_to_decide_about(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer", "130k")
    run("interview", "add", "Acme", "2026-11-20 10:00", "--round", "screen")
    run("interview", "done", "Acme", "--result", "failed")
    said = (
        "There is nothing to decide about Acme, Data engineer: screen, "
        "Fri 20 Nov 2026, 10:00 CET (done); tracker worth lists what there is."
    )
    for which in ("Acme", "1", "application 1"):
        assert run.refused("worth", which).startswith("There is nothing to decide about Acme")
    assert run.refused("worth", "1") == run.refused("worth", "1", "--json") == said


def test_a_past_interview_nobody_recorded_does_not_stand_in_the_way_of_the_next(
    run: CommandLine,
) -> None:
    run("add", "Acme", "Data engineer", "130k")
    run("interview", "add", "Acme", "2026-11-20 10:00", "--round", "screen")
    run("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    assert run.json("worth", "Acme")["interview"]["id"] == 2


@pytest.mark.parametrize("which", ["", " "])
def test_a_blank_name_is_refused_and_not_taken_for_none(hunt: CommandLine, which: str) -> None:
    assert "No application was named" in hunt.refused("worth", which)


def test_an_empty_machine_says_what_to_type_and_makes_nothing_up(
    run: CommandLine, place: Path
) -> None:
    place.unlink()
    told = 'No interviews to come. Add one: tracker interview add Acme "fri 3pm" --new\n'
    assert run("worth").stdout == told
    asked = run("worth", "--json")
    assert json.loads(asked.stdout)["interviews"] == []
    assert asked.stderr == f"Note: there is no hunt at {place} yet.\n"
    nowhere = f"There is no hunt at {place} yet; start one: tracker add COMPANY"
    assert run.refused("worth", "Acme") == nowhere


def test_worth_changes_nothing_but_remembers_what_it_showed(hunt: CommandLine) -> None:
    before = hunt.rows(logs=True)
    for command in (("worth",), ("worth", "Acme"), ("worth", "--json")):
        hunt(*command)
    after = hunt.rows(logs=True)
    assert len(after.pop("advice")) == 5
    assert before.pop("advice") == []
    assert after == before


def test_times_are_those_of_the_clocks_at_home(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer", "130k")
    run("interview", "add", "Acme", "fri 27 nov 23:00 America/New_York", "--round", "onsite")
    assert "  Sat 28 Nov 05:00  " in run("worth").stdout
    assert run("worth", "Acme").stdout.splitlines()[0] == (
        "Acme, Data engineer: onsite, "
        "Sat 28 Nov 2026, 05:00 CET (Fri 27 Nov 2026, 23:00 EST), in 6 days"
    )
    assert run.json("worth", "Acme")["interview"]["start"] == {
        "at": "2026-11-27T23:00:00-05:00",
        "zone": "America/New_York",
    }


def test_the_same_hunt_is_always_shown_the_same(hunt: CommandLine) -> None:
    assert len({hunt("worth").stdout for _ in range(3)}) == 1


def test_no_table_art_and_no_colour_where_nobody_looks(hunt: CommandLine) -> None:
    shown = hunt("worth").stdout + hunt("worth", "Acme").stdout
    assert not set(shown) & set("│─┌┐\x1b\t")


def test_an_interview_at_a_company_that_made_its_offer_is_not_judged_any_more(
    run: CommandLine,
) -> None:
    run("profile", "set", "present-pay", "95k")
    run("add", "Acme", "Analyst", "120k")
    run("offer", "add", "Acme", "125k", "--until", "20 dec")
    run("interview", "add", "Acme", "fri 3pm", "--round", "final")
    assert run.json("worth")["interviews"] == []
    assert "\nAcme, Analyst: offer of 125,000 USD a year, " in run("worth", "Acme").stdout


def test_figures_in_two_currencies_are_said_to_be_so(run: CommandLine) -> None:
    run("profile", "set", "present-pay", "95k USD")
    run("profile", "set", "currency", "EUR")
    run("add", "Acme", "Analyst", "120k USD")
    run("interview", "add", "Acme", "fri 3pm", "--round", "final")
    assert "UNKNOWN. Nothing says yet what USD is worth in EUR." in run("worth", "Acme").stdout
