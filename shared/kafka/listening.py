"""What was heard of other journals is kept together with how far it was heard: whoever loses the one hears it all again.

The broker remembers places too, but it outlives the database of a listener: after a loss it would go on in the middle.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from psycopg_pool import ConnectionPool

from shared.bookmarks import repeatable
from shared.journal import JournalEntry, NotAnEntry
from shared.kafka.inbox import Arrived, set_aside

Keep = Callable[[Sequence[JournalEntry]], None]
After = Mapping[tuple[str, int], int]
"""Where to go on, by topic and partition."""
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

    def mark(self, after: After) -> None:
        """All was heard that lies before these."""
        names = [f"{self._listener}{topic}/{partition}" for topic, partition in after]
        with repeatable(self._pool) as conn:
            conn.execute(MARK.encode(), [names, [*after.values()]])

    def __call__(self) -> After:
        """What does not stand here was never heard."""
        with self._pool.connection() as conn:
            rows = conn.execute(
                "SELECT name, position FROM progress WHERE starts_with(name, %s) AND name LIKE '%%/%%'", [self._prefix]
            ).fetchall()
        heard = ((name.removeprefix(self._listener).rpartition("/"), place) for name, place in rows)
        return {(topic, int(partition)): place for (topic, _, partition), place in heard}


def after_all(records: Iterable[Arrived]) -> After:
    """Where one is after these."""
    return {(record.topic, record.partition): record.offset + 1 for record in records}  # in order: the last counts


class NoEntry(NamedTuple):
    """A record of a journal that is no entry, and why."""

    record: Arrived
    why: str


class Listening:
    """Hands entries to `keep`, which bears to be given them twice, then marks how far it came in the same database."""

    def __init__(self, pool: ConnectionPool[Any], keep: Keep) -> None:
        self._pool, self._keep = pool, keep
        self.places = Places(pool, "journal.")

    def read(self, record: Arrived) -> JournalEntry | NoEntry:
        try:
            return JournalEntry.from_record(record.headers, record.value)
        except NotAnEntry as wrong:
            return NoEntry(record, str(wrong))

    def __call__(self, heard: Sequence[JournalEntry | NoEntry], after: After) -> None:
        """What is no entry is set aside, and the hole it leaves in its journal shows on the page of sources."""
        for each in heard:
            if isinstance(each, NoEntry):
                set_aside(self._pool, each.record, each.why)
        self._keep([each for each in heard if isinstance(each, JournalEntry)])
        self.places.mark(after)
