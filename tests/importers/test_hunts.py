"""A hunt's JSON is checked as a whole: what is wrong in it is named by its place."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import rich
from tests.conftest import CommandLine
from tests.storage import NewPlace
from tracker.errors import TrackerError
from tracker.importers import hunts
from tracker.importers.hunts import read, recognises
from tracker.importers.rows import HuntRow, Options, Reading
from tracker.models.portable import VERSION

Shape = dict[str, Any]
HUNT = "123e4567-e89b-12d3-a456-426614174000"

VERSION_1 = """
{"format": "interview-worth hunt", "version": 1, "hunt": "123e4567-e89b-12d3-a456-426614174000",
 "applications": [
  {"id": 7, "company": "Acme", "role": null, "stage": "applied", "moved_on": "2026-11-02"}],
 "stage_changes": [{"id": 1, "application_id": 7, "on": "2026-11-02", "stage": "applied"}],
 "interviews": [{"id": 3, "application_id": 7, "round": "screen", "state": "scheduled",
  "wall": "2026-11-27T15:00:00", "zone": "Europe/Berlin", "instant": "2026-11-27T14:00:00Z"}],
 "settings": [{"name": "present-pay", "value": "95000.50 USD year"}]}
"""
"""The least that says something, by hand: version 1 is read by every later one."""


class Home:
    """What a copy of a hunt never asks for."""


def understood(content: bytes | str | Shape) -> Reading[HuntRow]:
    if isinstance(content, dict):
        content = json.dumps(content)
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return read("hunt.json", raw, Home(), Options())  # type: ignore[arg-type]


def refusal(content: bytes | str | Shape) -> str:
    with pytest.raises(TrackerError) as refused:
        understood(content)
    return str(refused.value)


def small(**changes: Any) -> Shape:  # noqa: ANN401 (JSON holds anything)
    """Return the hunt above with other values in its only application."""
    document: Shape = json.loads(VERSION_1)
    document["applications"][0].update(changes)
    return document


def test_a_document_of_version_1_written_by_hand_is_read(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "hand.json"
    path.write_text(VERSION_1)
    said = run("import", str(path)).stdout
    assert said == (
        "hand.json: 3 added, 0 updated, 0 unchanged, 0 left out.\n"
        "  applications: 1 added, 0 updated, 0 unchanged\n"
        "  interviews: 1 added, 0 updated, 0 unchanged\n"
        "  settings: 1 added, 0 updated, 0 unchanged\n"
    )
    (found,) = run.json("application", "list")["applications"]
    assert (found["id"], found["company"], found["stage"]) == (7, "Acme", "applied")
    for command in (["worth"], ["agenda"], ["application", "show", "Acme"], ["history"]):
        run(*command)


def test_every_version_before_this_one_has_its_upgrade() -> None:
    assert sorted(hunts.UPGRADES) == list(range(1, VERSION))


def test_an_older_version_is_brought_on_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hunts, "VERSION", 3)

    def renamed(before: str, after: str) -> Callable[[Shape], Shape]:
        return lambda document: {
            (after if key == before else key): value for key, value in document.items()
        }

    monkeypatch.setitem(hunts.UPGRADES, 1, renamed("jobs", "pursuits"))
    monkeypatch.setitem(hunts.UPGRADES, 2, renamed("pursuits", "applications"))
    document = small()
    document["jobs"] = document.pop("applications")
    (row,) = understood(document).rows
    assert row.tables["application"][0]["company"] == "Acme"


def test_a_newer_version_is_refused_with_what_to_do() -> None:
    assert refusal({**small(), "version": 2}) == (
        "hunt.json was written by a newer version of tracker (format 2); "
        "upgrade with: pip install --upgrade interview-worth"
    )


@pytest.mark.parametrize("start", ["", " \n", "\ufeff", "\ufeff\n{"])
def test_a_hunt_is_known_by_its_content(start: str) -> None:
    told = VERSION_1.strip() if start != "\ufeff\n{" else VERSION_1.strip()[1:]
    assert recognises((start + told).encode())
    assert recognises(json.dumps(small(), indent=4).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\x00" * 20,
        b"Company,Role\nAcme,x",
        b'[{"format": "interview-worth hunt"}]',
        b'{"format": "another"}',
        b'"interview-worth hunt"',
        VERSION_1.encode("utf-16"),
    ],
)
def test_other_files_are_no_hunt(content: bytes) -> None:
    assert not recognises(content)


WRONG = {
    "stage": ("hired", "is “hired”, which is none of saved, applied, screening"),
    "company": (7, "is 7, which is no text"),
    "role": ("a\0b", "holds a NUL character"),
    "notes": ("\ud800", "holds half a character (a lone surrogate)"),
    "moved_on": ("2026-02-30", "is “2026-02-30”, which is no day such as"),
    "apply_by": ("9999-01-01", "is “9999-01-01”, which is no day such as"),
    "enthusiasm": (6, "is “6”, which is no whole number from 1 to 5"),
    "rounds_left": (2**63, "which is no whole number from 0 to 2147483647"),
    "knowledge": (True, "is “true”, which is no whole number from 0 to 3"),
    "id": (2**63, "which is no whole number from 1 to"),
    "other_role_wanted": (1, "is “1”, which is neither true nor false"),
    "pay_low": (90000, "is “90000”, which is no amount such as “62.5”, as a text"),
    "pay_high": ("1e5", "is “1e5”, which is no amount"),
    "pay_likely": ("0", "is “0”, which is outside what an amount there can be"),
    "pay_currency": ("XXY", "is “XXY”, which is no currency of ISO 4217"),
    "location": ([[1]], "is a list, which is no text"),
    "tier": ({"a": 1}, "is “an object”, which is none of A, B, C"),
}


@pytest.mark.parametrize("column", WRONG)
def test_a_wrong_value_is_named_by_its_place(column: str) -> None:
    value, why = WRONG[column]
    said = refusal(small(**{column: value}))
    assert said.startswith(f"hunt.json: applications[0].{column} ")
    assert why in said
    assert said.endswith("; mend it there, or export the hunt anew.")


def test_company_that_has_no_letters_is_blank() -> None:
    assert "applications[0].company is blank" in refusal(small(company=" , "))


@pytest.mark.parametrize(
    ("pay", "why"),
    [
        ({"pay_low": "2", "pay_high": "1"}, "does not go up"),
        ({"pay_low": "2"}, "has only some of pay"),
        ({"pay_currency": "EUR", "pay_period": "year"}, "has only some of pay"),
    ],
)
def test_pay_is_whole_and_goes_up(pay: Shape, why: str) -> None:
    full = {"pay_currency": "EUR", "pay_period": "year", **pay} if len(pay) > 1 else pay
    said = refusal(small(**full))
    assert said.startswith("hunt.json: applications[0] ")
    assert why in said


def changed(change: Callable[[Shape], object]) -> Shape:
    document = small()
    change(document)
    return document


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one: one["applications"][0].pop("company"), "applications[0].company is missing"),
        (lambda one: one["applications"].append([]), "applications[1] is no object"),
        (lambda one: one.update(offers={}), "offers is no list"),
        (lambda one: one.update(jobs=[]), "has “jobs”, which this version of tracker does not"),
        (lambda one: one["applications"][0].update(x=1), "applications[0] has “x”, which this"),
        (lambda one: one.update(hunt="mine"), "hunt is no identity such as"),
        (lambda one: one.update(version="1"), "version is no version such as 1"),
        (lambda one: one.update(version=True), "version is no version such as 1"),
        (lambda one: one.update(version=0), "version is no version such as 1"),
        (
            lambda one: one["applications"].append(copy.copy(one["applications"][0])),
            "applications[1] says again what an earlier one says",
        ),
        (
            lambda one: one["stage_changes"][0].update(application_id=8),
            "stage_changes[0].application_id leads to none of the applications",
        ),
        (
            lambda one: one["interviews"][0].pop("zone"),
            "interviews[0] has only some of wall, zone and instant",
        ),
        (
            lambda one: one["interviews"][0].update(instant="2026-12-27T14:00:00Z"),
            "interviews[0] has an instant that is not its wall time in its zone",
        ),
        (
            lambda one: one["interviews"][0].update(instant="2026-11-27T14:00:00"),
            "interviews[0].instant is “2026-11-27T14:00:00”, which is no instant in UTC",
        ),
        (
            lambda one: one["interviews"][0].update(wall="2026-11-27 15:00"),
            "interviews[0].wall is “2026-11-27 15:00”, which is no time such as",
        ),
        (
            lambda one: one["interviews"][0].update(zone="Mars/Base"),
            "interviews[0].zone is “Mars/Base”, which is no time zone such as Europe/Berlin",
        ),
        (
            lambda one: one["interviews"][0].update(cash_cost="20"),
            "interviews[0] has a cash_cost without its cost_currency",
        ),
        (
            lambda one: one["interviews"][0].update(chance="1.5"),
            "interviews[0].chance is “1.5”, which is outside what an amount there can be",
        ),
        (
            lambda one: one["interviews"][0].update(prepare_hours="0.00001"),
            "interviews[0].prepare_hours is “0.00001”, which is outside",
        ),
        (
            lambda one: one.update(saved=[{"kind": "view", "name": "x", "value": "["}]),
            "saved[0] has a value that is no text of a JSON object",
        ),
        (
            lambda one: one.update(criteria=[{"id": n, "name": "Pay"} for n in (1, 2)]),
            "criteria[1] says again what an earlier one says",
        ),
        (
            lambda one: one.update(
                currency_rates=[
                    {"currency": "EUR", "unit": "EUR", "amount": "1", "stated_on": "2026-11-02"}
                ]
            ),
            "currency_rates[0] states a currency in itself",
        ),
        (
            lambda one: one.update(
                advice=[{"interview_id": 3, "gain": "1", "shown_at": "2026-11-02T10:00:00Z"}]
            ),
            "advice[0] has a gain without its currency",
        ),
        (
            lambda one: one.update(
                advice=[{"interview_id": 3, "chance": 1.5, "shown_at": "2026-11-02T10:00:00Z"}]
            ),
            "advice[0].chance is “1.5”, which is no number from 0 to 1",
        ),
    ],
)
def test_what_does_not_hang_together_is_named_by_its_place(
    change: Callable[[Shape], object], said: str
) -> None:
    assert said in refusal(changed(change))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "9" * 5000])
def test_what_is_no_number_is_refused(number: str) -> None:
    text = VERSION_1.replace('"id": 7,', f'"id": 7, "enthusiasm": {number},')
    assert "applications[0].enthusiasm is " in refusal(text)


def test_a_whole_number_may_be_written_with_a_point() -> None:
    (row,) = understood(small(enthusiasm=3.0)).rows
    assert row.tables["application"][0]["enthusiasm"] == 3


def test_a_key_that_stands_twice_is_refused() -> None:
    text = VERSION_1.replace('"role": null', '"company": "Other"')
    assert refusal(text).startswith("hunt.json has “company” twice in one object; ")
    many = ",".join(f'"k{number}": 1' for number in range(50_000))
    assert "has “k0” twice" in refusal(f'{{{many},"k0": 1}}')


@pytest.mark.parametrize("end", [1, 50, 100, 400, -10, -3])
def test_a_truncated_file_is_refused(end: int) -> None:
    assert "is no JSON from line " in refusal(VERSION_1.strip()[:end])


def test_what_is_nested_10_000_deep_is_refused() -> None:
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        deep = f"{opening * 10_000}1{closing * 10_000}"
        said = refusal(VERSION_1.replace('"role": null', f'"role": {deep}'))
        assert said.startswith("hunt.json is nested too deeply")
    half = "[" * 300 + "]" * 300
    assert "role is a list" in refusal(VERSION_1.replace("null", half))


def test_bytes_that_are_no_text_are_refused() -> None:
    assert refusal(VERSION_1.encode() + b"\xff").startswith("hunt.json is not UTF-8 text from byte")


@pytest.mark.parametrize("content", ["[]", "1", '"x"', '{"format": "other"}', "{}"])
def test_other_json_is_no_hunt(content: str) -> None:
    assert refusal(content).startswith("hunt.json is no copy of a hunt")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("present-pay", "95k"),
        ("present-pay", "95000 USD decade"),
        ("present-pay", "0 USD year"),
        ("present-pay", "95000 XXY year"),
        ("risk-tolerance", "0 USD"),
        ("years", "-3"),
        ("years", "many"),
        ("clarity", "9"),
        ("weekly-hours", "NaN"),
        ("time-zone", "Mars/Base"),
        ("date-order", "backwards"),
        ("currency", "eur"),
        ("mood", "good"),
        ("present pay", "95000 USD year"),
    ],
)
def test_a_setting_that_the_profile_could_not_read_is_refused(
    run: CommandLine, tmp_path: Path, name: str, value: str
) -> None:
    path = tmp_path / "hunt.json"
    document = small()
    document["settings"] = [{"name": "rusty", "value": "3"}, {"name": name, "value": value}]
    path.write_text(json.dumps(document))
    assert run.refused("import", str(path)).startswith("hunt.json: settings[1] cannot be read: ")
    nowhere = CommandLine(tmp_path / "none.db")
    assert nowhere.refused("import", str(path)).startswith("hunt.json: settings[1] cannot be read")
    assert not (tmp_path / "none.db").exists()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["applied", "2026-11-02", "EUR", "1", "Europe/Berlin", HUNT]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(data=st.data(), value=JSON)
def test_whatever_stands_in_a_hunt_it_is_read_or_refused_in_a_sentence(
    data: st.DataObject, value: object
) -> None:
    document = small()
    rows: list[Shape] = [document, *document["applications"], *document["interviews"]]
    target = data.draw(st.sampled_from(rows))
    target[data.draw(st.sampled_from([*target, "offers", "contacts", "notes", "fold"]))] = value
    said = "hunt.json"
    try:
        understood(json.dumps(document))
    except TrackerError as error:
        said = str(error)
    assert said.startswith("hunt.json")


def test_any_part_of_a_real_hunt_cut_off_is_refused_and_writes_nothing(
    run: CommandLine, new_place: NewPlace, tmp_path: Path
) -> None:
    rich.fill(run)
    whole = run("export", "json").stdout.encode()
    other = CommandLine(new_place("other.db"))
    path = tmp_path / "cut.json"
    for end in range(200, len(whole) - 2, len(whole) // 12):
        path.write_bytes(whole[:end])
        assert other.refused("import", str(path)).startswith("cut.json is no")
