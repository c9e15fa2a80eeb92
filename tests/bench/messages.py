"""From ledger to ledger over a real broker: the relay and the inbox, beside bare aiokafka with the same records."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import closing
from typing import Any
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from kafka.admin import NewTopic

from deploy import topics
from deploy.parts.kafka import Kafka, login
from deploy.town import PARTITIONS, inbox, town
from shared.instance import Instance
from shared.kafka.bus import Sender, broker
from shared.kafka.relay import Relay
from shared.kafka.wire import Record, Teller
from shared.worker import Worker
from tests.at_work import AtWork
from tests.bench import cases
from tests.bench.meter import TURNS, Figure, Line, once
from tests.bench.office import COMMUNES, LABOUR, PATIENCE, Offices

REPORTS = 600
"""In each turn so many people are reported at the commune, each with three sealed fields granted to the labour office."""
BARE = "bench.bare"
AGAIN = 20
"""Bare Kafka does the same records so often, or it would be done before it can be measured."""
RELAY_LEAST, INBOX_LEAST = 0.05, 0.0012
"""Bare Kafka moves bytes it never looks at. Ours opens, encrypts and signs each message; checks, opens, decides, seals
it again and commits it to the disk before it is answered. Seen: 0.1 and 0.0025."""


def messages(kafka: Kafka, of: Offices) -> list[Line]:
    with closing(kafka.admin()) as admin:
        topics.apply(admin, town(of.kept.profile), of.kept.passwords("kafka"))
        admin.create_topics([NewTopic(BARE, PARTITIONS, 1)], wait_for_metadata=True)
    told, produced = Figure("relay: read, open, encrypt, sign, send"), Figure("aiokafka: the same records")
    heard, consumed = Figure("worker: verify, open, decide, seal, record"), Figure("aiokafka getmany: the same records")
    parts = {"bootstrap": kafka.bootstrap}
    with of.instance(COMMUNES, **parts) as commune, of.instance(LABOUR, **parts) as labour:
        for _ in range(TURNS):
            cases.report_all(commune.ledger, of.law, REPORTS)
            records = asyncio.run(_relay(commune, told))
            asyncio.run(_produce(kafka, records, produced))
            _hear(labour, heard)
            asyncio.run(_consume(kafka, consumed))
    return [Line("relay", told, produced, RELAY_LEAST), Line("inbox", heard, consumed, INBOX_LEAST)]


async def _relay(commune: Instance, figure: Figure) -> list[Record]:
    """Tell all that is new, by the product's relay and sender; what was sent."""
    sent: list[Record] = []
    sender = Sender(lambda: broker(commune.kafka, commune.source, commune.kafka_password))
    await sender([])  # connected before the clock runs, as in a worker that has run for a while

    async def send(records: Sequence[Record]) -> None:
        sent.extend(records)
        await sender(records)

    teller = Teller(commune.source, commune.vault, commune.directory, commune.clear)
    relay = Relay(commune.source, commune.store, commune.pool, teller, send)
    began = time.perf_counter()
    while await relay.once():
        pass
    figure.rates.append(len(sent) / (time.perf_counter() - began))
    await sender.close()
    return sent


async def _produce(kafka: Kafka, records: Sequence[Record], figure: Figure) -> None:
    """The same bytes with the same promise (acknowledged by all, idempotent), and nothing else."""
    producer = AIOKafkaProducer(
        bootstrap_servers=kafka.bootstrap, acks="all", enable_idempotence=True, linger_ms=1,
        **login(kafka.admin_user, kafka.admin_password),
    )  # fmt: skip
    headers = [[(name, value.encode()) for name, value in record.headers.items()] for record in records]
    await producer.start()
    began = time.perf_counter()
    acknowledged = [
        await producer.send(BARE, r.value, key=r.key, headers=h)
        for _ in range(AGAIN)
        for r, h in zip(records, headers, strict=True)
    ]
    await asyncio.gather(*acknowledged)
    figure.rates.append(len(acknowledged) / (time.perf_counter() - began))
    await producer.stop()


def _hear(labour: Instance, figure: Figure) -> None:
    """The whole worker of the labour office, from its first entry of this turn to its last; while it hears, it also
    tells its journal, answers receipts and keeps its views, as in life."""
    before, deadline = labour.store.last(), time.monotonic() + PATIENCE
    with AtWork(labour) as running:
        first = _wait_for_more_than(labour, before, deadline)
        wanted = before + REPORTS
        once(figure, wanted - first, lambda: _wait_for_more_than(labour, wanted - 1, deadline))
        _settle(running.worker)


def _settle(worker: Worker) -> None:
    """Wait until it has nothing more to tell."""
    deadline = time.monotonic() + PATIENCE
    while (now := worker.health())["told"] < now["last"] and time.monotonic() < deadline:
        time.sleep(0.1)


def _wait_for_more_than(labour: Instance, position: int, deadline: float) -> int:
    while (last := labour.store.last()) <= position:
        if time.monotonic() > deadline:
            raise TimeoutError(f"the labour office stands at {last}, more than {position} was expected")
        time.sleep(0.01)
    return last


async def _consume(kafka: Kafka, figure: Figure) -> None:
    """Every record of the labour office's inbox, read and thrown away."""
    consumer: Any = AIOKafkaConsumer(
        bootstrap_servers=kafka.bootstrap, auto_offset_reset="earliest", group_id=None, client_id=uuid4().hex,
        **login(kafka.admin_user, kafka.admin_password),
    )  # fmt: skip
    partitions = [TopicPartition(inbox(LABOUR), n) for n in range(PARTITIONS)]
    await consumer.start()
    consumer.assign(partitions)
    wanted = sum((await consumer.end_offsets(partitions)).values())
    count, began = 0, time.perf_counter()
    for _ in range(AGAIN):
        await consumer.seek_to_beginning(*partitions)
        read = 0
        while read < wanted:
            read += sum(len(batch) for batch in (await consumer.getmany(timeout_ms=1000, max_records=500)).values())
        count += read
    figure.rates.append(count / (time.perf_counter() - began))
    await consumer.stop()
