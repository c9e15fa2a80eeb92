"""The relay: follows the ledger and tells what is new. At least once out: the position moves only after every ack.

Whatever stops it between two steps, it goes on from the stored position; then some records come twice and are dropped
where they are heard, and none is lost. Files that travel with a message are noted as due in the transaction that moves the
position, and sent apart (`shared/files/travel.py`): no message waits for them, and none of them is lost either.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

from psycopg_pool import ConnectionPool

from shared.bookmarks import repeatable
from shared.kafka.wire import Record, Teller, journal_record
from shared.kernel.words import Digest
from shared.ledger.stored import decode_body
from shared.ledger.stores import InPostgres
from shared.ledger.units import Row

log = logging.getLogger(__name__)
Send = Callable[[Sequence[Record]], Awaitable[None]]
"""Sends records in order and returns when Kafka has acknowledged every one; raises otherwise."""
Due = tuple[str, UUID, Digest]
"""A file to be sent: to whom, about whom, which."""
STEPS = ("relay.read", "relay.sent", "relay.moved")
"""Between any two of these the world may stop; the tests stop it at each."""
AT_ONCE = 500
UNRECEIPTED_AFTER, UNRECEIPTED_AT_MOST = 30.0, 3600.0
"""A message without a receipt is sent again after 30 s, then after twice as long each time, up to an hour."""


class Relay:
    """One active in all processes of an instance (advisory lock `turn`, held by its caller's connection)."""

    def __init__(
        self,
        source: str,
        store: InPostgres,
        pool: ConnectionPool[Any],
        teller: Teller,
        send: Send,
        between: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._source, self._store, self._pool, self._teller = source, store, pool, teller
        self._send, self._between = send, between
        self._patience: dict[tuple[str, str], tuple[int, float, float]] = {}

    async def once(self) -> int:
        """Tell the next entries; how many there were (0: up to date)."""
        rows = await asyncio.to_thread(self._next)
        if rows:
            records, files = await asyncio.to_thread(self._records, rows)
            self._between("relay.read")
            await self._send(records)
            self._between("relay.sent")
            await asyncio.to_thread(self._move, rows[-1].position, files)
            self._between("relay.moved")
        return len(rows)

    async def again(self) -> int:
        """Send again what was asked for and what found no receipt in time; how many messages."""
        records = await asyncio.to_thread(self._asked_again)
        if records:
            await self._send(records)
        return len(records)

    def behind(self) -> tuple[int, int]:
        """(position told, last position): equal when nothing waits to be told."""
        return self._position(), self._store.last()

    def unreceipted(self) -> int:
        """How many subjects have a message no receipt came for yet."""
        return len(self._open())

    def _next(self) -> Sequence[Row]:
        return self._store.since(self._position(), AT_ONCE)

    def _records(self, rows: Sequence[Row]) -> tuple[list[Record], list[Due]]:
        records, files = [], []
        for row in rows:
            body = decode_body(row.body)
            records.append(journal_record(self._source, row))
            records += [self._teller.message(row, line) for line in body.to]
            files += [(line.inbox, body.subject, digest) for line in body.to for digest in line.files]
        return records, files

    def _position(self) -> int:
        with self._pool.connection() as conn:
            row = conn.execute("SELECT position FROM progress WHERE name = 'relay'").fetchone()
        return int(row[0]) if row else 0

    def _move(self, position: int, files: Sequence[Due]) -> None:
        with repeatable(self._pool) as conn:  # what is told again is taken once
            for due in files:
                conn.execute(
                    "INSERT INTO attachment_due (inbox, subject, digest) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                    due,
                )
            conn.execute(
                "INSERT INTO progress (name, position) VALUES ('relay', %s)"
                " ON CONFLICT (name) DO UPDATE SET position = excluded.position, at = now()", (position,),
            )  # fmt: skip

    def _asked_again(self) -> list[Record]:
        records: list[Record] = []
        with self._pool.connection() as conn:
            asked = conn.execute("SELECT inbox, subject, seq FROM resend LIMIT 20").fetchall()
        for inbox, subject, seq in [*asked, *self._overdue()]:
            records += self._lines(inbox, subject, seq)
        with self._pool.connection() as conn:
            for inbox, subject, seq in asked:
                conn.execute("DELETE FROM resend WHERE (inbox, subject, seq) = (%s, %s, %s)", (inbox, subject, seq))
        return records

    def _lines(self, inbox: str, subject: str, seq: int) -> list[Record]:
        with self._pool.connection() as conn:
            positions = conn.execute(
                "SELECT position FROM told WHERE (inbox, subject) = (%s, %s) AND seq >= %s AND position <="
                " (SELECT position FROM progress WHERE name = 'relay') ORDER BY seq LIMIT 200", (inbox, subject, seq),
            ).fetchall()  # fmt: skip
        rows = [row for (position,) in positions for row in self._store.since(position - 1, 1)]
        return [self._teller.message(r, line) for r in rows for line in decode_body(r.body).to if line.inbox == inbox]

    def _open(self) -> list[tuple[str, str, int]]:
        with self._pool.connection() as conn:
            rows = conn.execute(
                "SELECT t.inbox, t.subject, min(t.seq) FROM told t LEFT JOIN (SELECT inbox, subject, max(seq) AS seq FROM"
                " receipts GROUP BY 1, 2) r USING (inbox, subject) WHERE t.seq > coalesce(r.seq, 0) GROUP BY 1, 2"
            ).fetchall()
        return [(inbox, subject, seq) for inbox, subject, seq in rows]

    def _overdue(self) -> list[tuple[str, str, int]]:
        """Subjects whose oldest message without a receipt has waited long enough to be sent again."""
        now, found, still = time.monotonic(), [], {}
        for inbox, subject, seq in self._open():
            known, since, patience = self._patience.get((inbox, subject), (0, now, UNRECEIPTED_AFTER))
            if known != seq:
                known, since, patience = seq, now, UNRECEIPTED_AFTER
            if now - since >= patience:
                found.append((inbox, subject, seq))
                since, patience = now, min(2 * patience, UNRECEIPTED_AT_MOST)
            still[inbox, subject] = (known, since, patience)
        self._patience = still
        return found[:20]
