"""What is done with each message: heard once, held until its turn, or parked with its subject until a person helps.

Only what can never be applied is parked; a database that is away is waited for. While a subject waits, all others flow.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from psycopg_pool import ConnectionPool

from shared.kafka.wire import Control, FileAsked, Misfit, Reader, Receipt, ResendAsked, Unreadable
from shared.kernel.decider import Refused
from shared.kernel.words import Digest, Source
from shared.ledger import Heard, HoleBefore, Ledger

log = logging.getLogger(__name__)
STEPS = ("inbox.before", "inbox.heard", "inbox.after")
"""Between any two of these the world may stop; the tests stop it at each."""


class Arrived(NamedTuple):
    """A record as it came: where from, and what."""

    topic: str
    partition: int
    offset: int
    headers: dict[str, bytes]
    value: bytes


@dataclass
class Said:
    """What to say back: receipts for what stands, requests for what is missing."""

    receipts: dict[tuple[str, str], int]
    resend: dict[tuple[str, str], int]

    @classmethod
    def nothing(cls) -> "Said":
        return cls({}, {})

    @classmethod
    def all(cls, parts: Iterable["Said"]) -> "Said":
        whole = cls.nothing()
        for part in parts:
            whole.resend |= part.resend
            for (sender, subject), seq in part.receipts.items():
                whole.receipt(sender, subject, seq)
        return whole

    def receipt(self, sender: str, subject: str, seq: int) -> None:
        self.receipts[sender, subject] = max(seq, self.receipts.get((sender, subject), 0))


class Inbox:
    """The inbox of one instance. `expect` waits for a file that a message told of; `between` is called between any two
    steps: tests stop the world there."""

    def __init__(
        self,
        ledger: Ledger,
        reader: Reader,
        pool: ConnectionPool[Any],
        expect: Callable[[Source, UUID, Digest], None],
        between: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._ledger, self._reader, self._pool = ledger, reader, pool
        self._expect, self._between = expect, between

    def take(self, records: Sequence[Arrived]) -> Said:
        """Hear records in order; each is afterwards done, held, parked or set aside. Raises when the database is away:
        then all of them are to be given again."""
        said, line, waits = Said.nothing(), deque(records), self._who_waits()
        while line:
            record = line.popleft()
            self._between("inbox.before")
            try:
                message = self._reader.read(record.headers, record.value)
            except Unreadable as wrong:
                set_aside(self._pool, record, str(wrong))
            except Misfit as wrong:
                self._keep(wrong.sender, str(wrong.subject), wrong.seq, "parked", str(wrong), record)
            else:
                if not isinstance(message, Heard):
                    self._control(message)
                elif not self._hear(message, record, said):
                    waits.add((message.sender, str(message.subject)))
                elif (message.sender, str(message.subject)) in waits:  # what waited for this one has its turn now
                    line.extendleft(self._next(message))
            self._between("inbox.after")
        return said

    def _control(self, message: Control) -> None:
        match message:
            case Receipt(inbox, subject, seq):
                self._run(
                    "INSERT INTO receipts (inbox, subject, seq) SELECT inbox, subject, seq FROM told"
                    " WHERE (inbox, subject, seq) = (%s, %s, %s) ON CONFLICT DO NOTHING", inbox, subject, seq,
                )  # fmt: skip
            case ResendAsked(inbox, subject, seq):
                self._run(
                    "INSERT INTO resend AS r VALUES (%s, %s, %s)"
                    " ON CONFLICT (inbox, subject) DO UPDATE SET seq = least(r.seq, excluded.seq)", inbox, subject, seq,
                )  # fmt: skip
            case FileAsked(inbox, subject, digest):
                self._run(
                    "INSERT INTO attachment_due (inbox, subject, digest) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                    inbox, subject, digest,
                )  # fmt: skip

    def _hear(self, heard: Heard, record: Arrived, said: Said) -> bool:
        """True when the message stands in the ledger, now or before."""
        sender, subject = heard.sender, str(heard.subject)
        try:
            self._ledger.hear(heard)
        except HoleBefore as hole:
            if self._waits(sender, subject, hole.due):
                self._keep(sender, subject, heard.seq, "behind", f"waits behind {hole.due}", record)
            else:
                self._keep(sender, subject, heard.seq, "held", f"{hole.due} is missing", record)
                said.resend[sender, subject] = hole.due
            return False
        except (Refused, LookupError, TypeError, ValueError) as never:  # the same would happen each time it came
            log.error("parked %s from %s: %s", subject, sender, type(never).__name__)
            self._keep(sender, subject, heard.seq, "parked", str(never), record)
            return False
        self._between("inbox.heard")
        for digest in heard.files:  # after the entry that names it: stopped in between, the message comes once more
            self._expect(sender, heard.subject, digest)
        said.receipt(sender, subject, heard.seq)
        return True

    def _next(self, heard: Heard) -> list[Arrived]:
        """Forget what waited up to this number; the one after it, if it waits."""
        sender, subject = heard.sender, str(heard.subject)
        self._run("DELETE FROM waiting WHERE (sender, subject) = (%s, %s) AND seq <= %s", sender, subject, heard.seq)
        kept = self._kept(sender, subject, heard.seq + 1)
        return [kept] if kept else []

    def redrive(self, sender: str | None = None, subject: str | None = None) -> Said:
        """Try again what waits (all, or of one sender or subject), in order; what still fails stays, with its error."""
        with self._pool.connection() as conn:
            firsts = conn.execute(
                "SELECT sender, subject, min(seq) FROM waiting WHERE sender = coalesce(%s, sender)"
                " AND subject = coalesce(%s, subject) GROUP BY 1, 2 ORDER BY 1, 2", (sender, subject),
            ).fetchall()  # fmt: skip
        return self.take([kept for key in firsts if (kept := self._kept(*key))])

    def go_on_after(self, sender: str, subject: str, seq: int) -> Said:
        """A message was skipped: forget it and take what waited behind it."""
        self._run("DELETE FROM waiting WHERE (sender, subject) = (%s, %s) AND seq <= %s", sender, subject, seq)
        return self.redrive(sender, subject)

    def waiting(self) -> list[dict[str, Any]]:
        """What waits, for people: sender, subject, number, why, since when; nothing of its content."""
        with self._pool.connection() as conn:
            rows = conn.execute("SELECT sender, subject, seq, why, error, since FROM waiting ORDER BY since").fetchall()
        return [dict(zip(("sender", "subject", "seq", "why", "error", "since"), row, strict=True)) for row in rows]

    def unreadable(self) -> int:
        """How many records were set aside because nobody could attribute them, and were not looked at yet."""
        with self._pool.connection() as conn:
            row = conn.execute("SELECT count(*) FROM unreadable WHERE seen_by IS NULL").fetchone()
        return int(row[0]) if row else 0

    def set_aside(self) -> list[dict[str, Any]]:
        """These records, for people: where each lies on the broker, and why it could not be read."""
        sql = 'SELECT topic, part, "offset", error, at FROM unreadable WHERE seen_by IS NULL ORDER BY at'
        with self._pool.connection() as conn:
            rows = conn.execute(sql).fetchall()
        return [dict(zip(("topic", "partition", "offset", "error", "since"), row, strict=True)) for row in rows]

    def seen(self, topic: str, partition: int, offset: int, officer: str) -> None:
        """Somebody has looked at a record that was set aside. It stays written down, so that it is known if it comes
        again."""
        self._run(
            'UPDATE unreadable SET seen_by = %s, seen_at = now() WHERE (topic, part, "offset") = (%s, %s, %s)',
            officer, topic, partition, offset,
        )  # fmt: skip

    def _who_waits(self) -> set[tuple[str, str]]:
        with self._pool.connection() as conn:
            return {(row[0], row[1]) for row in conn.execute("SELECT DISTINCT sender, subject FROM waiting")}

    def _waits(self, sender: str, subject: str, seq: int) -> bool:
        with self._pool.connection() as conn:
            found = conn.execute(
                "SELECT 1 FROM waiting WHERE (sender, subject, seq) = (%s, %s, %s)", (sender, subject, seq)
            ).fetchone()
        return found is not None

    def _kept(self, sender: str, subject: str, seq: int) -> Arrived | None:
        with self._pool.connection() as conn:
            row = conn.execute(
                "SELECT record FROM waiting WHERE (sender, subject, seq) = (%s, %s, %s)", (sender, subject, seq)
            ).fetchone()
        return msgspec.msgpack.decode(row[0], type=Arrived) if row else None

    def _keep(self, sender: str, subject: str, seq: int, why: str, error: str, record: Arrived) -> None:
        self._run(
            "INSERT INTO waiting (sender, subject, seq, why, error, record) VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (sender, subject, seq) DO UPDATE SET why = excluded.why, error = excluded.error",
            sender, subject, seq, why, error[:500], msgspec.msgpack.encode(record),
        )  # fmt: skip

    def _run(self, sql: str, *values: Any) -> None:
        with self._pool.connection() as conn:
            conn.execute(sql.encode(), values)


def set_aside(pool: ConnectionPool[Any], record: Arrived, error: str) -> None:
    """A record nobody can attribute stops nobody: where it lies is written down, for a person to look at."""
    log.error("unreadable record at %s/%s/%s", record.topic, record.partition, record.offset)
    with pool.connection() as conn:
        conn.execute(
            'INSERT INTO unreadable (topic, part, "offset", error) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING',
            [record.topic, record.partition, record.offset, error[:500]],
        )


def by_subject(records: Sequence[Arrived]) -> list[list[Arrived]]:
    """Records in groups that must keep their order, one group a sender and subject; groups may run side by side."""
    groups: dict[tuple[bytes, bytes], list[Arrived]] = {}
    for record in records:
        key = (record.headers.get("ce_source", b""), record.headers.get("ce_subject", b""))
        groups.setdefault(key, []).append(record)
    return list(groups.values())
