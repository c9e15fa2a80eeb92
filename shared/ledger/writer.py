"""The one writer of a ledger: callers hand in units and wait; units are judged in order and committed in groups.

Positions are dense, across processes too: whoever holds the advisory lock reads the last position and goes on from
there. Every unit carries a key, so after a lost connection, outcome unknown, the same units are simply asked again.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, LiteralString
from uuid import UUID

import psycopg

from shared.kernel.when import stamp
from shared.ledger.refusals import Unavailable
from shared.ledger.units import Answer, Done, Message, Row, Standing, Unit

CHANNEL = "stored_events"
"""Followers LISTEN here; it is also where the library's own subscriptions listen."""
MOST_ENTRIES, MOST_BYTES = 100, 100_000
"""Of one group and one statement: psycopg stops for ever on much larger ones."""
SESSION = (
    # A frozen holder of the lock is put out after 5 s. One plan for ever, made with the indexes while tables are empty.
    "-c idle_in_transaction_session_timeout=5s -c transaction_timeout=30s -c client_min_messages=error"
    " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off"
)
# Two statements in one round trip, apart from READ: only a statement begun after the lock sees what the last holder wrote.
LOCK: LiteralString = "BEGIN; SELECT pg_advisory_xact_lock(8390884)"
READ: LiteralString = """
SELECT * FROM (SELECT 'last', convert_from(substring(state FROM 14 FOR 27), 'UTF8'), NULL, notification_id, 0::bigint,
    0::bigint, NULL::bytea FROM stored_events ORDER BY notification_id DESC LIMIT 1) l
UNION ALL SELECT 'version', s::text, NULL, v, 0, 0, NULL FROM unnest(%s::uuid[]) s, LATERAL
    (SELECT max(originator_version) v FROM stored_events WHERE originator_id = s) WHERE v IS NOT NULL
UNION ALL SELECT 'command', command_id::text, NULL, 0, first, last, digest FROM commands WHERE command_id = ANY(%s::uuid[])
UNION ALL SELECT 'number', i, j, n, 0, 0, NULL FROM unnest(%b::text[], %b::text[]) m (i, j), LATERAL
    (SELECT max(seq) n FROM told WHERE (inbox, subject) = (i, j)) WHERE n IS NOT NULL
UNION ALL SELECT 'due', s, j, n + 1, 0, 0, NULL FROM unnest(%b::text[], %b::text[]) m (s, j), LATERAL
    (SELECT max(seq) n FROM heard WHERE (sender, subject) = (s, j)) WHERE n IS NOT NULL
UNION ALL SELECT 'heard', sender, subject, seq, first, last, NULL FROM unnest(%b::text[], %b::text[], %s::bigint[]) m (s, j, n)
    JOIN heard ON (sender, subject, seq) = (s, j, n)
"""
ENTRIES: LiteralString = """
INSERT INTO stored_events (originator_id, originator_version, topic, state, notification_id)
SELECT * FROM unnest(%s::uuid[], %s::bigint[], %b::text[], %b::bytea[], %s::bigint[])
"""
ALL: LiteralString = f"""
WITH e AS ({ENTRIES}),
     c AS (INSERT INTO commands SELECT * FROM unnest(%s::uuid[], %b::bytea[], %s::bigint[], %s::bigint[])),
     h AS (INSERT INTO heard SELECT * FROM unnest(%b::text[], %b::text[], %s::bigint[], %s::bigint[], %s::bigint[])),
     t AS (INSERT INTO told SELECT * FROM unnest(%b::text[], %b::text[], %s::bigint[], %s::bigint[]))
SELECT pg_notify('{CHANNEL}', '')
"""  # noqa: S608 - made of constants
STEPS = ("writer.judged", "writer.inserted", "writer.committed")
"""Between any two of these the world may stop; the tests stop it at each."""
Waiting = tuple[Unit, Future[Answer]]


class Writer:
    """One per process; several processes may share a database.

    `clock` gives the town's time: each group is stamped under the lock with it, or with the last stamp if the clock
    stands behind: `at` never goes back. `patience` is how long (seconds) an absent database is waited for.
    """

    def __init__(
        self,
        conninfo: str,
        *,
        patience: float = 30.0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        between: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._between = between
        self._conninfo, self._patience, self._clock = conninfo, patience, clock
        self._connection: psycopg.Connection[Any] | None = None
        self._away: float | None = None  # since when the database does not answer
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._door, self._open = Lock(), True
        self._turn, self._calm = Lock(), True  # whose turn the connection is; nobody else was waiting lately
        self._thread = Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, unit: Unit) -> Future[Answer]:
        """Queue a unit; it is answered after its commit. A callback of the future must not wait for another unit."""
        if strange := {entry.stream for entry in unit.entries} - unit.expected.keys():
            raise ValueError(f"no expected version for {strange}")
        future: Future[Answer] = Future()
        with self._door:
            if not self._open:
                raise Unavailable("the writer is closed")
            self._queue.put((unit, future))
        return future

    def write(self, unit: Unit) -> Answer:
        """Judge and commit. A caller that is alone does it on its own thread and saves two hand-overs."""
        if not (self._calm and self._open and self._queue.empty() and self._turn.acquire(blocking=False)):
            return self.submit(unit).result()
        future: Future[Answer] = Future()
        try:
            if strange := {entry.stream for entry in unit.entries} - unit.expected.keys():
                raise ValueError(f"no expected version for {strange}")
            self._settle([(unit, future)], alone=True)
        finally:
            self._turn.release()
        return future.result()

    def close(self) -> None:
        """Answer everything that waits, then stop."""
        with self._door:
            self._open = False
            self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            with self._turn:
                if first[1].set_running_or_notify_cancel():
                    self._settle(batch := [first])
                    self._calm = len(batch) == 1
        with self._turn:
            self._hang_up()

    def _join(self, batch: list[Waiting]) -> None:
        """Add the units that wait, up to about the limits."""
        entries = sum(max(1, len(unit.entries)) for unit, _ in batch)
        size = sum(len(entry.rest) for unit, _ in batch for entry in unit.entries)
        with suppress(Empty):
            while entries < MOST_ENTRIES and size < MOST_BYTES:
                if (item := self._queue.get_nowait()) is None:
                    self._queue.put(None)  # the closing mark is for the next turn
                    return
                if item[1].set_running_or_notify_cancel():
                    batch.append(item)
                    entries += max(1, len(item[0].entries))
                    size += sum(len(entry.rest) for entry in item[0].entries)

    def _settle(self, batch: list[Waiting], *, alone: bool = False) -> None:
        """Answer every unit; unless it shall be alone, those too that have come when the lock is held. While the database
        is away ask again; when a unit is unfit, it alone fails."""
        while True:
            try:
                answers = self._commit(batch, alone)
            except Exception as error:  # noqa: BLE001 - it goes to the callers: none may wait for ever
                lost = isinstance(error, psycopg.OperationalError) or (self._connection and self._connection.closed)
                self._hang_up()  # also rolls back
                if lost:
                    self._away = self._away or time.monotonic()
                    if time.monotonic() - self._away < self._patience:
                        time.sleep(0.05)
                        continue
                    error = Unavailable(str(error))
                elif len(batch) > 1:
                    for one in batch:
                        self._settle([one], alone=True)
                    return
                for _, future in batch:
                    future.set_exception(error)
            else:
                self._away = None
                for (_, future), answer in zip(batch, answers, strict=True):
                    future.set_result(answer)
            return

    def _commit(self, batch: list[Waiting], alone: bool) -> list[Answer]:
        """One transaction: lock, read, judge, insert, commit. Four round trips, however many units."""
        if self._connection is None:
            self._connection = psycopg.connect(self._conninfo, autocommit=True, options=SESSION, connect_timeout=5)
        run = self._connection.execute
        run(LOCK)
        if not alone:
            self._join(batch)  # only now: while one waits for the lock, others get ready
        units = [unit for unit, _ in batch]
        standing = self._read(units)
        standing.at = max(standing.at, stamp(self._clock()))
        answers = [standing.judge(unit) for unit in units]
        self._between("writer.judged")
        if standing.won:
            self._insert(standing)
            self._between("writer.inserted")
        run("COMMIT")
        self._between("writer.committed")
        return answers

    def _read(self, units: Sequence[Unit]) -> Standing:
        assert self._connection
        commands = [unit.key for unit in units if isinstance(unit.key, UUID)]
        messages = [unit.key for unit in units if isinstance(unit.key, Message)]
        inboxes = sorted({told[:2] for unit in units for entry in unit.entries for told in entry.told})
        senders, subjects, seqs = _columns(messages, 3)
        lines = _columns(sorted({m[:2] for m in messages}), 2)
        streams = {stream for unit in units for stream in unit.expected}
        standing = Standing()
        inboxes_and_lines = (*_columns(inboxes, 2), *lines)
        values = (_array(streams), _array(commands), *inboxes_and_lines, senders, subjects, _array(seqs))
        for kind, a, b, n, first, last, digest in self._connection.execute(READ, values, prepare=True):
            match kind:
                case "last":
                    standing.at, standing.last = a, n
                case "version":
                    standing.versions[UUID(a)] = n
                case "command":
                    standing.done[UUID(a)] = Done(first, last, digest)
                case "number":
                    standing.numbers[a, b] = n
                case "due":
                    standing.due[a, b] = n
                case "heard":
                    standing.done[Message(a, b, n)] = Done(first, last)
        return standing

    def _insert(self, standing: Standing) -> None:
        assert self._connection
        rows = standing.rows
        while len(rows) > MOST_ENTRIES:  # one large unit
            self._connection.execute(ENTRIES, _entries(rows[:MOST_ENTRIES]), prepare=True)
            rows = rows[MOST_ENTRIES:]
        won = standing.won
        commands = [(u.key, u.digest, d.first, d.last) for u, d in won if isinstance(u.key, UUID)]
        heard = [(*u.key, d.first, d.last) for u, d in won if isinstance(u.key, Message)]
        keys, digests, *led = _columns(commands, 4)
        senders, subjects, *at = _columns(heard, 5)
        inboxes, about, *numbers = _columns(standing.told, 4)
        values = (
            *_entries(rows), _array(keys), digests, *map(_array, led), senders, subjects, *map(_array, at),
            inboxes, about, *map(_array, numbers),
        )  # fmt: skip
        self._connection.execute(ALL, values, prepare=True)

    def _hang_up(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def _entries(rows: Sequence[Row]) -> tuple[Any, ...]:
    streams, versions, names, bodies, positions = _columns(rows, 5)
    return _array(streams), _array(versions), names, bodies, _array(positions)


def _array(values: Iterable[object]) -> str:
    """Numbers or UUIDs as PostgreSQL writes them: psycopg looks at each element of a list, which takes far longer."""
    return "{" + ",".join(map(str, values)) + "}"
