"""Journals heard in bulk from a real broker: all, in their order, on from the right place, whoever fails or leaves meanwhile."""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from uuid import uuid4

import pytest
from kafka import KafkaProducer
from kafka.admin import NewTopic

from deploy.parts.kafka import Kafka, login
from shared.kafka import journals
from shared.kafka.inbox import Arrived
from shared.kafka.journals import JournalEars, settings

PATIENCE = 30.0
PARTITIONS = 4
Take = Callable[[Sequence[Arrived]], None]


@pytest.fixture
def topic(kafka: Kafka) -> str:
    name = f"journal.{uuid4()}"
    with closing(kafka.admin()) as admin:
        admin.create_topics([NewTopic(name, PARTITIONS, 1)], wait_for_metadata=True)
    return name


def told(kafka: Kafka, topic: str, words: Sequence[bytes], *, part: int = 0, headers: object = ()) -> None:
    producer = KafkaProducer(bootstrap_servers=kafka.bootstrap, **login(kafka.admin_user, kafka.admin_password))
    for word in words:
        producer.send(topic, word, partition=part, headers=list(headers))  # type: ignore[call-overload]
    producer.flush()
    producer.close()


def as_it_came(record: Arrived) -> Arrived:
    return record


@contextmanager
def listening(
    kafka: Kafka,
    topic: str,
    take: Take,
    places: Mapping[tuple[str, int], int] | None = None,
    group: str = "",
    read: Callable[[Arrived], Arrived] = as_it_came,
) -> Iterator[JournalEars[Arrived]]:
    at = settings(kafka.bootstrap, kafka.admin_user, kafka.admin_password, group or f"{uuid4()}")
    ears = JournalEars(at, [topic], read, lambda heard, _: take(heard), lambda: places or {}, many=10)
    ears.start()
    try:
        yield ears
    finally:
        ears.stop()


def eventually(so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < until, "it did not come to be"
        time.sleep(0.05)


def caught_up(ears: JournalEars[Arrived]) -> Callable[[], bool]:
    return lambda: asyncio.run(ears.caught_up())


def numbers(first: int, last: int) -> list[bytes]:
    return [str(n).encode() for n in range(first, last)]


def test_what_lies_there_and_what_comes_later_is_heard_in_its_order(kafka: Kafka, topic: str) -> None:
    heard: list[Arrived] = []
    told(kafka, topic, numbers(0, 25), headers=[("ce_type", b"a")])
    with listening(kafka, topic, heard.extend) as ears:
        eventually(lambda: len(heard) == 25)
        told(kafka, topic, numbers(25, 30))
        eventually(lambda: len(heard) == 30)
        eventually(caught_up(ears))
        assert asyncio.run(ears.lag()) == 0
    assert [each.value for each in heard] == numbers(0, 30)
    assert heard[7] == Arrived(topic, 0, 7, {"ce_type": b"a"}, b"7")
    assert asyncio.run(ears.lag()) is None


def test_it_goes_on_where_its_keeper_says_and_not_where_the_broker_remembers(kafka: Kafka, topic: str) -> None:
    told(kafka, topic, numbers(0, 9))
    first: list[Arrived] = []
    with listening(kafka, topic, first.extend, group=topic) as ears:
        eventually(caught_up(ears))
    again: list[Arrived] = []
    with listening(kafka, topic, again.extend, {(topic, 0): 6}, group=topic) as ears:
        eventually(caught_up(ears))
    assert [each.value for each in again] == numbers(6, 9)


def test_what_could_not_be_kept_is_given_again_and_not_taken_for_heard(
    kafka: Kafka, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "FIRST_PAUSE", 0.2)
    kept: list[bytes] = []
    away = [True, True]
    seen: list[tuple[bool, int | None]] = []

    def take(records: Sequence[Arrived]) -> None:
        seen.append((asyncio.run(ears.caught_up()), asyncio.run(ears.lag())))
        if away and away.pop():
            raise ConnectionError("the database went away")
        kept.extend(each.value for each in records)

    told(kafka, topic, numbers(0, 3))
    with listening(kafka, topic, take) as ears:
        eventually(lambda: ears.trouble == "ConnectionError")
        eventually(caught_up(ears))
        eventually(lambda: ears.trouble is None)
    assert kept == numbers(0, 3)
    assert len(seen) >= 3
    assert not any(caught for caught, _ in seen)


def test_what_could_not_be_read_is_read_again_and_nothing_is_passed_over(
    kafka: Kafka, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "FIRST_PAUSE", 0.2)
    kept: list[bytes] = []
    lacking = [True, True]

    def read(record: Arrived) -> Arrived:
        if record.value == b"3" and lacking and lacking.pop():
            raise MemoryError
        return record

    told(kafka, topic, numbers(0, 25))
    with listening(kafka, topic, lambda heard: kept.extend(each.value for each in heard), read=read) as ears:
        eventually(lambda: ears.trouble == "MemoryError")
        assert not kept
        eventually(caught_up(ears))
    assert kept == numbers(0, 25)


def test_whoever_cannot_say_where_to_go_on_hears_all_again(kafka: Kafka, topic: str) -> None:
    heard: list[Arrived] = []

    def away() -> Mapping[tuple[str, int], int]:
        raise ConnectionError("the database went away")

    told(kafka, topic, numbers(0, 5))
    at = settings(kafka.bootstrap, kafka.admin_user, kafka.admin_password, topic)
    ears = JournalEars(at, [topic], as_it_came, lambda each, _: heard.extend(each), away, 10)
    ears.start()
    eventually(lambda: len(heard) == 5)
    ears.stop()


def test_headers_of_a_forger_stop_nobody(kafka: Kafka, topic: str) -> None:
    heard: list[Arrived] = []
    told(kafka, topic, [b"forged"], headers=[("ce_type", b"\xff")])
    told(kafka, topic, [b"true"], headers=[("ce_type", b"a")])
    with listening(kafka, topic, heard.extend) as ears:
        eventually(caught_up(ears))
    assert [(each.value, each.headers) for each in heard] == [
        (b"forged", {"ce_type": b"\xff"}),
        (b"true", {"ce_type": b"a"}),
    ]


def test_two_share_the_partitions_and_whoever_stays_takes_those_of_whoever_leaves(kafka: Kafka, topic: str) -> None:
    one: list[Arrived] = []
    other: list[Arrived] = []
    with listening(kafka, topic, one.extend, group=topic) as stays:
        with listening(kafka, topic, other.extend, group=topic) as leaves:
            eventually(lambda: len(stays._next) == len(leaves._next) == PARTITIONS // 2)
            for part in range(PARTITIONS):
                told(kafka, topic, numbers(0, 3), part=part)
            eventually(lambda: len(one) == len(other) == 6)
        eventually(lambda: len(stays._next) == PARTITIONS)
        for part in range(PARTITIONS):
            told(kafka, topic, [b"later"], part=part)
        eventually(lambda: {each.partition for each in one if each.value == b"later"} == {*range(PARTITIONS)})
    assert {each.partition for each in one[:6]}.isdisjoint(each.partition for each in other)
