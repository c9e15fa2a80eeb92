"""Journals heard from Kafka and verified, and the kept ones folded: by two processes side by side that share the work."""

import asyncio
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psycopg
from aiokafka import AIOKafkaProducer
from kafka.admin import NewTopic
from psycopg_pool import ConnectionPool

from deploy.parts.kafka import Kafka, login, start_kafka
from deploy.parts.postgres import Postgres
from deploy.town import PARTITIONS
from services.reporting.projections.copying import copying
from services.reporting.projections.histories import fit, in_pages
from services.reporting.projections.keeping import COPY, TYPES, Journals, row_of
from services.reporting.projections.persons import PERSONS
from services.reporting.projections.seals import Seals
from shared.hearing import MANY
from shared.journal import JournalEntry, decode
from shared.kafka.journals import JournalEars, Settings, settings
from shared.kafka.listening import After, Listening, NoEntry
from shared.kafka.wire import journal_record
from shared.ledger.units import Row
from shared.running import settle
from shared.views import fold
from tests.bench.meter import Figure, Line, Within
from tests.bench.store import store
from tests.reporting.logs import known, leaf, said_of
from tests.reporting.town import SOURCES
from tests.reporting.towns import towns

ENTRIES = int(os.environ.get("BENCH_HEARD", "400000"))
KEPT = (100_000, 1_000_000)
"""So many entries are folded: memory is the same for both."""
FIRST, TURNS = 2, 3
"""So many turns of hearing are not counted. What is made once for good is made there: what the broker keeps of groups, for
seconds, when the first one ever comes; and the files of PostgreSQL's log, filled with zeros before they are used again and
again (`wal_init_zero`)."""
HEARD_LEAST, FOLDED_LEAST, FLAT = 40_000.0, 150_000.0, 1.25
PROCESSES = 2
PATIENCE = 120.0
BARE = "COPY (SELECT body FROM journal_entry) TO STDOUT (FORMAT BINARY)"


def journals(home: Path, postgres: Postgres) -> Sequence[Line]:
    """On a broker of its own: the journals of instances that are measured elsewhere have the same names."""
    heard, limit = Figure("hear from Kafka, keep and verify"), Figure(f"{HEARD_LEAST:,.0f} entries/s")
    with ExitStack() as end:
        kafka = start_kafka(home / "journals")
        end.callback(kafka.stop)
        leaves = _told(kafka)
        for turn in range(FIRST + TURNS):
            with store(postgres) as (_, conninfo):
                rate = _heard(kafka, conninfo, leaves, turn)
            if turn >= FIRST:
                heard.rates.append(rate)
                limit.rates.append(HEARD_LEAST)
    return [Line("hear", heard, limit, 1.0), *_folded(postgres)]


# -- from Kafka


def _told(kafka: Kafka) -> Mapping[str, list[bytes]]:
    """Journals of many towns in Kafka; the leaves of each."""
    with closing(kafka.admin()) as admin:
        admin.create_topics([NewTopic(f"journal.{s}", PARTITIONS, 1) for s in SOURCES], wait_for_metadata=True)
    leaves: dict[str, list[bytes]] = {source: [] for source in SOURCES}

    async def tell() -> None:
        producer = AIOKafkaProducer(
            bootstrap_servers=kafka.bootstrap, linger_ms=20, **login(kafka.admin_user, kafka.admin_password)
        )
        await producer.start()
        for entry in _entries(ENTRIES):
            record = journal_record(
                entry.source, Row(entry.stream, entry.version, entry.name, entry.body, entry.position)
            )
            headers = [(name, value.encode()) for name, value in record.headers.items()]
            await producer.send(record.topic, record.value, key=record.key, headers=headers)
            leaves[entry.source].append(leaf(entry))
        await producer.stop()

    asyncio.run(tell())
    return leaves


def _entries(many: int) -> Iterator[JournalEntry]:
    each = sum(1 for _ in towns(1))
    yield from towns(many // each)


def _heard(kafka: Kafka, conninfo: str, leaves: Mapping[str, Sequence[bytes]], turn: int) -> float:
    """Entries a second, from joining the broker until all are kept and lead to what others have seen."""
    whole = sum(map(len, leaves.values()))
    with ConnectionPool(conninfo, min_size=1, max_size=2, kwargs={"autocommit": True}) as pool:
        seals = Seals(pool, known(SOURCES))
        seals.hear([each for source in SOURCES for each in said_of(source, leaves[source], SOURCES)])
        with _children(
            "hear", conninfo, kafka.bootstrap, kafka.admin_user, kafka.admin_password, f"bench-{turn}"
        ) as each:
            began = _go(each)
            while sum(seal.checked for seal in seals.of(SOURCES)) < whole:
                if time.perf_counter() > began + PATIENCE:
                    raise TimeoutError(f"{whole} entries were not heard and verified in {PATIENCE:g} s")
                time.sleep(0.3)
            took = time.perf_counter() - began
            for child in each:
                _say(child, "end")
            shares = [int(_line(child)) for child in each]
    print(f"kept by each process: {shares}, {whole / took:,.0f} a second", file=sys.stderr)
    assert all(shares), "one of the processes heard nothing"
    return whole / took


def hear(conninfo: str, bootstrap: str, user: str, password: str, group: str) -> None:
    """A process that hears: begins when it is told to, and says in the end how many entries it kept."""
    with ConnectionPool(conninfo, min_size=2, max_size=4, kwargs={"autocommit": True}) as pool:
        print(_hear(pool, settings(bootstrap, user, password, group)), flush=True)


def _hear(pool: ConnectionPool[Any], at: Settings) -> int:
    listening, seals, kept, over = Listening(pool, Journals(pool).keep), Seals(pool, known(SOURCES)), 0, Event()

    def take(heard: Sequence[JournalEntry | NoEntry], after: After) -> None:
        nonlocal kept
        listening(heard, after)
        kept += len(heard)

    def check() -> None:
        while not over.is_set():
            seals.check(SOURCES)
            over.wait(0.3)

    topics = [f"journal.{source}" for source in SOURCES]
    ears = JournalEars(at, topics, listening.read, take, listening.places, MANY)
    _stand_by()
    checking = Thread(target=check)
    checking.start()
    ears.start()
    sys.stdin.readline()
    over.set()
    checking.join()
    ears.stop()
    return kept


# -- from what is kept


def _folded(postgres: Postgres) -> Iterator[Line]:
    """One view of every case, folded from what is kept; and how much memory that took (MB)."""
    ours, limit = Figure("fold a view of all that is kept"), Figure(f"{FOLDED_LEAST:,.0f} entries/s")
    bare, memory = Figure("bare COPY and decode, one process"), []
    for many in KEPT:
        with store(postgres) as (owner, conninfo):
            kept = _kept(owner, many)
            for _ in range(TURNS if many == KEPT[-1] else 1):
                with _children("fold", conninfo) as each:
                    began = _go(each)
                    said = [_line(child).split() for child in each]
                    took = time.perf_counter() - began
                ours.rates.append(kept / took)
                limit.rates.append(FOLDED_LEAST)
                bare.rates.append(_bare(conninfo))
        print(f"{kept:,} entries: folded by each process {[int(n) for n, _ in said]}", file=sys.stderr)
        memory.append(max(float(megabytes) for _, megabytes in said))
    yield Line("fold", ours, limit, 1.0)
    yield Line("fold", ours, bare, None)
    small, large = (Figure(f"memory, {many:,} entries", [mb], [mb]) for many, mb in zip(KEPT, memory, strict=False))
    yield Within(
        f"memory is flat (MB, at most {FLAT:g} times)", large, Figure(small.name, small.rates, [FLAT * memory[0]]), 1.0
    )


def _kept(owner: str, many: int) -> int:
    """Journals of about that length, kept some time ago; how many entries."""
    count = 0
    with psycopg.connect(owner, autocommit=True) as conn:
        with copying(conn, COPY, TYPES) as copy:
            for entry in _entries(many):
                copy.write_row(row_of(entry))
                count += 1
        conn.execute("VACUUM ANALYZE journal_entry")
    return count


def _bare(conninfo: str) -> float:
    began, count = time.perf_counter(), 0
    with psycopg.connect(conninfo, autocommit=True) as conn, conn.cursor().copy(BARE) as copy:
        copy.set_types(["bytea"])
        for (body,) in copy.rows():
            decode(body)
            count += 1
    return count / (time.perf_counter() - began)


def fold_a_share(conninfo: str, share: int) -> None:
    """A process that folds its share of the cases; in the end how many entries that was, and its memory (MB)."""
    _stand_by()
    count = 0
    with psycopg.connect(conninfo, autocommit=True) as conn:
        for page in in_pages(conn, share, PROCESSES):
            for entries in page.values():
                fold(PERSONS, fit(entries)[0])
                count += len(entries)
    print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)


# -- processes


@contextmanager
def _children(what: str, *given: str) -> Iterator[list["subprocess.Popen[str]"]]:
    """So many processes that do the same, each with its number."""
    asked = [sys.executable, "-m", "tests.bench.journals", what, *given]
    each = [
        subprocess.Popen([*asked, str(n)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for n in range(PROCESSES)
    ]
    try:
        yield each
    finally:
        for child in each:
            child.communicate(timeout=30)


def _stand_by() -> None:
    settle()
    print("ready", flush=True)
    sys.stdin.readline()


def _go(each: Sequence["subprocess.Popen[str]"]) -> float:
    """All at once, when all are ready; since when."""
    for child in each:
        _line(child)
    began = time.perf_counter()
    for child in each:
        _say(child, "go")
    return began


def _line(child: "subprocess.Popen[str]") -> str:
    assert child.stdout
    if not (line := child.stdout.readline()):
        raise RuntimeError("a process of the bench ended")
    return line


def _say(child: "subprocess.Popen[str]", word: str) -> None:
    assert child.stdin
    child.stdin.write(f"{word}\n")
    child.stdin.flush()


if __name__ == "__main__":
    if sys.argv[1] == "hear":
        hear(*sys.argv[2:-1])
    else:
        fold_a_share(sys.argv[2], int(sys.argv[3]))
