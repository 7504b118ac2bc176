"""Whatever an import brings along, no command shows it in a way that a terminal would obey."""

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import rich
from tests.conftest import CommandLine, Terminal
from tracker.models import portable
from tracker.models.base import PlainText

BIDIRECTIONAL = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
CONTROLS = "".join(map(chr, (*range(1, 0x20), *range(0x7F, 0xA0))))
OBEYED = (set(CONTROLS) | set(BIDIRECTIONAL) | {"\u2028", "\u2029"}) - {"\n"}
HOSTILE = f"\x1b]0;mine\x07\x9b31m{CONTROLS}{BIDIRECTIONAL}\u2028"
ON_ONE_LINE = HOSTILE.translate(dict.fromkeys(map(ord, "\n\v\f\r\x1c\x1d\x1e\x85\u2028")))
"""What a line of a file can hold; the rest would end it."""

MEANT = {
    *("setting.name", "setting.value", "saved.value", "change.table", "change.before"),
    *("change.after", "interview.zone", "offer.zone"),
}
"""The texts that are no free ones."""

CURRENCIES = {"currency", "unit", "pay_currency", "cost_currency"}

SHOWING = """
application list
application list --columns id,company,role,location,tags
application show 1
application show 4
interview list --all
interview show 1
interview show 2
offer list
offer show 1
contact list
contact show 1
company list
company show 1
profile show
profile factor list
profile must-have list
profile mapping list
view list
search nurse
search mine
worth
worth 1
worth review
agenda
history
export proof --from 2020-01-01 --to today
doctor
application remove 1
contact remove 1
forget 1
interview remove 1
reject nobody
undo
"""


def obeyed(text: str) -> set[str]:
    return OBEYED.intersection(text)


def show_everything(run: CommandLine) -> Iterator[tuple[str, str]]:
    for line in filter(None, SHOWING.split("\n")):
        result = run(*shlex.split(line), code=None)
        yield line, result.stdout + result.stderr


def poisoned(hunt: dict[str, Any]) -> dict[str, Any]:
    """Put what is hostile into every free text of a copy of a hunt."""
    for table in portable.tables():
        for row in hunt[portable.plural(table)]:
            for column in portable.columns(table):
                is_meant = f"{table.name}.{column.name}" in MEANT or column.name in CURRENCIES
                if isinstance(column.type, PlainText) and not is_meant:
                    row[column.name] = f"{row.get(column.name) or 'mine'}{HOSTILE}"
    return hunt


@pytest.mark.usefixtures("place")
def test_every_text_of_a_copied_hunt_is_shown_harmless(run: CommandLine, tmp_path: Path) -> None:
    rich.fill(run)
    copy = tmp_path / "copy.json"
    copy.write_text(json.dumps(poisoned(json.loads(run("export", "json").stdout))))
    hostile = CommandLine(tmp_path / "hostile.db")
    said = hostile("import", str(copy), code=None)
    assert said.exit_code == 0, said.stderr
    assert "\x1b" in str(hostile.rows(logs=True)["application"]).encode().decode("unicode_escape")
    shown = dict(show_everything(hostile))
    assert {line: obeyed(text) for line, text in shown.items() if obeyed(text)} == {}
    assert sum("␛]0;mine␇" in text for text in shown.values()) > 15
    terminal = Terminal(hostile.environment)
    for kind in ("csv", "ics", "vcf", "json"):
        assert obeyed(terminal("export", kind)) == set(), kind


FILES = {
    "list.csv": (
        "Company,Role,Status,Location,Notes,Source,Tags,URL,Contact,Salary\n"
        "A{0},B{0},applied,C{0},D{0},E{0},F{0},https://x.example/{0},G{0},H{0}\n"
        "A2{0},B,stage{0},,,,,,,\n"
    ),
    "cards.vcf": (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Nurse{0}\nORG:Acme{0}\nTITLE:T{0}\nEMAIL:m{0}@x.example\n"
        "TEL:+49{0}1\nURL:https://x.example/{0}\nNOTE:N{0}\nUID:u{0}\nEND:VCARD\n"
    ),
    "times.ics": (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x{0}\nBEGIN:VEVENT\nUID:e{0}\n"
        "DTSTART:20261127T150000Z\nDTSTAMP:20261101T000000Z\nSUMMARY:Interview Acme{0}\n"
        "LOCATION:L{0}\nDESCRIPTION:D{0}\nORGANIZER;CN=O{0}:mailto:o@acme.example\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    ),
    "mail.eml": (
        "From: F{0} <f@x.example>\nSubject: Interview Acme{0}\nContent-Type: text/plain\n\nT{0}\n"
    ),
    "odd{0}.txt": "neither this{0} nor that",
}


@pytest.mark.usefixtures("place")
def test_every_field_of_a_file_is_shown_harmless(run: CommandLine, tmp_path: Path) -> None:
    run("add", "Acme", "Clerk")
    for name, content in FILES.items():
        path = tmp_path / name.format("\x1b]0;mine\x07\u202e")
        path.write_text(content.format(ON_ONE_LINE), encoding="utf-8", newline="")
        said = run("import", str(path), "--application", "1", code=None)
        if said.exit_code == 2:
            said = run("import", str(path), code=None)
        assert obeyed(said.stdout + said.stderr) == set(), name
    assert {line: obeyed(text) for line, text in show_everything(run) if obeyed(text)} == {}
    assert run.json("application", "list")["applications"][0]["company"].startswith("A")
