"""Completion scripts."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import CommandLine


@pytest.mark.parametrize(
    ("shell", "says"),
    [
        ("bash", "complete -o nosort -F _tracker_completion tracker"),
        ("zsh", "#compdef tracker"),
        ("fish", "complete --no-files --command tracker"),
    ],
)
def test_the_completion_script_of_each_shell_is_printed(
    run: CommandLine, shell: str, says: str
) -> None:
    result = run("completion", shell)
    assert says in result.stdout
    assert "_TRACKER_COMPLETE" in result.stdout


def test_the_script_for_bash_is_one_that_a_shell_can_read(run: CommandLine) -> None:
    script = run("completion", "bash").stdout
    subprocess.run(["/bin/sh", "-c", "command -v bash"], check=True, capture_output=True)
    subprocess.run(["/bin/bash", "-n"], input=script.encode(), check=True)


def test_a_shell_that_has_no_completion_is_a_usage_error(run: CommandLine) -> None:
    result = run("completion", "tcsh", code=2)
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in result.stderr


def test_completion_touches_no_database(run: CommandLine, place: Path) -> None:
    place.unlink()
    run("completion", "bash")
    assert not place.exists()


def test_a_half_typed_verb_is_completed(run: CommandLine) -> None:
    asked = {"_TRACKER_COMPLETE": "bash_complete", "COMP_WORDS": "tracker offer ac"}
    result = run(code=0, **asked, COMP_CWORD="2")
    assert result.stdout == "plain,accept\n"
