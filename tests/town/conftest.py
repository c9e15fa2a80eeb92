"""One running town for all tests of this folder; they run in one process and leave it well."""

from collections.abc import Iterator

import pytest

from deploy.demo import run
from deploy.demo.story import Told
from tests.town.running import FOLDER, RunningTown, a_town, eventually


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/town/" in str(item.path):
            item.add_marker(pytest.mark.real)
            item.add_marker(pytest.mark.slow)
            if not item.get_closest_marker("timeout"):
                item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(scope="session")
def town() -> Iterator[RunningTown]:
    with a_town("town") as started:
        yield started


@pytest.fixture(scope="session")
def told(town: RunningTown) -> dict[str, Told]:
    """Four people who came home, by the way they went: each way there is."""
    people = {each.way: each for each in run(town.home, 4, FOLDER)}
    assert len(people) == 4
    eventually(town.quiet, 60, "quiet")
    return people
