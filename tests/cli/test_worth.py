"""The main job on the screen: the ranked table, one explanation, and both as JSON."""

import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import CommandLine, Terminal

GOLDEN = Path(__file__).parent.parent / "golden" / "worth.txt"

HUNT = (
    ("profile", "set", "present-pay", "104k"),
    ("profile", "set", "clarity", "3"),
    ("add", "Acme", "Data engineer", "120k-150k", "--enthusiasm", "4", "--known", "3"),
    ("interview", "add", "Acme", "fri 3pm", "--round", "onsite", "--people", "3"),
    ("interview", "edit", "Acme", "--prepare", "6", "--travel", "2", "--minutes", "120"),
    ("add", "Beta", "Analyst", "90k", "--enthusiasm", "2", "--other-role", "Data engineer"),
    ("interview", "add", "Beta", "thu 10:00", "--round", "technical"),
    ("add", "Gamma", "Clerk", "--known", "1"),
    ("interview", "add", "Gamma", "--round", "technical"),
    ("add", "Delta", "Tester", "110k"),
    ("interview", "add", "Delta", "tue 9:00", "--round", "screen", "--people", "1"),
    ("add", "Zeta", "Clerk", "80k"),
    ("interview", "add", "Zeta", "wed 9:00", "--round", "final"),
    ("add", "Epsilon", "Analyst"),
    ("offer", "add", "Epsilon", "130k", "--until", "fri 12:00"),
)


@pytest.fixture(scope="module")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("filled") / "hunt.db"
    for command in HUNT:
        CommandLine(place)(*command)
    return place


@pytest.fixture
def hunt(run: CommandLine, _filled: Path) -> CommandLine:
    """A hunt with one interview of every verdict."""
    shutil.copy(_filled, run.place)
    return run


def test_the_table_and_an_explanation_look_as_in_the_golden_file(hunt: CommandLine) -> None:
    shown = "\n".join(
        f"$ tracker {command}\n{hunt(*command.split()).stdout}"
        for command in ("worth", "worth Acme", "worth Beta", "worth Gamma")
    )
    assert shown == GOLDEN.read_text()


def test_the_numbers_of_the_golden_file_are_right() -> None:
    hour = 104_000 / 2_080 * 1.5
    acme = 0.32 * (0.3 * 44_000 + 0.4 * 75_500 + 0.3 * 107_000) - (10 - 2 - 3) * hour
    acme_level = (315_000 - 5 * hour / (0.32 * 0.3)) / 2
    acme_job = 0.32 * (0.3 * 32_000 + 0.4 * 62_000 + 0.3 * 92_000)
    acme_keenness = 0.32 * (75_500 - 62_000)
    delta = 0.32 * (0.32 * (0.4 * 12_000 + 0.3 * 34_000) - 10 * hour) - (2 - 2 - 1) * hour
    delta_job = 0.32 * 0.32 * 12_000
    beta = -(5 - 2) * hour
    zeta = -(10 - 2) * hour
    gamma_upside = ((5 - 2) * hour / 0.56 + 10 * hour) / 0.32 / 0.3
    gamma = (208_000 + gamma_upside) / 2.2
    beta_middle, beta_last = (p * 0.8 / (1 - p + p * 0.8) for p in (0.56, 0.32))
    assert [hour, acme, acme_job, acme_keenness] == pytest.approx([75, 23_785, 19_840, 4_320])
    assert [delta, delta_job, beta, zeta] == pytest.approx([1_371, 1_228.8, -225, -600])
    assert round(acme_level, 2) == 155_546.88
    assert round(gamma) == 99_999
    golden = GOLDEN.read_text()
    for shown in (
        (
            f"KEEP      {acme / 1_000:.1f}k        {acme_level / 1_000:.0f}k  "
            f"+{acme_job / 1_000:.1f}k the job itself"
        ),
        f"KEEP      {delta / 1_000:.2f}k              nothing to lose",
        f"REDIRECT   {beta:.0f}              -{5 * hour:.0f} hours and cost",
        f"DECLINE    {zeta:.0f}              -{10 * hour:.0f} hours and cost",
        f"Go if the job pays about {gamma / 1_000:.0f}k USD a year or more",
        f"+{acme_keenness / 1_000:.2f}k USD  enthusiasm      4 of 5",
        f"+{2 * hour:.0f} USD  clarity",
        f"+{3 * hour:.0f} USD  connections",
        (
            f"{beta_middle * beta_last:.0%} of an offer in the end, 2 rounds to go "
            f"({beta_middle:.0%} x {beta_last:.0%})"
        ),
    ):
        assert shown in golden


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("command", [("worth",), ("worth", "Acme"), ("worth", "goes on")])
def test_nothing_is_wider_than_the_terminal(
    hunt: CommandLine, terminal: Terminal, columns: int, command: tuple[str, ...]
) -> None:
    hunt("add", "A company whose name goes on and on " * 4, "Principal " * 12, "130k")
    hunt("interview", "add", "goes on and on", "mon 9:00", "--cost", "300 EUR")
    hunt("offer", "add", "goes on and on", "300k EUR")
    shown = terminal.plain(*command, columns=columns)
    assert terminal.code == 0
    assert max(cell_len(line.rstrip()) for line in shown.splitlines()) <= columns


@pytest.mark.parametrize("columns", [80, 160])
def test_no_verdict_and_no_level_is_ever_cut(
    hunt: CommandLine, terminal: Terminal, columns: int
) -> None:
    hunt("add", "Wide", "Analyst", "130000000", "--known", "3")
    hunt("interview", "add", "Wide", "mon 9:00", "--round", "onsite", "--chance", "0.999")
    shown = terminal.plain("worth", columns=columns)
    assert "…" not in shown
    words = {word for line in shown.splitlines() for word in line.split()}
    assert {"KEEP", "REDIRECT", "DECLINE", "UNKNOWN", "23.8k", "156k", "134m"} <= words


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
    assert [one["gain"] for one in listed[:4]] == pytest.approx([23_785, 1_371, -225, -600])
    assert [one["net_cost"] for one in listed] == pytest.approx([375, -75, 225, 600, 225])
    assert shape == {
        "currency": "USD",
        "years": 2,
        "fallback": 208_000,
        "question": {
            "about": "what Gamma pays",
            "command": "tracker application edit 3 --pay 120k-150k",
        },
    }


def test_json_of_one_interview_holds_all_that_is_said_of_it(hunt: CommandLine) -> None:
    shape = hunt.json("worth", "Acme")["interview"]
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
    practice = shape["reasons"].pop("practice")
    assert practice is None
    assert shape["reasons"] == pytest.approx(
        {
            "job": 19_840,
            "clarity": 150,
            "enthusiasm": 4_320,
            "surprise": 0,
            "connections": 225,
            "offer": 0,
            "cost": -750,
        }
    )


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
    hunt("interview", "add", "Acme", "mon 30 nov 10:00", "--round", "final")
    assert hunt.refused("worth", "Acme") == (
        "“Acme” matches several: "
        "6: Acme, Data engineer: final, Mon 30 Nov 2026, 10:00 CET (scheduled); "
        "1: Acme, Data engineer: onsite, Fri 27 Nov 2026, 15:00 CET (scheduled); "
        "say which by its number."
    )


def test_of_several_the_terminal_asks_which(hunt: CommandLine, terminal: Terminal) -> None:
    hunt("interview", "add", "Acme", "mon 30 nov 10:00", "--round", "final")
    shown = terminal.plain("worth", "Acme", answers=("1",))
    assert "Acme, Data engineer: onsite, Fri 27 Nov 2026, 15:00 CET, in 5 days" in shown


def test_a_name_that_fits_nothing_is_refused(hunt: CommandLine) -> None:
    assert hunt.refused("worth", "Nobody") == (
        "No interview matches “Nobody”; tracker interview list shows what there is."
    )


def test_an_interview_that_is_past_is_nothing_to_decide_about(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer", "130k")
    run("interview", "add", "Acme", "2026-11-20 10:00", "--round", "screen")
    said = (
        "There is nothing to decide about Acme, Data engineer: screen, "
        "Fri 20 Nov 2026, 10:00 CET ({}); tracker worth lists the coming interviews."
    )
    assert run.refused("worth", "Acme") == said.format("scheduled")
    run("interview", "done", "Acme")
    assert run.refused("worth", "1") == said.format("done")
    assert run.refused("worth", "1", "--json") == said.format("done")


def test_a_past_interview_nobody_recorded_does_not_stand_in_the_way_of_the_next(
    run: CommandLine,
) -> None:
    run("add", "Acme", "Data engineer", "130k")
    run("interview", "add", "Acme", "2026-11-20 10:00", "--round", "screen")
    run("interview", "add", "Acme", "fri 3pm", "--round", "onsite")
    assert run.json("worth", "Acme")["interview"]["id"] == 2


@pytest.mark.parametrize("which", ["", " "])
def test_a_blank_name_is_refused_and_not_taken_for_none(hunt: CommandLine, which: str) -> None:
    assert "No interview was named" in hunt.refused("worth", which)


def test_an_empty_machine_says_what_to_type_and_makes_nothing_up(run: CommandLine) -> None:
    run.place.unlink()
    told = 'No interviews to come. Add one: tracker interview add Acme "fri 3pm"\n'
    assert run("worth").stdout == told
    assert run.json("worth")["interviews"] == []
    assert run("worth", "Acme", code=1).stderr.startswith("Error: No interview matches “Acme”")


def test_worth_changes_nothing(hunt: CommandLine) -> None:
    before = hunt.rows(logs=True)
    for command in (("worth",), ("worth", "Acme"), ("worth", "--json")):
        hunt(*command)
    assert hunt.rows(logs=True) == before


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


def test_an_offer_does_not_count_against_an_interview_at_its_own_company(
    run: CommandLine,
) -> None:
    run("profile", "set", "present-pay", "95k")
    run("add", "Acme", "Analyst", "120k")
    run("offer", "add", "Acme", "125k", "--until", "20 dec")
    run("interview", "add", "Acme", "fri 3pm", "--round", "final")
    assert "95k USD a year, your present pay" in run("worth", "Acme").stdout


def test_figures_in_two_currencies_are_said_to_be_so(run: CommandLine) -> None:
    run("profile", "set", "present-pay", "95k USD")
    run("profile", "set", "currency", "EUR")
    run("add", "Acme", "Analyst", "120k USD")
    run("interview", "add", "Acme", "fri 3pm", "--round", "final")
    assert "Some of your figures are in USD and some in EUR" in run("worth", "Acme").stdout
