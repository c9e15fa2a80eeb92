"""Gives an empty ledger back what it had told its journal. Nothing new may be written before: it would be told under
positions that others already know with another content."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import UUID

from aiokafka import AIOKafkaConsumer

from shared.kernel.words import Source
from shared.ledger import InPostgres
from shared.ledger.units import Row

log = logging.getLogger(__name__)


class Lost(Exception):
    """The database of an instance is gone or torn, and its journal alone cannot make it good."""


def give_back(instance: Any) -> None:
    """Before an instance writes anything: see `restore`."""
    hears = bool(instance.service.policies)
    place = (instance.store, instance.kafka, instance.source, instance.kafka_password)
    if back := asyncio.run(restore(*place, hears_messages=hears)):
        log.warning("%s got %d entries back from its journal", instance.source, back)


async def restore(store: InPostgres, servers: str, source: Source, password: str, *, hears_messages: bool) -> int:
    """How many entries came back; 0 for a ledger that is not empty, or that never told anything.

    Raises `Lost` for an instance that `hears_messages`: what it heard, and under which number, stands in no journal of
    its own, so it comes back from a backup. Raises the broker's errors: an empty ledger waits for its journal.
    """
    if store.last():
        return 0
    rows = await told(servers, source, password)
    if rows and hears_messages:
        raise Lost(f"the ledger of {source} is empty, its journal holds {len(rows)} entries: restore its database")
    if sorted(rows) != list(range(1, len(rows) + 1)):
        raise Lost(f"journal.{source} has holes: its ledger cannot be given back from there")
    store.restore([rows[position] for position in sorted(rows)])
    return len(rows)


async def told(servers: str, source: Source, password: str) -> dict[int, Row]:
    """Every entry of the journal as it stands there, by position. Raises `Lost` where the journal cannot be read."""
    found: dict[int, Row] = {}
    async for headers, value in whole_topic(f"journal.{source}", servers, source, password):
        row = _row(headers, value)
        found[row.position] = row
    return found


async def whole_topic(
    topic: str, servers: str, source: Source, password: str, *, newest: int | None = None
) -> AsyncIterator[tuple[Mapping[str, bytes], bytes]]:
    """Headers and value of every record that lies there now, or of the `newest` of each partition. Raises `Lost` where there is
    no such topic for us; the broker's errors."""
    consumer = AIOKafkaConsumer(
        topic, bootstrap_servers=servers, auto_offset_reset="earliest", client_id=source,
        security_protocol="SASL_PLAINTEXT", sasl_mechanism="SCRAM-SHA-256",
        sasl_plain_username=source, sasl_plain_password=password,
    )  # fmt: skip
    await consumer.start()
    try:
        if not (parts := sorted(consumer.assignment())):
            raise Lost(f"{topic} is missing, or {source} may not read it")
        ends, begins = await consumer.end_offsets(parts), await consumer.beginning_offsets(parts)
        for part in parts if newest is not None else ():
            consumer.seek(part, max(begins[part], ends[part] - newest))
        while [part for part in parts if await consumer.position(part) < ends[part]]:
            for records in (await consumer.getmany(timeout_ms=1000)).values():
                for record in records:
                    yield dict(record.headers), record.value or b""
    finally:
        await consumer.stop()


def _row(headers: Mapping[str, bytes], body: bytes) -> Row:
    text = {name: value.decode() for name, value in headers.items()}
    return Row(UUID(text["stream"]), int(text["version"]), text["ce_type"], body, int(text["position"]))
