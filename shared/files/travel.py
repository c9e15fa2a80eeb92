"""Files on their way between instances: chunk by chunk, at least once out, kept once in, and asked for when they do not come.

What is due to somebody was noted in the transaction that told them (`shared/kafka/relay.py`), or because they asked
again; a note goes only after Kafka has acknowledged every chunk. No message waits for a file, and a file stops nobody.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from psycopg_pool import ConnectionPool

from shared.files.arrivals import Arrivals, Spoiled
from shared.files.parcel import Posting
from shared.files.rows import ASK_AFTER
from shared.files.shelf import CHUNK, Attachments
from shared.kafka.inbox import Arrived, set_aside
from shared.kafka.relay import Due, Send
from shared.kafka.wire import Record, Teller, Unreadable
from shared.kernel.decider import AnyDecider
from shared.kernel.words import Digest
from shared.ledger.stored import decode_body, stream_of
from shared.ledger.stores import InPostgres
from shared.sealing.vault import Forgotten

log = logging.getLogger(__name__)
STEPS = ("files.read", "files.sent", "files.done", "files.arrived", "files.kept")
"""Between any two of these the world may stop; the tests stop it at each."""
AT_ONCE = 4
"""Chunks sent before the next acknowledgement is waited for: what one file holds in memory while it is sent."""
ASKED_AT_MOST = 3600
"""Seconds between two requests for the same file: twice as long each time, up to this."""


class Travel:
    """One per worker. `between` is called between any two steps: tests stop the world there."""

    def __init__(
        self, instance: Any, teller: Teller, send: Send, between: Callable[[str], None] = lambda _: None
    ) -> None:
        self._shelf: Attachments = instance.attachments
        self._store: InPostgres = instance.store
        self._pool: ConnectionPool[Any] = instance.pool
        self._deciders: list[AnyDecider] = [decider for decider, _ in instance.service.deciders]
        self._arrivals = Arrivals(self._shelf, instance.attachments.rows)
        most = -(-self._shelf.limit // CHUNK)
        self._posting = Posting(instance.source, instance.vault, instance.directory, most)
        self._teller, self._send, self._between = teller, send, between

    async def send(self) -> int:
        """Send the files that are due; how many were."""
        due = await asyncio.to_thread(self._due)
        for inbox, subject, digest in due:
            chunks = self._chunks(inbox, subject, digest)
            while records := await asyncio.to_thread(_some, chunks):
                self._between("files.read")
                await self._send(records)
                self._between("files.sent")
            await asyncio.to_thread(self._done, inbox, subject, digest)
            self._between("files.done")
        return len(due)

    def take(self, records: Sequence[Arrived]) -> None:
        """Keep chunks that arrived. Raises when the database is away: then all of them are to be given again."""
        for record in records:
            self._between("files.arrived")
            try:
                self._arrivals.take(self._posting.read(record.headers, record.value))
            except (Unreadable, Spoiled) as wrong:
                set_aside(self._pool, record, f"{type(wrong).__name__}: {wrong}")
            self._between("files.kept")

    async def ask(self) -> int:
        """Ask again for files that we were told of and that do not come; how many."""
        asked = await asyncio.to_thread(self._asked)
        if asked:
            await self._send([self._teller.ask_file(sender, str(about), digest) for sender, about, digest in asked])
        return len(asked)

    def sweep(self) -> int:
        """Take away files that no event names after a day; how many."""
        return self._arrivals.sweep(self._named)

    def _named(self, subject: UUID, digest: Digest) -> bool:
        """Whether an event about the subject names the file: whether its bytes hold the digest. So nothing depends on what
        fields are called, nor on whether today's code still knows them."""
        streams = (stream_of(decider, subject) for decider in self._deciders)
        return any(digest.encode() in row.body for stream in streams for row in self._store.stream(stream))

    def missing(self) -> tuple[int, int]:
        """(files we were told of that are not here yet, those of them that were asked for again)."""
        with self._pool.connection() as conn:
            row = conn.execute("SELECT count(*), count(*) FILTER (WHERE asked > 0) FROM attachment_awaited").fetchone()
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def _due(self) -> list[Due]:
        """What is due and can be sent. What waits for a file that is itself still on its way to us, waits on."""
        with self._pool.connection() as conn:
            rows = conn.execute(
                "SELECT inbox, subject, digest FROM attachment_due d WHERE NOT EXISTS (SELECT 1 FROM attachment_awaited a"
                " WHERE (a.subject, a.digest) = (d.subject, d.digest)) ORDER BY since LIMIT 20"
            ).fetchall()
        return [(row[0], row[1], row[2]) for row in rows]

    def _chunks(self, inbox: str, subject: UUID, digest: Digest) -> Iterator[Record]:
        """Nothing for a listener that was never told of this file, whatever it asks; nor where nobody can open it."""
        whole = self._shelf.rows.find(subject, digest) if self._told(inbox, subject, digest) else None
        if whole is None:
            log.warning("a file about %s is not for %s, or not here", subject, inbox)
            return
        try:
            for number, clear in enumerate(self._shelf.read(subject, digest, whole.chunks), 1):
                yield self._posting.record(inbox, subject, digest, number, whole.chunks, clear)
        except (Forgotten, InvalidTag) as lost:
            log.warning("a file about %s cannot be opened: %s gets none (%s)", subject, inbox, type(lost).__name__)

    def _told(self, inbox: str, subject: UUID, digest: Digest) -> bool:
        """Whether an entry of ours told this listener of this file and lets it travel."""
        with self._pool.connection() as conn:
            told = conn.execute(
                "SELECT position FROM told WHERE (inbox, subject) = (%s, %s) ORDER BY seq DESC", (inbox, str(subject))
            ).fetchall()
        entries = (row for (position,) in told for row in self._store.since(position - 1, 1))
        return any(line.inbox == inbox and digest in line.files for e in entries for line in decode_body(e.body).to)

    def _done(self, *due: Any) -> None:
        with self._pool.connection() as conn:
            conn.execute("DELETE FROM attachment_due WHERE (inbox, subject, digest) = (%s, %s, %s)", due)

    def _asked(self) -> list[Due]:
        """Whom to ask about whom for which file, now; each is asked for less and less often."""
        with self._pool.connection() as conn, conn.transaction():
            conn.execute(
                "DELETE FROM attachment_awaited a USING attachment f WHERE f.kind IS NOT NULL"
                " AND (f.subject, f.digest) = (a.subject, a.digest)"
            )
            rows = conn.execute(
                "UPDATE attachment_awaited SET asked = asked + 1, ask_at = now() + make_interval(secs =>"
                " least(extract(epoch FROM %s::interval) * 2 ^ least(asked + 1, 20), %s)) WHERE ask_at <= now()"
                " RETURNING sender, subject, digest", (ASK_AFTER, ASKED_AT_MOST),
            ).fetchall()  # fmt: skip
        return [(row[0], row[1], row[2]) for row in rows]


def _some(records: Iterator[Record]) -> list[Record]:
    return list(islice(records, AT_ONCE))
