"""The writer on a real PostgreSQL: dense and whole under threads, processes, kill -9 and a restarting database."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from deploy.parts.postgres import Postgres
from shared.kernel.when import When
from shared.ledger.refusals import Unavailable
from shared.ledger.units import Conflict, Done, Entry, Hold, Message, Reused, Told, Unit
from shared.ledger.writer import Writer
from tests.ledger.places import fresh, on_postgres, proof
from tests.ledger.toy import LAW, MAY_5, OFFICER, TOY, Note

pytestmark = pytest.mark.real
REST = b'"subject":"s","because":"%s","fact":{}}'


def load(app: str, log: Path, cases: list[UUID], seconds: float, threads: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.ledger.load", app, str(log), str(seconds), str(threads), *map(str, cases)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def answers(*logs: Path) -> dict[str, tuple[int, int]]:
    lines = [line.split() for log in logs if log.exists() for line in log.read_text().splitlines()]
    return {key: (int(first), int(last)) for key, first, last in lines}


def test_two_processes_of_32_threads_write_one_dense_whole_ledger(postgres: Postgres, tmp_path: Path) -> None:
    owner, app = fresh(postgres)
    cases = [uuid4() for _ in range(40)]
    logs = [tmp_path / "a", tmp_path / "b"]
    runs = [load(app, log, cases, 4, 32) for log in logs]
    said = [run.communicate(timeout=60)[0] for run in runs]
    assert not any("failed" in words for words in said), said
    marks = proof(owner)
    assert answers(*logs).items() <= marks.items()
    assert len(marks) > 300


def test_kill_9_tears_nothing_and_loses_no_answer(postgres: Postgres, tmp_path: Path) -> None:
    owner, app = fresh(postgres)
    cases = [uuid4() for _ in range(10)]
    logs = []
    for turn in range(3):
        logs.append(tmp_path / str(turn))
        run = load(app, logs[-1], cases, 30, 16)
        deadline = time.monotonic() + 20
        while len(answers(logs[-1])) < 50 and time.monotonic() < deadline:
            time.sleep(0.05)
        run.send_signal(signal.SIGKILL)
        run.wait(10)
    marks = proof(owner)
    known = answers(*logs)
    assert len(known) >= 150
    assert known.items() <= marks.items()


def test_a_killed_backend_is_waited_for_and_no_caller_sees_it(postgres: Postgres, tmp_path: Path) -> None:
    owner, app = fresh(postgres)
    run = load(app, tmp_path / "log", [uuid4() for _ in range(10)], 5, 8)
    with psycopg.connect(postgres.admin_conninfo, autocommit=True) as conn:
        for _ in range(4):
            time.sleep(1)
            conn.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%advisory%' AND pid <> pg_backend_pid()"
            )
    said = run.communicate(timeout=60)[0]
    assert "failed" not in said, said
    assert answers(tmp_path / "log").items() <= proof(owner).items()


def test_the_same_command_from_many_threads_has_one_effect(postgres: Postgres) -> None:
    owner, app = fresh(postgres)
    with on_postgres(app) as one, on_postgres(app) as other, ThreadPoolExecutor(8) as pool:
        for _ in range(10):
            key, case = uuid4(), uuid4()

            def ask(n: int, key: UUID = key, case: UUID = case) -> bool:
                book = one if n % 2 else other
                return book.handle(
                    TOY, case, Note("meals"), command_id=key, by=OFFICER, law=LAW, when=When.instant(MAY_5)
                ).again

            assert sorted(pool.map(ask, range(8))) == [False] + [True] * 7
    assert len(proof(owner)) == 10


def entry(stream: UUID, key: UUID | str, *told: Told) -> Entry:
    return Entry(stream, "toy.notes.Noted", REST % str(key).encode(), told)


def test_conflict_reuse_hold_and_numbers_inside_one_group(postgres: Postgres) -> None:
    owner, app = fresh(postgres)
    writer, stream, other = Writer(app, clock=lambda: MAY_5), uuid4(), uuid4()
    told = Told("support.labour", "s", b'"type":"t","data":{}}')
    keys = [uuid4() for _ in range(3)]
    units = [
        Unit(keys[0], {stream: 0}, [entry(stream, keys[0], told), entry(stream, keys[0], told)], b"a"),
        Unit(keys[1], {stream: 0}, [entry(stream, keys[1])], b"b"),
        Unit(keys[0], {stream: 0}, [entry(stream, keys[0])], b"other"),
        Unit(keys[2], {other: 0}, [entry(other, keys[2], told)], b"c"),
        Unit(Message("x", "s", 2), {}),
        Unit(Message("x", "s", 1), {}),
        Unit(Message("x", "s", 2), {}),
    ]
    futures = [writer.submit(unit) for unit in units]
    found = [future.result(10) for future in futures]
    writer.close()
    assert found == [Done(1, 2), Conflict({stream: 2}), Reused(), Done(3, 3), Hold(1), Done(4, 3), Done(4, 3)]
    with psycopg.connect(owner) as conn:
        assert conn.execute("SELECT seq, position FROM told ORDER BY seq").fetchall() == [(1, 1), (2, 2), (3, 3)]


def test_one_unfit_unit_fails_alone(postgres: Postgres) -> None:
    _, app = fresh(postgres)
    writer, stream = Writer(app), uuid4()
    bad = Unit(uuid4(), {stream: 0}, [Entry(stream, "with\0nul", REST % b"x")])
    good = [Unit(uuid4(), {s: 0}, [entry(s, "g")]) for s in (uuid4() for _ in range(20))]
    futures = [writer.submit(unit) for unit in (*good[:10], bad, *good[10:])]
    with pytest.raises(psycopg.Error):
        futures[10].result(10)
    assert all(isinstance(f.result(10), Done) for n, f in enumerate(futures) if n != 10)
    writer.close()


def test_a_unit_of_a_thousand_entries_goes_whole(postgres: Postgres) -> None:
    owner, app = fresh(postgres)
    writer, stream, key = Writer(app), uuid4(), uuid4()
    rest = b'"subject":"s","because":"%s","fact":{"pad":"%s"}}' % (str(key).encode(), b"x" * 300)
    answer = writer.write(Unit(key, {stream: 0}, [Entry(stream, "toy.notes.Noted", rest)] * 1000))
    writer.close()
    assert answer == Done(1, 1000)
    assert proof(owner) == {str(key): (1, 1000)}


def test_an_absent_database_is_said_after_the_patience_and_the_unit_can_be_asked_again() -> None:
    writer = Writer("host=127.0.0.1 port=1 dbname=none user=none", patience=0.2)
    with pytest.raises(Unavailable):
        writer.write(Unit(uuid4(), {}))
    writer.close()


def test_the_stamp_comes_from_the_towns_clock_and_never_goes_back_over_restarts(postgres: Postgres) -> None:
    owner, app = fresh(postgres)
    for day in (5, 3, 6):
        writer, stream = Writer(app, clock=lambda d=day: datetime(2023, 5, d, tzinfo=UTC)), uuid4()  # type: ignore[misc]
        writer.write(Unit(key := uuid4(), {stream: 0}, [entry(stream, key)]))
        writer.close()
    proof(owner)
    with psycopg.connect(owner) as conn:
        stamps = [
            row[0][13:23]
            for row in conn.execute("SELECT convert_from(state, 'UTF8') FROM stored_events ORDER BY notification_id")
        ]
    assert stamps == ["2023-05-05", "2023-05-05", "2023-05-06"]


@pytest.mark.parametrize("table", ["stored_events", "commands", "heard", "told", "receipts"])
def test_history_cannot_be_changed_by_the_instance_nor_by_the_owner(postgres: Postgres, table: str) -> None:
    owner, app = fresh(postgres)
    for who in (app, owner):
        for sql in (f"DELETE FROM {table}", f"TRUNCATE {table}", f"UPDATE {table} SET ctid = ctid"):
            with psycopg.connect(who) as conn, pytest.raises(psycopg.Error):
                conn.execute(sql.replace("SET ctid = ctid", "SET " + _column(table) + " = " + _column(table)).encode())


def _column(table: str) -> str:
    return {"stored_events": "topic", "commands": "first", "heard": "first", "told": "position", "receipts": "at"}[
        table
    ]


def test_the_library_reads_what_the_writer_wrote(postgres: Postgres) -> None:
    from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
    from psycopg.conninfo import conninfo_to_dict

    _, app = fresh(postgres)
    with on_postgres(app) as book:
        case = uuid4()
        for need in ("meals", "shelter"):
            book.handle(TOY, case, Note(need), command_id=uuid4(), by=OFFICER, law=LAW, when=When.instant(MAY_5))
        to = {k: str(v) for k, v in conninfo_to_dict(app).items()}
        store = PostgresDatastore(to["dbname"], to["host"], to["port"], to["user"], to["password"])
        recorder = PostgresApplicationRecorder(store)
        found = recorder.select_notifications(1, 10)
        assert [(n.id, n.originator_version, n.state) for n in found] == [
            (r.position, r.version, r.body) for r in book.store.since(0)
        ]
        store.close()


def test_a_frozen_writer_does_not_stop_the_others_for_long(postgres: Postgres, tmp_path: Path) -> None:
    owner, app = fresh(postgres)
    cases = [uuid4() for _ in range(10)]
    frozen, other = load(app, tmp_path / "a", cases, 9, 8), load(app, tmp_path / "b", cases, 9, 8)
    time.sleep(2)
    os.kill(frozen.pid, signal.SIGSTOP)
    before = len(answers(tmp_path / "b"))
    time.sleep(7)
    assert len(answers(tmp_path / "b")) > before + 20
    os.kill(frozen.pid, signal.SIGCONT)
    said = [run.communicate(timeout=60)[0] for run in (frozen, other)]
    assert not any("failed" in words for words in said), said
    assert answers(tmp_path / "a", tmp_path / "b").items() <= proof(owner).items()
