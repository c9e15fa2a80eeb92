"""Records of journals, heard by whoever keeps them as if they came from the broker."""

from collections.abc import Sequence

from shared.kafka.inbox import Arrived
from shared.kafka.listening import Listening, after_all


def hear(listening: Listening, records: Sequence[Arrived]) -> None:
    listening([listening.read(record) for record in records], after_all(records))
