"""A database of reporting for as long as something is measured in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from deploy.parts.postgres import Postgres, fresh_database
from shared.ledger import schema

SCHEMA = Path(__file__).parents[2] / "services" / "reporting" / "schema.sql"


@contextmanager
def store(postgres: Postgres) -> Iterator[tuple[str, str]]:
    """The door of its owner, and its own. Dropped in the end: PostgreSQL would clear up in it while something is measured."""
    owner, conninfo, role = fresh_database(postgres)
    with psycopg.connect(owner, autocommit=True) as conn:
        schema.apply(conn, role)
        schema.run(conn, SCHEMA.read_text("utf-8"), role)
    yield owner, conninfo
    with psycopg.connect(postgres.admin_conninfo, autocommit=True) as conn:
        conn.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(role)))
