"""The edge to Kafka, on FastStream: send records and wait for every acknowledgement; hand arriving records over in batches.

A batch is acknowledged after the work on it. What raises there is temporary by definition (lasting faults are parked
before): the batch comes again after a pause that is ours and grows, since a bare nack comes back at once.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.abc import ConsumerRebalanceListener
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.security import SASLScram256

from shared.kafka.inbox import Arrived
from shared.kafka.wire import Record

log = logging.getLogger("trove.kafka")
Take = Callable[[Sequence[Arrived]], Awaitable[None]]
Places = Callable[[], Mapping[tuple[str, int], int]]
"""Where to go on, by topic and partition; the beginning where nothing is said."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
LONGEST_WAIT_MS = 1000
"""How long is waited for what comes. It comes at once all the same, and whoever waits long asks seldom: asking ten times a second
took a quarter of all that an idle town uses."""


class _Waiting(AIOKafkaConsumer):  # type: ignore[misc]  # aiokafka is untyped
    """Waits longer than it is told to: after an empty wait FastStream sleeps as long again, deaf to what comes meanwhile."""

    async def getmany(self, *partitions: TopicPartition, timeout_ms: int = 0, max_records: int | None = None) -> Any:
        return await super().getmany(*partitions, timeout_ms=max(timeout_ms, LONGEST_WAIT_MS), max_records=max_records)


class _Broker(KafkaBroker):
    """FastStream's, with consumers that wait."""

    async def _connect(self) -> Any:
        plain: Any = await super()._connect()
        waiting = self.config.broker_config.builder = partial(_Waiting, **plain.keywords)
        return waiting


def broker(servers: str, user: str, password: str) -> KafkaBroker:
    """A connection of one instance under its own name; producer settings are those of a log that must lose nothing."""
    return _Broker(
        servers,
        client_id=user,
        security=SASLScram256(username=user, password=password),
        enable_idempotence=True,
        acks="all",
        linger_ms=1,
        request_timeout_ms=15_000,
        allow_auto_create_topics=False,
        apply_types=False,
        graceful_timeout=5.0,
        logger=log,
        log_level=logging.DEBUG,
    )


class Sender:
    """Sends in order, as one producer; after any failure that producer is dropped, so nothing goes past a failed record."""

    def __init__(self, make: Callable[[], KafkaBroker]) -> None:
        self._make, self._turn = make, asyncio.Lock()
        self._broker: KafkaBroker | None = None

    async def __call__(self, records: Sequence[Record]) -> None:
        """Returns when Kafka has acknowledged every record; raises what Kafka or the network raised."""
        publish = (await self._started()).publish
        try:
            acks = [
                await publish(r.value, topic=r.topic, key=r.key, headers=r.headers, no_confirm=True, correlation_id="")
                for r in records
            ]
            await asyncio.gather(*acks)
        except BaseException:
            await self.close()
            raise

    async def _started(self) -> KafkaBroker:
        async with self._turn:
            if self._broker is None:
                fresh = self._make()
                await fresh.start()
                self._broker = fresh
            return self._broker

    async def close(self) -> None:
        dropped, self._broker = self._broker, None
        if dropped is not None:
            await dropped.stop()


MANY = 1 << 20
"""Bytes: whoever gathers is handed this much at once before the time is over."""


class Ears:
    """Listens to topics as one group and hands over batches; `take` does them or raises to be given them again.

    With `places` it goes on where its keeper says, and not where the broker remembers. `gathers`: the broker may keep records
    back for up to so many milliseconds, so that many come at once; 0: each is handed over as it comes."""

    def __init__(
        self,
        broker: KafkaBroker,
        topics: Sequence[str],
        group: str,
        take: Take,
        places: Places | None = None,
        gathers: int = 0,
    ) -> None:
        self._take, self._pause, self._busy = take, FIRST_PAUSE, False
        self.trouble: str | None = None
        subscriber = broker.subscriber(
            *topics,
            group_id=group,
            batch=True,
            max_records=500,
            batch_timeout_ms=1,
            fetch_max_wait_ms=gathers or LONGEST_WAIT_MS,
            fetch_min_bytes=MANY if gathers else 1,
            auto_offset_reset="earliest",
            ack_policy=AckPolicy.NACK_ON_ERROR,
            parser=_clean,
            decoder=_raw,
            listener=_GoesOn(self, places) if places else None,
        )
        subscriber(self._heard)
        self._subscriber = subscriber

    async def _heard(self, records: Sequence[ConsumerRecord[bytes, bytes]]) -> None:
        self._busy = True
        try:
            await self._take([_arrived(record) for record in records])
        except Exception as error:
            self.trouble = type(error).__name__
            log.warning("waiting %.0f s: %s", self._pause, self.trouble)
            await asyncio.sleep(self._pause)
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
            raise
        self._pause, self.trouble, self._busy = FIRST_PAUSE, None, False

    def go_on(self, at: Mapping[TopicPartition, int]) -> None:
        """Hear next what stands at these places."""
        assert self._subscriber.consumer
        for partition, place in at.items():
            self._subscriber.consumer.seek(partition, place)

    async def lag(self) -> int | None:
        """How many records lie before us; None while no partition is assigned."""
        consumer = self._subscriber.consumer
        if consumer is None or not consumer.assignment():
            return None
        behind = 0
        for partition in consumer.assignment():
            end = consumer.highwater(partition)
            behind += max(0, end - await consumer.position(partition)) if end is not None else 0
        return behind

    async def caught_up(self) -> bool:
        """Whether all that lies there was heard and done. Not while nothing was looked for yet, nor after a failure."""
        consumer = self._subscriber.consumer
        if consumer is None or not consumer.assignment():
            return False
        for partition in consumer.assignment():
            if consumer.highwater(partition) != await consumer.position(partition):
                return False
        return not self._busy


class _GoesOn(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka is untyped
    """Sets the places of partitions as they are given to us."""

    def __init__(self, ears: Ears, places: Places) -> None:
        self._ears, self._places = ears, places

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        pass

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        known: Mapping[tuple[str, int], int] = {}
        try:
            known = await asyncio.to_thread(self._places)
        finally:  # whoever cannot say where, hears all again: nothing is missed, nothing is kept twice
            self._ears.go_on({part: known.get((part.topic, part.partition), 0) for part in assigned})


def _arrived(record: ConsumerRecord[bytes, bytes]) -> Arrived:
    return Arrived(record.topic, record.partition, record.offset, told(record.headers), record.value or b"")


async def _raw(message: Any) -> Any:
    """No decoding here: a record that cannot be read must not stop the line."""
    return message.raw_message


async def _clean(records: tuple[ConsumerRecord[bytes, bytes], ...], original: Callable[[Any], Awaitable[Any]]) -> Any:
    """FastStream would read all headers as text, which takes as long as Kafka itself and stops the line where they are none: it
    is shown the first record without any, and what it hands over are all as they came."""
    message = await original((replace(records[0], headers=()),))
    message.raw_message = records
    return message


def told(given: Iterable[tuple[str, Any]]) -> dict[str, bytes]:
    """The headers of a record. A forger's that are no text are left out: the message is then unreadable, and set aside by topic
    and offset."""
    headers = dict(given)
    return headers if _textual(headers) else {}


def _textual(headers: Mapping[str, bytes]) -> bool:
    try:
        b"\n".join(headers.values()).decode()
    except (UnicodeDecodeError, TypeError):
        return False
    return True
