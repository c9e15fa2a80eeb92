"""Where sealed files lie: in the instance's own database, or in memory. Rows only; what is in them is the shelf's business."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from psycopg import Connection
from psycopg_pool import ConnectionPool

from shared.files.kinds import WAITING, WHOLE, Kind
from shared.kernel.sealed import Box
from shared.kernel.words import Digest, Source

ASK_AFTER = timedelta(seconds=30)
"""A file that was told of and does not come is asked for after this time without any of it."""


class Attachment(NamedTuple):
    """A whole file as it lies here: its kind, its bytes, and in how many chunks."""

    kind: Kind
    size: int
    chunks: int


class Rows(Protocol):
    """Keeps chunks of files by subject and digest. Raises the database's own errors when it is away."""

    def keep(self, subject: UUID, digest: Digest, whole: Attachment, boxes: Iterable[Box]) -> None:
        """A whole file, all of it or nothing; what lay there before is replaced."""
        ...

    def find(self, subject: UUID, digest: Digest) -> Attachment | None:
        """The file, if all of it is here."""
        ...

    def touch(self, subject: UUID, digest: Digest) -> bool:
        """Whether all of it is here; if so it counts as laid down just now."""
        ...

    def box(self, subject: UUID, digest: Digest, number: int) -> Box | None:
        """The `number`-th chunk, from 1."""
        ...

    def drop(self, subject: UUID, digest: Digest) -> None:
        """Take a file away; what is not here is gone already."""
        ...

    def expect(self, sender: Source, subject: UUID, digest: Digest) -> None:
        """We were told of a file that comes from `sender`: wait for it, unless it is here."""
        ...

    def awaited(self, subject: UUID) -> frozenset[Digest]:
        """The files about a subject that we were told of and that are not here yet."""
        ...


@dataclass
class RowsInMemory:
    """For tests of pages and rules: the same answers, kept for one process."""

    whole: dict[tuple[UUID, Digest], Attachment] = field(default_factory=dict)
    boxes: dict[tuple[UUID, Digest], dict[int, Box]] = field(default_factory=dict)
    told_of: set[tuple[Source, UUID, Digest]] = field(default_factory=set)

    def keep(self, subject: UUID, digest: Digest, whole: Attachment, boxes: Iterable[Box]) -> None:
        self.boxes[subject, digest] = dict(enumerate(boxes, 1))
        self.whole[subject, digest] = whole

    def find(self, subject: UUID, digest: Digest) -> Attachment | None:
        return self.whole.get((subject, digest))

    def touch(self, subject: UUID, digest: Digest) -> bool:
        return (subject, digest) in self.whole

    def box(self, subject: UUID, digest: Digest, number: int) -> Box | None:
        return self.boxes.get((subject, digest), {}).get(number)

    def drop(self, subject: UUID, digest: Digest) -> None:
        self.whole.pop((subject, digest), None)
        self.boxes.pop((subject, digest), None)

    def expect(self, sender: Source, subject: UUID, digest: Digest) -> None:
        if not self.touch(subject, digest):
            self.told_of.add((sender, subject, digest))

    def awaited(self, subject: UUID) -> frozenset[Digest]:
        return frozenset(digest for _, about, digest in self.told_of if about == subject)


_KINDS = {kind.media: kind for kind in (*WHOLE, WAITING)}


class RowsInPostgres:
    """The tables of `schema.sql`; here files may come chunk by chunk, and go when nobody names them."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool

    def keep(self, subject: UUID, digest: Digest, whole: Attachment, boxes: Iterable[Box]) -> None:
        with self._pool.connection() as conn, conn.transaction():
            conn.execute(
                "INSERT INTO attachment (subject, digest, kind, size, chunks) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (subject, digest) DO UPDATE SET kind = excluded.kind, size = excluded.size,"
                " chunks = excluded.chunks, laid_at = now()", (subject, digest, whole.kind.media, *whole[1:]),
            )  # fmt: skip
            conn.execute("DELETE FROM attachment_chunk WHERE (subject, digest) = (%s, %s)", (subject, digest))
            for number, box in enumerate(boxes, 1):
                self._put(conn, subject, digest, number, box)

    def find(self, subject: UUID, digest: Digest) -> Attachment | None:
        sql = "SELECT kind, size, chunks FROM attachment WHERE (subject, digest) = (%s, %s) AND kind IS NOT NULL"
        row = self._row(sql, subject, digest)
        return Attachment(_KINDS[row[0]], *row[1:]) if row else None

    def touch(self, subject: UUID, digest: Digest) -> bool:
        sql = (
            "UPDATE attachment SET laid_at = now() WHERE (subject, digest) = (%s, %s) AND kind IS NOT NULL RETURNING 1"
        )
        return self._row(sql, subject, digest) is not None

    def box(self, subject: UUID, digest: Digest, number: int) -> Box | None:
        sql = "SELECT key, nonce, cipher FROM attachment_chunk WHERE (subject, digest, number) = (%s, %s, %s)"
        row = self._row(sql, subject, digest, number)
        return Box(*row) if row else None

    def add(self, subject: UUID, digest: Digest, number: int, chunks: int, box: Box) -> int:
        """A chunk that came by itself; how many of the `chunks` are here now. A double changes nothing."""
        with self._pool.connection() as conn, conn.transaction():
            conn.execute(
                "INSERT INTO attachment (subject, digest, chunks) VALUES (%s, %s, %s) ON CONFLICT (subject, digest)"
                " DO UPDATE SET laid_at = now()", (subject, digest, chunks),
            )  # fmt: skip
            self._put(conn, subject, digest, number, box)
            conn.execute(
                "UPDATE attachment_awaited SET ask_at = greatest(ask_at, now() + %s)"
                " WHERE (subject, digest) = (%s, %s)", (ASK_AFTER, subject, digest),
            )  # fmt: skip
            row = conn.execute(
                "SELECT count(*) FROM attachment_chunk WHERE (subject, digest) = (%s, %s)", (subject, digest)
            ).fetchone()
        return int(row[0]) if row else 0

    def finish(self, subject: UUID, digest: Digest, whole: Attachment) -> None:
        """All chunks have come and are what they should be: nobody waits for them any more."""
        with self._pool.connection() as conn, conn.transaction():
            conn.execute(
                "UPDATE attachment SET kind = %s, size = %s, chunks = %s WHERE (subject, digest) = (%s, %s)",
                (whole.kind.media, *whole[1:], subject, digest),
            )
            conn.execute("DELETE FROM attachment_awaited WHERE (subject, digest) = (%s, %s)", (subject, digest))

    def drop(self, subject: UUID, digest: Digest, older_than: timedelta = timedelta()) -> None:
        """Take a file away, unless it was laid down or touched since."""
        sql = "DELETE FROM attachment WHERE (subject, digest) = (%s, %s) AND laid_at <= now() - %s RETURNING 1"
        self._row(sql, subject, digest, older_than)

    def unnamed(self, older_than: timedelta) -> list[tuple[UUID, Digest]]:
        """Files laid down longer ago than this, of which nobody has yet seen an event that names them."""
        sql = "SELECT subject, digest FROM attachment WHERE NOT named AND laid_at <= now() - %s ORDER BY laid_at LIMIT 500"
        with self._pool.connection() as conn:
            return [(row[0], row[1]) for row in conn.execute(sql, (older_than,))]

    def named(self, subject: UUID, digest: Digest) -> None:
        """An event names it: it stays."""
        sql = "UPDATE attachment SET named = true WHERE (subject, digest) = (%s, %s) RETURNING 1"
        self._row(sql, subject, digest)

    def expect(self, sender: Source, subject: UUID, digest: Digest) -> None:
        if not self.touch(subject, digest):
            self._row(
                "INSERT INTO attachment_awaited (sender, subject, digest, ask_at) VALUES (%s, %s, %s, now() + %s)"
                " ON CONFLICT DO NOTHING RETURNING 1", sender, subject, digest, ASK_AFTER,
            )  # fmt: skip

    def awaited(self, subject: UUID) -> frozenset[Digest]:
        with self._pool.connection() as conn:
            rows = conn.execute("SELECT digest FROM attachment_awaited WHERE subject = %s", (subject,))
            return frozenset(row[0] for row in rows)

    @staticmethod
    def _put(conn: Connection[Any], subject: UUID, digest: Digest, number: int, box: Box) -> None:
        conn.execute(
            "INSERT INTO attachment_chunk (subject, digest, number, key, nonce, cipher) VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING", (subject, digest, number, *box),
        )  # fmt: skip

    def _row(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        with self._pool.connection() as conn:
            found: tuple[Any, ...] | None = conn.execute(sql.encode(), values).fetchone()
        return found
