"""What was heard of other journals is kept together with how far it was heard: whoever loses the one hears it all again.

The broker remembers places too, but it outlives the database of a listener: after a loss it would go on in the middle.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from psycopg_pool import ConnectionPool

from shared.bookmarks import repeatable
from shared.journal import JournalEntry, NotAnEntry
from shared.kafka.inbox import Arrived, set_aside

Keep = Callable[[Sequence[JournalEntry]], None]
CHANNEL = "heard"
"""On which whoever makes something of what was heard is woken."""
MARK = """
INSERT INTO progress (name, position) SELECT * FROM unnest(%s::text[], %s::bigint[])
ON CONFLICT (name) DO UPDATE SET position = excluded.position, at = now()
"""


class Places:
    """How far the topics whose names begin with `prefix` were heard, kept in the database of what was heard. Whoever hears a
    topic a second time, for something else, is named as the `listener`."""

    def __init__(self, pool: ConnectionPool[Any], prefix: str, listener: str = "") -> None:
        self._pool, self._listener, self._prefix = pool, listener, listener + prefix

    def mark(self, records: Sequence[Arrived]) -> None:
        """All of these were heard, and all before them."""
        after = {(record.topic, record.partition): record.offset + 1 for record in records}  # in order: the last counts
        names = [f"{self._listener}{topic}/{partition}" for topic, partition in after]
        with repeatable(self._pool) as conn:
            conn.execute(MARK.encode(), [names, [*after.values()]])

    def __call__(self) -> Mapping[tuple[str, int], int]:
        """Where to go on, by topic and partition; what does not stand here was never heard."""
        with self._pool.connection() as conn:
            rows = conn.execute(
                "SELECT name, position FROM progress WHERE starts_with(name, %s) AND name LIKE '%%/%%'", [self._prefix]
            ).fetchall()
        heard = ((name.removeprefix(self._listener).rpartition("/"), place) for name, place in rows)
        return {(topic, int(partition)): place for (topic, _, partition), place in heard}


class Listening:
    """Hands entries to `keep`, which bears to be given them twice, then marks how far it came in the same database."""

    def __init__(self, pool: ConnectionPool[Any], keep: Keep) -> None:
        self._pool, self._keep = pool, keep
        self.places = Places(pool, "journal.")

    def __call__(self, records: Sequence[Arrived]) -> None:
        self._keep([entry for record in records if (entry := self._entry(record))])
        self.places.mark(records)

    def _entry(self, record: Arrived) -> JournalEntry | None:
        """None for what is no entry: it is set aside, and the hole it leaves in its journal shows on the page of sources."""
        try:
            return JournalEntry.from_record(record.headers, record.value)
        except NotAnEntry as wrong:
            set_aside(self._pool, record, str(wrong))
            return None
