"""How far somebody who follows a ledger has read: kept in the database, or in memory for tests of rules."""

from typing import Any, Protocol

from psycopg import Connection
from psycopg_pool import ConnectionPool


class Bookmark(Protocol):
    def position(self) -> int:
        """Up to which entry everything was done."""
        ...

    def move(self, position: int) -> None:
        """On to here; never back."""
        ...


class InPostgres:
    """`name` carries a version: a follower that does something else now has a new name, and reads everything again."""

    def __init__(self, name: str, pool: ConnectionPool[Any]) -> None:
        self.name, self._pool = name, pool

    def position(self) -> int:
        with self._pool.connection() as conn:
            row = conn.execute("SELECT position FROM progress WHERE name = %s", [self.name]).fetchone()
        return int(row[0]) if row else 0

    def move(self, position: int) -> None:
        with self._pool.connection() as conn:
            self.move_with(conn, position)

    def move_with(self, conn: Connection[Any], position: int) -> None:
        """In the transaction of what was done."""
        conn.execute(
            "INSERT INTO progress AS known (name, position) VALUES (%s, %s) ON CONFLICT (name)"
            " DO UPDATE SET position = greatest(known.position, excluded.position), at = now()",
            [self.name, position],
        )


class InMemory:
    def __init__(self) -> None:
        self._position = 0

    def position(self) -> int:
        return self._position

    def move(self, position: int) -> None:
        self._position = max(self._position, position)
