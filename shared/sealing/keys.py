"""The key store: one key for each (kind, subject, section, epoch), wrapped by the instance's own key."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol
from uuid import UUID, uuid4

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


Wrap = Callable[[UUID], bytes]


class KeyStore(Protocol):
    """Keeps wrapped keys. Raises the database's own errors when it is away."""

    def current(self, lock: Locked, wrap: Wrap) -> Wrapped:
        """The newest living key of a lock; made with `wrap` when there is none, in the epoch after the last."""
        ...

    def get(self, key_id: UUID) -> Wrapped | None: ...

    def destroy(self, lock: Locked) -> list[UUID]:
        """Destroy every living key of a lock; their ids."""
        ...


class KeysInMemory:
    """For tests of rules: the same promises, kept for one process."""

    def __init__(self) -> None:
        self._keys: dict[UUID, Wrapped] = {}
        self._turn = Lock()

    def current(self, lock: Locked, wrap: Wrap) -> Wrapped:
        with self._turn:
            mine = [key for key in self._keys.values() if key.lock == lock]
            if mine and mine[-1].wrapped is not None:
                return mine[-1]
            key_id = uuid4()
            key = self._keys[key_id] = Wrapped(key_id, lock, len(mine) + 1, wrap(key_id))
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


class KeysInPostgres:
    """The key database of an instance."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool

    def current(self, lock: Locked, wrap: Wrap) -> Wrapped:
        where = (lock.kind, lock.subject, lock.section)
        newest = (
            "SELECT key_id, epoch, wrapped FROM section_key WHERE (kind, subject, section) = (%s, %s, %s)"
            " ORDER BY epoch DESC LIMIT 1"
        )
        with self._pool.connection() as conn:
            while True:
                row = conn.execute(newest, where).fetchone()
                if row and row[2] is not None:
                    return Wrapped(row[0], lock, row[1], row[2])
                key_id, epoch = uuid4(), row[1] + 1 if row else 1
                wrapped = wrap(key_id)
                first = conn.execute(  # whoever comes second reads what the first made
                    "INSERT INTO section_key (key_id, kind, subject, section, epoch, wrapped) VALUES (%s, %s, %s, %s, %s, %s)"
                    " ON CONFLICT (kind, subject, section, epoch) DO NOTHING RETURNING key_id",
                    (key_id, *where, epoch, wrapped),
                ).fetchone()
                if first:
                    return Wrapped(key_id, lock, epoch, wrapped)

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
