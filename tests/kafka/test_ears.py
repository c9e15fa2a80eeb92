"""Whether all that lies in the topics was heard: only then may a day be judged by what was heard."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from shared.kafka import bus
from shared.kafka.bus import Ears
from shared.kafka.inbox import Arrived


@dataclass
class Consumer:
    """What a consumer knows of its partitions: up to where they go, and up to where it has taken records."""

    ends: dict[int, int | None] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)

    def assignment(self) -> set[int]:
        return set(self.ends)

    def highwater(self, partition: int) -> int | None:
        return self.ends[partition]

    async def position(self, partition: int) -> int:
        return self.taken[partition]


class Subscriber:
    """Stands where FastStream stands: it is given a handler, and the test hands it batches."""

    consumer: Consumer | None = None
    hear: Callable[[Sequence[Any]], Any]

    def __call__(self, handler: Callable[[Sequence[Any]], Any]) -> None:
        self.hear = handler


def listening(take: Callable[[Sequence[Arrived]], Any], consumer: Consumer | None) -> tuple[Ears, Subscriber]:
    subscriber = Subscriber()
    subscriber.consumer = consumer
    broker: Any = SimpleNamespace(subscriber=lambda *_, **__: subscriber)
    return Ears(broker, ["journal.intake.police"], "notifications.office.journal", take), subscriber


async def nothing(_: Sequence[Arrived]) -> None:
    return None


@pytest.mark.parametrize(
    ("consumer", "expected"),
    [
        (None, False),
        (Consumer(), False),
        (Consumer({0: None}, {0: 0}), False),
        (Consumer({0: 5, 1: 7}, {0: 5, 1: 6}), False),
        (Consumer({0: 5, 1: 7}, {0: 5, 1: 7}), True),
    ],
    ids=["not started", "nothing assigned", "nothing fetched yet", "something lies there", "all taken"],
)
def test_ears_have_caught_up_when_every_partition_was_taken_to_its_end(
    consumer: Consumer | None, expected: bool
) -> None:
    ears, _ = listening(nothing, consumer)
    assert asyncio.run(ears.caught_up()) is expected


def test_what_is_still_being_worked_on_is_not_heard_yet() -> None:
    seen: list[bool] = []

    async def look_while_working(_: Sequence[Arrived]) -> None:
        seen.append(await ears.caught_up())

    ears, subscriber = listening(look_while_working, Consumer({0: 5}, {0: 5}))

    async def hear() -> None:
        await subscriber.hear([])
        seen.append(await ears.caught_up())

    asyncio.run(hear())
    assert seen == [False, True]


def test_what_failed_is_not_heard_until_it_was_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bus, "FIRST_PAUSE", 0.0)
    away, seen = [True], list[bool]()

    async def take(_: Sequence[Arrived]) -> None:
        if away and away.pop():
            raise ConnectionError

    ears, subscriber = listening(take, Consumer({0: 5}, {0: 5}))

    async def hear() -> None:
        with pytest.raises(ConnectionError):
            await subscriber.hear([])
        seen.append(await ears.caught_up())
        await subscriber.hear([])
        seen.append(await ears.caught_up())

    asyncio.run(hear())
    assert seen == [False, True]
