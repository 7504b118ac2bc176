"""The profile at the command line."""

import pytest

from tests.conftest import CommandLine, Terminal


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("present-pay", "95k", "95,000 USD a year"),
        ("currency", "eur", "EUR"),
        ("hour-value", "75.50", "75.50 USD"),
        ("risk-tolerance", "€50k", "50,000 EUR"),
        ("clarity", "4", "4"),
        ("time-zone", "europe/paris", "Europe/Paris"),
        ("date-order", "Day-First", "day-first"),
        ("years", "3", "3"),
    ],
)
def test_a_setting_is_set_and_echoed_as_understood(
    run: CommandLine, name: str, value: str, shown: str
) -> None:
    assert run("profile", "set", name, value).stdout == f"Set {name}: {shown}.\n"
    settings = run.json("profile", "show")["profile"]
    assert {setting: said["text"] for setting, said in settings.items()} == {name: shown}


def test_programs_are_told_the_number_of_a_setting_and_what_it_counts(run: CommandLine) -> None:
    run("profile", "set", "present-pay", "60.50/hour")
    run("profile", "set", "time-zone", "Europe/Paris")
    settings = run.json("profile", "show")["profile"]
    assert settings["present-pay"] == {
        "text": "60.50 USD an hour",
        "value": 60.5,
        "currency": "USD",
        "period": "hour",
    }
    assert settings["time-zone"]["value"] is None


def test_an_empty_value_makes_a_setting_unknown_again(run: CommandLine) -> None:
    run("profile", "set", "present-pay", "95k")
    assert run("profile", "set", "present-pay", "").stdout == "Cleared present-pay.\n"
    assert run.json("profile", "show")["profile"] == {}


def test_an_empty_profile_shows_what_there_is_to_set(run: CommandLine) -> None:
    lines = run("profile", "show").stdout.splitlines()
    assert lines[0].split() == ["setting", "yours", "meaning"]
    assert lines[2].split()[:2] == ["present-pay", "unknown"]
    assert "tracker profile show --all" in lines[-1]


def test_a_default_set_otherwise_is_shown_beside_its_source(run: CommandLine) -> None:
    run("profile", "set", "years", "3")
    (line,) = [
        line for line in run("profile", "show").stdout.splitlines() if line.startswith("years")
    ]
    assert line.split()[:3] == ["years", "2", "3"]


def test_every_default_is_listed_with_its_value_and_source(run: CommandLine) -> None:
    defaults = run.json("profile", "show")["defaults"]
    shown = run("profile", "show", "--all").stdout
    assert defaults["years"] == 2
    assert all(f"\n{name} " in shown for name in defaults)
    assert "CareerPlug" in shown


def test_the_time_zone_of_the_profile_is_the_one_that_times_are_in(run: CommandLine) -> None:
    run("profile", "set", "time-zone", "Asia/Tokyo")
    assert "15:00 JST" in run("interview", "add", "Acme", "fri 3pm", "--new").stdout


def test_the_date_order_of_the_profile_goes_before_the_locale(run: CommandLine) -> None:
    assert "Wed 11 Mar 2026" in run("add", "Acme", "--on", "3/11/2026").stdout
    run("profile", "set", "date-order", "day-first")
    assert "Tue 3 Nov 2026" in run("add", "Beta", "--on", "3/11/2026").stdout


def test_what_happened_cannot_be_dated_in_the_future(run: CommandLine) -> None:
    run("add", "Acme")
    assert run.refused("reject", "Acme", "--on", "2030-01-01") == (
        "“2030-01-01” is still to come; say the day it happened, such as “yesterday”."
    )
    assert run.json("application", "show", "Acme")["application"]["outcome"] is None


@pytest.mark.parametrize(
    ("locale", "day"), [("en_US.UTF-8", "Sun 4 Oct 2026"), ("en_GB.UTF-8", "Fri 10 Apr 2026")]
)
def test_without_a_profile_the_locale_says_how_a_date_is_read(
    run: CommandLine, locale: str, day: str
) -> None:
    assert day in run("add", "Acme", "--on", "10/4/2026", code=0, LANG=locale).stdout


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("salary", "1", "There is no setting “salary”"),
        ("hours-a-week", "6", "no setting “hours-a-week”; did you mean weekly-hours?"),
        ("present-pay", "90k-100k", "present-pay is one figure, not a range"),
        ("currency", "XYZ", "is no currency of ISO 4217"),
        ("clarity", "6", "clarity is a whole number from 1 to 5, not 6"),
        ("time-zone", "Mars/Olympus", "There is no time zone"),
        ("weekly-hours", "nan", "is no number for weekly-hours"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(
    run: CommandLine, name: str, value: str, reason: str
) -> None:
    assert reason in run.refused("profile", "set", name, value)


def test_a_setting_without_a_value_is_a_usage_error(run: CommandLine) -> None:
    assert "Missing argument 'VALUE'" in run("profile", "set", "currency", code=2).stderr


def test_a_setting_is_undone(run: CommandLine) -> None:
    run("profile", "set", "clarity", "4")
    run("profile", "set", "clarity", "5")
    run("undo")
    settings = run.json("profile", "show")["profile"]
    assert {name: said["value"] for name, said in settings.items()} == {"clarity": 4}


@pytest.mark.parametrize("columns", [80, 160])
def test_the_profile_fits_the_terminal(run: CommandLine, terminal: Terminal, columns: int) -> None:
    run("profile", "set", "present-pay", "95k")
    for options in ((), ("--all",)):
        shown = terminal.plain("profile", "show", *options, columns=columns)
        assert max(len(line) for line in shown.splitlines()) <= columns, shown
