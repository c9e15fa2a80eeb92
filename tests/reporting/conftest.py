"""A database of reporting, laid out as at every start."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from services.reporting.projections import building
from services.reporting.projections.building import Builds
from shared.journal import JournalEntry
from shared.ledger import schema
from tests.reporting.kept import hear
from tests.reporting.town import walked

SCHEMA = Path(__file__).parents[2] / "services" / "reporting" / "schema.sql"


@pytest.fixture
def pool(database: tuple[str, str, str]) -> Iterator[ConnectionPool[Any]]:
    owner, conninfo, role = database
    with psycopg.connect(owner, autocommit=True) as conn:
        schema.apply(conn, role)
        for _ in range(2):  # laid out again at every start
            schema.run(conn, SCHEMA.read_text("utf-8"), role)
    with ConnectionPool(conninfo, min_size=1, max_size=3, kwargs={"autocommit": True}, open=True) as made:
        Builds(made).begin_new()
        yield made


@pytest.fixture
def told(pool: ConnectionPool[Any]) -> list[JournalEntry]:
    """The six people of the town, heard."""
    found = walked().journal()
    hear(pool, found)
    return found


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two subjects and seven entries in a transaction."""
    monkeypatch.setattr(building, "AT_ONCE", 2)
    monkeypatch.setattr(building, "BEHIND", 7)
