"""What instances described about their cases, by token under the town's key: the matcher's own table."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from psycopg_pool import ConnectionPool

from shared.kernel.likeness import Likeness
from shared.kernel.words import Source


class Described(NamedTuple):
    """One token of a case, as an instance described it; `key` opens the value it came in."""

    token: bytes
    kind: Likeness
    key: UUID


Alike = dict[UUID, frozenset[Likeness]]
"""By other case, what it has in common with one. A year alone leads to nobody."""


class Descriptions(Protocol):
    def replace(self, source: Source, case: UUID, rows: Collection[Described]) -> None:
        """This is now all that the instance says of the case."""
        ...

    def alike(self, case: UUID) -> Alike:
        """The other cases that have something in common with this one, whoever described them."""
        ...

    def forget(self, keys: Collection[UUID]) -> None:
        """Drop what came in values that these keys opened."""
        ...


class InPostgres:
    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool

    def replace(self, source: Source, case: UUID, rows: Collection[Described]) -> None:
        with self._pool.connection() as conn, conn.transaction():
            conn.execute("DELETE FROM matching_token WHERE (source, case_id) = (%s, %s)", [source, case])
            if rows:
                tokens, kinds, keys = (list(column) for column in zip(*rows, strict=True))
                conn.execute(
                    "INSERT INTO matching_token (source, case_id, token, kind, key_id) SELECT %s, %s, *"
                    " FROM unnest(%s::bytea[], %s::text[], %s::uuid[]) ON CONFLICT DO NOTHING",
                    [source, case, tokens, kinds, keys],
                )

    def alike(self, case: UUID) -> Alike:
        # Those who share more than a year, then all that they share.
        sql = (
            "WITH mine AS (SELECT DISTINCT token, kind FROM matching_token WHERE case_id = %(case)s),"
            " other AS (SELECT DISTINCT t.case_id FROM matching_token t JOIN mine USING (token)"
            " WHERE mine.kind <> 'year' AND t.case_id <> %(case)s)"
            " SELECT t.case_id, array_agg(DISTINCT t.kind) FROM other JOIN matching_token t USING (case_id)"
            " JOIN mine USING (token) GROUP BY t.case_id"
        )
        with self._pool.connection() as conn:
            return {other: frozenset(map(Likeness, kinds)) for other, kinds in conn.execute(sql, {"case": case})}

    def forget(self, keys: Collection[UUID]) -> None:
        if keys:
            with self._pool.connection() as conn:
                conn.execute("DELETE FROM matching_token WHERE key_id = ANY(%s)", [list(keys)])


class InMemory:
    """The same answers for one process."""

    def __init__(self) -> None:
        self.rows: dict[tuple[Source, UUID], frozenset[Described]] = {}

    def replace(self, source: Source, case: UUID, rows: Collection[Described]) -> None:
        self.rows[source, case] = frozenset(rows)

    def alike(self, case: UUID) -> Alike:
        mine = {row.token for row in self._of(case)}
        others = {other for _, other in self.rows if other != case}
        shared = {other: frozenset(r.kind for r in self._of(other) if r.token in mine) for other in others}
        return {other: kinds for other, kinds in shared.items() if kinds - {Likeness.YEAR}}

    def _of(self, case: UUID) -> Iterable[Described]:
        return (row for (_, of), rows in self.rows.items() if of == case for row in rows)

    def forget(self, keys: Collection[UUID]) -> None:
        self.rows = {at: frozenset(r for r in rows if r.key not in keys) for at, rows in self.rows.items()}
