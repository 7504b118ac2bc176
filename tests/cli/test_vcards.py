"""An address book comes in and goes out, as a person does it."""

from pathlib import Path

import pytest

from tests.conftest import CommandLine
from tests.storage import NewPlace
from tracker.importers.content import MOST_BYTES

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples" / "vcf"
CORPUS = sorted(SAMPLES.glob("*.vcf"))

needs_samples = pytest.mark.skipif(not CORPUS, reason=f"no samples at {SAMPLES}")

CARD = "BEGIN:VCARD\nVERSION:4.0\nFN:{0}\nEMAIL:{1}@acme.example\nEND:VCARD\n"
MIA = """BEGIN:VCARD
VERSION:3.0
FN:Mia Chen
ORG:Acme
EMAIL:mia@acme.example
END:VCARD
"""


def test_cards_are_known_by_their_content(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "people.txt"
    path.write_text(f"{MIA}BEGIN:VCARD\nVERSION:3.0\nKIND:group\nFN:Friends\nEND:VCARD\n")
    said = "people.txt: 1 {}added, 0 {}updated, 0 unchanged, 1 left out.\n"
    reason = "line 7: it is a list of people, not one person\n"
    before = run.rows(logs=True)
    assert run("import", str(path), "--dry-run").stdout == (
        said.format("would be ", "would be ") + reason
    )
    assert run.rows(logs=True) == before
    assert run("import", str(path)).stdout == said.format("", "") + reason
    assert "mia@acme.example" in run("contact", "show", "Mia").stdout
    again = run.rows(logs=True)
    assert "0 added, 0 updated, 1 unchanged" in run("import", str(path)).stdout
    assert run.rows(logs=True) == again
    run("undo")
    assert run.rows()["contact"] == []


def test_an_export_changes_nothing_where_it_came_from(run: CommandLine, tmp_path: Path) -> None:
    run("contact", "add", "Mia Chen", "--company", "Acme", "--kind", "recruiter", "--met", "PyCon")
    run("contact", "add", "Mia Chen", "--company", "Globex", "--notes", "Another one.")
    path = tmp_path / "out.vcf"
    said = run("export", "vcf", "--to", str(path))
    assert said.stdout == f"2 contacts were written to {path}.\n"
    assert run("export", "vcf").stdout_bytes == path.read_bytes()
    before = run.rows(logs=True)
    assert "0 added, 0 updated, 2 unchanged" in run("import", str(path)).stdout
    assert run.rows(logs=True) == before


def test_an_export_restores_an_empty_hunt(
    run: CommandLine, new_place: NewPlace, tmp_path: Path
) -> None:
    run("contact", "add", "Mia Chen", "--company", "Acme", "--kind", "recruiter", "--met", "PyCon")
    run("contact", "add", "Mia Chen", "--company", "Globex", "--notes", "Another\none.")
    path = tmp_path / "out.vcf"
    run("export", "vcf", "--to", str(path), "--version", "3.0")
    other = CommandLine(new_place("other.db"))
    other("import", str(path))

    def kept(hunt: CommandLine) -> list[dict[str, object]]:
        return [{**one, "card_uid": None} for one in hunt.rows()["contact"]]

    assert kept(other) == kept(run)
    other("export", "vcf", "--to", str(tmp_path / "again.vcf"), "--version", "3.0")
    assert (tmp_path / "again.vcf").read_bytes() == path.read_bytes()


MARIA = "BEGIN:VCARD\nVERSION:3.0\nUID:m-1\nFN:Maria José Carreño Quiñones\n{}END:VCARD\n"
STATED = "N:Carreño Quiñones;Maria José;;;\n"


def test_the_parts_of_a_name_are_kept_as_a_card_states_them(
    run: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "maria.vcf"
    path.write_text(MARIA.format(STATED), encoding="utf-8")
    run("import", str(path))
    card = run("export", "vcf").stdout.splitlines()
    assert {STATED.strip(), "UID;VALUE=text:m-1", "FN:Maria José Carreño Quiñones"} <= set(card)
    assert "0 added, 0 updated, 1 unchanged" in run("import", str(path)).stdout
    run("contact", "edit", "Maria", "--name", "Maria Quiñones")
    assert "N:Quiñones;Maria;;;" in run("export", "vcf").stdout.splitlines()
    run("undo")
    assert STATED.strip() in run("export", "vcf").stdout.splitlines()


def test_the_parts_of_a_name_come_later_if_it_is_the_same_name(
    run: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "maria.vcf"
    path.write_text(MARIA.format(""), encoding="utf-8")
    run("import", str(path))
    assert "N:Quiñones;Maria;José Carreño;;" in run("export", "vcf").stdout.splitlines()
    path.write_text(MARIA.format(STATED), encoding="utf-8")
    assert "0 added, 1 updated, 0 unchanged" in run("import", str(path)).stdout
    assert STATED.strip() in run("export", "vcf").stdout.splitlines()
    path.write_text(MARIA.format("N:Jones;Maria;;Dr.;\n").replace("FN:", "FN:Dr. "), "utf-8")
    assert "0 added, 0 updated, 1 unchanged" in run("import", str(path)).stdout


def test_the_day_of_a_change_is_that_of_the_history(run: CommandLine) -> None:
    run("contact", "add", "Mia Chen")
    run("contact", "edit", "Mia", "--role", "Boss", TRACKER_NOW="2026-11-23T08:00:00+00:00")
    first = run("export", "vcf", TRACKER_NOW="2026-12-01T08:00:00+00:00").stdout
    assert "REV:20261123T080000Z" in first
    assert run("export", "vcf", TRACKER_NOW="2026-12-02T08:00:00+00:00").stdout == first


def test_where_there_is_nobody_no_card_is_written_and_that_is_said(
    run: CommandLine, tmp_path: Path
) -> None:
    note = 'Note: There are no contacts yet; add one: tracker contact add "Mia Chen"\n'
    printed = run("export", "vcf")
    assert (printed.stdout, printed.stderr) == ("", note)
    path = tmp_path / "contacts.vcf"
    path.write_text(MIA)
    said = run("export", "vcf", "--to", str(path))
    assert (said.stdout, said.stderr) == (f"0 contacts were written to {path}.\n", note)
    assert path.read_bytes() == b""


def test_a_contact_who_was_removed_stays_away_unless_the_removal_is_undone(
    run: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "people.vcf"
    path.write_text("".join(map(CARD.format, ("Mia Chen", "Ann Ray"), ("mia", "ann"))))
    run("import", str(path))
    run("contact", "remove", "Mia", "--yes")
    said = run("import", str(path))
    assert said.stdout == (
        "people.vcf: 0 added, 0 updated, 1 unchanged, 1 left out.\n"
        "line 1: Mia Chen was removed here, so they stay away; to have them again: "
        "tracker contact add NAME\n"
    )
    run("undo")
    assert "0 added, 0 updated, 2 unchanged, 0 left out." in run("import", str(path)).stdout


@pytest.mark.parametrize(
    ("card", "known"),
    [
        (("Mia Chen", "mia@acme.example", "Acme"), True),
        (("Mia Ray", "mia@acme.example", "Initech"), True),
        (("Mia Chen", "", "ACME Inc."), True),
        (("Mia Chen", "mia@home.example", "Acme"), False),
        (("Mia Chen", "", "Initech"), False),
    ],
)
def test_who_was_removed_is_known_as_anybody_else_is(
    run: CommandLine, tmp_path: Path, card: tuple[str, str, str], known: bool
) -> None:
    run("contact", "add", "Mia Chen", "--email", "mia@acme.example", "--company", "Acme")
    run("contact", "remove", "Mia", "--yes")
    path = tmp_path / "people.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:4.0\nFN:{}\nEMAIL:{}\nORG:{}\nEND:VCARD\n".format(*card))
    assert ("1 left out" in run("import", str(path)).stdout) is known


def test_who_is_forgotten_leaves_nothing_to_be_known_by(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "mia.vcf"
    path.write_text(MIA)
    run("import", str(path))
    run("contact", "remove", "1", "--yes")
    run("forget", "1", "--yes")
    assert "1 added" in run("import", str(path)).stdout


def test_a_file_of_no_usable_card_is_refused(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "cut.vcf"
    path.write_text(MIA[:40])
    said = run("import", str(path), code=1)
    assert "line 1: it has no end; the file may be cut short" in said.stdout
    assert said.stderr.startswith("Error: Nothing in cut.vcf could be read")
    path.write_bytes(b"BEGIN:VCARD\n" + b"x" * MOST_BYTES)
    assert "larger" in run.refused("import", str(path))


@needs_samples
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_every_sample_comes_in_once(run: CommandLine, path: Path) -> None:
    cards = path.read_bytes().count(b"BEGIN:VCARD")
    assert f"{cards} added, 0 updated, 0 unchanged, 0 left out." in run("import", str(path)).stdout
    assert f"0 added, 0 updated, {cards} unchanged" in run("import", str(path)).stdout


def test_a_card_after_a_change_of_jobs_and_name_is_kept_in_the_notes(
    run: CommandLine, tmp_path: Path
) -> None:
    before, after = tmp_path / "before.vcf", tmp_path / "after.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nUID:a\nFN:{}\nORG:{}\nTITLE:{}\nEND:VCARD\n"
    before.write_text(card.format("Anna Smith", "Acme", "Recruiter"))
    after.write_text(card.format("Anna Jones", "Globex", "Head of HR"))
    run("import", str(before))
    assert run("import", str(after)).stdout == (
        "after.vcf: 0 added, 1 updated, 0 unchanged, 0 left out.\n"
        "Kept in the notes of Anna Smith: also called: Anna Jones; also at: Globex; "
        "also: Head of HR\n"
    )
    assert "Anna Smith" in run("search", "Globex").stdout
    run("contact", "edit", "1", "--name", "Anna Jones", "--company", "Globex")
    for path in (before, after):
        assert "0 added, 0 updated, 1 unchanged" in run("import", str(path)).stdout


def test_a_family_that_shares_an_address_stays_one_each(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "family.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nEMAIL:smith@home.example\nTEL:{}\nEND:VCARD\n"
    path.write_text(card.format("Anna Smith", "111") + card.format("John Smith", "222"))
    assert "2 added, 0 updated, 0 unchanged" in run("import", str(path)).stdout
    assert [(one["name"], one["phone"]) for one in run.rows()["contact"]] == [
        ("Anna Smith", "111"),
        ("John Smith", "222"),
    ]
    assert "0 added, 0 updated, 2 unchanged" in run("import", str(path)).stdout
