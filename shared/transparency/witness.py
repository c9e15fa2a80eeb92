"""The witness of an agency: hears the checkpoints of all other agencies' logs on Kafka, co-signs honest growth, and says aloud
what contradicts what it saw. What it believed is compared and set in one transaction, so that two of its processes never
co-sign two histories."""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool

from shared.proof.evidence import Evidence
from shared.proof.merkle import NotProved
from shared.proof.notes import Checkpoint, Key, Note, Signer, parse_signature
from shared.proof.witnessing import Believed, Refused, Shown, judge

log = logging.getLogger(__name__)
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(8390897)"


@dataclass
class Said:
    """What a witness has to say after hearing: notes that carry its signature alone, and evidence."""

    cosigned: list[tuple[str, Note]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    strange: int = 0
    """Records that no log signed: nobody's lie, everybody may write to the topic."""


class Witness:
    """`logs` are those it watches, by origin. It signs with real time, never the town's."""

    def __init__(self, signer: Signer, logs: Mapping[str, Key], pool: ConnectionPool[Any]) -> None:
        self.signer, self._logs, self._pool = signer, logs, pool

    def hear(self, shown: str, said: Said) -> None:
        """One record of the topic; those of logs it does not watch are passed over."""
        try:
            read = Shown.of(shown)
            checkpoint = Checkpoint.of(read.note.text)
            if (key := self._logs.get(checkpoint.origin)) is None:
                return
            with self._pool.connection() as conn, conn.transaction():
                conn.execute(ONE_AT_A_TIME)
                found = self._judge(conn, read, key, checkpoint)
        except NotProved as strange:
            log.info("a record that is no checkpoint: %s", strange)
            said.strange += 1
            return
        if isinstance(found, Evidence):
            said.evidence.append(found)
        elif found:
            said.cosigned.append((checkpoint.origin, found))

    def _judge(self, conn: Connection[Any], read: Shown, key: Key, now: Checkpoint) -> Note | Evidence | None:
        rows = conn.execute(
            "SELECT size, note FROM witnessed WHERE origin = %s AND (size = %s OR size = (SELECT max(size) FROM witnessed"
            " WHERE origin = %s))", (now.origin, now.size, now.origin),
        ).fetchall()  # fmt: skip
        seen = {size: Note.of(note) for size, note in rows}
        last = max(seen, default=0)
        found = judge(read, key, seen, last)
        if isinstance(found, Refused):
            evidence = Evidence(now.origin, found.lie, str(found.before), str(found.shown), self.signer.name)
            conn.execute(
                "INSERT INTO log_contradiction (digest, origin, lie, evidence) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                (evidence.digest, now.origin, evidence.lie, evidence.written),
            )
            return evidence
        if found.again and now.size < last:
            return None  # shown again, and something larger was co-signed since
        return self._cosign(conn, read.note, found)

    def _cosign(self, conn: Connection[Any], note: Note, found: Believed) -> Note:
        signature = self.signer.sign(note.text, int(time.time()))
        if not found.again:
            conn.execute(
                "INSERT INTO witnessed (origin, size, note, line) VALUES (%s, %s, %s, %s)",
                (found.checkpoint.origin, found.checkpoint.size, str(note), signature.line),
            )
        return Note(note.text, (signature,))

    def latest(self, origin_hash: str) -> Note | None:
        """The largest checkpoint co-signed of the log whose origin has this SHA-256 (hex), with that signature; None where it
        never was."""
        with self._pool.connection() as conn:
            row = conn.execute(
                "SELECT note, line FROM witnessed WHERE encode(sha256(convert_to(origin, 'UTF8')), 'hex') = %s"
                " ORDER BY size DESC LIMIT 1", (origin_hash,),
            ).fetchone()  # fmt: skip
        return Note.of(row[0]).with_([parse_signature(row[1][:-1])]) if row else None

    def evidence(self) -> Sequence[Evidence]:
        """How logs contradicted themselves before this witness."""
        with self._pool.connection() as conn:
            rows = conn.execute("SELECT evidence FROM log_contradiction ORDER BY at").fetchall()
        return [Evidence.read(written.encode()) for (written,) in rows]

    def contradicted(self) -> Mapping[str, str]:
        """The logs that contradicted themselves before this witness, with the last way they did."""
        with self._pool.connection() as conn:
            return dict(conn.execute("SELECT origin, lie FROM log_contradiction ORDER BY at").fetchall())
