"""Tries with a user's real password what the broker lets it do: every topic, reading and writing."""

import asyncio
from collections.abc import Mapping, Sequence

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError, TopicAuthorizationFailedError

from deploy.parts.kafka import login

PATIENCE = 20


async def write_one_each(bootstrap: str, user: str, password: str, topics: Sequence[str]) -> None:
    """One record in the first partition of each topic, so that a reader finds something."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, request_timeout_ms=10_000, **login(user, password))
    await producer.start()
    try:
        for topic in topics:
            await producer.send_and_wait(topic, b"x", partition=0)
    finally:
        await producer.stop()


async def deeds(bootstrap: str, user: str, password: str, topics: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """What the user could really do to each topic: `read`, `write`, both or nothing."""
    done: dict[str, set[str]] = {topic: set() for topic in topics}
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap, enable_idempotence=True, acks="all", **login(user, password)
    )
    await producer.start()
    try:
        for topic in topics:
            try:
                await asyncio.wait_for(producer.send_and_wait(topic, b"x", partition=0), PATIENCE)
                done[topic].add("write")
            except TopicAuthorizationFailedError:
                pass
    finally:
        await producer.stop()
    for topic in await readable(bootstrap, user, password, topics):
        done[topic].add("read")
    return {topic: frozenset(found) for topic, found in done.items()}


async def readable(bootstrap: str, user: str, password: str, topics: Sequence[str]) -> list[str]:
    """The topics of which the user gets the first record."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest", **login(user, password))
    await consumer.start()
    try:
        seen = await consumer.topics()  # a topic the broker does not even name to this user cannot be asked for
        return [topic for topic in topics if topic in seen and await _gets_a_record(consumer, topic)]
    finally:
        await consumer.stop()


async def _gets_a_record(consumer: AIOKafkaConsumer, topic: str) -> bool:
    consumer.assign([TopicPartition(topic, 0)])
    try:
        await asyncio.wait_for(consumer.getone(), PATIENCE)
    except TopicAuthorizationFailedError:
        return False
    return True


async def may_enter(bootstrap: str, **credentials: str) -> bool:
    """Does the broker answer somebody with these credentials, or with none?"""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, request_timeout_ms=5000, **credentials)
    try:
        await asyncio.wait_for(producer.start(), PATIENCE)
    except KafkaError:
        return False
    finally:
        await producer.stop()
    return True
