"""The real parts for the tests that ask for them: given, else from Docker, else started here, once for all tests.

Whoever asks for one of them is marked `real`, so that `-m "not real"` stays quick. Where two processes share the tests,
those of one file stay together, and all of the one running town.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from deploy.parts.kafka import Kafka, start_kafka
from deploy.parts.keycloak import Keycloak, start_keycloak
from deploy.parts.postgres import Postgres, fresh_database, start_postgres

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("trove", deadline=None)  # a busy machine is slow; what must be quick is measured by itself
settings.load_profile("trove")

_FIRST_FETCH = 600
_PARTS = {"postgres", "kafka", "keycloak", "scratch_home"}
"""Whoever asks for the home of the parts starts parts of its own there."""
_WHOLE_TOWN = "tests/town/"


class ByFileOrTown(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """Not `--dist loadgroup`, which silently stopped to group with pytest 9.2 (pytest-xdist issue 1386)."""

    def _split_scope(self, nodeid: str) -> str:
        return _WHOLE_TOWN if nodeid.startswith(_WHOLE_TOWN) else str(super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFileOrTown | None:
    return ByFileOrTown(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _PARTS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.real)
            if not item.get_closest_marker("timeout"):
                item.add_marker(pytest.mark.timeout(_FIRST_FETCH))  # whoever comes first waits for the downloads


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A real browser without a window."""
    from tests.browser import chromium  # heavy: only for those who look

    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def scratch_home() -> Iterator[Path]:
    """A home for parts: short, and open to the user PostgreSQL runs as."""
    home = Path(tempfile.mkdtemp(prefix="trove-", dir="/var/tmp"))
    home.chmod(0o711)
    yield home
    shutil.rmtree(home)


@pytest.fixture(scope="session")
def postgres(scratch_home: Path) -> Iterator[Postgres]:
    part = start_postgres(scratch_home)
    yield part
    part.stop()


@pytest.fixture(scope="session")
def kafka(scratch_home: Path) -> Iterator[Kafka]:
    part = start_kafka(scratch_home)
    yield part
    part.stop()


@pytest.fixture(scope="session")
def keycloak(scratch_home: Path) -> Iterator[Keycloak]:
    """With the realm of the sample town; its users have the password `tests.parts.sample.PASSWORD`."""
    from tests.parts.sample import sample_realm

    part = start_keycloak(scratch_home, sample_realm())
    yield part
    part.stop()


@pytest.fixture
def database(postgres: Postgres) -> tuple[str, str, str]:
    """A fresh, empty database: (the owner's conninfo, the role's conninfo, the role)."""
    return fresh_database(postgres)
