"""What people mistype, paste and are sent: refused in one sentence, or kept and shown harmless."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from tests.conftest import Begin, CommandLine, Terminal
from tracker.cli.fields import looks_like_pay
from tracker.folding import fold_text

LONG = "Company " * 1250
"""10,000 characters."""
ESCAPES = "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x08\x7f \x9b2J \u202egnol\u202c \u2066\u2028"
"""Colours, a window's title, a bell, backspaces, a C1 sequence, overrides of direction."""
HARMFUL = [chr(code) for code in (*range(9), *range(11, 32), *range(0x7F, 0xA0))]
OVERRIDES = [*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)), "\u2028", "\u2029"]


def two_at_acme(run: CommandLine) -> None:
    """Enter two applications at Acme and one at Beta, and what belongs to it."""
    run("add", "Acme", "Analyst", "--on", "16 nov")
    run("add", "Acme", "Writer", "--on", "16 nov")
    run("add", "Beta", "Tester", "--on", "16 nov")
    run("interview", "add", "Beta", "thu 9:00")
    run("offer", "add", "Beta", "100k", "--until", "friday")
    run("contact", "add", "Mia Chen")
    run("contact", "add", "Mia Li")


@pytest.fixture
def hunt(begin: Begin) -> CommandLine:
    return begin(two_at_acme)


@pytest.mark.parametrize(
    "command",
    [
        ["application", "show", "Initech"],
        ["application", "edit", "Initech", "--notes", "x"],
        ["application", "remove", "Initech", "--yes"],
        ["application", "move", "Initech", "applied"],
        ["application", "close", "Initech", "ghosted"],
        ["application", "reopen", "Initech"],
        ["application", "note", "Initech", "x"],
        ["reject", "Initech"],
        ["reject", "99"],
        ["interview", "show", "Initech"],
        ["interview", "edit", "Initech", "--notes", "x"],
        ["interview", "remove", "Initech", "--yes"],
        ["interview", "done", "Initech"],
        ["interview", "decline", "Initech"],
        ["interview", "cancel", "Initech"],
        ["interview", "miss", "Initech"],
        ["interview", "reschedule", "Initech", "fri 3pm"],
        ["offer", "add", "Initech", "100k"],
        ["offer", "show", "Initech"],
        ["offer", "edit", "Initech", "--notes", "x"],
        ["offer", "remove", "Initech", "--yes"],
        ["offer", "accept", "Initech"],
        ["offer", "decline", "Initech"],
        ["offer", "extend", "Initech", "friday"],
        ["contact", "show", "Initech"],
        ["contact", "edit", "Initech", "--notes", "x"],
        ["contact", "remove", "Initech", "--yes"],
        ["contact", "log", "Initech", "x"],
    ],
    ids=" ".join,
)
def test_an_unknown_name_is_refused_with_where_to_look(
    hunt: CommandLine, command: list[str]
) -> None:
    refused = hunt.refused(*command)
    assert refused.startswith("No ")
    assert refused.endswith(" list shows what there is.")


@pytest.mark.parametrize(
    "command",
    [
        ["reject", ""],
        ["reject", "  "],
        ["application", "show", ""],
        ["interview", "cancel", ""],
        ["offer", "accept", ""],
        ["contact", "log", "", "x"],
    ],
    ids=repr,
)
def test_an_empty_name_means_nobody(hunt: CommandLine, command: list[str]) -> None:
    assert "was named; say which by its number or by words of its name." in hunt.refused(*command)


@pytest.mark.parametrize(
    ("command", "candidates"),
    [
        (["reject", "acme"], ["1: Acme, Analyst (applied)", "2: Acme, Writer (applied)"]),
        (["interview", "add", "Acme", "fri 3pm"], ["1: Acme, Analyst", "2: Acme, Writer"]),
        (["offer", "add", "Acme", "100k"], ["1: Acme, Analyst", "2: Acme, Writer"]),
        (["contact", "log", "mia", "x"], ["1: Mia Chen", "2: Mia Li"]),
    ],
)
def test_an_ambiguous_name_is_refused_with_its_candidates(
    hunt: CommandLine, command: list[str], candidates: list[str]
) -> None:
    refused = hunt.refused(*command)
    assert "matches several: " in refused
    assert all(candidate in refused for candidate in candidates)
    assert refused.endswith("; say which by its number.")


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (["interview", "add", "Beta", "may"], "does not name a day and a time"),
        (["interview", "add", "Beta", "friday"], "Say at what time"),
        (["interview", "add", "Beta", "31 feb 15:00"], "does not name a day"),
        (["interview", "add", "Beta", "fri 25:00"], "no time of day"),
        (["interview", "add", "Beta", "fri 3pm Mars/Olympus"], "There is no time zone"),
        (["interview", "add", "Beta", "fri 3pm EST"], "does not say exactly which time zone"),
        (["interview", "add", "Beta", "2027-03-28 2:30"], "skip 02:30 on Sun 28 Mar 2027"),
        (["interview", "reschedule", "Beta", "2027-03-28 2:30"], "skip 02:30"),
        (["offer", "extend", "Beta", "may"], "does not name a day"),
        (["offer", "extend", "Beta", "yesterday"], "is past"),
        (["offer", "add", "Beta", "100k", "--until", "2027-03-28 2:30"], "skip 02:30"),
        (["add", "Zeta", "--on", "may"], "does not name a day"),
        (["add", "Zeta", "--apply-by", "2026-02-30"], "does not name a day"),
        (["reject", "Beta", "--on", "x" * 500], "does not name a day"),
        (["contact", "add", "Zoe", "--follow-up", "\x1b[31m"], "does not name a day"),
    ],
)
def test_a_date_or_time_that_there_is_not_is_refused(
    hunt: CommandLine, command: list[str], reason: str
) -> None:
    assert reason in hunt.refused(*command)


@pytest.mark.parametrize(
    ("pay", "reason"),
    [
        ("120k-90k", "Pay goes up from low to high"),
        ("€100k-$120k", "mixes EUR and USD"),
        ("100k EUR - 120k USD", "mixes EUR and USD"),
        ("100k XYZ", "is no currency of ISO 4217"),
        ("60/hour-8k/month", "mixes hour and month"),
        ("100k a week", "is not paid by the year, month, day or hour"),
        ("0", "not above 0"),
        ("much", "not understood as money"),
        ("1e400", "not understood as money"),
        ("nan", "not understood as money"),
        ("9" * 15, "is above 10,000,000,000,000"),
        ("1/2/3/4", "more figures than low, likely and high"),
        ("1.00001", "more than 4 decimals"),
        ("9" * 500, "not understood as money"),
        ("100\0k", "not understood as money"),
        ("", "not understood as money"),
    ],
)
def test_pay_that_is_none_is_refused(run: CommandLine, pay: str, reason: str) -> None:
    assert reason in run.refused("add", "Acme", "Analyst", pay)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--prepare", "-1"], "no number of hours"),
        (["--prepare", "nan"], "no number of hours"),
        (["--travel", "9e9"], "no number of hours"),
        (["--chance", "1.5"], "no chance"),
        (["--chance", "150%"], "no chance"),
        (["--chance", "likely"], "no chance"),
        (["--cost", "20/hour"], "not one amount paid once"),
        (["--with", ", recruiter"], "names nobody"),
    ],
)
def test_a_figure_that_is_none_is_refused(
    hunt: CommandLine, options: list[str], reason: str
) -> None:
    assert reason in hunt.refused("interview", "add", "Beta", "fri 3pm", *options)


NUL = "a\0b"
SURROGATE = "a\udc80b"
"""What Python makes of a byte that is no UTF-8."""
TEXTS = [
    ["add", "{}"],
    ["add", "Zeta", "{}"],
    ["add", "Zeta", "--url", "{}"],
    ["add", "Zeta", "--notes", "{}"],
    ["add", "Zeta", "--tag", "{}"],
    ["add", "Zeta", "--posting", "{}"],
    ["application", "edit", "Beta", "--company", "{}"],
    ["application", "note", "Beta", "{}"],
    ["application", "show", "{}"],
    ["application", "close", "Beta", "ghosted", "--reason", "{}"],
    ["interview", "add", "Beta", "fri 3pm", "--place", "{}"],
    ["interview", "add", "Beta", "fri 3pm", "--with", "{}"],
    ["interview", "add", "{}", "fri 3pm", "--new"],
    ["interview", "done", "Beta", "--met", "{}"],
    ["offer", "add", "Beta", "100k", "--notes", "{}"],
    ["contact", "add", "{}"],
    ["contact", "edit", "Mia Li", "--email", "{}"],
    ["contact", "log", "Mia Li", "{}"],
    ["contact", "list", "--company", "{}"],
    ["profile", "set", "currency", "{}"],
    ["profile", "set", "{}", "1"],
]


@pytest.mark.parametrize("bad", [NUL, SURROGATE], ids=["NUL", "surrogate"])
@pytest.mark.parametrize("command", TEXTS, ids=" ".join)
def test_text_that_no_database_keeps_is_refused_wherever_it_is_typed(
    hunt: CommandLine, command: list[str], bad: str
) -> None:
    refused = hunt.refused(*[part.replace("{}", bad) for part in command])
    assert "\0" not in refused
    assert refused.encode()


def test_the_refusal_of_a_nul_names_the_text_and_what_to_do(run: CommandLine) -> None:
    assert run.refused("add", NUL) == ("“a␀b” holds a NUL character; leave it out and try again.")


TOO_LONG = "a" * 300


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "cannot be read"),
        ("/", "cannot be read (Is a directory)"),
        ("/nowhere/posting.txt", "cannot be read (No such file or directory)"),
        ("a\0b", "cannot be read"),
        ("x" * 5000, "cannot be read (File name too long)"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(run: CommandLine, name: str, reason: str) -> None:
    assert reason in run.refused("add", "Acme", "--posting", f"@{name}")


@pytest.mark.parametrize(
    "command",
    [
        ("import", TOO_LONG),
        ("restore", TOO_LONG),
        ("add", "--from", TOO_LONG),
        ("worth", "--json", "--hunt", TOO_LONG),
        ("backup", "--to", TOO_LONG),
        ("export", "csv", "--to", TOO_LONG),
        ("export", "proof", "--from", "today", "--to", "today", "--file", TOO_LONG),
        ("copy", "--to", TOO_LONG),
    ],
)
def test_a_name_too_long_for_a_file_is_said_of_that_file(
    run: CommandLine, command: tuple[str, ...]
) -> None:
    run("add", "Acme")
    said = run.refused(*command)
    assert TOO_LONG in said
    assert "(File name too long)" in said


@pytest.mark.parametrize(
    "command",
    [
        ("import", ""),
        ("export", "csv", "--to", ""),
        ("export", "proof", "--from", "today", "--to", "today", "--file", ""),
        ("backup", "--to", ""),
    ],
)
def test_no_name_at_all_is_no_file(run: CommandLine, command: tuple[str, ...]) -> None:
    assert run.refused(*command) == ("A file was named by nothing at all; say which one you mean.")


def test_a_dash_is_no_file_and_what_to_do_instead_is_said(run: CommandLine) -> None:
    assert run.refused("import", "-") == (
        "“-” names no file here; save what it gives as a file, and import that."
    )
    assert run.refused("export", "ics", "--to", "-") == (
        "“-” names no file here; leave the option out, and it is printed."
    )


def test_a_posting_is_read_from_an_ordinary_file_only(run: CommandLine, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in (str(pipe), os.devnull):
        said = run.refused("add", "--from", place)
        assert said == f"{place} cannot be read (it is no ordinary file); name a saved page."


def test_a_file_that_is_no_text_is_kept_as_far_as_it_can_be_read(
    run: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "posting").write_bytes(b"caf\xe9 \xf0\x9f\x8e\x89")
    run("add", "Acme", "--posting", f"@{tmp_path / 'posting'}")
    assert run.rows()["application"][0]["posting_text"] == "caf� 🎉"


@pytest.mark.parametrize("name", ["a\0b", "/", "/dev/null/x", "nonsense://x"])
def test_a_place_that_cannot_hold_a_database_is_refused(tmp_path: Path, name: str) -> None:
    result = CommandLine(tmp_path / "unused")("--database", name, "add", "Acme", code=1)
    assert (result.stdout, result.stderr.count("\n")) == ("", 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["application", "nonsense"],
        ["add"],
        ["add", "Acme", "Analyst", "100k", "more"],
        ["add", "Acme", "--tier", "D"],
        ["add", "Acme", "--enthusiasm", "6"],
        ["add", "Acme", "--enthusiasm", "-1"],
        ["add", "Acme", "--rounds", "many"],
        ["application", "move", "Acme", "rejected"],
        ["application", "list", "--limit", "0"],
        ["contact", "log", "Mia", "--channel", "pigeon"],
        ["completion", "tcsh"],
    ],
    ids=" ".join,
)
def test_a_slip_in_the_command_itself_is_a_usage_error(
    hunt: CommandLine, arguments: list[str]
) -> None:
    before = hunt.rows(logs=True)
    result = hunt(*arguments, code=2)
    assert (result.stdout, result.stderr[:7]) == ("", "Usage: ")
    assert hunt.rows(logs=True) == before


def test_a_clock_that_is_none_is_refused(run: CommandLine) -> None:
    assert run.refused("add", "Acme", TRACKER_NOW="soon") == (
        "TRACKER_NOW is “soon”, which is no time such as 2026-11-23T09:00."
    )


def test_a_clock_without_a_zone_is_that_of_the_place(run: CommandLine) -> None:
    result = run("add", "Acme", code=0, TRACKER_NOW="2026-11-22T23:30")
    assert "applied on Sun 22 Nov 2026" in result.stdout
    assert run.json("history")["history"][0]["at"] == "2026-11-22T22:30:00+00:00"


def test_without_a_pretended_clock_it_is_now(run: CommandLine) -> None:
    before = datetime.now(UTC)
    run("add", "Acme", code=0, TRACKER_NOW="")
    at = datetime.fromisoformat(run.json("history")["history"][0]["at"])
    assert before <= at <= datetime.now(UTC)


def test_a_time_zone_of_the_machine_that_there_is_not_counts_as_utc(
    run: CommandLine, terminal: Terminal
) -> None:
    run("add", "Acme")
    shown = terminal.plain("interview", "add", "Acme", "fri 3pm", TZ="Mars/Olympus")
    assert "Fri 27 Nov 2026, 15:00 UTC" in shown


@pytest.mark.parametrize(
    "name",
    [
        "Café 🎉👩🏽\u200d💻 GmbH",
        "شركة الاختبار",
        "בדיקה בע״מ",
        "株式会社テスト",
        "e\u0301 and é",
        LONG,
        ESCAPES,
        "  spaces around  ",
        "100% 'quoted' \"twice\" \\ `ls` $HOME; DROP TABLE application; --",
        "[bold]markup[/bold] :smile: {braces} %s",
        "a\ufeff\u200b\u00ad",
        "\ufffe\uffff\U0010ffff",
    ],
    ids=lambda name: name[:12].encode("unicode_escape").decode(),
)
def test_every_real_text_is_kept_as_it_was_and_read_back_identical(
    run: CommandLine, name: str
) -> None:
    run("add", name, name, "--tag", name, "--documents", name)
    found = run.json("application", "show", "1")["application"]
    assert (found["company"], found["role"]) == (one_line(name), one_line(name))
    assert (found["tags"], found["documents"]) == ([name.strip()], name)


def one_line(name: str) -> str:
    """Return a name without blanks at its ends, doubled blanks and ends of lines."""
    return " ".join(name.split())


def harmful(shown: str) -> list[str]:
    return [sign for sign in (*HARMFUL, *OVERRIDES) if sign in shown]


def written(run: CommandLine) -> None:
    """Write what an enemy may have sent into every text there is."""
    run("add", ESCAPES, ESCAPES, "--notes", ESCAPES, "--tag", ESCAPES, "--posting", ESCAPES)
    run("interview", "add", "1", "fri 3pm", "--place", ESCAPES, "--notes", ESCAPES)
    run("interview", "done", "1", "--met", ESCAPES)
    run("offer", "add", "1", "100k", "--notes", ESCAPES)
    run("contact", "log", "1", ESCAPES, "--application", "1")
    run("application", "move", "1", "applied", "--reason", ESCAPES)


SHOWING = [
    ["application", "list"],
    ["application", "show", "1"],
    ["interview", "list", "--all"],
    ["interview", "show", "1"],
    ["offer", "list"],
    ["offer", "show", "1"],
    ["contact", "list"],
    ["contact", "show", "1"],
    ["history"],
]


def test_terminal_escapes_are_shown_harmless_in_plain_text_and_in_json(run: CommandLine) -> None:
    written(run)
    for command in SHOWING:
        plain, shape = run(*command).stdout, run(*command, "--json").stdout
        assert (harmful(plain), harmful(shape)) == ([], []), command
        assert "␛[31mred␛[0m" in plain
        assert plain.isascii() is False
        assert shape.isascii()


def test_terminal_escapes_are_shown_harmless_on_a_terminal(
    run: CommandLine, terminal: Terminal
) -> None:
    written(run)
    for command in SHOWING[1::2]:
        shown = terminal.plain(*command, columns=200)
        assert harmful(shown) == [], command
        assert "␛[31m" in shown


def test_what_is_echoed_or_refused_is_harmless_as_well(run: CommandLine) -> None:
    assert harmful(run("add", ESCAPES).stdout) == []
    assert harmful(run.refused("reject", f"{ESCAPES}?")) == []
    assert harmful(run.refused("add", "Acme", "x", ESCAPES)) == []
    assert harmful(run.refused("add", "Acme", "--posting", f"@{ESCAPES}")) == []
    assert harmful(run.refused("profile", "set", ESCAPES, "1")) == []
    run("add", ESCAPES)
    assert harmful(run.refused("reject", ESCAPES)) == []


def test_a_question_on_a_terminal_is_harmless_as_well(run: CommandLine, terminal: Terminal) -> None:
    run("add", ESCAPES)
    run("add", ESCAPES)
    assert harmful(terminal.plain("reject", "gnol", answers=("1",))) == []
    assert harmful(terminal.plain("application", "remove", "1", answers=("n",))) == []


def test_a_name_of_ten_thousand_characters_is_listed_and_found(
    run: CommandLine, terminal: Terminal
) -> None:
    run("add", LONG, "Analyst")
    assert "Company Company" in run("application", "list").stdout
    shown = terminal.plain("application", "list")
    assert max(len(line) for line in shown.splitlines()) <= 80
    assert run("reject", "analyst").exit_code == 0


@pytest.mark.parametrize(
    "name",
    [LONG, " ".join(map(str, range(5000))), "x" * 10_000, "%" * 10_000, "🎉" * 100_000],
    ids=["words", "different words", "one word", "wildcards", "emoji"],
)
def test_a_very_long_name_is_found_by_itself(run: CommandLine, name: str) -> None:
    if run("add", name, code=None).exit_code:
        # An index of PostgreSQL holds 2704 bytes, compressed.
        assert isinstance(run.address, str)
        assert "That text is too long to be kept" in run.refused("add", name)
        return
    run("contact", "add", name)
    assert run("application", "note", name, "x").exit_code == 0
    assert run("contact", "log", name, "x").exit_code == 0


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    company=st.text(max_size=40),
    role=st.text(max_size=40),
    notes=st.text(max_size=80) | st.text(st.characters(codec=None), max_size=20),
)
@example(company="-", role="--", notes="-x")
@example(company="\x85", role="\u3000", notes="\r\n")
@example(company="ß", role="İ", notes="\ud800")
@example(company="İ", role="ΐ", notes="@")
@example(company="\u00b4", role="", notes="")
def test_any_text_is_read_back_identical_or_refused_in_one_sentence(
    run: CommandLine, company: str, role: str, notes: str
) -> None:
    assume(not looks_like_pay(role))
    before = run.rows(logs=True)
    result = run("add", f"--notes={notes}", "--", company, role, code=None)
    if result.exit_code:
        assert result.exit_code == 1
        assert result.stdout == ""
        assert len(result.stderr.splitlines()) == 1
        assert run.rows(logs=True) == before
        assert not fold_text(company) or "\0" in company + role + notes or not encodes(notes)
        return
    number = result.stdout.split()[2].removesuffix(":")
    found = run.json("application", "show", number)["application"]
    assert (found["company"], found["role"] or "") == (one_line(company), one_line(role))
    assert (found["notes"] or "") == notes.strip()
    assert run.rows()["application"][-1]["search_key"] is not None


def encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text(max_size=12), max_size=4))
@example(words=["reject", ""])
@example(words=["--database", ""])
@example(words=["@", "-", "--"])
def test_no_words_at_all_make_the_command_fail_with_a_traceback(
    run: CommandLine, words: list[str]
) -> None:
    for start in (["add"], ["interview", "add", "Acme"], ["offer", "add"], ["profile", "set"]):
        result = run(*start, *words, code=None)
        assert result.exit_code in {0, 1, 2}


def test_a_place_that_is_nothing_is_refused_and_not_taken_for_the_usual_one(
    run: CommandLine,
) -> None:
    said = run("--database", "", "add", "Acme", code=2).stderr
    assert said.splitlines()[-1] == (
        "Error: --database names nothing; name a file, or leave the option out."
    )
    assert run.rows()["application"] == []


def test_the_text_of_a_posting_is_a_file_of_that_size(run: CommandLine, tmp_path: Path) -> None:
    large, pipe, letter = (tmp_path / name for name in ("large.txt", "pipe", "posting.txt"))
    with large.open("wb") as file:
        file.truncate(20_000_001)
    os.mkfifo(pipe)
    letter.write_text("We look for C++")
    for path, why in (
        (large, "it is larger than 20 MB"),
        (pipe, "it is no ordinary file"),
        (tmp_path, "Is a directory"),
        (tmp_path / "none.txt", "No such file or directory"),
    ):
        assert run.refused("add", "Acme", "--posting", f"@{path}") == (
            f"“{path}” cannot be read ({why}); name a text file after the @."
        )
    run("add", "Acme", "--posting", f"@{letter}")
    assert "application 1" in run("search", "c++").stdout
