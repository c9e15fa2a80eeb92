"""The index of an instance: which tokens lead to which case. In PostgreSQL, or in memory for tests of rules."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import msgspec
from psycopg import Connection
from psycopg_pool import ConnectionPool

from shared import bookmarks
from shared.kernel.words import Code
from shared.search.terms import Kind
from shared.views import Kept, Shelf

IN_THE_OPEN = UUID(int=0)
"""Stands for the key of a value that is not sealed."""
Level = Sequence[bytes]
"""Tokens that must all lead to a case."""


class Row(NamedTuple):
    """One token of a case, the section its value is sealed under, and the key that opens it."""

    token: bytes
    case: UUID
    kind: Kind
    section: Code
    key: UUID


class Hit(NamedTuple):
    """A token that was asked for leads to this case, by a value of this section."""

    case: UUID
    token: bytes
    section: Code


class Index(Protocol):
    def position(self) -> int:
        """Up to which entry of the ledger the index is kept."""
        ...

    def keep(self, rows: Collection[Row], position: int) -> None:
        """Add what is new and move on, as a whole or not at all. Adding again changes nothing."""
        ...

    def forget(self, keys: Collection[UUID]) -> None:
        """Drop what was made from values that these keys opened."""
        ...

    def candidates(self, levels: Sequence[Level], most: int, where: Mapping[Code, Any] | None = None) -> list[UUID]:
        """The cases of the first level, then of the next…, `most` in all, a case perhaps several times. `where`: only
        cases whose line in the view beside has these values."""
        ...

    def known(self, tokens: Collection[bytes]) -> frozenset[bytes]:
        """Those of the tokens that lead to any case at all: many searches at once ask this first."""
        ...

    def hits(self, cases: Collection[UUID], tokens: Collection[bytes]) -> list[Hit]:
        """Which of the tokens lead to which of the cases."""
        ...


class InPostgres:
    """`name` is that of its position, with a version; `lines` is the view that says where a case lies."""

    def __init__(self, name: str, pool: ConnectionPool[Any], lines: Shelf[Any, Any]) -> None:
        self._mark, self._pool, self._view = bookmarks.InPostgres(name, pool), pool, lines.view.name

    def position(self) -> int:
        return self._mark.position()

    def keep(self, rows: Collection[Row], position: int) -> None:
        if rows:
            with bookmarks.lasting(self._pool) as conn:  # the bookmark remembers how far it is
                insert(conn, rows)
                self._mark.move_with(conn, position)
        self._mark.move(position, done=False)

    def forget(self, keys: Collection[UUID]) -> None:
        if keys:
            with self._pool.connection() as conn:
                conn.execute("DELETE FROM search_token WHERE key_id = ANY(%s)", [list(keys)])

    def candidates(self, levels: Sequence[Level], most: int, where: Mapping[Code, Any] | None = None) -> list[UUID]:
        if not levels:
            return []
        values: list[Any] = []
        parts = [self._level(level, most, where, values) for level in levels]
        sql = f"SELECT * FROM ({' UNION ALL '.join(parts)}) c LIMIT %s"  # noqa: S608 - our own words
        with self._pool.connection() as conn:
            # Planned each time with the tokens at hand: what is rare is looked up first.
            return [case for (case,) in conn.execute(sql.encode(), [*values, most], prepare=False)]

    def _level(self, level: Level, most: int, where: Mapping[Code, Any] | None, values: list[Any]) -> str:
        """All of these tokens, of one case."""
        joins = "".join(
            f" JOIN search_token t{n} ON t{n}.case_id = t0.case_id AND t{n}.token = %s" for n in range(1, len(level))
        )
        values += level[1:]
        if where:
            joins += " JOIN view_document d ON d.view = %s AND d.key = t0.case_id::text AND d.doc @> %s::jsonb"
            values += [self._view, msgspec.json.encode(where).decode()]
        values += [level[0], most]
        return f"(SELECT t0.case_id FROM search_token t0{joins} WHERE t0.token = %s LIMIT %s)"  # noqa: S608

    def known(self, tokens: Collection[bytes]) -> frozenset[bytes]:
        sql = (
            "SELECT token FROM unnest(%s::bytea[]) token"
            " WHERE EXISTS (SELECT FROM search_token s WHERE s.token = token.token)"
        )
        with self._pool.connection() as conn:
            return frozenset(bytes(token) for (token,) in conn.execute(sql, [list(tokens)]))

    def hits(self, cases: Collection[UUID], tokens: Collection[bytes]) -> list[Hit]:
        sql = (
            "SELECT DISTINCT case_id, token, section FROM search_token"
            " WHERE token = ANY(%s::bytea[]) AND case_id = ANY(%s::uuid[])"
        )
        with self._pool.connection() as conn:
            return [Hit(*row) for row in conn.execute(sql, [list(tokens), list(cases)])]


def insert(conn: Connection[Any], rows: Collection[Row]) -> None:
    """Add rows in one statement."""
    conn.execute(
        "INSERT INTO search_token (token, case_id, kind, section, key_id)"
        " SELECT * FROM unnest(%s::bytea[], %s::uuid[], %s::text[], %s::text[], %s::uuid[]) ON CONFLICT DO NOTHING",
        [list(column) for column in zip(*rows, strict=True)],
    )


class InMemory:
    """The same answers for one process."""

    def __init__(self, lines: Kept[Any, Any]) -> None:
        self.rows: set[Row] = set()
        self._lines, self._position = lines, 0

    def position(self) -> int:
        return self._position

    def keep(self, rows: Collection[Row], position: int) -> None:
        self.rows |= set(rows)
        self._position = max(self._position, position)

    def forget(self, keys: Collection[UUID]) -> None:
        self.rows = {row for row in self.rows if row.key not in keys}

    def candidates(self, levels: Sequence[Level], most: int, where: Mapping[Code, Any] | None = None) -> list[UUID]:
        allowed = self._lines.where(**where).keys() if where else None
        found = [case for level in levels for case in self._of(level) if allowed is None or str(case) in allowed]
        return found[:most]

    def _of(self, level: Level) -> Iterable[UUID]:
        return sorted(set[UUID].intersection(*({row.case for row in self.rows if row.token == t} for t in level)))

    def known(self, tokens: Collection[bytes]) -> frozenset[bytes]:
        return frozenset(tokens) & {row.token for row in self.rows}

    def hits(self, cases: Collection[UUID], tokens: Collection[bytes]) -> list[Hit]:
        return [
            *{Hit(row.case, row.token, row.section) for row in self.rows if row.case in cases and row.token in tokens}
        ]
