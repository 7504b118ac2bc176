"""No command opens a socket but the one that fetches a posting that the user names."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from scripts.reference import commands
from tests.conftest import FIXED

WATCHED = """
import contextlib, io, json, sys
from tracker.cli.main import cli

opened = []
sys.addaudithook(lambda event, found: opened.append(event) if event.startswith("socket.") else None)
results = []
for words in json.load(sys.stdin):
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            cli.main(words, prog_name="tracker")
        except SystemExit as end:
            results.append([words, end.code, said.getvalue(), opened[:]])
    opened.clear()
json.dump(results, sys.stdout)
"""

EVERY = """
add Acme Analyst 100k --on yesterday
add Gamma Nurse --from page.html
application add Beta Clerk
application list
application list --quiet 14 --save mine
application show Acme
application edit Acme --notes called
application note Acme called
application move Acme screening
application close Beta withdrawn
application reopen Beta
add Beta Clerk --on yesterday
application merge 3 4 --yes
interview add Acme "tomorrow 15:00"
interview list
interview show 1
interview edit 1 --notes x
interview reschedule 1 "fri 15:00"
interview cancel 1
interview add Acme "yesterday 15:00"
interview done 2
interview add Acme "yesterday 17:00"
interview miss 3
interview add Acme "fri 16:00"
interview decline 4
interview remove 4 --yes
offer add Acme 100k --until fri
offer list
offer show 1
offer edit 1 --notes x
offer extend 1 fri
offer decline 1
offer add Beta 90k
offer accept 2
offer remove 1 --yes
contact add Mia
contact list
contact show Mia
contact edit Mia --email mia@example.com
contact log Mia called
contact add "Mia Chen"
contact merge 1 2 --yes
export vcf
contact remove Mia --yes
company list
company show Acme
profile show
profile set years 3
profile factor list
profile factor add commute --weight 5%
profile factor edit commute --weight 6%
profile factor remove commute --yes
profile must-have list
profile must-have add parking
profile must-have remove parking --yes
profile rate list
profile rate set EUR 1.1
profile rate remove EUR --yes
import list.csv --stage Open=applied --save-mapping mine
profile mapping list
profile mapping remove mine --yes
search acme
view list
view remove mine --yes
export json
export csv
export ics
export proof --from yesterday --to today
worth
worth review
agenda
history
reject Delta
undo
contact add Ada
forget Ada --yes
application remove Beta --yes
backup
backup list
copy --to elsewhere.db
restore latest
encrypt
agenda
decrypt
doctor
demo
completion bash
"""


def watched(folder: Path, words: list[list[str]]) -> list[Any]:
    """Run commands in one process; return each with its exit code, output, and calls of sockets."""
    (folder / "page.html").write_text(
        "<title>Nurse at Gamma</title>" + "<p>We look for you.</p>" * 20
    )
    (folder / "list.csv").write_text("Company,Role\nDelta,Clerk\n")
    done = subprocess.run(
        [sys.executable, "-c", WATCHED],
        input=json.dumps(words),
        cwd=folder,
        env={
            **os.environ,
            **FIXED,
            "TRACKER_DATABASE": str(folder / "hunt.db"),
            "TRACKER_KEY_COMMAND": "echo key",
            "PYTHONPATH": str(Path(__file__).parent.parent),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    results: list[Any] = json.loads(done.stdout)
    return results


@pytest.fixture
def every() -> list[list[str]]:
    return [shlex.split(line) for line in EVERY.split("\n") if line]


def test_no_command_opens_a_socket(tmp_path: Path, every: list[list[str]]) -> None:
    for words, code, said, opened in watched(tmp_path, every):
        assert code == 0, (words, said)
        assert opened == [], words


def test_every_command_is_among_them(every: list[list[str]]) -> None:
    leaves = {
        tuple(name.split()[1:])
        for name, context in commands()
        if not isinstance(context.command, click.Group)
    }
    run = {tuple(words[:length]) for words in every for length in range(1, 4)}
    assert sorted(leaves - run) == []


def test_the_fetching_of_a_posting_is_seen_to_open_one(tmp_path: Path) -> None:
    asked = ["add", "--from", "http://127.0.0.1:9/job", "--allow-private"]
    ((_, code, _, opened),) = watched(tmp_path, [asked])
    assert code == 1
    assert "socket.connect" in opened
