"""How far somebody who follows a ledger has read, a view among them: kept in the database, or in memory for tests of
rules."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from psycopg import Connection
from psycopg_pool import ConnectionPool

AT_ONCE = 1000
"""So many entries that concern nobody are passed over before that is written down: after a restart they are read again."""


def positions(conn: Connection[Any], names: Collection[str]) -> dict[str, int]:
    """Up to which entry each of these has read; 0: nothing yet."""
    rows = conn.execute("SELECT name, position FROM progress WHERE name = ANY(%s)", [list(names)]).fetchall()
    return dict.fromkeys(names, 0) | dict(rows)


def advance(conn: Connection[Any], names: Collection[str], position: int, *, since: int = 0) -> None:
    """On to here, never back, from wherever each of them stands at `since` or later."""
    conn.execute(
        "INSERT INTO progress AS known (name, position) SELECT name, %s FROM unnest(%s::text[]) AS name ON CONFLICT (name)"
        " DO UPDATE SET position = greatest(known.position, excluded.position), at = now() WHERE known.position >= %s",
        [position, sorted(names), since],
    )


@contextmanager
def lasting(pool: ConnectionPool[Any]) -> Iterator[Connection[Any]]:
    """A transaction that is on the disk when it ends."""
    with pool.connection() as conn, conn.transaction():
        yield conn


@contextmanager
def repeatable(pool: ConnectionPool[Any]) -> Iterator[Connection[Any]]:
    """A transaction on what is made from something kept elsewhere, and on the mark of how far that was read. It does not wait for
    the disk (`synchronous_commit`, PostgreSQL): should the database crash, its last moments are lost together with their mark,
    and are made again. Not for whoever remembers how far they are, as a listener of Kafka does: they would go on behind what was
    lost. What they made lasts, and only the mark that comes after it may be lost."""
    with lasting(pool) as conn:
        conn.execute("SET LOCAL synchronous_commit = off")
        yield conn


class Bookmark(Protocol):
    def position(self) -> int:
        """Up to which entry everything was done."""
        ...

    def move(self, position: int, *, done: bool = True) -> None:
        """On to here; never back. `done`: something was; else it need not be remembered at once."""
        ...


class InPostgres:
    """`name` carries a version: a follower that does something else now has a new name, and reads everything again. Asked
    of the database once: should another process be further, what it did is done again, which changes nothing."""

    def __init__(self, name: str, pool: ConnectionPool[Any]) -> None:
        self.name, self._pool = name, pool
        self._at: int | None = None
        self._written = 0

    def position(self) -> int:
        if self._at is None:
            with self._pool.connection() as conn:
                self._at = self._written = positions(conn, [self.name])[self.name]
        return self._at

    def move(self, position: int, *, done: bool = True) -> None:
        if done or position - self._written >= AT_ONCE:
            with repeatable(self._pool) as conn:
                self.move_with(conn, position)
        self._at = max(self.position(), position)

    def move_with(self, conn: Connection[Any], position: int) -> None:
        """In the transaction of what was done."""
        advance(conn, [self.name], position)
        self._written = position


class InMemory:
    def __init__(self) -> None:
        self._position = 0

    def position(self) -> int:
        return self._position

    def move(self, position: int, *, done: bool = True) -> None:  # noqa: ARG002 - nothing is written
        self._position = max(self._position, position)
