"""Proofs: a million entries verified from a folder on one core, a way to the root, a ledger sealed; each beside its limit."""

import hashlib
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from uuid import UUID

import msgspec
import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import Postgres
from shared.audit.folder import About, EntryLine, Folder
from shared.audit.leaves import hash_of
from shared.audit.verify import verify
from shared.audit.written import Writing
from shared.proof.merkle import inclusion
from shared.proof.notes import Checkpoint, Kind, Note, Signer
from shared.proof.policy import Policy
from shared.proof.tiles import Tiles, grow, tiles_of
from shared.transparency.sealer import Sealer
from tests.bench.meter import SHORT, Figure, Line, Within, each, once
from tests.ledger.places import fresh

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "1000000"))
SEALED = 100_000
VERIFIED_IN, MEGABYTES = 10.0, 300.0
WAY_IN = 1.0
SEALED_LEAST = 50_000.0
AT_ONCE = 10_000
SOURCE = "intake.police"
LOG = Signer(f"bench.trove/{SOURCE}", Kind.LOG, Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32))
POLICY = Policy((LOG.key,), {}, {}, "none")


def proofs(home: Path, postgres: Postgres) -> Sequence[Line]:
    folder = home / "audit"
    _fetched(folder)
    return [*_verified(folder), _ways(folder), _sealed(postgres)]


def entries(first: int, count: int) -> Iterator[EntryLine]:
    """Entries of ten thousand files, each as long as the reports of a commune, each telling one message."""
    for position in range(first, first + count):
        subject = str(UUID(int=position % 10_000 + 1))
        body = {
            "v": 1, "at": f"2023-05-05T08:00:{position // 1_000_000:02}.{position % 1_000_000:06}+00:00",
            "to": [{"inbox": "intake.labour", "seq": _nth(position), "type": "intake.PersonReported", "data": {"unit": "20008"}}],
            "subject": subject, "when": {"precision": "day", "on": "2023-05-05"},
            "by": {"actor": subject, "agency": "police", "unit": None, "role": "police_officer"}, "because": subject,
            "law": {"id": "2023", "hash": "0" * 64}, "fact": {"needs": ["meals", "clothing"], "story": {"c": "A" * 300}},
        }  # fmt: skip
        yield EntryLine(position, subject, _nth(position), "intake.case.Reported", msgspec.json.encode(body).decode())


def _nth(position: int) -> int:
    """Which of its file this entry is."""
    return -(-position // 10_000)


def _fetched(folder: Path) -> None:
    writing, stored = Writing(folder, POLICY), dict[tuple[int, int], bytes]()

    def last(level: int, n: int) -> bytes:
        return stored[level, n]

    for at in range(0, ENTRIES, AT_ONCE):
        some = list(entries(at + 1, min(AT_ONCE, ENTRIES - at)))
        stored |= grow(at, [hash_of(line) for line in some], last)
        writing.entries(SOURCE, at + 1, (msgspec.json.encode(line) + b"\n" for line in some))
    tree = Tiles(ENTRIES, lambda tile: stored[tile.level, tile.n])
    for tile in tiles_of(ENTRIES):
        writing.tile(SOURCE, tile, stored[tile.level, tile.n])
    text = str(Checkpoint(LOG.name, ENTRIES, tree.root()))
    writing.checkpoint(SOURCE, Note(text, (LOG.sign(text),)))
    writing.done(About("bench", "2026-11-26T00:00:00+00:00"))


def _verified(folder: Path) -> Iterator[Line]:
    """In a process of its own on one core: how long (seconds), and how much memory it took (MB)."""
    name = f"verify {ENTRIES:,} entries, one core"
    took, memory = Figure(name), Figure(f"memory of it, MB of {MEGABYTES:g}")
    for _ in range(3):
        said = subprocess.run(
            [sys.executable, "-m", "tests.bench.proofs", str(folder)], capture_output=True, text=True, check=True
        )
        seconds, megabytes = map(float, said.stdout.split())
        took.rates.append(ENTRIES / seconds)
        took.p50.append(seconds * 1e3)
        memory.rates.append(megabytes)
        memory.p50.append(megabytes)
    limit = VERIFIED_IN * ENTRIES / 1_000_000
    yield Within(name, took, Figure(f"in {limit:g} s", [1.0] * 3, [limit * 1e3] * 3), 1.0)
    yield Within("verify: memory (MB)", memory, Figure("at most", [1.0] * 3, [MEGABYTES] * 3), 1.0)


def _ways(folder: Path) -> Line:
    """An inclusion proof from tiles read anew."""
    log, chance = Folder(folder).log(SOURCE), Random(5)
    ours = Figure(f"a proof in a log of {ENTRIES:,}")
    for turn in range(SHORT):
        each(
            ours, 1, lambda _: inclusion(Tiles(ENTRIES, log.tile), chance.randrange(ENTRIES), ENTRIES),
            range(turn * 100, turn * 100 + 100),
        )  # fmt: skip
    return Within(
        "inclusion proof", ours, Figure(f"p50 of {WAY_IN:g} ms", [1e3 / WAY_IN] * SHORT, [WAY_IN] * SHORT), 1.0
    )


def _sealed(postgres: Postgres) -> Line:
    """A ledger of many entries sealed from PostgreSQL, beside SHA-256 of the same bodies; the limit is a number of entries."""
    ours, limit = Figure("seal a ledger"), Figure(f"{SEALED_LEAST:,.0f} entries/s")
    rows = list(entries(1, SEALED))
    for _ in range(3):
        owner, app = fresh(postgres)
        with (
            psycopg.connect(owner) as conn,
            conn.cursor().copy(
                "COPY stored_events (originator_id, originator_version, topic, state, notification_id) FROM STDIN"
            ) as copy,
        ):
            for row in rows:
                copy.write_row((row.stream, row.version, row.name, row.body.encode(), row.position))
        with ConnectionPool(app, min_size=1, max_size=2, kwargs={"autocommit": True}, open=True) as pool:
            sealer = Sealer(LOG, pool)
            once(ours, SEALED, partial(_all, sealer))
        limit.rates.append(SEALED_LEAST)
    bare = Figure("SHA-256 of the same bodies")
    once(bare, SEALED, lambda: [hashlib.sha256(row.body.encode()).digest() for row in rows])
    print(f"bare SHA-256: {bare.rate:,.0f}/s, sealed {ours.rate / bare.rate:.2f} of it", file=sys.stderr)
    return Line("seal", ours, limit, 1.0)


def _all(sealer: Sealer) -> None:
    while sealer.seal():
        pass


def main(folder: Path) -> None:
    """One verification on one core; prints seconds and megabytes."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    began = time.perf_counter()
    found = verify(Folder(folder), POLICY, SOURCE)
    took = time.perf_counter() - began
    assert (found.findings, found.size) == ([], ENTRIES), found.findings[:3]
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
