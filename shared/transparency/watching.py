"""Whoever follows all logs of the town hears what they show, what witnesses sign, and what contradicts itself."""

from collections.abc import Callable, Sequence
from typing import Any

from psycopg_pool import ConnectionPool

from shared.kafka.inbox import Arrived
from shared.kafka.listening import Places, after_all
from shared.transparency.log import CHECKPOINT, COSIGNATURE, EVIDENCE, TOPIC

Watch = Callable[[Sequence[Arrived]], None]
WATCHED = (CHECKPOINT, COSIGNATURE, EVIDENCE)


class Watching:
    """Hands the records to `watch`, which bears to be given them twice, then marks how far it came in the same database."""

    def __init__(self, pool: ConnectionPool[Any], watch: Watch) -> None:
        self._watch, self.places = watch, Places(pool, TOPIC, listener="watching ")

    def __call__(self, records: Sequence[Arrived]) -> None:
        self._watch(records)
        self.places.mark(after_all(records))
