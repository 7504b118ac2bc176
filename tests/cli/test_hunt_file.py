"""The decision of a hunt that somebody else wrote down: in and out as JSON of the model."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CommandLine

STATED = {
    "fallback": 100,
    "offers": [{"worth": 110, "expires": 2}],
    "processes": [
        {
            "id": "A",
            "worth": [[0.5, 120], [0.5, 160]],
            "window_days": 7,
            "rounds": [{"day": 1, "chance": 0.5, "response_days": 3, "cash_cost": 2}],
        }
    ],
}


def written(place: Path, text: str | bytes) -> str:
    content = text.encode() if isinstance(text, str) else text
    file = place / "hunt.json"
    file.write_bytes(content)
    return str(file)


def test_a_hunt_in_a_file_is_decided(run: CommandLine, tmp_path: Path) -> None:
    found = json.loads(
        run("worth", "--hunt", written(tmp_path, json.dumps(STATED)), "--json").stdout
    )
    # Let the offer of 110 lapse: .5 x (.5 x 120 + .5 x 160) + .5 x 100 - 2 = 118.
    assert found["value"] == pytest.approx(118)
    assert found["value_without_interviews"] == pytest.approx(110)
    assert found["first_action"] == {"type": "interview", "id": "A", "day": 1, "action": "attend"}
    # Two more days, and the answer of day 4 is there first: .5 x 140 + .5 x 110 - 2 = 123.
    assert found["offers"][0]["extension_worth"] == pytest.approx({"1": 0, "3": 5, "7": 5})
    assert found["processes"][0]["verdict"] == "keep"


def test_a_byte_order_mark_does_no_harm(run: CommandLine, tmp_path: Path) -> None:
    text = "\ufeff" + json.dumps(STATED)
    assert '"value": 118.0' in run("worth", "--hunt", written(tmp_path, text), "--json").stdout


def test_standard_input_is_read_for_a_dash() -> None:
    command = [sys.executable, "-m", "tracker", "worth", "--hunt", "-", "--json"]
    done = subprocess.run(command, input=json.dumps(STATED), capture_output=True, text=True)  # noqa: PLW1510
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["value"] == pytest.approx(118)


def test_the_same_hunt_gives_the_same_bytes(run: CommandLine, tmp_path: Path) -> None:
    file = written(tmp_path, json.dumps(STATED))
    assert len({run("worth", "--hunt", file, "--json").stdout for _ in range(3)}) == 1


def test_it_needs_no_database(run: CommandLine, place: Path, tmp_path: Path) -> None:
    place.unlink()
    run("worth", "--hunt", written(tmp_path, "{}"), "--json")
    assert not place.exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "The hunt is not JSON"),
        ('{"offer": []}', 'The hunt has no field "offer"; did you mean offers?'),
        ('{"fallback": NaN}', "fallback"),
        (b"\xff\xfe{", "is not UTF-8 text; save the hunt as UTF-8."),
    ],
)
def test_a_hunt_that_is_none_is_refused_in_a_sentence(
    run: CommandLine, tmp_path: Path, text: str | bytes, sentence: str
) -> None:
    told = run.refused("worth", "--hunt", written(tmp_path, text), "--json")
    assert sentence in told
    assert len(told.splitlines()) == 1


def test_a_file_that_is_not_there_is_named(run: CommandLine, tmp_path: Path) -> None:
    told = run.refused("worth", "--hunt", str(tmp_path / "none.json"), "--json")
    assert "none.json cannot be read (No such file or directory); name another file." in told


def test_a_hunt_too_large_to_be_solved_is_told_with_bounds(
    run: CommandLine, tmp_path: Path
) -> None:
    answers = [
        {
            "id": f"P{number}",
            "worth": [[1, 100 + number]],
            "window_days": 30,
            "awaiting": {"answer_day": number, "chance": 0.5},
            "rounds": [],
        }
        for number in range(30)
    ]
    kinds = [
        {
            "id": f"Q{number}",
            "worth": [[0.5, 90 + number], [0.5, 200 - number]],
            "window_days": 40,
            "rounds": [{"day": number, "chance": 0.5, "response_days": 30, "cash_cost": 0.01}],
        }
        for number in range(25)
    ]
    text = json.dumps({"offers": [{"worth": 50, "expires": 3}], "processes": answers + kinds})
    result = run("worth", "--hunt", written(tmp_path, text), "--json")
    found = json.loads(result.stdout)
    assert "too many states to be solved exactly, so bounds are given instead" in result.stderr
    assert found["value"] is None
    assert found["value_at_least"] == 50
    assert 150 < found["value_at_most"] <= 200
    assert [one["id"] for one in found["processes"]][-1] == "Q24"
