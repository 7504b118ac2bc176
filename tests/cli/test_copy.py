"""A hunt is taken to another database, whole or not at all."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from tests import rich
from tests.conftest import KINDS, CommandLine
from tests.storage import Files, Place, Servers, Storage, by_hand


@pytest.fixture(scope="session")
def storages(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Storage]]:
    """Files and a server, side by side."""
    servers = Servers(server)
    yield {"sqlite": Files(tmp_path_factory.mktemp("files")), "postgresql": servers}
    servers.drop(servers.template)


@pytest.fixture
def made(storages: dict[str, Storage], tmp_path: Path) -> Iterator[Callable[[str], CommandLine]]:
    """Make an empty hunt on a kind of database."""
    places: list[tuple[Storage, Place]] = []

    def make(kind: str) -> CommandLine:
        storage = storages[kind]
        place = storage.copy(storage.template, tmp_path / f"{len(places)}.db")
        places.append((storage, place))
        return CommandLine(place)

    yield make
    for storage, place in places:
        storage.drop(place)


@pytest.mark.parametrize(("here", "there"), list(product(KINDS, KINDS)))
def test_a_copy_is_the_same_row_by_row_and_goes_on_alike(
    made: Callable[[str], CommandLine], here: str, there: str
) -> None:
    source, target = made(here), made(there)
    rich.fill(source)
    source("add", "Gone", "Analyst")
    source("application", "remove", "Gone", "--yes")
    rows = source.rows(logs=True)
    said = source("copy", "--to", str(target.address)).stdout
    assert source.rows(logs=True) == rows == target.rows(logs=True)
    number = sum(len(found) for name, found in rows.items() if name != "alembic_version")
    assert said.startswith(f"Copied {number} rows to ")
    for command in (["search", "acme"], ["application", "list"], ["history"], ["export", "json"]):
        assert target(*command).stdout == source(*command).stdout
    for run in (source, target):
        run("add", "Next", "Analyst")
        run("undo")
        run("undo")
    assert source.rows(logs=True) == target.rows(logs=True)


def test_a_database_that_holds_a_hunt_is_refused_and_left_alone(
    made: Callable[[str], CommandLine],
) -> None:
    source, target = made("sqlite"), made("sqlite")
    source("add", "Acme")
    target("add", "Beta")
    rows = target.rows(logs=True)
    assert source.refused("copy", "--to", str(target.address)) == (
        f"{target.address} holds a hunt already, so nothing was copied; name an empty database."
    )
    assert "holds a hunt already" in source.refused("copy", "--to", str(source.address))
    assert target.rows(logs=True) == rows


def test_what_is_not_given_back_as_it_was_written_is_not_kept(
    made: Callable[[str], CommandLine],
) -> None:
    source, target = made("sqlite"), made("sqlite")
    source("add", "Acme")
    by_hand(
        target.address,
        "CREATE TRIGGER forgetful AFTER INSERT ON application BEGIN "
        "UPDATE application SET company = 'Beta'; END",
    )
    assert "does not give back what was written to it (in application)" in source.refused(
        "copy", "--to", str(target.address)
    )
    assert target.rows()["application"] == []
