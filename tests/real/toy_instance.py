"""A toy instance with the product's own worker, ledger, relay and inbox, in this process or in one of its own.

python -m tests.real.toy_instance SPEC.json      SPEC is a `Spec`; `crash` names the step before which it kills itself
"""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from psycopg_pool import ConnectionPool

from shared.files.rows import RowsInPostgres
from shared.files.shelf import Attachments
from shared.kafka.wire import PublicKeys, Reader
from shared.kernel.sealed import Place
from shared.ledger import InPostgres
from shared.sealing.keys import KeysInPostgres
from shared.worker import Worker
from tests.at_work import AtWork
from tests.ledger.toy import MAY_5, POLICIES, TELLS, ledger


class Spec(msgspec.Struct):
    """`seeds`: for each source the number its keys are made from. `keys`: the way to its key database."""

    source: str
    conninfo: str
    kafka: str
    password: str
    seeds: dict[str, int]
    crash: str | None = None
    at_count: int = 1
    keys: str | None = None


def public_keys(seed: int) -> PublicKeys:
    """The public half of the keys of tests.ledger.toy.vault(seed=…)."""
    return PublicKeys(
        Ed25519PrivateKey.from_private_bytes(bytes([seed + 3] * 32)).public_key().public_bytes_raw(),
        X25519PrivateKey.from_private_bytes(bytes([seed + 2] * 32)).public_key().public_bytes_raw(),
    )


class Toy:
    """What the worker needs of an instance. Without a key database sealing keys live in memory, for one process."""

    def __init__(self, spec: Spec, between: Callable[[str], None] = lambda _: None) -> None:
        self.source, self.kafka, self.kafka_password = spec.source, spec.kafka, spec.password
        self.conninfo = spec.conninfo
        self.pool: ConnectionPool[Any] = ConnectionPool(
            spec.conninfo, min_size=1, max_size=6, timeout=5, kwargs={"autocommit": True}
        )
        self.store = InPostgres(spec.conninfo, self.pool, lambda: MAY_5, between=between)
        self._keys_pool = _keys_pool(spec)
        keys = KeysInPostgres(self._keys_pool) if self._keys_pool else None
        self.ledger = ledger(self.store, spec.source, keys, seed=spec.seeds[spec.source])
        self.vault = self.ledger.vault
        self.directory = {source: public_keys(seed) for source, seed in spec.seeds.items()}
        self.attachments = Attachments(RowsInPostgres(self.pool), self.vault, 12_000_000)
        self.reader = Reader(spec.source, self.vault, self.directory, tuple(POLICIES))
        self.service = SimpleNamespace(ticks=None, policies=POLICIES, deciders=TELLS, figures=lambda _: {})
        self.hears, self.listens_to, self.log, self.watches = None, (), None, None
        self.projects: dict[str, Any] = {}
        self.kept = 0

    def clear(self, place: Place) -> bytes:
        row = self.store.entry(place.stream, place.version)
        return self.vault.open(getattr(self.ledger.decode(row).fact, place.field).box, place)

    def keep_views(self) -> int:
        return 0

    def sweep(self) -> None:
        """Nobody logs in here."""

    def close(self) -> None:
        self.store.close()
        self.pool.close()
        if self._keys_pool:  # left open, a process waits five seconds for each of its threads before it ends
            self._keys_pool.close()


def _keys_pool(spec: Spec) -> ConnectionPool[Any] | None:
    if spec.keys is None:
        return None
    return ConnectionPool(spec.keys, min_size=1, max_size=3, open=True, kwargs={"autocommit": True})


class Running(AtWork):
    """A toy instance at work in a thread of this process."""

    def __init__(self, spec: Spec) -> None:
        self.toy = Toy(spec)
        super().__init__(self.toy)

    def stop(self) -> None:
        super().stop()
        self.toy.close()


def killer(spec: Spec) -> Callable[[str], None]:
    seen: Counter[str] = Counter()

    def between(step: str) -> None:
        seen[step] += 1
        if step == spec.crash and seen[step] >= spec.at_count:
            os.kill(os.getpid(), signal.SIGKILL)

    return between


async def main(spec: Spec) -> None:
    toy = Toy(spec, killer(spec))
    worker = Worker(toy, killer(spec))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, worker.stop)
    await worker.run()
    toy.close()


if __name__ == "__main__":
    asyncio.run(main(msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Spec)))
