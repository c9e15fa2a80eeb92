"""Between two ledgers on a real broker: nothing lost, nothing twice, order kept, whatever stops in between."""

import asyncio
import random
import signal
import string
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import msgspec
import psycopg
import pytest
from kafka.admin import NewPartitions

from deploy import topics
from deploy.parts.kafka import Kafka
from deploy.parts.postgres import Postgres
from deploy.town import town
from shared.kafka import inbox, relay
from shared.kafka.bus import Sender, broker
from shared.kafka.wire import Record, Teller
from shared.kernel.sealed import Sealed
from shared.kernel.when import When
from shared.ledger import writer
from shared.ledger.stored import decode_body
from shared.skipping import MessageSkipped, SkipMessage
from tests.ledger import toy
from tests.ledger.places import fresh, on_postgres
from tests.ledger.toy import LAW, MAY_5, OFFICER, TOY, Note
from tests.parts.sample import profile
from tests.real.toy_instance import Running, Spec, Toy

pytestmark = [pytest.mark.real, pytest.mark.timeout(240)]


class Pair:
    """A telling and a hearing instance with databases, topics and rights of their own."""

    def __init__(self, kafka: Kafka, postgres: Postgres) -> None:
        name = "toy" + "".join(random.choices(string.ascii_lowercase, k=8))
        self.kafka, self.a, self.b = kafka, f"{name}.police", f"{name}.labour"
        self.passwords = {self.a: uuid4().hex, self.b: uuid4().hex}
        self.admin = kafka.admin()
        topics.apply(self.admin, town(profile(self.a, self.b)), self.passwords)
        (self.owner_a, self.app_a), (self.owner_b, self.app_b) = fresh(postgres), fresh(postgres)
        self.told: dict[UUID, list[str]] = {}

    def spec(self, source: str, **more: Any) -> Spec:
        app = self.app_a if source == self.a else self.app_b
        return Spec(source, app, self.kafka.bootstrap, self.passwords[source], {self.a: 10, self.b: 20}, **more)

    def tell(self, cases: int, each: int, book: Any = None) -> None:
        """Write notes into A that are told to B, in turn over the cases."""
        if book is None:
            with on_postgres(self.app_a) as opened:
                self.tell(cases, each, opened)
            return
        known = list(self.told) or [uuid4() for _ in range(cases)]
        for _ in range(each):
            for case in known:
                need = uuid4().hex[:12]
                book.handle(
                    TOY, case, Note(need, self.b), command_id=uuid4(), by=OFFICER, law=LAW, when=When.instant(MAY_5)
                )
                self.told.setdefault(case, []).append(need)

    def heard(self) -> dict[UUID, list[str]]:
        found: dict[UUID, list[str]] = {}
        with psycopg.connect(self.owner_b) as conn:
            for (state,) in conn.execute("SELECT state FROM stored_events ORDER BY notification_id"):
                body = msgspec.json.decode(state)
                found.setdefault(UUID(body["subject"]), []).append(body["fact"]["need"])
        return found

    def all_heard(self) -> bool:
        return self.heard() == self.told

    def receipts_are_complete(self) -> bool:
        with psycopg.connect(self.owner_a) as conn:
            row = conn.execute(
                "SELECT count(*) FROM (SELECT inbox, subject, max(seq) s FROM told GROUP BY 1, 2) t LEFT JOIN"
                " (SELECT inbox, subject, max(seq) s FROM receipts GROUP BY 1, 2) r USING (inbox, subject)"
                " WHERE r.s IS DISTINCT FROM t.s"
            ).fetchone()
        assert row
        return bool(row[0] == 0)

    def sql(self, owner: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(owner, autocommit=True) as conn:
            found = conn.execute(statement.encode(), values)
            return found.fetchall() if found.description else []


@pytest.fixture
def pair(kafka: Kafka, postgres: Postgres) -> Iterator[Pair]:
    made = Pair(kafka, postgres)
    yield made
    made.admin.close()


@pytest.fixture
def running(pair: Pair) -> Iterator[tuple[Running, Running]]:
    both = Running(pair.spec(pair.a)), Running(pair.spec(pair.b))
    yield both
    for one in both:
        one.stop()


def eventually(true: Callable[[], bool], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "did not come true in time"
        time.sleep(0.1)


def process(spec: Spec, place: Path) -> subprocess.Popen[bytes]:
    file = place / f"{spec.source}-{uuid4().hex[:6]}.json"
    file.write_bytes(msgspec.json.encode(spec))
    return subprocess.Popen([sys.executable, "-m", "tests.real.toy_instance", str(file)])


def test_what_is_told_is_heard_once_in_order_and_receipted(pair: Pair, running: tuple[Running, Running]) -> None:
    pair.tell(10, 5)
    eventually(pair.all_heard)
    eventually(pair.receipts_are_complete)
    eventually(lambda: bool(running[0].worker.health()["well"]) and bool(running[1].worker.health()["well"]))


def test_a_page_can_say_which_entries_have_come(pair: Pair) -> None:
    pair.tell(2, 2)
    with on_postgres(pair.app_a) as book:
        assert book.store.received(range(1, 5)) == frozenset(), "nobody listens yet"
        both = Running(pair.spec(pair.a)), Running(pair.spec(pair.b))
        try:
            eventually(lambda: book.store.received(range(1, 5)) == frozenset(range(1, 5)))
        finally:
            for one in both:
                one.stop()
        assert book.store.received([99]) == frozenset()


def test_a_hop_takes_well_under_a_second(pair: Pair, running: tuple[Running, Running]) -> None:
    pair.tell(1, 1, running[0].toy.ledger)
    eventually(pair.all_heard)
    took = []
    for _ in range(10):
        began = time.monotonic()
        pair.tell(1, 1, running[0].toy.ledger)
        eventually(pair.all_heard)
        took.append(time.monotonic() - began)
    assert sorted(took)[len(took) // 2] < 1.0, took


@pytest.mark.slow
def test_a_process_killed_at_every_step_loses_nothing_doubles_nothing_and_keeps_the_order(
    pair: Pair, tmp_path: Path
) -> None:
    plan = [(pair.a, step) for step in relay.STEPS] + [(pair.b, step) for step in (*inbox.STEPS, *writer.STEPS)]
    hit: Counter[str] = Counter()
    for source, step in plan:
        other = process(pair.spec(pair.b if source == pair.a else pair.a), tmp_path)
        victim = process(pair.spec(source, crash=step, at_count=random.randint(1, 3)), tmp_path)
        deadline = time.monotonic() + 40
        while victim.poll() is None and time.monotonic() < deadline:
            pair.tell(5, 2)
            time.sleep(0.2)
        assert victim.wait(1) == -signal.SIGKILL, f"{step} was never reached"
        hit[step] += 1
        other.terminate()
        other.wait(20)
    both = [process(pair.spec(source), tmp_path) for source in (pair.a, pair.b)]
    try:
        eventually(pair.all_heard, 60)
        eventually(pair.receipts_are_complete, 60)
    finally:
        for one in both:
            one.terminate()
            one.wait(20)
    assert set(hit) == {*relay.STEPS, *inbox.STEPS, *writer.STEPS}
    print("crash points hit:", dict(hit))


def test_every_message_twice_changes_nothing(pair: Pair, running: tuple[Running, Running]) -> None:
    pair.tell(5, 4)
    eventually(pair.all_heard)
    pair.sql(pair.owner_a, "UPDATE progress SET position = 0 WHERE name = 'relay'")
    running[0].stop()
    again = Running(pair.spec(pair.a))
    try:
        eventually(lambda: pair.sql(pair.owner_a, "SELECT position FROM progress WHERE name = 'relay'") == [(20,)])
        pair.tell(5, 1, again.toy.ledger)
        eventually(pair.all_heard)
    finally:
        running[0].toy, running[0].worker, running[0]._loop, running[0]._thread = (
            again.toy,
            again.worker,
            again._loop,
            again._thread,
        )


def test_a_partition_added_keeps_the_order_of_every_subject(pair: Pair, running: tuple[Running, Running]) -> None:
    pair.tell(8, 3)
    eventually(pair.all_heard)
    pair.admin.create_partitions({f"inbox.{pair.b}": NewPartitions(5)})
    pair.tell(8, 6, running[0].toy.ledger)
    eventually(pair.all_heard, 90)


def test_a_hole_is_held_asked_for_and_healed(pair: Pair) -> None:
    pair.tell(3, 2)
    pair.sql(
        pair.owner_a, "INSERT INTO progress (name, position) VALUES ('relay', 3)"
    )  # the first of each is never sent
    both = Running(pair.spec(pair.a)), Running(pair.spec(pair.b))
    try:
        eventually(pair.all_heard)
        eventually(lambda: pair.sql(pair.owner_b, "SELECT count(*) FROM waiting") == [(0,)])
    finally:
        for one in both:
            one.stop()


def test_a_poison_message_parks_its_subject_only_and_a_redrive_heals(
    pair: Pair, running: tuple[Running, Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.tell(4, 1, running[0].toy.ledger)
    eventually(pair.all_heard)
    poisoned = next(iter(pair.told))
    bad = pair.told[poisoned]
    with monkeypatch.context() as patch:
        patch.setattr(toy, "REFUSED_WHEN_HEARD", {"poison"})
        _tell_one(pair, running[0].toy, poisoned, "poison")
        pair.tell(4, 2, running[0].toy.ledger)
        others = {case: needs for case, needs in pair.told.items() if case != poisoned}
        eventually(lambda: {c: n for c, n in pair.heard().items() if c != poisoned} == others)
        eventually(lambda: len(running[1].worker._inbox.waiting()) == 3)
        waiting = running[1].worker._inbox.waiting()
        assert [w["why"] for w in sorted(waiting, key=lambda w: w["seq"])] == ["parked", "behind", "behind"]
        assert not running[1].worker.health()["well"]
        assert pair.heard()[poisoned] == bad[:1]
    assert running[1].worker.redrive() == 0
    eventually(pair.all_heard)
    assert running[1].worker.health()["well"]


def test_a_message_nested_without_end_parks_its_subject_only(pair: Pair, running: tuple[Running, Running]) -> None:
    pair.tell(2, 1, running[0].toy.ledger)
    eventually(pair.all_heard)
    row, toy_a = running[0].toy.store.since(0)[0], running[0].toy
    teller = Teller(pair.a, toy_a.vault, toy_a.directory, toy_a.clear)
    genuine = teller.message(row, decode_body(row.body).to[0])
    deep = b'{"data":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    case = genuine.key.decode()
    signed = teller._signed(pair.b, case, deep, {**genuine.headers, "seq": "2"})

    _send(pair, [signed])
    inbox = running[1].worker._inbox
    eventually(lambda: [(w["subject"], w["why"]) for w in inbox.waiting()] == [(case, "parked")])
    pair.tell(2, 1, running[0].toy.ledger)
    eventually(pair.all_heard)


def test_a_message_that_is_skipped_leaves_an_entry_and_lets_the_next_ones_through(
    pair: Pair, running: tuple[Running, Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.tell(1, 1, running[0].toy.ledger)
    eventually(pair.all_heard)
    case = next(iter(pair.told))
    monkeypatch.setattr(toy, "REFUSED_WHEN_HEARD", {"poison"})
    _tell_one(pair, running[0].toy, case, "poison")
    _tell_one(pair, running[0].toy, case, "after")
    eventually(lambda: len(running[1].worker._inbox.waiting()) == 2)
    hearing = running[1].toy.ledger
    skip = SkipMessage(pair.a, 2, "never")
    hearing.skip(toy.SKIPPING, pair.a, case, 2, skip, by=OFFICER)
    running[1].worker._inbox.go_on_after(pair.a, str(case), 2)
    assert hearing.load(TOY, case).state.needs == (pair.told[case][0], "after")
    assert hearing.load(toy.SKIPPING, case).entries[0].fact == MessageSkipped(pair.a, 2, "never")
    assert not running[1].worker._inbox.waiting()


def _tell_one(pair: Pair, told_by: Toy, case: UUID, need: str) -> None:
    told_by.ledger.handle(
        TOY, case, Note(need, pair.b), command_id=uuid4(), by=OFFICER, law=LAW, when=When.instant(MAY_5)
    )
    pair.told[case].append(need)


def _send(pair: Pair, records: list[Record]) -> None:
    """By the login of the first of them."""

    async def send() -> None:
        sender = Sender(lambda: broker(pair.kafka.bootstrap, pair.a, pair.passwords[pair.a]))
        await sender(records)
        await sender.close()

    asyncio.run(send())


def test_a_forged_sender_is_set_aside_and_changes_nothing(pair: Pair, running: tuple[Running, Running]) -> None:
    pair.tell(2, 1, running[0].toy.ledger)
    eventually(pair.all_heard)
    row = running[0].toy.store.since(0)[0]
    forger = Toy(Spec(pair.a, pair.app_a, pair.kafka.bootstrap, pair.passwords[pair.a], {pair.a: 60, pair.b: 20}))
    genuine = Teller(pair.a, forger.vault, forger.directory, forger.clear).message(row, decode_body(row.body).to[0])
    fake = [
        Record(genuine.topic, genuine.key, genuine.value, genuine.headers | {"seq": "2"}),
        Record(genuine.topic, genuine.key, b"not json", {}),
        Record(genuine.topic, genuine.key, genuine.value.replace(b"need", b"need2"), genuine.headers),
    ]

    before = pair.heard()
    _send(pair, fake)
    forger.close()
    eventually(lambda: pair.sql(pair.owner_b, "SELECT count(*) FROM unreadable") == [(3,)])
    pair.tell(2, 1, running[0].toy.ledger)
    eventually(pair.all_heard)
    assert {case: needs[:1] for case, needs in pair.heard().items()} == before


def test_a_name_travels_encrypted_and_opens_only_at_the_listener(pair: Pair, running: tuple[Running, Running]) -> None:
    case = uuid4()
    running[0].toy.ledger.handle(
        TOY,
        case,
        Note("meals", pair.b, Sealed("Lê Thị Giả")),
        command_id=uuid4(),
        by=OFFICER,
        law=LAW,
        when=When.instant(MAY_5),
    )
    pair.told[case] = ["meals"]
    eventually(pair.all_heard)
    listener = running[1].toy.ledger
    assert listener.open(listener.load(TOY, case).entries[0].fact.name) == "Lê Thị Giả"


def test_a_database_restarted_and_backends_killed_are_waited_for(
    pair: Pair, running: tuple[Running, Running], postgres: Postgres
) -> None:
    for _ in range(3):
        pair.tell(4, 2)
        with psycopg.connect(postgres.admin_conninfo, autocommit=True) as conn:
            conn.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
    eventually(pair.all_heard, 90)
    eventually(pair.receipts_are_complete, 90)
