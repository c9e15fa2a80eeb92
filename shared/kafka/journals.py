"""The edge to Kafka where journals are read in bulk, on librdkafka: it fetches and unpacks in C while we work on what came
before, and costs half of what a client in Python does.

A batch is marked after the work on it. What raises there is temporary by definition: the same batch is tried again after a
pause that grows, and whoever ends meanwhile leaves it to the next.

Each record is read as soon as it is taken out and let go at once: a batch of what was read is a small part of the records it was
read from, and thousands of these with their headers would be more than the processor has at hand.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Event, Thread
from typing import Any, Generic, TypeVar

from confluent_kafka import Consumer, KafkaException, Message, TopicPartition

from shared.kafka.bus import FIRST_PAUSE, LONGEST_PAUSE, LONGEST_WAIT_MS, Places
from shared.kafka.inbox import Arrived
from shared.kafka.listening import After

log = logging.getLogger("trove.kafka")
GATHERS = 0.01
"""Seconds for which more may come together, once something came."""
AHEAD_KB = 8 * 1024
"""So much is fetched ahead of the work: memory stays the same however much lies there."""
Settings = Mapping[str, str | int | bool]
T = TypeVar("T")


def settings(servers: str, user: str, password: str, group: str) -> Settings:
    """A connection of one instance under its own name, as one of a group; nothing is marked without being told to."""
    return {
        "bootstrap.servers": servers,
        "client.id": user,
        "group.id": group,
        "security.protocol": "SASL_PLAINTEXT",
        "sasl.mechanism": "SCRAM-SHA-256",
        "sasl.username": user,
        "sasl.password": password,
        "enable.auto.commit": False,
        "session.timeout.ms": 10_000,  # after so long somebody else takes the place of one who was killed
        "heartbeat.interval.ms": 500,  # so soon one who hears shares with another who comes
        "auto.offset.reset": "earliest",
        "partition.assignment.strategy": "roundrobin",  # aiokafka's: processes of before and after share a group
        "fetch.wait.max.ms": LONGEST_WAIT_MS,
        "fetch.max.bytes": AHEAD_KB * 1024,
        "queued.max.messages.kbytes": AHEAD_KB,
        "fetch.queue.backoff.ms": 5,  # a second, unless told: so long the work would wait whenever enough was fetched
    }


class JournalEars(Generic[T]):
    """Listens to journals in a thread of its own. What `read` makes of the records is handed over, at most `many` at once, with
    where one is after them; `take` does it or raises to be given it again. It goes on where `places` says, and not where the
    broker remembers."""

    def __init__(
        self,
        at: Settings,
        topics: Sequence[str],
        read: Callable[[Arrived], T],
        take: Callable[[Sequence[T], After], None],
        places: Places,
        many: int,
    ) -> None:
        self._settings, self._topics, self._places, self._many = at, topics, places, many
        self._read, self._take = read, take
        # what is to be heard next of each partition that is ours; that, with the end of each as last seen (below 0: not yet)
        self._next: Mapping[tuple[str, int], int] = {}
        self._standing: Sequence[tuple[int, int]] = ()
        self._over = Event()
        self.trouble: str | None = None

    def start(self) -> None:
        self._consumer = Consumer({**self._settings}, logger=log)
        self._consumer.subscribe([*self._topics], on_assign=self._assigned, on_revoke=self._revoked)
        self._thread = Thread(target=self._listen, name="journals", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Returns when what is in hand is done, and the partitions are given back."""
        self._over.set()
        self._thread.join()

    async def lag(self) -> int | None:
        """How many records lie before us; None while no partition is assigned."""
        ours = self._standing
        return sum(max(0, end - at) for at, end in ours) if ours else None

    async def caught_up(self) -> bool:
        """Whether all that lies there was heard and done. Not while nothing was looked for yet, nor after a failure."""
        ours = self._standing
        return bool(ours) and all(at == end for at, end in ours)

    def _listen(self) -> None:
        pause, came, batch = FIRST_PAUSE, list[Message](), _Batch[T]()
        while not self._over.is_set():
            try:
                if not (came or batch.read):
                    self._come(came)
                while came:  # the last one first; let go only when it is read
                    if _told(came[-1]):
                        record = _arrived(came[-1])
                        batch.add(record, self._read(record))
                    came.pop()
                self._look()
                if batch.read:
                    self._take(batch.read, batch.after)
                    self._done(batch.after)
                    self._look()
                pause, self.trouble, batch = FIRST_PAUSE, None, _Batch()
            except Exception as error:  # noqa: BLE001 - whatever it was, it is shown and tried again
                self.trouble = type(error).__name__
                log.warning("waiting %.0f s: %s", pause, self.trouble)
                self._over.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
        self._consumer.close()
        self._next, self._standing = {}, ()

    def _come(self, came: list[Message]) -> None:
        """Add what came, backwards; after a while nothing. Partitions change hands here only, never under the work on a batch."""
        first = self._consumer.poll(LONGEST_WAIT_MS / 1000)
        if first is not None:
            came.append(first)  # at once: whatever happens to those that follow, it was taken out
            came[:0] = reversed(self._consumer.consume(self._many - 1, GATHERS))

    def _done(self, after: After) -> None:
        after = {part: at for part, at in after.items() if part in self._next}
        self._next = {**self._next, **after}
        with suppress(KafkaException):  # for those who look at the broker; our own place is kept with the work
            self._consumer.commit(offsets=[TopicPartition(*p, at) for p, at in after.items()], asynchronous=True)

    def _look(self) -> None:
        ends = {p: self._consumer.get_watermark_offsets(TopicPartition(*p), cached=True) for p in self._next}
        self._standing = tuple((at, ends[p][1]) for p, at in self._next.items())

    def _assigned(self, consumer: Consumer, parts: list[TopicPartition]) -> None:
        try:
            known = self._places()
        except Exception as error:  # noqa: BLE001 - hears all again then: nothing is missed, nothing is kept twice
            log.warning("heard from the beginning: %s", type(error).__name__)
            known = {}
        self._next = {(part.topic, part.partition): known.get((part.topic, part.partition), 0) for part in parts}
        consumer.assign([TopicPartition(*part, at) for part, at in self._next.items()])

    def _revoked(self, _: Consumer, __: list[TopicPartition]) -> None:
        self._next, self._standing = {}, ()


class _Batch(Generic[T]):
    """What was read of records, and where one is after them."""

    def __init__(self) -> None:
        self.read = list[T]()
        self.after = dict[tuple[str, int], int]()

    def add(self, record: Arrived, read: T) -> None:
        self.read.append(read)
        self.after[record.topic, record.partition] = record.offset + 1


def _told(message: Message) -> bool:
    """Not so for what the client says of itself, as that a topic is not there."""
    if error := message.error():
        log.warning("%s: %s", message.topic(), error.name())
    return error is None


def _arrived(message: Any) -> Arrived:
    """Headers whose names are no text are a forger's, and are left out: see `shared.kafka.bus`. What the others hold is looked
    at by whoever reads it."""
    try:
        headers = dict(message.headers() or ())
    except UnicodeDecodeError:
        headers = {}
    return Arrived(message.topic(), message.partition(), message.offset(), headers, message.value() or b"")
