"""Brings roles, databases and tables of a server to what the town implies: each instance reaches its own two."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Composable, Identifier, Literal

from deploy import analysts
from deploy.parts.postgres import Postgres
from deploy.town import Database, Town

_SERVICES = Path(__file__).parent.parent / "services"
_SHARED = Path(__file__).parent.parent / "shared"
_TABLES_OF_ALL = (_SHARED / "web" / "schema.sql", _SHARED / "search" / "schema.sql")
"""Sessions of officers, and the index of what a case is found by."""
_AT_ONCE = 4

Connection = psycopg.Connection[Any]


def apply(postgres: Postgres, town: Town, passwords: Mapping[str, str]) -> tuple[str, ...]:
    """Create what is missing, by role name (`passwords`: role to password), and lay out the tables. Answers what is
    new, nothing the second time. Nothing is ever dropped. Passwords are always set (they cannot be compared).

    An instance that left the profile keeps its databases and can no longer log in.
    """
    with _connect(postgres.admin_conninfo) as conn:
        changed = [*_close_to_others(conn), *_roles(conn, town, passwords)]
        there = {name for (name,) in conn.execute("SELECT datname FROM pg_database")}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(lambda database: _lay_out(postgres, database, there), town.databases))
    changed += analysts.apply(postgres, town, passwords)
    return (*changed, *(f"database {db.name} is new" for db in town.databases if db.name not in there))


def _close_to_others(conn: Connection) -> Iterable[str]:
    """Nobody but the owner needs the databases the server came with."""
    open_ones = conn.execute(
        "SELECT datname FROM pg_database WHERE datname IN ('postgres', 'template1')"
        " AND has_database_privilege('public', oid, 'CONNECT') ORDER BY 1"
    ).fetchall()
    for (name,) in open_ones:
        conn.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(Identifier(name)))
        yield f"database {name} is closed to others"


_ONLY_A_LOGIN = SQL("ALTER ROLE {role} LOGIN PASSWORD {password} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
_OURS = "trove_instances"
"""A role without login whose members are the roles of instances: how a role of ours is known from a stranger's."""


def _roles(conn: Connection, town: Town, passwords: Mapping[str, str]) -> Iterable[str]:
    there = {name for (name,) in conn.execute("SELECT rolname FROM pg_roles")}
    if _OURS not in there:
        conn.execute(SQL("CREATE ROLE {} NOLOGIN").format(Identifier(_OURS)))
    for role in town.roles:
        names: dict[str, Composable] = {"role": Identifier(role), "password": Literal(passwords[role])}
        if role not in there:
            conn.execute(SQL("CREATE ROLE {role}").format(**names))
            conn.execute(SQL("GRANT {ours} TO {role}").format(ours=Identifier(_OURS), **names))
            yield f"role {role} is new"
        conn.execute(_ONLY_A_LOGIN.format(**names))
    for role in _left_behind(conn, town):
        conn.execute(SQL("ALTER ROLE {} NOLOGIN").format(Identifier(role)))
        yield f"role {role} may not log in any more"


def _left_behind(conn: Connection, town: Town) -> list[str]:
    members = conn.execute(
        "SELECT m.rolname FROM pg_auth_members a"
        " JOIN pg_roles m ON m.oid = a.member JOIN pg_roles r ON r.oid = a.roleid"
        " WHERE r.rolname = %s AND m.rolcanlogin ORDER BY 1",
        [_OURS],
    )
    return [name for (name,) in members if name not in town.roles]


def _lay_out(postgres: Postgres, database: Database, there: set[str]) -> None:
    if database.name not in there:
        with _connect(postgres.admin_conninfo) as conn, suppress(psycopg.errors.DuplicateDatabase):
            conn.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(database.name)))
    with _connect(postgres.admin_of(database.name)) as conn, conn.transaction():
        names = {"database": Identifier(database.name), "role": Identifier(database.role)}
        conn.execute(SQL("REVOKE ALL ON DATABASE {database} FROM PUBLIC").format(**names))
        conn.execute(SQL("GRANT CONNECT ON DATABASE {database} TO {role}").format(**names))
        _tables(conn, database)


def _tables(conn: Connection, database: Database) -> None:
    from shared.files import schema as files  # heavy: only when tables are laid out
    from shared.ledger import schema as ledger
    from shared.sealing import schema as sealing
    from shared.transparency import schema as transparency

    if database.keys:
        sealing.apply(conn, database.role)
        return
    ledger.apply(conn, database.role)
    files.apply(conn, database.role)
    transparency.apply(conn, database.role)
    for script in (*_TABLES_OF_ALL, *sorted((_SERVICES / database.service).glob("*.sql"))):
        role = Identifier(database.role).as_string(conn)
        conn.execute(script.read_text("utf-8").replace("{role}", role).encode())


def _connect(conninfo: str) -> Connection:
    return psycopg.connect(conninfo, autocommit=True, connect_timeout=10)
