"""The log of an instance at work: what it shows goes round on Kafka, what others sign comes back, and where the witness of its
agency stands, that hears the logs of all others."""

import asyncio
from collections.abc import Sequence
from typing import Any

from psycopg_pool import ConnectionPool

from shared.kafka.inbox import Arrived
from shared.kafka.listening import Places, after_all
from shared.kafka.relay import Send
from shared.kafka.wire import Record
from shared.kernel.words import Source, agency_of
from shared.progress import Progress
from shared.proof.notes import Signer
from shared.transparency.cosigned import Cosigned
from shared.transparency.known import Known
from shared.transparency.sealer import Sealer
from shared.transparency.witness import Said, Witness

TOPIC = "transparency."
CHECKPOINT, COSIGNATURE, EVIDENCE = (f"{TOPIC}{what}" for what in ("checkpoint", "cosignature", "evidence"))
EVERY = 10.0
"""Seconds between two checkpoints at least; only after growth."""
OLD = 120.0
"""So many seconds others may see nothing new of a log that has grown."""


class Log:
    """`witness` is None where the witness of the agency stands in another instance."""

    def __init__(
        self,
        source: Source,
        known: Known,
        pool: ConnectionPool[Any],
        signer: Signer,
        witness: Signer | None,
        *,
        every: float = EVERY,
    ) -> None:
        self.sealer = Sealer(signer, pool)
        self.witnesses = known.watching(agency_of(source))
        self.cosigned = Cosigned(signer.name, self.witnesses, pool)
        self.witness = Witness(witness, known.watched_by(source), pool) if witness else None
        self.places = Places(pool, TOPIC)
        self.every = every
        self._seen = Progress(OLD)

    async def seal(self, send: Send) -> None:
        """Seal what is new, sign what has grown, show what was signed."""
        while await asyncio.to_thread(self.sealer.seal):
            pass
        await asyncio.to_thread(self.sealer.sign)
        for size, shown in await asyncio.to_thread(self.sealer.untold):
            await send([_record(CHECKPOINT, self.sealer.origin, str(shown))])
            await asyncio.to_thread(self.sealer.told, size)

    def take_cosignatures(self, records: Sequence[Arrived]) -> None:
        ours = f"{self.sealer.origin}\n".encode()
        for record in records:
            if record.value.startswith(ours):
                self.cosigned.hear(_text(record))
        self.places.mark(after_all(records))

    async def take_checkpoints(self, records: Sequence[Arrived], send: Send) -> None:
        """As the witness: hear, then say what is to be said; heard again after a crash, it is said again."""
        assert self.witness
        said = Said()
        for record in records:
            await asyncio.to_thread(self.witness.hear, _text(record), said)
        told = [_record(COSIGNATURE, origin, str(note)) for origin, note in said.cosigned]
        told += [_record(EVIDENCE, each.origin, each.written) for each in said.evidence]
        if told:
            await send(told)
        await asyncio.to_thread(self.places.mark, after_all(records))

    def trouble(self) -> dict[str, str]:
        """What is wrong with the log, or with the logs this agency watches."""
        found: dict[str, str] = {}
        signed, size = self.sealer.behind()
        seen = self.cosigned.size() if self.witnesses else signed
        if self._seen.stands(seen, size - seen):
            found["log"] = f"{size - seen} entries are in no checkpoint that another agency has seen"
        if self.witness and (liars := self.witness.contradicted()):
            found["witness"] = ", ".join(f"{origin}: {lie}" for origin, lie in sorted(liars.items()))
        return found


def _record(topic: str, origin: str, text: str) -> Record:
    return Record(topic, origin.encode(), text.encode(), {"content-type": "text/plain; charset=utf-8"})


def _text(record: Arrived) -> str:
    """What cannot be read as text is no note either."""
    return record.value.decode("utf-8", "replace")
