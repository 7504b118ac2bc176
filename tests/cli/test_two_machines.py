"""Two machines, each gone on with at will: what goes to and fro comes to rest."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW, CommandLine
from tests.storage import Storage, by_hand

Step = tuple[int, tuple[str, ...]]
"""On which machine, and what is done there."""
SEND = ("send",)
"""A copy goes to the other machine."""
TIMES = ("2026-12-08 10:00", "2026-12-09 10:00")
NUMBER = st.sampled_from("12")
MADE = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(["Acme", "Globex"]), st.just("Dev")),
    st.tuples(st.just("contact add"), st.sampled_from(["Mia Chen", "Bo Li"])),
    st.tuples(st.just("interview add"), NUMBER, st.sampled_from(TIMES)),
    st.tuples(st.just("contact log"), NUMBER, st.sampled_from(["called", "wrote"])),
    st.tuples(st.just("offer add"), NUMBER, st.just("90k EUR")),
)
CHANGED = st.one_of(
    st.tuples(st.just("interview reschedule"), NUMBER, st.sampled_from(TIMES)),
    st.tuples(st.just("application edit"), NUMBER, st.just("--role"), st.sampled_from("AB")),
    st.tuples(st.just("application edit"), NUMBER, st.just("--tag"), st.sampled_from("xy")),
    st.tuples(st.just("contact edit"), NUMBER, st.just("--name"), st.sampled_from(["Mia", "Bo"])),
    st.tuples(st.sampled_from(["interview remove", "contact remove"]), NUMBER, st.just("--yes")),
    st.just(("undo",)),
)
MERGED = st.tuples(
    st.sampled_from(["application merge", "contact merge"]),
    st.sampled_from([("1", "2"), ("2", "1"), ("3", "2"), ("2", "3")]),
).map(lambda step: (step[0], *step[1], "--yes"))


def several(*steps: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[list[Step]]:
    return st.lists(st.tuples(st.integers(0, 1), st.one_of(*steps)), min_size=1, max_size=4)


BEGIN: list[Step] = [
    (0, ("add", "Acme", "Dev")),
    (0, ("add", "Globex", "Dev")),
    (0, ("contact add", "Mia Chen")),
    (0, ("contact add", "Bo Li")),
    (0, SEND),
]
BOTH: list[Step] = [(1, SEND), (0, SEND)]
STEPS = st.tuples(
    several(MADE),
    st.sampled_from([BOTH, BOTH[:1], []]),
    several(MERGED, CHANGED),
    several(MADE, CHANGED, st.just(SEND)),
).map(lambda parts: [step for part in parts for step in part])


class Machines:
    """Both, on a clock that goes on a minute for each step."""

    def __init__(self, one: CommandLine, other: CommandLine, path: Path) -> None:
        self.both = one, other
        self.path = str(path)
        self.now = NOW

    def do(self, which: int, step: tuple[str, ...]) -> None:
        """Do one step, as far as it can be done."""
        self.now += timedelta(minutes=1)
        if step == SEND:
            self.both[which]("export", "json", "--to", self.path)
            self.both[1 - which]("import", self.path, TRACKER_NOW=self.now.isoformat())
        else:
            words = (*step[0].split(), *step[1:])
            self.both[which](*words, code=None, TRACKER_NOW=self.now.isoformat())

    def counts(self) -> list[dict[str, int]]:
        """Return how many rows each table has on each machine."""
        return [
            {name: len(rows) for name, rows in each.rows().items() if name != "search_index"}
            for each in self.both
        ]


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_what_two_machines_send_each_other_again_adds_nothing(
    storage: Storage, steps: list[Step]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one, other = (storage.copy(storage.template, folder / f"{each}.db") for each in "ab")
        by_hand(other, "UPDATE hunt SET id = 'ffffffff-0000-4000-8000-000000000000'")
        machines = Machines(CommandLine(one), CommandLine(other), folder / "hunt.json")
        for which, step in [*BEGIN, *steps]:
            machines.do(which, step)
        for which in (0, 1):
            machines.do(which, SEND)
            before = machines.counts()
            machines.do(which, SEND)
            assert machines.counts() == before
        for which in (0, 1, 0, 1):
            machines.do(which, SEND)
            assert machines.counts() == before
