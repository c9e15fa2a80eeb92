"""Gives those who analyse with SQL their logins: each reads the schema `analysis` of one database, within its units, and nothing
else. What they ask stands in the log of the server."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from deploy.parts.postgres import Postgres
from deploy.town import Analyst, Town

_OURS = "trove_analysts"
"""A role without login whose members are the roles of analysts."""
_LOGIN = SQL(
    "ALTER ROLE {role} LOGIN PASSWORD {password} CONNECTION LIMIT 3"
    " NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION"
)
_SETTINGS = {"search_path": "analysis", "statement_timeout": "60s", "default_transaction_read_only": "on"}
"""They spare an analyst mistakes, who may set them otherwise: what nobody may do is said by rights, not by these."""
_ALL = "*"
Connection = psycopg.Connection[Any]


def apply(postgres: Postgres, town: Town, passwords: Mapping[str, str]) -> list[str]:
    """Create what is missing and take away what is too much, by role name; what is new. An analyst who left the profile can no
    longer log in."""
    changed: list[str] = []
    with _connect(postgres.admin_conninfo) as conn:
        there = {name for (name,) in conn.execute("SELECT rolname FROM pg_roles")}
        if _OURS not in there:
            conn.execute(SQL("CREATE ROLE {} NOLOGIN").format(Identifier(_OURS)))
        for analyst in town.analysts:
            changed += _login(conn, analyst, passwords[analyst.role], analyst.role in there)
        changed += _left_behind(conn, {analyst.role for analyst in town.analysts})
    for name in sorted({analyst.database for analyst in town.analysts}):
        with _connect(postgres.admin_of(name)) as conn, conn.transaction():
            _scope(conn, name, [analyst for analyst in town.analysts if analyst.database == name])
    return changed


def _login(conn: Connection, analyst: Analyst, password: str, there: bool) -> Iterable[str]:
    role = Identifier(analyst.role)
    if not there:
        conn.execute(SQL("CREATE ROLE {role}").format(role=role))
        conn.execute(SQL("GRANT {ours} TO {role}").format(ours=Identifier(_OURS), role=role))
        yield f"analyst {analyst.role} is new"
    conn.execute(_LOGIN.format(role=role, password=Literal(password)))
    for name, value in _SETTINGS.items():
        conn.execute(SQL("ALTER ROLE {} SET {} = {}").format(role, Identifier(name), Literal(value)))
    with suppress(psycopg.errors.InsufficientPrivilege):  # a server that others manage: its log is theirs
        conn.execute(SQL("ALTER ROLE {} SET log_statement = 'all'").format(role))


def _left_behind(conn: Connection, known: set[str]) -> Iterable[str]:
    members = conn.execute(
        "SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member JOIN pg_roles r ON r.oid = a.roleid"
        " WHERE r.rolname = %s AND m.rolcanlogin ORDER BY 1",
        [_OURS],
    ).fetchall()
    for (name,) in members:
        if name not in known:
            conn.execute(SQL("ALTER ROLE {} NOLOGIN").format(Identifier(name)))
            yield f"analyst {name} may not log in any more"


def _scope(conn: Connection, database: str, analysts: list[Analyst]) -> None:
    """Whose people each of them sees, as the profile says now."""
    conn.execute("DELETE FROM analysis.scope")
    for analyst in analysts:
        role = Identifier(analyst.role)
        conn.execute(SQL("GRANT CONNECT ON DATABASE {} TO {}").format(Identifier(database), role))
        conn.execute(SQL("GRANT USAGE ON SCHEMA analysis TO {}").format(role))
        conn.execute(
            SQL("GRANT SELECT ON analysis.person, analysis.regime, analysis.service, analysis.journey, analysis.dictionary,"
                " analysis.known TO {}").format(role)
        )  # fmt: skip
        for unit in analyst.units or (_ALL,):
            conn.execute("INSERT INTO analysis.scope VALUES (%s, %s)", [analyst.role, unit])


def _connect(conninfo: str) -> Connection:
    return psycopg.connect(conninfo, autocommit=True, connect_timeout=10)
