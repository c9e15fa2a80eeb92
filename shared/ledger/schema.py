"""Lays out the tables of one instance's ledger; run by the owner of the database, never by the instance."""

from importlib.resources import files
from typing import Any

import psycopg


def apply(conn: psycopg.Connection[Any], role: str) -> None:
    """Create what is missing and give `role` its rights: INSERT and SELECT on history, more only on working memory.

    Safe to run again. Raises psycopg errors as they come.
    """
    run(conn, files(__package__).joinpath("schema.sql").read_text("utf-8"), role)


def run(conn: psycopg.Connection[Any], script: str, role: str) -> None:
    """Run a script of statements with `{role}` put in as an identifier."""
    quoted = psycopg.sql.Identifier(role).as_string(conn)
    conn.execute(script.replace("{role}", quoted).encode())
