"""Where a ledger lies: in PostgreSQL, read by the eventsourcing library and written by our writer; or in memory."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from threading import Lock
from types import TracebackType
from typing import Any, Protocol
from uuid import UUID

import psycopg
from eventsourcing.persistence import StoredEvent
from eventsourcing.popo import POPOApplicationRecorder
from psycopg.types.numeric import Int8
from psycopg_pool import ConnectionPool

from shared.kernel.when import stamp
from shared.ledger.refusals import ReadOnly, Unavailable
from shared.ledger.stored import decode_body
from shared.ledger.units import Answer, Done, Message, Row, Standing, Unit
from shared.ledger.writer import Writer

Clock = Callable[[], datetime]
_COPY = b"COPY stored_events (originator_id, originator_version, topic, state, notification_id) FROM STDIN"


class Store(Protocol):
    """What a ledger asks of the place it lies in. All reading is of committed entries, in order."""

    def stream(self, stream: UUID, after: int = 0) -> Sequence[Row]:
        """Entries of a stream after a version of it."""
        ...

    def since(self, position: int, limit: int = 500) -> Sequence[Row]:
        """Entries after a position, oldest first."""
        ...

    def last(self) -> int: ...

    def write(self, unit: Unit) -> Answer: ...

    def done(self, key: UUID | Message) -> Done | None:
        """What a key led to, if it was used; without asking the writer."""
        ...

    def received(self, positions: Collection[int]) -> frozenset[int]:
        """Those of these entries whose messages have all come: their listeners receipted them."""
        ...


class InMemory:
    """The real ledger's promises for one process: the library's recorder in memory, judged as in PostgreSQL."""

    def __init__(self, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self.recorder = POPOApplicationRecorder()
        self._clock, self._turn = clock, Lock()
        self._standing = Standing()
        self.receipted = set[int]()
        """Positions that a test says have come: nobody else brings receipts here."""

    def stream(self, stream: UUID, after: int = 0) -> Sequence[Row]:
        return [row for row in self.since(0, 10_000_000) if row.stream == stream and row.version > after]

    def since(self, position: int, limit: int = 500) -> Sequence[Row]:
        found = self.recorder.select_notifications(position, limit, inclusive_of_start=False)
        return [Row(UUID(str(n.originator_id)), n.originator_version, n.topic, n.state, n.id) for n in found]

    def last(self) -> int:
        return self._standing.last

    def done(self, key: UUID | Message) -> Done | None:
        return self._standing.done.get(key)

    def received(self, positions: Collection[int]) -> frozenset[int]:
        return frozenset(positions) & self.receipted

    def write(self, unit: Unit) -> Answer:
        with self._turn:
            standing = self._standing
            standing.at, standing.rows = max(standing.at, stamp(self._clock())), []
            answer = standing.judge(unit)
            self.recorder.insert_events(
                [StoredEvent(row.stream, row.version, row.name, row.body) for row in standing.rows]
            )
            return answer


class InPostgres:
    """A ledger in its own database. `pool` serves reading; the writer keeps one connection of its own."""

    def __init__(self, conninfo: str, pool: ConnectionPool[Any], clock: Clock, **how: Any) -> None:
        """`how` is passed to the writer: patience, between."""
        self.conninfo, self._pool = conninfo, pool
        self.writer = Writer(conninfo, clock=clock, **how)
        self.shut: str | None = None
        """Why nothing may be written; None as it should be."""

    def stream(self, stream: UUID, after: int = 0) -> Sequence[Row]:
        sql = (
            "SELECT originator_id, originator_version, topic, state, notification_id FROM stored_events"
            " WHERE originator_id = %b AND originator_version > %b ORDER BY originator_version"
        )
        return self._rows(sql, (stream, Int8(after)))

    def since(self, position: int, limit: int = 500) -> Sequence[Row]:
        sql = (
            "SELECT originator_id, originator_version, topic, state, notification_id FROM stored_events"
            " WHERE notification_id > %b ORDER BY notification_id LIMIT %b"
        )
        return self._rows(sql, (position, limit))

    def entry(self, stream: UUID, version: int) -> Row:
        """One entry by its place. Raises LookupError when there is none."""
        sql = (
            "SELECT originator_id, originator_version, topic, state, notification_id FROM stored_events"
            " WHERE originator_id = %b AND originator_version = %b"
        )
        if not (rows := self._rows(sql, (stream, version))):
            raise LookupError(f"{stream} has no version {version}")
        return rows[0]

    def last(self) -> int:
        with self.reading() as conn:
            row = conn.execute("SELECT coalesce(max(notification_id), 0) FROM stored_events").fetchone()
        assert row
        return int(row[0])

    def done(self, key: UUID | Message) -> Done | None:
        with self.reading() as conn:
            if isinstance(key, UUID):
                row = conn.execute("SELECT first, last, digest FROM commands WHERE command_id = %s", (key,)).fetchone()
            else:
                row = conn.execute(
                    "SELECT first, last, ''::bytea FROM heard WHERE (sender, subject, seq) = (%s, %s, %s)", key
                ).fetchone()
        return Done(row[0], row[1], row[2]) if row else None

    def received(self, positions: Collection[int]) -> frozenset[int]:
        sql = (
            "SELECT position FROM told t WHERE position = ANY(%s) GROUP BY position HAVING bool_and(EXISTS"
            " (SELECT FROM receipts r WHERE (r.inbox, r.subject) = (t.inbox, t.subject) AND r.seq >= t.seq))"
        )
        with self.reading() as conn:
            return frozenset(position for (position,) in conn.execute(sql, (list(positions),)))

    def write(self, unit: Unit) -> Answer:
        """Raises `ReadOnly` while the ledger is shut."""
        if self.shut is not None:
            raise ReadOnly(self.shut)
        return self.writer.write(unit)

    def bring_back(self, rows: Sequence[Row], heard: Mapping[int, Message]) -> None:
        """Put back the missing end of a ledger, word for word, as already told: with the marks of its commands, its messages and
        what it `heard` (by the position of the first entry that came of it). Beside other entries the database refuses it."""
        with self.reading() as conn, conn.transaction():
            self._copy(conn, rows)
            told = [(line.inbox, str(body.subject), line.seq, row.position)
                    for row in rows for body in (decode_body(row.body),) for line in body.to]  # fmt: skip
            with conn.cursor().copy("COPY told (inbox, subject, seq, position) FROM STDIN") as copy:
                for line in told:
                    copy.write_row(line)
            with conn.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO heard (sender, subject, seq, first, last) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                    [(*message, at, at) for at, message in heard.items()],
                )
            conn.execute(
                "INSERT INTO progress AS known (name, position) VALUES ('relay', %s) ON CONFLICT (name)"
                " DO UPDATE SET position = greatest(known.position, excluded.position)", [rows[-1].position],
            )  # fmt: skip

    def restore(self, rows: Sequence[Row]) -> None:
        """Put back a lost ledger, word for word, as already told; beside other entries the database refuses it.

        Of its commands the ids are known, not what they asked: one said again is refused as used, and writes nothing.
        """
        with self.reading() as conn, conn.transaction():
            self._copy(conn, rows)
            last = rows[-1].position if rows else 0
            conn.execute("INSERT INTO progress (name, position) VALUES ('relay', %s) ON CONFLICT DO NOTHING", [last])

    @staticmethod
    def _copy(conn: psycopg.Connection[Any], rows: Sequence[Row]) -> None:
        """Entries as they were, and the ids of the commands behind them."""
        first: dict[UUID, tuple[int, int]] = {}
        for row in rows:
            if (command := _command(decode_body(row.body).because)) is not None:
                first[command] = (first.get(command, (row.position,))[0], row.position)
        with conn.cursor().copy(_COPY) as copy:
            for row in rows:
                copy.write_row(row)
        with conn.cursor().copy("COPY commands (command_id, digest, first, last) FROM STDIN") as copy:
            for command, place in first.items():
                copy.write_row((command, b"", *place))

    def reading(self) -> "Reading":
        return Reading(self._pool)

    def _rows(self, sql: str, values: tuple[object, ...]) -> Sequence[Row]:
        with self.reading() as conn:
            found = conn.execute(sql.encode(), values, prepare=True, binary=True)
            return [Row(*row) for row in found]

    def close(self) -> None:
        self.writer.close()


def _command(because: str) -> UUID | None:
    """The command behind an entry; None where a message of another ledger was the cause."""
    return None if "/" in because or "#" in because else UUID(because)


class Reading:
    """A connection of the pool; the database being away becomes `Unavailable`, which doors and workers know."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._context = pool.connection()

    def __enter__(self) -> psycopg.Connection[Any]:
        try:
            connection: psycopg.Connection[Any] = self._context.__enter__()
            return connection
        except psycopg.OperationalError as away:  # the pool's time-out is one of these
            raise Unavailable(str(away)) from away

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._context.__exit__(kind, error, trace)
        if isinstance(error, psycopg.OperationalError):
            raise Unavailable(str(error)) from error
