"""Lays out the tables of a log and of a witness; run by the owner of the database, after those of the ledger."""

from importlib.resources import files
from typing import Any

import psycopg

from shared.ledger.schema import run


def apply(conn: psycopg.Connection[Any], role: str) -> None:
    """Create what is missing and give `role` its rights. Safe to run again."""
    run(conn, files(__package__).joinpath("schema.sql").read_text("utf-8"), role)
