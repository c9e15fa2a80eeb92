"""The key store: one key for each (kind, subject, section, epoch), wrapped by the instance's own key."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol
from uuid import UUID, uuid4

from psycopg import Connection
from psycopg_pool import ConnectionPool


@dataclass(frozen=True)
class Locked:
    """What a key locks: a section of a subject."""

    kind: str
    subject: str
    section: str


@dataclass(frozen=True)
class Wrapped:
    """A key as it lies in the store; `wrapped` is None once it is destroyed."""

    key_id: UUID
    lock: Locked
    epoch: int
    wrapped: bytes | None


Wrap = Callable[[UUID, Locked], bytes]


DESTROYED = "SELECT key_id, kind, subject, section, epoch FROM section_key WHERE destroyed_at IS NOT NULL"


class KeyStore(Protocol):
    """Keeps wrapped keys. Raises the database's own errors when it is away."""

    def current(self, locks: Collection[Locked], wrap: Wrap) -> list[Wrapped]:
        """The newest living key of each lock; made with `wrap` when there is none, in the epoch after the last."""
        ...

    def get(self, key_id: UUID) -> Wrapped | None: ...

    def destroy(self, lock: Locked) -> list[UUID]:
        """Destroy every living key of a lock; their ids."""
        ...

    def destroyed(self, *, lately: bool) -> list[Wrapped]:
        """The keys that were destroyed: all of them, or those of the last hour."""
        ...


class KeysInMemory:
    """For tests of rules: the same promises, kept for one process."""

    def __init__(self) -> None:
        self._keys: dict[UUID, Wrapped] = {}
        self._turn = Lock()

    def current(self, locks: Collection[Locked], wrap: Wrap) -> list[Wrapped]:
        with self._turn:
            return [self._current(lock, wrap) for lock in locks]

    def _current(self, lock: Locked, wrap: Wrap) -> Wrapped:
        mine = [key for key in self._keys.values() if key.lock == lock]
        if mine and mine[-1].wrapped is not None:
            return mine[-1]
        key_id = uuid4()
        key = self._keys[key_id] = Wrapped(key_id, lock, len(mine) + 1, wrap(key_id, lock))
        return key

    def get(self, key_id: UUID) -> Wrapped | None:
        return self._keys.get(key_id)

    def destroy(self, lock: Locked) -> list[UUID]:
        with self._turn:
            gone = [k for k, key in self._keys.items() if key.lock == lock and key.wrapped is not None]
            for key_id in gone:
                key = self._keys[key_id]
                self._keys[key_id] = Wrapped(key_id, key.lock, key.epoch, None)
            return gone

    def destroyed(self, *, lately: bool) -> list[Wrapped]:  # noqa: ARG002 - a process in memory is young
        return [key for key in self._keys.values() if key.wrapped is None]


class KeysInPostgres:
    """The key database of an instance."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool

    def current(self, locks: Collection[Locked], wrap: Wrap) -> list[Wrapped]:
        """Two questions at most, however many locks; a third only when somebody else made a key in between."""
        found: dict[Locked, Wrapped] = {}
        with self._pool.connection() as conn:
            while missing := [lock for lock in locks if lock not in found]:
                newest = self._newest(conn, missing)
                found |= {lock: key for lock, key in newest.items() if key.wrapped is not None}
                fresh = [self._fresh(lock, newest.get(lock), wrap) for lock in missing if lock not in found]
                found |= self._keep(conn, fresh)
        return [found[lock] for lock in locks]

    @staticmethod
    def _newest(conn: Connection[Any], locks: Collection[Locked]) -> dict[Locked, Wrapped]:
        rows = conn.execute(
            "SELECT DISTINCT ON (kind, subject, section) kind, subject, section, key_id, epoch, wrapped FROM section_key"
            " JOIN unnest(%s::text[], %s::text[], %s::text[]) AS asked (kind, subject, section)"
            " USING (kind, subject, section) ORDER BY kind, subject, section, epoch DESC",
            [[lock.kind for lock in locks], [lock.subject for lock in locks], [lock.section for lock in locks]],
        )
        return {(lock := Locked(*row[:3])): Wrapped(row[3], lock, row[4], row[5]) for row in rows}

    @staticmethod
    def _fresh(lock: Locked, last: Wrapped | None, wrap: Wrap) -> Wrapped:
        return Wrapped(key_id := uuid4(), lock, last.epoch + 1 if last else 1, wrap(key_id, lock))

    @staticmethod
    def _keep(conn: Connection[Any], fresh: Collection[Wrapped]) -> dict[Locked, Wrapped]:
        """Those that were kept: whoever comes second in an epoch has to look at what the first made."""
        if not fresh:
            return {}
        in_turn = sorted(
            fresh, key=lambda k: (k.lock.kind, k.lock.subject, k.lock.section)
        )  # or two wait for each other
        columns = zip(
            *((k.key_id, k.lock.kind, k.lock.subject, k.lock.section, k.epoch, k.wrapped) for k in in_turn), strict=True
        )
        kept = conn.execute(
            "INSERT INTO section_key (key_id, kind, subject, section, epoch, wrapped) SELECT * FROM"
            " unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::int[], %s::bytea[])"
            " ON CONFLICT (kind, subject, section, epoch) DO NOTHING RETURNING key_id",
            [list(column) for column in columns],
        )
        ours = {key_id for (key_id,) in kept}
        return {key.lock: key for key in fresh if key.key_id in ours}

    def get(self, key_id: UUID) -> Wrapped | None:
        with self._pool.connection() as conn:
            row = conn.execute(
                "SELECT kind, subject, section, epoch, wrapped FROM section_key WHERE key_id = %s", (key_id,)
            ).fetchone()
        return Wrapped(key_id, Locked(*row[:3]), row[3], row[4]) if row else None

    def destroy(self, lock: Locked) -> list[UUID]:
        with self._pool.connection() as conn:
            rows = conn.execute(
                "UPDATE section_key SET wrapped = NULL, destroyed_at = now()"
                " WHERE (kind, subject, section) = (%s, %s, %s) AND wrapped IS NOT NULL RETURNING key_id",
                (lock.kind, lock.subject, lock.section),
            ).fetchall()
            conn.execute("VACUUM (FULL) section_key")  # the dead row would keep the wrapped key on disk
        return [row[0] for row in rows]

    def destroyed(self, *, lately: bool) -> list[Wrapped]:
        since = " AND destroyed_at > now() - interval '1 hour'" if lately else ""
        with self._pool.connection() as conn:
            rows = conn.execute(f"{DESTROYED}{since}".encode())
            return [Wrapped(key_id, Locked(*lock), epoch, None) for key_id, *lock, epoch in rows]
