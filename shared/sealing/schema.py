"""Lays out the key database of one instance; run by its owner, never by the instance."""

from importlib.resources import files
from typing import Any

import psycopg


def apply(conn: psycopg.Connection[Any], role: str) -> None:
    """Create what is missing and give `role` its rights. Safe to run again."""
    script = files(__package__).joinpath("schema.sql").read_text("utf-8")
    conn.execute(script.replace("{role}", psycopg.sql.Identifier(role).as_string(conn)).encode())
