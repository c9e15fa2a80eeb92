"""Seals a ledger: each entry becomes a leaf of its log, in order; what has grown is signed as a checkpoint.

A sealer follows the ledger as the relay does. Nothing binds the agency before a witness has seen a checkpoint, so sealing a
moment later than writing is no weaker.
"""

from collections.abc import Sequence
from typing import Any, LiteralString

from psycopg import Connection
from psycopg_pool import ConnectionPool

from shared.bookmarks import advance, positions, repeatable
from shared.proof.leaf import leaf_in_sql
from shared.proof.merkle import Hash, NotProved, consistency
from shared.proof.notes import Checkpoint, Note, Signer
from shared.proof.tiles import HASH, Tile, Tiles, grow
from shared.proof.witnessing import Shown

AT_ONCE = 5_000
SEALED, TOLD = "sealer", "sealer.told"
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(8390896)"
LEAVES: LiteralString = (
    "SELECT notification_id, "  # noqa: S608
    + leaf_in_sql("notification_id", "originator_version", "originator_id", "state", "topic")
    + " FROM stored_events WHERE notification_id > %s ORDER BY notification_id LIMIT %s"
)
"""Position and hash of the next leaves: made where the bodies lie, so that none must come."""


class Sealer:
    """The log of one ledger. `signer` signs its checkpoints."""

    def __init__(self, signer: Signer, pool: ConnectionPool[Any]) -> None:
        self.signer, self._pool = signer, pool
        self.seen: Checkpoint | None = None
        """The largest checkpoint that others have seen, where that was asked: after a restore it may be larger than all that are
        kept here, and what is signed next goes on from it."""

    @property
    def origin(self) -> str:
        return self.signer.name

    def seal(self, limit: int = AT_ONCE) -> int:
        """Take the next entries into the tree; how many there were. Raises `NotProved` where the ledger has a hole."""
        with self._pool.connection() as conn, conn.transaction():
            conn.execute(ONE_AT_A_TIME)
            size = sealed(conn)
            leaves = read_leaves(conn, size, limit)
            changed = grow(size, leaves, lambda *tile: read_tile(conn, *tile))
            with conn.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO log_tile (level, n, hashes) VALUES (%s, %s, %s)"
                    " ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes",
                    [(*which, hashes) for which, hashes in changed.items()],
                )
            advance(conn, [SEALED], size + len(leaves))
        return len(leaves)

    def sign(self) -> bool:
        """Sign a checkpoint of all that is sealed; False when nothing was sealed since the last."""
        with self._pool.connection() as conn, conn.transaction():
            conn.execute(ONE_AT_A_TIME)
            size, last = sealed(conn), _last_signed(conn)
            if self.seen and last < self.seen.size <= size:
                self._sign(conn, self.seen.size, last)  # word for word what others have: it signs the same bytes alike
                last = self.seen.size
            if size == last:
                return False
            self._sign(conn, size, last)
        return True

    def _sign(self, conn: Connection[Any], size: int, old: int) -> None:
        text = str(Checkpoint(self.origin, size, tree(conn, size).root()))
        conn.execute(
            "INSERT INTO log_checkpoint (size, old, note) VALUES (%s, %s, %s)",
            (size, old, str(Note(text, (self.signer.sign(text),)))),
        )

    def untold(self) -> Sequence[tuple[int, Shown]]:
        """The checkpoints that were not shown to everybody yet, by size, each with its proof."""
        with self._pool.connection() as conn:
            told = positions(conn, [TOLD])[TOLD]
            rows = conn.execute("SELECT size, old, note FROM log_checkpoint WHERE size > %s ORDER BY size", (told,))
            return [
                (size, Shown(old, consistency(tree(conn, size), old, size), Note.of(note))) for size, old, note in rows
            ]

    def told(self, size: int) -> None:
        """Everybody was shown the checkpoints up to this size."""
        with repeatable(self._pool) as conn:
            advance(conn, [TOLD], size)

    def tile(self, tile: Tile) -> bytes | None:
        """A tile as it is served; None where there is none of this width."""
        with self._pool.connection() as conn:
            row = conn.execute(
                "SELECT hashes FROM log_tile WHERE level = %s AND n = %s", (tile.level, tile.n), binary=True
            ).fetchone()
        hashes = bytes(row[0]) if row else b""
        return hashes[: HASH * tile.width] if len(hashes) >= HASH * tile.width else None

    def behind(self) -> tuple[int, int]:
        """(how many entries the last checkpoint holds, how many are sealed)."""
        with self._pool.connection() as conn:
            return _last_signed(conn), sealed(conn)


def read_leaves(conn: Connection[Any], after: int, limit: int) -> list[Hash]:
    """The hashes of the entries after a position. Raises `NotProved` where one is missing among them."""
    return leaves_in_row(after, conn.execute(LEAVES, (after, limit), binary=True, prepare=True).fetchall())


def leaves_in_row(after: int, rows: Sequence[tuple[int, bytes]]) -> list[Hash]:
    """The hashes of leaves that follow each other without a hole; else `NotProved`."""
    if rows and rows[-1][0] != after + len(rows):
        hole = next(at for at, (position, _) in enumerate(rows, after + 1) if position != at)
        raise NotProved(f"the ledger has no entry {hole}")
    return [bytes(leaf) for _, leaf in rows]


def sealed(conn: Connection[Any]) -> int:
    """How many entries of a ledger are in its tree."""
    return positions(conn, [SEALED])[SEALED]


def tree(conn: Connection[Any], size: int) -> Tiles:
    """The tree of the first `size` entries, from the stored tiles."""
    return Tiles(size, lambda tile: read_tile(conn, tile.level, tile.n))


def read_tile(conn: Connection[Any], level: int, n: int) -> bytes:
    """Raises `NotProved` where a tile is missing."""
    row = conn.execute(
        "SELECT hashes FROM log_tile WHERE level = %s AND n = %s", (level, n), binary=True, prepare=True
    ).fetchone()
    if row is None:
        raise NotProved(f"tile {level}/{n} is missing")
    return bytes(row[0])


def _last_signed(conn: Connection[Any]) -> int:
    row = conn.execute("SELECT coalesce(max(size), 0) FROM log_checkpoint").fetchone()
    assert row
    return int(row[0])
