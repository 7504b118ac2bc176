"""A person is forgotten: in the records, in the history, and in the bytes of the files."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import CommandLine, Terminal
from tests.storage import by_hand

ABOUT_MIA = (
    "mia chen",
    "mia.chen@acme.example",
    "mia@old.example",
    "+49 151 2345678",
    "in/mia-chen",
    "likes sailing",
    "a first talk",
)
"""What is known of her; in lower case, as everything is searched for it."""


def meet_mia(run: CommandLine) -> None:
    run("add", "Acme", "Data engineer", "--on", "yesterday")
    run("contact", "add", "Mia Chen", "--company", "Acme", "--email", "mia@old.example")
    run("contact", "edit", "Mia", "--email", "mia.chen@acme.example", "--phone", "+49 151 2345678")
    run("contact", "edit", "Mia", "--url", "https://example.org/in/mia-chen")
    run("contact", "edit", "Mia", "--notes", "likes sailing")
    run("contact", "log", "Mia", "a first talk", "--application", "Acme")
    run("interview", "add", "Acme", "fri 15:00", "--with", "Mia Chen")
    run("application", "edit", "Acme", "--notes", "MIA  CHEN (0049 151/234 56-78) called")
    run("application", "edit", "Acme", "--notes", "They called")
    run("contact", "add", "Bob Roe", "--notes", "sits beside Mia")


def everything(run: CommandLine) -> str:
    return str(run.rows(logs=True)).casefold()


def bytes_of(place: Path) -> str:
    """Return all that stands in a file and its log, whatever SQLite makes of it."""
    files = [place, *place.parent.glob(f"{place.name}-wal")]
    return "".join(path.read_bytes().decode("latin-1") for path in files).casefold()


def test_nothing_of_a_person_is_left_in_any_row(run: CommandLine) -> None:
    meet_mia(run)
    assert [words for words in ABOUT_MIA if words not in everything(run)] == []
    said = run("forget", "Mia", "--yes").stdout
    assert said == "Forgot Mia Chen (Acme) and 1 exchange with them.\n"
    assert [words for words in (*ABOUT_MIA, "234 56-78") if words in everything(run)] == []
    assert [one["name"] for one in run.json("contact", "list")["contacts"]] == ["Bob Roe"]
    assert run.json("search", "sailing")["total"] == 0
    assert "with" not in run("interview", "show", "1").stdout


def test_nothing_of_a_person_is_left_in_the_bytes_of_the_file_and_its_log(
    run: CommandLine, place: Path
) -> None:
    with closing(sqlite3.connect(place)) as another:  # with one open, the log stays
        another.execute("SELECT count(*) FROM command").fetchone()
        meet_mia(run)
        for number in range(30):
            run("add", f"Firm {number}", "--notes", f"words of {number} " * 30)
        assert place.with_name("hunt.db-wal").stat().st_size
        before = bytes_of(place)
        assert [words for words in ABOUT_MIA if words not in before] == []
        run("forget", "Mia", "--yes")
        assert place.with_name("hunt.db-wal").exists()
        after = bytes_of(place)
    words = (*ABOUT_MIA, "chen", "sailing", "8765432151")
    assert [word for word in words if word in after] == []
    assert "sits beside mia" in after
    assert run("doctor").stdout.startswith("All is well")


@pytest.mark.usefixtures("place")
def test_where_another_program_is_in_the_way_the_doctor_clears_up(run: CommandLine) -> None:
    meet_mia(run)
    impatient = f"sqlite:///{run.place}?timeout=0.1"
    with closing(sqlite3.connect(run.place, isolation_level=None)) as another:
        another.execute("BEGIN")
        another.execute("SELECT count(*) FROM command").fetchone()
        said = run("forget", "Mia", "--yes", code=1, TRACKER_DATABASE=impatient)
    assert said.stdout == "Forgot Mia Chen (Acme) and 1 exchange with them.\n"
    assert said.stderr == (
        f"Error: Traces are left in {run.place}, because another program is using it; "
        "when that has ended, clear them with: tracker doctor --fix\n"
    )
    problem = f"Traces of what was forgotten may be left in {run.place}."
    assert problem in run("doctor", code=1).stdout
    run("doctor", "--fix")
    assert run("doctor").stdout.startswith("All is well")
    assert [words for words in (*ABOUT_MIA, "chen") if words in bytes_of(run.place)] == []


def test_the_history_reads_on_and_undo_stops_there(run: CommandLine) -> None:
    meet_mia(run)
    run("forget", "Mia", "--yes")
    summaries = [one["summary"] for one in run.json("history")["history"]]
    assert summaries[0] == "Forgot a contact."
    assert summaries[-2] == "Added contact 1: [forgotten] (Acme)."
    assert len(summaries) == 11
    assert run.refused("undo") == (
        "Undo stops here: a contact was forgotten after everything that came before, and what was "
        "forgotten cannot come back; change the records with their edit commands instead."
    )
    run("add", "Later")
    assert run("undo").stdout.startswith("Undid: Added application 2: Later")
    assert "Undo stops here" in run.refused("undo")


def test_what_names_them_elsewhere_is_listed_and_left(run: CommandLine) -> None:
    run("add", "Acme", "--notes", "Ask Mia Chen", "--tag", "by mia chen")
    run("interview", "add", "Acme", "fri 15:00", "--notes", "with mia  chen")
    run("contact", "add", "Mia Chen", "--email", "mia@acme.example")
    run("contact", "add", "Bob", "--notes", "knows mia@acme.example")
    run("contact", "log", "Bob", "told me of Mia Chen")
    run("application", "list", "--company", "Mia Chen", "--save", "hers")
    assert run("forget", "mia@acme", "--yes").stdout.splitlines() == [
        "Forgot Mia Chen.",
        "You named them in what is about something else, which stays as it is:",
        "  - application 1, notes",
        "  - application 1, tag",
        "  - contact 2, notes",
        "  - interview 1, notes",
        "  - saved view hers, value",
        "An edit leaves the old words in the history: edit first, then forget.",
    ]
    assert run.json("application", "show", "Acme")["application"]["notes"] == "Ask Mia Chen"
    assert "Mia Chen" not in str(run.rows(logs=True)["change"])


def test_it_asks_first_and_says_where_they_are_named(run: CommandLine, terminal: Terminal) -> None:
    run("add", "Acme", "--notes", "Ask Mia Chen")
    run("contact", "add", "Mia Chen")
    before = run.rows(logs=True)
    shown = terminal.plain("forget", "Mia", answers=("n",))
    assert "  - application 1, notes\n" in shown
    assert shown.endswith("Forget Mia Chen for good? [y/N]: n\nMia Chen was not forgotten.\n")
    assert (terminal.code, run.rows(logs=True)) == (0, before)
    assert run.refused("forget", "Mia") == (
        "Mia Chen was not forgotten, because nobody is here to confirm it; add --yes."
    )
    terminal("forget", "Mia", answers=("y",))
    assert run.json("contact", "list") == {"contacts": []}


def test_somebody_who_was_removed_before_is_forgotten_too(run: CommandLine) -> None:
    meet_mia(run)
    run("contact", "remove", "Mia", "--yes")
    run("contact", "add", "Mia Chen", "--company", "Beta")
    run("forget", "Mia", "--yes")
    assert [words for words in ABOUT_MIA if words in everything(run)] == []
    run("contact", "add", "Zoe Lane", "--notes", "likes sailing")
    run("contact", "remove", "Zoe", "--yes")
    run("contact", "add", "Ann Lane")
    run("contact", "remove", "Ann", "--yes")
    assert "matches several: 4: Zoe Lane; 5: Ann Lane" in run.refused("forget", "Lane", "--yes")
    run("forget", "4", "--yes")
    run("forget", "Ann", "--yes")
    assert [word for word in ("lane", "sailing") if word in everything(run)] == []
    assert "No contact matches “Zoe”" in run.refused("forget", "Zoe", "--yes")


def test_another_of_the_same_name_stays(run: CommandLine) -> None:
    run("contact", "add", "Mia Chen", "--company", "Acme", "--phone", "0151 2345678")
    run("contact", "add", "Mia Chen", "--company", "Beta")
    run("contact", "log", "2", "a talk")
    assert "  - contact 2, name\n" in run("forget", "1", "--yes").stdout
    run("contact", "log", "2", "another talk")
    run("undo")
    shown = run.json("contact", "show", "2")["contact"]
    assert (shown["name"], len(shown["interactions"])) == ("Mia Chen", 1)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("C++ (Dr.) Öz", "met C++ (Dr.) Öz."),
        ("Ünal Öz", "met unal oz"),
        ('O\'Brien "Bob"\\', 'met O\'Brien "Bob"\\ there'),
        ("李雷", "今天见了李雷。"),
        ("Al", "Also met AL"),
        ("Zoë Anna Müller-Öz", "met MULLER-OZ, zoe  Anna, and a Müller"),
    ],
)
def test_names_of_every_kind_leave_the_history(run: CommandLine, name: str, said: str) -> None:
    run("add", "Acme", "--notes", said)
    run("application", "edit", "Acme", "--notes", "x")
    run("contact", "add", name)
    run("forget", "1", "--yes")
    (image,) = [one["before"] for one in run.rows(logs=True)["change"] if one["before"]]
    (kept,) = re.findall(r'"notes": "(.*)"', str(image))
    assert kept.count("[forgotten]") == 1
    assert kept.startswith(said[:3])


def test_words_of_a_vocabulary_stay_words(run: CommandLine) -> None:
    run("add", "Acme")
    run("interview", "add", "Acme", "fri 15:00")
    run("interview", "remove", "1", "--yes")
    run("contact", "add", "Scheduled")
    run("forget", "Scheduled", "--yes")
    assert "STATUS:CANCELLED" in run("export", "ics").stdout


@pytest.mark.usefixtures("place")
def test_backups_that_hold_them_are_named(run: CommandLine) -> None:
    run("add", "Acme")
    run("backup")
    run("contact", "add", "Mia Chen")
    run("backup")
    run("contact", "remove", "Mia", "--yes")
    run("backup")
    kept = run.place.with_name("hunt.db-backups")
    damaged = kept / "0009-20261122T100000Z-damaged.db"
    damaged.write_bytes(b"no database")
    lines = run("forget", "Mia", "--yes").stdout.splitlines()
    assert lines[1] == "Backups still hold them; remove those that you do not need:"
    assert lines[2:] == [
        f"  - {damaged}",
        f"  - {kept / '0003-20261122T100000Z-asked.db'}",
        f"  - {kept / '0002-20261122T100000Z-asked.db'}",
    ]


def test_a_vcard_may_bring_them_back(run: CommandLine, tmp_path: Path) -> None:
    meet_mia(run)
    card = tmp_path / "mia.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Mia Chen\nORG:Acme\nUID:mia-1\nEND:VCARD\n")
    run("import", str(card))
    run("forget", "Mia", "--yes")
    assert "mia-1" not in everything(run)
    run("import", str(card))
    assert "Mia Chen" in run("contact", "list").stdout


def test_what_was_changed_by_hand_is_no_obstacle(run: CommandLine) -> None:
    meet_mia(run)
    by_hand(run.address, "UPDATE contact SET name = 'Mia Lin' WHERE id = 1")
    run("forget", "1", "--yes")
    assert [word for word in ("mia lin", *ABOUT_MIA) if word in everything(run)] == []
