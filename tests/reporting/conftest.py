"""A database of reporting, laid out as at every start."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from services.reporting.projections.building import Builds
from shared.ledger import schema

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
